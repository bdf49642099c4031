// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// OpenZeppelin's ERC-20 as it is: what a plain transfer of money costs.
contract ControlERC20 is ERC20 {
    constructor() ERC20("Control", "C20") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// OpenZeppelin's ERC-721 as it is: what a plain transfer of title costs.
contract ControlERC721 is ERC721 {
    constructor() ERC721("Control", "C721") {}

    function mint(address to, uint256 tokenId) external {
        _mint(to, tokenId);
    }
}

/// OpenZeppelin's ERC-1155 as it is: what a plain transfer of units costs.
contract ControlERC1155 is ERC1155 {
    constructor() ERC1155("") {}

    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }
}
