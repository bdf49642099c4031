import { timeOf, yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { entriesOn } from "./disputes.ts";
import { unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

const orNone = (second: bigint | undefined): string => (second === undefined || second === 0n ? "" : timeOf(second));

export default reads(async (context) => {
  const { suite, words, args } = context;
  const { id, of, info, status, financing } = await namedNote(context);
  const amount = args.optional("amount", positiveAmount) ?? unitsOf(info);
  const entries = await entriesOn(context, id);
  const shares = status === "Live" ? await suite.receivableDisputes.ladder(id, amount) : [];
  const ranks = await Promise.all(
    shares.map(async ({ to, amount: share, entry }) => {
      const found = entries.find((each) => each.entry === entry);
      return {
        to: { participant: to, name: await words.participant(to) },
        entry: entry === 0n ? null : entry,
        registeredAt: found === undefined ? (financing?.registeredAt ?? 0n) : found.registeredAt,
        notifiedAt: found === undefined ? (financing?.notifiedAt ?? 0n) : found.notifiedAt,
        claims: found === undefined ? unitsOf(info) : found.amount - found.paid,
        gets: share,
      };
    }),
  );
  const waiting = await Promise.all(
    entries
      .filter((each) => each.status === "Entered")
      .map(async (each) => ({ ...each, name: await words.participant(each.claimant) })),
  );
  const lines = table(ranks, [
    { head: "who", cell: (row) => row.to.name },
    { head: "by", cell: ({ entry }) => (entry === null ? "holding it" : `entry ${entry}`) },
    { head: "registered", cell: (row) => orNone(row.registeredAt) },
    { head: "notice", cell: (row) => orNone(row.notifiedAt) },
    { head: "claims", cell: (row) => yuan(row.claims), right: true },
    { head: "gets", cell: (row) => yuan(row.gets), right: true },
  ]);
  const text = [
    `Of ${yuan(amount)} on ${words.note(id)}, by rank (Civil Code 768):`,
    "",
    ranks.length === 0 ? "Nobody is owed anything on it any more." : lines,
    ...(waiting.length === 0
      ? []
      : [
          "",
          "Entered, and not admitted:",
          "",
          table(waiting, [
            { head: "entry", cell: ({ entry }) => entry.toString(), right: true },
            { head: "who", cell: ({ name }) => name },
            { head: "claims", cell: (row) => yuan(row.amount), right: true },
          ]),
        ]),
  ].join("\n");
  return { json: { receivable: of.id, note: id, amount, ranks, entries }, text };
});
