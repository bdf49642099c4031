/** The contracts' enums by the names of their values, in order. A test holds them against the sources. */
export const ENUMS = {
  Algorithm: ["None", "Sha256", "Keccak256", "Sm3"],
  AppealStatus: ["None", "Open", "Granted", "Dismissed"],
  AskStatus: ["None", "Open", "Sold", "Withdrawn"],
  AssetStatus: ["None", "Submitted", "MaterialReviewed", "Certified", "Suspended", "Refused", "Withdrawn"],
  BenefitKind: ["None", "Transfer", "Voucher"],
  BillAct: ["None", "Acceptance", "Delivery", "Endorsement", "Guarantee", "Pledge"],
  BillKind: ["None", "Bank", "FinanceCompany", "Commercial"],
  BillStatus: ["None", "Drawn", "Accepted", "Delivered", "Matured", "Settled", "Ended"],
  Capacity: ["None", "Acceptor", "Drawer", "Endorser", "Guarantor"],
  ChallengeStatus: ["None", "Open", "Answered", "Missed"],
  ChangeKind: ["None", "Split", "Merge", "Move", "End", "AddKey", "ReplaceKeys", "Recategorise"],
  Circulation: [
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
  ],
  DataPledgeStatus: ["None", "Live", "Released", "Repaid", "Realised"],
  DishonourReason: [
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
  ],
  DisputeEnd: ["None", "Agreed", "Conceded", "Withdrawn", "Arbitrated", "Ordered", "Lapsed", "Proven"],
  DisputeKind: ["None", "Quality", "Misuse", "Metering"],
  DocumentKind: ["None", "Invoice", "Contract", "Delivery", "Payment", "Correction", "Asset"],
  EntryStatus: ["None", "Entered", "Admitted", "Ended"],
  ExpiryPolicy: ["None", "Never", "FixedDate", "MonthsFromGrant"],
  Fact: [
    "None",
    "ConfirmedInTime",
    "EvidenceLate",
    "ObjectionUpheld",
    "KinshipUndeclared",
    "ReceiptMissing",
    "Diversion",
    "DisputeDismissed",
    "HelpConfirmed",
  ],
  FilingStatus: ["None", "Submitted", "Reviewed", "Certified", "Refused", "Withdrawn"],
  FinancingStatus: ["None", "Live", "Collected", "Repaid", "Ended"],
  FundKind: ["None", "Budget", "Campaign", "Produce"],
  Ground: ["None", "Payment", "Financing", "Recourse", "Pledge", "Confirmation", "ByOrder"],
  HaltCase: ["None", "Live", "Ended"],
  HelpKind: ["None", "Visit", "Training", "Goods", "Job", "Housing", "Health", "Education", "Other"],
  HouseholdStatus: [
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
  ],
  Interruption: ["None", "Demand", "Suit"],
  Leftover: ["None", "Return", "Similar"],
  Level: ["None", "Province", "City", "County", "Township", "Village"],
  LicenceStatus: ["None", "Pending", "Live", "Void", "Surrendered", "Terminated", "Closed"],
  LineStatus: ["None", "Open", "Paid", "Returned", "Confirmed", "Disputed", "GivenBack"],
  Method: ["None", "Cost", "Income", "Market"],
  MilestoneStatus: ["None", "Planned", "Submitted", "Rejected", "Released"],
  Mode: ["None", "Dispose", "Preserve", "Perform"],
  NoteStatus: ["None", "Live", "Paid", "EarlyPaid", "Merged", "Cancelled"],
  ObjectionStatus: ["None", "Open", "Upheld", "Dismissed", "Withdrawn"],
  Obstacle: [
    "None",
    "Unknown",
    "NotEntitled",
    "Area",
    "Category",
    "Bank",
    "Period",
    "AmountZero",
    "ActCeiling",
    "HouseholdCeiling",
  ],
  OfferAct: ["None", "TransferLicence"],
  OfferStatus: ["None", "Open", "UsedUp", "Withdrawn"],
  OrderStatus: ["None", "Open", "Executed", "Provisional", "Lapsed", "Cancelled", "Rejected"],
  Outcome: ["None", "Upheld", "Dismissed"],
  PayoutKind: ["None", "Bank", "Milestone", "Voucher", "Share", "Margin"],
  PayoutStatus: ["None", "Drawing", "Open", "Settled", "Paid", "Returning", "Returned"],
  PledgeAct: ["None", "Pledge", "Realise"],
  PledgeStatus: ["None", "Live", "Realised", "Ended"],
  PreservationKind: ["None", "VersionArchive", "AccessLog"],
  ProgrammeAct: ["None", "Accept"],
  ProgrammeStatus: ["None", "Open", "Closing", "Closed"],
  ProjectStatus: ["None", "Proposed", "Approved", "Refused", "Closed"],
  PurchaseStatus: ["None", "Ordered", "Delivered", "Accepted", "Disputed", "Cancelled", "Finished"],
  Purpose: ["None", "Transfer", "Discount", "Rediscount", "Pledge", "RecourseSettlement", "ByOrder"],
  QuoteStatus: ["None", "Sealed", "Open", "Accepted", "Broken"],
  ReceivableAct: ["None", "Opening", "Application", "Confirmation", "Transfer", "EarlyPayment", "Pledge"],
  RedemptionStatus: ["None", "Redeemed", "Cancelled"],
  RegistrationKind: ["None", "Initial", "Change", "Transfer", "Renewal", "Correction", "Cancellation", "Objection"],
  RegistryAct: ["None", "TransferRight"],
  RepoKind: ["None", "Pledged", "Outright"],
  RepoStatus: ["None", "Proposed", "Open", "Redeemed", "Defaulted", "Refused", "Withdrawn"],
  RequestStatus: ["None", "Open", "Signed", "Refused", "Withdrawn", "Cancelled"],
  Right: ["None", "Holding", "Processing", "Operation"],
  Role: ["None", "Operator", "PayoutBank", "Implementer", "Merchant", "Inspector", "Platform", "Cooperative"],
  RootStatus: ["None", "Proposed", "Open", "Settled", "Cancelling", "Cancelled"],
  RoundStatus: ["None", "OnNotice", "Approved", "Refused", "Closed"],
  SaleGround: ["None", "Served", "Accepted", "WindowPassed", "Declined", "Lapsed", "WrongKey", "Dispute"],
  SaleStatus: ["None", "Ordered", "Committed", "Received", "KeyPosted", "Disputed", "Released", "Refunded"],
  Sensitivity: ["None", "General", "Important", "Core", "Personal", "SensitivePersonal"],
  Sharing: ["None", "Unconditional", "Conditional", "NotShared"],
  SharingStatus: ["None", "Requested", "Granted", "Refused", "Withdrawn"],
  Shortfall: ["None", "Money", "Line"],
  SignatureAlgorithm: ["None", "Sm2Sm3", "EcdsaP256Sha256", "RsaPkcs1Sha256"],
  SizeClass: ["None", "Micro", "Small", "Medium", "Large", "Institution"],
  Source: ["None", "Fiscal", "Sector", "Social"],
  Standing: ["None", "Applied", "Refused", "Active", "Suspended", "Expelled"],
  Update: ["None", "Static", "Dynamic"],
  ValuationDisputeStatus: ["None", "Open", "Upheld", "Rejected", "Withdrawn"],
  ValuationStatus: ["None", "Stands", "Withdrawn", "Overturned"],
  VersionStatus: ["None", "Live", "Retired", "Closed"],
  Volume: ["None", "Megabytes", "Gigabytes", "Terabytes", "Petabytes"],
  VotingClass: ["None", "Council", "Regulator", "Judiciary", "Auditor"],
} as const;

export type EnumName = keyof typeof ENUMS;
export type Value<N extends EnumName> = (typeof ENUMS)[N][number];

/** The name of an enum's value. */
export const nameOf = <N extends EnumName>(name: N, value: bigint | number): Value<N> =>
  (ENUMS[name] as readonly Value<N>[])[Number(value)] ?? ENUMS[name][0];

/** The number of an enum's value. */
export const valueOf = <N extends EnumName>(name: N, value: Value<N>): bigint =>
  BigInt((ENUMS[name] as readonly string[]).indexOf(value));

/** The values that a person can choose. */
export const choices = <N extends EnumName>(name: N): readonly Exclude<Value<N>, "None">[] =>
  (ENUMS[name] as readonly Value<N>[]).filter((value): value is Exclude<Value<N>, "None"> => value !== "None");

/** Enums that are named here by what they are of: their own names are another contract's too. */
const OWN_NAMES: Readonly<Record<string, EnumName>> = {
  "DataValuation.DisputeStatus": "ValuationDisputeStatus",
  "Docket.Status": "OrderStatus",
};

/** How an ABI names an enum ("enum IDocket.Status") → its name here. */
export function enumOf(internalType: string): EnumName | undefined {
  const qualified = /^enum (?:I?(\w+)\.)?(\w+)$/.exec(internalType);
  if (qualified === null) return undefined;
  const [, owner, own = ""] = qualified;
  const name = OWN_NAMES[`${owner}.${own}`] ?? (own === "Status" ? "RequestStatus" : own);
  return name in ENUMS ? (name as EnumName) : undefined;
}

/** What stands on a note, a bit each from the lowest: the contracts' `Marks`. */
export const MARKS = [
  "financed",
  "pledged",
  "disputed",
  "locked",
  "frozen",
  "agreed to cancel",
  "contested",
  "set aside",
  "part paid",
] as const;
export type Mark = (typeof MARKS)[number];

/** Bits of `Marks` as words. */
export const marksIn = (bits: bigint): Mark[] => MARKS.filter((_, bit) => ((bits >> BigInt(bit)) & 1n) === 1n);

/** What a programme of points is, a bit each from the lowest: the contracts' `ProgrammeFlags`. */
const PROGRAMME_FLAGS = ["transferable", "exchangeable", "honour points"] as const;
/** Why an issuer may not grant: the contracts' `Stops`. */
const STOPS = ["by an order", "by the clearing"] as const;

const wordsIn = (names: readonly string[], bits: bigint): string[] =>
  names.filter((_, bit) => ((bits >> BigInt(bit)) & 1n) === 1n);

export const flagsIn = (bits: bigint): string[] => wordsIn(PROGRAMME_FLAGS, bits);
export const stopsIn = (bits: bigint): string[] => wordsIn(STOPS, bits);

const MEANINGS: Record<string, string> = {
  AwaitingDelivery: "待收票",
  Circulating: "可流通",
  Locked: "已锁定",
  NotTransferable: "不可转让",
  Pledged: "已质押",
  AwaitingRedemption: "待赎回",
  InCollection: "托收在途",
  InRecourse: "追索中",
  Closed: "已结束",
  Drawn: "已出票",
  Accepted: "已承兑",
  Delivered: "已收票",
  Matured: "已到期",
  Settled: "已结清",
  Ended: "已终止",
};

/** A status with the official term beside it. */
export const withTerm = (status: string): string => (status in MEANINGS ? `${status} ${MEANINGS[status]}` : status);
