/** The world of the random lives: its participants, its bills, and what may happen to them, on the chain and in the model at once. */
import { expect } from "chai";
import { id, MaxUint256, ZeroHash } from "ethers";
import { dayNumber } from "../../../../deploy/data/holidays.ts";
import type { Stage } from "../../../../types/index.js";
import { BillKind, type Desk, INSTRUCTION, invoice, order } from "../../../utils/bills.ts";
import { actorsOf, insolvency } from "../../../utils/recourse.ts";
import { type Actor, carryOut, ethers, networkHelpers } from "../../../utils/suite.ts";
import { businessDay, type Capacity, type Rates } from "./recourse-law.ts";
import { Lot, type ModelBill, type Periods } from "./recourse-lives.ts";
import { pagesOf, type Random, Theatre } from "./recourse-theatre.ts";

const NEW_RATE_FROM = dayNumber("2026-03-09");
const RATES: Rates = [
  [dayNumber("2026-01-05"), 30_000n],
  [NEW_RATE_FROM, 31_000n],
];
const DISCOUNT_RATE = 20_000n;
const MATURITIES = ["2026-01-20", "2026-02-15", "2026-03-02"];
const CAPACITIES: Capacity[] = ["None", "Acceptor", "Drawer", "Endorser", "Guarantor"];
const PROOF = id("proof");
const FUNDS = 10n ** 15n;

export class World {
  readonly lots: Lot[] = [];
  readonly theatre: Theatre;
  /** The chain's day. */
  today = 0;
  bills = 0n;
  /** Liabilities and accounts that were compared. */
  pairs = 0;
  amounts = 0;

  private readonly desk: Desk;
  private readonly suite: Desk["suite"];
  private readonly random: Random;
  private readonly stage: Stage;
  private readonly actors: readonly Actor[];
  private readonly ids: number[];
  private readonly firms: readonly number[];
  private readonly banks: readonly number[];
  private readonly traders: readonly number[];
  private readonly evidence = new Map<number, bigint>();
  private readonly balances = new Map<number, bigint>();
  private readonly invoices = new Map<string, string>();
  private requests = 0n;
  private asks = 0n;

  private constructor(desk: Desk, random: Random, stage: Stage, puppets: ReadonlyMap<number, string>) {
    this.desk = desk;
    this.suite = desk.suite;
    this.random = random;
    this.stage = stage;
    this.actors = actorsOf(desk);
    this.ids = this.actors.map(numberOf);
    this.firms = [desk.qianling, desk.nanming, desk.huaxi, desk.market].map(numberOf);
    this.banks = [desk.guanshan, desk.baiyunling, desk.clearing].map(numberOf);
    this.traders = [...this.banks, numberOf(desk.market), numberOf(desk.court)];
    this.theatre = new Theatre(desk, stage, puppets);
  }

  /** Everybody has a puppet, money, and instructions for everybody else. */
  static async found(desk: Desk, random: Random): Promise<World> {
    const { suite } = desk;
    const puppets = new Map<number, string>();
    for (const actor of actorsOf(desk)) {
      const puppet = await (await ethers.deployContract("Puppet")).getAddress();
      const deadline = (await networkHelpers.time.latest()) + 3_600;
      await suite.participants.connect(actor.signer).bindAccount(puppet, 1, 0, [], deadline, "0x");
      await suite.money.connect(desk.clearing.signer).issue(actor.wallet, FUNDS, id(`funds ${actor.key}`));
      await suite.money.connect(actor.signer).approve(suite.billRecourse, MaxUint256);
      await suite.money.connect(actor.signer).approve(suite.market, MaxUint256);
      puppets.set(numberOf(actor), puppet);
    }
    await order(desk, "setTrader", [desk.market.id, true], suite.billDiscount);
    await order(desk, "setTrader", [desk.court.id, true], suite.billDiscount);
    await order(desk, "setRate", [31_000n, NEW_RATE_FROM], suite.billRecourse);

    const world = new World(desk, random, await ethers.deployContract("Stage"), puppets);
    for (const actor of world.actors) {
      const who = numberOf(actor);
      world.balances.set(who, FUNDS);
      world.evidence.set(who, await insolvency(desk, desk.court, actor));
      for (const counterparty of world.ids.filter((each) => each !== who)) {
        await world.theatre.act(who, suite.billRegistry, "instruct", [counterparty, INSTRUCTION]);
      }
    }
    await world.theatre.check();
    return world;
  }

  /** Makes it this day, or leaves it as it is when orders have taken longer. */
  async goTo(date: string): Promise<void> {
    await this.theatre.flush();
    const start = dayNumber(date) * 86_400 + 3_600;
    if (start > (await networkHelpers.time.latest())) await networkHelpers.time.increaseTo(start);
    await this.readDay();
  }

  /** For the bills drawn from then on. */
  async setPeriods(periods: Periods): Promise<void> {
    await this.theatre.flush();
    const args = [{ tenorMonths: 6, acceptanceDays: 3, presentationDays: 10, ...periods }];
    await order(this.desk, "setPeriods", args, this.suite.billIssuance);
    await this.readDay();
  }

  /** Some holdings go to somebody else by order. */
  async force(lots: readonly Lot[]): Promise<void> {
    await this.theatre.flush();
    for (const page of pagesOf(lots, 16)) {
      const forced = page.map((lot) => ({ lot, to: this.random.pick(this.ids.filter((who) => who !== lot.holder)) }));
      const calls = forced.map(({ lot, to }) => ({
        target: this.suite.billOrders,
        name: "transferByOrder",
        args: [lot.id, ZeroHash, lot.holder, lot.lo, lot.hi, to],
      }));
      await carryOut(this.suite, calls, [
        [this.desk.court, "Judiciary"],
        [this.desk.regulator, "Regulator"],
      ]);
      await this.readDay();
      for (const { lot, to } of forced) lot.convey(to, "ByOrder", lot.marked, this.today);
    }
  }

  /** A guarantee that its guarantor may give, asked for by the holder and signed. */
  async guarantee(lot: Lot, principal: number, as: Capacity, place: number): Promise<void> {
    const { bill } = lot;
    const isDebtor = (who: number) =>
      [principal, bill.drawer, bill.acceptor].includes(who) ||
      bill.sureties.some(({ by }) => by === who) ||
      lot.links.some(({ from, purpose }) => from === who && purpose !== "ByOrder");
    const free = this.ids.filter((who) => !isDebtor(who));
    if (free.length === 0) return;
    const by = this.random.pick(free);
    await this.theatre.act(lot.holder, this.suite.billSecurity, "requestGuarantee", [lot.id, by, 0]);
    await this.theatre.act(by, this.suite.billSecurity, "sign", [++this.requests]);
    bill.sureties.push({ by, principal, as, place, lo: lot.lo, hi: lot.hi });
  }

  async draw(periods: Periods): Promise<void> {
    const isBank = this.random.chance(0.7);
    const acceptor = isBank ? this.random.pick(this.banks.slice(0, 2)) : this.random.pick(this.firms);
    const payee = this.random.pick(this.firms.filter((firm) => firm !== acceptor));
    const isByCreditor = !isBank && this.random.chance(0.2);
    const drawer = isByCreditor ? payee : this.random.pick(this.firms.filter((firm) => firm !== payee));
    const maturity = this.random.pick(MATURITIES);
    const splittable = this.random.chance(0.6);
    const face = 1_000 + this.random.below(100_000_000);
    const buyer = drawer === payee ? acceptor : drawer;
    const terms = {
      kind: isBank ? BillKind.Bank : BillKind.Commercial,
      supplyChain: false,
      splittable,
      notTransferable: false,
      acceptor,
      payee,
      institution: this.desk.guanshan.id,
      face,
      maturity: dayNumber(maturity),
      documents: [{ subject: await this.invoice(payee, buyer), amount: face }],
    };
    const bill: ModelBill = {
      id: ++this.bills,
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
    await this.theatre.act(drawer, this.suite.billIssuance, "draw", [terms]);
    if (this.random.chance(0.15)) await this.guarantee(lot, drawer, "Drawer", 0);
    await this.theatre.act(drawer, this.suite.billIssuance, "presentForAcceptance", [bill.id]);
    if (acceptor !== drawer) await this.theatre.act(acceptor, this.suite.billIssuance, "sign", [++this.requests]);
    if (this.random.chance(0.15)) await this.guarantee(lot, acceptor, "Acceptor", 0);
    await this.theatre.act(drawer, this.suite.billIssuance, "deliver", [bill.id, 0]);
    lot.holder = payee;
    this.lots.push(lot);
  }

  /** One step of a holding's circulation: endorsed, marked, sold, pledged, all of it or a part. */
  async circulate(lot: Lot): Promise<void> {
    if (lot.state !== "Held" || lot.marked) return;
    if (this.random.chance(0.25)) await this.guarantee(lot, lot.holder, "Endorser", lot.links.length + 1);
    const holder = lot.holder;
    const to = this.random.pick(this.ids.filter((who) => who !== holder));
    const isPart = lot.bill.splittable && lot.units > 10n && this.random.chance(0.2);
    const amount = isPart ? 1n + BigInt(this.random.below(Number(lot.units) - 1)) : lot.units;
    const act = this.random.below(100);
    if (act < 45) {
      await this.theatre.act(holder, this.suite.billRegistry, "endorsePart", [lot.id, amount, to, false, 0]);
      this.taken(lot, amount).convey(to, "Transfer", false, this.today);
    } else if (act < 55) {
      await this.theatre.act(holder, this.suite.billRegistry, "endorsePart", [lot.id, amount, to, true, 0]);
      await this.theatre.act(to, this.suite.billRegistry, "sign", [++this.requests]);
      this.taken(lot, amount).convey(to, "Transfer", true, this.today);
    } else if (act < 63) {
      const secured = 1n + BigInt(this.random.below(Number(amount) * 2));
      await this.theatre.act(holder, this.suite.billSecurity, "pledge", [lot.id, amount, to, secured, this.today, 0]);
      await this.theatre.act(to, this.suite.billSecurity, "sign", [++this.requests]);
      const part = this.taken(lot, amount);
      part.state = "Pledged";
      part.pledgee = to;
      part.secured = secured;
    } else if (act < 85) {
      await this.sell(lot, amount);
    }
  }

  async sell(lot: Lot, amount: bigint): Promise<void> {
    const seller = lot.holder;
    const buyers = (lot.discounted ? this.traders : this.banks).filter((who) => who !== seller);
    const buyer = this.random.pick(buyers);
    const days = BigInt(businessDay(lot.bill.maturity) - this.today);
    const price = amount - (amount * DISCOUNT_RATE * days + 180_000_000n) / 360_000_000n;
    const ask = {
      title: await this.suite.billDiscount.getAddress(),
      lots: [{ title: lot.id, amount }],
      buyers: [],
      firstDay: this.today,
      lastDay: this.today,
      closesAt: 0,
      terms: PROOF,
    };
    await this.theatre.act(seller, this.suite.market, "ask", [ask]);
    await this.theatre.act(buyer, this.suite.market, "quote", [++this.asks, DISCOUNT_RATE, this.today]);
    await this.theatre.act(seller, this.suite.market, "accept", [(this.asks << 32n) | 1n, price]);
    const part = this.taken(lot, amount);
    part.convey(buyer, part.discounted ? "Rediscount" : "Discount", false, this.today);
    this.move(buyer, -price);
    this.move(seller, price);
  }

  private taken(lot: Lot, amount: bigint): Lot {
    const part = lot.take(amount);
    if (part !== lot) this.lots.push(part);
    return part;
  }

  async openEarly(lot: Lot): Promise<void> {
    await this.theatre.act(lot.holder, this.suite.billRecourse, "openEarly", [
      lot.id,
      this.evidence.get(lot.bill.acceptor) ?? 0n,
    ]);
    lot.openedOn = this.today;
  }

  /** Presented and refused, after its pledge was realised. */
  async dishonour(lot: Lot): Promise<void> {
    if (lot.state === "Pledged") {
      await this.theatre.act(lot.pledgee, this.suite.billSecurity, "realise", [lot.id]);
      lot.pledgor = lot.holder;
      lot.convey(lot.pledgee, "Pledge", false, this.today);
      lot.state = "Realised";
    }
    await this.theatre.act(lot.holder, this.suite.billPayment, "present", [lot.id, PROOF]);
    await this.theatre.act(lot.bill.acceptor, this.suite.billPayment, "dishonour", [lot.id, 2]);
    lot.late = lot.openedOn === 0 && this.today > lot.bill.maturity + 10;
    lot.dishonouredOn = this.today;
  }

  /** One act of recourse, lawful or not. */
  async recourse(lot: Lot): Promise<void> {
    const { billRecourse } = this.suite;
    const { holder } = lot;
    const party = this.random.pick(this.ids);
    const liable = this.ids.filter((who) => lot.liability(who).capacity !== "None");
    const claimed = this.ids.filter((who) => lot.isClaimed(holder, who));
    const fresh = liable.filter((who) => !claimed.includes(who));
    // Guarantors pay more often than their number: what they get by it is the rarest.
    const guarantors = claimed.filter((who) => lot.liability(who).capacity === "Guarantor");
    const likelyPayers = guarantors.length > 0 && this.random.chance(0.5) ? guarantors : claimed;
    const likely = fresh.length > 0 && this.random.chance(0.85) ? this.random.pick(fresh) : party;
    // Where nobody is left to claim on, what is tried is refused: now and then is enough.
    const act = fresh.length > 0 || this.random.chance(0.2) ? this.random.below(100) : 40 + this.random.below(40);
    if (claimed.length === 0 && fresh.length === 0 && this.random.chance(0.8)) return;
    if (act < 40 || (claimed.length === 0 && act < 75)) {
      const caller = this.random.chance(0.97) ? holder : party;
      const costs = this.random.chance(0.3) ? BigInt(this.random.below(50_000)) : 0n;
      const outcome = lot.claim(caller, likely, costs, this.today);
      await this.theatre.act(caller, billRecourse, "claim", [lot.id, likely, costs, PROOF], outcome);
    } else if (act < 80) {
      const claimedOn = claimed.length > 0 && this.random.chance(0.95) ? this.random.pick(likelyPayers) : party;
      const payer = lot.pledgor !== 0 && this.random.chance(0.1) ? lot.pledgor : claimedOn;
      const owed = lot.isDishonoured ? lot.total(this.today, RATES) : 1n;
      const amount = this.random.chance(0.7) ? owed + 1n : 1n + owed / BigInt(1 + this.random.below(4));
      const { outcome, moves } = lot.settle(payer, amount, this.today, RATES);
      for (const { from, to, amount: moved } of moves) {
        this.move(from, -moved);
        this.move(to, moved);
      }
      await this.theatre.act(payer, billRecourse, "settle", [lot.id, amount], outcome);
    } else if (act < 90) {
      const caller = claimed.length > 0 && this.random.chance(0.5) ? this.random.pick(claimed) : holder;
      const suit = this.random.chance(0.5);
      const outcome = lot.interrupt(caller, likely, suit, this.today);
      await this.theatre.act(caller, billRecourse, "interrupt", [lot.id, likely, suit ? 2 : 1, PROOF], outcome);
    } else {
      const told = [...lot.told.keys()];
      const caller = told.length > 0 && this.random.chance(0.5) ? this.random.pick(told) : holder;
      const outcome = lot.notify(caller, likely, this.today);
      await this.theatre.act(caller, billRecourse, "notify", [lot.id, likely], outcome);
    }
  }

  /** Holds every participant's liability on these holdings against the model's. */
  async compareLiabilities(touched: readonly Lot[]): Promise<void> {
    await this.theatre.check();
    for (const page of pagesOf(touched, 12)) {
      const holdings = page.map((lot) => lot.id);
      const found = await this.stage.liabilities(this.suite.billRecourse, holdings, this.ids);
      found.forEach((shown, index) => {
        const [lot, who] = [page[Math.floor(index / this.ids.length)], this.ids[index % this.ids.length]];
        if (lot === undefined || who === undefined) throw new Error("Too much was read.");
        const { capacity, place, principal } = lot.liability(who);
        const [as, of] = [BigInt(CAPACITIES.indexOf(capacity)), BigInt(CAPACITIES.indexOf(principal))];
        const modelled = (as << 32n) | (BigInt(place) << 16n) | of;
        ++this.pairs;
        if (shown !== modelled) expect(shown, `${who} on ${lot.id}: ${JSON.stringify(lot.links)}`).to.equal(modelled);
      });
    }
  }

  /** Holds what everybody has on these holdings, as claimant or payer, against the model's. */
  async compareAccounts(touched: readonly Lot[]): Promise<void> {
    await this.theatre.check();
    const all = touched.flatMap((lot) =>
      [...new Set([lot.holder, ...lot.accounts.keys()])].map((who) => ({ lot, who })),
    );
    for (const page of pagesOf(all, 100)) {
      const found = await this.stage.accounts(
        this.suite.billRecourse,
        page.map(({ lot }) => lot.id),
        page.map(({ who }) => who),
      );
      page.forEach(({ lot, who }, index) => {
        const modelled = lot.shown(who, this.today, RATES).reduce((word, part) => (word << 64n) | part, 0n);
        ++this.amounts;
        if (found[index] !== modelled) {
          expect(found[index]?.toString(16), `${who} on ${lot.id}, day ${this.today}`).to.equal(modelled.toString(16));
        }
      });
    }
  }

  /** Nobody has a fen more or less than the model says. */
  async compareMoney(): Promise<void> {
    await this.theatre.check();
    for (const actor of this.actors) {
      const balance = await this.suite.money.balanceOf(actor.wallet);
      expect(balance, actor.key).to.equal(this.balances.get(numberOf(actor)));
    }
  }

  private async readDay(): Promise<void> {
    this.today = Math.floor(((await networkHelpers.time.latest()) + 28_800) / 86_400);
  }

  private move(who: number, amount: bigint): void {
    this.balances.set(who, (this.balances.get(who) ?? 0n) + amount);
  }

  /** One invoice of two parties stands behind all bills between them. */
  private async invoice(seller: number, buyer: number): Promise<string> {
    const key = `${seller} ${buyer}`;
    const subject = this.invoices.get(key) ?? (await invoice(this.desk, this.actor(seller), this.actor(buyer), FUNDS));
    this.invoices.set(key, subject);
    return subject;
  }

  private actor(who: number): Actor {
    const actor = this.actors.find((each) => numberOf(each) === who);
    if (actor === undefined) throw new Error(`There is no participant ${who}.`);
    return actor;
  }
}

function numberOf(actor: Actor): number {
  return Number(actor.id);
}
