import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { externalFunctions } from "./functions.ts";
import { root, type Report } from "./sources.ts";

/** Every function that a participant or anyone may call to change something has a task. */
export async function tasks(): Promise<Report> {
  const path = join(root, "tasks/coverage.ts");
  if (!existsSync(path))
    return { problems: ["tasks/coverage.ts is missing: it says which task covers which function"] };
  const { covered } = (await import(pathToFileURL(path).href)) as { covered: Record<string, string> };
  const { default: hre } = await import("hardhat");

  const callable = externalFunctions()
    .filter(({ class: kind }) => kind === "open" || kind?.startsWith("door:"))
    .map(({ contract, name }) => `${contract}.${name}`);
  const existing = new Set(externalFunctions().map(({ contract, name }) => `${contract}.${name}`));
  const isTask = (task: string) => {
    try {
      return !hre.tasks.getTask(task.split(" ")).isEmpty;
    } catch {
      return false;
    }
  };

  return {
    problems: [
      ...callable.filter((name) => !(name in covered)).map((name) => `${name} has no task`),
      ...Object.entries(covered).flatMap(([name, task]) => [
        ...(existing.has(name) ? [] : [`tasks/coverage.ts names ${name}, which no deployable has`]),
        ...(isTask(task) ? [] : [`tasks/coverage.ts names the task "${task}" for ${name}, which does not exist`]),
      ]),
    ],
    note: `${new Set(callable).size} functions`,
  };
}
