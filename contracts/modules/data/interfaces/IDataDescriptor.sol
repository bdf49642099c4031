// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AssetId, LicenceId} from "../types/DataTypes.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// What registry and licences hold, as people read it: ERC-721 metadata as JSON data URIs.
interface IDataDescriptor {
    /// Of a certificate: who holds which right, class, version, certifier, and whether it is in force today.
    function assetURI(IDataRegistry registry, AssetId asset) external view returns (string memory);

    /// Of a licence: licensee, right, days, uses, and whether it is in force today.
    function licenceURI(IDataLicences licences, LicenceId licence) external view returns (string memory);
}
