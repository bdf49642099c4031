/** From what people type to the ids that the contracts know; what is not there is said before anything is sent (T-5). */
import { isHexString } from "ethers";
import { personas } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import type { Context } from "./context.ts";
import { WrongUsage } from "./failures.ts";
import { billNumber, listed } from "./format.ts";
import { each } from "./logs.ts";
import { address as parseAddress, uscc as parseUscc } from "./parse.ts";

/** "--to: there is no …", or "There is no …" where nothing else could be meant. */
const at = (label: string, sentence: string): string =>
  label.startsWith("The ") ? sentence.slice(0, 1).toUpperCase() + sentence.slice(1) : `${label}: ${sentence}`;

const quoted = (text: string): string => JSON.stringify(text);

/** How many letters must change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The persona that was probably meant. */
export function nearestPersona(text: string): string | undefined {
  const near = personas
    .map(({ key }) => ({ key, letters: distance(text.toLowerCase(), key) }))
    .sort((a, b) => a.letters - b.letters)[0];
  return near !== undefined && near.letters <= 2 ? near.key : undefined;
}

/** All participants and applicants, by number. */
export async function allParticipants({ suite: { participants } }: Context) {
  const count = Number(await participants.participantCount());
  const ids = Array.from({ length: count }, (_, index) => BigInt(index + 1));
  return each(ids, async (id) => ({ id, info: await participants.participantInfo(id) }));
}

async function participantByName(context: Context, text: string, label: string): Promise<bigint> {
  const all = await allParticipants(context);
  const exact = all.filter(({ info }) => info.name === text);
  const found = exact.length > 0 ? exact : text.length < 2 ? [] : all.filter(({ info }) => info.name.includes(text));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.id;
  if (only !== undefined) {
    const names = found.slice(0, 5).map(({ id, info }) => `${info.name} (${id})`);
    throw new WrongUsage(
      at(label, `${quoted(text)} may be ${listed(names, "or")}.`),
      "Give the number, or the whole name.",
    );
  }
  const near = context.chain.isDevelopment ? nearestPersona(text) : undefined;
  const list = context.words.command("participant list");
  throw new WrongUsage(
    at(label, `there is no participant ${quoted(text)}.`),
    near === undefined ? `See ${list}.` : `Did you mean ${near}? All: ${list}.`,
  );
}

/** A participant by persona, number, USCC, wallet or other account, or legal name (a part of it when there is no other). */
export async function participant(context: Context, text: string, label = "The participant"): Promise<bigint> {
  const { suite, chain } = context;
  const { participants } = suite;
  if (/^#?\d{1,10}$/.test(text)) {
    const id = BigInt(text.replace("#", ""));
    const count = await participants.participantCount();
    if (id > 0n && id <= count) return id;
    throw new WrongUsage(at(label, `there is no participant ${id}.`), `They are numbered 1 to ${count}.`);
  }
  const persona = chain.isDevelopment ? personas.find(({ key }) => key === text.toLowerCase()) : undefined;
  const account = persona?.wallet ?? (/^0x[0-9a-f]{40}$/i.test(text) ? parseAddress(text, label) : undefined);
  if (account !== undefined) {
    const id = await participants.participantOf(account);
    if (id !== 0n) return id;
    throw new WrongUsage(
      at(label, `${text} belongs to no participant.`),
      `See ${context.words.command("participant list")}.`,
    );
  }
  if (/^[0-9A-Z]{18}$/.test(text)) {
    const code = parseUscc(text, label);
    const id = await participants.participantByUscc(`0x${Buffer.from(code).toString("hex")}`);
    if (id !== 0n) return id;
    throw new WrongUsage(
      at(label, `no participant has the USCC ${code}.`),
      `See ${context.words.command("participant list")}.`,
    );
  }
  return participantByName(context, text, label);
}

/** An account by address, or a participant's wallet, or a contract of the suite. */
export async function account(context: Context, text: string, label: string): Promise<string> {
  const contract = context.dictionary.addressOf(text);
  if (contract !== undefined) return contract;
  if (/^0x/i.test(text)) return parseAddress(text, label);
  return (await context.words.facts(await participant(context, text, label))).wallet;
}

async function billByNumber(context: Context, number: bigint, label: string): Promise<bigint> {
  const { billIssuance } = context.suite;
  const drawn = await context.events((first, last) =>
    billIssuance.queryFilter(billIssuance.filters.BillDrawn(), first, last),
  );
  const found = drawn.find(({ args }) => args.number === number);
  if (found !== undefined) return found.args.bill;
  throw new WrongUsage(
    at(label, `there is no bill with the number ${billNumber(number)}.`),
    `See ${context.words.command("bill list")}.`,
  );
}

/** A bill by its id or its number of 30 digits. */
export async function bill(context: Context, text: string, label = "The bill"): Promise<bigint> {
  const digits = text.replace(/^#/, "").replaceAll(" ", "");
  if (/^\d{30}$/.test(digits)) return billByNumber(context, BigInt(digits), label);
  if (!/^\d{1,10}$/.test(digits)) {
    throw new WrongUsage(`${label} is ${quoted(text)}.`, "Give its id, as in 7, or its number of 30 digits.");
  }
  const id = BigInt(digits);
  const count = await context.suite.billRegistry.billCount();
  if (id > 0n && id <= count) return id;
  const known = count === 0n ? "No bill has been drawn yet." : `Bills are numbered 1 to ${count}.`;
  throw new WrongUsage(at(label, `there is no bill ${id}.`), `${known} See ${context.words.command("bill list")}.`);
}

/** A holding: a bill, meaning its first holding, or bill/number. */
export async function holding(context: Context, text: string, label = "The holding"): Promise<bigint> {
  const [ofBill = "", number, ...more] = text.split("/");
  const id = await bill(context, ofBill, label);
  if (number === undefined) return (id << 32n) | 1n;
  if (more.length > 0 || !/^\d{1,10}$/.test(number)) {
    throw new WrongUsage(`${label} is ${quoted(text)}.`, "Give the bill, as in 7, or one of its holdings, as in 7/3.");
  }
  return (id << 32n) | BigInt(number);
}

/** Where a module keeps its requests: the registry of its titles. */
export type Instructions = Suite["billRegistry"] | Suite["receivableRegistry"];
export type Requests =
  Instructions | Suite["dataTransfers"] | Suite["dataOffers"] | Suite["dataPledges"] | Suite["pointsProgrammes"];

/** A request by its number among those of its module. */
export async function request(context: Context, requests: Requests, text: string, label = "The request") {
  if (!/^#?\d{1,10}$/.test(text)) {
    throw new WrongUsage(
      `${label} is ${quoted(text)}.`,
      `Give its number; ${context.words.command("inbox")} lists them.`,
    );
  }
  const id = BigInt(text.replace("#", ""));
  const info = await requests.requestInfo(id);
  if (info.status !== 0n) return { id, info };
  throw new WrongUsage(`There is no request ${id}.`, `See ${context.words.command("inbox")}, or what it is about.`);
}

/** Something that is numbered from 1, by its number. */
export interface Numbered {
  /** As in "ask". */
  noun: string;
  count: () => Promise<bigint>;
  /** Why there may be none yet. */
  none: string;
  /** The command that lists them. */
  list: string;
}

export async function numbered(context: Context, text: string, label: string, { noun, count, none, list }: Numbered) {
  if (!/^#?\d{1,10}$/.test(text)) throw new WrongUsage(`${label} is ${quoted(text)}.`, "Give its number, as in 3.");
  const id = BigInt(text.replace("#", ""));
  const last = await count();
  if (id > 0n && id <= last) return id;
  const known = last === 0n ? none : `They are numbered 1 to ${last}.`;
  throw new WrongUsage(at(label, `there is no ${noun} ${id}.`), `${known} See ${context.words.command(list)}.`);
}

/** An ask on the market, by its number. */
export const ask = (context: Context, text: string, label = "The ask"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "ask",
    count: () => context.suite.market.askCount(),
    none: "Nobody has asked yet.",
    list: "market list",
  });

/** A quote, by its ask and its number on it. */
export async function quote(context: Context, text: string, label = "The quote"): Promise<bigint> {
  const match = /^(\d{1,10})\/(\d{1,8})$/.exec(text);
  if (match === null) {
    throw new WrongUsage(`${label} is ${quoted(text)}.`, "Give its ask and its number on it, as in 3/1.");
  }
  const id = await ask(context, match[1] ?? "", label);
  const number = BigInt(match[2] ?? "");
  const { quoteCount } = await context.suite.market.askInfo(id);
  if (number > 0n && number <= quoteCount) return (id << 32n) | number;
  const known = quoteCount === 0n ? `Ask ${id} has none.` : `Those of ask ${id} are numbered 1 to ${quoteCount}.`;
  throw new WrongUsage(
    at(label, `there is no quote ${text}.`),
    `${known} See ${context.words.command(`market show ${id}`)}.`,
  );
}

/** A repo, by its number. */
export const repo = (context: Context, text: string, label = "The repo"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "repo",
    count: () => context.suite.billRepo.repoCount(),
    none: "None has been proposed yet.",
    list: "bill repo-list",
  });

/** A receivable (its root), by its number. */
export const receivable = (context: Context, text: string, label = "The receivable"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "receivable",
    count: () => context.suite.receivableRegistry.rootCount(),
    none: "None has been opened yet.",
    list: "receivable list",
  });

/** A facility, by its number. */
export const facility = (context: Context, text: string, label = "The facility"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "facility",
    count: () => context.suite.receivableIssuance.facilityCount(),
    none: "None has been granted yet.",
    list: "receivable facilities",
  });

/** A note: a receivable, meaning its first note, or receivable/number. */
export async function note(context: Context, text: string, label = "The note"): Promise<bigint> {
  const [ofRoot = "", number = "1", ...more] = text.split("/");
  if (more.length > 0 || !/^\d{1,10}$/.test(number)) {
    throw new WrongUsage(
      `${label} is ${quoted(text)}.`,
      "Give the receivable, as in 7, or one of its notes, as in 7/3.",
    );
  }
  const root = await receivable(context, ofRoot, label);
  const { seq } = await context.suite.receivableRegistry.rootInfo(root);
  if (BigInt(number) > 0n && BigInt(number) <= seq) return (root << 32n) | BigInt(number);
  const known = seq === 0n ? "It is not open yet." : `Its notes are numbered 1 to ${seq}.`;
  throw new WrongUsage(
    at(label, `there is no note ${root}/${number}.`),
    `${known} See ${context.words.command(`receivable show ${root}`)}.`,
  );
}

/** A programme, by its number. */
export const programme = (context: Context, text: string, label = "The programme"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "programme",
    count: () => context.suite.reliefProgrammes.programmeCount(),
    none: "None has been founded yet.",
    list: "relief list",
  });

/** A benefit, by its number. */
export const benefit = (context: Context, text: string, label = "The benefit"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "benefit",
    count: () => context.suite.reliefProgrammes.benefitCount(),
    none: "None has been defined yet.",
    list: "relief list",
  });

/** An officer, by its number. */
export const officer = (context: Context, text: string, label = "The officer"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "officer",
    count: () => context.suite.reliefOfficers.officerCount(),
    none: "None has been appointed yet.",
    list: "relief officers",
  });

/** A fund, by its number. */
export const fund = (context: Context, text: string, label = "The fund"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "fund",
    count: () => context.suite.reliefFunds.fundCount(),
    none: "None has been opened yet.",
    list: "relief list",
  });

/** A project, by its number. */
export const project = (context: Context, text: string, label = "The project"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "project",
    count: () => context.suite.reliefProjects.projectCount(),
    none: "None has been proposed yet.",
    list: "relief list",
  });

/** A round, by its number. */
export const round = (context: Context, text: string, label = "The round"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "round",
    count: () => context.suite.reliefBenefits.roundCount(),
    none: "None has been proposed yet.",
    list: "relief list",
  });

/** A payout, by its number. */
export const payout = (context: Context, text: string, label = "The payout"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "payout",
    count: () => context.suite.reliefPayouts.payoutCount(),
    none: "There is none yet.",
    list: "relief payouts",
  });

/** An objection, by its number. */
export const objection = (context: Context, text: string, label = "The objection"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "objection",
    count: () => context.suite.reliefReviews.objectionCount(),
    none: "Nobody has objected yet.",
    list: "relief objections",
  });

/** An order of produce, by its number. */
export const purchase = (context: Context, text: string, label = "The order of produce"): Promise<bigint> =>
  numbered(context, text, label, {
    noun: "order of produce",
    count: () => context.suite.reliefPurchases.purchaseCount(),
    none: "Nobody has ordered yet.",
    list: "relief list",
  });

/** Something that is numbered within another: its number after the other's. */
async function paired(
  context: Context,
  text: string,
  label: string,
  {
    noun,
    of,
    count,
    right,
  }: { noun: string; of: (text: string) => Promise<bigint>; count: (outer: bigint) => Promise<bigint>; right: string },
): Promise<bigint> {
  const match = /^(\d{1,10})\/(\d{1,10})$/.exec(text);
  if (match === null) throw new WrongUsage(`${label} is ${quoted(text)}.`, right);
  const outer = await of(match[1] ?? "");
  const number = BigInt(match[2] ?? "");
  const last = await count(outer);
  if (number > 0n && number <= last) return (outer << 32n) | number;
  const known = last === 0n ? "There is none yet." : `They are numbered ${outer}/1 to ${outer}/${last}.`;
  throw new WrongUsage(at(label, `there is no ${noun} ${text}.`), known);
}

/** A household, by its programme and its number there. */
export const household = (context: Context, text: string, label = "The household"): Promise<bigint> =>
  paired(context, text, label, {
    noun: "household",
    of: (outer) => programme(context, outer, label),
    count: (outer) => context.suite.reliefHouseholds.householdCount(outer),
    right: "Give its programme and its number there, as in 1/17.",
  });

/** A lot of money, by its fund and its number there. */
export const lot = (context: Context, text: string, label = "The lot"): Promise<bigint> =>
  paired(context, text, label, {
    noun: "lot",
    of: (outer) => fund(context, outer, label),
    count: async (outer) => (await context.suite.reliefFunds.fundInfo(outer)).lots,
    right: "Give its fund and its number there, as in 2/5.",
  });

/** An order by its number. */
export async function order(context: Context, text: string): Promise<bigint> {
  if (!/^#?\d{1,18}$/.test(text)) throw new WrongUsage(`The order is ${quoted(text)}.`, "Give its number, as in 3.");
  const id = BigInt(text.replace("#", ""));
  const count = await context.suite.docket.orderCount();
  if (id > 0n && id <= count) return id;
  const known = count === 0n ? "None has been proposed yet." : `They are numbered 1 to ${count}.`;
  throw new WrongUsage(`There is no order ${id}.`, `${known} See ${context.words.command("order list")}.`);
}

/** A trade document that somebody has put forward. */
export interface Registered {
  subject: string;
  proposer: bigint;
  terms: string;
  kind: bigint;
  seller: bigint;
  buyer: bigint;
  issuer: string;
  number: string;
  face: bigint;
  digest: string;
}

/** Everything put forward so far, newest last; the same document may occur more than once. */
export async function registeredDocuments(context: Context): Promise<Registered[]> {
  const { trade } = context.suite;
  const logs = await context.events((first, last) =>
    trade.queryFilter(trade.filters.DocumentRegistered(), first, last),
  );
  return logs.map(({ args }) => ({
    subject: args.subject,
    proposer: args.proposer,
    terms: args.terms,
    kind: args.kind,
    seller: args.seller,
    buyer: args.buyer,
    issuer: args.issuer,
    number: args.number,
    face: args.face,
    digest: args.digest,
  }));
}

/** As the registry compares numbers: capitals, no blanks, no leading zeros. */
const normalised = (number: string): string => number.toUpperCase().replace(/[ \t]/g, "").replace(/^0+/, "");

/** A trade document by its subject (or the first digits of it), or by its number. */
export async function subject(context: Context, text: string, label = "The document"): Promise<string> {
  if (isHexString(text, 32)) return text.toLowerCase();
  const all = await registeredDocuments(context);
  const isPrefix = /^0x[0-9a-f]{8,63}…?$/i.test(text);
  const prefix = text.toLowerCase().replace("…", "");
  const found = all.filter((each) =>
    isPrefix ? each.subject.startsWith(prefix) : normalised(each.number) === normalised(text),
  );
  const subjects = [...new Set(found.map((each) => each.subject))];
  const [only, ...others] = subjects;
  const list = context.words.command("trade list");
  if (only === undefined) throw new WrongUsage(at(label, `there is no document ${quoted(text)}.`), `See ${list}.`);
  if (others.length === 0) return only;
  throw new WrongUsage(at(label, `${subjects.length} documents are called ${text}.`), `Give the subject; see ${list}.`);
}
