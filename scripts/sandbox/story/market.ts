/** Part of a bill is discounted under seal, and passes on between the banks. */
import { encodeBytes32String, hexlify, id, randomBytes } from "ethers";
import { dayOf, plusDays, yuan } from "../format.ts";
import { enterInvoice, issued } from "./bills.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 100_000_000n;
const PART = 40_000_000n;
const MONEY = 50_000_000n;
const TENOR = 170;
const HOUR = 3_600;

/** What each bank bids, in 1/1,000,000 a year. */
const BIDS = { baiyunling: 17_500n, guanshan: 18_500n } as const;
const REDISCOUNT = 16_000n;
type Bank = keyof typeof BIDS;
const BANKS = Object.keys(BIDS) as Bank[];

/** Asks for quotes on what is in a lot, to be answered and paid today or tomorrow. */
async function ask(stage: Stage, who: "nanming" | "guanshan", title: bigint, buyers: Bank[], closesAt: number) {
  const { billDiscount, market } = stage.suite;
  const today = await stage.today();
  const terms = {
    title: await billDiscount.getAddress(),
    lots: [{ title, amount: PART }],
    buyers: await Promise.all(buyers.map((bank) => stage.participant(bank))),
    firstDay: dayOf(today),
    lastDay: dayOf(plusDays(today, 1)),
    closesAt,
    terms: id("supply contract 2602"),
  };
  return (await stage.done(stage.as(who, market).ask(terms), market, "AskOpened"))["ask"] ?? 0n;
}

/** What a bank's sealed quote hides. */
async function bidOf(stage: Stage, bank: Bank) {
  const { lastDay } = await stage.suite.market.askInfo(stage.recall("ask"));
  return { rate: BIDS[bank], lastDay, salt: stage.recallText(`salt of ${bank}`) };
}

async function seal(stage: Stage, bank: Bank): Promise<void> {
  const { market } = stage.suite;
  stage.remember(`salt of ${bank}`, hexlify(randomBytes(32)));
  const { rate, lastDay, salt } = await bidOf(stage, bank);
  const number = stage.recall("ask");
  const commitment = await market.commitmentOf(number, await stage.participant(bank), rate, lastDay, salt);
  const sealed = stage.as(bank, market).quoteSealed(number, commitment);
  stage.remember(`quote of ${bank}`, (await stage.done(sealed, market, "QuoteSealed"))["quote"] ?? 0n);
}

/** Accepts a quote at the price that it comes to today. */
async function accept(stage: Stage, who: "nanming" | "guanshan", quote: bigint): Promise<bigint> {
  const { market } = stage.suite;
  const { price } = await market.previewAccept(quote);
  await stage.done(stage.as(who, market).accept(quote, price), market, "QuoteAccepted");
  return price;
}

const allow = async (stage: Stage, bank: Bank, amount: bigint): Promise<unknown> =>
  stage.done(stage.as(bank, stage.suite.money).approve(await stage.suite.market.getAddress(), amount));

export const discount: Scene = {
  title: "Part of a bill becomes money",
  movesTime: true,
  steps: [
    {
      says: `Qianling Equipment draws another bill on Guanshan Bank, over ${yuan(FACE)} and splittable; Nanming Precision Casting holds it.`,
      does: async (stage) => {
        const invoice = await enterInvoice(stage, FACE, "2602");
        const maturity = plusDays(await stage.today(), TENOR);
        const draft = { face: FACE, invoice, maturity, splittable: true };
        stage.remember("splittable", await issued(stage, "guanshan", draft));
      },
    },
    {
      says: `Nanming Precision Casting needs ${yuan(PART)} of it now: it asks Guanshan Bank and Baiyunling Bank for sealed quotes within the hour.`,
      does: async (stage) => {
        stage.remember("bidding ends", BigInt((await stage.now()) + HOUR));
        const closesAt = Number(stage.recall("bidding ends"));
        stage.remember("ask", await ask(stage, "nanming", stage.recall("splittable"), BANKS, closesAt));
      },
    },
    {
      says: "Both banks seal a quote. Guanshan Bank tries to open its own at once. Refused: bidding goes on.",
      does: async (stage) => {
        const { market } = stage.suite;
        for (const bank of BANKS) await seal(stage, bank);
        const { rate, lastDay, salt } = await bidOf(stage, "guanshan");
        const open = stage.as("guanshan", market).openQuote;
        const quote = stage.recall("quote of guanshan");
        await stage.refused(() => open.staticCall(quote, rate, lastDay, salt), market, "MarketBiddingOpen");
      },
    },
    {
      says: "The hour is over and both open: 1.75 % from Baiyunling Bank, 1.85 % from Guanshan Bank.",
      does: async (stage) => {
        const { market } = stage.suite;
        await stage.travel(Number(stage.recall("bidding ends")));
        for (const bank of BANKS) {
          const { rate, lastDay, salt } = await bidOf(stage, bank);
          await stage.done(stage.as(bank, market).openQuote(stage.recall(`quote of ${bank}`), rate, lastDay, salt));
        }
      },
    },
    {
      says: "Nanming Precision Casting accepts the better one. Refused: Baiyunling Bank has no money, so title stays; its quote is recorded as broken.",
      does: async (stage) => {
        const { market } = stage.suite;
        const quote = stage.recall("quote of baiyunling");
        const { price } = await market.previewAccept(quote);
        const act = stage.as("nanming", market).accept;
        await stage.refused(() => act.staticCall(quote, price), market, "MarketMoneyShort");
        await stage.done(stage.as("nanming", market).recordBroken(quote), market, "QuoteBroken");
      },
    },
    {
      says: (stage) =>
        `It accepts the other one: ${yuan(PART)} of the bill go to Guanshan Bank as a holding of their own, and ` +
        `${yuan(stage.recall("price"))} to Nanming Precision Casting, in one transaction.`,
      does: async (stage) => {
        const { billRegistry, money } = stage.suite;
        await allow(stage, "guanshan", PART);
        const before = await money.balanceOf(stage.wallet("nanming"));
        stage.remember("price", await accept(stage, "nanming", stage.recall("quote of guanshan")));
        const gained = (await money.balanceOf(stage.wallet("nanming"))) - before;
        if (gained !== stage.recall("price")) throw new Error(`Nanming received ${yuan(gained)}.`);
        stage.remember("part", stage.recall("splittable") + 1n);
        const { holder, lo, hi } = await billRegistry.holdingInfo(stage.recall("part"));
        const isWhole = holder === (await stage.participant("guanshan")) && hi - lo + 1n === PART;
        if (!isWhole) throw new Error("Guanshan does not hold what it has paid for.");
      },
    },
    {
      says: (stage) =>
        `Baiyunling Bank has ${yuan(MONEY)} issued to it, and Guanshan Bank rediscounts its part with it at 1.60 %, for ` +
        `${yuan(stage.recall("second price"))}.`,
      does: async (stage) => {
        const { market, money } = stage.suite;
        const businessRef = encodeBytes32String(`DEPOSIT-${await stage.now()}`);
        await stage.done(stage.as("clearing", money).issue(stage.wallet("baiyunling"), MONEY, businessRef));
        await allow(stage, "baiyunling", MONEY);
        const number = await ask(stage, "guanshan", stage.recall("part"), ["baiyunling"], 0);
        const { lastDay } = await market.askInfo(number);
        const quoted = stage.as("baiyunling", market).quote(number, REDISCOUNT, lastDay);
        const { quote = 0n } = await stage.done(quoted, market, "QuoteOpened");
        stage.remember("second price", await accept(stage, "guanshan", quote));
      },
    },
  ],
};
