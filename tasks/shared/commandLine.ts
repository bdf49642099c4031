/** The exit code for a command line that Hardhat itself could not read. */
import { writeSync } from "node:fs";
import process from "node:process";
import { EXIT } from "./failures.ts";

let isRunning = false;

/** A task's own code has begun; from now on it sets the exit code. */
export const noteStart = (): void => void (isRunning = true);

/**
 * Hardhat ends with 1 for an unknown option or a missing argument, before any task runs; for our tasks wrong usage is 2 (T-4), and
 * with --json there is one document on standard output even then.
 */
export function watchCommandLine(nouns: readonly string[]): void {
  const words = process.argv.slice(2);
  if (!words.some((word) => nouns.includes(word)) || words.includes("test")) return;
  process.on("exit", (code) => {
    if (isRunning || code !== 1) return;
    process.exitCode = EXIT.usage;
    if (!words.includes("--json")) return;
    const sentence = "The command line could not be read; standard error says why.";
    const error = { kind: "WrongUsage", sentence, remedy: `npx hardhat ${words[0]} --help`, details: {} };
    writeSync(1, `${JSON.stringify({ ok: false, error, exitCode: EXIT.usage }, null, 2)}\n`);
  });
}
