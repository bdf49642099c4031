import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { oneOf, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices } from "../shared/terms.ts";
import { rootStanding, rootState, type RootState } from "./state.ts";

const USUAL_LIMIT = 50n;
const PAGE = 64;

export default reads(async (context) => {
  const { suite, words, args } = context;
  const who = async (name: string) => {
    const text = args.text(name);
    return text === undefined ? undefined : participant(context, text, `--${name}`);
  };
  const [obligor, supplier, bank] = [await who("obligor"), await who("supplier"), await who("bank")];
  const status = args.optional("status", oneOf([...choices("RootStatus"), "Overdue"] as const));
  const limit = Number(args.optional("limit", whole) ?? USUAL_LIMIT);
  const isWanted = (state: RootState): boolean =>
    (obligor === undefined || state.root.obligor === obligor) &&
    (supplier === undefined || state.root.supplier === supplier) &&
    (bank === undefined || state.root.confirmer === bank) &&
    (status === undefined || state.status === status || (status === "Overdue" && state.isOverdue));

  const count = Number(await suite.receivableRegistry.rootCount());
  const found: RootState[] = [];
  for (let newest = count; newest > 0 && found.length < limit; newest -= PAGE) {
    const ids = Array.from({ length: Math.min(PAGE, newest) }, (_, index) => BigInt(newest - index));
    found.push(...(await each(ids, (id) => rootState(context, id))).filter(isWanted));
  }
  const receivables = await each(found.slice(0, limit), async (state) => {
    const { id, root, isOverdue } = state;
    return {
      receivable: id,
      face: root.face,
      paid: root.paid,
      setAside: root.setAside,
      status: state.status,
      isOverdue,
      standing: rootStanding(state),
      issueDay: root.issueDay === 0n ? null : dateOf(root.issueDay),
      dueDay: dateOf(root.dueDay),
      obligor: await words.participant(root.obligor),
      supplier: await words.participant(root.supplier),
      bank: root.confirmer === 0n ? null : await words.participant(root.confirmer),
      notes: root.seq,
    };
  });
  const lines = table(receivables, [
    { head: "receivable", cell: (row) => row.receivable.toString(), right: true },
    { head: "face", cell: (row) => yuan(row.face), right: true },
    { head: "due", cell: (row) => row.dueDay },
    { head: "status", cell: (row) => row.standing },
    { head: "obligor", cell: (row) => row.obligor },
    { head: "supplier", cell: (row) => row.supplier },
    { head: "confirmed by", cell: (row) => row.bank ?? "" },
    { head: "notes", cell: (row) => row.notes.toString(), right: true },
    { head: "paid", cell: (row) => (row.paid === 0n ? "" : yuan(row.paid)), right: true },
  ]);
  const isMore = found.length > limit || (receivables.length === limit && count > limit);
  const none = count === 0 ? "No receivable has been put forward yet." : "No such receivable.";
  return {
    json: { receivables: receivables.map(({ standing: _, ...each }) => each), count },
    text: receivables.length === 0 ? none : `${lines}${isMore ? "\n\nThere may be more: --limit" : ""}`,
  };
});
