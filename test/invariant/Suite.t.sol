// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITradeRegistry} from "../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {RequestId} from "../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {SubjectId} from "../../contracts/kernel/types/Ids.sol";
import {IBillIssuance} from "../../contracts/modules/bills/interfaces/IBillIssuance.sol";
import {BillId, BillKind, firstHolding, TradeUse as BillUse} from "../../contracts/modules/bills/types/BillTypes.sol";
import {IReceivableIssuance} from "../../contracts/modules/receivables/interfaces/IReceivableIssuance.sol";
import {TradeUse} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {Acts, ActsTest, anyCall} from "../utils/Acts.sol";
import {RightsHandler} from "./modules/bills/Rights.t.sol";
import {DataHandler} from "./modules/data/Data.t.sol";
import {PointsHandler} from "./modules/points/Points.t.sol";
import {ReceivablesHandler} from "./modules/receivables/Receivables.t.sol";
import {PurseHandler} from "./modules/relief/Purse.t.sol";

/// @notice All modules at once, on one kernel, one market and one money: what the handlers of bills, of receivables and of data do, members that
/// finance the same invoices with bills and receivables, and what the handlers of points and of relief funds do, which stand beside this one
/// and act when it says so.
contract SuiteHandler is RightsHandler, ReceivablesHandler, DataHandler {
    uint256 private constant MAX_SHARED_BILLS = 100;
    /// Of a module with a purse: days pass quickly, and what is begun would be over before it went on.
    uint256 private constant ACTS_AT_ONCE = 6;

    PointsHandler public immutable points;
    PurseHandler public immutable relief;

    /// Accepted bills on shared invoices, which can be withdrawn yet.
    BillId[] private _undelivered;

    constructor() {
        planAll(sharedActs());
        points = new PointsHandler(kernel());
        relief = new PurseHandler(kernel());
        _addPurses("points");
        _addPurses("relief");
    }

    // Invoices that both modules want

    /// A part of an invoice goes to a bill or to a receivable; more than is left then to neither.
    function share(uint256 seed, uint256 amount) external {
        if (!_mayShare()) return;
        Invoice memory i = _sharedInvoice(seed);
        uint64 free = _freeOf(i);
        if (free == 0) return;
        bool byBill = seed % 2 == 0;
        uint64 fen = uint64(bound(amount, 1, byBill && free > MAX_FACE ? MAX_FACE : free));
        bool done = byBill ? _draw(i, fen, seed) : _open(i, fen);
        note(byBill ? bytes32("drawOnInvoice") : bytes32("openOnInvoice"), done);
        demand(done && _freeOf(i) == free - fen, "R-3, K-1: an invoice is used for another amount than was free");
        _financeTwice(i);
    }

    /// What is used is used up for both.
    function financeTwice(uint256 seed) external {
        if (invoices.length > 0 && _mayShare()) _financeTwice(invoices[seed % invoices.length]);
    }

    /// A bill is withdrawn before it was delivered, and a receivable takes its place.
    function openInstead(uint256 seed) external {
        if (_undelivered.length == 0 || !_mayShare()) return;
        uint256 at = seed % _undelivered.length;
        BillId bill = _undelivered[at];
        _undelivered[at] = _undelivered[_undelivered.length - 1];
        _undelivered.pop();
        BillUse memory use = issuance.documentsOf(bill)[0];
        Invoice memory i = _invoiceOf(use.subject);
        uint64 free = _freeOf(i);
        bool done = callAs(i.buyer, address(issuance), abi.encodeCall(issuance.withdraw, (bill)));
        note("withdrawBill", done);
        demand(_freeOf(i) == free + (done ? use.amount : 0), "R-3, K-1: a bill that has gone holds its invoice");
        if (done) note("openInstead", _open(i, use.amount));
    }

    /// A bill on a shared invoice, all of it or nothing; from here only.
    function drawOn(Invoice memory i, uint64 fen, bool deliver) external returns (BillId bill) {
        require(msg.sender == address(this), "only from here");
        uint256 bank = i.seller == FIRM ? FIRM + 1 : FIRM;
        IBillIssuance.DrawTerms memory t;
        (t.kind, t.face, t.splittable) = (BillKind.Bank, fen, true);
        (t.acceptor, t.payee, t.institution) = (members[bank].id, members[i.seller].id, members[FIRM].id);
        t.maturity = dayOf(dayNow() + 20);
        t.documents = new BillUse[](1);
        t.documents[0] = BillUse(i.subject, fen);
        vm.prank(members[i.buyer].wallet);
        (bill, ) = issuance.draw(t);
        vm.prank(members[i.buyer].wallet);
        issuance.presentForAcceptance(bill);
        if (bank != i.buyer) _signBill(bill, bank);
        if (!deliver) return bill;
        vm.prank(members[i.buyer].wallet);
        issuance.deliver(bill, Day.wrap(0));
        _signBill(bill, i.seller);
    }

    // Modules with a purse

    function actsOfData(uint256 seed) external {
        bytes4[10] memory acts = [
            this.buy.selector,
            this.deliver.selector,
            this.deliver.selector,
            this.topUp.selector,
            this.use.selector,
            this.useMany.selector,
            this.settleUsage.selector,
            this.closeLicence.selector,
            this.passRevenueOn.selector,
            this.claimRevenue.selector
        ];
        bytes4[] memory list = new bytes4[](acts.length);
        for (uint256 i; i < acts.length; ++i) {
            list[i] = acts[i];
        }
        _have(this, list, seed);
    }

    /// Since its last acts members' money has moved by those of other modules.
    function actsOfPoints(uint256 seed) external {
        points.recount();
        _have(points, points.selectors(), seed);
        _demandNone(points.check());
    }

    function actsOfRelief(uint256 seed) external {
        _have(relief, relief.selectors(), seed);
        _demandNone(relief.check());
    }

    /// Without freezing members: that a frozen one can't pay is no default of a repo's.
    function selectors()
        public
        pure
        override(RightsHandler, ReceivablesHandler, DataHandler)
        returns (bytes4[] memory list)
    {
        bytes4[][3] memory modules = [
            RightsHandler.selectors(),
            ReceivablesHandler.selectors(),
            DataHandler.selectors()
        ];
        // What is of several modules, and of one purse each. Campaigns of relief are soon over.
        bytes4[9] memory more = [
            this.share.selector,
            this.share.selector,
            this.financeTwice.selector,
            this.openInstead.selector,
            this.actsOfData.selector,
            this.actsOfData.selector,
            this.actsOfPoints.selector,
            this.actsOfRelief.selector,
            this.actsOfRelief.selector
        ];
        uint256 count = modules[0].length + modules[1].length + modules[2].length;
        list = new bytes4[](count + count / 2);
        uint256 at;
        for (uint256 i; i < modules.length; ++i) {
            for (uint256 j; j < modules[i].length; ++j) {
                bytes4 act_ = modules[i][j];
                bool excluded = act_ == this.freezeMember.selector || act_ == this.freezeParty.selector;
                list[at++] = excluded ? this.share.selector : act_;
            }
        }
        for (; at < list.length; ++at) {
            list[at] = more[at % more.length];
        }
    }

    /// What a run must bring about that is of two modules, and how money goes into the purse of data, and out of it.
    function sharedActs() public pure returns (bytes32[] memory) {
        return
            namesIn(
                "drawOnInvoice openOnInvoice withdrawBill openInstead drawTwice financeTwice buy commit lapse topUp use "
                "useMany settleUses close claimRevenue"
            );
    }

    /// How money goes into the purses of points, which are reserves and deposits, and out of them.
    function pointsActs() external pure returns (bytes32[] memory) {
        return
            namesIn(
                "addReserve withdrawReserve addDeposit withdrawDeposit grant exchange redeem redeemCommon refund sweep "
                "closeCycle claimFees"
            );
    }

    /// And into the purse of relief funds, and out of it.
    function reliefActs() external pure returns (bytes32[] memory) {
        return namesIn("donate appropriate order payLines payAtOnce share answer giveBack returnOrder returnLot");
    }

    // What must hold

    function check()
        public
        view
        override(RightsHandler, ReceivablesHandler, DataHandler)
        returns (string memory found)
    {
        found = RightsHandler.check();
        if (bytes(found).length == 0) found = ReceivablesHandler.check();
        if (bytes(found).length == 0) found = DataHandler.check();
        if (bytes(found).length == 0) found = points.checkBooks();
        if (bytes(found).length == 0) found = relief.check();
    }

    function checkAll()
        public
        view
        override(RightsHandler, ReceivablesHandler, DataHandler)
        returns (string memory found)
    {
        found = RightsHandler.checkAll();
        if (bytes(found).length == 0) found = ReceivablesHandler.checkAll();
        if (bytes(found).length == 0) found = DataHandler.checkAll();
        if (bytes(found).length == 0) found = points.checkAll();
        if (bytes(found).length == 0) found = relief.checkAll();
        for (uint256 i; bytes(found).length == 0 && i < invoices.length; ++i) {
            found = _checkInvoice(invoices[i].subject);
        }
    }

    /// Those that the directory knows.
    function _addPurses(bytes32 module) private {
        (, address[] memory parts) = directory.current(module);
        for (uint256 i; i < parts.length; ++i) {
            if (participants.isCustodial(parts[i])) keepers.push(parts[i]);
        }
    }

    /// A handler does some of its acts; members are not frozen, and time passes in this one's own acts.
    function _have(Acts handler, bytes4[] memory acts, uint256 seed) private {
        for (uint256 i; i < ACTS_AT_ONCE; ++i) {
            bytes memory data = anyCall(acts, uint256(keccak256(abi.encode(seed, i))));
            bytes4 act_ = bytes4(data);
            if (act_ == points.pass.selector || act_ == points.freezeMember.selector) continue;
            (bool done, ) = address(handler).call(data);
            demand(done, "A-4: a handler failed");
        }
    }

    /// What a check has found.
    function _demandNone(string memory found) private {
        demand(bytes(found).length == 0, found);
    }

    function _draw(Invoice memory i, uint64 fen, uint256 seed) private returns (bool) {
        bool deliver = seed % 3 == 0;
        try this.drawOn(i, fen, deliver) returns (BillId bill) {
            if (!deliver) _undelivered.push(bill);
            return true;
        } catch {
            return false;
        }
    }

    function _open(Invoice memory i, uint64 fen) private returns (bool) {
        IReceivableIssuance.OpenTerms memory t;
        (t.face, t.dueDay, t.facility) = (fen, dayOf(dayNow() + 20), facilityFor(fen, i.buyer, fen));
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse(i.subject, fen);
        uint256 roots = noteRegistry.rootCount();
        RequestId request = proposeRoot(t, i.seller, i.buyer, true);
        if (RequestId.unwrap(request) == 0) return noteRegistry.rootCount() > roots;
        return answerNote(request, 0);
    }

    /// A fen more than is free, by a bill and by a receivable.
    function _financeTwice(Invoice memory i) private {
        uint64 fen = _freeOf(i) + 1;
        string memory rule = "R-3, K-1: an invoice was financed twice";
        bool drawn;
        try this.drawOn(i, fen, false) returns (BillId) {
            drawn = true;
        } catch {
            drawn = false;
        }
        noteAttack("drawTwice", drawn, rule);
        IReceivableIssuance.OpenTerms memory t;
        (t.face, t.dueDay, t.facility) = (fen, dayOf(dayNow() + 20), facilityFor(fen, i.buyer, fen));
        t.counterparty = members[i.seller].id;
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse(i.subject, fen);
        bytes memory data = abi.encodeCall(noteIssuance.open, (t, Day.wrap(0)));
        noteAttack("financeTwice", callAs(i.buyer, address(noteIssuance), data), rule);
    }

    function _signBill(BillId bill, uint256 by) private {
        RequestId request = registry.holdingInfo(firstHolding(bill)).request;
        vm.prank(members[by].wallet);
        issuance.sign(request);
    }

    /// One that has been used in part, or a new one.
    function _sharedInvoice(uint256 seed) private returns (Invoice memory) {
        for (uint256 i = invoices.length; seed % 3 > 0 && i > 0; --i) {
            if (_freeOf(invoices[i - 1]) > 0) return invoices[i - 1];
        }
        uint256 buyer = obligorOf(seed >> 8);
        invoice(activeOther(buyer, seed >> 16, buyer), buyer, uint64(bound(seed >> 24, 2, 2 * MAX_FACE)));
        return invoices[invoices.length - 1];
    }

    function _mayShare() private view returns (bool) {
        return mayOpen() && registry.billCount() < MAX_SHARED_BILLS;
    }

    function _invoiceOf(SubjectId subject) private view returns (Invoice memory i) {
        for (uint256 n; n < invoices.length; ++n) {
            if (SubjectId.unwrap(invoices[n].subject) == SubjectId.unwrap(subject)) return invoices[n];
        }
    }

    function _freeOf(Invoice memory i) private view returns (uint64) {
        return i.face - trade.subjectInfo(i.subject).claimed;
    }

    /// R-3, K-1: the claims of all bills and all receivables on an invoice are what it says is claimed, and never more than its face.
    function _checkInvoice(SubjectId subject) private view returns (string memory) {
        ITradeRegistry.Subject memory s = trade.subjectInfo(subject);
        uint256 claimed;
        for (uint32 bill = 1; bill <= registry.billCount(); ++bill) {
            claimed += trade.claimOf(subject, address(issuance), bill);
        }
        for (uint32 root = 1; root <= noteRegistry.rootCount(); ++root) {
            claimed += trade.claimOf(subject, address(noteIssuance), root);
        }
        bool sums = claimed == s.claimed && claimed <= s.face;
        return sums ? "" : "R-3, K-1: the claims of two modules are more than an invoice, or not what it counts";
    }
}

contract SuiteInvariant is ActsTest {
    uint256 private constant STEPS = 1_600;

    SuiteHandler private _handler;

    function setUp() external {
        _handler = new SuiteHandler();
        targetContract(address(_handler));
        targetSelector(address(_handler), _handler.selectors());
    }

    /// A-4. K-5, K-6, R-7: over all modules at once no money is made, lost, or left with a part or the market: wallets and purses have it all. K-6:
    /// and each purse has what its books say. D-4: that of data what is open, owed and waiting; S-1, S-5: those of points reserves and fees, and
    /// deposits with what is paid on claims; P-1: that of relief funds what came in and is not paid or returned. K-1, R-3: claims of bills and
    /// receivables on one invoice never exceed it. And each module holds what it holds alone.
    function invariant_K_1_K_5_K_6_R_3_D_4_S_1_S_5_P_1_suiteConserves() external view {
        assertEq(_handler.check(), "", "suite");
    }

    /// The runs above are made of these, among all that each module does: invoices are shared, and each purse fills and empties.
    function test_A_4_K_1_R_3_eachSharedActSucceeds() external {
        play(_handler, _handler.selectors(), STEPS);
        assertEq(_handler.check(), "", "a long run");
        assertEq(_handler.checkAll(), "", "a long run");
        assertEach(_handler, _handler.sharedActs(), 1);
        assertEach(_handler.points(), _handler.pointsActs(), 1);
        assertEach(_handler.relief(), _handler.reliefActs(), 1);
    }

    function afterInvariant() external view {
        assertEq(_handler.checkAll(), "", "suite");
        assertActs(_handler, 25);
        assertActs(_handler.points(), 0);
        assertActs(_handler.relief(), 0);
    }
}
