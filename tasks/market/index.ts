import { noun, read, readAs, write } from "../shared/define.ts";

const ask = "Ask, by its number";
const quote = "Quote, by its ask and its number on it, as in 3/1";
const debtor = "Whose paper";
const lots = {
  lots: "Bills or holdings, as in 7 or 7/3; a part as in 7/3:1,000.00; several with commas",
  notes: "Notes of receivables instead, as in 7/3 or 7/3:1,000.00; several with commas",
  file: "CSV file with a title a line instead: columns holding, or note, and for a part amount",
};
const terms = {
  rate: "Percent a year, as in 1.85",
  lastDay: "Last day on which it binds (usual: the ask's)",
};

export default noun(
  "market",
  "Market: ask for quotes on bills and notes, quote, and sell them against money (贴现, 转贴现, 保理)",
  [
    "market price --lots 7:500,000 --rate 1.85 --value-day 2026-01-12",
    "market ask --lots 7:500,000 --buyers guanshan,baiyunling --last-day 2026-01-16 --closes '2026-01-12 12:00' --trade-file contract.pdf --as nanming",
    "market ask --notes 1/2 --recourse --last-day 2026-01-16 --as huaxi",
    "market quote-sealed 1 --rate 1.85 --as guanshan",
    "market open-quote 1/1 --as guanshan",
    "market accept 1/1 --as nanming --dry-run",
    "market show 1",
  ],
  [
    write(
      "market ask",
      "Ask for quotes on a bill or a note, a part of one, or up to 50 together",
      {
        options: {
          ...lots,
          buyers: "Who may quote, with commas (usual: all who may buy)",
          firstDay: "First day of payment (usual: today)",
          lastDay: "Last day of payment, and of acceptance",
          closes: "Until when bids stay sealed, as in '2026-01-12 12:00' (usual: quotes are open)",
          tradeDigest: "Digest of your trade with who endorsed it to you, for a first discount",
          tradeFile: "That document; its SHA-256 is taken here",
        },
        flags: {
          recourse: "Of notes: should the obligor not pay, the factor may claim it of you (有追索权)",
          disclosed: "Of notes: the obligor knows, and pays the factor (公开); else you collect for it",
        },
      },
      () => import("./ask.ts"),
    ),
    write(
      "market withdraw-ask",
      "Take an ask back, and unlock what it offers",
      { positionals: { ask } },
      () => import("./withdraw-ask.ts"),
    ),
    write(
      "market quote",
      "Quote on an ask; you are bound until the last day",
      { positionals: { ask }, options: terms },
      () => import("./quote.ts"),
    ),
    write(
      "market quote-sealed",
      "Seal a quote on an ask; rate and salt are kept on this machine until you open it",
      { positionals: { ask }, options: terms },
      () => import("./quote-sealed.ts"),
    ),
    write(
      "market open-quote",
      "Open your sealed quote, once bidding is over",
      {
        positionals: { quote },
        options: {
          rate: "The rate that was sealed, when it was sealed elsewhere",
          lastDay: "The last day that was sealed",
          salt: "The salt that was sealed",
        },
      },
      () => import("./open-quote.ts"),
    ),
    write(
      "market accept",
      "Accept a quote: title and money change hands in one transaction",
      { positionals: { quote } },
      () => import("./accept.ts"),
    ),
    write(
      "market record-broken",
      "Record that a quote's buyer can't pay",
      { positionals: { quote } },
      () => import("./record-broken.ts"),
    ),
    write(
      "market set-line",
      "Limit how much of a debtor's paper you buy",
      {
        positionals: { debtor },
        options: {
          limit: "Face at most, in yuan",
          used: "What you have of it already (usual: the bills and notes that you hold)",
        },
      },
      () => import("./set-line.ts"),
    ),
    write("market remove-line", "No longer limit it", { positionals: { debtor } }, () => import("./remove-line.ts")),
    write(
      "market count-off",
      "Count off a line what its buyer no longer holds",
      {
        positionals: { title: "Bill, or one of its holdings as in 7/3; or a note" },
        flags: { note: "It is a note of a receivable" },
      },
      () => import("./count-off.ts"),
    ),
    read(
      "market price",
      "What a rate makes of bills or notes, before anything is signed",
      {
        options: { ...lots, rate: terms.rate, valueDay: "Day of payment (usual: today)" },
      },
      () => import("./price.ts"),
    ),
    read(
      "market list",
      "All asks, or some",
      {
        options: {
          asker: "Of whom",
          status: "open, sold or withdrawn",
          limit: "How many at most, newest first (usual: 50)",
        },
      },
      () => import("./list.ts"),
    ),
    read("market show", "One ask: what it offers, and its quotes", { positionals: { ask } }, () => import("./show.ts")),
    read(
      "market history",
      "Everything that has happened to an ask",
      { positionals: { ask } },
      () => import("./history.ts"),
    ),
    readAs("market lines", "How much of whom a participant buys", {}, () => import("./lines.ts")),
  ],
);
