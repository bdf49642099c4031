/** The day of business that the sandbox plays, over all modules that exist. */
import { circulation, issue, payment, standingInstruction } from "./bills.ts";
import { emergencyFreeze, settlementMoney, voidedDeal } from "./kernel.ts";
import { discount } from "./market.ts";
import type { Scene } from "./stage.ts";

export const story: readonly Scene[] = [
  settlementMoney,
  issue,
  circulation,
  emergencyFreeze,
  standingInstruction,
  discount,
  voidedDeal,
  payment,
];
