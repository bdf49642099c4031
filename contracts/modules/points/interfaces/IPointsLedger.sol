// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;
import {ProgrammeId} from "../types/PointsTypes.sol";
interface IPointsLedger {
    function drawForCycle(
        ProgrammeId[] calldata programmes,
        uint64[] calldata wanted
    ) external returns (uint64[] memory);
    function freeReserve(ProgrammeId programme) external view returns (uint64);
    function setStops(ProgrammeId programme, uint8 set, uint8 clear) external;
}
