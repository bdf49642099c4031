const MILLISECONDS = 86_400_000;
const MAX_BUSINESS_DAYS = 366;

/** The first of a month, given by its number from January of year 0 on. */
const firstOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / MILLISECONDS;

/** The same date `count` months later, or that month's last day when it is shorter. Not rolled to a business day. */
export function addMonths(day: number | bigint, count: number): number {
  const date = new Date(Number(day) * MILLISECONDS);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + count;
  return Math.min(firstOf(month) + date.getUTCDate(), firstOf(month + 1)) - 1;
}

/** A year's two words, as BusinessCalendar's `businessDays(year)` gives them. */
export type YearWords = readonly [bigint, bigint];

/** BusinessCalendar's answers, from the words of the years that it has. Days are those since 1970-01-01 in UTC+8. */
export class Calendar {
  readonly #years: ReadonlyMap<number, YearWords>;

  /** @param years words by year; both words 0 stand for a year without data, as on chain */
  constructor(years: Iterable<readonly [year: number, words: YearWords]>) {
    this.#years = new Map([...years].filter(([, [first]]) => first !== 0n));
  }

  isBusinessDay(day: number | bigint): boolean {
    const year = new Date(Number(day) * MILLISECONDS).getUTCFullYear();
    const words = this.#years.get(year);
    if (words === undefined) {
      throw new RangeError(
        `The calendar has no data for ${year}. Read it again once the operator has entered that year.`,
      );
    }
    const dayOfYear = Number(day) - Date.UTC(year, 0, 1) / MILLISECONDS;
    const word = dayOfYear < 256 ? words[0] : words[1];
    return ((word >> BigInt(dayOfYear % 256)) & 1n) === 1n;
  }

  /** The day itself when it is a business day, else the first one after it. */
  nextBusinessDay(day: number | bigint): number {
    return this.#businessDayFrom(Number(day), 1);
  }

  /** Business day number `count` after `day`, from 1 to 366. */
  addBusinessDays(day: number | bigint, count: number): number {
    if (!(count >= 1 && count <= MAX_BUSINESS_DAYS)) {
      throw new RangeError(`${count} business days cannot be added: give 1 to ${MAX_BUSINESS_DAYS}.`);
    }
    return this.#businessDayFrom(Number(day) + 1, count);
  }

  /** The last day of a period of `count` days after `day`: only the last day rolls to the next business day. */
  endOfPeriod(day: number | bigint, count: number): number {
    return this.nextBusinessDay(Number(day) + count);
  }

  /** The same date `count` months later, clamped to the month's end, rolled to the next business day. */
  endOfMonths(day: number | bigint, count: number): number {
    return this.nextBusinessDay(addMonths(day, count));
  }

  /** The n-th business day from `day` on, `day` itself included. */
  #businessDayFrom(day: number, n: number): number {
    for (; ; day++) {
      if (this.isBusinessDay(day) && --n === 0) return day;
    }
  }
}
