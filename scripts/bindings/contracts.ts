/** The contracts that the bindings are of: those that go on chain, as the deployment modules name them. */
import { contractNames, futureIdOf, solidityName } from "../../deploy/contracts.ts";
import { type AbiItem, type Artifact, artifacts, BUILD } from "../checks/sources.ts";

export interface Deployable {
  /** In Solidity. */
  name: string;
  /** Under which Ignition's journal knows it. */
  futureId: string;
  artifact: Artifact;
}

/** What the compiler made of the suite; mocks are no part of it. */
export const suiteArtifacts = (): Artifact[] =>
  artifacts(BUILD).filter(({ sourceName }) => !sourceName.startsWith("contracts/mocks/"));

export function deployables(all: readonly Artifact[]): Deployable[] {
  const found = contractNames.map((key) => {
    const name = solidityName(key);
    const artifact = all.find(({ contractName }) => contractName === name);
    if (artifact === undefined) throw new Error(`The build has no ${name}. Run: npm run build`);
    return { name, futureId: futureIdOf(key), artifact };
  });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `BillRegistry` as a variable's name. */
export const variable = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** An ABI as TypeScript source, an item a line. */
export const abiSource = (abi: readonly AbiItem[]): string =>
  `[\n${abi.map((item) => `  ${JSON.stringify(item)},`).join("\n")}\n] as const`;
