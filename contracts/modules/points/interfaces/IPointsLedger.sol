// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ISettlementToken} from "../../../kernel/interfaces/ISettlementToken.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Book, Bucket, Month, Programme, ProgrammeId, ProgrammeStatus} from "../types/PointsTypes.sol";
import {IPointsClearing} from "./IPointsClearing.sol";
import {IPointsDescriptor} from "./IPointsDescriptor.sol";

/// The alliance's one ledger: who holds which points, when they expire, and what money covers them.
///
/// A programme's points are an ERC-1155 token whose id is the programme's number. They lie in buckets, one for each month with whose end
/// they expire; what is spent or passed on comes from the bucket that expires soonest, and what is passed on keeps its month. Points that
/// have expired are in no balance (S-3), whether or not anybody has swept them. Who holds points is an address and nothing else (S-8).
///
/// | programme       | act          | who                                           | then    |
/// |-----------------|--------------|-----------------------------------------------|---------|
/// | –               | open         | PointsProgrammes                              | Open    |
/// | Open            | startClosing | PointsProgrammes                              | Closing |
/// | Closing, over   | finish       | PointsProgrammes                              | Closed  |
///
/// Conserved:
/// - S-1: a programme's reserve is never below `required` after an act.
/// - S-2: outstanding points of a programme = granted + exchanged into it + given back − spent − taken back − swept = Σ of all its buckets.
/// - K-6: the contract's settlement money = Σ reserves + fees.
///
/// Warnings: a balance falls without an act or event when a month ends in UTC+8. `TransferSingle` from or to address 0 tells of grants and
/// of points that are spent or swept; the transfers' buckets are in `PointsTransferred`. An issuer's wallet that allows the ledger money lets
/// it take what its own grants need as cover. Grants and refunds don't call a receiver with code; transfers do, as ERC-1155 asks.
interface IPointsLedger is IKernelModule, IERC1155MetadataURI {
    /// @param sequence the issuer's own number of the grant
    /// @param granter the issuer, or the partner that granted for it
    event PointsGranted(
        ProgrammeId indexed programme,
        address indexed account,
        uint40 indexed sequence,
        ParticipantId granter,
        uint64 points,
        Month month
    );
    /// Passed on by the holder or its operator, or by an order.
    event PointsTransferred(ProgrammeId indexed programme, address indexed from, address indexed to, Bucket[] buckets);
    /// Points of a redemption have come back.
    /// @param buckets those that they are in now, the grace that the programme gives included
    /// @param expired points that had expired meanwhile, and are void
    event PointsReturned(ProgrammeId indexed programme, address indexed account, Bucket[] buckets, uint64 expired);
    /// Swept: they had expired, or their programme has ended.
    event PointsExpired(ProgrammeId indexed programme, address indexed account, Month indexed month, uint64 points);
    /// @param from whose wallet paid: the issuer's, a merchant's for a refund, or for common points anyone's
    /// @param fen added
    /// @param reserve fen, after it
    event ReserveAdded(ProgrammeId indexed programme, address indexed from, uint64 fen, uint64 reserve);
    /// To the issuer: cover that nothing needs, freed by expiry or by the programme's end.
    event ReserveWithdrawn(ProgrammeId indexed programme, address indexed to, uint64 fen, uint64 reserve);
    /// For points redeemed, to the merchant.
    event ReservePaid(ProgrammeId indexed programme, address indexed to, uint64 fen, uint64 reserve);
    /// For the issuer's net debt of a cycle, to the clearing.
    event ReserveDrawn(ProgrammeId indexed programme, uint64 fen, uint64 reserve);
    /// For points exchanged, to the reserve of the common points and, as the fee, to the alliance.
    event ReserveExchanged(
        ProgrammeId indexed programme,
        uint64 fen,
        uint64 reserve,
        uint64 commonFen,
        uint64 commonReserve
    );
    event FeesPaid(address indexed to, uint64 fen);
    /// @param stops bits of `Stops`
    /// @param stoppedUntil last second of what an order has stopped; 0: none has
    event ProgrammeStopsChanged(ProgrammeId indexed programme, uint8 stops, uint40 stoppedUntil);
    /// @param until last second; not later than now: not frozen
    event AccountFrozenUntil(address indexed account, uint40 until);

    error PointsPartsAlreadySet();
    error PointsProgrammeUnknown(ProgrammeId programme);
    /// No programme has such a number.
    error PointsTokenUnknown(uint256 id);
    /// @param allowed bits: 1 << status
    error PointsProgrammeWrongStatus(ProgrammeId programme, ProgrammeStatus status, uint256 allowed);
    error PointsProgrammeNotOver(ProgrammeId programme, Day lastDay, Day today);
    /// All its points have expired.
    error PointsProgrammeExpired(ProgrammeId programme, Day lastDay, Day today);
    error PointsProgrammeStopped(ProgrammeId programme, uint8 stops);
    error PointsProgrammeNotIssuer(ProgrammeId programme, ParticipantId caller, ParticipantId issuer);
    error PointsProgrammeNotTransferable(ProgrammeId programme);
    error PointsProgrammeHonour(ProgrammeId programme);
    /// @param granted points of the calendar month, these included
    error PointsGrantCapExceeded(ProgrammeId programme, uint256 granted, uint256 monthlyCap);
    error PointsBalanceShort(ProgrammeId programme, address account, uint256 spendable, uint256 points);
    error PointsBucketShort(ProgrammeId programme, address account, Month month, uint64 held, uint64 points);
    error PointsAccountFrozen(address account, uint40 until);
    /// A frozen participant's.
    error PointsAccountServesFrozen(address account, ParticipantId participant);
    error PointsMonthNotExpired(ProgrammeId programme, Month month);
    /// The cover that is asked is not there (S-1). Fen.
    error PointsReserveShort(ProgrammeId programme, uint256 reserve, uint256 required);
    /// @param free fen that can be withdrawn now
    error PointsReserveNotFree(ProgrammeId programme, uint256 fen, uint256 free);
    error PointsReserveAmountZero(ProgrammeId programme);

    /// Names the part that knows what issuers owe, once and for all, while the suite is deployed.
    /// @custom:access restricted
    function setParts(IPointsClearing clearing) external;

    /// Enters a programme as Open. The caller has seen that its terms are sound.
    /// @param terms its status and closesAfter are of no meaning
    /// @param name up to 32 characters, for {uri}
    /// @param monthlyCap points that may be granted in a calendar month; 0: no cap
    /// @custom:access part
    function open(Programme calldata terms, bytes32 name, uint48 monthlyCap) external returns (ProgrammeId programme);

    /// @param rate common points for 1,000 of its own
    /// @custom:access part
    function setRate(ProgrammeId programme, uint32 rate) external;

    /// @custom:access part
    function setCap(ProgrammeId programme, uint48 monthlyCap) external;

    /// Sets and clears bits of `Stops`; nothing happens when they are so already. `Stops.ORDER` goes by `stopUntil`.
    /// @custom:access part
    function setStops(ProgrammeId programme, uint8 set, uint8 clear) external;

    /// Stops a programme by order. It ends by itself.
    /// @param until last second; 0: it is stopped no more
    /// @custom:access part
    function stopUntil(ProgrammeId programme, uint40 until) external;

    /// Open → Closing. From the day after `closesAfter` on its points are void.
    /// @custom:access part
    function startClosing(ProgrammeId programme, Day closesAfter) external;

    /// Closing → Closed, after its last day; the reserve goes to the issuer's wallet. The caller has seen that the issuer owes nothing.
    /// @return released fen
    /// @custom:access part
    function finish(ProgrammeId programme) external returns (uint64 released);

    /// Grants points. Reverts unless the programme is within its cap and covered (S-1): what its reserve lacks is taken from the issuer's
    /// wallet where its allowance lets it. Receivers are not called. The caller has seen that the programme may grant ({grantTermsOf}), the
    /// lines' accounts, points and numbers, and that issuer and granter stand as `Dispose` asks.
    /// @param granter for whom the act is: the issuer, or a partner
    /// @param month with whose end the points expire: today's of {grantTermsOf}
    /// @param grants {Grant}s one after the other, three words each: they are passed on as they came
    /// @custom:access part
    function mint(ProgrammeId programme, ParticipantId granter, Month month, bytes calldata grants) external;

    /// Takes points out of one bucket, for the reversal of a grant. Reverts when the bucket has less, or the account is frozen.
    /// @custom:access part
    function takeBack(ProgrammeId programme, address account, Month month, uint64 points) external;

    /// Spends points of an account, soonest expiring first (X-58). Reverts when the account is frozen.
    /// @return spent the buckets that they came from, in this order
    /// @custom:access part
    function spend(ProgrammeId programme, address account, uint64 points) external returns (Bucket[] memory spent);

    /// Gives spent points back: to the buckets they came from; when these have expired and the programme gives grace months, to those so
    /// much later, if alive; else not at all (S-3). Reverts when the reserve, and what the issuer's wallet lets be taken, do not cover them.
    /// @return returned points that can be spent again
    /// @return expired points that are void
    /// @custom:access part
    function giveBack(
        ProgrammeId programme,
        address account,
        Bucket[] calldata buckets
    ) external returns (uint64 returned, uint64 expired);

    /// Spends points of a programme for common points, and moves their cover along. The caller has seen that the module is open and that
    /// the programme's points are exchanged. Reverts when the account is frozen or either reserve is short afterwards (S-1).
    /// @param common points that come into being
    /// @param grossFen that leave the programme's reserve
    /// @param netFen of these, that go to the reserve of the common points; the rest is the alliance's fee
    /// @return spent the buckets that the points came from
    /// @custom:access part
    function exchange(
        ProgrammeId programme,
        address account,
        uint64 points,
        uint64 common,
        uint64 grossFen,
        uint64 netFen
    ) external returns (Bucket[] memory spent);

    /// Pays for points redeemed, out of the programme's reserve, which stays covered (S-1). Money moves last.
    /// @param to the merchant's wallet
    /// @custom:access part
    function payOut(ProgrammeId programme, uint64 fen, address to) external;

    /// Takes money of a refund into the programme's reserve; also of one that has ended.
    /// @param from the merchant's wallet, whose allowance to this contract it needs
    /// @custom:access part
    function payBack(ProgrammeId programme, address from, uint64 fen) external;

    /// Draws on what is free of reserves, for a cycle's debts, and pays the sum to the clearing.
    /// @param wanted fen of each; of programme 0 nothing is drawn
    /// @return drawn fen of each: not more than wanted, nor than `freeReserve`
    /// @custom:access part
    function drawForCycle(
        ProgrammeId[] calldata programmes,
        uint64[] calldata wanted
    ) external returns (uint64[] memory drawn);

    /// Pays the fees that have come together.
    /// @param to the wallet of the alliance's receiver
    /// @custom:access part
    function payFees(address to) external returns (uint64 fen);

    /// Passes points on for a holder that has signed for it: by the rules of `safeTransferFrom`, the acceptance check included, with the
    /// calling part as operator.
    /// @custom:access part
    function transferFor(ProgrammeId programme, address from, address to, uint64 points) external;

    /// Moves points by order, also of a frozen account or of a programme that is not transferable. The receiver is not called.
    /// @custom:access part
    function moveByOrder(ProgrammeId programme, address from, address to, uint64 points) external;

    /// Enters until when an account is frozen by order.
    /// @param until last second; 0: it is not
    /// @custom:access part
    function freezeAccount(address account, uint40 until) external;

    /// Adds to a programme's reserve from the caller's wallet, whose allowance to this contract it needs. For the issuer; to the reserve of
    /// the common points any participant may add, and has no claim for it.
    /// @param fen above 0
    /// @custom:access door:Perform
    function addReserve(ProgrammeId programme, uint64 fen) external;

    /// Takes out of a reserve what covers nothing and what the issuer does not owe in the running cycle. For the issuer, while it is not
    /// stopped (S-7).
    /// @param fen above 0, at most `withdrawableOf`
    /// @custom:access door:Dispose
    function withdrawReserve(ProgrammeId programme, uint64 fen) external;

    /// Burns what accounts still hold of an expired month, of a programme that has ended of any month; those that hold nothing are passed
    /// over. The cover that this frees goes to the issuer's wallet at once, as far as `withdrawableOf` lets it; else it stays in the reserve.
    /// Anyone may.
    /// @param month NO_MONTH where points do not expire
    /// @return swept points
    /// @return released fen
    /// @custom:access open
    function sweep(
        ProgrammeId programme,
        Month month,
        address[] calldata accounts
    ) external returns (uint64 swept, uint64 released);

    /// Terms and state of a programme. Reverts when there is none.
    function programmeInfo(ProgrammeId programme) external view returns (Programme memory);

    /// What a grant that is made now has to know. Reverts unless the programme is Open, not stopped (S-7) and its points have not expired; the
    /// issuer's standing aside.
    /// @return issuer
    /// @return value settlement value in fen for 1,000 points
    /// @return month with whose end what is granted today expires
    function grantTermsOf(
        ProgrammeId programme
    ) external view returns (ParticipantId issuer, uint32 value, Month month);

    /// Its name, as given; 0 where there is no programme.
    function nameOf(ProgrammeId programme) external view returns (bytes32);

    function bookOf(ProgrammeId programme) external view returns (Book memory);

    /// Points in a bucket, alive or not.
    function bucketOf(ProgrammeId programme, address account, Month month) external view returns (uint64);

    /// What an account can spend, soonest expiring first.
    function bucketsOf(ProgrammeId programme, address account) external view returns (Bucket[] memory);

    /// Fen that have to cover what is outstanding, expired and unswept points included (S-1); 0 once Closed.
    function required(ProgrammeId programme) external view returns (uint256);

    /// Fen of its reserve beyond `required`: what a cycle can draw.
    function freeReserve(ProgrammeId programme) external view returns (uint64);

    /// Fen that the issuer can withdraw now: of `freeReserve` what it does not owe in the running cycle; 0 while stopped.
    function withdrawableOf(ProgrammeId programme) external view returns (uint64);

    /// Fen that points fetch now: the settlement value; of a stopped issuer not more than their share of its reserve. Rounded down.
    function worthOf(ProgrammeId programme, uint64 points) external view returns (uint64);

    /// Whether its issuer may grant nothing: by an order, by the clearing, or since it is frozen, suspended or expelled.
    function isStopped(ProgrammeId programme) external view returns (bool);

    /// The same with the issuer (nobody of common points), for acts that need to know just this of a programme.
    function standingOf(ProgrammeId programme) external view returns (ParticipantId issuer, bool stopped);

    /// Last second of what an order has stopped; also one that has passed.
    function stoppedUntil(ProgrammeId programme) external view returns (uint40);

    /// Reverts when the account is frozen by an order, or serves a frozen participant (K-4, K-11).
    function requireUsable(address account) external view;

    /// Last second of an account's freeze; not later than now: not frozen.
    function frozenUntil(address account) external view returns (uint40);

    /// Whether points of this month can be spent today.
    function isAlive(ProgrammeId programme, Month month) external view returns (bool);

    /// Fen of fees that are not yet paid.
    function fees() external view returns (uint64);

    function programmeCount() external view returns (uint32);

    function money() external view returns (ISettlementToken);

    function descriptor() external view returns (IPointsDescriptor);

    function clearing() external view returns (IPointsClearing);
}
