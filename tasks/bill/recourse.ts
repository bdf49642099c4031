/** Who is liable to the holder of a holding, and what is owed (追索). */
import type { Suite } from "../../deploy/suite.ts";
import type { Context } from "../shared/context.ts";
import { revertData } from "../shared/errors.ts";
import { dateOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { chainOf } from "./chain.ts";
import { guaranteesOf } from "./security.ts";
import { type BillState, billState } from "./state.ts";

export type Account = Pick<
  Awaited<ReturnType<Suite["billRecourse"]["owed"]>>,
  "principal" | "interest" | "costs" | "from"
>;

export interface Liable {
  party: bigint;
  name: string;
  capacity: Value<"Capacity">;
  /** As people read it: "Endorser 2", "Guarantor of the acceptor". */
  as: string;
  place: bigint;
  claimedOn: bigint;
  notifiedOn: bigint;
  notifiedLate: boolean;
  interruptedOn: bigint;
  suedOn: bigint;
  /** Last day of a claim; nothing while no time runs. */
  limit: bigint | undefined;
  /** The year of that day, when the calendar lacks it. */
  limitYear: bigint | undefined;
}

export const sumOf = ({ principal, interest, costs }: Account): bigint => principal + interest + costs;

/** A holding's claims are told of once it was dishonoured, or claimed on. */
export const isInRecourse = ({ info, circulation }: BillState): boolean =>
  circulation !== "Closed" && (info.dishonoured || circulation === "InRecourse");

/** Day of the present holder's claim; a claim counts as long as its claimant holds by the endorsement that it had then. */
export const claimDay = (
  pair: { claimedOn: bigint; claimedAt: bigint },
  { chainLength }: { chainLength: bigint },
): bigint => (pair.claimedAt === chainLength ? pair.claimedOn : 0n);

function capacityInWords(capacity: Value<"Capacity">, principal: Value<"Capacity">, place: bigint): string {
  const endorser = `endorser ${place}`;
  if (capacity === "Endorser") return endorser;
  if (capacity !== "Guarantor") return capacity.toLowerCase();
  return `guarantor of ${principal === "Endorser" ? endorser : `the ${principal.toLowerCase()}`}`;
}

/** The last day to claim on somebody, or its year when the calendar does not have that yet. */
async function limitOn({ suite, dictionary }: Context, holding: bigint, party: bigint) {
  try {
    return { day: await suite.billRecourse.limitOf(holding, party), year: undefined };
  } catch (error) {
    const data = revertData(error);
    const refused = data === undefined ? undefined : dictionary.error(data);
    if (refused?.item.name !== "CalendarYearMissing") throw error;
    return { day: undefined, year: refused.args[0] as bigint };
  }
}

/** All who are liable to the present holder: acceptor and drawer first, then the chain from its newest end, guarantors after their principals. */
export async function liableParties(context: Context, state: BillState): Promise<Liable[]> {
  const { suite, words } = context;
  const { billRecourse } = suite;
  const { bill, holding, info } = state;
  const [chain, guarantees] = await Promise.all([chainOf(context, holding), guaranteesOf(context, state)]);
  const candidates = new Set([
    bill.acceptor,
    bill.drawer,
    ...chain.map(({ from }) => from).reverse(),
    ...guarantees.map(({ guarantor }) => guarantor),
  ]);
  const all = await each([...candidates], async (party): Promise<Liable | undefined> => {
    const { capacity, place, principal } = await billRecourse.liabilityOf(holding, party);
    const own = nameOf("Capacity", capacity);
    if (own === "None") return undefined;
    const [pair, limit] = await Promise.all([
      billRecourse.pairOf(holding, info.holder, party),
      isInRecourse(state) ? limitOn(context, holding, party) : { day: undefined, year: undefined },
    ]);
    return {
      party,
      name: await words.participant(party),
      capacity: own,
      as: capacityInWords(own, nameOf("Capacity", principal), place),
      place,
      claimedOn: claimDay(pair, info),
      notifiedOn: pair.notifiedOn,
      notifiedLate: pair.notifiedLate,
      interruptedOn: pair.interruptedOn,
      suedOn: pair.suedOn,
      limit: limit.day,
      limitYear: limit.year,
    };
  });
  return all.filter((party) => party !== undefined);
}

/** What the present holder is owed today; nothing before the calendar has the payable day. */
export async function owedOn({ suite }: Context, holding: bigint): Promise<Account | undefined> {
  return suite.billRecourse.owed(holding).catch(() => undefined);
}

export const dayOrNothing = (day: bigint | undefined): string => (day === undefined || day === 0n ? "" : dateOf(day));

/** Whom a participant has to do with on dishonoured holdings: those that it holds, and those that were claimed on it. */
export async function recourseOf(context: Context, who: bigint): Promise<{ held: BillState[]; claimed: BillState[] }> {
  const { billPayment, billRecourse } = context.suite;
  const found = await context.events(async (first, last) => {
    const [dishonoured, early, claims, settled] = await Promise.all([
      billPayment.queryFilter(billPayment.filters.BillDishonoured(undefined, undefined, who), first, last),
      billRecourse.queryFilter(billRecourse.filters.RecourseOpenedEarly(undefined, who), first, last),
      billRecourse.queryFilter(billRecourse.filters.RecourseClaimed(undefined, undefined, who), first, last),
      billRecourse.queryFilter(billRecourse.filters.RecourseSettled(undefined, who), first, last),
    ]);
    return [
      ...[...dishonoured, ...early, ...settled].map(({ args }) => ({ holding: args.holding, isClaim: false })),
      ...claims.map(({ args }) => ({ holding: args.holding, isClaim: true })),
    ];
  });
  const holdings = [...new Set(found.map(({ holding }) => holding))];
  const states = (await each(holdings, (holding) => billState(context, holding))).filter(isInRecourse);
  const claimed = await each(states, async ({ holding, info }) => {
    return claimDay(await billRecourse.pairOf(holding, info.holder, who), info) !== 0n;
  });
  return {
    held: states.filter(({ info }) => info.holder === who),
    claimed: states.filter((_, index) => claimed[index]),
  };
}
