/** Reads what is to be deployed: deploy/parameters/<network>.json5. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isAddress, isHexString } from "ethers";
import json5 from "json5";
import { personas } from "./data/personas.ts";
import { QUALIFICATIONS, SizeClass, VotingClass } from "./data/terms.ts";
import { isUscc } from "./data/uscc.ts";
import type { Founder } from "./founders.ts";

export interface Parameters {
  founders: readonly Founder[];
  /** Seats that the council never falls below. */
  minimumCouncil: number;
}

type Entry = Record<string, unknown>;

const parse = (path: string): unknown => json5.parse(readFileSync(path, "utf8"));

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);

/** Gives back what stands under a key, or says what would be right there. */
function take<T>(
  entry: Entry,
  key: string,
  where: string,
  right: string,
  accept: (value: unknown) => T | undefined,
): T {
  const value = entry[key];
  const accepted = accept(value);
  if (accepted !== undefined) return accepted;
  throw new Error(`${where}: ${key} is ${JSON.stringify(value)}; give ${right}.`);
}

const text = (isRight: (value: string) => boolean) => (value: unknown) =>
  typeof value === "string" && isRight(value) ? value : undefined;

const count = (value: unknown) => {
  const digits = typeof value === "number" ? String(value) : value;
  return typeof digits === "string" && /^\d+$/.test(digits) ? BigInt(digits) : undefined;
};

const list =
  <T>(accept: (value: unknown) => T | undefined) =>
  (value: unknown) => {
    if (!Array.isArray(value)) return undefined;
    const accepted = value.map(accept).filter((each) => each !== undefined);
    return accepted.length === value.length ? accepted : undefined;
  };

const entry = (value: unknown) => (typeof value === "object" && value !== null ? (value as Entry) : undefined);

function founderOf(founder: Entry, where: string): Founder {
  const isFilled = text((value) => value.trim() !== "");
  const seats = Object.keys(VotingClass) as VotingClass[];
  const sizes = Object.keys(SizeClass) as SizeClass[];
  const qualifications = take(founder, "qualifications", where, "a list of {key, code}", list(entry));
  const consent = entry(founder.consent);
  return {
    key: take(
      founder,
      "key",
      where,
      "a short name of small letters",
      text((value) => /^[a-z][a-z0-9_]*$/.test(value)),
    ),
    nameZh: take(founder, "nameZh", where, "the legal name", isFilled),
    nameEn: take(founder, "nameEn", where, "a name in English", isFilled),
    uscc: take(founder, "uscc", where, "18 characters, the last the right check character", text(isUscc)),
    size: take(founder, "size", where, `one of ${sizes.join(", ")}`, (value) => oneOf(sizes, value)),
    seats: take(
      founder,
      "seats",
      where,
      `a list of ${seats.join(", ")}`,
      list((value) => oneOf(seats, value)),
    ),
    qualifications: qualifications.map((each) => {
      const key = take(each, "key", where, QUALIFICATIONS.join(", "), (value) => oneOf(QUALIFICATIONS, value));
      if (each.code === undefined) return { key };
      const right = "12 digits";
      return {
        key,
        code: BigInt(
          take(
            each,
            "code",
            where,
            right,
            text((value) => /^\d{12}$/.test(value)),
          ),
        ),
      };
    }),
    wallet: take(founder, "wallet", where, "an address with a right checksum", text(isAddress)),
    evidence: take(
      founder,
      "evidence",
      where,
      "a digest of 32 bytes",
      text((value) => isHexString(value, 32)),
    ),
    ...(consent && {
      consent: {
        deadline: take(consent, "deadline", where, "seconds since 1970", count),
        signature: take(
          consent,
          "signature",
          where,
          "hexadecimal digits after 0x",
          text((value) => isHexString(value)),
        ),
      },
    }),
  };
}

/** @param path of a JSON5 file; paths in it start from its folder */
export function readParameters(path: string): Parameters {
  const parameters = entry(parse(path)) ?? {};
  const minimumCouncil = Number(take(parameters, "minimumCouncil", path, "a number of seats", count));
  if (parameters.founders === "personas") return { founders: personas, minimumCouncil };

  const { founders: inline } = parameters;
  const file = typeof inline === "string" ? resolve(dirname(path), inline) : path;
  const listed = typeof inline === "string" ? { founders: parse(file) } : parameters;
  const founders = take(listed, "founders", file, "a list, the path of one, or personas", list(entry));
  return { founders: founders.map((each, index) => founderOf(each, `${file}, founder ${index + 1}`)), minimumCouncil };
}
