/** Watches for challenges of what the gateway has, and shows the chunk that is asked for: computed from the content, not from what is kept of it. */
import type { NonceManager } from "ethers";
import type { Actor } from "../../tasks/shared/actor.ts";
import type { Context } from "../../tasks/shared/context.ts";
import { explain } from "../../tasks/shared/errors.ts";
import { each } from "../../tasks/shared/logs.ts";
import { send } from "../../tasks/shared/send.ts";
import type { Store } from "./store.ts";

const HOLDING = 1;
/** DataPreservation.ChallengeStatus. */
const OPEN = 1n;

export class Possession {
  readonly #context: Context;
  readonly #actor: Actor & { signer: NonceManager };
  readonly #store: Store;
  readonly #say: (line: string) => void;
  /** Challenges that are new, or whose answer has failed. */
  #open = new Set<bigint>();
  #seen = 0n;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<unknown> = Promise.resolve();

  constructor(context: Context, actor: Actor & { signer: NonceManager }, store: Store, say: (line: string) => void) {
    this.#context = context;
    this.#actor = actor;
    this.#store = store;
    this.#say = say;
  }

  /** Looks every so many seconds. */
  watch(seconds: number): void {
    this.#timer = setInterval(() => (this.#looking = this.#looking.then(() => this.look())), seconds * 1_000).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Answers what is open of the gateway's assets. A challenge is for the chain: what failed is tried again until its deadline. */
  async look(): Promise<bigint[]> {
    const answered: bigint[] = [];
    try {
      const { dataPreservation } = this.#context.suite;
      const count = await dataPreservation.challengeCount();
      for (let id = this.#seen + 1n; id <= count; id++) this.#open.add(id);
      this.#seen = count;
      const now = await this.#context.now();
      const infos = await each([...this.#open], async (id) => ({ id, info: await dataPreservation.challengeInfo(id) }));
      const mine = this.#store.assets();
      for (const { id, info } of infos) {
        const isOver = info.status !== OPEN || info.deadline < now;
        if (isOver || !mine.includes(info.asset)) this.#open.delete(id);
        else if (await this.#answer(id, info)) answered.push(id);
      }
    } catch (error) {
      this.#say(`Challenges could not be looked for: ${(await this.#told(error)).message}`);
    }
    return answered;
  }

  async #answer(
    id: bigint,
    { asset, version, seed }: { asset: bigint; version: bigint; seed: string },
  ): Promise<boolean> {
    const { dataRegistry, dataPreservation } = this.#context.suite;
    try {
      if ((await dataRegistry.rightHolder(asset, HOLDING)) !== this.#actor.participant) return false;
      const held = await this.#store.version(asset, Number(version));
      const index = Number(BigInt(seed) % BigInt(held.chunks));
      const { digest, proof } = await this.#store.chunk(held, index);
      const args = [id, { root: held.root, chunks: held.chunks }, digest, proof];
      await send(this.#context, this.#actor, { contract: dataPreservation, method: "answer", args });
      this.#open.delete(id);
      this.#say(`Challenge ${id} is answered: chunk ${index} of version ${version} of asset ${asset}.`);
      return true;
    } catch (error) {
      this.#actor.signer.reset();
      this.#say(`Challenge ${id} of asset ${asset} is not answered yet: ${(await this.#told(error)).message}`);
      return false;
    }
  }

  #told(error: unknown): Promise<Error> {
    return explain(error, this.#context, this.#actor).catch(() => error as Error);
  }
}
