/** Docket. */
import { store } from "@graphprotocol/graph-ts";
import {
  OrderApprovalWithdrawn,
  OrderApproved,
  OrderCancelled,
  OrderExecuted,
  OrderInverseFailed,
  OrderLapsed,
  OrderProposed,
  OrderRatified,
  OrderRecounted,
  OrderRejected,
  PolicySet,
} from "../generated/Docket/Docket";
import { OrderCall } from "../generated/schema";
import { senderOf } from "./store/acts";
import {
  addCall,
  addRoutes,
  approve,
  loadOrder,
  newDocketEvent,
  newOrder,
  noteExecution,
  policyEvent,
  reject,
  setPolicy,
  setSatisfied,
} from "./store/docket";
import { nameOf, OrderStatus, VotingClass } from "./store/enums";
import { place } from "./store/ids";
import { notice } from "./store/notices";
import { party } from "./store/participants";
import { int, long } from "./store/values";

export function handlePolicySet(event: PolicySet): void {
  const params = event.params;
  const policy = setPolicy(params.scope, params.selector, params.version, params.policy.inverse);
  policy.routes = addRoutes(event, policy, params.policy.routes);
  policy.save();
  policyEvent(event, policy).save();
}

export function handleOrderProposed(event: OrderProposed): void {
  const params = event.params;
  const proposer = party(event, params.proposer);
  const order = newOrder(event, params.order, proposer, params.expiresAt);
  order.basis = params.basis;
  order.legalReference = params.legalReference;
  for (let i = 0; i < params.calls.length; i++) {
    addCall(event, order, i, params.calls[i].target, params.calls[i].data, params.calls[i].route);
  }
  order.save();
  newDocketEvent(event, "OrderProposed", proposer, order).save();
}

export function handleOrderApproved(event: OrderApproved): void {
  const params = event.params;
  const order = loadOrder(event, params.order);
  if (order === null) return;
  const participant = party(event, params.participant);
  const votingClass = nameOf(VotingClass, params.votingClass, event);
  approve(event, order, participant, votingClass);
  setSatisfied(order, params.satisfiedAt);
  order.save();

  const act = newDocketEvent(event, "OrderApproved", participant, order);
  act.votingClass = votingClass;
  act.save();
}

export function handleOrderApprovalWithdrawn(event: OrderApprovalWithdrawn): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  const participant = party(event, event.params.participant);
  store.remove("OrderApproval", order.id.concat(participant).toHexString());
  setSatisfied(order, event.params.satisfiedAt);
  order.save();
  newDocketEvent(event, "OrderApprovalWithdrawn", participant, order).save();
}

export function handleOrderRejected(event: OrderRejected): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  const participant = party(event, event.params.participant);
  reject(event, order, participant);
  order.status = nameOf(OrderStatus, event.params.status, event);
  if (order.status == "Rejected") order.endedAt = long(event.block.timestamp);
  order.save();
  newDocketEvent(event, "OrderRejected", participant, order).save();
}

export function handleOrderRecounted(event: OrderRecounted): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  setSatisfied(order, event.params.satisfiedAt);
  order.save();
  newDocketEvent(event, "OrderRecounted", senderOf(event), order).save();
}

export function handleOrderExecuted(event: OrderExecuted): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  order.status = nameOf(OrderStatus, event.params.status, event);
  order.executedAt = long(event.block.timestamp);
  order.executor = event.params.executor;
  if (!event.params.ratifyBy.isZero()) order.ratifyBy = long(event.params.ratifyBy);
  order.save();
  noteExecution(event, order);

  const act = newDocketEvent(event, "OrderExecuted", senderOf(event), order);
  if (!event.params.ratifyBy.isZero()) act.ratifyBy = order.ratifyBy;
  act.save();
}

export function handleOrderRatified(event: OrderRatified): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  order.status = "Executed";
  order.ratifiedAt = long(event.block.timestamp);
  order.save();
  newDocketEvent(event, "OrderRatified", senderOf(event), order).save();
}

export function handleOrderLapsed(event: OrderLapsed): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  order.status = "Lapsed";
  order.endedAt = long(event.block.timestamp);
  order.save();
  noteExecution(event, order);
  newDocketEvent(event, "OrderLapsed", senderOf(event), order).save();
}

export function handleOrderInverseFailed(event: OrderInverseFailed): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  const act = newDocketEvent(event, "OrderInverseFailed", null, order);
  const call = OrderCall.load(order.id.concat(place(int(event.params.callIndex))));
  if (call === null) {
    notice(event, "Call " + event.params.callIndex.toString() + " of the order is not in the index.");
  } else {
    call.isInverseFailed = true;
    call.save();
    act.call = call.id;
  }
  act.save();
}

export function handleOrderCancelled(event: OrderCancelled): void {
  const order = loadOrder(event, event.params.order);
  if (order === null) return;
  order.status = "Cancelled";
  order.endedAt = long(event.block.timestamp);
  order.save();
  newDocketEvent(event, "OrderCancelled", order.proposer, order).save();
}
