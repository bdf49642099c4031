/** An account's EIP-712 consent: to an application, to serve a participant, or to become its wallet. */
import { type Signer, Wallet } from "ethers";
import { type ConsentDraft, consentToSign, signDraft } from "../../deploy/founders.ts";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { toJson } from "../shared/format.ts";
import { bytes, until } from "../shared/parse.ts";

const DAY = 86_400n;

async function keyOf({ chain, words }: Context, actor: Actor, account: string): Promise<Signer | undefined> {
  if (actor.address === account) return actor.signer;
  const persona = words.personaAt(account);
  if (persona !== undefined) return new Wallet(persona.privateKey);
  return (await chain.connection.ethers.getSigners()).find(({ address }) => address === account);
}

/** The consent that was given with --signature, or a new one, for so many days, where the account's key is at hand. */
export async function consentOf(context: Context, actor: Actor, account: string, draft: ConsentDraft, days = 1n) {
  const { args, suite } = context;
  const { participants } = suite;
  const signature = args.optional("signature", bytes);
  const deadline = args.optional("deadline", until) ?? (await context.now()) + days * DAY;
  if (signature !== undefined) {
    if (args.text("deadline") === undefined)
      throw new WrongUsage("--deadline is missing.", "Give the one that was signed.");
    return { deadline, signature };
  }
  const key = await keyOf(context, actor, account);
  if (key !== undefined) return signDraft(participants, key, draft, deadline);
  // A dry run without any key has nothing to sign with; what is to be signed is told instead.
  const toSign = await consentToSign(participants, account, draft, deadline);
  throw new WrongUsage(
    `${account} has not consented, and Hardhat does not have its key.`,
    `Let it sign the EIP-712 message below, then add --signature and the same --deadline.\n` + toJson(toSign),
  );
}
