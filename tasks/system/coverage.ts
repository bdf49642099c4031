import { tasks } from "../../scripts/checks/tasks.ts";
import { covered } from "../coverage.ts";
import { EXIT, Refused } from "../shared/failures.ts";
import { calls } from "../shared/run.ts";
import { table } from "../shared/table.ts";

export default calls(async () => {
  const { problems, note } = await tasks().catch((error: unknown) => {
    if (!(error instanceof Error)) throw error;
    throw new Refused("NotBuilt", error.message, "npm run build");
  });
  const rows = Object.entries(covered).map(([name, task]) => ({ function: name, task }));
  const lines = table(rows, [
    { head: "function", cell: (row) => row.function },
    { head: "task", cell: (row) => row.task },
  ]);
  const told = problems.map((problem) => `✘ ${problem}`).join("\n");
  return {
    json: { covered, problems },
    text: `${lines}\n\n${problems.length === 0 ? `✔ All ${note} that a person calls have a task.` : told}`,
    exitCode: problems.length > 0 ? EXIT.refused : EXIT.done,
  };
});
