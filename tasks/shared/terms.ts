/** The contracts' enums by the names of their values, in order. A test holds them against the sources. */
export const ENUMS = {
  Algorithm: ["None", "Sha256", "Keccak256", "Sm3"],
  AskStatus: ["None", "Open", "Sold", "Withdrawn"],
  BillAct: ["None", "Acceptance", "Delivery", "Endorsement", "Guarantee", "Pledge"],
  BillKind: ["None", "Bank", "FinanceCompany", "Commercial"],
  BillStatus: ["None", "Drawn", "Accepted", "Delivered", "Matured", "Settled", "Ended"],
  Capacity: ["None", "Acceptor", "Drawer", "Endorser", "Guarantor"],
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
  DocumentKind: ["None", "Invoice", "Contract", "Delivery", "Payment", "Correction", "Asset"],
  EntryStatus: ["None", "Entered", "Admitted", "Ended"],
  FinancingStatus: ["None", "Live", "Collected", "Repaid", "Ended"],
  Ground: ["None", "Payment", "Financing", "Recourse", "Pledge", "Confirmation", "ByOrder"],
  HaltCase: ["None", "Live", "Ended"],
  Interruption: ["None", "Demand", "Suit"],
  Mode: ["None", "Dispose", "Preserve", "Perform"],
  NoteStatus: ["None", "Live", "Paid", "EarlyPaid", "Merged", "Cancelled"],
  OrderStatus: ["None", "Open", "Executed", "Provisional", "Lapsed", "Cancelled", "Rejected"],
  PledgeStatus: ["None", "Live", "Realised", "Ended"],
  Purpose: ["None", "Transfer", "Discount", "Rediscount", "Pledge", "RecourseSettlement", "ByOrder"],
  QuoteStatus: ["None", "Sealed", "Open", "Accepted", "Broken"],
  ReceivableAct: ["None", "Opening", "Application", "Confirmation", "Transfer", "EarlyPayment", "Pledge"],
  RepoKind: ["None", "Pledged", "Outright"],
  RepoStatus: ["None", "Proposed", "Open", "Redeemed", "Defaulted", "Refused", "Withdrawn"],
  RequestStatus: ["None", "Open", "Signed", "Refused", "Withdrawn", "Cancelled"],
  RootStatus: ["None", "Proposed", "Open", "Settled", "Cancelling", "Cancelled"],
  Shortfall: ["None", "Money", "Line"],
  SizeClass: ["None", "Micro", "Small", "Medium", "Large", "Institution"],
  Standing: ["None", "Applied", "Refused", "Active", "Suspended", "Expelled"],
  VersionStatus: ["None", "Live", "Retired", "Closed"],
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

/** How an ABI names an enum ("enum IDocket.Status") → its name here. */
export function enumOf(internalType: string): EnumName | undefined {
  const qualified = /^enum (?:I?(\w+)\.)?(\w+)$/.exec(internalType);
  if (qualified === null) return undefined;
  const [, owner, own = ""] = qualified;
  const name = own === "Status" ? (owner === "Docket" ? "OrderStatus" : "RequestStatus") : own;
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
