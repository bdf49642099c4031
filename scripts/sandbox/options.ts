/** What a person says on the command line of `npm start`. */
import { parseArgs } from "node:util";

export interface Options {
  /** Ends by itself after the story. */
  readonly once: boolean;
  /** One JSON document on standard output at the end; all else on standard error. */
  readonly json: boolean;
  /** A chain that already runs. */
  readonly rpc?: string;
  /** Goes on with the index of an earlier run, and keeps it for the next. */
  readonly keep: boolean;
}

export const USAGE = `Usage: npm start -- [--once] [--json] [--rpc URL [--keep]]

  --once      end after the story, instead of staying up until Ctrl-C
  --json      print a machine-readable summary on standard output
  --rpc URL   play on a chain that already runs, with the development personas' keys
  --keep      go on with the index that an earlier run on that chain has kept`;

/** Throws with a sentence when something is not understood. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: "boolean" },
      json: { type: "boolean" },
      rpc: { type: "string" },
      keep: { type: "boolean" },
    },
  });
  const { once = false, json = false, keep = false, rpc } = values;
  if (rpc !== undefined && !/^https?:\/\//.test(rpc)) {
    throw new Error(`--rpc is "${rpc}"; give the address of a JSON-RPC server, as in --rpc http://127.0.0.1:8545.`);
  }
  if (keep && rpc === undefined) {
    throw new Error(
      "The embedded chain lives in memory, so there is nothing to keep. Use --keep with --rpc, on a chain that lasts.",
    );
  }
  return { once, json, keep, ...(rpc === undefined ? {} : { rpc }) };
}
