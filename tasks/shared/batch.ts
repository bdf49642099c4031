/**
 * Many acts from a file (T-8): every row is checked first, then sent; a result file has a row for each, and running again goes on
 * where it stopped (T-6).
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { id } from "ethers";
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import { type CsvRow, parseCsv, toCsv } from "./csv.ts";
import { explain } from "./errors.ts";
import { EXIT, Failure, NetworkTrouble, WrongUsage } from "./failures.ts";
import { counted } from "./format.ts";
import { each } from "./logs.ts";
import { content } from "./parse.ts";
import { onInterrupt, Progress } from "./progress.ts";
import { simulate } from "./send.ts";
import type { Act } from "./write.ts";

/** One act of a file. */
export interface BatchRow {
  line: number;
  act: Act;
  /** Its ids once it is done, from what has happened. */
  idsOf: (happened: readonly { event: string; arguments: Record<string, unknown> }[]) => Record<string, string>;
  /**
   * Looks on chain for a row that was sent and whose answer was lost; not among those of other rows. It fails with a `Refused` when
   * something else has taken the row's business reference.
   */
  find: (sinceBlock: number, taken: ReadonlySet<string>) => Promise<Record<string, string> | undefined>;
  /** Its terms are a business reference: whenever the same was done, it was this row. */
  isOnce?: boolean;
}

/** Rows that are sent many in one act. */
export interface Together {
  most: number;
  act: (rows: readonly BatchRow[]) => Act;
}

type CheckedRow = BatchRow & { digest: string };

export interface Batch {
  file: string;
  /** Columns of the result file that name what has come of a row; the first one identifies it. */
  idColumns: readonly [string, ...string[]];
  rows: CheckedRow[];
  /** Missing: each row is sent by itself. */
  together?: Together;
}

/** The rows as they are sent: many at once, or one by one. */
export function groupsOf<R extends BatchRow>(rows: readonly R[], together?: Together): R[][] {
  const most = together?.most ?? 1;
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, group) =>
    rows.slice(group * most, (group + 1) * most),
  );
}

const STATES = ["done", "begun", "refused"] as const;
type State = (typeof STATES)[number];

interface Entry {
  line: number;
  state: State;
  digest: string;
  /** The newest block before it was sent. */
  block: string;
  transaction: string;
  message: string;
  ids: Record<string, string>;
}

const MOST_TOLD = 20;
const FOUND = "found on chain after an interruption";
const DONE_BEFORE = "was done before";

/** Reads a file and checks all its rows; nothing is sent while one is wrong. */
export async function readBatch(
  path: string,
  columns: { needed: readonly string[]; optional: readonly string[] },
  idColumns: Batch["idColumns"],
  check: (row: CsvRow) => Promise<BatchRow>,
  together?: Together,
): Promise<Batch> {
  const rows = parseCsv(content(path).toString("utf8"), columns.needed, columns.optional, path);
  if (rows.length === 0) throw new WrongUsage(`${path} has no rows.`, `Its header is: ${columns.needed.join(",")}.`);
  const checked: Batch["rows"] = [];
  const wrong: string[] = [];
  for (const row of rows) {
    try {
      checked.push({ ...(await check(row)), digest: id(JSON.stringify(row.values)).slice(2, 18) });
    } catch (error) {
      if (!(error instanceof WrongUsage)) throw error;
      wrong.push(`line ${row.line}: ${error.message} ${error.remedy}`);
    }
  }
  if (wrong.length > 0) {
    const told = wrong.slice(0, MOST_TOLD).map((each) => `\n  ${each}`);
    const more = wrong.length > MOST_TOLD ? `\n  and ${wrong.length - MOST_TOLD} more` : "";
    throw new WrongUsage(
      `${counted(wrong.length, "row")} of ${rows.length} ${wrong.length === 1 ? "is" : "are"} wrong; nothing was sent:${told.join("")}${more}`,
      "Mend them, and run the same command again.",
    );
  }
  return { file: path, idColumns, rows: checked, ...(together === undefined ? {} : { together }) };
}

/** The result file, and who may write it. */
class Results {
  readonly path: string;
  readonly #lock: string;
  readonly #idColumns: readonly string[];
  #records = new Map<number, Entry>();

  constructor({ file, idColumns }: Batch) {
    this.path = `${file.replace(/\.csv$/i, "")}.result.csv`;
    this.#lock = `${this.path}.lock`;
    this.#idColumns = idColumns;
  }

  /** Reads the file that is there. */
  load(): void {
    this.#records = new Map(this.#read().map((record) => [record.line, record]));
  }

  get #columns(): string[] {
    return ["line", "state", ...this.#idColumns, "transaction", "message", "block", "digest"];
  }

  #read(): Entry[] {
    if (!existsSync(this.path)) return [];
    return parseCsv(readFileSync(this.path, "utf8"), this.#columns, [], this.path).map(({ values }) => {
      const { line, state, transaction = "", message = "", block = "", digest = "" } = values;
      const known = STATES.find((each) => each === state) ?? "refused";
      const ids = Object.fromEntries(this.#idColumns.map((column) => [column, values[column] ?? ""]));
      return { line: Number(line), state: known, digest, block, transaction, message, ids };
    });
  }

  of(line: number): Entry | undefined {
    return this.#records.get(line);
  }

  /** What other rows have come to. */
  taken(): Set<string> {
    const [first = ""] = this.#idColumns;
    return new Set(
      [...this.#records.values()].flatMap(({ state, ids }) => (state === "done" ? [ids[first] ?? ""] : [])),
    );
  }

  /** Writes the whole file at once, so that a stop leaves the old one or the new one. */
  note(...records: readonly Entry[]): void {
    for (const record of records) this.#records.set(record.line, record);
    const rows = [...this.#records.values()]
      .sort((a, b) => a.line - b.line)
      .map(({ line, ids, ...rest }) => ({ ...rest, ...ids, line: String(line) }));
    writeFileSync(`${this.path}.new`, toCsv(this.#columns, rows));
    renameSync(`${this.path}.new`, this.path);
  }

  /** Two runs of one file at once would do things twice. */
  lock(): void {
    try {
      writeFileSync(this.#lock, String(process.pid), { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const pid = Number(readFileSync(this.#lock, "utf8"));
      if (pid !== process.pid && isAlive(pid)) {
        throw new WrongUsage(
          `${this.path} is being written by another run (process ${pid}).`,
          "Wait until it has ended.",
        );
      }
      writeFileSync(this.#lock, String(process.pid));
    }
  }

  unlock(): void {
    rmSync(this.#lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Sends one act and gives what has happened. */
export type Send = (act: Act) => Promise<{ hash: string; happened: Parameters<BatchRow["idsOf"]>[0] }>;

export interface BatchReport {
  resultFile: string;
  done: number;
  before: number;
  refused: number;
  rows: { line: number; state: State | "open"; ids: Record<string, string>; message: string; transaction: string }[];
  isInterrupted: boolean;
}

function requireSameRows({ rows, file }: Batch, results: Results): void {
  for (const { line, digest } of rows) {
    const record = results.of(line);
    if (record !== undefined && record.state !== "refused" && record.digest !== digest) {
      throw new WrongUsage(
        `Line ${line} of ${file} has been changed since it was sent.`,
        `Put new rows at the end or into another file; what was sent stands in ${results.path}.`,
      );
    }
  }
}

/** Sends what is not done yet, row after row. */
export async function sendBatch(
  context: Context,
  actor: Actor,
  batch: Batch,
  send: Send,
  say: (line: string) => void,
): Promise<BatchReport> {
  const results = new Results(batch);
  results.lock();
  let isInterrupted = false;
  const release = onInterrupt(() => (isInterrupted = true));
  let done = 0;
  try {
    // Only now: what is read before the lock may have been overtaken by the run that had it.
    results.load();
    requireSameRows(batch, results);
    const open = batch.rows.filter(({ line }) => results.of(line)?.state !== "done");
    const progress = new Progress(open.length, say);
    for (const group of groupsOf(open, batch.together)) {
      if (isInterrupted) break;
      const { together } = batch;
      const { records, failure } =
        together === undefined
          ? await sendRow(context, actor, group, results, send)
          : await sendTogether(context, actor, group, results, send, together);
      done += records.filter(({ state, message }) => state === "done" && message !== DONE_BEFORE).length;
      if (failure?.exitCode === EXIT.network) {
        throw new NetworkTrouble(
          `${failure.message} ${counted(done, "row")} sent; ${results.path} tells which.`,
          failure.remedy,
        );
      }
      progress.step(stepLine(records), group.length);
    }
    progress.end();
  } finally {
    release();
    results.unlock();
  }
  const rows = batch.rows.map(({ line }) => {
    const record = results.of(line);
    if (record === undefined) return { line, state: "open" as const, ids: {}, message: "", transaction: "" };
    const { state, ids, message, transaction } = record;
    return { line, state, ids, message, transaction };
  });
  const before = rows.filter(({ state }) => state === "done").length - done;
  const refused = rows.filter(({ state }) => state === "refused").length;
  return { resultFile: results.path, done, before, refused, rows, isInterrupted };
}

/** What has come of the rows of a step. */
function stepLine(records: readonly Entry[]): string {
  const [first, ...others] = records;
  if (first === undefined) return "";
  if (others.length > 0) {
    const of = (state: State, isBefore = false) =>
      records.filter((each) => each.state === state && (each.message === DONE_BEFORE) === isBefore).length;
    const told = [
      [of("done"), "done"],
      [of("done", true), DONE_BEFORE.replace("was ", "")],
      [of("refused"), "refused"],
    ] as const;
    const counts = told.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    const lines = records.map(({ line }) => line);
    return `lines ${Math.min(...lines)} to ${Math.max(...lines)}: ${counts.join(", ")}`;
  }
  const ids = Object.values(first.ids)
    .filter((id) => id !== "")
    .join(" ");
  return `line ${first.line}: ${first.state === "done" ? `done, ${ids}` : `refused: ${first.message}`}`;
}

/** What has come of some rows, and what went wrong on the way. */
interface Step {
  records: Entry[];
  failure?: Failure;
}

const refusedWith = ({ message, remedy }: Failure): Pick<Entry, "state" | "message"> => ({
  state: "refused",
  message: `${message} ${remedy}`.trim(),
});

/** A row's entry before anything has come of it. */
function blank({ line, digest }: CheckedRow, results: Results, newest: number): Omit<Entry, "state"> {
  const earlier = results.of(line);
  const block = earlier?.state === "begun" ? earlier.block : String(newest);
  return { line, digest, block, transaction: "", message: "", ids: {} };
}

/** Finds a row that was done before, if that can be known. */
async function findRow(row: CheckedRow, results: Results, newest: number): Promise<Entry | undefined> {
  const wasBegun = results.of(row.line)?.state === "begun";
  if (!wasBegun && row.isOnce !== true) return undefined;
  const none = blank(row, results, newest);
  const ids = await row.find(row.isOnce === true ? 0 : Number(none.block), results.taken());
  return ids && { ...none, state: "done", ids, message: wasBegun ? FOUND : DONE_BEFORE };
}

async function sendRow(
  context: Context,
  actor: Actor,
  [row]: readonly CheckedRow[],
  results: Results,
  send: Send,
): Promise<Step> {
  if (row === undefined) return { records: [] };
  const newest = await context.chain.connection.ethers.provider.getBlockNumber();
  const none = blank(row, results, newest);
  const found = await findRow(row, results, newest);
  if (found !== undefined) {
    results.note(found);
    return { records: [found] };
  }
  results.note({ ...none, state: "begun" });
  try {
    const { hash, happened } = await send(row.act);
    const record: Entry = { ...none, state: "done", transaction: hash, ids: row.idsOf(happened) };
    results.note(record);
    return { records: [record] };
  } catch (error) {
    const failure = await explain(error, context, actor);
    if (failure.exitCode === EXIT.network) return { records: [{ ...none, state: "begun" }], failure };
    const record: Entry = { ...none, ...refusedWith(failure) };
    results.note(record);
    return { records: [record], failure };
  }
}

/** Sends rows in one act. Those that were done before, or are refused by themselves, do not hold up the others. */
async function sendTogether(
  context: Context,
  actor: Actor,
  rows: readonly CheckedRow[],
  results: Results,
  send: Send,
  { act }: Together,
): Promise<Step> {
  const newest = await context.chain.connection.ethers.provider.getBlockNumber();
  const looked = await each(rows, async (row): Promise<{ row: CheckedRow; record?: Entry }> => {
    try {
      const record = await findRow(row, results, newest);
      return { row, ...(record === undefined ? {} : { record }) };
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== EXIT.refused) throw error;
      return { row, record: { ...blank(row, results, newest), ...refusedWith(error) } };
    }
  });
  const records = looked.flatMap(({ record }) => (record === undefined ? [] : [record]));
  results.note(...records);
  let open = looked.filter(({ record }) => record === undefined).map(({ row }) => row);
  let failure: Failure | undefined;
  while (open.length > 0) {
    const begun = open.map((row): Entry => ({ ...blank(row, results, newest), state: "begun" }));
    results.note(...begun);
    try {
      const { hash, happened } = await send(act(open));
      records.push(
        ...open.map((row): Entry => ({
          ...blank(row, results, newest),
          state: "done",
          transaction: hash,
          ids: row.idsOf(happened),
        })),
      );
      open = [];
    } catch (error) {
      const why = await explain(error, context, actor);
      failure = why;
      if (why.exitCode === EXIT.network) return { records: [...records, ...begun], failure };
      const tried = await each(open, async (row) => ({ row, why: await refusedAlone(context, actor, row) }));
      const alone = tried.filter((each) => each.why !== undefined);
      // None is refused by itself: all of them together are.
      const refused = alone.length > 0 ? alone : tried;
      records.push(
        ...refused.map((each): Entry => ({ ...blank(each.row, results, newest), ...refusedWith(each.why ?? why) })),
      );
      open = open.filter((row) => !refused.some((each) => each.row === row));
    }
    results.note(...records);
  }
  return { records, ...(failure === undefined ? {} : { failure }) };
}

/** Why a row would be refused by itself, if it would. */
async function refusedAlone(context: Context, actor: Actor, { act }: CheckedRow): Promise<Failure | undefined> {
  try {
    await simulate(context, actor, act);
    return undefined;
  } catch (error) {
    const failure = await explain(error, context, actor);
    if (failure.exitCode === EXIT.network) throw failure;
    return failure;
  }
}
