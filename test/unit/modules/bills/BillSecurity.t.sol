// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {NO_DAY, today} from "../../../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../../../contracts/kernel/types/Ids.sol";
import {BillRegistry} from "../../../../contracts/modules/bills/BillRegistry.sol";
import {BillSecurity} from "../../../../contracts/modules/bills/BillSecurity.sol";
import {IBillRegistry} from "../../../../contracts/modules/bills/interfaces/IBillRegistry.sol";
import {IBillOrders} from "../../../../contracts/modules/bills/interfaces/IBillOrders.sol";
import {DebtId, IBillSecurity} from "../../../../contracts/modules/bills/interfaces/IBillSecurity.sol";
import {Chain} from "../../../../contracts/modules/bills/libraries/Chain.sol";
import {Pairs} from "../../../../contracts/modules/bills/libraries/Pairs.sol";
import {
    Bill,
    BillId,
    BillStatus,
    Capacity,
    Circulation,
    Holding,
    HoldingId,
    Purpose
} from "../../../../contracts/modules/bills/types/BillTypes.sol";
import {KernelFixture} from "../../../utils/KernelFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice Security as its sibling parts see it: this test is one, and does what repos, payments and orders do with a pledge.
contract BillSecurityPartsTest is KernelFixture, Test {
    uint40 private constant FACE = 1_000;
    uint32 private constant TENOR = 100;
    DebtId private constant NO_DEBT = DebtId.wrap(0);
    /// Members: drawer, acceptor, payee and pledgor, pledgee, somebody else.
    uint256 private constant DRAWER = FIRM;
    uint256 private constant ACCEPTOR = FIRM + 1;
    uint256 private constant PLEDGOR = FIRM + 2;
    uint256 private constant PLEDGEE = FIRM + 3;
    uint256 private constant OTHER = FIRM + 4;

    BillRegistry private _registry;
    BillSecurity private _security;
    HoldingId private _holding;
    /// Whose units are frozen, as the orders know it: this test is their part too.
    ParticipantId private _frozen;

    function setUp() external {
        deployKernel();
        AccessManager own = AccessManager(deploy("AccessManager", abi.encode(this)));
        _registry = BillRegistry(deploy("BillRegistry", abi.encode(own, participants, deploy("BillDescriptor", ""))));
        _security = BillSecurity(deploy("BillSecurity", abi.encode(own, participants, _registry)));
        address[] memory parts = new address[](2);
        (parts[0], parts[1]) = (address(this), address(_security));
        _registry.wire(parts);
        _security.wire(parts);
        parts[0] = address(_registry);
        carryOut(address(directory), abi.encodeCall(directory.register, ("bills", 1, parts, 1)));
        _holding = _deliver();
    }

    /// B-17: pledges of a repo share one debt, and who pledged neither releases nor loses them on its own.
    function test_B_17_aRepoAloneEndsItsPledges() external {
        HoldingId second = _deliver();
        DebtId debt = _charge(_holding, NO_DEBT, 1_500);
        assertTrue(_charge(second, debt, 7) == debt, "a debt of its own");
        assertEq(_security.securedOf(debt), 1_500, "secured");
        IBillSecurity.Pledge memory p = _security.pledgeOf(second);
        assertTrue(p.byRepo && p.debt == debt, "the repo's");
        assertTrue(p.status == IBillSecurity.PledgeStatus.Live, "live");
        _expectHolder(second, PLEDGOR, Circulation.Pledged, true);

        skip(TENOR * 1 days);
        vm.startPrank(members[PLEDGEE].wallet);
        vm.expectRevert(abi.encodeWithSelector(IBillSecurity.BillPledgeByRepo.selector, _holding));
        _security.release(_holding);
        vm.expectRevert(abi.encodeWithSelector(IBillSecurity.BillPledgeByRepo.selector, _holding));
        _security.realise(_holding);
        vm.stopPrank();

        _security.discharge(_holding, debt);
        _expectHolder(_holding, PLEDGOR, Circulation.Circulating, false);
        _security.foreclose(second, debt);
        _expectHolder(second, PLEDGEE, Circulation.Pledged, true);
        assertTrue(_security.pledgeOf(second).status == IBillSecurity.PledgeStatus.Realised, "realised");
    }

    /// B-17: what an order has ended a repo leaves alone, also when the new holder has pledged it since.
    function test_B_17_aRepoEndsNoPledgeOfAnotherDebt() external {
        DebtId debt = _charge(_holding, NO_DEBT, 500);
        _security.end(_holding);
        _registry.convey(_holding, Pairs.PLEDGED, members[OTHER].id, Purpose.ByOrder, Circulation.Circulating);
        _security.discharge(_holding, debt);
        _security.foreclose(_holding, debt);
        _expectHolder(_holding, OTHER, Circulation.Circulating, false);

        DebtId another = _charge(_holding, NO_DEBT, 700);
        _security.discharge(_holding, debt);
        _security.foreclose(_holding, debt);
        _expectHolder(_holding, OTHER, Circulation.Pledged, true);
        assertTrue(_security.pledgeOf(_holding).debt == another, "the other debt");
        assertTrue(_security.pledgeOf(_holding).status == IBillSecurity.PledgeStatus.Live, "the other pledge");
    }

    /// B-16, B-17: an order moves a holding with its pledge; what is over is then the new holder's.
    function test_B_17_anOrderMovesTheHoldingWithItsPledge() external {
        DebtId debt = _charge(_holding, NO_DEBT, 400);
        _conveyByOrder(OTHER);
        _security.foreclose(_holding, debt);
        _expectHolder(_holding, PLEDGEE, Circulation.Pledged, true);
        (ParticipantId pledgor, uint64 surplus) = _security.collect(_holding, FACE, true);
        assertTrue(pledgor == members[OTHER].id, "the new holder's");
        assertEq(surplus, 600, "over");
    }

    /// B-4, B-17: whom an order has given title has no use for its pledge: it never endorses to itself.
    function test_B_4_aPledgeeThatHoldsTitleRealisesNothing() external {
        DebtId debt = _charge(_holding, NO_DEBT, 400);
        _conveyByOrder(PLEDGEE);
        uint16 length = _registry.holdingInfo(_holding).chainLength;
        _security.foreclose(_holding, debt);
        _expectHolder(_holding, PLEDGEE, Circulation.Circulating, false);
        assertEq(_registry.holdingInfo(_holding).chainLength, length, "endorsed to itself");
        assertTrue(_security.pledgeOf(_holding).status == IBillSecurity.PledgeStatus.Ended, "ended");
    }

    /// B-17: outright, the creditor has title already; it keeps it to collect, for what it is owed.
    function test_B_17_aRepoCreditorKeepsTitleToCollect() external {
        HoldingId second = _deliver();
        bytes4 wrong = IBillRegistry.BillWrongPair.selector;
        vm.expectRevert(
            abi.encodeWithSelector(wrong, _holding, BillStatus.Delivered, Circulation.Circulating, Pairs.REDEMPTION)
        );
        _security.retain(_holding, members[PLEDGOR].id, NO_DEBT, 900);

        for (uint256 i; i < 2; ++i) {
            HoldingId each = i == 0 ? _holding : second;
            _registry.convey(
                each,
                Pairs.ENDORSEMENT,
                members[PLEDGEE].id,
                Purpose.Rediscount,
                Circulation.AwaitingRedemption
            );
        }
        DebtId debt = _security.retain(_holding, members[PLEDGOR].id, NO_DEBT, 900);
        assertTrue(_security.retain(second, members[PLEDGOR].id, debt, 5) == debt, "a debt of its own");
        _expectHolder(second, PLEDGEE, Circulation.Pledged, true);
        IBillSecurity.Pledge memory p = _security.pledgeOf(second);
        assertTrue(p.pledgor == members[PLEDGOR].id && p.pledgee == members[PLEDGEE].id, "the parties");
        assertTrue(p.status == IBillSecurity.PledgeStatus.Realised && p.byRepo, "realised by the repo");
        assertEq(_security.securedOf(debt), 900, "secured");
    }

    /// B-17: over all pledges of a debt the pledgee gets what was secured, no more; the pledgor all else; not a fen is lost.
    function testFuzz_B_17_proceedsAreDividedByTheDebt(
        uint64 secured,
        uint64[3] memory amounts,
        bool inParts
    ) external {
        DebtId debt = NO_DEBT;
        HoldingId[3] memory holdings = [_holding, _deliver(), _deliver()];
        for (uint256 i; i < 3; ++i) debt = _charge(holdings[i], debt, secured);
        uint256 toPledgee;
        uint256 total;
        for (uint256 i; i < 3; ++i) {
            _security.foreclose(holdings[i], debt);
            uint64 amount = uint64(bound(amounts[i], 0, type(uint40).max));
            for (uint64 n = inParts ? 2 : 1; n > 0; --n) {
                uint64 instalment = n == 2 ? amount / 3 : (inParts ? amount - amount / 3 : amount);
                (ParticipantId pledgor, uint64 surplus) = _security.collect(holdings[i], instalment, n == 1);
                assertTrue(pledgor == members[PLEDGOR].id, "B-17: the pledgor");
                assertLe(surplus, instalment, "B-17: more than came in");
                toPledgee += instalment - surplus;
            }
            total += amount;
        }
        assertEq(toPledgee, total < secured ? total : secured, "B-17: to the pledgee");
        assertEq(_security.securedOf(debt), secured - toPledgee, "B-17: left");
    }

    /// B-17: nothing is divided under a pledge that is not realised, or is over.
    function test_RevertWhen_NothingIsCollectedUnderIt() external {
        _expectMissing(IBillSecurity.PledgeStatus.None);
        DebtId debt = _charge(_holding, NO_DEBT, 400);
        _expectMissing(IBillSecurity.PledgeStatus.Live);
        _security.foreclose(_holding, debt);
        _security.collect(_holding, FACE, true);
        _expectMissing(IBillSecurity.PledgeStatus.Ended);
    }

    /// B-16: an order ends a pledge, live or realised, once; where there is none it does nothing.
    function test_B_16_anOrderEndsAPledgeOnce() external {
        _security.end(_holding);
        assertTrue(_security.pledgeOf(_holding).status == IBillSecurity.PledgeStatus.None, "none");
        DebtId debt = _charge(_holding, NO_DEBT, 400);
        _security.foreclose(_holding, debt);
        vm.expectEmit(address(_security));
        emit IBillSecurity.BillPledgeEnded(_holding, debt);
        _security.end(_holding);
        assertTrue(_security.pledgeOf(_holding).status == IBillSecurity.PledgeStatus.Ended, "ended");
        vm.recordLogs();
        _security.end(_holding);
        assertEq(vm.getRecordedLogs().length, 0, "ended twice");
    }

    /// K-4: what is frozen is not pledged; a pledge that is older is given up, or realised, and the pledgee then holds it free.
    function test_K_4_aFreezeYieldsToOlderSecurityOnly() external {
        HoldingId second = _deliver();
        _pledge(_holding);
        _pledge(second);
        HoldingId third = _deliver();
        _registry.setOrders(IBillOrders(address(this)));
        _frozen = members[PLEDGOR].id;
        for (uint256 i; i < 3; ++i) _registry.seize([_holding, second, third][i]);

        vm.prank(members[PLEDGOR].wallet);
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillFrozen.selector, third));
        _security.pledge(third, FACE, members[PLEDGEE].id, 1, today(), NO_DAY);

        vm.startPrank(members[PLEDGEE].wallet);
        _security.release(_holding);
        skip(TENOR * 1 days);
        _security.realise(second);
        vm.stopPrank();
        assertTrue(_registry.isFrozen(_holding), "released, and frozen still");
        assertFalse(_registry.isFrozen(second), "realised, and free");
        _expectHolder(second, PLEDGEE, Circulation.Pledged, true);
    }

    /// B-16: an order that seizes a holding ends what waits for the pledgee; the guarantee, which locks nothing, is signed for as before.
    function test_B_16_anOrderEndsThePledgeThatWaits() external {
        vm.startPrank(members[PLEDGOR].wallet);
        RequestId guarantee = _security.requestGuarantee(_holding, members[OTHER].id, NO_DAY);
        RequestId request = _security.pledge(_holding, FACE, members[PLEDGEE].id, 1, today(), NO_DAY);
        vm.stopPrank();
        _registry.setOrders(IBillOrders(address(this)));
        _registry.seize(_holding);
        vm.prank(members[PLEDGEE].wallet);
        vm.expectRevert(abi.encodeWithSelector(Requests.RequestNotOpen.selector, request, Requests.Status.Cancelled));
        _security.sign(request);
        vm.prank(members[OTHER].wallet);
        _security.sign(guarantee);
    }

    /// B-16: what a court has moved its holder has not signed away: it is no debtor, and can guarantee (NIL 45).
    function test_X_23_whoLostTitleByOrderIsNoDebtor() external {
        _registry.convey(_holding, Pairs.HELD, members[PLEDGEE].id, Purpose.ByOrder, Circulation.Circulating);
        _registry.convey(_holding, Pairs.HELD, members[OTHER].id, Purpose.Transfer, Circulation.Circulating);
        BillId bill = _holding.billOf();
        bytes4 isDebtor = IBillSecurity.BillGuarantorIsDebtor.selector;
        vm.startPrank(members[OTHER].wallet);
        vm.expectRevert(abi.encodeWithSelector(isDebtor, bill, members[PLEDGEE].id, Capacity.Endorser));
        _security.requestGuarantee(_holding, members[PLEDGEE].id, NO_DAY);
        RequestId request = _security.requestGuarantee(_holding, members[PLEDGOR].id, NO_DAY);
        vm.stopPrank();
        vm.prank(members[PLEDGOR].wallet);
        _security.sign(request);
        assertTrue(_security.guaranteeOf(bill, members[PLEDGOR].id).principal == members[OTHER].id, "for the holder");
    }

    /// B-13, B-7: a bill on which recourse was opened before maturity is guaranteed and pledged no more.
    function test_RevertWhen_DishonouredBeforeMaturity() external {
        vm.prank(members[PLEDGOR].wallet);
        RequestId request = _security.requestGuarantee(_holding, members[OTHER].id, NO_DAY);
        _registry.restore(_holding, Pairs.HELD, true, false);
        bytes memory dishonoured = abi.encodeWithSelector(IBillRegistry.BillDishonoured.selector, _holding);
        vm.prank(members[OTHER].wallet);
        vm.expectRevert(dishonoured);
        _security.sign(request);
        vm.startPrank(members[PLEDGOR].wallet);
        vm.expectRevert(dishonoured);
        _security.requestGuarantee(_holding, members[OTHER].id, NO_DAY);
        vm.expectRevert(dishonoured);
        _security.pledge(_holding, FACE, members[PLEDGEE].id, 1, today(), NO_DAY);
        vm.stopPrank();
    }

    /// B-4, B-17: realising takes an endorsement, so nothing is pledged when there is no place left for it. The chain of 500 is walked by
    /// one transaction (X-106).
    function test_B_4_X_106_nothingIsPledgedAtTheEndOfTheLongestChain() external {
        for (uint256 i; i < Chain.MAX - 1; ++i) {
            ParticipantId to = members[i % 2 == 0 ? PLEDGEE : PLEDGOR].id;
            _registry.convey(_holding, Pairs.ENDORSEMENT, to, Purpose.Transfer, Circulation.Circulating);
        }
        uint256 snapshot = vm.snapshotState();
        DebtId debt = _security.charge(_holding, members[OTHER].id, NO_DEBT, 1, today());
        _security.foreclose(_holding, debt);
        _expectHolder(_holding, OTHER, Circulation.Pledged, true);
        vm.revertToState(snapshot);

        _registry.convey(_holding, Pairs.ENDORSEMENT, members[PLEDGOR].id, Purpose.Transfer, Circulation.Circulating);
        vm.expectRevert(abi.encodeWithSelector(IBillRegistry.BillChainFull.selector, _holding, Chain.MAX));
        _security.charge(_holding, members[OTHER].id, NO_DEBT, 1, today());

        uint256 before = gasleft();
        vm.prank(members[PLEDGOR].wallet);
        _security.requestGuarantee(_holding, members[OTHER].id, NO_DAY);
        assertLe(before - gasleft(), 16_777_216, "gas of the walk");
    }

    /// As IBillOrders has it.
    function isFrozen(BillId, uint40, uint40, ParticipantId holder) external view returns (bool) {
        return holder == _frozen;
    }

    /// A bill in the hand of the pledgor.
    function _deliver() private returns (HoldingId holding) {
        Bill memory b;
        b.face = FACE;
        (b.drawer, b.acceptor, b.payee) = (members[DRAWER].id, members[ACCEPTOR].id, members[PLEDGOR].id);
        b.issueDay = today();
        b.maturity = today().plus(TENOR);
        b.seq = 1;
        b.status = BillStatus.Drawn;
        BillId bill;
        (bill, holding) = _registry.create(b, members[DRAWER].wallet);
        _registry.markAccepted(bill);
        _registry.handOver(bill, members[DRAWER].wallet, members[PLEDGOR].wallet);
    }

    function _charge(HoldingId holding, DebtId debt, uint64 secured) private returns (DebtId) {
        return _security.charge(holding, members[PLEDGEE].id, debt, secured, today().plus(30));
    }

    function _pledge(HoldingId holding) private {
        vm.prank(members[PLEDGOR].wallet);
        RequestId request = _security.pledge(holding, FACE, members[PLEDGEE].id, 1, today(), NO_DAY);
        vm.prank(members[PLEDGEE].wallet);
        _security.sign(request);
    }

    function _conveyByOrder(uint256 to) private {
        _registry.convey(_holding, Pairs.PLEDGED, members[to].id, Purpose.ByOrder, Circulation.Pledged);
    }

    function _expectMissing(IBillSecurity.PledgeStatus status) private {
        IBillSecurity.PledgeStatus needed = IBillSecurity.PledgeStatus.Realised;
        vm.expectRevert(abi.encodeWithSelector(IBillSecurity.BillPledgeMissing.selector, _holding, status, needed));
        _security.collect(_holding, 1, true);
    }

    function _expectHolder(HoldingId holding, uint256 member, Circulation circulation, bool pledged) private view {
        Holding memory h = _registry.holdingInfo(holding);
        assertEq(ParticipantId.unwrap(h.holder), ParticipantId.unwrap(members[member].id), "holder");
        assertEq(uint256(h.circulation), uint256(circulation), "circulation");
        assertEq(h.pledged, pledged, "pledged");
    }
}
