/** Random lives of bills, from drawing to the last recourse: who is liable and what is owed, on the chain as in a model of its own. */
import { expect } from "chai";
import { type BaseContract, id, Interface, MaxUint256 } from "ethers";
import { dayNumber } from "../../../../deploy/data/holidays.ts";
import type { Stage } from "../../../../types/index.js";
import { billDesk, BillKind, type Desk, INSTRUCTION, order } from "../../../utils/bills.ts";
import { actorsOf, insolvency } from "../../../utils/recourse.ts";
import { carryOut, ethers, networkHelpers } from "../../../utils/suite.ts";
import type { Capacity } from "./recourse-law.ts";
import { Lot, type ModelBill, type Outcome, type Periods } from "./recourse-lives.ts";

const LIVES = Number(process.env.RECOURSE_LIVES ?? 5_000);
const SEED = Number(process.env.RECOURSE_SEED ?? 0x52a7);

const RATES = [
  [dayNumber("2026-01-05"), 30_000n],
  [dayNumber("2026-03-09"), 31_000n],
] as const;
const DISCOUNT_RATE = 20_000n;
const MATURITIES = ["2026-01-20", "2026-02-15", "2026-03-02"];
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
const USUAL: Periods = { noticeDays: 3, principalMonths: 24, recourseMonths: 6, againMonths: 3 };
const SHORT: Periods = { noticeDays: 3, principalMonths: 3, recourseMonths: 1, againMonths: 1 };
const CAPACITIES: Capacity[] = ["None", "Acceptor", "Drawer", "Endorser", "Guarantor"];
const PROOF = id("proof");

/** Acts in one transaction: well within its cap. */
const BATCH = 55;

/** Mulberry32. */
function generator(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (probability: number) => next() < probability,
    below: (count: number) => Math.floor(next() * count),
    pick: <Value>(values: readonly Value[]): Value => {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error("Nothing to pick from.");
      return value;
    },
  };
}

type Random = ReturnType<typeof generator>;

interface Played {
  who: number;
  target: BaseContract;
  name: string;
  args: unknown[];
  outcome: Outcome;
}

/** Plays acts on the chain, and holds them against what they must come to. */
class Theatre {
  readonly counts = new Map<string, number>();
  private readonly queue: Played[] = [];
  private readonly sent: Played[] = [];
  private nextBlock = 0;
  private readonly selectors = new Map<string, string>();
  private readonly addresses = new Map<BaseContract, string>();

  private readonly desk: Desk;
  private readonly stage: Stage;
  private readonly puppets: ReadonlyMap<number, string>;

  constructor(desk: Desk, stage: Stage, puppets: ReadonlyMap<number, string>) {
    this.desk = desk;
    this.stage = stage;
    this.puppets = puppets;
  }

  async act(who: number, target: BaseContract, name: string, args: unknown[], outcome?: Outcome): Promise<void> {
    this.queue.push({ who, target, name, args, outcome });
    const key = outcome === undefined ? name : `${name} ${outcome}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (this.queue.length >= BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const acts = this.queue.splice(0);
    if (acts.length === 0) return;
    const calls = await Promise.all(
      acts.map(async ({ who, target, name, args }) => ({
        puppet: this.puppets.get(who) ?? "",
        target: await this.addressOf(target),
        data: target.interface.encodeFunctionData(name, args),
      })),
    );
    await this.stage.play(calls);
    this.sent.push(...acts);
  }

  /** Reads what all acts since the last time came to. */
  async check(): Promise<void> {
    await this.flush();
    const played = await this.stage.queryFilter(this.stage.filters.Played, this.nextBlock);
    this.nextBlock = (await ethers.provider.getBlockNumber()) + 1;
    const outcomes = played.flatMap(({ args }) => [...args.outcomes]);
    this.sent.splice(0).forEach(({ who, name, args, outcome }, index) => {
      if (outcomes[index] === this.selectorOf(outcome)) return;
      throw new Error(
        `${who}: ${name}(${args.join(", ")}) came to ${outcomes[index]} and not to ${outcome ?? "success"}.`,
      );
    });
  }

  private async addressOf(target: BaseContract): Promise<string> {
    const known = this.addresses.get(target) ?? (await target.getAddress());
    this.addresses.set(target, known);
    return known;
  }

  private selectorOf(name: Outcome): string {
    if (name === undefined) return "0x00000000";
    const { billRecourse, billRegistry } = this.desk.suite;
    const known =
      this.selectors.get(name) ??
      [billRecourse.interface, billRegistry.interface]
        .map((each: Interface) => each.getError(name)?.selector)
        .find(Boolean) ??
      name;
    this.selectors.set(name, known);
    return known;
  }
}

describe("Bills: random lives to the last recourse", () => {
  it(`B-10 B-11 B-12 B-15 X-20 X-22 in ${LIVES} lives the chain holds liable whom the model does, for the same amounts`, async () => {
    const random: Random = generator(SEED);
    const desk = await billDesk();
    const { suite } = desk;
    const actors = actorsOf(desk);
    const ids = actors.map((actor) => Number(actor.id));
    const FUNDS = 10n ** 15n;

    // Everybody has a puppet, money, and instructions for everybody else.
    const stage = await ethers.deployContract("Stage");
    const puppets = new Map<number, string>();
    const balances = new Map<number, bigint>();
    for (const actor of actors) {
      const puppet = await (await ethers.deployContract("Puppet")).getAddress();
      const deadline = (await networkHelpers.time.latest()) + 3_600;
      await suite.participants.connect(actor.signer).bindAccount(puppet, 1, 0, [], deadline, "0x");
      await suite.money.connect(desk.clearing.signer).issue(actor.wallet, FUNDS, id(`funds ${actor.key}`));
      await suite.money.connect(actor.signer).approve(suite.billRecourse, MaxUint256);
      await suite.money.connect(actor.signer).approve(suite.market, MaxUint256);
      puppets.set(Number(actor.id), puppet);
      balances.set(Number(actor.id), FUNDS);
    }
    const theatre = new Theatre(desk, stage, puppets);
    for (const who of ids) {
      for (const counterparty of ids) {
        if (who === counterparty) continue;
        await theatre.act(who, suite.billRegistry, "instruct", [counterparty, INSTRUCTION]);
      }
    }
    const move = (who: number, amount: bigint) => balances.set(who, (balances.get(who) ?? 0n) + amount);
    const banks = [desk.guanshan, desk.baiyunling, desk.clearing].map(({ id: bank }) => Number(bank));
    const firms = [desk.qianling, desk.nanming, desk.huaxi, desk.market].map(({ id: firm }) => Number(firm));
    const traders = [...banks, Number(desk.market.id), Number(desk.court.id)];
    await order(desk, "setTrader", [desk.market.id, true], suite.billDiscount);
    await order(desk, "setTrader", [desk.court.id, true], suite.billDiscount);
    await order(desk, "setRate", [31_000n, RATES[1][0]], suite.billRecourse);
    const evidence = new Map<number, bigint>();
    for (const actor of actors) evidence.set(Number(actor.id), await insolvency(desk, desk.court, actor));
    await theatre.flush();

    const invoices = new Map<string, string>();
    async function invoice(seller: number, buyer: number): Promise<string> {
      const key = `${seller} ${buyer}`;
      const known = invoices.get(key);
      if (known !== undefined) return known;
      const [from, to] = [seller, buyer].map((who) => actors.find((actor) => Number(actor.id) === who));
      if (from === undefined || to === undefined) throw new Error("Who is that?");
      const { invoice: invoiced } = await import("../../../utils/bills.ts");
      const subject = await invoiced(desk, from, to, FUNDS);
      invoices.set(key, subject);
      return subject;
    }

    let [bills, requests, asks] = [await suite.billRegistry.billCount(), 0n, 0n];
    const lots: Lot[] = [];
    let today = 0;
    /** Orders take their time, so the day is the chain's. */
    const readDay = async () => {
      today = Math.floor(((await networkHelpers.time.latest()) + 28_800) / 86_400);
    };
    const goTo = async (date: string) => {
      await theatre.flush();
      const start = dayNumber(date) * 86_400 + 3_600;
      if (start > (await networkHelpers.time.latest())) await networkHelpers.time.increaseTo(start);
      await readDay();
    };

    /** A guarantee that its guarantor may give, asked for by the holder and signed. */
    async function guarantee(lot: Lot, principal: number, as: Capacity, place: number): Promise<void> {
      const { bill } = lot;
      const isDebtor = (who: number) =>
        [principal, bill.drawer, bill.acceptor].includes(who) ||
        bill.sureties.some(({ by }) => by === who) ||
        lot.links.some(({ from, purpose }) => from === who && purpose !== "ByOrder");
      const free = ids.filter((who) => !isDebtor(who));
      if (free.length === 0) return;
      const by = random.pick(free);
      await theatre.act(lot.holder, suite.billSecurity, "requestGuarantee", [lot.id, by, 0]);
      await theatre.act(by, suite.billSecurity, "sign", [++requests]);
      bill.sureties.push({ by, principal, as, place, lo: lot.lo, hi: lot.hi });
    }

    async function draw(periods: Periods): Promise<void> {
      const isBank = random.chance(0.7);
      const acceptor = isBank ? random.pick(banks.slice(0, 2)) : random.pick(firms);
      const payee = random.pick(firms.filter((firm) => firm !== acceptor));
      const isByCreditor = !isBank && random.chance(0.2);
      const drawer = isByCreditor ? payee : random.pick(firms.filter((firm) => firm !== payee));
      const maturity = random.pick(MATURITIES);
      const splittable = random.chance(0.6);
      const face = 1_000 + random.below(100_000_000);
      const buyer = drawer === payee ? acceptor : drawer;
      const terms = {
        kind: isBank ? BillKind.Bank : BillKind.Commercial,
        supplyChain: false,
        splittable,
        notTransferable: false,
        acceptor,
        payee,
        institution: desk.guanshan.id,
        face,
        maturity: dayNumber(maturity),
        documents: [{ subject: await invoice(payee, buyer), amount: face }],
      };
      const bill: ModelBill = {
        id: ++bills,
        drawer,
        acceptor,
        payee,
        maturity: dayNumber(maturity),
        splittable,
        periods,
        sureties: [],
        seq: 1n,
      };
      const lot = new Lot(bill, (bill.id << 32n) | 1n, 1, face, drawer);
      await theatre.act(drawer, suite.billIssuance, "draw", [terms]);
      if (random.chance(0.15)) await guarantee(lot, drawer, "Drawer", 0);
      await theatre.act(drawer, suite.billIssuance, "presentForAcceptance", [bill.id]);
      if (acceptor !== drawer) await theatre.act(acceptor, suite.billIssuance, "sign", [++requests]);
      if (random.chance(0.15)) await guarantee(lot, acceptor, "Acceptor", 0);
      await theatre.act(drawer, suite.billIssuance, "deliver", [bill.id, 0]);
      lot.holder = payee;
      lots.push(lot);
    }

    /** One step of a holding's circulation: endorsed, marked, sold, pledged, all of it or a part. */
    async function circulate(lot: Lot): Promise<void> {
      if (lot.state !== "Held" || lot.marked) return;
      if (random.chance(0.15)) await guarantee(lot, lot.holder, "Endorser", lot.links.length + 1);
      const holder = lot.holder;
      const to = random.pick(ids.filter((who) => who !== holder));
      const isPart = lot.bill.splittable && lot.units > 10n && random.chance(0.2);
      const amount = isPart ? 1n + BigInt(random.below(Number(lot.units) - 1)) : lot.units;
      const act = random.below(100);
      if (act < 45) {
        await theatre.act(holder, suite.billRegistry, "endorsePart", [lot.id, amount, to, false, 0]);
        taken(lot, amount).convey(to, "Transfer", false, today);
      } else if (act < 55) {
        await theatre.act(holder, suite.billRegistry, "endorsePart", [lot.id, amount, to, true, 0]);
        await theatre.act(to, suite.billRegistry, "sign", [++requests]);
        taken(lot, amount).convey(to, "Transfer", true, today);
      } else if (act < 63) {
        const secured = 1n + BigInt(random.below(Number(amount) * 2));
        await theatre.act(holder, suite.billSecurity, "pledge", [lot.id, amount, to, secured, today, 0]);
        await theatre.act(to, suite.billSecurity, "sign", [++requests]);
        const part = taken(lot, amount);
        part.state = "Pledged";
        part.pledgee = to;
        part.secured = secured;
      } else if (act < 85) {
        await sell(lot, amount);
      }
    }

    async function sell(lot: Lot, amount: bigint): Promise<void> {
      const seller = lot.holder;
      const buyers = (lot.discounted ? traders : banks).filter((who) => who !== seller);
      const buyer = random.pick(buyers);
      const payable = dayNumber(
        lot.bill.maturity === dayNumber("2026-02-15") ? "2026-02-24" : dateOf(lot.bill.maturity),
      );
      const days = BigInt(payable - today);
      const price = amount - (amount * DISCOUNT_RATE * days + 180_000_000n) / 360_000_000n;
      const ask = {
        title: await suite.billDiscount.getAddress(),
        lots: [{ title: lot.id, amount }],
        buyers: [],
        firstDay: today,
        lastDay: today,
        closesAt: 0,
        terms: PROOF,
      };
      await theatre.act(seller, suite.market, "ask", [ask]);
      await theatre.act(buyer, suite.market, "quote", [++asks, DISCOUNT_RATE, today]);
      await theatre.act(seller, suite.market, "accept", [(asks << 32n) | 1n, price]);
      const part = taken(lot, amount);
      part.convey(buyer, part.discounted ? "Rediscount" : "Discount", false, today);
      move(buyer, -price);
      move(seller, price);
    }

    function taken(lot: Lot, amount: bigint): Lot {
      const part = lot.take(amount);
      if (part !== lot) lots.push(part);
      return part;
    }

    async function openEarly(lot: Lot): Promise<void> {
      await theatre.act(lot.holder, suite.billRecourse, "openEarly", [lot.id, evidence.get(lot.bill.acceptor) ?? 0n]);
      lot.openedOn = today;
    }

    /** Presented and refused, after its pledge was realised. */
    async function dishonour(lot: Lot): Promise<void> {
      if (lot.state === "Pledged") {
        await theatre.act(lot.pledgee, suite.billSecurity, "realise", [lot.id]);
        lot.pledgor = lot.holder;
        lot.convey(lot.pledgee, "Pledge", false, today);
        lot.state = "Realised";
      }
      await theatre.act(lot.holder, suite.billPayment, "present", [lot.id, PROOF]);
      await theatre.act(lot.bill.acceptor, suite.billPayment, "dishonour", [lot.id, 2]);
      lot.late = lot.openedOn === 0 && today > lot.bill.maturity + 10;
      lot.dishonouredOn = today;
    }

    /** One act of recourse, lawful or not. */
    async function recourse(lot: Lot): Promise<void> {
      const { billRecourse } = suite;
      const { holder } = lot;
      const party = random.pick(ids);
      const liable = ids.filter((who) => lot.liability(who).capacity !== "None");
      const claimed = ids.filter((who) => lot.isClaimed(holder, who));
      const fresh = liable.filter((who) => !claimed.includes(who));
      const likely = fresh.length > 0 && random.chance(0.85) ? random.pick(fresh) : party;
      const act = random.below(100);
      if (act < 40 || (claimed.length === 0 && act < 75)) {
        const caller = random.chance(0.97) ? holder : party;
        const costs = random.chance(0.3) ? BigInt(random.below(50_000)) : 0n;
        const outcome = lot.claim(caller, likely, costs, today);
        await theatre.act(caller, billRecourse, "claim", [lot.id, likely, costs, PROOF], outcome);
      } else if (act < 80) {
        const payer = claimed.length > 0 && random.chance(0.95) ? random.pick(claimed) : party;
        const owed = lot.isDishonoured ? lot.total(today, RATES) : 1n;
        const amount = random.chance(0.7) ? owed + 1n : 1n + owed / BigInt(1 + random.below(4));
        const { outcome, moves } = lot.settle(payer, amount, today, RATES);
        for (const { from, to, amount: moved } of moves) {
          move(from, -moved);
          move(to, moved);
        }
        await theatre.act(payer, billRecourse, "settle", [lot.id, amount], outcome);
      } else if (act < 90) {
        const caller = claimed.length > 0 && random.chance(0.5) ? random.pick(claimed) : holder;
        const suit = random.chance(0.5);
        const outcome = lot.interrupt(caller, likely, suit, today);
        await theatre.act(caller, billRecourse, "interrupt", [lot.id, likely, suit ? 2 : 1, PROOF], outcome);
      } else {
        const told = [...lot.told.keys()];
        const caller = told.length > 0 && random.chance(0.5) ? random.pick(told) : holder;
        const outcome = lot.notify(caller, likely, today);
        await theatre.act(caller, billRecourse, "notify", [lot.id, likely], outcome);
      }
    }

    let [pairs, amounts] = [0, 0];

    /** Holds every participant's liability on these holdings against the model's. */
    async function compareLiabilities(touched: readonly Lot[]): Promise<void> {
      await theatre.check();
      for (const page of pagesOf(touched, 12)) {
        const holdings = page.map((lot) => lot.id);
        const found = await stage.liabilities(suite.billRecourse, holdings, ids);
        found.forEach((shown, index) => {
          const [lot, who] = [page[Math.floor(index / ids.length)], ids[index % ids.length]];
          if (lot === undefined || who === undefined) throw new Error("Too much was read.");
          const { capacity, place, principal } = lot.liability(who);
          const [as, of] = [BigInt(CAPACITIES.indexOf(capacity)), BigInt(CAPACITIES.indexOf(principal))];
          const modelled = (as << 32n) | (BigInt(place) << 16n) | of;
          ++pairs;
          if (shown !== modelled) expect(shown, `${who} on ${lot.id}: ${JSON.stringify(lot.links)}`).to.equal(modelled);
        });
      }
    }

    /** Holds what everybody has on these holdings, as claimant or payer, against the model's. */
    async function compareAccounts(touched: readonly Lot[]): Promise<void> {
      await theatre.check();
      const all = touched.flatMap((lot) =>
        [...new Set([lot.holder, ...lot.accounts.keys()])].map((who) => ({ lot, who })),
      );
      for (const page of pagesOf(all, 100)) {
        const found = await stage.accounts(
          suite.billRecourse,
          page.map(({ lot }) => lot.id),
          page.map(({ who }) => who),
        );
        page.forEach(({ lot, who }, index) => {
          const modelled = lot.shown(who, today, RATES).reduce((word, part) => (word << 64n) | part, 0n);
          ++amounts;
          if (found[index] !== modelled) {
            expect(found[index]?.toString(16), `${who} on ${lot.id}, day ${today}`).to.equal(modelled.toString(16));
          }
        });
      }
    }

    // Half of the bills are drawn under the usual periods, half under short ones.
    await goTo("2026-01-05");
    for (let life = 0; life < LIVES / 2; ++life) await draw(USUAL);
    await theatre.flush();
    await order(
      desk,
      "setPeriods",
      [{ tenorMonths: 6, acceptanceDays: 3, presentationDays: 10, ...SHORT }],
      suite.billIssuance,
    );
    for (let life = 0; life < LIVES / 2; ++life) await draw(SHORT);
    for (const date of ["2026-01-06", "2026-01-07", "2026-01-08"]) {
      await goTo(date);
      for (const lot of [...lots]) await circulate(lot);
    }
    await theatre.flush();
    // By order some go to somebody else.
    const forced = lots.filter((lot) => lot.state === "Held" && random.chance(0.1)).slice(0, 64);
    for (let start = 0; start < forced.length; start += 16) {
      const calls = forced.slice(start, start + 16).map((lot) => {
        const to = random.pick(ids.filter((who) => who !== lot.holder));
        const args = [lot.id, `0x${"0".repeat(64)}`, lot.holder, lot.lo, lot.hi, to];
        return { lot, to, call: { target: suite.billOrders, name: "transferByOrder", args } };
      });
      await carryOut(
        suite,
        calls.map(({ call }) => call),
        [
          [desk.court, "Judiciary"],
          [desk.regulator, "Regulator"],
        ],
      );
      await readDay();
      for (const { lot, to } of calls) lot.convey(to, "ByOrder", lot.marked, today);
    }
    await goTo("2026-01-12");
    for (const lot of [...lots]) await circulate(lot);
    for (const lot of lots) if (lot.state === "Held" && random.chance(0.1)) await openEarly(lot);
    await compareLiabilities(lots.filter(() => random.chance(0.1)));

    // A few are presented only after their period.
    const isSlow = new Set(lots.filter(() => random.chance(0.08)));
    for (const date of ROUNDS) {
      await goTo(date);
      const [touched, conveyed] = [new Set<Lot>(), new Set<Lot>()];
      for (const lot of lots) {
        if (lot.state === "Closed") continue;
        const due = today >= lot.bill.maturity + (isSlow.has(lot) ? 20 : 0);
        if (due && lot.dishonouredOn === 0 && lot.state !== "InRecourse") {
          await dishonour(lot);
          conveyed.add(lot);
        }
        if (!lot.isDishonoured || (!conveyed.has(lot) && random.chance(0.6))) continue;
        touched.add(lot);
        const links = lot.links.length;
        for (let act = random.below(4); act >= 0 && !lot.isClosed; --act) await recourse(lot);
        if (lot.isClosed || lot.links.length > links) conveyed.add(lot);
      }
      await compareLiabilities([...conveyed]);
      await compareAccounts([...touched]);
    }

    for (const actor of actors) {
      const balance = await suite.money.balanceOf(actor.wallet);
      expect(balance, actor.key).to.equal(balances.get(Number(actor.id)));
    }
    const counts = [...theatre.counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `${name} ${count}`);
    const told = `${bills} bills, ${lots.length} holdings, ${pairs} pairs, ${amounts} accounts; ${counts.join(", ")}`;
    if (process.env.RECOURSE_REPORT !== undefined) console.log(told);
    for (const name of ["claim", "settle", "interrupt", "notify", "openEarly", "realise", "accept"]) {
      expect(theatre.counts.get(name) ?? 0, told).to.be.greaterThan(LIVES / 100);
    }
  }).timeout(1_800_000);
});

const pagesOf = <Value>(values: readonly Value[], size: number): Value[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, page) => values.slice(page * size, (page + 1) * size));
const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
