// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {IClaimHolder} from "../interfaces/IClaimHolder.sol";
import {IModuleDirectory} from "../interfaces/IModuleDirectory.sol";
import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITradeRegistry} from "../interfaces/ITradeRegistry.sol";
import {NaturalKey} from "../libraries/NaturalKey.sol";
import {Uscc} from "../libraries/Uscc.sol";
import {FileId, ParticipantId, SubjectId} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";

/// Documented in {ITradeRegistry}.
contract TradeRegistry is ITradeRegistry, IModulePart {
    struct File {
        ParticipantId seller;
        ParticipantId buyer;
        SubjectId[] documents;
    }

    /// Documents that a file holds at most, so that reading one is bounded.
    uint256 public constant MAX_FILE_DOCUMENTS = 64;

    IParticipantRegistry public immutable participants;
    IModuleDirectory public immutable directory;

    /// @inheritdoc ITradeRegistry
    uint64 public fileCount;

    mapping(SubjectId subject => Subject) private _subjects;
    mapping(SubjectId subject => mapping(ParticipantId proposer => Document)) private _proposals;
    mapping(SubjectId subject => mapping(address part => mapping(uint256 claim => uint64))) private _claims;
    /// @inheritdoc ITradeRegistry
    mapping(SubjectId correction => mapping(ParticipantId proposer => bytes32)) public reductionTerms;
    mapping(FileId file => File) private _files;
    /// @inheritdoc ITradeRegistry
    mapping(SubjectId subject => FileId) public fileOf;

    constructor(IParticipantRegistry participants_, IModuleDirectory directory_) {
        participants = participants_;
        directory = directory_;
    }

    /// @inheritdoc ITradeRegistry
    function register(Document calldata document) external returns (SubjectId subject, bytes32 terms) {
        // Checks
        if (!_isDocument(document.kind)) revert TradeKindInvalid(document.kind);
        if (document.face == 0) revert TradeFaceZero();
        if (document.seller == document.buyer) revert TradePartiesEqual(document.seller);
        _requireIssuer(document.kind, document.issuer, document.seller, document.buyer);
        subject = subjectOf(document.kind, document.issuer, document.number);
        _requireFreeKey(subject);
        ParticipantId proposer = _enterAsParty(document.seller, document.buyer);

        // Effects
        terms = keccak256(abi.encode(document));
        _proposals[subject][proposer] = document;
        emit DocumentRegistered(
            subject,
            document.seller,
            document.buyer,
            proposer,
            document.kind,
            document.issuer,
            document.number,
            document.face,
            document.digest,
            terms
        );
    }

    /// @inheritdoc ITradeRegistry
    function confirm(SubjectId subject, ParticipantId proposer, bytes32 terms) external {
        // Checks
        Document memory document = _proposals[subject][proposer];
        if (document.face == 0) revert TradeNotRegistered(subject, proposer);
        bytes32 actual = keccak256(abi.encode(document));
        if (actual != terms) revert TradeTermsDiffer(subject, actual, terms);
        _requireFreeKey(subject);
        ParticipantId confirmer = _enterAsParty(document.seller, document.buyer);
        if (confirmer == proposer) revert TradeOwnProposal(subject, proposer);

        // Effects
        delete _proposals[subject][proposer];
        _subjects[subject] = Subject({
            seller: document.seller,
            buyer: document.buyer,
            face: document.face,
            claimed: 0,
            kind: document.kind,
            digest: document.digest
        });
        emit DocumentConfirmed(subject, document.seller, document.buyer, proposer, document.face, terms);
    }

    /// @inheritdoc ITradeRegistry
    function reduce(Reduction calldata reduction) external returns (SubjectId correction, bool done) {
        // Checks
        SubjectId subject = reduction.subject;
        Subject storage s = _document(subject);
        if (reduction.amount == 0) revert TradeReductionZero(subject);
        uint64 free = s.face - s.claimed;
        if (reduction.amount > free) revert TradeReductionExceedsFree(subject, reduction.amount, free);
        _requireIssuer(s.kind, reduction.issuer, s.seller, s.buyer);
        correction = subjectOf(s.kind, reduction.issuer, reduction.number);
        _requireFreeKey(correction);
        ParticipantId caller = _enterAsParty(s.seller, s.buyer);
        ParticipantId other = caller == s.seller ? s.buyer : s.seller;
        bytes32 terms = keccak256(abi.encode(reduction));

        // Effects
        done = reductionTerms[correction][other] == terms;
        if (done) {
            delete reductionTerms[correction][other];
            s.face -= reduction.amount;
            _subjects[correction] = Subject({
                seller: s.seller,
                buyer: s.buyer,
                face: 0,
                claimed: 0,
                kind: DocumentKind.Correction,
                digest: reduction.digest
            });
            emit SubjectReduced(subject, correction, other, caller, reduction.amount, s.claimed, s.face, terms);
        } else {
            if (reductionTerms[correction][caller] == terms) revert TradeReductionAlreadyProposed(correction, caller);
            reductionTerms[correction][caller] = terms;
            _emitProposed(reduction, correction, caller, other, terms);
        }
    }

    /// @inheritdoc ITradeRegistry
    function registerAsset(uint256 assetId, uint64 face, bytes32 digest) external returns (SubjectId subject) {
        // Checks
        _requireLive();
        if (face == 0) revert TradeFaceZero();
        subject = assetOf(msg.sender, assetId);
        Subject storage s = _subjects[subject];
        if (s.kind != DocumentKind.None) revert TradeAssetAlreadyRegistered(subject);

        // Effects
        s.kind = DocumentKind.Asset;
        s.face = face;
        s.digest = digest;
        emit AssetRegistered(subject, msg.sender, assetId, face, digest);
    }

    /// @inheritdoc ITradeRegistry
    function revalueAsset(uint256 assetId, uint64 face) external {
        // Checks
        SubjectId subject = assetOf(msg.sender, assetId);
        Subject storage s = _subjects[subject];
        if (s.kind != DocumentKind.Asset) revert TradeAssetUnknown(subject);
        if (face < s.claimed) revert TradeFaceBelowClaimed(subject, face, s.claimed);
        uint64 previous = s.face;
        if (face > previous) _requireLive();

        // Effects
        s.face = face;
        emit AssetRevalued(subject, previous, s.claimed, face);
    }

    /// @inheritdoc ITradeRegistry
    function claim(SubjectId subject, uint256 claimId, uint64 amount) external {
        // Checks
        _requireLive();
        if (amount == 0) revert TradeClaimZero(subject);
        Subject storage s = _subjects[subject];
        if (s.kind == DocumentKind.None) revert TradeNotConfirmed(subject);
        uint64 free = s.face - s.claimed;
        if (amount > free) revert TradeClaimExceedsFace(subject, amount, free);

        // Effects
        s.claimed += amount;
        _claims[subject][msg.sender][claimId] += amount;
        emit SubjectClaimed(subject, msg.sender, claimId, amount, s.claimed, s.face);
    }

    /// @inheritdoc ITradeRegistry
    function release(SubjectId subject, uint256 claimId, uint64 amount) external {
        // Checks
        uint64 left = _leftOf(subject, msg.sender, claimId, amount);

        // Effects
        Subject storage s = _subjects[subject];
        s.claimed -= amount;
        _claims[subject][msg.sender][claimId] = left;
        emit SubjectReleased(subject, msg.sender, claimId, amount, s.claimed, s.face);
    }

    /// @inheritdoc ITradeRegistry
    function replace(
        SubjectId subject,
        address fromPart,
        uint256 fromClaimId,
        uint256 toClaimId,
        uint64 amount
    ) external {
        // Checks
        _requireLive();
        uint64 left = _leftOf(subject, fromPart, fromClaimId, amount);

        // Effects
        _claims[subject][fromPart][fromClaimId] = left;
        _claims[subject][msg.sender][toClaimId] += amount;
        emit ClaimReplaced(subject, fromPart, msg.sender, fromClaimId, toClaimId, amount);

        // Interactions
        try IClaimHolder(fromPart).handOver(subject, fromClaimId, msg.sender, toClaimId, amount) returns (
            bytes4 reply
        ) {
            if (reply != IClaimHolder.handOver.selector) revert TradeClaimNotHandedOver(subject, fromPart, fromClaimId);
        } catch (bytes memory reason) {
            // A part that does not know the question says nothing.
            if (reason.length == 0) revert TradeClaimNotHandedOver(subject, fromPart, fromClaimId);
            LowLevelCall.bubbleRevert(reason);
        }
    }

    /// @inheritdoc ITradeRegistry
    function openFile(SubjectId[] calldata documents) external returns (FileId file) {
        // Checks
        if (documents.length == 0) revert TradeFileEmpty();
        Subject storage first = _document(documents[0]);
        ParticipantId by = _enterAsParty(first.seller, first.buyer);

        // Effects
        file = FileId.wrap(++fileCount);
        File storage f = _files[file];
        f.seller = first.seller;
        f.buyer = first.buyer;
        emit TradeFileOpened(file, first.seller, first.buyer, by);
        _extend(file, documents, by);
    }

    /// @inheritdoc ITradeRegistry
    function extendFile(FileId file, SubjectId[] calldata documents) external {
        // Checks
        if (documents.length == 0) revert TradeFileEmpty();
        File storage f = _requireFile(file);
        ParticipantId by = _enterAsParty(f.seller, f.buyer);

        // Effects
        _extend(file, documents, by);
    }

    /// @inheritdoc IModulePart
    /// @dev What is owed stands with the module that claims. A claim that was paid stays for good, so that nothing is financed twice.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc ITradeRegistry
    function subjectInfo(SubjectId subject) external view returns (Subject memory) {
        return _subjects[subject];
    }

    /// @inheritdoc ITradeRegistry
    function proposal(SubjectId subject, ParticipantId proposer) external view returns (Document memory) {
        return _proposals[subject][proposer];
    }

    /// @inheritdoc ITradeRegistry
    function claimOf(SubjectId subject, address part, uint256 claimId) external view returns (uint64) {
        return _claims[subject][part][claimId];
    }

    /// @inheritdoc ITradeRegistry
    function documentsOf(FileId file) external view returns (SubjectId[] memory) {
        return _requireFile(file).documents;
    }

    /// @inheritdoc ITradeRegistry
    function fileState(FileId file) external view returns (FileState memory state) {
        File storage f = _requireFile(file);
        state.seller = f.seller;
        state.buyer = f.buyer;
        for (uint256 i; i < f.documents.length; ++i) {
            Subject storage s = _subjects[f.documents[i]];
            state.amounts[uint8(s.kind) - uint8(DocumentKind.Invoice)] += s.face;
        }
        state.agree = true;
        uint256 common;
        for (uint256 kind; kind < state.amounts.length; ++kind) {
            uint256 amount = state.amounts[kind];
            if (amount == 0) continue;
            state.present |= uint8(1 << kind);
            if (common == 0) common = amount;
            if (amount != common) state.agree = false;
        }
    }

    /// @inheritdoc ITradeRegistry
    function subjectOf(DocumentKind kind, bytes18 issuer, string calldata number) public pure returns (SubjectId) {
        return SubjectId.wrap(keccak256(abi.encode(kind, issuer, NaturalKey.normalise(number))));
    }

    /// @inheritdoc ITradeRegistry
    function assetOf(address part, uint256 assetId) public pure returns (SubjectId) {
        // Shorter than what a document's key is made of, so the two never meet.
        return SubjectId.wrap(keccak256(abi.encode(part, assetId)));
    }

    function _emitProposed(
        Reduction calldata reduction,
        SubjectId correction,
        ParticipantId proposer,
        ParticipantId counterparty,
        bytes32 terms
    ) private {
        emit ReductionProposed(
            reduction.subject,
            correction,
            proposer,
            counterparty,
            reduction.amount,
            reduction.issuer,
            reduction.number,
            reduction.digest,
            terms
        );
    }

    function _extend(FileId file, SubjectId[] calldata documents, ParticipantId by) private {
        File storage f = _files[file];
        uint256 count = f.documents.length + documents.length;
        if (count > MAX_FILE_DOCUMENTS) revert TradeFileFull(file, count, MAX_FILE_DOCUMENTS);
        for (uint256 i; i < documents.length; ++i) {
            SubjectId subject = documents[i];
            Subject storage s = _document(subject);
            if (s.seller != f.seller || s.buyer != f.buyer) revert TradeFileForeign(file, subject, s.seller, s.buyer);
            FileId other = fileOf[subject];
            if (FileId.unwrap(other) != 0) revert TradeInFile(subject, other);
            fileOf[subject] = file;
            f.documents.push(subject);
            emit TradeFileExtended(file, subject, by);
        }
    }

    /// What a claim holds after `amount` has gone from it.
    function _leftOf(SubjectId subject, address part, uint256 claimId, uint64 amount) private view returns (uint64) {
        uint64 held = _claims[subject][part][claimId];
        if (amount == 0) revert TradeClaimZero(subject);
        if (amount > held) revert TradeReleaseExceedsClaim(subject, claimId, amount, held);
        return held - amount;
    }

    function _requireLive() private view {
        if (directory.statusOf(msg.sender) != IModuleDirectory.VersionStatus.Live) {
            revert TradeModuleNotLive(msg.sender);
        }
    }

    /// A key that counts is taken for good, whatever has become of its face.
    function _requireFreeKey(SubjectId subject) private view {
        if (_subjects[subject].kind != DocumentKind.None) revert TradeAlreadyConfirmed(subject);
    }

    /// Who could name any issuer could take the keys of other people's documents, or enter one of its own under several.
    function _requireIssuer(DocumentKind kind, bytes18 issuer, ParticipantId seller, ParticipantId buyer) private view {
        Uscc.requireValid(issuer);
        if (kind == DocumentKind.Payment) return;
        ParticipantId participant = participants.participantByUscc(issuer);
        if (participant != seller && participant != buyer) revert TradeIssuerNotParty(issuer, seller, buyer);
    }

    /// The caller must be one of the two parties; the other is its counterparty at the door.
    function _enterAsParty(ParticipantId seller, ParticipantId buyer) private view returns (ParticipantId caller) {
        caller = participants.participantOf(msg.sender);
        if (caller != seller && caller != buyer) revert TradeNotParty(caller, seller, buyer);
        participants.door(msg.sender, caller == seller ? buyer : seller, Mode.Dispose, 0);
    }

    /// A confirmed document.
    function _document(SubjectId subject) private view returns (Subject storage s) {
        s = _subjects[subject];
        if (s.kind == DocumentKind.None) revert TradeNotConfirmed(subject);
        if (!_isDocument(s.kind)) revert TradeNotDocument(subject, s.kind);
    }

    function _requireFile(FileId file) private view returns (File storage f) {
        f = _files[file];
        if (f.documents.length == 0) revert TradeFileUnknown(file);
    }

    function _isDocument(DocumentKind kind) private pure returns (bool) {
        return kind >= DocumentKind.Invoice && kind <= DocumentKind.Payment;
    }
}
