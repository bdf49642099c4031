/** How a story is told and played: people, acts, and what must be refused. */
import type { BaseContract, ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import { Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { type OfficerKey, officers } from "../../../deploy/data/officers.ts";
import { type PersonaKey, personaOf } from "../../../deploy/data/personas.ts";
import { usccBytes } from "../../../deploy/founders.ts";
import type { Suite } from "../../../deploy/suite.ts";
import { dateOf } from "../format.ts";

/** One thing that somebody does. Its sentence is told once it has happened. */
export interface Step {
  readonly says: string | ((stage: Stage) => string);
  readonly does: (stage: Stage) => Promise<unknown>;
}

export interface Scene {
  readonly title: string;
  /** It moves the clock, or goes on from a scene that does: left out on a chain whose clock is not ours. */
  readonly movesTime?: boolean;
  readonly steps: readonly Step[];
}

/** Where a story is played. */
export class Stage {
  readonly suite: Suite;
  readonly connection: NetworkConnection;
  /** What a later step needs of an earlier one. */
  readonly #memory = new Map<string, bigint | string>();
  readonly #participants = new Map<PersonaKey, bigint>();

  constructor(connection: NetworkConnection, suite: Suite) {
    this.connection = connection;
    this.suite = suite;
  }

  remember(name: string, value: bigint | string): void {
    this.#memory.set(name, value);
  }

  recall(name: string): bigint {
    return BigInt(this.recallText(name));
  }

  recallText(name: string): string {
    const value = this.#memory.get(name);
    if (value === undefined) throw new Error(`The story has not told of "${name}" yet.`);
    return String(value);
  }

  /** The contract, with the persona's wallet as the sender. */
  as<C extends BaseContract>(who: PersonaKey, contract: C): C {
    return contract.connect(new Wallet(personaOf(who).privateKey, this.connection.ethers.provider)) as C;
  }

  /** The contract, with the officer's account as the sender. */
  asOfficer<C extends BaseContract>(who: OfficerKey, contract: C): C {
    const officer = officers.find(({ key }) => key === who);
    if (officer === undefined) throw new Error(`There is no officer ${who}.`);
    return contract.connect(new Wallet(officer.privateKey, this.connection.ethers.provider)) as C;
  }

  wallet(who: PersonaKey): string {
    return personaOf(who).wallet;
  }

  uscc(who: PersonaKey): string {
    return usccBytes(personaOf(who).uscc);
  }

  async participant(who: PersonaKey): Promise<bigint> {
    const known = this.#participants.get(who);
    if (known !== undefined) return known;
    const id = await this.suite.participants.participantOf(personaOf(who).wallet);
    this.#participants.set(who, id);
    return id;
  }

  async now(): Promise<number> {
    const block = await this.connection.ethers.provider.getBlock("latest");
    if (block === null) throw new Error("The chain has no block yet.");
    return block.timestamp;
  }

  async today(): Promise<string> {
    return dateOf(await this.now());
  }

  /** Waits for an act, and gives the arguments of the event by which it is known. */
  async done(
    act: Promise<ContractTransactionResponse>,
    contract?: BaseContract,
    event?: string,
  ): Promise<Record<string, bigint>> {
    const receipt: ContractTransactionReceipt | null = await (await act).wait();
    if (contract === undefined || event === undefined) return {};
    const address = await contract.getAddress();
    for (const log of receipt?.logs ?? []) {
      const parsed = log.address === address ? contract.interface.parseLog(log) : null;
      if (parsed?.name === event) return parsed.args.toObject() as Record<string, bigint>;
    }
    throw new Error(`The act did not report ${event}.`);
  }

  /** Tries an act that the contracts must refuse, with this error. */
  async refused(act: () => Promise<unknown>, contract: BaseContract, error: string): Promise<void> {
    let data: unknown;
    try {
      await act();
    } catch (reason) {
      data = (reason as { data?: unknown }).data;
      const name = typeof data === "string" ? contract.interface.parseError(data)?.name : undefined;
      if (name === error) return;
      throw reason;
    }
    throw new Error(`It should have been refused with ${error}, and was not.`);
  }

  /** Moves the embedded chain's clock forward to a second since 1970. */
  async travel(timestamp: number): Promise<void> {
    const { provider } = this.connection;
    await provider.request({ method: "evm_setNextBlockTimestamp", params: [timestamp] });
    await provider.request({ method: "evm_mine", params: [] });
  }
}

/** Plays scenes one after the other; `told` hears each step once it has happened. */
export async function play(
  stage: Stage,
  scenes: readonly Scene[],
  told: (scene: Scene, sentence: string, milliseconds: number) => void,
): Promise<void> {
  for (const scene of scenes) {
    for (const { says, does } of scene.steps) {
      const start = performance.now();
      await does(stage);
      told(scene, typeof says === "string" ? says : says(stage), performance.now() - start);
    }
  }
}
