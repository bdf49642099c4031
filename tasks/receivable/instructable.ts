import type { Instructable } from "../shared/instructions.ts";

/** What of receivables can be signed in advance. */
export const instructable: Instructable<"ReceivableAct"> = {
  noun: "receivable",
  requests: ({ suite }) => suite.receivableRegistry,
  enumName: "ReceivableAct",
  acts: { Opening: "openings", Transfer: "transfers" },
  end: "the due day",
};
