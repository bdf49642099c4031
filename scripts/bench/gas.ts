/**
 * `npm run bench:gas`: the gas of each act, beside the least that its effects would cost on any EVM chain and beside OpenZeppelin's
 * like act, all in one run on the embedded chain. `--json` prints the same as one JSON document.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { Stage } from "../sandbox/story/stage.ts";
import { deployControls, measureControls } from "./gas/controls.ts";
import { measureBills } from "./gas/bills.ts";
import { measureKernel } from "./gas/kernel.ts";
import { Table } from "./gas/table.ts";

const { values } = parseArgs({ options: { json: { type: "boolean" } } });

const connection = await hre.network.create("default");
const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3 });
const stage = new Stage(connection, suite);
const table = new Table(connection);

await measureControls(table, await deployControls(stage));
await measureKernel(table, stage);
await measureBills(table, stage);

process.stdout.write(values.json === true ? `${JSON.stringify(table.rows, null, 2)}\n` : table.text());
process.exit(0);
