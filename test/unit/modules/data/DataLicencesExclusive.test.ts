/** Exclusive licences: that two never overlap, held against a model that looks at every pair (D-2, X-51). */
import { expect } from "chai";
import { certified, dataDesk, type DataDesk, Right, toDay, today } from "../../../utils/data.ts";
import { asPart, bitsOf, licensed, LicenceStatus, setOf, termsOf } from "../../../utils/data-offers.ts";
import { networkHelpers } from "../../../utils/suite.ts";

/** What a licence is to the model. */
interface Known {
  id: bigint;
  asset: bigint;
  right: bigint;
  exclusive: boolean;
  purposes: bigint;
  days: bigint;
  /** No day while it is delivered. */
  lastDay: bigint;
  status: "Pending" | "Live" | "Ended" | "Closed";
}

/** Numbers as random as a test can repeat (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

describe("DataLicences, exclusive ones", () => {
  let desk: DataDesk;
  let asset: bigint;

  beforeEach(async () => {
    desk = await dataDesk();
    asset = await certified(desk);
  });

  const licences = () => desk.suite.dataLicences;
  const bySales = async () => licences().connect(await asPart(desk));
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) =>
    expect(call)
      .to.be.revertedWithCustomError(licences(), error)
      .withArgs(...args);
  const risk = 1n;
  const exclusive = (draft = {}) => ({ exclusive: true, ...draft });

  it("D-2: nothing overlaps a licence that is exclusive, from its first to its last day", async () => {
    const first = await licensed(desk, asset, exclusive({ daysValid: 10n }));
    const { lastDay } = await licences().licenceInfo(first);
    expect(await licences().exclusiveOf(asset, Right.Processing, risk)).to.deep.equal([first, lastDay]);
    for (const draft of [exclusive(), {}, { purposes: setOf("RISK_CONTROL", "RESEARCH") }]) {
      await refused(licensed(desk, asset, draft), "DataLicenceExcluded", asset, Right.Processing, risk, first);
    }
    await toDay(lastDay);
    await refused(licensed(desk, asset), "DataLicenceExcluded", asset, Right.Processing, risk, first);
    await toDay(lastDay + 1n);
    expect(await licences().exclusiveOf(asset, Right.Processing, risk)).to.deep.equal([0n, 0n]);
    await licensed(desk, asset, exclusive());
  });

  it("another purpose, right or asset is free", async () => {
    await licensed(desk, asset, exclusive());
    await licensed(desk, asset, exclusive({ purposes: setOf("RESEARCH") }));
    await licensed(desk, asset, exclusive({ right: Right.Operation }));
    await licensed(desk, await certified(desk), exclusive());
  });

  it("D-2: a licence is not made exclusive while others have the purpose", async () => {
    const [short, long] = [
      await licensed(desk, asset, { daysValid: 5n }),
      await licensed(desk, asset, { daysValid: 10n, purposes: setOf("RISK_CONTROL", "RESEARCH") }),
    ];
    const { lastDay } = await licences().licenceInfo(long);
    expect(await licences().latestUntil(asset, Right.Processing, risk)).to.deep.equal([lastDay, 0n]);
    const alone = () => licensed(desk, asset, exclusive());
    await refused(alone(), "DataLicenceNotAlone", asset, Right.Processing, risk, lastDay, 0);
    // The longer one ends early, which frees the purpose once the other is closed.
    await licences().connect(desk.shuju.signer).surrender(long);
    await licensed(desk, asset, exclusive({ purposes: setOf("RESEARCH") }));
    await refused(alone(), "DataLicenceNotAlone", asset, Right.Processing, risk, lastDay, 0);
    await licences().connect(desk.shuju.signer).surrender(short);
    await alone();
  });

  it("D-2: what is being delivered holds its place, however long that takes", async () => {
    const sold = await licensed(desk, asset, exclusive({ daysValid: 5n }), { pending: true });
    await toDay((await today()) + 200n);
    await refused(licensed(desk, asset), "DataLicenceExcluded", asset, Right.Processing, risk, sold);
    await (await bySales()).activate(sold);
    const { lastDay } = await licences().licenceInfo(sold);
    await toDay(lastDay);
    await refused(licensed(desk, asset), "DataLicenceExcluded", asset, Right.Processing, risk, sold);
    await toDay(lastDay + 1n);
    const shared = await licensed(desk, asset, {}, { pending: true });
    await toDay((await today()) + 200n);
    await refused(licensed(desk, asset, exclusive()), "DataLicenceNotAlone", asset, Right.Processing, risk, 0, 1);
    await (await bySales()).void(shared);
    await licensed(desk, asset, exclusive());
  });

  it("an undone, given up or ended one gives its place free at once; one that was followed gives nothing", async () => {
    const undone = await licensed(desk, asset, exclusive(), { pending: true });
    await (await bySales()).void(undone);
    const given = await licensed(desk, asset, exclusive());
    await licences().connect(desk.shuju.signer).surrender(given);
    const over = await licensed(desk, asset, exclusive({ daysValid: 1n }));
    await toDay((await today()) + 1n);
    const next = await licensed(desk, asset, exclusive());
    await toDay((await today()) + 31n);
    await licences().close(over);
    expect((await licences().licenceInfo(over)).status).to.equal(LicenceStatus.Closed);
    await refused(licensed(desk, asset), "DataLicenceExcluded", asset, Right.Processing, risk, next);
  });

  it("takes all purposes or none", async () => {
    await licensed(desk, asset, exclusive({ purposes: setOf("RESEARCH") }));
    const all = { purposes: setOf("RISK_CONTROL", "RESEARCH", "INSURANCE") };
    await refused(licensed(desk, asset, exclusive(all)), "DataLicenceExcluded", asset, Right.Processing, 4, 1);
    expect(await licences().exclusiveOf(asset, Right.Processing, risk)).to.deep.equal([0n, 0n]);
    await licensed(desk, asset, exclusive());
  });

  it("all sixty-four purposes can be each one's own, and of one licence", async () => {
    await licensed(desk, asset, exclusive({ purposes: 2n ** 64n - 1n }));
    expect(await licences().exclusiveOf(asset, Right.Processing, 63)).to.deep.include(1n);
    await licences().connect(desk.shuju.signer).surrender(1);
    for (let purpose = 0n; purpose < 64n; ++purpose) {
      await licensed(desk, asset, exclusive({ purposes: 1n << purpose }));
    }
    await refused(licensed(desk, asset), "DataLicenceExcluded", asset, Right.Processing, risk, 3);
  });

  /**
   * Licences of two assets and both rights, with terms of chance, are issued, delivered, undone, given up and closed over months. The model
   * keeps all of them. It refuses what overlaps one that stands: all begin on the day on which they are issued or delivered, so that two
   * overlap in time when both stand on one day.
   */
  for (const seed of [7, 49, 51]) {
    it(`D-2, X-51: no licence of chance overlaps an exclusive one (seed ${String(seed)})`, async function () {
      this.timeout(120_000);
      const roll = dice(seed);
      const assets = [asset, await certified(desk)];
      const all: Known[] = [];
      const counts = { issued: 0, refused: 0 };
      const oneOf = <T>(list: readonly T[]): T | undefined => list[roll(list.length || 1)];
      const stands = (known: Known, day: bigint) =>
        known.status === "Pending" || (known.status === "Live" && known.lastDay >= day);

      for (let step = 0; step < 150; ++step) {
        const day = await today();
        const act = roll(10);
        if (act < 6) {
          const draft = {
            asset: oneOf(assets) ?? asset,
            right: oneOf([Right.Processing, Right.Operation]) ?? Right.Processing,
            exclusive: roll(2) === 0,
            purposes: bitsOf(Array.from({ length: 1 + roll(2) }, () => BigInt(roll(5)))),
            days: BigInt(1 + roll(12)),
          };
          const pending = roll(3) === 0;
          const rivals = all.filter(
            (known) =>
              known.asset === draft.asset && known.right === draft.right && (known.purposes & draft.purposes) !== 0n,
          );
          const overlapped = rivals.filter((known) => (known.exclusive || draft.exclusive) && stands(known, day));
          const call = licensed(
            desk,
            draft.asset,
            { right: draft.right, exclusive: draft.exclusive, purposes: draft.purposes, daysValid: draft.days },
            { pending },
          );
          let id: bigint;
          try {
            id = await call;
          } catch (error) {
            // Ones that ended early count with their last day until all of the purpose are closed, which the contract says of itself.
            const late = rivals.some((known) => !known.exclusive && known.status === "Ended" && known.lastDay >= day);
            expect(String(error)).to.match(/DataLicenceExcluded|DataLicenceNotAlone/);
            expect(overlapped.length > 0 || (draft.exclusive && late), `step ${String(step)} is refused`).to.equal(
              true,
            );
            ++counts.refused;
            continue;
          }
          expect(overlapped, `step ${String(step)} overlaps`).to.deep.equal([]);
          ++counts.issued;
          const lastDay = pending ? 0n : day + draft.days - 1n;
          all.push({ id, ...draft, lastDay, status: pending ? "Pending" : "Live" });
        } else if (act < 7) {
          const known = oneOf(all.filter(({ status }) => status === "Pending"));
          if (known === undefined) continue;
          const delivered = roll(2) === 0;
          await (await bySales())[delivered ? "activate" : "void"](known.id);
          known.status = delivered ? "Live" : "Closed";
          known.lastDay = delivered ? day + known.days - 1n : 0n;
        } else if (act < 8) {
          const known = oneOf(all.filter((each) => each.status === "Live" && each.lastDay >= day));
          if (known === undefined) continue;
          await licences().connect(desk.shuju.signer).surrender(known.id);
          known.status = "Ended";
        } else if (act < 9) {
          for (const known of all) {
            const from = await licences().closableFrom(known.id);
            if (from === 0n || from > day) continue;
            await licences().close(known.id);
            known.status = "Closed";
          }
        } else {
          await networkHelpers.time.increase(86_400 * (1 + roll(9)));
        }
      }
      // Both happened often enough to mean something.
      expect(counts.issued).to.be.greaterThan(20);
      expect(counts.refused).to.be.greaterThan(20);
    });
  }

  it("is asked of licences that are issued, whatever their offer says", async () => {
    await licensed(desk, asset, exclusive());
    const sales = await bySales();
    await refused(
      sales.issue(termsOf(asset), 5, desk.yunlu.id, desk.shuju.id, false),
      "DataLicenceExcluded",
      asset,
      Right.Processing,
      risk,
      1,
    );
  });
});
