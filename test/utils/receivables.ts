/** Receivables for tests: the words of the contracts, and roots and notes brought to where a test begins. */
import { id, MaxUint256, ZeroHash } from "ethers";
import type { IReceivableIssuance } from "../../types/contracts/modules/receivables/ReceivableIssuance.js";
import { billDesk, day, type Desk, deposited, DocumentKind, tradeDocument } from "./bills.ts";
import { type Actor, networkHelpers } from "./suite.ts";

export const RootStatus = {
  None: 0n,
  Proposed: 1n,
  Open: 2n,
  Settled: 3n,
  Cancelling: 4n,
  Cancelled: 5n,
} as const;
export const NoteStatus = { None: 0n, Live: 1n, Paid: 2n, EarlyPaid: 3n, Merged: 4n, Cancelled: 5n } as const;
/** What stands on a note, as bits. */
export const Marks = {
  None: 0n,
  Financed: 1n,
  Pledged: 2n,
  Disputed: 4n,
  Locked: 8n,
  Frozen: 16n,
  Agreed: 32n,
  Contested: 64n,
  SetAside: 128n,
  PartPaid: 256n,
} as const;
export const Ground = {
  None: 0n,
  Payment: 1n,
  Financing: 2n,
  Recourse: 3n,
  Pledge: 4n,
  Confirmation: 5n,
  ByOrder: 6n,
} as const;
export const ReceivableAct = {
  None: 0n,
  Opening: 1n,
  Application: 2n,
  Confirmation: 3n,
  Transfer: 4n,
  EarlyPayment: 5n,
  Pledge: 6n,
} as const;

/** 0.05 % a day, which runs when nothing was agreed on what is overdue. */
export const DEFAULT_OVERDUE_RATE = 180_000n;
/** The one-year loan prime rate at the chain's beginning. */
export const FIRST_PRIME_RATE = 30_000n;

/** The usual day on which receivables fall due: a Tuesday, business days before and after it, within six months of the chain's first day. */
export const DUE_DAY = "2026-06-30";
/** ¥10,000.00. */
export const FACE = 1_000_000n;
/** The trade behind a transfer. */
export const TRADE = id("contract and invoice between holder and receiver");
export const REASON = id("why the term is above six months");

/** ¥100,000,000.00, in the wallets of the core enterprise and of the banks. */
export const PURSE = 10_000_000_000n;

/**
 * The suite with what receivables need besides: a facility of guanshan's for qianling, money in the wallets of those that pay by trade, and
 * everybody's leave for the module's parts to pay with theirs.
 */
async function equipped() {
  const desk = await billDesk();
  const { suite, qianling, nanming, huaxi, wudang, qingzhen, guanshan, baiyunling } = desk;
  for (const payer of [qianling, guanshan, baiyunling]) await deposited(desk, payer, PURSE);
  const spenders = [suite.receivableIssuance, suite.receivableSettlement, suite.receivableFinancing, suite.market];
  for (const payer of [qianling, nanming, huaxi, wudang, qingzhen, guanshan, baiyunling]) {
    for (const spender of spenders) await suite.money.connect(payer.signer).approve(spender, MaxUint256);
  }
  const facility = await granted(desk, guanshan, qianling);
  return { ...desk, facility };
}

export type ReceivableDesk = Awaited<ReturnType<typeof equipped>>;

/** Each call starts from the equipped suite anew. */
export const receivableDesk = (): Promise<ReceivableDesk> => networkHelpers.loadFixture(equipped);

/** A facility, by default of ¥1,000,000,000.00 until the end of 2026. */
export async function granted(
  desk: Desk,
  grantor: Actor,
  obligor: Actor,
  limit = 100_000_000_000n,
  until = "2026-12-31",
): Promise<bigint> {
  const { receivableIssuance } = desk.suite;
  await receivableIssuance.connect(grantor.signer).grantFacility(obligor.id, limit, day(until));
  return receivableIssuance.facilityCount();
}

/** A trade document behind a root, and the fen of it that the root consumes. */
export interface TradeUse {
  subject: string;
  amount: bigint;
}

/** An invoice in a trade file that shows `delivered` of it delivered. */
export async function deliveredInvoice(
  desk: Desk,
  seller: Actor,
  buyer: Actor,
  face: bigint,
  delivered = face,
): Promise<string> {
  const invoice = await tradeDocument(desk, DocumentKind.Invoice, seller, buyer, face);
  const documents = [invoice];
  if (delivered > 0n) documents.push(await tradeDocument(desk, DocumentKind.Delivery, seller, buyer, delivered));
  await desk.suite.trade.connect(seller.signer).openFile(documents);
  return invoice;
}

/** What a test says of a root; the rest is usual: ¥10,000.00 that qianling owes nanming on 30 June, under guanshan's facility. */
export interface RootDraft {
  obligor?: Actor;
  supplier?: Actor;
  face?: bigint;
  dueDay?: string;
  facility?: bigint;
  overdueRate?: bigint;
  reason?: string;
  documents?: TradeUse[];
}

export interface Certificate {
  root: bigint;
  /** The root's first note. */
  note: bigint;
  obligor: Actor;
  supplier: Actor;
  face: bigint;
  dueDay: string;
  facility: bigint;
  documents: TradeUse[];
}

/** The terms of a draft as its obligor puts them, with delivered trade behind it unless it names its documents. */
export async function openTermsOf(desk: ReceivableDesk, draft: RootDraft = {}) {
  const { obligor = desk.qianling, supplier = desk.nanming, face = FACE, dueDay = DUE_DAY } = draft;
  const documents = draft.documents ?? [
    { subject: await deliveredInvoice(desk, supplier, obligor, face), amount: face },
  ];
  const facility =
    draft.facility ?? (obligor.id === desk.qianling.id ? desk.facility : await granted(desk, obligor, obligor));
  const terms: IReceivableIssuance.OpenTermsStruct = {
    counterparty: supplier.id,
    face,
    dueDay: day(dueDay),
    facility,
    overdueRate: draft.overdueRate ?? 0n,
    reason: draft.reason ?? ZeroHash,
    documents,
  };
  return { terms, obligor, supplier, face, dueDay, facility, documents };
}

/** A note of a root, by its number. */
export const noteOf = (root: bigint, number: bigint | number = 1n): bigint => (root << 32n) | BigInt(number);
export const rootOf = (note: bigint): bigint => note >> 32n;

/** Put forward by the obligor: the supplier has not signed yet. */
export async function proposed(
  desk: ReceivableDesk,
  draft: RootDraft = {},
): Promise<Certificate & { request: bigint }> {
  const { terms, ...certificate } = await openTermsOf(desk, draft);
  const issuance = desk.suite.receivableIssuance.connect(certificate.obligor.signer);
  const { root, request } = await issuance.open.staticCall(terms, 0);
  await issuance.open(terms, 0);
  return { ...certificate, root, request, note: noteOf(root) };
}

/** Put forward by the supplier: the obligor has not confirmed yet. */
export async function applied(desk: ReceivableDesk, draft: RootDraft = {}): Promise<Certificate & { request: bigint }> {
  const { terms, ...certificate } = await openTermsOf(desk, draft);
  const application = { ...terms, counterparty: certificate.obligor.id };
  const issuance = desk.suite.receivableIssuance.connect(certificate.supplier.signer);
  const { root, request } = await issuance.applyTo.staticCall(application, 0);
  await issuance.applyTo(application, 0);
  return { ...certificate, root, request, note: noteOf(root) };
}

/** Opened by the obligor and signed by the supplier, in advance or now. */
export async function opened(desk: ReceivableDesk, draft: RootDraft = {}): Promise<Certificate> {
  const { request, ...certificate } = await proposed(desk, draft);
  if (request !== 0n) await desk.suite.receivableIssuance.connect(certificate.supplier.signer).sign(request);
  return certificate;
}

/** Applied for by the supplier and confirmed by the obligor. */
export async function confirmedDebt(desk: ReceivableDesk, draft: RootDraft = {}): Promise<Certificate> {
  const { request, ...certificate } = await applied(desk, draft);
  await desk.suite.receivableIssuance.connect(certificate.obligor.signer).sign(request);
  return certificate;
}

/** Opened, and confirmed by a bank (保兑) for a fee. */
export async function bankConfirmed(
  desk: ReceivableDesk,
  draft: RootDraft = {},
  bank: Actor = desk.baiyunling,
  fee = 0n,
): Promise<Certificate> {
  const certificate = await opened(desk, draft);
  const { receivableIssuance } = desk.suite;
  const asking = receivableIssuance.connect(certificate.obligor.signer);
  const request = await asking.requestConfirmation.staticCall(certificate.root, bank.id, fee, 0);
  await asking.requestConfirmation(certificate.root, bank.id, fee, 0);
  await receivableIssuance.connect(bank.signer).sign(request);
  return certificate;
}

/** Passes a note, or `amount` of it, on, and has it signed for where the receiver has not in advance. Gives the note that passed. */
export async function transferred(
  desk: Desk,
  note: bigint,
  from: Actor,
  to: Actor,
  amount?: bigint,
  trade = TRADE,
): Promise<bigint> {
  const { part, request } = await transferAsked(desk, note, from, to, amount, trade);
  if (request !== 0n) await desk.suite.receivableRegistry.connect(to.signer).sign(request);
  return part;
}

/** As `transferred`, but the receiver has not signed. */
export async function transferAsked(
  desk: Desk,
  note: bigint,
  from: Actor,
  to: Actor,
  amount?: bigint,
  trade = TRADE,
): Promise<{ part: bigint; request: bigint }> {
  const registry = desk.suite.receivableRegistry.connect(from.signer);
  const units = amount ?? (await unitsOf(desk, note));
  const { part, request } = await registry.transfer.staticCall(note, units, to.id, trade, 0);
  await registry.transfer(note, units, to.id, trade, 0);
  return { part, request };
}

/** Fen of a note. */
export async function unitsOf(desk: Desk, note: bigint): Promise<bigint> {
  const { lo, hi } = await desk.suite.receivableRegistry.noteInfo(note);
  return hi - lo + 1n;
}

/** Standing instruction of `by` for openings and transfers of `counterparty`. */
export async function preSigned(desk: Desk, by: Actor, counterparty: Actor, change: Partial<typeof PRE_SIGNED> = {}) {
  await desk.suite.receivableRegistry.connect(by.signer).instruct(counterparty.id, { ...PRE_SIGNED, ...change });
}

export const PRE_SIGNED = {
  acts: (1n << ReceivableAct.Opening) | (1n << ReceivableAct.Transfer),
  ceiling: 100_000_000_000n,
  tenor: 400n,
  until: day("2026-12-31"),
};

/** The usual chain: qianling owes nanming, which has passed `parts` of it on to huaxi, wudang and qingzhen, tier after tier. */
export async function chained(desk: ReceivableDesk, draft: RootDraft = {}) {
  const { nanming, huaxi, wudang, qingzhen } = desk;
  const certificate = await opened(desk, draft);
  const { note, face } = certificate;
  const second = await transferred(desk, note, nanming, huaxi, (face * 3n) / 4n);
  const third = await transferred(desk, second, huaxi, wudang, face / 2n);
  const fourth = await transferred(desk, third, wudang, qingzhen, face / 4n);
  return { ...certificate, notes: { nanming: note, huaxi: second, wudang: third, qingzhen: fourth } };
}

/** Splits a note into `count` notes of `face` / `count` fen each, all held by `holder` but the last, which `from` keeps. Gives their ids. */
export async function fanned(desk: Desk, note: bigint, from: Actor, holder: Actor, count: number): Promise<bigint[]> {
  await preSigned(desk, holder, from);
  const { receivableRegistry } = desk.suite;
  const amount = (await unitsOf(desk, note)) / BigInt(count);
  const { seq } = await receivableRegistry.rootInfo(rootOf(note));
  for (let left = count - 1; left > 0; left -= 50) {
    const payments = Array.from({ length: Math.min(left, 50) }, () => ({ to: holder.id, amount, trade: TRADE }));
    await receivableRegistry.connect(from.signer).transferMany(note, payments, 0);
  }
  return Array.from({ length: count - 1 }, (_, index) => noteOf(rootOf(note), seq + BigInt(index) + 1n));
}
