/** Guarantees and pledges of bills, and the debts that pledges secure. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Bill, Debt, Endorsement, Guarantee, Holding, Pledge, Presentation } from "../../generated/schema";
import {
  BillGuaranteed,
  BillPledgeCollected,
  BillPledgeRealised,
} from "../../generated/templates/BillSecurity/BillSecurity";
import { sequenceOf } from "./acts";
import { Capacity, nameOf } from "./enums";
import { debtId, guaranteeId, holdingId, logId, pledgeId, registryOf } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { sharePayment } from "./recourse";
import { dateOf, dayOf, int, long, unitsOf } from "./values";

export function guarantee(event: BillGuaranteed, bill: Bill): Guarantee {
  const params = event.params;
  const guarantor = party(event, params.guarantor);
  const given = new Guarantee(guaranteeId(bill.id, guarantor));
  given.bill = bill.id;
  given.holding = holdingId(registryOf(), params.holding);
  given.guarantor = guarantor;
  given.principal = party(event, params.principal);
  given.capacity = nameOf(Capacity, params.capacity, event);
  given.place = params.place;
  given.lo = params.lo;
  given.hi = params.hi;
  given.amount = unitsOf(params.lo, params.hi);
  given.day = int(params.day);
  given.date = dateOf(given.day);
  given.sequence = sequenceOf(event);
  given.save();

  if (!bill.guarantors.includes(guarantor)) bill.guarantors = bill.guarantors.concat([guarantor]);
  bill.save();
  return given;
}

export function loadPledge(event: ethereum.Event, holding: Holding, debt: BigInt): Pledge | null {
  const id = pledgeId(holding.id, debt);
  const pledge = Pledge.load(id);
  if (pledge === null) unknown(event, "Pledge", id);
  return pledge;
}

/** The debt that a pledge secures, made with its first one. */
function debtOf(event: ethereum.Event, number: BigInt, creditor: Bytes, secured: BigInt, dueDay: i32): Debt {
  const id = debtId(event.address, number);
  const known = Debt.load(id);
  if (known !== null) return known;
  const debt = new Debt(id);
  debt.number = int(number);
  debt.creditor = creditor;
  debt.secured = secured;
  debt.left = secured;
  debt.dueDay = dueDay;
  debt.dueDate = dateOf(dueDay);
  debt.save();
  return debt;
}

/** A pledge as made, the holding's last; the caller saves it. */
export function makePledge(
  event: ethereum.Event,
  holding: Holding,
  pledgor: Bytes,
  pledgee: Bytes,
  debt: BigInt,
  secured: BigInt,
  dueDay: BigInt,
): Pledge {
  const pledge = new Pledge(pledgeId(holding.id, debt));
  pledge.bill = holding.bill;
  pledge.holding = holding.id;
  pledge.pledgor = pledgor;
  pledge.pledgee = pledgee;
  pledge.debt = debtOf(event, debt, pledgee, secured, int(dueDay)).id;
  pledge.status = "Live";
  pledge.isByRepo = false;
  pledge.toPledgee = BigInt.zero();
  pledge.toPledgor = BigInt.zero();
  pledge.pledgedAt = long(event.block.timestamp);
  holding.pledge = pledge.id;
  holding.save();
  return pledge;
}

/** Gives the pledgee title to collect. What was sold with a repurchase outstanding was under no pledge till now. */
export function realise(event: BillPledgeRealised, holding: Holding): Pledge {
  const params = event.params;
  const pledgor = party(event, params.pledgor);
  let pledge = Pledge.load(pledgeId(holding.id, params.debt));
  if (pledge === null) {
    const today = BigInt.fromI32(dayOf(event.block.timestamp));
    const pledgee = party(event, params.pledgee);
    pledge = makePledge(event, holding, pledgor, pledgee, params.debt, params.secured, today);
    pledge.isByRepo = true;
  }
  // An order may have given it to another holder since.
  pledge.pledgor = pledgor;
  pledge.status = "Realised";
  pledge.realisedAt = long(event.block.timestamp);
  pledge.save();
  return pledge;
}

/** The endorsement by which a holding's pledge was realised. */
export function joinPledge(holding: Holding, endorsement: Endorsement): void {
  const id = holding.pledge;
  if (id === null) return;
  const pledge = Pledge.load(id);
  if (pledge === null) return;
  pledge.endorsement = endorsement.id;
  pledge.save();
  endorsement.pledge = id;
  endorsement.save();
}

export function endPledge(event: ethereum.Event, pledge: Pledge): void {
  pledge.status = "Ended";
  pledge.endedAt = long(event.block.timestamp);
  pledge.save();
}

/** Divides what came in under a realised pledge. */
export function collect(event: BillPledgeCollected, holding: Holding, pledge: Pledge): void {
  const params = event.params;
  pledge.toPledgee = pledge.toPledgee.plus(params.toPledgee);
  pledge.toPledgor = pledge.toPledgor.plus(params.toPledgor);
  pledge.save();
  const debt = Debt.load(pledge.debt);
  if (debt === null) return;
  debt.left = params.securedLeft;
  debt.save();

  sharePayment(event, holding, params.toPledgor, pledge.pledgor);
  const last = holding.presentation;
  if (last === null) return;
  const presentation = Presentation.load(last);
  if (presentation === null || presentation.outcome != "Paid") return;
  // The pledge ends in the next log; then the pledgor is paid, then the pledgee, each where there is something for it.
  const hasSurplus = !params.toPledgor.isZero();
  if (hasSurplus) presentation.surplus = logId(event, 2);
  if (!params.toPledgee.isZero()) presentation.payment = logId(event, hasSurplus ? 3 : 2);
  presentation.save();
}
