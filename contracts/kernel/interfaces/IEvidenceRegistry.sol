// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EvidenceId, ParticipantId} from "../types/Ids.sol";

/// Digests of documents, with the time they were anchored and by whom (存证). The documents stay off chain.
///
/// Warning: a digest of low-entropy personal data (an ID number) can be guessed; only digests of salted content belong here (K-8).
interface IEvidenceRegistry {
    /// What made the digest of a document; of a batch, those of all its documents.
    enum Algorithm {
        None,
        Sha256,
        Keccak256,
        /// GB/T 32905-2016.
        Sm3
    }

    struct Evidence {
        // slot 0
        ParticipantId anchorer;
        Algorithm algorithm;
        /// Whether the digest is the root of a Merkle tree over many digests. The tree itself is always of Keccak-256: sorted pairs,
        /// double-hashed leaves.
        bool batch;
        uint40 anchoredAt;
        // slot 1
        bytes32 digest;
        // slot 2
        /// What kind of document, as short text ("INVOICE", "BOARD_RESOLUTION" …).
        bytes32 category;
    }

    /// Another participant's word for a piece of evidence. In which capacity it gave it (a court, an auditor, a notary) is what its seats
    /// and qualifications were at the time.
    struct Countersignature {
        // slot 0
        ParticipantId signer;
        uint40 signedAt;
        // slot 1
        /// Digest of what the signer itself has issued about it (a notarial certificate, a ruling, a report); may be 0.
        bytes32 statement;
    }

    event EvidenceAnchored(
        EvidenceId indexed evidence,
        ParticipantId indexed anchorer,
        bytes32 indexed digest,
        Algorithm algorithm,
        bool batch,
        bytes32 category,
        string uri
    );

    event EvidenceCountersigned(
        EvidenceId indexed evidence,
        ParticipantId indexed signer,
        bytes32 indexed digest,
        bytes32 statement,
        uint256 count
    );

    error EvidenceAlreadyAnchored(bytes32 digest, EvidenceId first);
    error EvidenceDigestEmpty();
    error EvidenceAlgorithmMissing();
    error EvidenceUriTooLong(uint256 length, uint256 max);
    error EvidenceUnknown(EvidenceId evidence);
    error EvidenceNotBatch(EvidenceId evidence);
    /// `evidence` is another digest than the one that the caller means to sign.
    error EvidenceDigestDiffers(EvidenceId evidence, bytes32 expected, bytes32 actual);
    error EvidenceOwn(EvidenceId evidence, ParticipantId anchorer);
    error EvidenceAlreadyCountersigned(EvidenceId evidence, ParticipantId signer);

    /// Anchors the digest of one document.
    /// @param uri where members find the (encrypted) document, content-addressed; may be empty; at most 256 bytes
    /// @custom:access door:Preserve
    function anchor(
        bytes32 digest,
        Algorithm algorithm,
        bytes32 category,
        string calldata uri
    ) external returns (EvidenceId evidence);

    /// Anchors the Merkle root over the digests of many documents.
    /// @param algorithm what made the documents' digests; the tree over them is always of Keccak-256
    /// @custom:access door:Preserve
    function anchorBatch(
        bytes32 root,
        Algorithm algorithm,
        bytes32 category,
        string calldata uri
    ) external returns (EvidenceId evidence);

    /// Signs for evidence that another participant anchored (会签): a notary, a court, an auditor, a counterparty; each once. Only members
    /// in good standing, since the signature is worth what its signer is.
    /// @param digest what the caller means to sign, so that it signs that and nothing else
    /// @param statement digest of what the signer itself has issued about it; may be 0
    /// @custom:access door:Dispose
    function countersign(EvidenceId evidence, bytes32 digest, bytes32 statement) external;

    /// Who anchored this digest and when; `anchoredAt` 0 when nobody did.
    function verify(
        bytes32 digest,
        Algorithm algorithm
    ) external view returns (EvidenceId evidence, ParticipantId anchorer, uint40 anchoredAt);

    /// Whether `digest` is in a batch, by its Merkle proof. The leaf is keccak256(keccak256(abi.encode(digest))).
    function verifyInBatch(EvidenceId evidence, bytes32 digest, bytes32[] calldata proof) external view returns (bool);

    function evidenceInfo(EvidenceId evidence) external view returns (Evidence memory);

    function evidenceCount() external view returns (uint64);

    /// Countersignatures in their order, `limit` of them from number `start` (from 0) on.
    function countersignatures(
        EvidenceId evidence,
        uint256 start,
        uint256 limit
    ) external view returns (Countersignature[] memory);

    function countersignatureCount(EvidenceId evidence) external view returns (uint256);

    function hasCountersigned(EvidenceId evidence, ParticipantId signer) external view returns (bool);

    /// The digest of a content, computed here: for who trusts this chain more than the program that made the digest. SM3 takes some 0.75
    /// million gas a kilobyte, the others next to nothing.
    ///
    /// Warning: the node that is asked sees the content.
    function digestOf(Algorithm algorithm, bytes calldata content) external pure returns (bytes32);
}
