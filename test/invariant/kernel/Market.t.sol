// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IQuoteMarket} from "../../../contracts/kernel/interfaces/IQuoteMarket.sol";
import {ITitle} from "../../../contracts/kernel/interfaces/ITitle.sol";
import {ITradeRegistry} from "../../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {Day} from "../../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId, QuoteId, quoteOn, SubjectId} from "../../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../../contracts/kernel/types/Rate.sol";
import {IBillIssuance} from "../../../contracts/modules/bills/interfaces/IBillIssuance.sol";
import {
    BillId,
    BillKind,
    Circulation,
    Endorsement,
    EndorsementId,
    Holding,
    HoldingId,
    holdingOn,
    TradeUse
} from "../../../contracts/modules/bills/types/BillTypes.sol";
import {Acts, ActsTest} from "../../utils/Acts.sol";
import {BillFixture} from "../../utils/BillFixture.sol";

/// @notice Members offer splittable bills, whole and in parts, quote, open, accept, withdraw and endorse, rightly and wrongly, while
/// money and allowances come and go, lines are set, parties frozen, modules halted, and days pass up to maturity.
contract MarketHandler is BillFixture, Acts {
    /// What everybody has, before and after an act.
    struct Wealth {
        uint256[MEMBERS] money;
        uint256[MEMBERS] units;
    }

    uint256 private constant BILLS_DRAWN = 6;
    uint256 private constant FACE = 1_000;
    uint256 private constant TENOR = 120;
    uint256 private constant MAX_ASKS = 60;
    bytes32 private constant TRADE = "trade";

    uint256 private _maturity;
    uint256 private _count;
    bytes32 private _haltCase;
    BillId private _touched = BillId.wrap(1);
    /// Rates that were committed to.
    mapping(QuoteId quote => Rate) private _rates;
    mapping(AskId ask => uint256) private _accepted;

    constructor() {
        deployBills();
        _maturity = _today() + TENOR;
        for (uint256 i; i < BILLS_DRAWN; ++i) {
            _deliver(i % BANKS, FIRM + 2 + (i % 3));
        }
    }

    function ask(uint256 seed, uint256 amount, uint256 term, uint256 kind) external {
        if (market.askCount() == MAX_ASKS) return;
        _resume(kind);
        (HoldingId holding, uint256 owner) = _free(seed);
        // What is offered already is tried again now and then only.
        if (_isOffered(holding) && kind % 8 != 0) return;
        // One in eight offers what is not theirs.
        uint256 by = kind % 8 == 7 ? (owner + 1) % MEMBERS : owner;
        Holding memory h = registry.holdingInfo(holding);
        uint256 units = h.hi - h.lo + 1;
        IQuoteMarket.AskTerms memory terms;
        terms.title = address(discount);
        terms.lots = new ITitle.Lot[](kind % 16 == 3 ? 2 : 1);
        // Mostly parts; sometimes all of it, or one too many.
        terms.lots[0] = ITitle.Lot(HoldingId.unwrap(holding), uint64(bound(amount, 1, units + 1)));
        if (terms.lots.length == 2) {
            (HoldingId second, ) = _holding(seed >> 128);
            terms.lots[1] = ITitle.Lot(HoldingId.unwrap(second), 1);
        }
        terms.firstDay = _day(_today());
        terms.lastDay = _day(_today() + bound(term, 0, 4));
        if (kind % 3 == 0) terms.closesAt = uint40(vm.getBlockTimestamp() + 1 hours);
        terms.terms = TRADE;
        bool done = _call(by, address(market), abi.encodeCall(market.ask, (terms)));
        if (done || by == owner) note(done ? bytes32("ask") : bytes32("ask refused"), true);
        demand(!done || by == owner, "B-4: who does not hold it offered it");
    }

    function quote(uint256 seed, uint256 by, uint256 rate, uint256 slip) external {
        if (market.askCount() == 0) return;
        _resume(seed);
        AskId askId = _ask(seed);
        IQuoteMarket.Ask memory a = market.askInfo(askId);
        by = by % 4 == 0 ? bound(by, 0, MEMBERS - 1) : FIRM + (by % BANKS);
        Rate bid = Rate.wrap(uint32(bound(rate, 0, 100_000)));
        // One in eight binds longer than the ask lasts.
        Day lastDay = slip % 8 == 0 ? _day(Day.unwrap(a.lastDay) + 1) : a.lastDay;
        bytes memory data = abi.encodeCall(market.quote, (askId, bid, lastDay));
        if (a.closesAt != 0) {
            bytes32 commitment = market.commitmentOf(askId, members[by].id, bid, a.lastDay, TRADE);
            data = abi.encodeCall(market.quoteSealed, (askId, commitment));
        }
        bool done = _call(by, address(market), data);
        demand(!done || isBank(by), "B-18: an ordinary participant quoted");
        demand(!done || lastDay == a.lastDay || a.closesAt != 0, "a quote binds longer than its ask lasts");
        if (!done) return;
        note("quote", true);
        _rates[quoteOn(askId, market.askInfo(askId).quoteCount)] = bid;
    }

    /// Opened as it was committed to, or with another rate.
    function openQuote(uint256 seed, uint256 lie) external {
        if (market.askCount() == 0) return;
        (QuoteId quoteId, IQuoteMarket.Ask memory a) = _quote(seed);
        IQuoteMarket.Quote memory q = market.quoteInfo(quoteId);
        uint256 by = _memberOf(q.buyer);
        if (by == MEMBERS || q.status != IQuoteMarket.QuoteStatus.Sealed) return;
        _resume(seed);
        // Most wait until bidding is over.
        if (lie % 8 != 1 && vm.getBlockTimestamp() < a.closesAt) vm.warp(a.closesAt);
        Rate rate = lie % 4 == 0 ? Rate.wrap(Rate.unwrap(_rates[quoteId]) + 1) : _rates[quoteId];
        bytes memory data = abi.encodeCall(market.openQuote, (quoteId, rate, a.lastDay, TRADE));
        bool done = _call(by, address(market), data);
        demand(!done || lie % 4 != 0, "X-79: opened at another rate than committed to");
        demand(!done || vm.getBlockTimestamp() >= a.closesAt, "opened while bidding was open");
        if (done) note("openQuote", true);
    }

    /// Called by its asker or by somebody else, at the price of the preview or another.
    function accept(uint256 seed, uint256 by, uint256 slip) external {
        if (market.askCount() == 0) return;
        (QuoteId quoteId, IQuoteMarket.Ask memory a) = _quote(seed);
        IQuoteMarket.Quote memory q = market.quoteInfo(quoteId);
        (uint256 seller, uint256 buyer) = (_memberOf(a.asker), _memberOf(q.buyer));
        if (buyer == MEMBERS) return;
        _resume(seed);
        by = by % 6 == 0 ? bound(by, 0, MEMBERS - 1) : seller;
        uint64 price = _priceOf(quoteId);
        uint256 faces = _facesOf(quoteId.askOf());
        Wealth memory before = _wealth();
        bool lies = slip % 6 == 0;
        bytes memory data = abi.encodeCall(market.accept, (quoteId, lies ? price + 1 : price));
        bool done = _call(by, address(market), data);
        Wealth memory after_ = _wealth();
        if (!done) {
            demand(keccak256(abi.encode(before)) == keccak256(abi.encode(after_)), "X-12: a refusal moved something");
            return;
        }
        note("accept", true);
        _touched = HoldingId.wrap(market.lotsOf(quoteId.askOf())[0].title).billOf();
        demand(by == seller && !lies, "X-12: accepted by another, or at another price than was seen");
        demand(++_accepted[quoteId.askOf()] == 1, "of one ask two quotes were accepted");
        demand(price > 0 && price <= faces, "X-13: the price is not within the face");
        before.money[buyer] -= price;
        before.money[seller] += price;
        before.units[seller] -= faces;
        before.units[buyer] += faces;
        demand(
            keccak256(abi.encode(before)) == keccak256(abi.encode(after_)),
            "X-12: title and money did not change hands together"
        );
    }

    function recordBroken(uint256 seed) external {
        if (market.askCount() == 0) return;
        (QuoteId quoteId, IQuoteMarket.Ask memory a) = _quote(seed);
        IQuoteMarket.Quote memory q = market.quoteInfo(quoteId);
        (uint256 seller, uint256 buyer) = (_memberOf(a.asker), _memberOf(q.buyer));
        if (buyer == MEMBERS) return;
        uint64 price = _priceOf(quoteId);
        // Whether the quote could be honoured now, as accepting it shows.
        uint256 snapshot = vm.snapshotState();
        bool could = _call(seller, address(market), abi.encodeCall(market.accept, (quoteId, price)));
        vm.revertToState(snapshot);
        bool done = _call(seller, address(market), abi.encodeCall(market.recordBroken, (quoteId)));
        demand(!(done && could), "a quote that could be paid was recorded as broken");
        if (done) note("recordBroken", true);
    }

    function withdrawAsk(uint256 seed, uint256 by) external {
        if (market.askCount() == 0 || seed % 3 != 0) return;
        AskId askId = _ask(seed);
        IQuoteMarket.Ask memory a = market.askInfo(askId);
        by = by % 2 == 0 ? bound(by, 0, MEMBERS - 1) : _memberOf(a.asker);
        bool able = by == _memberOf(a.asker) && _isOpen(a);
        bool done = _call(by, address(market), abi.encodeCall(market.withdrawAsk, (askId)));
        demand(done == able, "K-12: an asker withdraws while its ask is open, and nobody else");
        if (done) note("withdrawAsk", true);
    }

    /// Past the market: an offered holding is locked.
    function endorse(uint256 seed, uint256 to) external {
        (HoldingId holding, uint256 owner) = _holding(seed);
        to = bound(to, 0, MEMBERS - 1);
        bool isOffered = _isOffered(holding);
        bytes memory data = abi.encodeCall(registry.endorse, (holding, members[to].id, false, Day.wrap(0)));
        if (!_call(owner, address(registry), data)) return;
        demand(!isOffered, "X-5: what is offered was endorsed");
        if (!_call(to, address(registry), abi.encodeCall(registry.sign, (registry.holdingInfo(holding).request)))) {
            data = abi.encodeCall(registry.withdrawRequest, (registry.holdingInfo(holding).request));
            demand(_call(owner, address(registry), data), "a request could not be taken back");
            return;
        }
        note("endorse", true);
    }

    /// The back doors of titles and parts.
    function attack(uint256 how, uint256 seed, uint256 by) external {
        by = bound(by, 0, MEMBERS - 1);
        (HoldingId holding, ) = _holding(seed);
        ITitle.Lot[] memory lots = new ITitle.Lot[](1);
        lots[0] = ITitle.Lot(HoldingId.unwrap(holding), 1);
        AskId askId = AskId.wrap(uint32(bound(seed, 0, MAX_ASKS)));
        address wallet = members[by].wallet;
        address target = address(discount);
        how = bound(how, 0, 4);
        bytes memory data;
        ITitle.Deal memory deal = ITitle.Deal(askId, members[by].id, members[by].id, Rate.wrap(0), wallet, wallet);
        if (how == 0) data = abi.encodeCall(discount.convey, (deal, lots));
        if (how == 1) data = abi.encodeCall(discount.endOffer, (askId, lots));
        if (how == 2) data = abi.encodeCall(discount.offer, (askId, members[by].id, lots, _day(_today()), TRADE));
        if (how > 2) target = address(registry);
        if (how == 3) data = abi.encodeCall(registry.endOffer, (holding, askId));
        if (how == 4) {
            data = abi.encodeCall(registry.conveyOffered, (holding, askId, members[by].id, wallet, wallet));
        }
        noteAttack("attack", _call(by, target, data), "K-3: a title moved through a back door");
    }

    function fund(uint256 bank, uint256 amount, uint256 allowance) external {
        address wallet = members[FIRM + (bank % BANKS)].wallet;
        amount = bound(amount, 1, 3 * FACE);
        if (money.balanceOf(wallet) < FACE && bank % 3 != 0) {
            _call(BANK, address(money), abi.encodeCall(money.issue, (wallet, amount, bytes32(++_count))));
        }
        vm.prank(wallet);
        money.approve(address(market), allowance % 3 == 0 ? 0 : 10 * FACE);
        note("fund", true);
    }

    function setLine(uint256 bank, uint256 debtor, uint256 limit) external {
        uint256 by = FIRM + (bank % BANKS);
        ParticipantId id = members[FIRM + (debtor % BANKS)].id;
        bytes memory data = abi.encodeCall(market.setLine, (id, uint64(bound(limit, FACE / 2, 6 * FACE)), 0));
        demand(_call(by, address(market), data), "K-12: a bank could not limit its own purchases");
        note("setLine", true);
    }

    function countOff(uint256 seed) external {
        (HoldingId holding, ) = _holding(seed);
        bytes memory data = abi.encodeCall(market.countOff, (address(discount), HoldingId.unwrap(holding)));
        if (_call(0, address(market), data)) note("countOff", true);
    }

    function freeze(uint256 member) external {
        if (member % 4 != 0) return;
        ParticipantId id = members[bound(member, FIRM, MEMBERS - 1)].id;
        if (participants.isFrozen(id)) return;
        uint40 until = uint40(vm.getBlockTimestamp() + 3 hours);
        carryOut(address(participants), abi.encodeCall(participants.freeze, (id, bytes32(++_count), until)));
        note("freeze", true);
    }

    function halt(uint256 seed) external {
        _resume(seed);
        if (_haltCase != 0 || seed % 4 != 0) return;
        _haltCase = bytes32(++_count);
        carryOut(address(directory), abi.encodeCall(directory.halt, (BILLS, _haltCase)));
        note("halt", true);
    }

    function pass(uint256 time) external {
        if (_today() < _maturity) skip(bound(time, 10 minutes, 2 days));
    }

    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](34);
        for (uint256 i; i < 5; ++i) {
            list[i] = this.ask.selector;
            list[5 + i] = this.quote.selector;
            list[10 + i] = this.accept.selector;
        }
        for (uint256 i; i < 3; ++i) {
            list[15 + i] = this.openQuote.selector;
            list[18 + i] = this.fund.selector;
        }
        list[21] = this.recordBroken.selector;
        list[22] = this.withdrawAsk.selector;
        list[23] = this.endorse.selector;
        list[24] = this.attack.selector;
        list[25] = this.setLine.selector;
        list[26] = this.countOff.selector;
        list[27] = this.freeze.selector;
        list[28] = this.halt.selector;
        list[29] = this.pass.selector;
        list[30] = this.recordBroken.selector;
        list[31] = this.openQuote.selector;
        list[32] = this.countOff.selector;
        list[33] = this.recordBroken.selector;
    }

    /// The bill of the last act, and the purses.
    function check() external view returns (string memory) {
        if (bytes(breach).length > 0) return breach;
        if (money.balanceOf(address(market)) + money.balanceOf(address(discount)) != 0)
            return "K-6: a part holds money";
        return _checkBill(_touched);
    }

    function checkAll() external view returns (string memory) {
        if (bytes(breach).length > 0) return breach;
        for (uint32 bill = 1; bill <= BILLS_DRAWN; ++bill) {
            string memory found = _checkBill(BillId.wrap(bill));
            if (bytes(found).length > 0) return found;
        }
        return "";
    }

    function _checkBill(BillId bill) private view returns (string memory) {
        uint32 count = registry.billInfo(bill).seq;
        uint256 units;
        for (uint32 i = 1; i <= count; ++i) {
            HoldingId holding = holdingOn(bill, i);
            Holding memory h = registry.holdingInfo(holding);
            units += h.hi - h.lo + 1;
            // Whichever holding begins right after this one, exactly one does, unless this is the last.
            uint256 next;
            for (uint32 j = 1; j <= count; ++j) {
                if (registry.holdingInfo(holdingOn(bill, j)).lo == h.hi + 1) ++next;
            }
            if (next != (h.hi == FACE ? 0 : 1)) return "B-6, X-14: the parts do not partition the bill";
            if (!_isContinuous(holding, h)) return "B-4: a part's chain is broken";
            bool isLocked = _circulationOf(holding) == Circulation.Locked;
            if (isLocked != _isOffered(holding)) return "what is locked is not what is offered";
        }
        return units == FACE ? "" : "B-6: the parts are not the face";
    }

    /// From the payee to the holder, each link over an interval that contains the holding's.
    function _isContinuous(HoldingId holding, Holding memory h) private view returns (bool) {
        (, Endorsement[] memory chain, EndorsementId next) = registry.descriptor().chainOf(
            registry,
            holding,
            EndorsementId.wrap(0),
            500
        );
        if (EndorsementId.unwrap(next) != 0 || chain.length != h.chainLength) return false;
        ParticipantId hands = h.holder;
        for (uint256 i; i < chain.length; ++i) {
            if (chain[i].to != hands || chain[i].lo > h.lo || chain[i].hi < h.hi) return false;
            hands = chain[i].from;
        }
        return hands == registry.billInfo(holding.billOf()).payee;
    }

    /// A delivered bill on a bank, with an invoice behind it.
    function _deliver(uint256 bank, uint256 payee) private {
        uint256 drawer = FIRM + 2 + ((payee - FIRM - 1) % 3);
        ITradeRegistry.Document memory d;
        d.kind = ITradeRegistry.DocumentKind.Invoice;
        (d.seller, d.buyer) = (members[payee].id, members[drawer].id);
        d.face = uint64(FACE);
        d.issuer = members[payee].uscc;
        d.number = vm.toString(++_count);
        vm.prank(members[payee].wallet);
        (SubjectId subject, bytes32 terms) = trade.register(d);
        vm.prank(members[drawer].wallet);
        trade.confirm(subject, d.seller, terms);

        IBillIssuance.DrawTerms memory t;
        t.kind = BillKind.Bank;
        t.splittable = true;
        t.acceptor = members[FIRM + bank].id;
        t.payee = members[payee].id;
        t.institution = members[FIRM].id;
        t.face = uint64(FACE);
        t.maturity = _day(_maturity);
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse({subject: subject, amount: uint64(FACE)});
        vm.prank(members[drawer].wallet);
        (BillId bill, HoldingId holding) = issuance.draw(t);
        vm.prank(members[drawer].wallet);
        issuance.presentForAcceptance(bill);
        _signIssued(holding, FIRM + bank);
        vm.prank(members[drawer].wallet);
        issuance.deliver(bill, Day.wrap(0));
        _signIssued(holding, payee);
    }

    function _signIssued(HoldingId holding, uint256 by) private {
        bytes memory data = abi.encodeCall(issuance.sign, (registry.holdingInfo(holding).request));
        require(_call(by, address(issuance), data), "signing an issue");
    }

    function _resume(uint256 seed) private {
        if (_haltCase == 0 || seed % 3 == 0) return;
        carryOut(address(directory), abi.encodeCall(directory.resume, (BILLS, _haltCase)));
        _haltCase = 0;
    }

    function _wealth() private view returns (Wealth memory w) {
        for (uint256 i; i < MEMBERS; ++i) {
            w.money[i] = money.balanceOf(members[i].wallet);
        }
        for (uint32 bill = 1; bill <= BILLS_DRAWN; ++bill) {
            uint32 count = registry.billInfo(BillId.wrap(bill)).seq;
            for (uint32 n = 1; n <= count; ++n) {
                Holding memory h = registry.holdingInfo(holdingOn(BillId.wrap(bill), n));
                w.units[_memberOf(h.holder)] += h.hi - h.lo + 1;
            }
        }
    }

    function _priceOf(QuoteId quoteId) private view returns (uint64 price) {
        try market.previewAccept(quoteId) returns (ITitle.Sale[] memory, uint64 total) {
            price = total;
        } catch {
            price = 1;
        }
    }

    function _facesOf(AskId askId) private view returns (uint256 faces) {
        ITitle.Lot[] memory lots = market.lotsOf(askId);
        for (uint256 i; i < lots.length; ++i) {
            faces += lots[i].amount;
        }
    }

    /// Whether exactly one open ask has the holding among its lots.
    function _isOffered(HoldingId holding) private view returns (bool) {
        uint256 asks;
        for (uint32 i = 1; i <= market.askCount(); ++i) {
            if (!_isOpen(market.askInfo(AskId.wrap(i)))) continue;
            ITitle.Lot[] memory lots = market.lotsOf(AskId.wrap(i));
            for (uint256 j; j < lots.length; ++j) {
                if (lots[j].title == HoldingId.unwrap(holding)) ++asks;
            }
        }
        require(asks < 2, "X-11: offered twice");
        return asks == 1;
    }

    function _isOpen(IQuoteMarket.Ask memory a) private view returns (bool) {
        return a.status == IQuoteMarket.AskStatus.Open && Day.unwrap(a.lastDay) >= _today();
    }

    function _circulationOf(HoldingId holding) private view returns (Circulation circulation) {
        (, circulation) = registry.pairOf(holding);
    }

    function _ask(uint256 seed) private view returns (AskId) {
        uint256 count = market.askCount();
        // The newest ones most of all: old ones have ended.
        uint256 back = bound(seed, 0, count > 4 ? 4 : count - 1);
        return AskId.wrap(uint32(count - back));
    }

    /// A quote of an ask that has some; otherwise one that does not exist.
    function _quote(uint256 seed) private view returns (QuoteId quoteId, IQuoteMarket.Ask memory a) {
        AskId askId = _ask(seed);
        a = market.askInfo(askId);
        uint256 number = a.quoteCount == 0 ? 1 : 1 + ((seed >> 64) % a.quoteCount);
        quoteId = quoteOn(askId, uint32(number));
    }

    function _holding(uint256 seed) private view returns (HoldingId holding, uint256 owner) {
        BillId bill = BillId.wrap(uint32(seed % BILLS_DRAWN) + 1);
        holding = holdingOn(bill, uint32((seed >> 32) % registry.billInfo(bill).seq) + 1);
        owner = _memberOf(registry.holdingInfo(holding).holder);
    }

    /// One that is not offered, if there is any from `seed` on.
    function _free(uint256 seed) private view returns (HoldingId holding, uint256 owner) {
        for (uint256 i; i < BILLS_DRAWN; ++i) {
            (holding, owner) = _holding(seed + i);
            if (!_isOffered(holding)) break;
        }
    }

    /// MEMBERS for nobody.
    function _memberOf(ParticipantId id) private view returns (uint256 member) {
        while (member < MEMBERS && members[member].id != id) ++member;
    }

    function _day(uint256 day) private pure returns (Day) {
        return Day.wrap(uint32(day));
    }

    function _today() private view returns (uint256) {
        return (vm.getBlockTimestamp() + 8 hours) / 1 days;
    }

    function _call(uint256 by, address target, bytes memory data) private returns (bool done) {
        vm.prank(members[by].wallet);
        (done, ) = target.call(data);
    }
}

contract MarketInvariant is ActsTest {
    MarketHandler private _handler;

    function setUp() external {
        _handler = new MarketHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// X-12: title and money change hands together, at the price that was seen, or nothing does. X-13: the price is within the face.
    /// B-6, X-14: the holdings of a bill partition it, however it was sold. B-4: each part's chain is continuous. X-5, X-11: what
    /// is offered is locked, under one ask. K-3, K-6: no title moves through a back door, and no part holds money.
    function invariant_X_12_titleAndMoneyChangeHandsTogether() external view {
        assertEq(_handler.check(), "", "market");
    }

    /// X-12, B-6: what the runs above are made of: each act succeeds, each attack and many an act is refused.
    function test_X_12_B_6_eachActSucceeds() external {
        play(_handler, _handler.selectors(), 700);
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, 1);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "market");
        assertActs(_handler, 15);
    }
}
