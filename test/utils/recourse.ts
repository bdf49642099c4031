/** Recourse for tests: bills dishonoured, claimed on and paid. */
import { encodeBytes32String, id } from "ethers";
import { day, delivered, deposited, type Desk, DishonourReason, type Draft, endorsed, NO_DIGEST } from "./bills.ts";
import { able, accepted as quoteAccepted, asked, quoted } from "./market.ts";
import { type Actor, networkHelpers } from "./suite.ts";

export const Interruption = { None: 0n, Demand: 1n, Suit: 2n } as const;
export const COSTS = id("bill of the court");
export const PROOF = id("letter");

/** Endorses along a list of actors, from its first, who holds. */
export async function passed(desk: Desk, holding: bigint, ...actors: Actor[]): Promise<void> {
  for (const [index, to] of actors.entries()) {
    const from = actors[index - 1];
    if (from !== undefined) await endorsed(desk, holding, from, to);
  }
}

/** Sold on the market, for the first time: discounted; later: rediscounted. */
export async function sold(desk: Desk, holding: bigint, from: Actor, to: Actor): Promise<void> {
  const { lo, hi } = await desk.suite.billRegistry.holdingInfo(holding);
  await able(desk, to);
  const ask = await asked(desk, from, [{ title: holding, amount: hi - lo + 1n }]);
  await quoteAccepted(desk, from, await quoted(desk, to, ask));
}

/** Presented on its maturity, or the day given, and refused the same day. */
export async function dishonoured(desk: Desk, holding: bigint, holder: Actor, date?: string): Promise<void> {
  const { billPayment, billRegistry } = desk.suite;
  const { acceptor, maturity } = await billRegistry.billInfo(holding >> 32n);
  await networkHelpers.time.increaseTo((date === undefined ? maturity : day(date)) * 86_400n + 3_600n);
  await billPayment.connect(holder.signer).present(holding, id("why it is late"));
  const refuser = actorsOf(desk).find((actor) => actor.id === acceptor) ?? desk.guanshan;
  await billPayment.connect(refuser.signer).dishonour(holding, DishonourReason.InsufficientFunds);
}

/** A bill of qianling on guanshan, with nanming as payee, passed on as told, and dishonoured at maturity. */
export async function dishonouredAfter(desk: Desk, holders: Actor[], draft: Draft = {}): Promise<bigint> {
  const { holding } = await delivered(desk, draft);
  await passed(desk, holding, desk.nanming, ...holders);
  await dishonoured(desk, holding, holders.at(-1) ?? desk.nanming);
  return holding;
}

export const actorsOf = (desk: Desk): Actor[] => [
  desk.qianling,
  desk.nanming,
  desk.huaxi,
  desk.guanshan,
  desk.baiyunling,
  desk.clearing,
  desk.regulator,
  desk.market,
  desk.court,
  desk.auditor,
];

export const claim = (desk: Desk, holding: bigint, by: Actor, party: Actor, costs = 0n) =>
  desk.suite.billRecourse.connect(by.signer).claim(holding, party.id, costs, costs === 0n ? NO_DIGEST : COSTS);

export const settle = (desk: Desk, holding: bigint, by: Actor, amount: bigint) =>
  desk.suite.billRecourse.connect(by.signer).settle(holding, amount);

/** Money in a wallet, and leave for recourse to be paid with it. */
export async function solvent(desk: Desk, actor: Actor, amount: bigint): Promise<void> {
  await deposited(desk, actor, amount);
  await desk.suite.money.connect(actor.signer).approve(desk.suite.billRecourse, amount);
}

/** All that is owed on a holding today. */
export async function total(desk: Desk, holding: bigint): Promise<bigint> {
  const { principal, interest, costs } = await desk.suite.billRecourse.owed(holding);
  return principal + interest + costs;
}

/** Claimed on, with money for it, and paid in full: the party has the holding, or has closed it. */
export async function settled(desk: Desk, holding: bigint, claimant: Actor, party: Actor): Promise<void> {
  await claim(desk, holding, claimant, party);
  const amount = await total(desk, holding);
  await solvent(desk, party, amount);
  await settle(desk, holding, party, amount);
}

/** Who is liable to the present holder, and as what. */
export async function liable(desk: Desk, holding: bigint): Promise<Record<string, string>> {
  const names = ["", "acceptor", "drawer", "endorser", "guarantor"];
  const found: Record<string, string> = {};
  for (const actor of actorsOf(desk)) {
    const { capacity, place, principal } = await desk.suite.billRecourse.liabilityOf(holding, actor.id);
    if (capacity === 0n) continue;
    const of = principal === 0n ? "" : ` of ${names[Number(principal)] ?? ""}`;
    found[actor.key] = `${names[Number(capacity)] ?? ""}${of}${place === 0n ? "" : ` ${place}`}`;
  }
  return found;
}

/** Evidence of an acceptor's insolvency. */
export async function insolvency(
  desk: Desk,
  by: Actor,
  acceptor: Actor,
  category = `INSOLVENCY:${acceptor.id}`,
): Promise<bigint> {
  const { evidence } = desk.suite;
  await evidence
    .connect(by.signer)
    .anchor(id(`ruling on ${category} by ${by.key}`), 1, encodeBytes32String(category), "");
  return evidence.evidenceCount();
}
