/** Sentences with places for a thing's names: how events and errors are told. */
import type { Decoded, Parameter } from "./abi.ts";
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import { capitalised } from "./format.ts";
import { plainArguments } from "./json.ts";
import { areaCode, noteHandle, pairHandle, quoteHandle } from "./words.ts";

/** What a sentence is made from. */
export interface Told {
  context: Context;
  /** The arguments as people read them. */
  shown: Record<string, string>;
  /** The arguments as they are. */
  raw: Record<string, unknown>;
  inputs: readonly Parameter[];
  /** The task's verb, as in "pay". */
  act: string;
  actor?: Actor;
}

/**
 * A sentence, or how to make one. In a sentence `{name}` stands for an argument as people read it, `{#name}` for the same as they
 * would type it, `{actor}` and `{#actor}` for who acts, `{act}` for the verb, and [what is in brackets] for a command.
 */
export type Text = string | ((told: Told) => string | Promise<string>);

/** By event: "" where an event adds nothing to what others tell. */
export type EventTexts = Record<string, Text>;

/** By error: what is wrong, and what to do. */
export type ErrorTexts = Record<string, readonly [sentence: Text, remedy: Text]>;

export async function toldOf(context: Context, decoded: Decoded, actor?: Actor): Promise<Told> {
  return {
    context,
    shown: await context.words.arguments(decoded),
    raw: plainArguments(decoded),
    inputs: decoded.item.inputs,
    act: context.task.split(" ").at(-1) ?? "",
    ...(actor === undefined ? {} : { actor }),
  };
}

/** An argument as it is typed. */
async function handleOf({ context: { words }, raw, shown, inputs, actor }: Told, name: string): Promise<string> {
  if (name === "actor") return actor?.handle ?? "<who>";
  const value = raw[name];
  const input = inputs.find((each) => each.name === name);
  if (input?.internalType === "RedemptionId" || input?.type === "address") return String(value);
  if (typeof value !== "bigint" || input === undefined) return shown[name] ?? `<${name}>`;
  if (input.internalType === "ParticipantId") return words.handle(value);
  if (input.internalType === "HolderId") return words.holderHandle(value);
  if (input.internalType === "HoldingId") return words.holdingHandle(value);
  if (input.internalType === "NoteId") return noteHandle(value);
  if (input.internalType === "HouseholdId" || input.internalType === "LotId") return pairHandle(value);
  if (input.internalType === "AreaCode") return areaCode(value);
  if (input.internalType === "QuoteId") return quoteHandle(value);
  if (shown[name]?.startsWith("¥")) return shown[name].slice(1);
  return input.internalType === "Day" ? (shown[name] ?? "") : value.toString();
}

async function place(told: Told, name: string): Promise<string> {
  if (name === "act") return told.act;
  if (name.startsWith("#")) return handleOf(told, name.slice(1));
  if (name === "actor") return told.actor?.name ?? "the sender";
  return told.shown[name] ?? `{${name}}`;
}

/** A command stays as it is typed. */
const begun = (text: string): string => (text.startsWith("npx ") ? text : capitalised(text));

/** Makes the sentence. */
export async function tell(text: Text, told: Told): Promise<string> {
  const template = typeof text === "string" ? text : await text(told);
  let filled = "";
  let rest = 0;
  for (const match of template.matchAll(/\{(#?\w+)\}/g)) {
    filled += template.slice(rest, match.index) + (await place(told, match[1] ?? ""));
    rest = match.index + match[0].length;
  }
  filled += template.slice(rest);
  return begun(filled.replace(/\[([^\]]+)\]/g, (_, command: string) => told.context.words.command(command)));
}
