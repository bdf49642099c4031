/**
 * Random lives of roots: parted, paid early in part, frozen, paid in random steps and pages by obligor and bank at once, claimed. Every line
 * that a page tells is the model's, to the fen, and the money goes where the lines say.
 */
import { expect } from "chai";
import fc from "fast-check";
import { TRADE, noteOf, NoteStatus, preSigned, receivableDesk, RootStatus } from "../../../utils/receivables.ts";
import type { ReceivableDesk } from "../../../utils/receivables.ts";
import { day } from "../../../utils/bills.ts";
import { ALL, checkConserved } from "../../../utils/receivables-settlement.ts";
import { deliveredInvoice } from "../../../utils/receivables.ts";
import { type Actor, carryOut, networkHelpers, type OrderedCall } from "../../../utils/suite.ts";
import { newCase } from "../../../utils/orders.ts";
import { court } from "../../../utils/title-orders.ts";
import { ModelRoot, type ModelNote, type Payer, shareOf, type Told } from "./payment-model.ts";

/** 1,024 lives by default. */
const LIVES = Number(process.env.FUZZ_RUNS ?? 256) * 4;
const SEED = 0x5e771e;
const RATE = 180_000n;

/** Due days, and the days that they roll to. */
const DUE_DAYS = [
  { due: "2026-05-01", payable: "2026-05-06" },
  { due: "2026-06-13", payable: "2026-06-15" },
  { due: "2026-06-30", payable: "2026-06-30" },
] as const;

/** Shares of something, in thousandths. */
const thousandths = fc.integer({ min: 1, max: 999 }).map(BigInt);

/** One round: how far, and how its pages come. */
const round = fc.record({
  /** Where between what is reached and the face a part goes; 0: a fen further. */
  level: fc.oneof(thousandths, fc.constant(0n)),
  /** Days from the round before; notes a page; days between pages. */
  wait: fc.integer({ min: 0, max: 9 }),
  limit: fc.integer({ min: 1, max: 8 }).map(BigInt),
  step: fc.constantFrom(0, 0, 1, 3),
});

const life = fc.record({
  face: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 5_000_000 })).map(BigInt),
  due: fc.constantFrom(...DUE_DAYS),
  cuts: fc.array(thousandths, { maxLength: 6 }),
  holders: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }),
  early: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(6) }),
  freeze: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({ note: fc.nat(6), days: fc.integer({ min: 1, max: 30 }), claims: fc.boolean() }),
    },
  ),
  /** The bank's round, if one has confirmed. */
  bank: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: round }),
  parts: fc.array(round, { maxLength: 4 }),
  full: round,
  first: fc.integer({ min: 0, max: 12 }),
});

type Plan = ReturnType<typeof life.generate>["value"];

interface Life {
  plan: Plan;
  root: bigint;
  model: ModelRoot;
}

/** What is to happen on a day. */
type Act = () => Promise<void>;

describe("Receivables: random lives of payments", () => {
  it(`R-2, R-7, R-10, X-19, X-22, X-30 over ${LIVES} lives the chain pays what the model does, to the fen`, async () => {
    const desk = await receivableDesk();
    const stage = new Stage(desk);
    const plans = fc.sample(life, { numRuns: LIVES, seed: SEED });
    await stage.ready();
    const lives: Life[] = [];
    for (const plan of plans) lives.push(await stage.open(plan));
    await stage.freezeAll(lives);
    for (const each of lives) stage.schedule(each);
    await stage.play();
    await stage.finish(lives);
    await checkConserved(desk);
    // Nothing proves anything that never happens.
    for (const [what, least] of Object.entries({
      paid: 4,
      aside: 0.1,
      claimed: 0.02,
      byBank: 0.3,
      early: 0.1,
      stood: 0.02,
    })) {
      expect(stage.counts[what] ?? 0, `times that something was ${what}`).to.be.at.least(LIVES * least);
    }
  }).timeout(1_200_000);
});

class Stage {
  readonly counts: Record<string, number> = {};
  readonly #agenda = new Map<bigint, Act[]>();
  readonly #holders: Record<string, Actor>;
  readonly #start = new Map<string, bigint>();
  readonly #flows = new Map<string, bigint>();
  #invoice = "";
  #today = 0n;

  private readonly desk: ReceivableDesk;

  constructor(desk: ReceivableDesk) {
    this.desk = desk;
    const { qianling, nanming, huaxi, wudang, qingzhen, baiyunling } = desk;
    this.#holders = { obligor: qianling, bank: baiyunling, nanming, huaxi, wudang, qingzhen };
  }

  get #settlement() {
    return this.desk.suite.receivableSettlement;
  }

  async ready(): Promise<void> {
    const { qianling, nanming, huaxi, wudang, qingzhen, suite } = this.desk;
    this.#invoice = await deliveredInvoice(this.desk, nanming, qianling, 10n ** 11n);
    await preSigned(this.desk, nanming, qianling);
    for (const receiver of [huaxi, wudang, qingzhen]) await preSigned(this.desk, receiver, nanming);
    for (const [key, { wallet }] of Object.entries(this.#holders)) {
      this.#start.set(key, await suite.money.balanceOf(wallet));
    }
  }

  /** Opens a root and brings it to its due day. */
  async open(plan: Plan): Promise<Life> {
    const { suite, qianling, nanming, huaxi, wudang, qingzhen, facility } = this.desk;
    const { receivableIssuance: issuance, receivableRegistry: registry } = suite;
    await issuance.connect(qianling.signer).open(
      {
        counterparty: nanming.id,
        face: plan.face,
        dueDay: day(plan.due.due),
        facility,
        overdueRate: 0n,
        reason: `0x${"0".repeat(64)}`,
        documents: [{ subject: this.#invoice, amount: plan.face }],
      },
      0n,
    );
    const root = await registry.rootCount();
    const model = new ModelRoot(plan.face, RATE, day(plan.due.payable));
    if (plan.bank !== undefined) await this.#confirm(root);

    // Parts come from the low end; the first note keeps the rest, and there always is one.
    const receivers = [huaxi, wudang, qingzhen] as const;
    const names = ["huaxi", "wudang", "qingzhen"] as const;
    let lo = 1n;
    const parts = plan.cuts.flatMap((cut, index) => {
      const amount = (plan.face * cut) / 4_000n + 1n;
      if (lo + amount > plan.face) return [];
      const who = plan.holders[index] ?? 0;
      const part = { lo, hi: lo + amount - 1n, to: receivers[who] ?? huaxi, name: names[who] ?? "huaxi" };
      lo += amount;
      return [part];
    });
    model.add(1n, lo, plan.face, "nanming");
    for (const [index, part] of parts.entries()) model.add(BigInt(index) + 2n, part.lo, part.hi, part.name);
    if (parts.length > 0) {
      const payments = parts.map(({ lo, hi, to }) => ({ to: to.id, amount: hi - lo + 1n, trade: TRADE }));
      await registry.connect(nanming.signer).transferMany(noteOf(root), payments, 0n);
    }
    if (plan.early !== undefined) await this.#payEarly(root, model, plan.early);
    return { plan, root, model };
  }

  async #confirm(root: bigint): Promise<void> {
    const { suite, qianling, baiyunling } = this.desk;
    const asking = suite.receivableIssuance.connect(qianling.signer);
    const request = await asking.requestConfirmation.staticCall(root, baiyunling.id, 0n, 0n);
    await asking.requestConfirmation(root, baiyunling.id, 0n, 0n);
    await suite.receivableIssuance.connect(baiyunling.signer).sign(request);
  }

  async #payEarly(root: bigint, model: ModelRoot, which: number): Promise<void> {
    const note = model.notes[which % model.notes.length];
    if (note === undefined || model.notes.length === 1) return;
    const asking = this.#settlement.connect(this.#actor(note.holder).signer);
    const args = [noteOf(root, note.number), note.hi - note.lo + 1n, 0n, 0n] as const;
    const { request } = await asking.requestEarlyPayment.staticCall(...args);
    await asking.requestEarlyPayment(...args);
    await this.#settlement.connect(this.desk.qianling.signer).sign(request);
    note.live = false;
    note.early = true;
    this.#flow("obligor", note.holder, note.hi - note.lo + 1n);
    this.#count("early");
  }

  /** Freezes what plans say, until the first second of a day, sixteen notes an order. */
  async freezeAll(lives: Life[]): Promise<void> {
    const calls: OrderedCall[] = [];
    for (const { plan, root, model } of lives) {
      if (plan.freeze === undefined) continue;
      const note = model.notes[plan.freeze.note % model.notes.length];
      if (note?.live !== true) continue;
      note.thawsOn = day(plan.due.due) + BigInt(plan.freeze.days);
      const until = note.thawsOn * 86_400n - 8n * 3_600n - 1n;
      const args = [noteOf(root, note.number), newCase(), this.#actor(note.holder).id, note.hi - note.lo + 1n, until];
      calls.push({ target: this.desk.suite.receivableOrders, name: "freeze", args });
    }
    for (let start = 0; start < calls.length; start += 16) {
      await carryOut(this.desk.suite, calls.slice(start, start + 16), court(this.desk));
    }
  }

  schedule({ plan, root, model }: Life): void {
    let at = day(plan.due.due) + BigInt(plan.first);
    const pagesFrom = (from: bigint, payer: Payer, { limit, step }: Plan["full"], goalOf: () => bigint | undefined) => {
      const pages = (BigInt(model.notes.length) + limit - 1n) / limit;
      for (let page = 0n; page < pages; ++page) {
        const goesOn = page > 0n;
        this.#on(from + page * BigInt(step), () => this.#page(root, model, payer, limit, goesOn, goalOf));
      }
      return from + (pages - 1n) * BigInt(step);
    };
    if (plan.bank !== undefined) {
      pagesFrom(day(plan.due.payable) + 1n + BigInt(plan.bank.wait), "bank", plan.bank, () => plan.face);
    }
    for (const part of plan.parts) {
      const goal = () => {
        const further = ((plan.face - model.reached) * part.level) / 1_000n;
        const level = model.reached + (further === 0n ? 1n : further);
        return level < plan.face ? level : undefined;
      };
      at = pagesFrom(at + BigInt(part.wait), "obligor", part, goal);
    }
    pagesFrom(at + BigInt(plan.full.wait), "obligor", plan.full, () => plan.face);
    // Some claim when they can, others wait to be paid.
    if (plan.freeze?.claims !== true) return;
    for (const note of model.notes) {
      if (note.thawsOn !== 0n) this.#on(note.thawsOn, () => this.#claim(root, model, note));
    }
  }

  async play(): Promise<void> {
    for (const date of [...this.#agenda.keys()].sort((a, b) => Number(a - b))) {
      await this.#goTo(date);
      for (const act of this.#agenda.get(date) ?? []) await act();
    }
  }

  /** Pays out what still waits, and looks at what has become of every note. */
  async finish(lives: Life[]): Promise<void> {
    await this.#goTo(this.#today + 60n);
    const { suite } = this.desk;
    for (const { root, model, plan } of lives) {
      if (model.live.length > 0) await this.#page(root, model, "obligor", ALL, false, () => plan.face);
      const { status, paid } = await suite.receivableRegistry.rootInfo(root);
      expect(status).to.equal(RootStatus.Settled);
      expect(paid).to.equal(plan.face);
      const notes = await suite.receivableRegistry.notesOf(root, 1, ALL);
      for (const [index, note] of model.notes.entries()) {
        const units = note.hi - note.lo + 1n;
        expect(notes[index]?.status).to.equal(note.early ? NoteStatus.EarlyPaid : NoteStatus.Paid);
        expect([notes[index]?.lo, notes[index]?.hi]).to.deep.equal([note.lo, note.hi]);
        // the obligor pays each fen once, and whoever held the note has each once.
        expect(note.fromObligor.principal).to.equal(note.early ? 0n : units);
        expect(note.toHolder.principal).to.equal(note.early ? 0n : units);
      }
    }
    for (const [key, { wallet }] of Object.entries(this.#holders)) {
      const balance = (this.#start.get(key) ?? 0n) + (this.#flows.get(key) ?? 0n);
      expect(await suite.money.balanceOf(wallet), `money of ${key}`).to.equal(balance);
    }
  }

  /** A page on chain and in the model. A life whose round found nothing to do is left out. */
  async #page(
    root: bigint,
    model: ModelRoot,
    payer: Payer,
    limit: bigint,
    goesOn: boolean,
    goalOf: () => bigint | undefined,
  ): Promise<void> {
    const running = model.rounds[payer];
    // Its first page did not start, or all that there was to pay is paid.
    if (goesOn && running === undefined) return;
    const goal = running?.goal ?? goalOf();
    const isVoid = running === undefined && goal !== model.face && model.settled;
    if (goal === undefined || model.live.length === 0 || isVoid) {
      // The other payer has made it void.
      delete model.rounds[payer];
      return;
    }
    const settlement = this.#settlement.connect(this.#actor(payer).signer);
    const needed = running === undefined ? await this.#settlement.needed(root, goal) : undefined;
    const wasWhole = model.live.length === model.notes.length && model.reached === 0n;
    const asked =
      goesOn || running !== undefined
        ? await this.#settlement.connect(this.desk.guanshan.signer).collect(root, this.#actor(payer).id, limit)
        : goal === model.face
          ? await settlement.settle(root, limit)
          : await settlement.settlePartly(root, goal, limit);
    const told = model.page(payer, goal, limit, this.#today);
    await this.#compare(root, asked, told);
    for (const { what } of told) this.#count(payer === "bank" && what === "paid" ? "byBank" : what);

    if (needed !== undefined) {
      const paid = told.filter(({ what }) => what === "paid");
      const sum = paid.reduce((total, line) => total + line.principal + line.interest, 0n);
      expect(needed[0] + needed[1], "needed").to.be.at.least(sum);
    }
    if (payer === "obligor" && model.rounds.obligor === undefined && goal !== model.face) {
      this.#checkShares(model, goal, wasWhole && running === undefined);
    }
  }

  /** After a part is paid: each note has had its share, or a fen that an earlier one gave it; by itself the parts are the sum. */
  #checkShares(model: ModelRoot, goal: bigint, isFirst: boolean): void {
    let sum = 0n;
    let isWhole = isFirst;
    for (const note of model.notes) {
      const share = shareOf(note.lo, note.hi, goal, model.face);
      isWhole &&= !note.isBehind;
      if (note.live && !note.isBehind) {
        expect(note.received - share, "received beside the share").to.be.oneOf([0n, 1n]);
        if (note.received > share) this.#count("stood");
      }
      expect(note.received).to.be.at.most(note.hi - note.lo + 1n);
      sum += note.received;
    }
    if (isWhole) expect(sum, "the parts' sum").to.equal(goal);
  }

  async #claim(root: bigint, model: ModelRoot, note: ModelNote): Promise<void> {
    if (note.waiting === undefined || !note.live) return;
    const claiming = await this.#settlement.connect(this.#actor(note.holder).signer).claim(noteOf(root, note.number));
    await this.#compare(root, claiming, [model.claim(note)]);
    this.#count("claimed");
  }

  /** The lines of a transaction are the model's, in its order, and the money went so. */
  async #compare(root: bigint, sent: { wait(): Promise<unknown> }, told: Told[]): Promise<void> {
    const receipt = (await sent.wait()) as { logs: { topics: string[]; data: string }[] } | null;
    const names: Record<string, Told["what"]> = { NotePaid: "paid", NoteSetAside: "aside", NoteClaimed: "claimed" };
    const lines = (receipt?.logs ?? []).flatMap((log) => {
      const event = this.#settlement.interface.parseLog(log);
      const what = names[event?.name ?? ""];
      if (event === null || what === undefined) return [];
      const { note, payer, holder, principal, interest } = event.args.toObject() as Record<string, bigint>;
      return [[what, note, payer, holder, principal, interest]];
    });
    const expected = told.map(({ what, number, payer, holder, principal, interest }) => {
      if (what !== "aside") this.#flow(payer, holder, principal + interest);
      return [what, noteOf(root, number), this.#actor(payer).id, this.#actor(holder).id, principal, interest];
    });
    expect(lines).to.deep.equal(expected);
  }

  #actor(name: string): Actor {
    const actor = this.#holders[name];
    if (actor === undefined) throw new Error(`Nobody is called ${name}.`);
    return actor;
  }

  #flow(from: string, to: string, amount: bigint): void {
    this.#flows.set(from, (this.#flows.get(from) ?? 0n) - amount);
    this.#flows.set(to, (this.#flows.get(to) ?? 0n) + amount);
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  #on(date: bigint, act: Act): void {
    const acts = this.#agenda.get(date);
    if (acts === undefined) this.#agenda.set(date, [act]);
    else acts.push(act);
  }

  async #goTo(date: bigint): Promise<void> {
    await networkHelpers.time.increaseTo(date * 86_400n - 8n * 3_600n + 60n);
    this.#today = date;
  }
}
