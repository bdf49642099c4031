/** The gas that was noted last, by act; a change of it is a change that somebody has to want. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const snapshotPath = fileURLToPath(new URL("../../../snapshots/gas.json", import.meta.url));

export function readSnapshot(): Record<string, number> {
  return JSON.parse(readFileSync(snapshotPath, "utf8")) as Record<string, number>;
}
