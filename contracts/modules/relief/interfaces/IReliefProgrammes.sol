// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AreaCode, BenefitId, ProgrammeId, Purpose, Role, Source} from "../types/ReliefTypes.sol";

/// Programmes: whom they may help with what, by whose hands and within which limits. Each belongs to an authority (`RELIEF_AUTHORITY`), who
/// writes its rules. Areas and purposes are only added; changed rules hold for what begins afterwards (X-43).
interface IReliefProgrammes is IKernelModule {
    /// Rules of a programme. One slot.
    struct Rules {
        /// Days of public notice (公示), 5 to 90.
        uint8 noticeDays;
        /// Days in which a payout bank answers for a payout, 1 to 60.
        uint8 receiptDays;
        /// Whether benefits go on while a household that has exited is observed (P-5).
        bool continuesInObservation;
        /// Fen that one household is given at most in this programme; 0: no limit.
        uint64 householdCeiling;
        /// Fen that one payment to or for one household is at most; 0: no limit.
        uint64 actCeiling;
        /// Fen that a lot is at least; small donors come in batch lots.
        uint64 minimumLot;
    }

    struct Programme {
        // slot 0
        ParticipantId authority;
        Source source;
        /// First day of the programme's life, and of its benefits' first period.
        Day start;
        /// Last day. Afterwards nothing new begins; what is unspent goes back.
        Day end;
        /// Fen that may come in at most, less what was returned (X-42).
        uint64 budget;
        // slot 1
        Rules rules;
        // slot 2
        /// Digest of the decision that founds it.
        bytes32 evidence;
    }

    enum BenefitKind {
        None,
        /// To the household's card, through its payout bank (直补到户).
        Transfer,
        /// To a merchant, when the household says so.
        Voucher
    }

    /// What a household of a category is granted each period; never changed.
    struct Benefit {
        // slot 0
        ProgrammeId programme;
        BenefitKind kind;
        /// Category of households, as the programme numbers them; 0: all.
        uint8 category;
        /// Length of a period: 1, 3, 6 or 12 months; 0: granted once.
        uint8 months;
        /// Fen each; 0: as the approved list says (transfers only).
        uint64 amount;
        /// No round is proposed any more.
        bool closed;
        // slot 1
        Purpose purpose;
    }

    event ProgrammeCreated(
        ProgrammeId indexed programme,
        ParticipantId indexed authority,
        Source source,
        Day start,
        Day end,
        uint64 budget,
        Rules rules,
        bytes32 evidence
    );
    event ProgrammeAreaAdded(ProgrammeId indexed programme, AreaCode indexed area);
    event ProgrammePurposeAdded(ProgrammeId indexed programme, Purpose indexed purpose);
    event ProgrammeRulesChanged(ProgrammeId indexed programme, Rules previous, Rules rules, bytes32 evidence);
    /// @param purpose of a merchant's goods; 0 for other roles
    event ProgrammeRoleSet(
        ProgrammeId indexed programme,
        ParticipantId indexed participant,
        Role indexed role,
        Purpose purpose,
        bool admitted
    );
    event BenefitDefined(BenefitId indexed benefit, ProgrammeId indexed programme, Benefit terms);
    event BenefitClosed(BenefitId indexed benefit, ProgrammeId indexed programme);

    error ProgrammeUnknown(ProgrammeId programme);
    error ProgrammeSourceMissing();
    error ProgrammeTermOutOfRange(Day start, Day end, Day today);
    error ProgrammeBudgetZero();
    error ProgrammeEvidenceMissing();
    error ProgrammeRuleOutOfRange(bytes32 rule, uint256 value, uint256 min, uint256 max);
    error ProgrammeNotAuthority(ProgrammeId programme, ParticipantId caller, ParticipantId authority);
    /// Outside its term.
    error ProgrammeNotRunning(ProgrammeId programme, Day start, Day end, Day today);
    error ProgrammeNotEnded(ProgrammeId programme, Day end, Day today);
    error ProgrammeAreaInvalid(AreaCode area);
    error ProgrammeAreaOutside(ProgrammeId programme, AreaCode area);
    /// It is one of the programme's areas, or lies in one.
    error ProgrammeAreaKnown(ProgrammeId programme, AreaCode area);
    error ProgrammeAreasTooMany(ProgrammeId programme, uint256 max);
    error ProgrammePurposeOutside(ProgrammeId programme, Purpose purpose);
    error ProgrammePurposeEmpty();
    error ProgrammePurposeKnown(ProgrammeId programme, Purpose purpose);
    error ProgrammeRoleMissing(ProgrammeId programme, ParticipantId participant, Role role, Purpose purpose);
    error ProgrammeRoleInvalid(Role role, Purpose purpose);
    error BenefitUnknown(BenefitId benefit);
    error BenefitTermsInvalid(BenefitKind kind, uint8 months, uint64 amount, bool closed);
    error BenefitIsClosed(BenefitId benefit);

    /// Founds a programme. A participant with `RELIEF_AUTHORITY`.
    /// @param start today or later
    /// @param end at most 20 years after it
    /// @param budget fen
    /// @param evidence digest of the decision
    /// @custom:access door:Dispose
    function createProgramme(
        Source source,
        Day start,
        Day end,
        uint64 budget,
        Rules calldata rules,
        AreaCode[] calldata areas,
        Purpose[] calldata purposes,
        bytes32 evidence
    ) external returns (ProgrammeId programme);

    /// At most 64 areas, each until the programme ends. The authority.
    /// @custom:access door:Dispose
    function addArea(ProgrammeId programme, AreaCode area) external;

    /// Until the programme ends. The authority.
    /// @custom:access door:Dispose
    function addPurpose(ProgrammeId programme, Purpose purpose) external;

    /// For notices, payouts and rounds that begin afterwards (X-43). The authority.
    /// @param evidence digest of the decision
    /// @custom:access door:Dispose
    function changeRules(ProgrammeId programme, Rules calldata rules, bytes32 evidence) external;

    /// Lets a participant do something in the programme, or no longer. Operators need `RELIEF_OPERATOR` or `RELIEF_AUTHORITY`, payout banks
    /// `PAYOUT_BANK`, now and whenever they act or are paid. The authority; its own officers need no role.
    /// @param purpose of a merchant's goods; 0 for other roles
    /// @custom:access door:Dispose
    function setRole(
        ProgrammeId programme,
        ParticipantId participant,
        Role role,
        Purpose purpose,
        bool admitted
    ) external;

    /// Defines a benefit, until the programme ends. The authority.
    /// @custom:access door:Dispose
    function defineBenefit(Benefit calldata terms) external returns (BenefitId benefit);

    /// No more rounds of it; what was approved goes on. The authority.
    /// @custom:access door:Preserve
    function closeBenefit(BenefitId benefit) external;

    /// Reverts unless today is in the programme's term.
    function requireRunning(ProgrammeId programme) external view returns (Programme memory);

    /// Reverts unless the division lies in one of the programme's areas.
    function requireArea(ProgrammeId programme, AreaCode area) external view;

    function requirePurpose(ProgrammeId programme, Purpose purpose) external view;

    /// Reverts unless the participant has the role (a merchant: for the purpose) and the qualification that it takes. The programme's authority
    /// is an operator without being told so.
    function requireRole(ProgrammeId programme, ParticipantId participant, Role role, Purpose purpose) external view;

    function hasRole(
        ProgrammeId programme,
        ParticipantId participant,
        Role role,
        Purpose purpose
    ) external view returns (bool);

    /// Whether the programme admits whom a payout without lines is for: an implementer; of a benefit's vouchers a merchant for its purpose (P-8).
    /// @param benefit of vouchers; 0: none
    function admitsPayee(
        ProgrammeId programme,
        ParticipantId participant,
        BenefitId benefit
    ) external view returns (bool);

    function programmeInfo(ProgrammeId programme) external view returns (Programme memory);

    function programmeCount() external view returns (uint32);

    function areasOf(ProgrammeId programme) external view returns (AreaCode[] memory);

    function purposesOf(ProgrammeId programme) external view returns (Purpose[] memory);

    function benefitInfo(BenefitId benefit) external view returns (Benefit memory);

    function benefitCount() external view returns (uint32);

    /// Number of the period in which a day lies, from 0 at the programme's start; 0 for a benefit granted once. Periods begin on the date of
    /// the programme's start in each month in question, or on the month's last day when it is shorter.
    function periodOf(BenefitId benefit, Day day) external view returns (uint16);

    /// First day of a period.
    function periodStart(BenefitId benefit, uint16 period) external view returns (Day);
}
