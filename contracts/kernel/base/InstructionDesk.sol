// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IInstructionDesk} from "../interfaces/IInstructionDesk.sol";
import {Requests} from "../libraries/Requests.sol";
import {NOBODY, ParticipantId} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";
import {RequestDesk} from "./RequestDesk.sol";

/// Documented in {IInstructionDesk}. The module asks whether an instruction covers what it is about to request.
abstract contract InstructionDesk is IInstructionDesk, RequestDesk {
    using Requests for Requests.Book;

    /// @inheritdoc IInstructionDesk
    function instruct(ParticipantId counterparty, Requests.Instruction calldata instruction) external {
        (ParticipantId by, , ) = _enter(counterparty, Mode.Dispose, instruction.ceiling);
        uint32 allowed = _instructable();
        if (instruction.acts & ~allowed != 0) revert InstructionActsNotAllowed(instruction.acts, allowed);
        _requests.instruct(by, counterparty, instruction);
    }

    /// @inheritdoc IInstructionDesk
    function cancelInstruction(ParticipantId counterparty) external {
        (ParticipantId by, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.cancelInstruction(by, counterparty);
    }

    /// @inheritdoc IInstructionDesk
    function instructionsOf(
        ParticipantId by,
        uint256 start,
        uint256 limit
    ) external view returns (ParticipantId[] memory counterparties, Requests.Instruction[] memory instructions) {
        return _requests.instructionsOf(by, start, limit);
    }

    /// Acts that can be signed in advance, as bits.
    function _instructable() internal pure virtual returns (uint32);
}
