/** What payouts have used of lots. */
import type { Context } from "../shared/context.ts";
import { pairHandle } from "../shared/words.ts";

const PAGE = 64;

export async function usesOf({ suite }: Context, payout: bigint) {
  const uses: { lot: string; lotId: bigint; start: bigint; amount: bigint; restored: bigint }[] = [];
  for (let start = 0; ; start += PAGE) {
    const page = await suite.reliefFunds.usesOf(payout, start, PAGE);
    uses.push(
      ...page.map(({ lot, start: first, amount, restored }) => ({
        lot: pairHandle(lot),
        lotId: lot,
        start: first,
        amount,
        restored,
      })),
    );
    if (page.length < PAGE) return uses;
  }
}
