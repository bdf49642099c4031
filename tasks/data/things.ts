/** What verbs on data name: assets, filings, offers, licences, purposes and the rest. */
import type { Context } from "../shared/context.ts";
import { revertData } from "../shared/errors.ts";
import { WrongUsage } from "../shared/failures.ts";
import { each } from "../shared/logs.ts";
import { oneOf, parts } from "../shared/parse.ts";
import { numbered } from "../shared/resolve.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { textOf } from "../shared/words.ts";
export { evidenceOf, fromEvent, participantIn, participantOr, reasonOf } from "../shared/given.ts";

type Resolve = (context: Context, text: string, label?: string) => Promise<bigint>;

export const asset: Resolve = (context, text, label = "The asset") =>
  numbered(context, text, label, {
    noun: "asset",
    count: () => context.suite.dataRegistry.assetCount(),
    none: "None has been registered yet.",
    list: "data list",
  });

const objection: Resolve = (context, text, label = "The objection") =>
  numbered(context, text, label, {
    noun: "objection",
    count: () => context.suite.dataCertification.objectionCount(),
    none: "Nobody has objected yet.",
    list: "data list",
  });

const challenge: Resolve = (context, text, label = "The challenge") =>
  numbered(context, text, label, {
    noun: "challenge",
    count: () => context.suite.dataPreservation.challengeCount(),
    none: "Nobody has asked for a chunk yet.",
    list: "data list",
  });

export const valuation: Resolve = (context, text, label = "The valuation") =>
  numbered(context, text, label, {
    noun: "valuation",
    count: () => context.suite.dataValuation.valuationCount(),
    none: "Nothing has been valued yet.",
    list: "data list",
  });

export const offer: Resolve = (context, text, label = "The offer") =>
  numbered(context, text, label, {
    noun: "offer",
    count: () => context.suite.dataOffers.offerCount(),
    none: "Nothing has been offered yet.",
    list: "data offers",
  });

export const licence: Resolve = (context, text, label = "The licence") =>
  numbered(context, text, label, {
    noun: "licence",
    count: () => context.suite.dataLicences.licenceCount(),
    none: "There is none yet.",
    list: "data licences",
  });

export const sale: Resolve = (context, text, label = "The purchase") =>
  numbered(context, text, label, {
    noun: "purchase",
    count: () => context.suite.dataSales.saleCount(),
    none: "Nothing has been bought yet.",
    list: "data sales",
  });

const dispute: Resolve = (context, text, label = "The dispute") =>
  numbered(context, text, label, {
    noun: "dispute",
    count: () => context.suite.dataDisputes.disputeCount(),
    none: "Nothing is disputed yet.",
    list: "data list",
  });

const sharing: Resolve = (context, text, label = "The request") =>
  numbered(context, text, label, {
    noun: "request for data",
    count: () => context.suite.dataSharing.sharingCount(),
    none: "No department has asked yet.",
    list: "data list",
  });

export const person: Resolve = (context, text, label = "The person") =>
  numbered(context, text, label, {
    noun: "person",
    count: () => context.suite.dataConsents.personCount(),
    none: "Nobody has enrolled yet.",
    list: "data list",
  });

/** The thing that an argument names; it must be given. */
const given =
  (name: string, right: string, resolve: Resolve) =>
  (context: Context): Promise<bigint> =>
    resolve(context, context.args.required(name, right));

export const theAsset = given("asset", "an asset's number, as in 1", asset);
export const theObjection = given("objection", "an objection's number, as in 1", objection);
export const theChallenge = given("challenge", "a challenge's number, as in 1", challenge);
export const theValuation = given("valuation", "a valuation's number, as in 1", valuation);
export const theOffer = given("offer", "an offer's number, as in 1", offer);
export const theLicence = given("licence", "a licence's number, as in 1", licence);
export const theSale = given("sale", "a purchase's number, as in 1", sale);
export const theDispute = given("dispute", "a dispute's number, as in 1", dispute);
export const theSharing = given("request", "the number of a request for data, as in 1", sharing);
export const thePerson = given("person", "a person's number, as in 1", person);

/** A filing: its asset, which is the first registration, or its asset and its number there. */
export async function theFiling(context: Context): Promise<bigint> {
  const text = context.args.required("filing", "a filing, as in 1 (the registration of asset 1) or 1/2");
  const match = /^(\d{1,10})(?:\/(\d{1,10}))?$/.exec(text);
  if (match === null) {
    throw new WrongUsage(
      `The filing is "${text}".`,
      "Give the asset, or the asset and the filing's number, as in 1/2.",
    );
  }
  const of = await asset(context, match[1] ?? "", "The filing");
  const filing = (of << 32n) | BigInt(match[2] ?? 0);
  const isKnown = await context.suite.dataCertification.filingInfo(filing).then(
    () => true,
    (error: unknown) => {
      if (revertData(error) === undefined) throw error;
      return false;
    },
  );
  if (isKnown) return filing;
  throw new WrongUsage(`There is no filing ${text}.`, `See ${context.words.command(`data show ${of}`)}.`);
}

/** A filing as it is typed. */
export const filingHandle = (filing: bigint): string =>
  (filing & 0xffff_ffffn) === 0n ? `${filing >> 32n}` : `${filing >> 32n}/${filing & 0xffff_ffffn}`;

/** A filing in words. */
export const onFiling = (words: Context["words"], filing: bigint): string =>
  (filing & 0xffff_ffffn) === 0n
    ? `the registration of ${words.asset(filing >> 32n)}`
    : `filing ${filingHandle(filing)}`;

/** The name of a right, as the contracts number it. */
export function rightIn(context: Context): bigint {
  return valueOf("Right", context.args.parsed("right", "holding, processing or operation", oneOf(choices("Right"))));
}

const MOST_PURPOSES = 64;
const plain = (word: string): string => word.toUpperCase().replace(/[\s-]/g, "_");

/** The names of all purposes, by number. */
async function purposeNames({ suite }: Context): Promise<(string | undefined)[]> {
  const numbers = Array.from({ length: MOST_PURPOSES }, (_, number) => number);
  return each(numbers, async (number) => textOf(await suite.dataRegistry.purposeName(number)));
}

/** A purpose by its name, as in traffic-planning, or its number. */
async function purposeNamed(context: Context, text: string, names: (string | undefined)[]): Promise<bigint> {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : names.indexOf(plain(text));
  if (number >= 0 && names[number]) return BigInt(number);
  const known = names.filter((name) => name).map((name) => name?.toLowerCase().replaceAll("_", "-"));
  throw new WrongUsage(`There is no purpose "${text}".`, `There are: ${known.join(", ")}.`);
}

export async function purposeIn(context: Context): Promise<bigint> {
  const text = context.args.required("purpose", "what for, as in traffic-planning");
  return purposeNamed(context, text, await purposeNames(context));
}

/** Several purposes as the contracts' set. */
export async function purposesIn(context: Context): Promise<bigint> {
  const text = context.args.required("purposes", "what for, as in traffic-planning,logistics");
  const names = await purposeNames(context);
  let bits = 0n;
  for (const part of parts(text)) bits |= 1n << (await purposeNamed(context, part, names));
  if (bits !== 0n) return bits;
  throw new WrongUsage("No purpose is given.", "Give --purposes with at least one.");
}
