/**
 * `npm run bench:chain -- --rpc URL`: how many acts a second a chain takes from senders that wait for nothing, how long each takes to be in a
 * block, and what it costs, beside a plain ERC-20 transfer in the same run. Without `--rpc` on a development chain of its own. `--senders`
 * and `--count` say how many send, and how many acts of each kind in all; `--act` chooses some by their names; `--json` prints the
 * figures as one JSON document. Ends with 1 when an act failed.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Wallet } from "ethers";
import hre from "hardhat";
import { accountOf, personaOf, personas } from "../../deploy/data/personas.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { chain } from "../../network/chain.ts";
import { root } from "../checks/sources.ts";
import { startChain } from "../sandbox/stack/chain.ts";
import { Stage } from "../sandbox/story/stage.ts";
import { table } from "../network/table.ts";
import { ACTS, SENDERS } from "./chain/acts.ts";
import { load, type Measured } from "./chain/load.ts";
import { Rpc } from "./chain/rpc.ts";

interface Row extends Measured {
  readonly act: string;
  /** Acts a second, and gas of one, in units of the control's. */
  readonly rateRatio: number;
  readonly gasRatio: number;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      options: {
        rpc: { type: "string" },
        senders: { type: "string", default: "4" },
        count: { type: "string", default: "2000" },
        act: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

const values = options();

function wholeNumber(name: "senders" | "count", most: number): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  return fail(`--${name} is "${values[name]}"; give a whole number from 1 to ${most}.`);
}

const senders = SENDERS.slice(0, wholeNumber("senders", SENDERS.length));
const each = Math.ceil(wholeNumber("count", 1_000_000) / senders.length);
const [control, ...others] = ACTS;
const unknown = values.act.find((name) => !ACTS.some((act) => act.name.startsWith(name)));
if (unknown !== undefined)
  fail(`There is no act "${unknown}". There are:\n${ACTS.map(({ name }) => `  ${name}`).join("\n")}`);
const isChosen = (name: string): boolean =>
  values.act.length === 0 || values.act.some((start) => name.startsWith(start));
const acts = [control, ...others.filter(({ name }) => isChosen(name))];

const say = (line: string): unknown => values.json || console.log(line);
const number = (value: number, digits = 0): string =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

const token = process.env.BESU_RPC_TOKEN;
const deploymentId = `bench-chain-${process.pid}`;
const stops: (() => Promise<unknown> | void)[] = [];
const rows: Row[] = [];
let code = 0;
try {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const own =
    values.rpc === undefined
      ? await startChain({ dataFolder: join(root, ".sandbox"), say: () => undefined })
      : undefined;
  if (own !== undefined) stops.push(() => own.stop());
  const url = values.rpc ?? own?.rpc ?? "";
  const rpc = new Rpc(url, token);
  const id = Number(await rpc.call<string>("eth_chainId"));
  if (id !== chain.id)
    throw new Error(`The chain at ${url} has the id ${id}; the suite's has ${chain.id}. Nothing was sent.`);
  const client = await rpc.call<string>("web3_clientVersion");
  const connection = await hre.network.create({
    network: "localhost",
    override: {
      url,
      accounts: [accountOf(0).privateKey],
      ...(token === undefined ? {} : { httpHeaders: { Authorization: `Bearer ${token}` } }),
    },
  });
  stops.push(() => rmSync(join(root, "deploy", "deployments", deploymentId), { recursive: true, force: true }));
  say(
    `${client} at ${url}: ${senders.length} senders, ${each * senders.length} acts of each kind. The suite is deployed first.`,
  );
  const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId });
  const stage = new Stage(connection, suite);
  const wallets = senders.map((who) => new Wallet(personaOf(who).privateKey));

  for (const { name, prepare } of acts) {
    say(`${name} …`);
    const measured = await load(rpc, wallets, await prepare(stage, senders, each));
    const { perSecond, gasEach } = rows[0] ?? measured;
    const ratios = { rateRatio: measured.perSecond / perSecond, gasRatio: measured.gasEach / gasEach };
    rows.push({ act: name, ...measured, ...ratios });
    if (measured.failed > 0) code = 1;
  }
  const head = [
    "act",
    "acts",
    "failed",
    "blocks",
    "acts/s",
    "× control",
    "p50 ms",
    "p95 ms",
    "gas",
    "× control",
    "Mgas/s",
  ];
  const lines = rows.map((row) => [
    row.act,
    number(row.acts),
    number(row.failed),
    number(row.blocks),
    number(row.perSecond, 1),
    row.rateRatio.toFixed(2),
    number(row.p50Ms),
    number(row.p95Ms),
    number(row.gasEach),
    row.gasRatio.toFixed(2),
    number(row.gasPerSecond / 1e6, 2),
  ]);
  say(`\n${table(head, lines)}`);
  if (values.json) {
    const run = { client, chainId: id, senders: senders.length, count: each * senders.length };
    console.log(JSON.stringify({ ...run, acts: rows }, null, 2));
  }
} catch (error) {
  console.error((error as Error).message);
  code = 1;
} finally {
  for (const stop of stops.reverse()) await stop();
}
process.exit(code);
