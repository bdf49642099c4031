/** What a person says on the command line of `npm start`. */
import { parseArgs } from "node:util";

export interface Options {
  /** Ends by itself after the story. */
  readonly once: boolean;
  /** One JSON document on standard output at the end; all else on standard error. */
  readonly json: boolean;
  /** A chain that already runs. */
  readonly rpc?: string;
}

export const USAGE = `Usage: npm start -- [--once] [--json] [--rpc URL]

  --once      end after the story, instead of staying up until Ctrl-C
  --json      print a machine-readable summary on standard output
  --rpc URL   play on a chain that already runs, with the development personas' keys`;

/** Throws with a sentence when something is not understood. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { once: { type: "boolean" }, json: { type: "boolean" }, rpc: { type: "string" } },
  });
  const { once = false, json = false, rpc } = values;
  if (rpc !== undefined && !/^https?:\/\//.test(rpc)) {
    throw new Error(`--rpc is "${rpc}"; give the address of a JSON-RPC server, as in --rpc http://127.0.0.1:8545.`);
  }
  return { once, json, ...(rpc === undefined ? {} : { rpc }) };
}
