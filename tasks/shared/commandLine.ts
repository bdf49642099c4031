/** What Hardhat's own command line lacks: its exit code for wrong usage, and a help that people read with ease. */
import { writeSync } from "node:fs";
import process from "node:process";
import { EXIT } from "./failures.ts";

let isRunning = false;

/** A task's own code has begun; from now on it sets the exit code. */
export const noteStart = (): void => void (isRunning = true);

/** Hardhat's help calls an option's value <STRING_WITHOUT_DEFAULT>, and says of each flag that it is not given: both are noise. */
function plainHelp(): void {
  const write = process.stdout.write.bind(process.stdout);
  const plain = (text: string): string =>
    text.replaceAll("STRING_WITHOUT_DEFAULT", "value").replaceAll(" (default: false)", "");
  process.stdout.write = (chunk: string | Uint8Array, ...rest: []) =>
    write(typeof chunk === "string" ? plain(chunk) : chunk, ...rest);
}

/**
 * Hardhat ends with 1 for an unknown option or a missing argument, before any task runs; for our tasks wrong usage is 2 (T-4), and
 * with --json there is one document on standard output even then.
 */
export function watchCommandLine(nouns: readonly string[]): void {
  const words = process.argv.slice(2);
  if (!words.some((word) => nouns.includes(word)) || words.includes("test")) return;
  if (words.includes("--help") || words.includes("-h")) plainHelp();
  process.on("exit", (code) => {
    if (isRunning || code !== 1) return;
    process.exitCode = EXIT.usage;
    if (!words.includes("--json")) return;
    const sentence = "The command line could not be read; standard error says why.";
    const error = { kind: "WrongUsage", sentence, remedy: `npx hardhat ${words[0]} --help`, details: {} };
    writeSync(1, `${JSON.stringify({ ok: false, error, exitCode: EXIT.usage }, null, 2)}\n`);
  });
}
