/** Simulates, sends, and waits. */
import type { BaseContract, Interface, TransactionReceipt } from "ethers";
import { Result } from "ethers";
import { chain as parameters } from "../../network/chain.ts";
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import { refusal, revertData } from "./errors.ts";
import { NetworkTrouble, Refused, WrongUsage } from "./failures.ts";
import { counted } from "./format.ts";

/** A call of one function. */
export interface Invocation {
  contract: BaseContract;
  method: string;
  args: readonly unknown[];
}

interface Encoded {
  to: string;
  data: string;
  interface: Interface;
}

/** What is sent comes into a later block than the latest: some acts are refused in the block of the act before them. */
const NEXT_BLOCK = "pending";

export async function encode({ contract, method, args }: Invocation): Promise<Encoded> {
  const data = contract.interface.encodeFunctionData(method, args);
  return { to: await contract.getAddress(), data, interface: contract.interface };
}

/** Calls without sending: what it would return. A refusal comes as a sentence. */
export async function simulate(context: Context, actor: Actor, invocation: Invocation): Promise<Result> {
  const { to, data, interface: abi } = await encode(invocation);
  try {
    const returned = (await context.chain.connection.provider.request({
      method: "eth_call",
      params: [{ from: actor.address, to, data }, NEXT_BLOCK],
    })) as string;
    return abi.decodeFunctionResult(invocation.method, returned);
  } catch (error) {
    const reason = revertData(error);
    if (reason === undefined) throw error;
    throw await refusal(context, reason, actor);
  }
}

/** Gas to send along: a quarter more than now needed, for others may act in between; never above the chain's cap. */
async function gasFor({ chain }: Context, from: string, to: string, data: string): Promise<bigint> {
  const needed = BigInt(
    (await chain.connection.provider.request({
      method: "eth_estimateGas",
      params: [{ from, to, data }, NEXT_BLOCK],
    })) as string,
  );
  const ample = (needed * 5n) / 4n;
  return ample < parameters.transactionGasCap ? ample : parameters.transactionGasCap;
}

/** Sends, and waits until the transaction is in a block. */
export async function send(context: Context, actor: Actor, invocation: Invocation): Promise<TransactionReceipt> {
  const { signer } = actor;
  if (signer === undefined)
    throw new WrongUsage(`Nobody here has the key of ${actor.name}.`, "Use --dry-run, or another --as.");
  const { to, data } = await encode(invocation);
  try {
    const gasLimit = await gasFor(context, actor.address, to, data);
    const sent = await signer.sendTransaction({ to, data, gasLimit, gasPrice: 0n });
    const receipt = await sent.wait();
    if (receipt === null)
      throw new NetworkTrouble(`Transaction ${sent.hash} was dropped.`, "Run the same command again.");
    return receipt;
  } catch (error) {
    const reason = revertData(error);
    if (reason !== undefined) throw await refusal(context, reason, actor);
    const { receipt } = error as { receipt?: TransactionReceipt | null };
    if (receipt === undefined || receipt === null) throw error;
    // It passed the simulation and failed in its block: somebody was quicker. Now the simulation tells why.
    await simulate(context, actor, invocation);
    throw new Refused(
      "Reverted",
      `Transaction ${receipt.hash} was refused in block ${receipt.blockNumber}, and would pass now.`,
      "Somebody acted in between. Look, and run the same command again.",
    );
  }
}

const PATIENCE = 120_000;

/** Waits until so many blocks stand on and above a transaction's own. */
export async function settle(
  context: Context,
  receipt: TransactionReceipt,
  blocks: number,
  say: (line: string) => void,
) {
  const { provider } = context.chain.connection.ethers;
  const last = receipt.blockNumber + blocks - 1;
  if ((await provider.getBlockNumber()) >= last) return;
  if (context.chain.isDevelopment) {
    say("The development chain makes blocks for transactions only: not waiting for more.");
    return;
  }
  say(`Waiting for ${counted(blocks, "block")}, until block ${last} …`);
  for (const start = performance.now(); performance.now() - start < PATIENCE;) {
    if ((await provider.getBlockNumber()) >= last) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new NetworkTrouble(
    `The transaction is in block ${receipt.blockNumber}, and block ${last} has not come for two minutes.`,
    "Do not send again. Look whether the chain makes blocks: npx hardhat system doctor",
  );
}
