// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ParticipantId, SubjectId} from "../types/Ids.sol";

/// Trade documents, and the one book of claims on them over all modules: no double financing.
///
/// Conserved: the sum of claims on a subject never exceeds its face (K-1).
interface ITradeRegistry {
    enum DocumentKind {
        None,
        /// VAT invoice (发票).
        Invoice,
        /// Sales contract (合同).
        Contract,
        /// Delivery or acceptance note (货物签收单).
        Delivery,
        /// Payment voucher (付款凭证).
        Payment
    }

    /// What a document says. Its natural key is (kind, issuer, number), the number without blanks, case and leading zeros.
    struct Document {
        DocumentKind kind;
        ParticipantId seller;
        ParticipantId buyer;
        /// Fen.
        uint64 face;
        /// USCC of who issued the document: the seller or the buyer (for an invoice as a rule the seller); for a payment voucher
        /// whoever made it out, as a rule a bank.
        bytes18 issuer;
        /// Digest of the document itself.
        bytes32 digest;
        string number;
    }

    /// A confirmed document, or an asset, that claims stand on.
    struct Subject {
        ParticipantId seller;
        ParticipantId buyer;
        uint64 face;
        uint64 claimed;
        DocumentKind kind;
        bytes32 digest;
    }

    event DocumentRegistered(
        SubjectId indexed subject,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        ParticipantId proposer,
        DocumentKind kind,
        bytes18 issuer,
        string number,
        uint64 face,
        bytes32 digest,
        bytes32 terms
    );
    event DocumentConfirmed(
        SubjectId indexed subject,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        ParticipantId proposer,
        uint64 face,
        bytes32 terms
    );
    event SubjectClaimed(
        SubjectId indexed subject,
        address indexed part,
        uint256 indexed claimId,
        uint64 amount,
        uint64 claimed,
        uint64 face
    );
    event SubjectReleased(
        SubjectId indexed subject,
        address indexed part,
        uint256 indexed claimId,
        uint64 amount,
        uint64 claimed,
        uint64 face
    );

    error TradeKindMissing();
    error TradeFaceZero();
    error TradePartiesEqual(ParticipantId party);
    error TradeIssuerNotParty(bytes18 issuer, ParticipantId seller, ParticipantId buyer);
    error TradeNotParty(ParticipantId participant, ParticipantId seller, ParticipantId buyer);
    error TradeAlreadyConfirmed(SubjectId subject);
    error TradeNotRegistered(SubjectId subject, ParticipantId proposer);
    error TradeOwnProposal(SubjectId subject, ParticipantId proposer);
    error TradeTermsDiffer(SubjectId subject, bytes32 expected, bytes32 actual);
    error TradeNotConfirmed(SubjectId subject);
    error TradeClaimExceedsFace(SubjectId subject, uint64 amount, uint64 free);
    error TradeClaimZero(SubjectId subject);
    error TradeReleaseExceedsClaim(SubjectId subject, uint256 claimId, uint64 amount, uint64 held);
    error TradeModuleNotLive(address part);

    /// Puts a document forward as its seller or buyer, and thereby confirms it for that side. It counts only once the other side has
    /// confirmed the same terms; until then it takes no key, and the same party may put it forward anew with other terms.
    /// @custom:access door:Dispose
    function register(Document calldata document) external returns (SubjectId subject, bytes32 terms);

    /// Confirms, for the other side, what `proposer` put forward. From then on the key is taken for good.
    /// @param terms hash of what the caller saw (from `DocumentRegistered`), so that it confirms that and nothing else
    /// @custom:access door:Dispose
    function confirm(SubjectId subject, ParticipantId proposer, bytes32 terms) external;

    /// Claims part of a subject's face for a claim of the calling part; adds to what that claim holds already.
    /// Parts of live module versions only.
    /// @param claimId the caller's own id for what makes the claim (a bill, say)
    /// @param amount fen
    /// @custom:access part
    function claim(SubjectId subject, uint256 claimId, uint64 amount) external;

    /// Releases what the calling part claimed, never more. Parts of live and retired versions.
    /// @custom:access part
    function release(SubjectId subject, uint256 claimId, uint64 amount) external;

    /// The subject of a document: hash of its natural key.
    function subjectOf(DocumentKind kind, bytes18 issuer, string calldata number) external pure returns (SubjectId);

    /// All zero when it is not confirmed.
    function subjectInfo(SubjectId subject) external view returns (Subject memory);

    /// What a party has put forward and the other has not confirmed yet.
    function proposal(SubjectId subject, ParticipantId proposer) external view returns (Document memory);

    function claimOf(SubjectId subject, address part, uint256 claimId) external view returns (uint64);
}
