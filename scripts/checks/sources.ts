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

export interface AbiItem {
  type: string;
  name?: string;
  stateMutability?: string;
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
  errors?: { severity: string; sourceLocation?: { file: string }; formattedMessage: string }[];
  sources: Record<string, { ast: Node }>;
}

let cached: Artifact[] | undefined;

export function artifacts(): Artifact[] {
  cached ??= files("artifacts", ".json")
    .filter((path) => !path.startsWith("artifacts/build-info/"))
    .map((path) => JSON.parse(read(path)) as Artifact);
  if (cached.length === 0) throw new Error("There is no build to check. Run: npm run build");
  return cached;
}

/** What goes on chain: neither tests nor mocks, and with code of its own. */
export const deployables = (): Artifact[] =>
  artifacts().filter(({ sourceName, bytecode }) => bytecode !== "0x" && !/^(test|contracts\/mocks)\//.test(sourceName));

const outputs = new Map<string, BuildOutput>();

export function buildOutput(id: string): BuildOutput {
  let output = outputs.get(id);
  if (output === undefined) {
    ({ output } = JSON.parse(read(`artifacts/build-info/${id}.output.json`)) as { output: BuildOutput });
    outputs.set(id, output);
  }
  return output;
}
