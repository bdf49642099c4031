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
    function requestInfo(RequestId request) external view returns (Requests.Request memory) {
        return _requests.requests[request];
    }

    /// Lets go of what an answered request has locked; where requests lock nothing, as here, nothing.
    // solhint-disable-next-line no-empty-blocks
    function _unlockFor(RequestId request) internal virtual {}
}
