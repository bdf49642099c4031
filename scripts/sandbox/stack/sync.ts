/** How far a subgraph has read the chain, and what stopped it. */
import { setTimeout as sleep } from "node:timers/promises";
import { graphqlCall, orUndefined } from "./calls.ts";
import type { GraphNode } from "./graphnode.ts";

interface State {
  readonly fatalError: {
    readonly message: string;
    readonly handler: string | null;
    readonly block: { readonly number: string } | null;
  } | null;
  readonly chains: readonly { readonly chainHeadBlock: { readonly number: string } | null }[];
}

async function state(node: GraphNode, name: string): Promise<State | undefined> {
  const query = `query ($name: String!) { indexingStatusForCurrentVersion(subgraphName: $name) {
    fatalError { message handler block { number } } chains { chainHeadBlock { number } } } }`;
  const answer = await graphqlCall<{ indexingStatusForCurrentVersion: State | null }>(node.stateUrl, query, { name });
  return answer.data?.indexingStatusForCurrentVersion ?? undefined;
}

/** The subgraph's own words about an abort are only "indexing_error"; the cause stands elsewhere. */
async function failure(node: GraphNode, name: string): Promise<Error | undefined> {
  const cause = (await state(node, name))?.fatalError;
  if (!cause) return undefined;
  const place = [cause.handler, cause.block && `block ${cause.block.number}`].filter(Boolean).join(", ");
  return new Error(
    `The subgraph ${name} stopped (${place}): ${cause.message}. Mend the handler, then deploy it again.`,
  );
}

/** Fulfilled when the subgraph answers for this block. Rejected when it fails, or gets no further for `patienceSeconds`. */
export async function waitForBlock(
  node: GraphNode,
  name: string,
  block: number,
  patienceSeconds: number,
): Promise<void> {
  let reached = -1;
  let since = performance.now();
  for (;;) {
    const answer = await orUndefined(
      graphqlCall<{ _meta: { block: { number: number } } | null }>(
        node.graphqlUrl(name),
        "{ _meta { block { number } } }",
      ),
    );
    const now = answer?.data?._meta?.block.number ?? -1;
    if (now >= block) return;
    if (now > reached) {
      reached = now;
      since = performance.now();
    }
    const isStuck = performance.now() - since > patienceSeconds * 1000;
    if (isStuck || answer?.errors?.some(({ message }) => message === "indexing_error") === true) {
      const error = await failure(node, name);
      if (error !== undefined) throw error;
    }
    if (isStuck) {
      const head = (await state(node, name))?.chains[0]?.chainHeadBlock?.number ?? "none";
      throw new Error(
        `The subgraph ${name} has stood at block ${reached} for ${patienceSeconds} seconds, short of ${block}; graph-node's ` +
          `newest block is ${head}. Look at its log, and whether the chain and the disk are well.`,
      );
    }
    await sleep(20);
  }
}
