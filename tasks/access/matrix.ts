import { powerReport } from "../../deploy/power.ts";
import { EXIT, WrongUsage } from "../shared/failures.ts";
import { listed } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";

export default reads(async ({ suite, args }) => {
  const { rows: all, problems } = await powerReport(suite);
  const contract = args.text("contract");
  const rows = all.filter((row) => contract === undefined || row.contract.toLowerCase() === contract.toLowerCase());
  if (rows.length === 0) {
    const known = [...new Set(all.map((row) => row.contract))];
    throw new WrongUsage(`${contract} has no restricted function.`, `Give ${listed(known, "or")}.`);
  }
  const lines = table(rows, [
    { head: "function", cell: (row) => `${row.contract}.${row.function}` },
    { head: "role", cell: (row) => row.role },
    { head: "held by", cell: (row) => row.heldBy.join(", ") || "nobody" },
    { head: "an order needs", cell: (row) => row.policy },
  ]);
  const end =
    problems.length === 0
      ? "✔ No key holds any power; all of it is with the docket."
      : problems.map((problem) => `✘ ${problem}`).join("\n");
  return {
    json: { functions: rows, problems },
    text: `${lines}\n\n${end}`,
    exitCode: problems.length === 0 ? EXIT.done : EXIT.refused,
  };
});
