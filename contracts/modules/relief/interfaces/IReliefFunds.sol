// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {HolderId, ParticipantId} from "../../../kernel/types/Ids.sol";
import {FundId, LotId, PayoutId, ProgrammeId, ProjectId, Purpose} from "../types/ReliefTypes.sol";

/// The purse of the relief module, and its book of money. Money comes in as lots; payouts use lots of their project's fund up, first in, first
/// out, so that each giver sees each use of its own fen. A payout's fen are counted from 0: a use says which of them a lot has paid for, a
/// payout's lines which of them are whose, so that a donor's fen is followed to the household.
///
/// A fund is a programme's money for one purpose: a budget line of the authority (预算), a donation campaign (募捐), or buyers' orders of produce.
/// The programme's authority opens funds, pays budget money in and gives projects money, for as long as it is qualified (`RELIEF_AUTHORITY`).
///
/// Conserved (P-1, P-6, K-6), always, to the fen:
/// - per fund and so per programme: in = allocated + free + returned; per project: allocated = paid + open + free;
/// - Σ lots of a fund (amount − spent − returned) = free of the fund + Σ of its projects (free + open not drawn yet);
/// - a lot's spent = Σ of its uses less what was restored; Σ spent = Σ (paid + open drawn) of payouts;
/// - the purse's balance = Σ funds (in − returned) − Σ projects paid.
interface IReliefFunds is IKernelModule {
    enum FundKind {
        None,
        /// Money of the authority.
        Budget,
        /// Donations.
        Campaign,
        /// Buyers' money for produce; each order uses its own lot.
        Produce
    }

    /// What becomes of a campaign's unspent money.
    enum Leftover {
        None,
        /// It goes back to the donors.
        Return,
        /// It goes to a fund of a similar purpose, named in advance.
        Similar
    }

    struct Fund {
        // slot 0
        ProgrammeId programme;
        FundKind kind;
        Leftover leftover;
        /// Collects donations; of a campaign.
        ParticipantId platform;
        /// Campaign's first and last day.
        Day from;
        Day until;
        /// Last day of the notice of what becomes of the leftover; 0: not announced.
        Day noticeEnd;
        /// Fund of similar purpose.
        FundId successor;
        // slot 1
        /// Fen that may come in at most.
        uint64 target;
        /// Fen that have come in.
        uint64 received;
        /// Fen given to projects, less what they gave back.
        uint64 allocated;
        /// Fen returned to their givers, or carried over to the successor.
        uint64 returned;
        // slot 2
        Purpose purpose;
        // slot 3
        /// Fen that payouts have used, less what was restored.
        uint64 drawn;
        uint32 lots;
    }

    /// Money of one giver. Three slots.
    struct Lot {
        // slot 0
        /// Whose gift it is; for an anonymous one, who has brought it.
        HolderId giver;
        Day day;
        bool isAnonymous;
        /// Of a batch: how many donors.
        uint32 donors;
        // slot 1
        uint64 amount;
        uint64 spent;
        uint64 returned;
        /// Of a buyer's order: the only project that uses it.
        ProjectId project;
        // slot 2
        /// Of a batch: Merkle root over its donors' leaves; of a lot that was carried over: the lot that it was; else 0.
        bytes32 root;
    }

    /// What a payout has used of a lot. One slot.
    struct Use {
        LotId lot;
        /// First of the payout's fen that this lot pays for, from 0.
        uint64 start;
        uint64 amount;
        /// Of these, restored to the lot.
        uint64 restored;
    }

    /// A project's money. Two slots.
    struct Account {
        // slot 0
        FundId fund;
        /// Nothing more is allocated to it.
        bool closed;
        uint64 allocated;
        /// Fen of payouts that were paid, less what was given back.
        uint64 paid;
        // slot 1
        /// Fen of payouts that are not answered yet.
        uint64 open;
        /// Fen that it may be allocated at most.
        uint64 budget;
    }

    event FundOpened(
        FundId indexed fund,
        ProgrammeId indexed programme,
        FundKind indexed kind,
        Purpose purpose,
        uint64 target,
        ParticipantId platform,
        Day from,
        Day until,
        Leftover leftover,
        FundId successor,
        bytes32 evidence
    );
    /// Money has come in.
    /// @param businessRef the giver's, each once
    event LotReceived(
        LotId indexed lot,
        FundId indexed fund,
        HolderId indexed giver,
        uint64 amount,
        bool isAnonymous,
        uint32 donors,
        bytes32 root,
        bytes32 businessRef,
        uint64 received
    );
    event FundAllocated(
        FundId indexed fund,
        ProjectId indexed project,
        uint64 amount,
        uint64 projectAllocated,
        uint64 fundFree
    );
    event FundDeallocated(
        FundId indexed fund,
        ProjectId indexed project,
        uint64 amount,
        uint64 projectAllocated,
        uint64 fundFree
    );
    /// A payout uses `amount` fen of a lot, for its own fen from `start` on.
    event LotUsed(
        LotId indexed lot,
        PayoutId indexed payout,
        ProjectId indexed project,
        uint64 start,
        uint64 amount,
        uint64 left
    );
    /// What a payout had used goes back to the lot.
    event LotRestored(
        LotId indexed lot,
        PayoutId indexed payout,
        ProjectId indexed project,
        uint64 start,
        uint64 amount,
        uint64 left
    );
    /// Money left the purse for a payout, or came back from its payee.
    event PayoutMoved(
        PayoutId indexed payout,
        ProjectId indexed project,
        ParticipantId indexed payee,
        uint64 amount,
        bool back
    );
    event LeftoverAnnounced(FundId indexed fund, Leftover leftover, Day noticeEnd);
    event LotReturned(LotId indexed lot, FundId indexed fund, HolderId indexed giver, uint64 amount);
    event LotCarriedOver(LotId indexed lot, LotId indexed into, FundId indexed fund, uint64 amount);

    error FundUnknown(FundId fund);
    error FundWrongKind(FundId fund, FundKind kind, FundKind needed);
    error FundTargetZero();
    error FundEvidenceMissing();
    error FundTermOutOfRange(Day from, Day until, Day earliest, Day latest);
    error FundSourceUnfit(ProgrammeId programme, FundKind kind);
    error FundLeftoverUnfit(Leftover leftover, FundId successor);
    error FundNotRunning(FundId fund, Day from, Day until, Day today);
    error FundTargetExceeded(FundId fund, uint256 received, uint64 target);
    error FundBudgetExceeded(ProgrammeId programme, uint256 received, uint64 budget);
    error FundShort(FundId fund, uint256 amount, uint256 free);
    error FundStillAllocated(FundId fund, uint256 inProjects);
    error FundNotOver(FundId fund, Day end, Day today);
    error FundNoticeRunning(FundId fund, Day noticeEnd, Day today);
    error FundNotAnnounced(FundId fund);
    error FundAnnounced(FundId fund, Day noticeEnd);
    error FundNotPlatform(FundId fund, ParticipantId caller, ParticipantId platform);
    error FundAmountZero();
    /// The successor takes what is left of the lot.
    error FundHasSuccessor(FundId fund, FundId successor);
    error LotUnknown(LotId lot);
    error LotTooSmall(uint256 amount, uint64 minimum);
    error LotReferenceUsed(HolderId giver, bytes32 businessRef);
    error LotReferenceEmpty();
    error LotBatchEmpty();
    error LotNothingLeft(LotId lot);
    error LotNotOfProject(LotId lot, ProjectId project);
    error LotListTooLong(uint256 count, uint256 max);
    error ProjectShort(ProjectId project, uint256 amount, uint256 free);
    error ProjectBudgetExceeded(ProjectId project, uint256 allocated, uint64 budget);
    error ProjectNotAccounted(ProjectId project);
    error ProjectAlreadyAccounted(ProjectId project);
    error ProjectAccountClosed(ProjectId project);
    /// These fen are back in their lots already (X-42).
    error LotRestoredTwice(LotId lot, PayoutId payout, uint256 restored, uint64 used);

    /// Opens a budget line of a fiscal or sector programme that has not ended. The authority.
    /// @param target fen
    /// @param evidence digest of the budget's document
    /// @custom:access door:Dispose
    function openBudget(
        ProgrammeId programme,
        Purpose purpose,
        uint64 target,
        bytes32 evidence
    ) external returns (FundId fund);

    /// Opens a donation campaign of a social programme, within its term. The authority.
    /// @param platform that brings batches, admitted as such; or nobody
    /// @param from today or later
    /// @param leftover what becomes of what is not spent: `Return`, or `Similar` with a successor
    /// @param successor another campaign of a programme of the same authority; else 0
    /// @param evidence digest of the published plan
    /// @custom:access door:Dispose
    function openCampaign(
        ProgrammeId programme,
        Purpose purpose,
        uint64 target,
        ParticipantId platform,
        Day from,
        Day until,
        Leftover leftover,
        FundId successor,
        bytes32 evidence
    ) external returns (FundId fund);

    /// Opens a fund for buyers of produce of a social programme. The authority.
    /// @custom:access door:Dispose
    function openProduce(
        ProgrammeId programme,
        Purpose purpose,
        uint64 target,
        bytes32 evidence
    ) external returns (FundId fund);

    /// Pays budget money in, by allowance to this contract. The authority.
    /// @param businessRef each once
    /// @custom:access door:Dispose
    function appropriate(FundId fund, uint64 amount, bytes32 businessRef) external returns (LotId lot);

    /// Donates, by allowance to this contract: a participant from its wallet, or a person from its attested account.
    /// @param amount fen, at least the programme's minimum for lots
    /// @param isAnonymous the books name nobody as donor; unspent money goes back to the account all the same
    /// @custom:access door:Dispose
    function donate(FundId fund, uint64 amount, bool isAnonymous, bytes32 businessRef) external returns (LotId lot);

    /// Brings in many small donations at once. The campaign's platform, to which goes back what is not spent.
    /// @param root Merkle tree (sorted pairs, double-hashed leaves) over (commitment of the donor, offset of its fen in the lot, amount)
    /// @param donors how many
    /// @custom:access door:Dispose
    function donateBatch(
        FundId fund,
        uint64 amount,
        bytes32 root,
        uint32 donors,
        bytes32 businessRef
    ) external returns (LotId lot);

    /// Gives a project free money of its fund, within its budget, while the programme runs. The programme's authority.
    /// @custom:access door:Dispose
    function allocate(ProjectId project, uint64 amount) external;

    /// Takes free money of a project back into its fund. The programme's authority; any participant once the programme has ended. Buyers' money
    /// goes back by its order ({IReliefPurchases}).
    /// @custom:access door:Perform
    function deallocate(ProjectId project, uint64 amount) external;

    /// Publishes what becomes of the unspent money of a campaign that is over, for the programme's days of notice. Nothing more is allocated
    /// or carried over to it. The authority; any participant once the programme has ended.
    /// @custom:access door:Perform
    function announceLeftover(FundId fund) external;

    /// Returns what is left of lots to their givers: budget money when the programme has ended, donations after the notice, where the rule says
    /// so or the successor cannot take them. Nothing may be with projects any more but what payouts have drawn. At most 64 lots. Anyone.
    ///
    /// Warning: money of a person whose attestation has ended waits until it is renewed.
    /// @custom:access open
    function returnLots(LotId[] calldata lots) external;

    /// Carries what is left of lots over to the successor, where they are lots of the same givers. Otherwise as `returnLots`. The successor takes
    /// money while its programme runs, within its target and its programme's budget, and until its own leftover is announced.
    /// @custom:access open
    function carryOver(LotId[] calldata lots) external;

    /// Opens a project's account.
    /// @param budget fen that it may be allocated at most
    /// @custom:access part
    function openAccount(ProjectId project, FundId fund, uint64 budget) external;

    /// Nothing more is allocated to a project; what it has it can use and give back.
    /// @custom:access part
    function closeAccount(ProjectId project) external;

    /// Takes a buyer's money in as a lot and allocates it to the project.
    /// @custom:access part
    function receiveOrder(
        ProjectId project,
        address buyer,
        uint64 amount,
        bytes32 businessRef
    ) external returns (LotId lot);

    /// Deallocates and returns to its buyer what is left of an order's lot; it may be nothing.
    /// @param kept fen that stay, for shares that can be paid later
    /// @custom:access part
    function returnOrder(ProjectId project, LotId lot, uint64 kept) external returns (uint64 amount);

    /// Sets free money of a project aside for a payout.
    /// @custom:access part
    function reserve(ProjectId project, uint64 amount) external;

    /// Frees what a payout set aside and has drawn no lots for.
    /// @custom:access part
    function unreserve(ProjectId project, uint64 amount) external;

    /// Uses lots up for a payout, first in, first out; visits at most 64.
    /// @param lot of a fund for produce the order's, which must do; else 0: those of the fund
    /// @param start first of the payout's fen that is not drawn yet
    /// @param amount fen still to be drawn
    /// @return drawn fen, less than `amount` when it has to go on in another transaction
    /// @custom:access part
    function draw(
        ProjectId project,
        PayoutId payout,
        LotId lot,
        uint64 start,
        uint64 amount
    ) external returns (uint64 drawn);

    /// Pays drawn money of an open payout out.
    /// @param to the payee's wallet
    /// @custom:access part
    function pay(ProjectId project, PayoutId payout, ParticipantId payee, address to, uint64 amount) external;

    /// Puts fen [start, start + amount) of an open payout, drawn, back to the lots that they came from, and to the project's free money; visits
    /// at most 64 lots.
    /// @return restored fen, from `start` on; less than `amount` when it has to go on
    /// @custom:access part
    function restore(
        ProjectId project,
        PayoutId payout,
        uint64 start,
        uint64 amount
    ) external returns (uint64 restored);

    /// Takes back paid money from a payee, by its allowance to this contract, and restores fen [start, start + amount) of the payout (X-42), to
    /// all lots that they came from.
    /// @custom:access part
    function recover(
        ProjectId project,
        PayoutId payout,
        ParticipantId payee,
        address from,
        uint64 start,
        uint64 amount
    ) external;

    function fundInfo(FundId fund) external view returns (Fund memory);

    function fundCount() external view returns (uint32);

    function fundsOf(ProgrammeId programme) external view returns (FundId[] memory);

    function lotInfo(LotId lot) external view returns (Lot memory);

    function accountInfo(ProjectId project) external view returns (Account memory);

    /// Fen of a fund that neither projects have nor givers got back.
    function freeOf(FundId fund) external view returns (uint64);

    /// Fen of a project that no payout has.
    function freeOfProject(ProjectId project) external view returns (uint64);

    /// What a payout has used, `limit` of them from number `start` (from 0) on.
    function usesOf(PayoutId payout, uint256 start, uint256 limit) external view returns (Use[] memory);

    /// A programme's figures: Σ over its funds (P-1).
    function figuresOf(
        ProgrammeId programme
    ) external view returns (uint64 received, uint64 allocated, uint64 free, uint64 returned);

    /// Whether a small donor's gift is in a batch lot: `amount` fen from `offset` on.
    function verifyDonation(
        LotId lot,
        bytes32 commitment,
        uint64 offset,
        uint64 amount,
        bytes32[] calldata proof
    ) external view returns (bool);
}
