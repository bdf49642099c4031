/** Every row of the bench, on an embedded chain of its own. */
import hre from "hardhat";
import { readParameters } from "../../../deploy/parameters.ts";
import { deploySuite } from "../../../deploy/suite.ts";
import { Stage } from "../../sandbox/story/stage.ts";
import { measureBills } from "./bills.ts";
import { deployControls, measureControls } from "./controls.ts";
import { measureData } from "./data.ts";
import { measureKernel } from "./kernel.ts";
import { measurePeers } from "./peers.ts";
import { measureReceivables } from "./receivables.ts";
import { measureRelief } from "./relief.ts";
import { Table } from "./table.ts";

export async function measureAll(): Promise<Table> {
  const connection = await hre.network.create("default");
  const suite = await deploySuite(connection, readParameters("deploy/parameters/development.json5"));
  const stage = new Stage(connection, suite);
  const table = new Table(connection);
  await measureControls(table, await deployControls(stage));
  await measurePeers(table, stage);
  await measureKernel(table, stage);
  await measureBills(table, stage);
  await measureReceivables(table, stage);
  await measureRelief(table, stage);
  await measureData(table, stage);
  return table;
}
