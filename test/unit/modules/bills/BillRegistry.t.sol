// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {IKernelModule} from "../../../../contracts/kernel/interfaces/IKernelModule.sol";
import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day, today} from "../../../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../../../contracts/kernel/types/Ids.sol";
import {BillDescriptor} from "../../../../contracts/modules/bills/BillDescriptor.sol";
import {BillRegistry} from "../../../../contracts/modules/bills/BillRegistry.sol";
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
    firstHolding,
    HoldingId
} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {BillFixture} from "../../../utils/BillFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice The registry as its sibling parts see it: this test is one. Whatever a part forgets to check, the registry refuses.
contract BillRegistryPartsTest is BillFixture, Test {
    uint40 private constant FACE = 1_000;
    uint32 private constant TENOR = 100;

    BillRegistry private _registry;
    BillId private _bill;
    HoldingId private _holding;

    function setUp() external {
        deployKernel();
        AccessManager own = new AccessManager(address(this));
        _registry = new BillRegistry(address(own), participants, new BillDescriptor());
        address[] memory parts = new address[](1);
        parts[0] = address(this);
        _registry.wire(parts);
        parts[0] = address(_registry);
        carryOut(address(directory), abi.encodeCall(directory.register, (BILLS, 1, parts, 1)));

        Bill memory b;
        b.face = FACE;
        (b.drawer, b.acceptor, b.payee) = (members[0].id, members[1].id, members[2].id);
        b.issueDay = today();
        b.maturity = today().plus(TENOR);
        // What the registry sets itself, whatever it is told.
        (b.seq, b.closed, b.status) = (77, 7, BillStatus.Settled);
        (_bill, _holding) = _registry.create(b, members[0].wallet);
    }

    function test_CreateSetsItsOwnFields() external view {
        Bill memory b = _registry.billInfo(_bill);
        assertEq(b.seq, 1, "seq");
        assertEq(b.closed, 0, "closed");
        assertEq(uint256(b.status), uint256(BillStatus.Drawn), "status");
    }

    function test_RevertWhen_PartsAreJoinedTwice() external {
        vm.expectRevert(IKernelModule.PartsAlreadyWired.selector);
        _registry.wire(new address[](0));
        assertTrue(_registry.isPart(address(this)), "a part");
    }

    function test_RevertWhen_PartActsFromAnotherPair() external {
        BillStatus drawn = BillStatus.Drawn;
        _refuses(abi.encodeCall(_registry.handOver, (_bill, address(1), address(2))), drawn, Pairs.DELIVERY);
        _refuses(abi.encodeCall(_registry.collect, (_holding, members[0].id)), drawn, Pairs.PRESENTATION);
        _refuses(abi.encodeCall(_registry.giveBack, (_holding, true)), drawn, Pairs.ANSWER);
        _refuses(abi.encodeCall(_registry.close, (_holding)), drawn, Pairs.ANSWER);
        _registry.markAccepted(_bill);
        BillStatus accepted = BillStatus.Accepted;
        _refuses(abi.encodeCall(_registry.markAccepted, (_bill)), accepted, Pairs.ACCEPTANCE);
        _registry.handOver(_bill, members[0].wallet, members[2].wallet);
        bytes memory withdrawal = abi.encodeCall(_registry.end, (_bill, members[2].wallet));
        _refuses(withdrawal, BillStatus.Delivered, Circulation.Circulating, Pairs.WITHDRAWAL);
    }

    function test_RevertWhen_PartCollectsForAnother() external {
        _deliver();
        bytes4 notHolder = IBillRegistry.BillNotHolder.selector;
        vm.expectRevert(abi.encodeWithSelector(notHolder, _holding, members[0].id, members[2].id));
        _registry.collect(_holding, members[0].id);
    }

    function test_RevertWhen_PartSignsForAnother() external {
        RequestId request = _registry.openRequest(_holding, BillAct.Acceptance, members[1].id, today(), 0);
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
        RequestId request = _registry.openRequest(_holding, BillAct.Acceptance, members[1].id, today(), 0);
        assertEq(_pending(), RequestId.unwrap(request), "open");
        _registry.signRequest(request, members[1].id);
        assertEq(_pending(), 0, "signed");

        request = _registry.openRequest(_holding, BillAct.Acceptance, members[1].id, today(), 0);
        vm.prank(members[1].wallet);
        _registry.refuse(request);
        assertEq(_pending(), 0, "refused");

        request = _registry.openRequest(_holding, BillAct.Acceptance, members[1].id, today(), 0);
        vm.prank(members[0].wallet);
        _registry.withdrawRequest(request);
        assertEq(_pending(), 0, "withdrawn");
    }

    /// B-6: units are closed once, and the bill is settled with the last of them.
    function test_B_6_closingCountsTheUnits() external {
        _deliver();
        _registry.collect(_holding, members[2].id);
        _registry.close(_holding);
        Bill memory b = _registry.billInfo(_bill);
        assertEq(b.closed, FACE, "closed");
        assertEq(uint256(b.status), uint256(BillStatus.Settled), "settled");
        _refuses(abi.encodeCall(_registry.close, (_holding)), BillStatus.Settled, Circulation.Closed, Pairs.ANSWER);
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
        _registry.openRequest(noHolding, BillAct.Delivery, members[1].id, today(), 0);
        vm.expectRevert(unknownHolding);
        _registry.collect(noHolding, members[1].id);
        vm.expectRevert(unknownHolding);
        _registry.giveBack(noHolding, true);
        vm.expectRevert(unknownHolding);
        _registry.close(noHolding);
    }

    /// B-4: a chain has at most 500 endorsements. X-106: the last costs what the second does, and 200 are read by one call.
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
    }

    function _deliver() private {
        _registry.markAccepted(_bill);
        _registry.handOver(_bill, members[0].wallet, members[2].wallet);
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
