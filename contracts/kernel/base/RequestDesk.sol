// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IRequestDesk} from "../interfaces/IRequestDesk.sol";
import {RequestId, Requests} from "../libraries/Requests.sol";
import {NOBODY, ParticipantId} from "../types/Ids.sol";
import {Mode} from "../types/Parties.sol";
import {KernelModule} from "./KernelModule.sol";

/// Documented in {IRequestDesk}. The module opens requests and carries out what is signed for.
abstract contract RequestDesk is IRequestDesk, KernelModule {
    using Requests for Requests.Book;

    Requests.Book internal _requests;

    /// @inheritdoc IRequestDesk
    function refuse(RequestId request) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.refuse(request, caller);
        _unlockFor(request);
    }

    /// @inheritdoc IRequestDesk
    function withdrawRequest(RequestId request) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.withdraw(request, caller);
        _unlockFor(request);
    }

    /// @inheritdoc IRequestDesk
    function instruct(ParticipantId counterparty, Requests.Instruction calldata instruction) external {
        (ParticipantId by, , ) = _enter(counterparty, Mode.Dispose, instruction.ceiling);
        uint32 allowed = _instructable();
        if (instruction.acts & ~allowed != 0) revert InstructionActsNotAllowed(instruction.acts, allowed);
        _requests.instruct(by, counterparty, instruction);
    }

    /// @inheritdoc IRequestDesk
    function cancelInstruction(ParticipantId counterparty) external {
        (ParticipantId by, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requests.cancelInstruction(by, counterparty);
    }

    /// @inheritdoc IRequestDesk
    function requestInfo(RequestId request) external view returns (Requests.Request memory) {
        return _requests.requests[request];
    }

    /// @inheritdoc IRequestDesk
    function instructionsOf(
        ParticipantId by,
        uint256 start,
        uint256 limit
    ) external view returns (ParticipantId[] memory counterparties, Requests.Instruction[] memory instructions) {
        return _requests.instructionsOf(by, start, limit);
    }

    /// Lets go of what an answered request has locked.
    function _unlockFor(RequestId request) internal virtual;

    /// Acts that can be signed in advance, as bits.
    function _instructable() internal pure virtual returns (uint32);
}
