/** Acts of many participants, played on the chain by their puppets: many in a transaction, each held against what it must come to. */
import { type BaseContract, type Interface } from "ethers";
import type { Stage } from "../../../../types/index.js";
import type { Desk } from "../../../utils/bills.ts";
import { ethers } from "../../../utils/suite.ts";
import type { Outcome } from "./recourse-lives.ts";

/** Acts in one transaction: well within its cap. */
const BATCH = 55;

export const pagesOf = <Value>(values: readonly Value[], size: number): Value[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, page) => values.slice(page * size, (page + 1) * size));

/** Chances from a seed (Mulberry32). */
export function generator(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (probability: number) => next() < probability,
    below: (count: number) => Math.floor(next() * count),
    pick: <Value>(values: readonly Value[]): Value => {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error("Nothing to pick from.");
      return value;
    },
  };
}

export type Random = ReturnType<typeof generator>;

interface Played {
  who: number;
  target: BaseContract;
  name: string;
  args: unknown[];
  outcome: Outcome;
}

/** Plays acts on the chain, and holds them against what they must come to. */
export class Theatre {
  readonly counts = new Map<string, number>();
  private readonly queue: Played[] = [];
  private readonly sent: Played[] = [];
  private nextBlock = 0;
  private readonly selectors = new Map<string, string>();
  private readonly addresses = new Map<BaseContract, string>();

  private readonly desk: Desk;
  private readonly stage: Stage;
  private readonly puppets: ReadonlyMap<number, string>;

  constructor(desk: Desk, stage: Stage, puppets: ReadonlyMap<number, string>) {
    this.desk = desk;
    this.stage = stage;
    this.puppets = puppets;
  }

  async act(who: number, target: BaseContract, name: string, args: unknown[], outcome?: Outcome): Promise<void> {
    this.queue.push({ who, target, name, args, outcome });
    const key = outcome === undefined ? name : `${name} ${outcome}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (this.queue.length >= BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const acts = this.queue.splice(0);
    if (acts.length === 0) return;
    const calls = await Promise.all(
      acts.map(async ({ who, target, name, args }) => ({
        puppet: this.puppets.get(who) ?? "",
        target: await this.addressOf(target),
        data: target.interface.encodeFunctionData(name, args),
      })),
    );
    await this.stage.play(calls);
    this.sent.push(...acts);
  }

  /** Reads what all acts since the last time came to. */
  async check(): Promise<void> {
    await this.flush();
    const played = await this.stage.queryFilter(this.stage.filters.Played, this.nextBlock);
    this.nextBlock = (await ethers.provider.getBlockNumber()) + 1;
    const outcomes = played.flatMap(({ args }) => [...args.outcomes]);
    this.sent.splice(0).forEach(({ who, name, args, outcome }, index) => {
      if (outcomes[index] === this.selectorOf(outcome)) return;
      throw new Error(
        `${who}: ${name}(${args.join(", ")}) came to ${outcomes[index]} and not to ${outcome ?? "success"}.`,
      );
    });
  }

  private async addressOf(target: BaseContract): Promise<string> {
    const known = this.addresses.get(target) ?? (await target.getAddress());
    this.addresses.set(target, known);
    return known;
  }

  private selectorOf(name: Outcome): string {
    if (name === undefined) return "0x00000000";
    const { billRecourse, billRegistry } = this.desk.suite;
    const known =
      this.selectors.get(name) ??
      [billRecourse.interface, billRegistry.interface]
        .map((each: Interface) => each.getError(name)?.selector)
        .find(Boolean) ??
      name;
    this.selectors.set(name, known);
    return known;
  }
}
