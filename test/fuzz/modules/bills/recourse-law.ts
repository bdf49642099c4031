/**
 * The law of recourse, told a second time and another way than `Liability.sol` tells it. Everybody who has signed stands in a row: the
 * acceptor, the drawer, then the endorsers in their order, each with its guarantors behind it. A claimant has a place in that row too, and
 * can claim on whoever stands before it. Time, rates and periods are counted here by themselves as well.
 */
import { dayNumber, notices } from "../../../../deploy/data/holidays.ts";

export type Purpose = "Transfer" | "Discount" | "Rediscount" | "Pledge" | "RecourseSettlement" | "ByOrder";
export type Capacity = "None" | "Acceptor" | "Drawer" | "Endorser" | "Guarantor";

/** An endorsement. Participants are numbers. */
export interface Link {
  from: number;
  to: number;
  purpose: Purpose;
  mark: boolean;
  day: number;
}

/** A guarantee of units. */
export interface Surety {
  by: number;
  principal: number;
  as: Capacity;
  /** Which endorsement of its principal. */
  place: number;
  lo: number;
  hi: number;
}

/** What is known of units of a bill. */
export interface Title {
  drawer: number;
  acceptor: number;
  sureties: Surety[];
  lo: number;
  hi: number;
  links: Link[];
  late: boolean;
}

export interface Liability {
  capacity: Capacity;
  place: number;
  principal: Capacity;
}

/** A signature that binds, and where its signer stands in the row. */
interface Duty extends Liability {
  by: number;
  standing: number;
  /** Binds to this one alone, and to who stands in for it. */
  only?: number | undefined;
}

const ACCEPTOR = -2;
const DRAWER = -1;
/** How far behind its principal a guarantor stands, and how far one that has paid for the principal. */
const BEHIND = 0.75;
const IN_PLACE = 0.5;

const covering = ({ sureties, lo, hi }: Title): Surety[] => sureties.filter((each) => each.lo <= lo && hi <= each.hi);

/** The bank of the first discount and its place. */
function discount({ links }: Title): { bank: number; place: number } | undefined {
  const index = links.findIndex(({ purpose }) => purpose === "Discount");
  const link = links[index];
  return link && { bank: link.to, place: index + 1 };
}

function endorsements(title: Title): Duty[] {
  const first = discount(title);
  return title.links.flatMap(({ from, to, purpose, mark }, index) => {
    const place = index + 1;
    const byBank = purpose === "Rediscount" && from === first?.bank && place > first.place;
    if (!byBank && !["Transfer", "Discount", "Pledge"].includes(purpose)) return [];
    const only = mark ? to : undefined;
    return [{ by: from, capacity: "Endorser" as const, place, principal: "None" as const, standing: place, only }];
  });
}

/** All signatures on the title. */
function duties(title: Title): Duty[] {
  const principals: Duty[] = [
    { by: title.acceptor, capacity: "Acceptor", place: 0, principal: "None", standing: ACCEPTOR },
    { by: title.drawer, capacity: "Drawer", place: 0, principal: "None", standing: DRAWER },
    ...endorsements(title),
  ];
  const guarantors = covering(title).flatMap(({ by, principal, as, place }) =>
    principals
      .filter((duty) => duty.capacity === as && duty.place === place && duty.by === principal)
      .map((duty) => ({
        ...duty,
        by,
        capacity: "Guarantor" as const,
        principal: as,
        standing: duty.standing + BEHIND,
      })),
  );
  return [...principals, ...guarantors];
}

/** Where a claimant stands: it claims on who stands before it. */
function standingOf(title: Title, who: number, paid: boolean): number {
  const sale = title.links.findIndex(
    ({ from, purpose }) => from === who && purpose !== "RecourseSettlement" && purpose !== "ByOrder",
  );
  const own = [
    ...(who === title.acceptor ? [ACCEPTOR] : []),
    ...(who === title.drawer ? [DRAWER] : []),
    ...(sale < 0 ? [] : [sale + 1]),
  ];
  const surety = covering(title).find(({ by }) => by === who);
  const isBound = own.length === 0 || duties(title).some(({ by, capacity }) => by === who && capacity === "Guarantor");
  if (paid && surety !== undefined && isBound) {
    const places: Partial<Record<Capacity, number>> = { Acceptor: ACCEPTOR, Drawer: DRAWER };
    own.push((places[surety.as] ?? surety.place) + IN_PLACE);
  }
  return Math.min(...own);
}

/** The signatures that bind to a claimant. */
function binding(title: Title, who: number, paid: boolean): Duty[] {
  const standing = standingOf(title, who, paid);
  return duties(title).filter((duty) => {
    const reaches = duty.standing < standing && (!title.late || duty.standing < 0);
    const inPlace = standing === duty.standing + IN_PLACE;
    return reaches && duty.by !== who && (duty.only === undefined || duty.only === who || inPlace);
  });
}

const NOT_LIABLE: Liability = { capacity: "None", place: 0, principal: "None" };
const FOR_LONGER: Partial<Record<Capacity, number>> = { Acceptor: 0, Drawer: 1 };

/** How a party is liable to a claimant, which holds because it paid, or does not. What binds for longer comes first. */
export function liability(title: Title, claimant: number, paid: boolean, party: number): Liability {
  const weight = ({ capacity, principal, place }: Duty) =>
    (FOR_LONGER[capacity] ?? FOR_LONGER[principal] ?? 2) * 10_000 + (capacity === "Guarantor" ? 5_000 : 0) + place;
  const all = binding(title, claimant, paid)
    .filter(({ by }) => by === party)
    .sort((a, b) => weight(a) - weight(b));
  const best = all[0];
  return best === undefined ? NOT_LIABLE : { capacity: best.capacity, place: best.place, principal: best.principal };
}

/** Who is to be claimed on before a party, in their order. */
export function before(title: Title, claimant: number, paid: boolean, party: number): number[] {
  const first = discount(title);
  const bound = binding(title, claimant, paid);
  if (first === undefined || first.bank === title.acceptor || title.late) return [];
  if (standingOf(title, claimant, paid) <= first.place + 1) return [];
  const isEnhancer = (duty: Duty) =>
    duty.principal === "Endorser" && duty.place > first.place && title.links[duty.place - 1]?.from === first.bank;
  const enhancers = bound.filter(isEnhancer).map(({ by }) => by);
  const ofAcceptor = (duty: Duty) =>
    duty.by === party && (duty.capacity === "Acceptor" || duty.principal === "Acceptor");
  if (bound.some(ofAcceptor) || enhancers.includes(party)) return [];
  const inOrder = title.sureties.map(({ by }) => by).filter((by) => enhancers.includes(by));
  const isBankLiable = bound.some(({ by }) => by === first.bank);
  return party === first.bank || !isBankLiable ? inOrder : [...inOrder, first.bank];
}

const off = new Set<number>();
const work = new Set<number>();
for (const notice of notices) {
  for (const [from, to] of notice.off) for (let day = dayNumber(from); day <= dayNumber(to); ++day) off.add(day);
  for (const date of notice.work) work.add(dayNumber(date));
}

/** The first business day from a day on. Day 0 was a Thursday. */
export function businessDay(day: number): number {
  const weekday = (day + 4) % 7;
  const isBusiness = work.has(day) || (!off.has(day) && weekday !== 0 && weekday !== 6);
  return isBusiness ? day : businessDay(day + 1);
}

/** The same date so many months later, or the month's last. */
export function months(day: number, count: number): number {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000;
}

/** Whether a period is over that ends on a day, or on the business day after it. */
export const isOver = (last: number, today: number): boolean => today > last && today > businessDay(last);

/** Rates from a day on, ascending. */
export type Rates = readonly (readonly [from: number, rate: bigint])[];

/** Interest of a principal, counted day by day, rounded half up at the end. */
export function interest(principal: bigint, from: number, to: number, rates: Rates): bigint {
  let sum = 0n;
  for (let day = from; day < to; ++day) sum += rates.findLast(([first]) => first <= day)?.[1] ?? 0n;
  return (2n * principal * sum + 360_000_000n) / 720_000_000n;
}
