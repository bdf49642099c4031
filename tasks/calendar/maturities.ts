import { allRepos } from "../bill/repos.ts";
import { allHoldings, bound, unitsOf } from "../bill/state.ts";
import { liveNotes, standing, unitsOf as unitsOfNote } from "../receivable/state.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";

/** What comes due: a holding at its maturity, a note on its due day, or a repo's second leg. */
interface Due {
  maturity: string;
  payable: string | null;
  bill: bigint | null;
  holding: bigint | null;
  note: bigint | null;
  repo: bigint | null;
  amount: bigint;
  receives: boolean;
  counterparty: string;
  status: string;
}

export default reads(async (context) => {
  const { suite, words, args } = context;
  const who = await participant(context, args.required("as", "a participant, as in --as 4"), "--as");
  const live = (await allHoldings(context)).filter(
    ({ info, bill, circulation, status }) =>
      circulation !== "Closed" && status !== "Drawn" && (info.holder === who || bill.acceptor === who),
  );
  const dues = await each(live, async (state): Promise<Due> => {
    const { id, holding, bill, info, status } = state;
    const payable = await suite.calendar.nextBusinessDay(bill.maturity).then(dateOf, () => null);
    const isHeld = info.holder === who;
    return {
      maturity: dateOf(bill.maturity),
      payable,
      bill: id,
      holding,
      note: null,
      repo: null,
      amount: unitsOf(info),
      receives: isHeld,
      counterparty: await words.participant(isHeld ? bill.acceptor : info.holder),
      status: `${status}, ${bound(state)}`,
    };
  });
  for (const state of await liveNotes(context)) {
    const { id, of, info } = state;
    const receives = info.holder === who;
    if (!(receives || info.obligor === who)) continue;
    dues.push({
      maturity: dateOf(info.dueDay),
      payable: of.payableDay === undefined ? null : dateOf(of.payableDay),
      bill: null,
      holding: null,
      note: id,
      repo: null,
      amount: unitsOfNote(info),
      receives,
      counterparty: await words.participant(receives ? info.obligor : info.holder),
      status: standing(state),
    });
  }
  for (const { id, repo, status } of await allRepos(context)) {
    const receives = repo.buyer === who;
    if (status !== "Open" || !(receives || repo.seller === who)) continue;
    dues.push({
      maturity: dateOf(repo.farDay),
      payable: dateOf(repo.farDay),
      bill: null,
      holding: null,
      note: null,
      repo: id,
      amount: repo.far,
      receives,
      counterparty: await words.participant(receives ? repo.seller : repo.buyer),
      status: `second leg of repo ${id}`,
    });
  }
  dues.sort(
    (a, b) => a.maturity.localeCompare(b.maturity) || Number((a.holding ?? a.note ?? 0n) - (b.holding ?? b.note ?? 0n)),
  );
  const sum = (receives: boolean): bigint =>
    dues.filter((due) => due.receives === receives).reduce((total, due) => total + due.amount, 0n);
  const name = await words.participant(who);
  const lines = table(dues, [
    { head: "matures", cell: (row) => row.maturity },
    { head: "payable", cell: (row) => row.payable ?? "year missing" },
    {
      head: "title",
      cell: ({ holding, note }) =>
        holding === null ? (note === null ? "" : words.note(note)) : words.holding(holding),
    },
    { head: "receives", cell: (row) => (row.receives ? yuan(row.amount) : ""), right: true },
    { head: "pays", cell: (row) => (row.receives ? "" : yuan(row.amount)), right: true },
    { head: "from / to", cell: (row) => row.counterparty },
    { head: "status", cell: (row) => row.status },
  ]);
  const text =
    dues.length === 0
      ? `Nothing comes due to or from ${name}.`
      : `${name} receives ${yuan(sum(true))} and pays ${yuan(sum(false))}:\n\n${lines}`;
  return { json: { participant: who, name, receives: sum(true), pays: sum(false), dues }, text };
});
