// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IClaimHolder} from "../../../kernel/interfaces/IClaimHolder.sol";
import {SubjectId} from "../../../kernel/types/Ids.sol";
import {Forwarder} from "../Forwarder.sol";

/// A module's part that gives up the claims that it was told to give up, each to the one claim it was told; and as an adversary answers
/// with nonsense, or calls back while it is asked.
contract HandingPart is Forwarder, IClaimHolder {
    mapping(bytes32 terms => bytes4) private _answers;
    address private _target;
    bytes private _call;

    error HandOverRefused(uint256 claimId);

    /// @param answer its own selector when it agrees, nothing when it refuses
    function setAnswer(
        SubjectId subject,
        uint256 claimId,
        address toPart,
        uint256 toClaimId,
        uint64 amount,
        bytes4 answer
    ) external {
        _answers[keccak256(abi.encode(subject, claimId, toPart, toClaimId, amount))] = answer;
    }

    /// What it calls while it is asked.
    function setCall(address target, bytes calldata data) external {
        _target = target;
        _call = data;
    }

    /// @inheritdoc IClaimHolder
    function handOver(
        SubjectId subject,
        uint256 claimId,
        address toPart,
        uint256 toClaimId,
        uint64 amount
    ) external returns (bytes4) {
        bytes4 answer = _answers[keccak256(abi.encode(subject, claimId, toPart, toClaimId, amount))];
        if (answer == 0) revert HandOverRefused(claimId);
        if (_target != address(0)) this.forward(_target, _call);
        return answer;
    }
}
