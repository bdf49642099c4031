// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IKernelModule} from "../../../../contracts/kernel/interfaces/IKernelModule.sol";
import {Intervals} from "../../../../contracts/kernel/libraries/Intervals.sol";
import {RequestId, Requests} from "../../../../contracts/kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../../../contracts/kernel/types/Ids.sol";
import {IReceivableOrders} from "../../../../contracts/modules/receivables/interfaces/IReceivableOrders.sol";
import {IReceivableRegistry} from "../../../../contracts/modules/receivables/interfaces/IReceivableRegistry.sol";
import {
    firstNote,
    Ground,
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    ReceivableAct,
    Root,
    RootId,
    RootStatus
} from "../../../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {NoteFixture} from "../../../utils/NoteFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice The registry as its sibling parts see it: this test is one. Whatever a part forgets to check, the registry refuses.
contract ReceivableRegistryPartsTest is NoteFixture, Test {
    uint40 private constant FACE = 1_000;
    uint16 private constant NOTHING = 0;

    RootId private _root;
    NoteId private _note;
    ParticipantId private _holder;
    ParticipantId private _other;
    Day private _due;

    function setUp() external {
        deployRegistry();
        _note = open(FACE);
        _root = _note.rootOf();
        (_holder, _other) = (members[FIRM + 1].id, members[FIRM + 2].id);
        _due = today().plus(TENOR);
    }

    function test_RevertWhen_PartsAreJoinedTwice() external {
        vm.expectRevert(IKernelModule.PartsAlreadyWired.selector);
        registry.wire(new address[](0));
        assertTrue(registry.isPart(address(this)), "a part");
    }

    function test_RevertWhen_TheOrdersAreNamedTwice() external {
        vm.expectRevert(abi.encodeWithSelector(IReceivableRegistry.ReceivableOrdersAlreadySet.selector, ORDERS));
        registry.setOrders(IReceivableOrders(address(1)));
    }

    // Roots

    function test_RevertWhen_ARootIsOpenedTwice_OrChangedWhileItIsNotOpen() external {
        RootId proposed = propose(FACE);
        _refusesRoot(abi.encodeCall(registry.open, (_root)), _root, RootStatus.Open, RootStatus.Proposed);
        bytes memory confirm = abi.encodeCall(registry.setConfirmer, (proposed, _other));
        _refusesRoot(confirm, proposed, RootStatus.Proposed, RootStatus.Open);
        bytes memory cancel = abi.encodeCall(registry.startCancelling, (proposed));
        _refusesRoot(cancel, proposed, RootStatus.Proposed, RootStatus.Open);
        bytes memory unknown = abi.encodeCall(registry.open, (RootId.wrap(9)));
        _refusesRoot(unknown, RootId.wrap(9), RootStatus.None, RootStatus.Proposed);
        registry.startCancelling(_root);
        _refusesRoot(abi.encodeCall(registry.startCancelling, (_root)), _root, RootStatus.Cancelling, RootStatus.Open);
    }

    /// R-2: each close adds to one sum; the root is settled, or cancelled, with the last of its notes, and then none of its items is open.
    function test_R_2_closingCountsTheFen() external {
        NoteId early = registry.split(_note, 100);
        NoteId late = registry.split(_note, 200);
        _close(early, NoteStatus.EarlyPaid);
        _expectSums(100, 0, 0, RootStatus.Open);
        _close(late, NoteStatus.Cancelled);
        _expectSums(100, 200, 0, RootStatus.Open);
        assertEq(registry.openItems(), 1, "open");
        vm.expectEmit(address(registry));
        emit IReceivableRegistry.NoteClosed(_note, _holder, NoteStatus.Paid, 700);
        _close(_note, NoteStatus.Paid);
        _expectSums(800, 200, 0, RootStatus.Settled);
        assertEq(registry.openItems(), 0, "none open");
        assertEq(registry.balanceOf(members[FIRM + 1].wallet), 0, "the balance");
    }

    /// R-2: a root that is being cancelled ends as Cancelled, though a part of it was paid early.
    function test_R_2_aRootThatIsBeingCancelledEndsAsCancelled() external {
        _close(registry.split(_note, 100), NoteStatus.EarlyPaid);
        registry.startCancelling(_root);
        vm.expectEmit(address(registry));
        emit IReceivableRegistry.RootStatusChanged(_root, RootStatus.Cancelling, RootStatus.Cancelled);
        _close(_note, NoteStatus.Cancelled);
        _expectSums(100, 900, 0, RootStatus.Cancelled);
        assertEq(registry.openItems(), 0, "none open");
    }

    /// R-10: what is set aside counts as settled, and stays owed: the root is settled, and open until it is claimed.
    function test_R_10_settingAside() external {
        NoteId part = registry.split(_note, 300);
        registry.setAside(part, true);
        _expectSums(0, 0, 300, RootStatus.Open);
        assertEq(_marks(part), Marks.SET_ASIDE, "marked");
        registry.setAside(part, false);
        _expectSums(0, 0, 0, RootStatus.Open);
        assertEq(_marks(part), NOTHING, "cleared");
        registry.setAside(part, true);
        _close(_note, NoteStatus.Paid);
        _expectSums(700, 0, 300, RootStatus.Settled);
        assertEq(registry.openItems(), 1, "owed yet");
        _close(part, NoteStatus.Paid);
        _expectSums(1_000, 0, 0, RootStatus.Settled);
        assertEq(registry.openItems(), 0, "claimed");
    }

    function test_RevertWhen_ANoteIsClosedTwice_InOneCallOrTwo() external {
        NoteId[] memory twice = new NoteId[](2);
        (twice[0], twice[1]) = (_note, _note);
        bytes memory closed = abi.encodeWithSelector(IReceivableRegistry.NoteNotLive.selector, _note, NoteStatus.Paid);
        vm.expectRevert(closed);
        registry.close(_root, twice, new address[](2), NoteStatus.Paid);
        _close(_note, NoteStatus.Paid);
        vm.expectRevert(closed);
        registry.close(_root, _only(_note), new address[](1), NoteStatus.Paid);
    }

    function test_ReportsTheHoldersWallet_GivenOrLookedUp() external {
        address wallet = members[FIRM + 1].wallet;
        (NoteId part, ) = _ask(_note, 300, ReceivableAct.Pledge);
        address[] memory wallets = new address[](1);
        vm.expectEmit(address(registry));
        emit IERC721.Transfer(wallet, address(0), NoteId.unwrap(part));
        registry.close(_root, _only(part), wallets, NoteStatus.Paid);
        wallets[0] = wallet;
        vm.expectEmit(address(registry));
        emit IERC721.Transfer(wallet, address(0), NoteId.unwrap(_note));
        registry.close(_root, _only(_note), wallets, NoteStatus.Paid);
    }

    // Requests and offers

    /// What is asked of a root needs no note, and locks none.
    function test_aRequestAboutTheRootLocksNothing() external {
        RootId proposed = propose(FACE);
        NoteId first = firstNote(proposed);
        (NoteId part, RequestId request) = _ask(first, 0, ReceivableAct.Opening);
        assertEq(NoteId.unwrap(part), NoteId.unwrap(first), "its first note");
        Requests.Request memory r = registry.requestInfo(request);
        assertEq(r.hi - r.lo + 1, FACE, "all of it");
        registry.open(proposed);
        assertEq(registry.marksOf(first), NOTHING, "locked");
        _pass(first);
        registry.signRequest(request, _other);
        assertEq(registry.marksOf(first), NOTHING, "still free");
    }

    /// R-4: a request on a note, or a part, locks that, and only what is free is asked for.
    function test_R_4_aRequestLocksThePartThatItIsAbout() external {
        (NoteId part, RequestId request) = _ask(_note, 300, ReceivableAct.Pledge);
        assertEq(registry.marksOf(part), Marks.LOCKED, "the part");
        assertEq(registry.marksOf(_note), NOTHING, "the rest");
        _refusesFree(part, Marks.LOCKED, abi.encodeCall(registry.requireFree, (part, _holder)));
        bytes memory again = abi.encodeCall(
            registry.openRequest,
            (part, 1, ReceivableAct.Pledge, _holder, _other, NO_DAY, TRADE)
        );
        _refusesFree(part, Marks.LOCKED, again);
        vm.expectRevert(abi.encodeWithSelector(Requests.RequestNotForCaller.selector, request, _holder, _other));
        registry.signRequest(request, _holder);
        registry.signRequest(request, _other);
        registry.requireFree(part, _holder);
    }

    /// X-11: an offer is carried out for its own ask, while it is live, and ended by its own ask only.
    function test_X_11_anOfferServesItsOwnAskWhileItIsLive() external {
        (AskId ask, AskId other) = (AskId.wrap(1), AskId.wrap(2));
        registry.offer(_note, _holder, 300, ask, today());
        assertEq(registry.marksOf(_note), Marks.LOCKED, "locked");
        registry.endOffer(_note, other);
        assertEq(registry.marksOf(_note), Marks.LOCKED, "ended by another ask");
        _refusesConveying(other);

        uint256 snapshot = vm.snapshotState();
        skip(1 days);
        assertEq(registry.marksOf(_note), NOTHING, "lapsed");
        _refusesConveying(ask);
        vm.revertToState(snapshot);
        NoteId part = registry.conveyOffered(_note, ask, _other, address(1), address(2));
        assertEq(_marks(part), Marks.FINANCED, "financed");
        assertEq(_marks(_note), NOTHING, "the rest is free");
        assertEq(registry.noteInfo(part).tier, 1, "a financing is no tier");
        assertTrue(registry.rootInfo(_root).financed, "the root knows");
        _refusesConveying(ask);
    }

    /// X-11: one that has lapsed and was followed by another is ended by neither its own ask nor its own answer.
    function test_X_11_whatHasLapsedUnlocksNothing() external {
        registry.offer(_note, _holder, FACE, AskId.wrap(1), today());
        skip(1 days);
        (, RequestId request) = _ask(_note, FACE, ReceivableAct.EarlyPayment);
        registry.endOffer(_note, AskId.wrap(1));
        assertEq(registry.marksOf(_note), Marks.LOCKED, "unlocked by a lapsed offer");
        assertEq(RequestId.unwrap(registry.lockOf(_note).request), RequestId.unwrap(request), "its lock");
    }

    /// R-4: what was put on it after it was offered is looked at again.
    function test_RevertWhen_WhatIsOfferedWasMarkedMeanwhile() external {
        AskId ask = AskId.wrap(1);
        registry.offer(_note, _holder, FACE, ask, today());
        registry.mark(_note, Marks.DISPUTED, NOTHING);
        _refusesFree(
            _note,
            Marks.DISPUTED,
            abi.encodeCall(registry.conveyOffered, (_note, ask, _other, address(1), address(2)))
        );
    }

    /// X-11: an order ends what waits on a note; it is not signed, refused, withdrawn or sold any more.
    function test_X_11_whatWaitsEndsWithAnOrder() external {
        (, RequestId request) = _ask(_note, FACE, ReceivableAct.Pledge);
        vm.expectEmit(address(registry));
        emit Requests.RequestAnswered(request, NoteId.unwrap(_note), Requests.Status.Cancelled);
        registry.seize(_note);
        bytes memory cancelled = abi.encodeWithSelector(
            Requests.RequestNotOpen.selector,
            request,
            Requests.Status.Cancelled
        );
        vm.expectRevert(cancelled);
        registry.signRequest(request, _other);
        vm.prank(members[FIRM + 2].wallet);
        vm.expectRevert(cancelled);
        registry.refuse(request);
        vm.prank(members[FIRM + 1].wallet);
        vm.expectRevert(cancelled);
        registry.withdrawRequest(request);

        AskId ask = AskId.wrap(1);
        registry.offer(_note, _holder, FACE, ask, today());
        vm.expectEmit(address(registry));
        emit IReceivableRegistry.NoteOfferEnded(_note, ask);
        registry.seize(_note);
        _refusesConveying(ask);
    }

    /// X-11: a lapsed request has ended already.
    function test_X_11_seizingEndsNothingThatHasLapsed() external {
        vm.prank(members[FIRM + 1].wallet);
        (, RequestId request) = registry.transfer(_note, FACE, _other, TRADE, today());
        skip(1 days);
        registry.seize(_note);
        assertTrue(registry.requestInfo(request).status == Requests.Status.Open, "lapsed, not cancelled");
    }

    /// R-4, K-4: what a case freezes its holder does not dispose of; the part of the orders is asked, and only of a note that one has seized.
    function test_R_4_aFrozenNoteIsNotDisposedOf() external {
        setFrozen(true);
        registry.requireFree(_note, _holder);
        registry.seize(_note);
        assertEq(registry.marksOf(_note), Marks.FROZEN, "not asked after");
        _refusesFree(_note, Marks.FROZEN, abi.encodeCall(registry.requireFree, (_note, _holder)));
        setFrozen(false);
        registry.requireFree(_note, _holder);
        assertEq(registry.marksOf(_note), NOTHING, "the case is over");
    }

    // Notes

    /// R-4, X-14: a part takes the low end and all that was the note's; only a case may stand on it, and the due day is yet to come.
    function test_X_14_splitting() external {
        registry.seize(_note);
        NoteId part = registry.split(_note, 300);
        _expectUnits(part, 1, 300);
        _expectUnits(_note, 301, FACE);
        assertEq(_marks(part), Marks.FROZEN, "the part's case");
        assertEq(registry.noteInfo(part).parent, 1, "whence it comes");
        assertEq(NoteId.unwrap(registry.split(part, 300)), NoteId.unwrap(part), "all of it");
        bytes4 outOfRange = IReceivableRegistry.NoteAmountOutOfRange.selector;
        vm.expectRevert(abi.encodeWithSelector(outOfRange, part, 0, 300));
        registry.split(part, 0);
        vm.expectRevert(abi.encodeWithSelector(outOfRange, part, 301, 300));
        registry.split(part, 301);
        for (uint16 mark = 1; mark <= Marks.PART_PAID; mark <<= 1) {
            if (mark == Marks.FROZEN) continue;
            registry.mark(part, mark, NOTHING);
            _refusesFree(part, mark, abi.encodeCall(registry.split, (part, 1)));
            registry.mark(part, NOTHING, mark);
        }
        skip(TENOR * 1 days);
        _refusesFree(part, NOTHING, abi.encodeCall(registry.split, (part, 1)));
    }

    /// R-4: each mark that blocks keeps a note from being passed on; those of payment come when it is due anyway.
    function test_R_4_everyMarkThatBlocks() external {
        for (uint16 mark = 1; mark <= Marks.PART_PAID; mark <<= 1) {
            if (mark & Marks.LAPSING != 0) continue;
            vm.expectEmit(address(registry));
            emit IReceivableRegistry.NoteMarked(_note, _holder, mark);
            registry.mark(_note, mark, NOTHING);
            if (mark & Marks.BLOCKING == 0) registry.requireFree(_note, _holder);
            else _refusesFree(_note, mark, abi.encodeCall(registry.requireFree, (_note, _holder)));
            registry.mark(_note, NOTHING, mark);
        }
        registry.requireFree(_note, _holder);
    }

    /// X-17: a part joins adjoining notes of one root only.
    function test_RevertWhen_APartJoinsWhatDoesNotAdjoin() external {
        NoteId low = registry.split(_note, 100);
        NoteId middle = registry.split(_note, 100);
        vm.expectRevert(abi.encodeWithSelector(Intervals.IntervalsNotAdjoining.selector, 100, 201));
        registry.join(low, _note);
        vm.expectRevert(abi.encodeWithSelector(Intervals.IntervalsNotAdjoining.selector, 200, 1));
        registry.join(middle, low);
        NoteId foreign = open(FACE);
        vm.expectRevert(abi.encodeWithSelector(IReceivableRegistry.NotesNotOfOneRoot.selector, low, foreign));
        registry.join(low, foreign);
        registry.join(low, middle);
        _expectUnits(low, 1, 200);
        vm.expectRevert(abi.encodeWithSelector(IReceivableRegistry.NoteNotLive.selector, middle, NoteStatus.Merged));
        registry.join(low, middle);
    }

    /// R-9: only a payment is another tier.
    function test_R_9_aConveyanceIsNoTier() external {
        for (uint256 ground = uint256(Ground.Financing); ground <= uint256(Ground.ByOrder); ++ground) {
            (uint256 from, uint256 to) = ground % 2 == 0 ? (FIRM + 1, FIRM + 2) : (FIRM + 2, FIRM + 1);
            vm.expectEmit(address(registry));
            emit IReceivableRegistry.NoteTransferred(
                _note,
                members[from].id,
                members[to].id,
                Ground(ground),
                1,
                FACE,
                1,
                0
            );
            vm.expectEmit(address(registry));
            emit IERC721.Transfer(members[from].wallet, members[to].wallet, NoteId.unwrap(_note));
            registry.convey(_note, members[to].id, Ground(ground));
        }
        assertEq(registry.noteInfo(_note).tier, 1, "the tier");
    }

    function test_RevertWhen_PartNamesANoteThatIsNotThere() external {
        NoteId none = noteOn(_root, 9);
        bytes memory unknown = abi.encodeWithSelector(IReceivableRegistry.NoteUnknown.selector, none);
        bytes[9] memory calls = [
            abi.encodeCall(registry.openRequest, (none, 1, ReceivableAct.Pledge, _holder, _other, NO_DAY, TRADE)),
            abi.encodeCall(registry.offer, (none, _holder, 1, AskId.wrap(1), today())),
            abi.encodeCall(registry.split, (none, 1)),
            abi.encodeCall(registry.join, (_note, none)),
            abi.encodeCall(registry.mark, (none, Marks.DISPUTED, NOTHING)),
            abi.encodeCall(registry.convey, (none, _other, Ground.ByOrder)),
            abi.encodeCall(registry.close, (_root, _only(none), new address[](1), NoteStatus.Paid)),
            abi.encodeCall(registry.setAside, (none, true)),
            abi.encodeCall(registry.seize, (none))
        ];
        for (uint256 i; i < calls.length; ++i) {
            _refuses(calls[i], unknown);
        }
    }

    function test_RevertWhen_PartNamesANoteThatIsNoMore() external {
        _close(_note, NoteStatus.Paid);
        bytes memory closed = abi.encodeWithSelector(IReceivableRegistry.NoteNotLive.selector, _note, NoteStatus.Paid);
        bytes[7] memory calls = [
            abi.encodeCall(registry.openRequest, (_note, 1, ReceivableAct.Pledge, _holder, _other, NO_DAY, TRADE)),
            abi.encodeCall(registry.offer, (_note, _holder, 1, AskId.wrap(1), today())),
            abi.encodeCall(registry.split, (_note, 1)),
            abi.encodeCall(registry.mark, (_note, Marks.DISPUTED, NOTHING)),
            abi.encodeCall(registry.convey, (_note, _other, Ground.ByOrder)),
            abi.encodeCall(registry.setAside, (_note, true)),
            abi.encodeCall(registry.seize, (_note))
        ];
        for (uint256 i; i < calls.length; ++i) {
            _refuses(calls[i], closed);
        }
    }

    function _ask(NoteId note, uint64 amount, ReceivableAct act) private returns (NoteId, RequestId) {
        return registry.openRequest(note, amount, act, _holder, _other, NO_DAY, TRADE);
    }

    /// The holder passes all of a note on, to be signed for.
    function _pass(NoteId note) private {
        uint256 snapshot = vm.snapshotState();
        vm.prank(members[FIRM + 1].wallet);
        registry.transfer(note, FACE, _other, TRADE, NO_DAY);
        vm.revertToState(snapshot);
    }

    function _close(NoteId note, NoteStatus status) private {
        registry.close(note.rootOf(), _only(note), new address[](1), status);
    }

    function _refuses(bytes memory call, bytes memory reason) private {
        (bool done, bytes memory given) = address(registry).call(call);
        assertFalse(done, "it was done");
        assertEq(given, reason, "another reason");
    }

    function _refusesRoot(bytes memory call, RootId root, RootStatus status, RootStatus needed) private {
        bytes4 wrong = IReceivableRegistry.RootWrongStatus.selector;
        _refuses(call, abi.encodeWithSelector(wrong, root, status, needed));
    }

    function _refusesFree(NoteId note, uint16 marks, bytes memory call) private {
        _refuses(call, abi.encodeWithSelector(IReceivableRegistry.NoteNotFree.selector, note, marks, _due));
    }

    function _refusesConveying(AskId ask) private {
        bytes memory call = abi.encodeCall(registry.conveyOffered, (_note, ask, _other, address(1), address(2)));
        _refuses(call, abi.encodeWithSelector(IReceivableRegistry.NoteNotOffered.selector, _note, ask));
    }

    function _expectSums(uint256 paid, uint256 cancelled, uint256 aside, RootStatus status) private view {
        Root memory r = registry.rootInfo(_root);
        assertEq(r.paid, paid, "R-2: paid");
        assertEq(r.cancelled, cancelled, "R-2: cancelled");
        assertEq(r.setAside, aside, "R-10: set aside");
        assertEq(uint256(r.status), uint256(status), "status");
    }

    function _expectUnits(NoteId note, uint256 lo, uint256 hi) private view {
        Note memory n = registry.noteInfo(note);
        assertEq(n.lo, lo, "the first unit");
        assertEq(n.hi, hi, "the last unit");
    }

    function _marks(NoteId note) private view returns (uint16) {
        return registry.noteInfo(note).marks;
    }

    function _only(NoteId note) private pure returns (NoteId[] memory notes) {
        notes = new NoteId[](1);
        notes[0] = note;
    }
}
