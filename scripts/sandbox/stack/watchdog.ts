/**
 * Runs one program for as long as its parent lives. The parent starts this file instead of the program itself (see
 * processes.ts); the channel between the two closes however the parent ends, even by SIGKILL, and then the program ends too.
 */
import { spawn } from "node:child_process";
import type { Order, Report } from "./processes.ts";

function report(message: Report): void {
  if (process.connected) process.send?.(message);
}

function run({ command, args, cwd, user, endSignal, graceSeconds }: Order): void {
  // A process group of its own, so that what the program itself starts ends with it.
  const program = spawn(command, args, { cwd, ...user, detached: true, stdio: ["ignore", "inherit", "inherit"] });
  const signal = (name: NodeJS.Signals): void => {
    if (program.pid === undefined) return;
    try {
      process.kill(-program.pid, name);
    } catch {
      // Nobody is left in the group.
    }
  };
  const end = (): void => {
    signal(endSignal);
    setTimeout(() => signal("SIGKILL"), graceSeconds * 1000).unref();
  };

  process.on("disconnect", end);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, end);
  program.on("spawn", () => report({ pid: program.pid ?? 0 }));
  program.on("error", (error) => {
    report({ error: error.message });
    process.exitCode = 127;
    if (process.connected) process.disconnect();
  });
  program.on("exit", (code, name) => {
    signal("SIGKILL");
    if (name !== null) console.log(`(ended by ${name})`);
    process.exit(code ?? 1);
  });
  if (!process.connected) end();
}

process.once("message", run);
