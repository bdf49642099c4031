// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// What the ModuleDirectory asks of each part of a module.
interface IModulePart {
    /// How many things of this part are still open: those from which somebody is yet owed something. 0 where it keeps none.
    function openItems() external view returns (uint256);
}
