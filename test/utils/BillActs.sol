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
    bytes32 internal constant PROOF = "proof";

    /// Money that there is, in fen.
    uint256 internal issued;
    /// Of whatever must be new: keys, numbers of documents, issues.
    uint256 internal serial;
    /// The bill of the last act.
    BillId internal touched;

    /// By an order of a court, a regulator and the council; from here only.
    function decree(bytes calldata data) external {
        require(msg.sender == address(this), "only from here");
        carryOut(address(orders), data);
    }

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
        try this.decree(data) {
            done = true;
        } catch {
            done = false;
        }
        note(name, done);
        expect(expected);
    }

    function expect(uint256[] memory expected) internal {
        for (uint256 i; i < MEMBERS; ++i) {
            demand(
                money.balanceOf(members[i].wallet) == expected[i],
                "B-9: money moved without its bill, or to another"
            );
        }
    }

    function expectPaid(uint256[] memory expected, uint256 from, uint256 to, uint256 amount) internal {
        expected[from] -= amount;
        expected[to] += amount;
        expect(expected);
    }

    function issueMoney(uint256 member, uint256 amount) internal {
        bytes memory data = abi.encodeCall(money.issue, (members[member].wallet, amount, bytes32(++serial)));
        require(callAs(BANK, address(money), data), "issuing");
        issued += amount;
    }

    function approveMoney(uint256 member, address part, uint256 amount) internal {
        require(callAs(member, address(money), abi.encodeCall(money.approve, (part, amount))), "approving");
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

    function warpTo(uint256 day) internal {
        if (day > dayNow()) vm.warp(day * 1 days - 8 hours);
    }

    function callAs(uint256 by, address target, bytes memory data) internal returns (bool done) {
        vm.prank(members[by].wallet);
        (done, ) = target.call(data);
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

    function balances() internal view returns (uint256[] memory list) {
        list = new uint256[](MEMBERS);
        for (uint256 i; i < MEMBERS; ++i) {
            list[i] = money.balanceOf(members[i].wallet);
        }
    }

    function chainOf(View memory v) internal view returns (uint256) {
        return registry.holdingInfo(v.id).chainLength;
    }

    function acceptorOf(View memory v) internal view returns (uint256) {
        return indexOf(registry.billInfo(v.bill).acceptor);
    }

    function dayNow() internal view returns (uint256) {
        return (vm.getBlockTimestamp() + 8 hours) / 1 days;
    }

    function dayOf(uint256 day) internal pure returns (Day) {
        return Day.wrap(uint32(day));
    }

    /// The fixture admits its members one after the other.
    function indexOf(ParticipantId id) internal pure returns (uint256) {
        return ParticipantId.unwrap(id) - 1;
    }

    function otherThan(uint256 than, uint256 seed) internal pure returns (uint256) {
        return (than + 1 + (seed % (MEMBERS - 1))) % MEMBERS;
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
