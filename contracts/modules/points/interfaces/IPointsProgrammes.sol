// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {ProgrammeId} from "../types/PointsTypes.sol";
interface IPointsProgrammes {
    function members() external view returns (ParticipantId[] memory);
    function requireMember(ParticipantId member) external view;
    function coveredOf(ParticipantId member) external view returns (ProgrammeId);
}
