/** What several verbs on money have in common. */
import { toUtf8String } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { address } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import type { Change } from "../shared/write.ts";

/** Whoever has money, and where it is. */
export interface Holder {
  /** A participant's number, or the address of a person's account. */
  id: bigint | string;
  /** As orders name it. */
  holder: bigint;
  name: string;
  /** As it is typed. */
  handle: string;
  wallet: string;
  balance: bigint;
}

/** A participant, or a person by its attested account. */
export async function holder(context: Context, text: string, label: string): Promise<Holder> {
  const { suite, words } = context;
  if (/^0x[0-9a-f]{40}$/i.test(text)) {
    const account = address(text, label);
    const { attester } = await suite.participants.attestationOf(account);
    if (attester !== 0n) {
      const [name, balance] = await Promise.all([words.account(account), suite.money.balanceOf(account)]);
      return { id: account, holder: BigInt(account), name, handle: account, wallet: account, balance };
    }
  }
  const id = await participant(context, text, label);
  const [name, handle, { wallet }] = await Promise.all([words.participant(id), words.handle(id), words.facts(id)]);
  return { id, holder: id, name, handle, wallet, balance: await suite.money.balanceOf(wallet) };
}

/** Whoever acts, as a holder. */
export const ownHolder = (context: Context, actor: Actor): Promise<Holder> =>
  holder(context, actor.participant === 0n ? actor.address : actor.participant.toString(), "--as");

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
