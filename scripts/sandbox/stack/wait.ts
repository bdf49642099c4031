import { setTimeout as sleep } from "node:timers/promises";
import { lastWords, startProcess, type ProcessSettings, type RunningProcess } from "./processes.ts";

export interface Patience {
  readonly seconds: number;
  readonly everyMs?: number;
  /** Waiting is over when this one ends. */
  readonly process?: RunningProcess;
}

/** Asks `check` again and again until it answers. `what` completes the sentence "Waited 30 seconds until …". */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined>,
  { seconds, everyMs = 20, process }: Patience,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await check();
    if (answer !== undefined) return answer;
    if (process?.exitCode() !== undefined) {
      throw new Error(`${process.name} ended before ${what}.${lastWords(process.logFile)}`);
    }
    if (performance.now() > end) {
      const log = process === undefined ? "" : ` The log of ${process.name} is ${process.logFile}.`;
      throw new Error(`Waited ${seconds} seconds until ${what}, in vain.${log} On a busy machine, try once more.`);
    }
    await sleep(everyMs);
  }
}

/** Starts a program and waits until `check` answers. One that never does is ended. */
export async function startServer<T>(
  settings: ProcessSettings,
  check: (process: RunningProcess) => Promise<T | undefined>,
  seconds = 60,
): Promise<{ process: RunningProcess; answer: T }> {
  const process = await startProcess(settings);
  try {
    return { process, answer: await until(`${settings.name} answered`, () => check(process), { seconds, process }) };
  } catch (error) {
    await process.stop();
    throw error;
  }
}
