// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// Which contracts make up which module in which version, and whether a module is open (the circuit breaker).
///
/// Contracts are immutable; a new version is registered beside the old, and what was issued under a version lives to its end
/// under that version's rules.
interface IModuleDirectory {
    enum VersionStatus {
        None,
        /// May claim and release.
        Live,
        /// Winds down: release, pay, redeem; no new claims.
        Retired,
        /// Nothing is open any more.
        Closed
    }

    enum HaltCase {
        None,
        Live,
        Ended
    }

    struct Version {
        VersionStatus status;
        /// Block from which its events are to be read.
        uint64 deployBlock;
        address[] parts;
    }

    struct Part {
        bytes32 module;
        uint32 version;
    }

    /// What a part still has open.
    struct OpenPart {
        address part;
        uint256 items;
    }

    event ModuleRegistered(bytes32 indexed module, uint32 indexed version, address[] parts, uint64 deployBlock);
    event ModuleVersionStatusChanged(
        bytes32 indexed module,
        uint32 indexed version,
        VersionStatus previous,
        VersionStatus status
    );
    event ModuleHalted(bytes32 indexed module, bytes32 indexed caseKey, uint256 liveCases);
    event ModuleResumed(bytes32 indexed module, bytes32 indexed caseKey, uint256 liveCases);

    error ModuleUnknown(bytes32 module);
    error ModuleNameEmpty();
    /// A name has at most 31 characters.
    error ModuleNameTooLong(bytes32 module);
    error ModuleWithoutParts(bytes32 module);
    error ModulePartUnknown(address part);
    error ModulePartTaken(address part, bytes32 module, uint32 version);
    error ModulePartWithoutCode(address part);
    /// It does not say how many things of it are open (`IModulePart`).
    error ModulePartSilent(address part);
    error ModuleVersionStillOpen(bytes32 module, uint32 version, address part, uint256 items);
    error ModuleVersionNotNext(bytes32 module, uint32 version, uint32 next);
    error ModuleVersionWrongStatus(bytes32 module, uint32 version, VersionStatus status, VersionStatus needed);
    error ModuleHaltCaseUsed(bytes32 module, bytes32 caseKey);
    error ModuleHaltCaseUnknown(bytes32 module, bytes32 caseKey);

    /// Registers a version's parts, each an `IModulePart`; versions count from 1 without a gap. By order.
    /// @custom:access restricted
    function register(bytes32 module, uint32 version, address[] calldata parts, uint64 deployBlock) external;

    /// Live → Retired: no new claims from now on. By order.
    /// @custom:access restricted
    function retire(bytes32 module, uint32 version) external;

    /// Retired → Closed, for good, once none of its parts has anything open: no new business at all. By order.
    /// @custom:access restricted
    function close(bytes32 module, uint32 version) external;

    /// The circuit breaker: stops new business (mode Dispose) in all versions of a module while a case is live. Paying, presenting,
    /// releasing and redeeming stay open (K-12). A key serves once, so that undoing one halt cannot end another. By order (default: one regulator as emergency, ratified within 7 days).
    /// @custom:access restricted
    function halt(bytes32 module, bytes32 caseKey) external;

    /// Ends one case of a halt. The inverse of `halt`. By order.
    /// @custom:access restricted
    function resume(bytes32 module, bytes32 caseKey) external;

    /// Lets a part hold settlement money for others (a purse that its module's specification names), or no longer; what it holds, it can pay
    /// out either way (K-6). By order.
    /// @custom:access restricted
    function setCustodial(address part, bool custodial) external;

    /// The module that a part belongs to, and whether new business may pass: neither halted nor of a closed version. `module` is 0
    /// for an unknown address.
    function moduleOf(address part) external view returns (bytes32 module, bool open);

    function partOf(address part) external view returns (Part memory);

    /// Status of the version that a part belongs to; `None` for an unknown address.
    function statusOf(address part) external view returns (VersionStatus);

    /// The newest version. Reverts for an unknown module.
    function current(bytes32 module) external view returns (uint32 version, address[] memory parts);

    function versions(bytes32 module) external view returns (Version[] memory);

    /// What each part of a version still has open; of a retired version, what it is yet to wind down.
    function openOf(bytes32 module, uint32 version) external view returns (OpenPart[] memory);

    function modules() external view returns (bytes32[] memory);

    function isHalted(bytes32 module) external view returns (bool);
}
