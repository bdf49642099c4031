/** The one way of writing (T-3): show who does what to what, simulate, confirm, send, wait, tell what happened and what comes next. */
import type { Result, TransactionReceipt } from "ethers";
import { type Actor, actorOf } from "./actor.ts";
import type { Args } from "./args.ts";
import { type Batch, type BatchReport, groupsOf, sendBatch } from "./batch.ts";
import type { Chain } from "./chain.ts";
import type { Context } from "./context.ts";
import { type Happening, happenings } from "./events.ts";
import { Refused, WrongUsage } from "./failures.ts";
import { capitalised, counted, grouped, timeOf } from "./format.ts";
import { each } from "./logs.ts";
import { whole } from "./parse.ts";
import { onInterrupt, Progress } from "./progress.ts";
import { encode, type Invocation, send, settle, simulate } from "./send.ts";
import { mark, surroundings } from "./surroundings.ts";
import { facts } from "./table.ts";

/** What an act changes. */
export interface Change {
  what: string;
  from: string;
  to: string;
}

/** What has come of an act. */
export interface Outcome {
  /** What the simulation returned, by position and name. */
  result: Result;
  receipt: TransactionReceipt;
  happenings: Happening[];
}

type Lazily<T, A = void> = T | ((argument: A) => T | Promise<T>);

/** Long work (T-6): call after call until it is done. The chain keeps the place, so a stop loses nothing. */
export interface Pages {
  /** Steps that there are yet. */
  total: number;
  /** What one call has come to. */
  page: (happened: Happening[]) => { steps: number; line: string; isLast: boolean };
  /** Arguments of the next call, or nothing when all is done; where this is missing the same call is sent again. */
  following?: () => Promise<unknown[] | undefined>;
  /** Events that come with each step, which the page's line tells where there are many. */
  each: readonly string[];
}

/** One act of one actor. */
export interface Act extends Invocation {
  /** "Guanshan Bank accepts bill 7 over ¥1,234.56." */
  sentence: string;
  /** Before and after; what the simulation returned may be needed to know. */
  changes?: Lazily<Change[], Result>;
  /** What else is good to know before one agrees. */
  notes?: string[];
  pages?: Pages;
  /** What must be safe before it is sent. */
  prepare?: () => void;
  /** Ids and the like for the JSON document, from what has happened; in a dry run from the simulation. */
  data?: (result: Result, happened: Happening[]) => Record<string, unknown>;
  /** Commands or sentences: what comes next. */
  next?: Lazily<string[], Outcome>;
}

/** The thing has been done before, by the same business reference: nothing is sent. */
export interface Already {
  already: string;
  data?: Record<string, unknown>;
  next?: string[];
}

/** The JSON document of a write. */
export interface WriteDocument {
  ok: boolean;
  [key: string]: unknown;
}

const resolved = async <T, A>(value: Lazily<T, A> | undefined, argument: A): Promise<T | undefined> =>
  typeof value === "function" ? (value as (argument: A) => T | Promise<T>)(argument) : value;

const changeLines = (changes: Change[]): string =>
  facts(changes.map(({ what, from, to }) => [what, from === to ? from : `${from} → ${to}`]));

/** Asks a person, unless the chain is the development chain or --yes was given. */
export async function confirmed(args: Args, chain: Chain): Promise<void> {
  if (chain.isDevelopment || args.flag("yes")) return;
  const { isTerminal, ask } = surroundings();
  if (!isTerminal) {
    throw new WrongUsage(
      `Nobody is there to confirm, and ${chain.network} is not the development chain.`,
      "Add --yes to send without being asked, or --dry-run to only look.",
    );
  }
  const answer = await ask(`Send it to ${chain.network}? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new Refused("NotConfirmed", "Not confirmed; nothing was sent.", "");
}

/** Simulates, and shows. `say` hears what a person reads. */
async function preview(context: Context, actor: Actor, act: Act, say: (text: string) => void) {
  const result = await simulate(context, actor, act);
  say(act.sentence);
  const changes = (await resolved(act.changes, result)) ?? [];
  if (changes.length > 0) say(changeLines(changes));
  for (const note of act.notes ?? []) say(`  ${note}`);
  return { result, changes };
}

/** Sends, and waits for a block. */
async function sent(context: Context, actor: Actor, act: Invocation, result: Result): Promise<Outcome> {
  const receipt = await send(context, actor, act);
  return { result, receipt, happenings: await happenings(context, receipt, actor) };
}

/** What has come of pages: of all that were sent together, and whether somebody has stopped them. */
interface Paged {
  outcome: Outcome;
  transactions: string[];
  isInterrupted: boolean;
}

/** Sends page after page. Ctrl-C ends after the page at hand. */
async function sendPages(
  context: Context,
  actor: Actor,
  { act, pages, first }: { act: Act; pages: Pages; first: Result },
  say: (text: string) => void,
): Promise<Paged> {
  const progress = new Progress(pages.total, say);
  let isInterrupted = false;
  const release = onInterrupt(() => (isInterrupted = true));
  const transactions: string[] = [];
  const happened: Happening[] = [];
  try {
    let call: Invocation = act;
    for (let result = first; ; result = await simulate(context, actor, call)) {
      const outcome = await sent(context, actor, call, result);
      transactions.push(outcome.receipt.hash);
      happened.push(...outcome.happenings);
      const { steps, line, isLast } = pages.page(outcome.happenings);
      progress.step(line, steps);
      const following = isLast || isInterrupted ? undefined : await (pages.following ?? (() => act.args))();
      if (following === undefined) {
        return { outcome: { ...outcome, happenings: happened }, transactions, isInterrupted: isInterrupted && !isLast };
      }
      call = { ...act, args: following };
    }
  } finally {
    release();
    progress.end();
  }
}

/** Steps that are told one by one; of more only the lines of their pages. */
const FEW_STEPS = 12;

/** Those that a person reads in the end. */
const shownOf = ({ pages }: Act, happened: Happening[]): Happening[] =>
  pages === undefined || pages.total <= FEW_STEPS
    ? happened
    : happened.filter(({ event }) => !pages.each.includes(event));

function batchLines({ done, before, refused, rows, isInterrupted, resultFile }: BatchReport): string {
  const open = rows.filter(({ state }) => state === "open" || state === "begun").length;
  const parts = [`${counted(done, "row")} sent`];
  if (before > 0) parts.push(`${before} done before`);
  if (refused > 0) parts.push(`${refused} refused`);
  if (open > 0) parts.push(`${open} still open`);
  const sign = mark(refused === 0 && open === 0 ? "✔" : "✘");
  const again =
    open > 0 || refused > 0 ? "\nRun the same command again to go on; rows that are done are left alone." : "";
  return `\n${sign} ${parts.join(", ")}${isInterrupted ? " (interrupted)" : ""}. ${resultFile} has a row for each.${again}`;
}

/** Sends the rows of a file, all checked; in a dry run, simulates them. */
async function carryOutBatch(context: Context, actor: Actor, batch: Batch, say: (text: string) => void) {
  const { file, rows, together } = batch;
  say(`${actor.name}: ${counted(rows.length, "row")} of ${file}, all well formed.`);
  if (context.args.flag("dryRun")) {
    const isOpen = await each(rows, async ({ isOnce, find }) => !isOnce || (await find(0, new Set())) === undefined);
    const open = rows.filter((_, index) => isOpen[index]);
    if (open.length < rows.length) say(`  ${counted(rows.length - open.length, "row")} done before.`);
    for (const group of groupsOf(open, together)) {
      for (const { line, act } of group) say(`  line ${line}: ${act.sentence}`);
      const [only] = group;
      if (together !== undefined) await simulate(context, actor, together.act(group));
      else if (only !== undefined) await simulate(context, actor, only.act);
    }
    const unit =
      together === undefined ? "each would succeed by itself" : `each ${together.most} of them would succeed`;
    say(`\nDry run: ${unit}. Nothing was sent.`);
    return { ok: true, dryRun: true, rows: rows.map(({ line, act }) => ({ line, sentence: act.sentence })) };
  }
  await confirmed(context.args, context.chain);
  const report = await sendBatch(
    context,
    actor,
    batch,
    async (act) => {
      await simulate(context, actor, act);
      act.prepare?.();
      const receipt = await send(context, actor, act);
      return { hash: receipt.hash, happened: await happenings(context, receipt, actor) };
    },
    say,
  );
  say(batchLines(report));
  return { ok: report.rows.every(({ state }) => state === "done"), ...report };
}

/** Runs a writing verb from its act to the last line. */
export async function carryOut(
  context: Context,
  prepare: (context: Context, actor: Actor) => Promise<Act | Already | Batch>,
  say: (text: string) => void,
): Promise<WriteDocument> {
  const actor = await actorOf(context);
  const { address, participant, name } = actor;
  const who = { actor: { address, participant, name } };
  const act = await prepare(context, actor);
  if ("rows" in act) return { task: context.task, ...who, ...(await carryOutBatch(context, actor, act, say)) };
  if ("already" in act) {
    const next = act.next ?? [];
    const sentence = capitalised(act.already);
    say([sentence, "Nothing was sent.", ...nextLines(next)].join("\n"));
    return { ok: true, task: context.task, already: true, sentence, ...who, ...act.data, next };
  }

  const { data: input } = await encode(act);
  const call = { contract: context.dictionary.contractAt(await act.contract.getAddress()), function: act.method };
  const { result, changes } = await preview(context, actor, act, say);
  const common = {
    ok: true,
    task: context.task,
    sentence: act.sentence,
    ...who,
    call: { ...call, data: input },
    changes,
  };
  if (context.args.flag("dryRun")) {
    say("\nDry run: it would succeed. Nothing was sent.");
    return { ...common, dryRun: true, ...act.data?.(result, []) };
  }
  const blocks = Number(context.args.optional("wait", whole) ?? 1n);
  await confirmed(context.args, context.chain);
  act.prepare?.();
  const { outcome, transactions, isInterrupted } =
    act.pages === undefined
      ? { outcome: await sent(context, actor, act, result), transactions: undefined, isInterrupted: false }
      : await sendPages(context, actor, { act, pages: act.pages, first: result }, say);
  const { receipt, happenings: happened } = outcome;
  await settle(context, receipt, blocks, (line) => surroundings().err(`${line}\n`));
  const block = await context.chain.connection.ethers.provider.getBlock(receipt.blockNumber);
  const time = timeOf(block?.timestamp ?? 0);
  const next = (await resolved(act.next, outcome)) ?? [];
  say(
    [
      "",
      `${mark("✔")} Block ${receipt.blockNumber}, ${time}, ${grouped(receipt.gasUsed)} gas, transaction ${receipt.hash}`,
      ...shownOf(act, happened).flatMap(({ sentence }) => (sentence === "" ? [] : [`  ${sentence}`])),
      ...(isInterrupted ? [`\n${mark("✘")} Interrupted. Run the same command again: it goes on from there.`] : []),
      ...nextLines(next),
    ].join("\n"),
  );
  const { hash, blockNumber, gasUsed } = receipt;
  const transaction = { hash, block: blockNumber, time, gasUsed };
  const paged = transactions === undefined ? {} : { transactions, isInterrupted };
  return {
    ...common,
    ok: !isInterrupted,
    transaction,
    ...paged,
    events: happened,
    ...act.data?.(result, happened),
    next,
  };
}

export const nextLines = (next: readonly string[]): string[] =>
  next.length === 0 ? [] : ["", ...next.map((line, index) => `${index === 0 ? "Next:" : "     "} ${line}`)];
