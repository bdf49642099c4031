// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RequestId} from "../../../../contracts/kernel/libraries/Requests.sol";
import {NO_DAY} from "../../../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../../../contracts/kernel/types/Ids.sol";
import {
    Ground,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    Payment,
    Root,
    RootId
} from "../../../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {NoteFixture} from "../../../utils/NoteFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice Random lives of a root: parts passed on, asked for and refused, merged, conveyed, set aside and closed.
///
/// The face has as many fen as a word has bits, so that a set of fen is a word: notes partition the root exactly when their words are
/// disjoint and together are all ones.
contract PartitionTest is NoteFixture, Test {
    uint40 private constant FACE = 256;
    uint256 private constant STEPS = 40;
    /// So many of them on the due day, when notes are paid and nothing else.
    uint256 private constant DUE_STEPS = 8;
    /// Who pass notes on among themselves: from the second firm on.
    uint256 private constant HOLDERS = 4;
    /// Up to so much is signed for in advance.
    uint64 private constant CEILING = 100;
    uint256 private constant MAX_PAYMENTS = 5;

    RootId private _root;

    function setUp() external {
        deployRegistry();
        _root = open(FACE).rootOf();
        for (uint256 by; by < HOLDERS; ++by) {
            for (uint256 from; from < HOLDERS; ++from) {
                if (by != from) instruct(_firm(by), _firm(from), CEILING);
            }
        }
    }

    /// R-2, X-14, X-30: whatever is done, at any depth, the fen of live, paid and cancelled notes are the root's, each once; and each balance
    /// is the number of notes that one holds.
    function testFuzz_R_2_X_30_notesPartitionTheRoot(uint256[STEPS] calldata entropy) external {
        for (uint256 i; i < STEPS - DUE_STEPS; ++i) {
            _act(entropy[i]);
            _check();
        }
        skip(TENOR * 1 days);
        for (uint256 i = STEPS - DUE_STEPS; i < STEPS; ++i) {
            _actWhenDue(entropy[i]);
            _check();
        }
    }

    /// R-9: a part's path leads to the root's first note: each number's parent is a lower one.
    function testFuzz_R_9_everyPathEndsAtTheFirstNote(uint256[STEPS] calldata entropy) external {
        for (uint256 i; i < STEPS; ++i) {
            _act(entropy[i]);
        }
        Note[] memory notes = _notes();
        require(notes[0].parent == 0, "R-9: the first has no parent");
        for (uint256 i = 1; i < notes.length; ++i) {
            require(notes[i].parent != 0 && notes[i].parent <= i, "R-9: the path does not lead up");
        }
    }

    function _act(uint256 e) private {
        (NoteId note, Note memory n) = _pick(e >> 8);
        if (n.status != NoteStatus.Live) return;
        uint256 act = e % 16;
        uint64 units = n.hi - n.lo + 1;
        uint64 amount = uint64(bound(e >> 64, 1, units));
        ParticipantId to = members[_firm((e >> 16) % HOLDERS)].id;
        if (act < 6) _pass(note, n, amount, to, e >> 24);
        else if (act < 8) _pass(note, n, units, to, e >> 24);
        else if (act < 11) _passMany(note, n, e >> 24);
        else if (act < 14) _mergeWithNext(note, n);
        else if (act == 14) registry.convey(note, to, Ground.ByOrder);
        else _close(note, e >> 24);
    }

    function _actWhenDue(uint256 e) private {
        (NoteId note, Note memory n) = _pick(e >> 8);
        if (n.status != NoteStatus.Live) return;
        vm.prank(_walletOf(n.holder));
        vm.expectRevert();
        registry.transfer(note, 1, members[_firm((e >> 16) % HOLDERS)].id, TRADE, NO_DAY);
        if (e % 2 == 0) registry.setAside(note, n.marks == 0);
        else _close(note, e >> 24);
    }

    /// To itself it is refused; what is not signed for in advance is answered one way or another.
    function _pass(NoteId note, Note memory n, uint64 amount, ParticipantId to, uint256 answer) private {
        vm.prank(_walletOf(n.holder));
        if (to == n.holder) vm.expectRevert();
        (, RequestId request) = registry.transfer(note, amount, to, TRADE, NO_DAY);
        if (RequestId.unwrap(request) != 0) _answer(request, n.holder, to, answer);
    }

    function _answer(RequestId request, ParticipantId from, ParticipantId to, uint256 answer) private {
        vm.prank(_walletOf(answer % 3 == 2 ? from : to));
        if (answer % 3 == 0) registry.sign(request);
        else if (answer % 3 == 1) registry.refuse(request);
        else registry.withdrawRequest(request);
    }

    function _passMany(NoteId note, Note memory n, uint256 e) private {
        uint64 units = n.hi - n.lo + 1;
        uint256 count = bound(e >> 8, 1, units < MAX_PAYMENTS ? units : MAX_PAYMENTS);
        Payment[] memory payments = new Payment[](count);
        for (uint256 i; i < count; ++i) {
            ParticipantId to = members[_firm((e >> (16 + 4 * i)) % HOLDERS)].id;
            if (to == n.holder) to = members[_firm(((e >> (16 + 4 * i)) + 1) % HOLDERS)].id;
            payments[i] = Payment(to, uint64(units / count), TRADE);
        }
        vm.prank(_walletOf(n.holder));
        RequestId[] memory requests = registry.transferMany(note, payments, NO_DAY);
        for (uint256 i; i < count; ++i) {
            if (RequestId.unwrap(requests[i]) != 0) _answer(requests[i], n.holder, payments[i].to, e >> (40 + i));
        }
    }

    /// With the note that begins after it, whoever holds that; refused unless one holds both.
    function _mergeWithNext(NoteId note, Note memory n) private {
        Note[] memory notes = _notes();
        for (uint32 i; i < notes.length; ++i) {
            if (notes[i].lo != n.hi + 1 || notes[i].status == NoteStatus.Merged) continue;
            vm.prank(_walletOf(n.holder));
            if (notes[i].status != NoteStatus.Live || notes[i].holder != n.holder) vm.expectRevert();
            registry.merge(note, noteOn(_root, i + 1));
        }
    }

    function _close(NoteId note, uint256 e) private {
        NoteId[] memory notes = new NoteId[](1);
        notes[0] = note;
        registry.close(_root, notes, new address[](1), e % 2 == 0 ? NoteStatus.Paid : NoteStatus.Cancelled);
    }

    /// Some note of the root; a live one if it finds one soon.
    function _pick(uint256 e) private view returns (NoteId note, Note memory n) {
        Note[] memory notes = _notes();
        for (uint256 tries; tries < 8 && n.status != NoteStatus.Live; ++tries) {
            uint32 number = uint32((e >> (8 * tries)) % notes.length);
            (note, n) = (noteOn(_root, number + 1), notes[number]);
        }
    }

    function _check() private view {
        Root memory r = registry.rootInfo(_root);
        Note[] memory notes = _notes();
        uint256 covered;
        uint256[HOLDERS] memory held;
        // By status.
        uint256[6] memory sums;
        uint256 aside;
        for (uint256 i; i < notes.length; ++i) {
            Note memory n = notes[i];
            if (n.status == NoteStatus.Merged) continue;
            uint256 units = n.hi - n.lo + 1;
            uint256 fen = (type(uint256).max >> (FACE - units)) << (n.lo - 1);
            require(covered & fen == 0, "R-2: two notes have one fen");
            covered |= fen;
            sums[uint256(n.status)] += units;
            if (n.status != NoteStatus.Live) continue;
            if (n.marks != 0) aside += units;
            ++held[ParticipantId.unwrap(n.holder) - ParticipantId.unwrap(members[_firm(0)].id)];
        }
        require(covered == type(uint256).max, "R-2: a fen is nobody's");
        require(sums[uint256(NoteStatus.Paid)] == r.paid, "R-2: what is paid");
        require(sums[uint256(NoteStatus.Cancelled)] == r.cancelled, "R-2: what is cancelled");
        require(sums[uint256(NoteStatus.Live)] + r.paid + r.cancelled == FACE, "R-2: the face");
        require(aside == r.setAside, "R-10: what is set aside");
        for (uint256 i; i < HOLDERS; ++i) {
            require(registry.balanceOf(members[_firm(i)].wallet) == held[i], "X-9: a balance");
        }
    }

    function _notes() private view returns (Note[] memory) {
        return registry.notesOf(_root, 1, type(uint256).max);
    }

    function _walletOf(ParticipantId holder) private view returns (address) {
        return participants.walletOf(holder);
    }

    function _firm(uint256 holder) private pure returns (uint256) {
        return FIRM + 1 + holder;
    }
}
