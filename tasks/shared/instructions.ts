/** Signing in advance for one counterparty: what a module's verbs for it have in common. */
import type { Context } from "./context.ts";
import { WrongUsage } from "./failures.ts";
import { counted, dateOf, listed, yuan } from "./format.ts";
import { date, oneOf, parts, positiveAmount, whole } from "./parse.ts";
import { type Instructions, participant } from "./resolve.ts";
import { reads, type Verb, writes } from "./run.ts";
import { table } from "./table.ts";
import { choices, type EnumName, type Value, valueOf } from "./terms.ts";

/** A module whose acts can be signed in advance. */
export interface Instructable<N extends EnumName> {
  noun: string;
  requests: (context: Context) => Instructions;
  /** The enum of its acts. */
  enumName: N;
  /** Those that can be, with their plurals. */
  acts: Partial<Record<Exclude<Value<N>, "None">, string>>;
  /** To what a tenor runs: "maturity". */
  end: string;
}

const USUAL_TENOR = 183n;
const PAGE = 100n;

const given = (context: Context): Promise<bigint> =>
  participant(context, context.args.required("counterparty", "a participant"));

export const instruct = <N extends EnumName>({ noun, requests, enumName, acts, end }: Instructable<N>): Verb =>
  writes(async (context, actor) => {
    const { words, args } = context;
    const all = Object.keys(acts) as Exclude<Value<N>, "None">[];
    const counterparty = await given(context);
    const text = args.text("acts") ?? "both";
    const chosen = text === "both" ? all : parts(text).map((act) => oneOf(all)(act, "--acts"));
    const ceiling = args.parsed("ceiling", "an amount in yuan, as in 1,000,000.00", positiveAmount);
    const tenor = args.optional("tenor", whole) ?? USUAL_TENOR;
    const until = args.parsed("until", "the last day, as in 2026-12-31", date);
    if (tenor === 0n || tenor > 65_535n) throw new WrongUsage(`--tenor is ${tenor} days.`, "Give 1 to 65535 days.");

    const bits = chosen.reduce((sum, act) => sum | (1n << valueOf(enumName, act)), 0n);
    const instruction = { acts: bits, ceiling, tenor, until };
    const name = await words.participant(counterparty);
    return {
      contract: requests(context),
      method: "instruct",
      args: [counterparty, instruction],
      sentence:
        `${actor.name} signs in advance for ${listed(chosen.map((act) => acts[act] ?? act))} by ${name}: up to ${yuan(ceiling)} each, ` +
        `at most ${counted(tenor, "day")} to ${end}, until ${dateOf(until)}.`,
      notes: ["It replaces an earlier instruction for the same counterparty."],
      data: () => ({ by: actor.participant, counterparty, instruction: { ...instruction, acts: chosen } }),
      next: [words.command(`${noun} instructions`, actor.handle)],
    };
  });

export const cancelInstruction = <N extends EnumName>({ noun, requests }: Instructable<N>): Verb =>
  writes(async (context, actor) => {
    const { words } = context;
    const counterparty = await given(context);
    return {
      contract: requests(context),
      method: "cancelInstruction",
      args: [counterparty],
      sentence: `${actor.name} no longer signs in advance for ${await words.participant(counterparty)}.`,
      data: () => ({ by: actor.participant, counterparty }),
      next: [words.command(`${noun} instructions`, actor.handle)],
    };
  });

export const instructions = <N extends EnumName>({ requests, enumName, end }: Instructable<N>): Verb =>
  reads(async (context) => {
    const { words, args } = context;
    const by = await participant(context, args.required("as", "a participant, as in --as 4"), "--as");
    const rows = [];
    for (let start = 0n; ; start += PAGE) {
      const [counterparties, found] = await requests(context).instructionsOf(by, start, PAGE);
      for (const [index, counterparty] of counterparties.entries()) {
        const instruction = found[index];
        if (instruction === undefined) continue;
        const { acts, ceiling, tenor, until } = instruction;
        // Cancelled: it stays in the list.
        if (acts === 0n) continue;
        rows.push({
          counterparty,
          name: await words.participant(counterparty),
          acts: choices(enumName).filter((act) => (acts >> valueOf(enumName, act)) & 1n),
          ceiling,
          tenor,
          until: dateOf(until),
        });
      }
      if (BigInt(counterparties.length) < PAGE) break;
    }
    const name = await words.participant(by);
    const text =
      rows.length === 0
        ? `${name} signs for nobody in advance.`
        : `${name} signs in advance for:\n\n${table(rows, [
            { head: "counterparty", cell: (row) => row.name },
            { head: "acts", cell: (row) => row.acts.join(", ") },
            { head: "up to", cell: (row) => yuan(row.ceiling), right: true },
            { head: `days to ${end}`, cell: (row) => row.tenor.toString(), right: true },
            { head: "until", cell: (row) => row.until },
          ])}`;
    return { json: { by, instructions: rows }, text };
  });
