import { expect } from "chai";
import { network } from "hardhat";
import { dateOf, dayNumber } from "../../../../deploy/data/holidays.ts";

const { ethers } = await network.create();

/** JavaScript's own calendar, in UTC, is the model. */
const FIRST_YEAR = 2020;
const LAST_YEAR = 2036;

/** As the harness lists them: year, month, day of month, day of year, days in month and year, and the day itself. */
function model(day: number): number[] {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const start = (y: number, m: number) => Date.UTC(y, m, 1) / 86_400_000;
  return [
    year,
    month + 1,
    date.getUTCDate(),
    day - start(year, 0),
    start(year, month + 1) - start(year, month),
    start(year + 1, 0) - start(year, 0),
    day,
  ];
}

/** The same date some months later. JavaScript rolls a day too many into the next month, whose day 0 is the last here. */
function monthsLater(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  return Math.min(Date.UTC(year, month, dayOfMonth), Date.UTC(year, month + 1, 0)) / 86_400_000;
}

describe("CivilDate", () => {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);
  const daysOf = (year: number): number[] => {
    const first = dayNumber(`${year}-01-01`);
    return Array.from({ length: dayNumber(`${year + 1}-01-01`) - first }, (_, i) => first + i);
  };
  let dates: Awaited<ReturnType<typeof deploy>>;
  const deploy = () => ethers.deployContract("CivilDateHarness");

  before(async () => {
    dates = await deploy();
  });

  describe("dateOf, yearOf, toDay, daysInMonth, daysInYear", () => {
    it(`X-103: agree with JavaScript's calendar on every day from ${FIRST_YEAR} to ${LAST_YEAR}`, async () => {
      for (const year of years) {
        const days = daysOf(year);
        const found = await dates.dates(days[0] ?? 0, days.length);
        expect(found.map((date) => Array.from(date, Number))).to.deep.equal(days.map(model));
      }
    });

    for (const date of [
      "1970-01-01",
      "1999-12-31",
      "2000-02-29",
      "2100-02-28",
      "2100-03-01",
      "2400-02-29",
      "9999-12-31",
    ]) {
      it(`X-103: know ${date}`, async () => {
        const [found] = await dates.dates(dayNumber(date), 1);
        const { year, month, dayOfMonth } = found ?? {};
        expect([year, month, dayOfMonth].map((part) => String(part).padStart(2, "0")).join("-")).to.equal(date);
      });
    }

    it("X-103: know the last day that a Day can hold", async () => {
      const last = 2 ** 32 - 1;
      const [found] = await dates.dates(last, 1);
      expect(found?.back).to.equal(last);
      expect([found?.year, found?.month, found?.dayOfMonth]).to.deep.equal([11_761_191n, 1n, 20n]);
      await expect(dates.toDay(11_761_191, 1, 21)).to.be.revertedWithCustomError(
        dates,
        "SafeCastOverflowedUintDowncast",
      );
    });

    for (const [year, month, dayOfMonth] of [
      [1969, 12, 31],
      [2026, 0, 1],
      [2026, 13, 1],
      [2026, 1, 0],
      [2026, 4, 31],
      [2026, 2, 29],
      [2024, 2, 30],
      [2100, 2, 29],
    ] as const) {
      it(`reverts when there is no ${year}-${month}-${dayOfMonth}`, async () => {
        await expect(dates.toDay(year, month, dayOfMonth))
          .to.be.revertedWithCustomError(dates, "CivilDateInvalid")
          .withArgs(year, month, dayOfMonth);
      });
    }
  });

  describe("addMonths", () => {
    for (const months of [0, 1, 2, 6, 12, 24]) {
      it(`X-103: agrees with JavaScript's calendar from every day, ${months} months on`, async () => {
        for (const year of years) {
          const days = daysOf(year);
          const found = await dates.addMonths(days[0] ?? 0, days.length, months);
          expect(found.map(Number)).to.deep.equal(days.map((day) => monthsLater(day, months)));
        }
      });
    }

    for (const [from, months, to] of [
      ["2026-08-31", 6, "2027-02-28"],
      ["2026-08-29", 6, "2027-02-28"],
      ["2026-03-31", 6, "2026-09-30"],
      ["2027-08-31", 6, "2028-02-29"],
      ["2028-02-29", 12, "2029-02-28"],
      ["2028-02-29", 48, "2032-02-29"],
      ["2026-01-31", 1, "2026-02-28"],
      ["2026-12-31", 2, "2027-02-28"],
    ] as const) {
      it(`X-103: ${from} and ${months} months are ${to}`, async () => {
        const [found] = await dates.addMonths(dayNumber(from), 1, months);
        expect(dateOf(Number(found))).to.equal(to);
      });
    }

    it("reverts beyond the last day that a Day can hold", async () => {
      await expect(dates.addMonths(dayNumber("2026-01-31"), 1, 12n * 12_000_000n)).to.be.revertedWithCustomError(
        dates,
        "SafeCastOverflowedUintDowncast",
      );
      await expect(dates.addMonths(dayNumber("2026-01-31"), 1, ethers.MaxUint256)).to.be.revertedWithPanic(0x11);
    });
  });
});
