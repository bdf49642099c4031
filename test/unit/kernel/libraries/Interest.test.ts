import { expect } from "chai";
import { network } from "hardhat";
import { dayNumber } from "../../../../deploy/data/holidays.ts";

const { ethers } = await network.create();

const RATE_MAX = 1_000_000n;
const LAST_DAY = 2 ** 32 - 1;

describe("Interest", () => {
  let interest: Awaited<ReturnType<typeof deploy>>;
  const deploy = () => ethers.deployContract("InterestHarness");

  before(async () => {
    interest = await deploy();
  });
  /** A period of so many days. */
  const terms = (principal: bigint, rate: bigint, days: number) => ({
    principal,
    rate,
    from: 20_000,
    to: 20_000 + days,
  });

  describe("over360, over365", () => {
    it("X-13: half a fen is a whole one, and less is nothing (worked example 2)", async () => {
      // 42.5 fen, and the nearest on both sides.
      const cases = [terms(100_00n, 18_000n, 85), terms(100_00n, 17_999n, 85), terms(100_00n, 18_001n, 85)];
      expect(await interest.over360(cases)).to.deep.equal([43n, 42n, 43n]);
    });

    it("X-13: a pledged repo goes over 365 days (worked example 3)", async () => {
      const far = dayNumber("2026-10-08");
      const repo = { principal: 4_800_000_00n, rate: 15_500n, from: dayNumber("2026-09-24"), to: far };
      expect(await interest.over365([repo])).to.deep.equal([2_853_70n]);
    });

    it("is nothing for no money, no rate and no time", async () => {
      const cases = [terms(0n, 18_000n, 85), terms(100_00n, 0n, 85), terms(100_00n, 18_000n, 0)];
      expect(await interest.over360(cases)).to.deep.equal([0n, 0n, 0n]);
    });

    it("X-13: takes the greatest amount, rate and period without overflow", async () => {
      const most = { principal: 2n ** 128n - 1n, rate: RATE_MAX, from: 0, to: LAST_DAY };
      const exact = most.principal * BigInt(LAST_DAY);
      expect(await interest.over360([most])).to.deep.equal([(exact + 180n) / 360n]);
      expect(await interest.over365([most])).to.deep.equal([(exact + 182n) / 365n]);
    });

    it("X-13: reverts when the rate is above 100 % a year", async () => {
      for (const call of [interest.over360, interest.over365]) {
        await expect(call([terms(1n, RATE_MAX + 1n, 1)]))
          .to.be.revertedWithCustomError(interest, "InterestRateAbsurd")
          .withArgs(RATE_MAX + 1n, RATE_MAX);
      }
    });

    it("X-13: reverts when the period ends before it begins", async () => {
      for (const call of [interest.over360, interest.over365]) {
        await expect(call([terms(1n, 1n, -1)]))
          .to.be.revertedWithCustomError(interest, "InterestPeriodBackwards")
          .withArgs(20_000, 19_999);
      }
    });
  });

  describe("discount", () => {
    it("X-13: pays the face less the interest of the days to the payable day (worked example 1)", async () => {
      const bill = {
        principal: 1_234_567_89n,
        rate: 18_500n,
        from: dayNumber("2026-07-15"),
        to: dayNumber("2026-10-08"),
      };
      expect(await interest.discount(bill)).to.deep.equal([5_392_66n, 1_229_175_23n]);
      // What the wrong count of days or the wrong year would give.
      expect(await interest.discount({ ...bill, to: dayNumber("2026-10-01") })).to.deep.equal([
        4_948_56n,
        1_229_619_33n,
      ]);
      expect(await interest.over365([bill])).to.deep.equal([5_318_79n]);
    });

    it("X-13: pays the whole face at no interest, and 1 fen at the least", async () => {
      expect(await interest.discount(terms(100_00n, 0n, 85))).to.deep.equal([0n, 100_00n]);
      expect(await interest.discount(terms(100_00n, RATE_MAX, 359))).to.deep.equal([99_72n, 28n]);
      expect(await interest.discount(terms(180n, RATE_MAX, 358))).to.deep.equal([179n, 1n]);
    });

    it("X-13: reverts when the interest leaves nothing of the face", async () => {
      for (const [face, days, found] of [
        [100_00n, 360, 100_00n],
        [100_00n, 361, 100_28n],
        [180n, 359, 180n],
        [0n, 1, 0n],
      ] as const) {
        await expect(interest.discount(terms(face, RATE_MAX, days)))
          .to.be.revertedWithCustomError(interest, "InterestConsumesFace")
          .withArgs(face, found);
      }
    });
  });
});
