/**
 * Payment of one root, reckoned with exact fractions and no contract: what each note is due on a day, who is paid what by a round, and what
 * waits because an order freezes a note. Written from the rules (spec, receivables), not from the contract.
 */

/** A number that is not rounded. */
interface Fraction {
  num: bigint;
  den: bigint;
}

const floor = ({ num, den }: Fraction): bigint => num / den;
const halfUp = ({ num, den }: Fraction): bigint => (2n * num + den) / (2n * den);

/** What the units up to `units` have received with `paid` of `face` paid. */
const upTo = (units: bigint, paid: bigint, face: bigint): bigint => floor({ num: units * paid, den: face });

/** What the note [lo, hi] has received with `paid` of `face` paid. */
export const shareOf = (lo: bigint, hi: bigint, paid: bigint, face: bigint): bigint =>
  upTo(hi, paid, face) - upTo(lo - 1n, paid, face);

/** Simple interest: a rate a year in 1/1,000,000, a year of 360 days. */
const interestOf = (fen: bigint, rate: bigint, days: bigint): bigint =>
  halfUp({ num: fen * rate * days, den: 1_000_000n * 360n });

export type Payer = "obligor" | "bank";

export interface Waiting {
  payer: Payer;
  principal: bigint;
  interest: bigint;
}

export interface ModelNote {
  number: bigint;
  lo: bigint;
  hi: bigint;
  /** Who holds it; "bank" once the bank has paid its holder. */
  holder: string;
  live: boolean;
  early: boolean;
  /** Fen of principal that the obligor has paid or set aside. */
  received: bigint;
  /** Day through which the obligor has paid or set aside interest. */
  through: bigint;
  /** First day on which no order freezes it. */
  thawsOn: bigint;
  waiting?: Waiting | undefined;
  /** A part has passed it over, because the bank had set it aside. */
  isBehind: boolean;
  /** All that was paid on it: by the obligor, and by either payer to those who held it before the bank. */
  fromObligor: { principal: bigint; interest: bigint };
  toHolder: { principal: bigint; interest: bigint };
}

/** One line of what a page does. */
export interface Told {
  what: "paid" | "aside" | "claimed";
  number: bigint;
  payer: Payer;
  holder: string;
  principal: bigint;
  interest: bigint;
}

interface Round {
  goal: bigint;
  cursor: bigint;
}

const size = ({ lo, hi }: ModelNote): bigint => hi - lo + 1n;

export class ModelRoot {
  readonly notes: ModelNote[] = [];
  readonly rounds: Partial<Record<Payer, Round>> = {};
  /** Fen of the face up to which every note is paid. */
  reached = 0n;

  readonly face: bigint;
  readonly rate: bigint;
  readonly payableDay: bigint;

  constructor(face: bigint, rate: bigint, payableDay: bigint) {
    this.face = face;
    this.rate = rate;
    this.payableDay = payableDay;
  }

  get live(): ModelNote[] {
    return this.notes.filter((note) => note.live);
  }

  /** Whether every note is paid, or set aside by the obligor. */
  get settled(): boolean {
    return this.live.every((note) => note.waiting?.payer === "obligor" && note.received === size(note));
  }

  add(number: bigint, lo: bigint, hi: bigint, holder: string): ModelNote {
    const none = () => ({ principal: 0n, interest: 0n });
    const note = {
      number,
      lo,
      hi,
      holder,
      live: true,
      early: false,
      received: 0n,
      through: 0n,
      thawsOn: 0n,
      isBehind: false,
      fromObligor: none(),
      toHolder: none(),
    };
    this.notes.push(note);
    return note;
  }

  /** What the obligor owes on a note beyond what it has paid and set aside, as far as a payment to `goal` goes. */
  due(note: ModelNote, goal: bigint, day: bigint): { principal: bigint; interest: bigint } {
    const target = goal === this.face ? size(note) : shareOf(note.lo, note.hi, goal, this.face);
    const from = note.through > this.payableDay ? note.through : this.payableDay;
    return {
      principal: target > note.received ? target - note.received : 0n,
      interest: day > from ? interestOf(size(note) - note.received, this.rate, day - from) : 0n,
    };
  }

  /** All that the obligor owes on a note. */
  owed(note: ModelNote, day: bigint): { principal: bigint; interest: bigint } {
    const { principal, interest } = this.due(note, this.face, day);
    const waiting = note.waiting?.payer === "obligor" ? note.waiting : { principal: 0n, interest: 0n };
    return { principal: principal + waiting.principal, interest: interest + waiting.interest };
  }

  /** A page of a payer's round: starts it, or goes on. */
  page(payer: Payer, goal: bigint, limit: bigint, day: bigint): Told[] {
    const round = (this.rounds[payer] ??= { goal, cursor: 1n });
    const end = round.cursor + limit;
    const notes = this.notes.filter(({ number, live }) => live && number >= round.cursor && number < end);
    const told = notes.flatMap((note) =>
      payer === "bank" ? this.#byBank(note, day) : this.#byObligor(note, round.goal, day),
    );
    round.cursor = end;
    if (end > BigInt(this.notes.length)) {
      if (payer === "obligor" && round.goal !== this.face) this.reached = round.goal;
      delete this.rounds[payer];
    }
    return told;
  }

  claim(note: ModelNote): Told {
    const waiting = note.waiting;
    if (waiting === undefined) throw new Error("Nothing waits.");
    note.waiting = undefined;
    const told = this.#pay(note, waiting.payer, waiting, "claimed");
    if (waiting.payer === "bank") note.holder = "bank";
    else if (note.received === size(note)) note.live = false;
    return told;
  }

  #byObligor(note: ModelNote, goal: bigint, day: bigint): Told[] {
    // What the bank has set aside is all of the note; a part would not release it.
    note.isBehind = note.waiting?.payer === "bank" && goal !== this.face;
    if (note.isBehind) return [];
    if (note.waiting?.payer === "bank") note.waiting = undefined;
    const fresh = this.due(note, goal, day);
    const isFrozen = note.thawsOn > day;
    const total = {
      principal: fresh.principal + (note.waiting?.principal ?? 0n),
      interest: fresh.interest + (note.waiting?.interest ?? 0n),
    };
    if (fresh.principal + fresh.interest === 0n && (isFrozen || note.waiting === undefined)) return [];
    note.received += fresh.principal;
    if (day > this.payableDay) note.through = day;
    if (isFrozen) return [this.#setAside(note, "obligor", total)];
    note.waiting = undefined;
    const told = this.#pay(note, "obligor", total, "paid");
    if (note.received === size(note)) note.live = false;
    return [told];
  }

  #byBank(note: ModelNote, day: bigint): Told[] {
    if (note.holder === "bank") return [];
    const own = note.waiting?.payer === "bank" ? note.waiting : undefined;
    const total = own ?? this.owed(note, day);
    if (note.thawsOn > day) return note.waiting === undefined ? [this.#setAside(note, "bank", total)] : [];
    if (own !== undefined) note.waiting = undefined;
    const told = this.#pay(note, "bank", total, "paid");
    note.holder = "bank";
    return [told];
  }

  #setAside(note: ModelNote, payer: Payer, { principal, interest }: { principal: bigint; interest: bigint }): Told {
    note.waiting = { payer, principal, interest };
    return { what: "aside", number: note.number, payer, holder: note.holder, principal, interest };
  }

  #pay(
    note: ModelNote,
    payer: Payer,
    { principal, interest }: { principal: bigint; interest: bigint },
    what: Told["what"],
  ): Told {
    const accounts = [];
    if (payer === "obligor") accounts.push(note.fromObligor);
    if (note.holder !== "bank") accounts.push(note.toHolder);
    for (const account of accounts) {
      account.principal += principal;
      account.interest += interest;
    }
    return { what, number: note.number, payer, holder: note.holder, principal, interest };
  }
}
