// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IEvidenceRegistry} from "../../kernel/interfaces/IEvidenceRegistry.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {EvidenceId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataPreservation} from "./interfaces/IDataPreservation.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetId, AssetStatus, ChallengeId, LicenceId, isOver} from "./types/DataTypes.sol";

/// Documented in {IDataPreservation}.
contract DataPreservation is IDataPreservation, KernelModule {
    /// What a challenger has asked last of an asset.
    struct Last {
        ChallengeId challenge;
        Day day;
    }

    uint16 public constant MAX_ANSWER_HOURS = 720;

    IDataRegistry public immutable registry;
    IDataLicences public immutable licences;
    IEvidenceRegistry public immutable evidences;

    /// @inheritdoc IDataPreservation
    uint16 public answerHours = 24;
    /// @inheritdoc IDataPreservation
    uint32 public challengeCount;

    mapping(EvidenceId evidence => Preservation) private _preservations;
    mapping(ChallengeId challenge => Challenge) private _challenges;
    mapping(AssetId asset => mapping(ParticipantId challenger => Last)) private _last;
    /// @inheritdoc IDataPreservation
    mapping(AssetId asset => uint32) public misses;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataLicences licences_,
        IEvidenceRegistry evidences_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        licences = licences_;
        evidences = evidences_;
    }

    /// @inheritdoc IDataPreservation
    function preserve(AssetId asset, PreservationKind kind, uint24 version, EvidenceId evidence) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        if (kind == PreservationKind.None) revert DataPreservationKindMissing();
        if (!registry.isConnected(asset, caller)) revert DataPreservationNotConnected(asset, caller);
        if (version != 0 || kind == PreservationKind.VersionArchive) registry.commitmentOf(asset, version);
        _preserve(evidence, Preservation(asset, version, LicenceId.wrap(0), caller, kind));
    }

    /// @inheritdoc IDataPreservation
    function preserveLog(LicenceId licence, EvidenceId evidence) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        IDataLicences.Licence memory granted = licences.licenceInfo(licence);
        if (granted.asset.isNoAsset()) revert IDataLicences.DataLicenceUnknown(licence);
        if (caller != granted.meter) revert DataPreservationNotMeter(licence, caller, granted.meter);
        _preserve(evidence, Preservation(granted.asset, 0, licence, caller, PreservationKind.AccessLog));
    }

    /// @inheritdoc IDataPreservation
    function challenge(AssetId asset, uint24 version) external returns (ChallengeId challenge_) {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        bool certified = a.status == AssetStatus.Certified || a.status == AssetStatus.Suspended;
        if (!certified || isOver(a.validThrough)) revert DataChallengeNoCertificate(asset, a.status);
        if (caller == a.holder) revert DataChallengeOwn(asset, caller);
        registry.commitmentOf(asset, version);
        Last storage last = _last[asset][caller];
        Challenge storage previous = _challenges[last.challenge];
        if (previous.status == ChallengeStatus.Open) revert DataChallengeStillOpen(asset, last.challenge);
        if (last.day == today()) revert DataChallengeToday(asset, last.challenge);

        // Effects
        challenge_ = ChallengeId.wrap(++challengeCount);
        uint40 deadline = uint40(block.timestamp + uint256(answerHours) * 1 hours);
        bytes32 seed = keccak256(abi.encode(blockhash(block.number - 1), challenge_));
        _last[asset][caller] = Last(challenge_, today());
        _challenges[challenge_] = Challenge({
            asset: asset,
            version: version,
            challenger: caller,
            deadline: deadline,
            status: ChallengeStatus.Open,
            seed: seed
        });
        emit DataChallenged(challenge_, asset, caller, a.holder, version, seed, deadline);
    }

    /// @inheritdoc IDataPreservation
    function answer(
        ChallengeId challenge_,
        Opening calldata opening,
        bytes32 chunkDigest,
        bytes32[] calldata proof
    ) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Challenge storage c = _open(challenge_);
        ParticipantId holder = registry.holderOf(c.asset);
        if (caller != holder) revert DataChallengeNotHolder(challenge_, caller, holder);
        if (block.timestamp > c.deadline) revert DataChallengeOver(challenge_, c.deadline);
        uint256 index = _requireOpening(challenge_, c, opening);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, chunkDigest))));
        if (!MerkleProof.verifyCalldata(proof, opening.root, leaf)) revert DataChallengeProofWrong(challenge_, index);

        // Effects
        c.status = ChallengeStatus.Answered;
        emit DataChallengeAnswered(challenge_, c.asset, caller, c.version, opening.chunks, index, chunkDigest);
    }

    /// @inheritdoc IDataPreservation
    function recordMiss(ChallengeId challenge_) external {
        // Checks
        Challenge storage c = _open(challenge_);
        if (block.timestamp <= c.deadline) revert DataChallengeNotOver(challenge_, c.deadline);

        // Effects
        c.status = ChallengeStatus.Missed;
        AssetId asset = c.asset;
        uint32 count = ++misses[asset];
        emit DataChallengeMissed(challenge_, asset, registry.holderOf(asset), c.challenger, c.version, count);
    }

    /// @inheritdoc IDataPreservation
    function setAnswerHours(uint16 hours_) external restricted {
        if (hours_ == 0 || hours_ > MAX_ANSWER_HOURS) revert DataAnswerHoursOutOfRange(hours_, 1, MAX_ANSWER_HOURS);
        emit DataAnswerHoursSet(answerHours, hours_);
        answerHours = hours_;
    }

    /// @inheritdoc IDataPreservation
    function preservationOf(EvidenceId evidence) external view returns (Preservation memory) {
        return _preservations[evidence];
    }

    /// @inheritdoc IDataPreservation
    function challengeInfo(ChallengeId challenge_) external view returns (Challenge memory) {
        return _challenges[challenge_];
    }

    function _preserve(EvidenceId evidence, Preservation memory p) private {
        // Checks
        IEvidenceRegistry.Evidence memory e = evidences.evidenceInfo(evidence);
        if (e.anchorer != p.by) revert DataPreservationEvidenceForeign(evidence, p.by, e.anchorer);
        AssetId used = _preservations[evidence].asset;
        if (!used.isNoAsset()) revert DataPreservationEvidenceUsed(evidence, used);

        // Effects
        _preservations[evidence] = p;
        emit DataPreserved(p.asset, evidence, p.by, p.kind, p.version, p.licence, e.digest);
    }

    /// @return index of the chunk that is asked for
    function _requireOpening(
        ChallengeId challenge_,
        Challenge storage c,
        Opening calldata opening
    ) private view returns (uint256 index) {
        bytes32 commitment = registry.commitmentOf(c.asset, c.version);
        bytes32 opened = keccak256(abi.encode(opening.root, opening.chunks));
        // Who has committed to no chunks has nothing to show.
        if (opened != commitment || opening.chunks == 0) {
            revert DataChallengeOpeningWrong(challenge_, commitment, opened);
        }
        return uint256(c.seed) % opening.chunks;
    }

    function _open(ChallengeId challenge_) private view returns (Challenge storage c) {
        c = _challenges[challenge_];
        if (c.status == ChallengeStatus.None) revert DataChallengeUnknown(challenge_);
        if (c.status != ChallengeStatus.Open) revert DataChallengeNotOpen(challenge_, c.status);
    }
}
