// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IPointsIssuance} from "./interfaces/IPointsIssuance.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {IPointsProgrammes} from "./interfaces/IPointsProgrammes.sol";
import {Lines} from "./libraries/Lines.sol";
import {Numbers} from "./libraries/Numbers.sol";
import {Grant, Granted, LOT, Month, Programme, ProgrammeId} from "./types/PointsTypes.sol";

/// Documented in {IPointsIssuance}.
contract PointsIssuance is IPointsIssuance, KernelModule {
    using BitMaps for BitMaps.BitMap;
    using Lines for Grant[];
    using Numbers for Numbers.Book;

    uint256 public constant MAX_GRANTS = 500;

    /// @inheritdoc IPointsIssuance
    IPointsLedger public immutable ledger;
    /// @inheritdoc IPointsIssuance
    IPointsProgrammes public immutable programmes;

    Numbers.Book private _numbers;
    mapping(ParticipantId issuer => BitMaps.BitMap) private _reversed;
    mapping(ProgrammeId programme => mapping(ParticipantId partner => Budget)) private _budgets;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IPointsLedger ledger_,
        IPointsProgrammes programmes_
    ) KernelModule(authority, participants_) {
        ledger = ledger_;
        programmes = programmes_;
    }

    /// @inheritdoc IPointsIssuance
    function grant(ProgrammeId programme, address, uint64, uint40) external {
        // After selector and programme, the call's data are the three words of one line.
        _grant(programme, Lines.single(0x24));
    }

    /// @inheritdoc IPointsIssuance
    function grantMany(ProgrammeId programme, Grant[] calldata grants) external {
        if (grants.length == 0) revert PointsGrantsEmpty();
        if (grants.length > MAX_GRANTS) revert PointsGrantsTooMany(grants.length, MAX_GRANTS);
        _grant(programme, grants);
    }

    /// @inheritdoc IPointsIssuance
    function setBudget(
        ProgrammeId programme,
        ParticipantId partner,
        uint64 limit,
        uint40 firstSequence,
        uint40 lastSequence,
        Day lastDay
    ) external {
        // Checks
        (ParticipantId issuer, , ) = _enter(partner, Mode.Dispose, 0);
        _requireIssuer(programme, issuer);
        if (partner == issuer) revert PointsBudgetOwn(programme, issuer);
        if (limit == 0 || firstSequence > lastSequence) revert PointsBudgetInvalid(limit, firstSequence, lastSequence);
        if (lastDay < today()) revert PointsBudgetLastDayPassed(lastDay, today());

        // Effects
        uint64 used = _budgets[programme][partner].used;
        _budgets[programme][partner] = Budget(limit, used, firstSequence, lastSequence, lastDay);
        emit GrantBudgetSet(programme, partner, limit, used, firstSequence, lastSequence, lastDay);
    }

    /// @inheritdoc IPointsIssuance
    function endBudget(ProgrammeId programme, ParticipantId partner) external {
        // Checks
        (ParticipantId issuer, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireIssuer(programme, issuer);
        Budget storage b = _budgets[programme][partner];
        if (b.lastDay.isNone()) revert PointsBudgetMissing(programme, partner);

        // Effects
        b.lastDay = NO_DAY;
        emit GrantBudgetEnded(programme, partner, b.used);
    }

    /// @inheritdoc IPointsIssuance
    function reverse(Granted[] calldata grants, uint256 index) external {
        // Checks
        (ParticipantId issuer, , ) = _enter(NOBODY, Mode.Dispose, 0);
        if (index >= grants.length) revert PointsGrantLineUnknown(index, grants.length);
        Granted calldata g = grants[index];
        Programme memory p = _requireIssuer(g.programme, issuer);
        // Else it could strip holders of what its reserve still owes them.
        if (ledger.isStopped(g.programme)) revert IPointsLedger.PointsProgrammeStopped(g.programme, p.stops);
        if (Numbers.hashOf(grants) != _numbers.hashOf(issuer, g.sequence)) {
            revert PointsGrantUnproven(issuer, g.sequence);
        }
        if (_reversed[issuer].get(g.sequence)) revert PointsGrantAlreadyReversed(issuer, g.sequence);

        // Effects
        _reversed[issuer].set(g.sequence);
        ledger.takeBack(g.programme, g.account, g.month, g.points);
        emit GrantReversed(g.programme, g.account, g.sequence, g.points, g.month);
    }

    /// @inheritdoc IPointsIssuance
    function isSequenceUsed(ParticipantId issuer, uint40 sequence) external view returns (bool) {
        return _numbers.isUsed(issuer, sequence);
    }

    /// @inheritdoc IPointsIssuance
    function hashOf(ParticipantId issuer, uint40 sequence) external view returns (bytes32) {
        return bytes32(_numbers.hashOf(issuer, sequence));
    }

    /// @inheritdoc IPointsIssuance
    function isReversed(ParticipantId issuer, uint40 sequence) external view returns (bool) {
        return _reversed[issuer].get(sequence);
    }

    /// @inheritdoc IPointsIssuance
    function budgetOf(ProgrammeId programme, ParticipantId partner) external view returns (Budget memory) {
        return _budgets[programme][partner];
    }

    function _grant(ProgrammeId programme, Grant[] calldata grants) private {
        // Checks
        (ParticipantId issuer, uint32 value, Month month) = ledger.grantTermsOf(programme);
        uint256 points = _requireSound(grants);
        (ParticipantId granter, , ) = _enter(NOBODY, Mode.Dispose, Math.ceilDiv(points * value, LOT));

        // Effects
        if (granter != issuer) {
            _useBudget(programme, granter, points, grants);
            participants.requireStanding(issuer, Mode.Dispose);
        }
        _numbers.record(programme, issuer, month, grants);
        ledger.mint(programme, granter, month, grants.bytesOf());
    }

    function _useBudget(ProgrammeId programme, ParticipantId partner, uint256 points, Grant[] calldata grants) private {
        Budget storage b = _budgets[programme][partner];
        Budget memory budget = b;
        if (budget.lastDay.isNone()) revert PointsBudgetMissing(programme, partner);
        if (budget.lastDay < today()) revert PointsBudgetOver(programme, partner, budget.lastDay);
        uint256 used = budget.used + points;
        if (used > budget.limit) {
            // A limit may have been set below what was used.
            uint64 left = uint64(Math.saturatingSub(budget.limit, budget.used));
            revert PointsBudgetExceeded(programme, partner, points, left);
        }
        for (uint256 i; i < grants.length; ++i) {
            (, , uint40 sequence) = grants.read(i);
            if (sequence < budget.firstSequence || sequence > budget.lastSequence) {
                revert PointsBudgetSequenceOutOfRange(sequence, budget.firstSequence, budget.lastSequence);
            }
        }
        // At most the limit.
        b.used = uint64(used);
    }

    function _requireIssuer(ProgrammeId programme, ParticipantId caller) private view returns (Programme memory p) {
        p = ledger.programmeInfo(programme);
        if (caller != p.issuer) revert IPointsLedger.PointsProgrammeNotIssuer(programme, caller, p.issuer);
    }

    /// Each line has an account and points.
    /// @return points of all
    function _requireSound(Grant[] calldata grants) private pure returns (uint256 points) {
        for (uint256 i; i < grants.length; ++i) {
            (address account, uint64 granted, uint40 sequence) = grants.read(i);
            if (account == address(0)) revert PointsGrantAccountZero(sequence);
            if (granted == 0) revert PointsGrantPointsZero(sequence);
            unchecked {
                // At most 500 lines of 64 bits.
                points += granted;
            }
        }
    }
}
