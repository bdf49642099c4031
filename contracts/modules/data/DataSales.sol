// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataDisputes} from "./interfaces/IDataDisputes.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOffers} from "./interfaces/IDataOffers.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";
import {IDataSales} from "./interfaces/IDataSales.sol";
import {Bn254} from "./libraries/Bn254.sol";
import {LicenceId, OfferId, Point, SaleId, Terms} from "./types/DataTypes.sol";

/// Documented in {IDataSales}.
contract DataSales is IDataSales, KernelModule {
    using Bn254 for Point;

    uint8 private constant UNDELIVERED = uint8(
        (1 << uint8(SaleStatus.Ordered)) | (1 << uint8(SaleStatus.Committed)) | (1 << uint8(SaleStatus.Received))
    );
    uint8 private constant PROVABLE = uint8((1 << uint8(SaleStatus.KeyPosted)) | (1 << uint8(SaleStatus.Disputed)));

    IDataOffers public immutable offers;
    IDataLicences public immutable licences;
    IDataRegistry public immutable registry;
    IDataRevenue public immutable revenue;

    /// @inheritdoc IDataSales
    IDataDisputes public disputes;

    /// @inheritdoc IDataSales
    uint32 public saleCount;
    /// Sales that have not ended.
    uint256 private _open;
    mapping(SaleId sale => Sale) private _sales;
    /// @inheritdoc IDataSales
    mapping(LicenceId licence => SaleId) public saleOf;
    /// @inheritdoc IDataSales
    mapping(uint256 x => SaleId) public saleOfOrderKey;
    /// By seller, so that nobody can use up another's.
    mapping(ParticipantId seller => mapping(bytes32 keyDigest => bool)) private _usedKeys;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataOffers offers_,
        IDataLicences licences_,
        IDataRegistry registry_,
        IDataRevenue revenue_
    ) KernelModule(authority, participants_) {
        offers = offers_;
        licences = licences_;
        registry = registry_;
        revenue = revenue_;
    }

    /// @inheritdoc IDataSales
    function order(
        OfferId offer,
        bytes32 termsSeen,
        Point calldata orderKey
    ) external returns (SaleId sale, LicenceId licence) {
        // Checks
        Terms memory terms = offers.offerInfo(offer).terms;
        (ParticipantId buyer, , ) = _enter(NOBODY, Mode.Dispose, uint256(terms.price) + terms.deposit);
        ParticipantId seller;
        (terms, seller) = offers.take(offer, buyer, termsSeen);

        // Effects
        sale = SaleId.wrap(++saleCount);
        if (terms.delivery) _useOrderKey(sale, orderKey);
        else if (orderKey.x | orderKey.y != 0) revert DataSaleOrderKeyNotNeeded(offer);
        licence = licences.issue(terms, offer, seller, buyer, terms.delivery);
        saleOf[licence] = sale;
        _record(sale, offer, licence, buyer, seller, terms, orderKey);

        // Interactions
        revenue.takeOrder(licence, buyer, terms.price, terms.deposit);
        if (terms.delivery) return (sale, licence);
        emit SaleReleased(sale, buyer, seller, SaleGround.Served, terms.price, 0);
        revenue.releaseOrder(licence, terms.asset, terms.price);
    }

    /// @inheritdoc IDataSales
    function decline(SaleId sale) external {
        Sale storage s = _in(sale, UNDELIVERED);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireSeller(sale, s, caller);
        _refund(sale, s, SaleGround.Declined, s.price);
    }

    /// @inheritdoc IDataSales
    function commit(SaleId sale, bytes32 ciphertextRoot, uint32 chunks, bytes32 keyDigest) external {
        // Checks
        Sale storage s = _inTime(sale, SaleStatus.Ordered);
        (ParticipantId seller, , ) = _enter(NOBODY, Mode.Perform, 0);
        _requireSeller(sale, s, seller);
        registry.requireTradable(s.asset);
        if (ciphertextRoot == 0 || chunks == 0 || keyDigest == 0) revert DataSaleCiphertextMissing(sale);
        if (_usedKeys[seller][keyDigest]) revert DataSaleKeyDigestUsed(sale, keyDigest);

        // Effects
        _usedKeys[seller][keyDigest] = true;
        (s.ciphertextRoot, s.chunks, s.keyDigest) = (ciphertextRoot, chunks, keyDigest);
        s.version = registry.assetInfo(s.asset).version;
        uint40 deadline = _next(s, SaleStatus.Committed);
        emit CiphertextCommitted(sale, seller, ciphertextRoot, chunks, keyDigest, deadline);
    }

    /// @inheritdoc IDataSales
    function confirmCiphertext(SaleId sale) external {
        Sale storage s = _inTime(sale, SaleStatus.Committed);
        (ParticipantId buyer, , ) = _enter(NOBODY, Mode.Perform, 0);
        _requireBuyer(sale, s, buyer);
        uint40 deadline = _next(s, SaleStatus.Received);
        emit CiphertextConfirmed(sale, buyer, deadline);
    }

    /// @inheritdoc IDataSales
    function postKey(SaleId sale, Point calldata ephemeral, bytes32 wrapped) external {
        // Checks
        Sale storage s = _inTime(sale, SaleStatus.Received);
        (ParticipantId seller, , ) = _enter(NOBODY, Mode.Perform, 0);
        _requireSeller(sale, s, seller);
        registry.requireTradable(s.asset);
        registry.requireRight(s.asset, s.right, seller);
        // With any other point the buyer could prove nothing.
        if (!ephemeral.isKey()) revert DataSalePointInvalid(ephemeral.x, ephemeral.y);

        // Effects
        (s.ephemeral, s.wrapped) = (ephemeral, wrapped);
        uint40 deadline = _next(s, SaleStatus.KeyPosted);
        emit KeyPosted(sale, seller, ephemeral, wrapped, deadline);
    }

    /// @inheritdoc IDataSales
    function accept(SaleId sale) external {
        Sale storage s = _in(sale, _bit(SaleStatus.KeyPosted));
        (ParticipantId buyer, , ) = _enter(NOBODY, Mode.Perform, 0);
        _requireBuyer(sale, s, buyer);
        _release(sale, s, SaleGround.Accepted, 0);
    }

    /// @inheritdoc IDataSales
    function proveWrongKey(SaleId sale, uint256 orderSecret) external {
        Sale storage s = _in(sale, PROVABLE);
        bool held = s.status == SaleStatus.Disputed;
        if (!held) _requireInTime(sale, s);
        if (!_isWrongKey(sale, s, orderSecret)) revert DataSaleKeyRight(sale);
        if (held) disputes.endProven(s.licence);
        _refund(sale, s, SaleGround.WrongKey, s.price);
    }

    /// @inheritdoc IDataSales
    function release(SaleId sale) external {
        Sale storage s = _in(sale, _bit(SaleStatus.KeyPosted));
        _requireOver(sale, s);
        _release(sale, s, SaleGround.WindowPassed, 0);
    }

    /// @inheritdoc IDataSales
    function lapse(SaleId sale) external {
        Sale storage s = _in(sale, UNDELIVERED);
        _requireOver(sale, s);
        _refund(sale, s, SaleGround.Lapsed, s.price);
    }

    /// @inheritdoc IDataSales
    function setDisputes(IDataDisputes disputes_) external restricted {
        if (address(disputes) != address(0)) revert DataSaleDisputesAlreadySet(address(disputes));
        disputes = disputes_;
    }

    /// @inheritdoc IDataSales
    function hold(SaleId sale, ParticipantId buyer) external onlyPart {
        Sale storage s = _inTime(sale, SaleStatus.KeyPosted);
        _requireBuyer(sale, s, buyer);
        s.status = SaleStatus.Disputed;
        emit SaleHeld(sale);
    }

    /// @inheritdoc IDataSales
    function resolve(SaleId sale, uint64 toBuyer, bool undone) external onlyPart {
        Sale storage s = _in(sale, _bit(SaleStatus.Disputed));
        if (toBuyer > s.price) revert DataSaleAmountBeyondPrice(sale, toBuyer, s.price);
        if (undone) _refund(sale, s, SaleGround.Dispute, toBuyer);
        else _release(sale, s, SaleGround.Dispute, toBuyer);
    }

    /// @inheritdoc IDataSales
    function previewWrongKey(SaleId sale, uint256 orderSecret) external view returns (bool) {
        return _isWrongKey(sale, _in(sale, PROVABLE), orderSecret);
    }

    /// @inheritdoc IDataSales
    function saleInfo(SaleId sale) external view returns (Sale memory) {
        return _known(sale);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _open;
    }

    function _record(
        SaleId sale,
        OfferId offer,
        LicenceId licence,
        ParticipantId buyer,
        ParticipantId seller,
        Terms memory terms,
        Point calldata orderKey
    ) private {
        Sale storage s = _sales[sale];
        (s.offer, s.licence, s.asset, s.buyer, s.seller) = (offer, licence, terms.asset, buyer, seller);
        (s.right, s.price, s.deposit) = (terms.right, terms.price, terms.deposit);
        if (terms.delivery) {
            s.orderKey = orderKey;
            s.stepHours = terms.stepHours;
            _next(s, SaleStatus.Ordered);
            ++_open;
        } else {
            s.status = SaleStatus.Released;
        }
        emit SaleOrdered(
            sale,
            buyer,
            seller,
            offer,
            licence,
            terms.asset,
            terms.price,
            terms.deposit,
            orderKey,
            s.deadline
        );
    }

    function _useOrderKey(SaleId sale, Point calldata orderKey) private {
        if (!orderKey.isKey()) revert DataSalePointInvalid(orderKey.x, orderKey.y);
        // Whoever has revealed a secret has revealed that of the point's negative too, which has the same x.
        SaleId other = saleOfOrderKey[orderKey.x];
        if (SaleId.unwrap(other) != 0) revert DataSaleOrderKeyUsed(orderKey.x, other);
        saleOfOrderKey[orderKey.x] = sale;
    }

    function _next(Sale storage s, SaleStatus status) private returns (uint40 deadline) {
        // Seconds of this millennium and 720 hours.
        deadline = uint40(block.timestamp + uint256(s.stepHours) * 1 hours);
        (s.status, s.deadline) = (status, deadline);
    }

    /// What does not go back to the buyer is released, and the licence begins.
    function _release(SaleId sale, Sale storage s, SaleGround ground, uint64 toBuyer) private {
        uint64 released = s.price - toBuyer;
        s.status = SaleStatus.Released;
        --_open;
        emit SaleReleased(sale, s.buyer, s.seller, ground, released, toBuyer);
        licences.activate(s.licence);
        revenue.releaseOrder(s.licence, s.asset, released);
        revenue.refundOrder(s.licence, s.buyer, toBuyer, 0);
    }

    /// The licence is void; the deposit goes back with what goes back of the price.
    function _refund(SaleId sale, Sale storage s, SaleGround ground, uint64 toBuyer) private {
        uint64 released = s.price - toBuyer;
        s.status = SaleStatus.Refunded;
        --_open;
        emit SaleRefunded(sale, s.buyer, s.seller, ground, released, toBuyer, s.deposit);
        licences.void(s.licence);
        offers.reopen(s.offer);
        revenue.releaseOrder(s.licence, s.asset, released);
        revenue.refundOrder(s.licence, s.buyer, toBuyer, s.deposit);
    }

    function _isWrongKey(SaleId sale, Sale storage s, uint256 orderSecret) private view returns (bool) {
        Point memory orderKey = Bn254.keyOf(orderSecret);
        if (orderKey.x != s.orderKey.x || orderKey.y != s.orderKey.y) revert DataSaleSecretWrong(sale);
        Point memory ephemeral = s.ephemeral;
        bytes32 mask = keccak256(abi.encode(block.chainid, address(this), sale, ephemeral.times(orderSecret)));
        return keccak256(abi.encode(s.wrapped ^ mask)) != s.keyDigest;
    }

    function _known(SaleId sale) private view returns (Sale storage s) {
        s = _sales[sale];
        if (s.status == SaleStatus.None) revert DataSaleUnknown(sale);
    }

    function _in(SaleId sale, uint8 allowed) private view returns (Sale storage s) {
        s = _known(sale);
        if (_bit(s.status) & allowed == 0) revert DataSaleWrongStatus(sale, s.status, allowed);
    }

    function _inTime(SaleId sale, SaleStatus status) private view returns (Sale storage s) {
        s = _in(sale, _bit(status));
        _requireInTime(sale, s);
    }

    function _requireInTime(SaleId sale, Sale storage s) private view {
        if (block.timestamp > s.deadline) revert DataSaleTooLate(sale, s.deadline);
    }

    function _requireOver(SaleId sale, Sale storage s) private view {
        if (block.timestamp <= s.deadline) revert DataSaleTooEarly(sale, s.deadline);
    }

    function _requireBuyer(SaleId sale, Sale storage s, ParticipantId caller) private view {
        if (caller != s.buyer) revert DataSaleNotBuyer(sale, caller, s.buyer);
    }

    function _requireSeller(SaleId sale, Sale storage s, ParticipantId caller) private view {
        if (caller != s.seller) revert DataSaleNotSeller(sale, caller, s.seller);
    }

    function _bit(SaleStatus status) private pure returns (uint8) {
        return uint8(1 << uint8(status));
    }
}
