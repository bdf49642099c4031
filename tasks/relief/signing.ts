/**
 * What households and officers sign with their passkeys. Elsewhere than on the development chain the assertion is made on their own device and
 * comes in a file; on the development chain software passkeys stand in, each made from a name, worth nothing anywhere else.
 */
import { id } from "ethers";
import type { P256PublicKey } from "../../bindings/src/passkeys.ts";
import type { Actor } from "../shared/actor.ts";
import { type Assertion, fieldsOf, makePasskey } from "../shared/authenticator.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, timeOf } from "../shared/format.ts";
import { content, until } from "../shared/parse.ts";
import { household as householdOf, officer as officerOf } from "../shared/resolve.ts";

const act = (name: string, fields: string): string =>
  `${name}(uint64 person,${fields === "" ? "" : `${fields},`}uint256 nonce,uint256 deadline)`;

/** Acts that are signed, as EIP-712 types; the contracts' documentation has them. */
export const ACTS = {
  Appeal: act("Appeal", "uint64 entry,bytes32 evidence"),
  Appointment: act("Appointment", "address account,uint32 participant,uint40 area,bytes32 identity"),
  BindKey: act("BindKey", "bytes32 keyX,bytes32 keyY"),
  ChooseBank: act("ChooseBank", "uint32 bank"),
  Confirm: act("Confirm", "uint32 payout,uint16 line,uint64 amount"),
  ConfirmHelp: act("ConfirmHelp", "uint32 help"),
  Dispute: act("Dispute", "uint32 payout,uint16 line,uint64 amount,bytes32 evidence"),
  Exit: act("Exit", "uint64 household,bytes32 evidence"),
  Feedback: act("Feedback", "uint32 project,uint8 rating,bytes32 evidence"),
  Proposals: act("Proposals", "bytes32[] proposals"),
  Registration: act(
    "Registration",
    "uint32 programme,bytes32 commitment,uint40 area,uint8 category,uint32 bank,bytes32 keyX,bytes32 keyY,bytes32 evidence",
  ),
  RemoveKey: act("RemoveKey", "uint8 key"),
  UseVoucher: act("UseVoucher", "uint32 round,uint32 merchant,uint64 amount,bytes32 goods"),
} as const;

const DAY = 86_400n;

/** Options of a signature: the household's or the officer's. */
const OPTIONS = {
  household: { passkey: "passkey", assertion: "assertion" },
  officer: { passkey: "officerPasskey", assertion: "officerAssertion" },
} as const;

function developmentOnly({ chain, args }: Context, option: string): void {
  if (chain.isDevelopment) return;
  throw new WrongUsage(
    `${args.label(option)} names a software passkey, which is worth something on the development chain only.`,
    "Have it signed on the person's own device, and give the file.",
  );
}

function hex(value: unknown, file: string, what: string): string {
  if (typeof value === "string" && /^0x(?:[0-9a-f]{2})*$/i.test(value)) return value;
  throw new WrongUsage(`${file} has no ${what}.`, "Give the file that the relief platform's page has made, as it is.");
}

/** An assertion as the platform's page has written it: {"key", "deadline", "auth": {…}}. */
export function assertionFrom(file: string): Assertion {
  let read: { key?: unknown; deadline?: unknown; auth?: Record<string, unknown> };
  try {
    read = JSON.parse(content(file).toString("utf8")) as typeof read;
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(
      `${file} is no JSON document.`,
      "Give the file that the relief platform's page has made, as it is.",
    );
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
  context: Context,
  name: string,
  digest: string,
  deadline: bigint,
  person: bigint,
): Promise<Assertion> {
  const { reliefKeys } = context.suite;
  const passkey = makePasskey(name);
  const second = person === 0n ? undefined : await reliefKeys.keyOf(person, 1);
  const key = second?.x === passkey.publicKey.x && second.y === passkey.publicKey.y ? 1 : 0;
  return { key, deadline, auth: passkey.assert(digest) };
}

/**
 * What a person has signed of an act.
 * @param person an officer's number or a household's id; who has none yet: what the contract's documentation says
 * @param who whose options
 */
export async function signed(
  context: Context,
  type: string,
  person: bigint,
  fields: Record<string, unknown>,
  who: keyof typeof OPTIONS = "household",
): Promise<Assertion> {
  const { args, suite } = context;
  const options = OPTIONS[who];
  const file = args.text(options.assertion);
  if (file !== undefined) return assertionFrom(file);
  const deadline = args.optional("signedUntil", until) ?? (await context.now()) + DAY;
  const digest = await suite.reliefKeys.digestOf(person, id(type), fieldsOf(type, fields), deadline);
  const name = args.text(options.passkey);
  if (name === undefined) {
    throw new WrongUsage(
      `${person === 0n ? "The person" : personInWords(context, person)} has to sign: challenge ${digest}, deadline ${deadline} (${timeOf(deadline)}).`,
      `Give ${args.label(options.assertion)} with what the device has made of it${
        context.chain.isDevelopment ? `, or ${args.label(options.passkey)} with a name on this chain` : ""
      }; --signed-until ${timeOf(deadline)} says the same deadline again.`,
    );
  }
  developmentOnly(context, options.passkey);
  return softly(context, name, digest, deadline, person);
}

/** The public key that --public-key gives as x,y, or that of a software passkey. */
export function publicKeyIn(context: Context, passkey = "passkey"): P256PublicKey {
  const { args } = context;
  const text = args.text("publicKey");
  if (text === undefined) {
    const name = args.text(passkey === "key" ? "newPasskey" : passkey);
    if (name !== undefined) {
      developmentOnly(context, passkey);
      return makePasskey(name).publicKey;
    }
  }
  return publicKeyOf(args.required("publicKey", "the new passkey's public key, as x,y"), args.label("publicKey"));
}

export function publicKeyOf(text: string, label: string): P256PublicKey {
  const match = /^(0x[0-9a-f]{64})[,:;](0x[0-9a-f]{64})$/i.exec(text.replaceAll(" ", ""));
  if (match === null) {
    throw new WrongUsage(`${label} is "${text}".`, "Give both coordinates, 0x and 64 hexadecimal digits each, as x,y.");
  }
  return { x: match[1], y: match[2] } as P256PublicKey;
}

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

export const signersOf = (count: number): string => counted(count, "household");
