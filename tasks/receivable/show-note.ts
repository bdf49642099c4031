/** One note: what stands on it, and its path to the root. */
import type { Context } from "../shared/context.ts";
import { counted, dateOf, percent, timeOf, yuan } from "../shared/format.ts";
import { note as noteOf } from "../shared/resolve.ts";
import type { View } from "../shared/run.ts";
import { facts } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { noteHandle, textOf } from "../shared/words.ts";
import { nextLines } from "../shared/write.ts";
import { beyond, subjectOf } from "./asked.ts";
import { disputeOn, entriesOn } from "./disputes.ts";
import { movesOf } from "./moves.ts";
import { noteSteps } from "./next.ts";
import { has, noteState, type NoteState, rootStanding, standing, unitsOf } from "./state.ts";

const PAGE = 100n;

/** The notes that it was split from, nearest first. */
async function pathOf({ suite }: Context, note: bigint): Promise<bigint[]> {
  const path: bigint[] = [];
  let cursor = 0n;
  do {
    const [ids, , next] = await suite.receivableDescriptor.pathOf(suite.receivableRegistry, note, cursor, PAGE);
    path.push(...ids);
    cursor = next;
  } while (cursor !== 0n);
  return path;
}

async function financingInWords({ words }: Context, { financing }: NoteState) {
  if (financing === undefined) return undefined;
  const { seller, factor, price, rate, recourse, disclosed, notified, status, claimed, held } = financing;
  return {
    seller: { participant: seller, name: await words.participant(seller) },
    factor: { participant: factor, name: await words.participant(factor) },
    price,
    rate: percent(rate),
    valueDay: dateOf(financing.valueDay),
    recourse,
    disclosed,
    notified,
    claimed,
    held,
    registeredAt: financing.registeredAt === 0n ? null : timeOf(financing.registeredAt),
    status: nameOf("FinancingStatus", status),
  };
}

function financingLine(financing: NonNullable<Awaited<ReturnType<typeof financingInWords>>>): string {
  const { seller, factor, price, rate, valueDay, recourse, notified, registeredAt, status } = financing;
  return [
    `by ${factor.name} from ${seller.name} for ${yuan(price)} at ${rate} on ${valueDay}`,
    recourse ? "with recourse" : "without recourse",
    notified ? "the obligor knows" : `${seller.name} collects`,
    registeredAt === null ? "not registered" : `registered at ${registeredAt}`,
    ...(status === "Live" ? [] : [status.toLowerCase()]),
  ].join(", ");
}

async function pledgeInWords({ words }: Context, { pledge }: NoteState) {
  if (pledge === undefined) return undefined;
  const { pledgor, pledgee, secured, dueDay, status } = pledge;
  return {
    pledgor: { participant: pledgor, name: await words.participant(pledgor) },
    pledgee: { participant: pledgee, name: await words.participant(pledgee) },
    secured,
    dueDay: dateOf(dueDay),
    status: nameOf("PledgeStatus", status),
  };
}

async function disputeInWords(context: Context, state: NoteState) {
  if (!has(state, "disputed")) return undefined;
  const { raisedBy, against, agreedBy } = await disputeOn(context, state.id);
  const [by, other] = await Promise.all([context.words.participant(raisedBy), context.words.participant(against)]);
  return {
    raisedBy: { participant: raisedBy, name: by },
    against: { participant: against, name: other },
    agreedBy: agreedBy === 0n ? null : { participant: agreedBy, name: await context.words.participant(agreedBy) },
  };
}

export async function showNote(context: Context): Promise<View> {
  const { suite, words, args } = context;
  const state = await noteState(context, await noteOf(context, args.required("receivable", "a note, as in 7/3")));
  const { id, of, info, status, offer, request, progress } = state;
  const isLive = status === "Live";
  const [obligor, holder, path, moves, financing, pledge, dispute, entries, cases, next] = await Promise.all([
    words.participant(info.obligor),
    words.participant(info.holder),
    pathOf(context, id),
    movesOf(context, of.id, info.obligor),
    financingInWords(context, state),
    pledgeInWords(context, state),
    disputeInWords(context, state),
    entriesOn(context, id),
    isLive && has(state, "frozen") ? suite.receivableOrders.casesOf(id) : [],
    noteSteps(context, state),
  ]);
  const frozen = cases.map(({ key, until }) => ({ case: textOf(key) ?? key, until: timeOf(until) }));
  const hands = await Promise.all(
    moves.hands
      .filter(({ note }) => note === id)
      .map(async ({ from, to, ground, lo, hi, tier, trade }) => ({
        from: await words.participant(from),
        to: await words.participant(to),
        ground,
        amount: hi - lo + 1n,
        tier,
        trade: ground === "Payment" ? trade : null,
      })),
  );
  const units = unitsOf(info);
  const live = entries.filter((each) => each.status !== "Ended");
  const asked = request && {
    request: request.id,
    act: nameOf("ReceivableAct", request.info.act),
    to: await words.participant(request.info.to),
    lastDay: dateOf(request.info.lastDay),
    more: beyond(request.info),
  };
  const aside = (progress?.aside ?? 0n) + (progress?.asideInterest ?? 0n);
  // What the obligor has set aside counts as received for it.
  const received = (progress?.received ?? 0n) - (progress?.payer === info.obligor ? progress.aside : 0n);
  const debtor = progress === undefined || progress.payer === 0n ? "" : await words.participant(progress.payer);
  const text = [
    `${words.note(id).replace("note", "Note")} over ${yuan(units)} of receivable ${of.id}, ${rootStanding(of)}`,
    "",
    facts([
      ["Stands", standing(state)],
      [isLive ? "Holder" : "Last holder", holder],
      ["Tier", info.tier.toString()],
      ["Fen", `${info.lo}–${info.hi} of ${of.root.face}`],
      ["Obligor", obligor],
      ["Due", dateOf(info.dueDay)],
      ["Financed", financing && financingLine(financing)],
      [
        "Pledged",
        pledge &&
          `to ${pledge.pledgee.name} by ${pledge.pledgor.name} for ${yuan(pledge.secured)}, due on ${pledge.dueDay}${pledge.status === "Realised" ? ", realised" : ""}`,
      ],
      [
        "Disputed",
        dispute &&
          `by ${dispute.raisedBy.name} against ${dispute.against.name}${dispute.agreedBy === null ? "" : `; ${dispute.agreedBy.name} has agreed to a resolution`}`,
      ],
      ...frozen.map(({ case: key, until }, rank) => [`Frozen (${rank + 1})`, `until ${until}, case ${key}`] as const),
      ["Offered", offer && `${yuan(offer.amount)} of it under ask ${offer.ask}, until ${dateOf(offer.lastDay)}`],
      [
        "Asked",
        asked &&
          request &&
          `${asked.to} for ${asked.act} of ${subjectOf(context, request.info)}${asked.more}, until ${asked.lastDay} (request ${asked.request})`,
      ],
      ["Received", received === 0n ? undefined : yuan(received)],
      ["Set aside", aside === 0n ? undefined : `${yuan(aside)}, owed by ${debtor}`],
      [
        "Assignments",
        live.length === 0
          ? undefined
          : `${counted(live.length, "claim")} beside its holder's: ${words.command(`receivable ladder ${noteHandle(id)}`)}`,
      ],
      ["Split from", path.length > 1 ? path.slice(1).map(noteHandle).join(" ← ") : undefined],
      ...hands.map(({ from, to, ground, amount }) => [ground, `${from} → ${to}, ${yuan(amount)}`] as const),
    ]),
    ...nextLines(next),
  ].join("\n");
  const json = {
    receivable: of.id,
    note: id,
    status,
    marks: state.marks,
    lo: info.lo,
    hi: info.hi,
    amount: units,
    tier: info.tier,
    holder: { participant: info.holder, name: holder },
    obligor: { participant: info.obligor, name: obligor },
    dueDay: dateOf(info.dueDay),
    path,
    financing: financing ?? null,
    pledge: pledge ?? null,
    dispute: dispute ?? null,
    entries,
    cases: frozen,
    offer: offer === undefined ? null : { ask: offer.ask, amount: offer.amount, lastDay: dateOf(offer.lastDay) },
    request: asked ?? null,
    received,
    setAside: aside,
    hands,
    next,
  };
  return { json, text };
}
