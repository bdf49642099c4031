import { expect } from "chai";
import { network } from "hardhat";

const { ethers } = await network.create();

/** The greatest number that a unit can have. */
const LAST = 2n ** 40n - 1n;

describe("ProRata", () => {
  let proRata: Awaited<ReturnType<typeof deploy>>;
  const deploy = () => ethers.deployContract("ProRataHarness");

  before(async () => {
    proRata = await deploy();
  });

  describe("ofInterval", () => {
    const face = 1_000_000_00n;
    const notes = [
      { lo: 1n, hi: 33_333_333n },
      { lo: 33_333_334n, hi: 66_666_666n },
      { lo: 66_666_667n, hi: 86_666_666n },
      { lo: 86_666_667n, hi: face },
    ];

    for (const [paid, shares] of [
      [0n, [0n, 0n, 0n, 0n]],
      [100_000_00n, [33_333_33n, 33_333_33n, 20_000_00n, 13_333_34n]],
      [100_000_01n, [33_333_33n, 33_333_34n, 20_000_00n, 13_333_34n]],
      [555_555_55n, [185_185_18n, 185_185_18n, 111_111_11n, 74_074_08n]],
      [face, [33_333_333n, 33_333_333n, 20_000_000n, 13_333_334n]],
    ] as const) {
      it(`X-14: four notes share ${paid} fen to the fen (worked example 6)`, async () => {
        const found = await proRata.ofInterval(notes.map((interval) => ({ interval, paid, face })));
        expect(found).to.deep.equal(shares);
        expect(found.reduce((sum, share) => sum + share)).to.equal(paid);
      });
    }

    it("X-14: takes the greatest face", async () => {
      const whole = { interval: { lo: 1, hi: LAST }, paid: LAST, face: LAST };
      const last = { interval: { lo: LAST, hi: LAST }, paid: LAST - 1n, face: LAST };
      const first = { ...last, interval: { lo: 1, hi: 1 } };
      expect(await proRata.ofInterval([whole, last, first])).to.deep.equal([LAST, 1n, 0n]);
    });

    it("X-14: a further payment can take a fen of a share, and gives it back", async () => {
      const third = { interval: { lo: 3, hi: 3 }, face: 5 };
      const found = await proRata.ofInterval([0, 1, 2, 3, 4, 5].map((paid) => ({ ...third, paid })));
      expect(found).to.deep.equal([0n, 0n, 1n, 0n, 1n, 1n]);
    });

    for (const [what, paid, hi] of [
      ["an interval ends", 5n, 11n],
      ["a payment goes", 11n, 10n],
    ] as const) {
      it(`reverts when ${what} beyond the face`, async () => {
        await expect(proRata.ofInterval([{ interval: { lo: 1, hi }, paid, face: 10 }]))
          .to.be.revertedWithCustomError(proRata, "ProRataBeyondFace")
          .withArgs(11, 10);
      });
    }
  });

  describe("byWeights", () => {
    const share = async (amount: bigint, weights: readonly bigint[]) =>
      (await proRata.byWeights([amount], [[...weights]]))[0];

    for (const [what, amount, weights, shares] of [
      ["two financings (worked example 7)", 400_000_00n, [300_000_00n, 200_000_00n], [240_000_00n, 160_000_00n]],
      ["three rights holders (worked example 10)", 875_03n, [60n, 25n, 15n], [525_03n, 218_75n, 131_25n]],
      ["a single one", 1n, [7n], [1n]],
      ["too little for all", 2n, [1n, 1n, 1n], [2n, 0n, 0n]],
      ["the first with the least weight", 9n, [1n, 1000n, 1000n], [1n, 4n, 4n]],
      ["nothing", 0n, [1n, 2n], [0n, 0n]],
      ["the greatest amount", 2n ** 256n - 1n, [1n, 1n], [2n ** 255n, 2n ** 255n - 1n]],
    ] as const) {
      it(`${what}: rounded down, and the first has what is left over`, async () => {
        expect(await share(amount, weights)).to.deep.equal(shares);
      });
    }

    it("reverts when a weight is missing, or all of them", async () => {
      for (const [weights, index] of [
        [[0n, 1n], 0],
        [[1n, 0n, 1n], 1],
        [[1n, 1n, 0n], 2],
      ] as const) {
        await expect(share(100n, weights))
          .to.be.revertedWithCustomError(proRata, "ProRataWeightMissing")
          .withArgs(index);
      }
      await expect(share(100n, [])).to.be.revertedWithCustomError(proRata, "ProRataNoWeights");
    });

    it("reverts when the weights' sum has more than 256 bits", async () => {
      await expect(share(1n, [2n ** 256n - 1n, 1n])).to.be.revertedWithPanic(0x11);
    });
  });
});
