// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {ITitleToken} from "../interfaces/ITitleToken.sol";
import {ParticipantId} from "../types/Ids.sol";
import {KernelModule} from "./KernelModule.sol";

/// Documented in {ITitleToken}. The module keeps the titles; it says who holds one, and reports every change of hands.
abstract contract TitleToken is ITitleToken, KernelModule {
    mapping(ParticipantId holder => uint256) private _counts;

    /// @inheritdoc IERC721
    function balanceOf(address owner) external view returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        ParticipantId holder = participants.participantOf(owner);
        return participants.walletOf(holder) == owner ? _counts[holder] : 0;
    }

    /// @inheritdoc ITitleToken
    function locked(uint256 tokenId) external view returns (bool) {
        ownerOf(tokenId);
        return true;
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 tokenId) external view returns (address) {
        ownerOf(tokenId);
        return address(0);
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function approve(address, uint256) external pure {
        revert TitleMovesByItsActs();
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function setApprovalForAll(address, bool) external pure {
        revert TitleMovesByItsActs();
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function transferFrom(address, address, uint256) external pure {
        revert TitleMovesByItsActs();
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function safeTransferFrom(address, address, uint256) external pure {
        revert TitleMovesByItsActs();
    }

    /// @inheritdoc IERC721
    /// @custom:access view
    function safeTransferFrom(address, address, uint256, bytes calldata) external pure {
        revert TitleMovesByItsActs();
    }

    /// @inheritdoc IERC721
    function isApprovedForAll(address, address) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC721).interfaceId ||
            interfaceId == type(IERC721Metadata).interfaceId ||
            interfaceId == this.locked.selector;
    }

    /// @inheritdoc IERC721
    function ownerOf(uint256 tokenId) public view returns (address) {
        ParticipantId holder = tokenId > type(uint64).max ? ParticipantId.wrap(0) : _holderOf(uint64(tokenId));
        if (holder.isNobody()) revert ERC721NonexistentToken(tokenId);
        return participants.walletOf(holder);
    }

    /// Reports that a title is made (from nobody), passes, or ends (to nobody). The accounts are the holders' wallets.
    function _reportTransfer(
        uint64 title,
        ParticipantId from,
        ParticipantId to,
        address fromWallet,
        address toWallet
    ) internal {
        unchecked {
            // Each live title is counted once, with its holder, and there are fewer than 2^64.
            if (!from.isNobody()) --_counts[from];
            if (!to.isNobody()) ++_counts[to];
        }
        emit Transfer(fromWallet, toWallet, title);
    }

    /// The same where the wallets are not at hand.
    function _reportTransfer(uint64 title, ParticipantId from, ParticipantId to) internal {
        _reportTransfer(title, from, to, _walletOf(from), _walletOf(to));
    }

    /// Nobody's: 0.
    function _walletOf(ParticipantId holder) internal view returns (address) {
        return holder.isNobody() ? address(0) : participants.walletOf(holder);
    }

    /// Who holds a live title; nobody when there is none.
    function _holderOf(uint64 title) internal view virtual returns (ParticipantId);
}
