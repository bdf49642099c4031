// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IReceivableDescriptor} from "./interfaces/IReceivableDescriptor.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {Note, NoteId} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableDescriptor}.
contract ReceivableDescriptor is IReceivableDescriptor, IModulePart {
    /// @inheritdoc IReceivableDescriptor
    function tokenURI(IReceivableRegistry, NoteId) external pure returns (string memory) {
        return "";
    }

    /// @inheritdoc IReceivableDescriptor
    function pathOf(
        IReceivableRegistry,
        NoteId,
        NoteId,
        uint256
    ) external pure returns (NoteId[] memory, Note[] memory, NoteId) {
        return (new NoteId[](0), new Note[](0), NoteId.wrap(0));
    }

    /// @inheritdoc IModulePart
    /// @dev It keeps nothing.
    function openItems() external pure returns (uint256) {
        return 0;
    }
}
