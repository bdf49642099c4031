/** The ladder of competing assignments (Civil Code 768): the library against an exact model of its own. Disputes.test.ts pays by it. */
import { expect } from "chai";
import { ethers } from "../../../utils/suite.ts";
import type { LadderHarness } from "../../../../types/index.js";

const MOST = 2n ** 64n - 1n;
const LADDERS = Number(process.env.LADDERS ?? 4_000);
const SEED = Number(process.env.LADDER_SEED ?? 0x768);
/** Ladders in one call: more would only fill the machine's memory. */
const BATCH = 25;
const SLOW = 600_000;

interface Rung {
  who: bigint;
  registeredAt: bigint;
  notifiedAt: bigint;
  weight: bigint;
  most: bigint;
  holds: boolean;
}

interface Case {
  amount: bigint;
  rungs: Rung[];
}

/** A number that is not an integer, exactly. */
interface Fraction {
  over: bigint;
  under: bigint;
}

/** Rungs as a test writes them: neither registered nor notified, and for as much as was financed, unless it says so. */
const rung = (who: number, weight: bigint, change: Partial<Rung> = {}): Rung => ({
  who: BigInt(who),
  registeredAt: 0n,
  notifiedAt: 0n,
  weight,
  most: weight,
  holds: false,
  ...change,
});
const holder = (weight: bigint, change: Partial<Rung> = {}): Rung =>
  rung(1, weight, { most: MOST, holds: true, ...change });

/** Registered, then notified, then neither; the earlier before the later. */
const rankOf = ({ registeredAt, notifiedAt }: Rung): string => {
  const second = (at: bigint) => String(at).padStart(13, "0");
  if (registeredAt > 0n) return `a${second(registeredAt)}`;
  return notifiedAt > 0n ? `b${second(notifiedAt)}` : "c";
};

/**
 * What each of some equals gets, exactly: as if money were poured into vessels as wide as their weights, all at one level, each as high as
 * its most. The level rises from one rim to the next.
 */
function poured(amount: bigint, equals: Rung[]): Fraction[] {
  const byRim = [...equals].sort((a, b) => Number(a.most * b.weight - b.most * a.weight));
  let [left, width] = [amount, equals.reduce((sum, { weight }) => sum + weight, 0n)];
  const full = new Set<Rung>();
  for (const each of byRim) {
    // The level reaches this rim when what is left would bring all that are not full to it.
    if (left * each.weight < each.most * width) break;
    full.add(each);
    left -= each.most;
    width -= each.weight;
  }
  return equals.map((each) =>
    full.has(each) ? { over: each.most, under: 1n } : { over: left * each.weight, under: width },
  );
}

/** What each rung gets exactly, rank after rank. */
function modelled({ amount, rungs }: Case): { shares: Map<Rung, Fraction>; peers: Map<Rung, number> } {
  const shares = new Map<Rung, Fraction>();
  const peers = new Map<Rung, number>();
  let left = amount;
  for (const rank of [...new Set(rungs.map(rankOf))].sort()) {
    const equals = rungs.filter((each) => rankOf(each) === rank);
    const claimed = equals.reduce((sum, { most }) => sum + most, 0n);
    const reached = left < claimed ? left : claimed;
    poured(reached, equals).forEach((share, index) => {
      const each = equals[index];
      if (each === undefined) return;
      shares.set(each, share);
      peers.set(each, equals.length);
    });
    left -= reached;
  }
  return { shares, peers };
}

/** Reproducible random numbers (mulberry32). */
function randomness(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(...values: T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error("There is nothing to pick from.");
    return value;
  };
  return { below, pick, chance: (share: number) => next() < share };
}

type Random = ReturnType<typeof randomness>;

/** Up to eight entries and the holder; few seconds and small amounts among them, so that many are of one rank and roundings bite. */
function drawn({ below, pick, chance }: Random): Case {
  const scale = pick(3, 10, 1_000, 2 ** 39);
  const fen = () => BigInt(below(scale)) + 1n;
  const second = () => (chance(0.5) ? 0n : pick(1n, 2n, 1_767_542_400n, BigInt(below(2 ** 31)) + 1n));
  const entries = Array.from({ length: below(9) }, (_, index) => {
    const weight = fen();
    // Some have received of it before.
    const most = chance(0.6) ? weight : (weight * BigInt(below(100) + 1) + 99n) / 100n;
    return rung(pick(2, 3, 4, index + 5), weight, { registeredAt: second(), notifiedAt: second(), most });
  });
  const rungs = [holder(fen(), { registeredAt: second(), notifiedAt: second() }), ...entries];
  return { amount: chance(0.05) ? 0n : fen() * BigInt(below(5) + 1), rungs };
}

const shuffled = <T>(list: readonly T[], { below }: Random): T[] => {
  const rest = [...list];
  return list.map(() => rest.splice(below(rest.length), 1)).flat();
};

describe("Ladder", () => {
  let harness: LadderHarness;

  before(async () => {
    harness = await ethers.deployContract("LadderHarness");
  });

  /** What the rungs get, and their numbers by rank. */
  async function divided(amount: bigint, rungs: Rung[]) {
    const { orders, shares } = await harness.divide([amount], [rungs]);
    return { order: [...(orders[0] ?? [])].map(Number), shares: [...(shares[0] ?? [])] };
  }

  it("R-6, Civil Code 768: neither registered nor notified, pro rata to what was financed (vector 7)", async () => {
    const rungs = [rung(2, 30_000_000n), rung(3, 20_000_000n)];
    expect((await divided(40_000_000n, rungs)).shares).to.deep.equal([24_000_000n, 16_000_000n]);
    // One of them holds the receivable, and would take more than it has paid.
    const held = [holder(30_000_000n), rung(3, 20_000_000n)];
    expect((await divided(40_000_000n, held)).shares).to.deep.equal([24_000_000n, 16_000_000n]);
    expect((await divided(60_000_000n, held)).shares).to.deep.equal([40_000_000n, 20_000_000n]);
  });

  it("R-6, Civil Code 768: registered before notified before neither, each by its time, whatever else it has", async () => {
    const rungs = [
      rung(2, 10n),
      rung(3, 10n, { notifiedAt: 5n }),
      rung(4, 10n, { registeredAt: 9n, notifiedAt: 1n }),
      rung(5, 10n, { notifiedAt: 4n }),
      rung(6, 10n, { registeredAt: 8n, notifiedAt: 7n }),
    ];
    const { order, shares } = await divided(33n, rungs);
    expect(order).to.deep.equal([4, 2, 3, 1, 0]);
    expect(shares).to.deep.equal([0n, 3n, 10n, 10n, 10n]);
  });

  it("R-6: the holder takes all that reaches its rank; whoever ranks after it gets nothing", async () => {
    const rungs = [holder(10n, { notifiedAt: 5n }), rung(2, 4n, { notifiedAt: 4n }), rung(3, 9n, { notifiedAt: 6n })];
    expect((await divided(100n, rungs)).shares).to.deep.equal([96n, 4n, 0n]);
  });

  it("R-6: of one second, pro rata; the holder has the fen of rounding, then the greatest", async () => {
    const at = { registeredAt: 7n };
    expect((await divided(10n, [rung(2, 1n, at), rung(3, 1n, at), holder(1n, at)])).shares).to.deep.equal([1n, 1n, 8n]);
    expect((await divided(10n, [rung(2, 7n, at), rung(3, 7n, at), holder(7n, at)])).shares).to.deep.equal([3n, 3n, 4n]);
    expect((await divided(10n, [rung(2, 7n, at), rung(3, 8n, at), rung(4, 7n, at)])).shares).to.deep.equal([
      3n,
      4n,
      3n,
    ]);
  });

  it("X-14: nobody gets more than its claim by rounding: what is over goes to the next of the rank", async () => {
    // Exactly 9 11/21 each, 1 and 20/21: rounded down two fen are left over, and the first has room for one.
    const rungs = [rung(2, 10n), rung(3, 10n), rung(4, 10n, { most: 1n }), rung(5, 1n)];
    expect((await divided(21n, rungs)).shares).to.deep.equal([10n, 10n, 1n, 0n]);
  });

  it("R-6: what one can't take is divided among the others of its rank, before it goes down", async () => {
    const rungs = [
      rung(2, 100n, { registeredAt: 7n, most: 5n }),
      rung(3, 50n, { registeredAt: 7n }),
      rung(4, 50n, { registeredAt: 7n }),
      rung(5, 9n, { registeredAt: 8n }),
    ];
    expect((await divided(65n, rungs)).shares).to.deep.equal([5n, 30n, 30n, 0n]);
    expect((await divided(109n, rungs)).shares).to.deep.equal([5n, 50n, 50n, 4n]);
    expect((await divided(200n, rungs)).shares).to.deep.equal([5n, 50n, 50n, 9n]);
  });

  it("no rungs, no money, and the greatest figures", async () => {
    expect((await divided(5n, [])).shares).to.deep.equal([]);
    expect((await divided(0n, [holder(1n), rung(2, 1n)])).shares).to.deep.equal([0n, 0n]);
    const greatest = Array.from({ length: 9 }, (_, index) => rung(index + 1, MOST));
    const { shares } = await divided(MOST, greatest);
    expect(shares.reduce((sum, share) => sum + share, 0n)).to.equal(MOST);
  });

  it(`R-6, X-14: ${LADDERS} random ladders: as the exact model says to less than a fen an equal, all of it and no more (seed ${SEED})`, async () => {
    const random = randomness(SEED);
    let ties = 0;
    for (let done = 0; done < LADDERS; done += BATCH) {
      const cases = Array.from({ length: BATCH }, () => drawn(random));
      const { orders, shares } = await harness.divide(
        cases.map(({ amount }) => amount),
        cases.map(({ rungs }) => rungs),
      );
      cases.forEach((each, index) => {
        const given = [...(shares[index] ?? [])];
        const { shares: exact, peers } = modelled(each);
        const reason = () =>
          `${each.amount} on ${each.rungs.map((one) => Object.values(one).join("/")).join(", ")}: ${given.join()}`;
        each.rungs.forEach((one, number) => {
          const share = given[number] ?? -1n;
          const { over, under } = exact.get(one) ?? { over: 0n, under: 1n };
          const equals = BigInt(peers.get(one) ?? 1);
          if (equals > 1n) ++ties;
          if (share < 0n || share > one.most) throw new Error(`Beyond its claim: ${reason()}`);
          if (share * under >= over + equals * under || share * under + equals * under <= over) {
            throw new Error(`Not its share: ${reason()}`);
          }
        });
        // The holder takes whatever is left, so that all of it is divided.
        if (given.reduce((sum, share) => sum + share, 0n) !== each.amount) throw new Error(`Not all: ${reason()}`);
        const ranks = [...(orders[index] ?? [])].map((number) => rankOf(each.rungs[Number(number)] ?? holder(1n)));
        if (ranks.join() !== [...ranks].sort().join()) throw new Error(`Not by rank: ${reason()}`);
      });
    }
    expect(ties).to.be.greaterThan(LADDERS);
  }).timeout(SLOW);

  it("R-6: the order in which they were entered changes nobody's share, claimant by claimant", async () => {
    const random = randomness(SEED + 1);
    const byClaimant = ({ rungs }: Case, shares: bigint[]) => {
      const sums = new Map<bigint, bigint>();
      rungs.forEach(({ who }, index) => sums.set(who, (sums.get(who) ?? 0n) + (shares[index] ?? 0n)));
      return [...sums].sort(([a], [b]) => Number(a - b));
    };
    for (let done = 0; done < LADDERS / 4; done += BATCH) {
      const cases = Array.from({ length: BATCH }, () => drawn(random));
      const others = cases.map((each) => ({ ...each, rungs: shuffled(each.rungs, random) }));
      const divide = async (list: Case[]) => {
        const { shares } = await harness.divide(
          list.map(({ amount }) => amount),
          list.map(({ rungs }) => rungs),
        );
        return list.map((each, index) => byClaimant(each, [...(shares[index] ?? [])]));
      };
      expect(await divide(others)).to.deep.equal(await divide(cases));
    }
  }).timeout(SLOW);

  it("R-6: what is paid in parts is divided as what is paid at once, but for the fen of rounding", async () => {
    const random = randomness(SEED + 2);
    for (let done = 0; done < 200; ++done) {
      const { rungs } = drawn(random);
      const fresh = rungs.map((each) => (each.holds ? each : { ...each, most: each.weight }));
      const amounts = Array.from({ length: 4 }, () => BigInt(random.below(2_000)));
      const whole = amounts.reduce((sum, amount) => sum + amount, 0n);
      const atOnce = (await divided(whole, fresh)).shares;
      const got = fresh.map(() => 0n);
      for (const amount of amounts) {
        const now = fresh.map((each, index) => ({
          ...each,
          most: each.most - (got[index] ?? 0n) * (each.holds ? 0n : 1n),
        }));
        const { shares } = await divided(amount, now);
        shares.forEach((share, index) => (got[index] = (got[index] ?? 0n) + share));
      }
      expect(got.reduce((sum, share) => sum + share, 0n)).to.equal(whole);
      fresh.forEach((each, index) => {
        const difference = (got[index] ?? 0n) - (atOnce[index] ?? 0n);
        const most = BigInt(amounts.length * fresh.filter((other) => rankOf(other) === rankOf(each)).length);
        expect(difference <= most && difference >= -most, `${difference} of ${each.weight}`).to.be.true;
      });
    }
  });
});
