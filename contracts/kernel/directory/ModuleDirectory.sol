// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {IModuleDirectory} from "../interfaces/IModuleDirectory.sol";
import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";

/// Documented in {IModuleDirectory}.
contract ModuleDirectory is IModuleDirectory, AccessManaged {
    IParticipantRegistry public immutable participants;

    bytes32[] private _modules;
    mapping(bytes32 module => Version[]) private _versions;
    mapping(address part => Part) private _parts;
    mapping(bytes32 module => uint256) private _liveHalts;
    mapping(bytes32 module => mapping(bytes32 caseKey => HaltCase)) private _haltCases;

    constructor(address authority, IParticipantRegistry participants_) AccessManaged(authority) {
        participants = participants_;
    }

    /// @inheritdoc IModuleDirectory
    function register(
        bytes32 module,
        uint32 version,
        address[] calldata parts,
        uint64 deployBlock
    ) external restricted {
        // Checks
        if (module == 0) revert ModuleNameEmpty();
        if (module != bytes31(module)) revert ModuleNameTooLong(module);
        if (parts.length == 0) revert ModuleWithoutParts(module);
        Version[] storage list = _versions[module];
        uint32 next = uint32(list.length + 1);
        if (version != next) revert ModuleVersionNotNext(module, version, next);

        // Effects
        if (next == 1) _modules.push(module);
        for (uint256 i; i < parts.length; ++i) {
            Part storage part = _parts[parts[i]];
            if (part.module != 0) revert ModulePartTaken(parts[i], part.module, part.version);
            if (parts[i].code.length == 0) revert ModulePartWithoutCode(parts[i]);
            // One that cannot tell what is open could never be closed, or would be too early.
            bool tells = LowLevelCall.staticcallNoReturn(parts[i], abi.encodeCall(IModulePart.openItems, ()));
            if (!tells || LowLevelCall.returnDataSize() != 32) revert ModulePartSilent(parts[i]);
            part.module = module;
            part.version = version;
        }
        list.push(Version({status: VersionStatus.Live, deployBlock: deployBlock, parts: parts}));
        emit ModuleRegistered(module, version, parts, deployBlock);

        // Interactions
        participants.setDoors(parts, bytes31(module), _liveHalts[module] == 0);
    }

    /// @inheritdoc IModuleDirectory
    function retire(bytes32 module, uint32 version) external restricted {
        _changeStatus(module, version, VersionStatus.Live, VersionStatus.Retired);
    }

    /// @inheritdoc IModuleDirectory
    function close(bytes32 module, uint32 version) external restricted {
        address[] storage parts = _changeStatus(module, version, VersionStatus.Retired, VersionStatus.Closed).parts;
        for (uint256 i; i < parts.length; ++i) {
            uint256 items = IModulePart(parts[i]).openItems();
            if (items > 0) revert ModuleVersionStillOpen(module, version, parts[i], items);
        }
        participants.setDoors(parts, bytes31(module), false);
    }

    /// @inheritdoc IModuleDirectory
    function halt(bytes32 module, bytes32 caseKey) external restricted {
        _requireKnown(module);
        if (_haltCases[module][caseKey] != HaltCase.None) revert ModuleHaltCaseUsed(module, caseKey);
        _haltCases[module][caseKey] = HaltCase.Live;
        emit ModuleHalted(module, caseKey, ++_liveHalts[module]);
        if (_liveHalts[module] == 1) _setDoors(module, false);
    }

    /// @inheritdoc IModuleDirectory
    function resume(bytes32 module, bytes32 caseKey) external restricted {
        if (_haltCases[module][caseKey] != HaltCase.Live) revert ModuleHaltCaseUnknown(module, caseKey);
        _haltCases[module][caseKey] = HaltCase.Ended;
        emit ModuleResumed(module, caseKey, --_liveHalts[module]);
        if (_liveHalts[module] == 0) _setDoors(module, true);
    }

    /// @inheritdoc IModuleDirectory
    function setCustodial(address part, bool custodial) external restricted {
        if (_parts[part].module == 0) revert ModulePartUnknown(part);
        participants.setCustodial(part, custodial);
    }

    /// @inheritdoc IModuleDirectory
    function moduleOf(address part) external view returns (bytes32 module, bool open) {
        module = _parts[part].module;
        open = participants.doorOf(part).open;
    }

    /// @inheritdoc IModuleDirectory
    function partOf(address part) external view returns (Part memory) {
        return _parts[part];
    }

    /// @inheritdoc IModuleDirectory
    function statusOf(address part) external view returns (VersionStatus) {
        Part storage p = _parts[part];
        if (p.module == 0) return VersionStatus.None;
        return _versions[p.module][p.version - 1].status;
    }

    /// @inheritdoc IModuleDirectory
    function current(bytes32 module) external view returns (uint32 version, address[] memory parts) {
        _requireKnown(module);
        version = uint32(_versions[module].length);
        parts = _versions[module][version - 1].parts;
    }

    /// @inheritdoc IModuleDirectory
    function versions(bytes32 module) external view returns (Version[] memory) {
        return _versions[module];
    }

    /// @inheritdoc IModuleDirectory
    function openOf(bytes32 module, uint32 version) external view returns (OpenPart[] memory list) {
        address[] storage parts = _version(module, version).parts;
        list = new OpenPart[](parts.length);
        for (uint256 i; i < parts.length; ++i) {
            list[i] = OpenPart({part: parts[i], items: IModulePart(parts[i]).openItems()});
        }
    }

    /// @inheritdoc IModuleDirectory
    function modules() external view returns (bytes32[] memory) {
        return _modules;
    }

    /// @inheritdoc IModuleDirectory
    function isHalted(bytes32 module) external view returns (bool) {
        return _liveHalts[module] > 0;
    }

    /// Opens or shuts the doors of all versions but those that are closed for good. Bounded by orders.
    function _setDoors(bytes32 module, bool open) private {
        Version[] storage list = _versions[module];
        for (uint256 i; i < list.length; ++i) {
            if (list[i].status != VersionStatus.Closed) participants.setDoors(list[i].parts, bytes31(module), open);
        }
    }

    function _changeStatus(
        bytes32 module,
        uint32 version,
        VersionStatus needed,
        VersionStatus next
    ) private returns (Version storage v) {
        v = _version(module, version);
        if (v.status != needed) revert ModuleVersionWrongStatus(module, version, v.status, needed);
        v.status = next;
        emit ModuleVersionStatusChanged(module, version, needed, next);
    }

    function _version(bytes32 module, uint32 version) private view returns (Version storage) {
        Version[] storage list = _versions[module];
        if (version == 0 || version > list.length) revert ModuleUnknown(module);
        return list[version - 1];
    }

    function _requireKnown(bytes32 module) private view {
        if (_versions[module].length == 0) revert ModuleUnknown(module);
    }
}
