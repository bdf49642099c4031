/**
 * Pays a round as the task `relief pay-benefits` does, in a process of its own, so that its memory is its own: what bench:county starts, kills
 * and starts again. Prints one line of JSON at its end.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { loadSuite } from "../../../deploy/suite.ts";
import { argumentsOf, pagesToRelease, type Paying, refreshed } from "../../../tasks/shared/reliefPages.ts";
import { paged } from "../../../tasks/shared/logs.ts";
import { Stage } from "../../sandbox/story/stage.ts";
import { gasOf, officerNumber, officerOn } from "./desk.ts";

const { values } = parseArgs({
  options: {
    rpc: { type: "string", default: "" },
    deployment: { type: "string", default: "" },
    round: { type: "string", default: "0" },
    page: { type: "string", default: "200" },
  },
});

const connection = await hre.network.create({ network: "localhost", override: { url: values.rpc } });
const suite = await loadSuite(connection, { deploymentId: values.deployment });
const stage = new Stage(connection, suite);
const paying: Paying = {
  suite,
  round: BigInt(values.round),
  officer: await officerNumber(stage, "wudang3"),
  size: Number(values.page),
};
const newest = await connection.ethers.provider.getBlockNumber();
const pages = await pagesToRelease(paying, (query) => paged(suite.deployBlock, newest, query));
const benefits = officerOn(stage, "wudang3", suite.reliefBenefits);
let [gas, households] = [0n, 0];
for (const page of pages) {
  const now = await refreshed(paying, page);
  if (now === undefined) continue;
  const [round, bank, numbers, amounts, skipped, proof] = argumentsOf(paying, now);
  gas += await gasOf(benefits.releasePage(round, bank, [...numbers], [...amounts], skipped, [...proof]));
  households += now.lines;
  // What the parent follows.
  console.error(households);
}
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ households, gas: String(gas), peakMegabytes: Math.round(maxRSS / 1024) }));
process.exit(0);
