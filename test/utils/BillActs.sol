// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITradeRegistry} from "../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {RequestId} from "../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId, SubjectId} from "../../contracts/kernel/types/Ids.sol";
import {IBillIssuance} from "../../contracts/modules/bills/interfaces/IBillIssuance.sol";
import {
    Bill,
    BillId,
    BillKind,
    BillStatus,
    Circulation,
    Holding,
    HoldingId,
    holdingOn,
    TradeUse
} from "../../contracts/modules/bills/types/BillTypes.sol";
import {BillChecks} from "./BillChecks.sol";

/// @notice What a handler needs to act on holdings: it finds one that fits, tries an act on it, and measures what that makes of everybody's
/// money and of what is frozen.
abstract contract BillActs is BillChecks {
    /// A holding as it is now.
    struct View {
        HoldingId id;
        BillId bill;
        ParticipantId holder;
        uint256 holderIndex;
        uint256 units;
        uint256 maturity;
        BillStatus status;
        Circulation circulation;
        bool dishonoured;
        bool discounted;
        bool pledged;
        bool frozen;
    }

    /// A frozen holding before an act.
    struct Ice {
        HoldingId id;
        uint40 lo;
        uint40 hi;
        ParticipantId holder;
    }

    uint32 internal constant MAX_PARTS = 5;
    /// Acts are about the newest bills: what lies in recourse for good does not end a run.
    uint256 internal constant BILLS_IN_PLAY = 8;

    /// The bill of the last act.
    BillId internal touched;

    /// Tries an act in good faith: what is frozen stays where it is, with its holder (B-16, K-4).
    function tryAct(
        bytes32 name,
        View memory v,
        uint256 by,
        address target,
        bytes memory data
    ) internal returns (bool) {
        return _try(name, v.bill, HoldingId.wrap(0), by, target, data);
    }

    /// An act that may move the holding though it is frozen: payment in full, to whom it is owed, and a pledge or repo from before.
    function tryRight(
        bytes32 name,
        View memory v,
        uint256 by,
        address target,
        bytes memory data
    ) internal returns (bool) {
        return _try(name, v.bill, v.id, by, target, data);
    }

    function tryOrder(bytes32 name, View memory v, bytes memory data) internal returns (bool done) {
        touched = v.bill;
        uint256[] memory expected = balances();
        done = ordered(address(orders), data);
        note(name, done);
        expect(expected);
    }

    function expect(uint256[] memory expected) internal {
        demandBalances(expected, "B-9: money moved without its bill, or to another");
    }

    function expectPaid(uint256[] memory expected, uint256 from, uint256 to, uint256 amount) internal {
        expected[from] -= amount;
        expected[to] += amount;
        expect(expected);
    }

    /// A delivered bill, splittable but for one in four.
    function drawBill(uint256 seed) internal {
        uint256 bank = FIRM + (seed % BANKS);
        uint256 drawer = (seed >> 8) % FIRM;
        uint256 payee = FIRM + BANKS + ((seed >> 16) % (MEMBERS - FIRM - BANKS));
        uint64 face = uint64(bound(seed >> 24, 20, MAX_FACE));
        ITradeRegistry.Document memory d;
        d.kind = ITradeRegistry.DocumentKind.Invoice;
        (d.seller, d.buyer) = (members[payee].id, members[drawer].id);
        (d.face, d.issuer, d.number) = (face, members[payee].uscc, vm.toString(++serial));
        vm.prank(members[payee].wallet);
        (SubjectId subject, bytes32 digest) = trade.register(d);
        vm.prank(members[drawer].wallet);
        trade.confirm(subject, d.seller, digest);

        IBillIssuance.DrawTerms memory t;
        t.kind = BillKind.Bank;
        t.splittable = seed % 4 != 3;
        (t.acceptor, t.payee, t.institution) = (members[bank].id, members[payee].id, members[FIRM].id);
        t.face = face;
        t.maturity = dayOf(dayNow() + bound(seed >> 32, 10, 45));
        t.documents = new TradeUse[](1);
        t.documents[0] = TradeUse({subject: subject, amount: face});
        vm.prank(members[drawer].wallet);
        (BillId bill, HoldingId holding) = issuance.draw(t);
        vm.prank(members[drawer].wallet);
        issuance.presentForAcceptance(bill);
        _signIssued(holding, bank);
        vm.prank(members[drawer].wallet);
        issuance.deliver(bill, Day.wrap(0));
        _signIssued(holding, payee);
        note("draw", true);
    }

    /// The next holding from `seed` on, in a circle over the bills in play, of which `fits` is true; none has no units.
    function find(
        uint256 seed,
        function(View memory) view returns (bool) fits
    ) internal view returns (View memory found) {
        uint256 count = registry.billCount();
        uint256 bills = count < BILLS_IN_PLAY ? count : BILLS_IN_PLAY;
        for (uint256 i; i < bills; ++i) {
            BillId bill = BillId.wrap(uint32(count - (((seed % bills) + i) % bills)));
            Bill memory b = registry.billInfo(bill);
            if (b.status != BillStatus.Delivered) continue;
            for (uint32 n; n < b.seq; ++n) {
                View memory v = viewOf(holdingOn(bill, uint32(((seed >> 64) + n) % b.seq) + 1), b);
                if (v.circulation != Circulation.Closed && fits(v)) return v;
            }
        }
    }

    /// Asks the contracts only for what the holding itself does not say.
    function viewOf(HoldingId id, Bill memory b) internal view returns (View memory v) {
        Holding memory h = registry.holdingInfo(id);
        v.id = id;
        v.bill = id.billOf();
        v.holder = h.holder;
        v.holderIndex = indexOf(h.holder);
        v.units = h.hi - h.lo + 1;
        v.maturity = Day.unwrap(b.maturity);
        v.status = dayNow() < v.maturity ? b.status : BillStatus.Matured;
        v.circulation = h.circulation;
        if (h.offered || RequestId.unwrap(h.request) != 0) (v.status, v.circulation) = registry.pairOf(id);
        (v.dishonoured, v.discounted, v.pledged) = (h.dishonoured, h.discounted, h.pledged);
        v.frozen = b.hasCases && registry.isFrozen(id);
    }

    function isPartable(View memory v) internal view returns (bool) {
        Bill memory b = registry.billInfo(v.bill);
        return b.splittable && b.seq < MAX_PARTS && v.units > 1 && v.circulation == Circulation.Circulating;
    }

    function chainOf(View memory v) internal view returns (uint256) {
        return registry.holdingInfo(v.id).chainLength;
    }

    function acceptorOf(View memory v) internal view returns (uint256) {
        return indexOf(registry.billInfo(v.bill).acceptor);
    }

    function _try(
        bytes32 name,
        BillId bill,
        HoldingId mayMove,
        uint256 by,
        address target,
        bytes memory data
    ) private returns (bool done) {
        Ice[] memory ice = _iceOf(bill);
        touched = bill;
        done = callAs(by, target, data);
        note(name, done);
        if (!done) return done;
        for (uint256 i; i < ice.length; ++i) {
            if (ice[i].lo == 0 || ice[i].id == mayMove) continue;
            _demandFrozen(bill, ice[i].lo, ice[i].holder);
            _demandFrozen(bill, ice[i].hi, ice[i].holder);
        }
    }

    function _demandFrozen(BillId bill, uint40 unit, ParticipantId holder) private {
        for (uint32 n = 1; n <= registry.billInfo(bill).seq; ++n) {
            Holding memory h = registry.holdingInfo(holdingOn(bill, n));
            if (unit < h.lo || unit > h.hi) continue;
            bool stays = h.holder == holder && h.circulation != Circulation.Closed;
            demand(stays, "B-16, K-4: a frozen holding has moved");
            return;
        }
    }

    function _signIssued(HoldingId holding, uint256 by) private {
        bytes memory data = abi.encodeCall(issuance.sign, (registry.holdingInfo(holding).request));
        require(callAs(by, address(issuance), data), "signing an issue");
    }

    function _iceOf(BillId bill) private view returns (Ice[] memory ice) {
        if (!registry.billInfo(bill).hasCases) return ice;
        uint32 seq = registry.billInfo(bill).seq;
        ice = new Ice[](seq);
        for (uint32 n; n < seq; ++n) {
            HoldingId id = holdingOn(bill, n + 1);
            Holding memory h = registry.holdingInfo(id);
            if (h.circulation == Circulation.Closed || !registry.isFrozen(id)) continue;
            ice[n] = Ice({id: id, lo: h.lo, hi: h.hi, holder: h.holder});
        }
    }
}
