// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModuleDirectory} from "../interfaces/IModuleDirectory.sol";
import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITradeRegistry} from "../interfaces/ITradeRegistry.sol";
import {NaturalKey} from "../libraries/NaturalKey.sol";
import {Uscc} from "../libraries/Uscc.sol";
import {ParticipantId, SubjectId} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";

/// Documented in {ITradeRegistry}.
contract TradeRegistry is ITradeRegistry, IModulePart {
    IParticipantRegistry public immutable participants;
    IModuleDirectory public immutable directory;

    /// Subjects against which something is claimed.
    /// @inheritdoc IModulePart
    uint256 public openItems;

    mapping(SubjectId subject => Subject) private _subjects;
    mapping(SubjectId subject => mapping(ParticipantId proposer => Document)) private _proposals;
    mapping(SubjectId subject => mapping(address part => mapping(uint256 claim => uint64))) private _claims;

    constructor(IParticipantRegistry participants_, IModuleDirectory directory_) {
        participants = participants_;
        directory = directory_;
    }

    /// @inheritdoc ITradeRegistry
    function register(Document calldata document) external returns (SubjectId subject, bytes32 terms) {
        // Checks
        if (document.kind == DocumentKind.None) revert TradeKindMissing();
        if (document.face == 0) revert TradeFaceZero();
        if (document.seller == document.buyer) revert TradePartiesEqual(document.seller);
        _requireIssuer(document);
        subject = subjectOf(document.kind, document.issuer, document.number);
        if (_subjects[subject].face != 0) revert TradeAlreadyConfirmed(subject);
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
        if (_subjects[subject].face != 0) revert TradeAlreadyConfirmed(subject);
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
    function claim(SubjectId subject, uint256 claimId, uint64 amount) external {
        // Checks
        if (directory.statusOf(msg.sender) != IModuleDirectory.VersionStatus.Live)
            revert TradeModuleNotLive(msg.sender);
        if (amount == 0) revert TradeClaimZero(subject);
        Subject storage s = _subjects[subject];
        if (s.face == 0) revert TradeNotConfirmed(subject);
        uint64 free = s.face - s.claimed;
        if (amount > free) revert TradeClaimExceedsFace(subject, amount, free);

        // Effects
        if (s.claimed == 0) ++openItems;
        s.claimed += amount;
        _claims[subject][msg.sender][claimId] += amount;
        emit SubjectClaimed(subject, msg.sender, claimId, amount, s.claimed, s.face);
    }

    /// @inheritdoc ITradeRegistry
    function release(SubjectId subject, uint256 claimId, uint64 amount) external {
        // Checks
        uint64 held = _claims[subject][msg.sender][claimId];
        if (amount == 0) revert TradeClaimZero(subject);
        if (amount > held) revert TradeReleaseExceedsClaim(subject, claimId, amount, held);

        // Effects
        Subject storage s = _subjects[subject];
        s.claimed -= amount;
        if (s.claimed == 0) --openItems;
        _claims[subject][msg.sender][claimId] = held - amount;
        emit SubjectReleased(subject, msg.sender, claimId, amount, s.claimed, s.face);
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
    function subjectOf(DocumentKind kind, bytes18 issuer, string calldata number) public pure returns (SubjectId) {
        return SubjectId.wrap(keccak256(abi.encode(kind, issuer, NaturalKey.normalise(number))));
    }

    /// Who could name any issuer could take the keys of other people's documents, or enter one of its own under several.
    function _requireIssuer(Document calldata document) private view {
        Uscc.requireValid(document.issuer);
        if (document.kind == DocumentKind.Payment) return;
        ParticipantId issuer = participants.participantByUscc(document.issuer);
        if (issuer != document.seller && issuer != document.buyer) {
            revert TradeIssuerNotParty(document.issuer, document.seller, document.buyer);
        }
    }

    /// The caller must be one of the two parties; the other is its counterparty at the door.
    function _enterAsParty(ParticipantId seller, ParticipantId buyer) private view returns (ParticipantId caller) {
        caller = participants.participantOf(msg.sender);
        if (caller != seller && caller != buyer) revert TradeNotParty(caller, seller, buyer);
        participants.door(msg.sender, caller == seller ? buyer : seller, Mode.Dispose, 0);
    }
}
