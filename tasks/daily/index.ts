import { readAs, read } from "../shared/define.ts";

export default [
  readAs("inbox", "What waits for somebody's answer, with deadlines", {}, () => import("./inbox.ts")),
  read(
    "statement",
    "Money movements of a participant, with its balance after each",
    {
      positionals: { participant: "Participant" },
      options: { from: "First day, as in 2026-01-01 (usual: the first of the month)", to: "Last day (usual: today)" },
      flags: { csv: "As comma-separated values" },
    },
    () => import("./statement.ts"),
  ),
];
