// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion, HouseholdId, LotId, PayoutId, ProjectId, PurchaseId, RoundId} from "../types/ReliefTypes.sol";

/// Purchases: by households, with vouchers (the household authorises a merchant by passkey, the merchant is paid), and of households' produce
/// (消费扶贫: a buyer orders from a cooperative and pays into the purse; on delivery each household's share goes out as a payout through its
/// bank, the cooperative has its margin, and what cannot be paid goes back to the buyer).
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
/// | Accepted  | finish    | anyone, when each line is paid or no longer entitled      | Finished  |
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
        // slot 2
        /// Digest of the order.
        bytes32 goods;
        // slot 3
        /// Digest of what shows the delivery.
        bytes32 delivery;
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
    event ProduceStatusChanged(
        PurchaseId indexed purchase,
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
    event ProduceRestReturned(PurchaseId indexed purchase, ParticipantId indexed buyer, uint64 amount);
    event ProduceFinished(PurchaseId indexed purchase, PayoutId indexed margin, uint64 returned);

    error PurchaseUnknown(PurchaseId purchase);
    error PurchaseWrongStatus(PurchaseId purchase, PurchaseStatus status, PurchaseStatus needed);
    error PurchaseNotParty(PurchaseId purchase, ParticipantId caller, ParticipantId needed);
    error PurchaseLinesUnfit(uint256 households, uint256 shares, uint256 max);
    error PurchaseAmountsUnfit(uint256 sum, uint64 amount);
    error PurchaseDayOutOfRange(Day deliverBy, Day earliest, Day latest);
    error PurchaseEvidenceMissing();
    error PurchaseDeliveryLate(PurchaseId purchase, Day deliverBy, Day today);
    error PurchaseNotOverdue(PurchaseId purchase, Day deliverBy, Day today);
    error PurchaseComplaintLate(PurchaseId purchase, Day complainBy, Day today);
    error PurchaseComplaintOpen(PurchaseId purchase, Day complainBy, Day today);
    error PurchaseNothingForBank(PurchaseId purchase, ParticipantId bank);
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
    /// @param households registered, at most 64, ascending numbers
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

    /// @custom:access door:Preserve
    function deliver(PurchaseId purchase, bytes32 evidence) external;

    /// Cancels what was not delivered; the buyer has its money back.
    /// @custom:access door:Perform
    function cancel(PurchaseId purchase) external;

    /// @custom:access door:Perform
    function accept(PurchaseId purchase) external;

    /// @custom:access door:Preserve
    function complain(PurchaseId purchase, bytes32 evidence) external;

    /// Decides on a complaint. An officer of the county, of the project's area.
    /// @param delivered accepted; else the buyer has its money back
    /// @custom:access door:Preserve
    function settle(PurchaseId purchase, bool delivered, bytes32 evidence) external;

    /// Pays the shares of the households of one bank, as far as they are entitled now.
    /// @custom:access open
    function payShares(PurchaseId purchase, ParticipantId bank) external returns (PayoutId payout);

    /// Pays the cooperative its margin and gives the buyer back what could not be paid.
    /// @custom:access open
    function finish(PurchaseId purchase) external;

    /// Gives the buyer back what banks have sent back since.
    /// @custom:access open
    function returnRest(PurchaseId purchase) external returns (uint64 amount);

    function purchaseInfo(PurchaseId purchase) external view returns (Purchase memory);

    function purchaseCount() external view returns (uint32);

    /// Households, their shares, and which were paid out.
    function sharesOf(
        PurchaseId purchase
    ) external view returns (uint32[] memory households, uint64[] memory shares, bool[] memory released);
}
