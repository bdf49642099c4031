// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {IModulePart} from "../../../kernel/interfaces/IModulePart.sol";

/// What orders of tests act upon: it notes each call, can refuse, and can call back into the docket in the middle of an order.
contract OrderTarget is IModulePart {
    uint256[] private _done;
    uint256[] private _undone;
    bytes private _prepared;
    /// Whether the last call back went through.
    bool public calledBack;

    error OrderTargetRefuses(uint256 number);

    function act(uint256 number) external {
        _done.push(number);
    }

    function actFirmly(uint256 number) external {
        _done.push(number);
    }

    function actAtOnce(uint256 number) external {
        _done.push(number);
    }

    function undo(uint256 number) external {
        if (number == 0) revert OrderTargetRefuses(number);
        _undone.push(number);
    }

    function refuse(uint256 number) external pure {
        revert OrderTargetRefuses(number);
    }

    /// With what to call back.
    function prepare(bytes calldata data) external {
        _prepared = data;
    }

    /// Calls back whoever calls, as an attacker's contract would.
    function callBack(uint256 number) external {
        _done.push(number);
        calledBack = LowLevelCall.callNoReturn(msg.sender, _prepared);
    }

    /// @inheritdoc IModulePart
    function openItems() external pure returns (uint256) {
        return 0;
    }

    function done() external view returns (uint256[] memory) {
        return _done;
    }

    function undone() external view returns (uint256[] memory) {
        return _undone;
    }
}
