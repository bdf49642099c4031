/** BillSecurity. */
import {
  BillGuaranteed,
  BillPledgeCollected,
  BillPledged,
  BillPledgeEnded,
  BillPledgeRealised,
  BillPledgeReleased,
} from "../../generated/templates/BillSecurity/BillSecurity";
import { countOn, loadBill, loadHolding, newBillEvent, newPassing } from "../store/bills";
import { party } from "../store/participants";
import { collect, endPledge, guarantee, loadPledge, makePledge, realise } from "../store/security";

export function handleBillGuaranteed(event: BillGuaranteed): void {
  const bill = loadBill(event, event.params.bill);
  if (bill === null) return;
  const given = guarantee(event, bill);

  const act = newBillEvent(event, "BillGuaranteed", given.guarantor, bill, given.guarantor, given.principal);
  act.holding = given.holding;
  act.guarantee = given.id;
  act.amount = given.amount;
  act.save();
}

export function handleBillPledged(event: BillPledged): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const pledgor = party(event, params.pledgor);
  const pledgee = party(event, params.pledgee);
  const pledge = makePledge(event, holding, pledgor, pledgee, params.debt, params.secured, params.dueDay);
  pledge.isByRepo = params.byRepo;
  pledge.save();

  // The pledgee signs for it, or accepts the repo.
  const act = newPassing(event, "BillPledged", pledgee, holding, pledgor, pledgee);
  if (act === null) return;
  act.pledge = pledge.id;
  act.save();
  countOn("Pledged", holding, holding.amount);
}

export function handleBillPledgeReleased(event: BillPledgeReleased): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const pledge = loadPledge(event, holding, event.params.debt);
  if (pledge === null) return;
  endPledge(event, pledge);
  const act = newPassing(event, "BillPledgeReleased", pledge.pledgee, holding, pledge.pledgee, holding.holder);
  if (act === null) return;
  act.pledge = pledge.id;
  act.save();
}

export function handleBillPledgeRealised(event: BillPledgeRealised): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const pledge = realise(event, holding);
  const act = newPassing(event, "BillPledgeRealised", pledge.pledgee, holding, pledge.pledgor, pledge.pledgee);
  if (act === null) return;
  act.pledge = pledge.id;
  act.save();
}

export function handleBillPledgeCollected(event: BillPledgeCollected): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const pledge = loadPledge(event, holding, params.debt);
  if (pledge === null) return;
  collect(event, holding, pledge);

  const act = newPassing(event, "BillPledgeCollected", pledge.pledgee, holding, pledge.pledgor, pledge.pledgee);
  if (act === null) return;
  act.pledge = pledge.id;
  act.amount = params.toPledgee.plus(params.toPledgor);
  act.save();
}

export function handleBillPledgeEnded(event: BillPledgeEnded): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const pledge = loadPledge(event, holding, event.params.debt);
  if (pledge === null) return;
  endPledge(event, pledge);
  const act = newPassing(event, "BillPledgeEnded", null, holding, pledge.pledgee, pledge.pledgor);
  if (act === null) return;
  act.pledge = pledge.id;
  act.save();
}
