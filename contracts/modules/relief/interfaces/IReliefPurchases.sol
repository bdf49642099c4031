// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion} from "../../../kernel/types/Passkey.sol";
import {HouseholdId, LotId, OfficerId, PayoutId, ProjectId, PurchaseId, RoundId} from "../types/ReliefTypes.sol";

/// Purchases: by households, with vouchers (the household authorises a merchant by passkey, the merchant is paid), and of households' produce
/// (消费扶贫: a buyer orders from a cooperative and pays into the purse; on delivery each household's share goes out as a payout through its
/// bank, the cooperative has its margin, and what cannot be paid goes back to the buyer).
///
/// A share that a bank could not pay, or was silent about, may go out again: the household has earned it. The margin is paid when each share is
/// paid, waits for what its household must do first, or can't be paid. What is ordered goes on after the programme's end.
///
/// | order     | act       | who                                                       | then      |
/// |-----------|-----------|-----------------------------------------------------------|-----------|
/// | –         | order     | the buyer, who pays                                       | Ordered   |
/// | Ordered   | deliver   | the cooperative, with evidence, to the last day           | Delivered |
/// | Ordered   | cancel    | the cooperative; anyone after the last day                | Cancelled |
/// | Delivered | accept    | the buyer; after the programme's receipt days anyone      | Accepted  |
/// | Delivered | complain  | the buyer in that time                                    | Disputed  |
/// | Disputed  | settle    | an officer of the county                                  | Accepted or Cancelled |
/// | Accepted  | payShares | anyone: the lines of one bank, a payout                   | Accepted  |
/// | Accepted  | finish    | anyone, when each line has gone out and been answered for, must wait, or can't be paid | Finished |
/// | Finished  | payShares | anyone: lines that have waited                            | Finished  |
/// | Finished  | returnRest | anyone, when a line can't be paid any more               | Finished  |
interface IReliefPurchases is IKernelModule {
    enum PurchaseStatus {
        None,
        Ordered,
        Delivered,
        Accepted,
        Disputed,
        Cancelled,
        Finished
    }

    struct Purchase {
        // slot 0
        ProjectId project;
        ParticipantId buyer;
        ParticipantId cooperative;
        PurchaseStatus status;
        Day deliverBy;
        /// Last day for the buyer to complain.
        Day complainBy;
        uint8 lines;
        // slot 1
        LotId lot;
        uint64 amount;
        /// The cooperative's fen.
        uint64 margin;
        /// Lines whose shares the buyer has back, a bit each, line 0 lowest.
        uint64 back;
        // slot 2
        /// Digest of the order.
        bytes32 goods;
        // slot 3
        /// Digest of what shows the delivery.
        bytes32 delivery;
    }

    /// A household's share of an order. One slot.
    struct Share {
        /// Its number in the programme.
        uint32 household;
        uint64 amount;
        /// That it went out with last, and its line there; 0: none yet.
        PayoutId payout;
        uint16 line;
    }

    event VoucherUsed(
        RoundId indexed round,
        HouseholdId indexed household,
        ParticipantId indexed merchant,
        PayoutId payout,
        uint64 amount,
        bytes32 goods
    );
    event ProduceOrdered(
        PurchaseId indexed purchase,
        ProjectId indexed project,
        ParticipantId indexed buyer,
        ParticipantId cooperative,
        LotId lot,
        uint64 amount,
        uint64 margin,
        Day deliverBy,
        bytes32 goods,
        uint32[] households,
        uint64[] shares
    );
    event ProduceDelivered(
        PurchaseId indexed purchase,
        ParticipantId indexed cooperative,
        bytes32 evidence,
        Day complainBy
    );
    /// Accepted, disputed, decided or cancelled. Delivery and end have their own events.
    /// @param officer who decided on a complaint; 0: none
    event ProduceStatusChanged(
        PurchaseId indexed purchase,
        ParticipantId indexed by,
        OfficerId indexed officer,
        PurchaseStatus previous,
        PurchaseStatus status,
        bytes32 evidence
    );
    event ProduceSharesPaid(
        PurchaseId indexed purchase,
        PayoutId indexed payout,
        ParticipantId indexed bank,
        uint256 lines,
        uint64 amount
    );
    /// Money of an order has gone back to its buyer.
    /// @param lines whose shares are in it, a bit each, line 0 lowest; none: it is what the cooperative was to have, or has given back
    event ProduceRestReturned(PurchaseId indexed purchase, ParticipantId indexed buyer, uint64 amount, uint64 lines);
    /// @param margin payout to the cooperative; 0: there was none, or the programme no longer admits it
    /// @param returned fen that went back to the buyer
    event ProduceFinished(PurchaseId indexed purchase, PayoutId indexed margin, uint64 returned);

    error PurchaseUnknown(PurchaseId purchase);
    error PurchaseWrongStatus(PurchaseId purchase, PurchaseStatus status, PurchaseStatus needed);
    error PurchaseNotParty(PurchaseId purchase, ParticipantId caller, ParticipantId needed);
    error PurchaseLinesUnfit(uint256 households, uint256 shares, uint256 max);
    error PurchaseAmountTooLarge(uint256 amount);
    /// Not entitled, of another area than the project's, or at a ceiling.
    error PurchaseHouseholdUnfit(HouseholdId household);
    error PurchaseDayOutOfRange(Day deliverBy, Day earliest, Day latest);
    error PurchaseEvidenceMissing();
    error PurchaseDeliveryLate(PurchaseId purchase, Day deliverBy, Day today);
    error PurchaseNotOverdue(PurchaseId purchase, Day deliverBy, Day today);
    error PurchaseComplaintLate(PurchaseId purchase, Day complainBy, Day today);
    error PurchaseComplaintOpen(PurchaseId purchase, Day complainBy, Day today);
    /// The buyer or the cooperative is the officer's employer.
    error PurchaseOfficerPartial(PurchaseId purchase, OfficerId officer);
    error PurchaseNothingForBank(PurchaseId purchase, ParticipantId bank);
    /// A line can be paid for the first time, or waits for its bank.
    error PurchaseLinesOpen(PurchaseId purchase, uint8 line);
    error PurchaseNothingLeft(PurchaseId purchase);
    error VoucherAmountZero(RoundId round);

    /// Pays a merchant for what a household buys with its voucher, when the household says so. The merchant, admitted for the benefit's purpose.
    /// Signed by the household: `UseVoucher(uint64 person,uint32 round,uint32 merchant,uint64 amount,bytes32 goods,uint256 nonce,uint256
    /// deadline)`.
    /// @param amount fen
    /// @param goods digest of the receipt
    /// @custom:access door:Dispose
    function useVoucher(
        RoundId round,
        HouseholdId household,
        uint64 amount,
        bytes32 goods,
        Assertion calldata assertion
    ) external returns (PayoutId payout);

    /// Orders and pays, by allowance to ReliefFunds. Any participant.
    /// @param project approved, with a fund for produce
    /// @param cooperative admitted as such
    /// @param margin fen of the cooperative; with the shares it makes the amount
    /// @param deliverBy last day for the delivery, within the programme's term
    /// @param goods digest of the order
    /// @param households of the project's area that may be paid now, 1 to 64, ascending numbers
    /// @param shares fen of each
    /// @param businessRef the buyer's, each once
    /// @custom:access door:Dispose
    function order(
        ProjectId project,
        ParticipantId cooperative,
        uint64 margin,
        Day deliverBy,
        bytes32 goods,
        uint32[] calldata households,
        uint64[] calldata shares,
        bytes32 businessRef
    ) external returns (PurchaseId purchase);

    /// Shows the delivery, to the last day for it. The buyer may complain for the programme's receipt days. The cooperative.
    /// @param evidence digest
    /// @custom:access door:Preserve
    function deliver(PurchaseId purchase, bytes32 evidence) external;

    /// Cancels what was not delivered; the buyer has its money back. The cooperative; after the last day any participant.
    /// @custom:access door:Perform
    function cancel(PurchaseId purchase) external;

    /// Takes the goods as delivered. The buyer; after the days for complaints any participant.
    /// @custom:access door:Perform
    function accept(PurchaseId purchase) external;

    /// Complains. The buyer.
    /// @param evidence digest
    /// @custom:access door:Preserve
    function complain(PurchaseId purchase, bytes32 evidence) external;

    /// Decides on a complaint. An officer of the county, of the project's area, who is neither the buyer's nor the cooperative's nor kin of a
    /// household that is to be paid (P-4).
    /// @param delivered accepted; else the buyer has its money back
    /// @custom:access door:Preserve
    function settle(PurchaseId purchase, bool delivered, bytes32 evidence) external;

    /// Pays the shares of the households of one bank, as far as they are entitled now (P-2), also after the end. The bank must be admitted (P-8).
    /// Anyone.
    /// @custom:access open
    function payShares(PurchaseId purchase, ParticipantId bank) external returns (PayoutId payout);

    /// Pays the cooperative its margin, if the programme still admits it (P-8), and gives the buyer back what can't be paid any more. Shares wait,
    /// and hold nothing else up, that have come back from the bank, or whose household is under review, in registration or exit, or has a bank
    /// that is not admitted: until the same date a year after the last day for complaints. Anyone.
    /// @custom:access open
    function finish(PurchaseId purchase) external;

    /// Gives the buyer back what has become its own since the end: shares that can't be paid any more, and what the cooperative has given back. Anyone.
    /// @custom:access open
    function returnRest(PurchaseId purchase) external returns (uint64 amount);

    function purchaseInfo(PurchaseId purchase) external view returns (Purchase memory);

    function purchaseCount() external view returns (uint32);

    function sharesOf(PurchaseId purchase) external view returns (Share[] memory);
}
