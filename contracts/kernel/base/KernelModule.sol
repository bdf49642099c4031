// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IKernelModule} from "../interfaces/IKernelModule.sol";
import {IModulePart} from "../interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ParticipantId} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";

/// A part of a module: it reaches the kernel through the door, and trusts the other parts of its own module and nobody else.
abstract contract KernelModule is IKernelModule, AccessManaged {
    /// @inheritdoc IKernelModule
    IParticipantRegistry public immutable participants;

    /// @inheritdoc IKernelModule
    bool public isWired;
    mapping(address account => bool) private _isPart;

    modifier onlyPart() {
        _requirePart();
        _;
    }

    constructor(address authority, IParticipantRegistry participants_) AccessManaged(authority) {
        participants = participants_;
    }

    /// @inheritdoc IKernelModule
    function wire(address[] calldata parts) external restricted {
        if (isWired) revert PartsAlreadyWired();
        isWired = true;
        for (uint256 i; i < parts.length; ++i) {
            _isPart[parts[i]] = true;
        }
        emit PartsWired(parts);
    }

    /// @inheritdoc IKernelModule
    function isPart(address account) external view returns (bool) {
        return _isPart[account];
    }

    /// @inheritdoc IModulePart
    function openItems() external view virtual returns (uint256) {
        return 0;
    }

    /// The door for the caller of the act.
    /// @param other counterparty, or nobody
    /// @param amount fen that the act moves, held against the account's ceiling
    function _enter(
        ParticipantId other,
        Mode mode,
        uint256 amount
    ) internal view returns (ParticipantId participant, address wallet, address otherWallet) {
        return participants.door(msg.sender, other, mode, amount);
    }

    function _requirePart() private view {
        if (!_isPart[msg.sender]) revert CallerNotPart(msg.sender);
    }
}
