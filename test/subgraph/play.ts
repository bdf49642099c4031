/** Acts of the suite in few words, for a scenario. */
import { type BaseContract, hexlify, id, toUtf8Bytes, Wallet } from "ethers";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { VotingClass } from "../../deploy/data/terms.ts";
import { dayOf } from "../../scripts/sandbox/format.ts";
import type { BillIssuance } from "../../types/index.js";
import type { Stage } from "../../scripts/sandbox/story/stage.ts";
import type { DataPlayed } from "./dataInFull.ts";
import type { PointsPlayed } from "./pointsInFull.ts";
import type { ReliefPlayed } from "./reliefPlay.ts";

export const DAY = 86_400;
export const MATURITY = "2026-06-30";

const INVOICE = 1n;
const BANK_BILL = 1n;
const COMMERCIAL_BILL = 3n;

/** Text as the chain holds it in a word; zeros follow. */
export const word = (text: string): string =>
  hexlify(Uint8Array.from({ length: 32 }, (_, i) => toUtf8Bytes(text)[i] ?? 0));

export interface Call {
  target: BaseContract;
  name: string;
  args: unknown[];
  route?: number;
}

type Approval = readonly [PersonaKey, VotingClass];

export const COUNCIL: readonly Approval[] = [
  ["qianling", "Council"],
  ["guanshan", "Council"],
  ["baiyunling", "Council"],
  ["clearing", "Council"],
];
export const REGULATOR: readonly Approval[] = [["regulator", "Regulator"]];
export const COURT: readonly Approval[] = [["court", "Judiciary"]];

/** What a scenario's later steps, and the tests, need of earlier ones. */
export interface Scenario {
  /** Numbers of bills, by what becomes of them. */
  readonly bills: Record<BillName, { bill: bigint; holding: bigint; number: string }>;
  /** Numbers of roots of receivables, by what becomes of them. */
  readonly receivables: Record<ReceivableName, bigint>;
  /** What relief is about. */
  readonly relief: ReliefPlayed;
  /** What data assets are about. */
  readonly data: DataPlayed;
  /** What points are about. */
  readonly points: PointsPlayed;
  /** Orders by what they are about. */
  readonly orders: Record<string, bigint>;
  /** Keys of trade subjects, by their numbers. */
  readonly documents: Record<string, string>;
  /** A block in the middle: the first bill is with the second holder of three. */
  readonly middle: number;
}

export type BillName =
  | "paid"
  | "silent"
  | "refused"
  | "circling"
  | "withdrawn"
  | "early"
  | "waiting"
  | "presented"
  | "second"
  | "traded"
  | "secured"
  | "lent"
  | "jumped"
  | "honoured"
  | "shared"
  | "insolvent"
  | "laddered"
  | "belated"
  | "vouched"
  | "seized";

export type ReceivableName =
  "late" | "tree" | "seized" | "guaranteed" | "recourse" | "cancelled" | "refused" | "waiting" | "applied" | "live";

/** Roots of receivables that the scenario does not know of, by what happens to them. */
export type TurmoilName = "shredded" | "reversed" | "recalled" | "raced";

/** Bills that are parted. */
const SPLITTABLE: readonly BillName[] = ["paid", "traded", "secured", "lent", "seized"];

export interface AskOptions {
  readonly buyers?: readonly PersonaKey[];
  /** Days after today on which it can still be accepted. */
  readonly days?: number;
  /** Second at which sealed bidding ends. */
  readonly closesAt?: number;
  readonly terms?: string;
  /** Address of the titles' contract; of bills, unless it is said. */
  readonly title?: string;
}

export interface BillOptions {
  readonly acceptor?: PersonaKey;
  readonly notTransferable?: boolean;
  readonly maturity?: string;
  readonly issuance?: BillIssuance;
}

/** The acts of the scenario, each by whoever does it. */
export class Play {
  readonly stage: Stage;
  readonly orders: Record<string, bigint> = {};
  readonly bills: Partial<Scenario["bills"]> = {};
  readonly receivables: Partial<Record<ReceivableName | TurmoilName, bigint>> = {};
  readonly documents: Record<string, string> = {};

  constructor(stage: Stage) {
    this.stage = stage;
  }

  get suite() {
    return this.stage.suite;
  }

  /** An account that no persona has. */
  spare(place: number): Wallet {
    return new Wallet(id(`spare account ${place}`), this.stage.connection.ethers.provider);
  }

  async #calls(calls: readonly Call[]) {
    return Promise.all(
      calls.map(async ({ target, name, args, route = 0 }) => ({
        target: await target.getAddress(),
        data: target.interface.encodeFunctionData(name, args),
        route,
      })),
    );
  }

  docket(who: PersonaKey) {
    return this.stage.as(who, this.suite.docket);
  }

  /** Proposes an order and has it approved; the first that approves proposes it. */
  async propose(name: string, calls: readonly Call[], approvals: readonly Approval[], proposer = approvals[0]?.[0]) {
    if (proposer === undefined) throw new Error("Somebody must propose the order.");
    const encoded = await this.#calls(calls);
    const expiresAt = (await this.stage.now()) + 100 * DAY;
    const proposed = this.docket(proposer).propose(encoded, id(`basis of ${name}`), `章程第9条 ${name}`, expiresAt);
    const { order = 0n } = await this.stage.done(proposed, this.suite.docket, "OrderProposed");
    this.orders[name] = order;
    for (const [who, seat] of approvals) {
      await this.stage.done(this.docket(who).approve(order, VotingClass[seat], encoded));
    }
    return { order, encoded };
  }

  /** Has an order proposed, approved and, after its delay, carried out. */
  async order(name: string, calls: readonly Call[], approvals: readonly Approval[]) {
    const { order, encoded } = await this.propose(name, calls, approvals);
    const earliest = Number(await this.suite.docket.executableFrom(order, encoded));
    if (earliest > (await this.stage.now())) await this.stage.travel(earliest);
    await this.stage.done(this.docket("auditor").execute(order, encoded));
    return { order, encoded };
  }

  onParticipant(name: string, args: unknown[], route = 0): Call {
    return { target: this.suite.participants, name, args, route };
  }

  /** Puts an invoice of a sale by nanming to qianling forward; confirmed by the buyer unless it is to wait. */
  async document(number: string, face: bigint, { kind = INVOICE, isConfirmed = true } = {}): Promise<string> {
    const { stage, suite } = this;
    const seller = await stage.participant("nanming");
    const buyer = await stage.participant("qianling");
    const document = { kind, seller, buyer, face, issuer: stage.uscc("nanming"), digest: id(number), number };
    const { subject, terms } = await stage.done(
      stage.as("nanming", suite.trade).register(document),
      suite.trade,
      "DocumentRegistered",
    );
    if (isConfirmed)
      await stage.done(stage.as("qianling", suite.trade).confirm(String(subject), seller, String(terms)));
    this.documents[number] = String(subject);
    return String(subject);
  }

  /** A bill drawn by qianling for nanming. */
  async draw(name: BillName, face: bigint, more: BillOptions = {}) {
    const { stage, suite } = this;
    const { acceptor = "guanshan", notTransferable = false, maturity = MATURITY, issuance = suite.billIssuance } = more;
    const subject = await this.document(`INV-${name}`, face);
    const terms = {
      kind: acceptor === "guanshan" ? BANK_BILL : COMMERCIAL_BILL,
      supplyChain: false,
      splittable: SPLITTABLE.includes(name),
      notTransferable,
      acceptor: await stage.participant(acceptor),
      payee: await stage.participant("nanming"),
      institution: await stage.participant("guanshan"),
      face,
      maturity: dayOf(maturity),
      documents: [{ subject, amount: face }],
    };
    const drawn = stage.as("qianling", issuance).draw(terms);
    const { bill = 0n, holding = 0n, number } = await stage.done(drawn, issuance, "BillDrawn");
    this.bills[name] = { bill, holding, number: String(number) };
    return { bill, holding };
  }

  async request(asked: Parameters<Stage["done"]>[0]): Promise<bigint> {
    const { request = 0n } = await this.stage.done(asked, this.suite.billRegistry, "RequestOpened");
    return request;
  }

  /** Drawn, accepted and delivered. */
  async issue(name: BillName, face: bigint, more: BillOptions = {}) {
    const { bill, holding } = await this.draw(name, face, more);
    await this.acceptBill(bill, more.acceptor);
    await this.deliver(bill);
    return { bill, holding };
  }

  async acceptBill(bill: bigint, acceptor: PersonaKey = "guanshan"): Promise<void> {
    const { stage, suite } = this;
    const asked = stage.as("qianling", suite.billIssuance).presentForAcceptance(bill);
    if (acceptor === "qianling") await stage.done(asked);
    else await stage.done(stage.as(acceptor, suite.billIssuance).sign(await this.request(asked)));
  }

  async deliver(bill: bigint): Promise<void> {
    const { stage, suite } = this;
    const asked = this.request(stage.as("qianling", suite.billIssuance).deliver(bill, 0));
    await stage.done(stage.as("nanming", suite.billIssuance).sign(await asked));
  }

  registry(who: PersonaKey) {
    return this.stage.as(who, this.suite.billRegistry);
  }

  payment(who: PersonaKey) {
    return this.stage.as(who, this.suite.billPayment);
  }

  security(who: PersonaKey) {
    return this.stage.as(who, this.suite.billSecurity);
  }

  repo(who: PersonaKey) {
    return this.stage.as(who, this.suite.billRepo);
  }

  recourse(who: PersonaKey) {
    return this.stage.as(who, this.suite.billRecourse);
  }

  onBill(name: string, args: unknown[], route = 0): Call {
    return { target: this.suite.billOrders, name, args, route };
  }

  market(who: PersonaKey) {
    return this.stage.as(who, this.suite.market);
  }

  /** Asks for quotes on part of a holding; the ask's number. */
  async ask(who: PersonaKey, title: bigint, amount: bigint, more: AskOptions = {}): Promise<bigint> {
    const { buyers = [], days = 0, closesAt = 0, terms = id("contract of the seller with its prior") } = more;
    const of = more.title ?? (await this.suite.billDiscount.getAddress());
    const firstDay = BigInt(Math.floor((await this.stage.now()) / DAY + 1 / 3));
    const asked = this.market(who).ask({
      title: of,
      lots: [{ title, amount }],
      buyers: await Promise.all(buyers.map((buyer) => this.stage.participant(buyer))),
      firstDay,
      lastDay: firstDay + BigInt(days),
      closesAt,
      terms,
    });
    const { ask = 0n } = await this.stage.done(asked, this.suite.market, "AskOpened");
    return ask;
  }

  /** An open quote that binds as long as the ask; its number. */
  async quote(who: PersonaKey, ask: bigint, rate: bigint): Promise<bigint> {
    const { lastDay } = await this.suite.market.askInfo(ask);
    const { quote = 0n } = await this.stage.done(
      this.market(who).quote(ask, rate, lastDay),
      this.suite.market,
      "QuoteOpened",
    );
    return quote;
  }

  /** Title against money; the price. */
  async accept(who: PersonaKey, quote: bigint): Promise<bigint> {
    const { price } = await this.suite.market.previewAccept(quote);
    await this.stage.done(this.market(who).accept(quote, price));
    return price;
  }

  /** Endorsed and signed for. */
  async endorse(holding: bigint, from: PersonaKey, to: PersonaKey, isMarked = false): Promise<void> {
    const asked = this.registry(from).endorse(holding, await this.stage.participant(to), isMarked, 0);
    await this.stage.done(this.registry(to).sign(await this.request(asked)));
  }
}
