// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Bucket, ProgrammeId} from "../types/PointsTypes.sol";
import {IPointsLedger} from "./IPointsLedger.sol";
import {IPointsProgrammes} from "./IPointsProgrammes.sol";

/// Exchange (通兑) of an issuer's points into common ones (通用积分), the only way in which these come into being; and transfers that users sign and
/// members send for them (S-8).
///
/// For points of its own an account gets them times the issuer's rate, rounded down, less the alliance's fee, rounded up. The reserve for it
/// moves in the same act: as much as the common points are worth into the common reserve, the fee's worth to the alliance. Of a stopped issuer
/// (S-7) no more is to be had than its reserve yields for these points, the same for each of its points.
///
/// Conserved: no exchange gives more than the points were worth (rates are at most parity; S-4), and nothing turns common points back. A common
/// point is covered in full from its first moment (S-1). A nonce serves an account once, for whatever it signs here (S-6).
///
/// Warning: a rate may change between signing and sending: `atLeast` is what protects the user.
interface IPointsExchange is IKernelModule, IERC5267 {
    /// @param common points that the account has got
    /// @param fee common points that the alliance keeps the worth of
    /// @param fen that have left the issuer's reserve: the common points' worth, and the fee's
    /// @param rate common points for 1,000 of the programme's
    /// @param spent the buckets, soonest expiring first
    event PointsExchanged(
        ProgrammeId indexed programme,
        address indexed account,
        uint64 points,
        uint64 common,
        uint64 fee,
        uint64 fen,
        uint32 rate,
        Bucket[] spent
    );
    /// The account has used up a nonce without an act.
    event PointsNonceCancelled(address indexed account, uint256 nonce);

    error PointsExchangeNotOpen(ProgrammeId programme);
    /// Less than a common point is left of it after the fee.
    error PointsExchangeTooSmall(ProgrammeId programme, uint64 points);
    error PointsExchangeBelowLimit(uint64 common, uint64 atLeast);
    /// The caller is neither the issuer nor on its list of exchange partners (S-9).
    error PointsExchangeNotPartner(ProgrammeId programme, address caller);
    error PointsExchangeExpired(address account, uint256 deadline);
    error PointsExchangeNonceUsed(address account, uint256 nonce);
    error PointsExchangeSignatureInvalid(address account);

    /// Exchanges points of the caller's own into common ones. Soonest expiring ones go first (X-58). Also while the programme is closing.
    /// @param atLeast common points below which it rather keeps its own
    /// @return common points that it gets
    /// @custom:access open
    function exchange(ProgrammeId programme, uint64 points, uint64 atLeast) external returns (uint64 common);

    /// As `exchange`, for a user that has signed it; sent by the issuer or an exchange partner on its list (S-9).
    /// Signed: `Exchange(uint32 programme,address account,uint64 points,uint64 atLeast,uint256 nonce,uint256 deadline)`.
    /// @param nonce any number that the account has not used here
    /// @param deadline last second
    /// @param signature the account's, or what the account takes for its own (ERC-1271)
    /// @custom:access door:Dispose
    function exchangeFor(
        ProgrammeId programme,
        address account,
        uint64 points,
        uint64 atLeast,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (uint64 common);

    /// Passes points on for a user that has signed it; sent by any member. Expiry stays as it is.
    /// Signed: `PointsTransfer(uint32 programme,address account,address to,uint64 points,uint256 nonce,uint256 deadline)`.
    /// @param nonce any number that the account has not used here
    /// @param deadline last second
    /// @param signature the account's, or what the account takes for its own (ERC-1271)
    /// @custom:access door:Dispose
    function transferFor(
        ProgrammeId programme,
        address account,
        address to,
        uint64 points,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// Uses up a nonce of the caller's, so that what it has signed with it is void.
    /// @custom:access open
    function cancelNonce(uint256 nonce) external;

    /// What exchanging so many points yields now. Reverts as `exchange` does when they can't be exchanged or are too few.
    /// @return common points that the account gets
    /// @return fee common points that the alliance keeps the worth of
    /// @return fen that leave the issuer's reserve
    function previewExchange(
        ProgrammeId programme,
        uint64 points
    ) external view returns (uint64 common, uint64 fee, uint64 fen);

    function isNonceUsed(address account, uint256 nonce) external view returns (bool);

    /// Fen for 1,000 common points. It never changes.
    function commonValue() external view returns (uint32);

    function ledger() external view returns (IPointsLedger);

    function programmes() external view returns (IPointsProgrammes);
}
