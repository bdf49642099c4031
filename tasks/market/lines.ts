import { yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";

export default reads(async (context) => {
  const { suite, words, args } = context;
  const { market } = suite;
  const buyer = await participant(context, args.required("as", "a participant, as in --as 4"), "--as");
  const set = await context.events((first, last) => market.queryFilter(market.filters.LineSet(buyer), first, last));
  const debtors = [...new Set(set.map(({ args: { debtor } }) => debtor))];
  const all = await each(debtors, async (debtor) => {
    const { limit, used, isSet } = await market.lineOf(buyer, debtor);
    const free = used < limit ? limit - used : 0n;
    return { debtor, name: await words.participant(debtor), limit, used, free, isSet };
  });
  const lines = all.filter(({ isSet }) => isSet).map(({ isSet: _, ...line }) => line);
  const name = await words.participant(buyer);
  const text =
    lines.length === 0
      ? `${name} has set no line.`
      : `${name} takes on at most:\n\n${table(lines, [
          { head: "debtor", cell: (row) => row.name },
          { head: "limit", cell: (row) => yuan(row.limit), right: true },
          { head: "used", cell: (row) => yuan(row.used), right: true },
          { head: "free", cell: (row) => yuan(row.free), right: true },
        ])}`;
  return { json: { buyer, name, lines }, text };
});
