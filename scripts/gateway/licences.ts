/** What the gateway asks the chain before it serves: at the head, for each request, and nothing of it is kept. */
import type { Block } from "ethers";
import type { Context } from "../../tasks/shared/context.ts";
import { timeOf } from "../../tasks/shared/format.ts";
import { Refusal, unsigned } from "./failure.ts";
import type { Licence } from "./meter.ts";
import { digestOf, isSigned, type Place, type SignedRequest } from "./signing.ts";

/** The block that a request is answered by. */
export interface Head {
  number: number;
  /** Its second. */
  timestamp: number;
  /** Seconds that have passed since. */
  age: number;
}

export interface HeadOptions {
  /** Oldest that the head may be, in seconds. */
  maxLag: number;
  /** The present second; a development chain's clock is its newest block's. */
  clock: (head: Pick<Block, "timestamp">) => number;
}

/** Longest, in seconds, that a signed request may be good for. */
const LONGEST = 60;
/** Kernel's mode for what goes on while licences live (Parties.sol). */
const PERFORM = 3;
/** DataSales: from Committed on there is a ciphertext, until Released; Refunded is over. */
const [COMMITTED, RECEIVED, RELEASED] = [2n, 3n, 6n];

export class Licences {
  readonly place: Place;
  readonly #context: Context;
  readonly #options: HeadOptions;
  /** By account and nonce: the second until which it would be good. */
  readonly #answered = new Map<string, number>();

  constructor(context: Context, place: Place, options: HeadOptions) {
    this.#context = context;
    this.place = place;
    this.#options = options;
  }

  get #provider() {
    return this.#context.chain.connection.ethers.provider;
  }

  async head(): Promise<Head> {
    const block = await this.#provider.getBlock("latest");
    if (block === null) throw new Refusal(503, "NoHead", "The chain has no block.", "Ask again later.");
    const { number, timestamp } = block;
    return { number, timestamp, age: this.#options.clock(block) - timestamp };
  }

  /** The head, if it is new enough to serve by. A clock that is behind the chain's is as bad as a chain that stands. */
  async freshHead(): Promise<Head> {
    const head = await this.head();
    if (Math.abs(head.age) <= this.#options.maxLag) return head;
    throw new Refusal(
      503,
      "HeadTooOld",
      `The newest block that this gateway knows, ${head.number}, is of ${timeOf(head.timestamp)}, ${Math.round(head.age)} seconds ago.`,
      "Nothing is served until its node follows the chain again. Ask again later.",
    );
  }

  /** Requests that are answered already, and still good. */
  remember(requests: readonly SignedRequest[]): void {
    for (const request of requests) this.#answered.set(nameOf(request), request.expiry);
  }

  /** Who asks: the participant for which the account that has signed may act in the module now. A request is answered once. */
  async asker(request: SignedRequest, head: Head): Promise<bigint> {
    const now = head.timestamp + head.age;
    if (request.expiry < now || request.expiry > now + LONGEST) {
      throw unsigned(
        "Expired",
        `The request is good until second ${request.expiry}; now it is ${Math.floor(now)}.`,
        `Sign anew, for ${LONGEST} seconds at most.`,
      );
    }
    if (!(await isSigned(this.#provider, digestOf(this.place, request), request, head.number))) {
      throw unsigned(
        "WrongSignature",
        `${request.account} has not signed this request.`,
        "Sign method, path with query, expiry and nonce as they are sent, for this chain and its DataLicences.",
      );
    }
    // As DataLicences would ask for the sender of an act: a withdrawn or limited account is nobody's here either.
    const { participants } = this.#context.suite;
    const [participant] = await participants
      .connect(this.#provider)
      .door.staticCall(request.account, 0, PERFORM, 0, { from: this.place.licences, blockTag: head.number });
    this.#answerOnce(request, now);
    return participant;
  }

  #answerOnce(request: SignedRequest, now: number): void {
    const name = nameOf(request);
    if (this.#answered.has(name)) {
      throw unsigned("Replayed", "This request was answered before.", "Sign anew, with another nonce.");
    }
    for (const [answered, expiry] of this.#answered) {
      if (expiry >= now) break;
      this.#answered.delete(answered);
    }
    this.#answered.set(name, request.expiry);
  }

  licence(licence: bigint, { number }: Head): Promise<Licence> {
    return this.#context.suite.dataLicences.connect(this.#provider).licenceInfo(licence, { blockTag: number });
  }

  /** Reverts unless so many uses are allowed at the head. */
  requireUsable(licence: bigint, purpose: number, person: bigint, count: number, { number }: Head): Promise<unknown> {
    const licences = this.#context.suite.dataLicences.connect(this.#provider);
    return licences.requireUsable(licence, purpose, person, count, { blockTag: number });
  }

  async requireLicensee(licence: bigint, info: Licence, asker: bigint): Promise<void> {
    if (info.licensee !== asker) throw await this.#foreign(asker, `licence ${licence}`, info.licensee);
  }

  async requireMeter(licence: bigint, info: Licence, meter: bigint): Promise<void> {
    if (info.meter === meter) return;
    throw new Refusal(
      403,
      "NotMeter",
      `Uses of licence ${licence} are metered by ${await this.#context.words.participant(info.meter)}, not by this gateway.`,
      "Ask at the gateway of its meter.",
    );
  }

  /** The ciphertext's root of a sale that is being delivered, or was, to this buyer (D-7). */
  async delivery(sale: bigint, buyer: bigint, { number }: Head): Promise<string> {
    const { dataSales, dataRegistry } = this.#context.suite;
    const at = { blockTag: number };
    const info = await dataSales.connect(this.#provider).saleInfo(sale, at);
    if (info.buyer !== buyer) throw await this.#foreign(buyer, `sale ${sale}`, info.buyer);
    if (info.status < COMMITTED || info.status > RELEASED) {
      throw new Refusal(
        info.status < COMMITTED ? 403 : 410,
        "NotDelivered",
        info.status < COMMITTED ? `Sale ${sale} has no ciphertext yet.` : `Sale ${sale} was undone.`,
        this.#context.words.command(`data show-sale ${sale}`),
      );
    }
    if (info.status <= RECEIVED) await dataRegistry.connect(this.#provider).requireTradable(info.asset, at);
    return info.ciphertextRoot;
  }

  async #foreign(asker: bigint, what: string, owner: bigint): Promise<Refusal> {
    const { words } = this.#context;
    const [who, whose] = await Promise.all([words.participant(asker), words.participant(owner)]);
    return new Refusal(
      403,
      "Foreign",
      `The account acts for ${who}; ${what} is ${whose}'s.`,
      `Sign with an account of ${whose}.`,
    );
  }
}

const nameOf = ({ account, nonce }: SignedRequest): string => `${account.toLowerCase()} ${nonce}`;
