// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {IKernelModule} from "../../../../contracts/kernel/interfaces/IKernelModule.sol";
import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day, today} from "../../../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../../../contracts/kernel/types/Ids.sol";
import {BillRegistry} from "../../../../contracts/modules/bills/BillRegistry.sol";
import {IBillOrders} from "../../../../contracts/modules/bills/interfaces/IBillOrders.sol";
import {IBillRegistry} from "../../../../contracts/modules/bills/interfaces/IBillRegistry.sol";
import {Pairs} from "../../../../contracts/modules/bills/libraries/Pairs.sol";
import {
    Bill,
    BillAct,
    BillId,
    BillStatus,
    Circulation,
    Endorsement,
    EndorsementId,
    FIRST_HOLDING,
    firstHolding,
    Holding,
    HoldingId,
    Purpose
} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {BillFixture} from "../../../utils/BillFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice The registry as its sibling parts see it: this test is one. Whatever a part forgets to check, the registry refuses.
contract BillRegistryPartsTest is BillFixture, Test {
    uint40 private constant FACE = 1_000;
    uint32 private constant TENOR = 100;
    /// Stands for the part of the orders, whose answers the tests give.
    address private constant ORDERS = address(0xC0);

    BillRegistry private _registry;
    BillId private _bill;
    HoldingId private _holding;

    function setUp() external {
        deployKernel();
        AccessManager own = AccessManager(deploy("AccessManager", abi.encode(this)));
        _registry = BillRegistry(deploy("BillRegistry", abi.encode(own, participants, deploy("BillDescriptor", ""))));
        address[] memory parts = new address[](1);
        parts[0] = address(this);
        _registry.wire(parts);
        _registry.setOrders(IBillOrders(ORDERS));
        _setFrozen(false);
        parts[0] = address(_registry);
        carryOut(address(directory), abi.encodeCall(directory.register, (BILLS, 1, parts, 1)));

        Bill memory b;
        b.face = FACE;
        (b.drawer, b.acceptor, b.payee) = (members[0].id, members[1].id, members[2].id);
        b.issueDay = today();
        b.maturity = today().plus(TENOR);
        (b.seq, b.status, b.splittable) = (FIRST_HOLDING, BillStatus.Drawn, true);
        (_bill, _holding) = _registry.create(b, members[0].wallet);
    }

    function test_RevertWhen_PartsAreJoinedTwice() external {
        vm.expectRevert(IKernelModule.PartsAlreadyWired.selector);
        _registry.wire(new address[](0));
        assertTrue(_registry.isPart(address(this)), "a part");
    }

    function test_RevertWhen_PartActsFromAnotherPair() external {
        BillStatus drawn = BillStatus.Drawn;
        _refuses(abi.encodeCall(_registry.handOver, (_bill, address(1), address(2))), drawn, Pairs.DELIVERY);
        _refuses(abi.encodeCall(_registry.split, (_holding, 1)), drawn, Pairs.HELD);
        _refuses(
            abi.encodeCall(_registry.setCirculation, (_holding, Pairs.PRESENTATION, Circulation.InCollection)),
            drawn,
            Pairs.PRESENTATION
        );
        _refuses(abi.encodeCall(_registry.restore, (_holding, Pairs.ANSWER, true, false)), drawn, Pairs.ANSWER);
        _refuses(
            abi.encodeCall(
                _registry.convey,
                (_holding, Pairs.PLEDGED, members[3].id, Purpose.Pledge, Circulation.Pledged)
            ),
            drawn,
            Pairs.PLEDGED
        );
        _refuses(abi.encodeCall(_registry.close, (_holding, Pairs.ANSWER)), drawn, Pairs.ANSWER);
        _registry.markAccepted(_bill);
        BillStatus accepted = BillStatus.Accepted;
        _refuses(abi.encodeCall(_registry.markAccepted, (_bill)), accepted, Pairs.ACCEPTANCE);
        _registry.handOver(_bill, members[0].wallet, members[2].wallet);
        bytes memory withdrawal = abi.encodeCall(_registry.end, (_bill, members[2].wallet));
        _refuses(withdrawal, BillStatus.Delivered, Circulation.Circulating, Pairs.WITHDRAWAL);
    }

    function test_RevertWhen_PartSignsForAnother() external {
        RequestId request = _ask(BillAct.Acceptance);
        vm.expectRevert(
            abi.encodeWithSelector(Requests.RequestNotForCaller.selector, request, members[2].id, members[1].id)
        );
        _registry.signRequest(request, members[2].id);
    }

    /// X-11: an offer is carried out for its own ask, while it is live, and ended by its own ask only.
    function test_X_11_anOfferServesItsOwnAskWhileItIsLive() external {
        _deliver();
        (AskId ask, AskId other) = (AskId.wrap(1), AskId.wrap(2));
        _registry.offer(_holding, members[2].id, FACE, ask, today());
        _registry.endOffer(_holding, other);
        assertEq(AskId.unwrap(_registry.offerOf(_holding).ask), 1, "ended by another ask");
        _refusesConveying(other);

        uint256 snapshot = vm.snapshotState();
        skip(1 days);
        _refusesConveying(ask);
        vm.revertToState(snapshot);
        (HoldingId part, , , ) = _registry.conveyOffered(_holding, ask, members[3].id, address(1), address(2));
        assertEq(HoldingId.unwrap(part), HoldingId.unwrap(_holding), "whole");
        _refusesConveying(ask);
    }

    /// X-11: what was answered is forgotten; what is open is one.
    function test_X_11_anAnsweredRequestIsForgotten() external {
        RequestId request = _ask(BillAct.Acceptance);
        assertEq(_pending(), RequestId.unwrap(request), "open");
        _registry.signRequest(request, members[1].id);
        assertEq(_pending(), 0, "signed");

        request = _ask(BillAct.Acceptance);
        vm.prank(members[1].wallet);
        _registry.refuse(request);
        assertEq(_pending(), 0, "refused");

        request = _ask(BillAct.Acceptance);
        vm.prank(members[0].wallet);
        _registry.withdrawRequest(request);
        assertEq(_pending(), 0, "withdrawn");
    }

    /// X-11: a guarantee is asked for beside what locks the holding, and its answer unlocks nothing.
    function test_X_11_aGuaranteesAnswerUnlocksNothing() external {
        _deliver();
        RequestId refused = _ask(BillAct.Guarantee);
        RequestId withdrawn = _ask(BillAct.Guarantee);
        RequestId signed = _ask(BillAct.Guarantee);
        assertEq(_pending(), 0, "a guarantee's request locks");
        RequestId pledge = _ask(BillAct.Pledge);
        assertEq(_pending(), RequestId.unwrap(pledge), "a pledge's request does not lock");
        vm.prank(members[1].wallet);
        _registry.refuse(refused);
        vm.prank(members[0].wallet);
        _registry.withdrawRequest(withdrawn);
        _registry.signRequest(signed, members[1].id);
        assertEq(_pending(), RequestId.unwrap(pledge), "a guarantee's answer has unlocked");
        _expectPair(BillStatus.Delivered, Circulation.Locked);
    }

    /// X-11: an order ends what waits on the holding, a request or an offer: it is not signed, refused, withdrawn or sold any more.
    function test_X_11_B_16_whatWaitsEndsWithAnOrder() external {
        _deliver();
        RequestId request = _ask(BillAct.Pledge);
        RequestId guarantee = _ask(BillAct.Guarantee);
        vm.expectEmit(address(_registry));
        emit Requests.RequestAnswered(request, HoldingId.unwrap(_holding), Requests.Status.Cancelled);
        _registry.seize(_holding);
        _expectPair(BillStatus.Delivered, Circulation.Circulating);
        bytes memory cancelled = abi.encodeWithSelector(
            Requests.RequestNotOpen.selector,
            request,
            Requests.Status.Cancelled
        );
        vm.expectRevert(cancelled);
        _registry.signRequest(request, members[1].id);
        vm.prank(members[1].wallet);
        vm.expectRevert(cancelled);
        _registry.refuse(request);
        vm.prank(members[0].wallet);
        vm.expectRevert(cancelled);
        _registry.withdrawRequest(request);
        assertTrue(_registry.requestInfo(guarantee).status == Requests.Status.Open, "a guarantee only adds");
        assertTrue(_registry.billInfo(_bill).hasCases, "cases are asked after");

        _setFrozen(false);
        AskId ask = AskId.wrap(1);
        _registry.offer(_holding, members[2].id, FACE, ask, today());
        vm.expectEmit(address(_registry));
        emit IBillRegistry.HoldingOfferEnded(_holding, ask);
        _registry.seize(_holding);
        _refusesConveying(ask);
    }

    /// X-11: a lapsed request has ended already; a part that was split off after a lapsed offer has none.
    function test_X_11_seizingEndsNothingThatHasLapsed() external {
        _deliver();
        RequestId request = _ask(BillAct.Pledge);
        skip(1 days);
        _registry.seize(_holding);
        assertTrue(_registry.requestInfo(request).status == Requests.Status.Open, "lapsed, not cancelled");
        vm.expectRevert(
            abi.encodeWithSelector(Requests.RequestLapsed.selector, request, Day.wrap(Day.unwrap(today()) - 1))
        );
        _registry.signRequest(request, members[1].id);

        _setFrozen(false);
        _registry.offer(_holding, members[2].id, FACE, AskId.wrap(1), today());
        skip(1 days);
        HoldingId part = _registry.split(_holding, 1);
        vm.recordLogs();
        _registry.seize(part);
        assertEq(vm.getRecordedLogs().length, 0, "an offer that was never made");
    }

    /// B-4, B-16: what a case freezes its holder does not dispose of; the registry asks the orders' part, and only once cases are open.
    function test_B_16_aFrozenHoldingIsNotDisposedOf() external {
        _deliver();
        _setFrozen(true);
        assertFalse(_registry.isFrozen(_holding), "asked after without a case");
        _registry.seize(_holding);
        assertTrue(_registry.isFrozen(_holding), "not asked after");
        bytes memory frozen = abi.encodeWithSelector(IBillRegistry.BillFrozen.selector, _holding);
        vm.expectRevert(frozen);
        _registry.requireEndorsable(_holding, members[2].id);
        vm.expectRevert(frozen);
        _registry.offer(_holding, members[2].id, FACE, AskId.wrap(1), today());
        vm.prank(members[2].wallet);
        vm.expectRevert(frozen);
        _registry.endorse(_holding, members[3].id, false, Day.wrap(0));
        vm.prank(members[2].wallet);
        vm.expectRevert(frozen);
        _registry.endorsePart(_holding, 1, members[3].id, false, Day.wrap(0));
        _setFrozen(false);
        _registry.requireEndorsable(_holding, members[2].id);
    }

    /// K-4: what was asked before a freeze is checked again when it is signed.
    function test_B_16_whatWasAgreedBeforeAFreezeIsCheckedAgain() external {
        _deliver();
        HoldingId other = _registry.split(_holding, 300);
        vm.prank(members[2].wallet);
        RequestId request = _registry.endorse(_holding, members[3].id, false, Day.wrap(0));
        // The order has seized another holding of the bill only.
        _registry.seize(other);
        _setFrozen(true);
        vm.prank(members[3].wallet);
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillFrozen.selector, _holding));
        _registry.sign(request);
    }

    /// B-6: a part takes the low end and everything that was the holding's; the rest keeps its id. All of it parts nothing.
    function test_B_6_X_14_splitting() external {
        _deliver();
        uint256 before = _registry.balanceOf(members[2].wallet);
        HoldingId part = _registry.split(_holding, 300);
        _expectUnits(part, 1, 300);
        _expectUnits(_holding, 301, FACE);
        assertEq(_registry.balanceOf(members[2].wallet), before + 1, "the balance");
        assertEq(_registry.ownerOf(HoldingId.unwrap(part)), members[2].wallet, "the part's owner");
        assertEq(HoldingId.unwrap(_registry.split(part, 300)), HoldingId.unwrap(part), "all of it");
        bytes4 outOfRange = IBillRegistry.BillAmountOutOfRange.selector;
        vm.expectRevert(abi.encodeWithSelector(outOfRange, part, 0, 300));
        _registry.split(part, 0);
        vm.expectRevert(abi.encodeWithSelector(outOfRange, part, 301, 300));
        _registry.split(part, 301);
        assertEq(_registry.billInfo(_bill).seq, 2, "one part");
    }

    /// B-6, B-10: what was dishonoured is never parted, so that its accounts need no dividing.
    function test_RevertWhen_PartSplitsWhatWasDishonoured() external {
        _deliver();
        _registry.setCirculation(_holding, Pairs.PRESENTATION, Circulation.InCollection);
        _registry.restore(_holding, Pairs.ANSWER, true, false);
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillDishonoured.selector, _holding));
        _registry.split(_holding, 1);
    }

    /// B-17: a pledge shows in the holding until it is given back free.
    function test_B_17_aPledgeShows() external {
        _deliver();
        vm.expectEmit(address(_registry));
        emit IBillRegistry.HoldingCirculationChanged(_holding, members[2].id, Circulation.Pledged, false, true);
        _registry.setCirculation(_holding, Pairs.ENDORSEMENT, Circulation.Pledged);
        _registry.convey(_holding, Pairs.PLEDGED, members[3].id, Purpose.Pledge, Circulation.Pledged);
        assertTrue(_registry.holdingInfo(_holding).pledged, "realised");
        _registry.setCirculation(_holding, Pairs.PRESENTATION, Circulation.InCollection);
        assertTrue(_registry.holdingInfo(_holding).pledged, "collected");
        _registry.restore(_holding, Pairs.ANSWER, false, true);
        _expectPair(BillStatus.Delivered, Circulation.Pledged);
        _registry.restore(_holding, Pairs.PLEDGED, false, false);
        _expectPair(BillStatus.Delivered, Circulation.Circulating);
        assertFalse(_registry.holdingInfo(_holding).pledged, "free");
    }

    /// B-6: units are closed once, and the bill is settled with the last of them.
    function test_B_6_closingCountsTheUnits() external {
        _deliver();
        HoldingId part = _registry.split(_holding, 300);
        _close(part);
        assertEq(_registry.billInfo(_bill).closed, 300, "the part");
        assertEq(_registry.openItems(), 1, "open");
        _close(_holding);
        Bill memory b = _registry.billInfo(_bill);
        assertEq(b.closed, FACE, "closed");
        assertEq(uint256(b.status), uint256(BillStatus.Settled), "settled");
        assertEq(_registry.openItems(), 0, "none open");
        bytes memory again = abi.encodeCall(_registry.close, (_holding, Pairs.ANSWER));
        _refuses(again, BillStatus.Settled, Circulation.Closed, Pairs.ANSWER);
    }

    function test_RevertWhen_PartNamesWhatDoesNotExist() external {
        BillId noBill = BillId.wrap(9);
        HoldingId noHolding = firstHolding(noBill);
        bytes memory unknownBill = abi.encodeWithSelector(IBillRegistry.BillUnknown.selector, noBill);
        bytes memory unknownHolding = abi.encodeWithSelector(IBillRegistry.HoldingUnknown.selector, noHolding);
        vm.expectRevert(unknownBill);
        _registry.markAccepted(noBill);
        vm.expectRevert(unknownBill);
        _registry.handOver(noBill, address(1), address(2));
        vm.expectRevert(unknownBill);
        _registry.end(noBill, address(1));
        vm.expectRevert(unknownHolding);
        _registry.openRequest(noHolding, 1, BillAct.Delivery, members[0].id, members[1].id, today(), 0);
        vm.expectRevert(unknownHolding);
        _registry.split(noHolding, 1);
        vm.expectRevert(unknownHolding);
        _registry.setCirculation(noHolding, type(uint256).max, Circulation.Pledged);
        vm.expectRevert(unknownHolding);
        _registry.restore(noHolding, type(uint256).max, true, false);
        vm.expectRevert(unknownHolding);
        _registry.convey(noHolding, type(uint256).max, members[1].id, Purpose.ByOrder, Circulation.Circulating);
        vm.expectRevert(unknownHolding);
        _registry.close(noHolding, type(uint256).max);
        vm.expectRevert(unknownHolding);
        _registry.seize(noHolding);
    }

    /// B-4: a chain has at most 500 endorsements by will; what the law or an earlier agreement gives still passes. X-106: the last costs what the second does, and 200 are read by one call.
    function test_B_4_X_106_theLongestChain() external {
        _deliver();
        _instruct(2, 3);
        _instruct(3, 2);
        uint256 early;
        uint256 late;
        for (uint256 i; i < 500; ++i) {
            uint256 before = gasleft();
            _endorse(2 + (i % 2), 3 - (i % 2));
            if (i == 3) early = before - gasleft();
            if (i == 499) late = before - gasleft();
        }
        assertLe(late, early + early / 100, "gas of an endorsement grows with the chain");

        vm.prank(members[2].wallet);
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillChainFull.selector, _holding, 500));
        _registry.endorse(_holding, members[3].id, false, Day.wrap(0));
        vm.prank(members[2].wallet);
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillChainFull.selector, _holding, 500));
        _registry.endorsePart(_holding, 1, members[3].id, false, Day.wrap(0));
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillChainFull.selector, _holding, 500));
        _registry.requireEndorsable(_holding, members[2].id);

        uint256 start = gasleft();
        (, Endorsement[] memory page, EndorsementId next) = _registry.descriptor().chainOf(
            _registry,
            _holding,
            EndorsementId.wrap(0),
            200
        );
        assertLe(start - gasleft(), 16_777_216, "gas of reading 200");
        assertEq(page.length, 200, "a page");
        assertEq(ParticipantId.unwrap(page[0].to), ParticipantId.unwrap(members[2].id), "newest first");
        (, page, next) = _registry.descriptor().chainOf(_registry, _holding, next, 1_000);
        assertEq(page.length, 300, "the rest");
        assertEq(EndorsementId.unwrap(next), 0, "the end");
        assertEq(ParticipantId.unwrap(page[299].from), ParticipantId.unwrap(members[2].id), "the payee");

        _registry.convey(_holding, Pairs.HELD, members[4].id, Purpose.ByOrder, Circulation.Circulating);
        assertEq(_registry.holdingInfo(_holding).chainLength, 501, "by order");
    }

    function _deliver() private {
        _registry.markAccepted(_bill);
        _registry.handOver(_bill, members[0].wallet, members[2].wallet);
    }

    function _close(HoldingId holding) private {
        _registry.setCirculation(holding, Pairs.PRESENTATION, Circulation.InCollection);
        _registry.close(holding, Pairs.ANSWER);
    }

    /// The drawer asks the second member, for all of the holding, until today.
    function _ask(BillAct act) private returns (RequestId) {
        return _registry.openRequest(_holding, FACE, act, members[0].id, members[1].id, today(), 0);
    }

    /// Has the part of the orders say so of every holding.
    function _setFrozen(bool frozen) private {
        vm.mockCall(ORDERS, abi.encodeWithSelector(IBillOrders.isFrozen.selector), abi.encode(frozen));
    }

    function _instruct(uint256 by, uint256 counterparty) private {
        vm.prank(members[by].wallet);
        _registry.instruct(
            members[counterparty].id,
            Requests.Instruction({acts: 8, ceiling: FACE, tenor: uint16(TENOR), until: today().plus(TENOR)})
        );
    }

    function _endorse(uint256 from, uint256 to) private {
        vm.prank(members[from].wallet);
        _registry.endorse(_holding, members[to].id, false, Day.wrap(0));
    }

    function _expectPair(BillStatus status, Circulation circulation) private view {
        (BillStatus s, Circulation c) = _registry.pairOf(_holding);
        assertEq(uint256(s) * 16 + uint256(c), uint256(status) * 16 + uint256(circulation), "the pair");
    }

    function _expectUnits(HoldingId holding, uint256 lo, uint256 hi) private view {
        Holding memory h = _registry.holdingInfo(holding);
        assertEq(h.lo, lo, "the first unit");
        assertEq(h.hi, hi, "the last unit");
        assertEq(ParticipantId.unwrap(h.holder), ParticipantId.unwrap(members[2].id), "the holder");
    }

    function _pending() private view returns (uint256) {
        return RequestId.unwrap(_registry.holdingInfo(_holding).request);
    }

    function _refusesConveying(AskId ask) private {
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillNotOffered.selector, _holding, ask));
        _registry.conveyOffered(_holding, ask, members[3].id, address(1), address(2));
    }

    function _refuses(bytes memory data, BillStatus status, uint256 allowed) private {
        _refuses(data, status, Circulation.AwaitingDelivery, allowed);
    }

    function _refuses(bytes memory data, BillStatus status, Circulation circulation, uint256 allowed) private {
        (bool done, bytes memory reason) = address(_registry).call(data);
        assertFalse(done, "done from another pair");
        bytes4 wrong = IBillRegistry.BillWrongPair.selector;
        assertEq(reason, abi.encodeWithSelector(wrong, _holding, status, circulation, allowed), "the pairs");
    }
}
