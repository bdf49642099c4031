// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IQuoteMarket} from "../../kernel/interfaces/IQuoteMarket.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ITitle} from "../../kernel/interfaces/ITitle.sol";
import {Interest} from "../../kernel/libraries/Interest.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {AskId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {Ground, Lock, Marks, Note, NoteId, NoteStatus} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableFinancing}.
contract ReceivableFinancing is IReceivableFinancing, KernelModule {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// What the factor is due of a financing with recourse, on a day.
    struct Account {
        uint64 costs;
        uint64 interest;
        uint64 principal;
        Day since;
    }

    uint256 private constant RECOURSE = 1;
    uint256 private constant DISCLOSED = 2;

    IReceivableRegistry public immutable registry;
    IBusinessCalendar public immutable calendar;
    IQuoteMarket public immutable market;
    ISettlementToken public immutable money;

    /// Financings that are over, and whose seller has yet to remit.
    uint32 private _unremitted;
    mapping(NoteId note => Financing) private _financings;
    /// Into which note a financed note was merged.
    mapping(NoteId note => NoteId) private _mergedInto;

    modifier onlyMarket() {
        if (msg.sender != address(market)) revert TitleCallerNotMarket(msg.sender);
        _;
    }

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IBusinessCalendar calendar_,
        IQuoteMarket market_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        calendar = calendar_;
        market = market_;
        money = money_;
    }

    /// @inheritdoc ITitle
    function offer(
        AskId ask,
        ParticipantId seller,
        Lot[] calldata lots,
        Day lastDay,
        bytes32 terms
    ) external onlyMarket {
        if (uint256(terms) > (RECOURSE | DISCLOSED)) revert FinancingTermsUnknown(terms);
        for (uint256 i; i < lots.length; ++i) {
            registry.offer(NoteId.wrap(lots[i].title), seller, lots[i].amount, ask, lastDay);
        }
    }

    /// @inheritdoc ITitle
    function endOffer(AskId ask, Lot[] calldata lots) external onlyMarket {
        for (uint256 i; i < lots.length; ++i) {
            registry.endOffer(NoteId.wrap(lots[i].title), ask);
        }
    }

    /// @inheritdoc ITitle
    function convey(Deal calldata deal, Lot[] calldata lots) external onlyMarket returns (Sale[] memory sales) {
        _requireFinancier(deal.buyer);
        uint256 terms = uint256(market.askInfo(deal.ask).terms);
        sales = new Sale[](lots.length);
        for (uint256 i; i < lots.length; ++i) {
            sales[i] = _conveyLot(deal, lots[i], terms);
        }
    }

    /// @inheritdoc IReceivableFinancing
    function notifyObligor(NoteId note) external {
        // Checks
        (Financing storage f, ParticipantId factor) = _enterAsFactor(note, Mode.Preserve);
        if (f.notified) revert FinancingAlreadyNotified(note);

        // Effects
        f.notified = true;
        f.notifiedAt = uint40(block.timestamp);
        emit ObligorNotified(note, factor, _info(note).obligor);
    }

    /// @inheritdoc IReceivableFinancing
    function register(NoteId note, bytes32 registration) external {
        // Checks
        (Financing storage f, ParticipantId factor) = _enterAsFactor(note, Mode.Preserve);
        if (registration == 0) revert FinancingReferenceMissing(note);
        if (f.registeredAt != 0) revert FinancingAlreadyRegistered(note);

        // Effects
        f.registration = registration;
        f.registeredAt = uint40(block.timestamp);
        emit FinancingRegistered(note, factor, registration);
    }

    /// @inheritdoc IReceivableFinancing
    function mergeFinanced(NoteId note, NoteId next) external {
        // Checks
        (Financing storage f, ) = _enterAsFactor(note, Mode.Dispose);
        Financing storage g = _live(next);
        if (!_isAlike(f, g)) revert FinancingMarksDiffer(note, next);
        _requireOnlyFinanced(note);
        _requireOnlyFinanced(next);

        // Effects
        f.price += g.price;
        // Neither may gain rank by it (Civil Code 768).
        if (g.registeredAt > f.registeredAt) f.registeredAt = g.registeredAt;
        if (g.notifiedAt > f.notifiedAt) f.notifiedAt = g.notifiedAt;
        delete _financings[next];
        _mergedInto[next] = note;
        emit FinancingsMerged(note, next, f.price);

        // Interactions
        registry.join(note, next);
    }

    /// @inheritdoc IReceivableFinancing
    function remit(NoteId note) external {
        // Checks
        Financing storage f = _financings[note];
        uint64 amount = f.held;
        if (f.recourse) amount = uint64(Math.min(amount, _total(_accountOf(note, f))));
        (ParticipantId seller, address wallet, address factorWallet) = _enterAsSeller(note, f, amount);
        if (amount == 0) revert FinancingNothingHeld(note);

        // Effects
        uint64 due;
        if (f.recourse) (, due) = _receive(note, f, amount);
        _letGo(f);
        emit FinancingRemitted(note, seller, f.factor, amount, 0, due);

        // Interactions
        _pay(seller, wallet, factorWallet, amount);
    }

    /// @inheritdoc IReceivableFinancing
    function claim(NoteId note, uint64 costs, bytes32 evidence) external {
        // Checks
        (Financing storage f, ParticipantId factor) = _enterAsFactor(note, Mode.Preserve);
        if (!f.recourse) revert FinancingWithoutRecourse(note);
        Note memory n = _info(note);
        _requireOverdue(note, n);
        if (costs != 0 && evidence == 0) revert FinancingCostsWithoutEvidence(note);
        uint64 max = _units(n) - f.claimedCosts;
        if (costs > max) revert FinancingCostsTooHigh(note, costs, max);

        // Effects
        f.claimed = true;
        f.claimedCosts += costs;
        f.costs += costs;
        emit FinancingClaimed(note, factor, f.seller, costs, evidence, _total(_accountOf(note, f)));
    }

    /// @inheritdoc IReceivableFinancing
    function repay(NoteId note, uint64 amount) external {
        // Checks
        Financing storage f = _financings[note];
        uint64 due = _total(_accountOf(note, f));
        if (amount == 0) amount = due;
        (ParticipantId seller, address wallet, address factorWallet) = _enterAsSeller(note, f, amount);
        bool live = _requireRepayable(note, f);
        if (amount == 0 || amount > due) revert FinancingAmountOutOfRange(note, amount, due);

        // Effects
        (, due) = _receive(note, f, amount);
        bool returned = live && due == 0;
        if (returned) f.status = FinancingStatus.Repaid;
        emit FinancingRepaid(note, seller, f.factor, amount, due, f.status);

        // Interactions
        if (returned) {
            _unmark(note);
            registry.convey(note, seller, Ground.Recourse);
        }
        _pay(seller, wallet, factorWallet, amount);
    }

    /// @inheritdoc IReceivableFinancing
    function collect(
        NoteId note,
        uint64 amount,
        bool last
    ) external onlyPart returns (ParticipantId payee, uint64 toPayee, ParticipantId other, uint64 toOther) {
        Financing storage f = _live(note);
        (payee, toPayee, other) = (f.factor, amount, f.seller);
        uint64 due;
        if (!f.notified) {
            // As the factor's agent, unless the factor has all that it is due: what reaches the factor is what it remits (R-5).
            payee = other;
            due = _total(_accountOf(note, f));
            if (!f.recourse || due != 0) f.held += amount;
            emit FinancingCollected(note, f.factor, other, 0, amount, f.held, due);
        } else {
            if (f.recourse) (toPayee, due) = _receive(note, f, amount);
            toOther = amount - toPayee;
            emit FinancingCollected(note, payee, other, toPayee, toOther, f.held, due);
        }
        if (last) _end(note, f, FinancingStatus.Collected);
    }

    /// @inheritdoc IReceivableFinancing
    function end(NoteId note) external onlyPart {
        Financing storage f = _financings[note];
        if (f.status == FinancingStatus.Live) _end(note, f, FinancingStatus.Ended);
    }

    /// @inheritdoc ITitle
    function previewConvey(Deal calldata deal, Lot[] calldata lots) external view returns (Sale[] memory sales) {
        for (uint256 i; i < lots.length; ++i) {
            _requireOffered(NoteId.wrap(lots[i].title), deal.ask);
        }
        requireBuyer(lots, deal.buyer);
        return priceOf(lots, deal.rate, today());
    }

    /// @inheritdoc ITitle
    /// @dev What is merged is held with what it was merged into. The way there is as long as its factor has made it.
    function heldBy(uint64 title, ParticipantId participant) external view returns (uint64) {
        NoteId note = NoteId.wrap(title);
        Note memory n = _info(note);
        uint64 units = _units(n);
        while (n.status == NoteStatus.Merged && NoteId.unwrap(_mergedInto[note]) != 0) {
            note = _mergedInto[note];
            n = _info(note);
        }
        return n.status == NoteStatus.Live && n.holder == participant ? units : 0;
    }

    /// @inheritdoc IReceivableFinancing
    function financingOf(NoteId note) external view returns (Financing memory) {
        return _financings[note];
    }

    /// @inheritdoc IReceivableFinancing
    function dueOn(NoteId note) external view returns (uint64 costs, uint64 interest, uint64 principal) {
        Account memory a = _accountOf(note, _financings[note]);
        return (a.costs, a.interest, a.principal);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _unremitted;
    }

    /// @inheritdoc ITitle
    function priceOf(Lot[] calldata lots, Rate rate, Day valueDay) public view returns (Sale[] memory sales) {
        sales = new Sale[](lots.length);
        for (uint256 i; i < lots.length; ++i) {
            NoteId note = NoteId.wrap(lots[i].title);
            Note memory n = _info(note);
            (uint64 units, uint64 amount) = (_units(n), lots[i].amount);
            if (amount == 0 || amount > units) revert IReceivableRegistry.NoteAmountOutOfRange(note, amount, units);
            if (valueDay >= n.dueDay) revert FinancingValueDayOutOfRange(note, valueDay, n.dueDay);
            sales[i].debtor = n.obligor;
            sales[i].face = amount;
            sales[i].price = _price(amount, rate, valueDay, calendar.nextBusinessDay(n.dueDay));
            if (amount == units) sales[i].title = lots[i].title;
        }
    }

    /// @inheritdoc ITitle
    function requireBuyer(Lot[] calldata lots, ParticipantId buyer) public view {
        _requireFinancier(buyer);
        for (uint256 i; i < lots.length; ++i) {
            NoteId note = NoteId.wrap(lots[i].title);
            if (_info(note).obligor == buyer) revert FinancingBuyerIsObligor(note, buyer);
        }
    }

    function _conveyLot(Deal calldata deal, Lot calldata lot, uint256 terms) private returns (Sale memory sale) {
        NoteId note = registry.conveyOffered(
            NoteId.wrap(lot.title),
            deal.ask,
            deal.buyer,
            deal.sellerWallet,
            deal.buyerWallet
        );
        Note memory n = _info(note);
        Day payableDay = calendar.nextBusinessDay(n.dueDay);
        sale.title = NoteId.unwrap(note);
        sale.debtor = n.obligor;
        sale.face = lot.amount;
        sale.price = _price(lot.amount, deal.rate, today(), payableDay);
        _finance(note, deal, sale, payableDay, terms);
    }

    function _finance(NoteId note, Deal calldata deal, Sale memory sale, Day payableDay, uint256 terms) private {
        bool recourse = terms & RECOURSE != 0;
        bool disclosed = terms & DISCLOSED != 0;
        // An order may have ended an earlier one.
        delete _financings[note];
        Financing storage f = _financings[note];
        f.seller = deal.seller;
        f.factor = deal.buyer;
        f.price = sale.price;
        f.rate = deal.rate;
        f.valueDay = today();
        f.payableDay = payableDay;
        f.status = FinancingStatus.Live;
        f.recourse = recourse;
        f.disclosed = disclosed;
        f.notified = disclosed;
        if (disclosed) f.notifiedAt = uint40(block.timestamp);
        emit NoteFinanced(
            note,
            deal.seller,
            deal.buyer,
            sale.face,
            sale.price,
            deal.rate,
            today(),
            payableDay,
            recourse,
            disclosed
        );
    }

    /// Takes what reaches the factor off its account: costs, then interest, then principal.
    /// @return taken what of it the factor is due
    /// @return left what it is due after it; when nothing is, nothing is held for it either
    function _receive(NoteId note, Financing storage f, uint64 amount) private returns (uint64 taken, uint64 left) {
        Account memory a = _accountOf(note, f);
        uint64 due = _total(a);
        taken = uint64(Math.min(amount, due));
        left = due - taken;
        uint64 toCosts = uint64(Math.min(taken, a.costs));
        uint64 toInterest = uint64(Math.min(taken - toCosts, a.interest));
        f.costs = a.costs - toCosts;
        f.interest = a.interest - toInterest;
        f.principal = a.principal - (taken - toCosts - toInterest);
        f.since = a.since;
        if (left == 0) _letGo(f);
    }

    /// What the seller holds is the factor's no more: it was remitted, or the factor has all that it is due.
    function _letGo(Financing storage f) private {
        if (f.held == 0) return;
        f.held = 0;
        if (f.status != FinancingStatus.Live) --_unremitted;
    }

    function _end(NoteId note, Financing storage f, FinancingStatus status) private {
        f.status = status;
        if (f.held != 0) ++_unremitted;
        emit FinancingEnded(note, f.factor, status);
        _unmark(note);
    }

    function _unmark(NoteId note) private {
        registry.mark(note, 0, Marks.FINANCED);
    }

    /// Says who lacks how much, where the token would name accounts.
    function _pay(ParticipantId payer, address from, address to, uint64 amount) private {
        uint256 spendable = money.spendable(from);
        uint256 allowance = money.allowance(from, address(this));
        if (spendable < amount || allowance < amount) revert FinancingMoneyShort(payer, amount, spendable, allowance);
        IERC20(money).safeTransferFrom(from, to, amount);
    }

    function _enterAsFactor(NoteId note, Mode mode) private view returns (Financing storage f, ParticipantId caller) {
        (caller, , ) = _enter(NOBODY, mode, 0);
        f = _live(note);
        ParticipantId factor = f.factor;
        if (caller != factor) revert FinancingNotFactor(note, caller, factor);
    }

    function _enterAsSeller(
        NoteId note,
        Financing storage f,
        uint64 amount
    ) private view returns (ParticipantId caller, address wallet, address factorWallet) {
        (caller, wallet, factorWallet) = _enter(f.factor, Mode.Perform, amount);
        if (f.status == FinancingStatus.None) revert FinancingMissing(note, f.status);
        ParticipantId seller = f.seller;
        if (caller != seller) revert FinancingNotSeller(note, caller, seller);
    }

    function _live(NoteId note) private view returns (Financing storage f) {
        f = _financings[note];
        if (f.status != FinancingStatus.Live) revert FinancingMissing(note, f.status);
    }

    function _isAlike(Financing storage f, Financing storage g) private view returns (bool) {
        return
            f.seller == g.seller &&
            f.factor == g.factor &&
            Rate.unwrap(f.rate) == Rate.unwrap(g.rate) &&
            f.valueDay == g.valueDay &&
            f.payableDay == g.payableDay &&
            f.recourse == g.recourse &&
            f.disclosed == g.disclosed &&
            f.notified == g.notified &&
            f.registration == g.registration;
    }

    /// Nothing else stands on it, and nothing has been paid on it: its due day is yet to come.
    function _requireOnlyFinanced(NoteId note) private view {
        uint16 marks = registry.marksOf(note);
        Day dueDay = _info(note).dueDay;
        if (marks != Marks.FINANCED || today() >= dueDay) {
            revert IReceivableRegistry.NoteNotFree(note, marks, dueDay);
        }
    }

    /// While the holder is kept from what was set aside for it, its debtor is not late.
    function _requireOverdue(NoteId note, Note memory n) private view {
        Day payableDay = calendar.nextBusinessDay(n.dueDay);
        if (today() <= payableDay) revert FinancingNotOverdue(note, payableDay, today());
        if (n.marks & Marks.SET_ASIDE != 0 && registry.marksOf(note) & Marks.FROZEN != 0)
            revert FinancingSetAside(note);
    }

    /// Whether the note comes back with the last of it; what is left of a claim when the note is paid is paid by itself.
    function _requireRepayable(NoteId note, Financing storage f) private view returns (bool live) {
        FinancingStatus status = f.status;
        live = status == FinancingStatus.Live;
        if (!live && status != FinancingStatus.Collected) revert FinancingMissing(note, status);
        if (!f.claimed) revert FinancingNotClaimed(note);
    }

    function _requireFinancier(ParticipantId buyer) private view {
        if (
            !participants.isQualified(buyer, Qualifications.BANK) &&
            !participants.isQualified(buyer, Qualifications.FINANCE_COMPANY)
        ) revert TitleBuyerUnqualified(buyer, Qualifications.BANK);
    }

    /// Reverts unless the ask's offer could be carried out now; the lock is its own.
    function _requireOffered(NoteId note, AskId ask) private view {
        Lock memory lock = registry.lockOf(note);
        if (lock.ask != ask || lock.lastDay < today()) revert IReceivableRegistry.NoteNotOffered(note, ask);
        Note memory n = _info(note);
        uint16 marks = registry.marksOf(note) & (Marks.BLOCKING | Marks.FROZEN);
        if (marks != 0 || today() >= n.dueDay) revert IReceivableRegistry.NoteNotFree(note, marks, n.dueDay);
    }

    /// What the factor is due today. Nothing of it is written before the first payment: the price is due, and the discount.
    function _accountOf(NoteId note, Financing storage f) private view returns (Account memory a) {
        if (!f.recourse) return a;
        a = Account({costs: f.costs, interest: f.interest, principal: f.principal, since: f.since});
        if (a.since.isNone()) {
            a.principal = f.price;
            a.interest = _units(_info(note)) - a.principal;
            a.since = f.payableDay;
        }
        if (a.since < today()) {
            a.interest += Interest.over360(a.principal, f.rate, a.since, today()).toUint64();
            a.since = today();
        }
    }

    function _info(NoteId note) private view returns (Note memory) {
        return registry.noteInfo(note);
    }

    function _price(uint64 amount, Rate rate, Day valueDay, Day payableDay) private pure returns (uint64) {
        (, uint256 proceeds) = Interest.discount(amount, rate, valueDay, payableDay);
        return uint64(proceeds);
    }

    function _total(Account memory a) private pure returns (uint64) {
        return a.costs + a.interest + a.principal;
    }

    function _units(Note memory n) private pure returns (uint64) {
        return n.hi - n.lo + 1;
    }
}
