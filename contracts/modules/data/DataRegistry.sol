// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {RequestDesk} from "../../kernel/base/RequestDesk.sol";
import {TitleToken} from "../../kernel/base/TitleToken.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {RequestId} from "../../kernel/libraries/Requests.sol";
import {Day} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {IDataDescriptor} from "./interfaces/IDataDescriptor.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {
    AssetId,
    AssetStatus,
    Details,
    Parent,
    Purpose,
    Purposes,
    RegistrationKind,
    Right,
    Sensitivity,
    Shares
} from "./types/DataTypes.sol";

/// Documented in {IDataRegistry}.
contract DataRegistry is IDataRegistry, TitleToken, RequestDesk {
    IDataDescriptor public immutable descriptor;
    ISettlementToken public immutable money;

    /// @inheritdoc IDataRegistry
    IDataLicences public licences;
    /// @inheritdoc IDataRegistry
    uint32 public assetCount;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataDescriptor descriptor_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        descriptor = descriptor_;
        money = money_;
    }

    /// @inheritdoc IDataRegistry
    function seal(bytes32) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function register(Registration calldata, bytes32) external returns (AssetId) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function publishVersion(AssetId, bytes32, bytes32, bytes32) external returns (uint24 version) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function transferRight(AssetId, Right, ParticipantId, uint64, Day) external returns (RequestId) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function sign(RequestId) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function cancel(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function setPurpose(Purpose, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function setLicences(IDataLicences) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function setStatus(AssetId, AssetStatus, ParticipantId, Day) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function applyDetails(AssetId, Details calldata) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function moveRight(AssetId, Right, ParticipantId, ParticipantId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function mark(AssetId, uint16, uint16) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function freezeUntil(AssetId, uint40, uint40) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function enter(AssetId, RegistrationKind, ParticipantId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function sealOf(ParticipantId, Registration calldata, bytes32) external view returns (bytes32) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function versionSealOf(ParticipantId, AssetId, bytes32, bytes32, bytes32) external view returns (bytes32) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function sealedIn(ParticipantId, bytes32) external view returns (uint256) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function assetInfo(AssetId) external view returns (Asset memory) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function isTradable(AssetId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function requireTradable(AssetId) external view {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function isLive(AssetId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function isFrozen(AssetId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function holderOf(AssetId) external view returns (ParticipantId) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function rightHolder(AssetId, Right) external view returns (ParticipantId) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function requireRight(AssetId, Right, ParticipantId) external view {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function isConnected(AssetId, ParticipantId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function sharesOf(AssetId) external view returns (Shares memory) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function parentsOf(AssetId) external view returns (Parent[] memory) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function commitmentOf(AssetId, uint24) external view returns (bytes32) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function assetByCommitment(bytes32) external view returns (AssetId) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function assetByNumber(ParticipantId, string calldata) external view returns (AssetId) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function useTerms(AssetId) external view returns (Sensitivity, uint40 usesStoppedUntil) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function purposeName(Purpose) external view returns (bytes32) {
        revert();
    }

    /// @inheritdoc IDataRegistry
    function requirePurposes(Purposes) external view {
        revert();
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return descriptor.assetURI(this, AssetId.wrap(uint32(tokenId)));
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "RopeNet Data Certificates";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "RNDC";
    }

    /// Nothing is locked by a request.
    function _unlockFor(RequestId) internal override {}

    function _holderOf(uint64) internal view override returns (ParticipantId) {
        revert();
    }

    function _instructable() internal pure override returns (uint32) {
        return 0;
    }
}
