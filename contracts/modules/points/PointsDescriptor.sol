// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IPointsDescriptor} from "./interfaces/IPointsDescriptor.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {ProgrammeId} from "./types/PointsTypes.sol";

/// Documented in {IPointsDescriptor}.
contract PointsDescriptor is IPointsDescriptor, IModulePart {
    /// @inheritdoc IPointsDescriptor
    function programmeURI(IPointsLedger, ProgrammeId) external pure returns (string memory) {
        return "";
    }

    /// @inheritdoc IModulePart
    function openItems() external pure returns (uint256) {
        return 0;
    }
}
