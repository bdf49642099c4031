// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IInstructionDesk} from "../../../kernel/interfaces/IInstructionDesk.sol";
import {ITitleToken} from "../../../kernel/interfaces/ITitleToken.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../../kernel/types/Ids.sol";
import {IBillOrders} from "./IBillOrders.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillStatus,
    Circulation,
    Endorsement,
    EndorsementId,
    Holding,
    HoldingId,
    Offer,
    Purpose
} from "../types/BillTypes.sol";

/// Title to electronic bills (票据): the bills, their holdings and chains of endorsements. Each function names the row of the transition table
/// (README of this module) and the rule of the specification that it carries out.
///
/// Deliveries and endorsements without a "not transferable" mark can be signed in advance.
///
/// Conserved: the live holdings of a bill and its closed units make up its face exactly (B-6). A holding's chain of endorsements is
/// continuous: each endorsement's `to` is the next one's `from`, and the last one's the holder (B-4, NIL 31).
interface IBillRegistry is ITitleToken, IInstructionDesk {
    event BillStatusChanged(BillId indexed bill, BillStatus previous, BillStatus status);
    event BillEndorsed(
        HoldingId indexed holding,
        ParticipantId indexed from,
        ParticipantId indexed to,
        EndorsementId endorsement,
        Purpose purpose,
        uint40 lo,
        uint40 hi,
        Day day,
        bool notTransferable,
        uint16 chainLength,
        Circulation circulation
    );
    /// `part` takes [lo, hi] from the low end of `holding`, which keeps what begins after it.
    event HoldingSplit(
        HoldingId indexed holding,
        HoldingId indexed part,
        ParticipantId indexed holder,
        uint40 lo,
        uint40 hi
    );
    /// On the market; locked until the offer's last day.
    event HoldingOffered(
        HoldingId indexed holding,
        ParticipantId indexed holder,
        AskId indexed ask,
        uint64 amount,
        Day lastDay
    );
    event HoldingOfferEnded(HoldingId indexed holding, AskId indexed ask);
    event BillMarkLifted(HoldingId indexed holding, ParticipantId indexed by, Circulation circulation);
    /// The holding stays with its holder and has another circulation status: pledged, in collection, awaiting redemption, in recourse, or
    /// back in its holder's hand.
    event HoldingCirculationChanged(
        HoldingId indexed holding,
        ParticipantId indexed holder,
        Circulation circulation,
        bool dishonoured,
        bool pledged
    );
    event HoldingClosed(HoldingId indexed holding, ParticipantId indexed holder, uint40 units, uint40 billClosed);

    error BillUnknown(BillId bill);
    error HoldingUnknown(HoldingId holding);
    /// `allowed` is a set of pairs: bit (status × 16 + circulation).
    error BillWrongPair(HoldingId holding, BillStatus status, Circulation circulation, uint256 allowed);
    error BillNotHolder(HoldingId holding, ParticipantId caller, ParticipantId holder);
    error BillEndorseeIsHolder(HoldingId holding, ParticipantId holder);
    error BillDishonoured(HoldingId holding);
    error BillDue(BillId bill, Day maturity);
    /// Nothing is agreed on it any more that lengthens its chain; what the law or an earlier agreement gives still passes.
    error BillChainFull(HoldingId holding, uint256 max);
    error BillAmountOutOfRange(HoldingId holding, uint256 amount, uint256 units);
    /// An order has frozen it; the holder's duties and what it can claim stay as they are (B-16).
    error BillFrozen(HoldingId holding);
    error BillOrdersAlreadySet(address orders);
    /// It was drawn as a whole bill (B-6).
    error BillNotSplittable(BillId bill);
    /// The holding is not offered under this ask, or no longer.
    error BillNotOffered(HoldingId holding, AskId ask);
    error BillMarkNotYours(HoldingId holding, ParticipantId caller, ParticipantId setter);
    /// The request is signed at another part: acceptance and delivery at BillIssuance, guarantee and pledge at BillSecurity, endorsement
    /// here.
    error BillActElsewhere(RequestId request, BillAct act);

    /// Endorses a whole holding (背书). The holder; unconditional (NIL 33), before maturity, to another active participant (B-4).
    /// @param notTransferable the endorser's mark: it owes nothing to those after its endorsee (NIL 34, B-5)
    /// @param lastDay last day on which the endorsee can sign; 0: the day before maturity
    /// @return request 0 when the endorsee has signed in advance and holds it now
    /// @custom:access door:Dispose
    function endorse(
        HoldingId holding,
        ParticipantId to,
        bool notTransferable,
        Day lastDay
    ) external returns (RequestId request);

    /// Endorses a part of a holding, taken from its low end; the rest keeps the holding's id. Until it is signed for the whole is locked and
    /// nothing is parted. As `endorse` in all else (B-6).
    /// @param amount fen; all of it is as `endorse`, less only of a splittable bill
    /// @custom:access door:Dispose
    function endorsePart(
        HoldingId holding,
        uint64 amount,
        ParticipantId to,
        bool notTransferable,
        Day lastDay
    ) external returns (RequestId request);

    /// Lifts a "not transferable" mark (不得转让撤销). Who set it, while its direct successor still holds (B-5).
    /// @custom:access door:Dispose
    function liftMark(HoldingId holding) external;

    /// Signs for an endorsement (签收): title passes now, after its preconditions were checked again. The addressee.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Records a drawn bill and its first holding, with the drawer: – → Drawn, AwaitingDelivery.
    /// @custom:access part
    function create(Bill calldata bill, address drawerWallet) external returns (BillId billId, HoldingId holding);

    /// Drawn → Accepted.
    /// @custom:access part
    function markAccepted(BillId bill) external;

    /// Gives an accepted bill to its payee: Accepted → Delivered, Circulating or NotTransferable. Delivery is no endorsement; the chain
    /// begins with the payee.
    /// @custom:access part
    function handOver(
        BillId bill,
        address drawerWallet,
        address payeeWallet
    ) external returns (HoldingId holding, Circulation circulation);

    /// Ends a bill that was not delivered: Drawn or Accepted → Ended, Closed.
    /// @custom:access part
    function end(BillId bill, address drawerWallet) external returns (BillStatus previous);

    /// Names, once, the part that knows which cases freeze which units.
    /// @custom:access restricted
    function setOrders(IBillOrders orders) external;

    /// Opens a request on a holding, which it locks while it is live; one for a guarantee locks nothing.
    /// @param amount fen of it, from the low end, that the request is about
    /// @custom:access part
    function openRequest(
        HoldingId holding,
        uint64 amount,
        BillAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) external returns (RequestId request);

    /// Offers `amount` of a holding on the market, and so locks it until the offer's last day.
    /// @param amount fen of face, from the low end; less than all of it only of a splittable bill
    /// @param lastDay before maturity
    /// @custom:access part
    function offer(HoldingId holding, ParticipantId holder, uint64 amount, AskId ask, Day lastDay) external;

    /// Ends the ask's offer; one that another has followed is left as it is.
    /// @custom:access part
    function endOffer(HoldingId holding, AskId ask) external;

    /// Carries an ask's offer out: what was offered goes to `to` by an endorsement.
    /// @return part the holding conveyed: a new one when it was split off
    /// @return purpose a discount when no bank had discounted it before, else a rediscount
    /// @return acceptor of its bill
    /// @return maturity of its bill
    /// @custom:access part
    function conveyOffered(
        HoldingId holding,
        AskId ask,
        ParticipantId to,
        address fromWallet,
        address toWallet
    ) external returns (HoldingId part, Purpose purpose, ParticipantId acceptor, Day maturity);

    /// Marks a live request as signed by its addressee. The part that calls carries the act out.
    /// @custom:access part
    function signRequest(RequestId request, ParticipantId signer) external;

    /// Parts a holding that is in its holder's hand and was not dishonoured: `amount` from the low end becomes a holding of its own, with the
    /// same holder, marks and chain; the rest keeps its id (B-6). All of it: nothing is parted.
    /// @custom:access part
    function split(HoldingId holding, uint64 amount) external returns (HoldingId part);

    /// Gives a holding another circulation status; its holder stays. `Pledged` puts it under a pledge.
    /// @param allowed pairs from which it may
    /// @custom:access part
    function setCirculation(HoldingId holding, uint256 allowed, Circulation circulation) external;

    /// Gives a holding back to its holder's hand: Circulating, marked NotTransferable, or under a pledge Pledged.
    /// @param allowed pairs from which it may
    /// @param dishonoured whether it counts as dishonoured from now on
    /// @param pledged whether it stands under a pledge from now on
    /// @custom:access part
    function restore(HoldingId holding, uint256 allowed, bool dishonoured, bool pledged) external;

    /// Conveys a holding by an endorsement that its holder does not sign for now: it has agreed before, was paid, or an order says so.
    /// @param allowed pairs from which it may
    /// @param circulation what it has with its new holder
    /// @custom:access part
    function convey(
        HoldingId holding,
        uint256 allowed,
        ParticipantId to,
        Purpose purpose,
        Circulation circulation
    ) external;

    /// Closes a holding's units; the bill is Settled once all its units are closed.
    /// @param allowed pairs from which it may
    /// @custom:access part
    function close(HoldingId holding, uint256 allowed) external;

    /// Ends what waits for an answer or a buyer on a holding, by order, and has cases asked after on its bill from now on (B-16).
    /// @custom:access part
    function seize(HoldingId holding) external;

    function billInfo(BillId bill) external view returns (Bill memory);

    function holdingInfo(HoldingId holding) external view returns (Holding memory);

    function endorsementInfo(EndorsementId endorsement) external view returns (Endorsement memory);

    /// The offer of a holding; all zero when there is none. It has lapsed after its last day.
    function offerOf(HoldingId holding) external view returns (Offer memory);

    /// The pair as it is today, with what time and live requests make of it (Matured, Locked).
    function pairOf(HoldingId holding) external view returns (BillStatus status, Circulation circulation);

    /// Whether a live case against its holder covers units of it.
    function isFrozen(HoldingId holding) external view returns (bool);

    /// Reverts unless `holder` holds it and could endorse it now: Delivered, Circulating, neither dishonoured nor frozen (B-4).
    function requireEndorsable(HoldingId holding, ParticipantId holder) external view;

    /// Reverts unless the pair as it is today is in the set `allowed`.
    function requirePair(HoldingId holding, uint256 allowed) external view;

    /// Whether `by` has signed in advance for this act of `counterparty`, with what the holding has to maturity.
    function isInstructed(
        HoldingId holding,
        BillAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) external view returns (bool);

    /// The last day that a request may have: `lastDay`, or the day before maturity when it is 0. Reverts from maturity on: acceptance,
    /// delivery and endorsement all end before it (NIL 40, B-4).
    function requestDay(BillId bill, Day lastDay) external view returns (Day);

    function billCount() external view returns (uint32);

    /// The part that knows which cases freeze which units.
    function orders() external view returns (IBillOrders);
}
