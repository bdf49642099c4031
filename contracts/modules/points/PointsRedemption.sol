// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IPointsClearing} from "./interfaces/IPointsClearing.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {IPointsProgrammes} from "./interfaces/IPointsProgrammes.sol";
import {IPointsRedemption} from "./interfaces/IPointsRedemption.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Bucket, COMMON, CycleId, LOT, Month, ProgrammeId, RedemptionId} from "./types/PointsTypes.sol";

/// Documented in {IPointsRedemption}.
contract PointsRedemption is IPointsRedemption, KernelModule, EIP712 {
    using SafeCast for uint256;
    using Signatures for bytes32;

    struct Proceeds {
        /// Nobody for common points.
        ParticipantId issuer;
        bool accepted;
        bool atOnce;
        uint64 fen;
        CycleId cycle;
        Day refundUntil;
    }

    bytes32 public constant REDEMPTION_TYPEHASH = keccak256(
        "Redemption(address account,uint32 programme,uint32 merchant,uint64 points,bytes32 order,uint256 nonce,uint256 deadline)"
    );
    uint16 public constant MAX_REFUND_DAYS = 365;
    uint16 public constant DEFAULT_REFUND_DAYS = 7;
    /// Buckets in a word: 16 bits of month and 64 of points each.
    uint256 private constant PER_WORD = 3;
    uint256 private constant BUCKET_BITS = 80;

    /// @inheritdoc IPointsRedemption
    IPointsLedger public immutable ledger;
    /// @inheritdoc IPointsRedemption
    IPointsProgrammes public immutable programmes;
    /// @inheritdoc IPointsRedemption
    IPointsClearing public immutable clearing;
    /// Fen for 1,000 common points. It never changes.
    uint32 private immutable COMMON_VALUE;

    mapping(RedemptionId redemption => Record) private _records;
    /// Buckets of redemptions that were spent from several, packed.
    mapping(RedemptionId redemption => mapping(uint256 index => uint256 word)) private _buckets;
    /// Days and 1; 0: it has set none.
    mapping(ParticipantId merchant => uint256) private _refundDays;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IPointsLedger ledger_,
        IPointsProgrammes programmes_,
        IPointsClearing clearing_
    ) KernelModule(authority, participants_) EIP712("RopeNet Points Redemption", "1") {
        ledger = ledger_;
        programmes = programmes_;
        clearing = clearing_;
        COMMON_VALUE = ledger_.programmeInfo(COMMON).value;
    }

    /// @inheritdoc IPointsRedemption
    function setRefundDays(uint16 refundDays) external {
        (ParticipantId merchant, , ) = _enter(NOBODY, Mode.Preserve, 0);
        if (refundDays > MAX_REFUND_DAYS) revert PointsRedemptionRefundDaysOutOfRange(refundDays, MAX_REFUND_DAYS);
        _refundDays[merchant] = refundDays + 1;
        emit RefundDaysSet(merchant, refundDays);
    }

    /// @inheritdoc IPointsRedemption
    function redeem(
        Redemption calldata r,
        bytes calldata signature,
        uint64 atLeast
    ) external returns (RedemptionId redemption) {
        // Checks
        (ParticipantId merchant, address wallet, ) = _enter(NOBODY, Mode.Perform, 0);
        if (merchant != r.merchant) revert PointsRedemptionNotMerchant(merchant, r.merchant);
        redemption = _requireSigned(r, signature);
        Proceeds memory p = _proceedsOf(r.programme, merchant, r.points);
        if (!p.accepted) revert PointsRedemptionNotAccepted(r.programme, merchant);
        if (p.fen < atLeast) revert PointsRedemptionBelowLimit(p.fen, atLeast);

        // Effects
        _redeem(redemption, r, p);

        // Interactions
        if (p.atOnce && p.fen != 0) ledger.payOut(r.programme, p.fen, wallet);
    }

    /// @inheritdoc IPointsRedemption
    function refund(
        Redemption calldata r,
        uint64 points
    ) external returns (uint64 returned, uint64 expired, uint64 fen) {
        // Checks
        (RedemptionId redemption, Record memory record) = _redeemed(r);
        uint64 left = r.points - record.refunded;
        if (points == 0) revert PointsRedemptionNothing();
        if (points > left) revert PointsRedemptionRefundExceeds(redemption, points, left);
        fen = _worthOf(r, record, left) - _worthOf(r, record, left - points);
        (ParticipantId merchant, address wallet, ) = _enter(NOBODY, Mode.Perform, fen);
        if (merchant != r.merchant) revert PointsRedemptionNotMerchant(merchant, r.merchant);
        if (today() > record.refundUntil) {
            revert PointsRedemptionRefundOver(redemption, record.refundUntil, today());
        }

        // Effects
        Bucket[] memory buckets = _lastSpent(redemption, r, record, points);
        _records[redemption].refunded = record.refunded + points;
        // The cover comes back before the points that it covers.
        if (fen != 0) _giveUp(r.programme, record.cycle, merchant, wallet, fen);
        (returned, expired) = ledger.giveBack(r.programme, r.account, buckets);
        emit PointsRefunded(redemption, r.programme, r.account, r.merchant, points, returned, expired, fen, buckets);
    }

    /// @inheritdoc IPointsRedemption
    function cancelRedemption(Redemption calldata r) external {
        // Checks
        if (r.account != msg.sender) revert PointsRedemptionNotAccount(msg.sender, r.account);
        RedemptionId redemption = digestOf(r);
        _requireUnused(redemption);

        // Effects
        _records[redemption].status = RedemptionStatus.Cancelled;
        emit RedemptionCancelled(redemption, msg.sender);
    }

    /// @inheritdoc IPointsRedemption
    function previewRedemption(
        ProgrammeId programme,
        ParticipantId merchant,
        uint64 points
    ) external view returns (bool accepted, uint64 fen, bool atOnce) {
        Proceeds memory p = _proceedsOf(programme, merchant, points);
        return (p.accepted, p.fen, p.atOnce);
    }

    /// @inheritdoc IPointsRedemption
    function isRedemptionUsed(RedemptionId redemption) external view returns (bool) {
        return _records[redemption].status != RedemptionStatus.None;
    }

    /// @inheritdoc IPointsRedemption
    function redemptionInfo(RedemptionId redemption) external view returns (Record memory) {
        return _records[redemption];
    }

    /// @inheritdoc IPointsRedemption
    function spentOf(Redemption calldata r) external view returns (Bucket[] memory spent) {
        (RedemptionId redemption, Record memory record) = _redeemed(r);
        spent = new Bucket[](record.months);
        for (uint256 i; i < record.months; ++i) {
            spent[i] = _bucketAt(redemption, r, record, i);
        }
    }

    /// @inheritdoc IPointsRedemption
    function digestOf(Redemption calldata r) public view returns (RedemptionId) {
        return RedemptionId.wrap(_hashTypedDataV4(keccak256(abi.encode(REDEMPTION_TYPEHASH, r))));
    }

    /// @inheritdoc IPointsRedemption
    function refundDaysOf(ParticipantId merchant) public view returns (uint16) {
        uint256 stored = _refundDays[merchant];
        return stored == 0 ? DEFAULT_REFUND_DAYS : uint16(stored - 1);
    }

    function _redeem(RedemptionId redemption, Redemption calldata r, Proceeds memory p) private {
        if (!p.atOnce && p.fen != 0) p.cycle = clearing.owe(p.issuer, r.merchant, p.fen);
        Bucket[] memory spent = ledger.spend(r.programme, r.account, r.points);
        p.refundUntil = today().plus(refundDaysOf(r.merchant));
        _keep(redemption, p, spent);
        emit PointsRedeemed(
            redemption,
            r.programme,
            r.account,
            r.merchant,
            r.points,
            p.fen,
            p.cycle,
            spent,
            r.order,
            p.refundUntil,
            r.nonce,
            r.deadline
        );
    }

    function _keep(RedemptionId redemption, Proceeds memory p, Bucket[] memory spent) private {
        Month firstMonth = spent[0].month;
        uint256 months = spent.length;
        Record storage record = _records[redemption];
        // Field by field: a struct from memory would be written as often as it has fields.
        record.refundUntil = p.refundUntil;
        record.fen = p.fen;
        record.cycle = p.cycle;
        record.firstMonth = firstMonth;
        record.months = uint8(months);
        record.status = RedemptionStatus.Redeemed;
        if (months > 1) _keepBuckets(redemption, spent);
    }

    /// Packs the buckets of a redemption that was spent from several.
    function _keepBuckets(RedemptionId redemption, Bucket[] memory spent) private {
        mapping(uint256 index => uint256 word) storage words = _buckets[redemption];
        uint256 word;
        for (uint256 i; i < spent.length; ++i) {
            uint256 place = i % PER_WORD;
            word |= ((uint256(Month.unwrap(spent[i].month)) << 64) | spent[i].points) << (place * BUCKET_BITS);
            if (place == PER_WORD - 1 || i == spent.length - 1) {
                words[i / PER_WORD] = word;
                word = 0;
            }
        }
    }

    /// The merchant gives back what it got: of its claim while the redemption's cycle runs, afterwards of its money, so that no refund makes it
    /// a debtor of a cycle.
    function _giveUp(ProgrammeId programme, CycleId cycle, ParticipantId merchant, address wallet, uint64 fen) private {
        // There is no cycle 0 that could be the running one.
        if (cycle == clearing.currentCycle().id) {
            (ParticipantId issuer, ) = ledger.standingOf(programme);
            clearing.unowe(issuer, merchant, fen);
        } else {
            ledger.payBack(programme, wallet, fen);
        }
    }

    function _requireSigned(
        Redemption calldata r,
        bytes calldata signature
    ) private view returns (RedemptionId redemption) {
        if (r.points == 0) revert PointsRedemptionNothing();
        if (block.timestamp > r.deadline) revert PointsRedemptionExpired(r.account, r.deadline);
        redemption = digestOf(r);
        _requireUnused(redemption);
        if (!RedemptionId.unwrap(redemption).isSignedBy(r.account, signature)) {
            revert PointsRedemptionSignatureInvalid(r.account);
        }
    }

    function _requireUnused(RedemptionId redemption) private view {
        if (_records[redemption].status != RedemptionStatus.None) revert PointsRedemptionUsed(redemption);
    }

    function _redeemed(Redemption calldata r) private view returns (RedemptionId redemption, Record memory record) {
        redemption = digestOf(r);
        record = _records[redemption];
        if (record.status != RedemptionStatus.Redeemed) revert PointsRedemptionUnknown(redemption);
    }

    function _proceedsOf(
        ProgrammeId programme,
        ParticipantId merchant,
        uint64 points
    ) private view returns (Proceeds memory p) {
        uint256 rate;
        (p.accepted, rate) = programmes.acceptanceOf(programme, merchant);
        if (!p.accepted) return p;
        if (programme == COMMON) {
            p.atOnce = true;
            p.fen = ((points * uint256(COMMON_VALUE)) / LOT).toUint64();
            return p;
        }
        (p.issuer, p.atOnce) = ledger.standingOf(programme);
        if (merchant == p.issuer) {
            p.atOnce = false;
            return p;
        }
        p.fen = ((points * rate) / LOT).toUint64();
        if (p.atOnce) p.fen = uint64(Math.min(p.fen, ledger.worthOf(programme, points)));
    }

    /// The points that were spent last of those not refunded yet, last ones first.
    function _lastSpent(
        RedemptionId redemption,
        Redemption calldata r,
        Record memory record,
        uint64 points
    ) private view returns (Bucket[] memory buckets) {
        buckets = new Bucket[](record.months);
        uint64 skipped = record.refunded;
        uint256 count;
        for (uint256 i = record.months; points != 0; --i) {
            Bucket memory bucket = _bucketAt(redemption, r, record, i - 1);
            if (skipped >= bucket.points) {
                skipped -= bucket.points;
                continue;
            }
            // Not more than the bucket's.
            bucket.points = uint64(Math.min(bucket.points - skipped, points));
            skipped = 0;
            points -= bucket.points;
            buckets[count++] = bucket;
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // No longer than they were made.
            mstore(buckets, count)
        }
    }

    function _bucketAt(
        RedemptionId redemption,
        Redemption calldata r,
        Record memory record,
        uint256 index
    ) private view returns (Bucket memory) {
        if (record.months == 1) return Bucket({month: record.firstMonth, points: r.points});
        uint256 word = _buckets[redemption][index / PER_WORD] >> ((index % PER_WORD) * BUCKET_BITS);
        return Bucket({month: Month.wrap(uint16(word >> 64)), points: uint64(word)});
    }

    /// What the merchant may keep for so many of the points, rounded down.
    function _worthOf(Redemption calldata r, Record memory record, uint64 points) private pure returns (uint64) {
        // Not more than for all of them.
        return uint64((uint256(record.fen) * points) / r.points);
    }
}
