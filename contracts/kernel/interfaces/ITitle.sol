// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../types/Day.sol";
import {AskId, ParticipantId} from "../types/Ids.sol";
import {Rate} from "../types/Rate.sol";

/// What a module says of its titles (a bill's holdings, a receivable's notes) so that they can be sold on the {IQuoteMarket}. A title is a
/// row of fen of face that can be parted; what is sold of it is taken from its low end, and the rest keeps its id.
///
/// A title's contract is registered in the ModuleDirectory; only the market calls what changes anything. It decides who may buy, what a
/// rate makes of a face, and what conveying means; the market moves the money.
interface ITitle {
    /// What is offered of one title.
    struct Lot {
        uint64 title;
        /// Fen of face, from the low end.
        uint64 amount;
    }

    /// Who sells what is offered under an ask to whom, and at what.
    struct Deal {
        AskId ask;
        ParticipantId seller;
        ParticipantId buyer;
        Rate rate;
        address sellerWallet;
        address buyerWallet;
    }

    /// What becomes of one lot.
    struct Sale {
        /// The title that passes: the lot's own, or the part that was split off it (0 in a preview that would split).
        uint64 title;
        ParticipantId debtor;
        /// Fen of face, and what is paid for it.
        uint64 face;
        uint64 price;
    }

    error TitleCallerNotMarket(address caller);
    /// The participant may not buy such a title; `lacking` names what it would need.
    error TitleBuyerUnqualified(ParticipantId buyer, bytes32 lacking);

    /// Locks the lots for the ask until its last day. Reverts unless the seller may dispose of each of them now.
    /// @param terms what the title needs to know besides: for a discount, the digest of the seller's trade with its prior
    /// @custom:access part
    function offer(AskId ask, ParticipantId seller, Lot[] calldata lots, Day lastDay, bytes32 terms) external;

    /// Unlocks the lots of an ask that was withdrawn. What has lapsed already is left as it is.
    /// @custom:access part
    function endOffer(AskId ask, Lot[] calldata lots) external;

    /// Conveys the lots from seller to buyer, all or none, after checking everything anew. Today is the value day.
    /// @custom:access part
    function convey(Deal calldata deal, Lot[] calldata lots) external returns (Sale[] memory sales);

    /// What `convey` would return today; reverts as it would.
    function previewConvey(Deal calldata deal, Lot[] calldata lots) external view returns (Sale[] memory sales);

    /// Prices of faces offered or not, before anyone signs anything.
    /// @param valueDay day of payment
    function priceOf(Lot[] calldata lots, Rate rate, Day valueDay) external view returns (Sale[] memory sales);

    /// Reverts unless the participant may buy the lots.
    function requireBuyer(Lot[] calldata lots, ParticipantId buyer) external view;

    /// Fen of a title that the participant holds now.
    function heldBy(uint64 title, ParticipantId participant) external view returns (uint64);
}
