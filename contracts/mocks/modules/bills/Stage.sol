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

    /// How each party is liable on each holding, holding by holding: capacity, place and its principal's capacity, 16 bits each.
    function liabilities(
        IBillRecourse recourse,
        HoldingId[] calldata holdings,
        ParticipantId[] calldata parties
    ) external view returns (uint256[] memory found) {
        found = new uint256[](holdings.length * parties.length);
        for (uint256 i; i < found.length; ++i) {
            IBillRecourse.Liability memory basis = recourse.liabilityOf(
                holdings[i / parties.length],
                parties[i % parties.length]
            );
            found[i] = (uint256(basis.capacity) << 32) | (uint256(basis.place) << 16) | uint256(basis.principal);
        }
    }

    /// What participants have on holdings, pair by pair: principal, interest and costs, 64 bits each.
    function accounts(
        IBillRecourse recourse,
        HoldingId[] calldata holdings,
        ParticipantId[] calldata parties
    ) external view returns (uint256[] memory found) {
        found = new uint256[](holdings.length);
        for (uint256 i; i < holdings.length; ++i) {
            IBillRecourse.Account memory a = recourse.accountOf(holdings[i], parties[i]);
            found[i] = (uint256(a.principal) << 128) | (uint256(a.interest) << 64) | a.costs;
        }
    }
}
