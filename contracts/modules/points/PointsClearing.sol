// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IPointsClearing} from "./interfaces/IPointsClearing.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {IPointsProgrammes} from "./interfaces/IPointsProgrammes.sol";
import {Netting} from "./libraries/Netting.sol";
import {CycleId, ProgrammeId, Stops} from "./types/PointsTypes.sol";

/// Documented in {IPointsClearing}.
contract PointsClearing is IPointsClearing, KernelModule {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// A cycle while it is closed: members that have a position, and what becomes of them.
    struct Closing {
        ParticipantId[] members;
        Netting.Position[] positions;
        /// Covered programmes of those that owe net.
        ProgrammeId[] programmes;
        Netting.Outcome[] outcomes;
        uint256 due;
        uint256 paid;
    }

    /// `Losses` as they are kept, in as few slots as can be.
    struct Unpaid {
        ParticipantId[] debtors;
        ParticipantId[] creditors;
        /// What each debtor left unpaid, then what each creditor lost.
        uint64[] fen;
    }

    /// Claims on a debtor of a cycle while they are paid.
    struct Claims {
        /// Its place among the debtors.
        uint256 place;
        uint64 short;
        uint64 paid;
    }

    uint8 public constant MAX_CYCLE_DAYS = 92;

    /// @inheritdoc IPointsClearing
    IPointsLedger public immutable ledger;
    /// @inheritdoc IPointsClearing
    IPointsProgrammes public immutable programmes;
    /// @inheritdoc IPointsClearing
    ISettlementToken public immutable money;

    Cycle private _cycle;
    /// Fen that debtors have left unpaid of closed cycles, all together.
    uint256 private _shortfall;
    mapping(ParticipantId member => Position) private _positions;
    mapping(CycleId cycle => Unpaid) private _unpaid;
    /// @inheritdoc IPointsClearing
    mapping(CycleId cycle => mapping(ParticipantId debtor => uint64)) public paidOf;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IPointsLedger ledger_,
        IPointsProgrammes programmes_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        ledger = ledger_;
        programmes = programmes_;
        money = money_;
        _cycle.id = CycleId.wrap(1);
        _cycle.lastDay = today().plus(6);
        emit CycleBegan(_cycle.id, _cycle.lastDay);
        _setCycleDays(7);
        _setMinimumDeposit(10_000_00);
        // To pay many at once, it is paid from by itself.
        IERC20(money_).forceApprove(address(this), type(uint256).max);
    }

    /// @inheritdoc IPointsClearing
    function setCycleDays(uint8 cycleDays) external restricted {
        if (cycleDays == 0 || cycleDays > MAX_CYCLE_DAYS) revert PointsCycleDaysOutOfRange(cycleDays, MAX_CYCLE_DAYS);
        _setCycleDays(cycleDays);
    }

    /// @inheritdoc IPointsClearing
    function setMinimumDeposit(uint64 fen) external restricted {
        _setMinimumDeposit(fen);
        ParticipantId[] memory members = programmes.members();
        for (uint256 i; i < members.length; ++i) {
            _updateStop(members[i]);
        }
    }

    /// @inheritdoc IPointsClearing
    function addDeposit(uint64 fen) external {
        // Checks
        if (fen == 0) revert PointsClearingAmountZero();
        (ParticipantId member, address wallet, ) = _enter(NOBODY, Mode.Perform, fen);
        programmes.requireMember(member);

        // Effects
        uint56 deposit = (uint256(_positions[member].deposit) + fen).toUint56();
        _positions[member].deposit = deposit;
        emit GuaranteeAdded(member, fen, deposit);

        // Interactions
        _updateStop(member);
        IERC20(money).safeTransferFrom(wallet, address(this), fen);
    }

    /// @inheritdoc IPointsClearing
    function withdrawDeposit(uint64 fen) external {
        // Checks
        if (fen == 0) revert PointsClearingAmountZero();
        (ParticipantId member, address wallet, ) = _enter(NOBODY, Mode.Perform, fen);
        Position memory p = positionOf(member);
        if (fen > p.deposit) revert PointsDepositShort(member, fen, p.deposit);
        if (p.owes != 0 || p.shortfall != 0) revert PointsDepositLiable(member, p.owes, p.shortfall);
        // Not above the deposit.
        uint56 left = p.deposit - uint56(fen);
        uint64 minimum = _cycle.minimumDeposit;
        if (left < minimum && ProgrammeId.unwrap(programmes.coveredOf(member)) != 0) {
            revert PointsDepositNeeded(member, left, minimum);
        }

        // Effects
        _positions[member].deposit = left;
        emit GuaranteeWithdrawn(member, fen, left);

        // Interactions
        IERC20(money).safeTransfer(wallet, fen);
    }

    /// @inheritdoc IPointsClearing
    function closeCycle() external {
        // Checks
        Cycle memory cycle = _cycle;
        if (today() <= cycle.lastDay) revert PointsCycleRunning(cycle.id, cycle.lastDay, today());

        // Effects
        // Only what reserves give tells what is left to deposits. They give it to the purse, by a part of this module.
        Closing memory c = _open(cycle.id);
        _beginNext(cycle);
        uint64[] memory wanted = _wanted(c);
        uint64[] memory drawn = ledger.drawForCycle(c.programmes, wanted);
        for (uint256 i; i < drawn.length; ++i) {
            c.positions[i].reserve = drawn[i];
        }
        (c.outcomes, c.due, c.paid) = Netting.settle(c.positions);
        for (uint256 i; i < c.members.length; ++i) {
            _clear(cycle.id, c, i);
        }
        if (c.paid != c.due) {
            _shortfall += c.due - c.paid;
            _keepLosses(cycle.id, c);
        }
        emit CycleClosed(cycle.id, c.due, c.paid);
        emit CycleBegan(_cycle.id, _cycle.lastDay);

        // Interactions
        uint256[] memory receipts = new uint256[](c.members.length);
        for (uint256 i; i < receipts.length; ++i) {
            receipts[i] = c.outcomes[i].received;
        }
        _pay(c.members, receipts);
    }

    /// @inheritdoc IPointsClearing
    function payClaims(CycleId cycle, ParticipantId debtor, uint64 fen) external {
        // Checks
        if (fen == 0) revert PointsClearingAmountZero();
        (ParticipantId payer, address wallet, ) = _enter(NOBODY, Mode.Perform, fen);
        Claims memory c = _openClaims(cycle, debtor);
        if (fen > c.short - c.paid) revert PointsClaimExceeded(cycle, debtor, fen, c.short - c.paid);

        // Effects
        uint256[] memory amounts = _payOnClaims(cycle, debtor, payer, c, fen);

        // Interactions
        _updateStop(debtor);
        IERC20(money).safeTransferFrom(wallet, address(this), fen);
        _pay(_unpaid[cycle].creditors, amounts);
    }

    /// @inheritdoc IPointsClearing
    function payClaimsFromReserve(CycleId cycle, ParticipantId debtor) external {
        // Checks
        Claims memory c = _openClaims(cycle, debtor);
        ProgrammeId programme = programmes.coveredOf(debtor);
        uint256 free = Math.saturatingSub(ledger.freeReserve(programme), owedBy(debtor));
        uint64 fen = Math.min(free, c.short - c.paid).toUint64();
        if (fen == 0) revert PointsClaimNothingFree(cycle, debtor);

        // Effects
        uint256[] memory amounts = _payOnClaims(cycle, debtor, debtor, c, fen);

        // Interactions
        _updateStop(debtor);
        ProgrammeId[] memory from = new ProgrammeId[](1);
        uint64[] memory wanted = new uint64[](1);
        (from[0], wanted[0]) = (programme, fen);
        ledger.drawForCycle(from, wanted);
        _pay(_unpaid[cycle].creditors, amounts);
    }

    /// @inheritdoc IPointsClearing
    function owe(ParticipantId debtor, ParticipantId creditor, uint64 fen) external onlyPart returns (CycleId cycle) {
        cycle = _cycle.id;
        if (fen == 0) return cycle;
        (Position storage d, uint56 owes, ) = _inCycle(debtor, cycle);
        owes = (owes + uint256(fen)).toUint56();
        d.owes = owes;
        (Position storage c, , uint56 owed) = _inCycle(creditor, cycle);
        owed = (owed + uint256(fen)).toUint56();
        c.owed = owed;
        emit CycleDebtAdded(cycle, debtor, creditor, fen, owes, owed);
    }

    /// @inheritdoc IPointsClearing
    function unowe(ParticipantId debtor, ParticipantId creditor, uint64 fen) external onlyPart {
        if (fen == 0) return;
        CycleId cycle = _cycle.id;
        Position storage d = _positions[debtor];
        Position storage c = _positions[creditor];
        if (d.cycle != cycle || c.cycle != cycle || d.owes < fen || c.owed < fen) {
            revert PointsCycleDebtMissing(debtor, creditor, fen);
        }
        d.owes -= uint56(fen);
        c.owed -= uint56(fen);
        emit CycleDebtUndone(cycle, debtor, creditor, fen, d.owes, c.owed);
    }

    /// @inheritdoc IPointsClearing
    function currentCycle() external view returns (Cycle memory) {
        return _cycle;
    }

    /// @inheritdoc IPointsClearing
    function isClear(ParticipantId member) external view returns (bool) {
        Position memory p = positionOf(member);
        return p.owes == 0 && p.owed == 0 && p.shortfall == 0;
    }

    /// @inheritdoc IPointsClearing
    function previewClose() external view returns (Settlement[] memory settlements, uint256 due, uint256 paid) {
        Closing memory c = _open(_cycle.id);
        uint64[] memory wanted = _wanted(c);
        for (uint256 i; i < wanted.length; ++i) {
            if (wanted[i] != 0) c.positions[i].reserve = ledger.freeReserve(c.programmes[i]);
        }
        (c.outcomes, due, paid) = Netting.settle(c.positions);
        uint256 count;
        for (uint256 i; i < c.positions.length; ++i) {
            if (_hasPosition(c.positions[i])) ++count;
        }
        settlements = new Settlement[](count);
        for (uint256 i = c.positions.length; i > 0;) {
            --i;
            Netting.Position memory p = c.positions[i];
            if (!_hasPosition(p)) continue;
            --count;
            Netting.Outcome memory o = c.outcomes[i];
            Settlement memory s = settlements[count];
            s.member = c.members[i];
            (s.owes, s.owed) = (p.owes.toUint64(), p.owed.toUint64());
            (s.fromReserve, s.fromDeposit) = (o.fromReserve.toUint64(), o.fromDeposit.toUint64());
            (s.received, s.short) = (o.received.toUint64(), o.short.toUint64());
        }
    }

    /// @inheritdoc IPointsClearing
    function claimsOn(
        CycleId cycle,
        ParticipantId debtor
    ) external view returns (ParticipantId[] memory creditors, uint64[] memory claims, uint64[] memory received) {
        (uint256 place, uint64 short) = _shortOf(cycle, debtor);
        if (short == 0) return (creditors, claims, received);
        creditors = _unpaid[cycle].creditors;
        claims = _claims(cycle, place);
        received = new uint64[](claims.length);
        for (uint256 i; i < claims.length; ++i) {
            received[i] = Netting.receivedOf(claims[i], paidOf[cycle][debtor], short).toUint64();
        }
    }

    /// @inheritdoc IModulePart
    /// @dev Fen that somebody is yet to have: in the purse, of the running cycle, and claims.
    function openItems() external view override(IModulePart, KernelModule) returns (uint256 fen) {
        fen = money.balanceOf(address(this)) + _shortfall;
        Closing memory c = _open(_cycle.id);
        for (uint256 i; i < c.positions.length; ++i) {
            fen += c.positions[i].owes;
        }
    }

    /// @inheritdoc IPointsClearing
    function lossesOf(CycleId cycle) public view returns (Losses memory found) {
        Unpaid storage u = _unpaid[cycle];
        (found.debtors, found.creditors) = (u.debtors, u.creditors);
        uint256 short = found.debtors.length;
        uint64[] memory fen = u.fen;
        found.shorts = new uint64[](short);
        found.losses = new uint64[](found.creditors.length);
        for (uint256 i; i < fen.length; ++i) {
            if (i < short) found.shorts[i] = fen[i];
            else found.losses[i - short] = fen[i];
        }
    }

    /// @inheritdoc IPointsClearing
    function positionOf(ParticipantId member) public view returns (Position memory p) {
        p = _positions[member];
        CycleId cycle = _cycle.id;
        if (p.cycle != cycle) (p.cycle, p.owes, p.owed) = (cycle, 0, 0);
    }

    /// @inheritdoc IPointsClearing
    function owedBy(ParticipantId member) public view returns (uint64) {
        return positionOf(member).owes;
    }

    /// @inheritdoc IPointsClearing
    function shortfallOf(ParticipantId member) external view returns (uint64) {
        return _positions[member].shortfall;
    }

    /// @inheritdoc IPointsClearing
    function isGuaranteed(ParticipantId member) public view returns (bool) {
        Position storage p = _positions[member];
        return p.deposit >= _cycle.minimumDeposit && p.shortfall == 0;
    }

    function _setCycleDays(uint8 cycleDays) private {
        _cycle.cycleDays = cycleDays;
        emit CycleDaysSet(cycleDays);
    }

    function _setMinimumDeposit(uint64 fen) private {
        _cycle.minimumDeposit = fen;
        emit MinimumDepositSet(fen);
    }

    /// The first end, counted on from this cycle's in the present rhythm, that is not past.
    function _beginNext(Cycle memory cycle) private {
        uint256 cycleDays = cycle.cycleDays;
        uint256 late = today().daysSince(cycle.lastDay);
        _cycle.id = CycleId.wrap(CycleId.unwrap(cycle.id) + 1);
        _cycle.lastDay = cycle.lastDay.plus(Math.ceilDiv(late, cycleDays) * cycleDays);
    }

    /// Writes what closing does to a member.
    function _clear(CycleId cycle, Closing memory c, uint256 i) private {
        ParticipantId member = c.members[i];
        Netting.Position memory p = c.positions[i];
        if (!_hasPosition(p)) return;
        Netting.Outcome memory o = c.outcomes[i];
        uint56 deposit = (p.deposit - o.fromDeposit).toUint56();
        bool isShort = o.short != 0 && _isDebtor(p);
        if (isShort || o.fromDeposit != 0) {
            Position storage kept = _positions[member];
            kept.deposit = deposit;
            if (isShort) kept.shortfall += o.short.toUint56();
        }
        emit PositionCleared(
            cycle,
            member,
            p.owes.toUint64(),
            p.owed.toUint64(),
            o.fromReserve.toUint64(),
            o.fromDeposit.toUint64(),
            o.received.toUint64(),
            o.short.toUint64(),
            deposit
        );
        // It was guaranteed before, or is stopped already.
        if ((isShort || o.fromDeposit != 0) && !isGuaranteed(member)) _stop(c.programmes[i], Stops.CLEARING, 0);
    }

    function _keepLosses(CycleId cycle, Closing memory c) private {
        uint256 count = c.members.length;
        uint256 debtors;
        uint256 creditors;
        for (uint256 i; i < count; ++i) {
            if (c.outcomes[i].short == 0) continue;
            if (_isDebtor(c.positions[i])) ++debtors;
            else ++creditors;
        }
        Unpaid memory u = Unpaid(
            new ParticipantId[](debtors),
            new ParticipantId[](creditors),
            new uint64[](debtors + creditors)
        );
        (uint256 debtor, uint256 creditor) = (0, 0);
        for (uint256 i; i < count; ++i) {
            uint64 fen = c.outcomes[i].short.toUint64();
            if (fen == 0) continue;
            if (_isDebtor(c.positions[i])) {
                (u.debtors[debtor], u.fen[debtor]) = (c.members[i], fen);
                ++debtor;
            } else {
                (u.creditors[creditor], u.fen[debtors + creditor]) = (c.members[i], fen);
                ++creditor;
            }
        }
        _unpaid[cycle] = u;
    }

    /// Writes a payment on claims.
    /// @return amounts what each creditor gets of it
    function _payOnClaims(
        CycleId cycle,
        ParticipantId debtor,
        ParticipantId payer,
        Claims memory c,
        uint64 fen
    ) private returns (uint256[] memory amounts) {
        uint64 paid = c.paid + fen;
        paidOf[cycle][debtor] = paid;
        // Part of what is left of the cycle, and so of all.
        _positions[debtor].shortfall -= uint56(fen);
        _shortfall -= fen;
        emit ClaimsPaid(cycle, debtor, payer, fen, c.short - paid);
        uint64[] memory claims = _claims(cycle, c.place);
        ParticipantId[] storage creditors = _unpaid[cycle].creditors;
        amounts = new uint256[](claims.length);
        for (uint256 i; i < claims.length; ++i) {
            amounts[i] = Netting.receivedOf(claims[i], paid, c.short) - Netting.receivedOf(claims[i], c.paid, c.short);
            if (amounts[i] != 0) emit ClaimReceived(cycle, debtor, creditors[i], amounts[i].toUint64());
        }
    }

    /// The member's position in the cycle, for a debt to be added. Whoever has none in it yet must be a member: closing asks members only.
    function _inCycle(
        ParticipantId member,
        CycleId cycle
    ) private returns (Position storage p, uint56 owes, uint56 owed) {
        p = _positions[member];
        CycleId last;
        (last, owes, owed) = (p.cycle, p.owes, p.owed);
        if (last != cycle) {
            (owes, owed) = (0, 0);
            (p.cycle, p.owes, p.owed) = (cycle, 0, 0);
        }
        if (owes == 0 && owed == 0) programmes.requireMember(member);
    }

    /// Lets an issuer grant, or stops it.
    function _updateStop(ParticipantId member) private {
        (uint8 set, uint8 clear) = isGuaranteed(member) ? (0, Stops.CLEARING) : (Stops.CLEARING, 0);
        _stop(programmes.coveredOf(member), set, clear);
    }

    function _stop(ProgrammeId programme, uint8 set, uint8 clear) private {
        if (ProgrammeId.unwrap(programme) != 0) ledger.setStops(programme, set, clear);
    }

    /// Pays out of the purse whoever gets anything.
    function _pay(ParticipantId[] memory members, uint256[] memory amounts) private {
        uint256 count;
        for (uint256 i; i < amounts.length; ++i) {
            if (amounts[i] != 0) ++count;
        }
        if (count == 0) return;
        ParticipantId[] memory payees = new ParticipantId[](count);
        uint256[] memory payments = new uint256[](count);
        for (uint256 i = amounts.length; i > 0;) {
            --i;
            if (amounts[i] == 0) continue;
            --count;
            (payees[count], payments[count]) = (members[i], amounts[i]);
        }
        money.transferFromMany(address(this), payees, payments);
    }

    /// All members with their positions in the running cycle, in the order of their numbers.
    function _open(CycleId cycle) private view returns (Closing memory c) {
        c.members = programmes.members();
        c.positions = new Netting.Position[](c.members.length);
        for (uint256 i; i < c.members.length; ++i) {
            Position memory kept = _positions[c.members[i]];
            Netting.Position memory p = c.positions[i];
            p.deposit = kept.deposit;
            if (kept.cycle == cycle) (p.owes, p.owed) = (kept.owes, kept.owed);
        }
    }

    /// What net debtors want of their reserves; nothing of anybody else's.
    function _wanted(Closing memory c) private view returns (uint64[] memory wanted) {
        uint256 count = c.members.length;
        c.programmes = new ProgrammeId[](count);
        wanted = new uint64[](count);
        for (uint256 i; i < count; ++i) {
            Netting.Position memory p = c.positions[i];
            if (!_isDebtor(p)) continue;
            c.programmes[i] = programmes.coveredOf(c.members[i]);
            wanted[i] = (p.owes - p.owed).toUint64();
        }
    }

    /// Claims on a debtor, of which something may be left to pay.
    function _openClaims(CycleId cycle, ParticipantId debtor) private view returns (Claims memory c) {
        (c.place, c.short) = _shortOf(cycle, debtor);
        if (c.short == 0) revert PointsClaimUnknown(cycle, debtor);
        c.paid = paidOf[cycle][debtor];
    }

    /// Claims on the debtor at a place of a cycle's.
    function _claims(CycleId cycle, uint256 place) private view returns (uint64[] memory) {
        Losses memory all = lossesOf(cycle);
        return Netting.claimsOn(all.losses, all.shorts, place);
    }

    /// What a debtor left unpaid of a cycle, and its place among those that did.
    function _shortOf(CycleId cycle, ParticipantId debtor) private view returns (uint256 place, uint64 short) {
        Unpaid storage u = _unpaid[cycle];
        for (; place < u.debtors.length; ++place) {
            if (u.debtors[place] == debtor) return (place, u.fen[place]);
        }
    }

    function _hasPosition(Netting.Position memory p) private pure returns (bool) {
        return p.owes != 0 || p.owed != 0;
    }

    /// Owes more than it is owed.
    function _isDebtor(Netting.Position memory p) private pure returns (bool) {
        return p.owes > p.owed;
    }
}
