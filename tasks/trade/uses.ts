/** Trade documents behind a bill or a receivable, and how much of each stands behind it. */
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { parcels } from "../shared/parse.ts";
import { subject } from "../shared/resolve.ts";

export interface TradeUse {
  subject: string;
  amount: bigint;
}

/** What the documents stand for; a single one without an amount stands for the whole face. */
export async function usesOf(context: Context, text: string, face: bigint, label: string): Promise<TradeUse[]> {
  const named = parcels(text, "=", label, "Give NUMBER, or NUMBER=1,000.00,OTHER=234.56.");
  const [first, ...others] = named;
  if (first === undefined)
    throw new WrongUsage(`${label} names no document.`, "Give the number of an invoice or contract.");
  const documents: TradeUse[] = [];
  for (const each of named) {
    const part = each.amount ?? (others.length === 0 ? face : undefined);
    if (part === undefined) {
      throw new WrongUsage(`${label}: how much of ${each.name} stands behind it?`, `Give ${each.name}=AMOUNT.`);
    }
    documents.push({ subject: await subject(context, each.name, label), amount: part });
  }
  const sum = documents.reduce((total, each) => total + each.amount, 0n);
  if (sum === face) return documents;
  throw new WrongUsage(`${label} add up to ${yuan(sum)}; the whole is over ${yuan(face)}.`, "Let them be the same.");
}

/** As lines of a preview. */
export const useLines = ({ words }: Context, uses: readonly TradeUse[]): Promise<string[]> =>
  Promise.all(
    uses.map(async ({ subject, amount }) => `Behind it: ${await words.subject(subject)}, ${yuan(amount)} of it.`),
  );

export const sameUses = (a: readonly TradeUse[], b: readonly TradeUse[]): boolean =>
  a.length === b.length &&
  a.every(({ subject, amount }, index) => b[index]?.subject === subject && b[index]?.amount === amount);
