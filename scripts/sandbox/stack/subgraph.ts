/**
 * Builds the subgraph for one deployment of the suite: manifest from the template, schema from its parts, ABIs from the
 * compiled contracts, then graph-node's own code generator and compiler. Needs no network.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "./processes.ts";
import { graphNodeProgram } from "./programs.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

export interface SubgraphSettings {
  /** Contract name → address; the template writes a contract's as {{Name}}. */
  readonly addresses: Readonly<Record<string, string>>;
  /** {{startBlock}}: the first block to read. */
  readonly startBlock: number | bigint;
  /** {{network}}: what graph-node calls the chain. */
  readonly network?: string;
  /** Builds lie here, each in a folder named by the hash of what it was made from. */
  readonly outDir: string;
  /** Where subgraph.template.yaml, schema/ and src/ are. */
  readonly sourceDir?: string;
  /** The compiled contracts. */
  readonly artifactsDir?: string;
}

/** Fills in {{name}} everywhere. */
function render(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value !== undefined) return value;
    throw new Error(
      `The subgraph's template asks for {{${name}}}, but only these are known: ${Object.keys(values).join(", ")}.`,
    );
  });
}

/** The events of a contract. Without its functions no handler can call the chain, and less code is generated. */
function eventsOf(contract: string, artifactsDir: string): string {
  const files = globSync(`**/${contract}.json`, { cwd: artifactsDir, exclude: ["build-info"] });
  const [file, second] = files;
  if (file === undefined)
    throw new Error(`No compiled contract is called ${contract}. Run "npm run build", or mend the name.`);
  if (second !== undefined)
    throw new Error(`${file} and ${second} have one name. Rename one, so that its ABI can be found.`);
  const { abi } = JSON.parse(readFileSync(join(artifactsDir, file), "utf8")) as { abi: { type: string }[] };
  return JSON.stringify(
    abi.filter(({ type }) => type === "event"),
    null,
    2,
  );
}

/** All that the compiler reads: path → content. */
function collect(settings: SubgraphSettings, sourceDir: string): Map<string, string> {
  const { addresses, startBlock, network = "ropenet", artifactsDir = join(repository, "artifacts") } = settings;
  const read = (path: string): string => readFileSync(join(sourceDir, path), "utf8");
  const files = new Map<string, string>();
  const manifest = render(read("subgraph.template.yaml"), { ...addresses, network, startBlock: String(startBlock) });
  files.set("subgraph.yaml", manifest);
  const parts = globSync("schema/*.graphql", { cwd: sourceDir }).sort();
  files.set("schema.graphql", parts.map(read).join("\n"));
  for (const path of globSync("src/**/*.ts", { cwd: sourceDir }).sort()) files.set(path, read(path));
  for (const [, path = "", contract = ""] of manifest.matchAll(/file:\s*(?:\.\/)?(abis\/(\w+)\.json)/g)) {
    if (!files.has(path)) files.set(path, eventsOf(contract, artifactsDir));
  }
  return files;
}

/** Changes whenever a build may come out different. */
function hash(files: ReadonlyMap<string, string>): string {
  const sum = createHash("sha256").update(readFileSync(join(repository, "package-lock.json")));
  for (const [path, text] of files) sum.update(`${path}\0${text}\0`);
  return sum.digest("hex").slice(0, 16);
}

async function gnd(verb: "codegen" | "build", folder: string): Promise<void> {
  // It looks for the AssemblyScript compiler on PATH.
  const path = [join(repository, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  await runProgram({
    name: `"gnd ${verb}" of the subgraph`,
    command: graphNodeProgram(),
    args: [verb, "--skip-migrations"],
    cwd: folder,
    env: { ...process.env, PATH: path },
    // Beside the folder, which is gone when a person comes to read it.
    logFile: `${folder}-${verb}.log`,
  });
}

/** Builds, unless the same was built before, and returns the path of the built manifest, ready to be deployed. */
export async function buildSubgraph(settings: SubgraphSettings): Promise<string> {
  const { outDir, sourceDir = join(repository, "subgraph") } = settings;
  const files = collect(settings, sourceDir);
  const folder = join(outDir, hash(files));
  const manifest = join(folder, "subgraph.yaml");
  if (existsSync(manifest)) return manifest;

  mkdirSync(outDir, { recursive: true });
  const workshop = mkdtempSync(join(outDir, "building-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(workshop, path)), { recursive: true });
      writeFileSync(join(workshop, path), text);
    }
    symlinkSync(join(repository, "node_modules"), join(workshop, "node_modules"));
    await gnd("codegen", workshop);
    await gnd("build", workshop);
    // One rename: another build of the same sees all of it or nothing.
    if (!existsSync(folder)) renameSync(join(workshop, "build"), folder);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  for (const log of globSync(`${workshop}-*.log`)) rmSync(log);
  return manifest;
}
