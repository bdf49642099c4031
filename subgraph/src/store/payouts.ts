/** Payouts of relief, and households' lines in them. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  BenefitUse,
  Household,
  Milestone,
  Officer,
  Payout,
  PayoutLine,
  PayoutReceipt,
  Programme,
  Project,
  Round,
  SameOfficer,
} from "../../generated/schema";
import { PayoutAnswered, PayoutCreated, PayoutReturned } from "../../generated/templates/ReliefPayouts/ReliefPayouts";
import { nameOf, PayoutKind } from "./enums";
import { moveProject } from "./funds";
import { addGiven, householdNumber, loadHousehold } from "./households";
import { actId, benefitUseId, milestoneId, payoutId, payoutLineId, purchaseId, roundId } from "./ids";
import { confirmLots } from "./lots";
import { unknown } from "./notices";
import { party } from "./participants";
import { releaseShare } from "./purchases";
import { bookAt, bookLines, countConfirmed } from "./reliefFigures";
import { dateOf, dayOf, int, long } from "./values";

/** A confirmation so many days after the receipt is in time. */
const PROMPT_DAYS = 7;
/** An officer's steps on the register, by the fields of a household. */
const REGISTER_FIELDS = ["proposedBy", "reviewedBy", "publishedBy", "endorsedBy", "decidedBy"];
const REGISTER_STEPS = ["Proposed", "Reviewed", "Published", "Endorsed", "Registered"];

export function loadPayout(event: ethereum.Event, number: BigInt): Payout | null {
  const id = payoutId(number);
  const payout = Payout.load(id);
  if (payout === null) unknown(event, "Payout", id);
  return payout;
}

export function loadLine(event: ethereum.Event, payout: Payout, index: i32): PayoutLine | null {
  const id = payoutLineId(payout.id, index);
  const line = PayoutLine.load(id);
  if (line === null) unknown(event, "Line", id);
  return line;
}

/** A payout, of a round, a milestone or an order. */
export function createPayout(
  event: PayoutCreated,
  programme: Programme,
  project: Project,
  officer: Officer | null,
): Payout {
  const params = event.params;
  const payout = new Payout(payoutId(params.payout));
  payout.number = int(params.payout);
  payout.kind = nameOf(PayoutKind, params.kind, event);
  payout.status = "Drawing";
  payout.programme = programme.id;
  payout.project = project.id;
  payout.payee = party(event, params.payee);
  if (officer !== null) payout.officer = officer.id;
  payout.origin = int(params.origin);
  payout.total = params.total;
  payout.drawn = BigInt.zero();
  payout.paid = BigInt.zero();
  payout.returned = BigInt.zero();
  payout.confirmed = BigInt.zero();
  payout.disputed = BigInt.zero();
  payout.lineCount = params.households.length;
  payout.answered = 0;
  payout.useCount = 0;
  if (!params.dueDay.isZero()) {
    payout.setI32("dueDay", int(params.dueDay));
    payout.dueDate = dateOf(int(params.dueDay));
  }
  payout.day = dayOf(event.block.timestamp);
  payout.date = dateOf(payout.day);
  payout.createdAt = long(event.block.timestamp);
  const round = joinOrigin(event, payout, params.origin);
  payout.save();

  moveProject(project, payout.total, BigInt.zero());
  if (round !== null) addReleased(round, payout.total);
  addLines(event, payout, round);
  return payout;
}

/** The round, milestone or order that a payout is of. */
function joinOrigin(event: ethereum.Event, payout: Payout, origin: BigInt): Round | null {
  if (payout.kind == "Share" || payout.kind == "Margin") payout.purchase = purchaseId(origin);
  if (payout.kind == "Milestone") joinMilestone(event, payout);
  if (payout.kind != "Bank" && payout.kind != "Voucher") return null;
  const id = roundId(origin);
  const round = Round.load(id);
  if (round === null) {
    unknown(event, "Round", id);
    return null;
  }
  payout.round = round.id;
  payout.benefit = round.benefit;
  payout.setI32("period", round.period);
  return round;
}

function joinMilestone(event: ethereum.Event, payout: Payout): void {
  const id = milestoneId(payout.project, payout.origin);
  const milestone = Milestone.load(id);
  if (milestone === null) return unknown(event, "Milestone", id);
  milestone.payout = payout.id;
  milestone.save();
  payout.milestone = milestone.id;
}

function addReleased(round: Round, amount: BigInt): void {
  round.released = round.released.plus(amount);
  round.save();
}

/** The round's fen that are released fall by what went back. */
function unrelease(payout: Payout, amount: BigInt): void {
  const id = payout.round;
  const round: Round | null = id === null ? null : Round.load(id);
  if (round !== null) addReleased(round, amount.neg());
}

function addLines(event: PayoutCreated, payout: Payout, round: Round | null): void {
  const params = event.params;
  let start = BigInt.zero();
  for (let i = 0; i < params.households.length; i++) {
    const amount =
      i < params.amounts.length ? params.amounts[i] : params.amounts.length == 1 ? params.amounts[0] : BigInt.zero();
    const household = loadHousehold(event, householdNumber(params.programme, params.households[i]));
    if (household !== null) addLine(event, payout, round, household, i, start, amount);
    start = start.plus(amount);
  }
}

function addLine(
  event: ethereum.Event,
  payout: Payout,
  round: Round | null,
  household: Household,
  index: i32,
  start: BigInt,
  amount: BigInt,
): void {
  const line = new PayoutLine(payoutLineId(payout.id, index));
  line.payout = payout.id;
  line.index = index;
  line.household = household.id;
  line.area = household.area;
  line.programme = payout.programme;
  line.project = payout.project;
  line.payee = payout.payee;
  line.start = start;
  line.amount = amount;
  line.status = "Open";
  line.isWaiting = false;
  line.lotCount = 0;
  if (round !== null) line.use = useBenefit(payout, round, household, line);
  const purchase = payout.purchase;
  const former: Bytes | null = purchase === null ? null : releaseShare(event, purchase, household, line.id);
  if (former !== null) repay(former, line);
  line.save();
  addGiven(household.id, amount);
  findBothEnds(payout, round, household, line);
}

/** What a household has had of the period, with this line. */
function useBenefit(payout: Payout, round: Round, household: Household, line: PayoutLine): Bytes {
  const id = benefitUseId(round.benefit, round.period, household.number);
  let use = BenefitUse.load(id);
  if (use === null) {
    use = new BenefitUse(id);
    use.benefit = round.benefit;
    use.period = round.period;
    use.household = household.id;
    use.isPaid = false;
    use.voucherUsed = BigInt.zero();
  }
  const former = use.line;
  if (former !== null && payout.kind == "Bank") repay(former, line);
  if (payout.kind == "Bank") use.isPaid = true;
  else use.voucherUsed = use.voucherUsed.plus(line.amount);
  use.line = line.id;
  use.save();
  return id;
}

/** What went back goes out again. */
function repay(former: Bytes, line: PayoutLine): void {
  const earlier = PayoutLine.load(former);
  if (earlier === null || !earlier.isWaiting) return;
  earlier.isWaiting = false;
  earlier.repaidBy = line.id;
  earlier.save();
}

/** Notes each officer who has put the household on the register and now pays it. */
function findBothEnds(payout: Payout, round: Round | null, household: Household, line: PayoutLine): void {
  const officers: Bytes[] = [];
  const steps: string[][] = [];
  const releaser = payout.officer;
  if (releaser !== null) addStep(officers, steps, releaser, "Released");
  if (round !== null) {
    addStep(officers, steps, round.proposedBy, "RoundProposed");
    const approver = round.decidedBy;
    if (approver !== null) addStep(officers, steps, approver, "RoundApproved");
  }
  for (let i = 0; i < officers.length; i++) {
    const onRegister: string[] = [];
    for (let k = 0; k < REGISTER_FIELDS.length; k++) {
      const value = household.get(REGISTER_FIELDS[k]);
      if (value !== null && value.toBytes() == officers[i]) onRegister.push(REGISTER_STEPS[k]);
    }
    if (onRegister.length == 0) continue;
    const found = new SameOfficer(line.id.concat(officers[i]));
    found.officer = officers[i];
    found.household = household.id;
    found.line = line.id;
    found.payout = payout.id;
    found.programme = payout.programme;
    found.amount = line.amount;
    found.onRegister = onRegister;
    found.onPayment = steps[i];
    found.date = payout.date;
    found.save();
  }
}

function addStep(officers: Bytes[], steps: string[][], officer: Bytes, step: string): void {
  const place = officers.indexOf(officer);
  if (place >= 0) {
    steps[place].push(step);
    return;
  }
  officers.push(officer);
  steps.push([step]);
}

/** A payout to an implementer, a merchant or a cooperative is paid. Of a voucher its household has signed for that. */
export function payAtOnce(event: ethereum.Event, payout: Payout, project: Project): void {
  payout.paid = payout.total;
  payout.settledAt = long(event.block.timestamp);
  const line = payout.kind == "Voucher" ? PayoutLine.load(payoutLineId(payout.id, 0)) : null;
  bookAt(event, payout.programme, line === null ? project.area : line.area, "Paid", payout.total);
  if (line !== null) {
    line.status = "Confirmed";
    line.setI32("paidDay", dayOf(event.block.timestamp));
    line.paidDate = dateOf(dayOf(event.block.timestamp));
    line.save();
    confirmLots(line, true);
    addConfirmed(payout, line.amount);
    bookAt(event, payout.programme, line.area, "Confirmed", line.amount);
  }
  payout.save();
}

/** The caller saves the payout. */
function addConfirmed(payout: Payout, amount: BigInt): void {
  payout.confirmed = payout.confirmed.plus(amount);
  const project = Project.load(payout.project);
  if (project !== null) {
    project.confirmed = project.confirmed.plus(amount);
    project.save();
  }
  const programme = Programme.load(payout.programme);
  if (programme === null) return;
  programme.confirmed = programme.confirmed.plus(amount);
  programme.save();
}

/** The bank has paid lines but the failed ones, which went back. */
export function answerPayout(event: PayoutAnswered, payout: Payout, project: Project): void {
  const params = event.params;
  const receipt = newReceipt(event, payout);
  const paid: PayoutLine[] = [];
  const failed: PayoutLine[] = [];
  const to = params.to < payout.lineCount ? params.to : payout.lineCount;
  for (let i = params.from; i < to; i++) {
    const line = loadLine(event, payout, i);
    if (line === null) continue;
    line.receipt = receipt;
    if (params.failed.includes(i)) {
      sendBack(event, payout, line, "Returned");
      failed.push(line);
    } else {
      line.status = "Paid";
      line.setI32("paidDay", dayOf(event.block.timestamp));
      line.paidDate = dateOf(dayOf(event.block.timestamp));
      line.save();
      paid.push(line);
    }
  }
  moveProject(project, params.returned.neg(), BigInt.zero());
  bookLines(event, payout.programme, paid, "Paid");
  bookLines(event, payout.programme, failed, "Restored");
  payout.paid = payout.paid.plus(params.paid);
  payout.returned = payout.returned.plus(params.returned);
  payout.answered = params.to;
  settle(event, payout);
}

function newReceipt(event: PayoutAnswered, payout: Payout): Bytes {
  const params = event.params;
  const receipt = new PayoutReceipt(actId(event));
  receipt.payout = payout.id;
  receipt.bank = party(event, params.payee);
  receipt.receipt = params.receipt;
  receipt.from = params.from;
  receipt.to = params.to;
  receipt.failed = params.failed;
  receipt.paid = params.paid;
  receipt.returned = params.returned;
  receipt.day = dayOf(event.block.timestamp);
  receipt.date = dateOf(receipt.day);
  receipt.at = long(event.block.timestamp);
  receipt.save();
  return receipt.id;
}

/** The bank was silent: lines went back. */
export function returnPayout(event: PayoutReturned, payout: Payout, project: Project): void {
  const params = event.params;
  const returned: PayoutLine[] = [];
  const to = params.to < payout.lineCount ? params.to : payout.lineCount;
  for (let i = params.from; i < to; i++) {
    const line = loadLine(event, payout, i);
    if (line === null) continue;
    sendBack(event, payout, line, "Returned");
    returned.push(line);
  }
  moveProject(project, params.returned.neg(), BigInt.zero());
  bookLines(event, payout.programme, returned, "Restored");
  payout.returned = payout.returned.plus(params.returned);
  payout.answered = params.to;
  settle(event, payout);
}

/** The payee of a payout without lines for a bank may no longer be paid: what lots gave goes back to them, in one event or several. */
export function takePayoutBack(event: PayoutReturned, payout: Payout, project: Project, isFirst: boolean): void {
  const amount = event.params.returned;
  const undrawn = isFirst ? payout.total.minus(payout.drawn) : BigInt.zero();
  moveProject(project, amount.plus(undrawn).neg(), BigInt.zero());
  const line = payout.kind == "Voucher" ? PayoutLine.load(payoutLineId(payout.id, 0)) : null;
  bookAt(event, payout.programme, line === null ? project.area : line.area, "Restored", amount);
  if (line !== null && isFirst) unuseVoucher(event, payout, line);
  payout.returned = payout.returned.plus(amount);
  if (payout.status == "Returned") payout.settledAt = long(event.block.timestamp);
  payout.save();
}

/** The household may use its voucher elsewhere: it waits for nobody. */
function unuseVoucher(event: ethereum.Event, payout: Payout, line: PayoutLine): void {
  const id = line.use;
  const use: BenefitUse | null = id === null ? null : BenefitUse.load(id);
  if (use !== null) {
    use.voucherUsed = use.voucherUsed.minus(line.amount);
    use.save();
  }
  addGiven(line.household, line.amount.neg());
  unrelease(payout, line.amount);
  line.status = "Returned";
  line.setI32("returnedDay", dayOf(event.block.timestamp));
  line.returnedDate = dateOf(dayOf(event.block.timestamp));
  line.save();
}

function settle(event: ethereum.Event, payout: Payout): void {
  if (payout.answered >= payout.lineCount) payout.settledAt = long(event.block.timestamp);
  payout.save();
}

/** A line's fen go back; its household may be paid anew. */
function sendBack(event: ethereum.Event, payout: Payout, line: PayoutLine, status: string): void {
  line.status = status;
  line.isWaiting = true;
  line.setI32("returnedDay", dayOf(event.block.timestamp));
  line.returnedDate = dateOf(dayOf(event.block.timestamp));
  line.save();
  addGiven(line.household, line.amount.neg());
  unrelease(payout, line.amount);
  const id = line.use;
  const use: BenefitUse | null = id === null ? null : BenefitUse.load(id);
  if (use === null) return;
  use.isPaid = false;
  use.save();
}

/** The household has received its line. The caller saves the payout. */
export function confirmLine(event: ethereum.Event, payout: Payout, line: PayoutLine, days: BigInt): void {
  const isDisputed = line.status == "Disputed";
  if (isDisputed) payout.disputed = payout.disputed.minus(line.amount);
  line.status = "Confirmed";
  line.setI32("confirmedDay", dayOf(event.block.timestamp));
  line.confirmedDate = dateOf(dayOf(event.block.timestamp));
  line.setI32("daysToConfirm", int(days));
  line.save();
  confirmLots(line, true);
  addConfirmed(payout, line.amount);
  countConfirmed(line, line.daysToConfirm <= PROMPT_DAYS, 1);
  bookAt(event, payout.programme, line.area, "Confirmed", line.amount);
}

/** A paid line is given back. The caller saves the payout. */
export function giveLineBack(event: ethereum.Event, payout: Payout, line: PayoutLine): void {
  if (line.status == "Confirmed") {
    confirmLots(line, false);
    addConfirmed(payout, line.amount.neg());
    countConfirmed(line, line.daysToConfirm <= PROMPT_DAYS, -1);
  }
  if (line.status == "Disputed") payout.disputed = payout.disputed.minus(line.amount);
  payout.returned = payout.returned.plus(line.amount);
  sendBack(event, payout, line, "GivenBack");
  bookLines(event, payout.programme, [line], "GivenBack");
}

/** Fen of a payout without lines for a bank are given back. The caller saves the payout. */
export function givePartBack(event: ethereum.Event, payout: Payout, project: Project, amount: BigInt): void {
  payout.returned = payout.returned.plus(amount);
  const line = payout.kind == "Voucher" ? PayoutLine.load(payoutLineId(payout.id, 0)) : null;
  bookAt(event, payout.programme, line === null ? project.area : line.area, "GivenBack", amount);
  if (line === null) return;
  addConfirmed(payout, amount.neg());
  addGiven(line.household, amount.neg());
  unrelease(payout, amount);
  const id = line.use;
  const use: BenefitUse | null = id === null ? null : BenefitUse.load(id);
  if (use !== null) {
    use.voucherUsed = use.voucherUsed.minus(amount);
    use.save();
  }
  if (payout.returned.lt(payout.paid)) return;
  line.status = "GivenBack";
  line.setI32("returnedDay", dayOf(event.block.timestamp));
  line.returnedDate = dateOf(dayOf(event.block.timestamp));
  line.save();
}
