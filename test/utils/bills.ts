/** Bills for tests: the words of the contracts, and bills brought to where a test begins. */
import { type BigNumberish, encodeBytes32String, hexlify, id, type Result, toUtf8Bytes } from "ethers";
import { dayNumber } from "../../deploy/data/holidays.ts";
import type { IBillIssuance } from "../../types/contracts/modules/bills/BillIssuance.js";
import { type Actor, carryOut, foundedSuite, networkHelpers, type OrderedCall } from "./suite.ts";

export const BillKind = { Bank: 1n, FinanceCompany: 2n, Commercial: 3n } as const;
export const BillStatus = { Drawn: 1n, Accepted: 2n, Delivered: 3n, Matured: 4n, Settled: 5n, Ended: 6n } as const;
export const Circulation = {
  AwaitingDelivery: 1n,
  Circulating: 2n,
  Locked: 3n,
  NotTransferable: 4n,
  Pledged: 5n,
  AwaitingRedemption: 6n,
  InCollection: 7n,
  InRecourse: 8n,
  Closed: 9n,
} as const;
export const BillAct = { Acceptance: 1n, Delivery: 2n, Endorsement: 3n, Guarantee: 4n, Pledge: 5n } as const;
export const Purpose = {
  Transfer: 1n,
  Discount: 2n,
  Rediscount: 3n,
  Pledge: 4n,
  RecourseSettlement: 5n,
  ByOrder: 6n,
} as const;
export const DishonourReason = {
  None: 0n,
  Silence: 1n,
  InsufficientFunds: 2n,
  HolderInBreach: 3n,
  BadFaith: 4n,
  KnownDefence: 5n,
  GrossNegligence: 6n,
  OutOfTime: 7n,
  StoppedByCourt: 8n,
  NotDue: 9n,
} as const;
export const RequestStatus = { None: 0n, Open: 1n, Signed: 2n, Refused: 3n, Withdrawn: 4n, Cancelled: 5n } as const;

export const DocumentKind = { Invoice: 1n, Contract: 2n, Delivery: 3n, Payment: 4n } as const;

/** "Delivered, Circulating": status of a bill and circulation status of a holding. */
export type Pair = `${keyof typeof BillStatus}, ${keyof typeof Circulation}`;

/** The pair's two numbers. */
export function pairOf(pair: Pair): [status: bigint, circulation: bigint] {
  const [status, circulation] = pair.split(", ") as [keyof typeof BillStatus, keyof typeof Circulation];
  return [BillStatus[status], Circulation[circulation]];
}

/** A set of pairs as `BillWrongPair` shows it. */
export function setOf(pairs: readonly Pair[]): bigint {
  return pairs.reduce((set, pair) => {
    const [status, circulation] = pairOf(pair);
    return set | (1n << (status * 16n + circulation));
  }, 0n);
}

/** A day as the contracts count it. */
export const day = (date: string): bigint => BigInt(dayNumber(date));

const seconds = (date: string, clock: string): number => Date.parse(`${date}T${clock}+08:00`) / 1000;

/** Makes it this time in UTC+8; the next transaction comes a second later. */
export const goTo = (date: string, clock = "09:00:00") => networkHelpers.time.increaseTo(seconds(date, clock));

/** The founded suite with what bills need besides: a finance company, and an invoice counter. */
async function furnished() {
  const founded = await foundedSuite();
  const { suite, regulator, clearing } = founded;
  const financeCompany = clearing;
  await carryOut(
    suite,
    [qualification(founded.suite, financeCompany, regulator, "FINANCE_COMPANY", 907_010_000_018n)],
    [[regulator, "Regulator"]],
  );
  return { ...founded, financeCompany };
}

export type Desk = Awaited<ReturnType<typeof furnished>>;

/** Each call starts from the founded suite anew. */
export const billDesk = (): Promise<Desk> => networkHelpers.loadFixture(furnished);

/** The call that grants a qualification. */
export function qualification(
  suite: Desk["suite"],
  actor: Actor,
  issuer: Actor,
  key: string,
  code: bigint,
  until: BigNumberish = seconds("2036-01-01", "00:00:00"),
): OrderedCall {
  const args = [actor.id, encodeBytes32String(key), issuer.id, until, code, id("licence")];
  return { target: suite.participants, name: "grantQualification", args };
}

/** Has one call on the participants carried out by order, with all approvals that any default policy asks. */
export async function order(
  desk: Desk,
  name: string,
  args: unknown[],
  target: OrderedCall["target"] = desk.suite.participants,
) {
  const { qianling, guanshan, baiyunling, clearing, regulator, court } = desk;
  const council = [qianling, guanshan, baiyunling, clearing].map((actor) => [actor, "Council"] as const);
  const standing = await Promise.all(
    council.map(
      async (approval) => [(await desk.suite.participants.participantInfo(approval[0].id)).standing, approval] as const,
    ),
  );
  const active = standing.filter(([now]) => now === 3n).map(([, approval]) => approval);
  return carryOut(desk.suite, [{ target, name, args }], [[court, "Judiciary"], [regulator, "Regulator"], ...active]);
}

let cases = 0;
export const freeze = (desk: Desk, actor: Actor, until: BigNumberish = seconds("2026-12-31", "00:00:00")) =>
  order(desk, "freeze", [actor.id, id(`case ${++cases}`), until]);
/** Freezes an amount of an actor's money. */
export const freezeMoney = (desk: Desk, actor: Actor, amount: bigint) =>
  order(
    desk,
    "freezeMoney",
    [actor.id, id(`case ${++cases}`), amount, seconds("2026-12-31", "00:00:00")],
    desk.suite.money,
  );
export const suspend = (desk: Desk, actor: Actor) => order(desk, "suspend", [actor.id]);
export const halt = (desk: Desk, module: string) =>
  order(desk, "halt", [encodeBytes32String(module), id(`case ${++cases}`)], desk.suite.directory);

let documents = 0;

/** A trade document that both sides have confirmed. */
export async function tradeDocument(
  desk: Desk,
  kind: bigint,
  seller: Actor,
  buyer: Actor,
  face: bigint,
  confirmed = true,
): Promise<string> {
  const { trade } = desk.suite;
  const document = {
    kind,
    seller: seller.id,
    buyer: buyer.id,
    face,
    issuer: hexlify(toUtf8Bytes(seller.uscc)),
    digest: id(`document ${++documents}`),
    number: `DOC-${documents}`,
  };
  const [subject, terms] = await trade.connect(seller.signer).register.staticCall(document);
  await trade.connect(seller.signer).register(document);
  if (confirmed) await trade.connect(buyer.signer).confirm(subject, seller.id, terms);
  return subject;
}

/** An invoice that both sides have confirmed. */
export const invoice = (desk: Desk, seller: Actor, buyer: Actor, face: bigint, confirmed = true): Promise<string> =>
  tradeDocument(desk, DocumentKind.Invoice, seller, buyer, face, confirmed);

/** What a test says of a bill; the rest is usual: a bank bill over ¥10,000.00 of qianling to nanming on guanshan. */
export interface Draft {
  kind?: bigint;
  supplyChain?: boolean;
  splittable?: boolean;
  notTransferable?: boolean;
  drawer?: Actor;
  acceptor?: Actor;
  payee?: Actor;
  institution?: Actor;
  face?: bigint;
  maturity?: string;
  documents?: { subject: string; amount: bigint }[];
}

export interface Paper {
  bill: bigint;
  holding: bigint;
  drawer: Actor;
  acceptor: Actor;
  payee: Actor;
  face: bigint;
  maturity: string;
  documents: { subject: string; amount: bigint }[];
}

/** The usual day on which bills fall due: a Tuesday, business days before and after it. */
export const MATURITY = "2026-06-30";
export const FACE = 1_000_000n;

/** The terms of a draft, with an invoice behind it unless it names its documents. */
export async function termsOf(desk: Desk, draft: Draft = {}) {
  const { drawer = desk.qianling, acceptor = desk.guanshan, payee = desk.nanming, face = FACE } = draft;
  const buyer = drawer.id === payee.id ? acceptor : drawer;
  const documents = draft.documents ?? [{ subject: await invoice(desk, payee, buyer, face), amount: face }];
  const terms: IBillIssuance.DrawTermsStruct = {
    kind: draft.kind ?? BillKind.Bank,
    supplyChain: draft.supplyChain ?? false,
    splittable: draft.splittable ?? false,
    notTransferable: draft.notTransferable ?? false,
    acceptor: acceptor.id,
    payee: payee.id,
    institution: (draft.institution ?? desk.guanshan).id,
    face,
    maturity: day(draft.maturity ?? MATURITY),
    documents,
  };
  return { terms, drawer, acceptor, payee, face, maturity: draft.maturity ?? MATURITY, documents };
}

export const holdingOf = (bill: bigint): bigint => (bill << 32n) | 1n;

/** An endorsement: the holding under which it was made, and its place in the chain, from 1. */
export const endorsementOf = (holding: bigint, place: bigint): bigint => (holding << 16n) | place;

/** Drawn, AwaitingDelivery. */
export async function drawn(desk: Desk, draft: Draft = {}): Promise<Paper> {
  const { terms, ...paper } = await termsOf(desk, draft);
  await desk.suite.billIssuance.connect(paper.drawer.signer).draw(terms);
  const bill = await desk.suite.billRegistry.billCount();
  return { ...paper, bill, holding: holdingOf(bill) };
}

/** The request that waits on a holding. */
export const requestOn = async (desk: Desk, holding: bigint) =>
  (await desk.suite.billRegistry.holdingInfo(holding)).request;

/** Accepted, AwaitingDelivery. */
export async function accepted(desk: Desk, draft: Draft = {}): Promise<Paper> {
  const paper = await drawn(desk, draft);
  const { billIssuance } = desk.suite;
  await billIssuance.connect(paper.drawer.signer).presentForAcceptance(paper.bill);
  if (paper.acceptor.id !== paper.drawer.id) {
    await billIssuance.connect(paper.acceptor.signer).sign(await requestOn(desk, paper.holding));
  }
  return paper;
}

/** Delivered, Circulating; or NotTransferable, when it is drawn so. */
export async function delivered(desk: Desk, draft: Draft = {}): Promise<Paper> {
  const paper = await accepted(desk, draft);
  const { billIssuance } = desk.suite;
  await billIssuance.connect(paper.drawer.signer).deliver(paper.bill, 0);
  if (paper.payee.id !== paper.drawer.id) {
    await billIssuance.connect(paper.payee.signer).sign(await requestOn(desk, paper.holding));
  }
  return paper;
}

/** Delivered, InCollection: before maturity. */
export async function presented(desk: Desk): Promise<Paper> {
  const paper = await delivered(desk);
  await desk.suite.billPayment.connect(paper.payee.signer).present(paper.holding, NO_DIGEST);
  return paper;
}

/** Matured, Circulating. */
export async function matured(desk: Desk): Promise<Paper> {
  const paper = await delivered(desk);
  await goTo(paper.maturity, "00:00:00");
  return paper;
}

/** Settled, Closed. */
export async function paid(desk: Desk): Promise<Paper> {
  const paper = await presented(desk);
  await funded(desk, paper.acceptor, paper.face);
  await desk.suite.billPayment.connect(paper.acceptor.signer).pay(paper.holding);
  return paper;
}

/** Endorses and signs. */
export async function endorsed(desk: Desk, holding: bigint, from: Actor, to: Actor, mark = false): Promise<void> {
  const { billRegistry } = desk.suite;
  await billRegistry.connect(from.signer).endorse(holding, to.id, mark, 0);
  await billRegistry.connect(to.signer).sign(await requestOn(desk, holding));
}

/** Standing instruction of `by` for deliveries and endorsements of `counterparty`. */
export async function instructed(desk: Desk, by: Actor, counterparty: Actor, change: Partial<Instruction> = {}) {
  const instruction = { ...INSTRUCTION, ...change };
  await desk.suite.billRegistry.connect(by.signer).instruct(counterparty.id, instruction);
}

interface Instruction {
  acts: bigint;
  ceiling: bigint;
  tenor: bigint;
  until: bigint;
}

export const INSTRUCTION: Instruction = {
  acts: (1n << BillAct.Delivery) | (1n << BillAct.Endorsement),
  ceiling: 100_000_000_000n,
  tenor: 200n,
  until: day("2026-12-31"),
};

let deposits = 0;

/** Money in an actor's wallet. */
export async function deposited(desk: Desk, actor: Actor, amount: bigint): Promise<void> {
  const { clearing, suite } = desk;
  await suite.money.connect(clearing.signer).issue(actor.wallet, amount, id(`deposit ${++deposits}`));
}

/** Money in an actor's wallet, and its leave for bills to be paid with it. */
export async function funded(desk: Desk, actor: Actor, amount: bigint): Promise<void> {
  await deposited(desk, actor, amount);
  await desk.suite.money.connect(actor.signer).approve(desk.suite.billPayment, amount);
}

export const NO_DIGEST = `0x${"0".repeat(64)}`;

/** A struct as the contracts return it, by its fields. */
export const fields = (struct: object) => (struct as Result).toObject();
