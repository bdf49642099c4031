/** Who acts: on the development chain the personas and their officers, elsewhere accounts whose keys Hardhat has (T-2). */
import { id, type Signer, Wallet } from "ethers";
import { officers } from "../../deploy/data/officers.ts";
import { personas } from "../../deploy/data/personas.ts";
import type { Context } from "./context.ts";
import { WrongUsage } from "./failures.ts";
import { listed } from "./format.ts";
import { account, nearestPersona, participant } from "./resolve.ts";

export interface Actor {
  readonly address: string;
  /** Whom the account serves; 0: nobody. */
  readonly participant: bigint;
  readonly name: string;
  /** What to type after --as. */
  readonly handle: string;
  /** Missing when nobody here has the key, which a dry run does not need. */
  readonly signer?: Signer;
}

async function actorAt(context: Context, address: string, signer?: Signer, named?: string): Promise<Actor> {
  const { suite, words } = context;
  const participantId = await suite.participants.participantOf(address);
  const known = words.personaAt(address) ?? words.officerAt(address);
  const isWallet = participantId !== 0n && (await words.facts(participantId)).wallet === address;
  return {
    address,
    participant: participantId,
    name: await words.account(address),
    handle: named ?? known?.key ?? (isWallet ? participantId.toString() : address),
    ...(signer === undefined ? {} : { signer }),
  };
}

/**
 * A person who is no participant, as in user:lan or user:lan-2: on the development chain each name stands for an account of its own, worth nothing
 * anywhere else.
 */
export function developmentUser({ chain }: Context, text: string): Wallet | undefined {
  if (!/^user:[\w-]{1,64}$/.test(text)) return undefined;
  if (chain.isDevelopment) return new Wallet(id(`RopeNet development ${text.toLowerCase()}`));
  throw new WrongUsage(`Users such as ${text} act on the development chain only.`, "Give an account's address.");
}

/** An account by its address, as what acts by it, or as a participant's wallet. */
export async function accountOf(context: Context, text: string, label: string): Promise<string> {
  const user = developmentUser(context, text);
  if (user !== undefined) return user.address;
  const numbered = /^account(\d{1,3})$/.exec(text);
  if (numbered === null) return account(context, text, label);
  const signers = await context.chain.connection.ethers.getSigners();
  const signer = signers[Number(numbered[1])];
  if (signer !== undefined) return signer.address;
  throw new WrongUsage(
    `${label}: there is no ${text}.`,
    `Accounts are numbered account0 to account${signers.length - 1}.`,
  );
}

function unknownPersona(text: string): WrongUsage {
  const near = nearestPersona(text);
  const all = `Personas: ${personas.map(({ key }) => key).join(", ")}.`;
  return new WrongUsage(
    `There is no persona ${JSON.stringify(text)}.`,
    near === undefined ? all : `Did you mean ${near}? ${all}`,
  );
}

function nobodyNamed({ chain }: Context, addresses: readonly string[]): WrongUsage {
  const choice = chain.isDevelopment ? personas.map(({ key }) => key) : addresses;
  const remedy = `Add --as with ${chain.isDevelopment ? "one of the personas" : "one of the accounts"} ${listed(choice, "or")}.`;
  return new WrongUsage("Who acts? --as is missing.", choice.length > 0 ? remedy : noKeys);
}

const noKeys =
  "This network has no keys here. Name them in BESU_SIGNERS and put them into Hardhat's keystore (npx hardhat keystore set).";

/** The actor that --as names. */
export async function actorOf(context: Context): Promise<Actor> {
  const { args, chain } = context;
  const { ethers } = chain.connection;
  const text = args.text("as");
  const signers = await ethers.getSigners();
  const addresses = signers.map(({ address }) => address);
  if (text === undefined) {
    const [only, ...others] = signers;
    if (chain.isDevelopment || only === undefined || others.length > 0) throw nobodyNamed(context, addresses);
    return actorAt(context, only.address, only);
  }

  const known = [
    ...personas.map(({ key, wallet, privateKey }) => ({ key, address: wallet, privateKey })),
    ...officers,
  ].find(({ key }) => key === text.toLowerCase());
  if (known !== undefined && !chain.isDevelopment) {
    throw new WrongUsage(
      `Personas such as ${known.key} act on the development chain only.`,
      addresses.length > 0 ? `Here you have ${listed(addresses)}.` : noKeys,
    );
  }
  if (known !== undefined) return actorAt(context, known.address, new Wallet(known.privateKey, ethers.provider));

  const numbered = /^account(\d{1,3})$/.exec(text);
  if (numbered !== null) {
    const signer = signers[Number(numbered[1])];
    if (signer !== undefined) return actorAt(context, signer.address, signer, text);
    throw new WrongUsage(`There is no ${text}.`, `Accounts are numbered account0 to account${signers.length - 1}.`);
  }

  const user = developmentUser(context, text);
  if (user !== undefined) return actorAt(context, user.address, user.connect(ethers.provider), text);

  const signer = signers.find(({ address }) => address.toLowerCase() === text.toLowerCase());
  if (signer !== undefined) return actorAt(context, signer.address, signer);
  return withoutOwnKey(context, text, signers);
}

/** A participant for which some account here acts; for a dry run, any account or participant. */
async function withoutOwnKey(context: Context, text: string, signers: readonly (Signer & { address: string })[]) {
  const { args, suite, words, chain } = context;
  const isAddress = /^0x[0-9a-f]{40}$/i.test(text);
  if (!isAddress) {
    const looksLikePersona = chain.isDevelopment && /^[a-z]+$/i.test(text);
    const named = await participant(context, text, "--as").catch((error: unknown) => {
      throw looksLikePersona ? unknownPersona(text) : error;
    });
    const { wallet } = await words.facts(named);
    const persona = words.personaAt(wallet);
    if (persona !== undefined) {
      return actorAt(context, wallet, new Wallet(persona.privateKey, chain.connection.ethers.provider));
    }
    const served = await Promise.all(signers.map(({ address }) => suite.participants.participantOf(address)));
    const own = signers.find(({ address }) => address === wallet) ?? signers[served.indexOf(named)];
    if (own !== undefined) return actorAt(context, own.address, own);
    if (args.flag("dryRun")) return actorAt(context, wallet);
  } else if (args.flag("dryRun")) {
    return actorAt(context, text);
  }
  const addresses = signers.map(({ address }) => address);
  throw new WrongUsage(
    `Hardhat has no key that acts for ${text}.`,
    addresses.length > 0 ? `Here you have ${listed(addresses)}; --dry-run needs no key.` : noKeys,
  );
}
