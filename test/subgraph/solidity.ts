/** Enums as the contracts' sources have them. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const contracts = fileURLToPath(new URL("../../contracts/", import.meta.url));

const files = globSync("**/*.sol", { cwd: contracts, exclude: ["mocks/**"] }).map((path) => ({
  path,
  source: readFileSync(join(contracts, path), "utf8").replace(/\/\/.*/g, ""),
}));
const sources = files.map(({ source }) => source).join("\n");

function read(): Map<string, string[]> {
  const enums = new Map<string, string[]>();
  for (const { path, source } of files) {
    for (const [, name = "", body = ""] of source.matchAll(/\benum\s+(\w+)\s*\{([^}]*)\}/g)) {
      const values = body.split(",").map((value) => value.trim());
      enums.set(`${basename(path, ".sol")}.${name}`, values);
      enums.set(name, values);
    }
  }
  return enums;
}

export const enums = read();

/** Names of an enum's values; `File.Name` where several files have one of that name. */
export function valuesOf(name: string): readonly string[] {
  const values = enums.get(name);
  if (values === undefined) throw new Error(`The contracts have no enum ${name}.`);
  return values;
}

/** Names of a library's constants that have one bit each, from the lowest, in capitals at each word. */
export function bitsOf(library: string): string[] {
  const [, body = ""] = new RegExp(`library ${library} \\{([^}]*)\\}`).exec(sources) ?? [];
  const constants = Array.from(body.matchAll(/uint\d+ internal constant (\w+) = (\d+);/g));
  return constants
    .toSorted(([, , a], [, , b]) => Number(a) - Number(b))
    .map(([, name = ""]) =>
      name
        .split("_")
        .map((part) => part.charAt(0) + part.slice(1).toLowerCase())
        .join(""),
    );
}

export const nameIn = (name: string, value: bigint): string => valuesOf(name)[Number(value)] ?? `unknown ${value}`;
