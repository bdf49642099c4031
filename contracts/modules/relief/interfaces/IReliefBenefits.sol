// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AreaCode, BenefitId, HouseholdId, OfficerId, PayoutId, ProjectId, RoundId} from "../types/ReliefTypes.sol";
import {IReliefReviews} from "./IReliefReviews.sol";

/// Rounds: one period's benefit of one project and area. Proposed by one officer, on public notice, approved by a second, released in pages
/// by a third (P-4). What is approved is fixed when it is proposed: the amount for each, or the root over the pages of a list, and the total
/// (X-40). Nobody gets a benefit's period twice, whatever is run again or at once (P-2, X-41).
///
/// An objection to a line during the notice blocks the line until it is answered; upheld, the household is left out of the round (P-7, X-44).
/// Of a round of vouchers the release opens it; households then use it up as they buy (see {IReliefPurchases}).
interface IReliefBenefits is IKernelModule {
    enum RoundStatus {
        None,
        OnNotice,
        Approved,
        Refused,
        /// Nothing more is released.
        Closed
    }

    struct Round {
        // slot 0
        BenefitId benefit;
        ProjectId project;
        AreaCode area;
        uint16 period;
        RoundStatus status;
        OfficerId proposedBy;
        OfficerId approvedBy;
        /// Who has released last, or opened it.
        OfficerId releasedBy;
        // slot 1
        /// Fen each; 0: as the list says.
        uint64 each;
        /// Fen that may be released at most.
        uint64 total;
        /// Last day of the notice.
        Day noticeEnd;
        uint32 openObjections;
        /// Lines that an objection keeps out, open or upheld.
        uint32 blocked;
        // slot 2
        /// Of a list: Merkle root (sorted pairs, double-hashed leaves) over its pages, each keccak256(abi.encode(numbers, amounts)).
        bytes32 root;
    }

    struct LineObjection {
        // slot 0
        RoundId round;
        uint32 household;
        IReliefReviews.Outcome outcome;
        OfficerId answeredBy;
        Day day;
        // slot 1
        address objector;
        // slots 2, 3
        bytes32 evidence;
        bytes32 answer;
    }

    event RoundProposed(
        RoundId indexed round,
        BenefitId indexed benefit,
        ProjectId indexed project,
        OfficerId officer,
        AreaCode area,
        uint16 period,
        uint64 each,
        uint64 total,
        bytes32 root,
        Day noticeEnd,
        bytes32 evidence
    );
    event RoundApproved(RoundId indexed round, OfficerId indexed officer, bytes32 evidence);
    event RoundRefused(RoundId indexed round, OfficerId indexed officer, bytes32 reason);
    /// Of transfers: a page, which became a payout. Of vouchers: opened, with no payout.
    event RoundReleased(
        RoundId indexed round,
        PayoutId indexed payout,
        OfficerId indexed officer,
        uint256 lines,
        uint64 amount,
        uint64 released
    );
    event RoundClosed(RoundId indexed round, OfficerId indexed officer);
    event LineObjectionRaised(
        uint32 indexed objection,
        RoundId indexed round,
        HouseholdId indexed household,
        address objector,
        bytes32 evidence,
        uint32 open
    );
    event LineObjectionAnswered(
        uint32 indexed objection,
        RoundId indexed round,
        HouseholdId indexed household,
        OfficerId officer,
        IReliefReviews.Outcome outcome,
        bytes32 answer,
        uint32 open
    );

    error RoundUnknown(RoundId round);
    error RoundWrongStatus(RoundId round, RoundStatus status, RoundStatus needed);
    error RoundSameOfficer(RoundId round, OfficerId officer);
    error RoundEvidenceMissing();
    error RoundProjectForeign(ProjectId project, BenefitId benefit);
    error RoundAreaOutside(AreaCode area, AreaCode project);
    error RoundPeriodNotBegun(BenefitId benefit, uint16 period, uint16 current);
    error RoundTotalZero();
    /// A list has a root, a uniform round none.
    error RoundRootUnfit(BenefitId benefit, bytes32 root);
    error RoundNoticeRunning(RoundId round, Day noticeEnd, Day today);
    error RoundNoticeOver(RoundId round, Day noticeEnd, Day today);
    error RoundTotalExceeded(RoundId round, uint256 released, uint64 total);
    error RoundPageUnproven(RoundId round, bytes32 page);
    error RoundPageEmpty(RoundId round);
    error RoundAmountsUnfit(RoundId round);
    error RoundHouseholdBlocked(RoundId round, HouseholdId household);
    error RoundWrongKind(RoundId round);
    /// Not the terms that were proposed (X-40).
    error RoundTermsDiffer(RoundId round, bytes32 root, uint64 total);
    error RoundVouchersOpen(RoundId round);
    error RoundVouchersNotOpen(RoundId round);
    /// Not entitled, of another area or category, or at its ceiling.
    error RoundHouseholdUnfit(RoundId round, HouseholdId household);
    error LineObjectionUnknown(uint32 objection);
    error LineObjectionAlreadyAnswered(uint32 objection);
    error LineObjectionAlreadyRaised(RoundId round, HouseholdId household, uint32 objection);
    error LineObjectionOutcomeMissing();

    /// Proposes a round and puts it on notice. An officer of the area, in the programme's and the project's.
    /// @param period that has begun
    /// @param total fen that may be released at most
    /// @param root of a listed benefit; else 0
    /// @param evidence digest of the list or of the decision
    /// @custom:access door:Dispose
    function proposeRound(
        BenefitId benefit,
        ProjectId project,
        AreaCode area,
        uint16 period,
        uint64 total,
        bytes32 root,
        bytes32 evidence
    ) external returns (RoundId round);

    /// Approves a round after its notice. Another officer, of township or county.
    /// @param root the caller means to approve; @param total likewise: so that nothing is swapped (X-40)
    /// @custom:access door:Dispose
    function approveRound(RoundId round, bytes32 root, uint64 total, bytes32 evidence) external;

    /// Another officer, of township or county.
    /// @custom:access door:Preserve
    function refuseRound(RoundId round, bytes32 reason) external;

    /// Releases a page: up to 256 households of one payout bank, which become the lines of one payout. A third officer, of township or county;
    /// no officer of the round is kin of any of them.
    /// @param numbers of households, ascending
    /// @param amounts of a listed benefit, one each; of a uniform one none
    /// @param skipped bits of those that are passed over now, the first lowest: so that a page of a list, which is proven as a whole, does not
    /// wait for one household
    /// @param proof of a listed benefit: that this page is in the round's list
    /// @custom:access door:Dispose
    function releasePage(
        RoundId round,
        ParticipantId bank,
        uint32[] calldata numbers,
        uint64[] calldata amounts,
        uint256 skipped,
        bytes32[] calldata proof
    ) external returns (PayoutId payout);

    /// Opens an approved round of vouchers. A third officer, of township or county.
    /// @custom:access door:Dispose
    function openVouchers(RoundId round) external;

    /// Ends an approved round. An officer of township or county.
    /// @custom:access door:Preserve
    function closeRound(RoundId round) external;

    /// Objects to a household's line while the round is on notice. Anyone; one open objection to a line.
    /// @custom:access open
    function objectToLine(RoundId round, HouseholdId household, bytes32 evidence) external returns (uint32 objection);

    /// Answers: dismissed, the line may be paid; upheld, it is left out for good. An officer of township or county who is not the round's
    /// proposer, nor kin, nor the objector.
    /// @custom:access door:Preserve
    function answerLineObjection(uint32 objection, IReliefReviews.Outcome outcome, bytes32 answer) external;

    function roundInfo(RoundId round) external view returns (Round memory);

    function roundCount() external view returns (uint32);

    /// What a purchase with a household's voucher draws on. Reverts unless the round is an open one of vouchers with so much left, the programme
    /// runs, and the household is entitled, of the round's area and category, not left out of it, and no kin of the round's officers.
    /// @param amount fen of the purchase
    /// @return project that pays; @return cap fen that a household's vouchers of the period are worth together
    function requireVoucher(
        RoundId round,
        HouseholdId household,
        uint64 amount
    ) external view returns (ProjectId project, BenefitId benefit, uint16 period, uint64 cap);

    function lineObjectionInfo(uint32 objection) external view returns (LineObjection memory);

    /// Which of these a release would take now: not paid, not blocked, entitled, of this bank, and no kin of the round's officers. Any number
    /// of them.
    /// @param officer who would release; 0: nobody yet
    /// @param amounts as for a release
    function releasable(
        RoundId round,
        ParticipantId bank,
        OfficerId officer,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external view returns (bool[] memory);
}
