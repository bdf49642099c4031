/** Child processes that never outlive us: not after an error, not after Ctrl-C, not after kill -9. */
import { fork } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The user a program runs as, when that is not ours. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** What the watchdog is told. */
export interface Order {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly user?: User;
  /** Ends the program in good order; SIGKILL follows when that takes too long. */
  readonly endSignal: NodeJS.Signals;
  readonly graceSeconds: number;
}

/** What the watchdog answers. */
export type Report = { readonly pid: number } | { readonly error: string };

export interface ProcessSettings extends Partial<Order> {
  /** For messages: "PostgreSQL", "the chain". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Undefined while it runs. */
  exitCode(): number | undefined;
  /** Fulfilled with the exit code when it is gone. */
  readonly ended: Promise<number>;
  /** Fulfilled when it ends though nobody stopped it. */
  readonly crashed: Promise<Error>;
  /** Ends it; fulfilled when it is gone. */
  stop(): Promise<void>;
}

/** Starts a program under a watchdog of its own (see watchdog.ts). What it prints goes to the log file. */
export async function startProcess(settings: ProcessSettings): Promise<RunningProcess> {
  const { name, logFile, env, ...given } = settings;
  const order: Order = { cwd: process.cwd(), endSignal: "SIGKILL", graceSeconds: 10, ...given };
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const watchdog = fork(fileURLToPath(new URL("watchdog.ts", import.meta.url)), [name], {
    stdio: ["ignore", log, log, "ipc"],
    // Not in our process group: Ctrl-C is for us alone, and we decide in which order the children end.
    detached: true,
    execArgv: [],
    env: env ?? process.env,
  });
  closeSync(log);

  let exitCode: number | undefined;
  let pid = 0;
  let wanted = false;
  const ended = new Promise<number>((resolve) => {
    watchdog.once("exit", (code, signal) => {
      exitCode = code ?? 1;
      // Somebody killed the watchdog: its work is ours now.
      if (signal !== null && pid !== 0) signalGroup(pid, order.endSignal);
      resolve(exitCode);
    });
  });
  watchdog.send(order);
  await new Promise<void>((resolve, reject) => {
    watchdog.once("message", (report: Report) => {
      if ("error" in report) return reject(new Error(`Cannot start ${name}: ${report.error}.`));
      pid = report.pid;
      resolve();
    });
    void ended.then(() => reject(new Error(`Cannot start ${name}. Its log is ${logFile}.`)));
  });

  return {
    name,
    pid,
    logFile,
    exitCode: () => exitCode,
    ended,
    crashed: new Promise((resolve) => {
      void ended.then(() => wanted || resolve(new Error(`${name} has ended.${lastWords(logFile)}`)));
    }),
    async stop() {
      wanted = true;
      if (watchdog.connected) watchdog.disconnect();
      await ended;
    },
  };
}

/** Runs a program to its end; rejected with its last words when it fails. */
export async function runProgram(settings: ProcessSettings): Promise<void> {
  const program = await startProcess(settings);
  if ((await program.ended) !== 0) throw new Error(`${settings.name} failed.${lastWords(settings.logFile, 40)}`);
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Already gone.
  }
}

/** The end of a log, for the message of an error. */
export function lastWords(logFile: string, lines = 12): string {
  const text = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  return ` The end of its log, ${logFile}:\n${text}`;
}

/** On Ctrl-C, SIGTERM or a closed terminal: `stop`, then exit as a shell expects. A second Ctrl-C does not wait. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      const code = 128 + constants.signals[name];
      if (stopping) process.exit(code);
      stopping = true;
      stop().then(
        () => process.exit(code),
        (error: unknown) => {
          console.error(error);
          process.exit(code);
        },
      );
    });
  }
}
