/** What has happened to something, as sentences with their time. */
import type { Log } from "ethers";
import type { Context } from "./context.ts";
import { sentenceOf } from "./events.ts";
import { timeOf } from "./format.ts";
import { plainArguments } from "./json.ts";
import { each } from "./logs.ts";
import type { View } from "./run.ts";
import { table } from "./table.ts";

/** The part of an event log that is needed, typed or not. */
export type AnyLog = Pick<Log, "address" | "topics" | "data" | "blockNumber" | "index" | "transactionHash">;

/** Times of blocks, each asked for once. */
export async function timesOf({ chain }: Context, blocks: Iterable<number>): Promise<Map<number, number>> {
  const { provider } = chain.connection.ethers;
  const numbers = [...new Set(blocks)];
  const found = await each(numbers, (block) => provider.getBlock(block));
  return new Map(numbers.map((block, index) => [block, found[index]?.timestamp ?? 0]));
}

const inOrder = (a: AnyLog, b: AnyLog): number => a.blockNumber - b.blockNumber || a.index - b.index;

/** The history made of these events, oldest first; those that add nothing are left out. */
export async function historyOf(context: Context, title: string, logs: readonly AnyLog[]): Promise<View> {
  const ordered = [...new Map(logs.map((log) => [`${log.blockNumber} ${log.index}`, log])).values()].sort(inOrder);
  const times = await timesOf(
    context,
    ordered.map(({ blockNumber }) => blockNumber),
  );
  const all = await each(ordered, async (log) => {
    const decoded = context.dictionary.event(log);
    if (decoded === undefined) return undefined;
    return {
      time: timeOf(times.get(log.blockNumber) ?? 0),
      block: log.blockNumber,
      transaction: log.transactionHash,
      event: decoded.item.name,
      sentence: await sentenceOf(context, decoded),
      arguments: plainArguments(decoded),
    };
  });
  const history = all.filter((entry) => entry !== undefined);
  const told = history.filter(({ sentence }) => sentence !== "");
  const lines = table(told, [
    { head: "time (UTC+8)", cell: ({ time }) => time },
    { head: "block", cell: ({ block }) => String(block), right: true },
    { head: "what happened", cell: ({ sentence }) => sentence },
  ]);
  return {
    json: { history },
    text: told.length === 0 ? `${title}\n\n  Nothing has happened.` : `${title}\n\n${lines}`,
  };
}
