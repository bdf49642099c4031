/** A holding's chain of endorsements. */
import type { Context } from "../shared/context.ts";

const PAGE = 100n;

/** Oldest first. */
export async function chainOf({ suite }: Context, holding: bigint) {
  const chain = [];
  let cursor = 0n;
  do {
    const [, page, next] = await suite.billDescriptor.chainOf(suite.billRegistry, holding, cursor, PAGE);
    chain.push(...page);
    cursor = next;
  } while (cursor !== 0n);
  return chain.reverse();
}
