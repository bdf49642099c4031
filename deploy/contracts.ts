import Contracts from "./modules/Contracts.ts";

/** Names of the suite's contracts, as results of the Ignition module `Contracts` and as handles. */
export type ContractName = keyof typeof Contracts.results;

export const contractNames = Object.keys(Contracts.results) as ContractName[];

/** A contract's name in Solidity. */
export const solidityName = (name: ContractName): string => Contracts.results[name].contractName;

/** The name of its deployment in Ignition's journal. */
export const futureIdOf = (name: ContractName): string => Contracts.results[name].id;

/** The name under which the suite knows a Solidity contract. */
export function nameOfContract(contract: string): ContractName {
  const name = contractNames.find((each) => solidityName(each) === contract);
  if (name === undefined) throw new Error(`No Ignition module deploys ${contract}.`);
  return name;
}
