// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ProgrammeId} from "../types/PointsTypes.sol";
import {IPointsLedger} from "./IPointsLedger.sol";

/// What the ledger holds, as people read it: ERC-1155 metadata as JSON data URIs.
interface IPointsDescriptor {
    /// Of a programme's points: name, issuer, whether covered or honour points, value, expiry, and its state.
    function programmeURI(IPointsLedger ledger, ProgrammeId programme) external view returns (string memory);
}
