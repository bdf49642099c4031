// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IQuoteMarket} from "../interfaces/IQuoteMarket.sol";
import {ISettlementToken} from "../interfaces/ISettlementToken.sol";
import {ITitle} from "../interfaces/ITitle.sol";
import {Interest} from "../libraries/Interest.sol";
import {Day, NO_DAY, today} from "../types/Day.sol";
import {AskId, NOBODY, ParticipantId, QuoteId, quoteOn} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";
import {Rate} from "../types/Rate.sol";

/// Documented in {IQuoteMarket}.
contract QuoteMarket is IQuoteMarket, IModulePart {
    /// What was bought under a line, by title.
    struct Booking {
        ParticipantId buyer;
        ParticipantId debtor;
        /// Fen of face that still count.
        uint64 amount;
    }

    uint256 public constant MAX_LOTS = 50;
    uint256 public constant MAX_NAMED_BUYERS = 20;
    /// Quotes of one buyer on one ask.
    uint256 public constant MAX_QUOTES = 3;

    IParticipantRegistry public immutable participants;
    ISettlementToken public immutable money;

    /// @inheritdoc IQuoteMarket
    uint32 public askCount;

    mapping(AskId => Ask) private _asks;
    /// By place, from 0; the ask has the count.
    mapping(AskId => mapping(uint256 place => ITitle.Lot)) private _lots;
    mapping(AskId => mapping(ParticipantId buyer => bool)) private _named;
    mapping(AskId => mapping(ParticipantId buyer => uint256)) private _quoteCounts;
    mapping(QuoteId => Quote) private _quotes;
    mapping(ParticipantId buyer => mapping(ParticipantId debtor => Line)) private _lines;
    mapping(address title => mapping(uint64 id => Booking)) private _bookings;

    constructor(IParticipantRegistry participants_, ISettlementToken money_) {
        participants = participants_;
        money = money_;
    }

    /// @inheritdoc IQuoteMarket
    function ask(AskTerms calldata terms) external returns (AskId askId) {
        // Checks
        uint256 count = terms.lots.length;
        if (count == 0 || count > MAX_LOTS) revert MarketLotsInvalid(count, MAX_LOTS);
        if (terms.buyers.length > MAX_NAMED_BUYERS) {
            revert MarketBuyersTooMany(terms.buyers.length, MAX_NAMED_BUYERS);
        }
        if (terms.firstDay < today() || terms.firstDay > terms.lastDay) {
            revert MarketDaysOutOfRange(terms.firstDay, terms.lastDay, today());
        }
        uint256 end = terms.lastDay.plus(1).startOf();
        if (terms.closesAt != 0 && (terms.closesAt <= block.timestamp || terms.closesAt >= end)) {
            revert MarketCloseOutOfRange(terms.closesAt, uint40(block.timestamp + 1), uint40(end - 1));
        }
        _requireOpenTitle(terms.title);
        (ParticipantId asker, , ) = participants.door(msg.sender, NOBODY, Mode.Dispose, _faceOf(terms.lots));

        // Effects
        askId = AskId.wrap(++askCount);
        _asks[askId] = Ask({
            title: terms.title,
            asker: asker,
            lastDay: terms.lastDay,
            status: AskStatus.Open,
            accepted: 0,
            firstDay: terms.firstDay,
            closesAt: terms.closesAt,
            quoteCount: 0,
            lotCount: uint8(count),
            isNamed: terms.buyers.length > 0,
            terms: terms.terms
        });
        for (uint256 i; i < count; ++i) {
            _lots[askId][i] = terms.lots[i];
        }
        for (uint256 i; i < terms.buyers.length; ++i) {
            _named[askId][terms.buyers[i]] = true;
        }
        emit AskOpened(askId, asker, terms.title, terms);

        // Interactions
        ITitle(terms.title).offer(askId, asker, terms.lots, terms.lastDay, terms.terms);
    }

    /// @inheritdoc IQuoteMarket
    function withdrawAsk(AskId askId) external {
        (ParticipantId caller, , ) = participants.door(msg.sender, NOBODY, Mode.Preserve, 0);
        Ask storage a = _openAsk(askId);
        _requireAsker(askId, a, caller);
        a.status = AskStatus.Withdrawn;
        emit AskWithdrawn(askId, caller);
        ITitle(a.title).endOffer(askId, lotsOf(askId));
    }

    /// @inheritdoc IQuoteMarket
    function quote(AskId askId, Rate rate, Day lastDay) external returns (QuoteId quoteId) {
        Ask storage a = _openAsk(askId);
        if (a.closesAt != 0) revert MarketAskSealed(askId);
        ParticipantId buyer = _enterAsBuyer(askId, a);
        _requireBinding(a, rate, lastDay);
        quoteId = _addQuote(askId, a, Quote(buyer, rate, lastDay, QuoteStatus.Open, 0));
        emit QuoteOpened(quoteId, askId, buyer, rate, lastDay);
    }

    /// @inheritdoc IQuoteMarket
    function quoteSealed(AskId askId, bytes32 commitment) external returns (QuoteId quoteId) {
        Ask storage a = _openAsk(askId);
        if (a.closesAt == 0) revert MarketAskNotSealed(askId);
        if (block.timestamp >= a.closesAt) revert MarketBiddingOver(askId, a.closesAt);
        if (commitment == 0) revert MarketCommitmentEmpty();
        ParticipantId buyer = _enterAsBuyer(askId, a);
        quoteId = _addQuote(askId, a, Quote(buyer, Rate.wrap(0), NO_DAY, QuoteStatus.Sealed, commitment));
        emit QuoteSealed(quoteId, askId, buyer, commitment);
    }

    /// @inheritdoc IQuoteMarket
    function openQuote(QuoteId quoteId, Rate rate, Day lastDay, bytes32 salt) external {
        // Checks
        AskId askId = quoteId.askOf();
        Ask storage a = _openAsk(askId);
        Quote storage q = _inStatus(quoteId, QuoteStatus.Sealed);
        if (block.timestamp < a.closesAt) revert MarketBiddingOpen(askId, a.closesAt);
        _requireOpenTitle(a.title);
        (ParticipantId caller, , ) = participants.door(msg.sender, a.asker, Mode.Dispose, _faceOf(lotsOf(askId)));
        if (caller != q.buyer) revert MarketQuoteNotYours(quoteId, caller, q.buyer);
        bytes32 actual = commitmentOf(askId, caller, rate, lastDay, salt);
        if (actual != q.commitment) revert MarketCommitmentDiffers(quoteId, q.commitment, actual);
        _requireBinding(a, rate, lastDay);

        // Effects
        q.rate = rate;
        q.lastDay = lastDay;
        q.status = QuoteStatus.Open;
        emit QuoteOpened(quoteId, askId, caller, rate, lastDay);
    }

    /// @inheritdoc IQuoteMarket
    function accept(QuoteId quoteId, uint64 price) external {
        // Checks
        AskId askId = quoteId.askOf();
        Ask storage a = _openAsk(askId);
        Quote storage q = _callable(quoteId, askId, a);
        ITitle.Lot[] memory lots = lotsOf(askId);
        ITitle.Deal memory deal = _enterAsAsker(askId, a, q, lots);

        // Effects
        a.status = AskStatus.Sold;
        a.accepted = uint24(quoteId.numberOf());

        // Interactions: title first, money last
        ITitle.Sale[] memory sales = ITitle(a.title).convey(deal, lots);
        uint64 total = _totalOf(sales);
        if (total != price) revert MarketPriceDiffers(quoteId, price, total);
        for (uint256 i; i < sales.length; ++i) {
            _useLine(a.title, deal.buyer, sales[i]);
        }
        emit QuoteAccepted(quoteId, deal.seller, deal.buyer, deal.rate, today(), total, sales);
        _pay(deal, total);
    }

    /// @inheritdoc IQuoteMarket
    function recordBroken(QuoteId quoteId) external {
        // Checks
        AskId askId = quoteId.askOf();
        Ask storage a = _openAsk(askId);
        Quote storage q = _callable(quoteId, askId, a);
        ITitle.Lot[] memory lots = lotsOf(askId);
        ITitle.Deal memory deal = _enterAsAsker(askId, a, q, lots);
        ITitle.Sale[] memory sales = ITitle(a.title).previewConvey(deal, lots);
        uint64 price = _totalOf(sales);
        (uint256 balance, uint256 allowance) = _moneyOf(deal.buyerWallet);
        Shortfall shortfall;
        if (balance < price || allowance < price) shortfall = Shortfall.Money;
        else if (!_fitsLines(deal.buyer, sales)) shortfall = Shortfall.Line;
        else revert MarketQuoteCovered(quoteId);

        // Effects
        q.status = QuoteStatus.Broken;
        emit QuoteBroken(quoteId, deal.seller, deal.buyer, price, shortfall);
    }

    /// @inheritdoc IQuoteMarket
    function setLine(ParticipantId debtor, uint64 limit, uint64 used) external {
        (ParticipantId buyer, , ) = participants.door(msg.sender, debtor, Mode.Preserve, 0);
        _lines[buyer][debtor] = Line({limit: limit, used: used, isSet: true});
        emit LineSet(buyer, debtor, limit, used);
    }

    /// @inheritdoc IQuoteMarket
    function removeLine(ParticipantId debtor) external {
        (ParticipantId buyer, , ) = participants.door(msg.sender, NOBODY, Mode.Preserve, 0);
        if (!_lines[buyer][debtor].isSet) revert MarketLineMissing(buyer, debtor);
        delete _lines[buyer][debtor];
        emit LineRemoved(buyer, debtor);
    }

    /// @inheritdoc IQuoteMarket
    function countOff(address title, uint64 id) external {
        Booking storage b = _bookings[title][id];
        uint64 held = b.amount == 0 ? 0 : ITitle(title).heldBy(id, b.buyer);
        if (held >= b.amount) revert MarketLineUnused(title, id);
        _countOff(b, b.amount - held);
    }

    /// @inheritdoc IQuoteMarket
    function previewAccept(QuoteId quoteId) external view returns (ITitle.Sale[] memory sales, uint64 price) {
        AskId askId = quoteId.askOf();
        Ask storage a = _openAsk(askId);
        Quote storage q = _callable(quoteId, askId, a);
        sales = ITitle(a.title).previewConvey(_dealOf(askId, a, q), lotsOf(askId));
        price = _totalOf(sales);
    }

    /// @inheritdoc IQuoteMarket
    function askInfo(AskId askId) external view returns (Ask memory) {
        return _asks[askId];
    }

    /// @inheritdoc IQuoteMarket
    function isNamed(AskId askId, ParticipantId buyer) external view returns (bool) {
        return _named[askId][buyer];
    }

    /// @inheritdoc IQuoteMarket
    function quoteInfo(QuoteId quoteId) external view returns (Quote memory q) {
        q = _quotes[quoteId];
        bool isAccepted = q.status == QuoteStatus.Open && _asks[quoteId.askOf()].accepted == quoteId.numberOf();
        if (isAccepted) q.status = QuoteStatus.Accepted;
    }

    /// @inheritdoc IQuoteMarket
    function lineOf(ParticipantId buyer, ParticipantId debtor) external view returns (Line memory) {
        return _lines[buyer][debtor];
    }

    /// @inheritdoc IModulePart
    /// @dev Asks end by themselves, and their askers can take them back; nobody is owed anything here.
    function openItems() external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IQuoteMarket
    function lotsOf(AskId askId) public view returns (ITitle.Lot[] memory lots) {
        lots = new ITitle.Lot[](_asks[askId].lotCount);
        for (uint256 i; i < lots.length; ++i) {
            lots[i] = _lots[askId][i];
        }
    }

    /// @inheritdoc IQuoteMarket
    function commitmentOf(
        AskId askId,
        ParticipantId buyer,
        Rate rate,
        Day lastDay,
        bytes32 salt
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(askId, buyer, rate, lastDay, salt));
    }

    function _addQuote(AskId askId, Ask storage a, Quote memory q) private returns (QuoteId quoteId) {
        uint256 count = _quoteCounts[askId][q.buyer];
        if (count == MAX_QUOTES) revert MarketQuotesFull(askId, q.buyer, MAX_QUOTES);
        _quoteCounts[askId][q.buyer] = count + 1;
        quoteId = quoteOn(askId, ++a.quoteCount);
        _quotes[quoteId] = q;
    }

    /// Counts a purchase against its buyer's line for the debtor, where it has set one.
    function _useLine(address title, ParticipantId buyer, ITitle.Sale memory sale) private {
        Line storage line = _lines[buyer][sale.debtor];
        if (!line.isSet) return;
        uint64 headroom = _headroom(line);
        if (sale.face > headroom) revert MarketLineExceeded(buyer, sale.debtor, sale.face, headroom);
        Booking storage b = _bookings[title][sale.title];
        // Whoever it was booked for has sold it since.
        if (b.amount != 0) _countOff(b, b.amount);
        _bookings[title][sale.title] = Booking({buyer: buyer, debtor: sale.debtor, amount: sale.face});
        line.used += sale.face;
        emit LineUsed(buyer, sale.debtor, line.used, line.limit);
    }

    function _countOff(Booking storage b, uint64 freed) private {
        (ParticipantId buyer, ParticipantId debtor) = (b.buyer, b.debtor);
        b.amount -= freed;
        Line storage line = _lines[buyer][debtor];
        // A line that was set anew may know of less.
        uint64 used = line.used - uint64(Math.min(freed, line.used));
        line.used = used;
        emit LineUsed(buyer, debtor, used, line.limit);
    }

    /// Says who lacks how much, where the token would name accounts.
    function _pay(ITitle.Deal memory deal, uint64 price) private {
        try money.transferFrom(deal.buyerWallet, deal.sellerWallet, price) returns (bool) {
            return;
        } catch (bytes memory reason) {
            (uint256 balance, uint256 allowance) = _moneyOf(deal.buyerWallet);
            if (balance < price || allowance < price) {
                revert MarketMoneyShort(deal.buyer, price, balance, allowance);
            }
            LowLevelCall.bubbleRevert(reason);
        }
    }

    /// Whoever bids must be able to take part with the asker, be admitted by the title and, where the ask names buyers, be named.
    function _enterAsBuyer(AskId askId, Ask storage a) private view returns (ParticipantId buyer) {
        ITitle.Lot[] memory lots = lotsOf(askId);
        _requireOpenTitle(a.title);
        (buyer, , ) = participants.door(msg.sender, a.asker, Mode.Dispose, _faceOf(lots));
        if (buyer == a.asker) revert MarketOwnAsk(askId, buyer);
        if (a.isNamed && !_named[askId][buyer]) revert MarketNotNamed(askId, buyer);
        ITitle(a.title).requireBuyer(lots, buyer);
    }

    function _enterAsAsker(
        AskId askId,
        Ask storage a,
        Quote storage q,
        ITitle.Lot[] memory lots
    ) private view returns (ITitle.Deal memory deal) {
        deal = _dealOf(askId, a, q);
        ParticipantId caller;
        (caller, deal.sellerWallet, deal.buyerWallet) = participants.door(
            msg.sender,
            deal.buyer,
            Mode.Dispose,
            _faceOf(lots)
        );
        _requireAsker(askId, a, caller);
        _requireOpenTitle(a.title);
    }

    /// The deal that accepting the quote would make, wallets aside.
    function _dealOf(AskId askId, Ask storage a, Quote storage q) private view returns (ITitle.Deal memory deal) {
        deal.ask = askId;
        deal.seller = a.asker;
        deal.buyer = q.buyer;
        deal.rate = q.rate;
    }

    /// The quote, if the asker may call it today.
    function _callable(QuoteId quoteId, AskId askId, Ask storage a) private view returns (Quote storage q) {
        q = _inStatus(quoteId, QuoteStatus.Open);
        if (q.lastDay < today()) revert MarketQuoteOver(quoteId, q.lastDay);
        if (a.firstDay > today()) revert MarketTooEarly(askId, a.firstDay);
    }

    function _inStatus(QuoteId quoteId, QuoteStatus needed) private view returns (Quote storage q) {
        q = _quotes[quoteId];
        if (q.status == QuoteStatus.None) revert MarketQuoteUnknown(quoteId);
        if (q.status != needed) revert MarketQuoteWrongStatus(quoteId, q.status, needed);
    }

    function _openAsk(AskId askId) private view returns (Ask storage a) {
        a = _asks[askId];
        if (a.status == AskStatus.None) revert MarketAskUnknown(askId);
        if (a.status != AskStatus.Open) revert MarketAskNotOpen(askId, a.status);
        if (a.lastDay < today()) revert MarketAskOver(askId, a.lastDay);
    }

    /// The circuit breaker of the titles' module holds here too.
    function _requireOpenTitle(address title) private view {
        IParticipantRegistry.Door memory d = participants.doorOf(title);
        if (d.module == 0) revert MarketTitleUnknown(title);
        if (!d.open) revert MarketTitleHalted(title);
    }

    /// A quote can bind on one value day at least.
    function _requireBinding(Ask storage a, Rate rate, Day lastDay) private view {
        Interest.requireRate(rate);
        Day earliest = a.firstDay > today() ? a.firstDay : today();
        if (lastDay < earliest || lastDay > a.lastDay) revert MarketQuoteDayOutOfRange(lastDay, earliest, a.lastDay);
    }

    function _requireAsker(AskId askId, Ask storage a, ParticipantId caller) private view {
        if (caller != a.asker) revert MarketAskNotYours(askId, caller, a.asker);
    }

    /// What the buyer can spend, and how much of it the market may take.
    function _moneyOf(address wallet) private view returns (uint256 balance, uint256 allowance) {
        return (money.spendable(wallet), money.allowance(wallet, address(this)));
    }

    /// Whether all sales together fit the buyer's lines, several of one debtor included.
    function _fitsLines(ParticipantId buyer, ITitle.Sale[] memory sales) private view returns (bool) {
        for (uint256 i; i < sales.length; ++i) {
            Line storage line = _lines[buyer][sales[i].debtor];
            if (!line.isSet) continue;
            uint256 needed;
            for (uint256 j; j < sales.length; ++j) {
                if (sales[j].debtor == sales[i].debtor) needed += sales[j].face;
            }
            if (needed > _headroom(line)) return false;
        }
        return true;
    }

    function _headroom(Line storage line) private view returns (uint64) {
        return line.used < line.limit ? line.limit - line.used : 0;
    }

    function _faceOf(ITitle.Lot[] memory lots) private pure returns (uint256 face) {
        for (uint256 i; i < lots.length; ++i) {
            face += lots[i].amount;
        }
    }

    function _totalOf(ITitle.Sale[] memory sales) private pure returns (uint64 price) {
        for (uint256 i; i < sales.length; ++i) {
            price += sales[i].price;
        }
    }
}
