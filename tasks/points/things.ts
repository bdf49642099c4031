/** What verbs on points name: programmes, points, months, accounts, redemptions. */
import { isHexString } from "ethers";
import { accountOf } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { grouped, listed, monthOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { oneOf } from "../shared/parse.ts";
import { numbered } from "../shared/resolve.ts";
import { textOf } from "../shared/words.ts";
export { evidenceOf, fromEvent, participantIn, participantOr } from "../shared/given.ts";

/** The common point has no issuer: it comes of exchange alone. */
export const COMMON = 1n;
/** Values are in fen, and rates in points, for so many points. */
export const LOT = 1_000n;

export const numbers = (count: bigint): bigint[] =>
  Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A programme by its number or name; the common points also as "common". */
export async function programme(context: Context, text: string, label = "The programme"): Promise<bigint> {
  const { pointsLedger } = context.suite;
  if (same(text, "common")) return COMMON;
  if (/^#?\d+$/.test(text)) {
    return numbered(context, text, label, {
      noun: "programme",
      count: () => pointsLedger.programmeCount(),
      none: "None has been opened yet.",
      list: "points list",
    });
  }
  const all = numbers(await pointsLedger.programmeCount());
  const names = await each(all, async (id) => textOf(await pointsLedger.nameOf(id)) ?? "");
  const found = all.filter((_, index) => same(names[index] ?? "", text));
  const [only, ...others] = found;
  const list = context.words.command("points list");
  if (only === undefined) throw new WrongUsage(`${label} is ${JSON.stringify(text)}: there is none.`, `See ${list}.`);
  if (others.length === 0) return only;
  throw new WrongUsage(
    `${label} ${text} may be ${listed(
      found.map((id) => id.toString()),
      "or",
    )}.`,
    `Give its number; see ${list}.`,
  );
}

export const theProgramme = (context: Context): Promise<bigint> =>
  programme(context, context.args.required("programme", "a programme's number or name, as in 2 or common"));

/** Points, with or without commas between thousands; above 0. */
export function points(text: string, label = "The points"): bigint {
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(text)) {
    throw new WrongUsage(`${label} is ${JSON.stringify(text)}.`, "Give whole points, as in 1,500 or 1500.");
  }
  const count = BigInt(text.replaceAll(",", ""));
  if (count > 0n && count < 1n << 64n) return count;
  throw new WrongUsage(`${label} is ${text}.`, "Give 1 point or more, and fewer than 2^64.");
}

export const pointsIn = ({ args }: Context): bigint => args.parsed("points", "whole points, as in 1,500", points);

/** A calendar month, or never. */
export function month(text: string, label = "The month"): bigint {
  if (text === "never") return 0n;
  const [, year, number] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  const count = (Number(year) - 1970) * 12 + Number(number) - 1;
  if (count > 0 && monthOf(count) === text) return BigInt(count);
  throw new WrongUsage(`${label} is ${JSON.stringify(text)}.`, "Give year and month, as in 2026-09, or never.");
}

/** A part of a hundred with at most two decimals, in 1/10,000. */
export function percentage(text: string, label = "The share"): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s?%?$/.exec(text);
  const part = BigInt(match?.[1] ?? "101") * 100n + BigInt((match?.[2] ?? "").padEnd(2, "0"));
  if (part <= 10_000n) return part;
  throw new WrongUsage(`${label} is ${JSON.stringify(text)}.`, "Give percent with at most two decimals, as in 2.5.");
}

/** Yuan for 1,000 points, or points for 1,000 points. */
export const perLot = (count: bigint): string => `${grouped(count)} for ${grouped(LOT)}`;

/** Whose points: an address, a user or account of the development chain, a participant's wallet. */
export const accountIn = (context: Context, name: string, right = "an account's address"): Promise<string> =>
  accountOf(context, context.args.required(name, right), context.args.label(name));

/** A redemption by its digest, or the first digits of it. */
export async function redemption(context: Context, text: string): Promise<string> {
  if (isHexString(text, 32)) return text.toLowerCase();
  const prefix = text.toLowerCase().replace("…", "");
  const { pointsRedemption } = context.suite;
  const list = "points redeem tells it, and so does points statement.";
  if (!/^0x[0-9a-f]{6,63}$/.test(prefix)) {
    throw new WrongUsage(`The redemption is ${JSON.stringify(text)}.`, `Give its digest, or its first digits; ${list}`);
  }
  const all = await context.events((first, last) =>
    pointsRedemption.queryFilter(pointsRedemption.filters.PointsRedeemed(), first, last),
  );
  const found = [...new Set(all.map(({ args }) => args.redemption).filter((id) => id.startsWith(prefix)))];
  const [only, ...others] = found;
  if (only === undefined) throw new WrongUsage(`There is no redemption ${text}.`, `Give its digest; ${list}`);
  if (others.length === 0) return only;
  throw new WrongUsage(`${found.length} redemptions begin with ${text}.`, `Give more digits; ${list}`);
}

export const theRedemption = (context: Context): Promise<string> =>
  redemption(context, context.args.required("redemption", "a redemption's digest, or its first digits"));

export const EXPIRIES = ["Never", "FixedDate", "MonthsFromGrant"] as const;
export const expiry = oneOf(EXPIRIES);
