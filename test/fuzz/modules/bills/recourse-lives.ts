/** Lives of bills as a model knows them: what it lets happen, whom it holds liable, and what it says is owed. */
import {
  before,
  businessDay,
  type Capacity,
  interest,
  isOver,
  type Liability,
  liability,
  type Link,
  months,
  type Purpose,
  type Rates,
  type Surety,
} from "./recourse-law.ts";

export interface Periods {
  noticeDays: number;
  principalMonths: number;
  recourseMonths: number;
  againMonths: number;
}

export interface ModelBill {
  id: bigint;
  drawer: number;
  acceptor: number;
  payee: number;
  maturity: number;
  splittable: boolean;
  periods: Periods;
  sureties: Surety[];
  seq: bigint;
}

interface Account {
  principal: bigint;
  interest: bigint;
  costs: bigint;
  /** Day from which interest runs on; 0: it does not run yet. */
  from: number;
}

interface Pair {
  /** Number of the claimant's time of holding, and the day. */
  claimed?: { tenure: number; day: number };
  interrupted?: number;
  sued?: number;
  notified?: boolean;
}

type State = "Held" | "Pledged" | "Realised" | "InRecourse" | "Closed";

/** What an act must come to: the name of an error, or nothing. */
export type Outcome = string | undefined;

/** Money that moved. */
export interface Move {
  from: number;
  to: number;
  amount: bigint;
}

/** Units of a bill and all that has happened to them. */
export class Lot {
  readonly bill: ModelBill;
  id: bigint;
  lo: number;
  hi: number;
  holder: number;
  links: Link[];
  state: State = "Held";
  marked = false;
  discounted = false;
  dishonouredOn = 0;
  openedOn = 0;
  late = false;
  pledgor = 0;
  pledgee = 0;
  secured = 0n;
  readonly accounts = new Map<number, Account>();
  readonly pairs = new Map<string, Pair>();
  readonly told = new Map<number, number>();

  constructor(bill: ModelBill, id: bigint, lo: number, hi: number, holder: number, links: Link[] = []) {
    this.bill = bill;
    this.id = id;
    this.lo = lo;
    this.hi = hi;
    this.holder = holder;
    this.links = links;
  }

  get units(): bigint {
    return BigInt(this.hi - this.lo + 1);
  }

  get isClosed(): boolean {
    return this.state === "Closed";
  }

  get isDishonoured(): boolean {
    return this.dishonouredOn !== 0 || this.openedOn !== 0;
  }

  /** The part of the low end; the rest stays. */
  take(amount: bigint): Lot {
    if (amount === this.units) return this;
    const part = new Lot(
      this.bill,
      (this.bill.id << 32n) | ++this.bill.seq,
      this.lo,
      this.lo + Number(amount) - 1,
      this.holder,
      [...this.links],
    );
    part.discounted = this.discounted;
    part.marked = this.marked;
    this.lo = part.hi + 1;
    return part;
  }

  convey(to: number, purpose: Purpose, mark: boolean, day: number): void {
    this.links.push({ from: this.holder, to, purpose, mark, day });
    this.holder = to;
    this.marked = mark;
    if (purpose === "Discount") this.discounted = true;
  }

  pair(claimant: number, party: number): Pair {
    const key = `${claimant} ${party}`;
    const known = this.pairs.get(key);
    if (known) return known;
    const pair: Pair = {};
    this.pairs.set(key, pair);
    return pair;
  }

  isClaimed(claimant: number, party: number): boolean {
    return this.pair(claimant, party).claimed?.tenure === this.links.length;
  }

  /** Whether the participant holds because it paid, or would. */
  private hasPaid(who: number): boolean {
    return who !== this.holder || this.links.at(-1)?.purpose === "RecourseSettlement";
  }

  private get title() {
    return { ...this.bill, lo: this.lo, hi: this.hi, links: this.links, late: this.late };
  }

  liability(party: number, claimant = this.holder): Liability {
    if (this.state === "Closed") return { capacity: "None", place: 0, principal: "None" };
    return liability(this.title, claimant, this.hasPaid(claimant), party);
  }

  /** The last day of a claimant's period, before it rolls; 0: none runs. */
  private limit(claimant: number, party: number, to: Liability): number {
    const { periods, maturity } = this.bill;
    const debtor: Capacity = to.capacity === "Guarantor" ? to.principal : to.capacity;
    const interrupted = this.pair(claimant, party).interrupted ?? 0;
    const end = (start: number, count: number) => {
      const from = Math.max(start, interrupted);
      return from === 0 ? 0 : months(from, count);
    };
    if (debtor !== "Endorser") return end(maturity, periods.principalMonths);
    if (!this.hasPaid(claimant)) return end(this.dishonouredOn || this.openedOn, periods.recourseMonths);
    const last = this.links.at(-1);
    const holds = claimant === this.holder;
    const creditor = holds ? (last?.from ?? 0) : this.holder;
    const days = [this.pair(creditor, claimant).sued, holds ? last?.day : undefined].filter((day) => day !== undefined);
    return end(days.length === 0 ? 0 : Math.min(...days), periods.againMonths);
  }

  private isLapsed(claimant: number, party: number, to: Liability, today: number): boolean {
    const limit = this.limit(claimant, party, to);
    return limit !== 0 && isOver(limit, today);
  }

  claim(caller: number, party: number, costs: bigint, today: number): Outcome {
    if (caller !== this.holder) return "RecourseNotHolder";
    if (this.state === "Closed") return "BillWrongPair";
    if (!this.isDishonoured) return "RecourseNotDishonoured";
    if (costs > this.units) return "RecourseCostsOutOfRange";
    const to = this.liability(party);
    if (to.capacity === "None") return "RecourseNotLiable";
    if (this.isClaimed(caller, party)) return "RecourseAlreadyClaimed";
    for (const first of before(this.title, caller, this.hasPaid(caller), party)) {
      const claimed = this.pair(caller, first).claimed;
      const isDone = this.isClaimed(caller, first)
        ? (claimed?.day ?? 0) < today
        : this.isLapsed(caller, first, this.liability(first), today);
      if (!isDone) return "RecourseOutOfTurn";
    }
    if (this.isLapsed(caller, party, to, today)) return "RecourseLapsed";

    this.pair(caller, party).claimed = { tenure: this.links.length, day: today };
    if (!this.told.has(party)) this.told.set(party, today);
    this.account(caller).costs += costs;
    this.state = "InRecourse";
    return undefined;
  }

  notify(caller: number, party: number, today: number): Outcome {
    if (!this.isDishonoured) return "RecourseNotDishonoured";
    if (caller !== this.holder && !this.told.has(caller)) return "RecourseNotHolder";
    if (this.liability(party, caller).capacity === "None") return "RecourseNotLiable";
    const pair = this.pair(caller, party);
    if (pair.notified) return "RecourseAlreadyNotified";
    pair.notified = true;
    if (!this.told.has(party)) this.told.set(party, today);
    return undefined;
  }

  interrupt(caller: number, party: number, suit: boolean, today: number): Outcome {
    if (!this.isDishonoured) return "RecourseNotDishonoured";
    const isSued = this.pair(this.holder, caller).sued !== undefined;
    if (caller !== this.holder && !isSued && !this.isClaimed(this.holder, caller)) return "RecourseNotHolder";
    const to = this.liability(party, caller);
    if (to.capacity === "None") return "RecourseNotLiable";
    if (this.isLapsed(caller, party, to, today)) return "RecourseLapsed";
    const pair = this.pair(caller, party);
    pair.interrupted = today;
    if (suit && caller === this.holder) pair.sued ??= today;
    return undefined;
  }

  /** What a participant has, as a claimant or a payer; a first claimant has the units. */
  account(who: number): Account {
    const known = this.accounts.get(who);
    if (known) return known;
    const isFirst = who === this.holder && !this.hasPaid(who);
    const account: Account = { principal: isFirst ? this.units : 0n, interest: 0n, costs: 0n, from: 0 };
    this.accounts.set(who, account);
    return account;
  }

  /** The account as it is today. */
  private accrued(who: number, today: number, rates: Rates): Account {
    const account = this.account(who);
    const isClaimant = who === this.holder && !this.hasPaid(who);
    const payable = businessDay(this.bill.maturity);
    if (account.from === 0 && isClaimant && today >= payable) account.from = payable;
    if (account.from !== 0 && account.from < today) {
      account.interest += interest(account.principal, account.from, today, rates);
      account.from = today;
    }
    return account;
  }

  /** What the contract must show; nothing accrues by looking. */
  shown(who: number, today: number, rates: Rates): [principal: bigint, interest: bigint, costs: bigint] {
    if (who === this.holder && !this.isDishonoured) return [0n, 0n, 0n];
    if (!this.accounts.has(who) && (who !== this.holder || this.state === "Closed")) return [0n, 0n, 0n];
    const kept = { ...this.account(who) };
    const { principal, interest: due, costs } = this.accrued(who, today, rates);
    this.accounts.set(who, kept);
    return [principal, due, costs];
  }

  total(today: number, rates: Rates): bigint {
    return this.shown(this.holder, today, rates).reduce((sum, part) => sum + part, 0n);
  }

  settle(payer: number, amount: bigint, today: number, rates: Rates): { outcome: Outcome; moves: Move[] } {
    // Whoever gave it as security redeems it, unclaimed and whole.
    const gave = this.pledgor !== 0 && this.pledgor === payer && this.isDishonoured;
    const redeems = gave && amount >= this.total(today, rates);
    if (!redeems && this.state !== "InRecourse") return { outcome: "BillWrongPair", moves: [] };
    if (!redeems && !this.isClaimed(this.holder, payer)) return { outcome: "RecourseNotClaimed", moves: [] };
    const claimant = this.holder;
    this.state = "InRecourse";
    const owed = this.accrued(claimant, today, rates);
    const advance = this.accrued(payer, today, rates);
    let rest = amount;
    for (const part of ["costs", "interest", "principal"] as const) {
      const paid = rest < owed[part] ? rest : owed[part];
      owed[part] -= paid;
      rest -= paid;
    }
    const taken = amount - rest;
    advance.principal += taken;
    advance.from = today;

    const moves: Move[] = [];
    let toClaimant = taken;
    if (this.pledgor !== 0) {
      toClaimant = taken < this.secured ? taken : this.secured;
      this.secured -= toClaimant;
      moves.push({ from: payer, to: this.pledgor, amount: taken - toClaimant });
    }
    moves.push({ from: payer, to: claimant, amount: toClaimant });
    if (owed.costs + owed.interest + owed.principal === 0n) {
      this.pledgor = 0;
      if (payer === this.bill.acceptor) this.state = "Closed";
      else this.convey(payer, "RecourseSettlement", false, today);
    }
    return { outcome: undefined, moves };
  }
}
