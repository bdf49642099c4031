/** What verbs on several things are given, and what they find in what has happened. */
import type { Context } from "./context.ts";
import { digestGiven } from "./digests.ts";
import type { Happening } from "./events.ts";
import { participant as participantOf } from "./resolve.ts";

/** A participant that an option names, or nobody. */
export async function participantOr(context: Context, name: string): Promise<bigint> {
  const text = context.args.text(name);
  return text === undefined ? 0n : participantOf(context, text, context.args.label(name));
}

/** A participant that an option must name. */
export const participantIn = (context: Context, name: string, right: string): Promise<bigint> =>
  participantOf(context, context.args.required(name, right), context.args.label(name));

/** The digest of what shows it. */
export const evidenceOf = (context: Context): string => digestGiven(context, "What shows it");
export const reasonOf = (context: Context): string => digestGiven(context, "The reason", "reason");

/** What an event of the act says, by the argument's name. */
export const fromEvent = (happened: readonly Happening[], event: string, argument: string): unknown =>
  happened.find((each) => each.event === event)?.arguments[argument];
