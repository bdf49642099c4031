/** The ends of processes' logs, and what is added to them. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Network } from "../../network/folder.ts";
import type { Node } from "../../network/nodes.ts";
import { logOf } from "./local.ts";
import { say } from "./surroundings.ts";

const LOOK_MS = 300;

/** What has been added to a file since a place in it. A file that has become shorter is a new one. */
function added(path: string, from: number): { text: string; end: number } {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const start = size < from ? 0 : from;
    const buffer = Buffer.alloc(size - start);
    readSync(file, buffer, 0, buffer.length, start);
    return { text: buffer.toString("utf8"), end: size };
  } finally {
    closeSync(file);
  }
}

export async function showLogs(
  network: Network,
  nodes: readonly Node[],
  lines: number,
  follow: boolean,
): Promise<void> {
  const ends = new Map<string, number>();
  const tell = (name: string, text: string): void => {
    for (const line of text.split("\n")) if (line !== "") say(nodes.length === 1 ? line : `${name} | ${line}`);
  };
  for (const node of nodes) {
    const path = logOf(network, node);
    if (!existsSync(path)) {
      say(`${node.name} has not been started here: it has no log.`);
      continue;
    }
    const text = readFileSync(path, "utf8");
    ends.set(node.name, Buffer.byteLength(text));
    tell(node.name, text.trimEnd().split("\n").slice(-lines).join("\n"));
  }
  let isDone = !follow;
  process.once("SIGINT", () => (isDone = true));
  while (!isDone) {
    await sleep(LOOK_MS);
    for (const node of nodes) {
      const path = logOf(network, node);
      if (!existsSync(path)) continue;
      const { text, end } = added(path, ends.get(node.name) ?? 0);
      ends.set(node.name, end);
      tell(node.name, text);
    }
  }
}
