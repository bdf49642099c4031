// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {FileId, ParticipantId, SubjectId} from "../types/Ids.sol";

/// Trade documents and modules' assets, and the one book of claims on them over all modules: no double financing. All amounts are fen.
///
/// Conserved: the sum of claims on a subject never exceeds its face (K-1). The face of a document only falls, by correcting documents that
/// both sides confirm, each once, and never below what is claimed.
interface ITradeRegistry {
    /// Kind of a document, and what else can be a subject.
    enum DocumentKind {
        None,
        /// VAT invoice (发票).
        Invoice,
        /// Sales contract (合同).
        Contract,
        /// Delivery or acceptance note (货物签收单).
        Delivery,
        /// Payment voucher (付款凭证).
        Payment,
        /// A document that has reduced another (红字发票): its number is used up, and there is nothing to claim on it.
        Correction,
        /// No document: an asset that a module's part vouches for.
        Asset
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

    /// What a correcting document says (a red invoice, 红字发票). Its natural key is one among those of the kind that it corrects.
    struct Reduction {
        SubjectId subject;
        /// Fen by which the face falls.
        uint64 amount;
        /// As a document's.
        bytes18 issuer;
        bytes32 digest;
        string number;
    }

    /// A confirmed document, or an asset, that claims stand on.
    struct Subject {
        /// Seller and buyer of a document; nobody for an asset.
        ParticipantId seller;
        ParticipantId buyer;
        /// What it is worth by now: 0 when it was reduced to nothing.
        uint64 face;
        uint64 claimed;
        DocumentKind kind;
        bytes32 digest;
    }

    /// Documents of one trade (四流合一), as they now are. A kind is there when its documents have a face above 0.
    struct FileState {
        ParticipantId seller;
        ParticipantId buyer;
        /// Bit n for the amount n.
        uint8 present;
        /// Whether all kinds that are there have the same amount.
        bool agree;
        /// Sums of the faces: invoices, contracts, deliveries, payments.
        uint256[4] amounts;
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
    /// One side has put a correcting document forward. `correction` is its own key.
    event ReductionProposed(
        SubjectId indexed subject,
        SubjectId indexed correction,
        ParticipantId indexed proposer,
        ParticipantId counterparty,
        uint64 amount,
        bytes18 issuer,
        string number,
        bytes32 digest,
        bytes32 terms
    );
    /// Both sides have; `proposer` was the first.
    event SubjectReduced(
        SubjectId indexed subject,
        SubjectId indexed correction,
        ParticipantId indexed proposer,
        ParticipantId confirmer,
        uint64 amount,
        uint64 claimed,
        uint64 face,
        bytes32 terms
    );
    event AssetRegistered(
        SubjectId indexed subject,
        address indexed part,
        uint256 indexed assetId,
        uint64 face,
        bytes32 digest
    );
    event AssetRevalued(SubjectId indexed subject, uint64 previous, uint64 claimed, uint64 face);
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
    event ClaimReplaced(
        SubjectId indexed subject,
        address indexed fromPart,
        address indexed toPart,
        uint256 fromClaimId,
        uint256 toClaimId,
        uint64 amount
    );
    event TradeFileOpened(
        FileId indexed file,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        ParticipantId by
    );
    event TradeFileExtended(FileId indexed file, SubjectId indexed subject, ParticipantId indexed by);

    /// No kind of a document that can be put forward.
    error TradeKindInvalid(DocumentKind kind);
    error TradeFaceZero();
    error TradePartiesEqual(ParticipantId party);
    error TradeIssuerNotParty(bytes18 issuer, ParticipantId seller, ParticipantId buyer);
    error TradeNotParty(ParticipantId participant, ParticipantId seller, ParticipantId buyer);
    error TradeAlreadyConfirmed(SubjectId subject);
    error TradeNotRegistered(SubjectId subject, ParticipantId proposer);
    error TradeOwnProposal(SubjectId subject, ParticipantId proposer);
    error TradeTermsDiffer(SubjectId subject, bytes32 expected, bytes32 actual);
    error TradeNotConfirmed(SubjectId subject);
    /// An asset or a correcting document, where only a document will do.
    error TradeNotDocument(SubjectId subject, DocumentKind kind);
    error TradeReductionZero(SubjectId subject);
    /// More than what is not claimed; claims come first (X-28).
    error TradeReductionExceedsFree(SubjectId subject, uint64 amount, uint64 free);
    error TradeReductionAlreadyProposed(SubjectId correction, ParticipantId proposer);
    error TradeAssetAlreadyRegistered(SubjectId subject);
    error TradeAssetUnknown(SubjectId subject);
    error TradeFaceBelowClaimed(SubjectId subject, uint64 face, uint64 claimed);
    error TradeClaimExceedsFace(SubjectId subject, uint64 amount, uint64 free);
    error TradeClaimZero(SubjectId subject);
    error TradeReleaseExceedsClaim(SubjectId subject, uint256 claimId, uint64 amount, uint64 held);
    /// The part does not give its claim up.
    error TradeClaimNotHandedOver(SubjectId subject, address part, uint256 claimId);
    error TradeModuleNotLive(address part);
    error TradeFileEmpty();
    error TradeFileUnknown(FileId file);
    error TradeFileFull(FileId file, uint256 count, uint256 max);
    /// A document of other parties than the file's.
    error TradeFileForeign(FileId file, SubjectId subject, ParticipantId seller, ParticipantId buyer);
    error TradeInFile(SubjectId subject, FileId file);

    /// Puts a document forward as its seller or buyer, and thereby confirms it for that side. It counts only once the other side has
    /// confirmed the same terms; until then it takes no key, and the same party may put it forward anew with other terms.
    /// @custom:access door:Dispose
    function register(Document calldata document) external returns (SubjectId subject, bytes32 terms);

    /// Confirms, for the other side, what `proposer` put forward. From then on the key is taken for good, and nothing of it changes but its
    /// face, by `reduce` (X-33).
    /// @param terms hash of what the caller saw (from `DocumentRegistered`), so that it confirms that and nothing else
    /// @custom:access door:Dispose
    function confirm(SubjectId subject, ParticipantId proposer, bytes32 terms) external;

    /// Reduces a confirmed document's face by a correcting document: done once both sides have sent the very same. The first to send it
    /// puts it forward, and may put it forward anew with other terms; until then it takes no key. The correcting document's own key is
    /// taken for good, so that it counts once. Never below what is claimed, as it is when the second sends it.
    /// @return correction key of the correcting document
    /// @return done whether the other side had sent the same before, so that the face is reduced
    /// @custom:access door:Dispose
    function reduce(Reduction calldata reduction) external returns (SubjectId correction, bool done);

    /// Makes an asset of the calling part a subject. Parts of live module versions only, which answer for its face.
    /// @param assetId the caller's own id for it
    /// @custom:access part
    function registerAsset(uint256 assetId, uint64 face, bytes32 digest) external returns (SubjectId subject);

    /// Changes the face of an asset of the calling part, never below what is claimed. Only a part of a live version raises it.
    /// @custom:access part
    function revalueAsset(uint256 assetId, uint64 face) external;

    /// Claims part of a subject's face for a claim of the calling part; adds to what that claim holds already.
    /// Parts of live module versions only.
    /// @param claimId the caller's own id for what makes the claim (a bill, say)
    /// @param amount fen
    /// @custom:access part
    function claim(SubjectId subject, uint256 claimId, uint64 amount) external;

    /// Releases what the calling part claimed, never more. Whoever holds a claim may, whatever has become of its version since (K-12).
    /// @custom:access part
    function release(SubjectId subject, uint256 claimId, uint64 amount) external;

    /// Takes over another part's claim, or some of it, in one step: a bill that pays a receivable stands where the receivable stood, and
    /// the invoice counts once. The caller is who takes, a part of a live version; who gives must agree within the call, through
    /// `IClaimHolder.handOver`. So nothing is taken from a part, nor laid upon one, that does not want it. What is claimed in all stays.
    /// @param fromPart who holds the claim, of whatever version
    /// @custom:access part
    function replace(
        SubjectId subject,
        address fromPart,
        uint256 fromClaimId,
        uint256 toClaimId,
        uint64 amount
    ) external;

    /// Opens a file of one trade over documents that both its sides have confirmed. Either side. A document is in one file at most, for good:
    /// one delivery must not be shown for two invoices.
    /// @param documents all of the same seller and buyer; at least one
    /// @custom:access door:Dispose
    function openFile(SubjectId[] calldata documents) external returns (FileId file);

    /// Puts further documents of the same two parties into a file. Either side.
    /// @custom:access door:Dispose
    function extendFile(FileId file, SubjectId[] calldata documents) external;

    /// The subject of a document: hash of its natural key.
    function subjectOf(DocumentKind kind, bytes18 issuer, string calldata number) external pure returns (SubjectId);

    /// The subject of a part's asset.
    function assetOf(address part, uint256 assetId) external pure returns (SubjectId);

    /// All zero when it is not confirmed.
    function subjectInfo(SubjectId subject) external view returns (Subject memory);

    /// What a party has put forward and the other has not confirmed yet.
    function proposal(SubjectId subject, ParticipantId proposer) external view returns (Document memory);

    /// Hash of the reduction that a party has put forward last under a correcting document's key; 0 when none waits.
    function reductionTerms(SubjectId correction, ParticipantId proposer) external view returns (bytes32);

    function claimOf(SubjectId subject, address part, uint256 claimId) external view returns (uint64);

    /// The file that a document is in; 0 for none.
    function fileOf(SubjectId subject) external view returns (FileId);

    function documentsOf(FileId file) external view returns (SubjectId[] memory);

    /// What a trade file shows now: faces as they have been reduced since.
    function fileState(FileId file) external view returns (FileState memory);

    function fileCount() external view returns (uint64);
}
