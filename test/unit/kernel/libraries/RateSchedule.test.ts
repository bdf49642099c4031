import { expect } from "chai";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

const RATE_MAX = 1_000_000n;
const dayOf = (timestamp: number): number => Math.floor((timestamp + 8 * 3600) / 86_400);

async function deploy() {
  const schedule = await ethers.deployContract("RateScheduleHarness");
  const today = dayOf(await networkHelpers.time.latest());
  /** Rates by days from today on. */
  const set = (rate: number | bigint, inDays: number) => schedule.set(rate, today + inDays);
  const over360 = async (principal: bigint, from: number, to: number) =>
    (await schedule.over360([{ principal, from: today + from, to: today + to }]))[0];
  return { schedule, today, set, over360 };
}

async function threeRates() {
  const world = await deploy();
  for (const [rate, inDays] of [
    [30_000, 0],
    [36_000, 10],
    [18_000, 20],
  ] as const) {
    await world.set(rate, inDays);
  }
  return world;
}

describe("RateSchedule", () => {
  describe("set, rateOn", () => {
    it("a rate holds from its first day until the next one's", async () => {
      const { schedule, today } = await networkHelpers.loadFixture(threeRates);
      const found = await Promise.all([0, 9, 10, 19, 20, 10_000].map((days) => schedule.rateOn(today + days)));
      expect(found).to.deep.equal([30_000n, 30_000n, 36_000n, 36_000n, 18_000n, 18_000n]);
    });

    it("puts right what has been announced and has not come: later changes give way", async () => {
      const { schedule, today, set } = await networkHelpers.loadFixture(threeRates);
      await set(20_000, 20);
      expect(await schedule.rateOn(today + 20)).to.equal(20_000n);
      await set(40_000, 5);
      const found = await Promise.all([4, 5, 10, 20].map((days) => schedule.rateOn(today + days)));
      expect(found).to.deep.equal([30_000n, 40_000n, 40_000n, 40_000n]);
    });

    it("reverts when the day has passed, and leaves the rates as they were", async () => {
      const { schedule, today } = await networkHelpers.loadFixture(threeRates);
      await networkHelpers.time.increase(86_400);
      for (const day of [today, 0]) {
        await expect(schedule.set(1, day))
          .to.be.revertedWithCustomError(schedule, "RateScheduleDayPassed")
          .withArgs(day, today + 1);
      }
      expect(await schedule.rateOn(today)).to.equal(30_000n);
    });

    it("takes today, whose interest nobody counts before it is over", async () => {
      const { schedule, today, set, over360 } = await networkHelpers.loadFixture(threeRates);
      await networkHelpers.time.increase(86_400);
      const before = await over360(1_000_000_00n, 0, 1);
      await schedule.set(99_000, today + 1);
      expect(await over360(1_000_000_00n, 0, 1)).to.equal(before);
      expect(await schedule.rateOn(today + 1)).to.equal(99_000n);
      await expect(set(1, 0)).to.be.revertedWithCustomError(schedule, "RateScheduleDayPassed");
    });

    it("X-13: reverts when the rate is above 100 % a year", async () => {
      const { schedule, set } = await networkHelpers.loadFixture(deploy);
      await expect(set(RATE_MAX + 1n, 0))
        .to.be.revertedWithCustomError(schedule, "InterestRateAbsurd")
        .withArgs(RATE_MAX + 1n, RATE_MAX);
      await set(RATE_MAX, 0);
    });

    it("reverts on a day before the first rate", async () => {
      const { schedule, today } = await networkHelpers.loadFixture(threeRates);
      await expect(schedule.rateOn(today - 1))
        .to.be.revertedWithCustomError(schedule, "RateScheduleMissing")
        .withArgs(today - 1);
    });
  });

  describe("over360, rateDays", () => {
    it("adds up the parts of a period that spans changes", async () => {
      const { schedule, today, over360 } = await networkHelpers.loadFixture(threeRates);
      expect(await schedule.rateDays(today + 5, today + 25)).to.equal(5n * 30_000n + 10n * 36_000n + 5n * 18_000n);
      // 10 days at 3 %, 10 at 3.6 %, 10 at 1.8 % are 84 days at 1 %: ¥2,333.33.
      expect(await over360(1_000_000_00n, 0, 30)).to.equal(2_333_33n);
    });

    it("rounds once, over the exact sum: three parts of 0.4 fen are a fen, and of 0.5 fen are two", async () => {
      const { schedule, today, set, over360 } = await networkHelpers.loadFixture(deploy);
      await set(36_000, 0);
      await set(36_001, 1);
      await set(36_000, 2);
      expect(await schedule.rateDays(today, today + 3)).to.equal(108_001n);
      expect(await over360(40_00n, 0, 1)).to.equal(0n);
      expect(await over360(40_00n, 0, 3)).to.equal(1n);
      expect(await over360(50_00n, 0, 1)).to.equal(1n);
      expect(await over360(50_00n, 0, 3)).to.equal(2n);
    });

    it("counts the first day and not the last", async () => {
      const { schedule, today } = await networkHelpers.loadFixture(threeRates);
      expect(await schedule.rateDays(today + 9, today + 10)).to.equal(30_000n);
      expect(await schedule.rateDays(today + 10, today + 11)).to.equal(36_000n);
      expect(await schedule.rateDays(today + 10, today + 10)).to.equal(0n);
    });

    it("takes the greatest amount and period without overflow", async () => {
      const { schedule, today, set } = await networkHelpers.loadFixture(deploy);
      await set(RATE_MAX, 0);
      const most = { principal: 2n ** 128n - 1n, from: today, to: 2 ** 32 - 1 };
      const [found] = await schedule.over360([most]);
      expect(found).to.equal((most.principal * BigInt(most.to - today) + 180n) / 360n);
    });

    it("reverts when the period begins before the first rate or ends before it begins", async () => {
      const { schedule, today } = await networkHelpers.loadFixture(threeRates);
      for (const to of [today, today + 15]) {
        await expect(schedule.rateDays(today - 1, to)).to.be.revertedWithCustomError(schedule, "RateScheduleMissing");
      }
      await expect(schedule.rateDays(today + 1, today))
        .to.be.revertedWithCustomError(schedule, "InterestPeriodBackwards")
        .withArgs(today + 1, today);
    });
  });
});
