/**
 * `npm run bench:root`: a root with 5,000 live notes, settled in pages; the gas of each page beside the most that a transaction may use,
 * and of all of them beside as many separate ERC-20 transfers. `--notes`, `--holders` and `--page` say how many; `--json` prints the
 * figures as one JSON document. Ends with 1 when a limit is exceeded.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import type { ContractTransactionResponse } from "ethers";
import hre from "hardhat";
import { readParameters } from "../../deploy/parameters.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { plusDays, timeOn } from "../sandbox/format.ts";
import { grantFacility, MANY, openedRoot, partsOf, provided, instruct, receivingFirms } from "./gas/receivables.ts";
import { deployControls, ERC20, measureControls } from "./gas/controls.ts";
import { Table } from "./gas/table.ts";
import { Stage } from "../sandbox/story/stage.ts";

/** Of the Osaka rules. */
const TRANSACTION_CAP = 16_777_216;
/** Most that settlement may cost in units of as many ERC-20 transfers. */
const LIMIT = 0.95;
const TERM = 150;
/** ¥100.00. */
const NOTE = 10_000n;

const { values } = parseArgs({
  options: {
    notes: { type: "string", default: "5000" },
    holders: { type: "string", default: "100" },
    page: { type: "string", default: "500" },
    json: { type: "boolean", default: false },
  },
});
const [notes, holders, page] = [Number(values.notes), Number(values.holders), Number(values.page)];

const gasOf = async (sent: Promise<ContractTransactionResponse>): Promise<number> =>
  Number((await (await sent).wait())?.gasUsed ?? 0n);

/** Parts a note among its holders, fifty at a time. */
async function part(stage: Stage, note: bigint, firms: readonly bigint[]): Promise<number[]> {
  const registry = stage.as("nanming", stage.suite.receivableRegistry);
  const gas: number[] = [];
  for (let made = 0; made < notes; made += MANY) {
    const count = Math.min(MANY, notes - made);
    const turn = firms.map((_, index) => firms[(made + index) % firms.length] ?? 0n);
    gas.push(await gasOf(registry.transferMany(note, partsOf(NOTE * BigInt(count), turn, count), 0)));
  }
  return gas;
}

async function settle(stage: Stage, root: bigint): Promise<number[]> {
  const settlement = stage.as("qianling", stage.suite.receivableSettlement);
  const gas: number[] = [];
  do {
    gas.push(await gasOf(settlement.settle(root, page)));
  } while ((await settlement.roundOf(root, await stage.participant("qianling"))).cursor !== 0n);
  return gas;
}

const connection = await hre.network.create("default");
const stage = new Stage(
  connection,
  await deploySuite(connection, readParameters("deploy/parameters/development.json5")),
);
const table = new Table(connection);
await measureControls(table, await deployControls(stage));
const transfer = table.gasOf(ERC20);

const dueDay = plusDays(await stage.today(), TERM);
const face = NOTE * BigInt(notes);
await provided(stage, face);
await stage.done(grantFacility(stage, dueDay));
await stage.done(instruct(stage, "nanming", "qianling"));
const firms = await receivingFirms(stage, holders);
const note = await openedRoot(stage, "BENCH", dueDay, face);
const parting = await part(stage, note, firms);
await stage.travel(timeOn(dueDay, 9));
const root = note >> 32n;
const settling = await settle(stage, root);
const { paid } = await stage.suite.receivableRegistry.rootInfo(root);
if (paid !== face) throw new Error(`Of ${face} fen only ${paid} were paid.`);

const sum = (gas: readonly number[]): number => gas.reduce((all, each) => all + each, 0);
const [total, transfers] = [sum(settling), notes * transfer];
const figures = {
  notes,
  holders,
  passedOn: { transactions: parting.length, largest: Math.max(...parting), total: sum(parting) },
  settled: { transactions: settling.length, largest: Math.max(...settling), total },
  transactionCap: TRANSACTION_CAP,
  erc20Transfers: transfers,
  ratio: Math.round((total / transfers) * 1000) / 1000,
  limit: LIMIT,
};
const number = (value: number): string => value.toLocaleString("en");
const row = (what: string, { transactions, largest, total: all }: typeof figures.settled): string =>
  `${what}: ${transactions} transactions, the largest ${number(largest)} gas, all ${number(all)}\n`;
process.stdout.write(
  values.json
    ? `${JSON.stringify(figures, null, 2)}\n`
    : `${number(notes)} live notes of one root, ${number(holders)} holders\n` +
        row("passed on", figures.passedOn) +
        row(`settled in pages of ${page}`, figures.settled) +
        `most that a transaction may use: ${number(TRANSACTION_CAP)}\n` +
        `${number(notes)} separate ERC-20 transfers: ${number(transfers)}; settlement is ${figures.ratio} of it (limit ${LIMIT})\n`,
);
const kept = figures.settled.largest < TRANSACTION_CAP && figures.passedOn.largest < TRANSACTION_CAP;
process.exit(kept && figures.ratio <= LIMIT ? 0 : 1);
