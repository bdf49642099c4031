/**
 * A model of the relief module's money, written from its rules. It keeps facts only (who gave what, what was allocated, which lines of a
 * payout were paid or went back) and derives every figure from them anew; the contracts keep running totals.
 */

export type Kind = "budget" | "campaign" | "produce";
export type LineState = "open" | "paid" | "returned" | "given back";

export interface ModelLot {
  amount: bigint;
  giver: bigint;
  /** Gone back to the giver, or over to the successor. */
  gone: bigint;
  /** The project of the order that it is of. */
  project?: ModelProject;
}

export interface ModelProgramme {
  id: bigint;
  budget: bigint;
  minimum: bigint;
  noticeDays: bigint;
  receiptDays: bigint;
  end: bigint;
}

export interface ModelFund {
  id: bigint;
  kind: Kind;
  programme: ModelProgramme;
  target: bigint;
  /** Last day on which donations come in. */
  until: bigint;
  lots: ModelLot[];
  successor?: ModelFund | undefined;
  noticeEnd?: bigint;
}

export interface ModelProject {
  id: bigint;
  fund: ModelFund;
  budget: bigint;
  /** What was given to it, and with minus what it gave back. */
  moves: bigint[];
}

/** An interval of a payout's fen that a lot has paid for. */
export interface Segment {
  lot: ModelLot;
  from: bigint;
  to: bigint;
}

export interface ModelPayout {
  id: bigint;
  project: ModelProject;
  /** Fen of the lines; of a payout that is paid at once a single one. */
  lines: { amount: bigint; state: LineState }[];
  toBank: boolean;
  lot?: ModelLot | undefined;
  dueDay: bigint;
  segments: Segment[];
  /** Of a payout that is paid at once: fen from the first on that were given back. Of one to a bank: how far silence has sent it back. */
  backTo: bigint;
}

/** Lots that one transaction visits at most. */
const VISITS = 64;

const sum = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Why something is refused: any of these; none: it is done. */
export type Refusals = string[];

/** A life: some funds, and what becomes of their money. */
export class ModelBook {
  readonly funds: ModelFund[] = [];
  readonly projects: ModelProject[] = [];
  readonly payouts: ModelPayout[] = [];
  today = 0n;

  // What there is.

  received = (fund: ModelFund): bigint => sum(fund.lots.map(({ amount }) => amount));
  gone = (fund: ModelFund): bigint => sum(fund.lots.map(({ gone }) => gone));
  allocated = (project: ModelProject): bigint => sum(project.moves);
  allocatedOf = (fund: ModelFund): bigint => sum(this.#projectsOf(fund).map(this.allocated));
  freeOf = (fund: ModelFund): bigint => this.received(fund) - this.allocatedOf(fund) - this.gone(fund);

  total = ({ lines }: ModelPayout): bigint => sum(lines.map(({ amount }) => amount));
  drawn = ({ segments }: ModelPayout): bigint => segments.at(-1)?.to ?? 0n;
  isDrawn = (payout: ModelPayout): boolean => this.drawn(payout) === this.total(payout);

  /** Fen paid out for a payout, given back since or not. */
  paidFor(payout: ModelPayout): bigint {
    if (!payout.toBank) return this.isDrawn(payout) ? this.total(payout) : 0n;
    const paid = payout.lines.filter(({ state }) => state === "paid" || state === "given back");
    return sum(paid.map(({ amount }) => amount));
  }

  givenBack(payout: ModelPayout): bigint {
    if (!payout.toBank) return payout.backTo;
    return sum(payout.lines.filter(({ state }) => state === "given back").map(({ amount }) => amount));
  }

  /** The intervals of fen that are back in their lots. */
  backIntervals(payout: ModelPayout): [bigint, bigint][] {
    if (!payout.toBank) return [[0n, payout.backTo]];
    const intervals: [bigint, bigint][] = [];
    let from = 0n;
    for (const { amount, state } of payout.lines) {
      const to = from + amount;
      if (state === "returned" || state === "given back") intervals.push([from, to]);
      else if (state === "open") intervals.push([from, most(from, least(to, payout.backTo))]);
      from = to;
    }
    return intervals;
  }

  restored = (payout: ModelPayout): bigint => sum(this.backIntervals(payout).map(([from, to]) => to - from));

  restoredOf(payout: ModelPayout, segment: Segment): bigint {
    const shares = this.backIntervals(payout).map(([from, to]) =>
      most(0n, least(to, segment.to) - most(from, segment.from)),
    );
    return sum(shares);
  }

  paid = (project: ModelProject): bigint =>
    sum(this.#payoutsOf(project).map((payout) => this.paidFor(payout) - this.givenBack(payout)));
  open = (project: ModelProject): bigint =>
    sum(
      this.#payoutsOf(project).map(
        (payout) => this.total(payout) - this.paidFor(payout) - (this.restored(payout) - this.givenBack(payout)),
      ),
    );
  freeOfProject = (project: ModelProject): bigint => this.allocated(project) - this.paid(project) - this.open(project);

  /** Fen of each lot that payouts have. */
  spent(): Map<ModelLot, bigint> {
    const spent = new Map<ModelLot, bigint>();
    for (const payout of this.payouts) {
      for (const segment of payout.segments) {
        const used = segment.to - segment.from - this.restoredOf(payout, segment);
        spent.set(segment.lot, (spent.get(segment.lot) ?? 0n) + used);
      }
    }
    return spent;
  }

  left = (lot: ModelLot, spent = this.spent()): bigint => lot.amount - lot.gone - (spent.get(lot) ?? 0n);

  /** Fen that projects of a fund have and no payout has drawn. */
  waiting(fund: ModelFund): bigint {
    const spent = this.spent();
    return this.allocatedOf(fund) - sum(fund.lots.map((lot) => spent.get(lot) ?? 0n));
  }

  /** What the purse holds of this life. */
  purse = (): bigint =>
    sum(this.funds.map((fund) => this.received(fund) - this.gone(fund))) - sum(this.projects.map(this.paid));

  // What is done, or why not.

  receive(fund: ModelFund, giver: bigint, amount: bigint, kept: bigint, project?: ModelProject): Refusals {
    const { programme, kind, target } = fund;
    const refusals: Refusals = [];
    if (kind === "campaign" && this.today > fund.until) refusals.push("FundNotRunning");
    if (this.today > programme.end) refusals.push("ProgrammeNotRunning");
    if (amount === 0n || (kind !== "produce" && amount < programme.minimum)) refusals.push("LotTooSmall");
    if (this.received(fund) + amount > target) refusals.push("FundTargetExceeded");
    if (kept + amount > programme.budget) refusals.push("FundBudgetExceeded");
    if (project !== undefined && this.allocated(project) + amount > project.budget) {
      refusals.push("ProjectBudgetExceeded");
    }
    if (refusals.length > 0) return refusals;
    fund.lots.push({ amount, giver, gone: 0n, ...(project === undefined ? {} : { project }) });
    project?.moves.push(amount);
    return [];
  }

  allocate(project: ModelProject, amount: bigint): Refusals {
    const { fund, budget } = project;
    const refusals: Refusals = [];
    if (this.today > fund.programme.end) refusals.push("ProgrammeNotRunning");
    if (fund.noticeEnd !== undefined) refusals.push("FundAnnounced");
    if (amount > this.freeOf(fund)) refusals.push("FundShort");
    if (amount === 0n) refusals.push("FundAmountZero");
    if (this.allocated(project) + amount > budget) refusals.push("ProjectBudgetExceeded");
    if (refusals.length === 0) project.moves.push(amount);
    return refusals;
  }

  deallocate(project: ModelProject, amount: bigint): Refusals {
    const refusals: Refusals = [];
    if (project.fund.kind === "produce") refusals.push("FundWrongKind");
    if (amount === 0n) refusals.push("FundAmountZero");
    if (amount > this.freeOfProject(project)) refusals.push("ProjectShort");
    if (refusals.length === 0) project.moves.push(-amount);
    return refusals;
  }

  create(id: bigint, project: ModelProject, amounts: bigint[], toBank: boolean, lot?: ModelLot): Refusals {
    const total = sum(amounts);
    if (total === 0n) return ["PayoutAmountZero"];
    if (total > this.freeOfProject(project)) return ["ProjectShort"];
    if (lot !== undefined && total > this.left(lot)) return ["FundShort", "LotNothingLeft"];
    const payout: ModelPayout = {
      id,
      project,
      lines: amounts.map((amount) => ({ amount, state: "open" })),
      toBank,
      lot,
      dueDay: this.today + project.fund.programme.receiptDays,
      segments: [],
      backTo: 0n,
    };
    this.#draw(payout);
    this.payouts.push(payout);
    return [];
  }

  continueDrawing(payout: ModelPayout): Refusals {
    if (this.isDrawn(payout)) return ["PayoutWrongStatus"];
    this.#draw(payout);
    return [];
  }

  /** The bank has paid the next lines, but for the failed ones. */
  answer(payout: ModelPayout, to: number, failed: ReadonlySet<number>): Refusals {
    const refusals = this.#unanswerable(payout, to);
    if (this.today > payout.dueDay) refusals.push("PayoutAnswerLate");
    if (refusals.length > 0) return refusals;
    for (let line = this.answered(payout); line < to; ++line) {
      const each = payout.lines[line];
      if (each !== undefined) each.state = failed.has(line) ? "returned" : "paid";
    }
    return [];
  }

  /** The bank was silent: the next lines go back, as far as so many lots reach. */
  returnOverdue(payout: ModelPayout, to: number): Refusals {
    const refusals = this.#unanswerable(payout, to);
    if (this.today <= payout.dueDay) refusals.push("PayoutAnswerNotOverdue");
    if (refusals.length > 0) return refusals;
    const startOf = (line: number) => sum(payout.lines.slice(0, line).map(({ amount }) => amount));
    const start = most(startOf(this.answered(payout)), payout.backTo);
    const reachable = payout.segments.filter(({ to: end }) => end > start).slice(0, VISITS);
    payout.backTo = least(startOf(to), reachable.at(-1)?.to ?? start);
    for (const [index, line] of payout.lines.entries()) {
      if (line.state === "open" && startOf(index + 1) <= payout.backTo) line.state = "returned";
    }
    return [];
  }

  giveBack(payout: ModelPayout, line: number, amount: bigint): Refusals {
    if (!payout.toBank) {
      if (!this.isDrawn(payout)) return ["PayoutWrongStatus"];
      if (amount === 0n || amount > this.total(payout) - payout.backTo) return ["PayoutGivenBackUnfit"];
      payout.backTo += amount;
      return [];
    }
    const each = payout.lines[line];
    if (each === undefined) return ["PayoutLineUnknown"];
    if (each.state !== "paid") return ["PayoutLineWrongStatus"];
    if (amount !== each.amount) return ["PayoutGivenBackUnfit"];
    each.state = "given back";
    return [];
  }

  /** The buyer has back what is left of its order, but for what is kept. */
  returnOrder(project: ModelProject, lot: ModelLot, kept: bigint): bigint {
    const left = this.left(lot) - kept;
    lot.gone += left;
    if (left > 0n) project.moves.push(-left);
    return left;
  }

  announce(fund: ModelFund): Refusals {
    const refusals: Refusals = [];
    if (fund.kind !== "campaign") refusals.push("FundWrongKind");
    if (this.today <= fund.until) refusals.push("FundNotOver");
    if (fund.noticeEnd !== undefined) refusals.push("FundAnnounced");
    if (refusals.length === 0) fund.noticeEnd = this.today + fund.programme.noticeDays;
    return refusals;
  }

  /** @param kept fen that the successor's programme has of all lives */
  returnLots(fund: ModelFund, lots: ModelLot[], kept: bigint): Refusals {
    const refusals = this.#unreleased(fund, lots);
    if (fund.kind === "budget") {
      if (this.today <= fund.programme.end) refusals.push("FundNotOver");
    } else {
      refusals.push(...this.#unnoticed(fund));
      // Lot after lot, what the successor takes does not change.
      const { successor } = fund;
      const takes = (lot: ModelLot) =>
        successor !== undefined && this.#overflow(fund, successor, this.left(lot), kept).length === 0;
      if (lots.some(takes)) refusals.push("FundHasSuccessor");
    }
    if (refusals.length > 0) return refusals;
    const spent = this.spent();
    for (const lot of lots) lot.gone += this.left(lot, spent);
    return [];
  }

  carryOver(fund: ModelFund, lots: ModelLot[], kept: bigint): Refusals {
    const { successor } = fund;
    const refusals = [...this.#unreleased(fund, lots), ...this.#unnoticed(fund)];
    if (successor === undefined) return [...refusals, "FundLeftoverUnfit"];
    const spent = this.spent();
    const amount = sum(lots.map((lot) => this.left(lot, spent)));
    // One after the other they are refused where together they are too much.
    refusals.push(...this.#overflow(fund, successor, amount, kept));
    if (refusals.length > 0) return refusals;
    for (const lot of lots) {
      const left = this.left(lot, spent);
      lot.gone += left;
      successor.lots.push({ amount: left, giver: lot.giver, gone: 0n });
    }
    return [];
  }

  /** How many lines were answered for, one way or the other. */
  answered(payout: ModelPayout): number {
    const first = payout.lines.findIndex(({ state }) => state === "open");
    return first < 0 ? payout.lines.length : first;
  }

  // What the contracts should say, in the order in which the sheet has it.

  *sheet(): Generator<bigint> {
    const spent = this.spent();
    for (const fund of this.funds) {
      yield* [this.received(fund), this.allocatedOf(fund), this.gone(fund)];
      yield sum(fund.lots.map((lot) => spent.get(lot) ?? 0n));
      yield* [this.freeOf(fund), BigInt(fund.lots.length)];
      for (const lot of fund.lots) yield* [lot.amount, spent.get(lot) ?? 0n, lot.gone, lot.giver];
    }
    for (const project of this.projects) {
      yield* [this.allocated(project), this.paid(project), this.open(project), this.freeOfProject(project)];
    }
    for (const payout of this.payouts) {
      yield* [this.#status(payout), this.total(payout), this.drawn(payout)];
      yield* [this.paidFor(payout), this.restored(payout)];
      yield payout.toBank ? BigInt(this.answered(payout)) : 0n;
      yield BigInt(payout.segments.length);
      for (const segment of payout.segments) {
        const { lots, id } = payout.project.fund;
        yield (id << 32n) | BigInt(lots.indexOf(segment.lot) + 1);
        yield* [segment.from, segment.to - segment.from, this.restoredOf(payout, segment)];
      }
    }
  }

  /** As the contracts number them: Drawing, Open, Settled, Paid. */
  #status(payout: ModelPayout): bigint {
    if (!this.isDrawn(payout)) return 1n;
    if (!payout.toBank) return 4n;
    return this.answered(payout) < payout.lines.length ? 2n : 3n;
  }

  #projectsOf = (fund: ModelFund) => this.projects.filter((project) => project.fund === fund);
  #payoutsOf = (project: ModelProject) => this.payouts.filter((payout) => payout.project === project);

  /** The oldest lots pay first; an order's payouts are paid of its own lot. */
  #draw(payout: ModelPayout): void {
    const total = this.total(payout);
    const spent = this.spent();
    let from = this.drawn(payout);
    let visits = 0;
    for (const lot of payout.lot === undefined ? payout.project.fund.lots : [payout.lot]) {
      const left = this.left(lot, spent);
      if (left === 0n) continue;
      if (from === total || visits++ === VISITS) return;
      const to = from + least(left, total - from);
      payout.segments.push({ lot, from, to });
      from = to;
    }
  }

  #unanswerable(payout: ModelPayout, to: number): Refusals {
    if (!payout.toBank) return ["PayoutWrongKind"];
    if (this.#status(payout) !== 2n) return ["PayoutWrongStatus"];
    const isInRange = to > this.answered(payout) && to <= payout.lines.length;
    return isInRange ? [] : ["PayoutLinesOutOfRange"];
  }

  #unreleased(fund: ModelFund, lots: ModelLot[]): Refusals {
    const refusals: Refusals = [];
    if (lots.some((lot) => this.left(lot) === 0n)) refusals.push("LotNothingLeft");
    if (this.waiting(fund) > 0n) refusals.push("FundStillAllocated");
    return refusals;
  }

  #unnoticed(fund: ModelFund): Refusals {
    if (fund.kind !== "campaign") return ["FundWrongKind"];
    if (fund.noticeEnd === undefined) return ["FundNotAnnounced"];
    return this.today <= fund.noticeEnd ? ["FundNoticeRunning"] : [];
  }

  /** Why a successor does not take so much. */
  #overflow(fund: ModelFund, successor: ModelFund, amount: bigint, kept: bigint): Refusals {
    const refusals: Refusals = [];
    if (successor.noticeEnd !== undefined) refusals.push("FundAnnounced");
    if (this.today > successor.programme.end) refusals.push("ProgrammeNotRunning");
    if (this.received(successor) + amount > successor.target) refusals.push("FundTargetExceeded");
    // Within a programme nothing comes in that was not there.
    const comesIn = fund.programme === successor.programme ? 0n : amount;
    if (kept + comesIn > successor.programme.budget) refusals.push("FundBudgetExceeded");
    return refusals;
  }
}
