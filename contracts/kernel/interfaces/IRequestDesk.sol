// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RequestId, Requests} from "../libraries/Requests.sol";
import {ParticipantId} from "../types/Ids.sol";
import {IKernelModule} from "./IKernelModule.sol";

/// Where a module's requests are answered other than by carrying them out, and where its participants sign in advance.
interface IRequestDesk is IKernelModule {
    /// Not all of these acts (bits, 1 << act) can be signed in advance; those of `allowed` can.
    error InstructionActsNotAllowed(uint32 acts, uint32 allowed);

    /// Refuses what was asked (驳回), whatever the act, without giving a reason and without any consequence. The addressee.
    /// @custom:access door:Preserve
    function refuse(RequestId request) external;

    /// Takes a request back before it is answered (撤回), whatever the act. The requester.
    /// @custom:access door:Preserve
    function withdrawRequest(RequestId request) external;

    /// Signs in advance for acts of one counterparty, up to a ceiling each. Replaces an earlier instruction.
    /// @param instruction the module's acts as bits (1 << act), ceiling in fen per act, days to maturity at most, last day
    /// @custom:access door:Dispose
    function instruct(ParticipantId counterparty, Requests.Instruction calldata instruction) external;

    /// @custom:access door:Preserve
    function cancelInstruction(ParticipantId counterparty) external;

    function requestInfo(RequestId request) external view returns (Requests.Request memory);

    /// A page of a participant's instructions, in the order in which it first gave one for each counterparty; those without acts are
    /// cancelled.
    function instructionsOf(
        ParticipantId by,
        uint256 start,
        uint256 limit
    ) external view returns (ParticipantId[] memory counterparties, Requests.Instruction[] memory instructions);
}
