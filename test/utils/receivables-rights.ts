/** Rights of others in notes, for tests: pledges, disputes and competing assignments, orders. */
import { type BigNumberish, id, ZeroHash } from "ethers";
import { day } from "./bills.ts";
import { DAY, newCase, now } from "./orders.ts";
import { type ReceivableDesk, unitsOf } from "./receivables.ts";
import { type Actor, approvedOrder, carryOut, ethers, networkHelpers, type OrderedCall } from "./suite.ts";
import { both, court } from "./title-orders.ts";

export const PledgeStatus = { None: 0n, Live: 1n, Realised: 2n, Ended: 3n } as const;
export const EntryStatus = { None: 0n, Entered: 1n, Admitted: 2n, Ended: 3n } as const;

/** ¥6,000.00 of debt, due before the usual due day of notes. */
export const SECURED = 600_000n;
export const DEBT_DUE = "2026-05-15";
export const EVIDENCE = id("what the dispute is about");
export const RESOLUTION = id("what was agreed");
export const PROOF = id("Zhongdeng registration 0002");

export interface PledgeTerms {
  amount?: bigint;
  secured?: bigint;
  due?: string;
  lastDay?: bigint;
}

/** A pledge asked for and not signed, of the whole note unless it says otherwise. Gives the note that is to be pledged. */
export async function pledgeAsked(
  desk: ReceivableDesk,
  note: bigint,
  by: Actor,
  pledgee: Actor,
  { amount, secured = SECURED, due = DEBT_DUE, lastDay = 0n }: PledgeTerms = {},
): Promise<{ part: bigint; request: bigint }> {
  const security = desk.suite.receivableSecurity.connect(by.signer);
  const args = [note, amount ?? (await unitsOf(desk, note)), pledgee.id, secured, day(due), lastDay] as const;
  const { part, request } = await security.pledge.staticCall(...args);
  await security.pledge(...args);
  return { part, request };
}

/** A pledge asked for and signed. Gives the note that is pledged. */
export async function pledged(...args: Parameters<typeof pledgeAsked>): Promise<bigint> {
  const [desk, , , pledgee] = args;
  const { part, request } = await pledgeAsked(...args);
  await desk.suite.receivableSecurity.connect(pledgee.signer).sign(request);
  return part;
}

/** What a test says of an assignment; the rest is usual: all of the note, neither registered nor notified. */
export interface Assignment {
  amount?: bigint;
  registeredAt?: BigNumberish;
  notifiedAt?: BigNumberish;
  proof?: string;
}

/** Enters an assignment, and gives the entry's number. */
export async function entered(
  desk: ReceivableDesk,
  note: bigint,
  claimant: Actor,
  { amount, registeredAt = 0n, notifiedAt = 0n, proof = PROOF }: Assignment = {},
): Promise<bigint> {
  const disputes = desk.suite.receivableDisputes.connect(claimant.signer);
  const args = [note, amount ?? (await unitsOf(desk, note)), registeredAt, notifiedAt, proof] as const;
  const entry = await disputes.enter.staticCall(...args);
  await disputes.enter(...args);
  return entry;
}

/** Enters one that the note's holder admits. */
export async function admitted(
  desk: ReceivableDesk,
  note: bigint,
  holder: Actor,
  claimant: Actor,
  assignment: Assignment = {},
): Promise<bigint> {
  const entry = await entered(desk, note, claimant, assignment);
  await desk.suite.receivableDisputes.connect(holder.signer).admit(note, entry);
  return entry;
}

/** A court's order on disputes: `resolveByOrder`, `admitByOrder` or `dismissByOrder`. */
export const ruled = (desk: ReceivableDesk, name: string, ...args: unknown[]) =>
  carryOut(desk.suite, [{ target: desk.suite.receivableDisputes, name, args }], court(desk));

export interface OrderDraft {
  /** Whose note it is; its holder's, unless a test says otherwise. */
  from?: Actor;
  amount?: bigint;
  key?: string;
  until?: BigNumberish;
}

const holderOf = async ({ suite }: ReceivableDesk, note: bigint, from?: Actor) =>
  from?.id ?? (await suite.receivableRegistry.noteInfo(note)).holder;

/** The call of an order that freezes, all of a note for 30 days unless a test says otherwise. */
export async function freezing(desk: ReceivableDesk, note: bigint, draft: OrderDraft = {}): Promise<OrderedCall> {
  const amount = draft.amount ?? (await unitsOf(desk, note));
  const until = draft.until ?? (await now()) + 30n * DAY;
  const args = [note, draft.key ?? newCase(), await holderOf(desk, note, draft.from), amount, until];
  return { target: desk.suite.receivableOrders, name: "freeze", args };
}

/** Freezes by a court's order, and gives the case's key. */
export async function frozen(desk: ReceivableDesk, note: bigint, draft: OrderDraft = {}): Promise<string> {
  const key = draft.key ?? newCase();
  await carryOut(desk.suite, [await freezing(desk, note, { ...draft, key })], court(desk));
  return key;
}

export const unfrozen = (desk: ReceivableDesk, note: bigint, key: string) =>
  carryOut(desk.suite, [{ target: desk.suite.receivableOrders, name: "unfreeze", args: [note, key] }], court(desk));

export const renewed = (desk: ReceivableDesk, note: bigint, key: string, until: BigNumberish) =>
  carryOut(
    desk.suite,
    [{ target: desk.suite.receivableOrders, name: "renewFreeze", args: [note, key, until] }],
    court(desk),
  );

/** The call of an order that gives a note to somebody else. */
export async function transfer(
  desk: ReceivableDesk,
  note: bigint,
  to: Pick<Actor, "id">,
  draft: OrderDraft = {},
): Promise<OrderedCall> {
  const args = [note, draft.key ?? ZeroHash, await holderOf(desk, note, draft.from), to.id];
  return { target: desk.suite.receivableOrders, name: "transferByOrder", args };
}

/** Gives a note to somebody else by an order of a court and a regulator. */
export const forced = async (...[desk, note, to, draft]: Parameters<typeof transfer>) =>
  carryOut(desk.suite, [await transfer(desk, note, to, draft)], both(desk));

/** A regulator's freeze, in force until a court confirms it or 48 hours have passed. */
export async function urgent(desk: ReceivableDesk, note: bigint, draft: OrderDraft = {}) {
  const call = await freezing(desk, note, draft);
  const approved = await approvedOrder(desk.suite, [{ ...call, route: 1 }], [[desk.regulator, "Regulator"]]);
  await desk.suite.docket.execute(approved.order, approved.calls);
  return approved;
}

/** A part of the module as who calls, for what only parts may call. */
export async function asPart(part: { getAddress(): Promise<string> }) {
  const address = await part.getAddress();
  await networkHelpers.impersonateAccount(address);
  return ethers.getSigner(address);
}
