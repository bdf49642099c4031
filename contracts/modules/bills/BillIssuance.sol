// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ITradeRegistry} from "../../kernel/interfaces/ITradeRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IBillIssuance} from "./interfaces/IBillIssuance.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {BillNumber} from "./libraries/BillNumber.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillKind,
    BillStatus,
    Circulation,
    FIRST_HOLDING,
    firstHolding,
    HoldingId,
    Periods,
    TradeUse
} from "./types/BillTypes.sol";

/// Documented in {IBillIssuance}.
contract BillIssuance is IBillIssuance, KernelModule {
    /// Fen; a billion yuan.
    uint64 public constant MAX_FACE = 100_000_000_000;
    uint256 public constant MAX_DOCUMENTS = 16;

    IBillRegistry public immutable registry;
    ITradeRegistry public immutable trade;
    IBusinessCalendar public immutable calendar;

    Periods[] private _periods;
    mapping(BillId bill => TradeUse[]) private _documents;
    /// Bills that an institution has registered on a day.
    mapping(uint64 institutionCode => mapping(Day day => uint256)) private _serials;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        ITradeRegistry trade_,
        IBusinessCalendar calendar_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        trade = trade_;
        calendar = calendar_;
        _pushPeriods(
            Periods({
                tenorMonths: 6,
                acceptanceDays: 3,
                presentationDays: 10,
                noticeDays: 3,
                principalMonths: 24,
                recourseMonths: 6,
                againMonths: 3
            })
        );
    }

    /// @inheritdoc IBillIssuance
    function draw(DrawTerms calldata terms) external returns (BillId bill, HoldingId holding) {
        // Checks
        (ParticipantId drawer, address wallet, ) = _enter(terms.payee, Mode.Dispose, terms.face);
        participants.requireStanding(terms.acceptor, Mode.Dispose);
        participants.requireStanding(terms.institution, Mode.Dispose);
        _requireDrawable(terms);
        Day latest = calendar.addMonths(today(), currentPeriods().tenorMonths);
        if (terms.maturity <= today() || terms.maturity > latest) {
            revert BillMaturityOutOfRange(terms.maturity, today().plus(1), latest);
        }

        // Effects
        Bill memory b = _billOf(terms, drawer);
        (bill, holding) = registry.create(b, wallet);
        for (uint256 i; i < terms.documents.length; ++i) {
            _documents[bill].push(terms.documents[i]);
        }
        emit BillDrawn(bill, drawer, terms.payee, holding, b.number, b.issueDay, terms);
    }

    /// @inheritdoc IBillIssuance
    function presentForAcceptance(BillId bill) external returns (RequestId request) {
        Bill memory b = registry.billInfo(bill);
        (ParticipantId drawer, , ) = _enter(b.acceptor, Mode.Dispose, b.face);
        _requireDrawer(bill, drawer, b.drawer);
        registry.requirePair(firstHolding(bill), Pairs.ACCEPTANCE);
        Day latest = registry.requestDay(bill, NO_DAY);

        if (b.acceptor == drawer) {
            _accept(bill, b);
        } else {
            Day lastDay = calendar.endOfPeriod(today(), _periods[b.periods].acceptanceDays);
            if (lastDay > latest) lastDay = latest;
            request = _ask(bill, b, BillAct.Acceptance, b.acceptor, lastDay);
        }
    }

    /// @inheritdoc IBillIssuance
    function deliver(BillId bill, Day lastDay) external returns (RequestId request) {
        HoldingId holding = firstHolding(bill);
        Bill memory b = registry.billInfo(bill);
        (ParticipantId drawer, address wallet, address payeeWallet) = _enter(b.payee, Mode.Dispose, b.face);
        _requireDrawer(bill, drawer, b.drawer);
        registry.requirePair(holding, Pairs.DELIVERY);
        lastDay = registry.requestDay(bill, lastDay);

        // What the payee could not pass on it has not signed for in advance.
        bool instructed = !b.notTransferable && registry.isInstructed(holding, BillAct.Delivery, drawer, b.payee);
        if (b.payee == drawer || instructed) {
            _deliver(bill, b, wallet, payeeWallet);
        } else {
            request = _ask(bill, b, BillAct.Delivery, b.payee, lastDay);
        }
    }

    /// @inheritdoc IBillIssuance
    function sign(RequestId request) external {
        Requests.Request memory r = registry.requestInfo(request);
        HoldingId holding = HoldingId.wrap(r.subject);
        BillAct act = BillAct(r.act);
        if (r.status == Requests.Status.None) revert Requests.RequestUnknown(request);
        if (act != BillAct.Acceptance && act != BillAct.Delivery) revert IBillRegistry.BillActElsewhere(request, act);
        BillId bill = holding.billOf();
        Bill memory b = registry.billInfo(bill);
        (ParticipantId signer, address wallet, address drawerWallet) = _enter(r.from, Mode.Dispose, b.face);
        registry.signRequest(request, signer);

        if (act == BillAct.Acceptance) {
            registry.requirePair(holding, Pairs.ACCEPTANCE);
            _accept(bill, b);
        } else {
            registry.requirePair(holding, Pairs.DELIVERY);
            _deliver(bill, b, drawerWallet, wallet);
        }
    }

    /// @inheritdoc IBillIssuance
    function withdraw(BillId bill) external {
        // Checks
        Bill memory b = registry.billInfo(bill);
        (ParticipantId drawer, address wallet, ) = _enter(NOBODY, Mode.Perform, 0);
        _requireDrawer(bill, drawer, b.drawer);
        registry.requirePair(firstHolding(bill), Pairs.WITHDRAWAL);

        // Effects
        BillStatus previous = registry.end(bill, wallet);
        emit BillWithdrawn(bill, drawer, firstHolding(bill), previous);

        // Interactions
        if (previous != BillStatus.Accepted) return;
        TradeUse[] storage documents = _documents[bill];
        for (uint256 i; i < documents.length; ++i) {
            trade.release(documents[i].subject, BillId.unwrap(bill), documents[i].amount);
        }
    }

    /// @inheritdoc IBillIssuance
    function setPeriods(Periods calldata periods) external restricted {
        _pushPeriods(periods);
    }

    /// @inheritdoc IBillIssuance
    function documentsOf(BillId bill) external view returns (TradeUse[] memory) {
        return _documents[bill];
    }

    /// @inheritdoc IBillIssuance
    function periodsOf(BillId bill) external view returns (Periods memory) {
        return _periods[registry.billInfo(bill).periods];
    }

    /// @inheritdoc IBillIssuance
    function currentPeriods() public view returns (Periods memory) {
        return _periods[_periods.length - 1];
    }

    /// Before delivery there is one holding, the whole bill, and its drawer asks.
    function _ask(BillId bill, Bill memory b, BillAct act, ParticipantId to, Day lastDay) private returns (RequestId) {
        return registry.openRequest(firstHolding(bill), b.face, act, b.drawer, to, lastDay, 0);
    }

    /// Drawn → Accepted: the drawee is bound, and the trade documents are claimed for the face (B-2, B-3).
    function _accept(BillId bill, Bill memory b) private {
        // Checks
        if (b.kind == BillKind.Bank) participants.requireQualified(b.acceptor, Qualifications.BANK);
        if (b.kind == BillKind.FinanceCompany) {
            participants.requireQualified(b.acceptor, Qualifications.FINANCE_COMPANY);
        }
        TradeUse[] storage documents = _documents[bill];
        for (uint256 i; i < documents.length; ++i) {
            ITradeRegistry.Subject memory subject = trade.subjectInfo(documents[i].subject);
            bool isTheirs = subject.seller == b.payee && (subject.buyer == b.drawer || subject.buyer == b.acceptor);
            // One that is not confirmed has no parties yet; claiming it below names it.
            if (subject.face != 0 && !isTheirs) revert BillDocumentForeign(bill, i, subject.seller, subject.buyer);
        }

        // Effects
        registry.markAccepted(bill);
        emit BillAccepted(bill, b.acceptor, b.drawer, today());

        // Interactions
        for (uint256 i; i < documents.length; ++i) {
            trade.claim(documents[i].subject, BillId.unwrap(bill), documents[i].amount);
        }
    }

    function _deliver(BillId bill, Bill memory b, address drawerWallet, address payeeWallet) private {
        (HoldingId holding, Circulation circulation) = registry.handOver(bill, drawerWallet, payeeWallet);
        emit BillDelivered(bill, b.drawer, b.payee, holding, today(), circulation);
    }

    function _billOf(DrawTerms calldata terms, ParticipantId drawer) private returns (Bill memory b) {
        b.face = uint40(terms.face);
        b.issueDay = today();
        b.maturity = terms.maturity;
        b.status = BillStatus.Drawn;
        b.seq = FIRST_HOLDING;
        b.acceptor = terms.acceptor;
        b.kind = terms.kind;
        b.periods = uint8(_periods.length - 1);
        b.splittable = terms.splittable;
        b.drawer = drawer;
        b.payee = terms.payee;
        b.notTransferable = terms.notTransferable;

        bytes32 qualification =
            participants.isQualified(terms.institution, Qualifications.FINANCE_COMPANY)
                ? Qualifications.FINANCE_COMPANY
                : Qualifications.BANK;
        uint64 code = participants.requireQualified(terms.institution, qualification);
        uint256 serial = ++_serials[code][b.issueDay];
        b.number = BillNumber.compose(terms.kind, terms.supplyChain, code, b.issueDay, serial);
    }

    function _pushPeriods(Periods memory periods) private {
        bool valid =
            periods.tenorMonths > 0 &&
                periods.acceptanceDays > 0 &&
                periods.presentationDays > 0 &&
                periods.noticeDays > 0 &&
                periods.principalMonths > 0 &&
                periods.recourseMonths > 0 &&
                periods.againMonths > 0;
        if (!valid || _periods.length > type(uint8).max) revert BillPeriodsInvalid();
        _periods.push(periods);
        emit PeriodsSet(uint8(_periods.length - 1), periods);
    }

    function _requireDrawable(DrawTerms calldata terms) private pure {
        if (terms.kind == BillKind.None) revert BillKindMissing();
        if (terms.face == 0 || terms.face > MAX_FACE) revert BillFaceOutOfRange(terms.face, MAX_FACE);
        if (terms.payee == terms.acceptor) revert BillPayeeIsAcceptor(terms.payee);
        uint256 count = terms.documents.length;
        if (count == 0 || count > MAX_DOCUMENTS) revert BillDocumentsInvalid(count, MAX_DOCUMENTS);
        uint64 covered;
        for (uint256 i; i < count; ++i) {
            if (terms.documents[i].amount == 0) revert BillDocumentAmountZero(i);
            covered += terms.documents[i].amount;
        }
        if (covered != terms.face) revert BillTradeShort(terms.face, covered);
    }

    function _requireDrawer(BillId bill, ParticipantId caller, ParticipantId drawer) private pure {
        if (caller != drawer) revert BillNotDrawer(bill, caller, drawer);
    }
}
