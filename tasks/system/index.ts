import { noun, read } from "../shared/define.ts";

export default noun(
  "system",
  "The suite as a whole: deploy it, see that it is well, move the development chain's clock",
  ["system deploy --network localhost", "system doctor", "system time --to 2026-06-30"],
  [
    read(
      "system deploy",
      "Deploy the suite and found the consortium; goes on where it was cut short",
      {
        options: { parameters: "What to deploy (usual: deploy/parameters/<network>.json5, development.json5)" },
        flags: { yes: "Do not ask before sending on a network that is not the development chain" },
      },
      () => import("./deploy.ts"),
    ),
    read(
      "system doctor",
      "Is everything as it must be? What is not comes with a remedy",
      {},
      () => import("./doctor.ts"),
    ),
    read("system addresses", "Where the contracts are, by module and version", {}, () => import("./addresses.ts")),
    read(
      "system coverage",
      "Which task covers which function; those without one are an error",
      {},
      () => import("./coverage.ts"),
    ),
    read(
      "system time",
      "The chain's clock; with --to, move the development chain's clock forward",
      { options: { to: 'Date, meaning 09:00 (UTC+8), or date and time, as in "2026-06-30 14:00"' } },
      () => import("./time.ts"),
    ),
  ],
);
