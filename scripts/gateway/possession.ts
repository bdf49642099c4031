/** Watches for challenges of what the gateway has, and shows the chunk that is asked for: computed from the content, not from what is kept of it. */
import type { Context } from "../../tasks/shared/context.ts";
import { each } from "../../tasks/shared/logs.ts";
import type { Sender } from "./sender.ts";
import type { Store } from "./store.ts";

const HOLDING = 1;
/** DataPreservation.ChallengeStatus. */
const OPEN = 1n;

export class Possession {
  readonly #context: Context;
  readonly #sender: Sender;
  readonly #store: Store;
  readonly #say: (line: string) => void;
  /** Challenges that are new, or whose answer has failed. */
  #open = new Set<bigint>();
  #seen = 0n;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<unknown> = Promise.resolve();

  constructor(context: Context, sender: Sender, store: Store, say: (line: string) => void) {
    this.#context = context;
    this.#sender = sender;
    this.#store = store;
    this.#say = say;
  }

  /** Looks every so many seconds. */
  watch(seconds: number): void {
    const look = () => void (this.#looking = this.#looking.then(() => this.look()));
    this.#timer = setInterval(look, seconds * 1_000).unref();
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
      this.#say(`Challenges could not be looked for: ${await this.#sender.told(error)}`);
    }
    return answered;
  }

  async #answer(
    id: bigint,
    { asset, version, seed }: { asset: bigint; version: bigint; seed: string },
  ): Promise<boolean> {
    const { dataRegistry, dataPreservation } = this.#context.suite;
    try {
      if ((await dataRegistry.rightHolder(asset, HOLDING)) !== this.#sender.actor.participant) return false;
      const held = await this.#store.version(asset, Number(version));
      const index = Number(BigInt(seed) % BigInt(held.chunks));
      const { digest, proof } = await this.#store.chunk(held, index);
      const args = [id, { root: held.root, chunks: held.chunks }, digest, proof];
      await this.#sender.send({ contract: dataPreservation, method: "answer", args });
      this.#open.delete(id);
      this.#say(`Challenge ${id} is answered: chunk ${index} of version ${version} of asset ${asset}.`);
      return true;
    } catch (error) {
      this.#say(`Challenge ${id} of asset ${asset} is not answered yet: ${await this.#sender.told(error)}`);
      return false;
    }
  }
}
