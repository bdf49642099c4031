import type { Instructable } from "../shared/instructions.ts";

/** What of bills can be signed in advance. */
export const instructable: Instructable<"BillAct"> = {
  noun: "bill",
  requests: ({ suite }) => suite.billRegistry,
  enumName: "BillAct",
  acts: { Delivery: "deliveries", Endorsement: "endorsements" },
  end: "maturity",
};
