// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IEvidenceRegistry} from "../interfaces/IEvidenceRegistry.sol";
import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {Sm3} from "../libraries/Sm3.sol";
import {EvidenceId, NOBODY, ParticipantId} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";

/// Documented in {IEvidenceRegistry}.
contract EvidenceRegistry is IEvidenceRegistry, IModulePart {
    uint256 public constant MAX_URI_LENGTH = 256;

    IParticipantRegistry public immutable participants;

    /// @inheritdoc IEvidenceRegistry
    uint64 public evidenceCount;

    mapping(EvidenceId evidence => Evidence) private _evidence;
    mapping(Algorithm algorithm => mapping(bytes32 digest => EvidenceId)) private _byDigest;
    mapping(EvidenceId evidence => Countersignature[]) private _countersignatures;
    /// @inheritdoc IEvidenceRegistry
    mapping(EvidenceId evidence => mapping(ParticipantId signer => bool)) public hasCountersigned;

    constructor(IParticipantRegistry participants_) {
        participants = participants_;
    }

    /// @inheritdoc IEvidenceRegistry
    function anchor(
        bytes32 digest,
        Algorithm algorithm,
        bytes32 category,
        string calldata uri
    ) external returns (EvidenceId evidence) {
        return _anchor(digest, algorithm, false, category, uri);
    }

    /// @inheritdoc IEvidenceRegistry
    function anchorBatch(
        bytes32 root,
        Algorithm algorithm,
        bytes32 category,
        string calldata uri
    ) external returns (EvidenceId evidence) {
        return _anchor(root, algorithm, true, category, uri);
    }

    /// @inheritdoc IEvidenceRegistry
    function countersign(EvidenceId evidence, bytes32 digest, bytes32 statement) external {
        // Checks
        Evidence storage e = _anchored(evidence);
        if (e.digest != digest) revert EvidenceDigestDiffers(evidence, e.digest, digest);
        (ParticipantId signer, , ) = participants.door(msg.sender, NOBODY, Mode.Dispose, 0);
        if (signer == e.anchorer) revert EvidenceOwn(evidence, signer);
        if (hasCountersigned[evidence][signer]) revert EvidenceAlreadyCountersigned(evidence, signer);

        // Effects
        hasCountersigned[evidence][signer] = true;
        Countersignature[] storage list = _countersignatures[evidence];
        list.push(Countersignature({signer: signer, signedAt: uint40(block.timestamp), statement: statement}));
        emit EvidenceCountersigned(evidence, signer, digest, statement, list.length);
    }

    /// @inheritdoc IEvidenceRegistry
    function verify(
        bytes32 digest,
        Algorithm algorithm
    ) external view returns (EvidenceId evidence, ParticipantId anchorer, uint40 anchoredAt) {
        evidence = _byDigest[algorithm][digest];
        Evidence storage e = _evidence[evidence];
        return (evidence, e.anchorer, e.anchoredAt);
    }

    /// @inheritdoc IEvidenceRegistry
    function verifyInBatch(EvidenceId evidence, bytes32 digest, bytes32[] calldata proof) external view returns (bool) {
        Evidence storage e = _anchored(evidence);
        if (!e.batch) revert EvidenceNotBatch(evidence);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(digest))));
        return MerkleProof.verifyCalldata(proof, e.digest, leaf);
    }

    /// @inheritdoc IEvidenceRegistry
    function evidenceInfo(EvidenceId evidence) external view returns (Evidence memory) {
        return _evidence[evidence];
    }

    /// @inheritdoc IModulePart
    /// @dev A record is complete when it is made.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IEvidenceRegistry
    function countersignatures(
        EvidenceId evidence,
        uint256 start,
        uint256 limit
    ) external view returns (Countersignature[] memory page) {
        Countersignature[] storage list = _countersignatures[evidence];
        page = new Countersignature[](Math.min(Math.saturatingSub(list.length, start), limit));
        for (uint256 i; i < page.length; ++i) {
            page[i] = list[start + i];
        }
    }

    /// @inheritdoc IEvidenceRegistry
    function countersignatureCount(EvidenceId evidence) external view returns (uint256) {
        return _countersignatures[evidence].length;
    }

    /// @inheritdoc IEvidenceRegistry
    function digestOf(Algorithm algorithm, bytes calldata content) external pure returns (bytes32) {
        if (algorithm == Algorithm.Sha256) return sha256(content);
        if (algorithm == Algorithm.Keccak256) return keccak256(content);
        if (algorithm == Algorithm.Sm3) return Sm3.hash(content);
        revert EvidenceAlgorithmMissing();
    }

    function _anchor(
        bytes32 digest,
        Algorithm algorithm,
        bool batch,
        bytes32 category,
        string calldata uri
    ) private returns (EvidenceId evidence) {
        // Checks
        (ParticipantId anchorer, , ) = participants.door(msg.sender, NOBODY, Mode.Preserve, 0);
        if (digest == 0) revert EvidenceDigestEmpty();
        if (algorithm == Algorithm.None) revert EvidenceAlgorithmMissing();
        if (bytes(uri).length > MAX_URI_LENGTH) revert EvidenceUriTooLong(bytes(uri).length, MAX_URI_LENGTH);
        EvidenceId first = _byDigest[algorithm][digest];
        if (EvidenceId.unwrap(first) != 0) revert EvidenceAlreadyAnchored(digest, first);

        // Effects
        evidence = EvidenceId.wrap(++evidenceCount);
        _byDigest[algorithm][digest] = evidence;
        _evidence[evidence] = Evidence({
            anchorer: anchorer,
            algorithm: algorithm,
            batch: batch,
            anchoredAt: uint40(block.timestamp),
            digest: digest,
            category: category
        });
        emit EvidenceAnchored(evidence, anchorer, digest, algorithm, batch, category, uri);
    }

    function _anchored(EvidenceId evidence) private view returns (Evidence storage e) {
        e = _evidence[evidence];
        if (e.anchoredAt == 0) revert EvidenceUnknown(evidence);
    }
}
