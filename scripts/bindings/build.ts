/** Generates the package and compiles it. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../checks/sources.ts";
import { addressesSource, deployedIn } from "./addresses.ts";
import { abiSource, type Deployable, deployables, suiteArtifacts, variable } from "./contracts.ts";
import { eip712Source } from "./eip712.ts";
import { errorItems, errorsAbiSource, errorsSource } from "./errors.ts";
import { writeEthers } from "./ethers.ts";
import { sourcesOfAll } from "./syntax.ts";
import { wordLists, wordsSource } from "./words.ts";

/** What the repository keeps of the package. */
export const PACKAGE = join(root, "bindings");

const WRITTEN_BY_HAND = ["package.json", "tsconfig.json", "README.md", "LICENSE", "examples", "src"];

export interface BuildOptions {
  /** Folder of the package; what is written by hand is copied there when it is not the repository's own. */
  folder: string;
  /** Folders of Ignition's journals. */
  journals: readonly string[];
}

export interface BuildSummary {
  contracts: number;
  words: number;
  errors: number;
  /** Chains whose addresses are in the package. */
  chains: number[];
}

function abiSources(all: readonly Deployable[], errors: string): [path: string, source: string][] {
  const files = all.map(({ name, artifact }): [string, string] => [
    `abi/${name}.ts`,
    `export const ${variable(name)}Abi = ${abiSource(artifact.abi)};\n`,
  ]);
  const names = [...all.map(({ name }) => [`${variable(name)}Abi`, name]), ["errorsAbi", "errors"]];
  const index = names.map(([abi, file]) => `export { ${abi} } from "./${file}.js";\n`).join("");
  return [...files, ["abi/errors.ts", errors], ["abi/index.ts", index]];
}

function compile(folder: string): void {
  const compiler = fileURLToPath(import.meta.resolve("typescript/lib/tsc.js"));
  try {
    execFileSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8", cwd: root });
  } catch (error) {
    const said = (error as { stdout?: string }).stdout ?? "";
    throw new Error(`The generated package does not compile:\n${said}`, { cause: error });
  }
}

/** The contracts must have been built. */
export async function buildBindings({ folder, journals }: BuildOptions): Promise<BuildSummary> {
  const artifacts = suiteArtifacts();
  const contracts = deployables(artifacts);
  const sources = sourcesOfAll(artifacts);
  const words = wordLists(sources);
  const errors = errorItems(artifacts);
  const deployed = await deployedIn(journals, contracts);

  if (folder !== PACKAGE) {
    for (const name of WRITTEN_BY_HAND) cpSync(join(PACKAGE, name), join(folder, name), { recursive: true });
  }
  const generated = join(folder, "src", "generated");
  for (const old of [generated, join(folder, "dist")]) rmSync(old, { recursive: true, force: true });
  for (const [path, source] of [
    ...abiSources(contracts, errorsAbiSource(errors)),
    ["addresses.ts", addressesSource(deployed, contracts)] as const,
    ["eip712.ts", eip712Source(contracts)] as const,
    ["errors.ts", errorsSource(errors, sources, words)] as const,
    ["words.ts", wordsSource(words)] as const,
  ]) {
    const file = join(generated, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  await writeEthers(join(generated, "ethers"), contracts);
  compile(folder);
  return {
    contracts: contracts.length,
    words: words.length,
    errors: errors.length,
    chains: deployed.map(({ chainId }) => chainId),
  };
}
