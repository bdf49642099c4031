/** Everything that the subgraph's compiler reads, put together from the repository. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Path inside the subgraph's folder → content. */
export type Sources = ReadonlyMap<string, string>;

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

const readTemplate = (sourceDir: string): string => readFileSync(join(sourceDir, "subgraph.template.yaml"), "utf8");

/** Each name that the template has as {{name}}. */
export function placeholders(sourceDir: string): Set<string> {
  return new Set(Array.from(readTemplate(sourceDir).matchAll(placeholder), ([, name = ""]) => name));
}

/** The events of a contract. Without its functions no handler can call the chain, and less code is generated. */
function eventsOf(contract: string, artifactsDir: string): string {
  const [file, second] = globSync(`**/${contract}.json`, { cwd: artifactsDir, exclude: ["build-info"] });
  if (file === undefined) {
    throw new Error(
      `The subgraph's template names ${contract}, and no compiled contract has that name. Run "npm run build".`,
    );
  }
  if (second !== undefined) {
    throw new Error(
      `Two compiled contracts have one name: ${file} and ${second}. Rename one, for the subgraph to tell them apart.`,
    );
  }
  const { abi } = JSON.parse(readFileSync(join(artifactsDir, file), "utf8")) as { abi: { type: string }[] };
  return JSON.stringify(abi.filter(({ type }) => type === "event"));
}

/**
 * The manifest from subgraph.template.yaml, with `value` for each {{name}} in it; the schema from the parts in schema/, in
 * the order of their names; the mappings in src/; and an ABI for each `file: ./abis/Contract.json` of the manifest.
 */
export function readSources(sourceDir: string, artifactsDir: string, value: (name: string) => string): Sources {
  const read = (path: string): string => readFileSync(join(sourceDir, path), "utf8");
  const find = (pattern: string): string[] => globSync(pattern, { cwd: sourceDir }).sort();
  const manifest = readTemplate(sourceDir).replace(placeholder, (_, name: string) => value(name));
  const abis = new Set(Array.from(manifest.matchAll(/\babis\/\w+\.json/g), ([path]) => path));
  return new Map([
    ["subgraph.yaml", manifest],
    ["schema.graphql", find("schema/*.graphql").map(read).join("\n")],
    ...find("src/**/*.ts").map((path): [string, string] => [path, read(path)]),
    ...Array.from(abis, (path): [string, string] => [path, eventsOf(basename(path, ".json"), artifactsDir)]),
  ]);
}
