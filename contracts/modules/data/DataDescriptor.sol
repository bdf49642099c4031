// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IDataDescriptor} from "./interfaces/IDataDescriptor.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetId, LicenceId} from "./types/DataTypes.sol";

/// Documented in {IDataDescriptor}.
contract DataDescriptor is IDataDescriptor, IModulePart {
    /// @inheritdoc IDataDescriptor
    function assetURI(IDataRegistry, AssetId) external view returns (string memory) {
        revert();
    }

    /// @inheritdoc IDataDescriptor
    function licenceURI(IDataLicences, LicenceId) external view returns (string memory) {
        revert();
    }

    /// @inheritdoc IModulePart
    /// @dev It keeps nothing.
    function openItems() external pure returns (uint256) {
        return 0;
    }
}
