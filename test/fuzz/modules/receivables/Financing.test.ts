/** Random lives of factored notes: what is due, what is held and who has been paid, on the chain as in a model of its own. */
import { expect } from "chai";
import { id, MaxUint256, ZeroHash } from "ethers";
import { dayNumber } from "../../../../deploy/data/holidays.ts";
import { deposited, goTo } from "../../../utils/bills.ts";
import { financed, FinancingStatus } from "../../../utils/receivables-financing.ts";
import {
  bankConfirmed,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  preSigned,
  type ReceivableDesk,
  receivableDesk,
  TRADE,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";
import { generator, type Random } from "../bills/recourse-theatre.ts";
import { Financing, type Move, Note, type Outcome, type Root, type Terms } from "./financing-model.ts";

const ROOTS = Number(process.env.FINANCING_ROOTS ?? 12);
const SEED = Number(process.env.FINANCING_SEED ?? 0x52a7);
const NOTES = 10;
const SALE = "2026-01-05";
/** Saturdays, days before and in the holidays of spring: what is due then is payable later. */
const DUE_DAYS = ["2026-01-20", "2026-01-24", "2026-02-10", "2026-02-14", "2026-02-18"];
const ROUNDS = [
  "2026-01-20",
  "2026-01-21",
  "2026-01-24",
  "2026-01-26",
  "2026-02-10",
  "2026-02-11",
  "2026-02-18",
  "2026-02-24",
  "2026-02-25",
  "2026-03-09",
  "2026-04-30",
];
const RATES = [0n, 18_500n, 60_000n, 600_000n];
const KINDS = ["notifyObligor", "claim", "remit", "repay"] as const;
const FUNDS = 10n ** 12n;

describe("Receivables: random lives of factored notes", () => {
  it("R-5 X-22 X-29 the factor has what it is due and no fen more, and no fen is lost, whoever pays in whatever order", () =>
    new World(generator(SEED)).play()).timeout(600_000);
});

class World {
  private desk!: ReceivableDesk;
  private readonly random: Random;
  private readonly actors = new Map<string, Actor>();
  private readonly balances = new Map<string, bigint>();
  private readonly notes: Note[] = [];
  private readonly counts = new Map<string, number>();
  private today = dayNumber(SALE);

  constructor(random: Random) {
    this.random = random;
  }

  async play(): Promise<void> {
    await this.found();
    for (let root = 0; root < ROOTS; ++root) await this.open();
    for (const date of ROUNDS) {
      await goTo(date);
      this.today = dayNumber(date);
      for (const note of this.notes) if (note.financing !== undefined && this.random.chance(0.7)) await this.act(note);
      for (const root of new Set(this.notes.map((note) => note.root)))
        if (this.random.chance(0.6)) await this.pay(root);
      for (const note of this.notes) if (note.financing !== undefined && this.random.chance(0.3)) await this.act(note);
      await this.compare();
    }
    const told = [...this.counts].map(([name, count]) => `${name} ${count}`).join(", ");
    if (process.env.FINANCING_REPORT !== undefined) console.log(told);
    for (const name of KINDS) expect(this.counts.get(name) ?? 0, told).to.be.greaterThan(ROOTS);
    for (const name of ["mergeFinanced", "settle", "settlePartly", "collect"]) {
      expect(this.counts.get(name) ?? 0, told).to.be.greaterThan(0);
    }
  }

  private async found(): Promise<void> {
    this.desk = await receivableDesk();
    const { suite, ...rest } = this.desk;
    const keys = ["qianling", "nanming", "huaxi", "wudang", "qingzhen", "guanshan", "baiyunling", "clearing"] as const;
    for (const key of keys) {
      const actor = rest[key];
      this.actors.set(key, actor);
      await deposited(this.desk, actor, FUNDS);
      for (const spender of [suite.market, suite.receivableFinancing, suite.receivableSettlement]) {
        await suite.money.connect(actor.signer).approve(spender, MaxUint256);
      }
      if (key !== "nanming" && key !== "qianling") await preSigned(this.desk, actor, rest.nanming);
      this.balances.set(key, await suite.money.balanceOf(actor.wallet));
    }
  }

  /** A debt of qianling's to nanming, parted among suppliers; most of its notes are financed, in whole or in part. */
  private async open(): Promise<void> {
    const { suite, nanming } = this.desk;
    const face = 1_000n + BigInt(this.random.below(this.random.chance(0.2) ? 10_000 : 10_000_000));
    const dueDay = this.random.pick(DUE_DAYS);
    const draft = { face, dueDay, overdueRate: this.random.pick([0n, 30_000n, 45_000n, 900_000n]) };
    const confirmer = this.random.chance(0.7) ? this.random.pick(["guanshan", "baiyunling"]) : undefined;
    const certificate = await (confirmer === undefined
      ? opened(this.desk, draft)
      : bankConfirmed(this.desk, draft, this.actor(confirmer)));
    const root: Root = {
      root: certificate.root,
      face,
      payableDay: Number(await suite.receivableSettlement.payableDay(certificate.root)),
      overdueRate: draft.overdueRate === 0n ? 180_000n : draft.overdueRate,
      ...(confirmer !== undefined && { confirmer }),
    };

    const sellers: string[] = [];
    for (let note = 1; note < NOTES; ++note) {
      const last = sellers.at(-1);
      const another = last === undefined || this.random.chance(0.6);
      sellers.push(another ? this.random.pick(["huaxi", "wudang", "qingzhen"]) : last);
    }
    const sizes = sellers.map(() => 1n + BigInt(this.random.below(Number(face) / NOTES)));
    const payments = sellers.map((seller, place) => ({
      to: this.actor(seller).id,
      amount: sizes[place] ?? 0n,
      trade: TRADE,
    }));
    await suite.receivableRegistry.connect(nanming.signer).transferMany(certificate.note, payments, 0);
    const offers = [this.terms(), this.terms(), this.terms()];
    const owners = [...sellers, "nanming"];
    let lo = 1n;
    for (const [place, seller] of owners.entries()) {
      const units = sizes[place] ?? face - lo + 1n;
      const number = place === sellers.length ? 1n : BigInt(place + 2);
      const terms = { ...this.random.pick(offers), seller };
      await this.sell(new Note(root, noteOf(root.root, number), lo, lo + units - 1n, seller), terms);
      lo += units;
    }
    await this.merge(root);
  }

  private terms(): Omit<Terms, "seller"> {
    return {
      factor: this.random.pick(["guanshan", "baiyunling", "clearing"]),
      rate: this.random.pick(RATES),
      valueDay: this.today,
      recourse: this.random.chance(0.75),
      disclosed: this.random.chance(0.3),
    };
  }

  /** What becomes of one supplier's note: it is kept, or a factor buys all or some of it. */
  private async sell(note: Note, terms: Terms): Promise<void> {
    const { root, units, lo, hi, holder } = note;
    if (this.random.chance(0.1)) {
      this.notes.push(note);
      return;
    }
    const amount = this.random.chance(0.7) ? units : 1n + BigInt(this.random.below(Number(units)));
    const financing = new Financing(terms, amount, root.payableDay);
    const how = { ...terms, amount, lastDay: "2026-01-10" };
    const sold = await financed(this.desk, note.id, this.actor(holder), this.actor(terms.factor), how);
    expect(sold.price, `price of ${amount} at ${terms.rate}`).to.equal(financing.price);
    this.move([{ from: terms.factor, to: holder, amount: sold.price }]);
    const part = new Note(root, sold.note, lo, lo + amount - 1n, terms.factor);
    part.financing = financing;
    this.notes.push(part);
    if (amount < units) this.notes.push(new Note(root, note.id, lo + amount, hi, holder));
  }

  /** Adjoining notes that were financed alike become one. */
  private async merge(root: Root): Promise<void> {
    const { receivableFinancing } = this.desk.suite;
    for (let place = 0; place + 1 < this.notes.length; ++place) {
      const [note, next] = [this.notes[place], this.notes[place + 1]];
      if (note?.root !== root || note.financing === undefined || next?.financing === undefined) continue;
      const merging = receivableFinancing.connect(this.actor(note.holder).signer).mergeFinanced(note.id, next.id);
      if (!isAlike(note.financing.terms, next.financing.terms)) {
        await expect(merging).to.be.revertedWithCustomError(receivableFinancing, "FinancingMarksDiffer");
        continue;
      }
      await merging;
      note.financing.absorb(next.financing);
      note.hi = next.hi;
      this.notes.splice(place + 1, 1);
      this.count("mergeFinanced");
    }
  }

  /** Something that a financed note's seller or factor, or somebody else in its place, does or tries. */
  private async act(note: Note): Promise<void> {
    const { financing } = note;
    if (financing === undefined) return;
    const { seller, factor } = financing.terms;
    const contract = this.desk.suite.receivableFinancing;
    const as = (usual: string) => (this.random.chance(0.95) ? usual : this.random.pick([...this.actors.keys()]));
    const isOverdue = this.today > note.root.payableDay;
    const kind = this.random.chance(0.9) ? this.likely(financing, isOverdue) : this.random.pick(KINDS);
    if (kind === "notifyObligor") {
      const by = as(factor);
      const notifying = contract.connect(this.actor(by).signer).notifyObligor(note.id);
      await this.hold(kind, notifying, financing.notify(by));
    } else if (kind === "claim") {
      const by = as(factor);
      const costs = this.random.chance(0.5) ? BigInt(this.random.below(Number(note.units) / 3 + 1)) : 0n;
      const digest = costs === 0n ? ZeroHash : id("costs");
      const claiming = contract.connect(this.actor(by).signer).claim(note.id, costs, digest);
      await this.hold(kind, claiming, financing.claim(by, costs, this.today, isOverdue));
    } else if (kind === "remit") {
      const by = as(seller);
      const remitting = contract.connect(this.actor(by).signer).remit(note.id);
      await this.hold(kind, remitting, financing.remit(by, this.today));
    } else {
      const by = as(seller);
      const due = financing.due(this.today);
      const amount = this.random.pick([0n, due, due + 1n, due / 2n, due / 7n + 1n, 1n]);
      const repaying = contract.connect(this.actor(by).signer).repay(note.id, amount);
      const wasLive = financing.status === "Live";
      await this.hold(kind, repaying, financing.repay(by, amount, this.today));
      if (wasLive && financing.status === "Repaid") note.holder = seller;
    }
  }

  /** What makes sense now; the rest is tried often enough by chance. */
  private likely(financing: Financing, isOverdue: boolean): (typeof KINDS)[number] {
    const isLive = financing.status === "Live";
    const sensible = [
      ...(isLive && !financing.notified && this.random.chance(0.15) ? (["notifyObligor"] as const) : []),
      ...(isLive && isOverdue && financing.terms.recourse ? (["claim"] as const) : []),
      ...(financing.held > 0n ? (["remit"] as const) : []),
      ...(financing.claimed && financing.due(this.today) > 0n ? (["repay"] as const) : []),
    ];
    const others = KINDS.filter((kind) => kind !== "notifyObligor");
    return this.random.pick(sensible.length > 0 ? sensible : others);
  }

  /** The obligor pays in part or in full, or the confirming bank does. */
  private async pay(root: Root): Promise<void> {
    const notes = this.notes.filter((note) => note.root === root);
    const settlement = this.desk.suite.receivableSettlement;
    const obligor = this.actor("qianling");
    if (this.today < Number((await this.desk.suite.receivableRegistry.rootInfo(root.root)).dueDay)) return;
    if (!notes.some((note) => note.isLive)) return;
    const bank = root.confirmer;
    let moves: Move[];
    if (bank !== undefined && this.today > root.payableDay && this.random.chance(0.35)) {
      await this.rounds(() => settlement.collect(root.root, this.actor(bank).id, this.limit()), root, bank);
      moves = notes.flatMap((note) => note.confirm(bank, this.today));
      this.count("collect");
    } else {
      const paidTo = BigInt(await settlement.paidTo(root.root));
      const step = this.random.pick([1, 2, 5, 20]);
      const goal = paidTo + 1n + BigInt(this.random.below(Number(root.face - paidTo) / step));
      const isFull = goal >= root.face || this.random.chance(0.12);
      const paying = settlement.connect(obligor.signer);
      await this.rounds(
        () => (isFull ? paying.settle(root.root, this.limit()) : paying.settlePartly(root.root, goal, this.limit())),
        root,
        "qianling",
      );
      moves = notes.flatMap((note) => note.settle("qianling", isFull ? root.face : goal, this.today));
      this.count(isFull ? "settle" : "settlePartly");
    }
    this.move(moves);
  }

  /** Pages until the round has ended. */
  private async rounds(page: () => Promise<unknown>, { root }: Root, payer: string): Promise<void> {
    const settlement = this.desk.suite.receivableSettlement;
    do await page();
    while ((await settlement.roundOf(root, this.actor(payer).id)).cursor !== 0n);
  }

  private limit(): bigint {
    return BigInt(3 + this.random.below(40));
  }

  /** Holds an act against what it must come to. */
  private async hold(name: string, act: Promise<unknown>, outcome: Outcome): Promise<void> {
    if (typeof outcome === "string") {
      await expect(act, name).to.be.revertedWithCustomError(this.desk.suite.receivableFinancing, outcome);
      this.count(`${name} ${outcome}`);
    } else {
      await act;
      this.move(outcome);
      this.count(name);
    }
  }

  private async compare(): Promise<void> {
    const { receivableFinancing, receivableRegistry, money } = this.desk.suite;
    for (const note of this.notes) {
      const told = `note ${note.id}, day ${this.today}`;
      const shown = await receivableRegistry.noteInfo(note.id);
      expect([shown.lo, shown.hi], told).to.deep.equal([note.lo, note.hi]);
      expect(shown.status, told).to.equal(note.isLive ? NoteStatus.Live : NoteStatus.Paid);
      if (note.isLive) expect(shown.holder, told).to.equal(this.actor(note.holder).id);
      const { financing } = note;
      expect((shown.marks & Marks.Financed) !== 0n, told).to.equal(financing?.status === "Live");
      if (financing === undefined) continue;
      const { status, held, claimedCosts, claimed, notified, price } = await receivableFinancing.financingOf(note.id);
      expect([status, held, claimedCosts, claimed, notified, price], told).to.deep.equal([
        FinancingStatus[financing.status],
        financing.held,
        financing.claimedCosts,
        financing.claimed,
        financing.notified,
        financing.price,
      ]);
      expect([...(await receivableFinancing.dueOn(note.id))], told).to.deep.equal(financing.account(this.today));
      if (financing.terms.recourse) expect(financing.reached <= financing.bound(this.today), told).to.be.true;
    }
    const owing = this.notes.filter(({ financing }) => financing?.status === "Collected" && financing.held > 0n);
    expect(await receivableFinancing.openItems()).to.equal(BigInt(owing.length));
    let total = 0n;
    for (const [key, actor] of this.actors) {
      const balance = await money.balanceOf(actor.wallet);
      total += balance;
      expect(balance, `${key}, day ${this.today}`).to.equal(this.balances.get(key));
    }
    expect(total).to.equal(await money.totalSupply());
  }

  private move(moves: readonly Move[]): void {
    for (const { from, to, amount } of moves) {
      this.balances.set(from, (this.balances.get(from) ?? 0n) - amount);
      this.balances.set(to, (this.balances.get(to) ?? 0n) + amount);
    }
  }

  private actor(key: string): Actor {
    const actor = this.actors.get(key);
    if (actor === undefined) throw new Error(`Nobody is called ${key}.`);
    return actor;
  }

  private count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

const isAlike = (a: Terms, b: Terms): boolean => (Object.keys(a) as (keyof Terms)[]).every((key) => a[key] === b[key]);
