import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { network } from "hardhat";
import {
  bitmapOf,
  dateOf,
  dayNumber,
  digestOf,
  foundingYears,
  notices,
  type Bitmap,
} from "../../../../deploy/data/holidays.ts";
import { applicationDraft, signDraft } from "../../../../deploy/founders.ts";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const NOBODY = 0;
const OPERATOR = 1;
const BANK = 2;
const CALENDAR_OPERATOR = ethers.encodeBytes32String("CALENDAR_OPERATOR");
const MODULE = ethers.encodeBytes32String("CALENDAR");
const CASE = ethers.id("case");
const NOTICE = ethers.id("notice of the State Council");
/** Every day of a common year is a business day. */
const EVERY_DAY: Bitmap = [(1n << 256n) - 1n, (1n << 109n) - 1n];

/** A year without holidays other than the one that is given. */
const weekdays = (year: number, holiday?: string): Bitmap =>
  bitmapOf({ year, issued: "", off: holiday === undefined ? [] : [[holiday, holiday]], work: [] });

const seconds = (date: string, clock = "00:00:00"): number => Date.parse(`${date}T${clock}+08:00`) / 1000;

/** The calendar behind the real door, with two members: the calendar's operator and a bank. */
async function deployed() {
  const [admin, operator, bank, stranger] = await ethers.getSigners();
  if (!admin || !operator || !bank || !stranger) throw new Error("The network has too few accounts.");
  const authority = await ethers.deployContract("AccessManager", [admin]);
  const participants = await ethers.deployContract("ParticipantRegistry", [authority, 1]);
  const directory = await ethers.deployContract("ModuleDirectory", [authority, participants]);
  await participants.setDirectory(directory);
  const calendar = await ethers.deployContract("BusinessCalendar", [participants, foundingYears()]);
  await directory.register(MODULE, 1, [calendar], 1);

  const deadline = seconds("2026-12-31");
  for (const [id, signer, code] of [
    [OPERATOR, operator, "91520115MA6H00011J"],
    [BANK, bank, "91520100MA6H00046D"],
  ] as const) {
    const uscc = ethers.hexlify(ethers.toUtf8Bytes(code));
    const { address } = signer;
    const application = { uscc, name: code, size: 5, wallet: address, evidence: ethers.ZeroHash };
    const { signature } = await signDraft(participants, signer, applicationDraft(application), BigInt(deadline));
    await participants.applyForAdmission(application, deadline, signature);
    await participants.admit(id);
  }
  const until = seconds("2028-12-31");
  await participants.grantQualification(OPERATOR, CALENDAR_OPERATOR, OPERATOR, until, 0, ethers.ZeroHash);
  return { admin, operator, bank, stranger, directory, participants, calendar };
}

describe("BusinessCalendar", () => {
  const fixture = () => networkHelpers.loadFixture(deployed);

  describe("constructor", () => {
    it("enters the founding years, by nobody", async () => {
      const { calendar } = await fixture();
      for (const notice of notices) {
        expect(await calendar.businessDays(notice.year)).to.deep.equal(bitmapOf(notice));
        await expect(calendar.deploymentTransaction())
          .to.emit(calendar, "CalendarYearSet")
          .withArgs(notice.year, NOBODY, bitmapOf(notice), digestOf(notice));
      }
    });

    it("reverts when a founding year is given twice, malformed or without its notice", async () => {
      const { calendar, participants } = await fixture();
      const deploy = (...bitmaps: Bitmap[]) => {
        const years = bitmaps.map((bitmap) => ({ year: 2026, bitmap, evidence: NOTICE }));
        return ethers.deployContract("BusinessCalendar", [participants, years]);
      };
      await expect(deploy(EVERY_DAY, EVERY_DAY))
        .to.be.revertedWithCustomError(calendar, "CalendarYearAlreadySet")
        .withArgs(2026);
      await expect(deploy([0n, 0n])).to.be.revertedWithCustomError(calendar, "CalendarYearMalformed");
      const unproved = { year: 2026, bitmap: EVERY_DAY, evidence: ethers.ZeroHash };
      await expect(ethers.deployContract("BusinessCalendar", [participants, [unproved]]))
        .to.be.revertedWithCustomError(calendar, "CalendarEvidenceMissing")
        .withArgs(2026);
    });
  });

  describe("dayOf", () => {
    for (const [clock, date] of [
      [seconds("2026-01-05", "09:00:00"), "2026-01-05"],
      [seconds("2026-01-05", "00:00:00"), "2026-01-05"],
      [seconds("2026-01-05", "00:00:00") - 1, "2026-01-04"],
      [seconds("2026-01-05", "23:59:59"), "2026-01-05"],
      [Date.parse("2026-01-05T16:00:00Z") / 1000, "2026-01-06"],
      [Date.parse("2025-12-31T16:00:00Z") / 1000, "2026-01-01"],
      [Date.parse("2028-02-28T16:00:00Z") / 1000, "2028-02-29"],
      [0, "1970-01-01"],
    ] as const) {
      it(`X-103: of ${new Date(clock * 1000).toISOString()} is ${date} in UTC+8`, async () => {
        const { calendar } = await fixture();
        expect(dateOf(Number(await calendar.dayOf(clock)))).to.equal(date);
      });
    }

    it("reverts beyond the last day that a Day can hold", async () => {
      const { calendar } = await fixture();
      await expect(calendar.dayOf(2n ** 32n * 86_400n)).to.be.revertedWithCustomError(
        calendar,
        "SafeCastOverflowedUintDowncast",
      );
    });
  });

  describe("isBusinessDay", () => {
    for (const notice of notices) {
      it(`X-103: knows every day of ${notice.year}`, async () => {
        const { calendar } = await fixture();
        const [low, high] = bitmapOf(notice);
        const bits = low | (high << 256n);
        const first = dayNumber(`${notice.year}-01-01`);
        const days = Array.from({ length: dayNumber(`${notice.year}-12-31`) - first + 1 }, (_, i) => first + i);
        const found = await Promise.all(days.map((day) => calendar.isBusinessDay(day)));
        expect(found).to.deep.equal(days.map((day) => ((bits >> BigInt(day - first)) & 1n) === 1n));
      });
    }

    for (const [date, isBusinessDay, why] of [
      ["2026-01-01", false, "a holiday"],
      ["2026-01-04", true, "a Sunday worked in exchange"],
      ["2026-01-05", true, "a Monday"],
      ["2026-01-10", false, "a Saturday"],
      ["2026-02-28", true, "a Saturday worked in exchange"],
      ["2024-02-29", true, "a leap day"],
      ["2026-09-13", false, "a Sunday, the last day of the year's first word"],
      ["2026-09-14", true, "a Monday, the first day of its second word"],
      ["2024-12-31", true, "day 366 of a leap year"],
    ] as const) {
      it(`X-103: says ${isBusinessDay} for ${date}, ${why}`, async () => {
        const { calendar } = await fixture();
        expect(await calendar.isBusinessDay(dayNumber(date))).to.equal(isBusinessDay);
      });
    }

    for (const [date, year] of [
      ["2023-12-31", 2023],
      ["2027-01-01", 2027],
      ["2027-12-31", 2027],
      ["1970-01-01", 1970],
    ] as const) {
      it(`X-104: reverts when the year of ${date} is missing`, async () => {
        const { calendar } = await fixture();
        await expect(calendar.isBusinessDay(dayNumber(date)))
          .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
          .withArgs(year);
      });
    }

    it("X-104: reverts when the day is in a year that nobody can enter", async () => {
      const { calendar } = await fixture();
      await expect(calendar.isBusinessDay(2 ** 32 - 1))
        .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
        .withArgs(11_761_191);
    });
  });

  describe("nextBusinessDay", () => {
    for (const [from, to] of [
      ["2026-10-01", "2026-10-08"],
      ["2026-10-08", "2026-10-08"],
      ["2026-10-10", "2026-10-10"],
      ["2026-10-11", "2026-10-12"],
      ["2026-02-15", "2026-02-24"],
      ["2024-12-31", "2024-12-31"],
      ["2025-01-01", "2025-01-02"],
      ["2026-09-12", "2026-09-14"],
    ] as const) {
      it(`of ${from} is ${to}`, async () => {
        const { calendar } = await fixture();
        expect(dateOf(Number(await calendar.nextBusinessDay(dayNumber(from))))).to.equal(to);
      });
    }

    it("goes on into the next year", async () => {
      const { calendar, operator } = await fixture();
      // 2026 ends with a Thursday; the next year begins with a Friday off and a weekend.
      await calendar.connect(operator).setYear(2027, weekdays(2027, "2027-01-01"), NOTICE);
      await calendar.connect(operator).amendDay(dayNumber("2026-12-31"), false, NOTICE);
      expect(dateOf(Number(await calendar.nextBusinessDay(dayNumber("2026-12-31"))))).to.equal("2027-01-04");
    });

    it("X-104: reverts when the roll ends in a missing year, and only then", async () => {
      const { calendar, operator } = await fixture();
      expect(dateOf(Number(await calendar.nextBusinessDay(dayNumber("2026-12-31"))))).to.equal("2026-12-31");
      await calendar.connect(operator).amendDay(dayNumber("2026-12-31"), false, NOTICE);
      await expect(calendar.nextBusinessDay(dayNumber("2026-12-31")))
        .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
        .withArgs(2027);
    });
  });

  describe("addBusinessDays", () => {
    for (const [from, count, to] of [
      ["2026-09-24", 10, "2026-10-15"],
      ["2026-02-12", 10, "2026-03-04"],
      ["2026-09-24", 1, "2026-09-28"],
      ["2026-09-25", 1, "2026-09-28"],
      ["2025-12-31", 1, "2026-01-04"],
      ["2023-12-31", 366, "2025-06-23"],
    ] as const) {
      it(`puts business day ${count} after ${from} on ${to}`, async () => {
        const { calendar } = await fixture();
        expect(dateOf(Number(await calendar.addBusinessDays(dayNumber(from), count)))).to.equal(to);
      });
    }

    it("X-104: reverts when it needs a missing year", async () => {
      const { calendar } = await fixture();
      // Of December 2026, 23 weekdays are left after November 30.
      expect(dateOf(Number(await calendar.addBusinessDays(dayNumber("2026-11-30"), 23)))).to.equal("2026-12-31");
      await expect(calendar.addBusinessDays(dayNumber("2026-11-30"), 24))
        .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
        .withArgs(2027);
    });

    for (const count of [0n, 367n, ethers.MaxUint256]) {
      it(`reverts when asked for ${count > 1000n ? "any number of" : count} days`, async () => {
        const { calendar } = await fixture();
        await expect(calendar.addBusinessDays(dayNumber("2024-01-01"), count))
          .to.be.revertedWithCustomError(calendar, "CalendarCountOutOfRange")
          .withArgs(count, 366);
      });
    }
  });

  it("X-103: a bill of April 2026 for six months is payable 85 days after July 15, when the holidays are over", async () => {
    const { calendar } = await fixture();
    const maturity = await calendar.addMonths(dayNumber("2026-04-01"), 6);
    expect(dateOf(Number(maturity))).to.equal("2026-10-01");
    const payable = Number(await calendar.nextBusinessDay(maturity));
    expect([dateOf(payable), payable - dayNumber("2026-07-15")]).to.deep.equal(["2026-10-08", 85]);
  });

  describe("endOfPeriod", () => {
    for (const [from, count, to, what] of [
      ["2026-10-01", 10, "2026-10-12", "the last timely presentation of a bill due on a holiday"],
      ["2026-09-24", 3, "2026-09-28", "an answer due on a holiday"],
      ["2026-09-24", 7, "2026-10-08", "the far day of a repo"],
      ["2026-09-24", 0, "2026-09-24", "no days at all"],
      ["2026-09-25", 0, "2026-09-28", "no days at all from a holiday"],
      ["2024-02-28", 1, "2024-02-29", "over a leap day"],
    ] as const) {
      it(`X-103: ends ${count} days from ${from} on ${to}, ${what}`, async () => {
        const { calendar } = await fixture();
        expect(dateOf(Number(await calendar.endOfPeriod(dayNumber(from), count)))).to.equal(to);
      });
    }

    it("X-104: reverts when the last day is in a missing year", async () => {
      const { calendar } = await fixture();
      await expect(calendar.endOfPeriod(dayNumber("2026-12-30"), 2))
        .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
        .withArgs(2027);
    });

    it("reverts when the count leaves the range of days, and never wraps", async () => {
      const { calendar } = await fixture();
      await expect(calendar.endOfPeriod(dayNumber("2026-01-05"), 2n ** 32n)).to.be.revertedWithCustomError(
        calendar,
        "SafeCastOverflowedUintDowncast",
      );
      await expect(calendar.endOfPeriod(dayNumber("2026-01-05"), ethers.MaxUint256)).to.be.revertedWithPanic(0x11);
    });
  });

  describe("addMonths, endOfMonths", () => {
    for (const [from, count, to] of [
      ["2026-08-31", 6, "2027-02-28"],
      ["2026-08-29", 6, "2027-02-28"],
      ["2026-03-31", 6, "2026-09-30"],
    ] as const) {
      it(`X-103: the longest tenor from ${from} ends on ${to}, which needs no data`, async () => {
        const { calendar } = await fixture();
        expect(dateOf(Number(await calendar.addMonths(dayNumber(from), count)))).to.equal(to);
      });
    }

    it("X-104: its payable day reverts while its year is missing, and is there once the year is entered", async () => {
      const { calendar, operator } = await fixture();
      await expect(calendar.endOfMonths(dayNumber("2026-08-31"), 6))
        .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
        .withArgs(2027);
      await calendar.connect(operator).setYear(2027, weekdays(2027), NOTICE);
      expect(dateOf(Number(await calendar.endOfMonths(dayNumber("2026-08-31"), 6)))).to.equal("2027-03-01");
    });

    it("rolls a month's end to the next business day", async () => {
      const { calendar } = await fixture();
      expect(dateOf(Number(await calendar.endOfMonths(dayNumber("2026-04-01"), 6)))).to.equal("2026-10-08");
      expect(dateOf(Number(await calendar.endOfMonths(dayNumber("2026-01-31"), 1)))).to.equal("2026-02-28");
    });
  });

  describe("setYear", () => {
    it("enters a missing year and emits it", async () => {
      const { calendar, operator } = await fixture();
      await expect(calendar.connect(operator).setYear(2027, EVERY_DAY, NOTICE))
        .to.emit(calendar, "CalendarYearSet")
        .withArgs(2027, OPERATOR, EVERY_DAY, NOTICE);
      expect(await calendar.businessDays(2027)).to.deep.equal(EVERY_DAY);
      expect(await calendar.isBusinessDay(dayNumber("2027-12-31"))).to.equal(true);
    });

    it("X-104: enters a year that has begun or passed, which has answered nothing so far", async () => {
      const { calendar, operator } = await fixture();
      await calendar.connect(operator).setYear(2023, EVERY_DAY, NOTICE);
      expect(await calendar.isBusinessDay(dayNumber("2023-12-31"))).to.equal(true);
    });

    it("reverts when there is no notice for a year or a day", async () => {
      const { calendar, operator } = await fixture();
      await expect(calendar.connect(operator).setYear(2027, EVERY_DAY, ethers.ZeroHash))
        .to.be.revertedWithCustomError(calendar, "CalendarEvidenceMissing")
        .withArgs(2027);
      await expect(calendar.connect(operator).amendDay(dayNumber("2026-10-08"), false, ethers.ZeroHash))
        .to.be.revertedWithCustomError(calendar, "CalendarEvidenceMissing")
        .withArgs(2026);
    });

    it("X-104: reverts when the year has data, whether passed, running or to come", async () => {
      const { calendar, operator } = await fixture();
      await calendar.connect(operator).setYear(2027, EVERY_DAY, NOTICE);
      for (const year of [2024, 2026, 2027]) {
        await expect(calendar.connect(operator).setYear(year, EVERY_DAY, NOTICE))
          .to.be.revertedWithCustomError(calendar, "CalendarYearAlreadySet")
          .withArgs(year);
      }
    });

    it("takes day 366 of a leap year, and of no other", async () => {
      const { calendar, operator } = await fixture();
      const leap: Bitmap = [EVERY_DAY[0], (1n << 110n) - 1n];
      await calendar.connect(operator).setYear(2028, leap, NOTICE);
      expect(await calendar.isBusinessDay(dayNumber("2028-12-31"))).to.equal(true);
      for (const year of [2027, 2100]) {
        await expect(calendar.connect(operator).setYear(year, leap, NOTICE))
          .to.be.revertedWithCustomError(calendar, "CalendarYearMalformed")
          .withArgs(year);
      }
    });

    for (const [what, bitmap] of [
      ["a bit is beyond the year", [1n, 1n << 255n]],
      ["the first word has no business day", [0n, 1n]],
      ["the second word has no business day", [1n, 0n]],
      ["there is no business day at all", [0n, 0n]],
    ] satisfies [string, Bitmap][]) {
      it(`reverts when ${what}`, async () => {
        const { calendar, operator } = await fixture();
        await expect(calendar.connect(operator).setYear(2027, bitmap, NOTICE))
          .to.be.revertedWithCustomError(calendar, "CalendarYearMalformed")
          .withArgs(2027);
      });
    }
  });

  describe("amendDay", () => {
    const FUTURE = dayNumber("2026-10-08");

    it("takes a business day away and gives it back", async () => {
      const { calendar, operator } = await fixture();
      const before = await calendar.businessDays(2026);
      for (const isBusinessDay of [false, true]) {
        await expect(calendar.connect(operator).amendDay(FUTURE, isBusinessDay, NOTICE))
          .to.emit(calendar, "CalendarDayAmended")
          .withArgs(FUTURE, OPERATOR, isBusinessDay, NOTICE);
        expect(await calendar.isBusinessDay(FUTURE)).to.equal(isBusinessDay);
      }
      expect(await calendar.businessDays(2026)).to.deep.equal(before);
    });

    it("changes that day and no other", async () => {
      const { calendar, operator } = await fixture();
      const [low, high] = await calendar.businessDays(2026);
      await calendar.connect(operator).amendDay(FUTURE, false, NOTICE);
      await calendar.connect(operator).amendDay(dayNumber("2026-05-01"), true, NOTICE);
      const first = dayNumber("2026-01-01");
      expect(await calendar.businessDays(2026)).to.deep.equal([
        low ^ (1n << BigInt(dayNumber("2026-05-01") - first)),
        high ^ (1n << BigInt(FUTURE - first - 256)),
      ]);
    });

    it("X-104: the payable day follows the calendar until it has come, and then stays", async () => {
      const { calendar, operator } = await fixture();
      const maturity = dayNumber("2026-10-01");
      const payable = async () => dateOf(Number(await calendar.nextBusinessDay(maturity)));
      const amend = (date: string, isBusinessDay: boolean) =>
        calendar.connect(operator).amendDay(dayNumber(date), isBusinessDay, NOTICE);
      expect(await payable()).to.equal("2026-10-08");

      await amend("2026-10-08", false);
      expect(await payable()).to.equal("2026-10-09");
      await time.increaseTo(seconds("2026-10-05"));
      await amend("2026-10-06", true);
      expect(await payable()).to.equal("2026-10-06");

      await time.increaseTo(seconds("2026-10-06"));
      for (const date of ["2026-10-01", "2026-10-05", "2026-10-06"]) {
        await expect(amend(date, date !== "2026-10-06")).to.be.revertedWithCustomError(calendar, "CalendarDayPassed");
      }
      await amend("2026-10-07", true);
      expect(await payable()).to.equal("2026-10-06");
    });

    for (const [when, clock, day, refused] of [
      ["on its eve, in the last second", seconds("2026-03-09", "23:59:59"), "2026-03-10", false],
      ["in its first second", seconds("2026-03-10", "00:00:00"), "2026-03-10", true],
      ["on the day itself, which is still yesterday in UTC", seconds("2026-03-10", "07:00:00"), "2026-03-10", true],
      ["on the day after", seconds("2026-03-11", "00:00:00"), "2026-03-10", true],
    ] as const) {
      it(`X-103, X-104: ${refused ? "reverts" : "works"} ${when}`, async () => {
        const { calendar, operator } = await fixture();
        await time.setNextBlockTimestamp(clock);
        const amended: Promise<ContractTransactionResponse> = calendar
          .connect(operator)
          .amendDay(dayNumber(day), false, NOTICE);
        if (refused) {
          await expect(amended)
            .to.be.revertedWithCustomError(calendar, "CalendarDayPassed")
            .withArgs(dayNumber(day), await calendar.dayOf(clock));
        } else {
          await expect(amended).to.emit(calendar, "CalendarDayAmended");
        }
      });
    }

    it("reverts when the day already is what it should become", async () => {
      const { calendar, operator } = await fixture();
      for (const [date, isBusinessDay] of [
        ["2026-10-07", false],
        ["2026-10-08", true],
      ] as const) {
        await expect(calendar.connect(operator).amendDay(dayNumber(date), isBusinessDay, NOTICE))
          .to.be.revertedWithCustomError(calendar, "CalendarDayUnchanged")
          .withArgs(dayNumber(date), isBusinessDay);
      }
    });

    it("X-104: reverts when the year is missing", async () => {
      const { calendar, operator } = await fixture();
      await expect(calendar.connect(operator).amendDay(dayNumber("2027-01-04"), true, NOTICE))
        .to.be.revertedWithCustomError(calendar, "CalendarYearMissing")
        .withArgs(2027);
    });

    it("X-104: never takes a word's last business day, which would open the year anew", async () => {
      const { calendar, operator } = await fixture();
      await calendar.connect(operator).setYear(2027, [1n << 3n, 1n << 5n], NOTICE);
      for (const day of [3, 256 + 5]) {
        await expect(calendar.connect(operator).amendDay(dayNumber("2027-01-01") + day, false, NOTICE))
          .to.be.revertedWithCustomError(calendar, "CalendarYearMalformed")
          .withArgs(2027);
      }
    });
  });

  describe("who may set and amend", () => {
    const acts = ["setYear", "amendDay"] as const;
    type Fixture = Awaited<ReturnType<typeof deployed>>;
    const attempt = ({ calendar }: Fixture, act: (typeof acts)[number], who: Fixture["bank"]) =>
      act === "setYear"
        ? calendar.connect(who).setYear(2027, EVERY_DAY, NOTICE)
        : calendar.connect(who).amendDay(dayNumber("2026-10-08"), false, NOTICE);

    for (const act of acts) {
      it(`${act} reverts when the caller serves nobody`, async () => {
        const f = await fixture();
        await expect(attempt(f, act, f.stranger))
          .to.be.revertedWithCustomError(f.participants, "AccountUnknown")
          .withArgs(f.stranger.address);
      });

      it(`${act} reverts when the caller's participant is not the calendar's operator`, async () => {
        const f = await fixture();
        await expect(attempt(f, act, f.bank))
          .to.be.revertedWithCustomError(f.participants, "QualificationMissing")
          .withArgs(BANK, CALENDAR_OPERATOR);
      });

      it(`${act} reverts when the qualification is revoked or over`, async () => {
        const f = await fixture();
        await f.participants.revokeQualification(OPERATOR, CALENDAR_OPERATOR);
        await expect(attempt(f, act, f.operator)).to.be.revertedWithCustomError(f.participants, "QualificationMissing");

        const until = seconds("2026-02-01");
        await f.participants.grantQualification(OPERATOR, CALENDAR_OPERATOR, OPERATOR, until, 0, ethers.ZeroHash);
        await time.increaseTo(until + 1);
        await expect(attempt(f, act, f.operator)).to.be.revertedWithCustomError(f.participants, "QualificationMissing");
      });

      it(`${act} reverts when the operator is suspended or frozen`, async () => {
        const f = await fixture();
        await f.participants.suspend(OPERATOR);
        await expect(attempt(f, act, f.operator)).to.be.revertedWithCustomError(
          f.participants,
          "ParticipantWrongStanding",
        );
        await f.participants.reinstate(OPERATOR);
        await f.participants.freeze(OPERATOR, CASE, seconds("2026-02-01"));
        await expect(attempt(f, act, f.operator)).to.be.revertedWithCustomError(f.participants, "ParticipantIsFrozen");
      });

      it(`${act} reverts when the calendar is halted; its answers go on`, async () => {
        const f = await fixture();
        await f.directory.halt(MODULE, CASE);
        await expect(attempt(f, act, f.operator)).to.be.revertedWithCustomError(
          f.participants,
          "ParticipantModuleHalted",
        );
        expect(await f.calendar.isBusinessDay(dayNumber("2026-10-08"))).to.equal(true);
      });
    }
  });
});
