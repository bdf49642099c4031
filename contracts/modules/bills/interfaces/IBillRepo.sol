// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {HoldingId} from "../types/BillTypes.sol";
import {DebtId} from "./IBillSecurity.sol";

/// A repo, counted from 1.
type RepoId is uint32;

/// Repos of discounted bills (回购): between those who may trade bills, the central bank among them (再贴现). The seller proposes, the buyer
/// accepts by paying; on the far day the seller pays back and has its bills again.
///
/// Pledged (质押式): the bills are pledged for the first amount; back: first amount × (1 + rate × days / 365), half up to the fen.
/// Outright (买断式): title passes, AwaitingRedemption; both legs are priced as discounts of each holding, at their own rates. The second leg
/// may be less than the first: that follows from the rates.
///
/// The far day is a business day when it is agreed. Should the calendar make it a holiday since, the second leg falls due on the next
/// business day; its amount stays.
///
/// Conserved: a leg's money and bills change hands in one transaction, or neither does (X-12). On default the buyer keeps no more than the
/// far amount of what the bills bring in, over all of them together; the rest is the seller's (no forfeiture, Civil Code 428, B-17).
/// What is owed from an open repo is owed whatever happens: the second leg works when the module is halted, and when the bills of a pledged
/// repo were moved or invalidated by order meanwhile, which ends no debt.
interface IBillRepo is IKernelModule {
    enum RepoKind {
        None,
        Pledged,
        Outright
    }

    enum RepoStatus {
        None,
        /// Waits for the buyer, until its last day.
        Proposed,
        /// The first leg is done.
        Open,
        /// The second leg is done.
        Redeemed,
        /// The seller did not pay; the buyer collects the bills for what it is owed.
        Defaulted,
        Refused,
        Withdrawn
    }

    struct RepoLot {
        HoldingId holding;
        /// Fen of face, from the low end.
        uint64 amount;
    }

    struct RepoTerms {
        RepoKind kind;
        ParticipantId buyer;
        /// Pledged: of the money. Outright: of the first leg's discount.
        Rate rate;
        /// Outright: of the second leg's discount. Pledged: 0.
        Rate farRate;
        /// Pledged: fen lent. Outright: 0, the price follows from the rate.
        uint64 cash;
        /// A business day, not after the payable day of any of the bills.
        Day farDay;
        /// Last day on which the buyer can accept; before maturity of each bill and before the far day.
        Day lastDay;
        RepoLot[] lots;
    }

    struct Repo {
        // slot 0
        ParticipantId seller;
        ParticipantId buyer;
        RepoKind kind;
        RepoStatus status;
        Rate rate;
        Rate farRate;
        Day farDay;
        Day lastDay;
        uint8 lotCount;
        // slot 1
        /// Fen of the first and the second leg; of a pledged repo the first is known when proposed, all else when accepted.
        uint64 near;
        uint64 far;
        Day nearDay;
        /// What the bills secure: of a pledged repo from the first leg on, of an outright one from default on.
        DebtId debt;
    }

    event RepoProposed(RepoId indexed repo, ParticipantId indexed seller, ParticipantId indexed buyer, RepoTerms terms);
    event RepoAnswered(RepoId indexed repo, RepoStatus status);
    /// The first leg: the holdings as they passed, parts that were split off among them.
    event RepoOpened(
        RepoId indexed repo,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        RepoKind kind,
        uint64 near,
        uint64 far,
        Day nearDay,
        Day farDay,
        HoldingId[] holdings
    );
    event RepoRedeemed(
        RepoId indexed repo,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        uint64 far,
        Day day
    );
    event RepoDefaulted(
        RepoId indexed repo,
        ParticipantId indexed seller,
        ParticipantId indexed buyer,
        uint64 far,
        Day day
    );

    error RepoUnknown(RepoId repo);
    error RepoWrongStatus(RepoId repo, RepoStatus status, RepoStatus needed);
    error RepoKindMissing();
    /// A term of the other kind is given, or the rate of the money is missing.
    error RepoTermsMixed(RepoKind kind);
    /// Something is lent, and no more than the face of the bills (X-13).
    error RepoCashOutOfRange(uint64 cash, uint256 face);
    error RepoLotsInvalid(uint256 count, uint256 max);
    error RepoHoldingTwice(HoldingId holding);
    error RepoOwn(ParticipantId seller);
    error RepoNotYours(RepoId repo, ParticipantId caller, ParticipantId needed);
    /// Repos are of bills that a bank has discounted.
    error RepoNotDiscounted(HoldingId holding);
    /// Outside of these days, or no business day.
    error RepoFarDayInvalid(Day farDay, Day earliest, Day latest);
    error RepoLastDayInvalid(Day lastDay, Day earliest, Day latest);
    error RepoLapsed(RepoId repo, Day lastDay);
    /// The legs are these.
    error RepoPriceDiffers(RepoId repo, uint64 near, uint64 far);
    error RepoTooEarly(RepoId repo, Day farDay);
    error RepoMoneyShort(RepoId repo, ParticipantId payer, uint256 needed, uint256 balance, uint256 allowance);

    /// Proposes a repo of up to 50 lots to a buyer. The seller, holder of each lot; both may trade bills (B-18), and a bank has discounted
    /// each. It locks nothing, so several may be open on a holding: whichever is accepted while the seller holds it counts, and all is
    /// checked again then. An operator's ceiling is held against the face.
    /// @custom:access door:Dispose
    function propose(RepoTerms calldata terms) external returns (RepoId repo);

    /// Accepts: the buyer pays the first amount, by its allowance to this contract, and has title or pledge; parts are split off first. The
    /// ceiling is held against the face.
    /// @param near fen of the first leg, @param far of the second, as the buyer saw them (`preview`); others change nothing
    /// @custom:access door:Dispose
    function accept(RepoId repo, uint64 near, uint64 far) external;

    /// Turns a proposal down. The buyer.
    /// @custom:access door:Preserve
    function refuse(RepoId repo) external;

    /// Takes a proposal back. The seller.
    /// @custom:access door:Preserve
    function withdraw(RepoId repo) external;

    /// Pays the second leg and has the bills again (赎回). The seller, from the far day on, until it is enforced; by its allowance to this
    /// contract. A holding that an order has moved meanwhile is freed of the pledge and stays where it is.
    /// @custom:access door:Perform
    function redeem(RepoId repo) external;

    /// Enforces the second leg. Either side, from the far day on: with enough money and allowance of the seller it is redeemed. When they are
    /// short nothing happens on the far day itself; after it the seller is in default: a pledge is realised, title stays with the buyer.
    /// @custom:access door:Preserve
    function enforce(RepoId repo) external;

    /// What accepting today would pay now and on the far day; reverts as it would but for the buyer's money, or a halt.
    function preview(RepoId repo) external view returns (uint64 near, uint64 far);

    function repoInfo(RepoId repo) external view returns (Repo memory);

    /// The lots; once opened, each is the whole holding that passed.
    function lotsOf(RepoId repo) external view returns (RepoLot[] memory);

    function repoCount() external view returns (uint32);
}
