/** Policies and orders. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { PolicySetPolicyRoutesClausesStruct, PolicySetPolicyRoutesStruct } from "../../generated/Docket/Docket";
import {
  DocketEvent,
  Execution,
  Module,
  ModuleVersion,
  Order,
  OrderApproval,
  OrderCall,
  OrderRejection,
  Part,
  Participant,
  Policy,
  Route,
} from "../../generated/schema";
import { joinOrder, stamp } from "./acts";
import { nameOf, VotingClass } from "./enums";
import { argumentsOf, signatureOf } from "./functions";
import { actId, orderId, participantId, place, suiteAddress, word } from "./ids";
import { notice, unknown } from "./notices";
import { contractAt } from "./suite";
import { int, long, slice, textOf } from "./values";

export function loadOrder(event: ethereum.Event, number: BigInt): Order | null {
  const order = Order.load(orderId(number));
  if (order === null) unknown(event, "Order", orderId(number));
  return order;
}

export function newOrder(event: ethereum.Event, number: BigInt, proposer: Bytes, expiresAt: BigInt): Order {
  const order = new Order(orderId(number));
  order.number = int(number);
  order.status = "Open";
  order.proposer = proposer;
  order.proposedAt = long(event.block.timestamp);
  order.expiresAt = long(expiresAt);
  order.delay = 0;
  order.closesAfter = 0;
  order.isEmergency = false;
  return order;
}

/** An act on an order; `actor` is empty for what anyone may do when the sender serves nobody. */
export function newDocketEvent(event: ethereum.Event, kind: string, actor: Bytes | null, order: Order): DocketEvent {
  const act = new DocketEvent(actId(event));
  const parties = subjectsOf(order);
  if (actor !== null) parties.push(actor);
  stamp(act, event, kind, actor, order.id, parties);
  act.order = order.id;
  act.status = order.status;
  if (order.satisfiedAt != 0) act.satisfiedAt = order.satisfiedAt;
  act.routes = [];
  return act;
}

/** The participants that an order's calls are about. */
function subjectsOf(order: Order): Bytes[] {
  const result: Bytes[] = [];
  let call = OrderCall.load(order.id.concat(place(0)));
  for (let i = 1; call !== null; i++) {
    const participant = call.participant;
    if (participant !== null) result.push(participant);
    call = OrderCall.load(order.id.concat(place(i)));
  }
  return result;
}

/** What follows in this transaction is the order's doing. */
export function noteExecution(event: ethereum.Event, order: Order): void {
  const execution = new Execution(event.transaction.hash);
  execution.order = order.id;
  execution.save();
}

/** Sets since when the approvals suffice, and from that when the order can be executed; 0: they do not suffice. */
export function setSatisfied(order: Order, satisfiedAt: BigInt): void {
  if (satisfiedAt.isZero()) {
    order.unset("satisfiedAt");
    order.unset("executableFrom");
    order.unset("executableUntil");
    return;
  }
  order.satisfiedAt = long(satisfiedAt);
  order.executableFrom = order.satisfiedAt + order.delay;
  const until = order.satisfiedAt + order.closesAfter;
  order.executableUntil = until < order.expiresAt ? until : order.expiresAt;
}

export function approve(event: ethereum.Event, order: Order, participant: Bytes, votingClass: string): void {
  const approval = new OrderApproval(order.id.concat(participant));
  approval.order = order.id;
  approval.participant = participant;
  approval.votingClass = votingClass;
  approval.time = long(event.block.timestamp);
  approval.save();
}

export function reject(event: ethereum.Event, order: Order, participant: Bytes): void {
  const id = order.id.concat(participant);
  if (OrderRejection.load(id) !== null) {
    notice(event, "Order " + order.number.toString() + " was rejected twice by one organisation.");
    return;
  }
  const rejection = new OrderRejection(id);
  rejection.order = order.id;
  rejection.participant = participant;
  rejection.time = long(event.block.timestamp);
  rejection.save();
}

/** Adds a call and lengthens the order's delay by what its route asks for. */
export function addCall(event: ethereum.Event, order: Order, index: i32, target: Bytes, data: Bytes, route: i32): void {
  const selector = slice(data, 0, 4);
  const call = new OrderCall(order.id.concat(place(index)));
  call.order = order.id;
  call.index = index;
  call.target = target;
  call.contract = contractAt(target);
  call.signature = signatureOf(selector);
  call.arguments = argumentsOf(call.signature, data);
  call.data = data;
  call.isInverseFailed = false;
  call.participant = participantIn(target, call.signature, data);
  const way = routeOf(target, selector, route);
  if (way !== null) {
    call.route = way.id;
    const end = way.delay + way.window;
    if (way.delay > order.delay) order.delay = way.delay;
    if (order.closesAfter == 0 || end < order.closesAfter) order.closesAfter = end;
    if (way.isEmergency) order.isEmergency = true;
  } else {
    unknown(event, "Policy of", target.concat(selector));
  }
  call.save();
}

/** The participant that a call to the registry names first. */
function participantIn(target: Bytes, signature: string, data: Bytes): Bytes | null {
  if (target != suiteAddress("participants") || !signature.includes("(uint32") || data.length < 36) return null;
  const word32 = slice(data, 4, 36);
  const number = BigInt.fromUnsignedBytes(Bytes.fromUint8Array(word32.slice(28).reverse()));
  const participant = Participant.load(participantId(number));
  return participant === null ? null : participant.id;
}

export function policyId(scope: Bytes, selector: Bytes): Bytes {
  return suiteAddress("docket").concat(scope).concat(selector);
}

/** An address as a policy's scope. */
function addressScope(address: Bytes): Bytes {
  return new Bytes(12).concat(address);
}

/** The route of the policy in force: the target's own, else its module's. */
function routeOf(target: Bytes, selector: Bytes, index: i32): Route | null {
  let policy = Policy.load(policyId(addressScope(target), selector));
  if (policy === null) {
    const module = moduleOf(target);
    if (module !== null) policy = Policy.load(policyId(slice(module.id, 20, 52), selector));
  }
  if (policy === null || index >= policy.routes.length) return null;
  return Route.load(policy.routes[index]);
}

function moduleOf(address: Bytes): Module | null {
  const part = Part.load(address);
  if (part === null) return null;
  const version = ModuleVersion.load(part.version);
  return version === null ? null : Module.load(version.module);
}

/** What a policy's scope is called. */
function scopeName(scope: Bytes): string {
  for (let i = 0; i < 12; i++) {
    if (scope[i] != 0) return textOf(scope);
  }
  return contractAt(slice(scope, 12, 32));
}

export function setPolicy(scope: Bytes, selector: Bytes, version: BigInt, inverse: Bytes): Policy {
  const policy = new Policy(policyId(scope, selector));
  policy.scope = scope;
  policy.scopeName = scopeName(scope);
  policy.selector = selector;
  policy.signature = signatureOf(selector);
  policy.version = int(version);
  policy.inverse = signatureOf(inverse);
  policy.routes = [];
  return policy;
}

/** The routes of the policy's present version. */
export function addRoutes(event: ethereum.Event, policy: Policy, routes: PolicySetPolicyRoutesStruct[]): Bytes[] {
  const version = policy.id.concat(word(BigInt.fromI32(policy.version), 4));
  const ids: Bytes[] = [];
  for (let i = 0; i < routes.length; i++) {
    const route = new Route(version.concat(place(i)));
    route.policy = policy.id;
    route.version = policy.version;
    route.index = i;
    setClauses(event, route, routes[i].clauses);
    route.delay = long(routes[i].delay);
    route.window = long(routes[i].window);
    route.isEmergency = routes[i].ratifiedBy != 0;
    if (route.isEmergency) route.ratifiedBy = routes[i].ratifiedBy;
    route.ratifyWithin = long(routes[i].ratifyWithin);
    route.save();
    ids.push(route.id);
  }
  return ids;
}

function setClauses(event: ethereum.Event, route: Route, clauses: PolicySetPolicyRoutesClausesStruct[]): void {
  const classes: string[] = [];
  const votes: i32[] = [];
  const words: string[] = [];
  for (let i = 0; i < clauses.length; i++) {
    const votingClass = nameOf(VotingClass, clauses[i].votingClass, event);
    classes.push(votingClass);
    votes.push(clauses[i].votes);
    words.push((votes[i] == 0 ? "more than two thirds" : votes[i].toString()) + " of " + votingClass);
  }
  route.classes = classes;
  route.votes = votes;
  route.rule = words.join(" and ");
}

/** The act of setting a policy: by order, or while the suite was founded. */
export function policyEvent(event: ethereum.Event, policy: Policy): DocketEvent {
  const act = new DocketEvent(actId(event));
  stamp(act, event, "PolicySet", null, policy.id, []);
  joinOrder(act, event);
  act.policy = policy.id;
  act.routes = policy.routes;
  return act;
}
