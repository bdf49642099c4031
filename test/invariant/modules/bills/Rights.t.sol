// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IQuoteMarket} from "../../../../contracts/kernel/interfaces/IQuoteMarket.sol";
import {ITitle} from "../../../../contracts/kernel/interfaces/ITitle.sol";
import {ITradeRegistry} from "../../../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {Cases} from "../../../../contracts/kernel/libraries/Cases.sol";
import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId, QuoteId, quoteOn, SubjectId} from "../../../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../../../contracts/kernel/types/Rate.sol";
import {IBillIssuance} from "../../../../contracts/modules/bills/interfaces/IBillIssuance.sol";
import {IBillOrders} from "../../../../contracts/modules/bills/interfaces/IBillOrders.sol";
import {IBillRecourse} from "../../../../contracts/modules/bills/interfaces/IBillRecourse.sol";
import {IBillRepo, RepoId} from "../../../../contracts/modules/bills/interfaces/IBillRepo.sol";
import {DebtId, IBillSecurity} from "../../../../contracts/modules/bills/interfaces/IBillSecurity.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillKind,
    BillStatus,
    Capacity,
    Circulation,
    DishonourReason,
    Holding,
    HoldingId,
    holdingOn,
    Purpose,
    TradeUse
} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {BillChecks} from "../../../utils/BillChecks.sol";

/// @notice Fourteen members, two of them banks, hold splittable bills in whole and in parts, endorse, pledge, guarantee, sell, lend on,
/// present, pay, refuse and claim on them, while courts freeze, move and void them, and days pass over maturities. Each act is measured by what
/// it makes of everybody's money and of each unit; a hostile one tries everybody else's rights.
contract RightsHandler is BillChecks {
    /// A holding as it is now.
    struct View {
        HoldingId id;
        BillId bill;
        ParticipantId holder;
        uint256 holderIndex;
        uint256 units;
        uint256 maturity;
        BillStatus status;
        Circulation circulation;
        bool dishonoured;
        bool discounted;
        bool pledged;
        bool frozen;
    }

    /// A frozen holding before an act.
    struct Ice {
        HoldingId id;
        uint40 lo;
        uint40 hi;
        ParticipantId holder;
    }

    uint256 private constant BILLS_AT_ONCE = 3;
    uint256 private constant MAX_BILLS = 12;
    uint32 private constant MAX_PARTS = 5;
    uint256 private constant NONE = type(uint256).max;
    uint256 private constant LAST_DAY = 21_184; // 2028-01-01
    bytes32 private constant PROOF = "proof";
    uint64 private constant RICH = 1_000_000_000;

    uint256 private _issued;
    uint256 private _count;
    BillId private _touched;
    /// Live cases: what unfreezing names.
    HoldingId[] private _frozenHoldings;
    bytes32[] private _caseKeys;
    /// Who was ever paid for the units of a bill as their last: a bit a unit.
    mapping(BillId bill => uint256) private _paidUnits;
    /// What a claimant has recovered on a holding by the endorsement by which it holds, and what it is owed for: units or what it has paid.
    mapping(HoldingId holding => mapping(uint256 chainLength => uint256)) private _recovered;
    mapping(HoldingId holding => mapping(ParticipantId payer => uint256)) private _advanced;
    mapping(HoldingId holding => mapping(uint256 chainLength => uint256)) private _costs;
    /// First secured amount of a debt, and what its creditor has had on it.
    mapping(DebtId debt => uint256) private _secured;
    mapping(DebtId debt => uint256) private _collected;

    constructor() {
        deployBills();
        for (uint256 i; i < MEMBERS; ++i) {
            address wallet = members[i].wallet;
            _issue(i, RICH);
            vm.startPrank(wallet);
            money.approve(address(payment), type(uint256).max);
            money.approve(address(recourse), type(uint256).max);
            money.approve(address(repo), type(uint256).max);
            money.approve(address(market), type(uint256).max);
            vm.stopPrank();
        }
        for (uint256 i; i < BILLS_AT_ONCE; ++i) {
            _draw(i);
        }
    }

    // Title

    function endorse(uint256 seed, uint256 to, uint256 amount, uint256 later) external {
        View memory v = _find(seed, _isEndorsable);
        if (v.units == 0) return;
        to = _other(v.holderIndex, to);
        bool part = amount % 2 == 0 && _partable(v);
        bytes memory data =
            part
                ? abi.encodeCall(
                    registry.endorsePart,
                    (v.id, uint64(bound(amount, 1, v.units)), members[to].id, false, Day.wrap(0))
                )
                : abi.encodeCall(registry.endorse, (v.id, members[to].id, false, Day.wrap(0)));
        bool done = _act(part ? bytes32("endorsePart") : bytes32("endorse"), v, v.holderIndex, address(registry), data);
        if (done && later % 4 != 0) _answer(v, 0);
    }

    /// What waits is signed, refused or taken back.
    function respond(uint256 seed, uint256 how) external {
        View memory v = _find(seed, _isAsked);
        if (v.units > 0) _answer(v, how % 3);
    }

    function sell(uint256 seed, uint256 amount) external {
        View memory v = _find(seed, _isEndorsable);
        if (v.units == 0) return;
        uint256 buyer = v.holderIndex == FIRM ? FIRM + 1 : FIRM;
        IQuoteMarket.AskTerms memory terms;
        terms.title = address(discount);
        terms.lots = new ITitle.Lot[](1);
        uint64 sold = uint64(amount % 2 == 0 && _partable(v) ? bound(amount, 1, v.units) : v.units);
        terms.lots[0] = ITitle.Lot(HoldingId.unwrap(v.id), sold);
        (terms.firstDay, terms.lastDay) = (_day(_today()), _day(_today()));
        terms.terms = PROOF;
        if (!_call(v.holderIndex, address(market), abi.encodeCall(market.ask, (terms)))) return note("sell", false);
        AskId ask = AskId.wrap(market.askCount());
        bytes memory data = abi.encodeCall(market.quote, (ask, Rate.wrap(20_000), _day(_today())));
        if (!_call(buyer, address(market), data)) return note("sell", false);
        QuoteId quote = quoteOn(ask, 1);
        uint64 price = _priceOf(quote);
        uint256[] memory expected = _balances();
        bool done = _act("sell", v, v.holderIndex, address(market), abi.encodeCall(market.accept, (quote, price)));
        if (done) _expectPaid(expected, buyer, v.holderIndex, price);
    }

    // Security

    function guarantee(uint256 seed, uint256 by) external {
        View memory v = _find(seed, _isEndorsable);
        if (v.units == 0) return;
        by = _other(v.holderIndex, by);
        bytes memory data = abi.encodeCall(security.requestGuarantee, (v.id, members[by].id, Day.wrap(0)));
        vm.prank(members[v.holderIndex].wallet);
        (bool asked, bytes memory answered) = address(security).call(data);
        // Who owes on the bill already, or guarantees on it, is refused (X-23).
        if (!asked) return;
        RequestId request = abi.decode(answered, (RequestId));
        _act("guarantee", v, by, address(security), abi.encodeCall(security.sign, (request)));
        (, Circulation circulation) = registry.pairOf(v.id);
        demand(circulation == v.circulation, "X-11: a guarantee locks, or unlocks");
    }

    function pledge(uint256 seed, uint256 to, uint256 amount, uint256 secured, uint256 term) external {
        View memory v = _find(seed, _isEndorsable);
        if (v.units == 0) return;
        to = _other(v.holderIndex, to);
        uint64 part = uint64(_partable(v) ? bound(amount, 1, v.units) : v.units);
        uint64 debt = uint64(bound(secured, 1, MAX_FACE));
        Day due = _day(_today() + bound(term, 0, 20));
        bytes memory data = abi.encodeCall(security.pledge, (v.id, part, members[to].id, debt, due, Day.wrap(0)));
        if (_act("pledge", v, v.holderIndex, address(security), data)) _answer(v, 0);
    }

    function release(uint256 seed) external {
        View memory v = _find(seed, _isUnderLivePledge);
        if (v.units == 0 || seed % 3 != 0) return;
        uint256 pledgee = _indexOf(security.pledgeOf(v.id).pledgee);
        _act("release", v, pledgee, address(security), abi.encodeCall(security.release, (v.id)));
    }

    /// The debt's day is let come.
    function realise(uint256 seed) external {
        View memory v = _find(seed, _isUnderLivePledge);
        if (v.units == 0) return;
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        uint256 due = Day.unwrap(p.dueDay) < v.maturity ? Day.unwrap(p.dueDay) : v.maturity;
        _warpTo(due);
        _act("realise", v, _indexOf(p.pledgee), address(security), abi.encodeCall(security.realise, (v.id)));
    }

    // Repos

    function openRepo(uint256 seed, uint256 outright, uint256 amount, uint256 term) external {
        View memory v = _find(seed, _isTradable);
        if (v.units == 0) return;
        uint256 buyer = v.holderIndex == FIRM ? FIRM + 1 : FIRM;
        IBillRepo.RepoTerms memory t;
        t.kind = outright % 2 == 0 ? IBillRepo.RepoKind.Outright : IBillRepo.RepoKind.Pledged;
        t.buyer = members[buyer].id;
        t.rate = Rate.wrap(20_000);
        t.lots = new IBillRepo.RepoLot[](1);
        t.lots[0] = IBillRepo.RepoLot(v.id, uint64(_partable(v) ? bound(amount, 1, v.units) : v.units));
        if (outright % 2 == 0) t.farRate = Rate.wrap(21_000);
        else t.cash = uint64(bound(term, 1, t.lots[0].amount));
        t.lastDay = _day(_today());
        t.farDay = _day(nextBusinessDay(_today() + bound(term, 1, 15)));
        if (!_call(v.holderIndex, address(repo), abi.encodeCall(repo.propose, (t)))) return note("openRepo", false);
        RepoId id = RepoId.wrap(repo.repoCount());
        (uint64 near, uint64 far) = repo.preview(id);
        uint256[] memory expected = _balances();
        bool done = _act("openRepo", v, buyer, address(repo), abi.encodeCall(repo.accept, (id, near, far)));
        if (!done) return;
        _expectPaid(expected, buyer, v.holderIndex, near);
        DebtId debt = repo.repoInfo(id).debt;
        if (DebtId.unwrap(debt) != 0) _secured[debt] = far;
    }

    /// On the far day or after, with the seller's money or without.
    function endRepo(uint256 seed, uint256 broke) external {
        RepoId id = _openRepo(seed);
        if (RepoId.unwrap(id) == 0) return;
        IBillRepo.Repo memory r = repo.repoInfo(id);
        (uint256 seller, uint256 buyer) = (_indexOf(r.seller), _indexOf(r.buyer));
        HoldingId holding = repo.lotsOf(id)[0].holding;
        View memory v = _view(holding, registry.billInfo(holding.billOf()));
        bool defaults = broke % 3 == 0;
        _warpTo(nextBusinessDay(Day.unwrap(r.farDay)) + (defaults ? 1 : 0));
        if (defaults) _approve(seller, address(repo), r.far - 1);
        uint256[] memory expected = _balances();
        bool enforced = defaults || broke % 2 == 0;
        bytes memory data = enforced ? abi.encodeCall(repo.enforce, (id)) : abi.encodeCall(repo.redeem, (id));
        bytes32 name = defaults ? bytes32("defaultRepo") : bytes32("redeemRepo");
        bool done = _act(name, v, enforced ? buyer : seller, address(repo), data);
        _approve(seller, address(repo), type(uint256).max);
        demand(done, "K-12: a repo cannot be ended");
        if (done && !defaults) _expectPaid(expected, seller, buyer, r.far);
        else _expect(expected);
        if (!defaults || r.kind != IBillRepo.RepoKind.Outright) return;
        DebtId debt = repo.repoInfo(id).debt;
        if (DebtId.unwrap(debt) != 0) _secured[debt] = r.far;
    }

    // Collection

    function present(uint256 seed, uint256 amount) external {
        View memory v = _find(seed, _isPresentable);
        if (v.units == 0) return;
        // Mostly at maturity.
        if (amount % 4 != 0) _warpTo(v.maturity);
        bool part = amount % 2 == 0 && _partable(v) && !v.dishonoured && !v.pledged;
        bytes memory data =
            part
                ? abi.encodeCall(payment.presentPart, (v.id, uint64(bound(amount, 1, v.units)), PROOF))
                : abi.encodeCall(payment.present, (v.id, PROOF));
        _act(part ? bytes32("presentPart") : bytes32("present"), v, v.holderIndex, address(payment), data);
    }

    function presentStanding(uint256 seed) external {
        View memory v = _find(seed, _isPresentable);
        if (v.units == 0 || v.dishonoured || _today() > v.maturity) return;
        bytes memory data = abi.encodeCall(payment.setStandingPresentation, (v.id, true));
        if (payment.standingOf(v.id) != v.holder && !_call(v.holderIndex, address(payment), data)) return;
        _warpTo(v.maturity);
        _act("presentStanding", v, seed % MEMBERS, address(payment), abi.encodeCall(payment.presentStanding, (v.id)));
    }

    function pay(uint256 seed) external {
        View memory v = _find(seed, _isCollecting);
        if (v.units == 0) return;
        uint256 acceptor = _acceptorOf(v);
        uint256[] memory expected = _balances();
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        uint256 secured = security.securedOf(p.debt);
        if (!_act("pay", v, acceptor, address(payment), abi.encodeCall(payment.pay, (v.id)))) return;
        _expectDivided(expected, acceptor, v, v.units, p, secured);
        _close(v);
    }

    function dishonour(uint256 seed) external {
        View memory v = _find(seed, _isCollecting);
        if (v.units == 0) return;
        uint256[] memory expected = _balances();
        bool overdue = _today() > Day.unwrap(payment.presentationOf(v.id).answerBy);
        bytes memory data =
            overdue
                ? abi.encodeCall(payment.closeUnanswered, (v.id))
                : abi.encodeCall(payment.dishonour, (v.id, DishonourReason.BadFaith));
        uint256 acceptor = _acceptorOf(v);
        if (overdue) _approve(acceptor, address(payment), 0);
        _act(overdue ? bytes32("silence") : bytes32("dishonour"), v, acceptor, address(payment), data);
        _approve(acceptor, address(payment), type(uint256).max);
        _expect(expected);
    }

    // Recourse

    function claim(uint256 seed, uint256 party, uint256 costs) external {
        View memory v = _find(seed, _isDishonoured);
        if (v.units == 0) return;
        party = _liable(v, party);
        if (party == NONE) return;
        uint64 cost = uint64(costs % 3 == 0 ? costs % 5 : 0);
        bytes memory data = abi.encodeCall(recourse.claim, (v.id, members[party].id, cost, PROOF));
        if (_act("claim", v, v.holderIndex, address(recourse), data)) _costs[v.id][_chainOf(v)] += cost;
    }

    function settle(uint256 seed, uint256 amount) external {
        View memory v = _find(seed, _isInRecourse);
        if (v.units == 0) return;
        uint256 payer = _claimed(v, seed);
        if (payer == NONE) return;
        uint256 due = _owed(v.id);
        uint256 chain = _chainOf(v);
        uint64 paid = uint64(amount % 3 == 0 ? bound(amount, 1, due) : due + (amount % 7));
        uint256[] memory expected = _balances();
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        uint256 secured = security.securedOf(p.debt);
        bytes memory data = abi.encodeCall(recourse.settle, (v.id, paid));
        if (!_act("settle", v, payer, address(recourse), data)) return;
        uint256 taken = paid < due ? paid : due;
        _expectDivided(expected, payer, v, taken, p, secured);
        _recovered[v.id][chain] += taken;
        _advanced[v.id][members[payer].id] += taken;
        demand(_recovered[v.id][chain] <= _mostFor(v, chain), "X-22: a claimant has recovered more than it was owed");
        if (taken < due) {
            demand(registry.holdingInfo(v.id).holder == v.holder, "B-11: title passed before all was paid");
            demand(_owed(v.id) == due - taken, "B-11: a partial payment does not reduce what is owed");
        } else if (payer == _acceptorOf(v)) {
            _close(v);
        } else {
            demand(registry.holdingInfo(v.id).holder == members[payer].id, "B-11: who has paid all has no title");
        }
    }

    // Orders

    function freeze(uint256 seed, uint256 lo, uint256 hi, uint256 term) external {
        View memory v = _find(seed, _isFreezable);
        if (v.units == 0 || (seed % 2 == 0 && v.frozen)) return;
        Holding memory h = registry.holdingInfo(v.id);
        bool whole = hi % 3 != 0 || registry.billInfo(v.bill).seq + 2 > MAX_PARTS;
        uint40 first = whole ? h.lo : uint40(bound(lo, h.lo, h.hi));
        uint40 last = whole ? h.hi : uint40(bound(hi, first, h.hi));
        bytes32 key = bytes32(++_count);
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1 hours, 30 days));
        bytes memory data = abi.encodeCall(orders.freeze, (v.id, key, v.holder, first, last, until));
        if (!_order("freeze", v, data)) return;
        _frozenHoldings.push(v.id);
        _caseKeys.push(key);
    }

    function unfreeze(uint256 seed) external {
        if (_caseKeys.length == 0) return;
        uint256 i = seed % _caseKeys.length;
        (HoldingId holding, bytes32 key) = (_frozenHoldings[i], _caseKeys[i]);
        (_frozenHoldings[i], _caseKeys[i]) = (_frozenHoldings[_caseKeys.length - 1], _caseKeys[_caseKeys.length - 1]);
        _frozenHoldings.pop();
        _caseKeys.pop();
        // It may have ended meanwhile.
        try this.decree(abi.encodeCall(orders.unfreeze, (holding, key))) {
            note("unfreeze", true);
        } catch {
            return;
        }
    }

    function transferByOrder(uint256 seed, uint256 to, uint256 hi) external {
        View memory v = _find(seed, _isSeizable);
        if (v.units == 0 || seed % 4 != 0) return;
        Holding memory h = registry.holdingInfo(v.id);
        uint40 last = hi % 4 == 0 && _partable(v) ? uint40(bound(hi, h.lo, h.hi)) : h.hi;
        bytes memory data = abi.encodeCall(
            orders.transferByOrder,
            (v.id, _firstCase(v, h.lo, last), v.holder, h.lo, last, members[_other(v.holderIndex, to)].id)
        );
        _order("transferByOrder", v, data);
    }

    function invalidate(uint256 seed, uint256 to) external {
        View memory v = _find(seed, _isVoidable);
        if (v.units == 0 || seed % 4 != 0) return;
        Holding memory h = registry.holdingInfo(v.id);
        uint256 applicant = _other(v.holderIndex, to);
        bytes memory data = abi.encodeCall(
            orders.invalidate,
            (v.id, _firstCase(v, h.lo, h.hi), v.holder, members[applicant].id)
        );
        _order("invalidate", v, data);
    }

    /// By an order of a court, a regulator and the council; from here only.
    function decree(bytes calldata data) external {
        require(msg.sender == address(this), "only from here");
        carryOut(address(orders), data);
    }

    // Malice

    /// Somebody that has no right to it does what only others may: the parts' own acts, the holder's, the pledgee's, the acceptor's, the
    /// court's.
    function attack(uint256 seed, uint256 how, uint256 by) external {
        View memory v = _find(seed, _isAny);
        if (v.units == 0) return;
        by = _other(v.holderIndex, by);
        ParticipantId me = members[by].id;
        how = bound(how, 0, 13);
        bytes memory data;
        address target = address(registry);
        uint256 all = type(uint256).max;
        if (how == 0) data = abi.encodeCall(registry.convey, (v.id, all, me, Purpose.ByOrder, Circulation.Circulating));
        if (how == 1) data = abi.encodeCall(registry.setCirculation, (v.id, all, Circulation.Circulating));
        if (how == 2) data = abi.encodeCall(registry.restore, (v.id, all, false, false));
        if (how == 3) data = abi.encodeCall(registry.split, (v.id, 1));
        if (how == 4) data = abi.encodeCall(registry.close, (v.id, all));
        if (how == 5) data = abi.encodeCall(registry.seize, (v.id));
        if (how == 6) data = abi.encodeCall(registry.endorsePart, (v.id, 1, me, false, Day.wrap(0)));
        if (how == 7) (target, data) = (address(payment), abi.encodeCall(payment.present, (v.id, PROOF)));
        if (how == 8) {
            if (security.pledgeOf(v.id).pledgee == me) return;
            target = address(security);
            data = seed % 2 == 0 ? abi.encodeCall(security.release, (v.id)) : abi.encodeCall(security.realise, (v.id));
        }
        if (how == 9) (target, data) = (address(security), abi.encodeCall(security.end, (v.id)));
        if (how == 10) (target, data) = (address(security), abi.encodeCall(security.collect, (v.id, 1, true)));
        if (how == 11) (target, data) = (address(recourse), abi.encodeCall(recourse.claim, (v.id, me, 0, bytes32(0))));
        if (how == 12) {
            target = address(orders);
            data = abi.encodeCall(orders.transferByOrder, (v.id, bytes32(0), v.holder, 1, 1, me));
        }
        if (how == 13) {
            if (_acceptorOf(v) == by) return;
            (target, data) = (address(payment), abi.encodeCall(payment.dishonour, (v.id, DishonourReason.BadFaith)));
        }
        noteAttack("attack", _call(by, target, data), "K-3: somebody did what only others may");
        _touched = v.bill;
    }

    // Time, and new bills

    function pass(uint256 time) external {
        if (_today() <= LAST_DAY) skip(bound(time, 1 minutes, 4 days));
    }

    function draw(uint256 seed) external {
        if (registry.billCount() < MAX_BILLS && _today() < LAST_DAY && registry.openItems() < 2 * BILLS_AT_ONCE)
            _draw(seed);
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](32);
        for (uint256 i; i < 2; ++i) {
            list[i] = this.endorse.selector;
            list[2 + i] = this.sell.selector;
            list[4 + i] = this.pledge.selector;
            list[6 + i] = this.openRepo.selector;
            list[8 + i] = this.endRepo.selector;
            list[10 + i] = this.present.selector;
            list[12 + i] = this.claim.selector;
            list[14 + i] = this.settle.selector;
            list[16 + i] = this.draw.selector;
            list[18 + i] = this.attack.selector;
        }
        list[20] = this.respond.selector;
        list[21] = this.guarantee.selector;
        list[22] = this.release.selector;
        list[23] = this.realise.selector;
        list[24] = this.presentStanding.selector;
        list[25] = this.pay.selector;
        list[26] = this.dishonour.selector;
        list[27] = this.freeze.selector;
        list[28] = this.unfreeze.selector;
        list[29] = this.transferByOrder.selector;
        list[30] = this.invalidate.selector;
        list[31] = this.pass.selector;
    }

    // What must hold

    function check() external view returns (string memory found) {
        found = breach;
        if (bytes(found).length == 0 && BillId.unwrap(_touched) != 0) found = checkBill(_touched);
        if (bytes(found).length == 0) found = checkMoney(_issued);
    }

    function checkAll() external view returns (string memory found) {
        for (uint32 bill = 1; bill <= registry.billCount(); ++bill) {
            found = checkBill(BillId.wrap(bill));
            if (bytes(found).length > 0) return found;
            found = _checkPaid(BillId.wrap(bill));
            if (bytes(found).length > 0) return found;
        }
    }

    /// B-9: units are closed exactly when they were paid.
    function _checkPaid(BillId bill) private view returns (string memory) {
        uint256 closed;
        for (uint32 n = 1; n <= registry.billInfo(bill).seq; ++n) {
            Holding memory h = registry.holdingInfo(holdingOn(bill, n));
            if (h.circulation == Circulation.Closed) closed |= unitsOf(h.lo, h.hi);
        }
        return closed == _paidUnits[bill] ? "" : "B-9: units are closed and not paid, or paid and not closed";
    }

    // How an act is tried

    /// Tries an act in good faith, and looks after the frozen: their units stay where they are but for payment, older security, or order.
    function _act(
        bytes32 name,
        View memory v,
        uint256 by,
        address target,
        bytes memory data
    ) private returns (bool done) {
        Ice[] memory ice = _iceOf(v.bill);
        _touched = v.bill;
        done = _call(by, target, data);
        note(name, done);
        if (!done) return done;
        // Payment in full, a pledge or repo from before, and recourse, which is payment in full too.
        bool byRight =
            name == "pay" || name == "settle" || name == "realise" || name == "redeemRepo" || name == "defaultRepo";
        if (byRight) return done;
        for (uint256 i; i < ice.length; ++i) {
            _demandFrozen(v.bill, ice[i].lo, ice[i].holder);
            _demandFrozen(v.bill, ice[i].hi, ice[i].holder);
        }
    }

    function _demandFrozen(BillId bill, uint40 unit, ParticipantId holder) private {
        for (uint32 n = 1; n <= registry.billInfo(bill).seq; ++n) {
            Holding memory h = registry.holdingInfo(holdingOn(bill, n));
            if (unit < h.lo || unit > h.hi) continue;
            bool stays = h.holder == holder && h.circulation != Circulation.Closed;
            demand(stays, "B-16, K-4: a frozen holding has moved");
            return;
        }
    }

    function _order(bytes32 name, View memory v, bytes memory data) private returns (bool done) {
        _touched = v.bill;
        uint256[] memory expected = _balances();
        try this.decree(data) {
            done = true;
        } catch {
            done = false;
        }
        note(name, done);
        _expect(expected);
    }

    /// 0 signs, 1 refuses, 2 takes back.
    function _answer(View memory v, uint256 how) private {
        RequestId request = registry.holdingInfo(v.id).request;
        if (RequestId.unwrap(request) == 0) return;
        Requests.Request memory r = registry.requestInfo(request);
        if (how == 1) {
            bytes memory no = abi.encodeCall(registry.refuse, (request));
            _act("refuse", v, _indexOf(r.to), address(registry), no);
        } else if (how == 2) {
            bytes memory back = abi.encodeCall(registry.withdrawRequest, (request));
            _act("takeBack", v, _indexOf(r.from), address(registry), back);
        } else {
            bool isPledge = BillAct(r.act) == BillAct.Pledge;
            address target = isPledge ? address(security) : address(registry);
            bytes32 name = isPledge ? bytes32("signPledge") : bytes32("signEndorsement");
            bool done = _act(name, v, _indexOf(r.to), target, abi.encodeCall(registry.sign, (request)));
            if (done && isPledge) _noteDebt(v, r);
        }
    }

    /// The part that was pledged is the newest holding of the bill, or all of it.
    function _noteDebt(View memory v, Requests.Request memory r) private {
        HoldingId part = r.hi - r.lo + 1 == v.units ? v.id : holdingOn(v.bill, registry.billInfo(v.bill).seq);
        _secured[security.pledgeOf(part).debt] = uint64(uint256(r.terms));
    }

    // Money

    function _balances() private view returns (uint256[] memory list) {
        list = new uint256[](MEMBERS);
        for (uint256 i; i < MEMBERS; ++i) {
            list[i] = money.balanceOf(members[i].wallet);
        }
    }

    function _expect(uint256[] memory expected) private {
        for (uint256 i; i < MEMBERS; ++i) {
            demand(
                money.balanceOf(members[i].wallet) == expected[i],
                "B-9: money moved without its bill, or to another"
            );
        }
    }

    function _expectPaid(uint256[] memory expected, uint256 from, uint256 to, uint256 amount) private {
        expected[from] -= amount;
        expected[to] += amount;
        _expect(expected);
    }

    /// B-17: what comes in under a realised pledge is the pledgee's up to what is secured, the pledgor's beyond; all in one transaction.
    function _expectDivided(
        uint256[] memory expected,
        uint256 payer,
        View memory v,
        uint256 amount,
        IBillSecurity.Pledge memory p,
        uint256 secured
    ) private {
        if (p.status != IBillSecurity.PledgeStatus.Realised) return _expectPaid(expected, payer, v.holderIndex, amount);
        uint256 toPledgee = amount < secured ? amount : secured;
        expected[payer] -= toPledgee;
        expected[v.holderIndex] += toPledgee;
        _collected[p.debt] += toPledgee;
        demand(_collected[p.debt] <= _secured[p.debt], "B-17: a pledgee has had more than was secured");
        demand(security.securedOf(p.debt) == _secured[p.debt] - _collected[p.debt], "B-17: what is still secured");
        _expectPaid(expected, payer, _indexOf(p.pledgor), amount - toPledgee);
    }

    function _close(View memory v) private {
        Holding memory h = registry.holdingInfo(v.id);
        uint256 units = unitsOf(h.lo, h.hi);
        demand(_paidUnits[v.bill] & units == 0, "B-9: a unit is paid twice");
        demand(h.circulation == Circulation.Closed, "B-9: paid and not closed");
        _paidUnits[v.bill] |= units;
    }

    function _owed(HoldingId holding) private view returns (uint256) {
        IBillRecourse.Account memory a = recourse.owed(holding);
        return uint256(a.principal) + a.interest + a.costs;
    }

    /// What the holder by the present endorsement can recover at most: its units, or what it paid for them; three in a hundred a year on
    /// that, rounded up at each payment; and its costs.
    function _mostFor(View memory v, uint256 chain) private view returns (uint256) {
        uint256 advanced = _advanced[v.id][v.holder];
        uint256 principal = advanced > 0 ? advanced : v.units;
        return principal + (principal * 6) / 100 + 10 + _costs[v.id][chain];
    }

    function _issue(uint256 member, uint256 amount) private {
        bytes memory data = abi.encodeCall(money.issue, (members[member].wallet, amount, bytes32(++_count)));
        require(_call(BANK, address(money), data), "issuing");
        _issued += amount;
    }

    function _approve(uint256 member, address part, uint256 amount) private {
        require(_call(member, address(money), abi.encodeCall(money.approve, (part, amount))), "approving");
    }

    // Which holding

    function _isAny(View memory) private pure returns (bool) {
        return true;
    }

    function _isEndorsable(View memory v) private pure returns (bool) {
        bool circulates = v.status == BillStatus.Delivered && v.circulation == Circulation.Circulating;
        return circulates && !v.dishonoured && !v.frozen;
    }

    function _isTradable(View memory v) private view returns (bool) {
        return _isEndorsable(v) && v.discounted && isBank(v.holderIndex) && v.maturity > _today() + 1;
    }

    function _isAsked(View memory v) private view returns (bool) {
        return v.circulation == Circulation.Locked && RequestId.unwrap(registry.holdingInfo(v.id).request) != 0;
    }

    function _isUnderLivePledge(View memory v) private view returns (bool) {
        if (!v.pledged || v.circulation != Circulation.Pledged) return false;
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        return p.status == IBillSecurity.PledgeStatus.Live && !p.byRepo;
    }

    function _isPresentable(View memory v) private view returns (bool) {
        bool isOut = v.status == BillStatus.Delivered || v.status == BillStatus.Matured;
        if (!isOut) return false;
        if (v.circulation == Circulation.Circulating) return true;
        bool isPledged = v.circulation == Circulation.Pledged;
        return isPledged && security.pledgeOf(v.id).status == IBillSecurity.PledgeStatus.Realised;
    }

    function _isCollecting(View memory v) private pure returns (bool) {
        return v.circulation == Circulation.InCollection;
    }

    function _isDishonoured(View memory v) private view returns (bool) {
        return v.dishonoured && (_isPresentable(v) || v.circulation == Circulation.InRecourse);
    }

    function _isInRecourse(View memory v) private pure returns (bool) {
        return v.circulation == Circulation.InRecourse;
    }

    function _isFreezable(View memory v) private view returns (bool) {
        bool isOut = v.status == BillStatus.Delivered || v.status == BillStatus.Matured;
        (, uint256 live) = _liveCases(v.bill);
        return isOut && v.circulation != Circulation.Closed && live < 12;
    }

    function _isVoidable(View memory v) private view returns (bool) {
        bool isBound = v.circulation == Circulation.AwaitingRedemption || v.circulation == Circulation.InRecourse;
        return _isFreezable(v) && !isBound;
    }

    function _isSeizable(View memory v) private view returns (bool) {
        IBillSecurity.PledgeStatus status = security.pledgeOf(v.id).status;
        return _isVoidable(v) && status != IBillSecurity.PledgeStatus.Realised;
    }

    function _partable(View memory v) private view returns (bool) {
        Bill memory b = registry.billInfo(v.bill);
        return b.splittable && b.seq < MAX_PARTS && v.units > 1 && v.circulation == Circulation.Circulating;
    }

    /// The next holding from `seed` on, in a circle over all bills, of which `fits` is true; none has no units.
    function _find(
        uint256 seed,
        function(View memory) view returns (bool) fits
    ) private view returns (View memory found) {
        uint256 bills = registry.billCount();
        for (uint256 i; i < bills; ++i) {
            BillId bill = BillId.wrap(uint32(((seed % bills) + i) % bills) + 1);
            Bill memory b = registry.billInfo(bill);
            if (b.status != BillStatus.Delivered) continue;
            for (uint32 n; n < b.seq; ++n) {
                View memory v = _view(holdingOn(bill, uint32(((seed >> 64) + n) % b.seq) + 1), b);
                if (v.circulation != Circulation.Closed && fits(v)) return v;
            }
        }
    }

    /// Asks the contracts only for what the holding itself does not say.
    function _view(HoldingId id, Bill memory b) private view returns (View memory v) {
        Holding memory h = registry.holdingInfo(id);
        v.id = id;
        v.bill = id.billOf();
        v.holder = h.holder;
        v.holderIndex = _indexOf(h.holder);
        v.units = h.hi - h.lo + 1;
        v.maturity = Day.unwrap(b.maturity);
        v.status = _today() < v.maturity ? b.status : BillStatus.Matured;
        v.circulation = h.circulation;
        if (h.offered || RequestId.unwrap(h.request) != 0) (v.status, v.circulation) = registry.pairOf(id);
        (v.dishonoured, v.discounted, v.pledged) = (h.dishonoured, h.discounted, h.pledged);
        v.frozen = b.hasCases && registry.isFrozen(id);
    }

    function _iceOf(BillId bill) private view returns (Ice[] memory ice) {
        if (!registry.billInfo(bill).hasCases) return ice;
        uint32 seq = registry.billInfo(bill).seq;
        ice = new Ice[](seq);
        for (uint32 n; n < seq; ++n) {
            HoldingId id = holdingOn(bill, n + 1);
            Holding memory h = registry.holdingInfo(id);
            if (h.circulation == Circulation.Closed || !registry.isFrozen(id)) continue;
            ice[n] = Ice({id: id, lo: h.lo, hi: h.hi, holder: h.holder});
        }
    }

    /// The first live case against the holder that concerns any of the units; 0: none.
    function _firstCase(View memory v, uint40 lo, uint40 hi) private view returns (bytes32) {
        (Cases.Case[] memory cases, IBillOrders.Freeze[] memory freezes) = orders.casesOf(v.bill);
        for (uint256 i; i < cases.length; ++i) {
            bool isLive = cases[i].until >= vm.getBlockTimestamp() && freezes[i].against == v.holder;
            if (isLive && freezes[i].lo <= hi && lo <= freezes[i].hi) return cases[i].key;
        }
        return 0;
    }

    function _liveCases(BillId bill) private view returns (uint256 all, uint256 live) {
        (Cases.Case[] memory cases, ) = orders.casesOf(bill);
        all = cases.length;
        for (uint256 i; i < all; ++i) {
            if (cases[i].until >= vm.getBlockTimestamp()) ++live;
        }
    }

    /// The next member from `from` on that is liable and was not claimed on yet.
    function _liable(View memory v, uint256 from) private view returns (uint256) {
        for (uint256 i; i < MEMBERS; ++i) {
            uint256 member = ((from % MEMBERS) + i) % MEMBERS;
            bool isLiable = recourse.liabilityOf(v.id, members[member].id).capacity != Capacity.None;
            if (isLiable && !_isClaimed(v, member)) return member;
        }
        return NONE;
    }

    function _claimed(View memory v, uint256 from) private view returns (uint256) {
        for (uint256 i; i < MEMBERS; ++i) {
            uint256 member = ((from % MEMBERS) + i) % MEMBERS;
            if (_isClaimed(v, member)) return member;
        }
        return NONE;
    }

    function _isClaimed(View memory v, uint256 member) private view returns (bool) {
        IBillRecourse.Pair memory pair = recourse.pairOf(v.id, v.holder, members[member].id);
        return !pair.claimedOn.isNone() && pair.claimedAt == _chainOf(v);
    }

    function _openRepo(uint256 seed) private view returns (RepoId) {
        uint32 count = repo.repoCount();
        for (uint256 i; i < count; ++i) {
            RepoId id = RepoId.wrap(uint32(((seed % count) + i) % count) + 1);
            if (repo.repoInfo(id).status == IBillRepo.RepoStatus.Open) return id;
        }
        return RepoId.wrap(0);
    }

    function _priceOf(QuoteId quote) private view returns (uint64 price) {
        (, bytes memory answer) = address(market).staticcall(abi.encodeCall(market.previewAccept, (quote)));
        if (answer.length >= 64) (, price) = abi.decode(answer, (uint256, uint64));
    }

    // Members, time, bills

    function _chainOf(View memory v) private view returns (uint256) {
        return registry.holdingInfo(v.id).chainLength;
    }

    function _acceptorOf(View memory v) private view returns (uint256) {
        return _indexOf(registry.billInfo(v.bill).acceptor);
    }

    /// The fixture admits its members one after the other.
    function _indexOf(ParticipantId id) private pure returns (uint256) {
        return ParticipantId.unwrap(id) - 1;
    }

    function _other(uint256 than, uint256 seed) private pure returns (uint256) {
        return (than + 1 + (seed % (MEMBERS - 1))) % MEMBERS;
    }

    function _call(uint256 by, address target, bytes memory data) private returns (bool done) {
        vm.prank(members[by].wallet);
        (done, ) = target.call(data);
    }

    function _today() private view returns (uint256) {
        return (vm.getBlockTimestamp() + 8 hours) / 1 days;
    }

    function _day(uint256 day) private pure returns (Day) {
        return Day.wrap(uint32(day));
    }

    function _warpTo(uint256 day) private {
        if (day > _today()) vm.warp(day * 1 days - 8 hours);
    }

    /// A delivered bill, splittable but for one in four.
    function _draw(uint256 seed) private {
        uint256 bank = FIRM + (seed % BANKS);
        uint256 drawer = (seed >> 8) % FIRM;
        uint256 payee = FIRM + BANKS + ((seed >> 16) % (MEMBERS - FIRM - BANKS));
        uint64 face = uint64(bound(seed >> 24, 20, MAX_FACE));
        ITradeRegistry.Document memory d;
        d.kind = ITradeRegistry.DocumentKind.Invoice;
        (d.seller, d.buyer) = (members[payee].id, members[drawer].id);
        (d.face, d.issuer, d.number) = (face, members[payee].uscc, vm.toString(++_count));
        vm.prank(members[payee].wallet);
        (SubjectId subject, bytes32 digest) = trade.register(d);
        vm.prank(members[drawer].wallet);
        trade.confirm(subject, d.seller, digest);

        IBillIssuance.DrawTerms memory t;
        t.kind = BillKind.Bank;
        t.splittable = seed % 4 != 3;
        (t.acceptor, t.payee, t.institution) = (members[bank].id, members[payee].id, members[FIRM].id);
        t.face = face;
        t.maturity = _day(_today() + bound(seed >> 32, 15, 90));
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse({subject: subject, amount: face});
        vm.prank(members[drawer].wallet);
        (BillId bill, HoldingId holding) = issuance.draw(t);
        vm.prank(members[drawer].wallet);
        issuance.presentForAcceptance(bill);
        _signIssued(holding, bank);
        vm.prank(members[drawer].wallet);
        issuance.deliver(bill, Day.wrap(0));
        _signIssued(holding, payee);
        note("draw", true);
    }

    function _signIssued(HoldingId holding, uint256 by) private {
        bytes memory data = abi.encodeCall(issuance.sign, (registry.holdingInfo(holding).request));
        require(_call(by, address(issuance), data), "signing an issue");
    }
}

contract RightsInvariant is ActsTest {
    RightsHandler private _handler;

    function setUp() external {
        _handler = new RightsHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// B-4, B-6, X-14: chains are continuous and holdings partition the face. B-9, X-19: a unit is closed exactly when it was paid, once. B-10, X-22:
    /// nobody recovers more than it is owed. B-16, K-4: what is frozen stays, but for payment, older rights and orders. B-17: a pledgee gets
    /// no more than was secured. K-3: nobody does what only others may. K-5, K-6: no money is made, lost, or left with a part.
    function invariant_B_6_B_16_B_17_rightsHold() external view {
        assertEq(_handler.check(), "", "rights");
    }

    /// What the runs above are made of: each act succeeds, each attack is refused.
    function test_B_6_B_17_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 300);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 1);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "rights");
        assertActs(_handler, 25);
    }
}
