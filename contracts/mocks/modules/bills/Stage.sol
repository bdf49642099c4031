// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {IBillRecourse} from "../../../modules/bills/interfaces/IBillRecourse.sol";
import {HoldingId} from "../../../modules/bills/types/BillTypes.sol";
import {Puppet} from "./Puppet.sol";

/// Plays acts of many puppets in one transaction, and reads what many views say in one call.
contract Stage {
    struct Act {
        Puppet puppet;
        address target;
        bytes data;
    }

    struct Reading {
        IBillRecourse.Liability liability;
        IBillRecourse.Account account;
    }

    /// Of each act the first four bytes of what it reverted with; 0: it did not.
    event Played(bytes4[] outcomes);

    function play(Act[] calldata acts) external {
        bytes4[] memory outcomes = new bytes4[](acts.length);
        for (uint256 i; i < acts.length; ++i) {
            bytes memory act = abi.encodeCall(Puppet.act, (acts[i].target, acts[i].data));
            // Acts that must be refused are played too.
            // solhint-disable-next-line avoid-low-level-calls
            (bool done, bytes memory reason) = address(acts[i].puppet).call(act);
            if (!done) outcomes[i] = bytes4(reason);
        }
        emit Played(outcomes);
    }

    /// How each party is liable on each holding, and what it has on it.
    function read(
        IBillRecourse recourse,
        HoldingId[] calldata holdings,
        ParticipantId[] calldata parties
    ) external view returns (Reading[][] memory readings) {
        readings = new Reading[][](holdings.length);
        for (uint256 i; i < holdings.length; ++i) {
            readings[i] = new Reading[](parties.length);
            for (uint256 k; k < parties.length; ++k) {
                readings[i][k].liability = recourse.liabilityOf(holdings[i], parties[k]);
                readings[i][k].account = recourse.accountOf(holdings[i], parties[k]);
            }
        }
    }
}
