// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";

/// Emits whatever event it is told to: a part that does not behave.
contract Speaker is IModulePart {
    /// @param topics one to four
    function say(bytes32[] calldata topics, bytes calldata data) external {
        bytes memory said = data;
        // No event that Solidity knows how to emit has data of any shape.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let start := add(said, 0x20)
            let length := mload(said)
            let topic := topics.offset
            switch topics.length
            case 1 {
                log1(start, length, calldataload(topic))
            }
            case 2 {
                log2(start, length, calldataload(topic), calldataload(add(topic, 0x20)))
            }
            case 3 {
                log3(start, length, calldataload(topic), calldataload(add(topic, 0x20)), calldataload(add(topic, 0x40)))
            }
            case 4 {
                log4(
                    start,
                    length,
                    calldataload(topic),
                    calldataload(add(topic, 0x20)),
                    calldataload(add(topic, 0x40)),
                    calldataload(add(topic, 0x60))
                )
            }
            default {
                revert(0, 0)
            }
        }
    }

    /// @inheritdoc IModulePart
    function openItems() external pure returns (uint256) {
        return 0;
    }
}
