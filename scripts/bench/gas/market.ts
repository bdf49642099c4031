/** Bills on the market, between parties that hold bills and money already. */
import { id, MaxUint256 } from "ethers";
import { dayOf } from "../../sandbox/format.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import { delivered } from "./bills.ts";
import { ERC20, ERC721 } from "./controls.ts";
import { NOMINATE, TRANSFER } from "./peers.ts";
import type { Table } from "./table.ts";

const RATE = 18_500n;
const LAST_DAY = "2026-03-31";

/** A discount from ask to money. Amounts below a holding's face split it. Gives a bill that the bank has bought whole. */
export async function measureMarket(table: Table, stage: Stage): Promise<bigint> {
  const { market, money, billDiscount } = stage.suite;
  const title = await billDiscount.getAddress();
  await stage.done(stage.as("baiyunling", money).approve(await market.getAddress(), MaxUint256));
  await stage.done(stage.as("clearing", money).issue(stage.wallet("baiyunling"), 10_000_000_00n, id("market bench")));
  await stage.done(stage.as("clearing", money).issue(stage.wallet("nanming"), 100n, id("market bench 2")));

  const sell = async (name: string, holdings: bigint[], amount: bigint, notes: boolean): Promise<void> => {
    const today = dayOf(await stage.today());
    const terms = {
      title,
      lots: holdings.map((holding) => ({ title: holding, amount })),
      buyers: [],
      firstDay: today,
      lastDay: dayOf(LAST_DAY),
      closesAt: 0,
      terms: id("contract and invoice"),
    };
    const ask = stage.as("nanming", market).ask(terms);
    await (notes ? table.add(`market: ask, ${name}`, ask) : stage.done(ask));
    const number = await market.askCount();
    const quote = stage.as("baiyunling", market).quote(number, RATE, today);
    await (notes ? table.add(`market: quote, ${name}`, quote) : stage.done(quote));
    const quoteId = (number << 32n) | 1n;
    const [, price] = await market.previewAccept(quoteId);
    const accept = stage.as("nanming", market).accept(quoteId, price);
    const isWhole = name === "whole";
    const against = { control: [ERC721, ERC20], ...(isWhole && { limit: 2.2, below: [NOMINATE, TRANSFER] }) };
    await (notes ? table.add(`market: accept, with its money, ${name}`, accept, against) : stage.done(accept));
  };

  const bills = [];
  for (let n = 1; n <= 6; ++n) bills.push((await delivered(stage, `MARKET ${n}`, true)).holding);
  const [first = 0n, second = 0n, third = 0n, ...basket] = bills;
  // The buyer holds a bill already, as the control's receiver holds a token.
  await sell("", [first], 100_000_00n, false);
  await sell("whole", [second], 100_000_00n, true);
  await sell("part", [third], 40_000_00n, true);
  await sell("basket of three", basket, 100_000_00n, true);
  return second;
}
