/** The year of business that the sandbox plays, over all modules that exist. */
import { circulation, issue, payment, standingInstruction } from "./bills.ts";
import { certificates, consent, department, feed, forecast, request, wrongKey } from "./data.ts";
import { emergencyFreeze, settlementMoney, voidedDeal } from "./kernel.ts";
import { discount } from "./market.ts";
import { parts, seizure } from "./parts.ts";
import { alliance, bookshop, honour, netting } from "./points.ts";
import { chain, credit, payout } from "./receivables.ts";
import { standIn } from "./receivablesDefault.ts";
import { ladder } from "./receivablesLadder.ts";
import { notice, undisclosed } from "./receivablesNotice.ts";
import { once } from "./receivablesOnce.ts";
import { recourse } from "./recourse.ts";
import { card, donation, exit, kin, village } from "./relief.ts";
import { repo } from "./repo.ts";
import { collection, security } from "./security.ts";
import type { Scene } from "./stage.ts";

export const story: readonly Scene[] = [
  settlementMoney,
  certificates,
  issue,
  circulation,
  parts,
  seizure,
  emergencyFreeze,
  standingInstruction,
  discount,
  repo,
  voidedDeal,
  security,
  alliance,
  bookshop,
  honour,
  chain,
  once,
  credit,
  payout,
  payment,
  feed,
  wrongKey,
  consent,
  request,
  netting,
  collection,
  recourse,
  forecast,
  department,
  undisclosed,
  ladder,
  notice,
  standIn,
  village,
  card,
  donation,
  kin,
  exit,
];
