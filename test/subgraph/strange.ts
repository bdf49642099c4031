/** Speech that no contract in order would utter, for tests that run after those which expect a world in order. */
import { expect } from "chai";
import type { BaseContract, EventFragment, ParamType, Signer } from "ethers";
import type { ContractName } from "../../deploy/contracts.ts";
import { modules } from "../../deploy/data/modules.ts";
import type { Speaker } from "../../types/index.js";
import { COUNCIL, type Play, REGULATOR, word } from "./play.ts";
import { all } from "./rows.ts";
import type { Index } from "./stack.ts";

export const MAX_32 = 2n ** 32n - 1n;
export const MAX_40 = 2n ** 40n - 1n;
export const MAX_64 = 2n ** 64n - 1n;
export const MAX_160 = 2n ** 160n - 1n;
/** A participant that there is not. */
export const GHOST = 4_000_000_000n;
export const NONSENSE = `0x${"ff".repeat(32)}`;
/** A zero byte, a lone surrogate, half a sequence, and letters around them. */
export const BROKEN = Uint8Array.from([0x61, 0x00, 0xed, 0xa0, 0x80, 0xe7, 0xbb, 0x62, 0xff, 0x63]);

/** What a part of some kind is made to say, each an event with its values. */
export type Speech = readonly [
  speaker: Speaker | undefined,
  as: BaseContract,
  said: readonly (readonly [event: string, values: readonly unknown[]])[],
];

/** The greatest value of a type, or the smallest. */
export function extreme(type: ParamType, isMost: boolean): unknown {
  if (type.arrayChildren !== null) {
    const length = type.arrayLength !== null && type.arrayLength >= 0 ? type.arrayLength : Number(isMost);
    return Array<unknown>(length).fill(extreme(type.arrayChildren, isMost));
  }
  if (type.components !== null) return type.components.map((component) => extreme(component, isMost));
  const fill = isMost ? "ff" : "00";
  const [, kind = type.type, size = ""] = /^(u?int|bytes)(\d+)$/.exec(type.type) ?? [];
  if (kind === "uint") return isMost ? 2n ** BigInt(size) - 1n : 0n;
  if (kind === "int") return isMost ? 2n ** (BigInt(size) - 1n) - 1n : -(2n ** (BigInt(size) - 1n));
  if (kind === "bytes") return `0x${fill.repeat(Number(size || isMost))}`;
  if (kind === "address") return `0x${fill.repeat(20)}`;
  return kind === "bool" ? isMost : isMost ? "绳".repeat(100) : "";
}

/** Who sends what nobody in order would. */
export const anybody = (play: Play): Signer => play.spare(9);

/** One after the other: they are of one sender. */
export async function speakers(play: Play, count: number): Promise<Speaker[]> {
  const made: Speaker[] = [];
  while (made.length < count)
    made.push(await play.stage.connection.ethers.deployContract("Speaker", [], anybody(play)));
  return made;
}

export async function say([speaker, { interface: contract }, said]: Speech): Promise<void> {
  for (const [event, values] of said) {
    const { topics, data } = contract.encodeEventLog(event, [...values]);
    await (await speaker?.say(topics, data))?.wait();
  }
}

/** A second version of a module, by order, whose parts say whatever they are told to. */
export async function strangeVersion(play: Play, module: string) {
  const { suite } = play.stage;
  const names = modules.find(({ name }) => name === module)?.parts ?? [];
  const parts = await speakers(play, names.length);
  const addresses = await Promise.all(parts.map((part) => part.getAddress()));
  const register = { target: suite.directory, name: "register", args: [word(module), 2n, addresses, 0n] };
  await play.order(`nonsense ${module}`, [register], [...COUNCIL, ...REGULATOR]);
  const tell = (name: ContractName, said: Speech[2]): Promise<void> =>
    say([parts[names.indexOf(name)], suite[name], said]);
  return { addresses, tell };
}

/** An event with all its words alike, whatever its types. */
export async function sayWords(speaker: Speaker | undefined, event: EventFragment, fill: string): Promise<void> {
  const indexed = event.inputs.filter((input) => input.indexed).length;
  const topics = [event.topicHash, ...Array<string>(indexed).fill(`0x${fill.repeat(32)}`)];
  for (const words of [24, 0]) await (await speaker?.say(topics, `0x${fill.repeat(32 * words)}`))?.wait();
}

/** Has a contract of the suite itself speak, whose code is the Speaker's for so long. */
export async function possess(
  play: Play,
  contract: BaseContract,
  speak: (speaker: Speaker) => Promise<void>,
): Promise<void> {
  const { provider } = play.stage.connection.ethers;
  const [speaker] = await speakers(play, 1);
  if (speaker === undefined) throw new Error("There is no speaker.");
  const at = await contract.getAddress();
  const own = await provider.getCode(at);
  await provider.send("hardhat_setCode", [at, await provider.getCode(await speaker.getAddress())]);
  try {
    await speak(speaker.attach(at) as Speaker);
  } finally {
    await provider.send("hardhat_setCode", [at, own]);
  }
}

export const notices = async ({ ask }: Index): Promise<string[]> =>
  (await all<{ message: string }>(ask, "notices", "message")).map(({ message }) => message);

/** The index has read all blocks, and nothing has stopped it. */
export async function follows({ stage, ask }: Index): Promise<void> {
  const head = await stage.connection.ethers.provider.getBlockNumber();
  const { _meta } = await ask<{ _meta: { block: { number: number }; hasIndexingErrors: boolean } }>(
    "{ _meta { block { number } hasIndexingErrors } }",
  );
  expect(_meta).to.deep.equal({ block: { number: head }, hasIndexingErrors: false });
}
