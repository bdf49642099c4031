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
import { EXIT, type Failure, NetworkTrouble, WrongUsage } from "./failures.ts";
import { counted } from "./format.ts";
import { content } from "./parse.ts";
import { onInterrupt, Progress } from "./progress.ts";
import type { Act } from "./write.ts";

/** One act of a file. */
export interface BatchRow {
  line: number;
  act: Act;
  /** Its ids once it is done, from what has happened. */
  idsOf: (happened: readonly { event: string; arguments: Record<string, unknown> }[]) => Record<string, string>;
  /** Looks on chain for a row that was sent and whose answer was lost; not among those of other rows. */
  find: (sinceBlock: number, taken: ReadonlySet<string>) => Promise<Record<string, string> | undefined>;
  /** Its terms are a business reference: whenever the same was done, it was this row. */
  isOnce?: boolean;
}

export interface Batch {
  file: string;
  /** Columns of the result file that name what has come of a row; the first one identifies it. */
  idColumns: readonly [string, ...string[]];
  rows: (BatchRow & { digest: string })[];
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
  return { file: path, idColumns, rows: checked };
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
  note(record: Entry): void {
    this.#records.set(record.line, record);
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
    for (const row of open) {
      if (isInterrupted) break;
      const [record, failure] = await sendRow(context, actor, row, results, send);
      if (failure?.exitCode === EXIT.network) {
        throw new NetworkTrouble(
          `${failure.message} ${counted(done, "row")} sent; ${results.path} tells which.`,
          failure.remedy,
        );
      }
      if (record.state === "done" && record.message !== DONE_BEFORE) done++;
      const ids = Object.values(record.ids)
        .filter((each) => each !== "")
        .join(" ");
      progress.step(`line ${row.line}: ${record.state === "done" ? `done, ${ids}` : `refused: ${record.message}`}`);
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

async function sendRow(
  context: Context,
  actor: Actor,
  row: Batch["rows"][number],
  results: Results,
  send: Send,
): Promise<[Entry, Failure?]> {
  const { line, digest } = row;
  const earlier = results.of(line);
  const newest = await context.chain.connection.ethers.provider.getBlockNumber();
  const block = earlier?.state === "begun" ? earlier.block : String(newest);
  const none = { line, digest, block, transaction: "", message: "", ids: {} };
  const wasBegun = earlier?.state === "begun";
  if (wasBegun || row.isOnce === true) {
    const ids = await row.find(row.isOnce === true ? 0 : Number(block), results.taken());
    if (ids !== undefined) {
      const found: Entry = { ...none, state: "done", ids, message: wasBegun ? FOUND : DONE_BEFORE };
      results.note(found);
      return [found];
    }
  }
  results.note({ ...none, state: "begun" });
  try {
    const { hash, happened } = await send(row.act);
    const record: Entry = { ...none, state: "done", transaction: hash, ids: row.idsOf(happened) };
    results.note(record);
    return [record];
  } catch (error) {
    const failure = await explain(error, context, actor);
    if (failure.exitCode === EXIT.network) return [{ ...none, state: "begun" }, failure];
    const record: Entry = { ...none, state: "refused", message: `${failure.message} ${failure.remedy}`.trim() };
    results.note(record);
    return [record, failure];
  }
}
