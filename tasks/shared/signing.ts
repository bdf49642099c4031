/**
 * What persons sign with their passkeys. Elsewhere than on the development chain the assertion is made on their own device and comes in a file; on
 * the development chain software passkeys stand in, each made from a name, worth nothing anywhere else.
 */
import { id } from "ethers";
import type { P256PublicKey } from "../../bindings/src/passkeys.ts";
import type { Suite } from "../../deploy/suite.ts";
import { type Assertion, fieldsOf, makePasskey } from "./authenticator.ts";
import type { Context } from "./context.ts";
import { WrongUsage } from "./failures.ts";
import { capitalised, timeOf } from "./format.ts";
import { content, until } from "./parse.ts";

const DAY = 86_400n;

/** Who signs, by which contract's book of passkeys. */
export interface Signer {
  book: Suite["reliefKeys"] | Suite["dataConsents"];
  person: bigint;
  inWords: string;
  /** Options with the name of a software passkey, and with the file of an assertion. */
  options: { passkey: string; assertion: string };
  /** The page that a software passkey signs on. */
  page: { rpId: string; origin: string };
}

function developmentOnly({ chain, args }: Context, option: string): void {
  if (chain.isDevelopment) return;
  throw new WrongUsage(
    `${args.label(option)} names a software passkey, which is worth something on the development chain only.`,
    "Have it signed on the person's own device, and give the file.",
  );
}

function hex(value: unknown, file: string, what: string): string {
  if (typeof value === "string" && /^0x(?:[0-9a-f]{2})*$/i.test(value)) return value;
  throw new WrongUsage(`${file} has no ${what}.`, "Give the file that the platform's page has made, as it is.");
}

/** An assertion as the platform's page has written it: {"key", "deadline", "auth": {…}}. */
export function assertionFrom(file: string): Assertion {
  let read: { key?: unknown; deadline?: unknown; auth?: Record<string, unknown> };
  try {
    read = JSON.parse(content(file).toString("utf8")) as typeof read;
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(`${file} is no JSON document.`, "Give the file that the platform's page has made, as it is.");
  }
  const { auth = {} } = read;
  if (typeof auth.clientDataJSON !== "string") hex(undefined, file, "clientDataJSON");
  return {
    key: Number(read.key ?? 0),
    deadline: BigInt(String(read.deadline)),
    auth: {
      r: hex(auth.r, file, "r"),
      s: hex(auth.s, file, "s"),
      challengeIndex: BigInt(String(auth.challengeIndex)),
      typeIndex: BigInt(String(auth.typeIndex)),
      authenticatorData: hex(auth.authenticatorData, file, "authenticatorData"),
      clientDataJSON: auth.clientDataJSON,
    } as Assertion["auth"],
  };
}

/** Has a software passkey sign, for the person's next nonce. */
async function softly(
  { book, person, page }: Signer,
  name: string,
  digest: string,
  deadline: bigint,
): Promise<Assertion> {
  const passkey = makePasskey(name);
  const second = person === 0n ? undefined : await book.keyOf(person, 1);
  const key = second?.x === passkey.publicKey.x && second.y === passkey.publicKey.y ? 1 : 0;
  return { key, deadline, auth: passkey.assert(digest, page) };
}

/** What a person has signed of an act. Who has no number yet: what the contract's documentation says. */
export async function signedBy(
  context: Context,
  signer: Signer,
  type: string,
  fields: Record<string, unknown>,
): Promise<Assertion> {
  const { args } = context;
  const { book, person, inWords, options } = signer;
  const file = args.text(options.assertion);
  if (file !== undefined) return assertionFrom(file);
  const deadline = args.optional("signedUntil", until) ?? (await context.now()) + DAY;
  const digest = await book.digestOf(person, id(type), fieldsOf(type, fields), deadline);
  const name = args.text(options.passkey);
  if (name === undefined) {
    throw new WrongUsage(
      `${capitalised(inWords)} has to sign: challenge ${digest}, deadline ${deadline} (${timeOf(deadline)}).`,
      `Give ${args.label(options.assertion)} with what the device has made of it${
        context.chain.isDevelopment ? `, or ${args.label(options.passkey)} with a name on this chain` : ""
      }; --signed-until ${timeOf(deadline)} says the same deadline again.`,
    );
  }
  developmentOnly(context, options.passkey);
  return softly(signer, name, digest, deadline);
}

/** The public key that --public-key gives as x,y, or that of a software passkey. */
export function publicKeyIn(context: Context, passkey = "passkey"): P256PublicKey {
  const { args } = context;
  const text = args.text("publicKey");
  if (text === undefined) {
    const name = args.text(passkey);
    if (name !== undefined) {
      developmentOnly(context, passkey);
      return makePasskey(name).publicKey;
    }
  }
  return publicKeyOf(args.required("publicKey", "the new passkey's public key, as x,y"), args.label("publicKey"));
}

/** Binds a person's second passkey, which signs the same challenge as one that it has. */
export async function bindingOf(context: Context, signer: Signer, type: string) {
  const { args } = context;
  const { book, person, inWords, page } = signer;
  const key = publicKeyIn(context, "newPasskey");
  const fields = { keyX: key.x, keyY: key.y };
  const assertion = await signedBy(context, signer, type, fields);
  const digest = await book.digestOf(person, id(type), fieldsOf(type, fields), assertion.deadline);
  // A software passkey has been allowed, or not, when its public key was read.
  const name = args.text("newPasskey");
  const proof =
    name === undefined
      ? assertionFrom(args.required("newAssertion", "what the new device has made of the same challenge")).auth
      : makePasskey(name).assert(digest, page);
  return {
    contract: book,
    method: "bindKey",
    args: [person, key, assertion, proof],
    sentence: `${capitalised(inWords)} gets a second passkey.`,
  };
}

export function publicKeyOf(text: string, label: string): P256PublicKey {
  const match = /^(0x[0-9a-f]{64})[,:;](0x[0-9a-f]{64})$/i.exec(text.replaceAll(" ", ""));
  if (match === null) {
    throw new WrongUsage(`${label} is "${text}".`, "Give both coordinates, 0x and 64 hexadecimal digits each, as x,y.");
  }
  return { x: match[1], y: match[2] } as P256PublicKey;
}
