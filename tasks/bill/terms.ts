/** From what a person says of a bill to the terms that the contract takes. */
import { encodeBytes32String } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { date, oneOf, parcels, positiveAmount } from "../shared/parse.ts";
import { participant, subject } from "../shared/resolve.ts";
import { choices, type Value, valueOf } from "../shared/terms.ts";

export interface DrawTerms {
  kind: bigint;
  supplyChain: boolean;
  splittable: boolean;
  notTransferable: boolean;
  acceptor: bigint;
  payee: bigint;
  institution: bigint;
  face: bigint;
  maturity: bigint;
  documents: { subject: string; amount: bigint }[];
}

/** What the documents stand for; a single one without an amount stands for the whole face. */
async function documentsOf(context: Context, text: string, face: bigint, label: string) {
  const named = parcels(text, "=", label, "Give NUMBER, or NUMBER=1,000.00,OTHER=234.56.");
  const [first, ...others] = named;
  if (first === undefined)
    throw new WrongUsage(`${label} names no document.`, "Give the number of an invoice or contract.");
  const documents = [];
  for (const each of named) {
    const part = each.amount ?? (others.length === 0 ? face : undefined);
    if (part === undefined) {
      throw new WrongUsage(`${label}: how much of ${each.name} stands behind the bill?`, `Give ${each.name}=AMOUNT.`);
    }
    documents.push({ subject: await subject(context, each.name, label), amount: part });
  }
  const sum = documents.reduce((total, each) => total + each.amount, 0n);
  if (sum === face) return documents;
  throw new WrongUsage(`${label} add up to ${yuan(sum)}; the bill is over ${yuan(face)}.`, "Let them be the same.");
}

/** What kind of bill an acceptor makes of it. */
async function usualKind({ suite }: Context, acceptor: bigint): Promise<Exclude<Value<"BillKind">, "None">> {
  const is = (key: string) => suite.participants.isQualified(acceptor, encodeBytes32String(key));
  const [bank, company] = await Promise.all([is("BANK"), is("FINANCE_COMPANY")]);
  return bank ? "Bank" : company ? "FinanceCompany" : "Commercial";
}

export async function drawTerms(context: Context, args: Args): Promise<DrawTerms> {
  const acceptor = await participant(
    context,
    args.required("acceptor", "the participant that is to accept"),
    args.label("acceptor"),
  );
  const payee = await participant(
    context,
    args.required("payee", "the participant to whom it is payable"),
    args.label("payee"),
  );
  const face = args.parsed("amount", "an amount in yuan, as in 1,234,567.89", positiveAmount);
  const maturity = args.parsed("maturity", "the day of maturity, as in 2026-06-30", date);
  const today = await context.today();
  if (maturity <= today) {
    const label = args.label("maturity");
    throw new WrongUsage(
      `${label} is ${dateOf(maturity)}; today is ${dateOf(today)} on this chain.`,
      "Give a later day.",
    );
  }
  const usual = await usualKind(context, acceptor);
  const kind = args.optional("kind", oneOf(choices("BillKind"))) ?? usual;
  const registrar = args.text("institution") ?? (usual === "Commercial" ? undefined : acceptor.toString());
  const name = args.label("institution");
  if (registrar === undefined) {
    throw new WrongUsage(
      `${name} is missing: the acceptor registers no bills itself.`,
      "Give a bank or finance company.",
    );
  }
  return {
    kind: valueOf("BillKind", kind),
    supplyChain: args.flag("supplyChain"),
    splittable: args.flag("splittable"),
    notTransferable: args.flag("notTransferable"),
    acceptor,
    payee,
    institution: await participant(context, registrar, name),
    face,
    maturity,
    documents: await documentsOf(
      context,
      args.required("documents", "the trade documents behind it"),
      face,
      args.label("documents"),
    ),
  };
}
