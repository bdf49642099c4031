// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {BillId, BillKind, BillStatus, Circulation, HoldingId, Periods, TradeUse} from "../types/BillTypes.sol";

/// The bill's life before it circulates: drawing (出票), acceptance (承兑), delivery (收票), withdrawal (撤票).
interface IBillIssuance is IKernelModule {
    /// What the drawer draws.
    struct DrawTerms {
        BillKind kind;
        /// Whether it is a supply-chain bill (供应链票据).
        bool supplyChain;
        bool splittable;
        /// The drawer's "not transferable" mark (NIL 27).
        bool notTransferable;
        /// Drawee.
        ParticipantId acceptor;
        ParticipantId payee;
        /// The bank or finance company at which it is registered; its institution code is in the number.
        ParticipantId institution;
        /// Fen.
        uint64 face;
        Day maturity;
        /// Trade documents behind it; their amounts make up the face.
        TradeUse[] documents;
    }

    event PeriodsSet(uint8 indexed index, Periods periods);
    event BillDrawn(
        BillId indexed bill,
        ParticipantId indexed drawer,
        ParticipantId indexed payee,
        HoldingId holding,
        uint104 number,
        Day issueDay,
        DrawTerms terms
    );
    event BillAccepted(BillId indexed bill, ParticipantId indexed acceptor, ParticipantId indexed drawer, Day day);
    event BillDelivered(
        BillId indexed bill,
        ParticipantId indexed drawer,
        ParticipantId indexed payee,
        HoldingId holding,
        Day day,
        Circulation circulation
    );
    event BillWithdrawn(
        BillId indexed bill,
        ParticipantId indexed drawer,
        HoldingId indexed holding,
        BillStatus previous
    );

    error BillKindMissing();
    error BillFaceOutOfRange(uint64 face, uint64 max);
    error BillMaturityOutOfRange(Day maturity, Day earliest, Day latest);
    error BillPayeeIsAcceptor(ParticipantId participant);
    error BillDocumentsInvalid(uint256 count, uint256 max);
    error BillDocumentAmountZero(uint256 index);
    /// The amounts of the trade documents named do not make up the face.
    error BillTradeShort(uint64 face, uint64 covered);
    /// A document is not one of trade between the payee as seller and the drawer or acceptor as buyer.
    error BillDocumentForeign(BillId bill, uint256 index, ParticipantId seller, ParticipantId buyer);
    error BillNotDrawer(BillId bill, ParticipantId caller, ParticipantId drawer);
    error BillPeriodsInvalid();

    /// Draws a bill (出票登记): – → Drawn, AwaitingDelivery. The drawer, who then holds it until delivery (B-1, B-2, B-3).
    /// @custom:access door:Dispose
    function draw(DrawTerms calldata terms) external returns (BillId bill, HoldingId holding);

    /// Asks the drawee to accept (提示承兑). The drawer, before maturity (NIL 40). The drawee answers within the period of NIL 41 and before
    /// maturity, else the request lapses; a drawer that is its own drawee accepts at once.
    /// @return request 0 when it was accepted at once
    /// @custom:access door:Dispose
    function presentForAcceptance(BillId bill) external returns (RequestId request);

    /// Offers the accepted bill to the payee (提示收票). The drawer, before maturity.
    /// @param lastDay last day on which the payee can sign; 0: the day before maturity
    /// @return request 0 when the payee has signed in advance, or is the drawer itself
    /// @custom:access door:Dispose
    function deliver(BillId bill, Day lastDay) external returns (RequestId request);

    /// Signs for an acceptance (承兑: the drawee is bound, and the trade documents are claimed) or a delivery (收票). The addressee.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Ends a bill that was not delivered (撤票, 未用退回) and releases its trade documents. The drawer alone.
    /// @custom:access door:Perform
    function withdraw(BillId bill) external;

    /// Changes the periods for bills drawn from now on; those drawn keep theirs. By order.
    /// @custom:access restricted
    function setPeriods(Periods calldata periods) external;

    /// The trade documents that a bill names.
    function documentsOf(BillId bill) external view returns (TradeUse[] memory);

    /// The periods that a bill was drawn under.
    function periodsOf(BillId bill) external view returns (Periods memory);

    /// The periods for bills drawn now.
    function currentPeriods() external view returns (Periods memory);
}
