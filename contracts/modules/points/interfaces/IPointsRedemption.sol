// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Bucket, CycleId, Month, ProgrammeId, RedemptionId} from "../types/PointsTypes.sol";
import {IPointsClearing} from "./IPointsClearing.sol";
import {IPointsLedger} from "./IPointsLedger.sol";
import {IPointsProgrammes} from "./IPointsProgrammes.sol";

/// Redemption (兑付): a user pays a merchant (受理方) with points. The user signs (EIP-712, or ERC-1271 by a contract account) and has no need of gas
/// or of a membership; the merchant sends it (S-8). What goods a point fetches at its counter is the merchant's affair, and stands in the order.
///
/// | points                 | at                            | the merchant gets                                                    |
/// |------------------------|-------------------------------|----------------------------------------------------------------------|
/// | common                 | any member                    | their value at once, from the common reserve                         |
/// | an issuer's            | that issuer                   | nothing: it has made good its own promise                            |
/// | an issuer's            | a member that accepts them    | by the agreed rate a claim on the issuer, netted with the cycle's end |
/// | a stopped issuer's     | a member that accepts them    | the same, but at once and no more than the reserve yields for them (S-7) |
///
/// | redemption | act                                         | who                                     | then                  |
/// |------------|---------------------------------------------|-----------------------------------------|-----------------------|
/// | –          | redeem                                      | the merchant, with the user's signature | Redeemed              |
/// | –          | cancelRedemption                            | the user, before it is sent             | Cancelled             |
/// | Redeemed   | refund, also in parts, until the last day   | the merchant                            | Redeemed, so much less |
///
/// Redeeming and refunding go on in a halted module (K-12); a user that is frozen does not redeem.
///
/// Conserved: a signature works once (S-6). Points that come back lie where they lay, last spent first; what has expired since stays expired,
/// unless the programme grants months of grace (S-3, X-59). Whatever parts a redemption is refunded in, the merchant keeps at most what the
/// points that stay redeemed are worth by its rate, rounded down (S-4, X-62).
///
/// Warnings: a signature shows anybody who sees it that the account, the merchant and the order belong together; the digest of the order
/// has a random part (X-48). After the end of the redemption's cycle a refund is paid by the merchant though what it was owed may not have been
/// paid in full: it keeps its claim. A refund brings points back that need cover: an issuer that has withdrawn it meanwhile gives it anew out of
/// its wallet, by its allowance to the ledger; without, the refund waits for it. Where a programme gives months of grace, who redeems refunded
/// points again and is refunded anew gets them anew: a merchant that plays along prolongs their life.
interface IPointsRedemption is IKernelModule, IERC5267 {
    enum RedemptionStatus {
        None,
        /// Carried out; refunds don't change it.
        Redeemed,
        /// Made void by the user before it was sent.
        Cancelled
    }

    /// What the user signs.
    struct Redemption {
        address account;
        ProgrammeId programme;
        /// Who alone may send it.
        ParticipantId merchant;
        uint64 points;
        /// Digest of the order, with goods, prices and a random part.
        bytes32 order;
        /// Any number, so that two like orders are two redemptions.
        uint256 nonce;
        /// Last second.
        uint256 deadline;
    }

    /// What is kept of a redemption, one slot. What was signed has the rest; whoever shows that shows the redemption, whose id is its digest.
    struct Record {
        /// Last day on which it may be refunded.
        Day refundUntil;
        /// Points.
        uint64 refunded;
        /// What all its points have brought the merchant.
        uint64 fen;
        /// Cycle that the claim came into; 0: paid at once, or nothing to pay.
        CycleId cycle;
        /// Expiry month of the points that were spent first, and how many such months they are of.
        Month firstMonth;
        uint8 months;
        RedemptionStatus status;
    }

    /// @param fen what the merchant gets
    /// @param cycle cycle of its claim; 0: paid at once, or nothing to pay
    /// @param spent the buckets, soonest expiring first
    /// @param order digest; with nonce and deadline it is what `refund` asks for
    event PointsRedeemed(
        RedemptionId indexed redemption,
        ProgrammeId indexed programme,
        address indexed account,
        ParticipantId merchant,
        uint64 points,
        uint64 fen,
        CycleId cycle,
        Bucket[] spent,
        bytes32 order,
        Day refundUntil,
        uint256 nonce,
        uint256 deadline
    );
    /// @param points that are refunded: those that can be spent again, and those that have expired
    /// @param fen that the merchant gives back: of its claim while the cycle runs, else of its money
    /// @param buckets where the points came from, last spent first
    event PointsRefunded(
        RedemptionId indexed redemption,
        ProgrammeId indexed programme,
        address indexed account,
        ParticipantId merchant,
        uint64 points,
        uint64 returned,
        uint64 expired,
        uint64 fen,
        Bucket[] buckets
    );
    event RedemptionCancelled(RedemptionId indexed redemption, address indexed account);
    event RefundDaysSet(ParticipantId indexed merchant, uint16 refundDays);

    /// Nothing of the kind was redeemed.
    error PointsRedemptionUnknown(RedemptionId redemption);
    /// It was carried out, or cancelled.
    error PointsRedemptionUsed(RedemptionId redemption);
    error PointsRedemptionExpired(address account, uint256 deadline);
    error PointsRedemptionSignatureInvalid(address account);
    error PointsRedemptionNotAccount(address caller, address account);
    error PointsRedemptionNotMerchant(ParticipantId caller, ParticipantId merchant);
    error PointsRedemptionNotAccepted(ProgrammeId programme, ParticipantId merchant);
    error PointsRedemptionNothing();
    /// The merchant would get less than it asks.
    error PointsRedemptionBelowLimit(uint64 fen, uint64 atLeast);
    error PointsRedemptionRefundOver(RedemptionId redemption, Day refundUntil, Day today);
    /// @param left points that are not refunded yet
    error PointsRedemptionRefundExceeds(RedemptionId redemption, uint64 points, uint64 left);
    error PointsRedemptionRefundDaysOutOfRange(uint16 refundDays, uint16 max);

    /// Sets how many days from redemption on the caller refunds, for redemptions to come. 7 until it says otherwise.
    /// @param refundDays 0 (the same day only) … 365
    /// @custom:access door:Preserve
    function setRefundDays(uint16 refundDays) external;

    /// Redeems points at the caller. Soonest expiring ones go first (X-58), none that has expired (S-3).
    /// Signed: `Redemption(address account,uint32 programme,uint32 merchant,uint64 points,bytes32 order,uint256 nonce,uint256 deadline)`.
    /// @param signature the account's, or what the account takes for its own (ERC-1271)
    /// @param atLeast fen below which the merchant rather does not sell: the issuer may have been stopped since it asked
    /// @return redemption the digest that was signed
    /// @custom:access door:Perform
    function redeem(
        Redemption calldata r,
        bytes calldata signature,
        uint64 atLeast
    ) external returns (RedemptionId redemption);

    /// Gives points back to the user that redeemed them, and what the merchant got for them to the issuer (S-3): its claim, while the cycle
    /// of the redemption runs; else fen from its wallet to the reserve that covers these points, by its allowance to the ledger.
    /// @param r what was signed; `PointsRedeemed` has it
    /// @param points at least 1, at most what is not refunded yet
    /// @return returned points that can be spent again
    /// @return expired points that have expired meanwhile
    /// @return fen that the merchant has given back
    /// @custom:access door:Perform
    function refund(
        Redemption calldata r,
        uint64 points
    ) external returns (uint64 returned, uint64 expired, uint64 fen);

    /// Makes void what the caller has signed and nobody has sent yet; else only its deadline does.
    /// @custom:access open
    function cancelRedemption(Redemption calldata r) external;

    /// The digest to sign, which is the redemption's id.
    function digestOf(Redemption calldata r) external view returns (RedemptionId);

    /// What a merchant would get now for points of a programme.
    /// @return accepted whether it may take them at all
    /// @return fen what it gets
    /// @return atOnce whether it is paid on the spot, and not by a claim
    function previewRedemption(
        ProgrammeId programme,
        ParticipantId merchant,
        uint64 points
    ) external view returns (bool accepted, uint64 fen, bool atOnce);

    /// Zeros when there is none.
    function redemptionInfo(RedemptionId redemption) external view returns (Record memory);

    /// Whether the digest was redeemed or cancelled.
    function isRedemptionUsed(RedemptionId redemption) external view returns (bool);

    /// Points of a redemption by expiry month, as they were spent. Reverts when nothing of the kind was redeemed.
    function spentOf(Redemption calldata r) external view returns (Bucket[] memory);

    /// Days from redemption on in which a merchant refunds.
    function refundDaysOf(ParticipantId merchant) external view returns (uint16);

    function ledger() external view returns (IPointsLedger);

    function programmes() external view returns (IPointsProgrammes);

    function clearing() external view returns (IPointsClearing);
}
