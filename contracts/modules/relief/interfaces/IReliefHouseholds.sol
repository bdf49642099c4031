// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion, PublicKey} from "../../../kernel/types/Passkey.sol";
import {AreaCode, HouseholdId, HouseholdStatus, OfficerId, ProgrammeId} from "../types/ReliefTypes.sol";

/// The register of households (帮扶对象). A household is a commitment: a keyed hash made off chain with a key of the programme, so that
/// outsiders can join neither it to a person nor two programmes to each other (X-48). What is known of it here: village, category's number,
/// payout bank, status. There is no view of its category, its score or what it was given: those are for the officers' own files.
///
/// Warning: what is on chain can be read by whoever runs a node. Category and amounts are in calldata, storage and events; who has the
/// programme's key can tell which household they are of.
interface IReliefHouseholds is IKernelModule {
    /// What is public of a household.
    struct Household {
        HouseholdStatus status;
        AreaCode area;
        /// Runs its card.
        ParticipantId bank;
        /// Of its exit, or of its end.
        Day closedOn;
        /// When it left another household by a split; 0: it did not. Benefits of periods that had begun before are the other's.
        Day since;
        bytes32 commitment;
    }

    /// What two officers decide of a household, with evidence.
    enum ChangeKind {
        None,
        /// Becomes two: the household stays with all that it was given, a new one leaves it (分户), registered too, of the same village,
        /// category and bank. Only while it is registered: before that the two are proposed each for itself.
        Split,
        /// Becomes part of another of the programme (并户), and ends. What each was given stays with its own number.
        Merge,
        /// Lives in another village of the programme. Only while it is registered: a procedure ends where it began.
        Move,
        /// Has died out.
        End,
        /// Gets a second key: a guardian's.
        AddKey,
        /// All its keys were lost: it gets a new one.
        ReplaceKeys,
        /// Its category was wrong or has changed. Only while it is registered: a notice says what is registered.
        Recategorise
    }

    /// A change as its first officer proposed it.
    struct Change {
        // slot 0
        HouseholdId household;
        ChangeKind kind;
        OfficerId proposedBy;
        bool done;
        bool refused;
        /// Where it moves.
        AreaCode area;
        /// Who confirmed or refused it.
        OfficerId decidedBy;
        // slot 1
        /// That it is merged into.
        HouseholdId into;
        /// New category.
        uint8 category;
        // slot 2
        /// Of the household that leaves it.
        bytes32 commitment;
        // slots 3, 4
        PublicKey key;
        // slot 5
        bytes32 evidence;
    }

    event HouseholdEntered(
        HouseholdId indexed household,
        ProgrammeId indexed programme,
        AreaCode indexed area,
        bytes32 commitment,
        uint8 category,
        ParticipantId bank
    );
    event HouseholdStatusChanged(HouseholdId indexed household, HouseholdStatus previous, HouseholdStatus status);
    event HouseholdBankChosen(HouseholdId indexed household, ParticipantId previous, ParticipantId bank);
    event HouseholdChangeProposed(
        uint32 indexed change,
        HouseholdId indexed household,
        OfficerId indexed officer,
        Change terms
    );
    event HouseholdChangeRefused(
        uint32 indexed change,
        HouseholdId indexed household,
        OfficerId indexed officer,
        bytes32 reason
    );
    /// Done; what has become of the household.
    /// @param other that has left it, or that it became part of
    event HouseholdChanged(
        uint32 indexed change,
        HouseholdId indexed household,
        OfficerId indexed officer,
        ChangeKind kind,
        AreaCode area,
        uint8 category,
        HouseholdId other
    );

    error HouseholdUnknown(HouseholdId household);
    error HouseholdHasEnded(HouseholdId household);
    error HouseholdCommitmentEmpty();
    error HouseholdCommitmentTaken(bytes32 commitment, HouseholdId household);
    error HouseholdAreaNotVillage(AreaCode area);
    error HouseholdWrongStatus(HouseholdId household, HouseholdStatus status, HouseholdStatus needed);
    /// Not helped: only registered households are, and exited ones under observation if the programme says so (P-2, P-5).
    error HouseholdNotEntitled(HouseholdId household, HouseholdStatus status);
    error HouseholdOutsideArea(HouseholdId household, AreaCode own, AreaCode area);
    error HouseholdOtherCategory(HouseholdId household, uint8 category);
    error HouseholdOtherBank(HouseholdId household, ParticipantId own, ParticipantId bank);
    error HouseholdOtherProgramme(HouseholdId household, ProgrammeId programme);
    error HouseholdCeilingExceeded(HouseholdId household, uint256 given, uint64 ceiling);
    error HouseholdAmountAboveCeiling(HouseholdId household, uint256 amount, uint64 ceiling);
    error HouseholdAmountZero(HouseholdId household);
    /// The period had begun when it left another household, whose the period is (P-2).
    error HouseholdPeriodBefore(HouseholdId household, Day since, Day begins);
    error HouseholdsNotAscending(uint32 number, uint32 next);
    /// One entry, or one for each household.
    error HouseholdAmountsUnfit(uint256 amounts, uint256 households);
    error HouseholdEvidenceMissing(HouseholdId household);
    error HouseholdChangeInvalid(HouseholdId household, ChangeKind kind);
    error HouseholdChangeUnknown(uint32 change);
    error HouseholdChangeClosed(uint32 change);
    /// The second officer is the first.
    error HouseholdSameOfficer(uint32 change, OfficerId officer);

    /// The household chooses another payout bank of the programme, from its next payout on. Anyone may send it.
    /// Signed: `ChooseBank(uint64 person,uint32 bank,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function chooseBank(HouseholdId household, ParticipantId bank, Assertion calldata assertion) external;

    /// Proposes a change. An officer of the area, not kin; of a merger of both areas, and kin of neither. Only the fields that the kind needs are
    /// given, the others are 0; `household`, `kind` and `evidence` always, the rest of the book-keeping never.
    /// @custom:access door:Dispose
    function proposeChange(Change calldata terms) external returns (uint32 change);

    /// Decides on a change. Another officer of the area, not kin either, of the township or county; of a move, of both areas. A split or merger
    /// makes one family of both households, so that whoever is kin stays it (P-4).
    /// @custom:access door:Dispose
    function confirmChange(uint32 change) external;

    /// Refuses a change, with the digest of the reason. Another officer of the area.
    /// @custom:access door:Preserve
    function refuseChange(uint32 change, bytes32 reason) external;

    /// Enters a household as Proposed; again, one that was refused, is under review, or has been closed.
    /// @custom:access part
    function enter(
        ProgrammeId programme,
        bytes32 commitment,
        AreaCode area,
        uint8 category,
        ParticipantId bank
    ) external returns (HouseholdId household, bool isNew);

    /// Puts a household into another status, from one that is expected.
    /// @custom:access part
    function setStatus(HouseholdId household, HouseholdStatus expected, HouseholdStatus status) external;

    /// Books a page of payments: each household is entitled now, lives in the area, is of the category, has that bank, and stays within the
    /// ceilings (P-2, X-37). Reverts for the first that is not.
    /// @param area 0: any; @param category 0: any; @param bank 0: any
    /// @param begins first day of the period that is paid; 0: none. A household that left another after it does not get it
    /// @param numbers of households in the programme, ascending
    /// @param amounts fen each; one entry stands for all
    /// @return total fen
    /// @custom:access part
    function grant(
        ProgrammeId programme,
        AreaCode area,
        uint8 category,
        ParticipantId bank,
        Day begins,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external returns (uint256 total);

    /// Takes back what was booked for payments that were returned.
    /// @param amounts fen each; one entry stands for all
    /// @custom:access part
    function ungrant(ProgrammeId programme, uint32[] calldata numbers, uint64[] calldata amounts) external;

    /// Status with what time has made of it.
    function statusOf(HouseholdId household) external view returns (HouseholdStatus);

    /// Whether it is helped now.
    function isEntitled(HouseholdId household) external view returns (bool);

    /// Whether each of a page would pass `grant`, so that a page can be made of those that do. Only for the other parts: whoever could ask it
    /// anything would learn a household's category, and what it was given.
    function areGrantable(
        ProgrammeId programme,
        AreaCode area,
        uint8 category,
        ParticipantId bank,
        Day begins,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external view returns (bool[] memory);

    function householdInfo(HouseholdId household) external view returns (Household memory);

    /// 0: none.
    function householdByCommitment(ProgrammeId programme, bytes32 commitment) external view returns (HouseholdId);

    /// Households entered in a programme so far; numbers run from 1.
    function householdCount(ProgrammeId programme) external view returns (uint32);

    /// Without the category: whoever may know it has it from the event.
    function changeInfo(uint32 change) external view returns (Change memory);

    /// Whether the officer has had a part in a change of the household since it was entered last.
    function hasChanged(HouseholdId household, OfficerId officer) external view returns (bool);
}
