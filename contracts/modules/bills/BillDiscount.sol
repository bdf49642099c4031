// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IQuoteMarket} from "../../kernel/interfaces/IQuoteMarket.sol";
import {ITitle} from "../../kernel/interfaces/ITitle.sol";
import {Interest} from "../../kernel/libraries/Interest.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../kernel/types/Ids.sol";
import {Qualifications} from "../../kernel/types/Parties.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {IBillDiscount} from "./interfaces/IBillDiscount.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {Bill, Circulation, Holding, HoldingId, Offer, Purpose} from "./types/BillTypes.sol";

/// Documented in {IBillDiscount}.
contract BillDiscount is IBillDiscount, KernelModule {
    IBillRegistry public immutable registry;
    IBusinessCalendar public immutable calendar;
    IQuoteMarket public immutable market;

    /// @inheritdoc IBillDiscount
    mapping(ParticipantId participant => bool) public isTrader;

    modifier onlyMarket() {
        if (msg.sender != address(market)) revert TitleCallerNotMarket(msg.sender);
        _;
    }

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBusinessCalendar calendar_,
        IQuoteMarket market_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        calendar = calendar_;
        market = market_;
    }

    /// @inheritdoc IBillDiscount
    function setTrader(ParticipantId participant, bool admitted) external restricted {
        if (isTrader[participant] == admitted) revert BillTraderUnchanged(participant, admitted);
        isTrader[participant] = admitted;
        emit TraderSet(participant, admitted);
    }

    /// @inheritdoc ITitle
    function offer(
        AskId ask,
        ParticipantId seller,
        Lot[] calldata lots,
        Day lastDay,
        bytes32 terms
    ) external onlyMarket {
        for (uint256 i; i < lots.length; ++i) {
            HoldingId holding = HoldingId.wrap(lots[i].title);
            if (terms == 0 && !registry.holdingInfo(holding).discounted) revert BillTradeEvidenceMissing(holding);
            registry.offer(holding, seller, lots[i].amount, ask, lastDay);
        }
    }

    /// @inheritdoc ITitle
    function endOffer(AskId ask, Lot[] calldata lots) external onlyMarket {
        for (uint256 i; i < lots.length; ++i) {
            registry.endOffer(HoldingId.wrap(lots[i].title), ask);
        }
    }

    /// @inheritdoc ITitle
    function convey(Deal calldata deal, Lot[] calldata lots) external onlyMarket returns (Sale[] memory sales) {
        sales = new Sale[](lots.length);
        (bool discounts, bool trades) = _rightsOf(deal.buyer);
        for (uint256 i; i < lots.length; ++i) {
            Purpose purpose;
            (sales[i], purpose) = _conveyLot(deal, lots[i]);
            _requireRight(deal.buyer, purpose == Purpose.Discount ? discounts : trades);
        }
    }

    /// @inheritdoc ITitle
    function previewConvey(Deal calldata deal, Lot[] calldata lots) external view returns (Sale[] memory sales) {
        for (uint256 i; i < lots.length; ++i) {
            _requireOffered(HoldingId.wrap(lots[i].title), deal.ask);
        }
        requireBuyer(lots, deal.buyer);
        return priceOf(lots, deal.rate, today());
    }

    /// @inheritdoc ITitle
    function heldBy(uint64 title, ParticipantId participant) external view returns (uint64) {
        Holding memory h = registry.holdingInfo(HoldingId.wrap(title));
        bool isHeld = h.holder == participant && h.circulation != Circulation.Closed;
        return isHeld ? h.hi - h.lo + 1 : 0;
    }

    /// @inheritdoc IBillDiscount
    function requireTrader(ParticipantId participant) external view {
        (, bool trades) = _rightsOf(participant);
        _requireRight(participant, trades);
    }

    /// @inheritdoc ITitle
    function priceOf(Lot[] calldata lots, Rate rate, Day valueDay) public view returns (Sale[] memory sales) {
        sales = new Sale[](lots.length);
        for (uint256 i; i < lots.length; ++i) {
            HoldingId holding = HoldingId.wrap(lots[i].title);
            Holding memory h = registry.holdingInfo(holding);
            uint64 units = h.hi - h.lo + 1;
            uint64 amount = lots[i].amount;
            if (amount == 0 || amount > units) revert IBillRegistry.BillAmountOutOfRange(holding, amount, units);
            Bill memory bill = registry.billInfo(holding.billOf());
            sales[i].debtor = bill.acceptor;
            sales[i].face = amount;
            sales[i].price = _price(lots[i], bill.maturity, rate, valueDay);
            if (amount == units) sales[i].title = lots[i].title;
        }
    }

    /// @inheritdoc ITitle
    function requireBuyer(Lot[] calldata lots, ParticipantId buyer) public view {
        (bool discounts, bool trades) = _rightsOf(buyer);
        for (uint256 i; i < lots.length; ++i) {
            bool discounted = registry.holdingInfo(HoldingId.wrap(lots[i].title)).discounted;
            _requireRight(buyer, discounted ? trades : discounts);
        }
    }

    function _conveyLot(Deal calldata deal, Lot calldata lot) private returns (Sale memory sale, Purpose purpose) {
        HoldingId part;
        Day maturity;
        (part, purpose, sale.debtor, maturity) = registry.conveyOffered(
            HoldingId.wrap(lot.title),
            deal.ask,
            deal.buyer,
            deal.sellerWallet,
            deal.buyerWallet
        );
        sale.title = HoldingId.unwrap(part);
        sale.face = lot.amount;
        sale.price = _price(lot, maturity, deal.rate, today());
    }

    /// Who may discount, and who may buy what has been discounted (B-18).
    function _rightsOf(ParticipantId buyer) private view returns (bool discounts, bool trades) {
        discounts =
            participants.isQualified(buyer, Qualifications.BANK) ||
            participants.isQualified(buyer, Qualifications.FINANCE_COMPANY);
        trades = discounts || isTrader[buyer] || participants.isQualified(buyer, Qualifications.CENTRAL_BANK);
    }

    function _requireRight(ParticipantId buyer, bool right) private pure {
        if (!right) revert TitleBuyerUnqualified(buyer, Qualifications.BANK);
    }

    /// Interest runs to the payable day, which the calendar says and not the bill.
    function _price(Lot calldata lot, Day maturity, Rate rate, Day valueDay) private view returns (uint64) {
        if (valueDay >= maturity) revert BillValueDayOutOfRange(HoldingId.wrap(lot.title), valueDay, maturity);
        (, uint256 proceeds) = Interest.discount(lot.amount, rate, valueDay, calendar.nextBusinessDay(maturity));
        return uint64(proceeds);
    }

    /// Reverts unless the ask's offer could be carried out now; the lock is its own.
    function _requireOffered(HoldingId holding, AskId ask) private view {
        Offer memory o = registry.offerOf(holding);
        Holding memory h = registry.holdingInfo(holding);
        bool isFree = h.circulation == Circulation.Circulating && !h.dishonoured && !registry.isFrozen(holding);
        if (o.ask != ask || o.lastDay < today() || !isFree) revert IBillRegistry.BillNotOffered(holding, ask);
    }
}
