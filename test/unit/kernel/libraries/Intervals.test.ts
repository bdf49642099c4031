import { expect } from "chai";
import { network } from "hardhat";

const { ethers } = await network.create();

/** The greatest number that a unit can have. */
const LAST = 2n ** 40n - 1n;

describe("Intervals", () => {
  let intervals: Awaited<ReturnType<typeof deploy>>;
  const deploy = () => ethers.deployContract("IntervalsHarness");

  before(async () => {
    intervals = await deploy();
  });

  describe("between", () => {
    it("takes one unit and all of them", async () => {
      expect(await intervals.between(7, 7)).to.deep.equal([7n, 7n]);
      expect(await intervals.between(1, LAST)).to.deep.equal([1n, LAST]);
    });

    for (const [lo, hi] of [
      [0n, 0n],
      [0n, 5n],
      [6n, 5n],
      [LAST, 1n],
    ] as const) {
      it(`reverts when there is no interval [${lo}, ${hi}]`, async () => {
        await expect(intervals.between(lo, hi))
          .to.be.revertedWithCustomError(intervals, "IntervalInvalid")
          .withArgs(lo, hi);
      });
    }
  });

  describe("take", () => {
    for (const [whole, units, part, rest] of [
      [{ lo: 1n, hi: 10n }, 3n, [1n, 3n], [4n, 10n]],
      [{ lo: 4n, hi: 10n }, 6n, [4n, 9n], [10n, 10n]],
      [{ lo: LAST - 1n, hi: LAST }, 1n, [LAST - 1n, LAST - 1n], [LAST, LAST]],
      [{ lo: 1n, hi: LAST }, LAST - 1n, [1n, LAST - 1n], [LAST, LAST]],
    ] as const) {
      it(`X-14: ${units} of [${whole.lo}, ${whole.hi}] are [${part.join()}], and [${rest.join()}] is left`, async () => {
        expect(await intervals.take(whole, units)).to.deep.equal([part, rest]);
      });
    }

    for (const units of [0n, 7n, 8n, LAST]) {
      it(`X-14: reverts when ${units} are taken of 7`, async () => {
        await expect(intervals.take({ lo: 4, hi: 10 }, units))
          .to.be.revertedWithCustomError(intervals, "IntervalPartOutOfRange")
          .withArgs(units, 7);
      });
    }
  });

  describe("merge", () => {
    it("X-14: makes one of two that adjoin", async () => {
      expect(await intervals.merge({ lo: 1, hi: 3 }, { lo: 4, hi: 10 })).to.deep.equal([1n, 10n]);
      expect(await intervals.merge({ lo: 1, hi: LAST - 1n }, { lo: LAST, hi: LAST })).to.deep.equal([1n, LAST]);
    });

    for (const [a, b] of [
      [
        { lo: 1n, hi: 3n },
        { lo: 5n, hi: 10n },
      ],
      [
        { lo: 1n, hi: 3n },
        { lo: 3n, hi: 10n },
      ],
      [
        { lo: 4n, hi: 10n },
        { lo: 1n, hi: 3n },
      ],
      [
        { lo: 1n, hi: LAST },
        { lo: 1n, hi: 1n },
      ],
    ] as const) {
      it(`X-14: reverts when [${b.lo}, ${b.hi}] does not begin right after [${a.lo}, ${a.hi}]`, async () => {
        await expect(intervals.merge(a, b))
          .to.be.revertedWithCustomError(intervals, "IntervalsNotAdjoining")
          .withArgs(a.hi, b.lo);
      });
    }
  });
});
