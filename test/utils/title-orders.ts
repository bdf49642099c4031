/** Orders about bills for tests: in the hand of whoever holds, on all that it holds, unless a test says otherwise. */
import { type BigNumberish, ZeroHash } from "ethers";
import type { Desk } from "./bills.ts";
import { type Approval, DAY, newCase, now } from "./orders.ts";
import { type Actor, approvedOrder, carryOut, type OrderedCall } from "./suite.ts";

export interface OrderDraft {
  /** Whose units they are. */
  from?: Actor;
  units?: readonly [lo: bigint, hi: bigint];
  key?: string;
  until?: BigNumberish;
}

export const court = ({ court }: Desk): Approval[] => [[court, "Judiciary"]];
/** Title is taken by a court and a regulator together. */
export const both = (desk: Desk): Approval[] => [...court(desk), [desk.regulator, "Regulator"]];

const holderOf = async ({ suite }: Desk, holding: bigint, from?: Actor) =>
  from?.id ?? (await suite.billRegistry.holdingInfo(holding)).holder;

const unitsOf = async ({ suite }: Desk, holding: bigint, units?: OrderDraft["units"]) => {
  const { lo, hi } = await suite.billRegistry.holdingInfo(holding);
  return units ?? ([lo, hi] as const);
};

/** The call of an order that freezes, for 30 days. */
export async function freezing(desk: Desk, holding: bigint, draft: OrderDraft = {}): Promise<OrderedCall> {
  const until = draft.until ?? (await now()) + 30n * DAY;
  const [lo, hi] = await unitsOf(desk, holding, draft.units);
  const args = [holding, draft.key ?? newCase(), await holderOf(desk, holding, draft.from), lo, hi, until];
  return { target: desk.suite.billOrders, name: "freeze", args };
}

export async function transfer(desk: Desk, holding: bigint, to: Actor, draft: OrderDraft = {}): Promise<OrderedCall> {
  const [lo, hi] = await unitsOf(desk, holding, draft.units);
  const args = [holding, draft.key ?? ZeroHash, await holderOf(desk, holding, draft.from), lo, hi, to.id];
  return { target: desk.suite.billOrders, name: "transferByOrder", args };
}

export async function invalidation(
  desk: Desk,
  holding: bigint,
  applicant: Actor,
  draft: OrderDraft = {},
): Promise<OrderedCall> {
  const args = [holding, draft.key ?? ZeroHash, await holderOf(desk, holding, draft.from), applicant.id];
  return { target: desk.suite.billOrders, name: "invalidate", args };
}

/** Freezes by a court's order, and gives the case's key. */
export async function frozen(desk: Desk, holding: bigint, draft: OrderDraft = {}): Promise<string> {
  const key = draft.key ?? newCase();
  await carryOut(desk.suite, [await freezing(desk, holding, { ...draft, key })], court(desk));
  return key;
}

export const unfrozen = (desk: Desk, holding: bigint, key: string) =>
  carryOut(desk.suite, [{ target: desk.suite.billOrders, name: "unfreeze", args: [holding, key] }], court(desk));

export const forced = async (...[desk, holding, to, draft]: Parameters<typeof transfer>) =>
  carryOut(desk.suite, [await transfer(desk, holding, to, draft)], both(desk));

export const voided = async (...[desk, holding, applicant, draft]: Parameters<typeof invalidation>) =>
  carryOut(desk.suite, [await invalidation(desk, holding, applicant, draft)], both(desk));

/** A regulator's freeze, in force until a court confirms it or 48 hours have passed. */
export async function urgent(desk: Desk, holding: bigint, draft: OrderDraft = {}) {
  const { docket } = desk.suite;
  const call = await freezing(desk, holding, draft);
  const { order, calls } = await approvedOrder(desk.suite, [{ ...call, route: 1 }], [[desk.regulator, "Regulator"]]);
  await docket.execute(order, calls);
  return { order, calls };
}
