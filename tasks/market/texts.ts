import { counted, listed, percent, timeOf, yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";
import { nextOf } from "./state.ts";
import { type Lot, lotsInWords, termsInWords } from "./titles.ts";

interface Terms {
  title: string;
  lots: Lot[];
  buyers: bigint[];
  closesAt: bigint;
  terms: string;
}

async function asking({ context, raw, shown }: Told): Promise<string> {
  const { title, lots, buyers, closesAt, terms } = raw.terms as Terms;
  const conditions = await termsInWords(context, title, terms);
  const offered = listed(await lotsInWords(context, title, lots));
  const named = await Promise.all(buyers.map((buyer) => context.words.participant(buyer)));
  const whom = named.length === 0 ? "" : ` ${listed(named)}`;
  const sealed = closesAt === 0n ? "" : `, sealed until ${timeOf(closesAt)}`;
  return `${shown.ask}: {asker} asks${whom} for quotes on ${offered}${conditions === undefined ? "" : `, ${conditions}`}${sealed}.`;
}

async function selling({ context, raw }: Told): Promise<string> {
  const sales = raw.sales as { face: bigint }[];
  const face = sales.reduce((sum, each) => sum + each.face, 0n);
  const lots = sales.length === 1 ? "" : ` (${counted(sales.length, "title")})`;
  const { words } = context;
  const [seller, buyer] = await Promise.all([
    words.participant(raw.seller as bigint),
    words.participant(raw.buyer as bigint),
  ]);
  return `${seller} has sold ${yuan(face)} of face${lots} to ${buyer} at {rate} for {price}: {quote} is accepted.`;
}

/** What the ask that is spoken of can do next. */
async function next({ context, raw }: Told): Promise<string> {
  const ask = (raw.ask as bigint | undefined) ?? (raw.quote as bigint) >> 32n;
  const [step] = await nextOf(context, ask);
  return step ?? `[market show ${ask}]`;
}

export const events: EventTexts = {
  AskOpened: asking,
  AskWithdrawn: "{asker} has withdrawn {ask}.",
  QuoteSealed: "{buyer} has sealed {quote}.",
  QuoteOpened: "{quote}: {buyer} offers {rate}, bound until {lastDay}.",
  QuoteAccepted: selling,
  QuoteBroken: ({ raw }) =>
    raw.shortfall === 2n
      ? "{quote} is broken: the line of {buyer} is used up, and {seller} was to have {price}."
      : "{quote} is broken: {buyer} can't pay {seller} {price}.",
  LineSet: "{buyer} takes on {limit} of {debtor} at most; {used} of it is used.",
  LineRemoved: "{buyer} no longer limits what it takes on of {debtor}.",
  LineUsed: "{buyer} has used {used} of its line of {limit} for {debtor}.",
  TraderSet: ({ raw }) =>
    raw.admitted === true
      ? "{participant} may buy bills that a bank has discounted."
      : "{participant} may no longer buy bills that a bank has discounted.",
};

/** The command as it was typed, on another quote or ask. */
const quoteTyped = ({ context }: Told): string => context.args.text("quote") ?? "<quote>";

export const errors: ErrorTexts = {
  MarketTitleUnknown: ["{title} is no part of the suite's modules.", "[system addresses]"],
  MarketTitleHalted: ["Nothing is sold now: the module of {title} is halted.", "[inbox --as <participant>]"],
  MarketLotsInvalid: [
    ({ raw }) => (raw.count === 0n ? "Nothing is offered." : "{count} lots are too many."),
    "Give --lots, 1 to {max} of them.",
  ],
  MarketBuyersTooMany: ["{count} named buyers are too many.", "Give --buyers, {max} at most; or leave it out for all."],
  MarketDaysOutOfRange: [
    "The value days {firstDay} to {lastDay} are out of range.",
    "Give --first-day from {earliest} on, and --last-day not before it.",
  ],
  MarketCloseOutOfRange: ["Bidding would close at {closesAt}.", "Give --closes between {earliest} and {latest}."],
  MarketAskUnknown: ["There is no {ask}.", "[market list]"],
  MarketAskNotOpen: ["{ask} is {status}.", "[market list --status open]"],
  MarketAskOver: ["{ask} was open until {lastDay}.", "Who asked can ask again: [market ask --help]"],
  MarketAskNotYours: ["{ask} is not {caller}'s; {asker} asks.", "Act as {asker}: --as {#asker}"],
  MarketOwnAsk: ["{ask} is {asker}'s own.", "Others quote on it: [market show {#ask}]"],
  MarketNotNamed: ["{ask} does not name {buyer}.", "Who may quote: [market show {#ask}]"],
  MarketQuotesFull: ["{buyer} has {max} quotes on {ask}, and can have no more.", "[market show {#ask}]"],
  MarketAskSealed: ["{ask} takes sealed quotes.", "[market quote-sealed {#ask} --rate <percent>]"],
  MarketAskNotSealed: ["{ask} takes open quotes.", "[market quote {#ask} --rate <percent>]"],
  MarketBiddingOver: ["Bidding on {ask} ended at {closesAt}.", next],
  MarketBiddingOpen: ["Bidding on {ask} goes on until {closesAt}.", "Run the same command after that."],
  MarketQuoteUnknown: ["There is no {quote}.", "[market list]"],
  MarketQuoteNotYours: ["{quote} is not {caller}'s; {buyer} has made it.", "Act as {buyer}: --as {#buyer}"],
  MarketQuoteWrongStatus: ["{quote} is {status}; {act} needs {needed}.", next],
  MarketQuoteOver: ["{quote} was binding until {lastDay}.", next],
  MarketQuoteDayOutOfRange: [
    "The quote would bind until {lastDay}.",
    "Give --last-day between {earliest} and {latest}.",
  ],
  MarketCommitmentEmpty: ["The commitment is empty.", "Make it by [market quote-sealed --help]"],
  MarketCommitmentDiffers: [
    "{quote} was sealed with another rate, last day or salt.",
    "Open it with the file that it was sealed with, or give --rate, --last-day and --salt as they were.",
  ],
  MarketTooEarly: ["{ask} is paid from {firstDay} on.", "Run the same command on that day."],
  MarketPriceDiffers: [
    ({ raw }) => `{quote} comes to ${yuan(raw.actual as bigint)} now, not to ${yuan(raw.expected as bigint)}.`,
    "The day has changed. Run the same command again, and look at the price.",
  ],
  MarketMoneyShort: [
    "{buyer} was to pay {needed}; it has {balance}, and lets the market take {allowance}.",
    (told) => `[market record-broken ${quoteTyped(told)} --as {#actor}]`,
  ],
  MarketLineExceeded: [
    "{buyer} can take {headroom} more of {debtor} by its own line; {needed} is needed.",
    (told) => `[market record-broken ${quoteTyped(told)} --as {#actor}]`,
  ],
  MarketQuoteCovered: ["{quote} can be paid: nothing is broken.", "[market accept {#quote}]"],
  MarketLineMissing: ["{buyer} has no line for {debtor}.", "[market lines --as {#buyer}]"],
  MarketLineUnused: [
    "Nothing of it counts on a line that its buyer does not hold.",
    "Lines follow by themselves where something is sold on the market.",
  ],
  TitleCallerNotMarket: ["{caller} is not the market.", "[market ask --help]"],
  TitleBuyerUnqualified: [
    "{buyer} may not trade this: notes and first discounts are for banks and finance companies, later discounts and repos for those on the list too.",
    "To trade what a bank has discounted, by order: [order propose set-trader --participant {#buyer} --basis-file <document> --reference <text>]",
  ],
  BillTradeEvidenceMissing: [
    "{holding} was never discounted: the trade behind it is to be shown.",
    "Give --trade-file, or --trade-digest with its digest.",
  ],
  BillValueDayOutOfRange: ["{holding} is due on {maturity}; {valueDay} is too late.", "Give an earlier day."],
  BillTraderUnchanged: [
    ({ raw }) =>
      raw.admitted === true ? "{participant} is on the list already." : "{participant} is not on the list.",
    "Nothing is to be done.",
  ],
  BillAmountOutOfRange: ["{holding} is over {units}; {amount} of it can't be had.", "Give 0.01 to {units}."],
  BillNotSplittable: ["{bill} was drawn as a whole: no part of it moves alone.", "Leave the amount out."],
  BillNotOffered: ["{holding} is no longer offered under {ask}.", "[market show {#ask}]"],
  InterestRateAbsurd: ["{rate} a year is no rate.", ({ raw }) => `Give --rate, ${percent(raw.max as bigint)} at most.`],
  InterestPeriodBackwards: ["Interest would run backwards, from {from} to {to}.", "Give an earlier day."],
  InterestConsumesFace: ["Interest of {interest} leaves nothing of {face}.", "Give a lower --rate."],
};
