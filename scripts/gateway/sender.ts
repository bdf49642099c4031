/** Sends as the gateway's participant, several transactions at a time, each with the account's next number. */
import { NonceManager, type Signer } from "ethers";
import type { Actor } from "../../tasks/shared/actor.ts";
import type { Context } from "../../tasks/shared/context.ts";
import { explain } from "../../tasks/shared/errors.ts";
import { type Invocation, send } from "../../tasks/shared/send.ts";

export class Sender {
  readonly actor: Actor;
  readonly #context: Context;
  readonly #signer: NonceManager;
  #underWay = 0;

  constructor(context: Context, actor: Actor & { signer: Signer }) {
    this.#context = context;
    this.#signer = new NonceManager(actor.signer);
    this.actor = { ...actor, signer: this.#signer };
  }

  /** Resolves when it is in a block. */
  async send(invocation: Invocation): Promise<void> {
    this.#underWay++;
    try {
      await send(this.#context, this.actor, invocation);
    } catch (error) {
      this.#signer.reset();
      throw error;
    } finally {
      // Others may send from the account too: its next number is asked anew as soon as nothing is under way.
      if (--this.#underWay === 0) this.#signer.reset();
    }
  }

  /** What went wrong, in a sentence; whatever goes wrong with that. */
  async told(error: unknown): Promise<string> {
    const { message } = await explain(error, this.#context, this.actor).catch(() => error as Error);
    return message;
  }
}
