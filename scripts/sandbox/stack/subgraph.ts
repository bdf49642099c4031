/**
 * Builds the subgraph for one deployment of the suite, with graph-node's own code generator and compiler. Needs no network.
 * Compiling takes seconds and is the same for every deployment, so it is done once, with stand-ins for what differs.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "./processes.ts";
import { graphNodeProgram } from "./programs.ts";
import { placeholders, readSources } from "./subgraphSources.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

export interface SubgraphSources {
  /** Builds lie here, each in a folder named by the hash of what it was made from. */
  readonly outDir: string;
  /** Where subgraph.template.yaml, schema/ and src/ are. */
  readonly sourceDir?: string;
  /** The compiled contracts. */
  readonly artifactsDir?: string;
}

export interface SubgraphSettings extends SubgraphSources {
  /** Contract name → address; the template writes a contract's as {{Name}}. */
  readonly addresses: Readonly<Record<string, string>>;
  /** {{startBlock}}: the first block to read. */
  readonly startBlock: number | bigint;
  /** {{network}}: what graph-node calls the chain. */
  readonly network?: string;
}

const sourceDirOf = ({ sourceDir = join(repository, "subgraph") }: SubgraphSources): string => sourceDir;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A value that passes the compiler's checks and occurs nowhere else. */
function standIn(name: string): string {
  if (name === "network") return "stand-in-for-network";
  if (name === "startBlock") return "1999999973";
  return `0x${sha256(name).slice(0, 40)}`;
}

/** Makes a folder by `fill`, unless it exists. The last step is one rename: nobody meets a folder half made. */
async function makeOnce(folder: string, fill: (unfinished: string) => Promise<void> | void): Promise<string> {
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    await fill(unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function gnd(verb: "codegen" | "build", folder: string, logFile: string): Promise<void> {
  // It looks for the AssemblyScript compiler on PATH.
  const path = [join(repository, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  await runProgram({
    name: `"gnd ${verb}" of the subgraph`,
    command: graphNodeProgram(),
    args: [verb, "--skip-migrations"],
    cwd: folder,
    env: { ...process.env, PATH: path },
    logFile,
  });
}

/**
 * The part of a build that is the same for all deployments, kept for the next time. To be called ahead, while the contracts
 * are still being deployed; `buildSubgraph` calls it too.
 */
export function compileSubgraph(settings: SubgraphSources): Promise<string> {
  const { outDir, artifactsDir = join(repository, "artifacts") } = settings;
  const sources = readSources(sourceDirOf(settings), artifactsDir, standIn);
  const tools = readFileSync(join(repository, "package-lock.json"), "utf8");
  const folder = join(outDir, `compiled-${sha256(JSON.stringify([tools, ...sources])).slice(0, 16)}`);
  return makeOnce(folder, async (unfinished) => {
    const workshop = join(unfinished, "workshop");
    for (const [path, text] of sources) {
      mkdirSync(dirname(join(workshop, path)), { recursive: true });
      writeFileSync(join(workshop, path), text);
    }
    symlinkSync(join(repository, "node_modules"), join(workshop, "node_modules"));
    await gnd("codegen", workshop, `${unfinished}.log`);
    await gnd("build", workshop, `${unfinished}.log`);
    cpSync(join(workshop, "build"), unfinished, { recursive: true });
    rmSync(workshop, { recursive: true });
    rmSync(`${unfinished}.log`);
  });
}

/** Builds, and returns the path of the built manifest, ready to be deployed. The same settings give the same path. */
export async function buildSubgraph(settings: SubgraphSettings): Promise<string> {
  const { addresses, startBlock, network = "ropenet", outDir } = settings;
  const values = new Map([
    ...Object.entries(addresses).map(([name, address]): [string, string] => [name, `"${address}"`]),
    ["network", `"${network}"`],
    ["startBlock", String(startBlock)],
  ]);
  const compiled = await compileSubgraph(settings);
  let manifest = readFileSync(join(compiled, "subgraph.yaml"), "utf8");
  for (const name of placeholders(sourceDirOf(settings))) {
    const value = values.get(name);
    if (value === undefined) {
      const known = [...values.keys()].join(", ");
      throw new Error(`The subgraph's template asks for {{${name}}}. Deploy it, or mend the name; known are ${known}.`);
    }
    manifest = manifest.replaceAll(standIn(name), value);
  }
  // graph-node takes the path for the identity of what is deployed, so another content needs another path.
  const folder = await makeOnce(join(outDir, sha256(compiled + manifest).slice(0, 16)), (unfinished) => {
    cpSync(compiled, unfinished, { recursive: true });
    writeFileSync(join(unfinished, "subgraph.yaml"), manifest);
  });
  return join(folder, "subgraph.yaml");
}
