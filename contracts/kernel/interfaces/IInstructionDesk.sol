// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Requests} from "../libraries/Requests.sol";
import {ParticipantId} from "../types/Ids.sol";
import {IRequestDesk} from "./IRequestDesk.sol";

/// A desk at which participants sign in advance.
interface IInstructionDesk is IRequestDesk {
    /// Not all of these acts (bits, 1 << act) can be signed in advance; those of `allowed` can.
    error InstructionActsNotAllowed(uint32 acts, uint32 allowed);

    /// Signs in advance for acts of one counterparty, up to a ceiling each. Replaces an earlier instruction.
    /// @param instruction the module's acts as bits (1 << act), ceiling in fen per act, days to maturity at most, last day
    /// @custom:access door:Dispose
    function instruct(ParticipantId counterparty, Requests.Instruction calldata instruction) external;

    /// @custom:access door:Preserve
    function cancelInstruction(ParticipantId counterparty) external;

    /// A page of a participant's instructions, in the order in which it first gave one for each counterparty; those without acts are
    /// cancelled.
    function instructionsOf(
        ParticipantId by,
        uint256 start,
        uint256 limit
    ) external view returns (ParticipantId[] memory counterparties, Requests.Instruction[] memory instructions);
}
