// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {HoldingId} from "../types/BillTypes.sol";
import {IBillRegistry} from "./IBillRegistry.sol";

/// Readable on-chain metadata of holdings.
interface IBillDescriptor {
    /// A `data:` URI with the JSON metadata of a holding (ERC-721 metadata schema), readable in an explorer.
    function tokenURI(IBillRegistry registry, HoldingId holding) external view returns (string memory);
}
