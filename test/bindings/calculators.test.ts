import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import type * as Calculators from "../../bindings/src/calculators/index.ts";
import { dayNumber } from "../../deploy/data/holidays.ts";
import { bindingsKit } from "../utils/bindings.ts";

const { ethers, networkHelpers } = await network.create();

/** 10,000 cases of each calculator: so many in one call, so many times. */
const BATCH = 500;
const RUNS = 20;

const MAX_RATE = 1_000_000;
const LAST_DAY = 2 ** 32 - 1;
const LAST_UNIT = 2n ** 40n - 1n;
const MAX_AMOUNT = 2n ** 128n - 1n;

/** Fen of any size: as many of two digits as of twenty. */
const amounts = (max: bigint): fc.Arbitrary<bigint> =>
  fc
    .tuple(fc.bigInt(0n, max), fc.integer({ min: 0, max: max.toString(2).length - 1 }))
    .map(([value, shift]) => value >> BigInt(shift));
const rates = fc.oneof(fc.integer({ min: 0, max: MAX_RATE }), fc.integer({ min: 0, max: 60_000 }));
const periods = fc
  .tuple(
    fc.integer({ min: 0, max: LAST_DAY }),
    fc.oneof(fc.integer({ min: 0, max: LAST_DAY }), fc.integer({ min: 0, max: 400 })),
  )
  .map(([from, length]) => ({ from, to: Math.min(from + length, LAST_DAY) }));

/** Compares in batches what the bindings calculate with what the contracts do; where cases are large, in so many times smaller ones. */
async function agree<T>(
  cases: fc.Arbitrary<T>,
  onChain: (batch: T[]) => Promise<readonly unknown[]>,
  here: (each: T) => unknown,
  smaller = 1,
): Promise<void> {
  const batches = fc.array(cases, { minLength: BATCH / smaller, maxLength: BATCH / smaller });
  const property = fc.asyncProperty(batches, async (batch) => {
    expect(batch.map(here)).to.deep.equal(Array.from(await onChain(batch)));
  });
  await fc.assert(property, { numRuns: RUNS * smaller, endOnFailure: true });
}

describe("N-2: calculators of the bindings", function () {
  // Ten thousand cases each, which a busy machine takes its time for.
  this.timeout(600_000);

  let calculators: typeof Calculators;

  before(async function () {
    calculators = (await (await bindingsKit()).load("calculators")) as typeof Calculators;
  });

  describe("interest", function () {
    const terms = fc.record({ principal: amounts(MAX_AMOUNT), rate: rates, period: periods });
    const flat = ({
      principal,
      rate,
      period,
    }: {
      principal: bigint;
      rate: number;
      period: { from: number; to: number };
    }) => ({
      principal,
      rate,
      ...period,
    });

    it("N-2: agrees with the contracts over years of 360 and of 365 days", async function () {
      const harness = await ethers.deployContract("InterestHarness");
      await agree(
        terms,
        (batch) => harness.over360(batch.map(flat)),
        ({ principal, rate, period }) => calculators.interest(principal, rate, period),
      );
      await agree(
        terms,
        (batch) => harness.over365(batch.map(flat)),
        ({ principal, rate, period }) => calculators.interest(principal, rate, period, 365),
      );
    });

    it("N-2: agrees with the contracts over schedules whose rates change", async function () {
      const changes = fc.array(fc.record({ inDays: fc.integer({ min: 0, max: 3_000 }), rate: rates }), {
        minLength: 1,
        maxLength: 12,
      });
      const spans = fc.record({
        principal: amounts(MAX_AMOUNT),
        from: fc.integer({ min: 0, max: 4_000 }),
        length: fc.integer({ min: 0, max: 4_000 }),
      });
      const batches = fc.array(spans, { minLength: BATCH, maxLength: BATCH });
      const property = fc.asyncProperty(changes, batches, async (list, batch) => {
        const today = Math.floor(((await networkHelpers.time.latest()) + 8 * 3600) / 86_400);
        const ascending = list.toSorted((a, b) => a.inDays - b.inDays);
        const harness = await ethers.deployContract("RateScheduleHarness");
        const steps = ascending
          .filter(({ inDays }, i) => inDays !== ascending[i + 1]?.inDays)
          .map(({ inDays, rate }, i) => ({ from: today + (i === 0 ? 0 : inDays), rate }));
        for (const { from, rate } of steps) await harness.set(rate, from);
        const cases = batch.map(({ principal, from, length }) => ({
          principal,
          from: today + from,
          to: today + from + length,
        }));
        const here = cases.map(({ principal, ...period }) => calculators.interestBySchedule(principal, steps, period));
        expect(here).to.deep.equal(Array.from(await harness.over360(cases)));
      });
      await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
    });

    it("N-2: a discount to the fen (worked example 1), and nothing for what the contracts refuse", function () {
      const [valueDay, payableDay] = [dayNumber("2026-07-15"), dayNumber("2026-10-08")];
      expect(calculators.discount(1_234_567_89n, 18_500, valueDay, payableDay)).to.deep.equal({
        interest: 5_392_66n,
        proceeds: 1_229_175_23n,
      });
      expect(() => calculators.discount(100_00n, MAX_RATE, 0, 360)).to.throw(RangeError, "leaves nothing");
      expect(() => calculators.interest(1n, MAX_RATE + 1, { from: 0, to: 1 })).to.throw(RangeError, "is no rate");
      expect(() => calculators.interest(1n, 1, { from: 1, to: 0 })).to.throw(RangeError, "before it begins");
      const steps = [{ from: 10, rate: 1 }];
      expect(() => calculators.interestBySchedule(1n, steps, { from: 9, to: 20 })).to.throw(RangeError, "day 9");
      expect(() => calculators.interestBySchedule(1n, [], { from: 9, to: 10 })).to.throw(RangeError, "day 9");
    });
  });

  describe("repos", function () {
    const legs = (near: readonly bigint[], far: readonly bigint[]) =>
      near.map((each, i) => ({ near: each, far: far[i] }));
    const cases = fc.record({
      amount: amounts(2n ** 62n - 1n),
      rate: rates,
      farRate: rates,
      nearDay: fc.integer({ min: 0, max: 50_000 }),
      days: fc.integer({ min: 0, max: 400 }),
      left: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
    });
    const terms = cases.map(({ days, left, ...each }) => ({
      ...each,
      farDay: each.nearDay + days,
      payableDay: each.nearDay + days + left,
    }));

    it("N-2: pledged ones agree with the contracts", async function () {
      const harness = await ethers.deployContract("RepoLegsHarness");
      await agree(
        terms,
        async (batch) => {
          const [near, far] = await harness.ofMoney(batch);
          return legs(near, far);
        },
        ({ amount, rate, ...days }) => calculators.pledgedRepo(amount, rate, days),
      );
    });

    it("N-2: outright ones agree with the contracts, bill by bill", async function () {
      const harness = await ethers.deployContract("RepoLegsHarness");
      // What is priced at all: interest is 89 % at most (0.4 a year for 800 days), which leaves a fen of five, and of four none.
      const priced = terms.map((each) => ({
        ...each,
        amount: each.amount + 5n,
        rate: each.rate % 400_000,
        farRate: each.farRate % 400_000,
      }));
      await agree(
        priced,
        async (batch) => {
          const [near, far] = await harness.ofBill(batch);
          return legs(near, far);
        },
        ({ amount, rate, farRate, payableDay, ...days }) =>
          calculators.outrightRepo([{ face: amount, payableDay }], { near: rate, far: farRate }, days),
      );
    });

    it("N-2: a pledged repo to the fen (worked example 3), and each bill of an outright one rounded by itself", function () {
      const days = { nearDay: dayNumber("2026-09-24"), farDay: dayNumber("2026-10-08") };
      expect(calculators.pledgedRepo(4_800_000_00n, 15_500, days)).to.deep.equal({
        near: 4_800_000_00n,
        far: 4_802_853_70n,
      });
      // Worked example 2: half a fen of each bill's interest is a fen.
      const bill = { face: 100_00n, payableDay: dayNumber("2026-10-08") };
      const outright = calculators.outrightRepo(
        [bill, bill],
        { near: 18_000, far: 18_000 },
        { nearDay: dayNumber("2026-07-15"), farDay: dayNumber("2026-10-08") },
      );
      expect(outright).to.deep.equal({ near: 199_14n, far: 200_00n });
      expect(() => calculators.pledgedRepo(1n, 1, { nearDay: 2, farDay: 1 })).to.throw(RangeError, "before it begins");
      expect(() =>
        calculators.outrightRepo([bill], { near: 1, far: 1 }, { nearDay: 0, farDay: dayNumber("2026-10-09") }),
      ).to.throw(RangeError, "before it begins");
    });
  });

  describe("numbers of bills", function () {
    const LAST_DAY_OF_9999 = 2_932_896;
    const parts = fc.record({
      commercial: fc.boolean(),
      supplyChain: fc.boolean(),
      institution: amounts(999_999_999_998n).map((code) => code + 1n),
      day: fc.integer({ min: 0, max: LAST_DAY_OF_9999 }),
      serial: amounts(99_999_999n),
    });

    it("N-2: agree with the contracts, and are read back", async function () {
      const harness = await ethers.deployContract("BillNumberHarness");
      await agree(
        parts,
        // A bank's bill or an enterprise's (BillKind 1 and 3).
        (batch) => harness.compose(batch.map(({ commercial, ...each }) => ({ ...each, kind: commercial ? 3 : 1 }))),
        (each) => {
          const number = calculators.billNumber(each);
          // No two bills have one number, so what is read back must be what was written.
          return calculators.billNumber(calculators.parseBillNumber(number));
        },
      );
    });

    it("N-2: are valid where the contracts say so, whatever was mistyped", async function () {
      const harness = await ethers.deployContract("BillNumberHarness");
      const typed = fc.oneof(
        fc.tuple(parts, fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 9 })).map(([each, place, digit]) => {
          const digits = [...calculators.billNumber(each).toString()];
          digits[place] = String(digit);
          return BigInt(digits.join(""));
        }),
        amounts(10n ** 31n),
      );
      await agree(
        typed,
        (batch) => harness.isValid(batch),
        (number) => calculators.isValidBillNumber(number),
      );
    });

    it("N-2: nothing for what is no number, and no number for what does not fit", function () {
      const usual = { commercial: false, supplyChain: false, institution: 1n, day: dayNumber("2026-02-28"), serial: 0 };
      const number = calculators.billNumber(usual);
      expect(number.toString()).to.match(/^500000000000120260228000000000?[0-9]$/);
      const unchecked = number / 10n;
      /** A number whose check digit is right, however wrong the rest. */
      const checked = (digits: bigint): bigint => {
        const found = Array.from({ length: 10 }, (_, digit) => digits * 10n + BigInt(digit));
        return found.find((each) => calculators.isValidBillNumber(each)) ?? 0n;
      };
      // A wrong check digit, a first digit that nobody gives, February 29 of 2026, month 13, and the years before 1970.
      for (const wrong of [
        number + (number % 10n === 9n ? -1n : 1n),
        checked(unchecked + 4n * 10n ** 28n),
        checked(unchecked + 10n ** 8n),
        checked(unchecked + 1_100n * 10n ** 8n),
        checked(unchecked - 1_000_000n * 10n ** 8n),
        0n,
        -number,
      ]) {
        expect(() => calculators.parseBillNumber(wrong), String(wrong)).to.throw(RangeError, "is no bill's number");
      }
      for (const institution of [0n, 10n ** 12n]) {
        expect(() => calculators.billNumber({ ...usual, institution })).to.throw(
          RangeError,
          "is no institution's code",
        );
      }
      for (const serial of [-1, 1e8]) {
        expect(() => calculators.billNumber({ ...usual, serial })).to.throw(RangeError, "is no serial");
      }
      for (const day of [-1, LAST_DAY_OF_9999 + 1]) {
        expect(() => calculators.billNumber({ ...usual, day })).to.throw(RangeError, "outside of the years");
      }
    });
  });

  describe("shares", function () {
    it("N-2: by intervals agree with the contracts", async function () {
      const harness = await ethers.deployContract("ProRataHarness");
      const units = amounts(LAST_UNIT).map((value) => value + 1n);
      const payments = fc.tuple(units, units, units, units).map(([f, a, b, c]) => {
        const face = f > LAST_UNIT ? LAST_UNIT : f;
        const [lo, hi] = [((a - 1n) % face) + 1n, ((b - 1n) % face) + 1n];
        return { interval: lo < hi ? { lo, hi } : { lo: hi, hi: lo }, paid: c % (face + 1n), face };
      });
      await agree(
        payments,
        (batch) => harness.ofInterval(batch),
        ({ interval, paid, face }) => calculators.shareOfInterval(interval, paid, face),
      );
      for (const interval of [
        { lo: 0, hi: 1 },
        { lo: 2, hi: 1 },
        { lo: 1, hi: 11 },
      ]) {
        expect(() => calculators.shareOfInterval(interval, 1n, 10n)).to.throw(RangeError, "is no interval");
      }
      expect(() => calculators.shareOfInterval({ lo: 1, hi: 2 }, 11n, 10n)).to.throw(RangeError, "cannot be paid");
    });

    it("N-2: by weights agree with the contracts", async function () {
      const harness = await ethers.deployContract("ProRataHarness");
      const weights = fc.array(
        amounts(MAX_AMOUNT).map((value) => value + 1n),
        { minLength: 1, maxLength: 5 },
      );
      await agree(
        fc.record({ amount: amounts(MAX_AMOUNT), weights }),
        async (batch) => {
          const found = await harness.byWeights(
            batch.map(({ amount }) => amount),
            batch.map((each) => each.weights),
          );
          return found.map((shares) => Array.from(shares));
        },
        (each) => calculators.sharesByWeights(each.amount, each.weights),
      );
      expect(() => calculators.sharesByWeights(1n, [])).to.throw(RangeError, "Nobody shares");
      expect(() => calculators.sharesByWeights(1n, [1n, 0n])).to.throw(RangeError, "Weight 1 is 0");
    });
  });

  describe("notes of receivables", function () {
    it("N-2: what is owed on one, overdue or not, agrees with the contract", async function () {
      const harness = await ethers.deployContract("DueHarness");
      const none = Array<string>(4).fill(ethers.ZeroAddress);
      const settlement = await ethers.deployContract("ReceivableSettlement", [
        ethers.ZeroAddress,
        ethers.ZeroAddress,
        harness,
        ...none,
        harness,
        ethers.ZeroAddress,
      ]);
      const units = amounts(LAST_UNIT).map((value) => value + 1n);
      const notes = fc
        .record({ face: units, a: units, b: units, overdueRate: rates, days: fc.integer({ min: -400, max: 4_000 }) })
        .map(({ face: drawn, a, b, ...each }) => {
          const face = drawn > LAST_UNIT ? LAST_UNIT : drawn;
          const [one, other] = [((a - 1n) % face) + 1n, ((b - 1n) % face) + 1n];
          return { ...each, face, lo: one < other ? one : other, hi: one < other ? other : one };
        });
      const batches = fc.array(notes, { minLength: BATCH / 2, maxLength: BATCH / 2 });
      const property = fc.asyncProperty(batches, async (batch) => {
        const now = Math.floor(((await networkHelpers.time.latest()) + 8 * 3600) / 86_400);
        const cases = batch.map(({ days, ...each }) => ({ ...each, payableDay: now - days }));
        const [day, principal, interest] = await harness.dueOn.staticCall(settlement, cases);
        const here = cases.map((each) => calculators.dueOnNote(each, day));
        expect(here).to.deep.equal(cases.map((_, i) => ({ principal: principal[i], interest: interest[i] })));
      });
      await fc.assert(property, { numRuns: RUNS * 2, endOnFailure: true });
    });

    it("N-2: in part by interval, with interest on all that is unpaid; a fen too many is let stand", function () {
      const payableDay = dayNumber("2026-06-30");
      const note = { lo: 3n, hi: 3n, face: 5n, overdueRate: 180_000, payableDay };
      // With 2 of 5 paid, the third fen has come; with 3 of 5 it would be its neighbours'.
      expect(calculators.dueOnNote(note, payableDay, undefined, 2n)).to.deep.equal({ principal: 1n, interest: 0n });
      const paid = { received: 1n, through: payableDay };
      expect(calculators.dueOnNote(note, payableDay, paid, 3n)).to.deep.equal({ principal: 0n, interest: 0n });
      const large = { lo: 1n, hi: 1_000_000_00n, face: 1_000_000_00n, overdueRate: 180_000, payableDay };
      const part = { received: 250_000_00n, through: payableDay + 10 };
      // 750,000.00 × 18 % × 20 / 360 = 7,500.00
      expect(calculators.dueOnNote(large, payableDay + 30, part)).to.deep.equal({
        principal: 750_000_00n,
        interest: 7_500_00n,
      });
      expect(() => calculators.dueOnNote(note, payableDay, { received: 2n, through: 0 })).to.throw(
        RangeError,
        "cannot have received 2 fen",
      );
    });

    it("N-2: competing assignments are ranked and paid as the contracts do", async function () {
      const harness = await ethers.deployContract("LadderHarness");
      const seconds = fc.oneof(fc.constant(0n), fc.bigInt(1n, 4n), fc.bigInt(1n, 2n ** 40n - 1n));
      const rung = fc.record({
        who: fc.integer({ min: 1, max: 5 }),
        registeredAt: seconds,
        notifiedAt: seconds,
        weight: amounts(2n ** 40n - 1n).map((value) => value + 1n),
        most: amounts(2n ** 40n),
        holds: fc.boolean(),
      });
      const cases = fc.record({
        amount: amounts(2n ** 42n),
        rungs: fc.array(rung, { minLength: 1, maxLength: 5 }),
      });
      await agree(
        cases,
        async (batch) => {
          const [orders, shares] = await harness.divide(
            batch.map(({ amount }) => amount),
            batch.map(({ rungs }) => rungs),
          );
          return batch.map((_, i) => ({
            order: Array.from(orders[i] ?? [], Number),
            shares: Array.from(shares[i] ?? []),
          }));
        },
        ({ amount, rungs }) => calculators.ladder(amount, rungs),
      );
      const nothing = { who: 1, registeredAt: 0, notifiedAt: 0, weight: 0n, most: 1n, holds: true };
      expect(() => calculators.ladder(1n, [nothing])).to.throw(RangeError, "Rung 0 has financed nothing");
      expect(() => calculators.ladder(-1n, [])).to.throw(RangeError, "cannot be divided");
    });
  });

  describe("netting of points", function () {
    const MOST = 2n ** 56n - 1n;

    it("N-2: a clearing cycle closes as in the contracts, to the fen", async function () {
      const harness = await ethers.deployContract("NettingHarness");
      const debts = fc.array(
        fc.record({ debtor: fc.nat({ max: 4 }), creditor: fc.nat({ max: 4 }), fen: amounts(MOST) }),
        { minLength: 1, maxLength: 8 },
      );
      // Thirds of its debts that a member has free, and what it has deposited.
      const purses = fc.array(fc.record({ thirds: fc.bigInt(0n, 4n), deposit: amounts(MOST) }), {
        minLength: 5,
        maxLength: 5,
      });
      const cases = fc
        .record({ debts, purses, members: fc.integer({ min: 1, max: 12 }) })
        .map(({ debts, purses, members }) =>
          purses.slice(0, members).map(({ thirds, deposit }, member) => {
            const total = (side: "debtor" | "creditor"): bigint =>
              debts.reduce((sum, debt) => (debt[side] % members === member ? sum + debt.fen : sum), 0n);
            const owes = total("debtor");
            return { owes, owed: total("creditor"), reserve: (owes * thirds) / 3n, deposit };
          }),
        );
      await agree(
        cases,
        async (batch) => {
          const [outcomes, due, paid] = await harness.settle(batch);
          return batch.map((_, i) => ({
            members: outcomes[i]?.map(({ fromReserve, fromDeposit, received, short }) => ({
              fromReserve,
              fromDeposit,
              received,
              short,
            })),
            due: due[i],
            paid: paid[i],
          }));
        },
        (positions) => calculators.closeCycle(positions),
        5,
      );
    });

    it("N-2: losses become claims as in the contracts, and are paid as there", async function () {
      const harness = await ethers.deployContract("NettingHarness");
      const cases = fc
        .record({
          losses: fc.array(amounts(MOST), { minLength: 1, maxLength: 4 }),
          cuts: fc.array(fc.bigInt(0n, 2n ** 60n), { maxLength: 2 }),
        })
        .map(({ losses, cuts }) => {
          const lost = losses.reduce((sum, fen) => sum + fen, 0n);
          const ends = [0n, ...cuts.map((cut) => cut % (lost + 1n)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), lost];
          return { losses, shorts: ends.slice(1).map((end, i) => end - (ends[i] ?? 0n)) };
        });
      await agree(
        cases,
        async (batch) => (await harness.claims(batch)).map((each) => each.map((claims) => Array.from(claims))),
        ({ losses, shorts }) => calculators.claimsOnDebtors(losses, shorts),
        5,
      );
      const payments = fc
        .tuple(amounts(MOST), amounts(MOST), amounts(MOST))
        .map(([a, b, c]) => ({ short: a + 1n, claim: b % (a + 2n), paid: c % (a + 2n) }));
      await agree(
        payments,
        (batch) => harness.receivedOf(batch),
        ({ claim, paid, short }) => calculators.receivedOfClaim(claim, paid, short),
      );
    });

    it("N-2: nothing for what is no cycle and no claim", function () {
      const none = { owes: 0n, owed: 0n, reserve: 0n, deposit: 0n };
      expect(calculators.closeCycle([])).to.deep.equal({ members: [], due: 0n, paid: 0n });
      expect(() => calculators.closeCycle([{ ...none, owes: 1n }])).to.throw(RangeError, "owe 1 fen and are owed 0");
      expect(() => calculators.closeCycle([none, { ...none, deposit: -1n }])).to.throw(RangeError, "Position 1");
      expect(() => calculators.claimsOnDebtors([1n], [2n])).to.throw(RangeError, "lost 1 fen");
      expect(() => calculators.claimsOnDebtors([-1n], [-1n])).to.throw(RangeError, "from 0 fen");
      expect(() => calculators.receivedOfClaim(2n, 0n, 1n)).to.throw(RangeError, "no claim");
      expect(() => calculators.receivedOfClaim(0n, 0n, 0n)).to.throw(RangeError, "no claim");
      expect(() => calculators.receivedOfClaim(1n, 2n, 1n)).to.throw(RangeError, "cannot be paid");
    });
  });

  describe("calendar", function () {
    const FIRST_YEAR = 2023;
    const YEARS = 5;
    const firstDay = dayNumber(`${FIRST_YEAR}-01-01`);
    const daysOf = (year: number): number => dayNumber(`${year + 1}-01-01`) - dayNumber(`${year}-01-01`);

    /** Words of a year with as few business days as one in thirty, and as many as all but one in thirty. */
    const wordsOf = (year: number): fc.Arbitrary<[bigint, bigint]> =>
      fc
        .tuple(
          fc.integer({ min: 1, max: 29 }),
          fc.array(fc.integer({ min: 0, max: 29 }), { minLength: 366, maxLength: 366 }),
        )
        .map(([share, draws]) => {
          const isBusiness = draws.slice(0, daysOf(year)).map((draw, i) => draw < share || i === 100 || i === 300);
          const word = (days: boolean[]): bigint =>
            days.reduce((sum, each, i) => (each ? sum | (1n << BigInt(i)) : sum), 0n);
          return [word(isBusiness.slice(0, 256)), word(isBusiness.slice(256))];
        });
    // A year is missing in the middle, and those before and after all.
    const years = [0, 1, 2, 4].map((i) => FIRST_YEAR + i);

    it("N-2: answers as the contract does, whatever the calendar, and where it has no data", async function () {
      const harness = await ethers.deployContract("CalendarHarness");
      const questions = fc.record({
        day: fc.integer({ min: firstDay - 40, max: firstDay + YEARS * 366 }),
        count: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 12 })),
      });
      const batches = fc.array(questions, { minLength: BATCH / 5, maxLength: BATCH / 5 });
      const property = fc.asyncProperty(fc.tuple(...years.map(wordsOf)), batches, async (words, batch) => {
        const founding = years.map((year, i) => ({ year, bitmap: words[i], evidence: ethers.id("notice") }));
        const contract = await ethers.deployContract("BusinessCalendar", [ethers.ZeroAddress, founding]);
        const read = await Promise.all(
          [...years, FIRST_YEAR + 3].map(async (year) => [year, await contract.businessDays(year)] as const),
        );
        const calendar = new calculators.Calendar(read);
        const orNone = (ask: () => number): bigint => {
          try {
            return BigInt(ask());
          } catch (error) {
            expect(error).to.be.instanceOf(RangeError);
            return 0n;
          }
        };
        const here = batch.map(({ day, count }) => [
          orNone(() => calendar.nextBusinessDay(day)),
          orNone(() => calendar.addBusinessDays(day, count)),
          orNone(() => calendar.endOfPeriod(day, count)),
          orNone(() => calendar.endOfMonths(day, count)),
          orNone(() => calculators.addMonths(day, count)),
        ]);
        const found = await harness.answers(contract, batch);
        expect(here).to.deep.equal(found.map((answer) => Array.from(answer)));
        // A day is a business day when it is its own next one.
        for (const [i, { day }] of batch.entries()) {
          const next = here[i]?.[0];
          if (next !== 0n) expect(calendar.isBusinessDay(day)).to.equal(next === BigInt(day));
        }
      });
      await fc.assert(property, { numRuns: RUNS * 5, endOnFailure: true });
    });
  });
});
