/** Prices and interest, as people read them. */
import type { Context } from "../shared/context.ts";
import { counted, percent, yuan } from "../shared/format.ts";
import { table } from "../shared/table.ts";
import { type Figures, priceOfAll } from "./titles.ts";

/** A line for each lot: what is paid, and why. */
export const figureLines = (figures: readonly Figures[], rate: bigint): string[] =>
  figures.map(
    ({ name, amount, interest, price, days }) =>
      `${name}: ${yuan(amount)} less ${yuan(interest)} for ${counted(days, "day")} at ${percent(rate)} is ${yuan(price)}.`,
  );

/** The same as a table, with the sum. */
export function figureTable(figures: readonly Figures[]): string {
  const sum = (of: (each: Figures) => bigint): string => yuan(figures.reduce((total, each) => total + of(each), 0n));
  const rows = figures.map(({ name, days, amount, interest, price }) => ({
    name,
    days: String(days),
    face: yuan(amount),
    interest: yuan(interest),
    price: yuan(price),
  }));
  if (rows.length > 1) {
    rows.push({
      name: "in all",
      days: "",
      face: sum(({ amount }) => amount),
      interest: sum(({ interest }) => interest),
      price: yuan(priceOfAll(figures)),
    });
  }
  return table(rows, [
    { head: "title", cell: ({ name }) => name },
    { head: "days", cell: ({ days }) => days, right: true },
    { head: "face", cell: ({ face }) => face, right: true },
    { head: "interest", cell: ({ interest }) => interest, right: true },
    { head: "price", cell: ({ price }) => price, right: true },
  ]);
}

/** What a buyer has, and lets the market take. */
export async function meansOf({ suite, words }: Context, buyer: bigint) {
  const { wallet } = await words.facts(buyer);
  const [balance, allowance] = await Promise.all([
    suite.money.balanceOf(wallet),
    suite.money.allowance(wallet, suite.market),
  ]);
  return { wallet, balance, allowance };
}

/** What a buyer has still to do so that its quote can be paid; nothing, when it can. */
export async function fundingSteps(context: Context, buyer: bigint, price: bigint): Promise<string[]> {
  const { words } = context;
  const { balance, allowance } = await meansOf(context, buyer);
  const amount = yuan(price).slice(1);
  const handle = await words.handle(buyer);
  return [
    ...(balance < price
      ? [words.command(`money issue --to ${handle} --amount ${yuan(price - balance).slice(1)} --reference <reference>`)]
      : []),
    ...(allowance < price ? [words.command(`money approve QuoteMarket --amount ${amount}`, handle)] : []),
  ];
}
