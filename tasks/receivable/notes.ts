import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { noteHandle } from "../shared/words.ts";
import { liveNotes, type NoteState, standing, unitsOf } from "./state.ts";

export default reads(async (context) => {
  const { words, args } = context;
  const who = async (name: string) => {
    const text = args.text(name);
    return text === undefined ? undefined : participant(context, text, `--${name}`);
  };
  const [holder, obligor] = [await who("holder"), await who("obligor")];
  const isWanted = ({ info }: NoteState): boolean =>
    (holder === undefined || info.holder === holder) && (obligor === undefined || info.obligor === obligor);
  const wanted = (await liveNotes(context)).filter(isWanted);
  const notes = await each(wanted, async (state) => {
    const { id, of, info, marks, offer } = state;
    return {
      note: id,
      handle: noteHandle(id),
      receivable: of.id,
      lo: info.lo,
      hi: info.hi,
      amount: unitsOf(info),
      dueDay: dateOf(info.dueDay),
      obligor: await words.participant(info.obligor),
      holder: await words.participant(info.holder),
      tier: info.tier,
      marks,
      ask: offer?.ask ?? null,
      standing: standing(state),
    };
  });
  const sum = notes.reduce((total, { amount }) => total + amount, 0n);
  const lines = table(notes, [
    { head: "note", cell: (row) => row.handle },
    { head: "amount", cell: (row) => yuan(row.amount), right: true },
    { head: "due", cell: (row) => row.dueDay },
    { head: "obligor", cell: (row) => row.obligor },
    { head: "holder", cell: (row) => row.holder },
    { head: "tier", cell: (row) => row.tier.toString(), right: true },
    { head: "stands", cell: (row) => row.standing },
  ]);
  return {
    json: { notes: notes.map(({ standing: _, ...each }) => each), amount: sum },
    text: notes.length === 0 ? "No such note." : `${lines}\n\n${yuan(sum)} in all.`,
  };
});
