/** From what a person says of a receivable to the terms that the contract takes. */
import { ZeroHash } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, percent, yuan } from "../shared/format.ts";
import { date, digest, fileDigest, positiveAmount, rate } from "../shared/parse.ts";
import { facility as facilityOf, participant } from "../shared/resolve.ts";
import type { Change } from "../shared/write.ts";
import { type TradeUse, useLines, usesOf } from "../trade/uses.ts";

export interface OpenTerms {
  counterparty: bigint;
  face: bigint;
  dueDay: bigint;
  facility: bigint;
  overdueRate: bigint;
  reason: string;
  documents: TradeUse[];
}

/** @param other the option that names the other side */
export async function openTerms(context: Context, args: Args, other: "supplier" | "obligor"): Promise<OpenTerms> {
  const right = other === "supplier" ? "the participant that is owed it" : "the participant that owes it";
  const counterparty = await participant(context, args.required(other, right), args.label(other));
  const face = args.parsed("amount", "an amount in yuan, as in 1,234,567.89", positiveAmount);
  const dueDay = args.parsed("due", "the day on which it is due, as in 2026-06-30", date);
  const today = await context.today();
  if (dueDay <= today) {
    throw new WrongUsage(
      `${args.label("due")} is ${dateOf(dueDay)}; today is ${dateOf(today)} on this chain.`,
      "Give a later day.",
    );
  }
  const line = args.text("facility");
  const facility = line === undefined ? 0n : await facilityOf(context, line, args.label("facility"));
  return {
    counterparty,
    face,
    dueDay,
    facility,
    overdueRate: args.optional("overdueRate", rate) ?? 0n,
    reason: args.optional("reasonFile", fileDigest) ?? args.optional("reason", digest) ?? ZeroHash,
    documents: await usesOf(
      context,
      args.required("documents", "the invoices behind it"),
      face,
      args.label("documents"),
    ),
  };
}

/** What is agreed beyond the amount, as lines of a preview. */
export async function termLines(context: Context, { overdueRate, reason, documents }: OpenTerms): Promise<string[]> {
  const { suite } = context;
  const usual = overdueRate === 0n ? await suite.receivableIssuance.DEFAULT_OVERDUE_RATE() : overdueRate;
  return [
    ...(await useLines(context, documents)),
    `What is overdue bears ${percent(usual)} a year${overdueRate === 0n ? " (0.05 % a day: none is agreed)" : ""}.`,
    ...(reason === ZeroHash ? [] : [`Reason for the long term: ${reason}`]),
  ];
}

/** What opening uses of the obligor's facility; without a number it is the one that the obligor has given itself. */
export async function facilityChange({ suite }: Context, { facility, face }: OpenTerms): Promise<Change[]> {
  if (facility === 0n) return [];
  const { used, limit } = await suite.receivableIssuance.facilityInfo(facility);
  return [
    {
      what: `Facility ${facility}, used`,
      from: `${yuan(used)} of ${yuan(limit)}`,
      to: `${yuan(used + face)} once it is open`,
    },
  ];
}
