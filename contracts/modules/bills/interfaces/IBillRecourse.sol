// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {EvidenceId, ParticipantId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {Capacity, HoldingId} from "../types/BillTypes.sol";

/// Recourse (追索): the holder of a dishonoured holding claims on anyone liable to it, in any order, several at once (NIL 68). What one pays
/// discharges the others by so much. Who pays the last fen gets the holding and claims on its own priors, the drawer and the acceptor (NIL 71);
/// when the acceptor pays, the units close.
///
/// Liable to a holder (B-10, B-15): acceptor and drawer always; endorsers by transfer, discount or pledge before it, but none after an earlier
/// endorsement of its own (NIL 69), none by a marked endorsement to anybody but its direct endorsee (NIL 34), no seller of a rediscount;
/// guarantors as far as their principals. A holder that is the drawer has only the acceptor, one that is the acceptor nobody. After a late first
/// presentation only acceptor, drawer and their guarantors are left (NIL 53). A guarantor that has paid claims on its principal and that one's
/// priors (NIL 52), not on others that guarantee the same one: what these share is between them.
///
/// Amounts (B-11): the first claimant is owed the holding's face with interest from the payable day, who has paid all that it paid with interest
/// from each day of paying; both their own costs. Interest is simple, over 360 days, at the rates of each day; it is counted and rounded half
/// up to the fen whenever something is paid, and bears none itself.
///
/// Warning: title goes to who pays the last fen, and with it the claim for what that one has paid. What others have paid in part is theirs to
/// settle with the payer off chain; `accountOf` shows it.
///
/// Warning: costs are the claimant's word and a digest, and payments go to them first. Read `owed` before paying. A suit is its claimant's word too.
///
/// Conserved: a claimant recovers costs, interest and principal once, never more (X-22).
interface IBillRecourse is IKernelModule {
    /// What the present holder is owed on a holding. One slot.
    struct Account {
        /// Fen.
        uint64 principal;
        /// Fen of interest up to `from` that are not paid yet.
        uint64 interest;
        /// Fen.
        uint64 costs;
        /// Day from which interest runs on; 0: from the payable day, which has not come.
        Day from;
    }

    /// Between a claimant and a party. One slot.
    struct Pair {
        /// Day of the claim; 0: none.
        Day claimedOn;
        /// Day of the newest interruption of the time limit; 0: none.
        Day interruptedOn;
        /// Day on which the party was sued by the holder, 0: not; its own limit for again-recourse runs from it.
        Day suedOn;
        /// Day of the notice of dishonour; 0: none.
        Day notifiedOn;
        /// The notice came after its period.
        bool notifiedLate;
        /// Length of the chain at the claim: it counts as long as the claimant holds by that endorsement.
        uint16 claimedAt;
    }

    /// What starts a pair's time limit anew.
    enum Interruption {
        None,
        /// The party has acknowledged, or was asked before witnesses.
        Demand,
        /// The party was sued.
        Suit
    }

    /// How somebody is liable to the present holder.
    struct Liability {
        Capacity capacity;
        /// Place of the endorsement by which it, or its principal, is liable; 0: acceptor or drawer.
        uint16 place;
        /// As what the principal of a guarantor is liable.
        Capacity principal;
    }

    event RecourseRateSet(Rate rate, Day from);
    event RecourseOpenedEarly(HoldingId indexed holding, ParticipantId indexed holder, EvidenceId evidence, Day day);
    /// @param principal fen that the claimant is owed now, without interest and costs
    /// @param limit last day on which it could have been claimed, before it rolls to a business day
    event RecourseClaimed(
        HoldingId indexed holding,
        ParticipantId indexed claimant,
        ParticipantId indexed party,
        Capacity capacity,
        uint64 principal,
        uint64 costs,
        bytes32 costsDigest,
        Day day,
        Day limit
    );
    event DishonourNotified(
        HoldingId indexed holding,
        ParticipantId indexed from,
        ParticipantId indexed to,
        Day day,
        bool late
    );
    /// @param limit as in `RecourseClaimed`; what runs only from paying may end later
    event RecourseInterrupted(
        HoldingId indexed holding,
        ParticipantId indexed claimant,
        ParticipantId indexed party,
        Interruption kind,
        bytes32 evidence,
        Day limit
    );
    event RecoursePaid(
        HoldingId indexed holding,
        ParticipantId indexed payer,
        ParticipantId indexed claimant,
        uint64 toCosts,
        uint64 toInterest,
        uint64 toPrincipal,
        uint64 left,
        Day day
    );
    /// All was paid: `payer` holds it, or it is closed when `payer` is the acceptor.
    event RecourseSettled(
        HoldingId indexed holding,
        ParticipantId indexed payer,
        ParticipantId indexed claimant,
        uint64 advanced,
        bool closed,
        Day day
    );

    error RecourseNotHolder(HoldingId holding, ParticipantId caller, ParticipantId holder);
    error RecourseNotDishonoured(HoldingId holding);
    error RecourseNotLiable(HoldingId holding, ParticipantId claimant, ParticipantId party);
    /// Between banks others pay first: acceptor, credit enhancer, discounting bank (B-15).
    error RecourseOutOfTurn(HoldingId holding, ParticipantId party, ParticipantId first);
    /// NIL 17: the last day has passed.
    error RecourseLapsed(HoldingId holding, ParticipantId claimant, ParticipantId party, Day limit);
    error RecourseAlreadyClaimed(HoldingId holding, ParticipantId party, Day claimedOn);
    error RecourseNotClaimed(HoldingId holding, ParticipantId party);
    error RecourseCostsUnproven(HoldingId holding, uint64 costs);
    /// Costs of one claim are no more than the holding's face.
    error RecourseCostsOutOfRange(HoldingId holding, uint64 costs, uint64 max);
    error RecourseEvidenceMissing(HoldingId holding);
    error RecourseInterruptionMissing(HoldingId holding);
    /// Anchored neither by a court nor by a regulator, or not of the acceptor's insolvency (B-13).
    error RecourseEvidenceInvalid(HoldingId holding, EvidenceId evidence, bytes32 category, bytes32 needed);
    error RecourseAmountZero();
    error RecourseAlreadyNotified(HoldingId holding, ParticipantId to, Day notifiedOn);
    error RecourseMoneyShort(
        HoldingId holding,
        ParticipantId payer,
        uint256 needed,
        uint256 balance,
        uint256 allowance
    );

    /// Sets the yearly rate of recourse interest from a day on; what has run stays as it was (B-11). By order.
    /// @custom:access restricted
    function setRate(Rate rate, Day from) external;

    /// Opens recourse before maturity (非拒付追索): the acceptor is bankrupt, closed or ordered to stop business, by evidence that a court or a
    /// regulator has anchored under `insolvencyCategory` (B-13). The holder. From then on it is as dishonoured.
    /// @custom:access door:Preserve
    function openEarly(HoldingId holding, EvidenceId evidence) external;

    /// Claims on a party (追索通知), once, within its time limit (B-12): → InRecourse. The holder of a dishonoured holding; under a pledge who
    /// has realised it. Between banks after the first discount each party waits for those before it: credit enhancers, then the
    /// discounting bank, then all others; the former are to be claimed on, on an earlier day, or to have lapsed (B-15).
    /// @param costs fen that are added to what is owed, no more than the face
    /// @param costsDigest of what proves them; 0 only without costs
    /// @custom:access door:Preserve
    function claim(HoldingId holding, ParticipantId party, uint64 costs, bytes32 costsDigest) external;

    /// Tells one that is liable to the caller of the dishonour (NIL 66). The holder, or who was told or claimed on itself; within three days of the
    /// dishonour, or of being told. Late notice keeps the right, and shows (B-14).
    /// @custom:access door:Preserve
    function notify(HoldingId holding, ParticipantId party) external;

    /// Records what starts the pair's time limit anew, before it has lapsed (B-12). The holder; or whom it claimed on or sued, for its own priors,
    /// since its own limit runs from the day on which it was sued, even before it has paid (NIL 17).
    /// @param evidence digest
    /// @custom:access door:Preserve
    function interrupt(HoldingId holding, ParticipantId party, Interruption kind, bytes32 evidence) external;

    /// Pays on a claim (清偿), by allowance to this contract: to costs, then interest, then principal (B-11). A party that was claimed on. With the
    /// last fen it gets the holding, or closes it when it is the acceptor. The pledgor of a realised pledge redeems a dishonoured holding
    /// unclaimed, all at once, for what its pledgee is due of it: what is over stays with it (B-17).
    /// @param amount fen at most; no more is taken than is owed today
    /// @custom:access door:Perform
    function settle(HoldingId holding, uint64 amount) external;

    /// How a party is liable to the present holder, whether or not it has been dishonoured; `None` when it is not.
    function liabilityOf(HoldingId holding, ParticipantId party) external view returns (Liability memory);

    /// What the present holder is owed today, interest up to today included.
    function owed(HoldingId holding) external view returns (Account memory);

    /// What a participant has on a holding: as its claimant what it is owed, as a payer what it has advanced.
    function accountOf(HoldingId holding, ParticipantId participant) external view returns (Account memory);

    function pairOf(HoldingId holding, ParticipantId claimant, ParticipantId party) external view returns (Pair memory);

    /// Last day on which the present holder can claim on a party. Reverts with the year that the calendar lacks; a claim in time does not
    /// need it.
    function limitOf(HoldingId holding, ParticipantId party) external view returns (Day);

    /// Under which category the evidence of an acceptor's insolvency is anchored: it names the acceptor.
    function insolvencyCategory(ParticipantId acceptor) external pure returns (bytes32);

    function rateOn(Day day) external view returns (Rate);
}
