/** What else is done with data assets, for tests: content of which chunks can be shown, valuations, pledges. */
import { AbiCoder, encodeBytes32String, id, keccak256 } from "ethers";
import { leaf, merkle } from "../../tasks/shared/merkle.ts";
import { day } from "./bills.ts";
import { certified, type DataDesk, today } from "./data.ts";
import { type Actor, ethers } from "./suite.ts";

export const PreservationKind = { None: 0n, VersionArchive: 1n, AccessLog: 2n } as const;
export const ChallengeStatus = { None: 0n, Open: 1n, Answered: 2n, Missed: 3n } as const;
export const Method = { None: 0n, Cost: 1n, Income: 2n, Market: 3n } as const;
export const ValuationStatus = { None: 0n, Stands: 1n, Withdrawn: 2n, Overturned: 3n } as const;
export const DisputeStatus = { None: 0n, Open: 1n, Upheld: 2n, Rejected: 3n, Withdrawn: 4n } as const;
export const PledgeAct = { None: 0n, Pledge: 1n, Realise: 2n } as const;
export const PledgeStatus = { None: 0n, Live: 1n, Released: 2n, Repaid: 3n, Realised: 4n } as const;

/** ¥1,000,000.00, what assets are valued at, and ¥600,000.00, what they secure. */
export const VALUE = 100_000_000n;
export const SECURED = 60_000_000n;
export const DEBT_DUE = "2026-06-30";
export const REPORT = id("valuation report, salted");
export const REASON = id("reasons, salted");
export const PLEDGING = encodeBytes32String("PLEDGE");

/** Content in so many chunks: what a registrant keeps off chain, and the commitment to it. */
export class Content {
  readonly digests: string[];
  readonly root: string;
  readonly #proofs: string[][];

  constructor(name: string, chunks: number) {
    this.digests = Array.from({ length: chunks }, (_, index) => id(`${name}, chunk ${String(index)}, salt`));
    const leaves = this.digests.map((digest, index) => leaf(["uint256", "bytes32"], [index, digest]));
    const { root, proofs } = merkle(leaves);
    this.root = root;
    this.#proofs = proofs;
  }

  get opening(): { root: string; chunks: bigint } {
    return { root: this.root, chunks: BigInt(this.digests.length) };
  }

  get commitment(): string {
    return commitmentTo(this.opening);
  }

  /** Digest and proof of a chunk. */
  chunk(index: bigint): { digest: string; proof: string[] } {
    const digest = this.digests[Number(index)];
    const proof = this.#proofs[Number(index)];
    if (digest === undefined || proof === undefined) throw new Error(`There is no chunk ${String(index)}.`);
    return { digest, proof };
  }
}

export const commitmentTo = ({ root, chunks }: { root: string; chunks: bigint }): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint32"], [root, chunks]));

let contents = 0;

/** A certified asset of content that the test has. */
export async function keptAsset(desk: DataDesk, holder: Actor = desk.yunlu, chunks = 7) {
  const content = new Content(`content ${String(++contents)}`, chunks);
  const asset = await certified(desk, { holder, commitment: content.commitment });
  return { asset, content };
}

export interface ReportDraft {
  by?: Actor;
  valuer?: Actor;
  method?: bigint;
  purpose?: string;
  baseDay?: bigint;
  amount?: bigint;
  validThrough?: bigint;
  digest?: string;
}

/** What a valuer reports; as of today and valid for 180 days unless a test says otherwise. */
export async function reportOf(draft: ReportDraft = {}) {
  const baseDay = draft.baseDay ?? (await today());
  return {
    method: draft.method ?? Method.Income,
    baseDay,
    amount: draft.amount ?? VALUE,
    validThrough: draft.validThrough ?? baseDay + 180n,
    digest: draft.digest ?? REPORT,
  };
}

/** A valuation that the asset's holder has commissioned; its number. */
export async function valued(desk: DataDesk, asset: bigint, draft: ReportDraft = {}): Promise<bigint> {
  const { dataValuation } = desk.suite;
  const { by = desk.yunlu, valuer = desk.hengping, purpose = PLEDGING } = draft;
  const until = (await today()) + 30n;
  await dataValuation.connect(by.signer).commission(asset, valuer.id, purpose, until);
  await dataValuation.connect(valuer.signer).value(asset, await reportOf(draft));
  return dataValuation.valuationCount();
}

export interface PledgeDraft {
  by?: Actor;
  pledgee?: Pick<Actor, "id" | "signer">;
  secured?: bigint;
  due?: string;
  valuation?: bigint;
  lastDay?: bigint;
}

/** Asks for a pledge, on a new valuation unless the test has one; the request's number. */
export async function pledgeAsked(desk: DataDesk, asset: bigint, draft: PledgeDraft = {}) {
  const { by = desk.yunlu, pledgee = desk.guanshan, secured = SECURED, due = DEBT_DUE, lastDay = 0n } = draft;
  const valuation = draft.valuation ?? (await valued(desk, asset, { by }));
  const mine = desk.suite.dataPledges.connect(by.signer);
  const args = [asset, pledgee.id, secured, day(due), valuation, lastDay] as const;
  const request = await mine.pledge.staticCall(...args);
  await mine.pledge(...args);
  return { request, valuation };
}

/** An asset that is pledged: yunlu's, to guanshan, for ¥600,000.00 due on 2026-06-30. */
export async function pledged(desk: DataDesk, asset: bigint, draft: PledgeDraft = {}) {
  const { request, valuation } = await pledgeAsked(desk, asset, draft);
  const { pledgee = desk.guanshan } = draft;
  await desk.suite.dataPledges.connect(pledgee.signer).sign(request);
  return { pledge: await desk.suite.dataPledges.pledgeCount(), valuation };
}

export interface SaleDraft {
  by?: Actor;
  buyer?: Actor;
  price?: bigint;
  valuation: bigint;
  lastDay?: bigint;
}

/** Asks for a sale of what is pledged; the request's number. */
export async function saleAsked(desk: DataDesk, asset: bigint, draft: SaleDraft): Promise<bigint> {
  const { by = desk.guanshan, buyer = desk.shuju, price = VALUE, valuation, lastDay = 0n } = draft;
  const mine = desk.suite.dataPledges.connect(by.signer);
  const request = await mine.realise.staticCall(asset, buyer.id, price, valuation, lastDay);
  await mine.realise(asset, buyer.id, price, valuation, lastDay);
  return request;
}

/** A valuation that the pledgee has commissioned, after the debt is due. */
export async function valuedForPledgee(desk: DataDesk, asset: bigint, draft: ReportDraft = {}): Promise<bigint> {
  const { by = desk.guanshan, valuer = desk.hengping, purpose = PLEDGING } = draft;
  await desk.suite.dataPledges.connect(by.signer).commissionValuation(asset, valuer.id, purpose, (await today()) + 30n);
  await desk.suite.dataValuation.connect(valuer.signer).value(asset, await reportOf(draft));
  return desk.suite.dataValuation.valuationCount();
}

/** A part of another module that claims for it. */
export async function claimant(): Promise<import("../../types/index.js").Forwarder> {
  return ethers.deployContract("Forwarder");
}
