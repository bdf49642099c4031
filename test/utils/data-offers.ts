/** Offers, licences, uses and consents, for tests. */
import { id, keccak256, type Wallet } from "ethers";
import { dataOrigins, type PurposeName, purposes } from "../../deploy/data/data.ts";
import { ACTS } from "../../tasks/data/acts.ts";
import type { TermsStruct } from "../../types/contracts/modules/data/DataOffers.js";
import type { DataConsents, ScopeStruct } from "../../types/contracts/modules/data/DataConsents.js";
import { certified, type DataDesk, Right, Sensitivity, today } from "./data.ts";
import { attested, stranger } from "./orders.ts";
import { makePasskey, type Passkey, sign, type Signing, type Values } from "./passkeys.ts";
import { type Actor, ethers } from "./suite.ts";

export const OfferStatus = { None: 0n, Open: 1n, UsedUp: 2n, Withdrawn: 3n } as const;
export const LicenceStatus = {
  None: 0n,
  Pending: 1n,
  Live: 2n,
  Void: 3n,
  Surrendered: 4n,
  Terminated: 5n,
  Closed: 6n,
} as const;
export const SharingStatus = { None: 0n, Requested: 1n, Granted: 2n, Refused: 3n, Withdrawn: 4n } as const;

/** What nobody has to reach: uses without a bound. */
export const UNLIMITED = 2n ** 40n - 1n;
export const DOCUMENT = id("text of the contract, salted");
export const USE = id("request and result, salted");
/** Guizhou, in GB/T 2260. */
export const GUIZHOU = 520_000n;
export const NOBODY = 0n;

/** The number of a purpose. */
export function purposeOf(name: PurposeName): bigint {
  const found = purposes.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no purpose ${name}.`);
  return BigInt(found.purpose);
}

/** A set of purposes, as bits. */
export const setOf = (...names: PurposeName[]): bigint =>
  names.reduce((set, name) => set | (1n << purposeOf(name)), 0n);

/** A set of purposes, by their numbers. */
export const bitsOf = (numbers: readonly bigint[]): bigint => numbers.reduce((set, number) => set | (1n << number), 0n);

/** Terms as they are usual: processing for a year, to control risk, free of charge, served, for anyone. */
export const termsOf = (asset: bigint, draft: Partial<TermsStruct> = {}): TermsStruct => ({
  asset,
  right: Right.Processing,
  exclusive: false,
  derivable: false,
  transferable: false,
  delivery: false,
  purposes: setOf("RISK_CONTROL"),
  daysValid: 365n,
  uses: 0n,
  royalty: 0n,
  territory: 0n,
  price: 0n,
  pricePerUse: 0n,
  personPay: 0n,
  deposit: 0n,
  buyer: NOBODY,
  arbiter: NOBODY,
  meter: NOBODY,
  stepHours: 0n,
  document: DOCUMENT,
  ...draft,
});

export interface OfferDraft {
  by?: Actor;
  /** By default thirty days from today. */
  lastDay?: bigint;
}

/** Offers a licence; the offer's number. */
export async function offered(
  desk: DataDesk,
  asset: bigint,
  draft: Partial<TermsStruct> = {},
  { by = desk.yunlu, lastDay }: OfferDraft = {},
): Promise<bigint> {
  const { dataOffers } = desk.suite;
  await dataOffers.connect(by.signer).offer(termsOf(asset, draft), lastDay ?? (await today()) + 30n);
  return dataOffers.offerCount();
}

/** The digest of terms, as their ABI encoding gives it. */
export function termsHashOf(desk: DataDesk, terms: TermsStruct): string {
  const { dataOffers } = desk.suite;
  // The call's data are the selector, the terms' words, and the last day.
  const data = dataOffers.interface.encodeFunctionData("offer", [terms, 0]);
  return keccak256(`0x${data.slice(10, -64)}`);
}

/** Another part of the module, as which a test calls what only parts may. */
export const asPart = async ({ suite }: DataDesk, part: "dataSales" | "dataDisputes" = "dataSales") =>
  ethers.getImpersonatedSigner(await suite[part].getAddress());

export interface LicenceDraft {
  seller?: Actor;
  licensee?: Pick<Actor, "id">;
  offer?: bigint;
  /** Whether it is yet to be delivered. */
  pending?: boolean;
}

/** A licence as a purchase issues it, here without money; its number. By yunlu to shuju. */
export async function licensed(
  desk: DataDesk,
  asset: bigint,
  draft: Partial<TermsStruct> = {},
  { seller = desk.yunlu, licensee = desk.shuju, offer = 0n, pending = false }: LicenceDraft = {},
): Promise<bigint> {
  const { dataLicences } = desk.suite;
  const sales = dataLicences.connect(await asPart(desk));
  await sales.issue(termsOf(asset, draft), offer, seller.id, licensee.id, pending);
  return dataLicences.licenceCount();
}

/** A licence of a newly certified asset. */
export async function licensedAsset(desk: DataDesk, draft: Partial<TermsStruct> = {}, licence: LicenceDraft = {}) {
  const asset = await certified(desk, licence.seller === undefined ? {} : { holder: licence.seller });
  return { asset, licence: await licensed(desk, asset, draft, licence) };
}

export interface UseDraft {
  /** Who meters: yunlu. */
  by?: Actor;
  /** By default the next. */
  number?: bigint;
  purpose?: bigint;
  person?: bigint;
  digest?: string;
}

/** Records a use. */
export async function used(desk: DataDesk, licence: bigint, draft: UseDraft = {}) {
  const { dataLicences } = desk.suite;
  const { by = desk.yunlu, purpose = purposeOf("RISK_CONTROL"), person = 0n, digest = USE } = draft;
  const number = draft.number ?? (await dataLicences.licenceInfo(licence)).used + 1n;
  return dataLicences.connect(by.signer).recordUse(licence, number, purpose, person, digest);
}

export interface BatchDraft extends Omit<UseDraft, "digest" | "person"> {
  root?: string;
  persons?: bigint[];
  counts?: bigint[];
}

/** Records uses by a root. */
export async function usedMany(desk: DataDesk, licence: bigint, count: bigint, draft: BatchDraft = {}) {
  const { dataLicences } = desk.suite;
  const { by = desk.yunlu, purpose = purposeOf("RISK_CONTROL"), root = id("root"), persons = [], counts = [] } = draft;
  const first = draft.number ?? (await dataLicences.licenceInfo(licence)).used + 1n;
  return dataLicences.connect(by.signer).recordUses(licence, first, count, purpose, root, persons, counts);
}

/** A data subject with a passkey. */
export interface DataSubject {
  id: bigint;
  passkey: Passkey;
  commitment: string;
}

/** Signs as a browser does on the page of the module. */
export const signedAct = (
  consents: DataConsents,
  passkey: Passkey,
  person: bigint,
  act: string,
  values: Values,
  signing: Signing = {},
) => sign(consents, passkey, person, act, values, { ...dataOrigins[0], ...signing });

let subjects = 0;

/** Makes a person known, with a passkey of its own. */
export async function enrolled({ suite: { dataConsents } }: DataDesk): Promise<DataSubject> {
  const name = `data subject ${String(++subjects)}`;
  const [passkey, commitment] = [makePasskey(name), id(`${name}, salted`)];
  const { publicKey } = passkey;
  const values = { commitment, keyX: publicKey.x, keyY: publicKey.y };
  // It is known by no number yet, and has signed nothing.
  const assertion = await signedAct(dataConsents, passkey, 0n, ACTS.Enrol, values, { nonce: 0n });
  await dataConsents.connect(stranger("anyone")).enrol(commitment, publicKey, assertion);
  return { id: await dataConsents.personCount(), passkey, commitment };
}

/** Makes an attested account known as a person; attested by guanshan. */
export async function enrolledAccount(
  desk: DataDesk,
  name = "attested person",
): Promise<{ id: bigint; account: Wallet }> {
  const account = stranger(name);
  await attested(desk, desk.guanshan, account);
  await desk.suite.dataConsents.connect(account).enrolAccount();
  return { id: await desk.suite.dataConsents.personOf(account), account };
}

/** What is consented to, by default that shuju controls risk with an asset's data. */
export const scopeOf = (desk: DataDesk, asset: bigint, draft: Partial<ScopeStruct> = {}): ScopeStruct => ({
  asset,
  sensitivity: Sensitivity.None,
  purpose: purposeOf("RISK_CONTROL"),
  recipient: desk.shuju.id,
  ...draft,
});

/** Consents, by default for a year. */
export async function consented(
  { suite: { dataConsents } }: DataDesk,
  person: DataSubject,
  scope: ScopeStruct,
  until?: bigint,
  signing: Signing = {},
) {
  const last = until ?? (await today()) + 365n;
  const values = { ...scope, until: last };
  const assertion = await signedAct(dataConsents, person.passkey, person.id, ACTS.GiveConsent, values, signing);
  return dataConsents.connect(stranger("anyone")).give(person.id, scope, last, assertion);
}

/** Withdraws a consent. */
export async function withdrawn(
  { suite: { dataConsents } }: DataDesk,
  person: DataSubject,
  scope: ScopeStruct,
  signing: Signing = {},
) {
  const values = { ...scope };
  const assertion = await signedAct(dataConsents, person.passkey, person.id, ACTS.WithdrawConsent, values, signing);
  return dataConsents.connect(stranger("anyone")).withdraw(person.id, scope, assertion);
}

/** Data of persons: kangning's, for which consents are asked; licensed within Guizhou. */
export const personalAsset = (desk: DataDesk, sensitivity: bigint = Sensitivity.Personal) =>
  certified(desk, { holder: desk.kangning, sensitivity });
