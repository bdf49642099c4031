/** Security on bills for tests: pledges and guarantees brought to where a test begins. */
import { day, type Desk } from "./bills.ts";
import type { Actor } from "./suite.ts";

export const Capacity = { None: 0n, Acceptor: 1n, Drawer: 2n, Endorser: 3n, Guarantor: 4n } as const;
export const PledgeStatus = { None: 0n, Live: 1n, Realised: 2n, Ended: 3n } as const;

/** The usual day on which a secured debt is due: before the usual maturity. */
export const DUE = "2026-05-15";

/** The request that was opened last, over all bills. */
export async function newestRequest(desk: Desk): Promise<bigint> {
  const { billRegistry } = desk.suite;
  const request = (await billRegistry.queryFilter(billRegistry.filters.RequestOpened)).at(-1)?.args.request;
  if (request === undefined) throw new Error("Nothing was requested.");
  return request;
}

/** A guarantee asked for and not signed. */
export async function guaranteeAsked(desk: Desk, holding: bigint, by: Actor, guarantor: Actor): Promise<bigint> {
  await desk.suite.billSecurity.connect(by.signer).requestGuarantee(holding, guarantor.id, 0);
  return newestRequest(desk);
}

/** A guarantee asked for and signed. */
export async function guaranteed(desk: Desk, holding: bigint, by: Actor, guarantor: Actor): Promise<void> {
  const request = await guaranteeAsked(desk, holding, by, guarantor);
  await desk.suite.billSecurity.connect(guarantor.signer).sign(request);
}

export interface PledgeTerms {
  amount?: bigint;
  secured?: bigint;
  due?: string;
}

/** A pledge asked for and not signed; of the whole holding, for ¥6,000.00, unless it says otherwise. */
export async function pledgeAsked(
  desk: Desk,
  holding: bigint,
  by: Actor,
  pledgee: Actor,
  { amount, secured = 600_000n, due = DUE }: PledgeTerms = {},
): Promise<bigint> {
  const { billRegistry, billSecurity } = desk.suite;
  const { lo, hi } = await billRegistry.holdingInfo(holding);
  await billSecurity.connect(by.signer).pledge(holding, amount ?? hi - lo + 1n, pledgee.id, secured, day(due), 0);
  return newestRequest(desk);
}

/** A pledge asked for and signed. */
export async function pledged(
  desk: Desk,
  holding: bigint,
  by: Actor,
  pledgee: Actor,
  terms: PledgeTerms = {},
): Promise<void> {
  const request = await pledgeAsked(desk, holding, by, pledgee, terms);
  await desk.suite.billSecurity.connect(pledgee.signer).sign(request);
}
