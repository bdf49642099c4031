/** What is sold on the market: titles by their contract and id. Bills are, by their holdings. */
import type { Context } from "../shared/context.ts";
import { parseCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { content, type Parcel, parcels, positiveAmount } from "../shared/parse.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { splitHolding } from "../shared/words.ts";
import { unitsOf } from "../bill/state.ts";

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

/** The contract of the titles that people can name. */
export const titleContract = ({ suite }: Context) => suite.billDiscount;

/** A title as people read it. */
export async function titleName(context: Context, contract: string, title: bigint): Promise<string> {
  const isBill = contract === (await titleContract(context).getAddress());
  return isBill ? context.words.holding(title) : `${await context.words.account(contract)} ${title}`;
}

/** Lots as people read them, with what is offered of each. */
export async function lotsInWords(context: Context, contract: string, lots: readonly Lot[]): Promise<string[]> {
  return Promise.all(
    lots.map(async ({ title, amount }) => `${await titleName(context, contract, title)} over ${yuan(amount)}`),
  );
}

/** What was typed as lots, or stands in a file: without an amount, the whole of it. */
function lotsTyped({ args }: Context): Parcel[] {
  const text = args.text("lots");
  const file = args.text("file");
  if ((text === undefined) === (file === undefined)) {
    throw new WrongUsage("What is it about?", "Give --lots BILL or BILL:AMOUNT, several with commas; or --file.");
  }
  if (text !== undefined)
    return parcels(text, ":", args.label("lots"), "Give 7, 7/3 or 7/3:1,000.00, with commas between.");
  const path = file ?? "";
  return parseCsv(content(path, "--file").toString("utf8"), ["holding"], ["amount"], path).map(({ line, values }) => {
    const { holding = "", amount = "" } = values;
    if (holding === "") throw new WrongUsage(`Line ${line} of ${path} names no holding.`, "Give 7, or 7/3.");
    return amount === ""
      ? { name: holding }
      : { name: holding, amount: positiveAmount(amount, `The amount in line ${line} of ${path}`) };
  });
}

/** The lots that are spoken of. */
export async function lotsOf(context: Context): Promise<Lot[]> {
  const { billRegistry } = context.suite;
  const typed = lotsTyped(context);
  const label = context.args.label("lots");
  if (typed.length === 0) throw new WrongUsage(`${label} names no holding.`, "Give 7, 7/3 or 7/3:1,000.00.");
  const lots: Lot[] = [];
  for (const { name, amount } of typed) {
    const title = await holdingOf(context, name, label);
    const units = unitsOf(await billRegistry.holdingInfo(title));
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
  return lots;
}

/** What a rate makes of lots on a day, by the contract of their titles. */
export async function figuresOf(
  context: Context,
  lots: readonly Lot[],
  rate: bigint,
  valueDay: bigint,
): Promise<Figures[]> {
  const { billRegistry, calendar } = context.suite;
  const contract = titleContract(context);
  const address = await contract.getAddress();
  const sales = await contract.priceOf([...lots], rate, valueDay);
  return Promise.all(
    lots.map(async ({ title, amount }, index) => {
      const { price = 0n, debtor = 0n } = sales[index] ?? {};
      const { maturity } = await billRegistry.billInfo(splitHolding(title).bill);
      const days = (await calendar.nextBusinessDay(maturity)) - valueDay;
      return {
        title,
        amount,
        debtor,
        price,
        interest: amount - price,
        days,
        name: await titleName(context, address, title),
      };
    }),
  );
}

export const priceOfAll = (figures: readonly { price: bigint }[]): bigint =>
  figures.reduce((sum, { price }) => sum + price, 0n);
