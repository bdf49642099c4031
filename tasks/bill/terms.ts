/** From what a person says of a bill to the terms that the contract takes. */
import { encodeBytes32String } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf } from "../shared/format.ts";
import { date, oneOf, positiveAmount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { choices, type Value, valueOf } from "../shared/terms.ts";
import { type TradeUse, usesOf } from "../trade/uses.ts";

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
  documents: TradeUse[];
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
    documents: await usesOf(
      context,
      args.required("documents", "the trade documents behind it"),
      face,
      args.label("documents"),
    ),
  };
}
