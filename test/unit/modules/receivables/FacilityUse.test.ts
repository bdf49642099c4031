/**
 * Facility use over random lives of roots: opened, applied for, refused, passed on, paid early, cancelled, settled. After every act, for
 * each facility, what it says is used is what is open under it; and when something is opened, it fits.
 */
import { expect } from "chai";
import { id } from "ethers";
import { goTo } from "../../../utils/bills.ts";
import {
  applied,
  type Certificate,
  DUE_DAY,
  granted,
  noteOf,
  NoteStatus,
  opened,
  preSigned,
  proposed,
  receivableDesk,
  type ReceivableDesk,
  RootStatus,
  TRADE,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

const STEPS = 120;
const LIMIT = 30_000n;

/** Numbers that look random and are the same in every run (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** One run: the roots that there are, and what each step may do with them. */
class Lives {
  readonly roots: (Certificate & { request: bigint; byObligor: boolean })[] = [];
  /** How often each act was carried out, and how often something did not fit. */
  readonly done: Record<string, number> = {};

  private readonly desk: ReceivableDesk;
  private readonly facilities: bigint[];
  private readonly roll: (sides: number) => number;

  constructor(desk: ReceivableDesk, facilities: bigint[], seed: number) {
    this.desk = desk;
    this.facilities = facilities;
    this.roll = dice(seed);
  }

  async step(): Promise<void> {
    const acts = [
      () => this.propose(true),
      () => this.propose(false),
      () => this.sign(),
      () => this.sign(),
      () => this.refuse(),
      () => this.passOn(),
      () => this.payEarly(),
      () => this.cancel(),
    ];
    await this.pick(acts)?.();
  }

  /** Everything that is open is paid when it is due, in pages. */
  async settleAll(): Promise<void> {
    await goTo(DUE_DAY, "10:00:00");
    const settlement = this.desk.suite.receivableSettlement.connect(this.desk.qianling.signer);
    for (const { root } of await this.having(RootStatus.Open)) {
      const { receivableRegistry } = this.desk.suite;
      do await settlement.settle(root, 3);
      while ((await receivableRegistry.rootInfo(root)).status === RootStatus.Open);
      await this.check();
      this.count("settle");
    }
  }

  async check(): Promise<void> {
    const { receivableIssuance, receivableRegistry, trade } = this.desk.suite;
    const open = new Map(this.facilities.map((facility) => [facility, 0n]));
    for (const { root, facility, documents } of this.roots) {
      const { face, paid, cancelled, status } = await receivableRegistry.rootInfo(root);
      const isOpen = status !== RootStatus.Proposed;
      // What is being cancelled is free with the last page.
      const gone = status === RootStatus.Cancelled ? cancelled : 0n;
      if (isOpen) open.set(facility, (open.get(facility) ?? 0n) + face - paid - gone);
      const claim = await trade.claimOf(documents[0]?.subject ?? "", receivableIssuance, root);
      expect(claim, `R-3: what root ${root} consumes`).to.equal(isOpen ? face - gone : 0n);
    }
    for (const [facility, amount] of open) {
      const { used } = await receivableIssuance.facilityInfo(facility);
      expect(used, `what is open under facility ${facility}`).to.equal(amount);
      expect(used <= LIMIT, `the limit of facility ${facility}`).to.equal(true);
    }
  }

  private async propose(byObligor: boolean): Promise<void> {
    const facility = this.pick(this.facilities) ?? 0n;
    const face = BigInt(1 + this.roll(12_000));
    const asked = (byObligor ? proposed : applied)(this.desk, { face, facility });
    if (await this.fits(facility, face, asked)) {
      this.roots.push({ ...(await asked), byObligor });
      this.count("propose");
    }
  }

  private async sign(): Promise<void> {
    const proposal = this.pick(await this.having(RootStatus.Proposed));
    if (proposal === undefined) return;
    const { request, facility, face } = proposal;
    const { status } = await this.desk.suite.receivableRegistry.requestInfo(request);
    if (status !== 1n) return;
    const { receivableIssuance } = this.desk.suite;
    const signed = receivableIssuance.connect(this.addressee(proposal).signer).sign(request);
    if (await this.fits(facility, face, signed)) this.count("sign");
  }

  private async refuse(): Promise<void> {
    const proposal = this.pick(await this.having(RootStatus.Proposed));
    if (proposal === undefined || this.roll(3) > 0) return;
    const { receivableRegistry } = this.desk.suite;
    if ((await receivableRegistry.requestInfo(proposal.request)).status !== 1n) return;
    await receivableRegistry.connect(this.addressee(proposal).signer).refuse(proposal.request);
    this.count("refuse");
  }

  private async passOn(): Promise<void> {
    const found = await this.noteOfNanming();
    if (found === undefined) return;
    const { receivableRegistry } = this.desk.suite;
    const amount = BigInt(1 + this.roll(Number(found.units)));
    await receivableRegistry
      .connect(this.desk.nanming.signer)
      .transfer(found.note, amount, this.desk.huaxi.id, TRADE, 0);
    this.count("pass on");
  }

  private async payEarly(): Promise<void> {
    const found = await this.noteOfNanming();
    if (found === undefined) return;
    const { receivableSettlement } = this.desk.suite;
    const asking = receivableSettlement.connect(this.desk.nanming.signer);
    const amount = BigInt(1 + this.roll(Number(found.units)));
    const { request } = await asking.requestEarlyPayment.staticCall(found.note, amount, 0, 0);
    await asking.requestEarlyPayment(found.note, amount, 0, 0);
    await receivableSettlement.connect(this.desk.qianling.signer).sign(request);
    this.count("pay early");
  }

  /** All agree at once; every second time the pages stop halfway. */
  private async cancel(): Promise<void> {
    const { receivableIssuance, receivableRegistry } = this.desk.suite;
    const unfinished = this.pick(await this.having(RootStatus.Cancelling));
    if (unfinished !== undefined) {
      await receivableIssuance.cancel(unfinished.root, 100);
      return this.count("cancel");
    }
    const root = this.pick(await this.having(RootStatus.Open))?.root;
    if (root === undefined || this.roll(2) > 0) return;
    await receivableIssuance.connect(this.desk.qianling.signer).proposeCancellation(root, id("reason"));
    for (const [index, { holder, status }] of (await receivableRegistry.notesOf(root, 1, 1_000)).entries()) {
      if (status !== NoteStatus.Live) continue;
      const by = holder === this.desk.nanming.id ? this.desk.nanming : this.desk.huaxi;
      await receivableIssuance.connect(by.signer).agreeToCancel(noteOf(root, index + 1));
    }
    await receivableIssuance.cancel(root, this.roll(2) === 0 ? 1 : 100);
    this.count("cancel");
  }

  /** Whether an act that uses a facility was carried out: just when it fits. */
  private async fits(facility: bigint, face: bigint, attempt: Promise<unknown>): Promise<boolean> {
    const { receivableIssuance } = this.desk.suite;
    const settled = await attempt.then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const { used } = await receivableIssuance.facilityInfo(facility);
    if (settled === undefined) return true;
    expect(settled).to.contain("FacilityExceeded");
    expect(used + face > LIMIT, "only what does not fit is refused").to.equal(true);
    this.count("exceed");
    return false;
  }

  private async having(status: bigint) {
    const { receivableRegistry } = this.desk.suite;
    const found = await Promise.all(
      this.roots.map(async (life) => ((await receivableRegistry.rootInfo(life.root)).status === status ? [life] : [])),
    );
    return found.flat();
  }

  private async noteOfNanming() {
    const root = this.pick(await this.having(RootStatus.Open))?.root;
    if (root === undefined) return undefined;
    const notes = await this.desk.suite.receivableRegistry.notesOf(root, 1, 1_000);
    const held = [...notes].flatMap(({ holder, status, lo, hi }, index) =>
      holder === this.desk.nanming.id && status === NoteStatus.Live
        ? [{ note: noteOf(root, index + 1), units: hi - lo + 1n }]
        : [],
    );
    return this.pick(held);
  }

  private addressee({ byObligor, obligor, supplier }: { byObligor: boolean; obligor: Actor; supplier: Actor }): Actor {
    return byObligor ? supplier : obligor;
  }

  private pick<T>(list: readonly T[]): T | undefined {
    return list[this.roll(Math.max(list.length, 1))];
  }

  private count(act: string): void {
    this.done[act] = (this.done[act] ?? 0) + 1;
  }
}

describe("ReceivableIssuance: facility use over random lives", () => {
  for (const seed of [2, 3]) {
    it(`R-2, R-3: is what is open, at every step of the lives that seed ${seed} makes`, async () => {
      const desk = await receivableDesk();
      const { guanshan, baiyunling, qianling, huaxi, nanming } = desk;
      await preSigned(desk, huaxi, nanming);
      const facilities = [
        await granted(desk, guanshan, qianling, LIMIT),
        await granted(desk, baiyunling, qianling, LIMIT),
        await granted(desk, qianling, qianling, LIMIT),
      ];
      const lives = new Lives(desk, facilities, seed);
      for (let step = 0; step < STEPS; ++step) {
        await lives.step();
        await lives.check();
      }
      await lives.settleAll();
      expect(lives.done).to.include.all.keys(
        "propose",
        "sign",
        "refuse",
        "pass on",
        "pay early",
        "cancel",
        "exceed",
        "settle",
      );
    });
  }

  it("an opening after everything was paid has the whole line again", async () => {
    const desk = await receivableDesk();
    const facility = await granted(desk, desk.guanshan, desk.qianling, LIMIT, "2027-12-31");
    const { root } = await opened(desk, { face: LIMIT, facility });
    await goTo(DUE_DAY, "10:00:00");
    await desk.suite.receivableSettlement.connect(desk.qianling.signer).settle(root, 10);
    expect((await desk.suite.receivableIssuance.facilityInfo(facility)).used).to.equal(0n);
    await opened(desk, { face: LIMIT, facility, dueDay: "2026-12-30" });
  });
});
