// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../types/Day.sol";
import {AskId, ParticipantId, QuoteId} from "../types/Ids.sol";
import {Rate} from "../types/Rate.sol";
import {ITitle} from "./ITitle.sol";

/// One market for any title (ITitle): a holder asks, named buyers or all quote a rate, the holder accepts one quote, and title and money
/// change hands in one transaction, or neither does. Ask, quotes and deal are between participants; the market holds nothing (K-6).
///
/// A sealed ask gathers commitments until it closes; then the quotes are opened, and may be accepted. An open ask shows each quote at once.
/// Quotes are firm: nobody takes one back. No money is reserved; a quote that its buyer cannot pay when it is called is recorded as broken.
///
/// Conserved: of each ask at most one quote is ever accepted; what is offered is locked until the ask is sold, withdrawn or past its last
/// day; the price paid is what the seller saw, to the fen (X-12, X-13).
interface IQuoteMarket {
    enum AskStatus {
        None,
        /// Gathers quotes, until its last day.
        Open,
        Sold,
        Withdrawn
    }

    enum QuoteStatus {
        None,
        /// A commitment; its rate is not known yet.
        Sealed,
        /// Its rate is known; firm until its last day.
        Open,
        /// Derived from its ask, never stored.
        Accepted,
        /// Was called, and its buyer could not pay.
        Broken
    }

    struct Ask {
        // slot 0
        /// Contract of the titles.
        address title;
        ParticipantId asker;
        /// Last day of acceptance, and so the last value day.
        Day lastDay;
        AskStatus status;
        /// Number of the quote that was accepted; 0: none.
        uint24 accepted;
        // slot 1
        /// First value day.
        Day firstDay;
        /// Second at which a sealed ask takes no more commitments and its quotes are opened; 0: an open ask.
        uint40 closesAt;
        uint24 quoteCount;
        uint8 lotCount;
        /// Only those named may quote.
        bool isNamed;
        // slot 2
        bytes32 terms;
    }

    struct Quote {
        // slot 0
        ParticipantId buyer;
        Rate rate;
        /// Last day on which it binds.
        Day lastDay;
        QuoteStatus status;
        // slot 1
        bytes32 commitment;
    }

    /// What a holder asks for.
    struct AskTerms {
        address title;
        ITitle.Lot[] lots;
        /// Who may quote; empty: all that the title admits.
        ParticipantId[] buyers;
        Day firstDay;
        Day lastDay;
        /// 0: open quotes. Else the second at which sealed bidding ends.
        uint40 closesAt;
        bytes32 terms;
    }

    /// How much of one debtor a buyer takes on.
    struct Line {
        /// Fen of face.
        uint64 limit;
        /// Fen of face bought here since the line was set, and not counted off.
        uint64 used;
        bool isSet;
    }

    /// Why a quote was not honoured.
    enum Shortfall {
        None,
        /// Balance or allowance is below the price.
        Money,
        /// The buyer's own line for a debtor is exhausted.
        Line
    }

    event AskOpened(AskId indexed ask, ParticipantId indexed asker, address indexed title, AskTerms terms);
    event AskWithdrawn(AskId indexed ask, ParticipantId indexed asker);
    event QuoteSealed(QuoteId indexed quote, AskId indexed ask, ParticipantId indexed buyer, bytes32 commitment);
    event QuoteOpened(QuoteId indexed quote, AskId indexed ask, ParticipantId indexed buyer, Rate rate, Day lastDay);
    /// Title and money have changed hands: the ask's lots, each as a sale in the same order.
    event QuoteAccepted(
        QuoteId indexed quote,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        Rate rate,
        Day valueDay,
        uint64 price,
        ITitle.Sale[] sales
    );
    event QuoteBroken(
        QuoteId indexed quote,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        uint64 price,
        Shortfall shortfall
    );
    event LineSet(ParticipantId indexed buyer, ParticipantId indexed debtor, uint64 limit, uint64 used);
    event LineRemoved(ParticipantId indexed buyer, ParticipantId indexed debtor);
    event LineUsed(ParticipantId indexed buyer, ParticipantId indexed debtor, uint64 used, uint64 limit);

    error MarketTitleUnknown(address title);
    error MarketTitleHalted(address title);
    error MarketLotsInvalid(uint256 count, uint256 max);
    error MarketBuyersTooMany(uint256 count, uint256 max);
    error MarketDaysOutOfRange(Day firstDay, Day lastDay, Day earliest);
    error MarketCloseOutOfRange(uint40 closesAt, uint40 earliest, uint40 latest);
    error MarketAskUnknown(AskId ask);
    error MarketAskNotOpen(AskId ask, AskStatus status);
    error MarketAskOver(AskId ask, Day lastDay);
    error MarketAskNotYours(AskId ask, ParticipantId caller, ParticipantId asker);
    error MarketOwnAsk(AskId ask, ParticipantId asker);
    error MarketNotNamed(AskId ask, ParticipantId buyer);
    error MarketQuotesFull(AskId ask, ParticipantId buyer, uint256 max);
    error MarketAskSealed(AskId ask);
    error MarketAskNotSealed(AskId ask);
    error MarketBiddingOver(AskId ask, uint40 closesAt);
    error MarketBiddingOpen(AskId ask, uint40 closesAt);
    error MarketQuoteUnknown(QuoteId quote);
    error MarketQuoteNotYours(QuoteId quote, ParticipantId caller, ParticipantId buyer);
    error MarketQuoteWrongStatus(QuoteId quote, QuoteStatus status, QuoteStatus needed);
    error MarketQuoteOver(QuoteId quote, Day lastDay);
    error MarketQuoteDayOutOfRange(Day lastDay, Day earliest, Day latest);
    error MarketCommitmentEmpty();
    error MarketCommitmentDiffers(QuoteId quote, bytes32 expected, bytes32 actual);
    error MarketTooEarly(AskId ask, Day firstDay);
    error MarketPriceDiffers(QuoteId quote, uint256 expected, uint256 actual);
    /// Who lacks how much of what; the balance is what is not frozen of it.
    error MarketMoneyShort(ParticipantId buyer, uint256 needed, uint256 balance, uint256 allowance);
    error MarketLineExceeded(ParticipantId buyer, ParticipantId debtor, uint64 needed, uint64 headroom);
    error MarketQuoteCovered(QuoteId quote);
    error MarketLineMissing(ParticipantId buyer, ParticipantId debtor);
    error MarketLineUnused(address title, uint64 id);

    /// Asks for quotes on up to 50 lots of one contract, all or none, and locks them. Their holder.
    /// @custom:access door:Dispose
    function ask(AskTerms calldata terms) external returns (AskId);

    /// Takes an ask back and unlocks its lots. The asker, before it is sold.
    /// @custom:access door:Preserve
    function withdrawAsk(AskId ask) external;

    /// Quotes on an open ask. Whom the title admits and, where the ask names buyers, is named.
    /// @param rate yearly, in 1/1,000,000
    /// @param lastDay last day on which the quote binds, within the ask's
    /// @custom:access door:Dispose
    function quote(AskId ask, Rate rate, Day lastDay) external returns (QuoteId);

    /// Commits to a quote on a sealed ask, until it closes.
    /// @param commitment see `commitmentOf`
    /// @custom:access door:Dispose
    function quoteSealed(AskId ask, bytes32 commitment) external returns (QuoteId);

    /// Opens a sealed quote, once bidding is over. Its buyer.
    /// @param salt what made the commitment impossible to guess
    /// @custom:access door:Dispose
    function openQuote(QuoteId quote, Rate rate, Day lastDay, bytes32 salt) external;

    /// Accepts a quote: each lot is conveyed and the price is paid, in one transaction, today being the value day. The asker.
    /// @param price fen in all, as the seller saw it (`previewAccept`); another price changes nothing
    /// @custom:access door:Dispose
    function accept(QuoteId quote, uint64 price) external;

    /// Records that a quote was called and its buyer could not pay: all else is as acceptance needs it, and at this moment what it can spend,
    /// its allowance or the buyer's own line is short. Ends the quote; the ask goes on. The asker.
    /// @custom:access door:Dispose
    function recordBroken(QuoteId quote) external;

    /// Limits how much of a debtor's paper the caller buys here. Over the limit its quotes are not fulfilled, and that is its own breach.
    /// @param limit fen of face
    /// @param used fen that it holds already
    /// @custom:access door:Preserve
    function setLine(ParticipantId debtor, uint64 limit, uint64 used) external;

    /// @custom:access door:Preserve
    function removeLine(ParticipantId debtor) external;

    /// Counts off a line what its buyer no longer holds of a title that it bought here. Anyone may.
    /// @custom:access open
    function countOff(address title, uint64 id) external;

    /// The figures of an acceptance today; reverts as it would, but for the buyer's money and lines.
    function previewAccept(QuoteId quote) external view returns (ITitle.Sale[] memory sales, uint64 price);

    /// Commitment of a sealed quote.
    function commitmentOf(
        AskId ask,
        ParticipantId buyer,
        Rate rate,
        Day lastDay,
        bytes32 salt
    ) external pure returns (bytes32);

    function askInfo(AskId ask) external view returns (Ask memory);

    function lotsOf(AskId ask) external view returns (ITitle.Lot[] memory);

    function isNamed(AskId ask, ParticipantId buyer) external view returns (bool);

    function quoteInfo(QuoteId quote) external view returns (Quote memory);

    function lineOf(ParticipantId buyer, ParticipantId debtor) external view returns (Line memory);

    /// Asks so far; ids run from 1.
    function askCount() external view returns (uint32);
}
