/** Bills, their holdings and chains, and requests. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import {
  Bill,
  BillDocument,
  BillEvent,
  BillFlow,
  Endorsement,
  FormerHolder,
  Holding,
  Request,
} from "../../generated/schema";
import { BillDrawn, BillDrawnTermsDocumentsStruct } from "../../generated/templates/BillIssuance/BillIssuance";
import { BillEndorsed, HoldingSplit, RequestOpened } from "../../generated/templates/BillRegistry/BillRegistry";
import { joinOrder, orderOf, stamp } from "./acts";
import { tradeOf } from "./directory";
import { BillAct, BillKind, Circulation, nameOf, Purpose, RequestStatus } from "./enums";
import { actId, billId, holdingId, idOf, place, registryOf, requestId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { versionOf } from "./suite";
import { currentPeriods } from "./terms";
import { claimId, subjectId } from "./trade";
import { dateOf, int, long, unitsOf } from "./values";

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

function setInterval(holding: Holding, lo: BigInt, hi: BigInt): void {
  holding.lo = lo;
  holding.hi = hi;
  holding.amount = unitsOf(lo, hi);
  holding.save();
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

export function count(kind: string, bill: Bill, amount: BigInt): void {
  const flow = new BillFlow(0);
  flow.kind = kind;
  flow.billKind = bill.kind;
  flow.amount = amount;
  flow.save();
}
