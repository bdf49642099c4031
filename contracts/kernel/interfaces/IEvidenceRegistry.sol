// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EvidenceId, ParticipantId} from "../types/Ids.sol";

/// Digests of documents, with the time they were anchored and by whom (存证). The documents stay off chain.
///
/// Warning: a digest of low-entropy personal data (an ID number) can be guessed; only digests of salted content belong here (K-8).
interface IEvidenceRegistry {
    enum Algorithm {
        None,
        Sha256,
        Keccak256,
        /// GB/T 32905.
        Sm3
    }

    struct Evidence {
        // slot 0
        ParticipantId anchorer;
        Algorithm algorithm;
        /// Whether the digest is the root of a Merkle tree over many digests (Keccak-256, sorted pairs, double-hashed leaves).
        bool batch;
        uint40 anchoredAt;
        // slot 1
        bytes32 digest;
        // slot 2
        /// What kind of document, as short text ("INVOICE", "BOARD_RESOLUTION" …).
        bytes32 category;
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

    error EvidenceAlreadyAnchored(bytes32 digest, EvidenceId first);
    error EvidenceDigestEmpty();
    error EvidenceAlgorithmMissing();
    error EvidenceUriTooLong(uint256 length, uint256 max);
    error EvidenceUnknown(EvidenceId evidence);
    error EvidenceNotBatch(EvidenceId evidence);

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
    /// @custom:access door:Preserve
    function anchorBatch(
        bytes32 root,
        Algorithm algorithm,
        bytes32 category,
        string calldata uri
    ) external returns (EvidenceId evidence);

    /// Who anchored this digest and when; `anchoredAt` 0 when nobody did.
    function verify(
        bytes32 digest,
        Algorithm algorithm
    ) external view returns (EvidenceId evidence, ParticipantId anchorer, uint40 anchoredAt);

    /// Whether `digest` is in a batch, by its Merkle proof. The leaf is keccak256(keccak256(abi.encode(digest))).
    function verifyInBatch(EvidenceId evidence, bytes32 digest, bytes32[] calldata proof) external view returns (bool);

    function evidenceInfo(EvidenceId evidence) external view returns (Evidence memory);

    function evidenceCount() external view returns (uint64);
}
