/**
 * What `npm test` runs: each stage with its time, the whole output of those that fail, and one line of totals at the end. After the build
 * two stages run side by side where there are two cores. `--quick` leaves out the long stages.
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
  /** Reads the tests' own totals; without it the stage counts as one test. */
  counts?: (output: string) => Counts | undefined;
}

/** Folders of test/ in the order of running; others follow. */
const SUITES = ["unit", "proof", "fuzz", "invariant", "integration", "tasks", "network", "subgraph"];
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
    { runner: "solidity", paths: files(`test/${suite}`, ".sol") },
    { runner: "mocha", paths: files(`test/${suite}`, ".ts") },
  ].filter(({ paths }) => paths.length > 0);
  if (runners.length === 0) return [{ name: suite, command: ["echo", `test/${suite} is empty.`], counts: countsOf }];
  return runners.map(({ runner, paths }) => ({
    name: `${suite} (${runner})`,
    command: ["hardhat", "test", runner, "--network", "default", "--no-compile", ...paths],
    counts: countsOf,
  }));
}

function stages(quick: boolean): Stage[] {
  const found = [...files("test", ".sol"), ...files("test", ".ts")].map((path) => path.split("/")[1] ?? "");
  const suites = [...new Set([...SUITES, ...found])].filter((suite) => suite !== "utils");
  return [
    { name: "build", command: ["hardhat", "build"] },
    { name: "lint", command: ["npm", "run", "--silent", "lint"] },
    { name: "typecheck", command: ["tsc"] },
    { name: "checks", command: ["node", "scripts/checks/main.ts"] },
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

const [build, ...others] = stages(process.argv.includes("--quick"));
if (build !== undefined && (await carryOut(build))) {
  const lane = async (): Promise<void> => {
    for (let next = others.shift(); next !== undefined; next = others.shift()) await carryOut(next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

console.log(`\n${line(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
