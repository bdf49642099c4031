/** Which lots of a fund are open: the lowest number at any time, over words and levels, against a plain set. */
import { expect } from "chai";
import fc from "fast-check";
import type { OpenLotsHarness } from "../../../../types/index.js";
import { ethers, networkHelpers } from "../../../utils/suite.ts";

const LAST = 2 ** 32 - 1;

interface Change {
  number: number;
  removal: boolean;
}

const deployed = () => ethers.deployContract("OpenLotsHarness");

describe("OpenLots", () => {
  let lots: OpenLotsHarness;

  beforeEach(async () => {
    lots = await networkHelpers.loadFixture(deployed);
  });

  /** Plays changes; gives the lowest number after each as the contract says. */
  async function firstsAfter(changes: readonly Change[]): Promise<bigint[]> {
    const receipt = await (
      await lots.play(
        changes.map(({ number }) => number),
        changes.map(({ removal }) => removal),
      )
    ).wait();
    const [log] = receipt?.logs ?? [];
    const told = log === undefined ? null : lots.interface.parseLog(log);
    return [...((told?.args["firsts"] as bigint[] | undefined) ?? [])];
  }

  const add = (number: number): Change => ({ number, removal: false });
  const remove = (number: number): Change => ({ number, removal: true });

  it("is 0 when there is none", async () => {
    expect(await lots.first()).to.equal(0n);
    expect(await firstsAfter([add(7), remove(7)])).to.deep.equal([7n, 0n]);
  });

  it("is the lowest, on both sides of each border between words and levels", async () => {
    const borders = [8, 16, 24].flatMap((bits) => [2 ** bits - 1, 2 ** bits]);
    const falling = [...borders, LAST].toSorted((a, b) => b - a);
    expect(await firstsAfter(falling.map(add))).to.deep.equal(falling.map(BigInt));
    const rising = falling.toReversed();
    expect(await firstsAfter(rising.map(remove))).to.deep.equal([...rising.slice(1).map(BigInt), 0n]);
  });

  it("takes a number twice, and lets go of one that it does not have", async () => {
    expect(await firstsAfter([add(5), add(5), remove(5), remove(5), remove(300), add(6)])).to.deep.equal(
      [5, 5, 0, 0, 0, 6].map(BigInt),
    );
  });

  it("costs no more to find the lowest behind a million spent lots", async () => {
    await firstsAfter([add(2), add(1_000_000)]);
    const near = await lots.first.estimateGas();
    await firstsAfter([remove(2)]);
    const far = await lots.first.estimateGas();
    expect(await lots.first()).to.equal(1_000_000n);
    expect(far).to.be.lessThan(near + 500n);
  });

  it("agrees with a plain set over random changes", async () => {
    // Close numbers meet in words, far ones on the levels above.
    const number = fc.oneof(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 250, max: 262 }),
      fc.integer({ min: 65_530, max: 65_540 }),
      fc.integer({ min: 1, max: LAST }),
    );
    const lives = fc.array(fc.record({ number, removal: fc.boolean() }), { minLength: 150, maxLength: 150 });
    const model = new Set<number>();
    for (const changes of fc.sample(lives, { numRuns: 20, seed: 0x10f5 })) {
      // What is removed is mostly something that is there.
      const played = changes.map((change, index) =>
        change.removal && index % 3 !== 0 ? remove([...model][index % (model.size || 1)] ?? change.number) : change,
      );
      const expected = played.map(({ number: each, removal }) => {
        if (removal) model.delete(each);
        else model.add(each);
        return BigInt(model.size === 0 ? 0 : Math.min(...model));
      });
      expect(await firstsAfter(played)).to.deep.equal(expected);
    }
  });
});
