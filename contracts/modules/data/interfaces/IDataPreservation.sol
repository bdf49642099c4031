// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {EvidenceId, ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, AssetStatus, ChallengeId, LicenceId} from "../types/DataTypes.sol";

/// Preservation of data (保全): which evidence belongs to an asset, and whether its holder still has the content.
///
/// Evidence is anchored in the kernel's registry first; here it is said what it is of: a version's archive, or who has accessed the data.
///
/// Possession is shown by challenge and answer: anyone asks for one chunk of one version, the chain picks which, and the holder shows by a
/// Merkle proof that it has the tree that the version's commitment stands for. Leaves hold digests of salted chunks, so that an answer shows
/// nothing of the content (D-8); a holder that has lost a chunk and its salt but kept all digests could still answer, which is why the
/// digests belong to the archive and not to the desk that answers.
///
/// Conserved: a challenge is answered or missed, never both; what was missed stays on the asset, whoever holds it.
///
/// Warning: the chunk is picked by the hash of the block before the challenge. Neither the holder nor the challenger can set it, but a
/// challenger can wait for a block that picks what it likes. So a challenge is worth what its challenger is: one of the holder's friends
/// proves little, a supervisor's or a buyer's much.
interface IDataPreservation is IKernelModule {
    enum PreservationKind {
        None,
        /// The archive of one version (版本存档).
        VersionArchive,
        /// Who has accessed the data, when and how often (访问日志).
        AccessLog
    }

    enum ChallengeStatus {
        None,
        /// Waits for an answer, until its deadline.
        Open,
        Answered,
        /// Not answered in time.
        Missed
    }

    /// What a piece of evidence was recorded as. One slot.
    struct Preservation {
        AssetId asset;
        /// 0: an access log of all versions.
        uint24 version;
        /// Of a meter's log, the licence whose uses it is of; else 0.
        LicenceId licence;
        ParticipantId by;
        PreservationKind kind;
    }

    struct Challenge {
        // slot 0
        AssetId asset;
        uint24 version;
        ParticipantId challenger;
        /// Last second to answer.
        uint40 deadline;
        ChallengeStatus status;
        // slot 1
        /// Which chunk is asked for: this, modulo the version's number of chunks.
        bytes32 seed;
    }

    /// What a version's commitment stands for: keccak256(abi.encode(root, chunks)).
    struct Opening {
        /// Merkle root over the leaves keccak256(keccak256(abi.encode(uint256 index, bytes32 chunkDigest))), pairs sorted, as OpenZeppelin's
        /// StandardMerkleTree makes it.
        bytes32 root;
        uint32 chunks;
    }

    event DataPreserved(
        AssetId indexed asset,
        EvidenceId indexed evidence,
        ParticipantId indexed by,
        PreservationKind kind,
        uint24 version,
        LicenceId licence,
        bytes32 digest
    );
    event DataChallenged(
        ChallengeId indexed challenge,
        AssetId indexed asset,
        ParticipantId indexed challenger,
        ParticipantId holder,
        uint24 version,
        bytes32 seed,
        uint40 deadline
    );
    event DataChallengeAnswered(
        ChallengeId indexed challenge,
        AssetId indexed asset,
        ParticipantId indexed holder,
        uint24 version,
        uint32 chunks,
        uint256 index,
        bytes32 chunkDigest
    );
    /// @param misses of the asset by now
    event DataChallengeMissed(
        ChallengeId indexed challenge,
        AssetId indexed asset,
        ParticipantId indexed holder,
        ParticipantId challenger,
        uint24 version,
        uint32 misses
    );
    event DataAnswerHoursSet(uint16 previous, uint16 hours_);

    error DataPreservationKindMissing();
    /// Neither holder of a right in the asset nor contributor to it.
    error DataPreservationNotConnected(AssetId asset, ParticipantId caller);
    error DataPreservationNotMeter(LicenceId licence, ParticipantId caller, ParticipantId meter);
    error DataPreservationEvidenceForeign(EvidenceId evidence, ParticipantId caller, ParticipantId anchorer);
    error DataPreservationEvidenceUsed(EvidenceId evidence, AssetId asset);
    /// The asset has no certificate, or one that has run out.
    error DataChallengeNoCertificate(AssetId asset, AssetStatus status);
    error DataChallengeOwn(AssetId asset, ParticipantId holder);
    error DataChallengeStillOpen(AssetId asset, ChallengeId challenge);
    error DataChallengeToday(AssetId asset, ChallengeId challenge);
    error DataChallengeUnknown(ChallengeId challenge);
    error DataChallengeNotOpen(ChallengeId challenge, ChallengeStatus status);
    error DataChallengeOver(ChallengeId challenge, uint40 deadline);
    error DataChallengeNotOver(ChallengeId challenge, uint40 deadline);
    error DataChallengeNotHolder(ChallengeId challenge, ParticipantId caller, ParticipantId holder);
    /// Not what the version's commitment stands for.
    error DataChallengeOpeningWrong(ChallengeId challenge, bytes32 commitment, bytes32 opened);
    error DataChallengeProofWrong(ChallengeId challenge, uint256 index);
    error DataAnswerHoursOutOfRange(uint16 hours_, uint16 min, uint16 max);

    /// Records what evidence is of. Each piece serves once. A holder of a right in the asset, or a contributor; the evidence its own.
    /// @param version the archive's; of an access log the version accessed, or 0 for all
    /// @custom:access door:Preserve
    function preserve(AssetId asset, PreservationKind kind, uint24 version, EvidenceId evidence) external;

    /// Records an access log of the uses under one licence. The licence's meter; the evidence its own.
    /// @custom:access door:Preserve
    function preserveLog(LicenceId licence, EvidenceId evidence) external;

    /// Asks the holder for a chunk of a version of a certified asset (also a suspended or frozen one). Any other participant: one open
    /// challenge of its own an asset, and one a day, so that neither does it wear the holder out nor can one challenger keep others away.
    /// @custom:access door:Dispose
    function challenge(AssetId asset, uint24 version) external returns (ChallengeId challenge_);

    /// Shows the chunk that was asked for, until the deadline. Who holds the certificate by now, frozen and suspended or not.
    /// @param opening what the version's commitment stands for
    /// @param chunkDigest digest of the salted chunk
    /// @custom:access door:Preserve
    function answer(
        ChallengeId challenge_,
        Opening calldata opening,
        bytes32 chunkDigest,
        bytes32[] calldata proof
    ) external;

    /// Records that a challenge was not answered in time. Cancelling the certificate meanwhile does not help.
    /// @custom:access open
    function recordMiss(ChallengeId challenge_) external;

    /// Sets how long the holder has to answer challenges from now on. By order.
    /// @param hours_ 1 to 720
    /// @custom:access restricted
    function setAnswerHours(uint16 hours_) external;

    function answerHours() external view returns (uint16);

    /// All zero when the evidence was not recorded here.
    function preservationOf(EvidenceId evidence) external view returns (Preservation memory);

    function challengeInfo(ChallengeId challenge_) external view returns (Challenge memory);

    function challengeCount() external view returns (uint32);

    /// Challenges that were missed so far.
    function misses(AssetId asset) external view returns (uint32);
}
