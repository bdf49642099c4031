import { expect } from "chai";
import {
  bitmapOf,
  dateOf,
  dayNumber,
  foundingYears,
  notices,
  type Bitmap,
  type HolidayNotice,
} from "../../../../deploy/data/holidays.ts";

/** Public holidays by law: 11 days, 13 from 2025 on. */
const STATUTORY: Record<number, number> = { 2024: 11, 2025: 13, 2026: 13 };

const notice = (changes: Partial<HolidayNotice>): HolidayNotice => ({
  year: 2026,
  issued: "2025-11-04",
  off: [],
  work: [],
  ...changes,
});

/** A year as text, one character a day from January 1: "#" is a business day. */
const drawn = ([low, high]: Bitmap): string => {
  const bits = low | (high << 256n);
  return [...bits.toString(2)].reverse().join("").replaceAll("1", "#").replaceAll("0", ".");
};

describe("holidays", () => {
  describe("dayNumber, dateOf", () => {
    it("are each other's inverse", () => {
      expect(dayNumber("1970-01-01")).to.equal(0);
      expect(dayNumber("2026-01-05")).to.equal(20_458);
      expect(dateOf(20_458)).to.equal("2026-01-05");
    });

    for (const date of ["2026-02-29", "2026-2-1", "2026-13-01", "tomorrow", ""]) {
      it(`refuse "${date}"`, () => {
        expect(() => dayNumber(date)).to.throw("is no date");
      });
    }
  });

  describe("notices", () => {
    for (const each of notices) {
      it(`for ${each.year} was issued in the year before`, () => {
        expect(each.issued.slice(0, 4)).to.equal(String(each.year - 1));
        expect(dateOf(dayNumber(each.issued))).to.equal(each.issued);
      });

      it(`for ${each.year} takes from the weekends exactly what the holidays by law add`, () => {
        const first = dayNumber(`${each.year}-01-01`);
        const last = dayNumber(`${each.year}-12-31`);
        let weekdays = 0;
        for (let day = first; day <= last; day++) weekdays += [0, 6].includes((day + 4) % 7) ? 0 : 1;
        const businessDays = drawn(bitmapOf(each)).replaceAll(".", "").length;
        // A holiday by law that falls on a weekend is made up for; what else is off is borrowed from weekends.
        expect(weekdays - businessDays).to.equal(STATUTORY[each.year]);
      });
    }

    it("go in order, none twice", () => {
      const years = foundingYears().map(({ year }) => year);
      expect(years).to.deep.equal([...new Set(years)].sort((a, b) => a - b));
    });
  });

  describe("bitmapOf", () => {
    it("draws January 2026, with the make-up workday on Sunday the 4th", () => {
      const january = notices.filter(({ year }) => year === 2026).map((each) => drawn(bitmapOf(each)).slice(0, 31));
      expect(january).to.deep.equal(["...######..#####..#####..#####."]);
    });

    it("makes weekdays business days where the notice says nothing", () => {
      expect(drawn(bitmapOf(notice({}))).slice(0, 11)).to.equal("##..#####..");
    });

    it("splits the year after its day 255, September 13 of a common year", () => {
      const [, high] = bitmapOf(notice({}));
      expect(dateOf(dayNumber("2026-01-01") + 256)).to.equal("2026-09-14");
      expect(high & 1n).to.equal(1n);
      expect(high >> 109n).to.equal(0n);
    });

    it("throws when a day is of another year", () => {
      expect(() => bitmapOf(notice({ off: [["2025-12-31", "2026-01-01"]] }))).to.throw("another year");
      expect(() => bitmapOf(notice({ work: ["2027-01-02"] }))).to.throw("another year");
    });

    it("throws when a holiday ends before it begins", () => {
      expect(() => bitmapOf(notice({ off: [["2026-10-07", "2026-10-01"]] }))).to.throw("back to 2026-10-01");
    });

    it("throws when a make-up workday is no weekend or is a holiday", () => {
      expect(() => bitmapOf(notice({ work: ["2026-10-12"] }))).to.throw("which it is anyway");
      expect(() => bitmapOf(notice({ off: [["2026-10-10", "2026-10-11"]], work: ["2026-10-10"] }))).to.throw(
        "a holiday and a workday",
      );
    });
  });
});
