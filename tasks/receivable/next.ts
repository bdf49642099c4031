/** What can be done with a receivable or a note next: commands, the likeliest first. */
import type { Context } from "../shared/context.ts";
import { dateOf } from "../shared/format.ts";
import { nameOf } from "../shared/terms.ts";
import { noteHandle } from "../shared/words.ts";
import { firstNote, has, noteState, type NoteState, rootState, type RootState } from "./state.ts";

/** The request by which an unopened receivable was put forward. */
export async function proposalOf({ suite, events }: Context, root: bigint) {
  const { receivableIssuance, receivableRegistry } = suite;
  const [proposed] = await events((first, last) =>
    receivableIssuance.queryFilter(receivableIssuance.filters.ReceivableProposed(root), first, last),
  );
  if (proposed === undefined) return undefined;
  const { request, terms, byObligor } = proposed.args;
  return { id: request, terms, byObligor, info: await receivableRegistry.requestInfo(request) };
}

/** Whoever owes it pays; after the payable day the confirming bank does, too. */
async function dueSteps({ words }: Context, { id, root, isOverdue }: RootState): Promise<string[]> {
  const payers = isOverdue && root.confirmer !== 0n ? [root.confirmer, root.obligor] : [root.obligor];
  const handles = await Promise.all(payers.map((payer) => words.handle(payer)));
  return [
    ...handles.map((as) => words.command(`receivable settle ${id}`, as)),
    words.command(`receivable needed ${id}`),
  ];
}

export async function rootSteps(context: Context, state: RootState): Promise<string[]> {
  const { words, suite } = context;
  const { id, root, status, isDue } = state;
  if (status === "Proposed") {
    const proposal = await proposalOf(context, id);
    const isOpen = proposal !== undefined && nameOf("RequestStatus", proposal.info.status) === "Open";
    if (!isOpen || proposal.info.lastDay < (await context.today())) return [];
    return [words.command(`receivable sign ${proposal.id}`, await words.handle(proposal.info.to))];
  }
  if (status === "Cancelling") return [words.command(`receivable cancel ${id}`, "<anybody>")];
  if (isDue) return dueSteps(context, state);
  if (status !== "Open") return [];
  const { proposed } = await suite.receivableIssuance.cancellationOf(id);
  if (proposed) {
    return [
      words.command(`receivable agree-to-cancel ${id}/<note> --as <holder>`),
      words.command(`receivable withdraw-cancellation ${id}`, await words.handle(root.obligor)),
    ];
  }
  return [words.command(`receivable tree ${id}`)];
}

async function financedSteps({ words, today }: Context, state: NoteState): Promise<string[]> {
  const { id, of, financing } = state;
  if (financing === undefined) return [];
  const it = noteHandle(id);
  const [factor, seller] = await Promise.all([words.handle(financing.factor), words.handle(financing.seller)]);
  const recourse = financing.recourse && of.isOverdue && (await today()) > financing.payableDay;
  return [
    ...(financing.held > 0n ? [words.command(`receivable remit ${it}`, seller)] : []),
    ...(recourse && financing.claimed ? [words.command(`receivable repay ${it}`, seller)] : []),
    ...(recourse && !financing.claimed ? [words.command(`receivable claim-recourse ${it}`, factor)] : []),
    ...(financing.notified ? [] : [words.command(`receivable notify-obligor ${it}`, factor)]),
    ...(financing.registeredAt === 0n
      ? [words.command(`receivable register ${it} --number <registration>`, factor)]
      : []),
  ];
}

async function pledgedSteps({ words, today }: Context, { id, pledge }: NoteState): Promise<string[]> {
  if (pledge === undefined || nameOf("PledgeStatus", pledge.status) !== "Live") return [];
  const it = noteHandle(id);
  const pledgee = await words.handle(pledge.pledgee);
  const release = words.command(`receivable release-pledge ${it}`, pledgee);
  const realise = words.command(`receivable realise-pledge ${it}`, pledgee);
  return (await today()) >= pledge.dueDay ? [realise, release] : [release, `from ${dateOf(pledge.dueDay)}: ${realise}`];
}

export async function noteSteps(context: Context, state: NoteState): Promise<string[]> {
  const { words } = context;
  const { id, of, info, status, offer, request } = state;
  if (status !== "Live") return [];
  const it = noteHandle(id);
  const holder = await words.handle(info.holder);
  const isAside = (state.progress?.payer ?? 0n) !== 0n;
  if (isAside && !has(state, "frozen")) return [words.command(`receivable claim ${it}`, holder)];
  if (of.status === "Cancelling") return rootSteps(context, of);
  if (request !== undefined)
    return [words.command(`receivable sign ${request.id}`, await words.handle(request.info.to))];
  if (offer !== undefined) {
    return [words.command(`market show ${offer.ask}`), words.command(`market withdraw-ask ${offer.ask}`, holder)];
  }
  const due = of.isDue && !isAside ? await dueSteps(context, of) : [];
  if (has(state, "disputed")) {
    return [...due, words.command(`receivable resolve ${it} --resolution-file <document> --as <party>`)];
  }
  if (has(state, "pledged")) return [...due, ...(await pledgedSteps(context, state))];
  if (has(state, "financed")) return [...due, ...(await financedSteps(context, state))];
  if (has(state, "agreed to cancel")) return [words.command(`receivable withdraw-agreement ${it}`, holder)];
  if (has(state, "contested")) return [...due, words.command(`receivable ladder ${it}`)];
  if (due.length > 0 || has(state, "frozen")) return due;
  return [
    words.command(`receivable transfer ${it} --to <participant> --trade-file <document>`, holder),
    words.command(`market ask --notes ${it} --last-day <day>`, holder),
  ];
}

/** What can be done with a note once an act is done. */
export const nextOf = async (context: Context, note: bigint): Promise<string[]> =>
  noteSteps(context, await noteState(context, note));

/** What can be done with a receivable once an act is done: with its first note, while that is all of it. */
export async function nextOfRoot(context: Context, root: bigint): Promise<string[]> {
  const state = await rootState(context, root);
  const isWhole = state.status === "Open" && !state.isDue && state.root.seq === 1n;
  return isWhole ? nextOf(context, firstNote(root)) : rootSteps(context, state);
}
