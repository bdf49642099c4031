// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RequestId, Requests} from "../libraries/Requests.sol";
import {IKernelModule} from "./IKernelModule.sol";

/// Where a module's requests are answered other than by carrying them out.
interface IRequestDesk is IKernelModule {
    /// Refuses what was asked (驳回), whatever the act, without giving a reason and without any consequence. The addressee.
    /// @custom:access door:Preserve
    function refuse(RequestId request) external;

    /// Takes a request back before it is answered (撤回), whatever the act. The requester.
    /// @custom:access door:Preserve
    function withdrawRequest(RequestId request) external;

    function requestInfo(RequestId request) external view returns (Requests.Request memory);
}
