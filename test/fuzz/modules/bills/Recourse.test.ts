/** Random lives of bills, from drawing to the last recourse: who is liable and what is owed, on the chain as in a model of its own. */
import { expect } from "chai";
import { billDesk } from "../../../utils/bills.ts";
import { type Lot, type Periods } from "./recourse-lives.ts";
import { generator } from "./recourse-theatre.ts";
import { World } from "./recourse-world.ts";

/** A thousand takes each act more than ten times, as the test demands of each; RECOURSE_LIVES gives more. */
const LIVES = Number(process.env.RECOURSE_LIVES ?? 1_000);
const SEED = Number(process.env.RECOURSE_SEED ?? 0x52a7);
/** Lives on one chain; each thousand begins with a new one. */
const BATCH = Math.min(LIVES, 1_000);

const USUAL: Periods = { noticeDays: 3, principalMonths: 24, recourseMonths: 6, againMonths: 3 };
/** So short that limits pass while lives last. */
const SHORT: Periods = { noticeDays: 3, principalMonths: 3, recourseMonths: 1, againMonths: 1 };

/** Days on which recourse is taken; some are the last of a period, or the next. */
const ROUNDS = [
  "2026-01-20",
  "2026-01-21",
  "2026-01-23",
  "2026-01-26",
  "2026-02-10",
  "2026-02-15",
  "2026-02-16",
  "2026-02-26",
  "2026-03-02",
  "2026-03-03",
  "2026-03-20",
  "2026-04-02",
  "2026-04-03",
  "2026-05-15",
  "2026-07-20",
  "2026-07-21",
  "2026-08-17",
  "2026-09-02",
  "2026-09-03",
];

describe("Bills: random lives to the last recourse", () => {
  for (let seed = SEED; seed < SEED + LIVES / BATCH; ++seed) {
    it(`B-7 B-10 B-11 B-12 B-15 X-20 X-22 in ${BATCH} lives the chain holds liable whom the model does, for as much (seed ${seed})`, () =>
      play(seed)).timeout(1_200_000);
  }

  async function play(seed: number): Promise<void> {
    const random = generator(seed);
    const world = await World.found(await billDesk(), random);
    const { lots, theatre } = world;

    await world.goTo("2026-01-05");
    for (let life = 0; life < BATCH / 2; ++life) await world.draw(USUAL);
    await world.setPeriods(SHORT);
    for (let life = 0; life < BATCH / 2; ++life) await world.draw(SHORT);
    for (const date of ["2026-01-06", "2026-01-07", "2026-01-08"]) {
      await world.goTo(date);
      for (const lot of [...lots]) await world.circulate(lot);
    }
    await world.force(lots.filter((lot) => lot.state === "Held" && random.chance(0.1)).slice(0, 64));
    await world.goTo("2026-01-12");
    for (const lot of [...lots]) await world.circulate(lot);
    for (const lot of lots) if (lot.state === "Held" && random.chance(0.1)) await world.openEarly(lot);
    await world.compareLiabilities(lots.filter(() => random.chance(0.1)));

    // A few are presented only after their period.
    const isSlow = new Set(lots.filter(() => random.chance(0.08)));
    for (const date of ROUNDS) {
      await world.goTo(date);
      const [touched, conveyed] = [new Set<Lot>(), new Set<Lot>()];
      for (const lot of lots.filter(({ isClosed }) => !isClosed)) {
        const due = world.today >= lot.bill.maturity + (isSlow.has(lot) ? 20 : 0);
        if (due && lot.dishonouredOn === 0 && lot.state !== "InRecourse") {
          await world.dishonour(lot);
          conveyed.add(lot);
        }
        if (!lot.isDishonoured || (!conveyed.has(lot) && random.chance(0.6))) continue;
        touched.add(lot);
        const links = lot.links.length;
        for (let act = random.below(3); act >= 0 && !lot.isClosed; --act) await world.recourse(lot);
        if (lot.isClosed || lot.links.length > links) conveyed.add(lot);
      }
      await world.compareLiabilities([...conveyed]);
      await world.compareAccounts([...touched]);
    }
    await world.compareMoney();

    const counts = [...theatre.counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `${name} ${count}`);
    const { bills, pairs, amounts } = world;
    const told = `${bills} bills, ${lots.length} holdings, ${pairs} pairs, ${amounts} accounts; ${counts.join(", ")}`;
    if (process.env.RECOURSE_REPORT !== undefined) console.log(told);
    for (const name of ["claim", "settle", "interrupt", "notify", "openEarly", "realise", "accept"]) {
      expect(theatre.counts.get(name) ?? 0, told).to.be.greaterThan(BATCH / 100);
    }
  }
});
