/** `npm start`: the whole suite on this machine, with a day of business played over it. */
import process from "node:process";
import { readOptions, USAGE, type Options } from "./options.ts";
import { Report } from "./report.ts";
import { Sandbox, type Summary } from "./sandbox.ts";
import { tellNext } from "./next.ts";

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const options = optionsOrExit();
const report = new Report(options.json ? process.stderr : process.stdout);
const sandbox = new Sandbox();
const parent = process.ppid;
const interrupted = new Promise<undefined>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(undefined));
  // npm does not pass every signal on; once it is gone, nobody would end what it started.
  setInterval(() => process.ppid !== parent && resolve(undefined), 1_000).unref();
});

async function run(): Promise<void> {
  const start = performance.now();
  const summary: Summary | undefined = await Promise.race([
    sandbox.open(options, report),
    sandbox.crashed,
    interrupted,
  ]);
  if (summary === undefined) return;
  const seconds = Math.round(performance.now() - start) / 1000;
  tellNext(report, summary, seconds);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...summary, seconds }, null, 2)}\n`);
  if (options.once) return;
  report.line("\nIt stays up. Ctrl-C ends it and leaves nothing running.");
  await Promise.race([interrupted, sandbox.crashed]);
}

let code = 0;
try {
  await run();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  code = 1;
}
await sandbox.close();
process.exit(code);
