/** The repository's files and what the compiler made of them, as the checks need them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface Report {
  problems: string[];
  /** Shown when all is well. */
  note?: string;
}

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Files below a folder whose names end so, as paths from the root with forward slashes. */
export function files(folder: string, ending: string): string[] {
  const from = join(root, folder);
  if (!existsSync(from)) return [];
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

export interface AbiInput {
  name: string;
  type: string;
  internalType?: string;
}

export interface AbiItem {
  type: string;
  name?: string;
  stateMutability?: string;
  inputs?: AbiInput[];
}

export interface Artifact {
  contractName: string;
  sourceName: string;
  inputSourceName: string;
  buildInfoId: string;
  abi: AbiItem[];
  bytecode: string;
  deployedBytecode: string;
}

/** A node of solc's syntax tree; only what the checks read. */
export interface Node {
  id: number;
  nodeType: string;
  name: string;
  nodes?: Node[];
  kind?: string;
  contractKind?: string;
  visibility?: string;
  stateMutability?: string;
  functionSelector?: string;
  linearizedBaseContracts?: number[];
  baseFunctions?: number[];
  modifiers?: { modifierName: { name: string } }[];
  documentation?: { text: string } | null;
}

export interface BuildOutput {
  errors?: { severity: string; errorCode: string; sourceLocation?: { file: string }; formattedMessage: string }[];
  sources: Record<string, { ast: Node }>;
}

/** Where the build writes: the suite with its mocks, and apart from it the Solidity tests. */
export const BUILD = "artifacts";
export const TEST_BUILD = "cache/test-artifacts";

export function artifacts(folder: string): Artifact[] {
  const found = files(folder, ".json").filter((path) => !path.startsWith(`${folder}/build-info/`));
  if (found.length === 0) throw new Error("There is no build to check. Run: npm run build");
  return found.map((path) => JSON.parse(read(path)) as Artifact);
}

/** What goes on chain: no mocks, and with code of its own. */
export const deployables = (): Artifact[] =>
  artifacts(BUILD).filter(
    ({ sourceName, bytecode }) => bytecode !== "0x" && !sourceName.startsWith("contracts/mocks/"),
  );

const outputs = new Map<string, BuildOutput>();

/** What the compiler said in one compilation. */
export function buildOutput(folder: string, id: string): BuildOutput {
  const path = `${folder}/build-info/${id}.output.json`;
  let output = outputs.get(path);
  if (output === undefined) {
    ({ output } = JSON.parse(read(path)) as { output: BuildOutput });
    outputs.set(path, output);
  }
  return output;
}
