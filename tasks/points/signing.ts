/** What users sign and others send for them: exchanges, transfers, redemptions (EIP-712). A file keeps what was signed until it is sent. */
import { existsSync, writeFileSync } from "node:fs";
import { hexlify, randomBytes, type TypedDataField, verifyTypedData } from "ethers";
import { domainOf, signedAct } from "../../bindings/src/eip712.ts";
import type { Hex } from "../../bindings/src/hex.ts";
import { actorOf } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { digestGiven } from "../shared/digests.ts";
import { WrongUsage } from "../shared/failures.ts";
import { grouped, timeOf, toJson, yuan } from "../shared/format.ts";
import { content, until, whole } from "../shared/parse.ts";
import { reads, type View } from "../shared/run.ts";
import { ACTS, type ActName } from "./acts.ts";
import { accountIn, participantIn, points, pointsIn, theProgramme } from "./things.ts";

const exchangeDomain = domainOf("RopeNet Points Exchange", "1");
const redemptionDomain = domainOf("RopeNet Points Redemption", "1");

/** Whose contract an act is for, and how it is called. */
const SIGNED = {
  Exchange: {
    contract: "pointsExchange",
    inWords: "an exchange",
    act: signedAct(exchangeDomain, "Exchange", ACTS.Exchange),
  },
  PointsTransfer: {
    contract: "pointsExchange",
    inWords: "a transfer",
    act: signedAct(exchangeDomain, "PointsTransfer", ACTS.PointsTransfer),
  },
  Redemption: {
    contract: "pointsRedemption",
    inWords: "a redemption",
    act: signedAct(redemptionDomain, "Redemption", ACTS.Redemption),
  },
} as const;

/** A message by the names of its fields, numbers as bigints. */
export type Message = Record<string, bigint | string>;

/** What a user has signed, as it stands in a file. */
export interface Signed {
  act: ActName;
  chainId: bigint;
  contract: string;
  message: Message;
  signature: string;
}

async function placeOf({ suite, chain }: Context, act: ActName) {
  const { chainId } = await chain.connection.ethers.provider.getNetwork();
  return { chainId, verifyingContract: await suite[SIGNED[act].contract].getAddress() };
}

/** What a message of an act is made into: each act's own type of message stands behind it. */
interface AnyAct {
  typedData(
    place: { chainId: bigint; verifyingContract: string },
    message: Message,
  ): { domain: { verifyingContract: Hex }; types: Record<string, TypedDataField[]>; message: Message };
}

// What comes out of a file has been checked field by field.
const actOf = (act: ActName): AnyAct => SIGNED[act].act;

const DAY = 86_400n;

/** A number that this account has not used: as long as a digest, so that nobody has to keep count. */
const nonceIn = ({ args }: Context): bigint => args.optional("nonce", whole) ?? BigInt(hexlify(randomBytes(16)));
const deadlineIn = async (context: Context): Promise<bigint> =>
  context.args.optional("until", until) ?? (await context.now()) + DAY;

/** Has --as sign, and gives what it has signed, in a file where one is named. */
async function sign(
  context: Context,
  act: ActName,
  terms: Message,
  inWords: (who: string) => string,
  send: string,
): Promise<View> {
  const { args, words } = context;
  const file = args.text("out");
  if (file !== undefined && existsSync(file)) {
    throw new WrongUsage(`${file} is there already.`, "Give a free name, so that nothing signed is lost.");
  }
  const { signer, address, name } = await actorOf(context);
  if (signer === undefined) throw new WrongUsage(`Nobody here has the key of ${name}.`, "Sign where the key is.");
  const message: Message = {
    ...terms,
    account: address,
    nonce: nonceIn(context),
    deadline: await deadlineIn(context),
  };
  const place = await placeOf(context, act);
  const data = actOf(act).typedData(place, message);
  const signature = await signer.signTypedData(
    { ...data.domain, chainId: place.chainId },
    data.types,
    message as Record<string, unknown>,
  );
  const signed: Signed = { act, chainId: place.chainId, contract: place.verifyingContract, message, signature };
  if (file !== undefined) writeFileSync(file, `${toJson(signed)}\n`);
  const told = [
    `${inWords(name)}, until ${timeOf(message.deadline as bigint)}. Nothing was sent.`,
    file === undefined ? toJson(signed) : `It stands in ${file}.`,
    "",
    `Next: ${words.command(`${send} --signed ${file ?? "FILE"}`, "<who sends it>")}`,
  ];
  return { json: { signed, ...(file === undefined ? {} : { file }) }, text: told.join("\n") };
}

export const signExchange = reads(async (context) => {
  const { suite, words, args } = context;
  const id = await theProgramme(context);
  const amount = pointsIn(context);
  const { common } = await suite.pointsExchange.previewExchange(id, amount);
  const atLeast = args.optional("atLeast", points) ?? common;
  const of = await words.points(id);
  return sign(
    context,
    "Exchange",
    { programme: id, points: amount, atLeast },
    (name) => `${name} signs to exchange ${grouped(amount)} of ${of} into ${grouped(atLeast)} common points or more`,
    "points exchange-for",
  );
});

export const signTransfer = reads(async (context) => {
  const { words } = context;
  const id = await theProgramme(context);
  const amount = pointsIn(context);
  const to = await accountIn(context, "to");
  const [of, receiver] = await Promise.all([words.points(id), words.account(to)]);
  return sign(
    context,
    "PointsTransfer",
    { programme: id, to, points: amount },
    (name) => `${name} signs to pass ${grouped(amount)} of ${of} on to ${receiver}`,
    "points transfer-for",
  );
});

export const signRedemption = reads(async (context) => {
  const { words, suite } = context;
  const id = await theProgramme(context);
  const amount = pointsIn(context);
  const merchant = await participantIn(context, "merchant", "the merchant, as in zhixing");
  const order = digestGiven(context, "What is bought", "order", "orderFile");
  const { accepted, fen } = await suite.pointsRedemption.previewRedemption(id, merchant, amount);
  const [of, at] = await Promise.all([words.points(id), words.participant(merchant)]);
  if (!accepted) {
    throw new WrongUsage(`${at} does not accept ${of}.`, `See ${words.command(`points acceptances ${id}`)}.`);
  }
  return sign(
    context,
    "Redemption",
    { programme: id, merchant, points: amount, order },
    (name) =>
      `${name} signs to pay ${at} with ${grouped(amount)} of ${of}${fen === 0n ? "" : `, which bring it ${yuan(fen)}`}`,
    "points redeem",
  );
});

const WRITTEN = "Give the file that points sign-exchange, sign-transfer or sign-redemption has written.";

function parsed(file: string): Record<string, unknown> {
  try {
    const read = JSON.parse(content(file, "--signed").toString("utf8")) as { signed?: unknown };
    return (read.signed ?? read) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(`--signed ${file} is no JSON document.`, WRITTEN);
  }
}

/** Whom a signature leads to, if it is one. */
function signerOf(recover: () => string): string | undefined {
  try {
    return recover();
  } catch {
    return undefined;
  }
}

/** Reads what was signed, and checks that it is for this chain, this contract and this act, and who has signed it. */
export async function signedIn(context: Context, act: ActName): Promise<Signed> {
  const { args, chain } = context;
  const file = args.required("signed", "the file with what the user has signed");
  const read = parsed(file);
  const wrong = (what: string): WrongUsage => new WrongUsage(`--signed ${file} ${what}.`, WRITTEN);
  if (read.act !== act) throw wrong(`is not ${SIGNED[act].inWords}`);
  const place = await placeOf(context, act);
  if (String(read.chainId) !== place.chainId.toString()) throw wrong(`is for chain ${String(read.chainId)}`);
  if (read.contract !== place.verifyingContract) throw wrong(`is for another contract than the suite's`);
  const given = (read.message ?? {}) as Record<string, unknown>;
  const message: Message = {};
  for (const { name, type } of ACTS[act]) {
    const value = given[name];
    const isNumber = type.startsWith("uint");
    const isRight = isNumber
      ? /^\d{1,78}$/.test(String(value))
      : typeof value === "string" && (type === "address" ? /^0x[0-9a-fA-F]{40}$/ : /^0x[0-9a-f]{64}$/).test(value);
    if (!isRight) throw wrong(`has no right ${name}`);
    message[name] = isNumber ? BigInt(String(value)) : String(value);
  }
  const { signature } = read;
  if (typeof signature !== "string" || !/^0x(?:[0-9a-f]{2})+$/i.test(signature)) throw wrong("has no signature");
  const account = String(message.account);
  // A contract says for itself what it has signed (ERC-1271).
  if ((await chain.connection.ethers.provider.getCode(account)) === "0x") {
    const data = actOf(act).typedData(place, message);
    const signer = signerOf(() =>
      verifyTypedData({ ...data.domain, chainId: place.chainId }, data.types, message, signature),
    );
    if (signer === undefined) throw wrong("has no signature");
    if (signer.toLowerCase() !== account.toLowerCase()) {
      throw new WrongUsage(
        `--signed ${file} was not signed by ${account}, or was changed since.`,
        "Have it signed again.",
      );
    }
  }
  return { act, chainId: place.chainId, contract: place.verifyingContract, message, signature };
}

/** A field of a message as a number, or as text. */
export const numberOf = ({ message }: Signed, field: string): bigint => BigInt(message[field] ?? 0n);
export const textIn = ({ message }: Signed, field: string): string => String(message[field]);
