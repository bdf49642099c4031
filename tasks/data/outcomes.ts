/** How a dispute ends, or should end, in words. */
import type { Context } from "../shared/context.ts";
import { counted, yuan } from "../shared/format.ts";
import { nameOf } from "../shared/terms.ts";

export type Kind = "Quality" | "Misuse" | "Metering";

export interface Outcome {
  upheld: boolean;
  ends: boolean;
  amount: bigint;
}

export const kindOf = async ({ suite }: Context, dispute: bigint): Promise<Kind> =>
  nameOf("DisputeKind", (await suite.dataDisputes.disputeInfo(dispute)).kind) as Kind;

export function outcomeInWords(kind: Kind, { upheld, ends, amount }: Outcome): string {
  if (!upheld) return "nothing";
  const what = {
    Quality: [amount === 0n ? "" : `${yuan(amount)} back`, ends ? "the purchase undone" : ""],
    Misuse: [amount === 0n ? "" : `${yuan(amount)} of the deposit`, ends ? "the licence ended" : ""],
    Metering: [`${counted(amount, "use")} struck`, ""],
  }[kind];
  return what.filter((each) => each !== "").join(" and ") || "nothing";
}
