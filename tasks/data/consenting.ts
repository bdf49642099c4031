/** Persons, and what they consent to: with a passkey (anyone may send it), or by an attested account of their own. */
import { hexlify, keccak256, randomBytes, solidityPacked } from "ethers";
import { dataOrigins } from "../../deploy/data/data.ts";
import type { Actor } from "../shared/actor.ts";
import { makePasskey } from "../shared/authenticator.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf } from "../shared/format.ts";
import { address, date, digest, oneOf, whole } from "../shared/parse.ts";
import { participant as participantOf } from "../shared/resolve.ts";
import { calls, writes } from "../shared/run.ts";
import { bindingOf, publicKeyIn, publicKeyOf, signedBy, type Signer } from "../shared/signing.ts";
import { valueOf } from "../shared/terms.ts";
import { ACTS } from "./acts.ts";
import { secretIn, writeNew } from "./contents.ts";
import { asset as assetOf, fromEvent, purposeIn, thePerson } from "./things.ts";

const OPTIONS = { passkey: "passkey", assertion: "assertion" } as const;

const signerOf = ({ suite }: Context, person: bigint): Signer => ({
  book: suite.dataConsents,
  person,
  inWords: person === 0n ? "the person" : `person ${person}`,
  options: OPTIONS,
  page: dataOrigins[0],
});

const signed = (context: Context, type: string, person: bigint, fields: Record<string, unknown>) =>
  signedBy(context, signerOf(context, person), type, fields);

/** What a holder knows a person by, so that nobody else can tell. */
export const commitPerson = calls(({ args }) => {
  const reference = args.required(
    "reference",
    "what the holder of the data knows the person by, as in a patient's number",
  );
  const file = args.required("saltFile", "a file for the salt, a new one or one that is there");
  const name = args.text("passkey");
  const { x, y } =
    name === undefined
      ? publicKeyOf(args.required("publicKey", "the device's public key, as x,y"), args.label("publicKey"))
      : makePasskey(name).publicKey;
  const { text, isNew } = secretIn(file, () => hexlify(randomBytes(32)));
  if (!/^0x[0-9a-f]{64}$/i.test(text)) throw new WrongUsage(`${file} has no salt in it.`, "Give another file.");
  if (isNew) writeNew(file, `${text}\n`);
  const commitment = keccak256(solidityPacked(["string", "bytes32", "bytes32", "bytes32"], [reference, x, y, text]));
  return Promise.resolve({
    json: { commitment, saltFile: file },
    text: `Commitment: ${commitment}\nWho has ${file} and the reference can tell whose it is; nobody else can.`,
  });
});

export const enrol = writes(async (context, actor) => {
  const { suite, args } = context;
  const commitment = args.parsed("commitment", "the person's commitment (data commit-person)", digest);
  const key = publicKeyIn(context);
  const known = await suite.dataConsents.personByCommitment(commitment);
  if (known !== 0n) return { already: `this commitment is that of person ${known}.`, data: { person: known } };
  const assertion = await signed(context, ACTS.Enrol, 0n, { commitment, keyX: key.x, keyY: key.y });
  return {
    contract: suite.dataConsents,
    method: "enrol",
    args: [commitment, key, assertion],
    sentence: `${actor.name} sends a person's enrolment: a commitment, a passkey, and nothing else.`,
    data: ([simulated], happened) => ({ person: fromEvent(happened, "PersonEnrolled", "person") ?? simulated }),
    next: ({ happenings }) => [
      context.words.command(
        `data give-consent ${String(fromEvent(happenings, "PersonEnrolled", "person"))} --purpose … --recipient … --until …`,
      ),
    ],
  };
});

export const enrolAccount = writes(async (context, actor) => {
  const { suite } = context;
  const known = await suite.dataConsents.personOf(actor.address);
  if (known !== 0n) return { already: `this account is person ${known}.`, data: { person: known } };
  return {
    contract: suite.dataConsents,
    method: "enrolAccount",
    args: [],
    sentence: `${actor.name} becomes known as a person, by an account that a member answers for.`,
    data: ([simulated], happened) => ({ person: fromEvent(happened, "PersonEnrolled", "person") ?? simulated }),
  };
});

/** What is consented to: an asset, or all of a class. */
async function scopeIn(context: Context) {
  const { args } = context;
  const [asset, sensitivity] = [args.text("asset"), args.text("class")];
  if ((asset === undefined) === (sensitivity === undefined)) {
    throw new WrongUsage("Which data is it about?", "Give either --asset, or --class personal or sensitive-personal.");
  }
  return {
    asset: asset === undefined ? 0n : await assetOf(context, asset, "--asset"),
    sensitivity:
      sensitivity === undefined
        ? 0n
        : valueOf("Sensitivity", oneOf(["Personal", "SensitivePersonal"] as const)(sensitivity, "--class")),
    purpose: await purposeIn(context),
    recipient: await participantOf(context, args.required("recipient", "who may use them"), "--recipient"),
  };
}

async function inWords(
  { words }: Context,
  { asset, sensitivity, purpose, recipient }: Awaited<ReturnType<typeof scopeIn>>,
) {
  const what =
    asset !== 0n
      ? words.asset(asset)
      : sensitivity === valueOf("Sensitivity", "Personal")
        ? "personal data"
        : "sensitive data";
  return `${what} for ${await words.purpose(purpose)} by ${await words.participant(recipient)}`;
}

/** Whether the actor's own account is the person, so that nothing needs a passkey. */
async function byAccount({ suite }: Context, actor: Actor, person: bigint): Promise<boolean> {
  return (await suite.dataConsents.personOf(actor.address)) === person;
}

export const giveConsent = writes(async (context, actor) => {
  const { suite, args } = context;
  const person = await thePerson(context);
  const scope = await scopeIn(context);
  const until = args.parsed("until", "the last day of the consent", date);
  const sentence = `Person ${person} consents to the use of ${await inWords(context, scope)} until ${dateOf(until)}.`;
  const next = [
    context.words.command(
      `data withdraw-consent ${person} ${scope.asset === 0n ? `--class ${args.text("class") ?? ""}` : `--asset ${scope.asset}`} --purpose … --recipient …`,
    ),
  ];
  if (await byAccount(context, actor, person)) {
    return { contract: suite.dataConsents, method: "giveFromAccount", args: [scope, until], sentence, next };
  }
  const assertion = await signed(context, ACTS.GiveConsent, person, { ...scope, until });
  return { contract: suite.dataConsents, method: "give", args: [person, scope, until, assertion], sentence, next };
});

export const withdrawConsent = writes(async (context, actor) => {
  const { suite } = context;
  const person = await thePerson(context);
  const scope = await scopeIn(context);
  const sentence = `Person ${person} withdraws its consent to the use of ${await inWords(context, scope)}, from now on.`;
  if (await byAccount(context, actor, person)) {
    return { contract: suite.dataConsents, method: "withdrawFromAccount", args: [scope], sentence };
  }
  const assertion = await signed(context, ACTS.WithdrawConsent, person, scope);
  return { contract: suite.dataConsents, method: "withdraw", args: [person, scope, assertion], sentence };
});

export const withdrawAllConsents = writes(async (context, actor) => {
  const { suite } = context;
  const person = await thePerson(context);
  const sentence = `Person ${person} withdraws all its consents, from now on.`;
  if (await byAccount(context, actor, person)) {
    return { contract: suite.dataConsents, method: "withdrawAllFromAccount", args: [], sentence };
  }
  const assertion = await signed(context, ACTS.WithdrawAllConsents, person, {});
  return { contract: suite.dataConsents, method: "withdrawAll", args: [person, assertion], sentence };
});

export const setPayee = writes(async (context) => {
  const { suite, args } = context;
  const person = await thePerson(context);
  const account = args.parsed("account", "the attested account that is paid", address);
  return {
    contract: suite.dataConsents,
    method: "setPayee",
    args: [person, account, await signed(context, ACTS.SetPayee, person, { account })],
    sentence: `Person ${person} is paid to ${account}.`,
  };
});

export const bindKey = writes(async (context) =>
  bindingOf(context, signerOf(context, await thePerson(context)), ACTS.BindKey),
);

export const removeKey = writes(async (context) => {
  const { suite, args } = context;
  const person = await thePerson(context);
  const key = args.parsed("key", "0 or 1", whole);
  return {
    contract: suite.dataConsents,
    method: "removeKey",
    args: [person, key, await signed(context, ACTS.RemoveKey, person, { key })],
    sentence: `Person ${person} removes its passkey ${key}.`,
  };
});
