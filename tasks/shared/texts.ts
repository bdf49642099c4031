/** What every noun says of its events and errors. */
import * as bill from "../bill/texts.ts";
import * as calendar from "../calendar/texts.ts";
import * as data from "../data/texts.ts";
import * as evidence from "../evidence/texts.ts";
import * as market from "../market/texts.ts";
import * as money from "../money/texts.ts";
import * as order from "../order/texts.ts";
import * as participant from "../participant/texts.ts";
import * as points from "../points/texts.ts";
import * as receivable from "../receivable/texts.ts";
import * as relief from "../relief/texts.ts";
import * as trade from "../trade/texts.ts";
import * as desk from "./desk-texts.ts";
import type { ErrorTexts, EventTexts, Text } from "./told.ts";

const nouns = [
  participant,
  order,
  evidence,
  trade,
  money,
  calendar,
  bill,
  receivable,
  relief,
  data,
  points,
  market,
  desk,
];

export const eventTexts: EventTexts = Object.assign({}, ...nouns.map(({ events }) => events)) as EventTexts;
/** What an order's calls do, by contract and function, where a sentence says it better than the call. */
export const callTexts: Record<string, Text> = {
  ...bill.calls,
  ...receivable.calls,
  ...relief.calls,
  ...data.calls,
  ...points.calls,
};
export const errorTexts: ErrorTexts = Object.assign({}, ...nouns.map(({ errors }) => errors)) as ErrorTexts;
