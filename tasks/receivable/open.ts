import { readBatch } from "../shared/batch.ts";
import { date } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { alreadyPutForward, openingAct, putForward } from "./opening.ts";
import { openTerms } from "./terms.ts";

const NEEDED = ["supplier", "amount", "due", "documents"];
const OPTIONAL = ["facility", "overdue_rate", "reason", "until"];

export default writes(async (context, actor) => {
  const { args } = context;
  const file = args.text("file");
  if (file === undefined) {
    const terms = await openTerms(context, args, "supplier");
    const lastDay = args.optional("until", date) ?? 0n;
    return (await alreadyPutForward(context, actor, terms, true)) ?? openingAct(context, actor, terms, true, lastDay);
  }
  return readBatch(file, { needed: NEEDED, optional: OPTIONAL }, ["receivable"], async ({ line, values }) => {
    const { overdue_rate: overdueRate = "", ...columns } = values;
    const row = args.with({ reasonFile: undefined, facility: undefined, ...columns, overdueRate }, (name) =>
      name === "overdueRate" ? "overdue_rate" : name,
    );
    const terms = await openTerms(context, row, "supplier");
    return {
      line,
      act: await openingAct(context, actor, terms, true, row.optional("until", date) ?? 0n),
      idsOf: (happened) => {
        const proposed = happened.find(({ event }) => event === "ReceivableProposed")?.arguments;
        return { receivable: String(proposed?.root) };
      },
      find: async (since, taken) => {
        const same = await putForward(context, actor, terms, true, since);
        const found = same.find(({ root }) => !taken.has(String(root)));
        return found && { receivable: String(found.root) };
      },
    };
  });
});
