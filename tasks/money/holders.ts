/** What several verbs on money have in common. */
import { toUtf8String } from "ethers";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import type { Change } from "../shared/write.ts";

/** A participant and where its money is. */
export async function holder(context: Context, text: string, label: string) {
  const id = await participant(context, text, label);
  const [name, { wallet }] = await Promise.all([context.words.participant(id), context.words.facts(id)]);
  return { id, name, wallet, balance: await context.suite.money.balanceOf(wallet) };
}

export type Holder = Awaited<ReturnType<typeof holder>>;

/** Balances before and after `amount` (below 0: taken away). */
export const moved = ({ name, balance }: Holder, amount: bigint): Change => ({
  what: name,
  from: yuan(balance),
  to: yuan(balance + amount),
});

/** Money going from one to another; nothing changes when they are the same. */
export const transferred = (from: Holder, to: Holder, amount: bigint): Change[] =>
  from.wallet === to.wallet ? [] : [moved(from, -amount), moved(to, amount)];

/** A business reference as text. */
export const referenceText = (bytes32: string): string => toUtf8String(bytes32).replaceAll("\0", "");
