/** Figures of relief by programme and area: households by status, objections, and money by month. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Area,
  AreaFigures,
  HouseholdFlow,
  PayoutLine,
  Programme,
  ReliefFlow,
  ReliefMonth,
} from "../../generated/schema";
import { upFrom } from "./areas";
import { dayOf, monthOf, shareOf } from "./values";

/** Stands for the programme's whole. */
const WHOLE = "whole";
/** Figures of households, by status; what time makes of Exited is not stored. */
const STATUSES = [
  "Proposed",
  "Reviewed",
  "OnNotice",
  "Endorsed",
  "Registered",
  "ExitProposed",
  "ExitOnNotice",
  "Exited",
  "UnderReview",
  "Refused",
  "Ended",
];
const STATUS_FIGURES = [
  "proposed",
  "reviewed",
  "onNotice",
  "endorsed",
  "registered",
  "exitProposed",
  "exitOnNotice",
  "exited",
  "underReview",
  "refused",
  "ended",
];
/** Levels at which officers work: the time series has no others. */
const COUNTED_LEVELS = ["Village", "Township", "County"];
const OBJECTION_FIGURES = ["objections", "objectionsOpen", "objectionsUpheld", "objectionsDismissed"];
const SUMS = ["received", "allocated", "paid", "confirmed", "restored", "givenBack", "returned"];

function suffixOf(area: Area | null): Bytes {
  return area === null ? Bytes.fromUTF8(WHOLE) : area.id;
}

/** The areas of a chain, and none: the programme's whole. */
function withWhole(area: Bytes): (Area | null)[] {
  const rows: (Area | null)[] = [];
  const chain = upFrom(area);
  for (let i = 0; i < chain.length; i++) rows.push(chain[i]);
  rows.push(null);
  return rows;
}

function loadFigures(programme: Bytes, area: Area | null): AreaFigures {
  const id = programme.concat(suffixOf(area));
  const known = AreaFigures.load(id);
  if (known !== null) return known;
  const figures = new AreaFigures(id);
  figures.programme = programme;
  if (area !== null) figures.area = area.id;
  figures.level = area === null ? "None" : area.level;
  for (let i = 0; i < STATUS_FIGURES.length; i++) figures.setI32(STATUS_FIGURES[i], 0);
  for (let i = 0; i < OBJECTION_FIGURES.length; i++) figures.setI32(OBJECTION_FIGURES[i], 0);
  return figures;
}

/** Counts a household to a status where it lives and above, or off it. */
export function countHousehold(programme: Bytes, area: Bytes, status: string, change: i32): void {
  const place = STATUSES.indexOf(status);
  if (place < 0) return;
  const rows = withWhole(area);
  for (let i = 0; i < rows.length; i++) {
    const figures = loadFigures(programme, rows[i]);
    figures.setI32(STATUS_FIGURES[place], figures.getI32(STATUS_FIGURES[place]) + change);
    figures.save();
    const at = figures.area;
    if (at === null || !COUNTED_LEVELS.includes(figures.level)) continue;
    const flow = new HouseholdFlow(0);
    flow.programme = programme;
    flow.area = at;
    flow.status = status;
    flow.change = change;
    flow.save();
  }
}

function countObjections(programme: Bytes, area: Bytes, figure: string, change: i32): void {
  const rows = withWhole(area);
  for (let i = 0; i < rows.length; i++) {
    const figures = loadFigures(programme, rows[i]);
    figures.setI32(figure, figures.getI32(figure) + change);
    figures.save();
  }
}

export function countRaised(programme: Bytes, area: Bytes): void {
  countObjections(programme, area, "objections", 1);
  countObjections(programme, area, "objectionsOpen", 1);
}

/** @param outcome `None` where what was objected to has ended before an answer */
export function countEnded(programme: Bytes, area: Bytes, outcome: string): void {
  countObjections(programme, area, "objectionsOpen", -1);
  if (outcome == "Upheld") countObjections(programme, area, "objectionsUpheld", 1);
  if (outcome == "Dismissed") countObjections(programme, area, "objectionsDismissed", 1);
}

function loadMonth(programme: Bytes, area: Area | null, month: string): ReliefMonth {
  const id = programme.concat(suffixOf(area)).concat(Bytes.fromUTF8(month));
  const known = ReliefMonth.load(id);
  if (known !== null) return known;
  const row = new ReliefMonth(id);
  row.programme = programme;
  if (area !== null) row.area = area.id;
  row.level = area === null ? "None" : area.level;
  row.month = month;
  for (let i = 0; i < SUMS.length; i++) row.setBigInt(SUMS[i], BigInt.zero());
  row.paidLines = 0;
  row.confirmedLines = 0;
  row.promptLines = 0;
  return row;
}

function add(row: ReliefMonth, kind: string, amount: BigInt): void {
  if (kind == "Received") row.received = row.received.plus(amount);
  else if (kind == "Allocated") row.allocated = row.allocated.plus(amount);
  else if (kind == "Deallocated") row.allocated = row.allocated.minus(amount);
  else if (kind == "Paid") row.paid = row.paid.plus(amount);
  else if (kind == "Confirmed") row.confirmed = row.confirmed.plus(amount);
  else if (kind == "Returned") row.returned = row.returned.plus(amount);
  else row.restored = row.restored.plus(amount);
  if (kind == "GivenBack") row.givenBack = row.givenBack.plus(amount);
  row.save();
}

function flow(programme: Bytes, kind: string, amount: BigInt): void {
  const movement = new ReliefFlow(0);
  movement.programme = programme;
  movement.kind = kind;
  movement.amount = amount;
  movement.save();
}

/** Books money of the programme's whole, which is of no area. */
export function bookWhole(event: ethereum.Event, programme: Bytes, kind: string, amount: BigInt): void {
  add(loadMonth(programme, null, monthOf(dayOf(event.block.timestamp))), kind, amount);
  flow(programme, kind, amount);
}

function bookAbove(event: ethereum.Event, programme: Bytes, area: Bytes, kind: string, amount: BigInt): void {
  const month = monthOf(dayOf(event.block.timestamp));
  const chain = upFrom(area);
  for (let i = 0; i < chain.length; i++) add(loadMonth(programme, chain[i], month), kind, amount);
}

/** Books money of an area, and of all above it. */
export function bookAt(event: ethereum.Event, programme: Bytes, area: Bytes, kind: string, amount: BigInt): void {
  bookAbove(event, programme, area, kind, amount);
  bookWhole(event, programme, kind, amount);
}

/** Books money of lines of one payout, each where its household lives; of paid ones also how many they are. */
export function bookLines(event: ethereum.Event, programme: Bytes, lines: PayoutLine[], kind: string): void {
  if (lines.length == 0) return;
  const areas: Bytes[] = [];
  const amounts: BigInt[] = [];
  const counts: i32[] = [];
  let total = BigInt.zero();
  for (let i = 0; i < lines.length; i++) {
    const amount = lines[i].amount;
    total = total.plus(amount);
    const place = areas.indexOf(lines[i].area);
    if (place < 0) {
      areas.push(lines[i].area);
      amounts.push(amount);
      counts.push(1);
    } else {
      amounts[place] = amounts[place].plus(amount);
      counts[place] += 1;
    }
  }
  for (let i = 0; i < areas.length; i++) bookAbove(event, programme, areas[i], kind, amounts[i]);
  bookWhole(event, programme, kind, total);
  if (kind != "Paid") return;
  const month = monthOf(dayOf(event.block.timestamp));
  for (let i = 0; i < areas.length; i++) {
    const chain = upFrom(areas[i]);
    for (let k = 0; k < chain.length; k++) countLines(loadMonth(programme, chain[k], month), counts[i], 0, 0);
  }
  countWhole(programme, month, lines.length, 0, 0);
}

/** Counts a line that its household has confirmed, or the contrary, in the month in which it was paid. */
export function countConfirmed(line: PayoutLine, isPrompt: boolean, change: i32): void {
  const prompt = isPrompt ? change : 0;
  const month = monthOf(line.paidDay);
  const chain = upFrom(line.area);
  for (let i = 0; i < chain.length; i++) countLines(loadMonth(line.programme, chain[i], month), 0, change, prompt);
  countWhole(line.programme, month, 0, change, prompt);
}

function countLines(row: ReliefMonth, paid: i32, confirmed: i32, prompt: i32): void {
  row.paidLines += paid;
  row.confirmedLines += confirmed;
  row.promptLines += prompt;
  row.promptShare = shareOf(BigInt.fromI32(row.promptLines), BigInt.fromI32(row.paidLines));
  row.save();
}

function countWhole(id: Bytes, month: string, paid: i32, confirmed: i32, prompt: i32): void {
  countLines(loadMonth(id, null, month), paid, confirmed, prompt);
  const programme = Programme.load(id);
  if (programme === null) return;
  programme.paidLines += paid;
  programme.confirmedLines += confirmed;
  programme.promptLines += prompt;
  programme.promptShare = shareOf(BigInt.fromI32(programme.promptLines), BigInt.fromI32(programme.paidLines));
  programme.save();
}
