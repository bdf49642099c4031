// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

import {IModulePart} from "../../../kernel/interfaces/IModulePart.sol";

/// A contract account that calls any signature its own, or none, as its owner likes from call to call. It could be a module's part as well.
contract FickleWallet is IERC1271, IModulePart {
    bool public agrees = true;

    function setAgrees(bool agrees_) external {
        agrees = agrees_;
    }

    /// @inheritdoc IModulePart
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return agrees ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}
