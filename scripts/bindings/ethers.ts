/** TypeChain's classes and factories for ethers v6. Without bytecode: deploying is the business of deploy/. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTypeChain } from "typechain";
import { type Deployable, variable } from "./contracts.ts";

const indexSource = (all: readonly Deployable[]): string =>
  all
    .map(({ name }) =>
      [
        `export type { ${name} } from "./${name}.js";`,
        `export type * as ${name}Types from "./${name}.js";`,
        `export { ${name}__factory } from "./factories/${name}__factory.js";\n`,
      ].join("\n"),
    )
    .join("") +
  `export type { TypedContractEvent, TypedEventLog, TypedListener, TypedLogDescription } from "./common.js";\n`;

/** The ABI stands once in the package: a factory takes it from there. */
function shareAbi(path: string, name: string): void {
  const source = readFileSync(path, "utf8");
  const shared = source
    .replace(
      /const _abi = \[[^]*?\n\] as const;/,
      `import { ${variable(name)}Abi as _abi } from "../../abi/${name}.js";`,
    )
    .replace("static readonly abi = _abi;", "static readonly abi: typeof _abi = _abi;");
  if (!shared.includes("abi: typeof _abi") || shared.includes("const _abi")) {
    throw new Error(`TypeChain writes factories in another way than before: see ${path}.`);
  }
  writeFileSync(path, shared);
}

/** Writes them into a folder. */
export async function writeEthers(folder: string, all: readonly Deployable[]): Promise<void> {
  const input = mkdtempSync(join(tmpdir(), "ropenet-abi-"));
  try {
    const abis = all.map(({ name, artifact }) => {
      const path = join(input, `${name}.json`);
      writeFileSync(path, JSON.stringify(artifact.abi));
      return path;
    });
    await runTypeChain({
      cwd: input,
      target: "ethers-v6",
      outDir: folder,
      filesToProcess: abis,
      allFiles: abis,
      flags: {
        alwaysGenerateOverloads: false,
        discriminateTypes: false,
        tsNocheck: true,
        node16Modules: true,
        environment: undefined,
      },
    });
  } finally {
    rmSync(input, { recursive: true });
  }
  writeFileSync(join(folder, "index.ts"), indexSource(all));
  rmSync(join(folder, "factories", "index.ts"));
  for (const { name } of all) shareAbi(join(folder, "factories", `${name}__factory.ts`), name);
}
