/** Data assets for tests: the words of the contracts, and assets brought to where a test begins. */
import { type BigNumberish, id, MaxUint256, ZeroHash } from "ethers";
import type { IDataCertification } from "../../types/contracts/modules/data/DataCertification.js";
import type { DetailsStruct, IDataRegistry, ParentStruct } from "../../types/contracts/modules/data/DataRegistry.js";
import { billDesk, deposited, qualification } from "./bills.ts";
import { DAY, newCase, now } from "./orders.ts";
import { type Actor, carryOut, networkHelpers } from "./suite.ts";
import { both, court } from "./title-orders.ts";

export const Right = { None: 0n, Holding: 1n, Processing: 2n, Operation: 3n } as const;
export const AssetStatus = {
  None: 0n,
  Submitted: 1n,
  MaterialReviewed: 2n,
  Certified: 3n,
  Suspended: 4n,
  Refused: 5n,
  Withdrawn: 6n,
} as const;
export const RegistrationKind = {
  None: 0n,
  Initial: 1n,
  Change: 2n,
  Transfer: 3n,
  Renewal: 4n,
  Correction: 5n,
  Cancellation: 6n,
  Objection: 7n,
} as const;
export const FilingStatus = {
  None: 0n,
  Submitted: 1n,
  Reviewed: 2n,
  Certified: 3n,
  Refused: 4n,
  Withdrawn: 5n,
} as const;
export const ObjectionStatus = { None: 0n, Open: 1n, Upheld: 2n, Dismissed: 3n, Withdrawn: 4n } as const;
export const Update = { None: 0n, Static: 1n, Dynamic: 2n } as const;
export const Volume = { None: 0n, Megabytes: 1n, Gigabytes: 2n, Terabytes: 3n, Petabytes: 4n } as const;
export const Sensitivity = {
  None: 0n,
  General: 1n,
  Important: 2n,
  Core: 3n,
  Personal: 4n,
  SensitivePersonal: 5n,
} as const;
export const Sharing = { None: 0n, Unconditional: 1n, Conditional: 2n, NotShared: 3n } as const;
export const SignatureAlgorithm = { None: 0n, Sm2Sm3: 1n, EcdsaP256Sha256: 2n, RsaPkcs1Sha256: 3n } as const;
/** What stands on an asset, as bits. */
export const AssetMarks = { None: 0n, Pledged: 1n, UsesStopped: 2n, SuspendedByOrder: 4n } as const;

/** The statuses in an error that says which are allowed. */
export const statusBits = (...statuses: bigint[]): bigint =>
  statuses.reduce((bits, status) => bits | (1n << status), 0n);

/** Digests that stand for documents. */
export const PAPERS = id("papers, salted");
export const FINDINGS = id("reviewer's report, salted");
export const GROUNDS = id("grounds of an objection, salted");
export const DECISION = id("decision, salted");
export const REASON = id("why, salted");
export const SALT = id("salt of a seal");
/** No authority's signature. */
export const UNSIGNED: IDataCertification.CaSignatureStruct = {
  algorithm: SignatureAlgorithm.None,
  certificate: ZeroHash,
  signature: "0x",
};

/** ¥1,000,000.00, in the wallets of those that trade in data. */
export const PURSE = 100_000_000n;

/** The suite with money in the wallets of those that trade in data, and their leave for the module to be paid with it. */
async function equipped() {
  const desk = await billDesk();
  const { suite, yunlu, shuju, kangning, transport, hengping, guanshan, baiyunling } = desk;
  const { dataTransfers, dataPledges, dataRevenue, dataSales } = suite;
  for (const payer of [yunlu, shuju, kangning, transport, hengping, guanshan, baiyunling]) {
    await deposited(desk, payer, PURSE);
    for (const spender of [dataTransfers, dataPledges, dataRevenue, dataSales]) {
      await suite.money.connect(payer.signer).approve(spender, MaxUint256);
    }
  }
  return desk;
}

export type DataDesk = Awaited<ReturnType<typeof equipped>>;

/** Each call starts from the equipped suite anew. */
export const dataDesk = (): Promise<DataDesk> => networkHelpers.loadFixture(equipped);

export interface Shares {
  holding: bigint;
  processing: bigint;
  operation: bigint;
  contributors: { participant: bigint; share: bigint }[];
}

/** What a test says of an asset; the rest is usual: yunlu's general data, static, all revenue its own. */
export interface AssetDraft {
  holder?: Actor;
  commitment?: string;
  update?: bigint;
  number?: string;
  schema?: string;
  source?: string;
  volume?: bigint;
  sensitivity?: bigint;
  sharing?: bigint;
  shares?: Partial<Shares>;
  parents?: ParentStruct[];
}

export const detailsOf = (draft: AssetDraft = {}): DetailsStruct => ({
  schema: draft.schema ?? id("schema, salted"),
  source: draft.source ?? id("where the data come from, salted"),
  volume: draft.volume ?? Volume.Gigabytes,
  sensitivity: draft.sensitivity ?? Sensitivity.General,
  sharing: draft.sharing ?? Sharing.None,
  shares: { holding: 8_000n, processing: 1_000n, operation: 1_000n, contributors: [], ...draft.shares },
});

let assets = 0;

export function registrationOf(draft: AssetDraft = {}): IDataRegistry.RegistrationStruct {
  const count = ++assets;
  return {
    commitment: draft.commitment ?? id(`commitment ${String(count)}`),
    update: draft.update ?? Update.Static,
    number: draft.number ?? `DA-2026-${String(count)}`,
    details: detailsOf(draft),
    parents: draft.parents ?? [],
  };
}

/** Seals a registration, so that the next block can show it. */
export async function sealed(
  { suite: { dataRegistry } }: DataDesk,
  registrant: Actor,
  registration: IDataRegistry.RegistrationStruct,
  salt = SALT,
): Promise<string> {
  const seal = await dataRegistry.sealOf(registrant.id, registration, salt);
  await dataRegistry.connect(registrant.signer).seal(seal);
  return seal;
}

/** Sealed and registered; nobody has looked at it yet. */
export async function registered(desk: DataDesk, draft: AssetDraft = {}): Promise<bigint> {
  const { dataRegistry } = desk.suite;
  const { holder = desk.yunlu } = draft;
  const registration = registrationOf(draft);
  await sealed(desk, holder, registration);
  await dataRegistry.connect(holder.signer).register(registration, SALT);
  return dataRegistry.assetCount();
}

/** An asset's filing; number 0 is its registration. */
export const filingOf = (asset: bigint, number: BigNumberish = 0n): bigint => (asset << 32n) | BigInt(number);

/** Goes to nine in the morning of a day of the contracts' counting. */
export const toDay = (number: bigint) => networkHelpers.time.increaseTo(number * DAY - 8n * 3_600n + 9n * 3_600n);

export async function reviewed(desk: DataDesk, filing: bigint, certifier = desk.hub): Promise<void> {
  await desk.suite.dataCertification.connect(certifier.signer).review(filing, FINDINGS);
}

/** Goes to the first morning on which a reviewed filing can be certified. */
export async function noticePassed({ suite: { dataCertification } }: DataDesk, filing: bigint): Promise<void> {
  const { noticeEnds } = await dataCertification.filingInfo(filing);
  await toDay(noticeEnds + 1n);
}

/** Reviewed, on notice for its days, and certified. */
export async function certifiedFiling(desk: DataDesk, filing: bigint, certifier = desk.hub): Promise<void> {
  await reviewed(desk, filing, certifier);
  await noticePassed(desk, filing);
  await desk.suite.dataCertification.connect(certifier.signer).certify(filing, UNSIGNED);
}

/** Registered, reviewed and certified: some two weeks later. */
export async function certified(desk: DataDesk, draft: AssetDraft = {}): Promise<bigint> {
  const asset = await registered(desk, draft);
  await certifiedFiling(desk, filingOf(asset));
  return asset;
}

/** Files a change or a correction; the filing's number. */
export async function detailsFiled(
  { suite: { dataCertification } }: DataDesk,
  kind: "Change" | "Correction",
  asset: bigint,
  holder: Actor,
  details: DetailsStruct,
): Promise<bigint> {
  const mine = dataCertification.connect(holder.signer);
  await mine[`file${kind}`](asset, details, PAPERS);
  return (await dataCertification.openFiling(asset)).filing;
}

/** Sealed and published; the version's number. */
export async function versionPublished(
  { suite: { dataRegistry } }: DataDesk,
  asset: bigint,
  holder: Actor,
  commitment: string,
): Promise<bigint> {
  const mine = dataRegistry.connect(holder.signer);
  await mine.seal(await dataRegistry.versionSealOf(holder.id, asset, commitment, REASON, SALT));
  await mine.publishVersion(asset, commitment, REASON, SALT);
  return (await dataRegistry.assetInfo(asset)).version;
}

/** Asks for a right to be taken over; the request's number. */
export async function transferAsked(
  { suite: { dataTransfers } }: DataDesk,
  asset: bigint,
  right: bigint,
  from: Actor,
  to: Actor,
  price = 0n,
  lastDay = 0n,
): Promise<bigint> {
  const mine = dataTransfers.connect(from.signer);
  const args = [asset, right, to.id, price, lastDay] as const;
  const request = await mine.transferRight.staticCall(...args);
  await mine.transferRight(...args);
  return request;
}

/** Asked for and signed. */
export async function transferred(...[desk, asset, right, from, to, price]: Parameters<typeof transferAsked>) {
  const request = await transferAsked(desk, asset, right, from, to, price);
  return desk.suite.dataTransfers.connect(to.signer).sign(request);
}

export const transferredHolding = (desk: DataDesk, asset: bigint, from: Actor, to: Actor, price = 0n) =>
  transferred(desk, asset, Right.Holding, from, to, price);

export const cancelled = ({ suite: { dataRegistry } }: DataDesk, asset: bigint, holder: Actor) =>
  dataRegistry.connect(holder.signer).cancel(asset, REASON);

export const suspendedAsset = ({ suite: { dataCertification }, hub }: DataDesk, asset: bigint) =>
  dataCertification.connect(hub.signer).suspend(asset, REASON);

export interface FreezeDraft {
  key?: string;
  until?: bigint;
  /** Whether licences already given are not used either. */
  uses?: boolean;
}

/** The call of an order that freezes, for 30 days. */
export async function freezing({ suite: { dataOrders } }: DataDesk, asset: bigint, draft: FreezeDraft = {}) {
  const until = draft.until ?? (await now()) + 30n * DAY;
  return { target: dataOrders, name: "freeze", args: [asset, draft.key ?? newCase(), until, draft.uses ?? false] };
}

/** Freezes by a court's order, and gives the case's key. */
export async function frozenAsset(desk: DataDesk, asset: bigint, draft: FreezeDraft = {}): Promise<string> {
  const key = draft.key ?? newCase();
  await carryOut(desk.suite, [await freezing(desk, asset, { ...draft, key })], court(desk));
  return key;
}

/** Has a court and a regulator order one act on data assets together. */
export const ordered = (desk: DataDesk, name: string, ...args: unknown[]) =>
  carryOut(desk.suite, [{ target: desk.suite.dataOrders, name, args }], both(desk));

/** Has a court order one act on data assets. */
export const courtOrders = (desk: DataDesk, name: string, ...args: unknown[]) =>
  carryOut(desk.suite, [{ target: desk.suite.dataOrders, name, args }], court(desk));

export const unfrozenAsset = (desk: DataDesk, asset: bigint, key: string) => courtOrders(desk, "unfreeze", asset, key);

/** Gives a right to another by order of a court and a regulator. */
export const givenByOrder = (
  desk: DataDesk,
  asset: bigint,
  from: Actor,
  to: Actor,
  right: bigint = Right.Holding,
  key = ZeroHash,
) => ordered(desk, "transferByOrder", asset, right, from.id, to.id, key);

/** Makes another participant a certifier. */
export const madeCertifier = (desk: DataDesk, actor: Actor) =>
  carryOut(
    desk.suite,
    [qualification(desk.suite, actor, desk.regulator, "DATA_CERTIFIER", 0n)],
    [[desk.regulator, "Regulator"]],
  );

/** Today, as the contracts count days. */
export const today = async (): Promise<bigint> => ((await now()) + 8n * 3_600n) / DAY;
