import { noun, read } from "../shared/define.ts";

export default noun(
  "access",
  "Who may call what: orders of the docket, and nothing else",
  ["access matrix", "access matrix --contract ParticipantRegistry"],
  [
    read(
      "access matrix",
      "Each restricted function: its role, who holds it, and what an order needs",
      { options: { contract: "One contract only" } },
      () => import("./matrix.ts"),
    ),
  ],
);
