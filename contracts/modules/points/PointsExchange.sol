// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IPointsExchange} from "./interfaces/IPointsExchange.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {IPointsProgrammes} from "./interfaces/IPointsProgrammes.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Bucket, COMMON, LOT, Programme, ProgrammeFlags, ProgrammeId, WHOLE} from "./types/PointsTypes.sol";

/// Documented in {IPointsExchange}.
contract PointsExchange is IPointsExchange, KernelModule, EIP712 {
    using BitMaps for BitMaps.BitMap;
    using SafeCast for uint256;
    using Signatures for bytes32;

    struct Quote {
        uint64 common;
        uint64 fee;
        /// Worth of both.
        uint64 fen;
        /// Worth of the common points alone.
        uint64 commonFen;
        uint32 rate;
    }

    bytes32 public constant EXCHANGE_TYPEHASH = keccak256(
        "Exchange(uint32 programme,address account,uint64 points,uint64 atLeast,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant POINTS_TRANSFER_TYPEHASH = keccak256(
        "PointsTransfer(uint32 programme,address account,address to,uint64 points,uint256 nonce,uint256 deadline)"
    );

    /// @inheritdoc IPointsExchange
    IPointsLedger public immutable ledger;
    /// @inheritdoc IPointsExchange
    IPointsProgrammes public immutable programmes;
    /// @inheritdoc IPointsExchange
    uint32 public immutable commonValue;

    mapping(address account => BitMaps.BitMap) private _nonces;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IPointsLedger ledger_,
        IPointsProgrammes programmes_
    ) KernelModule(authority, participants_) EIP712("RopeNet Points Exchange", "1") {
        ledger = ledger_;
        programmes = programmes_;
        commonValue = ledger_.programmeInfo(COMMON).value;
    }

    /// @inheritdoc IPointsExchange
    function exchange(ProgrammeId programme, uint64 points, uint64 atLeast) external returns (uint64) {
        // Users have no membership, so they pass no participant's door; it is shut for them all the same.
        IParticipantRegistry.Door memory door = participants.doorOf(address(this));
        if (!door.open) revert IParticipantRegistry.ParticipantModuleHalted(door.module);
        return _exchange(programme, msg.sender, points, atLeast);
    }

    /// @inheritdoc IPointsExchange
    function exchangeFor(
        ProgrammeId programme,
        address account,
        uint64 points,
        uint64 atLeast,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (uint64) {
        (ParticipantId sender, , ) = _enter(NOBODY, Mode.Dispose, 0);
        if (sender != ledger.programmeInfo(programme).issuer && !programmes.isExchangePartner(programme, sender)) {
            revert PointsExchangeNotPartner(programme, msg.sender);
        }
        bytes32 structHash = keccak256(
            abi.encode(EXCHANGE_TYPEHASH, programme, account, points, atLeast, nonce, deadline)
        );
        _useSignature(account, structHash, nonce, deadline, signature);
        return _exchange(programme, account, points, atLeast);
    }

    /// @inheritdoc IPointsExchange
    function transferFor(
        ProgrammeId programme,
        address account,
        address to,
        uint64 points,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external {
        (ParticipantId sender, , ) = _enter(NOBODY, Mode.Dispose, 0);
        programmes.requireMember(sender);
        bytes32 structHash = keccak256(
            abi.encode(POINTS_TRANSFER_TYPEHASH, programme, account, to, points, nonce, deadline)
        );
        _useSignature(account, structHash, nonce, deadline, signature);
        ledger.transferFor(programme, account, to, points);
    }

    /// @inheritdoc IPointsExchange
    function cancelNonce(uint256 nonce) external {
        _useNonce(msg.sender, nonce);
        emit PointsNonceCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IPointsExchange
    function previewExchange(
        ProgrammeId programme,
        uint64 points
    ) external view returns (uint64 common, uint64 fee, uint64 fen) {
        Quote memory q = _quote(programme, points);
        return (q.common, q.fee, q.fen);
    }

    /// @inheritdoc IPointsExchange
    function isNonceUsed(address account, uint256 nonce) external view returns (bool) {
        return _nonces[account].get(nonce);
    }

    function _exchange(
        ProgrammeId programme,
        address account,
        uint64 points,
        uint64 atLeast
    ) private returns (uint64 common) {
        // Checks
        Quote memory q = _quote(programme, points);
        common = q.common;
        if (common < atLeast) revert PointsExchangeBelowLimit(common, atLeast);

        // Effects
        Bucket[] memory spent = ledger.exchange(programme, account, points, common, q.fen, q.commonFen);
        emit PointsExchanged(programme, account, points, common, q.fee, q.fen, q.rate, spent);
    }

    function _useSignature(
        address account,
        bytes32 structHash,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) private {
        // Checks
        if (block.timestamp > deadline) revert PointsExchangeExpired(account, deadline);
        if (!_hashTypedDataV4(structHash).isSignedBy(account, signature)) {
            revert PointsExchangeSignatureInvalid(account);
        }

        // Effects
        _useNonce(account, nonce);
    }

    function _useNonce(address account, uint256 nonce) private {
        if (_nonces[account].get(nonce)) revert PointsExchangeNonceUsed(account, nonce);
        _nonces[account].set(nonce);
    }

    function _quote(ProgrammeId programme, uint64 points) private view returns (Quote memory q) {
        Programme memory p = ledger.programmeInfo(programme);
        if (p.flags & ProgrammeFlags.EXCHANGEABLE == 0) revert PointsExchangeNotOpen(programme);
        q.rate = p.rate;
        uint256 gross = (uint256(points) * p.rate) / LOT;
        if (ledger.isStopped(programme)) {
            gross = Math.min(gross, (uint256(ledger.worthOf(programme, points)) * LOT) / commonValue);
        }
        uint256 fee = Math.ceilDiv(gross * programmes.terms().fee, WHOLE);
        if (gross <= fee) revert PointsExchangeTooSmall(programme, points);
        q.common = (gross - fee).toUint64();
        q.fee = fee.toUint64();
        q.fen = Math.ceilDiv(gross * commonValue, LOT).toUint64();
        q.commonFen = Math.ceilDiv((gross - fee) * commonValue, LOT).toUint64();
    }
}
