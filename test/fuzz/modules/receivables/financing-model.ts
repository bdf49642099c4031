/**
 * What the law makes of factored notes, written anew: the account of a financing is reckoned each time from the list of all that has reached
 * its factor, and what comes in on a note from the terms of its root.
 */
const YEAR = 360n * 1_000_000n;

/** Simple interest, half up to the fen. */
export const interestOn = (principal: bigint, rate: bigint, days: number): bigint =>
  days <= 0 ? 0n : (2n * principal * rate * BigInt(days) + YEAR) / (2n * YEAR);

const least = (...amounts: bigint[]): bigint => amounts.reduce((a, b) => (a < b ? a : b));

export interface Terms {
  seller: string;
  factor: string;
  rate: bigint;
  valueDay: number;
  recourse: boolean;
  disclosed: boolean;
}

/** Money that changes hands. */
export interface Move {
  from: string;
  to: string;
  amount: bigint;
}

/** What an act comes to: who pays whom, or the error that refuses it. */
export type Outcome = Move[] | string;

export class Financing {
  readonly terms: Terms;
  status: "Live" | "Collected" | "Repaid" = "Live";
  notified: boolean;
  claimed = false;
  /** What the seller has collected as agent. */
  held = 0n;
  face: bigint;
  price: bigint;
  claimedCosts = 0n;
  /** All that has reached the factor. */
  reached = 0n;
  /** Times at which something reached it. */
  times = 0n;
  private readonly payableDay: number;
  private readonly entries: { day: number; costs: bigint; reached: bigint }[] = [];

  constructor(terms: Terms, face: bigint, payableDay: number) {
    this.terms = terms;
    this.face = face;
    this.payableDay = payableDay;
    this.price = face - interestOn(face, terms.rate, payableDay - terms.valueDay);
    this.notified = terms.disclosed;
  }

  /** Takes in what was financed alike and adjoins. */
  absorb(next: Financing): void {
    this.face += next.face;
    this.price += next.price;
  }

  /** Costs, interest and principal that the factor is due on a day. */
  account(day: number): [costs: bigint, interest: bigint, principal: bigint] {
    if (!this.terms.recourse) return [0n, 0n, 0n];
    let [costs, interest, principal] = [0n, this.face - this.price, this.price];
    let since = this.payableDay;
    for (const entry of this.entries) {
      costs += entry.costs;
      if (entry.reached === 0n) continue;
      interest += interestOn(principal, this.terms.rate, entry.day - since);
      since = Math.max(since, entry.day);
      const toCosts = least(entry.reached, costs);
      const toInterest = least(entry.reached - toCosts, interest);
      [costs, interest] = [costs - toCosts, interest - toInterest];
      principal -= entry.reached - toCosts - toInterest;
    }
    return [costs, interest + interestOn(principal, this.terms.rate, day - since), principal];
  }

  due(day: number): bigint {
    return this.account(day).reduce((sum, part) => sum + part, 0n);
  }

  /** More than this no factor may have had of a note with recourse, whatever has come in. */
  bound(day: number): bigint {
    const interest = interestOn(this.price, this.terms.rate, day - this.payableDay);
    // Half a fen of rounding at most for each time.
    return this.face + this.claimedCosts + interest + this.times + 1n;
  }

  /** A payment on the note. Who gets what of it. */
  collect(payer: string, amount: bigint, day: number, last: boolean): Move[] {
    const { seller, factor, recourse } = this.terms;
    const due = this.due(day);
    let toFactor = 0n;
    if (!this.notified) {
      if (!recourse || due > 0n) this.held += amount;
    } else {
      toFactor = recourse ? least(amount, due) : amount;
      this.reach(toFactor, day);
    }
    if (last) this.status = "Collected";
    return [
      { from: payer, to: factor, amount: toFactor },
      { from: payer, to: seller, amount: amount - toFactor },
    ];
  }

  notify(by: string): Outcome {
    if (this.status !== "Live") return "FinancingMissing";
    if (by !== this.terms.factor) return "FinancingNotFactor";
    if (this.notified) return "FinancingAlreadyNotified";
    this.notified = true;
    return [];
  }

  remit(by: string, day: number): Outcome {
    const { seller, factor, recourse } = this.terms;
    if (by !== seller) return "FinancingNotSeller";
    if (this.held === 0n) return "FinancingNothingHeld";
    const amount = recourse ? least(this.held, this.due(day)) : this.held;
    this.reach(amount, day);
    this.held = 0n;
    return [{ from: seller, to: factor, amount }];
  }

  claim(by: string, costs: bigint, day: number, isOverdue: boolean): Outcome {
    if (this.status !== "Live") return "FinancingMissing";
    if (by !== this.terms.factor) return "FinancingNotFactor";
    if (!this.terms.recourse) return "FinancingWithoutRecourse";
    if (!isOverdue) return "FinancingNotOverdue";
    if (this.claimedCosts + costs > this.face) return "FinancingCostsTooHigh";
    this.claimed = true;
    this.claimedCosts += costs;
    this.entries.push({ day, costs, reached: 0n });
    return [];
  }

  /** @param amount 0: all that is due */
  repay(by: string, amount: bigint, day: number): Outcome {
    const { seller, factor } = this.terms;
    if (by !== seller) return "FinancingNotSeller";
    if (this.status === "Repaid") return "FinancingMissing";
    if (!this.claimed) return "FinancingNotClaimed";
    const due = this.due(day);
    const paid = amount === 0n ? due : amount;
    if (paid === 0n || paid > due) return "FinancingAmountOutOfRange";
    this.reach(paid, day);
    if (paid === due && this.status === "Live") this.status = "Repaid";
    return [{ from: seller, to: factor, amount: paid }];
  }

  /** What reaches the factor; once it has all that it is due nothing is held for it. */
  private reach(amount: bigint, day: number): void {
    this.reached += amount;
    ++this.times;
    this.entries.push({ day, costs: 0n, reached: amount });
    if (this.terms.recourse && this.due(day) === 0n) this.held = 0n;
  }
}

export interface Root {
  root: bigint;
  face: bigint;
  payableDay: number;
  overdueRate: bigint;
  /** The bank that pays on default. */
  confirmer?: string;
}

/** A note, and what its root's payers have paid on it. */
export class Note {
  readonly id: bigint;
  readonly root: Root;
  readonly lo: bigint;
  hi: bigint;
  holder: string;
  financing: Financing | undefined;
  isLive = true;
  /** The confirming bank has paid its holder and holds it. */
  isConfirmed = false;
  received = 0n;
  private through: number;

  constructor(root: Root, id: bigint, lo: bigint, hi: bigint, holder: string) {
    [this.root, this.id, this.lo, this.hi, this.holder] = [root, id, lo, hi, holder];
    this.through = root.payableDay;
  }

  get units(): bigint {
    return this.hi - this.lo + 1n;
  }

  /** The obligor brings it to `paidTo` of the root's face. */
  settle(obligor: string, paidTo: bigint, day: number): Move[] {
    if (!this.isLive) return [];
    const { face } = this.root;
    const target = (this.hi * paidTo) / face - ((this.lo - 1n) * paidTo) / face;
    const principal = target > this.received ? target - this.received : 0n;
    const amount = principal + this.interest(day);
    // Less than half a fen is not paid, and goes on running.
    if (amount === 0n) return [];
    this.received += principal;
    this.through = Math.max(this.through, day);
    this.isLive = this.received < this.units;
    return this.divide(obligor, amount, day, !this.isLive);
  }

  /** The confirming bank pays all that is owed on it and takes it; its own it leaves. */
  confirm(bank: string, day: number): Move[] {
    if (!this.isLive || this.holder === bank) return [];
    const moves = this.divide(bank, this.units - this.received + this.interest(day), day, true);
    this.holder = bank;
    this.isConfirmed = true;
    return moves;
  }

  private interest(day: number): bigint {
    return interestOn(this.units - this.received, this.root.overdueRate, day - this.through);
  }

  private divide(payer: string, amount: bigint, day: number, last: boolean): Move[] {
    if (this.financing?.status === "Live") return this.financing.collect(payer, amount, day, last);
    return [{ from: payer, to: this.holder, amount }];
  }
}
