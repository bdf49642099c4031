/** All acts on receivables: a firm's debt goes down its chain of suppliers, is financed, pledged, disputed, seized, cancelled, and paid in all ways. */
import { type BaseContract, id, MaxUint256, toBeHex, ZeroHash } from "ethers";
import { dayNumber } from "../../deploy/data/holidays.ts";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { timeOn } from "../../scripts/sandbox/format.ts";
import { type Call, COUNCIL, COURT, DAY, type Play, type ReceivableName, REGULATOR, type TurmoilName } from "./play.ts";

const YUAN = 100n;
const ENOUGH = 100_000n * YUAN;
/** After all that falls due. */
const END = "2026-12-31";
const INVOICE = 1n;
const DELIVERY_NOTE = 3n;
const OPENINGS_AND_TRANSFERS = 0b10010n;
const WITH_RECOURSE = 1n;
const DISCLOSED = 2n;
/** The trade behind a transfer. */
const TRADE = id("contract and invoice between the two");
/** Everybody in the chain of suppliers, and the banks. */
const PEOPLE: readonly PersonaKey[] = ["qianling", "nanming", "huaxi", "wudang", "qingzhen", "guanshan", "baiyunling"];

/** Due while bills are still paid, and paid months later. */
export const LONG_OVERDUE = "2026-04-14";
/** When the rest begins, and falls due. */
export const BEGIN = "2026-05-28";
export const DUE = "2026-06-16";
/** The business day after it, once it is a day off. */
export const PAID = "2026-06-17";
export const EARLIER_DUE = "2026-06-08";
/** When the obligor pays what it owes the bank, and what it owes since April. */
export const LATE = "2026-06-26";

export interface ReceivableOptions {
  readonly supplier?: PersonaKey;
  readonly due?: string;
  readonly facility?: bigint;
  readonly overdueRate?: bigint;
  readonly isApplication?: boolean;
}

/** Acts on receivables, each by whoever does it. */
export class Notes {
  readonly play: Play;

  constructor(play: Play) {
    this.play = play;
  }

  get suite() {
    return this.play.suite;
  }

  done(...args: Parameters<Play["stage"]["done"]>) {
    return this.play.stage.done(...args);
  }

  participant(who: PersonaKey): Promise<bigint> {
    return this.play.stage.participant(who);
  }

  #as<C extends BaseContract>(who: PersonaKey, contract: C): C {
    return this.play.stage.as(who, contract);
  }

  registry(who: PersonaKey) {
    return this.#as(who, this.suite.receivableRegistry);
  }

  issuance(who: PersonaKey) {
    return this.#as(who, this.suite.receivableIssuance);
  }

  financing(who: PersonaKey) {
    return this.#as(who, this.suite.receivableFinancing);
  }

  security(who: PersonaKey) {
    return this.#as(who, this.suite.receivableSecurity);
  }

  settlement(who: PersonaKey) {
    return this.#as(who, this.suite.receivableSettlement);
  }

  disputes(who: PersonaKey) {
    return this.#as(who, this.suite.receivableDisputes);
  }

  onNote(name: string, args: unknown[]): Call {
    return { target: this.suite.receivableOrders, name, args };
  }

  onDispute(name: string, args: unknown[]): Call {
    return { target: this.suite.receivableDisputes, name, args };
  }

  async request(asked: Parameters<Notes["done"]>[0]): Promise<bigint> {
    return (await this.done(asked, this.suite.receivableRegistry, "RequestOpened"))["request"] ?? 0n;
  }

  /** An invoice of the supplier's to qianling, in a file that shows that all of it was delivered. */
  async #delivered(name: string, supplier: PersonaKey, face: bigint): Promise<string> {
    const { stage, suite, documents } = this.play;
    const [seller, buyer] = [await this.participant(supplier), await this.participant("qianling")];
    const subjects: string[] = [];
    for (const [kind, number] of [
      [INVOICE, `INV-R-${name}`],
      [DELIVERY_NOTE, `DN-R-${name}`],
    ] as const) {
      const document = { kind, seller, buyer, face, issuer: stage.uscc(supplier), digest: id(number), number };
      const registered = stage.as(supplier, suite.trade).register(document);
      const { subject, terms } = await stage.done(registered, suite.trade, "DocumentRegistered");
      await stage.done(stage.as("qianling", suite.trade).confirm(String(subject), seller, String(terms)));
      documents[number] = String(subject);
      subjects.push(String(subject));
    }
    await stage.done(stage.as(supplier, suite.trade).openFile(subjects));
    return subjects[0] ?? "";
  }

  /** Puts a root forward; opened at once where the other side has signed in advance. */
  async propose(name: ReceivableName | TurmoilName, face: bigint, more: ReceivableOptions = {}) {
    const { supplier = "nanming", due = DUE, facility = 1n, overdueRate = 0n, isApplication = false } = more;
    const subject = await this.#delivered(name, supplier, face);
    const terms = {
      counterparty: await this.participant(isApplication ? "qianling" : supplier),
      face,
      dueDay: dayNumber(due),
      facility,
      overdueRate,
      reason: ZeroHash,
      documents: [{ subject, amount: face }],
    };
    const asked = isApplication ? this.issuance(supplier).applyTo(terms, 0) : this.issuance("qianling").open(terms, 0);
    const { root = 0n, request = 0n } = await this.done(asked, this.suite.receivableIssuance, "ReceivableProposed");
    this.play.receivables[name] = root;
    return { root, request, note: (root << 32n) | 1n };
  }

  /** Put forward and signed. */
  async open(name: ReceivableName | TurmoilName, face: bigint, more: ReceivableOptions = {}): Promise<bigint> {
    const { request, note } = await this.propose(name, face, more);
    const signer = more.isApplication === true ? "qianling" : (more.supplier ?? "nanming");
    if (request !== 0n) await this.done(this.issuance(signer).sign(request));
    return note;
  }

  async confirm(root: bigint, bank: PersonaKey, fee: bigint): Promise<void> {
    const asked = this.issuance("qianling").requestConfirmation(root, await this.participant(bank), fee, 0);
    await this.done(this.issuance(bank).sign(await this.request(asked)));
  }

  /** Passes a note, or a part of it, on; the number of the note that passed. */
  async pass(note: bigint, amount: bigint, from: PersonaKey, to: PersonaKey): Promise<bigint> {
    const transfer = [note, amount, await this.participant(to), TRADE, 0] as const;
    const { part, request } = await this.registry(from).transfer.staticCall(...transfer);
    await this.done(this.registry(from).transfer(...transfer));
    if (request !== 0n) await this.done(this.registry(to).sign(request));
    return part;
  }

  /** Asks for quotes on a note, or a part of it; the ask's number. */
  async ask(who: PersonaKey, note: bigint, amount: bigint, terms: bigint, days = 0): Promise<bigint> {
    const title = await this.suite.receivableFinancing.getAddress();
    return this.play.ask(who, note, amount, { title, terms: toBeHex(terms, 32), days });
  }

  /** Sells a note, or a part of it, to a factor; the number of the note that passed. */
  async finance(
    who: PersonaKey,
    note: bigint,
    amount: bigint,
    terms: bigint,
    factor: PersonaKey,
    rate: bigint,
  ): Promise<bigint> {
    const quote = await this.play.quote(factor, await this.ask(who, note, amount, terms), rate);
    const { price } = await this.suite.market.previewAccept(quote);
    const accepted = this.play.market(who).accept(quote, price);
    return (await this.done(accepted, this.suite.receivableFinancing, "NoteFinanced"))["note"] ?? 0n;
  }

  /** Pledges a note, or a part of it; the number of the note that is pledged. */
  async pledge(who: PersonaKey, note: bigint, amount: bigint, to: PersonaKey, secured: bigint, due: string) {
    const asked = this.security(who).pledge(note, amount, await this.participant(to), secured, dayNumber(due), 0);
    const signed = this.security(to).sign(await this.request(asked));
    return (await this.done(signed, this.suite.receivableSecurity, "NotePledged"))["note"] ?? 0n;
  }

  async payEarly(who: PersonaKey, note: bigint, amount: bigint, rate: bigint): Promise<void> {
    const asked = this.settlement(who).requestEarlyPayment(note, amount, rate, 0);
    await this.done(this.settlement("qianling").sign(await this.request(asked)));
  }
}

/** Before the bills: lines, and a root that will be paid much too late. */
export async function receivablesBegun(play: Play): Promise<void> {
  const notes = new Notes(play);
  const qianling = await notes.participant("qianling");
  await notes.done(notes.issuance("guanshan").grantFacility(qianling, 900_000n * YUAN, dayNumber(END)));
  await notes.done(notes.issuance("qianling").grantFacility(qianling, 50_000n * YUAN, dayNumber("2026-06-30")));
  await notes.done(notes.issuance("guanshan").changeFacility(1n, 1_000_000n * YUAN, dayNumber(END)));

  const late = await notes.open("late", 40_000n * YUAN, { due: LONG_OVERDUE, facility: 0n, isApplication: true });
  const second = await notes.pass(late, 30_000n * YUAN, "nanming", "huaxi");
  const third = await notes.pass(second, 20_000n * YUAN, "huaxi", "wudang");
  await notes.pass(third, 5_000n * YUAN, "wudang", "qingzhen");
}

/** Money where it will be needed, leave for the parts to take it, and what is signed in advance. */
async function means(notes: Notes): Promise<void> {
  const { stage, suite } = notes.play;
  const bank = stage.as("guanshan", suite.money);
  for (const [who, amount] of [
    ["qianling", 600_000n],
    ["baiyunling", 150_000n],
    ["nanming", 30_000n],
    ["huaxi", 30_000n],
    ["wudang", 20_000n],
    ["qingzhen", 20_000n],
  ] as const) {
    await stage.done(bank.transfer(stage.wallet(who), amount * YUAN));
  }
  for (const who of PEOPLE) {
    for (const part of [suite.receivableIssuance, suite.receivableSettlement, suite.receivableFinancing]) {
      await stage.done(stage.as(who, suite.money).approve(await part.getAddress(), MaxUint256));
    }
  }
  const instruction = { acts: OPENINGS_AND_TRANSFERS, ceiling: ENOUGH, tenor: 200, until: dayNumber(END) };
  await stage.done(notes.registry("nanming").instruct(await notes.participant("qianling"), instruction));
  await stage.done(notes.registry("huaxi").instruct(await notes.participant("nanming"), instruction));
  await stage.done(notes.registry("huaxi").instruct(await notes.participant("wudang"), instruction));
  await stage.done(notes.registry("huaxi").cancelInstruction(await notes.participant("wudang")));
}

/** Confirmed by a bank and passed down four tiers, with money at each of them; then all that can stand on a note. */
async function tree(notes: Notes): Promise<{ agent: bigint; frozen: bigint; contested: bigint; realised: bigint }> {
  const { play, suite } = notes;
  const first = await notes.open("tree", ENOUGH);
  await notes.confirm(first >> 32n, "baiyunling", 500n * YUAN);
  const [huaxi, wudang] = [await notes.participant("huaxi"), await notes.participant("wudang")];
  const payments = [
    { to: huaxi, amount: 60_000n * YUAN, trade: TRADE },
    { to: wudang, amount: 10_000n * YUAN, trade: TRADE },
  ];
  const [, waiting = 0n] = await notes.registry("nanming").transferMany.staticCall(first, payments, 0);
  await notes.done(notes.registry("nanming").transferMany(first, payments, 0));
  await notes.done(notes.registry("wudang").sign(waiting));
  const second = first + 1n;
  const third = await notes.pass(second, 30_000n * YUAN, "huaxi", "wudang");
  const fourth = await notes.pass(third, 12_000n * YUAN, "wudang", "qingzhen");

  // Refused, taken back, and joined again.
  const offered = [second, 4_000n * YUAN, await notes.participant("qingzhen"), TRADE, 0] as const;
  const { part } = await notes.registry("huaxi").transfer.staticCall(...offered);
  const asked = notes.registry("huaxi").transfer(...offered);
  await notes.done(notes.registry("qingzhen").refuse(await notes.request(asked)));
  const again = notes.registry("huaxi").transfer(part, 4_000n * YUAN, offered[2], TRADE, 0);
  await notes.done(notes.registry("huaxi").withdrawRequest(await notes.request(again)));
  await notes.done(notes.registry("huaxi").merge(part, second));

  // Money at each tier: as the factor's agent, disclosed, merged, early.
  const agent = await notes.finance("qingzhen", fourth, 12_000n * YUAN, WITH_RECOURSE, "guanshan", 45_000n);
  const open = await notes.finance("wudang", third, 8_000n * YUAN, DISCLOSED, "guanshan", 38_000n);
  await notes.done(notes.financing("guanshan").register(open, id("registration 2026-77")));
  const both = WITH_RECOURSE | DISCLOSED;
  const lower = await notes.finance("huaxi", part, 6_000n * YUAN, both, "guanshan", 35_000n);
  const upper = await notes.finance("huaxi", part, 5_000n * YUAN, both, "guanshan", 35_000n);
  await notes.done(notes.financing("guanshan").mergeFinanced(lower, upper));
  await notes.payEarly("huaxi", part, 4_000n * YUAN, 30_000n);
  const asking = await notes.ask("huaxi", part, 1_000n * YUAN, DISCLOSED);
  await notes.done(play.market("huaxi").withdrawAsk(asking));
  await notes.done(play.stage.as("clearing", suite.calendar).amendDay(dayNumber(DUE), false, id("a day off")));
  return { agent, ...(await burdened(notes, first, third)) };
}

/** Pledges, disputes, assignments and cases on what nanming and wudang have left of the tree. */
async function burdened(notes: Notes, first: bigint, third: bigint) {
  const { play } = notes;
  const collected = await notes.pledge("nanming", first, 6_000n * YUAN, "guanshan", 4_000n * YUAN, "2026-06-30");
  const released = await notes.pledge("nanming", first, 3_000n * YUAN, "guanshan", 1_000n * YUAN, "2026-06-30");
  await notes.done(notes.security("guanshan").release(released));
  const realised = await notes.pledge("nanming", first, 5_000n * YUAN, "guanshan", 9_000n * YUAN, "2026-06-10");

  await notes.done(notes.disputes("qianling").dispute(released, id("half of it was broken")));
  await notes.done(notes.disputes("qianling").resolve(released, id("a rebate")));
  await notes.done(notes.disputes("nanming").resolve(released, id("a rebate")));
  await notes.done(notes.disputes("nanming").dispute(collected, id("they do not answer")));
  const settled = [notes.onDispute("resolveByOrder", [collected, id("judgment")])];
  await play.order("dispute resolved", settled, COURT);
  await notes.done(notes.disputes("baiyunling").dispute(released, id("is it theirs?")));

  const contested = await notes.pass(first, 8_000n * YUAN, "nanming", "wudang");
  const now = await play.stage.now();
  const enter = async (bank: PersonaKey, amount: bigint, registeredAt: number, notifiedAt: number) => {
    const entered = notes.disputes(bank).enter(contested, amount, registeredAt, notifiedAt, id(`contract of ${bank}`));
    return (await notes.done(entered, notes.suite.receivableDisputes, "AssignmentEntered"))["entry"] ?? 0n;
  };
  await notes.done(notes.disputes("wudang").admit(contested, await enter("baiyunling", 3_000n * YUAN, now - DAY, 0)));
  const taken = await enter("guanshan", 2_000n * YUAN, 0, now - DAY);
  const dismissed = await enter("guanshan", 1_000n * YUAN, 0, 0);
  await notes.done(notes.disputes("guanshan").withdraw(contested, taken));
  await play.order("assignment admitted", [notes.onDispute("admitByOrder", [contested, dismissed])], COURT);
  await play.order("assignment dismissed", [notes.onDispute("dismissByOrder", [contested, dismissed])], COURT);

  const end = (await play.stage.now()) + 200 * DAY;
  const wudang = await notes.participant("wudang");
  const freeze = notes.onNote("freeze", [third, id("note's case"), wudang, 5_000n * YUAN, end - DAY]);
  await play.order("note frozen", [freeze], COURT);
  const frozen = await frozenPart(notes, third >> 32n);
  await play.order("note freeze renewed", [notes.onNote("renewFreeze", [frozen, id("note's case"), end])], COURT);
  return { frozen, contested, realised };
}

/** The note that the last freeze on a root names. */
async function frozenPart(notes: Notes, root: bigint): Promise<bigint> {
  const { receivableOrders } = notes.suite;
  const frozen = await receivableOrders.queryFilter(receivableOrders.filters.NoteFrozen(), notes.suite.deployBlock);
  const last = frozen.findLast(({ args }) => args.note >> 32n === root);
  if (last === undefined) throw new Error("Nothing was frozen.");
  return last.args.note;
}

/** Orders on notes: cases in their rank, a financing and a pledge that end by forced transfer, and requests that end with it. */
async function seized(notes: Notes): Promise<bigint> {
  const { play } = notes;
  const first = await notes.open("seized", 30_000n * YUAN);
  const held = await notes.pledge("nanming", first, 1_000n * YUAN, "baiyunling", 800n * YUAN, "2026-06-20");
  const financed = await notes.finance("nanming", first, 5_000n * YUAN, DISCLOSED, "guanshan", 30_000n);
  const pledged = await notes.pledge("nanming", first, 4_000n * YUAN, "guanshan", 3_000n * YUAN, END);
  await notes.request(
    notes.registry("nanming").transfer(first, 20_000n * YUAN, await notes.participant("wudang"), TRADE, 0),
  );
  const [nanming, guanshan] = [await notes.participant("nanming"), await notes.participant("guanshan")];
  const [auditor, baiyunling] = [await notes.participant("auditor"), await notes.participant("baiyunling")];
  const end = (await play.stage.now()) + 300 * DAY;
  const cases = [
    notes.onNote("freeze", [first, id("first case"), nanming, 10_000n * YUAN, end]),
    notes.onNote("freeze", [first, id("other case"), nanming, 2_000n * YUAN, end]),
  ];
  await play.order("notes frozen", cases, COURT);
  const other = await frozenPart(notes, first >> 32n);
  const part = other - 1n;
  await play.order(
    "note frozen again",
    [notes.onNote("freeze", [part, id("second case"), nanming, 4_000n * YUAN, end])],
    COURT,
  );
  const both = [...COURT, ...REGULATOR];
  await play.order(
    "notes taken",
    [
      notes.onNote("unfreeze", [other, id("other case")]),
      notes.onNote("transferByOrder", [await frozenPart(notes, first >> 32n), id("first case"), nanming, auditor]),
      notes.onNote("transferByOrder", [financed, ZeroHash, guanshan, baiyunling]),
      notes.onNote("transferByOrder", [pledged, ZeroHash, nanming, guanshan]),
    ],
    both,
  );
  return held;
}

/** Roots that a bank and a seller will pay for, and the one that nobody pays for a while. */
async function doubtful(notes: Notes): Promise<{ claimed: bigint; kept: bigint }> {
  const due = EARLIER_DUE;
  const guaranteed = await notes.open("guaranteed", 30_000n * YUAN, { due, overdueRate: 60_000n });
  await notes.confirm(guaranteed >> 32n, "baiyunling", 90n * YUAN);
  const passed = await notes.pass(guaranteed, 12_000n * YUAN, "nanming", "wudang");
  await notes.finance("nanming", guaranteed, 10_000n * YUAN, WITH_RECOURSE | DISCLOSED, "guanshan", 36_000n);
  const end = (await notes.play.stage.now()) + 200 * DAY;
  const freeze = [passed, id("the bank's case"), await notes.participant("wudang"), 2_000n * YUAN, end];
  await notes.play.order("note frozen for the bank", [notes.onNote("freeze", freeze)], COURT);

  const recourse = await notes.open("recourse", 20_000n * YUAN, { due });
  const claimed = await notes.finance("nanming", recourse, 8_000n * YUAN, WITH_RECOURSE, "guanshan", 40_000n);
  const kept = await notes.finance("nanming", recourse, 6_000n * YUAN, WITH_RECOURSE, "guanshan", 40_000n);
  return { claimed, kept };
}

/** Cancelled by all holders, after some had thought better of it; and put forward, and refused. */
async function cancelled(notes: Notes): Promise<void> {
  const first = await notes.open("cancelled", 12_000n * YUAN);
  const second = await notes.pass(first, 5_000n * YUAN, "nanming", "huaxi");
  await notes.payEarly("huaxi", second, 1_000n * YUAN, 20_000n);
  const root = first >> 32n;
  await notes.done(notes.issuance("qianling").proposeCancellation(root, id("the goods came back")));
  await notes.done(notes.issuance("huaxi").agreeToCancel(second));
  await notes.done(notes.issuance("huaxi").withdrawAgreement(second));
  await notes.done(notes.issuance("qianling").withdrawCancellation(root));
  await notes.done(notes.issuance("qianling").proposeCancellation(root, id("the goods came back at last")));
  await notes.done(notes.issuance("huaxi").agreeToCancel(second));
  await notes.done(notes.issuance("nanming").agreeToCancel(first));
  await notes.done(notes.issuance("auditor").cancel(root, 1));
  await notes.done(notes.issuance("auditor").cancel(root, 10));

  await notes.done(notes.registry("nanming").cancelInstruction(await notes.participant("qianling")));
  const { request } = await notes.propose("refused", 2_000n * YUAN);
  await notes.done(notes.registry("nanming").refuse(request));
  await notes.done(notes.issuance("qianling").closeFacility(2n));
}

/** Overdue: paid in part, by the seller, and by the bank. */
async function overdue(notes: Notes, { claimed, kept }: { claimed: bigint; kept: bigint }): Promise<void> {
  const { play } = notes;
  const { receivables, stage } = play;
  const [recourse, guaranteed] = [receivables.recourse ?? 0n, receivables.guaranteed ?? 0n];
  await stage.travel(timeOn(EARLIER_DUE, 9));
  await notes.done(notes.settlement("qianling").settlePartly(recourse, 5_000n * YUAN, 2));
  await notes.done(notes.settlement("auditor").collect(recourse, await notes.participant("qianling"), 100));
  await stage.travel(timeOn("2026-06-10", 9));
  await notes.done(notes.settlement("auditor").recordOverdue(recourse));
  await notes.done(notes.settlement("auditor").recordOverdue(receivables.late ?? 0n));
  await notes.done(notes.financing("nanming").remit(claimed));
  await notes.done(notes.financing("guanshan").claim(claimed, 100n * YUAN, id("bill of the lawyer")));
  await notes.done(notes.financing("nanming").repay(claimed, 1_000n * YUAN));
  await notes.done(notes.financing("nanming").repay(claimed, 0n));
  await notes.done(notes.financing("guanshan").notifyObligor(kept));
  await notes.done(notes.financing("guanshan").claim(kept, 0n, ZeroHash));

  const bank = await notes.participant("baiyunling");
  await notes.done(notes.settlement("auditor").collect(guaranteed, bank, 2));
  await notes.done(notes.settlement("baiyunling").settle(guaranteed, 100));
}

/** The day on which the tree falls due has become a day off, so it is paid on the next; what is frozen is set aside, and claimed. */
async function due(
  notes: Notes,
  { agent, frozen, realised }: Awaited<ReturnType<typeof tree>>,
  held: bigint,
): Promise<void> {
  const { stage, receivables } = notes.play;
  const root = receivables.tree ?? 0n;
  await notes.done(notes.security("guanshan").realise(realised));
  await stage.travel(timeOn(PAID, 9));
  await notes.done(notes.settlement("qianling").settle(root, 3));
  await notes.done(notes.settlement("auditor").collect(root, await notes.participant("qianling"), 100));
  await notes.done(notes.financing("qingzhen").remit(agent));
  await notes.play.order("note set free", [notes.onNote("unfreeze", [frozen, id("note's case")])], COURT);
  await notes.done(notes.settlement("wudang").claim(frozen));

  await stage.travel(timeOn(LATE, 9));
  await notes.done(notes.security("baiyunling").realise(held));
  // Another page is never turned.
  await notes.done(notes.settlement("qianling").settle(receivables.recourse ?? 0n, 1));
  await notes.done(notes.settlement("qianling").settle(receivables.late ?? 0n, 100));
  await notes.done(notes.settlement("qianling").settle(receivables.guaranteed ?? 0n, 100));
}

export async function receivablesInFull(play: Play): Promise<void> {
  const notes = new Notes(play);
  const rate = { target: play.suite.receivableIssuance, name: "setLoanPrimeRate", args: [31_000n, dayNumber(BEGIN)] };
  await play.order("prime rate", [rate], [...COUNCIL, ...REGULATOR]);
  await play.stage.travel(timeOn(BEGIN, 9));
  await means(notes);
  const grown = await tree(notes);
  const held = await seized(notes);
  const doubts = await doubtful(notes);
  await cancelled(notes);
  await overdue(notes, doubts);
  await due(notes, grown, held);
}

/** What stands on notes when the scenario ends: a pledge, a dispute, assignments, and a holder's agreement to cancel. */
async function unsettled(notes: Notes, live: bigint): Promise<void> {
  await notes.pledge("huaxi", live, 1_000n * YUAN, "baiyunling", 500n * YUAN, END);
  const disputed = await notes.pass(live, 500n * YUAN, "huaxi", "wudang");
  await notes.done(notes.disputes("qianling").dispute(disputed, id("wrong colour")));
  await notes.done(notes.disputes("wudang").resolve(disputed, id("a coat of paint")));
  const contested = await notes.pass(live, 700n * YUAN, "huaxi", "wudang");
  const enter = (bank: PersonaKey) =>
    notes.done(notes.disputes(bank).enter(contested, 300n * YUAN, 0, 0, id(`contract of ${bank}`)));
  await enter("baiyunling");
  await enter("guanshan");
  await notes.done(notes.disputes("wudang").admit(contested, 1));
  const agreed = await notes.pass(live, 400n * YUAN, "huaxi", "qingzhen");
  await notes.done(notes.issuance("qianling").proposeCancellation(live >> 32n, id("the order is cancelled")));
  await notes.done(notes.issuance("qingzhen").agreeToCancel(agreed));
}

/** What waits for an answer when the scenario ends. */
export async function receivablesWaiting(play: Play): Promise<void> {
  const notes = new Notes(play);
  await notes.propose("waiting", 7_000n * YUAN, { due: "2026-12-15", supplier: "huaxi" });
  await notes.propose("applied", 3_000n * YUAN, { due: "2026-12-15", supplier: "huaxi", isApplication: true });
  const live = await notes.open("live", 20_000n * YUAN, { due: "2026-12-15", supplier: "huaxi" });
  const bank = await notes.participant("baiyunling");
  await notes.request(notes.issuance("qianling").requestConfirmation(live >> 32n, bank, 200n * YUAN, 0));
  const wudang = await notes.participant("wudang");
  await notes.request(notes.registry("huaxi").transfer(live, 6_000n * YUAN, wudang, TRADE, 0));
  const guanshan = await notes.participant("guanshan");
  const pledged = [live, 3_000n * YUAN, guanshan, 2_000n * YUAN, dayNumber(END), 0] as const;
  await notes.request(notes.security("huaxi").pledge(...pledged));
  await notes.request(notes.settlement("huaxi").requestEarlyPayment(live, 2_000n * YUAN, 25_000n, 0));
  await unsettled(notes, live);
  const offered = await notes.ask("huaxi", live, 4_000n * YUAN, WITH_RECOURSE, 4);
  await play.quote("guanshan", offered, 33_000n);
}
