import type { Hex } from "./hex.js";

/** The suite on one chain. */
export interface Deployment<Name extends string> {
  readonly addresses: Readonly<Record<Name, Hex>>;
  /** From this block on all events of the suite are found. */
  readonly fromBlock: number;
}

export type Deployments<Name extends string> = Readonly<Record<number, Deployment<Name>>>;

/** Finds the suite on a chain; throws a sentence when these bindings know of none. */
export function deploymentIn<Name extends string>(
  deployments: Deployments<Name>,
  chainId: number | bigint,
): Deployment<Name> {
  const deployment = deployments[Number(chainId)];
  if (deployment !== undefined) return deployment;
  const known = Object.keys(deployments);
  const these = known.length === 0 ? "They know no chain at all." : `They know ${known.join(", ")}.`;
  throw new RangeError(
    `These bindings know no RopeNet on chain ${chainId}. ${these} Use bindings that were built with the deployment ` +
      `journal of chain ${chainId}, or pass the contracts' addresses yourself.`,
  );
}
