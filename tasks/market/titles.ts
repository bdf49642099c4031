/** What is sold on the market: titles by their contract and id. Bills are, by their holdings, and receivables, by their notes. */
import { unitsOf } from "../bill/state.ts";
import type { Context } from "../shared/context.ts";
import { parseCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { content, type Parcel, parcels, positiveAmount } from "../shared/parse.ts";
import { holding as holdingOf, note as noteOf } from "../shared/resolve.ts";
import { splitHolding } from "../shared/words.ts";

/** What is offered of one title, in fen of face. */
export interface Lot {
  title: bigint;
  amount: bigint;
}

/** A lot's figures at a rate. */
export interface Figures extends Lot {
  /** As people read it: bill 7/3. */
  name: string;
  price: bigint;
  interest: bigint;
  /** Days of interest. */
  days: bigint;
  debtor: bigint;
}

/** A kind of titles that people can name. */
export interface Titles {
  kind: "bills" | "notes";
  contract: ReturnType<typeof contractOf>;
  /** The option that names them, and the column of a file. */
  option: string;
  column: string;
  /** What they are called before and after they are offered. */
  free: string;
  locked: string;
  named: (text: string, label: string) => Promise<bigint>;
  name: (title: bigint) => string;
  units: (title: bigint) => Promise<bigint>;
  dueDay: (title: bigint) => Promise<bigint>;
  /** The ask under which one is, or was, offered; 0: none. */
  offer: (title: bigint) => Promise<bigint>;
}

const contractOf = ({ suite }: Context, kind: "bills" | "notes") =>
  kind === "bills" ? suite.billDiscount : suite.receivableFinancing;

export function bills(context: Context): Titles {
  const { billRegistry } = context.suite;
  return {
    kind: "bills",
    contract: contractOf(context, "bills"),
    option: "lots",
    column: "holding",
    free: "Circulating",
    locked: "Locked",
    named: (text, label) => holdingOf(context, text, label),
    name: (title) => context.words.holding(title),
    units: async (title) => unitsOf(await billRegistry.holdingInfo(title)),
    dueDay: async (title) => (await billRegistry.billInfo(splitHolding(title).bill)).maturity,
    offer: async (title) => (await billRegistry.offerOf(title)).ask,
  };
}

export function notes(context: Context): Titles {
  const { receivableRegistry } = context.suite;
  return {
    kind: "notes",
    contract: contractOf(context, "notes"),
    option: "notes",
    column: "note",
    free: "free",
    locked: "locked",
    named: (text, label) => noteOf(context, text, label),
    name: (title) => context.words.note(title),
    units: async (title) => unitsOf(await receivableRegistry.noteInfo(title)),
    dueDay: async (title) => (await receivableRegistry.noteInfo(title)).dueDay,
    offer: async (title) => (await receivableRegistry.lockOf(title)).ask,
  };
}

/** The titles of a contract; none where people can't name them. */
export async function titlesAt(context: Context, contract: string): Promise<Titles | undefined> {
  for (const titles of [bills(context), notes(context)]) {
    if ((await titles.contract.getAddress()) === contract) return titles;
  }
  return undefined;
}

/** A title as people read it. */
export async function titleName(context: Context, contract: string, title: bigint): Promise<string> {
  const titles = await titlesAt(context, contract);
  return titles === undefined ? `${await context.words.account(contract)} ${title}` : titles.name(title);
}

/** Lots as people read them, with what is offered of each. */
export async function lotsInWords(context: Context, contract: string, lots: readonly Lot[]): Promise<string[]> {
  return Promise.all(
    lots.map(async ({ title, amount }) => `${await titleName(context, contract, title)} over ${yuan(amount)}`),
  );
}

/** What a file names, a title a line: its header tells what kind they are. */
function lotsInFile(context: Context, path: string): { titles: Titles; typed: Parcel[] } {
  const text = content(path, "--file").toString("utf8");
  const [header = ""] = text.split("\n");
  const titles = /(^|,)\s*note\s*(,|$)/.test(header.replace(/^\ufeff/, "")) ? notes(context) : bills(context);
  const { column } = titles;
  const typed = parseCsv(text, [column], ["amount"], path).map(({ line, values }) => {
    const { [column]: name = "", amount = "" } = values;
    if (name === "") throw new WrongUsage(`Line ${line} of ${path} names no ${column}.`, "Give 7, or 7/3.");
    if (amount === "") return { name };
    return { name, amount: positiveAmount(amount, `The amount in line ${line} of ${path}`) };
  });
  return { titles, typed };
}

/** What was typed, or stands in a file: without an amount, the whole of it. */
function lotsTyped(context: Context, kinds: readonly Titles[]): { titles: Titles; typed: Parcel[] } {
  const { args } = context;
  const file = args.text("file");
  const given = kinds.filter(({ option }) => args.text(option) !== undefined);
  const [titles] = given;
  if (given.length + (file === undefined ? 0 : 1) !== 1) {
    const options = kinds.map(({ option, kind }) => `${args.label(option)} for ${kind}`).join(", or ");
    throw new WrongUsage(
      "What is it about?",
      `Give ${options}: 7, 7/3, or a part as in 7/3:1,000.00, several with commas; or --file.`,
    );
  }
  if (titles === undefined) return lotsInFile(context, file ?? "");
  const { option } = titles;
  const right = "Give 7, 7/3 or 7/3:1,000.00, with commas between.";
  return { titles, typed: parcels(args.text(option) ?? "", ":", args.label(option), right) };
}

/** The lots that are spoken of, and what they are lots of. */
export async function lotsOf(
  context: Context,
  kinds: readonly Titles[] = [bills(context), notes(context)],
): Promise<{ titles: Titles; lots: Lot[] }> {
  const { titles, typed } = lotsTyped(context, kinds);
  const label = context.args.label(titles.option);
  if (typed.length === 0) {
    throw new WrongUsage(`${label} names no ${titles.column}.`, "Give 7, 7/3 or 7/3:1,000.00.");
  }
  const lots: Lot[] = [];
  for (const { name, amount } of typed) {
    const title = await titles.named(name, label);
    const units = await titles.units(title);
    const isTwice = lots.some((lot) => lot.title === title);
    if (isTwice) throw new WrongUsage(`${label} names ${name} twice.`, "Add the amounts up.");
    if (amount === 0n) throw new WrongUsage(`${label}: the part of ${name} is nothing.`, "Give an amount above 0.00.");
    if (amount !== undefined && amount > units) {
      throw new WrongUsage(
        `${label}: ${name} is over ${yuan(units)}; ${yuan(amount)} is more than that.`,
        "Give less, or leave the amount out for all of it.",
      );
    }
    lots.push({ title, amount: amount ?? units });
  }
  return { titles, lots };
}

/** What a rate makes of lots on a day. */
export async function figuresAt(
  context: Context,
  { contract, name, dueDay }: Titles,
  lots: readonly Lot[],
  rate: bigint,
  valueDay: bigint,
): Promise<Figures[]> {
  const { calendar } = context.suite;
  const sales = await contract.priceOf([...lots], rate, valueDay);
  return Promise.all(
    lots.map(async ({ title, amount }, index) => {
      const { price = 0n, debtor = 0n } = sales[index] ?? {};
      const days = (await calendar.nextBusinessDay(await dueDay(title))) - valueDay;
      return { title, amount, debtor, price, interest: amount - price, days, name: name(title) };
    }),
  );
}

/** What a rate makes of what an ask offers; of titles that people can't name, nothing is known here. */
export async function figuresOf(
  context: Context,
  { ask, lots }: { ask: { title: string }; lots: readonly Lot[] },
  rate: bigint,
  valueDay: bigint,
): Promise<Figures[]> {
  const titles = await titlesAt(context, ask.title);
  return titles === undefined ? [] : figuresAt(context, titles, lots, rate, valueDay);
}

export const priceOfAll = (figures: readonly { price: bigint }[]): bigint =>
  figures.reduce((sum, { price }) => sum + price, 0n);

/** Terms of a factoring, as its ask holds them. */
const RECOURSE = 1n;
const DISCLOSED = 2n;

export const factoringTerms = (recourse: boolean, disclosed: boolean): bigint =>
  (recourse ? RECOURSE : 0n) | (disclosed ? DISCLOSED : 0n);

/** What an ask's terms mean: of notes whether there is recourse and whether the obligor knows; of bills they are a digest. */
export async function termsInWords(context: Context, contract: string, terms: string): Promise<string | undefined> {
  const titles = await titlesAt(context, contract);
  if (titles?.kind !== "notes") return undefined;
  const bits = BigInt(terms);
  return `${bits & RECOURSE ? "with" : "without"} recourse, ${bits & DISCLOSED ? "disclosed" : "undisclosed"}`;
}
