// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IEvidenceRegistry} from "../../../../contracts/kernel/interfaces/IEvidenceRegistry.sol";
import {IQuoteMarket} from "../../../../contracts/kernel/interfaces/IQuoteMarket.sol";
import {ITitle} from "../../../../contracts/kernel/interfaces/ITitle.sol";
import {Cases} from "../../../../contracts/kernel/libraries/Cases.sol";
import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {AskId, EvidenceId, ParticipantId, QuoteId, quoteOn} from "../../../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../../../contracts/kernel/types/Rate.sol";
import {IBillOrders} from "../../../../contracts/modules/bills/interfaces/IBillOrders.sol";
import {IBillRecourse} from "../../../../contracts/modules/bills/interfaces/IBillRecourse.sol";
import {IBillRepo, RepoId} from "../../../../contracts/modules/bills/interfaces/IBillRepo.sol";
import {DebtId, IBillSecurity} from "../../../../contracts/modules/bills/interfaces/IBillSecurity.sol";
import {Chain} from "../../../../contracts/modules/bills/libraries/Chain.sol";
import {
    BillAct,
    BillId,
    BillStatus,
    Capacity,
    Circulation,
    DishonourReason,
    EndorsementId,
    Holding,
    HoldingId,
    holdingOn,
    Purpose
} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {ActsTest} from "../../../utils/Acts.sol";
import {BillActs} from "../../../utils/BillActs.sol";

/// @notice Fourteen members, two of them banks, hold splittable bills in whole and in parts, endorse, pledge, guarantee, sell, lend on,
/// present, pay, refuse and claim on them, while courts freeze, move and void them, and days pass over maturities. Each act is measured by what
/// it makes of everybody's money and of each unit; a hostile one tries everybody else's rights.
contract RightsHandler is BillActs {
    uint256 private constant BILLS_AT_ONCE = 3;
    uint256 private constant MAX_BILLS = 60;

    /// By bank: that it is bankrupt.
    EvidenceId[BANKS] private _insolvencies;
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
        enrich();
        for (uint256 i; i < MEMBERS; ++i) {
            address wallet = members[i].wallet;
            vm.startPrank(wallet);
            money.approve(address(payment), type(uint256).max);
            money.approve(address(recourse), type(uint256).max);
            money.approve(address(repo), type(uint256).max);
            money.approve(address(market), type(uint256).max);
            vm.stopPrank();
        }
        for (uint256 i; i < BANKS; ++i) {
            bytes32 category = recourse.insolvencyCategory(members[FIRM + i].id);
            vm.prank(members[COURT].wallet);
            _insolvencies[i] = evidence.anchor(category, IEvidenceRegistry.Algorithm.Sha256, category, "");
        }
        _plan();
        for (uint256 i; i < BILLS_AT_ONCE; ++i) {
            drawBill(i);
        }
    }

    // Title

    function endorse(uint256 seed, uint256 to, uint256 amount, uint256 later) external {
        View memory v = _findOrDraw(seed);
        if (v.units == 0) return;
        to = otherThan(v.holderIndex, to);
        bool part = amount % 2 == 0 && isPartable(v);
        bytes memory data =
            part
                ? abi.encodeCall(
                    registry.endorsePart,
                    (v.id, uint64(bound(amount, 1, v.units)), members[to].id, false, Day.wrap(0))
                )
                : abi.encodeCall(registry.endorse, (v.id, members[to].id, false, Day.wrap(0)));
        bool done = tryAct(
            part ? bytes32("endorsePart") : bytes32("endorse"),
            v,
            v.holderIndex,
            address(registry),
            data
        );
        if (done) _answerSoon(v, later);
    }

    /// What waits is signed, refused or taken back.
    function respond(uint256 seed, uint256 how) external {
        View memory v = find(seed, _isAsked);
        if (v.units > 0) _answer(v, how % 3);
    }

    function sell(uint256 seed, uint256 amount) external {
        View memory v = _findOrDraw(seed);
        if (v.units > 0) _sell(v, amount);
    }

    // Security

    function guarantee(uint256 seed, uint256 by) external {
        View memory v = _findOrDraw(seed);
        if (v.units == 0) return;
        by = otherThan(v.holderIndex, by);
        bytes memory data = abi.encodeCall(security.requestGuarantee, (v.id, members[by].id, Day.wrap(0)));
        vm.prank(members[v.holderIndex].wallet);
        (bool asked, bytes memory answered) = address(security).call(data);
        // Who owes on the bill already, or guarantees on it, is refused (X-23).
        if (!asked) return;
        RequestId request = abi.decode(answered, (RequestId));
        tryAct("guarantee", v, by, address(security), abi.encodeCall(security.sign, (request)));
        (, Circulation circulation) = registry.pairOf(v.id);
        demand(circulation == v.circulation, "X-11: a guarantee locks, or unlocks");
    }

    function pledge(uint256 seed, uint256 to, uint256 amount, uint256 secured, uint256 term, uint256 later) external {
        View memory v = _findOrDraw(seed);
        if (v.units == 0) return;
        to = otherThan(v.holderIndex, to);
        uint64 part = uint64(isPartable(v) ? bound(amount, 1, v.units) : v.units);
        uint64 debt = uint64(bound(secured, 1, MAX_FACE));
        Day due = dayOf(dayNow() + bound(term, 0, 15));
        bytes memory data = abi.encodeCall(security.pledge, (v.id, part, members[to].id, debt, due, Day.wrap(0)));
        if (tryAct("pledge", v, v.holderIndex, address(security), data)) _answerSoon(v, later);
    }

    function release(uint256 seed) external {
        View memory v = find(seed, _isUnderLivePledge);
        if (v.units == 0 || seed % 3 != 0) return;
        uint256 pledgee = indexOf(security.pledgeOf(v.id).pledgee);
        tryAct("release", v, pledgee, address(security), abi.encodeCall(security.release, (v.id)));
    }

    /// On the debt's day, or by the holder from maturity on. Rather one that is frozen: an older pledge does not heed it (K-4).
    function realise(uint256 seed, uint256 how) external {
        View memory v = find(seed, _isFrozenUnderPledge);
        if (v.units == 0) v = find(seed, _isUnderLivePledge);
        if (v.units == 0) return;
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        bool byHolder = how % 2 == 0 && !v.frozen;
        uint256 due = Day.unwrap(p.dueDay);
        warpTo(byHolder || due > v.maturity ? v.maturity : due);
        bytes32 name = registry.isFrozen(v.id) ? bytes32("realiseFrozen") : bytes32("realise");
        if (byHolder) name = "realiseByHolder";
        uint256 by = byHolder ? v.holderIndex : indexOf(p.pledgee);
        if (!tryRight(name, v, by, address(security), abi.encodeCall(security.realise, (v.id)))) return;
        demand(registry.holdingInfo(v.id).holder == p.pledgee, "B-17: a pledge is realised for another");
    }

    // Repos

    function openRepo(uint256 seed, uint256 outright, uint256 amount, uint256 term) external {
        View memory v = find(seed, _isTradable);
        if (v.units == 0) {
            v = _findOrDraw(seed);
            if (v.units > 0) _sell(v, amount);
            v = find(seed, _isTradable);
        }
        if (v.units == 0) return;
        uint256 buyer = v.holderIndex == FIRM ? FIRM + 1 : FIRM;
        IBillRepo.RepoTerms memory t;
        t.kind = outright % 2 == 0 ? IBillRepo.RepoKind.Outright : IBillRepo.RepoKind.Pledged;
        t.buyer = members[buyer].id;
        t.rate = Rate.wrap(20_000);
        t.lots = new IBillRepo.RepoLot[](1);
        t.lots[0] = IBillRepo.RepoLot(v.id, uint64(isPartable(v) ? bound(amount, 1, v.units) : v.units));
        if (outright % 2 == 0) t.farRate = Rate.wrap(21_000);
        else t.cash = uint64(bound(term, 1, t.lots[0].amount));
        t.lastDay = dayOf(dayNow());
        t.farDay = dayOf(nextBusinessDay(dayNow() + bound(term, 1, 15)));
        if (!callAs(v.holderIndex, address(repo), abi.encodeCall(repo.propose, (t)))) return note("openRepo", false);
        RepoId id = RepoId.wrap(repo.repoCount());
        (uint64 near, uint64 far) = repo.preview(id);
        uint256[] memory expected = balances();
        bool done = tryAct("openRepo", v, buyer, address(repo), abi.encodeCall(repo.accept, (id, near, far)));
        if (!done) return;
        expectPaid(expected, buyer, v.holderIndex, near);
        DebtId debt = repo.repoInfo(id).debt;
        if (DebtId.unwrap(debt) != 0) _secured[debt] = far;
    }

    /// On the far day or after, with the seller's money or without.
    function endRepo(uint256 seed, uint256 broke) external {
        RepoId id = _openRepo(seed);
        if (RepoId.unwrap(id) == 0) return;
        IBillRepo.Repo memory r = repo.repoInfo(id);
        (uint256 seller, uint256 buyer) = (indexOf(r.seller), indexOf(r.buyer));
        HoldingId holding = repo.lotsOf(id)[0].holding;
        View memory v = viewOf(holding, registry.billInfo(holding.billOf()));
        bool defaults = broke % 2 == 0;
        warpTo(nextBusinessDay(Day.unwrap(r.farDay)) + (defaults ? 1 : 0));
        if (defaults) approveMoney(seller, address(repo), r.far - 1);
        uint256[] memory expected = balances();
        bool enforced = defaults || broke % 3 == 0;
        bytes memory data = enforced ? abi.encodeCall(repo.enforce, (id)) : abi.encodeCall(repo.redeem, (id));
        bytes32 name = defaults ? bytes32("defaultRepo") : bytes32("redeemRepo");
        bool done = tryRight(name, v, enforced ? buyer : seller, address(repo), data);
        approveMoney(seller, address(repo), type(uint256).max);
        demand(done, "K-12: a repo cannot be ended");
        if (done && !defaults) expectPaid(expected, seller, buyer, r.far);
        else expect(expected);
        if (!defaults || r.kind != IBillRepo.RepoKind.Outright) return;
        DebtId debt = repo.repoInfo(id).debt;
        if (DebtId.unwrap(debt) != 0) _secured[debt] = r.far;
    }

    // Collection

    /// By the holder, or by the pledgor of one that is held to collect.
    function present(uint256 seed, uint256 amount) external {
        View memory v;
        if (amount % 3 == 0) v = find(seed, _isHeldToCollect);
        if (v.units == 0) v = find(seed, _isMatured);
        if (v.units == 0) v = find(seed, _isPresentable);
        if (v.units == 0) return;
        // Mostly at maturity.
        if (amount % 4 != 0) warpTo(v.maturity);
        uint256 by = v.holderIndex;
        bytes32 name = "present";
        bytes memory data = abi.encodeCall(payment.present, (v.id, PROOF));
        if (v.pledged && amount % 2 == 0 && dayNow() >= v.maturity) {
            (name, by) = ("presentByPledgor", indexOf(security.pledgeOf(v.id).pledgor));
        } else if (amount % 2 == 0 && isPartable(v) && !v.dishonoured && !v.frozen) {
            name = "presentPart";
            data = abi.encodeCall(payment.presentPart, (v.id, uint64(bound(amount, 1, v.units)), PROOF));
        }
        tryAct(name, v, by, address(payment), data);
    }

    function presentStanding(uint256 seed) external {
        View memory v = find(seed, _isToCome);
        if (v.units == 0) return;
        bytes memory data = abi.encodeCall(payment.setStandingPresentation, (v.id, true));
        if (payment.standingOf(v.id) != v.holder && !callAs(v.holderIndex, address(payment), data)) return;
        warpTo(v.maturity);
        tryAct("presentStanding", v, seed % MEMBERS, address(payment), abi.encodeCall(payment.presentStanding, (v.id)));
    }

    function pay(uint256 seed, uint256 how) external {
        View memory v;
        if (how % 2 == 0) v = find(seed, _isCollectingForDebt);
        if (v.units == 0) v = find(seed, _isCollecting);
        if (v.units == 0) return;
        uint256 acceptor = acceptorOf(v);
        uint256[] memory expected = balances();
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        uint256 secured = security.securedOf(p.debt);
        bytes32 name = "pay";
        if (v.pledged) name = p.byRepo ? bytes32("payForRepo") : bytes32("payForPledge");
        if (!tryRight(name, v, acceptor, address(payment), abi.encodeCall(payment.pay, (v.id)))) return;
        _expectDivided(expected, acceptor, v, v.units, p, secured);
        _close(v);
    }

    function dishonour(uint256 seed, uint256 how) external {
        View memory v;
        if (how % 2 == 0) v = find(seed, _isCollectingForDebt);
        if (v.units == 0) v = find(seed, _isCollecting);
        if (v.units == 0) return;
        uint256[] memory expected = balances();
        bool overdue = dayNow() > Day.unwrap(payment.presentationOf(v.id).answerBy);
        bytes memory data =
            overdue
                ? abi.encodeCall(payment.closeUnanswered, (v.id))
                : abi.encodeCall(payment.dishonour, (v.id, DishonourReason.BadFaith));
        uint256 acceptor = acceptorOf(v);
        if (overdue) approveMoney(acceptor, address(payment), 0);
        tryAct(overdue ? bytes32("silence") : bytes32("dishonour"), v, acceptor, address(payment), data);
        approveMoney(acceptor, address(payment), type(uint256).max);
        expect(expected);
    }

    // Recourse

    /// Before maturity, on a court's word that the acceptor is bankrupt.
    function openEarly(uint256 seed) external {
        View memory v = find(seed, _isToCome);
        if (v.units == 0 || seed % 3 == 0) return;
        bytes memory data = abi.encodeCall(recourse.openEarly, (v.id, _insolvencies[acceptorOf(v) - FIRM]));
        if (!tryAct("openEarly", v, v.holderIndex, address(recourse), data)) return;
        demand(registry.holdingInfo(v.id).dishonoured, "B-13: recourse that was opened early is none");
    }

    /// Rather by one that has paid, or that holds to collect.
    function claim(uint256 seed, uint256 party, uint256 costs) external {
        View memory v = find(seed, _isToClaimAgain);
        if (v.units == 0) v = find(seed, _isToClaimForDebt);
        if (v.units == 0) v = find(seed, _isToClaim);
        if (v.units == 0) return;
        party = _liable(v, party);
        uint64 cost = uint64(costs % 3 == 0 ? costs % 5 : 0);
        bytes memory data = abi.encodeCall(recourse.claim, (v.id, members[party].id, cost, PROOF));
        bytes32 name = dayNow() < v.maturity ? bytes32("claimEarly") : bytes32("claim");
        if (_hasPaid(v)) name = "claimAgain";
        if (tryAct(name, v, v.holderIndex, address(recourse), data)) _costs[v.id][chainOf(v)] += cost;
    }

    function settle(uint256 seed, uint256 amount) external {
        View memory v = find(seed, _isToSettleAgain);
        if (v.units == 0) v = find(seed, _isToSettleForDebt);
        if (v.units == 0) v = find(seed, _isToSettle);
        if (v.units == 0) return;
        uint256 payer = _claimed(v, seed);
        uint256 due = _owed(v.id);
        uint256 chain = chainOf(v);
        uint64 paid = uint64(amount % 3 == 0 ? bound(amount, 1, due) : due + (amount % 7));
        uint256[] memory expected = balances();
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        uint256 secured = security.securedOf(p.debt);
        bytes memory data = abi.encodeCall(recourse.settle, (v.id, paid));
        bytes32 name = v.pledged ? bytes32("settleForDebt") : bytes32("settle");
        if (_hasPaid(v)) name = "settleAgain";
        if (!tryRight(name, v, payer, address(recourse), data)) return;
        uint256 taken = paid < due ? paid : due;
        _expectDivided(expected, payer, v, taken, p, secured);
        _recovered[v.id][chain] += taken;
        _advanced[v.id][members[payer].id] += taken;
        demand(_recovered[v.id][chain] <= _mostFor(v, chain), "X-22: a claimant has recovered more than it was owed");
        if (taken < due) {
            demand(registry.holdingInfo(v.id).holder == v.holder, "B-11: title passed before all was paid");
            demand(_owed(v.id) == due - taken, "B-11: a partial payment does not reduce what is owed");
        } else if (payer == acceptorOf(v)) {
            _close(v);
        } else {
            demand(registry.holdingInfo(v.id).holder == members[payer].id, "B-11: who has paid all has no title");
        }
    }

    // Orders

    /// Rather what is pledged.
    function freeze(uint256 seed, uint256 lo, uint256 hi, uint256 term) external {
        View memory v = find(seed, _isUnderLivePledge);
        if (v.units == 0) v = find(seed, _isFreezable);
        if (v.units == 0 || (seed % 2 == 0 && v.frozen) || !_isFreezable(v)) return;
        Holding memory h = registry.holdingInfo(v.id);
        bool whole = hi % 3 != 0 || registry.billInfo(v.bill).seq + 2 > MAX_PARTS;
        uint40 first = whole ? h.lo : uint40(bound(lo, h.lo, h.hi));
        uint40 last = whole ? h.hi : uint40(bound(hi, first, h.hi));
        bytes32 key = bytes32(++serial);
        uint40 until = uint40(vm.getBlockTimestamp() + bound(term, 1 days, 60 days));
        bytes memory data = abi.encodeCall(orders.freeze, (v.id, key, v.holder, first, last, until));
        if (!tryOrder("freeze", v, data)) return;
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
        if (ordered(address(orders), abi.encodeCall(orders.unfreeze, (holding, key)))) note("unfreeze", true);
    }

    function transferByOrder(uint256 seed, uint256 to, uint256 hi) external {
        View memory v = find(seed, _isSeizable);
        if (v.units == 0 || seed % 4 != 0) return;
        Holding memory h = registry.holdingInfo(v.id);
        uint40 last = hi % 4 == 0 && isPartable(v) ? uint40(bound(hi, h.lo, h.hi)) : h.hi;
        bytes memory data = abi.encodeCall(
            orders.transferByOrder,
            (v.id, _firstCase(v, h.lo, last), v.holder, h.lo, last, members[otherThan(v.holderIndex, to)].id)
        );
        tryOrder("transferByOrder", v, data);
    }

    function invalidate(uint256 seed, uint256 to) external {
        View memory v = find(seed, _isVoidable);
        if (v.units == 0 || seed % 4 != 0) return;
        Holding memory h = registry.holdingInfo(v.id);
        uint256 applicant = otherThan(v.holderIndex, to);
        bytes memory data = abi.encodeCall(
            orders.invalidate,
            (v.id, _firstCase(v, h.lo, h.hi), v.holder, members[applicant].id)
        );
        tryOrder("invalidate", v, data);
    }

    // Malice

    /// Somebody that has no right to it does what only others may: the parts' own acts, the holder's, the pledgee's, the acceptor's, the
    /// court's.
    function attack(uint256 seed, uint256 how, uint256 by) external {
        View memory v = find(seed, _isAny);
        if (v.units == 0) return;
        by = otherThan(v.holderIndex, by);
        ParticipantId me = members[by].id;
        how = bound(how, 0, 14);
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
        if (how == 7) {
            if (security.pledgeOf(v.id).pledgor == me) return;
            (target, data) = (address(payment), abi.encodeCall(payment.present, (v.id, PROOF)));
        }
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
            if (acceptorOf(v) == by) return;
            (target, data) = (address(payment), abi.encodeCall(payment.dishonour, (v.id, DishonourReason.BadFaith)));
        }
        if (how == 14) {
            target = address(recourse);
            data = abi.encodeCall(recourse.openEarly, (v.id, _insolvencies[acceptorOf(v) - FIRM]));
        }
        noteAttack("attack", callAs(by, target, data), "K-3: somebody did what only others may");
        touched = v.bill;
    }

    // Time, and new bills

    function pass(uint256 time) external {
        if (dayNow() <= LAST_DAY) skip(bound(time, 1 minutes, 4 days));
    }

    function draw(uint256 seed) external {
        if (_mayDraw()) drawBill(seed);
    }

    /// What a run is made of; a function that stands here twice is called twice as often.
    function selectors() public pure virtual returns (bytes4[] memory list) {
        list = new bytes4[](35);
        for (uint256 i; i < 2; ++i) {
            list[i] = this.endorse.selector;
            list[2 + i] = this.sell.selector;
            list[4 + i] = this.pledge.selector;
            list[6 + i] = this.realise.selector;
            list[8 + i] = this.openRepo.selector;
            list[10 + i] = this.endRepo.selector;
            list[12 + i] = this.present.selector;
            list[14 + i] = this.pay.selector;
            list[16 + i] = this.claim.selector;
            list[18 + i] = this.settle.selector;
            list[20 + i] = this.freeze.selector;
            list[22 + i] = this.attack.selector;
        }
        list[24] = this.respond.selector;
        list[25] = this.guarantee.selector;
        list[26] = this.release.selector;
        list[27] = this.presentStanding.selector;
        list[28] = this.dishonour.selector;
        list[29] = this.openEarly.selector;
        list[30] = this.unfreeze.selector;
        list[31] = this.transferByOrder.selector;
        list[32] = this.invalidate.selector;
        list[33] = this.pass.selector;
        list[34] = this.draw.selector;
    }

    /// What must happen.
    function _plan() private {
        bytes32[38] memory acts = [
            bytes32("draw"),
            "endorse",
            "endorsePart",
            "signEndorsement",
            "refuse",
            "takeBack",
            "sell",
            "guarantee",
            "pledge",
            "signPledge",
            "release",
            "realise",
            "realiseByHolder",
            "realiseFrozen",
            "openRepo",
            "redeemRepo",
            "defaultRepo",
            "present",
            "presentPart",
            "presentStanding",
            "presentByPledgor",
            "pay",
            "payForPledge",
            "payForRepo",
            "dishonour",
            "silence",
            "openEarly",
            "claim",
            "claimEarly",
            "claimAgain",
            "settle",
            "settleForDebt",
            "settleAgain",
            "freeze",
            "unfreeze",
            "transferByOrder",
            "invalidate",
            "attack"
        ];
        for (uint256 i; i < acts.length; ++i) {
            plan(acts[i]);
        }
    }

    // What must hold

    function check() public view virtual returns (string memory found) {
        found = breach;
        if (bytes(found).length == 0 && BillId.unwrap(touched) != 0) found = checkBill(touched);
        if (bytes(found).length == 0) found = checkMoney();
    }

    function checkAll() public view virtual returns (string memory found) {
        for (uint32 bill = 1; bill <= registry.billCount(); ++bill) {
            found = checkBill(BillId.wrap(bill));
            if (bytes(found).length > 0) return found;
            found = _checkPaid(BillId.wrap(bill));
            if (bytes(found).length > 0) return found;
        }
    }

    /// B-9: units of a bill that was delivered are closed exactly when they were paid.
    function _checkPaid(BillId bill) private view returns (string memory) {
        if (registry.billInfo(bill).status == BillStatus.Ended) return "";
        uint256 closed;
        for (uint32 n = 1; n <= registry.billInfo(bill).seq; ++n) {
            Holding memory h = registry.holdingInfo(holdingOn(bill, n));
            if (h.circulation == Circulation.Closed) closed |= unitsOf(h.lo, h.hi);
        }
        return closed == _paidUnits[bill] ? "" : "B-9: units are closed and not paid, or paid and not closed";
    }

    // How an act is tried

    function _sell(View memory v, uint256 amount) private {
        uint256 buyer = v.holderIndex == FIRM ? FIRM + 1 : FIRM;
        IQuoteMarket.AskTerms memory terms;
        terms.title = address(discount);
        terms.lots = new ITitle.Lot[](1);
        uint64 sold = uint64(amount % 2 == 0 && isPartable(v) ? bound(amount, 1, v.units) : v.units);
        terms.lots[0] = ITitle.Lot(HoldingId.unwrap(v.id), sold);
        (terms.firstDay, terms.lastDay) = (dayOf(dayNow()), dayOf(dayNow()));
        terms.terms = PROOF;
        if (!callAs(v.holderIndex, address(market), abi.encodeCall(market.ask, (terms)))) return note("sell", false);
        AskId ask = AskId.wrap(market.askCount());
        bytes memory data = abi.encodeCall(market.quote, (ask, Rate.wrap(20_000), dayOf(dayNow())));
        if (!callAs(buyer, address(market), data)) return note("sell", false);
        QuoteId quote = quoteOn(ask, 1);
        uint64 price = _priceOf(quote);
        uint256[] memory expected = balances();
        bool done = tryAct("sell", v, v.holderIndex, address(market), abi.encodeCall(market.accept, (quote, price)));
        if (done) expectPaid(expected, buyer, v.holderIndex, price);
    }

    /// Mostly at once, and mostly by signing.
    function _answerSoon(View memory v, uint256 dice) private {
        dice %= 8;
        if (dice > 0) _answer(v, dice < 3 ? dice : 0);
    }

    /// 0 signs, 1 refuses, 2 takes back.
    function _answer(View memory v, uint256 how) private {
        RequestId request = registry.holdingInfo(v.id).request;
        if (RequestId.unwrap(request) == 0) return;
        Requests.Request memory r = registry.requestInfo(request);
        if (how == 1) {
            bytes memory no = abi.encodeCall(registry.refuse, (request));
            tryAct("refuse", v, indexOf(r.to), address(registry), no);
        } else if (how == 2) {
            bytes memory back = abi.encodeCall(registry.withdrawRequest, (request));
            tryAct("takeBack", v, indexOf(r.from), address(registry), back);
        } else {
            bool isPledge = BillAct(r.act) == BillAct.Pledge;
            address target = isPledge ? address(security) : address(registry);
            bytes32 name = isPledge ? bytes32("signPledge") : bytes32("signEndorsement");
            bool done = tryAct(name, v, indexOf(r.to), target, abi.encodeCall(registry.sign, (request)));
            if (done && isPledge) _noteDebt(v, r);
        }
    }

    /// The part that was pledged is the newest holding of the bill, or all of it.
    function _noteDebt(View memory v, Requests.Request memory r) private {
        HoldingId part = r.hi - r.lo + 1 == v.units ? v.id : holdingOn(v.bill, registry.billInfo(v.bill).seq);
        _secured[security.pledgeOf(part).debt] = uint64(uint256(r.terms));
    }

    // Money

    /// B-17: what comes in under a realised pledge is the pledgee's up to what is secured, the pledgor's beyond; all in one transaction.
    function _expectDivided(
        uint256[] memory expected,
        uint256 payer,
        View memory v,
        uint256 amount,
        IBillSecurity.Pledge memory p,
        uint256 secured
    ) private {
        if (p.status != IBillSecurity.PledgeStatus.Realised) return expectPaid(expected, payer, v.holderIndex, amount);
        uint256 toPledgee = amount < secured ? amount : secured;
        expected[payer] -= toPledgee;
        expected[v.holderIndex] += toPledgee;
        _collected[p.debt] += toPledgee;
        demand(_collected[p.debt] <= _secured[p.debt], "B-17: a pledgee has had more than was secured");
        demand(security.securedOf(p.debt) == _secured[p.debt] - _collected[p.debt], "B-17: what is still secured");
        expectPaid(expected, payer, indexOf(p.pledgor), amount - toPledgee);
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

    // Which holding

    /// One that can be endorsed; drawn for it when there is none.
    function _findOrDraw(uint256 seed) private returns (View memory v) {
        v = find(seed, _isEndorsable);
        if (v.units > 0 || !_mayDraw()) return v;
        drawBill(seed);
        return find(seed, _isEndorsable);
    }

    function _mayDraw() private view returns (bool) {
        return dayNow() < LAST_DAY && registry.billCount() < MAX_BILLS;
    }

    function _isAny(View memory) private pure returns (bool) {
        return true;
    }

    function _isEndorsable(View memory v) private pure returns (bool) {
        bool circulates = v.status == BillStatus.Delivered && v.circulation == Circulation.Circulating;
        return circulates && !v.dishonoured && !v.frozen;
    }

    function _isTradable(View memory v) private view returns (bool) {
        return _isEndorsable(v) && v.discounted && isBank(v.holderIndex) && v.maturity > dayNow() + 1;
    }

    function _isAsked(View memory v) private view returns (bool) {
        return v.circulation == Circulation.Locked && RequestId.unwrap(registry.holdingInfo(v.id).request) != 0;
    }

    function _isUnderLivePledge(View memory v) private view returns (bool) {
        if (!v.pledged || v.circulation != Circulation.Pledged) return false;
        IBillSecurity.Pledge memory p = security.pledgeOf(v.id);
        return p.status == IBillSecurity.PledgeStatus.Live && !p.byRepo;
    }

    function _isFrozenUnderPledge(View memory v) private view returns (bool) {
        return v.frozen && _isUnderLivePledge(v);
    }

    function _isMatured(View memory v) private view returns (bool) {
        return dayNow() >= v.maturity && !v.dishonoured && _isPresentable(v);
    }

    /// Under a realised pledge.
    function _isHeldToCollect(View memory v) private view returns (bool) {
        return !v.dishonoured && v.circulation == Circulation.Pledged && _isPresentable(v);
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

    function _isCollectingForDebt(View memory v) private pure returns (bool) {
        return v.pledged && _isCollecting(v);
    }

    function _isToCome(View memory v) private view returns (bool) {
        return !v.dishonoured && dayNow() < v.maturity && _isPresentable(v);
    }

    /// Whether there is somebody left to claim on.
    function _isToClaim(View memory v) private view returns (bool) {
        bool isDue = v.dishonoured && (_isPresentable(v) || v.circulation == Circulation.InRecourse);
        return isDue && _liable(v, 0) != NONE;
    }

    function _isToClaimAgain(View memory v) private view returns (bool) {
        return _hasPaid(v) && _isToClaim(v);
    }

    function _isToSettle(View memory v) private view returns (bool) {
        return v.circulation == Circulation.InRecourse && _claimed(v, 0) != NONE;
    }

    function _isToSettleAgain(View memory v) private view returns (bool) {
        return _hasPaid(v) && _isToSettle(v);
    }

    function _isToClaimForDebt(View memory v) private view returns (bool) {
        return v.pledged && _isToClaim(v);
    }

    function _isToSettleForDebt(View memory v) private view returns (bool) {
        return v.pledged && _isToSettle(v);
    }

    /// Whether the holder has it by having paid on a claim.
    function _hasPaid(View memory v) private view returns (bool) {
        if (v.circulation != Circulation.InRecourse) return false;
        EndorsementId last = Chain.last(v.id, registry.holdingInfo(v.id));
        return EndorsementId.unwrap(last) != 0 && registry.endorsementInfo(last).purpose == Purpose.RecourseSettlement;
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
            if (isLiable && !_isClaimed(v, member) && !_isLapsed(v, member)) return member;
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

    /// A limit in a year without a calendar is far away.
    function _isLapsed(View memory v, uint256 member) private view returns (bool) {
        try recourse.limitOf(v.id, members[member].id) returns (Day limit) {
            return Day.unwrap(limit) < dayNow();
        } catch {
            return false;
        }
    }

    function _isClaimed(View memory v, uint256 member) private view returns (bool) {
        IBillRecourse.Pair memory pair = recourse.pairOf(v.id, v.holder, members[member].id);
        return !pair.claimedOn.isNone() && pair.claimedAt == chainOf(v);
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

    /// What the runs above are made of: each act succeeds at least three times, each attack is refused.
    function test_B_6_B_17_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 1000);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 3);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "rights");
        assertActs(_handler, 25);
    }
}
