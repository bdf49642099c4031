// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {DisputeId, LicenceId, LicenceStatus, SaleId} from "../types/DataTypes.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataOffers} from "./IDataOffers.sol";
import {IDataRegistry} from "./IDataRegistry.sol";
import {IDataRevenue} from "./IDataRevenue.sol";
import {IDataSales} from "./IDataSales.sol";

/// Disputes (争议) over what was delivered, how it is used, and how uses were counted.
///
/// | kind     | raised by                                    | against      | when                                    | what it can bring                                |
/// |----------|----------------------------------------------|--------------|-----------------------------------------|--------------------------------------------------|
/// | Quality  | the buyer                                    | the seller   | the key was posted, the window is open  | fen of the price back; the purchase undone       |
/// | Misuse   | who holds the licensed right or certificate  | the licensee | until 30 days after the licence's end   | fen of the deposit forfeited; the licence ended  |
/// | Metering | the licensee                                 | the meter    | uses are not settled yet                | uses struck                                      |
///
/// | dispute | act           | who                                                         | then                  |
/// |---------|---------------|-------------------------------------------------------------|-----------------------|
/// | –       | open…         | as above                                                    | Open                  |
/// | Open    | answer        | the respondent, once                                        | Open                  |
/// | Open    | propose       | either side                                                 | Open                  |
/// | Open    | acceptOutcome | the other side, what was proposed                           | Ended, Agreed         |
/// | Open    | concede       | the respondent                                              | Ended, as claimed     |
/// | Open    | withdraw      | who has raised it                                           | Ended, dismissed      |
/// | Open    | decide        | the arbiter that the terms name, once answered or 15 days on | Ended, Arbitrated    |
/// | Open    | decideByOrder | a court                                                     | Ended, Ordered        |
/// | Open    | lapse         | anyone, after 180 days                                      | Ended, dismissed      |
///
/// A dispute holds what it is about: a sale is neither released nor refunded, uses are not settled, a licence is neither passed on nor closed. So that
/// nobody's money is held for good, a dispute that nobody has decided in 180 days (six months, as a court of first instance has: Civil Procedure
/// Law 152) is dismissed. A court can still decide later; what it orders is then between the parties, or by the docket's orders on money and titles.
///
/// Who is frozen can raise a dispute and answer one, but gives nothing up: it neither proposes, accepts, concedes nor withdraws. A party that is the
/// arbiter as well decides nothing.
///
/// At most one dispute of a kind is open on a licence. One on metering is about all uses so far and settles them when it ends: none is disputed twice.
interface IDataDisputes is IKernelModule {
    enum DisputeKind {
        None,
        Quality,
        Misuse,
        Metering
    }

    enum DisputeEnd {
        /// It is open.
        None,
        /// Both sides have agreed.
        Agreed,
        /// The respondent has given in.
        Conceded,
        Withdrawn,
        /// Decided by the arbiter that the terms name.
        Arbitrated,
        /// Decided by order.
        Ordered,
        /// Nobody has decided in time.
        Lapsed,
        /// The key of the disputed delivery was proven wrong.
        Proven
    }

    /// What a dispute claims or brings. One slot.
    struct Outcome {
        bool upheld;
        /// Of quality: whether the purchase is undone; of misuse: whether the licence is ended; of metering: no.
        bool ends;
        /// Of quality: fen of the price back to the buyer; of misuse: fen of the deposit forfeited; of metering: uses struck.
        uint64 amount;
    }

    struct Dispute {
        // slot 0
        DisputeKind kind;
        DisputeEnd end;
        LicenceId licence;
        /// Of quality; else 0.
        SaleId sale;
        ParticipantId claimant;
        ParticipantId respondent;
        /// Who may decide; nobody: only the sides and courts.
        ParticipantId arbiter;
        bool answered;
        Day openedOn;
        /// Who has made the proposal; nobody: there is none.
        ParticipantId proposedBy;
        // slot 1
        Outcome claim;
        // slot 2
        Outcome proposal;
    }

    event DisputeOpened(
        DisputeId indexed dispute,
        LicenceId indexed licence,
        ParticipantId indexed claimant,
        ParticipantId respondent,
        ParticipantId arbiter,
        DisputeKind kind,
        SaleId sale,
        Outcome claim,
        Day lastDay,
        bytes32 evidence
    );
    event DisputeAnswered(DisputeId indexed dispute, ParticipantId indexed respondent, bytes32 evidence);
    event OutcomeProposed(DisputeId indexed dispute, ParticipantId indexed by, Outcome outcome);
    /// @param reason digest of the decision; 0: there was none
    event DisputeEnded(
        DisputeId indexed dispute,
        LicenceId indexed licence,
        ParticipantId indexed respondent,
        DisputeKind kind,
        DisputeEnd end,
        Outcome outcome,
        bytes32 reason
    );

    error DataDisputeUnknown(DisputeId dispute);
    error DataDisputeOver(DisputeId dispute, DisputeEnd end);
    error DataDisputeOpen(LicenceId licence, DisputeKind kind, DisputeId dispute);
    error DataDisputeDigestMissing();
    /// Who raises it has no part in it.
    error DataDisputeNotClaimant(LicenceId licence, DisputeKind kind, ParticipantId caller);
    /// Nobody is in dispute with itself.
    error DataDisputeWithSelf(ParticipantId participant);
    error DataDisputeNotParty(DisputeId dispute, ParticipantId caller);
    error DataDisputeNotArbiter(DisputeId dispute, ParticipantId caller, ParticipantId arbiter);
    error DataDisputeAnswered(DisputeId dispute);
    /// The respondent may yet answer.
    error DataDisputeUnanswered(DisputeId dispute, Day lastDay);
    /// The licence has ended, and can be closed from that day on.
    error DataDisputeTooLate(LicenceId licence, Day closableFrom);
    /// It may yet be decided.
    error DataDisputeTooEarly(DisputeId dispute, Day lastDay);
    /// The licence has not begun, or is closed.
    error DataDisputeLicenceNotInUse(LicenceId licence, LicenceStatus status);
    /// More than there is, or than was claimed; or something although nothing was upheld, or nothing although something was.
    error DataDisputeOutcomeInvalid(bool upheld, bool ends, uint64 amount, uint64 most);
    /// The other side has proposed something else, or nothing.
    error DataDisputeProposalDiffers(DisputeId dispute, ParticipantId by, bool upheld, bool ends, uint64 amount);

    /// Disputes what was delivered, and holds the sale. The buyer, in the window after the key was posted.
    /// @param claim fen of the price back, and whether the purchase is undone
    /// @param evidence digest
    /// @custom:access door:Preserve
    function openQuality(SaleId sale, Outcome calldata claim, bytes32 evidence) external returns (DisputeId);

    /// Says that data are used against the terms. Who holds the licensed right or the certificate, until 30 days after the licence's end.
    /// @param claim fen of the deposit, and whether the licence is ended
    /// @custom:access door:Preserve
    function openMisuse(LicenceId licence, Outcome calldata claim, bytes32 evidence) external returns (DisputeId);

    /// Says that uses were recorded that were none. The licensee, of uses that are not settled yet.
    /// @param claim uses to be struck
    /// @custom:access door:Preserve
    function openMetering(LicenceId licence, Outcome calldata claim, bytes32 evidence) external returns (DisputeId);

    /// Answers, once. The respondent.
    /// @custom:access door:Preserve
    function answer(DisputeId dispute, bytes32 evidence) external;

    /// Proposes an outcome instead of any that was proposed before. Either side.
    /// @custom:access door:Perform
    function propose(DisputeId dispute, Outcome calldata outcome) external;

    /// Accepts what the other side has proposed last, by its words. Either side.
    /// @custom:access door:Perform
    function acceptOutcome(DisputeId dispute, Outcome calldata outcome) external;

    /// Gives in to the claim. The respondent.
    /// @custom:access door:Perform
    function concede(DisputeId dispute) external;

    /// Takes the claim back. Who has raised it.
    /// @custom:access door:Perform
    function withdraw(DisputeId dispute) external;

    /// Decides, for no more than was claimed. The arbiter that the terms name, once the respondent has answered or 15 days have passed.
    /// @param reason digest of the decision
    /// @custom:access door:Dispose
    function decide(DisputeId dispute, Outcome calldata outcome, bytes32 reason) external;

    /// Decides, for no more than was claimed. By order (default policy: one court).
    /// @param reason digest of the decision
    /// @custom:access restricted
    function decideByOrder(DisputeId dispute, Outcome calldata outcome, bytes32 reason) external;

    /// Dismisses what nobody has decided in 180 days.
    /// @custom:access open
    function lapse(DisputeId dispute) external;

    /// Ends the dispute over a sale whose key was proven wrong; the sale refunds.
    /// @custom:access part
    function endProven(LicenceId licence) external;

    function disputeInfo(DisputeId dispute) external view returns (Dispute memory);

    /// The open dispute of a kind on a licence; 0: none.
    function openOn(LicenceId licence, DisputeKind kind) external view returns (DisputeId);

    /// Whether uses of the licence are not to be settled now.
    function isMeteringDisputed(LicenceId licence) external view returns (bool);

    /// Whether anything about the licence is disputed: then it is neither passed on nor closed.
    function isDisputed(LicenceId licence) external view returns (bool);

    /// Disputes so far; ids run from 1.
    function disputeCount() external view returns (uint32);

    function registry() external view returns (IDataRegistry);

    function offers() external view returns (IDataOffers);

    function licences() external view returns (IDataLicences);

    function sales() external view returns (IDataSales);

    function revenue() external view returns (IDataRevenue);
}
