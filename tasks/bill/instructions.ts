import { dateOf, yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices, valueOf } from "../shared/terms.ts";

const PAGE = 100n;

export default reads(async (context) => {
  const { suite, words, args } = context;
  const by = await participant(context, args.required("as", "a participant, as in --as 4"), "--as");
  const rows = [];
  for (let start = 0n; ; start += PAGE) {
    const [counterparties, instructions] = await suite.billRegistry.instructionsOf(by, start, PAGE);
    for (const [index, counterparty] of counterparties.entries()) {
      const instruction = instructions[index];
      if (instruction === undefined) continue;
      const { acts, ceiling, tenor, until } = instruction;
      // Cancelled: it stays in the list.
      if (acts === 0n) continue;
      rows.push({
        counterparty,
        name: await words.participant(counterparty),
        acts: choices("BillAct").filter((act) => (acts >> valueOf("BillAct", act)) & 1n),
        ceiling,
        tenor,
        until: dateOf(until),
      });
    }
    if (BigInt(counterparties.length) < PAGE) break;
  }
  const name = await words.participant(by);
  const text =
    rows.length === 0
      ? `${name} signs for nobody in advance.`
      : `${name} signs in advance for:\n\n${table(rows, [
          { head: "counterparty", cell: (row) => row.name },
          { head: "acts", cell: (row) => row.acts.join(", ") },
          { head: "up to", cell: (row) => yuan(row.ceiling), right: true },
          { head: "days to maturity", cell: (row) => row.tenor.toString(), right: true },
          { head: "until", cell: (row) => row.until },
        ])}`;
  return { json: { by, instructions: rows }, text };
});
