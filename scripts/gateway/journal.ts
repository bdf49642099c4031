/**
 * The journal of a licence's uses: a file that is only ever appended to. A use is in it, and on the disk, before its answer goes out; so are the
 * batches, before they are sent. What was going on when the gateway ended, however it ended, is read from it again.
 *
 * It has what shows a use in a dispute: the request with the licensee's signature, the digest of the chunk that was served, and the salt of the digest
 * that is on chain. It is as secret as the salts are.
 */
import { existsSync, readFileSync, truncateSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { AbiCoder, keccak256 } from "ethers";
import { leaf, merkle } from "../../tasks/shared/merkle.ts";
import { digestOf, type Place, type SignedRequest } from "./signing.ts";

/** One use as it was served. */
export interface Use {
  request: SignedRequest;
  purpose: number;
  /** 0: nobody's data. */
  person: string;
  /** Digest of the chunk that was served, as the asset's tree has it. */
  result: string;
  salt: string;
  /** Of a use that is on chain by itself: its number. Others wait for a batch. */
  number?: number;
}

/** Uses that are anchored together: the first `count` of the purpose that wait. */
export interface Batch {
  first: number;
  count: number;
  purpose: number;
  root: string;
}

/** How a batch ended: anchored; not, because its numbers are others'; or never, because the licence is. */
export type End = "anchored" | "renumbered" | "refused";

export type Entry = { use: Use } | { batch: Batch } | { end: End; first: number };

/** What is on chain of a use (D-8): salted, so that nobody finds the request out who does not know it. */
export const useDigest = (place: Place, { request, result, salt }: Use): string =>
  keccak256(
    AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32", "bytes32"], [salt, digestOf(place, request), result]),
  );

/** The tree over a batch's uses, as the contract verifies it. */
export const useTree = (place: Place, first: number, uses: readonly Use[]) =>
  merkle(uses.map((use, index) => leaf(["uint40", "bytes32"], [first + index, useDigest(place, use)])));

/** What a journal comes to. */
export interface Account {
  waiting: Use[];
  /** The batch that is under way, taken out of what waits. */
  batch?: Batch & { uses: Use[] };
  anchored: { first: number; uses: Use[] }[];
  refused: Use[];
}

/** Takes the uses of a batch out of what waits. */
export function take(account: Account, batch: Batch): Use[] {
  const uses = account.waiting.filter(({ purpose }) => purpose === batch.purpose).slice(0, batch.count);
  account.waiting = account.waiting.filter((use) => !uses.includes(use));
  account.batch = { ...batch, uses };
  return uses;
}

/** Ends the batch that is under way. */
export function end(account: Account, how: End): void {
  const { batch } = account;
  if (batch === undefined) return;
  delete account.batch;
  if (how === "anchored") account.anchored.push({ first: batch.first, uses: batch.uses });
  else if (how === "refused") account.refused.push(...batch.uses);
  else account.waiting.unshift(...batch.uses);
}

export function accountOf(entries: readonly Entry[]): Account {
  const account: Account = { waiting: [], anchored: [], refused: [] };
  for (const entry of entries) {
    if ("batch" in entry) take(account, entry.batch);
    else if ("end" in entry) end(account, entry.end);
    else if (entry.use.number === undefined) account.waiting.push(entry.use);
    else account.anchored.push({ first: entry.use.number, uses: [entry.use] });
  }
  return account;
}

/** Entries of a file. A last line without its end was never answered for. */
export function entriesIn(file: string): Entry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry);
}

export class Journal {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens a journal for writing on; what was half written is cut off. */
  static async open(path: string): Promise<Journal> {
    if (existsSync(path)) {
      const bytes = readFileSync(path);
      truncateSync(path, bytes.lastIndexOf("\n") + 1);
    }
    return new Journal(await open(path, "a", 0o600));
  }

  /** Resolves when it is on the disk. Entries that come while a write is on are written together; after a failure nothing more is. */
  append(entry: Entry): Promise<void> {
    this.#lines.push(`${JSON.stringify(entry)}\n`);
    this.#next ??= this.#last = this.#last.then(() => this.#write());
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#next = undefined;
    await this.#file.appendFile(lines.join(""));
    await this.#file.datasync();
  }
}
