/** Whose passkeys sign for relief: households' and officers'. */
import { origins } from "../../deploy/data/relief.ts";
import type { Actor } from "../shared/actor.ts";
import type { Assertion } from "../shared/authenticator.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { household as householdOf, officer as officerOf } from "../shared/resolve.ts";
import { signedBy, type Signer } from "../shared/signing.ts";
export { ACTS } from "./acts.ts";
export { publicKeyIn } from "../shared/signing.ts";

/** Options of a signature: the household's or the officer's. */
const OPTIONS = {
  household: { passkey: "passkey", assertion: "assertion" },
  officer: { passkey: "officerPasskey", assertion: "officerAssertion" },
} as const;

/** @param who whose options */
export const signerOf = (context: Context, person: bigint, who: keyof typeof OPTIONS = "household"): Signer => ({
  book: context.suite.reliefKeys,
  person,
  inWords: person === 0n ? "the person" : personInWords(context, person),
  options: OPTIONS[who],
  page: origins[0],
});

/**
 * What a person has signed of an act.
 * @param person an officer's number or a household's id; who has none yet: what the contract's documentation says
 */
export const signed = (
  context: Context,
  type: string,
  person: bigint,
  fields: Record<string, unknown>,
  who: keyof typeof OPTIONS = "household",
): Promise<Assertion> => signedBy(context, signerOf(context, person, who), type, fields);

/** Who has a passkey or a score: --household or --officer. */
export async function personIn(context: Context): Promise<bigint> {
  const { args } = context;
  const [household, officer] = [args.text("household"), args.text("officer")];
  if ((household === undefined) === (officer === undefined)) {
    throw new WrongUsage("Whose is it?", "Give either --household or --officer.");
  }
  return household === undefined
    ? officerOf(context, officer ?? "", "--officer")
    : householdOf(context, household, "--household");
}

export const personInWords = ({ words }: Context, person: bigint): string =>
  person > 0xffff_ffffn ? words.household(person) : `officer ${person}`;

/** The officer that the actor is. */
export async function actingOfficer(context: Context, actor: Actor): Promise<bigint> {
  const officer = await context.suite.reliefOfficers.officerOf(actor.address);
  if (officer !== 0n) return officer;
  throw new WrongUsage(
    `${actor.name} acts by an account that is no officer's.`,
    `Act as an officer: ${context.words.command("relief officers")}`,
  );
}
