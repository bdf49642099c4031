// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ISettlementToken} from "../../../kernel/interfaces/ISettlementToken.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {CycleId} from "../types/PointsTypes.sol";
import {IPointsLedger} from "./IPointsLedger.sol";
import {IPointsProgrammes} from "./IPointsProgrammes.sol";

/// Clearing (清分): what issuers owe to the members that have accepted their points is netted over all members at the end of each cycle.
///
/// A cycle's net debtors pay from what is free of their reserves, then from their guarantee deposits (保证金). What is still short is borne by
/// the cycle's net creditors in proportion and stays their claims on the debtor, which grants nothing until it has paid them. So a cycle always
/// closes, whoever is frozen, suspended, expelled or insolvent, and its result does not depend on the order of acts or the moment of closing.
///
/// Conserved (S-5): net positions of a cycle sum to zero; what creditors receive and what they are left to claim is what debtors owed. The
/// purse holds the deposits, and of what was paid on claims the fen that are not yet anybody's whole fen (K-6).
///
/// Warnings: a cycle that nobody closes on its last day goes on, and takes further debts in. Reserve and deposit of a frozen member pay its
/// debts all the same: both were given as security before. A creditor that is frozen is paid into its wallet, where the freeze holds the money.
interface IPointsClearing is IKernelModule {
    /// The running cycle, and the alliance's terms. One slot.
    struct Cycle {
        CycleId id;
        /// From the day after on anybody may close it.
        Day lastDay;
        /// Length of cycles from the next one on.
        uint8 cycleDays;
        /// Fen that an issuer of covered points keeps as a guarantee deposit.
        uint64 minimumDeposit;
    }

    /// A member's position, one slot, so that closing writes no other for a member. Fen; 56 bits are 720 trillion yuan.
    struct Position {
        /// Cycle of the next two, which are of no meaning in another.
        CycleId cycle;
        /// What it owes to others, and what others owe to it.
        uint56 owes;
        uint56 owed;
        /// Its guarantee deposit.
        uint56 deposit;
        /// What it has left unpaid of closed cycles and not paid since.
        uint56 shortfall;
    }

    /// Who left something unpaid of a cycle, and who lost by it, in the order of their numbers. Fen; both sides have the same sum.
    struct Losses {
        ParticipantId[] debtors;
        uint64[] shorts;
        ParticipantId[] creditors;
        uint64[] losses;
    }

    /// What closing does for one member. Fen.
    struct Settlement {
        ParticipantId member;
        uint64 owes;
        uint64 owed;
        uint64 fromReserve;
        uint64 fromDeposit;
        uint64 received;
        /// Of a net debtor, what it leaves unpaid; of a net creditor, what it loses and can claim.
        uint64 short;
    }

    event CycleDaysSet(uint8 cycleDays);
    event MinimumDepositSet(uint64 fen);
    event GuaranteeAdded(ParticipantId indexed member, uint64 fen, uint64 deposit);
    event GuaranteeWithdrawn(ParticipantId indexed member, uint64 fen, uint64 deposit);
    /// @param debtorOwes fen that the debtor owes now in the cycle, to all
    /// @param creditorOwed fen that the creditor is owed now in the cycle, by all
    event CycleDebtAdded(
        CycleId indexed cycle,
        ParticipantId indexed debtor,
        ParticipantId indexed creditor,
        uint64 fen,
        uint64 debtorOwes,
        uint64 creditorOwed
    );
    /// A refund has undone a debt, in whole or in part.
    event CycleDebtUndone(
        CycleId indexed cycle,
        ParticipantId indexed debtor,
        ParticipantId indexed creditor,
        uint64 fen,
        uint64 debtorOwes,
        uint64 creditorOwed
    );
    /// One for each member with a position.
    /// @param short of a net debtor, what it leaves unpaid; of a net creditor, what it loses and can claim
    /// @param deposit fen that are left of its guarantee deposit
    event PositionCleared(
        CycleId indexed cycle,
        ParticipantId indexed member,
        uint64 owes,
        uint64 owed,
        uint64 fromReserve,
        uint64 fromDeposit,
        uint64 received,
        uint64 short,
        uint64 deposit
    );
    event CycleBegan(CycleId indexed cycle, Day lastDay);
    /// @param due fen of all net debts, and so of all net claims
    /// @param paid fen of them that were paid
    event CycleClosed(CycleId indexed cycle, uint256 due, uint256 paid);
    /// @param left fen that the debtor still owes of the cycle
    event ClaimsPaid(
        CycleId indexed cycle,
        ParticipantId indexed debtor,
        ParticipantId indexed payer,
        uint64 fen,
        uint64 left
    );
    event ClaimReceived(
        CycleId indexed cycle,
        ParticipantId indexed debtor,
        ParticipantId indexed creditor,
        uint64 fen
    );

    error PointsCycleDaysOutOfRange(uint8 cycleDays, uint8 max);
    error PointsCycleRunning(CycleId cycle, Day lastDay, Day today);
    /// More is undone than the two have open in the running cycle.
    error PointsCycleDebtMissing(ParticipantId debtor, ParticipantId creditor, uint64 fen);
    error PointsClearingAmountZero();
    error PointsDepositShort(ParticipantId member, uint64 fen, uint64 deposit);
    /// An issuer keeps the minimum as long as it has a covered programme.
    error PointsDepositNeeded(ParticipantId member, uint64 left, uint64 minimum);
    /// Its deposit stands for what it owes in the running cycle, and for claims on it.
    error PointsDepositLiable(ParticipantId member, uint64 owes, uint64 shortfall);
    error PointsClaimUnknown(CycleId cycle, ParticipantId debtor);
    /// All of its reserve covers what is outstanding, or what it owes in the running cycle; or its claims are paid.
    error PointsClaimNothingFree(CycleId cycle, ParticipantId debtor);
    error PointsClaimExceeded(CycleId cycle, ParticipantId debtor, uint64 fen, uint64 left);

    /// Sets how long cycles are, from the next one on. By order.
    /// @param cycleDays 1 … 92
    /// @custom:access restricted
    function setCycleDays(uint8 cycleDays) external;

    /// Sets the minimum of guarantee deposits. Issuers whose deposits are below it grant nothing until they have added. By order.
    /// @param fen 0: none is asked
    /// @custom:access restricted
    function setMinimumDeposit(uint64 fen) external;

    /// Adds to the caller's guarantee deposit, from its wallet, whose allowance to this contract it needs.
    /// @param fen above 0
    /// @custom:access door:Perform
    function addDeposit(uint64 fen) external;

    /// Takes from the caller's guarantee deposit, into its wallet: what is above the minimum, or, without a covered programme, all. Nothing
    /// while it owes anything in the running cycle, also if it is owed more, and nothing while there are claims on it. Whoever is no longer
    /// active gets its deposit back all the same; a frozen member does not.
    /// @param fen above 0
    /// @custom:access door:Perform
    function withdrawDeposit(uint64 fen) external;

    /// Closes the running cycle after its last day and begins the next, also in a halted module (S-5, X-70). Net debtors pay from reserve and
    /// deposit; net creditors are paid at once. The next cycle ends so many days after this one as cycles are long, or so many times that as
    /// it takes for the end to be yet to come.
    /// @custom:access open
    function closeCycle() external;

    /// Pays claims of a cycle's creditors on a debtor, from the caller's wallet: the debtor's, or anybody's who pays for it. Each creditor
    /// gets its part; what is less than anybody's fen waits in the purse. With the last fen of all claims on it, the debtor may grant again.
    /// @param fen above 0, at most what is left
    /// @custom:access door:Perform
    function payClaims(CycleId cycle, ParticipantId debtor, uint64 fen) external;

    /// Pays claims on a debtor from what has become free of its reserve since, beyond what it owes in the running cycle: so its creditors need
    /// not wait for one that can't or won't pay. Anybody, also in a halted module.
    /// @custom:access open
    function payClaimsFromReserve(CycleId cycle, ParticipantId debtor) external;

    /// Takes a debt into the running cycle.
    /// @return cycle the running one
    /// @custom:access part
    function owe(ParticipantId debtor, ParticipantId creditor, uint64 fen) external returns (CycleId cycle);

    /// Undoes so much of a debt of the running cycle.
    /// @custom:access part
    function unowe(ParticipantId debtor, ParticipantId creditor, uint64 fen) external;

    function currentCycle() external view returns (Cycle memory);

    /// A member's position in the running cycle.
    function positionOf(ParticipantId member) external view returns (Position memory);

    /// Fen that a member owes in the running cycle, without what it is owed: that may yet be undone by its own refunds. So much of its reserve
    /// stays where it is.
    function owedBy(ParticipantId member) external view returns (uint64);

    /// Fen that a member has left unpaid of closed cycles and not paid since.
    function shortfallOf(ParticipantId member) external view returns (uint64);

    /// Whether a member has no position in the running cycle, and nobody a claim on it.
    function isClear(ParticipantId member) external view returns (bool);

    /// Whether a member's deposit is what is asked of an issuer, and nobody has a claim on it.
    function isGuaranteed(ParticipantId member) external view returns (bool);

    /// What closing the running cycle would do, member by member, with reserves and deposits as they are now.
    /// @return settlements of members that have a position, in the order of their numbers
    /// @return due fen of all net debts
    /// @return paid fen of them that would be paid
    function previewClose() external view returns (Settlement[] memory settlements, uint256 due, uint256 paid);

    /// Who left something unpaid of a cycle, and who lost by it; empty when nobody did.
    function lossesOf(CycleId cycle) external view returns (Losses memory);

    /// Claims of a cycle's creditors on one of its debtors, in the order of the creditors' numbers, and what was paid of them. Fen.
    function claimsOn(
        CycleId cycle,
        ParticipantId debtor
    ) external view returns (ParticipantId[] memory creditors, uint64[] memory claims, uint64[] memory received);

    /// Fen of a cycle that a debtor has paid since it was closed.
    function paidOf(CycleId cycle, ParticipantId debtor) external view returns (uint64);

    function ledger() external view returns (IPointsLedger);

    function programmes() external view returns (IPointsProgrammes);

    function money() external view returns (ISettlementToken);
}
