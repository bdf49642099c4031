/** Enums as the contracts' sources have them. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const contracts = fileURLToPath(new URL("../../contracts/", import.meta.url));

function read(): Map<string, string[]> {
  const enums = new Map<string, string[]>();
  for (const path of globSync("**/*.sol", { cwd: contracts, exclude: ["mocks/**"] })) {
    const source = readFileSync(join(contracts, path), "utf8").replace(/\/\/.*/g, "");
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

export const nameIn = (name: string, value: bigint): string => valuesOf(name)[Number(value)] ?? `unknown ${value}`;
