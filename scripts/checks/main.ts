/** Structure checks over sources and build: `npm run check`, or some by name: `npm run check imports sizes`. */
import { access } from "./access.ts";
import { imports } from "./imports.ts";
import { layout } from "./layout.ts";
import { rules } from "./rules.ts";
import { sizes } from "./sizes.ts";
import type { Report } from "./sources.ts";
import { tasks } from "./tasks.ts";
import { text } from "./text.ts";
import { warnings } from "./warnings.ts";

/** Each check with what to do when it fails. */
const checks: [check: () => Report | Promise<Report>, remedy: string][] = [
  [
    imports,
    "Reach other contracts through kernel/interfaces, or move what is shared into kernel/libraries or kernel/types.",
  ],
  [
    layout,
    "One deployable a file, in kernel/<domain>/ or modules/<module>/; the rest in interfaces, types, base, libraries.",
  ],
  [warnings, "Mend what the compiler says; warnings count as errors."],
  [sizes, "Move an independent group of acts to another part of the module, or arithmetic to a library."],
  [
    access,
    `Say who may call: "@custom:access <class>" in the interface, and the modifier restricted where the class is.`,
  ],
  [rules, "Begin a test's title with the rule's number, or mend the list in test/rules.json."],
  [text, "Finish it, or take it out."],
  [tasks, "Write the task and name it in tasks/coverage.ts."],
];

const chosen = process.argv.slice(2);
let failed = 0;
for (const [check, remedy] of checks.filter(([{ name }]) => chosen.length === 0 || chosen.includes(name))) {
  const { problems, note } = await check();
  if (problems.length === 0) {
    console.log(`✔ ${check.name.padEnd(9)} ${note ?? ""}`.trimEnd());
  } else {
    failed++;
    console.log(
      `✘ ${check.name.padEnd(9)} ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}. ${remedy}`,
    );
    for (const problem of problems) console.log(`    ${problem.replaceAll("\n", "\n    ")}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
