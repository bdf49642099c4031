/**
 * `npm run bench:county`: the households of a county, taken onto the register by the acts that it takes and paid in pages by a process that
 * is killed on the way and starts again, with the code of the task `relief pay-benefits`. `--households` and `--page` say how many;
 * `--json` prints the figures as one JSON document. Ends with 1 when a household was left out or paid twice, or costs more than it may.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { root } from "../checks/sources.ts";
import { startChain } from "../sandbox/stack/chain.ts";
import { Stage } from "../sandbox/story/stage.ts";
import { benefitDefined, EACH, registered, reliefDesk, roundApproved } from "./relief/desk.ts";

/** Most that a household of a uniform page may cost. */
const LIMIT = 14_000;

const { values } = parseArgs({
  options: {
    households: { type: "string", default: "100000" },
    page: { type: "string", default: "200" },
    json: { type: "boolean", default: false },
  },
});
const count = Number(values.households);
const say = (line: string): unknown => values.json || console.log(line);
const number = (value: number | bigint): string => value.toLocaleString("en");

interface Run {
  households: number;
  gas: string;
  peakMegabytes: number;
}

/** A run of the paying process; killed once it has paid so many, it tells nothing at its end. */
function pay(args: readonly string[], killAfter = Infinity): Promise<Run | undefined> {
  const script = fileURLToPath(new URL("relief/pay.ts", import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const errors: string[] = [];
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  createInterface(child.stderr).on("line", (line) => {
    if (!/^\d+$/.test(line)) errors.push(line);
    else if (Number(line) >= killAfter) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(undefined);
      else if (code === 0) resolve(JSON.parse(output) as Run);
      else reject(new Error(`The paying process ended with ${code ?? signal}:\n${errors.join("\n")}`));
    });
  });
}

const folder = join(root, ".sandbox");
const deployment = `county-${process.pid}`;
const stops: (() => Promise<unknown> | void)[] = [];
let kept: boolean;
try {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const chain = await startChain({ dataFolder: folder, say: () => undefined });
  stops.push(() => chain.stop());
  const connection = await hre.network.create({ network: "localhost", override: { url: chain.rpc } });
  stops.push(() => rmSync(join(root, "deploy", "deployments", deployment), { recursive: true, force: true }));
  const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId: deployment });
  const stage = new Stage(connection, suite);
  const total = EACH * BigInt(count);
  const desk = await reliefDesk(stage, total);

  say(`${number(count)} households are taken onto the register`);
  let start = performance.now();
  const registering = await registered(desk, count, say);
  const registration = (performance.now() - start) / 1_000;
  const round = await roundApproved(desk, await benefitDefined(desk, EACH), total);

  const args = ["--rpc", chain.rpc, "--deployment", deployment, "--round", String(round), "--page", values.page];
  say("They are paid; the process is killed on the way, and starts again");
  start = performance.now();
  await pay(args, count / 3);
  const before = await suite.reliefPayouts.releasedOf(round);
  const rest = await pay(args);
  const again = await pay(args);
  const paying = (performance.now() - start) / 1_000;
  if (rest === undefined || again === undefined) throw new Error("The paying process was killed by somebody else.");

  const released = await suite.reliefPayouts.releasedOf(round);
  const restPaid = EACH * BigInt(rest.households);
  kept = released === total && before + restPaid === total && again.households === 0;
  const gasEach = Number(BigInt(rest.gas) / BigInt(Math.max(rest.households, 1)));
  const figures = {
    households: count,
    registration: {
      seconds: registration,
      gasEach: Number(registering / BigInt(count)),
    },
    payment: {
      seconds: paying,
      beforeTheKill: Number(before / EACH),
      afterIt: rest.households,
      paidTwice: again.households,
      gasEach,
      limit: LIMIT,
      peakMegabytes: rest.peakMegabytes,
    },
  };
  kept &&= gasEach <= LIMIT;
  if (values.json) console.log(JSON.stringify(figures, null, 2));
  say(`registered in ${registration.toFixed(0)} s, ${number(figures.registration.gasEach)} gas a household`);
  say(
    `paid in ${paying.toFixed(0)} s: ${number(figures.payment.beforeTheKill)} before the kill, ${number(rest.households)} after it, ` +
      `${number(again.households)} by running it once more; ${number(gasEach)} gas a household (limit ${number(LIMIT)}); ` +
      `the paying process took ${number(rest.peakMegabytes)} MB at most`,
  );
} finally {
  for (const stop of stops.reverse()) await stop();
}
process.exit(kept ? 0 : 1);
