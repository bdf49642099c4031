/** Bills, their holdings and chains, requests and presentations. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import {
  Bill,
  BillDocument,
  BillEvent,
  BillFlow,
  BillPeriods,
  Endorsement,
  FormerHolder,
  Holding,
  Instruction,
  IssuanceTerms,
  Part,
  Presentation,
  Request,
  Trader,
} from "../../generated/schema";
import { BillDrawn, BillDrawnTermsDocumentsStruct } from "../../generated/templates/BillIssuance/BillIssuance";
import { BillPaymentConfirmed, BillPresented } from "../../generated/templates/BillPayment/BillPayment";
import {
  BillEndorsed,
  HoldingSplit,
  InstructionSet,
  RequestOpened,
} from "../../generated/templates/BillRegistry/BillRegistry";
import { joinOrder, orderOf, stamp } from "./acts";
import { currentPart } from "./directory";
import { BillAct, BillKind, Circulation, nameOf, Purpose, RequestStatus } from "./enums";
import { actId, billId, holdingId, idOf, logId, place, requestId, suiteAddress } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { claimId, subjectId } from "./trade";
import { dateOf, int, long } from "./values";

/** The registry of the module's version; also for events of its other parts. */
export function registryOf(): Bytes {
  return suiteAddress("registry");
}

export function loadBill(event: ethereum.Event, number: BigInt): Bill | null {
  const id = billId(registryOf(), number);
  const bill = Bill.load(id);
  if (bill === null) unknown(event, "Bill", id);
  return bill;
}

export function loadHolding(event: ethereum.Event, number: BigInt): Holding | null {
  const id = holdingId(registryOf(), number);
  const holding = Holding.load(id);
  if (holding === null) unknown(event, "Holding", id);
  return holding;
}

export function loadRequest(event: ethereum.Event, number: BigInt): Request | null {
  const id = requestId(registryOf(), number);
  const request = Request.load(id);
  if (request === null) unknown(event, "Request", id);
  return request;
}

/** The bill of a holding, which is there when the holding is. */
export function billOf(event: ethereum.Event, holding: Holding): Bill | null {
  const bill = Bill.load(holding.bill);
  if (bill === null) unknown(event, "Bill", holding.bill);
  return bill;
}

export function requestBill(event: ethereum.Event, request: Request): Bill | null {
  const bill = Bill.load(request.bill);
  if (bill === null) unknown(event, "Bill", request.bill);
  return bill;
}

/** The version of the module that a part belongs to. */
export function versionOf(part: Bytes): Bytes | null {
  const known = Part.load(part);
  return known === null ? null : known.version;
}

/** The bill as drawn, under the periods of its day. */
export function drawBill(event: BillDrawn): Bill {
  const params = event.params;
  const terms = params.terms;
  const bill = new Bill(billId(registryOf(), params.bill));
  bill.number = params.number.toString();
  bill.sequence = int(params.bill);
  bill.version = versionOf(event.address);
  bill.kind = nameOf(BillKind, terms.kind, event);
  bill.isSupplyChain = terms.supplyChain;
  bill.isSplittable = terms.splittable;
  bill.notTransferable = terms.notTransferable;
  bill.face = terms.face;
  bill.closed = BigInt.zero();
  bill.status = "Drawn";
  bill.issueDay = int(params.issueDay);
  bill.issueDate = dateOf(bill.issueDay);
  bill.maturity = int(terms.maturity);
  bill.maturityDate = dateOf(bill.maturity);
  bill.drawer = party(event, params.drawer);
  bill.acceptor = party(event, terms.acceptor);
  bill.payee = party(event, params.payee);
  bill.institution = party(event, terms.institution);
  bill.periods = currentPeriods(event.address);
  bill.paidOffChain = BigInt.zero();
  bill.guarantors = [];
  bill.drawnAt = long(event.block.timestamp);
  bill.save();

  for (let i = 0; i < terms.documents.length; i++) addDocument(event, bill, i, terms.documents[i]);
  return bill;
}

/** A bill's holding at issue: all of it, with the drawer. */
export function newHolding(event: ethereum.Event, number: BigInt, bill: Bill): Holding {
  const holding = new Holding(holdingId(registryOf(), number));
  holding.number = number;
  holding.bill = bill.id;
  holding.lo = BigInt.fromI32(1);
  holding.hi = bill.face;
  holding.amount = bill.face;
  holding.holder = bill.drawer;
  holding.heldSince = long(event.block.timestamp);
  holding.circulation = "AwaitingDelivery";
  holding.isDishonoured = false;
  holding.refusals = 0;
  holding.isDiscounted = false;
  holding.isPledged = false;
  holding.isTimely = false;
  holding.isPaidOffChain = false;
  holding.maturity = bill.maturity;
  holding.maturityDate = bill.maturityDate;
  holding.acceptor = bill.acceptor;
  holding.chainLength = 0;
  holding.save();
  return holding;
}

/** Splits the low end [lo, hi] off a holding: with its holder and its chain, and what is known of both. */
export function splitHolding(event: HoldingSplit, holding: Holding): Holding {
  const params = event.params;
  const part = new Holding(holdingId(registryOf(), params.part));
  part.number = params.part;
  part.bill = holding.bill;
  part.holder = holding.holder;
  part.heldSince = holding.heldSince;
  part.circulation = holding.circulation;
  part.isDishonoured = holding.isDishonoured;
  part.refusals = holding.refusals;
  part.isDiscounted = holding.isDiscounted;
  part.isPledged = holding.isPledged;
  part.pledge = holding.pledge;
  part.isTimely = false;
  part.isPaidOffChain = false;
  part.maturity = holding.maturity;
  part.maturityDate = holding.maturityDate;
  part.acceptor = holding.acceptor;
  part.chainLength = holding.chainLength;
  part.lastEndorsement = holding.lastEndorsement;
  part.parent = holding.id;
  setInterval(part, params.lo, params.hi);
  setInterval(holding, params.hi.plus(BigInt.fromI32(1)), holding.hi);
  return part;
}

/** Fen of an interval. */
export function unitsOf(lo: BigInt, hi: BigInt): BigInt {
  return hi.minus(lo).plus(BigInt.fromI32(1));
}

function setInterval(holding: Holding, lo: BigInt, hi: BigInt): void {
  holding.lo = lo;
  holding.hi = hi;
  holding.amount = unitsOf(lo, hi);
  holding.save();
}

/** The trade registry that an issuance contract claims at: the newest when its first bill is drawn, and then for good. */
function tradeOf(issuance: Bytes): Bytes {
  const terms = IssuanceTerms.load(issuance);
  if (terms === null) return currentPart("trade");
  const known = terms.trade;
  if (known !== null) return known;
  terms.trade = currentPart("trade");
  terms.save();
  return currentPart("trade");
}

function addDocument(event: ethereum.Event, bill: Bill, index: i32, use: BillDrawnTermsDocumentsStruct): void {
  const document = new BillDocument(bill.id.concat(place(index)));
  const subject = subjectId(tradeOf(event.address), use.subject);
  document.bill = bill.id;
  document.subject = subject;
  document.amount = use.amount;
  // Acceptance makes this claim, under the bill's number.
  document.claim = claimId(subject, event.address, BigInt.fromI32(bill.sequence));
  document.save();
}

/** Gives a holding to another participant. */
export function pass(event: ethereum.Event, holding: Holding, to: Bytes): void {
  holding.holder = to;
  holding.heldSince = long(event.block.timestamp);
  holding.save();
}

/** The endorsement as made, last in the holding's chain; the holding is with the endorsee. */
export function endorse(event: BillEndorsed, holding: Holding): Endorsement {
  const params = event.params;
  const endorsement = new Endorsement(idOf(registryOf(), params.endorsement, 10));
  endorsement.number = params.endorsement;
  endorsement.bill = holding.bill;
  endorsement.holding = holding.id;
  endorsement.position = params.chainLength;
  endorsement.previous = holding.lastEndorsement;
  endorsement.from = party(event, params.from);
  endorsement.to = party(event, params.to);
  endorsement.purpose = nameOf(Purpose, params.purpose, event);
  endorsement.lo = params.lo;
  endorsement.hi = params.hi;
  endorsement.amount = unitsOf(params.lo, params.hi);
  endorsement.day = int(params.day);
  endorsement.date = dateOf(endorsement.day);
  noteReturn(endorsement);
  // The repo itself is told of when all of its first leg is done.
  if (isSecondLeg(holding, endorsement)) endorsement.repo = holding.repo;
  endorsement.notTransferable = params.notTransferable;
  endorsement.transaction = event.transaction.hash;
  endorsement.save();

  if (endorsement.purpose == "Discount") holding.isDiscounted = true;
  holding.lastEndorsement = endorsement.id;
  holding.chainLength = params.chainLength;
  holding.circulation = nameOf(Circulation, params.circulation, event);
  holding.isPledged = holding.circulation == "Pledged";
  pass(event, holding, endorsement.to);
  return endorsement;
}

/** A holding that was sold with a repurchase outstanding goes back. */
function isSecondLeg(holding: Holding, endorsement: Endorsement): boolean {
  return holding.circulation == "AwaitingRedemption" && endorsement.purpose == "Rediscount";
}

/** Notes whether the endorsee had of the bill before, and that the endorser did. */
function noteReturn(endorsement: Endorsement): void {
  const before = FormerHolder.load(endorsement.bill.concat(endorsement.to));
  // The generated setter would take 0 days for none.
  if (before !== null) endorsement.set("returnedAfter", Value.fromI32(endorsement.day - before.day));
  const former = new FormerHolder(endorsement.bill.concat(endorsement.from));
  former.day = endorsement.day;
  former.save();
}

/** Takes the mark off what last carried it: the last endorsement, else the bill itself. */
export function liftMark(event: ethereum.Event, holding: Holding, bill: Bill): Bytes | null {
  const last = holding.lastEndorsement;
  let endorsement: Endorsement | null = null;
  if (last !== null) endorsement = Endorsement.load(last);
  if (endorsement === null) {
    bill.notTransferable = false;
    bill.save();
    return null;
  }
  endorsement.notTransferable = false;
  endorsement.markLiftedAt = long(event.block.timestamp);
  endorsement.save();
  return endorsement.id;
}

/** A request as opened; the holding's last. */
export function openRequest(event: RequestOpened, holding: Holding): Request {
  const params = event.params;
  const request = new Request(requestId(registryOf(), params.request));
  request.number = int(params.request);
  request.act = nameOf(BillAct, params.act, event);
  request.bill = holding.bill;
  request.holding = holding.id;
  request.from = party(event, params.from);
  request.to = party(event, params.to);
  request.amount = unitsOf(params.lo, params.hi);
  request.notTransferable = request.act == "Endorsement" && isMarked(params.terms);
  request.lastDay = int(params.lastDay);
  request.lastDate = dateOf(request.lastDay);
  request.status = "Open";
  request.openedAt = long(event.block.timestamp);
  request.save();

  if (request.act == "Guarantee") return request;
  holding.request = request.id;
  holding.save();
  return request;
}

/** An endorsement's terms are whether it is to carry the mark. */
function isMarked(terms: Bytes): boolean {
  return terms.length > 0 && terms[terms.length - 1] != 0;
}

export function answer(event: ethereum.Event, request: Request, status: i32): void {
  request.status = nameOf(RequestStatus, status, event);
  request.answeredAt = long(event.block.timestamp);
  request.save();
}

/** Names of the acts whose bits are set. */
function actsIn(bits: BigInt): string[] {
  const names: string[] = [];
  for (let i = 0; i < BillAct.length; i++) {
    if (!bits.bitAnd(BigInt.fromI32(1 << i)).isZero()) names.push(BillAct[i]);
  }
  return names;
}

export function setInstruction(event: InstructionSet, by: Bytes, counterparty: Bytes): void {
  const params = event.params;
  const instruction = new Instruction(instructionId(by, counterparty));
  instruction.by = by;
  instruction.counterparty = counterparty;
  instruction.acts = actsIn(params.acts);
  instruction.ceiling = params.ceiling;
  instruction.tenor = params.tenor;
  instruction.until = int(params.until);
  instruction.untilDate = dateOf(instruction.until);
  instruction.isCancelled = false;
  instruction.save();
}

export function cancelInstruction(event: ethereum.Event, by: Bytes, counterparty: Bytes): void {
  const id = instructionId(by, counterparty);
  const instruction = Instruction.load(id);
  if (instruction === null) return unknown(event, "Instruction", id);
  instruction.isCancelled = true;
  instruction.save();
}

export function instructionId(by: Bytes, counterparty: Bytes): Bytes {
  return registryOf().concat(by).concat(counterparty);
}

/** A presentation as made; the holding's last. */
export function present(event: BillPresented, holding: Holding): Presentation {
  const params = event.params;
  const presentation = new Presentation(actId(event));
  presentation.bill = holding.bill;
  presentation.holding = holding.id;
  presentation.holder = party(event, params.holder);
  presentation.acceptor = party(event, params.acceptor);
  presentation.amount = params.amount;
  presentation.day = int(params.day);
  presentation.date = dateOf(presentation.day);
  presentation.answerBy = int(params.answerBy);
  presentation.answerByDate = dateOf(presentation.answerBy);
  presentation.isEarly = params.early;
  presentation.isLate = params.late;
  presentation.explanation = params.explanation;
  presentation.outcome = "Open";
  presentation.reason = "None";
  presentation.isBySilence = false;
  presentation.save();

  holding.presentation = presentation.id;
  if (!params.early && !params.late) holding.isTimely = true;
  // A first presentation from maturity on is what a standing one asked for.
  if (!params.early) holding.standing = null;
  holding.save();
  return presentation;
}

/** The holding's last presentation. */
function presentationOf(event: ethereum.Event, holding: Holding): Presentation | null {
  const last = holding.presentation;
  let presentation: Presentation | null = null;
  if (last !== null) presentation = Presentation.load(last);
  if (presentation === null) unknown(event, "The presentation of holding", holding.id);
  return presentation;
}

/** The acceptor says how it has paid; the presentation stays open until the holder confirms. */
export function declareOffChain(event: ethereum.Event, holding: Holding, evidence: Bytes): void {
  const presentation = presentationOf(event, holding);
  if (presentation === null) return;
  presentation.offChainEvidence = evidence;
  presentation.save();
}

/** Marks for ever that a holding was paid beside the chain. */
export function markOffChain(holding: Holding, bill: Bill): void {
  holding.isPaidOffChain = true;
  holding.save();
  bill.paidOffChain = bill.paidOffChain.plus(holding.amount);
  bill.save();
}

export function confirmBill(event: BillPaymentConfirmed, bill: Bill): void {
  bill.confirmedOn = int(event.params.day);
  bill.confirmedDate = dateOf(bill.confirmedOn);
  bill.confirmation = event.params.evidence;
  bill.save();
}

/** Ends the holding's last presentation. */
export function answerPresentation(
  event: ethereum.Event,
  holding: Holding,
  outcome: string,
  reason: string,
  isBySilence: boolean,
): void {
  const presentation = presentationOf(event, holding);
  if (presentation === null) return;
  presentation.outcome = outcome;
  presentation.reason = reason;
  presentation.isBySilence = isBySilence;
  presentation.answeredAt = long(event.block.timestamp);
  presentation.save();
}

/** Delivery versus payment: the money moves right after, but what a pledge brought in is divided first. */
export function joinPayment(event: ethereum.Event, holding: Holding): void {
  const last = holding.presentation;
  if (last === null || holding.isPledged) return;
  const presentation = Presentation.load(last);
  if (presentation === null) return;
  presentation.payment = logId(event, 1);
  presentation.save();
}

/** The lengths that `PeriodsSet` says, in the contract's order; each is a byte. */
export function lengthsOf(event: ethereum.Event): i32[] {
  return event.parameters[1].value.toTuple().map<i32>((length) => int(length.toBigInt()));
}

/** @param lengths as `lengthsOf` gives them */
export function setPeriods(event: ethereum.Event, index: i32, lengths: i32[]): BillPeriods {
  const periods = new BillPeriods(idOf(event.address, BigInt.fromI32(index), 1));
  periods.issuance = event.address;
  periods.part = event.address;
  periods.index = index;
  periods.tenorMonths = lengths[0];
  periods.acceptanceDays = lengths[1];
  periods.presentationDays = lengths[2];
  periods.noticeDays = lengths[3];
  periods.principalMonths = lengths[4];
  periods.recourseMonths = lengths[5];
  periods.againMonths = lengths[6];
  periods.since = long(event.block.timestamp);
  periods.save();

  const terms = new IssuanceTerms(event.address);
  terms.periods = periods.id;
  terms.save();
  return periods;
}

/** The periods that bills are drawn under now. */
export function currentPeriods(issuance: Bytes): Bytes | null {
  const terms = IssuanceTerms.load(issuance);
  return terms === null ? null : terms.periods;
}

/** A step in the life of a bill, from one participant to another. What an order brings about is nobody's act. */
export function newBillEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  bill: Bill,
  from: Bytes,
  to: Bytes,
): BillEvent {
  const act = new BillEvent(actId(event));
  const actor = orderOf(event) === null ? who : null;
  stamp(act, event, kind, actor, bill.id, actor === null ? [from, to] : [from, to, actor]);
  joinOrder(act, event);
  act.bill = bill.id;
  act.from = from;
  act.to = to;
  return act;
}

/** What a holder did with a holding, alone. */
export function newHoldingEvent(event: ethereum.Event, kind: string, holding: Holding): BillEvent | null {
  return newPassing(event, kind, holding.holder, holding, holding.holder, holding.holder);
}

/** A step of a holding from one participant to another, with its circulation after it; none when its bill is not there. */
export function newPassing(
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  holding: Holding,
  from: Bytes,
  to: Bytes,
): BillEvent | null {
  const bill = billOf(event, holding);
  if (bill === null) return null;
  const act = newBillEvent(event, kind, actor, bill, from, to);
  act.holding = holding.id;
  act.amount = holding.amount;
  act.circulation = holding.circulation;
  if (holding.circulation == "Closed") act.status = bill.status;
  return act;
}

/** Title that passes for good; what a repo's legs bring to and fro its own series counts. */
export function countEndorsement(endorsement: Endorsement, holding: Holding, bill: Bill): void {
  if (endorsement.purpose == "Transfer") count("Endorsed", bill, endorsement.amount);
  if (endorsement.purpose == "Discount") count("Discounted", bill, endorsement.amount);
  const isLeg = endorsement.repo !== null || holding.circulation == "AwaitingRedemption";
  if (endorsement.purpose == "Rediscount" && !isLeg) count("Rediscounted", bill, endorsement.amount);
}

/** A step of which the bill is all that is counted: by its kind. */
export function countOn(kind: string, holding: Holding, amount: BigInt): void {
  const bill = Bill.load(holding.bill);
  if (bill !== null) count(kind, bill, amount);
}

/** What was signed in advance, or cancelled. */
export function newInstructionEvent(event: ethereum.Event, kind: string, by: Bytes, counterparty: Bytes): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, kind, by, instructionId(by, counterparty), [by, counterparty]);
  act.from = by;
  act.to = counterparty;
  return act;
}

/** Admits a participant to buying discounted bills, or ends that. */
export function setTrader(event: ethereum.Event, participant: Bytes, isAdmitted: boolean): Trader {
  const trader = new Trader(event.address.concat(participant));
  trader.participant = participant;
  trader.isAdmitted = isAdmitted;
  trader.since = long(event.block.timestamp);
  trader.save();
  return trader;
}

export function newTraderEvent(event: ethereum.Event, trader: Trader): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, "TraderSet", null, trader.id, [trader.participant]);
  joinOrder(act, event);
  return act;
}

export function newPeriodsEvent(event: ethereum.Event, periods: BillPeriods): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, "PeriodsSet", null, periods.id, []);
  joinOrder(act, event);
  return act;
}

export function count(kind: string, bill: Bill, amount: BigInt): void {
  const flow = new BillFlow(0);
  flow.kind = kind;
  flow.billKind = bill.kind;
  flow.amount = amount;
  flow.save();
}
