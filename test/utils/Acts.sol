// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Cheats, Test} from "./Test.sol";

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

    /// An act that members do in good faith.
    function note(bytes32 act, bool done) internal {
        if (_indexes[act] == 0) {
            _tallies.push(Tally({act: act, tried: 0, done: 0}));
            _indexes[act] = _tallies.length;
        }
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
}

/// @notice Base of invariant tests.
abstract contract ActsTest is Test {
    /// Each act that was tried at least ten times succeeded (or, as an attack, was refused) at least every fourth time; there was
    /// enough going on in the run; and `needed`, on which the others build, were among it.
    function assertActs(Acts handler, uint256 least, bytes32[3] memory needed) internal view {
        Acts.Tally[] memory tallies = handler.tallies();
        uint256 done;
        string memory summary = "";
        for (uint256 i; i < tallies.length; ++i) {
            Acts.Tally memory t = tallies[i];
            done += t.done;
            summary = string.concat(summary, " ", _text(t.act), " ", vm.toString(t.done), "/", vm.toString(t.tried));
        }
        for (uint256 i; i < tallies.length; ++i) {
            if (tallies[i].tried >= 10) {
                assertGe(
                    tallies[i].done * 4,
                    tallies[i].tried,
                    string.concat("acts that hardly ever succeed:", summary)
                );
            }
        }
        for (uint256 i; i < needed.length; ++i) {
            uint256 times;
            for (uint256 j; j < tallies.length; ++j) {
                if (tallies[j].act == needed[i]) times = tallies[j].done;
            }
            assertGt(times, 0, string.concat("never succeeded: ", _text(needed[i]), " of", summary));
        }
        assertGe(done, least, string.concat("too few acts:", summary));
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
