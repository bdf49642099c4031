/** Runs a verb: output, failures and exit codes are the same for all (T-4). */
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Actor } from "./actor.ts";
import { Args } from "./args.ts";
import { noteStart } from "./commandLine.ts";
import { type Call, type Context, openContext } from "./context.ts";
import { explain } from "./errors.ts";
import { EXIT, type ExitCode, type Failure, UNEXPECTED } from "./failures.ts";
import { toJson } from "./format.ts";
import { mark, surroundings } from "./surroundings.ts";
import type { Batch } from "./batch.ts";
import { type Act, type Already, carryOut } from "./write.ts";

/** What a reading verb found: for programs, and for people. */
export interface View {
  json: Record<string, unknown>;
  text: string;
  /** Other than 0 when something is not as it must be. */
  exitCode?: ExitCode;
}

export type Verb =
  | { kind: "call"; work: (call: Call) => Promise<View> }
  | { kind: "read"; work: (context: Context) => Promise<View> }
  | { kind: "write"; work: (context: Context, actor: Actor) => Promise<Act | Already | Batch> };

/** A verb that needs no suite. */
export const calls = (work: (call: Call) => Promise<View>): Verb => ({ kind: "call", work });
/** A verb that looks at the suite. */
export const reads = (work: (context: Context) => Promise<View>): Verb => ({ kind: "read", work });
/** A verb that changes something. */
export const writes = (work: (context: Context, actor: Actor) => Promise<Act | Already | Batch>): Verb => ({
  kind: "write",
  work,
});

function report(failure: Failure, isJson: boolean): void {
  const { out, err, exit } = surroundings();
  const { kind, message, remedy, details, exitCode } = failure;
  const isCommand = /^(npx|npm) /.test(remedy);
  err(`${mark("✘")} ${message}\n${remedy === "" ? "" : `  ${isCommand ? "Next: " : ""}${remedy}\n`}`);
  if (isJson) out(`${toJson({ ok: false, error: { kind, sentence: message, remedy, details }, exitCode })}\n`);
  exit(exitCode);
}

export async function run(
  task: string,
  verb: Verb,
  values: Record<string, unknown>,
  hre: HardhatRuntimeEnvironment,
): Promise<Record<string, unknown> | undefined> {
  noteStart();
  const args = new Args(values);
  const isJson = args.flag("json");
  const { out, err, exit } = surroundings();
  const say = (text: string): void => (isJson ? err : out)(`${text}\n`);
  const call: Call = { task, args, hre };
  let context: Context | undefined;
  try {
    let json: Record<string, unknown>;
    if (verb.kind === "write") {
      context = await openContext(call);
      json = await carryOut(context, verb.work, say);
      if (json.ok !== true) exit(EXIT.refused);
    } else {
      if (verb.kind === "read") context = await openContext(call);
      const view = verb.kind === "read" ? await verb.work(context as Context) : await verb.work(call);
      const exitCode = view.exitCode ?? EXIT.done;
      json = { ok: exitCode === EXIT.done, ...view.json };
      if (!isJson) out(`${view.text}\n`);
      if (exitCode !== EXIT.done) exit(exitCode);
    }
    if (isJson) out(`${toJson(json)}\n`);
    return json;
  } catch (error) {
    const failure = await explain(error, context);
    // Hardhat switches traces on under CI: they help where nothing else explains, and nowhere else.
    const isUnexplained = failure.kind === UNEXPECTED && error instanceof Error;
    if (hre.globalOptions.showStackTraces && isUnexplained) err(`${error.stack}\n`);
    report(failure, isJson);
    return undefined;
  }
}
