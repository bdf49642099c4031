// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";

/// Calls for anyone who asks: a module's part when the directory knows it, and otherwise a contract that speaks for others.
contract Forwarder is IModulePart {
    /// @inheritdoc IModulePart
    uint256 public openItems;

    function setOpenItems(uint256 count) external {
        openItems = count;
    }

    function forward(address target, bytes calldata data) external returns (bytes memory) {
        return Address.functionCall(target, data);
    }

    /// Several in one transaction.
    function forwardAll(address[] calldata targets, bytes[] calldata data) external {
        for (uint256 i; i < targets.length; ++i) {
            Address.functionCall(targets[i], data[i]);
        }
    }
}
