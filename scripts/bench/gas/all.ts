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
import { measurePoints } from "./points.ts";
import { measureReceivables } from "./receivables.ts";
import { measureRelief } from "./relief.ts";
import { Table } from "./table.ts";

/** A chain of its own, with the suite on it, at the beginning of the year. */
async function newStage(): Promise<Stage> {
  const connection = await hre.network.create("default");
  return new Stage(connection, await deploySuite(connection, readParameters("deploy/parameters/development.json5")));
}

export async function measureAll(): Promise<Table> {
  const stage = await newStage();
  const table = new Table(stage.connection);
  await measureControls(table, await deployControls(stage));
  await measurePeers(table, stage);
  await measureKernel(table, stage);
  await measureBills(table, stage);
  await measureReceivables(table, stage);
  await measureRelief(table, stage);
  // Its public notices take business days, of which the bills before it have left too few in the calendar.
  const another = await newStage();
  await measureData(table.on(another.connection), another);
  const third = await newStage();
  await measurePoints(table.on(third.connection), third);
  return table;
}
