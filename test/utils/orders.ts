/** Orders for tests: who approves what under the default policies, and the acts of the kernel that take one. */
import { type BaseContract, encodeBytes32String, id, Wallet } from "ethers";
import { usccCheck } from "../../deploy/data/uscc.ts";
import { Scopes, SizeClass, type VotingClass } from "../../deploy/data/terms.ts";
import {
  applicationDraft,
  type ConsentSigner,
  signConsent,
  signDraft,
  usccBytes,
  walletDraft,
} from "../../deploy/founders.ts";
import { type Actor, carryOut, connection, ethers, type foundedSuite, networkHelpers } from "./suite.ts";

export type Office = Awaited<ReturnType<typeof foundedSuite>>;
export type Approval = readonly [actor: Actor, seat: VotingClass];

export const HOUR = 3_600n;
export const DAY = 24n * HOUR;

/** Three of the council's four seats: just more than two thirds. */
export const council = ({ qianling, guanshan, baiyunling }: Office): Approval[] => [
  [qianling, "Council"],
  [guanshan, "Council"],
  [baiyunling, "Council"],
];
export const regulator = (office: Office): Approval[] => [[office.regulator, "Regulator"]];
export const court = (office: Office): Approval[] => [[office.court, "Judiciary"]];
export const constitutional = (office: Office): Approval[] => [...council(office), ...regulator(office)];

/** Who approves each function, by the first way of its default policy. */
const APPROVALS: Record<string, (office: Office) => Approval[]> = {
  admit: council,
  refuse: council,
  suspend: council,
  reinstate: council,
  expel: council,
  halt: council,
  resume: council,
  grantQualification: regulator,
  revokeQualification: regulator,
  warn: regulator,
  withdrawWarning: regulator,
  freeze: court,
  renewFreeze: court,
  unfreeze: court,
  freezeMoney: court,
  renewMoneyFreeze: court,
  unfreezeMoney: court,
  findDiversion: court,
  forceTransfer: (office) => [...court(office), ...regulator(office)],
};

/** Has one function called by an order under the first way of its policy. */
export const order = (office: Office, target: BaseContract, name: string, args: unknown[]) =>
  carryOut(office.suite, [{ target, name, args }], (APPROVALS[name] ?? constitutional)(office));

/** As `order`, on the participants. */
export const decree = (office: Office, name: string, ...args: unknown[]) =>
  order(office, office.suite.participants, name, args);

export const now = async (): Promise<bigint> => BigInt(await networkHelpers.time.latest());

/** Lets the next block be of this second. */
export const at = (second: bigint) => networkHelpers.time.setNextBlockTimestamp(second);

let cases = 0;
export const newCase = (): string => id(`case ${++cases}`);

/** Freezes for `term` seconds from the newest block. */
export async function freeze(office: Office, participant: bigint, term = 30n * DAY, key = newCase()) {
  await decree(office, "freeze", participant, key, (await now()) + term);
  return key;
}

export const halt = (office: Office, module: string, key = newCase()) =>
  order(office, office.suite.directory, "halt", [encodeBytes32String(module), key]);

export const resume = (office: Office, module: string, key: string) =>
  order(office, office.suite.directory, "resume", [encodeBytes32String(module), key]);

/** Registers contracts as the next version of a module. */
export async function addModule(office: Office, module: string, parts: BaseContract[]): Promise<void> {
  const name = encodeBytes32String(module);
  const { directory } = office.suite;
  const version = (await directory.versions(name)).length + 1;
  await order(office, directory, "register", [
    name,
    version,
    await Promise.all(parts.map((part) => part.getAddress())),
    1,
  ]);
}

/** The code of the n-th firm that tests invent. */
export function usccOf(number: number): string {
  const body = `91520100MA7${String(number).padStart(6, "0")}`;
  return body + (usccCheck(body) ?? "");
}

export interface Newcomer {
  wallet: Wallet;
  uscc: string;
  name: string;
}

/** Somebody who is not a participant yet. */
export const newcomer = (number: number): Newcomer => ({
  wallet: new Wallet(id(`newcomer ${number}`), ethers.provider),
  uscc: usccOf(number),
  name: `Newcomer ${number}`,
});

export const applicationOf = ({ wallet, uscc, name }: Newcomer) => ({
  uscc: usccBytes(uscc),
  name,
  size: SizeClass.Small,
  wallet: wallet.address,
  evidence: id(`${name}'s documents`),
});

/** Applies; the participant's number is the newest. */
export async function applied({ suite: { participants } }: Office, who: Newcomer): Promise<bigint> {
  const application = applicationOf(who);
  const { deadline, signature } = await signDraft(
    participants,
    who.wallet,
    applicationDraft(application),
    (await now()) + DAY,
  );
  await participants.applyForAdmission(application, deadline, signature);
  return participants.participantCount();
}

export async function admitted(office: Office, who: Newcomer): Promise<bigint> {
  const participant = await applied(office, who);
  await decree(office, "admit", participant);
  return participant;
}

export interface Binding {
  scopes?: bigint;
  ceiling?: bigint;
  modules?: string[];
  deadline?: bigint;
}

/** Binds an account to an actor's participant, with the account's consent. */
export async function bound(
  { suite: { participants } }: Office,
  owner: Actor,
  account: Wallet | Actor["signer"],
  { scopes = Scopes.ACTS, ceiling = 0n, modules = [], deadline }: Binding = {},
) {
  const consent = await signConsent(participants, account, owner.uscc, scopes, deadline ?? (await now()) + DAY);
  return participants
    .connect(owner.signer)
    .bindAccount(account, scopes, ceiling, modules.map(encodeBytes32String), consent.deadline, consent.signature);
}

/** Hands a participant's assets to a new wallet, with its consent. */
export async function rotated(
  { suite: { participants } }: Office,
  owner: Pick<Actor, "id" | "signer">,
  wallet: Wallet | Actor["signer"],
) {
  const draft = walletDraft(await wallet.getAddress(), owner.id);
  const { deadline, signature } = await signDraft(participants, wallet, draft, (await now()) + DAY);
  return participants.connect(owner.signer).rotateWallet(wallet, deadline, signature);
}

/** An account's consent to serve a participant, or with no scope to be attested by it as a person's. */
export const consentOf = async (
  { suite: { participants } }: Office,
  owner: Actor,
  account: ConsentSigner,
  scopes: bigint,
  deadline?: bigint,
) => signConsent(participants, account, owner.uscc, scopes, deadline ?? (await now()) + DAY);

/** Has an account attested as a person's. */
export async function attested(office: Office, attester: Actor, account: Wallet, until?: bigint) {
  const end = until ?? (await now()) + 365n * DAY;
  const { deadline, signature } = await consentOf(office, attester, account, 0n);
  return office.suite.participants.connect(attester.signer).attest(account.address, end, deadline, signature);
}

/** An account of nobody. */
export const stranger = (name: string): Wallet => new Wallet(id(name), ethers.provider);

/** A signer for a contract's own address, to ask views as that contract. */
export const provider = connection.ethers.provider;
