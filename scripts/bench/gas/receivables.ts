/** Acts of the receivables module, between parties that hold other notes and money already. */
import { encodeBytes32String, id, MaxUint256 } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { dayOf, plusDays, timeOn } from "../../sandbox/format.ts";
import { enterDelivered, rootOf, termsOf } from "../../sandbox/story/receivables.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import { ERC20, ERC721 } from "./controls.ts";
import { admittedFirms } from "./orders.ts";
import { ERC3525_PART } from "./peers.ts";
import type { Table } from "./table.ts";

export const FACE = 100_000_00n;
const TERM = 150;
const LAST_DAY = 0n;
const RATE = 36_000n;
const LINE = 100_000_000_000n;
/** Receivers of one transaction, and notes of one page. */
export const MANY = 50;
const OPENING_AND_TRANSFER = (1n << 1n) | (1n << 4n);
const TRADE = id("contract and invoice between holder and receiver");
const DISCLOSED_WITH_RECOURSE = `0x${"3".padStart(64, "0")}`;

/** Who can be paid with notes, tier after tier. */
export const FIRMS = ["huaxi", "wudang", "qingzhen", "baiyunling", "auditor"] as const satisfies PersonaKey[];

/** Standing instruction of `by` for what `counterparty` opens and passes on. */
export async function instruct(stage: Stage, by: PersonaKey, counterparty: PersonaKey) {
  const registry = stage.as(by, stage.suite.receivableRegistry);
  return registry.instruct(await stage.participant(counterparty), await instruction(stage));
}

/** For a year. */
async function instruction(stage: Stage) {
  const until = dayOf(plusDays(await stage.today(), 365));
  return { acts: OPENING_AND_TRANSFER, ceiling: LINE, tenor: 400n, until };
}

/** A bank gives the obligor a line. */
export async function grantFacility(stage: Stage, dueDay: string) {
  const obligor = await stage.participant("qianling");
  const until = dayOf(plusDays(dueDay, 30));
  return stage.as("guanshan", stage.suite.receivableIssuance).grantFacility(obligor, LINE, until);
}

/** A root whose first note is the supplier's, which has signed in advance. */
export async function openedRoot(stage: Stage, lot: string, dueDay: string, face = FACE): Promise<bigint> {
  const { receivableIssuance } = stage.suite;
  const invoice = await enterDelivered(stage, face, lot);
  const facility = await receivableIssuance.facilityCount();
  const terms = await termsOf(stage, "qianling", { face, invoice, dueDay, facility });
  const open = stage.as("qianling", receivableIssuance).open(terms, LAST_DAY);
  return (await stage.done(open, receivableIssuance, "ReceivableOpened"))["note"] ?? 0n;
}

/** The note of a root that was numbered last. */
async function newest(stage: Stage, note: bigint): Promise<bigint> {
  const { seq } = await stage.suite.receivableRegistry.rootInfo(rootOf(note));
  return (rootOf(note) << 32n) | seq;
}

async function newestRequest({ suite: { receivableRegistry } }: Stage): Promise<bigint> {
  const events = await receivableRegistry.queryFilter(receivableRegistry.filters.RequestOpened());
  return events.at(-1)?.args.request ?? 0n;
}

async function measureOpening(table: Table, stage: Stage, dueDay: string): Promise<bigint> {
  const { receivableIssuance } = stage.suite;
  await table.add("receivable: facility", grantFacility(stage, dueDay));
  const facility = await receivableIssuance.facilityCount();
  const invoice = await enterDelivered(stage, FACE, "BENCH 1");
  const terms = await termsOf(stage, "qianling", { face: FACE, invoice, dueDay, facility });
  const open = stage.as("qianling", receivableIssuance).open(terms, LAST_DAY);
  await table.add("receivable: open, one invoice", open);
  const sign = stage.as("nanming", receivableIssuance).sign(await newestRequest(stage));
  await table.add("receivable: open, signed for", sign);
  const root = await stage.suite.receivableRegistry.rootCount();

  const bank = await stage.participant("baiyunling");
  const ask = stage.as("qianling", receivableIssuance).requestConfirmation(root, bank, 0n, LAST_DAY);
  await table.add("receivable: bank's confirmation, asked", ask);
  const confirm = stage.as("baiyunling", receivableIssuance).sign(await newestRequest(stage));
  await table.add("receivable: bank's confirmation, signed for", confirm);
  return (root << 32n) | 1n;
}

async function measureTransfer(table: Table, stage: Stage, note: bigint, dueDay: string): Promise<void> {
  const { receivableRegistry } = stage.suite;
  const [nanming, huaxi] = [await stage.participant("nanming"), await stage.participant("huaxi")];
  const transfer = (from: PersonaKey, what: bigint, to: bigint, amount = FACE) =>
    stage.as(from, receivableRegistry).transfer(what, amount, to, TRADE, LAST_DAY);
  // Both hold another note, as the control's parties hold another token.
  const kept = await openedRoot(stage, "BENCH 2", dueDay);
  await stage.done(transfer("nanming", kept, huaxi, FACE / 2n));
  await stage.done(stage.as("huaxi", receivableRegistry).sign(await newestRequest(stage)));

  await table.add("receivable: transfer, asked", transfer("nanming", note, huaxi));
  const sign = stage.as("huaxi", receivableRegistry).sign(await newestRequest(stage));
  await table.add("receivable: transfer, signed for", sign);
  await stage.done(instruct(stage, "nanming", "huaxi"));
  await table.add("receivable: standing instruction", instruct(stage, "huaxi", "nanming"));
  const control = [ERC721];
  await table.add("receivable: transfer, whole, auto-sign", transfer("huaxi", note, nanming), { control, limit: 1.6 });
  const part = transfer("nanming", note, huaxi, FACE / 4n);
  const against = { control, limit: 2.9, below: [ERC3525_PART] };
  await table.add("receivable: transfer, part, auto-sign", part, against);
  await stage.done(transfer("huaxi", await newest(stage, note), nanming, FACE / 4n));
  const merge = stage.as("nanming", receivableRegistry).merge(await newest(stage, note), note);
  await table.add("receivable: merge", merge);
}

/** Payments that part a note among receivers in turn, into so many equal parts. */
export function partsOf(face: bigint, receivers: readonly bigint[], count: number) {
  const amount = face / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    to: receivers[index % receivers.length] ?? 0n,
    amount,
    trade: TRADE,
  }));
}

async function measureSecurity(table: Table, stage: Stage, dueDay: string): Promise<void> {
  const { receivableSecurity, receivableSettlement } = stage.suite;
  const note = await openedRoot(stage, "BENCH 3", dueDay);
  const [bank, debt] = [await stage.participant("baiyunling"), dayOf(await stage.today())];
  const pledge = stage.as("nanming", receivableSecurity).pledge(note, FACE, bank, FACE / 2n, debt, LAST_DAY);
  await table.add("receivable: pledge, asked", pledge);
  const sign = stage.as("baiyunling", receivableSecurity).sign(await newestRequest(stage));
  await table.add("receivable: pledge, signed for", sign);
  await table.add("receivable: pledge, released", stage.as("baiyunling", receivableSecurity).release(note));

  const early = stage.as("nanming", receivableSettlement).requestEarlyPayment(note, FACE, RATE, LAST_DAY);
  await table.add("receivable: early payment, asked", early);
  const pay = stage.as("qianling", receivableSettlement).sign(await newestRequest(stage));
  await table.add("receivable: early payment, with its money", pay, { control: [ERC20] });
}

async function measureFinancing(table: Table, stage: Stage, dueDay: string): Promise<void> {
  const { market, receivableFinancing } = stage.suite;
  const note = await openedRoot(stage, "BENCH 4", dueDay);
  const today = dayOf(await stage.today());
  const ask = stage.as("nanming", market).ask({
    title: await receivableFinancing.getAddress(),
    lots: [{ title: note, amount: FACE }],
    buyers: [],
    firstDay: today,
    lastDay: today,
    closesAt: 0,
    terms: DISCLOSED_WITH_RECOURSE,
  });
  await table.add("receivable: offer for financing", ask);
  const number = await market.askCount();
  await stage.done(stage.as("baiyunling", market).quote(number, RATE, today));
  const quote = (number << 32n) | 1n;
  const [, price] = await market.previewAccept(quote);
  const accept = stage.as("nanming", market).accept(quote, price);
  await table.add("receivable: financed, with its money", accept, { control: [ERC721, ERC20] });
}

/** So many firms that hold money, and have signed in advance for what the supplier passes on to them. */
export async function receivingFirms(stage: Stage, count: number): Promise<bigint[]> {
  const { money, receivableRegistry } = stage.suite;
  const supplier = await stage.participant("nanming");
  const terms = await instruction(stage);
  const firms = await admittedFirms(stage, count);
  for (const [index, { wallet }] of firms.entries()) {
    await stage.done(receivableRegistry.connect(wallet).instruct(supplier, terms));
    await stage.done(stage.as("clearing", money).issue(wallet.address, 1n, encodeBytes32String(`FIRM-${index}`)));
  }
  return firms.map(({ participant }) => participant);
}

/** Many notes at once: passed on, and paid out. */
async function measureMany(table: Table, stage: Stage, dueDay: string): Promise<void> {
  const { receivableRegistry, receivableSettlement } = stage.suite;
  const receivers: bigint[] = [];
  for (const firm of FIRMS) {
    receivers.push(await stage.participant(firm));
    if (firm !== "huaxi") await stage.done(instruct(stage, firm, "nanming"));
  }
  const all = await receivingFirms(stage, MANY);
  const few = await openedRoot(stage, "BENCH 5", dueDay);
  const many = await openedRoot(stage, "BENCH 6", dueDay);
  const others = await openedRoot(stage, "BENCH 7", dueDay);
  const pass = (note: bigint, to: readonly bigint[]) =>
    stage.as("nanming", receivableRegistry).transferMany(note, partsOf(FACE, to, MANY), LAST_DAY);
  const control = Array.from({ length: MANY }, () => ERC721);
  await table.add("receivable: transfer, 50 parts to 5 receivers", pass(few, receivers), { control });
  await table.add("receivable: transfer, 50 parts to 50 receivers", pass(many, all), { control });
  await stage.done(pass(others, all));

  await stage.travel(timeOn(dueDay, 9));
  const settle = (note: bigint) => stage.as("qianling", receivableSettlement).settle(rootOf(note), MANY);
  const transfers = Array.from({ length: MANY }, () => ERC20);
  const against = { control: transfers, limit: 0.95 };
  await table.add("receivable: settle 50 notes of 5 holders, with their money", settle(few), against);
  const keeping = "receivable: settle 50 notes of 50 holders that keep others, with their money";
  await table.add(keeping, settle(others), { control: transfers });
  await table.add("receivable: settle 50 notes of 50 holders, with their money", settle(many), against);
}

/** What those that pay by the module need: money in their wallets, and leave for its parts to pay with it. */
export async function provided(stage: Stage, amount: bigint): Promise<void> {
  const { money, market, receivableSettlement } = stage.suite;
  for (const who of ["qianling", "baiyunling", ...FIRMS] as const) {
    const ref = encodeBytes32String(`NOTES-${who}-${await stage.now()}`);
    await stage.done(stage.as("clearing", money).issue(stage.wallet(who), amount, ref));
  }
  for (const spender of [market, receivableSettlement]) {
    for (const who of ["qianling", "baiyunling"] as const) {
      await stage.done(stage.as(who, money).approve(await spender.getAddress(), MaxUint256));
    }
  }
}

export async function measureReceivables(table: Table, stage: Stage): Promise<void> {
  const dueDay = plusDays(await stage.today(), TERM);
  await provided(stage, 10n * FACE);
  const note = await measureOpening(table, stage, dueDay);
  await stage.done(instruct(stage, "nanming", "qianling"));
  await measureTransfer(table, stage, note, dueDay);
  await measureSecurity(table, stage, dueDay);
  await measureFinancing(table, stage, dueDay);
  await measureMany(table, stage, dueDay);
}
