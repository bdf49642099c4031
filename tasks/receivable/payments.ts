/** Passing notes on in payment for a trade: the trade's digest, receiver and amount tell one payment from another. */
import { existsSync } from "node:fs";
import type { Actor } from "../shared/actor.ts";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { digest, fileDigest } from "../shared/parse.ts";
import { valueOf } from "../shared/terms.ts";
import { noteHandle, splitNote } from "../shared/words.ts";
import type { Act } from "../shared/write.ts";
import { type NoteState, unitsOf } from "./state.ts";
import { amountOf, asked, noteChanges, nextAfter, partIn, requestIn } from "./steps.ts";

export interface Payment {
  to: bigint;
  amount: bigint;
  trade: string;
}

/** The digest of the trade behind a payment. */
export function tradeIn(args: Args): string {
  const given = args.optional("tradeFile", fileDigest) ?? args.optional("trade", digest);
  if (given !== undefined) return given;
  throw new WrongUsage(
    "The trade behind it is missing.",
    `Give ${args.label("tradeFile")} with the contract or invoice, or ${args.label("trade")} with its digest.`,
  );
}

/** A trade as a cell of a file names it: by its digest, or by the path of its document. */
export const tradeOf = (text: string, label: string): string =>
  existsSync(text) ? fileDigest(text, label) : digest(text, label);

/** The same payment out of the same receivable that the actor has made before, or has asked the receiver to sign for. */
export async function paidBefore(context: Context, actor: Actor, root: bigint, { to, amount, trade }: Payment) {
  const { receivableRegistry } = context.suite;
  const passed = await context.events((first, last) =>
    receivableRegistry.queryFilter(
      receivableRegistry.filters.NoteTransferred(undefined, actor.participant, to),
      first,
      last,
    ),
  );
  const done = passed.find(
    ({ args }) =>
      args.ground === valueOf("Ground", "Payment") &&
      splitNote(args.note).root === root &&
      unitsOf(args) === amount &&
      args.trade === trade,
  );
  if (done !== undefined) return { note: done.args.note, request: undefined };
  const isSame = (terms: string) => terms === trade;
  const open = await asked(context, actor, { act: "Transfer", to, root, amount, terms: isSame });
  return open && { note: open.info.subject, request: open.id };
}

/** One payment, of a note or of a part of it. */
export async function paymentAct(
  context: Context,
  actor: Actor,
  state: NoteState,
  { to, amount, trade }: Payment,
  lastDay: bigint,
): Promise<Act> {
  const { suite, words } = context;
  const name = await words.participant(to);
  const tier = state.info.tier + 1n;
  return {
    contract: suite.receivableRegistry,
    method: "transfer",
    args: [state.id, amount, to, trade, lastDay],
    sentence: `${actor.name} transfers ${amountOf(context, state, amount)} to ${name}.`,
    changes: ([, request]) =>
      noteChanges(context, state, amount, request === 0n ? `${name}, tier ${tier}` : `locked until ${name} signs`),
    notes: [`Trade behind it: ${trade}`],
    data: ([part, request], happened) => ({
      receivable: state.of.id,
      note: partIn(happened) ?? part,
      request: requestIn(happened) ?? request,
      trade,
    }),
    next: nextAfter(context, state.id),
  };
}

/** How an earlier payment stands. */
export async function beforeInWords(
  { words }: Context,
  actor: Actor,
  { to, amount }: Payment,
  { note, request }: NonNullable<Awaited<ReturnType<typeof paidBefore>>>,
): Promise<string> {
  const name = await words.participant(to);
  return request === undefined
    ? `${actor.name} has transferred ${yuan(amount)} to ${name} for this trade already, as note ${noteHandle(note)}.`
    : `Request ${request} asks ${name} to sign for ${yuan(amount)} for this trade already, as note ${noteHandle(note)}.`;
}
