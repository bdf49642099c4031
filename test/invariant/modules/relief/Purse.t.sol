// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {NOBODY} from "../../../../contracts/kernel/types/Ids.sol";
import {IReliefFunds} from "../../../../contracts/modules/relief/interfaces/IReliefFunds.sol";
import {IReliefPayouts} from "../../../../contracts/modules/relief/interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "../../../../contracts/modules/relief/interfaces/IReliefProgrammes.sol";
import {
    AreaCode,
    BenefitId,
    FundId,
    HouseholdId,
    HouseholdStatus,
    LotId,
    lotOf,
    OfficerId,
    PayoutId,
    ProgrammeId,
    ProjectId,
    Purpose,
    Role,
    Source
} from "../../../../contracts/modules/relief/types/ReliefTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {KernelFixture} from "../../../utils/KernelFixture.sol";
import {MemberActs} from "../../../utils/MemberActs.sol";
import {ReliefFixture} from "../../../utils/ReliefFixture.sol";

/// @notice An authority with three programmes, donors, buyers, two payout banks and a builder: money comes in, is allocated, paid out in lines and at
/// once, answered for or not, given back and, at the programmes' end, returned or carried over, while days pass. Each act is measured by what it
/// makes of everybody's money; hostile members, and one who is nobody, try what is others'.
contract PurseHandler is ReliefFixture, MemberActs {
    uint64 private constant PROGRAMME_BUDGET = 60_000;
    uint64 private constant TARGET = 25_000;
    uint64 private constant MINIMUM = 5;
    uint256 private constant HOUSEHOLDS = 6;
    uint256 private constant PERIODS = 3;
    /// Days of a programme, and programmes of a run: when they have ended, others begin.
    uint256 private constant TERM = 60;
    uint256 private constant MAX_FUNDS = 60;
    /// So that whole books can be gone through.
    uint256 private constant MAX_LOTS = 16;
    uint256 private constant MAX_PAYOUTS = 50;
    Purpose private constant PURPOSE = Purpose.wrap("LIVING");
    Purpose private constant NO_PURPOSE = Purpose.wrap(0);
    LotId private constant NO_LOT = LotId.wrap(0);

    address private immutable _outsider;
    /// What the purse should hold: what was seen to go in, less what was seen to go out.
    uint256 private _purse;
    uint32 private _projects;
    /// Fen that were seen to leave for a project's payouts, less what came back.
    mapping(ProjectId project => uint256) private _paid;
    mapping(ProgrammeId programme => BenefitId) private _benefitOf;
    /// Households that have had a period, or have it open.
    mapping(bytes32 claim => bool) private _served;

    /// On its own kernel when none is given.
    constructor(Kernel memory given) {
        useKernel(given);
        deployRelief();
        _outsider = makeAddr("outsider");
        for (uint256 i; i < MEMBERS; ++i) {
            approveMoney(i, address(funds), type(uint256).max);
        }
        _plan();
        _found();
    }

    // Money in

    function give(uint256 seed, uint256 amount, uint256 by) external {
        FundId fund = _fund(seed, _isOpenForMoney);
        if (FundId.unwrap(fund) == 0) return _found();
        IReliefFunds.Fund memory f = funds.fundInfo(fund);
        uint256 giver = f.kind == IReliefFunds.FundKind.Budget ? AUTHORITY : by % MEMBERS;
        uint64 fen = uint64(bound(amount, MINIMUM, 2_000));
        bytes32 name = "donate";
        bytes memory data = abi.encodeCall(funds.donate, (fund, fen, by % 2 == 0, bytes32(++serial)));
        if (f.kind == IReliefFunds.FundKind.Budget) {
            name = "appropriate";
            data = abi.encodeCall(funds.appropriate, (fund, fen, bytes32(++serial)));
        } else if (by % 3 == 0) {
            (name, giver) = ("donateBatch", PLATFORM);
            data = abi.encodeCall(funds.donateBatch, (fund, fen, PROOF, 9, bytes32(++serial)));
        }
        uint256[] memory expected = _balances();
        if (!_try(name, giver, address(funds), data)) return _expect(expected);
        _expectMoved(expected, giver, MEMBERS, fen);
        // Above target or budget nothing comes in (X-42).
        demand(funds.fundInfo(fund).received <= f.target, "X-42: more than the target came in");
    }

    function order(uint256 seed, uint256 amount, uint256 by) external {
        ProjectId project = _project(seed, _takesOrders);
        if (ProjectId.unwrap(project) == 0) return;
        uint256 buyer = by % MEMBERS;
        uint64 fen = uint64(bound(amount, 1, 2_000));
        uint256[] memory expected = _balances();
        bytes memory data = abi.encodeCall(
            funds.receiveOrder,
            (project, members[buyer].wallet, fen, bytes32(++serial))
        );
        if (!_tryAsPart("order", address(funds), data)) return _expect(expected);
        _expectMoved(expected, buyer, MEMBERS, fen);
    }

    // Projects

    function allocate(uint256 seed, uint256 amount) external {
        ProjectId project = _project(seed, _canGetMoney);
        if (ProjectId.unwrap(project) == 0) return;
        uint64 free = funds.freeOf(funds.accountInfo(project).fund);
        // Now and then a fen too much (X-42).
        if (amount % 8 == 0) {
            bytes memory tooMuch = abi.encodeCall(funds.allocate, (project, free + 1));
            return
                noteAttack("allocateAboveFree", callAs(AUTHORITY, address(funds), tooMuch), "X-42: above what is free");
        }
        uint256[] memory expected = _balances();
        uint64 fen = uint64(bound(amount, 1, free));
        _try("allocate", AUTHORITY, address(funds), abi.encodeCall(funds.allocate, (project, fen)));
        _expect(expected);
    }

    function deallocate(uint256 seed, uint256 amount) external {
        // Rather money for which its givers wait.
        ProjectId project = _project(seed, _keepsMoney);
        if (ProjectId.unwrap(project) == 0) project = _project(seed, _canGiveMoney);
        if (ProjectId.unwrap(project) == 0) return;
        uint64 free = funds.freeOfProject(project);
        uint64 fen = uint64(_keepsMoney(project) ? free : bound(amount, 1, free));
        uint256 by = dayNow() > _endOf(project) ? amount % MEMBERS : AUTHORITY;
        _try("deallocate", by, address(funds), abi.encodeCall(funds.deallocate, (project, fen)));
    }

    // Payouts

    function payLines(uint256 seed, uint256 amount, uint256 period, uint256 lines) external {
        ProjectId project = _project(seed, _canPayGifts);
        if (ProjectId.unwrap(project) == 0 || payouts.payoutCount() >= MAX_PAYOUTS) return;
        ProgrammeId programme = _programmeOf(project);
        IReliefPayouts.Draft memory d = _draft(IReliefPayouts.PayoutKind.Bank, project, PAYOUT_BANK + (lines % BANKS));
        d.benefit = _benefitOf[programme];
        d.period = uint16(period % PERIODS);
        (uint32[] memory numbers, uint64[] memory fen) = _lines(lines, amount, funds.freeOfProject(project));
        bool isServed;
        for (uint256 i; i < numbers.length; ++i) {
            if (_served[_claim(d.benefit, d.period, numbers[i])]) isServed = true;
        }
        bool done = _create(isServed ? bytes32("payTwice") : bytes32("payLines"), isServed, d, numbers, fen);
        demand(!done || !isServed, "X-41: a period was paid twice");
        for (uint256 i; done && i < numbers.length; ++i) {
            _served[_claim(d.benefit, d.period, numbers[i])] = true;
        }
    }

    function payAtOnce(uint256 seed, uint256 amount) external {
        ProjectId project = _project(seed, _canPayGifts);
        if (ProjectId.unwrap(project) == 0 || payouts.payoutCount() >= MAX_PAYOUTS) return;
        IReliefPayouts.Draft memory d = _draft(IReliefPayouts.PayoutKind.Milestone, project, BUILDER);
        uint64[] memory fen = new uint64[](1);
        fen[0] = uint64(bound(amount, 1, funds.freeOfProject(project)));
        _create("payAtOnce", false, d, new uint32[](0), fen);
    }

    function share(uint256 seed, uint256 amount, uint256 lines) external {
        LotId lot = _lot(seed, _isOfOrders);
        if (lot.isNoLot() || payouts.payoutCount() >= MAX_PAYOUTS) return;
        ProjectId project = funds.lotInfo(lot).project;
        bool isMargin = lines % 3 == 0;
        IReliefPayouts.Draft memory d = _draft(
            isMargin ? IReliefPayouts.PayoutKind.Margin : IReliefPayouts.PayoutKind.Share,
            project,
            isMargin ? BUILDER : PAYOUT_BANK
        );
        d.lot = lot;
        (uint32[] memory numbers, uint64[] memory fen) = _lines(lines, amount, _leftOf(lot));
        if (isMargin) {
            numbers = new uint32[](0);
            uint64 whole = fen[0];
            fen = new uint64[](1);
            fen[0] = whole;
        }
        _create(isMargin ? bytes32("margin") : bytes32("share"), false, d, numbers, fen);
    }

    /// The bank has paid the next lines, but for those whose bits say that they failed.
    function answer(uint256 seed, uint256 count, uint256 fails) external {
        PayoutId payout = _payout(seed, _isWaiting);
        if (PayoutId.unwrap(payout) == 0) return;
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        uint16 to = uint16(bound(count, p.answered + 1, p.lines));
        uint16[] memory failed = new uint16[](to - p.answered);
        uint256 length;
        uint256 due;
        for (uint16 line = p.answered; line < to; ++line) {
            (, , uint64 fen, ) = payouts.lineInfo(payout, line);
            if ((fails >> line) % 4 == 0) failed[length++] = line;
            else due += fen;
        }
        assembly ("memory-safe") {
            mstore(failed, length)
        }
        uint256[] memory expected = _balances();
        uint256 bank = _indexOf(p);
        if (!_try("answer", bank, address(payouts), abi.encodeCall(payouts.answer, (payout, to, PROOF, failed))))
            return;
        for (uint256 i; i < length; ++i) {
            _unserve(payout, p, failed[i]);
        }
        _expectPaid(expected, p.project, bank, due);
    }

    function returnOverdue(uint256 seed, uint256 count, uint256 by) external {
        PayoutId payout = _payout(seed, _isOverdue);
        if (PayoutId.unwrap(payout) == 0) return;
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        uint16 to = uint16(bound(count, p.answered + 1, p.lines));
        uint256[] memory expected = _balances();
        bytes memory data = abi.encodeCall(payouts.returnOverdue, (payout, to));
        if (!_try("returnOverdue", by % MEMBERS, address(payouts), data)) return;
        for (uint16 line = p.answered; line < to; ++line) {
            _unserve(payout, p, line);
        }
        _expect(expected);
    }

    function giveBack(uint256 seed, uint256 which, uint256 amount) external {
        PayoutId payout = _payout(seed, _isPaid);
        if (PayoutId.unwrap(payout) == 0) return;
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        uint16 line;
        uint64 fen;
        if (p.lines == 0) {
            fen = uint64(bound(amount, 1, p.paid - p.returned));
        } else {
            line = _paidLine(payout, p, which);
            if (line == type(uint16).max) return;
            (, , fen, ) = payouts.lineInfo(payout, line);
        }
        uint256[] memory expected = _balances();
        uint256 payee = _indexOf(p);
        bytes memory data = abi.encodeCall(payouts.giveBack, (payout, line, fen, PROOF));
        if (!_try("giveBack", payee, address(payouts), data)) return;
        if (p.lines > 0) _unserve(payout, p, line);
        _paid[p.project] -= fen;
        _expectMoved(expected, payee, MEMBERS, fen);
        if (p.lines == 0) return;
        noteAttack("giveBackTwice", callAs(payee, address(payouts), data), "X-42: a recovery was credited twice");
    }

    // Leftovers

    function returnOrder(uint256 seed) external {
        LotId lot = _lot(seed, _isOfOrders);
        if (lot.isNoLot() || seed % 2 == 0) return;
        uint64 left = _leftOf(lot);
        uint64 kept = seed % 3 == 0 ? left / 2 : 0;
        uint256[] memory expected = _balances();
        bytes memory data = abi.encodeCall(funds.returnOrder, (funds.lotInfo(lot).project, lot, kept));
        if (!_tryAsPart("returnOrder", address(funds), data)) return;
        _expectMoved(expected, MEMBERS, _giverOf(lot), left - kept);
    }

    function announce(uint256 seed) external {
        FundId fund = _fund(seed, _canBeAnnounced);
        if (FundId.unwrap(fund) == 0) return;
        _try("announce", AUTHORITY, address(funds), abi.encodeCall(funds.announceLeftover, (fund)));
    }

    /// Gives back or carries over, whichever it must be.
    function leave(uint256 seed, uint256 by) external {
        LotId lot = _lot(seed, _isLeft);
        if (lot.isNoLot()) return;
        LotId[] memory lots = new LotId[](1);
        lots[0] = lot;
        uint256 left = _leftOf(lot);
        uint256[] memory expected = _balances();
        if (callAs(by % MEMBERS, address(funds), abi.encodeCall(funds.carryOver, (lots)))) {
            note("carryOver", true);
            return _expect(expected);
        }
        // Whoever sends it back, but its giver: nothing of it is the sender's.
        uint256 giver = _giverOf(lot);
        uint256 sender = (giver + 1 + (by % (MEMBERS - 1))) % MEMBERS;
        if (!_try("returnLot", sender, address(funds), abi.encodeCall(funds.returnLots, (lots)))) return;
        _expectMoved(expected, MEMBERS, giver, left);
    }

    function pass(uint256 count) external {
        skip(bound(count, 0, 9) * 1 days + 1 hours);
        note("pass", true);
    }

    // Who may not

    /// A member without the right to it, or somebody who is nobody.
    function attack(uint256 seed, uint256 by, uint256 how, uint256 victim) external {
        uint256[] memory expected = _balances();
        address attacker = by % 5 == 0 ? _outsider : members[by % BANK].wallet;
        address prey = members[victim % MEMBERS].wallet;
        ProjectId project = _project(seed, _isAnyProject);
        PayoutId payout = _payout(seed, _isAnyPayout);
        LotId lot = _lot(seed, _isAnyFund);
        // What is set aside for others would be there to be taken.
        ProjectId rich = _project(seed, _hasOpenMoney);
        if (ProjectId.unwrap(rich) != 0 && how % 3 == 0) {
            bytes memory theft = abi.encodeCall(funds.pay, (rich, payout, NOBODY, attacker, 1));
            vm.prank(attacker);
            (bool stolen, ) = address(funds).call(theft);
            noteAttack("payToOneself", stolen, "P-8: somebody took what is set aside for others");
            return _expect(expected);
        }
        (address target, bytes memory data) = _stolen(how % 12, attacker, prey, project, payout, lot);
        if (target == address(0)) (target, data) = _usurped(how % 8, project, payout, lot);
        vm.prank(attacker);
        (bool done, ) = target.call(data);
        noteAttack("attack", done, "P-8: somebody did what only others may");
        _expect(expected);
    }

    /// Money of the purse, or of whom allows it to take some, by the ways that only parts may go.
    function _stolen(
        uint256 how,
        address attacker,
        address prey,
        ProjectId project,
        PayoutId payout,
        LotId lot
    ) private view returns (address, bytes memory) {
        address purse = address(funds);
        if (how == 0) return (purse, abi.encodeCall(funds.pay, (project, payout, NOBODY, attacker, 1)));
        if (how == 1) return (purse, abi.encodeCall(funds.recover, (project, payout, NOBODY, prey, 0, 1)));
        if (how == 2) return (purse, abi.encodeCall(funds.restore, (project, payout, 0, 1)));
        if (how == 3) return (purse, abi.encodeCall(funds.draw, (project, payout, lot, 0, 1)));
        if (how == 4) return (purse, abi.encodeCall(funds.receiveOrder, (project, prey, 1, PROOF)));
        if (how == 5) return (purse, abi.encodeCall(funds.returnOrder, (project, lot, 0)));
        if (how == 6) return (address(money), abi.encodeCall(money.transferFrom, (purse, attacker, 1)));
        if (how == 7) return (address(money), abi.encodeCall(money.transfer, (purse, 1)));
        return (address(0), "");
    }

    /// Acts of the authority, of a bank, of a platform.
    function _usurped(
        uint256 how,
        ProjectId project,
        PayoutId payout,
        LotId lot
    ) private view returns (address, bytes memory) {
        FundId fund = lot.fundOf();
        if (how == 0) return (address(funds), abi.encodeCall(funds.allocate, (project, 1)));
        if (how == 1) return (address(funds), abi.encodeCall(funds.appropriate, (fund, MINIMUM, PROOF)));
        if (how == 2) return (address(funds), abi.encodeCall(funds.donateBatch, (fund, MINIMUM, PROOF, 1, PROOF)));
        if (how == 3) return (address(funds), abi.encodeCall(funds.openAccount, (project, fund, 1)));
        if (how == 4) return (address(payouts), abi.encodeCall(payouts.answer, (payout, 1, PROOF, new uint16[](0))));
        if (how == 5) return (address(payouts), abi.encodeCall(payouts.giveBack, (payout, 0, 1, PROOF)));
        IReliefPayouts.Draft memory d;
        d.project = project;
        if (how == 6) return (address(payouts), abi.encodeCall(payouts.create, (d, new uint32[](0), new uint64[](1))));
        return (
            address(households),
            abi.encodeCall(households.ungrant, (ProgrammeId.wrap(1), _two(1), new uint64[](2)))
        );
    }

    // What must hold

    /// After each act: breaches so far, the purse, and the programmes' figures.
    function check() external view returns (string memory) {
        if (bytes(breach).length > 0) return breach;
        if (money.balanceOf(address(funds)) != _purse)
            return "K-6: the purse holds another sum than went in and not out";
        uint256 kept;
        for (uint32 i = 1; i <= funds.fundCount(); ++i) {
            IReliefFunds.Fund memory f = funds.fundInfo(FundId.wrap(i));
            if (f.received > f.target) return "X-42: a fund is above its target";
            if (f.drawn > f.allocated || f.allocated + f.returned > f.received)
                return "P-1: a fund gave more than it has";
            kept += f.received - f.returned;
        }
        for (uint32 i = 1; i <= _projects; ++i) {
            IReliefFunds.Account memory a = funds.accountInfo(ProjectId.wrap(i));
            if (a.paid + a.open > a.allocated) return "P-1: a project pays more than it has";
            if (a.paid != _paid[ProjectId.wrap(i)]) return "P-1: paid is not what was seen to go out";
            kept -= a.paid;
        }
        return kept == _purse ? "" : "K-6: the purse holds another sum than its books say";
    }

    /// At the end: the whole books.
    function checkAll() external view returns (string memory wrong) {
        for (uint32 i = 1; i <= programmes.programmeCount(); ++i) {
            wrong = _checkProgramme(ProgrammeId.wrap(i));
            if (bytes(wrong).length > 0) return wrong;
        }
        for (uint32 i = 1; i <= funds.fundCount(); ++i) {
            wrong = _checkFund(FundId.wrap(i));
            if (bytes(wrong).length > 0) return wrong;
        }
        for (uint32 i = 1; i <= payouts.payoutCount(); ++i) {
            wrong = _checkPayout(PayoutId.wrap(i));
            if (bytes(wrong).length > 0) return wrong;
        }
        for (uint32 i = 1; i <= _projects; ++i) {
            wrong = _checkProject(ProjectId.wrap(i));
            if (bytes(wrong).length > 0) return wrong;
        }
    }

    /// P-1: a programme's figures are the sums over its funds; X-42: what it keeps is within its budget.
    function _checkProgramme(ProgrammeId programme) private view returns (string memory) {
        (uint256 received, uint256 allocated, uint256 free, uint256 returned) = funds.figuresOf(programme);
        if (received != allocated + free + returned) return "P-1: in is not allocated, free and returned";
        if (received - returned > PROGRAMME_BUDGET) return "X-42: a programme has more than its budget";
        FundId[] memory list = funds.fundsOf(programme);
        for (uint256 i; i < list.length; ++i) {
            IReliefFunds.Fund memory f = funds.fundInfo(list[i]);
            (received, allocated) = (received - f.received, allocated - f.allocated);
            (free, returned) = (free - funds.freeOf(list[i]), returned - f.returned);
        }
        return
            received + allocated + free + returned == 0 ? "" : "P-1: a programme's figures are not those of its funds";
    }

    /// P-6: lots are the fund's money; each has spent what uses say, and no fen twice.
    function _checkFund(FundId fund) private view returns (string memory) {
        IReliefFunds.Fund memory f = funds.fundInfo(fund);
        uint256[4] memory sums;
        uint256[] memory used = _usedOf(fund, f.lots);
        for (uint32 n = 1; n <= f.lots; ++n) {
            IReliefFunds.Lot memory entry = funds.lotInfo(lotOf(fund, n));
            if (uint256(entry.spent) + entry.returned > entry.amount) return "P-6: a lot is spent more than once";
            if (entry.spent != used[n]) return "P-6: a lot has spent what no payout has used";
            sums[0] += entry.amount;
            sums[1] += entry.spent;
            sums[2] += entry.returned;
        }
        if (sums[0] != f.received || sums[1] != f.drawn || sums[2] != f.returned) return "P-6: lots are not their fund";
        for (uint32 i = 1; i <= _projects; ++i) {
            IReliefFunds.Account memory a = funds.accountInfo(ProjectId.wrap(i));
            if (FundId.unwrap(a.fund) == FundId.unwrap(fund)) sums[3] += a.allocated;
        }
        return sums[3] == f.allocated ? "" : "P-1: a fund's projects have not what it allocated";
    }

    /// By number of the fund's lots, what payouts have used of them.
    function _usedOf(FundId fund, uint256 lots) private view returns (uint256[] memory used) {
        used = new uint256[](lots + 1);
        for (uint32 i = 1; i <= payouts.payoutCount(); ++i) {
            IReliefFunds.Use[] memory uses = funds.usesOf(PayoutId.wrap(i), 0, NONE);
            for (uint256 j; j < uses.length; ++j) {
                if (FundId.unwrap(uses[j].lot.fundOf()) != FundId.unwrap(fund)) continue;
                used[uses[j].lot.lotNumber()] += uses[j].amount - uses[j].restored;
            }
        }
    }

    /// P-6: uses follow each other from the payout's first fen to its last drawn, and lines that went back are what was restored of each.
    function _checkPayout(PayoutId payout) private view returns (string memory) {
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        IReliefFunds.Use[] memory uses = funds.usesOf(payout, 0, NONE);
        uint256 next;
        uint256 restored;
        for (uint256 i; i < uses.length; ++i) {
            if (uses[i].start != next) return "P-6: a payout's fen are paid by no lot, or by two";
            next += uses[i].amount;
            restored += uses[i].restored;
            if (_backOf(payout, p, uses[i].start, next) != uses[i].restored)
                return "P-6: fen are back in another's lot";
        }
        if (next != p.drawn || restored != p.returned) return "P-6: uses are not what the payout drew and gave back";
        return p.paid <= p.drawn && p.drawn <= p.total ? "" : "P-6: a payout paid more than it drew";
    }

    /// Fen of [start, end) that have gone back.
    function _backOf(
        PayoutId payout,
        IReliefPayouts.Payout memory p,
        uint256 start,
        uint256 end
    ) private view returns (uint256 back) {
        if (p.lines == 0) return _overlap(start, end, 0, p.returned);
        for (uint16 line; line < p.lines; ++line) {
            (, uint64 from, uint64 fen, IReliefPayouts.LineStatus status) = payouts.lineInfo(payout, line);
            bool isBack = status == IReliefPayouts.LineStatus.Returned || status == IReliefPayouts.LineStatus.GivenBack;
            if (isBack) back += _overlap(start, end, from, from + fen);
        }
    }

    function _overlap(uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (uint256) {
        uint256 from = a > c ? a : c;
        uint256 to = b < d ? b : d;
        return to > from ? to - from : 0;
    }

    /// P-1: what is open and paid of a project is what its payouts' lines say.
    function _checkProject(ProjectId project) private view returns (string memory) {
        uint256 open;
        uint256 paid;
        for (uint32 i = 1; i <= payouts.payoutCount(); ++i) {
            IReliefPayouts.Payout memory p = payouts.payoutInfo(PayoutId.wrap(i));
            if (ProjectId.unwrap(p.project) != ProjectId.unwrap(project)) continue;
            if (p.lines == 0) paid += p.paid - p.returned;
            for (uint16 line; line < p.lines; ++line) {
                (, , uint64 fen, IReliefPayouts.LineStatus status) = payouts.lineInfo(PayoutId.wrap(i), line);
                if (status == IReliefPayouts.LineStatus.Open) open += fen;
                if (status == IReliefPayouts.LineStatus.Paid) paid += fen;
            }
        }
        IReliefFunds.Account memory a = funds.accountInfo(project);
        return a.open == open && a.paid == paid ? "" : "P-1: a project's account is not its payouts'";
    }

    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](23);
        for (uint256 i; i < 3; ++i) {
            list[i] = this.give.selector;
            list[3 + i] = this.payLines.selector;
        }
        for (uint256 i; i < 2; ++i) {
            list[6 + i] = this.allocate.selector;
            list[8 + i] = this.answer.selector;
            list[10 + i] = this.leave.selector;
        }
        list[12] = this.order.selector;
        list[13] = this.share.selector;
        list[14] = this.payAtOnce.selector;
        list[15] = this.returnOverdue.selector;
        list[16] = this.giveBack.selector;
        list[17] = this.deallocate.selector;
        list[18] = this.pass.selector;
        list[19] = this.attack.selector;
        list[20] = this.announce.selector;
        list[21] = this.returnOrder.selector;
        list[22] = this.deallocate.selector;
    }

    // Beginnings

    /// Programmes with their funds, projects and households.
    function _found() private {
        if (funds.fundCount() >= MAX_FUNDS) return;
        ProgrammeId fiscal = _newProgramme(Source.Fiscal);
        ProgrammeId social = _newProgramme(Source.Social);
        ProgrammeId other = _newProgramme(Source.Social);
        vm.startPrank(members[AUTHORITY].wallet);
        FundId line = funds.openBudget(fiscal, PURPOSE, TARGET, PROOF);
        FundId last = _newCampaign(other, TERM, FundId.wrap(0));
        FundId similar = _newCampaign(social, TERM / 4, last);
        FundId own = _newCampaign(social, TERM / 3, FundId.wrap(0));
        FundId produce = funds.openProduce(social, PURPOSE, TARGET, PROOF);
        vm.stopPrank();
        FundId[5] memory all = [line, last, similar, own, produce];
        for (uint256 i; i < all.length; ++i) {
            funds.openAccount(ProjectId.wrap(++_projects), all[i], TARGET / 2);
            funds.openAccount(ProjectId.wrap(++_projects), all[i], TARGET);
        }
    }

    function _newProgramme(Source source) private returns (ProgrammeId programme) {
        AreaCode[] memory areas = new AreaCode[](1);
        areas[0] = COUNTY;
        Purpose[] memory purposes = new Purpose[](1);
        purposes[0] = PURPOSE;
        IReliefProgrammes.Rules memory rules;
        (rules.noticeDays, rules.receiptDays, rules.minimumLot) = (5, 4, MINIMUM);
        IReliefProgrammes.Benefit memory terms;
        (terms.kind, terms.months, terms.purpose) = (IReliefProgrammes.BenefitKind.Transfer, 1, PURPOSE);
        vm.startPrank(members[AUTHORITY].wallet);
        Day start = Day.wrap(uint32(dayNow()));
        programme = programmes.createProgramme(
            source,
            start,
            start.plus(TERM),
            PROGRAMME_BUDGET,
            rules,
            areas,
            purposes,
            PROOF
        );
        for (uint256 i; i < BANKS; ++i) {
            programmes.setRole(programme, members[PAYOUT_BANK + i].id, Role.PayoutBank, NO_PURPOSE, true);
        }
        programmes.setRole(programme, members[PLATFORM].id, Role.Platform, NO_PURPOSE, true);
        terms.programme = programme;
        _benefitOf[programme] = programmes.defineBenefit(terms);
        vm.stopPrank();
        for (uint256 i; i < HOUSEHOLDS; ++i) {
            bytes32 commitment = keccak256(abi.encode(programme, i));
            (HouseholdId household, ) = households.enter(programme, commitment, VILLAGE, 1, members[PAYOUT_BANK].id);
            households.setStatus(household, HouseholdStatus.Proposed, HouseholdStatus.Registered);
        }
    }

    function _newCampaign(ProgrammeId programme, uint256 term, FundId successor) private returns (FundId) {
        Day start = Day.wrap(uint32(dayNow()));
        return
            funds.openCampaign(
                programme,
                PURPOSE,
                TARGET,
                members[PLATFORM].id,
                start,
                start.plus(term),
                FundId.unwrap(successor) == 0 ? IReliefFunds.Leftover.Return : IReliefFunds.Leftover.Similar,
                successor,
                PROOF
            );
    }

    function _plan() private {
        bytes32[22] memory acts = [
            bytes32("donate"),
            "appropriate",
            "donateBatch",
            "order",
            "allocate",
            "allocateAboveFree",
            "deallocate",
            "payLines",
            "payTwice",
            "payAtOnce",
            "share",
            "margin",
            "answer",
            "returnOverdue",
            "giveBack",
            "giveBackTwice",
            "returnOrder",
            "announce",
            "carryOver",
            "returnLot",
            "attack",
            "payToOneself"
        ];
        for (uint256 i; i < acts.length; ++i) {
            plan(acts[i]);
        }
    }

    // How acts are tried and measured

    function _try(bytes32 name, uint256 by, address target, bytes memory data) private returns (bool done) {
        done = callAs(by, target, data);
        note(name, done);
    }

    /// As the part for which this contract stands.
    function _tryAsPart(bytes32 name, address target, bytes memory data) private returns (bool done) {
        (done, ) = target.call(data);
        note(name, done);
    }

    /// A payout with its households' grants, in one transaction; from here only.
    function create(IReliefPayouts.Draft calldata d, uint32[] calldata numbers, uint64[] calldata fen) external {
        require(msg.sender == address(this), "only from here");
        if (numbers.length > 0) {
            households.grant(d.programme, COUNTY, 0, NOBODY, Day.wrap(0), numbers, fen);
        }
        payouts.create(d, numbers, fen);
    }

    function _create(
        bytes32 name,
        bool isAttack,
        IReliefPayouts.Draft memory d,
        uint32[] memory numbers,
        uint64[] memory fen
    ) private returns (bool done) {
        uint256[] memory expected = _balances();
        (done, ) = address(this).call(abi.encodeCall(this.create, (d, numbers, fen)));
        note(name, done != isAttack);
        if (!done) {
            _expect(expected);
            return false;
        }
        PayoutId payout = PayoutId.wrap(payouts.payoutCount());
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        _expectPaid(expected, d.project, numbers.length == 0 ? _indexOf(p) : MEMBERS, p.paid);
        if (d.lot.isNoLot()) _demandOldestFirst(payout);
    }

    /// P-6: of the lots before the last that a payout uses nothing is left.
    function _demandOldestFirst(PayoutId payout) private {
        IReliefFunds.Use[] memory uses = funds.usesOf(payout, 0, NONE);
        LotId last = uses[uses.length - 1].lot;
        for (uint32 n = 1; n < last.lotNumber(); ++n) {
            demand(_leftOf(lotOf(last.fundOf(), n)) == 0, "P-6: a younger lot was used before an older one");
        }
    }

    /// Of all members, and last of the purse.
    function _balances() private view returns (uint256[] memory list) {
        list = new uint256[](MEMBERS + 1);
        for (uint256 i; i < MEMBERS; ++i) {
            list[i] = money.balanceOf(members[i].wallet);
        }
        list[MEMBERS] = _purse;
    }

    function _expect(uint256[] memory expected) private {
        for (uint256 i; i < MEMBERS; ++i) {
            demand(
                money.balanceOf(members[i].wallet) == expected[i],
                "P-8: money went to somebody else, or another sum"
            );
        }
        demand(money.balanceOf(address(funds)) == expected[MEMBERS], "K-6: the purse's money moved otherwise");
    }

    function _expectMoved(uint256[] memory expected, uint256 from, uint256 to, uint256 amount) private {
        expected[from] -= amount;
        expected[to] += amount;
        _purse = expected[MEMBERS];
        _expect(expected);
    }

    function _expectPaid(uint256[] memory expected, ProjectId project, uint256 payee, uint256 amount) private {
        _paid[project] += amount;
        _expectMoved(expected, MEMBERS, payee, amount);
    }

    function _claim(BenefitId benefit, uint16 period, uint32 number) private pure returns (bytes32) {
        return keccak256(abi.encode(benefit, period, number));
    }

    function _unserve(PayoutId payout, IReliefPayouts.Payout memory p, uint16 line) private {
        if (BenefitId.unwrap(p.benefit) == 0) return;
        (HouseholdId household, , , ) = payouts.lineInfo(payout, line);
        _served[_claim(p.benefit, p.period, household.numberOf())] = false;
    }

    // What there is to act on

    function _draft(
        IReliefPayouts.PayoutKind kind,
        ProjectId project,
        uint256 payee
    ) private view returns (IReliefPayouts.Draft memory d) {
        d.kind = kind;
        d.programme = _programmeOf(project);
        d.project = project;
        d.payee = members[payee].id;
        d.officer = OfficerId.wrap(0);
    }

    /// Up to four households in ascending order, and what each gets of at most `most`.
    function _lines(
        uint256 seed,
        uint256 amount,
        uint64 most
    ) private pure returns (uint32[] memory numbers, uint64[] memory fen) {
        uint256 count = 1 + (seed % 4);
        if (count > most) count = 1;
        uint256 first = 1 + ((seed >> 8) % (HOUSEHOLDS - count + 1));
        numbers = new uint32[](count);
        fen = new uint64[](count);
        for (uint256 i; i < count; ++i) {
            numbers[i] = uint32(first + i);
            fen[i] = uint64(bound(amount >> (i * 16), 1, most / count));
        }
    }

    function _two(uint32 number) private pure returns (uint32[] memory numbers) {
        numbers = new uint32[](2);
        (numbers[0], numbers[1]) = (number, number + 1);
    }

    function _fund(uint256 seed, function(FundId) view returns (bool) fits) private view returns (FundId) {
        uint256 count = funds.fundCount();
        for (uint256 i; i < count; ++i) {
            FundId fund = FundId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (fits(fund)) return fund;
        }
        return FundId.wrap(0);
    }

    function _project(uint256 seed, function(ProjectId) view returns (bool) fits) private view returns (ProjectId) {
        for (uint256 i; i < _projects; ++i) {
            ProjectId project = ProjectId.wrap(uint32(((seed % _projects) + i) % _projects) + 1);
            if (fits(project)) return project;
        }
        return ProjectId.wrap(0);
    }

    function _payout(uint256 seed, function(PayoutId) view returns (bool) fits) private view returns (PayoutId) {
        uint256 count = payouts.payoutCount();
        for (uint256 i; i < count; ++i) {
            PayoutId payout = PayoutId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (fits(payout)) return payout;
        }
        return PayoutId.wrap(0);
    }

    /// The next lot that has something left, of a fund that fits.
    function _lot(uint256 seed, function(FundId) view returns (bool) fits) private view returns (LotId) {
        uint256 count = funds.fundCount();
        for (uint256 i; i < count; ++i) {
            FundId fund = FundId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (!fits(fund)) continue;
            uint256 lots = funds.fundInfo(fund).lots;
            for (uint256 j; j < lots; ++j) {
                LotId lot = lotOf(fund, uint32((((seed >> 16) % lots) + j) % lots) + 1);
                if (_leftOf(lot) > 0) return lot;
            }
        }
        return NO_LOT;
    }

    function _isOpenForMoney(FundId fund) private view returns (bool) {
        IReliefFunds.Fund memory f = funds.fundInfo(fund);
        if (f.kind == IReliefFunds.FundKind.Produce || f.lots >= MAX_LOTS) return false;
        uint256 last = f.kind == IReliefFunds.FundKind.Campaign ? Day.unwrap(f.until) : _endOf(f.programme);
        return dayNow() <= last && uint256(f.received) + 2_000 <= f.target;
    }

    function _canBeAnnounced(FundId fund) private view returns (bool) {
        IReliefFunds.Fund memory f = funds.fundInfo(fund);
        return f.kind == IReliefFunds.FundKind.Campaign && f.noticeEnd.isNone() && dayNow() > Day.unwrap(f.until);
    }

    function _takesOrders(ProjectId project) private view returns (bool) {
        IReliefFunds.Account memory a = funds.accountInfo(project);
        IReliefFunds.Fund memory f = funds.fundInfo(a.fund);
        bool hasRoom = uint256(a.allocated) + 2_000 <= a.budget && uint256(f.received) + 2_000 <= f.target;
        return f.kind == IReliefFunds.FundKind.Produce && hasRoom && dayNow() <= _endOf(project) && f.lots < MAX_LOTS;
    }

    function _canGetMoney(ProjectId project) private view returns (bool) {
        IReliefFunds.Account memory a = funds.accountInfo(project);
        uint64 free = funds.freeOf(a.fund);
        bool isOpen = funds.fundInfo(a.fund).noticeEnd.isNone() && dayNow() <= _endOf(project);
        return isOpen && free > 0 && uint256(a.allocated) + free <= a.budget;
    }

    function _canGiveMoney(ProjectId project) private view returns (bool) {
        bool isOrders = funds.fundInfo(funds.accountInfo(project).fund).kind == IReliefFunds.FundKind.Produce;
        return !isOrders && funds.freeOfProject(project) > 0;
    }

    function _keepsMoney(ProjectId project) private view returns (bool) {
        if (!_canGiveMoney(project)) return false;
        bool isAnnounced = !funds.fundInfo(funds.accountInfo(project).fund).noticeEnd.isNone();
        return isAnnounced || dayNow() > _endOf(project);
    }

    function _canPayGifts(ProjectId project) private view returns (bool) {
        return _canGiveMoney(project) && dayNow() <= _endOf(project);
    }

    function _isWaiting(PayoutId payout) private view returns (bool) {
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        return p.status == IReliefPayouts.PayoutStatus.Open && dayNow() <= Day.unwrap(p.dueDay);
    }

    function _isOverdue(PayoutId payout) private view returns (bool) {
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        return p.status == IReliefPayouts.PayoutStatus.Open && dayNow() > Day.unwrap(p.dueDay);
    }

    function _isPaid(PayoutId payout) private view returns (bool) {
        IReliefPayouts.Payout memory p = payouts.payoutInfo(payout);
        if (p.lines == 0) return p.paid > p.returned;
        return _paidLine(payout, p, 0) != type(uint16).max;
    }

    function _paidLine(PayoutId payout, IReliefPayouts.Payout memory p, uint256 from) private view returns (uint16) {
        for (uint256 i; i < p.lines; ++i) {
            uint16 line = uint16(((from % p.lines) + i) % p.lines);
            (, , , IReliefPayouts.LineStatus status) = payouts.lineInfo(payout, line);
            if (status == IReliefPayouts.LineStatus.Paid) return line;
        }
        return type(uint16).max;
    }

    function _isOfOrders(FundId fund) private view returns (bool) {
        return funds.fundInfo(fund).kind == IReliefFunds.FundKind.Produce;
    }

    /// Nothing of it is with projects any more, and its time has come.
    function _isLeft(FundId fund) private view returns (bool) {
        IReliefFunds.Fund memory f = funds.fundInfo(fund);
        if (f.allocated > f.drawn) return false;
        if (f.kind == IReliefFunds.FundKind.Budget) return dayNow() > _endOf(f.programme);
        return !f.noticeEnd.isNone() && dayNow() > Day.unwrap(f.noticeEnd);
    }

    function _hasOpenMoney(ProjectId project) private view returns (bool) {
        return funds.accountInfo(project).open > 0;
    }

    function _isAnyProject(ProjectId) private pure returns (bool) {
        return true;
    }

    function _isAnyPayout(PayoutId) private pure returns (bool) {
        return true;
    }

    function _isAnyFund(FundId) private pure returns (bool) {
        return true;
    }

    function _leftOf(LotId lot) private view returns (uint64) {
        IReliefFunds.Lot memory entry = funds.lotInfo(lot);
        return entry.amount - entry.spent - entry.returned;
    }

    function _programmeOf(ProjectId project) private view returns (ProgrammeId) {
        return funds.fundInfo(funds.accountInfo(project).fund).programme;
    }

    function _endOf(ProjectId project) private view returns (uint256) {
        return _endOf(_programmeOf(project));
    }

    function _endOf(ProgrammeId programme) private view returns (uint256) {
        return Day.unwrap(programmes.programmeInfo(programme).end);
    }

    /// The fixture admits its members one after the other.
    function _indexOf(IReliefPayouts.Payout memory p) private view returns (uint256 index) {
        while (members[index].id != p.payee) ++index;
    }

    function _giverOf(LotId lot) private view returns (uint256 index) {
        while (!(members[index].id.asHolder() == funds.lotInfo(lot).giver)) ++index;
    }
}

contract PurseInvariant is ActsTest {
    PurseHandler private _handler;

    function setUp() external {
        KernelFixture.Kernel memory own;
        _handler = new PurseHandler(own);
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// P-1: what came in is allocated, free or returned, and what is allocated paid, open or free. P-6: a lot is spent once, by uses that follow
    /// each other, oldest lots first; what goes back goes to the lots that it came from. P-8: money goes to payees and givers, in the sums that
    /// are theirs. X-41: no period is paid twice. X-42: nothing above budgets, no recovery twice. K-6: the purse holds what its books say.
    function invariant_P_1_P_6_K_6_booksHold() external view {
        assertEq(_handler.check(), "", "the purse");
    }

    /// What the runs above are made of: each act succeeds at least twice, each attack is refused.
    function test_P_1_P_6_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 500);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 2);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "the books");
        assertActs(_handler, 25);
    }
}
