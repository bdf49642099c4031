/** Grants: one, many from a file, by partners within budgets; and taking a mistaken one back. */
import type { Actor } from "../shared/actor.ts";
import { accountOf } from "../shared/actor.ts";
import { readBatch, type Together } from "../shared/batch.ts";
import type { Context } from "../shared/context.ts";
import { Refused, WrongUsage } from "../shared/failures.ts";
import { counted, dateOf, grouped, monthOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { date, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import type { Act } from "../shared/write.ts";
import type { PointsGrantedEvent } from "../../types/contracts/modules/points/PointsLedger.js";
import { monthOfGrant } from "./figures.ts";
import { accountIn, participantIn, points, pointsIn, theProgramme } from "./things.ts";

/** The contracts take so many lines at once. */
const MOST = 500;
const NUMBERS_ON_SHEET = 32n;
const LAST_NUMBER = (1n << 40n) - 1n;

interface Line {
  account: string;
  points: bigint;
  sequence: bigint;
}

function sequence(text: string, label = "The number"): bigint {
  const number = whole(text, label);
  if (number <= LAST_NUMBER) return number;
  throw new WrongUsage(`${label} is ${text}.`, `Give 0 to ${LAST_NUMBER}.`);
}

type Granted = PointsGrantedEvent.OutputObject;

/** Earlier grants with some numbers, oldest first. Numbers are an issuer's: others' programmes have the same ones. */
async function grantsWith({ suite, events, chain }: Context, numbers: readonly bigint[]): Promise<Granted[]> {
  const { pointsLedger } = suite;
  const address = await pointsLedger.getAddress();
  const topics = pointsLedger.interface.encodeFilterTopics("PointsGranted", [null, null, numbers]);
  const logs = await events((fromBlock, toBlock) =>
    chain.connection.ethers.provider.getLogs({ address, topics, fromBlock, toBlock }),
  );
  return logs.map(
    (log) => pointsLedger.interface.decodeEventLog("PointsGranted", log.data, log.topics) as unknown as Granted,
  );
}

/** The same, by number. */
async function grantsByNumber(context: Context, numbers: readonly bigint[]): Promise<Map<bigint, Granted[]>> {
  const found = new Map<bigint, Granted[]>();
  for (const args of await grantsWith(context, numbers)) {
    found.set(args.sequence, [...(found.get(args.sequence) ?? []), args]);
  }
  return found;
}

/** Those of programmes of one issuer. */
async function issuedBy({ suite }: Context, issuer: bigint, grants: readonly Granted[]): Promise<Granted[]> {
  const issuers = await each(grants, async ({ programme }) => {
    const info = await suite.pointsLedger.programmeInfo(programme);
    return info.issuer;
  });
  return grants.filter((_, index) => issuers[index] === issuer);
}

/** An issuer's grants whose numbers are on the sheet of one of them, oldest first: they prove each other to the contracts. */
async function sheetOf(context: Context, issuer: bigint, number: bigint): Promise<Granted[]> {
  const first = number - (number % NUMBERS_ON_SHEET);
  const numbers = Array.from({ length: Number(NUMBERS_ON_SHEET) }, (_, index) => first + BigInt(index));
  return issuedBy(context, issuer, await grantsWith(context, numbers));
}

/** As the contracts take it. */
const grantedOf = ({ programme, month, account, points: of, sequence: number }: Granted) => ({
  programme,
  month,
  account,
  points: of,
  sequence: number,
});

type Found = Awaited<ReturnType<typeof grantsByNumber>>;

/** What has come of a number of the issuer's: granted as it is said, by another line, or not used. */
async function before(context: Context, programme: bigint, issuer: bigint, line: Line, earlier: () => Promise<Found>) {
  if (!(await context.suite.pointsIssuance.isSequenceUsed(issuer, line.sequence))) return undefined;
  const [args] = await issuedBy(context, issuer, (await earlier()).get(line.sequence) ?? []);
  const isSame = args?.programme === programme && args.account === line.account && args.points === line.points;
  return { args, isSame };
}

async function granted(
  context: Context,
  programme: bigint,
  issuer: bigint,
  line: Line,
  earlier: () => Promise<Found> = () => grantsByNumber(context, [line.sequence]),
) {
  const known = await before(context, programme, issuer, line, earlier);
  if (known === undefined) return undefined;
  const { args, isSame } = known;
  if (isSame) return args;
  const { words } = context;
  const what =
    args === undefined
      ? "is used already"
      : `has granted ${grouped(args.points)} of ${await words.points(args.programme)} to ${args.account}`;
  throw new Refused(
    "PointsGrantSequenceUsed",
    `Number ${line.sequence} ${what}.`,
    "Each grant has a number of its own: give one that is not used.",
    { sequence: line.sequence },
  );
}

async function sentenceOf({ words }: Context, actor: Actor, programme: bigint, line: Line): Promise<string> {
  return `${actor.name} grants ${grouped(line.points)} of ${await words.points(programme)} to ${await words.account(line.account)}, number ${line.sequence}.`;
}

async function single(context: Context, actor: Actor, programme: bigint, line: Line): Promise<Act> {
  const { suite, words } = context;
  const [held, info, today] = await Promise.all([
    suite.pointsLedger.balanceOf(line.account, programme),
    suite.pointsLedger.programmeInfo(programme),
    context.today(),
  ]);
  const month = monthOfGrant(info, today);
  return {
    contract: suite.pointsIssuance,
    method: "grant",
    args: [programme, line.account, line.points, line.sequence],
    sentence: await sentenceOf(context, actor, programme, line),
    changes: [{ what: "It can spend", from: grouped(held), to: grouped(held + line.points) }],
    notes: [month === 0n ? "They never expire." : `They are good until the end of ${monthOf(month)}.`],
    data: () => ({ programme, ...line, month: monthOf(month) }),
    next: [words.command(`points statement ${line.account}`)],
  };
}

export const grant = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const { issuer } = await suite.pointsLedger.programmeInfo(programme);
  const file = args.text("file");
  if (file === undefined) {
    const line: Line = {
      account: await accountIn(context, "to"),
      points: pointsIn(context),
      sequence: args.parsed("number", "the issuer's own number of the grant", sequence),
    };
    const known = await granted(context, programme, issuer, line);
    if (known !== undefined) {
      return {
        already: `number ${line.sequence} has granted ${grouped(line.points)} of ${await words.points(programme)} to ${line.account}.`,
        data: { programme, ...line },
        next: [words.command(`points statement ${line.account}`)],
      };
    }
    return single(context, actor, programme, line);
  }
  const lines = new Map<bigint, number>();
  // So many numbers are looked for at once.
  const earlier = new Map<number, Promise<Found>>();
  const near = (number: bigint): (() => Promise<Found>) => {
    const numbers = [...lines.keys()];
    const page = Math.floor(numbers.indexOf(number) / MOST);
    return () => {
      const found = earlier.get(page) ?? grantsByNumber(context, numbers.slice(page * MOST, (page + 1) * MOST));
      earlier.set(page, found);
      return found;
    };
  };
  const together: Together = {
    most: MOST,
    act: (rows) => ({
      contract: suite.pointsIssuance,
      method: "grantMany",
      args: [programme, rows.map(({ act }) => lineOf(act))],
      sentence: `${actor.name} grants ${counted(rows.length, "time")} of programme ${programme}.`,
    }),
  };
  return readBatch(
    file,
    { needed: ["account", "points", "number"], optional: [] },
    ["number", "month"],
    async ({ line, values }) => {
      const row = args.with(values, (name) => name);
      const grantLine: Line = {
        account: await accountOf(context, row.required("account", "an account's address"), "account"),
        points: row.parsed("points", "whole points, as in 1,500", points),
        sequence: row.parsed("number", "the issuer's own number of the grant", sequence),
      };
      const earlier = lines.get(grantLine.sequence);
      if (earlier !== undefined) {
        throw new WrongUsage(
          `number ${grantLine.sequence} stands in line ${earlier} already.`,
          "Give each grant its own.",
        );
      }
      lines.set(grantLine.sequence, line);
      const ids = (month: unknown) => ({ number: grantLine.sequence.toString(), month: monthOf(month as bigint) });
      return {
        line,
        act: {
          contract: suite.pointsIssuance,
          method: "grant",
          args: [programme, grantLine.account, grantLine.points, grantLine.sequence],
          sentence: `${grouped(grantLine.points)} to ${grantLine.account}, number ${grantLine.sequence}`,
        },
        isOnce: true,
        idsOf: (happened) =>
          ids(
            happened.find(({ event, arguments: of }) => event === "PointsGranted" && of.sequence === grantLine.sequence)
              ?.arguments.month ?? 0n,
          ),
        find: async () => {
          const known = await granted(context, programme, issuer, grantLine, near(grantLine.sequence));
          return known && ids(known.month);
        },
      };
    },
    together,
  );
});

/** The line of a grant that is sent alone, as one of many. */
function lineOf({ args }: Act): Line {
  const [, account, amount, number] = args as [bigint, string, bigint, bigint];
  return { account, points: amount, sequence: number };
}

/** Numbers from one to another, as in 1000-1999. */
function range(text: string, label = "The numbers"): [first: bigint, last: bigint] {
  const [, first, last] = /^(\d{1,13})\s*[-–]\s*(\d{1,13})$/.exec(text) ?? [];
  if (first !== undefined && last !== undefined && BigInt(first) <= BigInt(last))
    return [sequence(first), sequence(last)];
  throw new WrongUsage(`${label} is ${JSON.stringify(text)}.`, "Give the first and the last number, as in 1000-1999.");
}

export const setBudget = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const partner = await participantIn(context, "partner", "a participant, as in baihuo");
  const limit = args.parsed("limit", "points in all that it may grant", points);
  const [first, last] = args.parsed("numbers", "the numbers that it may use, as in 1000-1999", range);
  const lastDay = args.parsed("until", "the last day, as in 2026-12-31", date);
  const [{ limit: was, used }, of, name] = await Promise.all([
    suite.pointsIssuance.budgetOf(programme, partner),
    words.points(programme),
    words.participant(partner),
  ]);
  return {
    contract: suite.pointsIssuance,
    method: "setBudget",
    args: [programme, partner, limit, first, last, lastDay],
    sentence: `${actor.name} lets ${name} grant ${of}: up to ${grouped(limit)} in all, with numbers ${first} to ${last}, until ${dateOf(lastDay)}.`,
    changes: [{ what: "Limit", from: grouped(was), to: grouped(limit) }],
    ...(used > 0n ? { notes: [`It has granted ${grouped(used)} of them before.`] } : {}),
    data: () => ({ programme, partner, limit, firstNumber: first, lastNumber: last, lastDay: dateOf(lastDay) }),
    next: [words.command(`points grant ${programme} --to … --points … --number ${first}`, await words.handle(partner))],
  };
});

export const endBudget = writes(async (context, actor) => {
  const { suite, words } = context;
  const programme = await theProgramme(context);
  const partner = await participantIn(context, "partner", "a participant, as in baihuo");
  const [{ limit, used, lastDay }, of, name] = await Promise.all([
    suite.pointsIssuance.budgetOf(programme, partner),
    words.points(programme),
    words.participant(partner),
  ]);
  if (lastDay === 0n) return { already: `${name} has no budget of ${of}.`, data: { programme, partner } };
  return {
    contract: suite.pointsIssuance,
    method: "endBudget",
    args: [programme, partner],
    sentence: `${actor.name} ends the budget of ${name} for ${of}; it has granted ${grouped(used)} of ${grouped(limit)}.`,
    data: () => ({ programme, partner, used }),
  };
});

export const reverse = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const number = args.parsed("number", "the number of the grant", sequence);
  const [{ issuer }, of] = await Promise.all([suite.pointsLedger.programmeInfo(programme), words.points(programme)]);
  const sheet = await sheetOf(context, issuer, number);
  const index = sheet.findIndex((line) => line.sequence === number && line.programme === programme);
  const line = sheet[index];
  if (line === undefined) {
    throw new WrongUsage(
      `${of} has no grant with number ${number}.`,
      `See ${words.command(`points history ${programme}`)}.`,
    );
  }
  const { account, points: amount, month } = line;
  const data = { programme, number, account, points: amount, month: monthOf(month) };
  if (await suite.pointsIssuance.isReversed(issuer, number)) {
    return { already: `the grant with number ${number} has been reversed.`, data };
  }
  const held = await suite.pointsLedger.bucketOf(programme, account, month);
  return {
    contract: suite.pointsIssuance,
    method: "reverse",
    args: [sheet.map(grantedOf), index],
    sentence: `${actor.name} takes back ${grouped(amount)} of ${of}, which number ${number} has granted to ${account}.`,
    changes: [
      {
        what: `Its points of ${month === 0n ? "no month" : monthOf(month)}`,
        from: grouped(held),
        to: grouped(held > amount ? held - amount : 0n),
      },
    ],
    notes: [
      `The proof is built from the chain's events: ${counted(sheet.length, "grant")} with a number of the same 32.`,
      "The number stays used.",
    ],
    data: () => data,
  };
});
