// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Sm3} from "../../../kernel/libraries/Sm3.sol";

/// The library's function as an external one, with the gas that it takes.
contract Sm3Harness {
    function hash(bytes calldata message) external pure returns (bytes32) {
        return Sm3.hash(message);
    }

    function measure(bytes calldata message) external view returns (uint256 gas) {
        bytes memory copy = message;
        gas = gasleft();
        Sm3.hash(copy);
        gas -= gasleft();
    }
}
