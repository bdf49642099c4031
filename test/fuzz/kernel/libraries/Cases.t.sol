// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Cases} from "../../../../contracts/kernel/libraries/Cases.sol";
import {Test} from "../../../utils/Test.sol";

/// The library as a contract, so that its reverts can be seen.
contract CasesCaller {
    using Cases for Cases.Book;

    Cases.Book private _book;

    function open(bytes32 key, uint40 until, uint256 maxTerm) external returns (uint40) {
        return _book.open(key, until, maxTerm);
    }

    function renew(bytes32 key, uint40 until, uint256 maxTerm) external returns (uint40) {
        return _book.renew(key, until, maxTerm);
    }

    function close(bytes32 key) external returns (uint40) {
        return _book.close(key);
    }

    function list() external view returns (Cases.Case[] memory) {
        return _book.list;
    }
}

/// @notice Sequences of openings, renewals, endings and time against a list that is kept in the simplest way: nothing is ever dropped.
contract CasesFuzz is Test {
    struct Entry {
        bytes32 key;
        uint256 until;
        bool closed;
    }

    uint256 private constant MAX_TERM = 10 days;

    CasesCaller private _cases;
    Entry[] private _entries;

    function setUp() external {
        _cases = new CasesCaller();
    }

    /// K-4: whatever was opened, renewed and ended in whatever order, exactly the live cases hold, in their rank, until the last ends.
    function testFuzz_LiveCasesHoldInTheirRank(uint256[24] memory dice) external {
        for (uint256 i; i < dice.length; ++i) {
            uint256 act = dice[i] % 8;
            uint256 value = dice[i] >> 8;
            if (act < 4) _open(value);
            else if (act < 5) _renew(value);
            else if (act < 6) _close(value);
            else skip(1 + (value % 4 days));
            _compare();
        }
    }

    function testFuzz_RevertWhen_TermIsOverOrTooLong(uint40 until) external {
        uint256 now_ = vm.getBlockTimestamp();
        bool isWithin = until > now_ && until <= now_ + MAX_TERM;
        (bool done, ) = address(_cases).call(abi.encodeCall(_cases.open, ("key", until, MAX_TERM)));
        assertEq(done, isWithin, "a case lasts from now on, and no longer than it may");
    }

    function _open(uint256 value) private {
        bytes32 key = bytes32(value % 20);
        uint256 until = vm.getBlockTimestamp() + 1 + ((value >> 8) % MAX_TERM);
        bool isUsed;
        uint256 live;
        for (uint256 i; i < _entries.length; ++i) {
            if (_entries[i].key == key) isUsed = true;
            if (_isLive(_entries[i])) ++live;
        }
        bool able = !isUsed && live < 16;
        (bool done, bytes memory result) = address(_cases).call(
            abi.encodeCall(_cases.open, (key, uint40(until), MAX_TERM))
        );
        assertEq(done, able, "a key opens once, while there is room");
        if (!done) return;
        _entries.push(Entry(key, until, false));
        assertEq(abi.decode(result, (uint256)), _lastSecond(), "frozen until the last case ends");
    }

    function _renew(uint256 value) private {
        if (_entries.length == 0) return;
        Entry storage e = _entries[value % _entries.length];
        uint256 until = vm.getBlockTimestamp() + ((value >> 8) % (MAX_TERM + 2));
        bool able = _isLive(e) && until > e.until && until <= vm.getBlockTimestamp() + MAX_TERM;
        (bool done, bytes memory result) = address(_cases).call(
            abi.encodeCall(_cases.renew, (e.key, uint40(until), MAX_TERM))
        );
        assertEq(done, able, "live cases are prolonged");
        if (!done) return;
        e.until = until;
        assertEq(abi.decode(result, (uint256)), _lastSecond(), "frozen until the last case ends");
    }

    function _close(uint256 value) private {
        if (_entries.length == 0) return;
        Entry storage e = _entries[value % _entries.length];
        bool able = _isLive(e);
        (bool done, bytes memory result) = address(_cases).call(abi.encodeCall(_cases.close, (e.key)));
        assertEq(done, able, "live cases are ended");
        if (!done) return;
        e.closed = true;
        assertEq(abi.decode(result, (uint256)), _lastSecond(), "frozen until the last case ends");
    }

    function _compare() private view {
        Cases.Case[] memory actual = _cases.list();
        uint256 rank;
        for (uint256 i; i < _entries.length; ++i) {
            if (!_isLive(_entries[i])) continue;
            // Those that have ended and were not dropped yet stand between.
            while (rank < actual.length && actual[rank].until < vm.getBlockTimestamp()) ++rank;
            assertLt(rank, actual.length, "K-4: a live case is missing");
            assertEq(actual[rank].key, _entries[i].key, "K-4: rank");
            assertEq(actual[rank].until, _entries[i].until, "K-4: term");
            ++rank;
        }
        for (; rank < actual.length; ++rank) {
            assertLt(actual[rank].until, vm.getBlockTimestamp(), "K-4: a case lives that was ended");
        }
    }

    function _isLive(Entry memory e) private view returns (bool) {
        return !e.closed && e.until >= vm.getBlockTimestamp();
    }

    function _lastSecond() private view returns (uint256 last) {
        for (uint256 i; i < _entries.length; ++i) {
            if (_isLive(_entries[i]) && _entries[i].until > last) last = _entries[i].until;
        }
    }
}
