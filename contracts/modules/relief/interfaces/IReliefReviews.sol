// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion, PublicKey} from "../../../kernel/types/Passkey.sol";
import {AreaCode, HouseholdId, HouseholdStatus, ObjectionId, OfficerId, ProgrammeId} from "../types/ReliefTypes.sol";

/// How a household comes onto the register and leaves it: identification (识别), village review (民主评议), public notice (公示), approval by
/// township and county, exit (退出), relapse (返贫).
///
/// | status        | act                    | who                                        | then                       |
/// |---------------|------------------------|--------------------------------------------|----------------------------|
/// | –, Refused, UnderReview, Closed | propose | officer and household, both passkeys       | Proposed                   |
/// | Proposed      | review                 | officer of the village, another            | Reviewed                   |
/// | Reviewed      | publish                | another officer                            | OnNotice                   |
/// | OnNotice      | endorse                | township's officer, after the notice       | Endorsed                   |
/// | Endorsed      | register               | county's officer                           | Registered                 |
/// | Proposed … Endorsed | refuse           | officer of township or county              | Refused                    |
/// | Registered    | proposeExit            | officer and household, both passkeys       | ExitProposed               |
/// | ExitProposed  | publish                | another officer                            | ExitOnNotice               |
/// | ExitOnNotice  | approveExit            | county's officer, after the notice         | Exited                     |
/// | ExitProposed, ExitOnNotice | refuseExit | officer of township or county           | Registered                 |
/// | Observed      | relapse                | county's officer, with evidence            | Registered                 |
/// | any but UnderReview, Refused, Closed, Ended | reportKinship | county's officer, another        | UnderReview, if it had a part |
///
/// Each step is taken by another officer than the one before it, and nobody takes two steps of one procedure; nobody acts on kin (P-4, X-34, X-36).
/// An objection during the notice blocks until it is answered (P-7, X-44). One that is upheld ends the procedure: refused, or exit refused.
/// With a procedure its open objections end.
interface IReliefReviews is IKernelModule {
    /// What a household is proposed with.
    struct Proposal {
        ProgrammeId programme;
        /// Keyed hash, made off chain.
        bytes32 commitment;
        /// A village.
        AreaCode area;
        /// As the programme numbers them, from 1.
        uint8 category;
        ParticipantId bank;
        /// Becomes the household's; for a household that has one, its own first or second.
        PublicKey key;
        /// Digest of what the household has authorised to be checked, and of what shows its need.
        bytes32 evidence;
        Assertion household;
    }

    /// Who took which step for a household, since it was proposed last. Two slots.
    struct Procedure {
        // slot 0
        OfficerId proposedBy;
        OfficerId reviewedBy;
        OfficerId publishedBy;
        OfficerId endorsedBy;
        OfficerId decidedBy;
        /// Last day of the notice; fixed when it began (X-43).
        Day noticeEnd;
        uint16 openObjections;
        // slot 1
        OfficerId exitProposedBy;
        OfficerId exitPublishedBy;
        OfficerId exitDecidedBy;
        OfficerId relapsedBy;
        /// Counts the household's procedures, of registration and of exit; objections are of one.
        uint16 number;
        /// Number of the procedure of registration.
        uint16 first;
    }

    enum Outcome {
        None,
        Upheld,
        Dismissed
    }

    struct Objection {
        // slot 0
        HouseholdId household;
        Outcome outcome;
        OfficerId answeredBy;
        Day day;
        /// Number of the procedure that it is of.
        uint16 procedure;
        // slot 1
        address objector;
        // slots 2, 3
        /// Digest of what is objected.
        bytes32 evidence;
        /// Digest of the answer.
        bytes32 answer;
    }

    event HouseholdProposed(HouseholdId indexed household, OfficerId indexed officer, bytes32 evidence);
    /// @param minutesDigest of the minutes of the village's meeting
    event HouseholdReviewed(HouseholdId indexed household, OfficerId indexed officer, bytes32 minutesDigest);
    /// @param isExit whether of an exit
    event HouseholdPublished(HouseholdId indexed household, OfficerId indexed officer, Day noticeEnd, bool isExit);
    event HouseholdEndorsed(HouseholdId indexed household, OfficerId indexed officer, bytes32 evidence);
    event HouseholdRegistered(HouseholdId indexed household, OfficerId indexed officer, bytes32 evidence);
    event HouseholdRefused(HouseholdId indexed household, OfficerId indexed officer, bytes32 reason);
    event HouseholdExitProposed(HouseholdId indexed household, OfficerId indexed officer, bytes32 evidence);
    event HouseholdExited(
        HouseholdId indexed household,
        OfficerId indexed officer,
        Day observedUntil,
        bytes32 evidence
    );
    event HouseholdExitRefused(HouseholdId indexed household, OfficerId indexed officer, bytes32 reason);
    event HouseholdRelapsed(HouseholdId indexed household, OfficerId indexed officer, bytes32 evidence);
    event ObjectionRaised(
        ObjectionId indexed objection,
        HouseholdId indexed household,
        address indexed objector,
        AreaCode area,
        bytes32 evidence,
        uint16 open
    );
    event ObjectionAnswered(
        ObjectionId indexed objection,
        HouseholdId indexed household,
        OfficerId indexed officer,
        Outcome outcome,
        bytes32 answer,
        uint16 open
    );
    /// A kinship was found; whether the household's steps were void with it.
    event KinshipFound(
        HouseholdId indexed household,
        OfficerId indexed officer,
        OfficerId indexed finder,
        bool voided,
        bytes32 evidence
    );

    error ReviewEvidenceMissing();
    error ReviewNoHouseholds();
    error ReviewTooMany(uint256 count, uint256 max);
    /// The officer has taken another step of this procedure.
    error ReviewSameOfficer(HouseholdId household, OfficerId officer);
    error ReviewNoticeRunning(HouseholdId household, Day noticeEnd, Day today);
    error ReviewObjectionsOpen(HouseholdId household, uint16 open);
    error ReviewWrongStatus(HouseholdId household, HouseholdStatus status);
    error ReviewCategoryZero();
    /// The key that it is proposed with is not the one that it has signed with.
    error ReviewKeyOther(HouseholdId household, uint8 key);
    error ObjectionUnknown(ObjectionId objection);
    error ObjectionAlreadyAnswered(ObjectionId objection);
    /// It ended with its procedure.
    error ObjectionOver(ObjectionId objection, HouseholdId household);
    error ObjectionOutcomeMissing();
    error ObjectionNotOnNotice(HouseholdId household, HouseholdStatus status, Day noticeEnd, Day today);
    /// One account has one open objection to a household at a time.
    error ObjectionAlreadyRaised(HouseholdId household, ObjectionId objection);
    error KinshipOfficerSame(OfficerId officer);

    /// Proposes households, at most 16 in one call. Each household signs for its own; the officer once, for all.
    /// Signed by each household: `Registration(uint64 person,uint32 programme,bytes32 commitment,uint40 area,uint8 category,uint32 bank,bytes32
    /// keyX,bytes32 keyY,bytes32 evidence,uint256 nonce,uint256 deadline)`; one that has no number yet as person programme << 32 with nonce 0.
    /// Signed by the officer: `Proposals(uint64 person,bytes32[] proposals,uint256 nonce,uint256 deadline)`, where each is the hash of the
    /// household's struct without person, nonce and deadline: keccak256(abi.encode(programme, commitment, area, category, bank, keyX, keyY,
    /// evidence)).
    /// @custom:access door:Dispose
    function propose(
        Proposal[] calldata proposals,
        Assertion calldata officer
    ) external returns (HouseholdId[] memory households);

    /// The village has agreed; at most 200 in one call, here and below. An officer of the village.
    /// @param minutesDigest of the meeting's minutes
    /// @custom:access door:Dispose
    function review(HouseholdId[] calldata households, bytes32 minutesDigest) external;

    /// Puts on public notice, of registration or of exit, for the programme's days of notice. Another officer of the area. The first day is not
    /// counted; the notice ends with its last day.
    /// @custom:access door:Dispose
    function publish(HouseholdId[] calldata households) external;

    /// The township approves, after the notice and with no objection open. An officer of the township.
    /// @custom:access door:Dispose
    function endorse(HouseholdId[] calldata households, bytes32 evidence) external;

    /// The county approves. An officer of the county.
    /// @custom:access door:Dispose
    function register(HouseholdId[] calldata households, bytes32 evidence) external;

    /// Refuses a household that is not registered yet, with the digest of the reason; its objections end with it. An officer of township or county.
    /// @custom:access door:Preserve
    function refuse(HouseholdId household, bytes32 reason) external;

    /// Signed by both: `Exit(uint64 person,uint64 household,bytes32 evidence,uint256 nonce,uint256 deadline)`. An officer of the area.
    /// @param evidence digest of how the criteria of exit are met
    /// @custom:access door:Dispose
    function proposeExit(
        HouseholdId household,
        bytes32 evidence,
        Assertion calldata byHousehold,
        Assertion calldata byOfficer
    ) external;

    /// The county lets it exit, after the notice and with no objection open. An officer of the county.
    /// @custom:access door:Dispose
    function approveExit(HouseholdId[] calldata households, bytes32 evidence) external;

    /// Leaves a household on the register. An officer of township or county.
    /// @custom:access door:Preserve
    function refuseExit(HouseholdId household, bytes32 reason) external;

    /// Takes a household under observation back on the register (返贫). An officer of the county, other than who let it exit.
    /// @custom:access door:Dispose
    function relapse(HouseholdId household, bytes32 evidence) external;

    /// Objects to a household on notice, of registration or exit, to the end of the notice's last day. Anyone; one open objection an account.
    /// @param evidence digest of what is objected
    /// @custom:access open
    function object(HouseholdId household, bytes32 evidence) external returns (ObjectionId objection);

    /// Answers an objection: dismissed, the household goes on; upheld, it is refused, or not let exit. An officer of the area who has taken no
    /// step of the procedure.
    /// @param answer digest of the answer's text
    /// @custom:access door:Preserve
    function answerObjection(ObjectionId objection, Outcome outcome, bytes32 answer) external;

    /// Enters a kinship that an officer has not declared, or has declared after acting. If the officer had a part in what was decided of the
    /// household (a step, an answer to an objection, a change), all the household's steps are void: it is UnderReview, and is proposed anew. What
    /// was paid stays. A county's officer, another.
    /// @custom:access door:Preserve
    function reportKinship(HouseholdId household, OfficerId officer, bytes32 evidence) external;

    function procedureOf(HouseholdId household) external view returns (Procedure memory);

    function objectionInfo(ObjectionId objection) external view returns (Objection memory);

    function objectionCount() external view returns (uint32);
}
