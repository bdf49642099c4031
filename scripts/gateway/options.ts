/** What a person says on the command line of `npm run gateway`. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

export interface Options {
  store: string;
  host: string;
  port: number;
  network?: string;
  as?: string;
  batch: number;
  flushSeconds: number;
  maxLag: number;
}

export const USAGE = `Usage: npm run gateway -- --store FOLDER [--as WHO] [--network NAME] [--port N] [--host ADDRESS]
                           [--batch N] [--flush SECONDS] [--max-lag SECONDS]

  --store FOLDER   the content: assets/<asset>/<version>/content and tree.json, sales/<sale>/; and the journal
  --as WHO         who meters: a persona, a participant's number or an account, as the tasks take it
  --network NAME   as the tasks take it
  --port N         8765 unless another is given
  --host ADDRESS   127.0.0.1 unless another is given; put a server with TLS before it
  --batch N        uses that are anchored together, 100 unless said otherwise
  --flush SECONDS  longest that a use waits to be anchored, 60 unless said otherwise
  --max-lag SECONDS  oldest that the chain's newest block may be, 30 unless said otherwise`;

function whole(value: string, name: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new Error(`--${name} is "${value}". Give a whole number from ${least} to ${most}.`);
}

/** Throws with a sentence when something is not understood. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      store: { type: "string" },
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "8765" },
      network: { type: "string" },
      as: { type: "string" },
      batch: { type: "string", default: "100" },
      flush: { type: "string", default: "60" },
      "max-lag": { type: "string", default: "30" },
    },
  });
  const { store, host, network, as } = values;
  if (store === undefined || !existsSync(store)) {
    throw new Error(
      `--store is ${store === undefined ? "missing" : `"${store}", which is not there`}. Give the content's folder.`,
    );
  }
  return {
    store,
    host,
    port: whole(values.port, "port", 0, 65_535),
    batch: whole(values.batch, "batch", 1, 10_000),
    flushSeconds: whole(values.flush, "flush", 1, 86_400),
    maxLag: whole(values["max-lag"], "max-lag", 1, 86_400),
    ...(network === undefined ? {} : { network }),
    ...(as === undefined ? {} : { as }),
  };
}
