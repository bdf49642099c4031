/**
 * What `npm test` runs: each stage with its time, the whole output of those that fail, and one line of totals at the end. Two stages run side by
 * side where there are two cores, each as soon as the build that it needs is done. `--quick` leaves out the long stages.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { styleText } from "node:util";
import { files, root } from "./checks/sources.ts";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Stage {
  name: string;
  command: string[];
  /** The stage that must have succeeded before. */
  after?: string;
  /** Reads the tests' own totals; without it the stage counts as one test. */
  counts?: (output: string) => Counts | undefined;
}

/** Folders of test/ in the order of running, the longest first, so that both cores end together; others follow. */
const SUITES = [
  "subgraph",
  "bindings",
  "fuzz",
  "unit",
  "integration",
  "invariant",
  "tasks",
  "network",
  "gateway",
  "proof",
];
const LONG = ["proof", "fuzz", "invariant", "network", "subgraph"];
const TIME_LIMIT = 15 * 60_000;

const bin = join(root, "node_modules/.bin");

/** The lines with which both runners end: "12 passing (3s)", then "1 failing", "2 pending" or "2 skipped". */
function countsOf(output: string): Counts | undefined {
  const lines = output.split("\n");
  const end = lines.findLastIndex((line) => /^\s*\d+ passing\b/.test(line));
  if (end < 0) return undefined;
  const of = (words: string) => {
    const pattern = new RegExp(`^\\s*(\\d+) (?:${words})\\b`);
    return Number(lines.slice(end, end + 3).flatMap((line) => pattern.exec(line)?.[1] ?? [])[0] ?? 0);
  };
  return { passed: of("passing"), failed: of("failing"), skipped: of("pending|skipped") };
}

/** A suite's stages: one for each runner that has files. A suite of which nothing is there fails as one that ran no test. */
function suiteStages(suite: string): Stage[] {
  const runners = [
    { runner: "solidity", after: "build of tests", paths: files(`test/${suite}`, ".sol") },
    { runner: "mocha", after: "build", paths: files(`test/${suite}`, ".ts") },
  ].filter(({ paths }) => paths.length > 0);
  if (runners.length === 0) return [{ name: suite, command: ["echo", `test/${suite} is empty.`], counts: countsOf }];
  return runners.map(({ runner, after, paths }) => ({
    name: `${suite} (${runner})`,
    after,
    command: ["hardhat", "test", runner, "--network", "default", "--no-compile", ...paths],
    counts: countsOf,
  }));
}

function stages(quick: boolean): Stage[] {
  const found = [...files("test", ".sol"), ...files("test", ".ts")].map((path) => path.split("/")[1] ?? "");
  const suites = [...new Set([...SUITES, ...found])].filter((suite) => suite !== "utils");
  return [
    { name: "build", command: ["hardhat", "build", "--no-tests"] },
    { name: "format", command: ["npm", "run", "--silent", "lint:format"] },
    { name: "lint (Solidity)", command: ["npm", "run", "--silent", "lint:sol"] },
    { name: "build of tests", after: "build", command: ["hardhat", "build", "--no-contracts"] },
    { name: "lint (TypeScript)", after: "build", command: ["npm", "run", "--silent", "lint:ts"] },
    { name: "typecheck", after: "build", command: ["tsc"] },
    { name: "checks", after: "build of tests", command: ["node", "scripts/checks/main.ts"] },
    ...suites.filter((suite) => !quick || !LONG.includes(suite)).flatMap(suiteStages),
  ];
}

const running = new Set<ChildProcess>();

/** A stage runs in a process group of its own: whatever a test leaves behind ends with it. */
function endGroup(child: ChildProcess): void {
  running.delete(child);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group has already ended.
  }
}

function run(command: string[]): Promise<{ output: string; ok: boolean }> {
  return new Promise((resolve) => {
    const [program = "", ...args] = command;
    const child = spawn(program, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      cwd: root,
      env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter), NO_COLOR: "1", FORCE_COLOR: undefined },
    });
    running.add(child);
    let output = "";
    const collect = (data: string) => (output += data);
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    const timer = setTimeout(() => {
      output += `\nStopped: it ran longer than ${TIME_LIMIT / 60_000} minutes.\n`;
      endGroup(child);
    }, TIME_LIMIT);
    child.on("error", (error) => (output += `${error.message}\nRun npm ci first.\n`));
    child.on("exit", () => endGroup(child));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ output, ok: code === 0 });
    });
  });
}

/** A stage's outcome; a suite that says nothing of its tests, ran none, or ended badly without a failed test, has failed. */
function outcome({ counts }: Stage, output: string, ok: boolean): Counts & { reason?: string } {
  if (counts === undefined) return { passed: Number(ok), failed: Number(!ok), skipped: 0 };
  const result = counts(output) ?? { passed: 0, failed: 0, skipped: 0 };
  if (result.failed > 0 || (ok && result.passed > 0)) return result;
  return { ...result, failed: 1, reason: ok ? "No test ran." : "The runner failed, though no test did." };
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    for (const child of running) endGroup(child);
    process.exit(130);
  });
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const line = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** Runs a stage, and tells of it. */
async function carryOut(stage: Stage): Promise<boolean> {
  const start = performance.now();
  const { output, ok } = await run(stage.command);
  const result = outcome(stage, output, ok);
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(8);
  const good = result.failed === 0;
  const mark = styleText(good ? "green" : "red", good ? "✔" : "✘");
  console.log(`${stage.name.padEnd(24)}${mark} ${time}${stage.counts ? `   ${line(result)}` : ""}`);
  if (!good) console.log(`\n${[output.trim(), result.reason].filter(Boolean).join("\n\n")}\n`);
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
  return good;
}

/** Stages at a time. */
const LANES = Math.min(2, availableParallelism());

const waiting = stages(process.argv.includes("--quick"));
const taken = new Map<string, Promise<boolean>>();
const succeeded = new Set<string>();

/** The first stage that can run at once, else the first that there is: the lane then waits for its build. */
function nextStage(): Stage | undefined {
  const ready = waiting.findIndex(({ after }) => after === undefined || succeeded.has(after));
  return waiting.splice(Math.max(0, ready), 1)[0];
}

/** Carries a stage out when its build has succeeded; a build that has failed counts by itself. */
const attempt = async (stage: Stage): Promise<boolean> =>
  (stage.after === undefined || (await taken.get(stage.after)) === true) && (await carryOut(stage));

const lane = async (): Promise<void> => {
  for (let stage = nextStage(); stage !== undefined; stage = nextStage()) {
    const result = attempt(stage);
    taken.set(stage.name, result);
    if (await result) succeeded.add(stage.name);
  }
};
await Promise.all(Array.from({ length: LANES }, lane));

console.log(`\n${line(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
