/** One receivable: its parties, terms, payment and notes. */
import type { Context } from "../shared/context.ts";
import { counted, dateOf, percent, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import type { View } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { noteHandle } from "../shared/words.ts";
import { nextLines } from "../shared/write.ts";
import { proposalOf, nextOfRoot } from "./next.ts";
import { notesOf, rootStanding, standing, unitsOf } from "./state.ts";
import { namedRoot } from "./steps.ts";

/** How it was put forward, while the other side has not signed. */
async function askedFor({ words }: Context, proposal: Awaited<ReturnType<typeof proposalOf>>) {
  if (proposal === undefined) return undefined;
  const { id, info, byObligor } = proposal;
  const [from, to] = await Promise.all([words.participant(info.from), words.participant(info.to)]);
  const status = nameOf("RequestStatus", info.status);
  const what = byObligor ? "opened by" : "applied for by";
  return { request: id, from, to, status, lastDay: dateOf(info.lastDay), what: `${what} ${from}` };
}

export async function showReceivable(context: Context): Promise<View> {
  const { suite, words } = context;
  const of = await namedRoot(context);
  const { id, root, status, payableDay } = of;
  const { receivableIssuance, receivableSettlement } = suite;
  const [obligor, supplier, bank, uses, cancellation, paidTo, round, proposal, notes, next] = await Promise.all([
    words.participant(root.obligor),
    words.participant(root.supplier),
    words.participant(root.confirmer),
    receivableIssuance.documentsOf(id),
    receivableIssuance.cancellationOf(id),
    receivableSettlement.paidTo(id).catch(() => 0n),
    receivableSettlement.roundOf(id, root.obligor),
    status === "Proposed" ? proposalOf(context, id) : undefined,
    notesOf(context, of),
    nextOfRoot(context, id),
  ]);
  const asked = await askedFor(context, proposal);
  const documents = await Promise.all(
    uses.map(async ({ subject, amount }) => ({ subject, document: await words.subject(subject), amount })),
  );
  const line =
    root.facility === 0n ? undefined : await receivableIssuance.facilityInfo(root.facility).catch(() => undefined);
  const grantor = line === undefined ? "" : await words.participant(line.grantor);
  const rows = await each(notes, async (state) => ({
    note: state.id,
    handle: noteHandle(state.id),
    lo: state.info.lo,
    hi: state.info.hi,
    amount: unitsOf(state.info),
    tier: state.info.tier,
    holder: { participant: state.info.holder, name: await words.participant(state.info.holder) },
    status: state.status,
    marks: state.marks,
    standing: standing(state),
  }));
  const due = dateOf(root.dueDay);
  const payable = payableDay === undefined ? undefined : dateOf(payableDay);
  const isCancelling = status === "Open" && cancellation.proposed;
  const text = [
    `Receivable ${id} over ${yuan(root.face)}: ${obligor} owes it`,
    "",
    facts([
      ["Status", rootStanding(of)],
      ["Obligor", obligor],
      ["Supplier", supplier],
      ["Confirmed by", root.confirmer === 0n ? undefined : bank],
      ["Facility", root.facility === 0n ? undefined : `${root.facility} of ${grantor}`],
      ["Opened", root.issueDay === 0n ? undefined : dateOf(root.issueDay)],
      ["Due", payable === undefined || payable === due ? due : `${due}, payable on ${payable}`],
      ["If overdue", `${percent(root.overdueRate)} a year`],
      ...documents.map(({ document, amount }) => ["Behind it", `${document}, ${yuan(amount)} of it`] as const),
      [
        "Asked",
        asked &&
          `${asked.what}; ${asked.to} can sign until ${asked.lastDay} (request ${asked.request}, ${asked.status})`,
      ],
      ["Paid", root.paid === 0n ? undefined : `${yuan(root.paid)} of notes that are paid in full`],
      [
        "In part",
        paidTo === 0n || paidTo === root.face ? undefined : `${yuan(paidTo)} of it, the same share of every note`,
      ],
      ["Set aside", root.setAside === 0n ? undefined : yuan(root.setAside)],
      ["Cancelled", root.cancelled === 0n ? undefined : yuan(root.cancelled)],
      ["To be cancelled", isCancelling ? `holders of ${yuan(cancellation.agreedUnits)} have agreed` : undefined],
      [
        "Being paid",
        round.cursor === 0n || status !== "Open"
          ? undefined
          : `up to ${yuan(round.paidTo)}; goes on at ${noteHandle((id << 32n) + round.cursor)}`,
      ],
    ]),
    ...(rows.length === 0
      ? []
      : [
          "",
          `${counted(rows.length, "note")}:`,
          table(rows, [
            { head: "  note", cell: ({ handle }) => `  ${handle}` },
            { head: "fen", cell: ({ lo, hi }) => `${lo}–${hi}`, right: true },
            { head: "amount", cell: ({ amount }) => yuan(amount), right: true },
            { head: "tier", cell: ({ tier }) => tier.toString(), right: true },
            { head: "holder", cell: ({ holder }) => holder.name },
            { head: "stands", cell: (row) => row.standing },
          ]),
        ]),
    ...nextLines(next),
  ].join("\n");
  const json = {
    receivable: id,
    face: root.face,
    status,
    isDue: of.isDue,
    isOverdue: of.isOverdue,
    obligor: { participant: root.obligor, name: obligor },
    supplier: { participant: root.supplier, name: supplier },
    confirmer: root.confirmer === 0n ? null : { participant: root.confirmer, name: bank },
    facility: root.facility,
    issueDay: root.issueDay === 0n ? null : dateOf(root.issueDay),
    dueDay: due,
    payableDay: payable ?? null,
    overdueRate: root.overdueRate,
    financed: root.financed,
    paid: root.paid,
    paidTo,
    setAside: root.setAside,
    cancelled: root.cancelled,
    cancellation: { proposed: cancellation.proposed, agreed: cancellation.agreedUnits },
    request: asked === undefined ? null : { request: asked.request, status: asked.status, lastDay: asked.lastDay },
    documents,
    notes: rows.map(({ standing: _, ...row }) => row),
    next,
  };
  return { json, text };
}
