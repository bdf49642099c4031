/** Values of the contracts' enums, in Solidity's order and by Solidity's names. */
import { BigInt, ethereum } from "@graphprotocol/graph-ts";
import { notice } from "./notices";

export const Standing = ["None", "Applied", "Refused", "Active", "Suspended", "Expelled"];
export const SizeClass = ["None", "Micro", "Small", "Medium", "Large", "Institution"];
export const VotingClass = ["None", "Council", "Regulator", "Judiciary", "Auditor"];
export const OrderStatus = ["None", "Open", "Executed", "Provisional", "Lapsed", "Cancelled", "Rejected"];
export const VersionStatus = ["None", "Live", "Retired", "Closed"];
export const Algorithm = ["None", "Sha256", "Keccak256", "Sm3"];
export const DocumentKind = ["None", "Invoice", "Contract", "Delivery", "Payment", "Correction", "Asset"];
export const RequestStatus = ["None", "Open", "Signed", "Refused", "Withdrawn", "Cancelled"];
export const BillKind = ["None", "Bank", "FinanceCompany", "Commercial"];
export const BillStatus = ["None", "Drawn", "Accepted", "Delivered", "Matured", "Settled", "Ended"];
export const Circulation = [
  "None",
  "AwaitingDelivery",
  "Circulating",
  "Locked",
  "NotTransferable",
  "Pledged",
  "AwaitingRedemption",
  "InCollection",
  "InRecourse",
  "Closed",
];
export const Purpose = ["None", "Transfer", "Discount", "Rediscount", "Pledge", "RecourseSettlement", "ByOrder"];
export const Shortfall = ["None", "Money", "Line"];
export const AskStatus = ["None", "Open", "Sold", "Withdrawn"];
export const QuoteStatus = ["None", "Sealed", "Open", "Accepted", "Broken"];
export const BillAct = ["None", "Acceptance", "Delivery", "Endorsement", "Guarantee", "Pledge"];
export const Capacity = ["None", "Acceptor", "Drawer", "Endorser", "Guarantor"];
export const RepoKind = ["None", "Pledged", "Outright"];
export const RepoStatus = ["None", "Proposed", "Open", "Redeemed", "Defaulted", "Refused", "Withdrawn"];
export const Interruption = ["None", "Demand", "Suit"];
export const PledgeStatus = ["None", "Live", "Realised", "Ended"];
export const DishonourReason = [
  "None",
  "Silence",
  "InsufficientFunds",
  "HolderInBreach",
  "BadFaith",
  "KnownDefence",
  "GrossNegligence",
  "OutOfTime",
  "StoppedByCourt",
  "NotDue",
];

export const RootStatus = ["None", "Proposed", "Open", "Settled", "Cancelling", "Cancelled"];
export const NoteStatus = ["None", "Live", "Paid", "EarlyPaid", "Merged", "Cancelled"];
export const Ground = ["None", "Payment", "Financing", "Recourse", "Pledge", "Confirmation", "ByOrder"];
export const ReceivableAct = ["None", "Opening", "Application", "Confirmation", "Transfer", "EarlyPayment", "Pledge"];
export const FinancingStatus = ["None", "Live", "Collected", "Repaid", "Ended"];
export const EntryStatus = ["None", "Entered", "Admitted", "Ended"];
/** By their bits, from the lowest. */
export const NoteMark = [
  "Financed",
  "Pledged",
  "Disputed",
  "Locked",
  "Frozen",
  "Agreed",
  "Contested",
  "SetAside",
  "PartPaid",
];

export const Source = ["None", "Fiscal", "Sector", "Social"];
export const ReliefRole = [
  "None",
  "Operator",
  "PayoutBank",
  "Implementer",
  "Merchant",
  "Inspector",
  "Platform",
  "Cooperative",
];
export const Level = ["None", "Province", "City", "County", "Township", "Village"];
export const BenefitKind = ["None", "Transfer", "Voucher"];
export const HouseholdStatus = [
  "None",
  "Proposed",
  "Reviewed",
  "OnNotice",
  "Endorsed",
  "Registered",
  "ExitProposed",
  "ExitOnNotice",
  "Exited",
  "Observed",
  "Closed",
  "UnderReview",
  "Refused",
  "Ended",
];
export const ChangeKind = ["None", "Split", "Merge", "Move", "End", "AddKey", "ReplaceKeys", "Recategorise"];
export const Outcome = ["None", "Upheld", "Dismissed"];
export const Fact = [
  "None",
  "ConfirmedInTime",
  "EvidenceLate",
  "ObjectionUpheld",
  "KinshipUndeclared",
  "ReceiptMissing",
  "Diversion",
  "DisputeDismissed",
  "HelpConfirmed",
];
export const AppealStatus = ["None", "Open", "Granted", "Dismissed"];
export const FundKind = ["None", "Budget", "Campaign", "Produce"];
export const Leftover = ["None", "Return", "Similar"];
export const PayoutKind = ["None", "Bank", "Milestone", "Voucher", "Share", "Margin"];
export const PayoutStatus = ["None", "Drawing", "Open", "Settled", "Paid", "Returning", "Returned"];
export const LineStatus = ["None", "Open", "Paid", "Returned", "Confirmed", "Disputed", "GivenBack"];
export const ProjectStatus = ["None", "Proposed", "Approved", "Refused", "Closed"];
export const MilestoneStatus = ["None", "Planned", "Submitted", "Rejected", "Released"];
export const RoundStatus = ["None", "OnNotice", "Approved", "Refused", "Closed"];
export const HelpKind = ["None", "Visit", "Training", "Goods", "Job", "Housing", "Health", "Education", "Other"];
export const PurchaseStatus = ["None", "Ordered", "Delivered", "Accepted", "Disputed", "Cancelled", "Finished"];

export const Right = ["None", "Holding", "Processing", "Operation"];
export const AssetStatus = ["None", "Submitted", "MaterialReviewed", "Certified", "Suspended", "Refused", "Withdrawn"];
/** By their bits, from the lowest. */
export const AssetMark = ["Pledged", "UsesStopped", "SuspendedByOrder"];
export const RegistrationKind = [
  "None",
  "Initial",
  "Change",
  "Transfer",
  "Renewal",
  "Correction",
  "Cancellation",
  "Objection",
];
export const FilingStatus = ["None", "Submitted", "Reviewed", "Certified", "Refused", "Withdrawn"];
export const ObjectionStatus = ["None", "Open", "Upheld", "Dismissed", "Withdrawn"];
export const SignatureAlgorithm = ["None", "Sm2Sm3", "EcdsaP256Sha256", "RsaPkcs1Sha256"];
export const Update = ["None", "Static", "Dynamic"];
export const Volume = ["None", "Megabytes", "Gigabytes", "Terabytes", "Petabytes"];
export const Sensitivity = ["None", "General", "Important", "Core", "Personal", "SensitivePersonal"];
export const Sharing = ["None", "Unconditional", "Conditional", "NotShared"];
export const OfferStatus = ["None", "Open", "UsedUp", "Withdrawn"];
export const LicenceStatus = ["None", "Pending", "Live", "Void", "Surrendered", "Terminated", "Closed"];
export const SaleStatus = ["None", "Ordered", "Committed", "Received", "KeyPosted", "Disputed", "Released", "Refunded"];
export const SaleGround = ["None", "Served", "Accepted", "WindowPassed", "Declined", "Lapsed", "WrongKey", "Dispute"];
export const DisputeKind = ["None", "Quality", "Misuse", "Metering"];
export const DisputeEnd = ["None", "Agreed", "Conceded", "Withdrawn", "Arbitrated", "Ordered", "Lapsed", "Proven"];
export const SharingStatus = ["None", "Requested", "Granted", "Refused", "Withdrawn"];
export const PreservationKind = ["None", "VersionArchive", "AccessLog"];
export const ChallengeStatus = ["None", "Open", "Answered", "Missed"];
export const ValuationMethod = ["None", "Cost", "Income", "Market"];
export const ValuationStatus = ["None", "Stands", "Withdrawn", "Overturned"];
export const ValuationDisputeStatus = ["None", "Open", "Upheld", "Rejected", "Withdrawn"];
export const DataPledgeStatus = ["None", "Live", "Released", "Repaid", "Realised"];

export const ProgrammeStatus = ["None", "Open", "Closing", "Closed"];
export const ExpiryPolicy = ["None", "Never", "FixedDate", "MonthsFromGrant"];
/** By their bits, from the lowest. */
export const PointsFlag = ["Transferable", "Exchangeable", "Honour"];
/** By their bits, from the lowest. */
export const StopReason = ["Order", "Clearing"];

/** Names of the values whose bits are set. */
export function namesIn(names: string[], bits: BigInt): string[] {
  const set: string[] = [];
  for (let i = 0; i < names.length; i++) {
    if (!bits.bitAnd(BigInt.fromI32(1 << i)).isZero()) set.push(names[i]);
  }
  return set;
}

/** The name of a value; `None`, with a notice, for one that this index does not know. */
export function nameOf(names: string[], value: i32, event: ethereum.Event): string {
  if (value >= 0 && value < names.length) return names[value];
  notice(event, "A value " + value.toString() + " where only " + names.join(", ") + " are known.");
  return names[0];
}
