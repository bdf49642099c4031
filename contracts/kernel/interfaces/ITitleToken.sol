// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {IKernelModule} from "./IKernelModule.sol";

/// A module's titles as explorers and wallets see them: ERC-721 tokens whose owner is the holder's present wallet.
///
/// Warning: that is a view. ERC-721's own transfer and approval functions revert, and when a participant changes its wallet the owner
/// changes without a Transfer event.
interface ITitleToken is IKernelModule, IERC721Metadata {
    /// ERC-5192.
    event Locked(uint256 tokenId);

    error ERC721NonexistentToken(uint256 tokenId);
    error ERC721InvalidOwner(address owner);
    /// Title passes by the acts of its module, never by ERC-721's functions (X-5).
    error TitleMovesByItsActs();

    /// ERC-5192: always true.
    function locked(uint256 tokenId) external view returns (bool);
}
