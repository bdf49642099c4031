// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {RequestDesk} from "../../kernel/base/RequestDesk.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataTransfers} from "./interfaces/IDataTransfers.sol";
import {AssetId, Right} from "./types/DataTypes.sol";

/// Documented in {IDataTransfers}.
contract DataTransfers is IDataTransfers, RequestDesk {
    using Requests for Requests.Book;
    using SafeERC20 for IERC20;

    IDataRegistry public immutable registry;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        money = money_;
    }

    /// @inheritdoc IDataTransfers
    function transferRight(
        AssetId asset,
        Right right,
        ParticipantId to,
        uint64 price,
        Day lastDay
    ) external returns (RequestId) {
        // Checks
        (ParticipantId from, , ) = _enter(to, Mode.Dispose, price);
        registry.requirePassable(asset, right, from, to);
        Day latest = registry.assetInfo(asset).validThrough;
        if (lastDay == NO_DAY) lastDay = latest;
        if (lastDay < today() || lastDay > latest) {
            revert Requests.RequestLastDayOutOfRange(lastDay, today(), latest);
        }

        // Effects
        Requests.Request memory r;
        r.from = from;
        r.to = to;
        r.subject = AssetId.unwrap(asset);
        r.act = uint8(right);
        r.lastDay = lastDay;
        r.terms = bytes32(uint256(price));
        return _requests.open(r);
    }

    /// @inheritdoc IDataTransfers
    function sign(RequestId request) external {
        // Checks
        Requests.Request storage r = _requests.live(request);
        AssetId asset = AssetId.wrap(uint32(r.subject));
        Right right = Right(r.act);
        ParticipantId from = r.from;
        uint64 price = uint64(uint256(r.terms));
        (ParticipantId to, address wallet, address fromWallet) = _enter(from, Mode.Dispose, price);
        registry.requirePassable(asset, right, from, to);

        // Effects
        _requests.sign(request, to);

        // Interactions
        registry.moveRight(asset, right, from, to, price, 0);
        if (price != 0) IERC20(address(money)).safeTransferFrom(wallet, fromWallet, price);
    }
}
