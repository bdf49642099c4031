/** By what a network was brought up, so that the other commands find it again. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Network } from "../../network/folder.ts";
import type { Runner } from "./programs.ts";

const fileOf = ({ folder }: Network): string => join(folder, "run.json");

export function readRun(network: Network): Runner["by"] | undefined {
  const file = fileOf(network);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Pick<Runner, "by">).by : undefined;
}

export const noteRun = (network: Network, by: Runner["by"]): void =>
  writeFileSync(fileOf(network), `${JSON.stringify({ by })}\n`);
