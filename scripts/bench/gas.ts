/**
 * `npm run bench:gas`: the gas of each act, beside the least that its effects would cost on any EVM chain and beside OpenZeppelin's
 * like act, all in one run on the embedded chain. `--json` prints the same as one JSON document; `--write` notes it in
 * snapshots/gas.json, with which the tests compare.
 */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { measureAll } from "./gas/all.ts";
import { snapshotPath } from "./gas/snapshot.ts";

const { values } = parseArgs({ options: { json: { type: "boolean" }, write: { type: "boolean" } } });

const table = await measureAll();
process.stdout.write(values.json === true ? `${JSON.stringify(table.rows, null, 2)}\n` : table.text());
if (values.write === true) writeFileSync(snapshotPath, `${JSON.stringify(table.snapshot(), null, 2)}\n`);
process.exit(0);
