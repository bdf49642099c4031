/**
 * Meters uses. Data that are nobody's: a use joins the licence's batch, which is anchored when it is full, after some seconds, and when the gateway
 * closes; near the end of the licence's last day, and for persons' data, each use is on chain before its answer goes out.
 *
 * No use is served that the licence has no room for: what the head counts and what is not anchored yet go together into each question (X-49). A batch
 * has its number and its root in the journal before it is sent, so that after a kill the chain tells whether it has arrived (X-115).
 */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "../../deploy/suite.ts";
import type { Context } from "../../tasks/shared/context.ts";
import { explain } from "../../tasks/shared/errors.ts";
import { counted, startOf } from "../../tasks/shared/format.ts";
import { Refusal } from "./failure.ts";
import {
  type Account,
  accountOf,
  end,
  type End,
  entriesIn,
  Journal,
  take,
  type Use,
  useDigest,
  useTree,
} from "./journal.ts";
import type { Head } from "./licences.ts";
import type { Sender } from "./sender.ts";
import type { Place, SignedRequest } from "./signing.ts";

export interface MeterOptions {
  /** Uses in a batch. */
  batch: number;
  /** Longest that a use waits for its batch. */
  flushSeconds: number;
  /** Hears what the operator should know. */
  say: (line: string) => void;
}

export type Licence = Awaited<ReturnType<Suite["dataLicences"]["licenceInfo"]>>;

/** Batches that may wait while the chain does not take them. */
const MOST_BATCHES = 10;
/** Requests that may wait for their turn to be recorded one by one. */
const MOST_IN_TURN = 64;
/** Seconds that anchoring may take before a licence's last day ends. */
const ANCHORING = 60;
/** Such a licence takes no use from here any more. */
const FINAL = ["DataLicenceWrongStatus", "DataLicenceOver", "DataLicenceNotMeter"];

const tooMany = (sentence: string) => new Refusal(429, "TooManyWaiting", sentence, "Ask again in some seconds.");

/** The uses of one licence. */
class Book {
  readonly licence: bigint;
  readonly journal: Journal;
  readonly account: Account;
  /** Number of the last use that this gateway knows to be on chain. */
  anchored = 0;
  timer: NodeJS.Timeout | undefined;
  inTurn = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(licence: bigint, journal: Journal, account: Account) {
    this.licence = licence;
    this.journal = journal;
    this.account = account;
  }

  get unanchored(): number {
    return this.account.waiting.length + (this.account.batch?.count ?? 0);
  }

  /** Uses that are served and that a head which counts `used` does not know of. */
  unknownTo(used: number): number {
    const { waiting, batch } = this.account;
    const known = Math.max(used, this.anchored);
    const sent = batch !== undefined && known < batch.first + batch.count - 1 ? batch.count : 0;
    return known - used + sent + waiting.length;
  }

  /** One after the other. */
  inOrder<T>(work: () => Promise<T>): Promise<T> {
    this.inTurn++;
    const result = this.#turn.then(work).finally(() => this.inTurn--);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

export class Meter {
  readonly #context: Context;
  readonly #sender: Sender;
  readonly #place: Place;
  readonly #folder: string;
  readonly #options: MeterOptions;
  readonly #books = new Map<bigint, Promise<Book>>();

  constructor(context: Context, sender: Sender, place: Place, folder: string, options: MeterOptions) {
    this.#context = context;
    this.#sender = sender;
    this.#place = place;
    this.#folder = folder;
    this.#options = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Takes up what an earlier run has left; the requests that it has answered, for none is answered twice. */
  async takeUp(): Promise<SignedRequest[]> {
    const answered: SignedRequest[] = [];
    for (const licence of this.#licences()) {
      for (const entry of entriesIn(this.#file(licence))) if ("use" in entry) answered.push(entry.use.request);
      const book = await this.#book(licence);
      if (book.unanchored > 0) void this.#flush(book);
    }
    return answered;
  }

  /** Uses that are not on chain yet. */
  async unanchored(): Promise<number> {
    const books = await Promise.all(this.#books.values());
    return books.reduce((sum, book) => sum + book.unanchored, 0);
  }

  /**
   * Takes a use down, if the licence allows it at that head.
   * @param requireUsable asks the contract for so many uses at the head
   */
  async meter(
    licence: bigint,
    info: Licence,
    use: Use,
    head: Head,
    requireUsable: (count: number) => Promise<unknown>,
  ): Promise<void> {
    const book = await this.#book(licence);
    const used = Number(info.used);
    const { batch, flushSeconds } = this.#options;
    if (book.unanchored >= MOST_BATCHES * batch) {
      throw tooMany(`${book.unanchored} uses of licence ${licence} wait to be anchored.`);
    }
    await requireUsable(book.unknownTo(used) + 1);
    // Others may have joined meanwhile: then the contract says that it is exhausted.
    if (used + book.unknownTo(used) + 1 > Number(info.allowed)) await requireUsable(book.unknownTo(used) + 1);

    const left = Number(startOf(info.lastDay + 1n)) - head.timestamp;
    if (use.person !== "0" || left <= flushSeconds + ANCHORING) return this.#recordNow(book, use);
    const isFull = book.account.waiting.push(use) % batch === 0;
    await book.journal.append({ use });
    this.#arm(book);
    if (isFull) void this.#flush(book, batch);
  }

  /** Anchors all that waits, and ends. */
  async close(): Promise<void> {
    for (const book of await Promise.all(this.#books.values())) {
      await this.#flush(book);
      clearTimeout(book.timer);
      await book.journal.close();
    }
  }

  /** Anchors what waits; tells what stays behind. */
  async flush(licence: bigint): Promise<void> {
    await this.#flush(await this.#book(licence));
  }

  /** What shows a use in a dispute, by its digest: `verifyUse` of DataLicences takes it. */
  evidence(licence: bigint, digest: string) {
    for (const { first, uses } of accountOf(entriesIn(this.#file(licence))).anchored) {
      const index = uses.findIndex((use) => useDigest(this.#place, use) === digest);
      const use = uses[index];
      if (use === undefined) continue;
      const proof = useTree(this.#place, first, uses).proofs[index] ?? [];
      return { use, first, number: first + index, digest, proof };
    }
    return undefined;
  }

  #licences(): bigint[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .flatMap((name) => /^(\d+)\.jsonl$/.exec(name)?.[1] ?? [])
      .map(BigInt);
  }

  #file(licence: bigint): string {
    return join(this.#folder, `${licence}.jsonl`);
  }

  #book(licence: bigint): Promise<Book> {
    const known = this.#books.get(licence);
    if (known !== undefined) return known;
    const opened = (async () => {
      const account = accountOf(entriesIn(this.#file(licence)));
      // What is over is in the file, for a dispute; nobody needs it here.
      return new Book(licence, await Journal.open(this.#file(licence)), { ...account, anchored: [], refused: [] });
    })();
    this.#books.set(licence, opened);
    return opened;
  }

  #arm(book: Book): void {
    book.timer ??= setTimeout(() => void this.#flush(book), this.#options.flushSeconds * 1_000).unref();
  }

  /** @param atLeast uses that are worth a batch */
  async #flush(book: Book, atLeast = 1): Promise<void> {
    clearTimeout(book.timer);
    book.timer = undefined;
    try {
      await book.inOrder(() => this.#anchorAll(book, atLeast));
    } catch (error) {
      const told = await this.#sender.told(error);
      this.#options.say(`Not anchored yet: ${counted(book.unanchored, "use")} of licence ${book.licence}. ${told}`);
    }
    if (book.unanchored > 0) this.#arm(book);
  }

  async #anchorAll(book: Book, atLeast = 1): Promise<void> {
    while (book.account.batch !== undefined || book.account.waiting.length >= atLeast) {
      if (book.account.batch === undefined) await this.#begin(book);
      await this.#anchor(book);
    }
  }

  /** Gives the uses that wait longest, of one purpose, their numbers. */
  async #begin(book: Book): Promise<void> {
    const first = (await this.#used(book.licence)) + 1;
    const purpose = book.account.waiting[0]?.purpose ?? 0;
    const uses = book.account.waiting.filter((use) => use.purpose === purpose).slice(0, this.#options.batch);
    const batch = { first, count: uses.length, purpose, root: useTree(this.#place, first, uses).root };
    take(book.account, batch);
    try {
      await book.journal.append({ batch });
    } catch (error) {
      // What the journal does not know of is not sent.
      end(book.account, "renumbered");
      throw error;
    }
  }

  /** Sends the batch that is under way, unless it has arrived. */
  async #anchor(book: Book): Promise<void> {
    const { batch } = book.account;
    if (batch === undefined) return;
    const { first, count, purpose, root } = batch;
    if ((await this.#used(book.licence)) >= first) return this.#endByChain(book, first, count, root);
    try {
      const args = [book.licence, first, count, purpose, root, [], []];
      await this.#sender.send({ contract: this.#context.suite.dataLicences, method: "recordUses", args });
    } catch (error) {
      const { kind, message } = await explain(error, this.#context, this.#sender.actor);
      if (kind === "DataLicenceUseOutOfOrder") return this.#endByChain(book, first, count, root);
      if (!FINAL.includes(kind)) throw error;
      this.#options.say(`Never anchored: ${counted(count, "use")} of licence ${book.licence}. ${message}`);
      return this.#end(book, "refused", first);
    }
    await this.#end(book, "anchored", first, count);
  }

  /** The numbers are taken: by this batch, sent before, or by others' uses. */
  async #endByChain(book: Book, first: number, count: number, root: string): Promise<void> {
    const anchored = await this.#context.suite.dataLicences.batchRoot(book.licence, first);
    await (anchored === root ? this.#end(book, "anchored", first, count) : this.#end(book, "renumbered", first));
  }

  async #end(book: Book, how: End, first: number, count = 0): Promise<void> {
    if (how === "anchored") book.anchored = Math.max(book.anchored, first + count - 1);
    end(book.account, how);
    book.account.anchored = [];
    book.account.refused = [];
    await book.journal.append({ end: how, first });
  }

  /** On chain before it is answered: consent is read in that very block. */
  #recordNow(book: Book, use: Use): Promise<void> {
    if (book.inTurn >= MOST_IN_TURN)
      throw tooMany(`${book.inTurn} requests under licence ${book.licence} wait for theirs.`);
    return book.inOrder(async () => {
      await this.#anchorAll(book);
      const number = (await this.#used(book.licence)) + 1;
      await book.journal.append({ use: { ...use, number } });
      const digest = useDigest(this.#place, use);
      const args = [book.licence, number, use.purpose, BigInt(use.person), digest];
      await this.#sender.send({ contract: this.#context.suite.dataLicences, method: "recordUse", args });
      book.anchored = number;
    });
  }

  async #used(licence: bigint): Promise<number> {
    return Number((await this.#context.suite.dataLicences.licenceInfo(licence)).used);
  }
}
