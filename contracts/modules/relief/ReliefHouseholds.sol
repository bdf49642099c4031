// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion} from "../../kernel/types/Passkey.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {HouseholdState, maskOf} from "./libraries/HouseholdState.sol";
import {
    AreaCode,
    HouseholdId,
    householdOf,
    HouseholdStatus,
    Level,
    observationEnd,
    OfficerId,
    ProgrammeId,
    Purpose,
    Role
} from "./types/ReliefTypes.sol";

/// Documented in {IReliefHouseholds}.
contract ReliefHouseholds is IReliefHouseholds, KernelModule {
    struct Record {
        HouseholdState state;
        bytes32 commitment;
    }

    /// What a page of payments asks of each household.
    struct Page {
        ProgrammeId programme;
        AreaCode area;
        /// Codes of the area; 0: any.
        uint40 span;
        uint8 category;
        ParticipantId bank;
        Day begins;
        /// Whether exited households are still helped.
        bool continues;
        uint64 householdCeiling;
        uint64 actCeiling;
        /// Status, category and bank that it asks for, where the mask has ones.
        HouseholdState wanted;
        HouseholdState mask;
    }

    /// Why a household can't be paid.
    enum Obstacle {
        None,
        Unknown,
        NotEntitled,
        Area,
        Category,
        Bank,
        Period,
        AmountZero,
        ActCeiling,
        HouseholdCeiling
    }

    bytes32 private constant CHOOSE_BANK_TYPEHASH = keccak256(
        "ChooseBank(uint64 person,uint32 bank,uint256 nonce,uint256 deadline)"
    );

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefKeys public immutable keys;

    uint32 private _changeCount;
    /// @inheritdoc IReliefHouseholds
    mapping(ProgrammeId programme => uint32) public householdCount;
    /// @inheritdoc IReliefHouseholds
    mapping(ProgrammeId programme => mapping(bytes32 commitment => HouseholdId)) public householdByCommitment;
    mapping(HouseholdId household => Record) private _records;
    mapping(uint32 change => Change) private _changes;
    /// In which of the household's entries the officer last had a part in a change of it.
    mapping(HouseholdId household => mapping(OfficerId officer => uint16 entry)) private _changedBy;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefKeys keys_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        keys = keys_;
    }

    /// @inheritdoc IReliefHouseholds
    function chooseBank(HouseholdId household, ParticipantId bank, Assertion calldata assertion) external {
        // Checks
        HouseholdState s = _present(household);
        _requireBank(household.programmeOf(), bank);

        // Effects
        _records[household].state = s.withBank(bank);
        emit HouseholdBankChosen(household, s.bank(), bank);

        // Interactions
        keys.requireAsserted(household.householdPerson(), CHOOSE_BANK_TYPEHASH, abi.encode(bank), assertion);
    }

    /// @inheritdoc IReliefHouseholds
    function proposeChange(Change calldata terms) external returns (uint32 change) {
        // Checks
        _requireOnlyNeeded(terms);
        Change memory c = terms;
        _requireApplicable(c);
        (c.proposedBy, ) = _requireActing(c, Mode.Dispose);

        // Effects
        change = ++_changeCount;
        _changes[change] = c;
        emit HouseholdChangeProposed(change, c.household, c.proposedBy, c);
    }

    /// @inheritdoc IReliefHouseholds
    function confirmChange(uint32 change) external {
        // Checks
        Change storage stored = _open(change);
        Change memory c = stored;
        _requireApplicable(c);
        (OfficerId officer, Level level) = _requireSecond(change, c, Mode.Dispose);
        if (level == Level.Village) revert IReliefOfficers.OfficerWrongLevel(officer, level, Level.Township);
        if (c.kind == ChangeKind.Move) {
            officers.requireActing(msg.sender, c.household.programmeOf(), c.area, Mode.Dispose);
        }

        // Effects
        stored.done = true;
        stored.decidedBy = officer;
        HouseholdId other = _apply(c);
        _note(c.household, c.proposedBy, officer);
        if (!other.isNoHousehold()) _note(other, c.proposedBy, officer);
        HouseholdState s = _records[c.household].state;
        emit HouseholdChanged(change, c.household, officer, c.kind, s.area(), s.category(), other);

        // Interactions
        if (!other.isNoHousehold()) {
            officers.joinFamilies(_records[c.household].commitment, _records[other].commitment);
        }
        if (c.kind == ChangeKind.Split) keys.addKey(other.householdPerson(), c.key);
        if (c.kind == ChangeKind.ReplaceKeys) keys.replaceKeys(c.household.householdPerson(), c.key);
        if (c.kind == ChangeKind.AddKey) keys.addKey(c.household.householdPerson(), c.key);
    }

    /// @inheritdoc IReliefHouseholds
    function refuseChange(uint32 change, bytes32 reason) external {
        // Checks
        Change storage c = _open(change);
        if (reason == 0) revert HouseholdEvidenceMissing(c.household);
        (OfficerId officer, ) = _requireSecond(change, c, Mode.Preserve);

        // Effects
        c.refused = true;
        c.decidedBy = officer;
        emit HouseholdChangeRefused(change, c.household, officer, reason);
    }

    /// @inheritdoc IReliefHouseholds
    function enter(
        ProgrammeId programme,
        bytes32 commitment,
        AreaCode area,
        uint8 category,
        ParticipantId bank
    ) external onlyPart returns (HouseholdId household, bool isNew) {
        // Checks
        if (commitment == 0) revert HouseholdCommitmentEmpty();
        _requireVillage(programme, area);
        _requireBank(programme, bank);
        household = householdByCommitment[programme][commitment];
        isNew = household.isNoHousehold();
        if (!isNew && !_mayReturn(statusOf(household))) revert HouseholdCommitmentTaken(commitment, household);

        // Effects
        if (isNew) household = _add(programme, commitment);
        HouseholdState s = _records[household].state;
        _records[household].state = s.withArea(area).withCategory(category).withBank(bank).entered();
        emit HouseholdEntered(household, programme, area, commitment, category, bank);
        _setStatus(household, HouseholdStatus.Proposed, NO_DAY);
    }

    /// @inheritdoc IReliefHouseholds
    function setStatus(HouseholdId household, HouseholdStatus expected, HouseholdStatus status) external onlyPart {
        // Checks
        HouseholdStatus previous = statusOf(household);
        if (previous != expected) revert HouseholdWrongStatus(household, previous, expected);

        // Effects
        _setStatus(household, status, status == HouseholdStatus.Exited ? today() : NO_DAY);
    }

    /// @inheritdoc IReliefHouseholds
    function grant(
        ProgrammeId programme,
        AreaCode area,
        uint8 category,
        ParticipantId bank,
        Day begins,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external onlyPart returns (uint256) {
        return _grantAll(_pageOf(programme, area, category, bank, begins), numbers, amounts);
    }

    /// @inheritdoc IReliefHouseholds
    function ungrant(ProgrammeId programme, uint32[] calldata numbers, uint64[] calldata amounts) external onlyPart {
        bool uniform = _isUniform(numbers, amounts);
        for (uint256 i; i < numbers.length; ++i) {
            Record storage record = _records[householdOf(programme, numbers[i])];
            record.state = record.state.withGiven(record.state.given() - amounts[uniform ? 0 : i]);
        }
    }

    /// @inheritdoc IReliefHouseholds
    function isEntitled(HouseholdId household) external view returns (bool) {
        HouseholdStatus status = statusOf(household);
        if (!_isHelped(status, true)) return false;
        return _isHelped(status, _rulesOf(household.programmeOf()).continuesInObservation);
    }

    /// @inheritdoc IReliefHouseholds
    function areGrantable(
        ProgrammeId programme,
        AreaCode area,
        uint8 category,
        ParticipantId bank,
        Day begins,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) external view onlyPart returns (bool[] memory) {
        return _testAll(_pageOf(programme, area, category, bank, begins), numbers, amounts);
    }

    /// @inheritdoc IReliefHouseholds
    function householdInfo(HouseholdId household) external view returns (Household memory) {
        HouseholdState s = _known(household);
        return
            Household({
                status: _statusOf(s),
                area: s.area(),
                bank: s.bank(),
                closedOn: s.closedOn(),
                since: s.since(),
                commitment: _records[household].commitment
            });
    }

    /// @inheritdoc IReliefHouseholds
    function changeInfo(uint32 change) external view returns (Change memory c) {
        c = _changes[change];
        if (c.kind == ChangeKind.None) revert HouseholdChangeUnknown(change);
        delete c.category;
    }

    /// @inheritdoc IReliefHouseholds
    function hasChanged(HouseholdId household, OfficerId officer) external view returns (bool) {
        uint16 entry = _changedBy[household][officer];
        return entry != 0 && entry == _records[household].state.entries();
    }

    /// @inheritdoc IReliefHouseholds
    function statusOf(HouseholdId household) public view returns (HouseholdStatus) {
        return _statusOf(_records[household].state);
    }

    function _grantAll(
        Page memory page,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) private returns (uint256 total) {
        bool uniform = _isUniform(numbers, amounts);
        uint64 amount = uniform ? amounts[0] : 0;
        uint32 previous;
        for (uint256 i; i < numbers.length; ++i) {
            uint32 number = numbers[i];
            // Number 0 is nobody's, so the first needs no exception.
            if (number <= previous) revert HouseholdsNotAscending(previous, number);
            previous = number;
            if (!uniform) amount = amounts[i];
            total += amount;
            _grant(page, householdOf(page.programme, number), amount);
        }
    }

    function _grant(Page memory page, HouseholdId household, uint64 amount) private {
        // Checks
        Record storage record = _records[household];
        HouseholdState s = record.state;
        Obstacle obstacle = _obstacleTo(page, s, amount);
        if (obstacle != Obstacle.None) _refuse(obstacle, page, household, amount);

        // Effects
        record.state = s.withGiven(s.given() + amount);
    }

    /// @return other that has left the household, or that it became part of
    function _apply(Change memory c) private returns (HouseholdId other) {
        HouseholdState s = _records[c.household].state;
        if (c.kind == ChangeKind.Split) return _split(c, s);
        if (c.kind == ChangeKind.Merge) other = c.into;
        if (c.kind == ChangeKind.Merge || c.kind == ChangeKind.End) {
            _setStatus(c.household, HouseholdStatus.Ended, today());
        } else if (c.kind == ChangeKind.Move) {
            _records[c.household].state = s.withArea(c.area);
        } else if (c.kind == ChangeKind.Recategorise) {
            _records[c.household].state = s.withCategory(c.category);
        }
    }

    /// The new one is helped with what begins from now on: what has begun before is for the one that it leaves.
    function _split(Change memory c, HouseholdState s) private returns (HouseholdId other) {
        ProgrammeId programme = c.household.programmeOf();
        other = _add(programme, c.commitment);
        HouseholdState n = HouseholdState.wrap(0).withArea(s.area()).withCategory(s.category()).withBank(s.bank());
        _records[other].state = n.withSince(today()).entered();
        emit HouseholdEntered(other, programme, n.area(), c.commitment, n.category(), n.bank());
        _setStatus(other, HouseholdStatus.Registered, NO_DAY);
    }

    function _add(ProgrammeId programme, bytes32 commitment) private returns (HouseholdId household) {
        household = householdOf(programme, ++householdCount[programme]);
        householdByCommitment[programme][commitment] = household;
        _records[household].commitment = commitment;
    }

    function _setStatus(HouseholdId household, HouseholdStatus status, Day closedOn) private {
        HouseholdState s = _records[household].state;
        _records[household].state = s.withStatus(status, closedOn);
        emit HouseholdStatusChanged(household, _statusOf(s), status);
    }

    /// Remembers who has had a part in a change, for when kinship is found.
    function _note(HouseholdId household, OfficerId first, OfficerId second) private {
        uint16 entry = _records[household].state.entries();
        _changedBy[household][first] = entry;
        _changedBy[household][second] = entry;
    }

    /// The second officer of a change.
    function _requireSecond(
        uint32 change,
        Change memory c,
        Mode mode
    ) private view returns (OfficerId officer, Level level) {
        (officer, level) = _requireActing(c, mode);
        if (officer == c.proposedBy) revert HouseholdSameOfficer(change, officer);
    }

    /// An officer for all households of a change, and kin of none.
    function _requireActing(Change memory c, Mode mode) private view returns (OfficerId officer, Level level) {
        (officer, level) = _requireActingOn(c.household, mode);
        if (c.kind == ChangeKind.Merge) _requireActingOn(c.into, mode);
        if (c.kind == ChangeKind.Split && officers.isKin(officer, c.commitment)) {
            revert IReliefOfficers.OfficerIsKin(officer, c.commitment);
        }
    }

    function _requireActingOn(HouseholdId household, Mode mode) private view returns (OfficerId, Level) {
        AreaCode area = _records[household].state.area();
        return
            officers.requireActingOn(msg.sender, household.programmeOf(), area, _records[household].commitment, mode);
    }

    /// What the change presupposes, when it is proposed and again when it is done.
    function _requireApplicable(Change memory c) private view {
        HouseholdState s = _present(c.household);
        ProgrammeId programme = c.household.programmeOf();
        if (c.kind == ChangeKind.Split) {
            _requireRegistered(c.household);
            HouseholdId holder = householdByCommitment[programme][c.commitment];
            if (!holder.isNoHousehold()) revert HouseholdCommitmentTaken(c.commitment, holder);
        } else if (c.kind == ChangeKind.Merge) {
            if (c.into.programmeOf() != programme) revert HouseholdOtherProgramme(c.into, programme);
            if (c.into == c.household) revert HouseholdChangeInvalid(c.household, c.kind);
            _requireRegistered(c.into);
        } else if (c.kind == ChangeKind.Move) {
            _requireRegistered(c.household);
            if (c.area == s.area()) revert HouseholdChangeInvalid(c.household, c.kind);
            _requireVillage(programme, c.area);
        } else if (c.kind == ChangeKind.Recategorise) {
            _requireRegistered(c.household);
            if (c.category == s.category()) revert HouseholdChangeInvalid(c.household, c.kind);
        }
    }

    function _requireRegistered(HouseholdId household) private view {
        HouseholdStatus status = statusOf(household);
        if (status != HouseholdStatus.Registered) {
            revert HouseholdWrongStatus(household, status, HouseholdStatus.Registered);
        }
    }

    function _requireVillage(ProgrammeId programme, AreaCode area) private view {
        if (area.levelOf() != Level.Village) revert HouseholdAreaNotVillage(area);
        if (!officers.isArea(area)) revert IReliefOfficers.AreaUnknown(area);
        programmes.requireArea(programme, area);
    }

    function _requireBank(ProgrammeId programme, ParticipantId bank) private view {
        programmes.requireRole(programme, bank, Role.PayoutBank, Purpose.wrap(0));
    }

    function _open(uint32 change) private view returns (Change storage c) {
        c = _changes[change];
        if (c.kind == ChangeKind.None) revert HouseholdChangeUnknown(change);
        if (c.done || c.refused) revert HouseholdChangeClosed(change);
    }

    function _known(HouseholdId household) private view returns (HouseholdState s) {
        s = _records[household].state;
        if (s.status() == HouseholdStatus.None) revert HouseholdUnknown(household);
    }

    function _present(HouseholdId household) private view returns (HouseholdState s) {
        s = _known(household);
        if (s.status() == HouseholdStatus.Ended) revert HouseholdHasEnded(household);
    }

    function _testAll(
        Page memory page,
        uint32[] calldata numbers,
        uint64[] calldata amounts
    ) private view returns (bool[] memory grantable) {
        bool uniform = _isUniform(numbers, amounts);
        grantable = new bool[](numbers.length);
        for (uint256 i; i < numbers.length; ++i) {
            HouseholdState s = _records[householdOf(page.programme, numbers[i])].state;
            grantable[i] = _obstacleTo(page, s, amounts[uniform ? 0 : i]) == Obstacle.None;
        }
    }

    function _pageOf(
        ProgrammeId programme,
        AreaCode area,
        uint8 category,
        ParticipantId bank,
        Day begins
    ) private view returns (Page memory page) {
        IReliefProgrammes.Rules memory rules = _rulesOf(programme);
        page.programme = programme;
        page.area = area;
        page.span = area.spanOf();
        page.category = category;
        page.bank = bank;
        page.begins = begins;
        page.continues = rules.continuesInObservation;
        page.householdCeiling = rules.householdCeiling;
        page.actCeiling = rules.actCeiling;
        page.wanted = page.wanted.withStatus(HouseholdStatus.Registered, NO_DAY).withCategory(category).withBank(bank);
        page.mask = maskOf(category != 0, !bank.isNobody());
    }

    function _rulesOf(ProgrammeId programme) private view returns (IReliefProgrammes.Rules memory) {
        return programmes.programmeInfo(programme).rules;
    }

    /// The first reason for which a household can't be paid.
    function _obstacleTo(Page memory page, HouseholdState s, uint64 amount) private view returns (Obstacle) {
        // Most are as the page asks, in one comparison; what is other about the rest is looked at only then.
        if (!s.matches(page.wanted, page.mask)) {
            Obstacle obstacle = _differenceOf(page, s);
            if (obstacle != Obstacle.None) return obstacle;
        }
        if (page.span != 0 && !s.area().isWithin(page.area, page.span)) return Obstacle.Area;
        if (!page.begins.isNone() && s.since() > page.begins) return Obstacle.Period;
        if (amount == 0) return Obstacle.AmountZero;
        if (page.actCeiling != 0 && amount > page.actCeiling) return Obstacle.ActCeiling;
        if (page.householdCeiling != 0 && uint256(s.given()) + amount > page.householdCeiling) {
            return Obstacle.HouseholdCeiling;
        }
        return Obstacle.None;
    }

    function _differenceOf(Page memory page, HouseholdState s) private view returns (Obstacle) {
        if (s.status() == HouseholdStatus.None) return Obstacle.Unknown;
        if (!_isHelped(_statusOf(s), page.continues)) return Obstacle.NotEntitled;
        if (page.span != 0 && !s.area().isWithin(page.area, page.span)) return Obstacle.Area;
        if (page.category != 0 && page.category != s.category()) return Obstacle.Category;
        if (!page.bank.isNobody() && page.bank != s.bank()) return Obstacle.Bank;
        return Obstacle.None;
    }

    function _refuse(Obstacle obstacle, Page memory page, HouseholdId household, uint64 amount) private view {
        HouseholdState s = _records[household].state;
        if (obstacle == Obstacle.Unknown) revert HouseholdUnknown(household);
        if (obstacle == Obstacle.NotEntitled) revert HouseholdNotEntitled(household, _statusOf(s));
        if (obstacle == Obstacle.Area) revert HouseholdOutsideArea(household, s.area(), page.area);
        if (obstacle == Obstacle.Category) revert HouseholdOtherCategory(household, page.category);
        if (obstacle == Obstacle.Bank) revert HouseholdOtherBank(household, s.bank(), page.bank);
        if (obstacle == Obstacle.Period) revert HouseholdPeriodBefore(household, s.since(), page.begins);
        if (obstacle == Obstacle.AmountZero) revert HouseholdAmountZero(household);
        if (obstacle == Obstacle.ActCeiling) {
            revert HouseholdAmountAboveCeiling(household, amount, page.actCeiling);
        }
        revert HouseholdCeilingExceeded(household, uint256(s.given()) + amount, page.householdCeiling);
    }

    /// Status with what time has made of it.
    function _statusOf(HouseholdState s) private view returns (HouseholdStatus) {
        HouseholdStatus status = s.status();
        if (status != HouseholdStatus.Exited || s.closedOn() == today()) return status;
        return today() > observationEnd(s.closedOn()) ? HouseholdStatus.Closed : HouseholdStatus.Observed;
    }

    /// @param continues whether the programme goes on helping those that have exited, while they are observed (P-5)
    function _isHelped(HouseholdStatus status, bool continues) private pure returns (bool) {
        if (status == HouseholdStatus.Registered) return true;
        return continues && (status == HouseholdStatus.Exited || status == HouseholdStatus.Observed);
    }

    /// Whether a household in that status may be proposed again.
    function _mayReturn(HouseholdStatus status) private pure returns (bool) {
        return
            status == HouseholdStatus.Refused ||
            status == HouseholdStatus.UnderReview ||
            status == HouseholdStatus.Closed;
    }

    function _isUniform(uint32[] calldata numbers, uint64[] calldata amounts) private pure returns (bool) {
        if (amounts.length == 1) return true;
        if (amounts.length != numbers.length) revert HouseholdAmountsUnfit(amounts.length, numbers.length);
        return false;
    }

    /// Only what the kind of change needs is given, and all of it.
    function _requireOnlyNeeded(Change calldata terms) private pure {
        Change memory needed;
        needed.household = terms.household;
        needed.kind = terms.kind;
        needed.evidence = terms.evidence;
        bool complete = true;
        if (terms.kind == ChangeKind.Split) {
            needed.commitment = terms.commitment;
            needed.key = terms.key;
            complete = terms.commitment != 0 && terms.key.x != 0;
        } else if (terms.kind == ChangeKind.AddKey || terms.kind == ChangeKind.ReplaceKeys) {
            needed.key = terms.key;
            complete = terms.key.x != 0;
        } else if (terms.kind == ChangeKind.Merge) {
            needed.into = terms.into;
        } else if (terms.kind == ChangeKind.Move) {
            needed.area = terms.area;
        } else if (terms.kind == ChangeKind.Recategorise) {
            needed.category = terms.category;
            complete = terms.category != 0;
        } else {
            complete = terms.kind == ChangeKind.End;
        }
        if (!complete || keccak256(abi.encode(terms)) != keccak256(abi.encode(needed))) {
            revert HouseholdChangeInvalid(terms.household, terms.kind);
        }
        if (terms.evidence == 0) revert HouseholdEvidenceMissing(terms.household);
    }
}
