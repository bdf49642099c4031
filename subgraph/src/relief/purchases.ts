/** ReliefPurchases. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Project, Purchase, ReliefEvent } from "../../generated/schema";
import {
  ProduceDelivered,
  ProduceFinished,
  ProduceOrdered,
  ProduceRestReturned,
  ProduceSharesPaid,
  ProduceStatusChanged,
  VoucherUsed,
} from "../../generated/templates/ReliefPurchases/ReliefPurchases";
import { senderOf } from "../store/acts";
import { nameOf, PurchaseStatus } from "../store/enums";
import { loadLot } from "../store/funds";
import { loadHousehold } from "../store/households";
import { payoutId } from "../store/ids";
import { officerIfAny } from "../store/officers";
import { party } from "../store/participants";
import { loadProject } from "../store/projects";
import { loadPurchase, orderProduce, returnRest } from "../store/purchases";
import { joinProject, newHouseholdEvent, newReliefEvent } from "../store/relief";
import { loadRound } from "../store/rounds";
import { dateOf, int } from "../store/values";

/** A step of an order, which concerns buyer and cooperative. */
function newOrderEvent(event: ethereum.Event, kind: string, who: Bytes | null, purchase: Purchase): ReliefEvent {
  const act = newReliefEvent(event, kind, who, purchase.id, [purchase.buyer, purchase.cooperative]);
  act.purchase = purchase.id;
  act.purchaseStatus = purchase.status;
  act.amount = purchase.amount;
  const project = Project.load(purchase.project);
  if (project !== null) joinProject(act, project);
  return act;
}

export function handleVoucherUsed(event: VoucherUsed): void {
  const params = event.params;
  const round = loadRound(event, params.round);
  const household = loadHousehold(event, params.household);
  if (round === null || household === null) return;
  const payout = payoutId(params.payout);
  const act = newHouseholdEvent(event, "VoucherUsed", household, payout, [party(event, params.merchant)]);
  act.round = round.id;
  act.benefit = round.benefit;
  act.project = round.project;
  act.payout = payout;
  act.amount = params.amount;
  act.evidence = params.goods;
  act.save();
}

export function handleProduceOrdered(event: ProduceOrdered): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  const lot = loadLot(event, params.lot);
  if (project === null || lot === null) return;
  const purchase = orderProduce(event, project, lot);
  const act = newOrderEvent(event, "ProduceOrdered", purchase.buyer, purchase);
  act.lot = lot.id;
  act.evidence = purchase.goods;
  act.save();
}

export function handleProduceDelivered(event: ProduceDelivered): void {
  const purchase = loadPurchase(event, event.params.purchase);
  if (purchase === null) return;
  const last = int(event.params.complainBy);
  purchase.status = "Delivered";
  purchase.setI32("complainByDay", last);
  purchase.complainByDate = dateOf(last);
  purchase.delivery = event.params.evidence;
  purchase.save();
  const act = newOrderEvent(event, "ProduceDelivered", purchase.cooperative, purchase);
  act.evidence = purchase.delivery;
  act.save();
}

export function handleProduceStatusChanged(event: ProduceStatusChanged): void {
  const params = event.params;
  const purchase = loadPurchase(event, params.purchase);
  if (purchase === null) return;
  purchase.status = nameOf(PurchaseStatus, params.status, event);
  purchase.save();
  const act = newOrderEvent(event, "ProduceStatusChanged", party(event, params.by), purchase);
  const officer = officerIfAny(event, params.officer);
  if (officer !== null) act.officer = officer.id;
  if (params.evidence != new Bytes(32)) act.evidence = params.evidence;
  act.save();
}

/** The payout, which has been told of before, says whose shares they are. */
export function handleProduceSharesPaid(event: ProduceSharesPaid): void {
  const purchase = loadPurchase(event, event.params.purchase);
  if (purchase === null) return;
  const act = newOrderEvent(event, "ProduceSharesPaid", senderOf(event), purchase);
  act.payout = payoutId(event.params.payout);
  act.amount = event.params.amount;
  act.save();
}

export function handleProduceRestReturned(event: ProduceRestReturned): void {
  const purchase = loadPurchase(event, event.params.purchase);
  if (purchase === null) return;
  returnRest(purchase, event.params.amount, event.params.lines);
  const act = newOrderEvent(event, "ProduceRestReturned", senderOf(event), purchase);
  act.amount = event.params.amount;
  act.save();
}

export function handleProduceFinished(event: ProduceFinished): void {
  const purchase = loadPurchase(event, event.params.purchase);
  if (purchase === null) return;
  purchase.status = "Finished";
  if (!event.params.margin.isZero()) purchase.marginPayout = payoutId(event.params.margin);
  purchase.save();
  const act = newOrderEvent(event, "ProduceFinished", senderOf(event), purchase);
  act.payout = purchase.marginPayout;
  act.save();
}
