/** The tasks of RopeNet: `npx hardhat <noun> <verb>`. */
import access from "./access/index.ts";
import bill from "./bill/index.ts";
import calendar from "./calendar/index.ts";
import daily from "./daily/index.ts";
import evidence from "./evidence/index.ts";
import market from "./market/index.ts";
import money from "./money/index.ts";
import order from "./order/index.ts";
import participant from "./participant/index.ts";
import points from "./points/index.ts";
import receivable from "./receivable/index.ts";
import relief from "./relief/index.ts";
import data from "./data/index.ts";
import { watchCommandLine } from "./shared/commandLine.ts";
import system from "./system/index.ts";
import trade from "./trade/index.ts";

const tasks = [
  ...participant,
  ...order,
  ...evidence,
  ...trade,
  ...money,
  ...calendar,
  ...bill,
  ...receivable,
  ...relief,
  ...data,
  ...points,
  ...market,
  ...access,
  ...system,
  ...daily,
];

watchCommandLine([...new Set(tasks.map(({ id }) => id[0] ?? ""))]);

export default tasks;
