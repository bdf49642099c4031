/** Putting a receivable forward, by either side. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";
import type { Act, Already } from "../shared/write.ts";
import { sameUses } from "../trade/uses.ts";
import { promise } from "./asked.ts";
import { nextOfRoot } from "./next.ts";
import { requestIn } from "./steps.ts";
import { facilityChange, type OpenTerms, termLines } from "./terms.ts";

/** What the actor has put forward on the same terms, oldest first. */
export async function putForward(
  { suite, events }: Context,
  actor: Actor,
  terms: OpenTerms,
  byObligor: boolean,
  since = 0,
) {
  const { receivableIssuance } = suite;
  const { counterparty: other, face, dueDay, documents } = terms;
  const parties = byObligor ? [actor.participant, other] : [other, actor.participant];
  const filter = receivableIssuance.filters.ReceivableProposed(undefined, ...parties);
  const proposed = await events((first, last) =>
    last < since ? Promise.resolve([]) : receivableIssuance.queryFilter(filter, Math.max(first, since), last),
  );
  return proposed
    .map(({ args }) => args)
    .filter(
      (args) =>
        args.byObligor === byObligor &&
        args.terms.face === face &&
        args.terms.dueDay === dueDay &&
        sameUses(documents, args.terms.documents),
    );
}

/** The same is put forward already, and waits for the other side. */
export async function alreadyPutForward(
  context: Context,
  actor: Actor,
  terms: OpenTerms,
  byObligor: boolean,
): Promise<Already | undefined> {
  const { receivableRegistry } = context.suite;
  const today = await context.today();
  const same = await each(await putForward(context, actor, terms, byObligor), async ({ root, request }) => ({
    root,
    request,
    info: await receivableRegistry.requestInfo(request),
  }));
  const open = same.find(({ info }) => nameOf("RequestStatus", info.status) === "Open" && info.lastDay >= today);
  if (open === undefined) return undefined;
  const { root, request, info } = open;
  const name = await context.words.participant(info.to);
  return {
    already: `Request ${request} asks ${name} for this already, as receivable ${root}; it can answer until ${dateOf(info.lastDay)}.`,
    data: { receivable: root, request },
    next: await nextOfRoot(context, root),
  };
}

export async function openingAct(
  context: Context,
  actor: Actor,
  terms: OpenTerms,
  byObligor: boolean,
  lastDay: bigint,
): Promise<Act> {
  const { suite, words } = context;
  const other = await words.participant(terms.counterparty);
  const amount = yuan(terms.face);
  const due = dateOf(terms.dueDay);
  const facility = await facilityChange(context, terms);
  return {
    contract: suite.receivableIssuance,
    method: byObligor ? "open" : "applyTo",
    args: [terms, lastDay],
    sentence: byObligor
      ? `${actor.name} opens a receivable over ${amount} for ${other}: it owes it on ${due}.`
      : `${actor.name} asks ${other} to confirm that it owes it ${amount}, due on ${due}.`,
    changes: ([root, request]) => [
      { what: `Receivable ${String(root)}`, from: "–", to: request === 0n ? "Open" : "Proposed" },
      ...facility,
    ],
    notes: [...(await termLines(context, terms)), ...(byObligor ? [await promise(context)] : [])],
    data: ([simulated, request], happened) => ({
      receivable: happened.find(({ event }) => event === "ReceivableProposed")?.arguments.root ?? simulated,
      request: requestIn(happened) ?? request,
    }),
    next: ({ happenings }) =>
      nextOfRoot(context, happenings.find(({ event }) => event === "ReceivableProposed")?.arguments.root as bigint),
  };
}
