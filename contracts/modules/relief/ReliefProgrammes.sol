// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {CivilDate} from "../../kernel/libraries/CivilDate.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {AreaCode, BenefitId, Level, ProgrammeId, Purpose, Role, Source} from "./types/ReliefTypes.sol";

/// Documented in {IReliefProgrammes}.
contract ReliefProgrammes is IReliefProgrammes, KernelModule {
    using CivilDate for Day;
    using SafeCast for uint256;

    uint256 public constant MAX_AREAS = 64;
    /// Months from a programme's first day to its last, at most.
    uint256 public constant MAX_MONTHS = 20 * 12;
    uint256 public constant MIN_NOTICE_DAYS = 5;
    uint256 public constant MAX_NOTICE_DAYS = 90;
    uint256 public constant MIN_RECEIPT_DAYS = 1;
    uint256 public constant MAX_RECEIPT_DAYS = 60;

    Purpose private constant NO_PURPOSE = Purpose.wrap(0);

    /// @inheritdoc IReliefProgrammes
    uint32 public programmeCount;
    /// @inheritdoc IReliefProgrammes
    uint32 public benefitCount;

    mapping(ProgrammeId programme => Programme) private _programmes;
    mapping(ProgrammeId programme => AreaCode[]) private _areas;
    mapping(ProgrammeId programme => mapping(AreaCode area => bool)) private _isArea;
    mapping(ProgrammeId programme => Purpose[]) private _purposes;
    mapping(ProgrammeId programme => mapping(Purpose purpose => bool)) private _isPurpose;
    /// Admitted, whether or not still qualified.
    mapping(ProgrammeId programme => mapping(ParticipantId participant => mapping(Role role => mapping(Purpose purpose => bool))))
        private _roles;
    mapping(BenefitId benefit => Benefit) private _benefits;

    constructor(address authority, IParticipantRegistry participants_) KernelModule(authority, participants_) {}

    /// @inheritdoc IReliefProgrammes
    function createProgramme(
        Source source,
        Day start,
        Day end,
        uint64 budget,
        Rules calldata rules,
        AreaCode[] calldata areas,
        Purpose[] calldata purposes,
        bytes32 evidence
    ) external returns (ProgrammeId programme) {
        // Checks
        (ParticipantId authority_, , ) = _enter(NOBODY, Mode.Dispose, budget);
        participants.requireQualified(authority_, Qualifications.RELIEF_AUTHORITY);
        if (source == Source.None) revert ProgrammeSourceMissing();
        if (start < today() || end < start || end > start.addMonths(MAX_MONTHS)) {
            revert ProgrammeTermOutOfRange(start, end, today());
        }
        if (budget == 0) revert ProgrammeBudgetZero();
        _requireInRange(rules);
        if (evidence == 0) revert ProgrammeEvidenceMissing();

        // Effects
        programme = ProgrammeId.wrap(++programmeCount);
        _programmes[programme] = Programme({
            authority: authority_,
            source: source,
            start: start,
            end: end,
            budget: budget,
            rules: rules,
            evidence: evidence
        });
        emit ProgrammeCreated(programme, authority_, source, start, end, budget, rules, evidence);
        for (uint256 i; i < areas.length; ++i) {
            _addArea(programme, areas[i]);
        }
        for (uint256 i; i < purposes.length; ++i) {
            _addPurpose(programme, purposes[i]);
        }
    }

    /// @inheritdoc IReliefProgrammes
    function addArea(ProgrammeId programme, AreaCode area) external {
        _requireNotOver(programme, _own(programme));
        _addArea(programme, area);
    }

    /// @inheritdoc IReliefProgrammes
    function addPurpose(ProgrammeId programme, Purpose purpose) external {
        _requireNotOver(programme, _own(programme));
        _addPurpose(programme, purpose);
    }

    /// @inheritdoc IReliefProgrammes
    function changeRules(ProgrammeId programme, Rules calldata rules, bytes32 evidence) external {
        // Checks
        Programme storage p = _own(programme);
        _requireInRange(rules);
        if (evidence == 0) revert ProgrammeEvidenceMissing();

        // Effects
        emit ProgrammeRulesChanged(programme, p.rules, rules, evidence);
        p.rules = rules;
    }

    /// @inheritdoc IReliefProgrammes
    function setRole(
        ProgrammeId programme,
        ParticipantId participant,
        Role role,
        Purpose purpose,
        bool admitted
    ) external {
        // Checks
        _own(programme);
        if (role == Role.None || (role == Role.Merchant) == (purpose == NO_PURPOSE)) {
            revert ProgrammeRoleInvalid(role, purpose);
        }
        if (admitted) {
            participants.requireStanding(participant, Mode.Dispose);
            if (!_isQualified(participant, role)) revert ProgrammeRoleMissing(programme, participant, role, purpose);
            if (role == Role.Merchant) _requirePurpose(programme, purpose);
        }

        // Effects
        _roles[programme][participant][role][purpose] = admitted;
        emit ProgrammeRoleSet(programme, participant, role, purpose, admitted);
    }

    /// @inheritdoc IReliefProgrammes
    function defineBenefit(Benefit calldata terms) external returns (BenefitId benefit) {
        // Checks
        _requireNotOver(terms.programme, _own(terms.programme));
        bool hasPeriods = terms.months == 1 || terms.months == 3 || terms.months == 6 || terms.months == 12;
        if (
            terms.kind == BenefitKind.None ||
            (terms.kind == BenefitKind.Voucher && terms.amount == 0) ||
            (terms.months != 0 && !hasPeriods) ||
            terms.closed
        ) revert BenefitTermsInvalid(terms.kind, terms.months, terms.amount, terms.closed);
        _requirePurpose(terms.programme, terms.purpose);

        // Effects
        benefit = BenefitId.wrap(++benefitCount);
        _benefits[benefit] = terms;
        emit BenefitDefined(benefit, terms.programme, terms);
    }

    /// @inheritdoc IReliefProgrammes
    function closeBenefit(BenefitId benefit) external {
        // Checks
        Benefit storage b = _benefit(benefit);
        _requireAuthority(b.programme, Mode.Preserve);
        if (b.closed) revert BenefitIsClosed(benefit);

        // Effects
        b.closed = true;
        emit BenefitClosed(benefit, b.programme);
    }

    /// @inheritdoc IReliefProgrammes
    function requireRunning(ProgrammeId programme) external view returns (Programme memory p) {
        p = programmeInfo(programme);
        if (today() < p.start || today() > p.end) revert ProgrammeNotRunning(programme, p.start, p.end, today());
    }

    /// @inheritdoc IReliefProgrammes
    function requireArea(ProgrammeId programme, AreaCode area) external view {
        if (!_isInside(programme, area)) revert ProgrammeAreaOutside(programme, area);
    }

    /// @inheritdoc IReliefProgrammes
    function requirePurpose(ProgrammeId programme, Purpose purpose) external view {
        _requirePurpose(programme, purpose);
    }

    /// @inheritdoc IReliefProgrammes
    function requireRole(ProgrammeId programme, ParticipantId participant, Role role, Purpose purpose) external view {
        if (!hasRole(programme, participant, role, purpose)) {
            revert ProgrammeRoleMissing(programme, participant, role, purpose);
        }
    }

    /// @inheritdoc IReliefProgrammes
    function admitsPayee(
        ProgrammeId programme,
        ParticipantId participant,
        BenefitId benefit
    ) external view returns (bool) {
        if (BenefitId.unwrap(benefit) == 0) {
            return hasRole(programme, participant, Role.Implementer, Purpose.wrap(0));
        }
        return hasRole(programme, participant, Role.Merchant, _benefits[benefit].purpose);
    }

    /// @inheritdoc IReliefProgrammes
    function hasRole(
        ProgrammeId programme,
        ParticipantId participant,
        Role role,
        Purpose purpose
    ) public view returns (bool) {
        bool isAdmitted =
            _roles[programme][participant][role][purpose] ||
                (role == Role.Operator && !participant.isNobody() && participant == _programmes[programme].authority);
        return isAdmitted && _isQualified(participant, role);
    }

    /// @inheritdoc IReliefProgrammes
    function programmeInfo(ProgrammeId programme) public view returns (Programme memory p) {
        p = _programmes[programme];
        if (p.source == Source.None) revert ProgrammeUnknown(programme);
    }

    /// @inheritdoc IReliefProgrammes
    function areasOf(ProgrammeId programme) external view returns (AreaCode[] memory) {
        return _areas[programme];
    }

    /// @inheritdoc IReliefProgrammes
    function purposesOf(ProgrammeId programme) external view returns (Purpose[] memory) {
        return _purposes[programme];
    }

    /// @inheritdoc IReliefProgrammes
    function benefitInfo(BenefitId benefit) external view returns (Benefit memory) {
        return _benefit(benefit);
    }

    /// @inheritdoc IReliefProgrammes
    function periodOf(BenefitId benefit, Day day) external view returns (uint16) {
        Benefit storage b = _benefit(benefit);
        Programme storage p = _programmes[b.programme];
        Day start = p.start;
        if (day < start) revert ProgrammeNotRunning(b.programme, start, p.end, day);
        if (b.months == 0) return 0;
        (uint256 year, uint256 month, ) = day.dateOf();
        (uint256 firstYear, uint256 firstMonth, ) = start.dateOf();
        uint256 months = year * 12 + month - firstYear * 12 - firstMonth;
        // The day may come before that of the month on which months begin.
        if (start.addMonths(months) > day) --months;
        return (months / b.months).toUint16();
    }

    /// @inheritdoc IReliefProgrammes
    function periodStart(BenefitId benefit, uint16 period) external view returns (Day) {
        Benefit storage b = _benefit(benefit);
        return _programmes[b.programme].start.addMonths(uint256(period) * b.months);
    }

    function _addArea(ProgrammeId programme, AreaCode area) private {
        // Checks
        if (area.levelOf() == Level.None) revert ProgrammeAreaInvalid(area);
        if (_isInside(programme, area)) revert ProgrammeAreaKnown(programme, area);
        AreaCode[] storage areas = _areas[programme];
        if (areas.length == MAX_AREAS) revert ProgrammeAreasTooMany(programme, MAX_AREAS);

        // Effects
        areas.push(area);
        _isArea[programme][area] = true;
        emit ProgrammeAreaAdded(programme, area);
    }

    function _addPurpose(ProgrammeId programme, Purpose purpose) private {
        // Checks
        if (purpose == NO_PURPOSE) revert ProgrammePurposeEmpty();
        if (_isPurpose[programme][purpose]) revert ProgrammePurposeKnown(programme, purpose);

        // Effects
        _purposes[programme].push(purpose);
        _isPurpose[programme][purpose] = true;
        emit ProgrammePurposeAdded(programme, purpose);
    }

    /// The caller's own programme, to write in.
    function _own(ProgrammeId programme) private view returns (Programme storage) {
        ParticipantId caller = _requireAuthority(programme, Mode.Dispose);
        participants.requireQualified(caller, Qualifications.RELIEF_AUTHORITY);
        return _programmes[programme];
    }

    function _requireAuthority(ProgrammeId programme, Mode mode) private view returns (ParticipantId caller) {
        (caller, , ) = _enter(NOBODY, mode, 0);
        ParticipantId owner = programmeInfo(programme).authority;
        if (caller != owner) revert ProgrammeNotAuthority(programme, caller, owner);
    }

    function _requireNotOver(ProgrammeId programme, Programme storage p) private view {
        if (today() > p.end) revert ProgrammeNotRunning(programme, p.start, p.end, today());
    }

    function _requirePurpose(ProgrammeId programme, Purpose purpose) private view {
        if (!_isPurpose[programme][purpose]) revert ProgrammePurposeOutside(programme, purpose);
    }

    /// Whether a role's holder has the qualification that it takes.
    function _isQualified(ParticipantId participant, Role role) private view returns (bool) {
        if (role == Role.PayoutBank) return participants.isQualified(participant, Qualifications.PAYOUT_BANK);
        if (role != Role.Operator) return true;
        return
            participants.isQualified(participant, Qualifications.RELIEF_OPERATOR) ||
            participants.isQualified(participant, Qualifications.RELIEF_AUTHORITY);
    }

    function _isInside(ProgrammeId programme, AreaCode area) private view returns (bool) {
        // Five levels at most.
        for (; area.levelOf() != Level.None; area = area.parentOf()) {
            if (_isArea[programme][area]) return true;
        }
        return false;
    }

    function _benefit(BenefitId benefit) private view returns (Benefit storage b) {
        b = _benefits[benefit];
        if (b.kind == BenefitKind.None) revert BenefitUnknown(benefit);
    }

    function _requireInRange(Rules calldata rules) private pure {
        _requireInRange("noticeDays", rules.noticeDays, MIN_NOTICE_DAYS, MAX_NOTICE_DAYS);
        _requireInRange("receiptDays", rules.receiptDays, MIN_RECEIPT_DAYS, MAX_RECEIPT_DAYS);
    }

    function _requireInRange(bytes32 rule, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert ProgrammeRuleOutOfRange(rule, value, min, max);
    }
}
