// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ProRata} from "../../kernel/libraries/ProRata.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {PersonId} from "../../kernel/types/Passkey.sol";
import {IDataConsents} from "./interfaces/IDataConsents.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";
import {AssetId, LicenceId, Parent, Shares, WHOLE} from "./types/DataTypes.sol";

/// Documented in {IDataRevenue}.
contract DataRevenue is IDataRevenue, KernelModule {
    using SafeERC20 for IERC20;

    LicenceId private constant NO_LICENCE = LicenceId.wrap(0);

    IDataRegistry public immutable registry;
    IDataLicences public immutable licences;
    IDataConsents public immutable consents;
    ISettlementToken public immutable money;

    Totals private _totals;
    mapping(LicenceId licence => Account) private _accounts;
    /// @inheritdoc IDataRevenue
    mapping(ParticipantId participant => uint64) public owedTo;
    /// @inheritdoc IDataRevenue
    mapping(PersonId person => uint64) public owedToPerson;
    /// @inheritdoc IDataRevenue
    mapping(AssetId asset => uint64) public waitingAt;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataLicences licences_,
        IDataConsents consents_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        licences = licences_;
        consents = consents_;
        money = money_;
    }

    /// @inheritdoc IDataRevenue
    function passOn(AssetId asset) external {
        uint64 gross = waitingAt[asset];
        if (gross == 0) revert DataRevenueNothingWaiting(asset);
        waitingAt[asset] = 0;
        _split(asset, NO_LICENCE, gross);
    }

    /// @inheritdoc IDataRevenue
    function claimFor(ParticipantId participant) external {
        // Checks
        uint64 amount = owedTo[participant];
        if (amount == 0) revert DataRevenueNothingOwed(participant);

        // Effects
        owedTo[participant] = 0;
        _totals.claimed += amount;
        emit RevenueClaimed(participant, amount);

        // Interactions
        _send(participants.walletOf(participant), amount);
    }

    /// @inheritdoc IDataRevenue
    function claimForPerson(PersonId person) external {
        // Checks
        uint64 amount = owedToPerson[person];
        if (amount == 0) revert DataRevenueNothingOwedToPerson(person);
        address account = consents.payeeOf(person);
        if (account == address(0)) revert DataRevenuePayeeMissing(person);

        // Effects
        owedToPerson[person] = 0;
        _totals.claimed += amount;
        emit PersonPaid(person, account, amount);

        // Interactions
        _send(account, amount);
    }

    /// @inheritdoc IDataRevenue
    function takeOrder(LicenceId licence, ParticipantId buyer, uint64 price, uint64 deposit) external onlyPart {
        _accounts[licence].order += price;
        _accounts[licence].deposit += deposit;
        _take(licence, buyer, price, 0, deposit);
    }

    /// @inheritdoc IDataRevenue
    function releaseOrder(LicenceId licence, AssetId asset, uint64 amount) external onlyPart {
        Account storage a = _accounts[licence];
        a.order = _less(licence, a.order, amount);
        _release(licence, asset, amount, 0, 0);
    }

    /// @inheritdoc IDataRevenue
    function refundOrder(LicenceId licence, ParticipantId buyer, uint64 price, uint64 deposit) external onlyPart {
        Account storage a = _accounts[licence];
        a.order = _less(licence, a.order, price);
        a.deposit = _less(licence, a.deposit, deposit);
        _giveBack(licence, buyer, price, 0, deposit);
    }

    /// @inheritdoc IDataRevenue
    function prepay(LicenceId licence, ParticipantId licensee, uint64 amount) external onlyPart {
        _accounts[licence].prepaid += amount;
        _take(licence, licensee, 0, amount, 0);
    }

    /// @inheritdoc IDataRevenue
    function releaseUses(LicenceId licence, AssetId asset, uint64 amount) external onlyPart {
        Account storage a = _accounts[licence];
        a.prepaid = _less(licence, a.prepaid, amount);
        _release(licence, asset, 0, amount, 0);
    }

    /// @inheritdoc IDataRevenue
    function creditPerson(LicenceId licence, PersonId person, uint64 amount) external onlyPart {
        Account storage a = _accounts[licence];
        a.prepaid = _less(licence, a.prepaid, amount);
        _totals.released += amount;
        uint64 owed = owedToPerson[person] + amount;
        owedToPerson[person] = owed;
        emit PersonCredited(person, licence, amount, owed);
    }

    /// @inheritdoc IDataRevenue
    function forfeitDeposit(LicenceId licence, AssetId asset, uint64 amount) external onlyPart {
        Account storage a = _accounts[licence];
        a.deposit = _less(licence, a.deposit, amount);
        _release(licence, asset, 0, 0, amount);
    }

    /// @inheritdoc IDataRevenue
    function giveBack(
        LicenceId licence,
        ParticipantId licensee
    ) external onlyPart returns (uint64 prepaid, uint64 deposit) {
        Account storage a = _accounts[licence];
        (prepaid, deposit) = (a.prepaid, a.deposit);
        (a.prepaid, a.deposit) = (0, 0);
        _giveBack(licence, licensee, 0, prepaid, deposit);
    }

    /// @inheritdoc IDataRevenue
    function accountOf(LicenceId licence) external view returns (Account memory) {
        return _accounts[licence];
    }

    /// @inheritdoc IDataRevenue
    function totals() external view returns (Totals memory) {
        return _totals;
    }

    /// @inheritdoc IModulePart
    /// @dev Fen in the purse that somebody is yet to have.
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        Totals memory t = _totals;
        return t.paid - t.refunded - t.claimed;
    }

    /// @inheritdoc IDataRevenue
    function previewSplit(AssetId asset, uint64 gross) public view returns (Split memory split) {
        uint64 rest;
        (split.parents, split.royalties, rest) = _royaltiesOf(asset, gross);
        (split.receivers, split.amounts) = _sharesOf(asset, rest);
    }

    function _take(LicenceId licence, ParticipantId payer, uint64 order, uint64 prepaid, uint64 deposit) private {
        uint64 amount = order + prepaid + deposit;
        if (amount == 0) return;
        _totals.paid += amount;
        emit MoneyTaken(licence, payer, order, prepaid, deposit);
        IERC20(money).safeTransferFrom(participants.walletOf(payer), address(this), amount);
    }

    function _giveBack(LicenceId licence, ParticipantId payee, uint64 order, uint64 prepaid, uint64 deposit) private {
        uint64 amount = order + prepaid + deposit;
        if (amount == 0) return;
        _totals.refunded += amount;
        emit MoneyGivenBack(licence, payee, order, prepaid, deposit);
        _send(participants.walletOf(payee), amount);
    }

    function _release(LicenceId licence, AssetId asset, uint64 order, uint64 prepaid, uint64 deposit) private {
        uint64 amount = order + prepaid + deposit;
        if (amount == 0) return;
        _totals.released += amount;
        emit MoneyReleased(licence, asset, order, prepaid, deposit);
        _split(asset, licence, amount);
    }

    function _split(AssetId asset, LicenceId licence, uint64 gross) private {
        Split memory s = previewSplit(asset, gross);
        for (uint256 i; i < s.parents.length; ++i) {
            waitingAt[s.parents[i]] += s.royalties[i];
        }
        for (uint256 i; i < s.receivers.length; ++i) {
            owedTo[s.receivers[i]] += s.amounts[i];
        }
        emit RevenueSplit(asset, licence, gross, s.parents, s.royalties, s.receivers, s.amounts);
    }

    function _send(address to, uint64 amount) private {
        IERC20(money).safeTransfer(to, amount);
    }

    function _royaltiesOf(
        AssetId asset,
        uint64 gross
    ) private view returns (AssetId[] memory parents, uint64[] memory royalties, uint64 rest) {
        rest = gross;
        Parent[] memory all = registry.parentsOf(asset);
        parents = new AssetId[](all.length);
        royalties = new uint64[](all.length);
        uint256 count;
        for (uint256 i; i < all.length; ++i) {
            if (all[i].licence.isNoLicence()) continue;
            // At most the gross.
            uint64 royalty = uint64(Math.mulDiv(gross, licences.royaltyOf(all[i].licence), WHOLE));
            if (royalty == 0) continue;
            (parents[count], royalties[count]) = (all[i].asset, royalty);
            ++count;
            // The registry takes no parents whose royalties are all of it.
            rest -= royalty;
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(parents, count)
            mstore(royalties, count)
        }
    }

    /// The holder of the certificate comes first: its share is at least 1 (ProRata.byWeights gives it what rounding leaves over).
    function _sharesOf(
        AssetId asset,
        uint64 amount
    ) private view returns (ParticipantId[] memory receivers, uint64[] memory amounts) {
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        Shares memory s = registry.sharesOf(asset);
        uint256 most = 3 + s.contributors.length;
        receivers = new ParticipantId[](most);
        uint256[] memory weights = new uint256[](most);
        (receivers[0], weights[0]) = (a.holder, s.holding);
        uint256 count = _add(receivers, weights, 1, a.processor, s.processing);
        count = _add(receivers, weights, count, a.operator, s.operation);
        for (uint256 i; i < s.contributors.length; ++i) {
            count = _add(receivers, weights, count, s.contributors[i].participant, s.contributors[i].share);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(weights, count)
        }
        uint256[] memory parts = ProRata.byWeights(amount, weights);
        amounts = new uint64[](most);
        uint256 paid;
        for (uint256 i; i < count; ++i) {
            if (parts[i] == 0) continue;
            // Parts of a uint64.
            (receivers[paid], amounts[paid]) = (receivers[i], uint64(parts[i]));
            ++paid;
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(receivers, paid)
            mstore(amounts, paid)
        }
    }

    function _add(
        ParticipantId[] memory receivers,
        uint256[] memory weights,
        uint256 count,
        ParticipantId receiver,
        uint16 share
    ) private pure returns (uint256) {
        if (share == 0) return count;
        (receivers[count], weights[count]) = (receiver, share);
        return count + 1;
    }

    function _less(LicenceId licence, uint64 available, uint64 amount) private pure returns (uint64) {
        if (amount > available) revert DataRevenueShort(licence, amount, available);
        return available - amount;
    }
}
