// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// A contract that holds points. While it receives some it looks at both balances, and passes on what it is told to.
contract PointsHolder is ERC1155Holder {
    /// Points that it passes on while it receives; 0: none.
    uint256 public points;
    address public to;
    /// What the ledger said of the sender's balance and of its own meanwhile.
    uint256 public seenOfSender;
    uint256 public seenOfItself;

    function passOn(address to_, uint256 points_) external {
        to = to_;
        points = points_;
    }

    function onERC1155Received(
        address operator,
        address from,
        uint256 id,
        uint256 value,
        bytes memory data
    ) public override returns (bytes4) {
        seenOfSender = IERC1155(msg.sender).balanceOf(from, id);
        seenOfItself = IERC1155(msg.sender).balanceOf(address(this), id);
        if (points != 0) IERC1155(msg.sender).safeTransferFrom(address(this), to, id, points, "");
        return super.onERC1155Received(operator, from, id, value, data);
    }
}
