// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Cheats, Test} from "./Test.sol";

/// @dev One of some functions, with up to six arguments: random ones, and the same of each seed.
function anyCall(bytes4[] memory selectors, uint256 seed) pure returns (bytes memory data) {
    data = abi.encodePacked(selectors[uint256(keccak256(abi.encode(seed))) % selectors.length]);
    for (uint256 i; i < 6; ++i) {
        data = bytes.concat(data, keccak256(abi.encode(seed, i)));
    }
}

/// @notice What a handler has tried and how often it worked: a handler whose acts always fail proves nothing.
abstract contract Acts is Cheats {
    struct Tally {
        bytes32 act;
        uint128 tried;
        uint128 done;
    }

    Tally[] private _tallies;
    /// What was done that must never succeed, or found to be wrong, first of all such findings; empty when all is well.
    string public breach;

    mapping(bytes32 act => uint256 index) private _indexes;

    function tallies() external view returns (Tally[] memory) {
        return _tallies;
    }

    /// An act that must come about: one that was never tried is tallied too.
    function plan(bytes32 act) internal {
        if (_indexes[act] > 0) return;
        _tallies.push(Tally({act: act, tried: 0, done: 0}));
        _indexes[act] = _tallies.length;
    }

    function planAll(bytes32[] memory acts) internal {
        for (uint256 i; i < acts.length; ++i) {
            plan(acts[i]);
        }
    }

    /// An act that members do in good faith.
    function note(bytes32 act, bool done) internal {
        plan(act);
        Tally storage t = _tallies[_indexes[act] - 1];
        ++t.tried;
        if (done) ++t.done;
    }

    /// An attack: it is tallied when it was refused, and a breach when it was not.
    function noteAttack(bytes32 act, bool done, string memory rule) internal {
        note(act, !done);
        demand(!done, rule);
    }

    function demand(bool holds, string memory rule) internal {
        if (!holds && bytes(breach).length == 0) breach = rule;
    }

    /// The words of a text, one blank between them.
    function namesIn(string memory text) internal pure returns (bytes32[] memory names) {
        bytes memory letters = bytes(text);
        names = new bytes32[](letters.length);
        uint256 count;
        uint256 at;
        for (uint256 i; i < letters.length; ++i) {
            if (letters[i] == " ") (count, at) = (count + 1, 0);
            else names[count] |= bytes32(letters[i]) >> (8 * at++);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // No longer than it was made.
            mstore(names, add(count, 1))
        }
    }
}

/// @notice Base of invariant tests.
abstract contract ActsTest is Test {
    /// Each act that was tried at least ten times succeeded (or, as an attack, was refused) at least every fourth time, and there was
    /// enough going on in the run.
    function assertActs(Acts handler, uint256 least) internal view {
        Acts.Tally[] memory tallies = handler.tallies();
        uint256 done;
        for (uint256 i; i < tallies.length; ++i) {
            Acts.Tally memory t = tallies[i];
            done += t.done;
            if (t.tried >= 10) assertGe(uint256(t.done) * 4, t.tried, _summary("hardly ever succeeds:", tallies));
        }
        assertGe(done, least, _summary("too few acts:", tallies));
    }

    /// Plays a handler's functions in an order, and with arguments, that are random and always the same, up to the first breach: after it the
    /// handler's own account of things is wrong.
    function play(Acts handler, bytes4[] memory selectors, uint256 steps) internal {
        // A test that has read a clock is not repeated when it fails: the trace of a run this long takes more memory than machines have.
        vm.unixTime();
        for (uint256 i; i < steps && bytes(handler.breach()).length == 0; ++i) {
            (bool done, ) = address(handler).call(anyCall(selectors, i));
            assertTrue(done, string.concat("the handler failed in step ", vm.toString(i)));
        }
    }

    function assertEach(Acts handler, uint256 least) internal view {
        Acts.Tally[] memory tallies = handler.tallies();
        for (uint256 i; i < tallies.length; ++i) {
            assertGe(tallies[i].done, least, _summary(string.concat(_text(tallies[i].act), " is rare:"), tallies));
        }
    }

    /// As above, of some acts.
    function assertEach(Acts handler, bytes32[] memory acts, uint256 least) internal view {
        Acts.Tally[] memory tallies = handler.tallies();
        for (uint256 i; i < acts.length; ++i) {
            uint256 done;
            for (uint256 j; j < tallies.length; ++j) {
                if (tallies[j].act == acts[i]) done = tallies[j].done;
            }
            assertGe(done, least, _summary(string.concat(_text(acts[i]), " is rare:"), tallies));
        }
    }

    function _summary(string memory what, Acts.Tally[] memory tallies) private pure returns (string memory) {
        for (uint256 i; i < tallies.length; ++i) {
            Acts.Tally memory t = tallies[i];
            what = string.concat(what, " ", _text(t.act), " ", vm.toString(t.done), "/", vm.toString(t.tried));
        }
        return what;
    }

    function _text(bytes32 word) private pure returns (string memory) {
        bytes memory text = bytes.concat(word);
        uint256 length;
        while (length < 32 && text[length] != 0) ++length;
        bytes memory cut = new bytes(length);
        for (uint256 i; i < length; ++i) {
            cut[i] = text[i];
        }
        return string(cut);
    }
}
