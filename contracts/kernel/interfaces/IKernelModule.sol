// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModulePart} from "./IModulePart.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";

/// What every part of a module has: the kernel's door, and its own sibling parts.
interface IKernelModule is IModulePart {
    event PartsWired(address[] parts);

    error PartsAlreadyWired();
    error CallerNotPart(address caller);

    /// Names the other parts of the module, once and for all, while the suite is deployed.
    /// @custom:access restricted
    function wire(address[] calldata parts) external;

    function participants() external view returns (IParticipantRegistry);

    /// Whether the parts have been joined; from then on nobody can change them.
    function isWired() external view returns (bool);

    /// Whether the account is another part of the same module.
    function isPart(address account) external view returns (bool);
}
