// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {CivilDate} from "../../kernel/libraries/CivilDate.sol";
import {Day, dayOf, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion, PersonId} from "../../kernel/types/Passkey.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {
    AreaCode,
    asHousehold,
    asOfficer,
    HouseholdId,
    isHousehold,
    Level,
    OfficerId,
    ProgrammeId,
    Purpose,
    Role
} from "./types/ReliefTypes.sol";

using {asHousehold, asOfficer, isHousehold} for PersonId;

/// Documented in {IReliefScores}.
contract ReliefScores is IReliefScores, KernelModule {
    /// A person's score, and what this year's facts have moved it by. One slot, so that a fact costs one.
    struct Balance {
        /// From `INITIAL_SCORE`.
        int16 offset;
        /// That `moved` is of.
        uint16 year;
        /// Points in size, 16 bits for each fact, the first in the lowest.
        uint128 moved;
    }

    /// What an authority's factor has moved a score by in a year.
    struct Movement {
        uint16 year;
        uint16 moved;
    }

    int256 public constant INITIAL_SCORE = 600;
    int256 public constant MAX_SCORE = 1000;
    /// Days in which an entry may be appealed against.
    uint256 public constant APPEAL_DAYS = 30;
    /// Factors below are the module's own.
    uint16 public constant FIRST_AUTHORITY_FACTOR = 16;
    bytes32 public constant APPEAL_TYPEHASH = keccak256(
        "Appeal(uint64 person,uint64 entry,bytes32 evidence,uint256 nonce,uint256 deadline)"
    );

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;

    /// @inheritdoc IReliefScores
    uint64 public entryCount;
    uint64 private _openAppeals;
    mapping(uint16 factor => Factor) private _factors;
    mapping(PersonId person => Balance) private _balances;
    mapping(PersonId person => mapping(uint16 factor => Movement)) private _movements;
    /// An authority's, and findings.
    mapping(uint64 entry => Entry) private _entries;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
    }

    /// @inheritdoc IReliefScores
    function setFactor(uint16 factor, int16 points, uint8 weight, uint16 cap, bool active) external restricted {
        if (points == 0 || points > 1000 || points < -1000 || weight == 0 || weight > 100) {
            revert FactorInvalid(factor, points, weight);
        }
        _factors[factor] = Factor({points: points, weight: weight, cap: cap, active: active});
        emit FactorSet(factor, points, weight, cap, active);
    }

    /// @inheritdoc IReliefScores
    function enter(
        PersonId person,
        ProgrammeId programme,
        uint16 factor,
        bytes32 evidence
    ) external returns (uint64 entry) {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        ParticipantId owner = programmes.programmeInfo(programme).authority;
        if (caller != owner) revert IReliefProgrammes.ProgrammeNotAuthority(programme, caller, owner);
        if (factor < FIRST_AUTHORITY_FACTOR) revert FactorAutomatic(factor);
        Factor memory f = _factors[factor];
        if (!f.active) revert FactorInactive(factor);
        if (evidence == 0) revert ScoreEvidenceMissing();
        _requireOf(person, programme);

        // Effects
        entry = ++entryCount;
        Entry storage e = _keep(entry, person, programme, factor, caller, evidence);
        (int16 applied, uint16 score) = _move(person, factor, f);
        e.applied = applied;
        emit ScoreEntered(entry, person, factor, applied, score, programme, caller, evidence);
    }

    /// @inheritdoc IReliefScores
    function appeal(uint64 entry, bytes32 evidence) external {
        _enter(NOBODY, Mode.Preserve, 0);
        Entry storage e = _appealable(entry, evidence);
        PersonId person = e.person;
        if (person.isHousehold() || officers.officerInfo(person.asOfficer()).account != msg.sender) {
            revert AppealNotOwn(entry, person);
        }
        _appeal(e, entry, evidence);
    }

    /// @inheritdoc IReliefScores
    function appealByHousehold(uint64 entry, bytes32 evidence, Assertion calldata assertion) external {
        Entry storage e = _appealable(entry, evidence);
        PersonId person = e.person;
        if (!person.isHousehold()) revert AppealNotOwn(entry, person);
        _appeal(e, entry, evidence);
        keys.requireAsserted(person, APPEAL_TYPEHASH, abi.encode(entry, evidence), assertion);
    }

    /// @inheritdoc IReliefScores
    function decideAppeal(uint64 entry, bool granted, bytes32 reason) external {
        // Checks
        Entry storage e = _keptEntry(entry);
        if (e.appeal != AppealStatus.Open) revert AppealWrongStatus(entry, e.appeal, AppealStatus.Open);
        if (reason == 0) revert ScoreEvidenceMissing();
        OfficerId officer = _requireDecider(e, entry);

        // Effects
        PersonId person = e.person;
        Balance storage balance = _balances[person];
        e.appeal = granted ? AppealStatus.Granted : AppealStatus.Dismissed;
        e.decidedBy = officer;
        --_openAppeals;
        int16 undone = granted ? _undo(e, balance) : int16(0);
        emit ScoreAppealDecided(entry, person, officer, granted, undone, _scoreAt(balance.offset), reason);
    }

    /// @inheritdoc IReliefScores
    function enterFact(PersonId person, ProgrammeId programme, Fact fact, bytes32 evidence) external onlyPart {
        _enterFact(person, programme, fact, NOBODY, evidence);
    }

    /// @inheritdoc IReliefScores
    function enterFinding(
        PersonId person,
        ProgrammeId programme,
        Fact fact,
        ParticipantId by,
        bytes32 evidence
    ) external onlyPart {
        (uint64 entry, int16 applied) = _enterFact(person, programme, fact, by, evidence);
        if (entry != 0) _keep(entry, person, programme, uint16(fact), by, evidence).applied = applied;
    }

    /// @inheritdoc IReliefScores
    function scoreOf(OfficerId officer) external view returns (uint16) {
        officers.officerInfo(officer);
        return _scoreAt(_balances[officer.officerPerson()].offset);
    }

    /// @inheritdoc IReliefScores
    function factorInfo(uint16 factor) external view returns (Factor memory) {
        return _factors[factor];
    }

    /// @inheritdoc IReliefScores
    function entryInfo(uint64 entry) external view returns (Entry memory) {
        return _keptEntry(entry);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openAppeals;
    }

    /// @return entry 0: its factor is not active, or there is nobody
    function _enterFact(
        PersonId person,
        ProgrammeId programme,
        Fact fact,
        ParticipantId by,
        bytes32 evidence
    ) private returns (uint64 entry, int16 applied) {
        uint16 factor = uint16(fact);
        if (!_factors[factor].active || factor == 0 || PersonId.unwrap(person) == 0) return (0, 0);
        entry = ++entryCount;
        uint16 score;
        (applied, score) = _moveByFact(person, factor);
        emit ScoreEntered(entry, person, factor, applied, score, programme, by, evidence);
    }

    function _moveByFact(PersonId person, uint16 factor) private returns (int16 applied, uint16 score) {
        Balance memory b = _balances[person];
        uint16 year = _yearOf(today());
        if (b.year != year) (b.year, b.moved) = (year, 0);
        uint16 moved = _movedBy(b.moved, factor);
        applied = _within(_factors[factor], moved, b.offset);
        b.offset += applied;
        b.moved = _withMoved(b.moved, factor, _plus(moved, applied));
        _balances[person] = b;
        return (applied, _scoreAt(b.offset));
    }

    /// Keeps an entry that may be appealed against.
    function _keep(
        uint64 entry,
        PersonId person,
        ProgrammeId programme,
        uint16 factor,
        ParticipantId by,
        bytes32 evidence
    ) private returns (Entry storage e) {
        e = _entries[entry];
        e.person = person;
        e.factor = factor;
        e.at = uint40(block.timestamp);
        e.programme = programme;
        e.by = by;
        e.evidence = evidence;
    }

    function _move(PersonId person, uint16 factor, Factor memory f) private returns (int16 applied, uint16 score) {
        Balance storage balance = _balances[person];
        Movement storage movement = _movements[person][factor];
        uint16 year = _yearOf(today());
        uint16 moved = movement.year == year ? movement.moved : 0;
        applied = _within(f, moved, balance.offset);
        balance.offset += applied;
        (movement.year, movement.moved) = (year, _plus(moved, applied));
        score = _scoreAt(balance.offset);
    }

    function _appeal(Entry storage e, uint64 entry, bytes32 evidence) private {
        e.appeal = AppealStatus.Open;
        e.appealEvidence = evidence;
        ++_openAppeals;
        emit ScoreAppealed(entry, e.person, evidence);
    }

    /// Moves back what an entry has moved, and gives the year's cap back with it.
    function _undo(Entry storage e, Balance storage balance) private returns (int16 undone) {
        int16 applied = e.applied;
        undone = _bounded(-int256(applied), balance.offset);
        balance.offset += undone;
        (uint16 factor, uint16 year) = (e.factor, _yearOf(dayOf(e.at)));
        if (factor < FIRST_AUTHORITY_FACTOR) {
            if (balance.year != year) return undone;
            uint128 moved = balance.moved;
            balance.moved = _withMoved(moved, factor, _minus(_movedBy(moved, factor), applied));
            return undone;
        }
        Movement storage movement = _movements[e.person][factor];
        if (movement.year == year) movement.moved = _minus(movement.moved, applied);
    }

    function _appealable(uint64 entry, bytes32 evidence) private view returns (Entry storage e) {
        e = _keptEntry(entry);
        if (e.appeal != AppealStatus.None) revert AppealWrongStatus(entry, e.appeal, AppealStatus.None);
        uint256 until = dayOf(e.at).plus(APPEAL_DAYS + 1).startOf() - 1;
        if (block.timestamp > until) revert AppealLate(entry, uint40(block.timestamp), uint40(until));
        if (evidence == 0) revert ScoreEvidenceMissing();
    }

    function _keptEntry(uint64 entry) private view returns (Entry storage e) {
        if (entry == 0 || entry > entryCount) revert ScoreEntryUnknown(entry);
        e = _entries[entry];
        if (e.at == 0) revert ScoreEntryAutomatic(entry);
    }

    /// Who decides on an appeal, if it may: over the household's village, or the officer's area.
    function _requireDecider(Entry storage e, uint64 entry) private view returns (OfficerId officer) {
        PersonId person = e.person;
        ProgrammeId programme = e.programme;
        Level level;
        if (person.isHousehold()) {
            IReliefHouseholds.Household memory h = households.householdInfo(person.asHousehold());
            (officer, level) = officers.requireActingOn(msg.sender, programme, h.area, h.commitment, Mode.Preserve);
        } else {
            AreaCode area = officers.officerInfo(person.asOfficer()).area;
            (officer, level) = officers.requireActing(msg.sender, programme, area, Mode.Preserve);
        }
        if (level != Level.County) revert IReliefOfficers.OfficerWrongLevel(officer, level, Level.County);
        bool isSelf = PersonId.unwrap(officer.officerPerson()) == PersonId.unwrap(person);
        if (isSelf || officers.officerInfo(officer).participant == e.by) revert AppealDeciderPartial(entry, officer);
    }

    /// Reverts unless the person is a household of the programme, or an officer known to work in it.
    function _requireOf(PersonId person, ProgrammeId programme) private view {
        if (person.isHousehold()) {
            HouseholdId household = person.asHousehold();
            if (household.programmeOf() != programme) revert ScorePersonForeign(person, programme);
            households.householdInfo(household);
        } else {
            ParticipantId employer = officers.officerInfo(person.asOfficer()).participant;
            if (!programmes.hasRole(programme, employer, Role.Operator, Purpose.wrap(0))) {
                revert ScorePersonForeign(person, programme);
            }
        }
    }

    /// What a factor moves a score by: its weight rounded towards zero, then what the year's cap leaves, then what the bounds leave.
    function _within(Factor memory f, uint16 moved, int16 offset) private pure returns (int16) {
        int256 points = (int256(f.points) * int256(uint256(f.weight))) / 100;
        if (f.cap != 0) {
            int256 left = int256(Math.saturatingSub(f.cap, moved));
            points = SignedMath.max(SignedMath.min(points, left), -left);
        }
        return _bounded(points, offset);
    }

    /// As much of `points` as keeps the score within 0 … 1000.
    function _bounded(int256 points, int16 offset) private pure returns (int16) {
        int256 next = SignedMath.min(SignedMath.max(offset + points, -INITIAL_SCORE), MAX_SCORE - INITIAL_SCORE);
        // Between two offsets, which are within -600 … 400, there are at most 1000 points.
        return int16(next - offset);
    }

    /// Points moved in a year, which stay at the highest number that there is room for.
    function _plus(uint16 moved, int16 applied) private pure returns (uint16) {
        return uint16(Math.min(moved + SignedMath.abs(applied), type(uint16).max));
    }

    function _minus(uint16 moved, int16 applied) private pure returns (uint16) {
        return uint16(Math.saturatingSub(moved, SignedMath.abs(applied)));
    }

    /// Points that a fact has moved a score by in a year.
    function _movedBy(uint128 all, uint16 factor) private pure returns (uint16) {
        return uint16(all >> _laneOf(factor));
    }

    function _withMoved(uint128 all, uint16 factor, uint16 moved) private pure returns (uint128) {
        // Puts the new number in the place of the old.
        return all ^ (uint128(_movedBy(all, factor) ^ moved) << _laneOf(factor));
    }

    function _laneOf(uint16 factor) private pure returns (uint8) {
        return uint8(16 * (factor - 1));
    }

    function _scoreAt(int16 offset) private pure returns (uint16) {
        // An offset is never below -600.
        return uint16(uint256(INITIAL_SCORE + offset));
    }

    function _yearOf(Day day) private pure returns (uint16) {
        (uint256 year, ) = CivilDate.yearOf(day);
        // The year of a Day, which has 32 bits, is below 2^24, and that of a block's second below 2^16 for sixty thousand years.
        return uint16(year);
    }
}
