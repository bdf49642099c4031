/** Those who take part from the first day, and how they apply. */
import { hexlify, toUtf8Bytes, Wallet, type Signer } from "ethers";
import type { IParticipantRegistry } from "../types/contracts/kernel/participants/ParticipantRegistry.js";
import type { ParticipantRegistry } from "../types/index.js";
import { type Qualification, SizeClass, Standing, type VotingClass } from "./data/terms.ts";

/** A legal entity; facts of the public business register only. */
export interface Founder {
  /** Short name, as in `--as`. */
  key: string;
  /** Legal name, as in the business register. */
  nameZh: string;
  nameEn: string;
  uscc: string;
  size: SizeClass;
  seats: readonly VotingClass[];
  /** With the 12-digit institution code where the kind has one. */
  qualifications: readonly { key: Qualification; code?: bigint }[];
  wallet: string;
  /** Digest of the documents of the application. */
  evidence: string;
  /** The wallet's consent to its application, signed beforehand; whose key is at hand signs when it applies. */
  consent?: Consent;
  privateKey?: string;
}

/** An account's EIP-712 consent. */
export interface Consent {
  /** Last second, since 1970, in which it may be used. */
  deadline: bigint;
  signature: string;
}

const DAY = 86_400n;

const fieldsOf = (list: string) =>
  list.split(",").map((field) => {
    const [type = "", name = ""] = field.split(" ");
    return { name, type };
  });

/** What an account agrees to by its signature, as ParticipantRegistry's type hashes have it. */
export const CONSENTS = {
  Application: fieldsOf(
    "bytes18 uscc,string name,uint8 size,address wallet,bytes32 evidence,uint256 nonce,uint256 deadline",
  ),
  Consent: fieldsOf("address account,bytes18 uscc,uint8 scopes,uint256 nonce,uint256 deadline"),
  WalletConsent: fieldsOf("address wallet,uint32 participant,uint256 nonce,uint256 deadline"),
};

/** An application as the registry takes it. */
export type Application = IParticipantRegistry.ApplicationStruct;

/** A consent before it is signed: its kind, and what it says besides nonce and deadline. */
export interface ConsentDraft {
  kind: keyof typeof CONSENTS;
  message: Record<string, unknown>;
}

export type ConsentSigner = Pick<Signer, "getAddress" | "signTypedData">;

export const usccBytes = (uscc: string): string => hexlify(toUtf8Bytes(uscc));

/** An account agrees to serve the participant with this USCC. */
export const serviceDraft = (account: string, uscc: string, scopes: bigint): ConsentDraft => ({
  kind: "Consent",
  message: { account, uscc: usccBytes(uscc), scopes },
});

/** A wallet agrees to an application, all of it. */
export const applicationDraft = (application: Application): ConsentDraft => ({
  kind: "Application",
  message: { ...application },
});

/** A new wallet agrees to take the place of a participant's present one. */
export const walletDraft = (wallet: string, participant: bigint): ConsentDraft => ({
  kind: "WalletConsent",
  message: { wallet, participant },
});

/** What is to be signed, in full. */
export async function consentToSign(
  participants: ParticipantRegistry,
  account: string,
  { kind, message }: ConsentDraft,
  deadline: bigint,
) {
  const { name, version, chainId, verifyingContract } = await participants.eip712Domain();
  const nonce = await participants.nonces(account);
  return {
    domain: { name, version, chainId, verifyingContract },
    types: { [kind]: CONSENTS[kind] },
    primaryType: kind,
    message: { ...message, nonce, deadline },
  };
}

/** Signs for one's own account. */
export async function signDraft(
  participants: ParticipantRegistry,
  account: ConsentSigner,
  draft: ConsentDraft,
  deadline: bigint,
): Promise<Consent> {
  const { domain, types, message } = await consentToSign(participants, await account.getAddress(), draft, deadline);
  return { deadline, signature: await account.signTypedData(domain, types, message) };
}

export const signConsent = async (
  participants: ParticipantRegistry,
  account: ConsentSigner,
  uscc: string,
  scopes: bigint,
  deadline: bigint,
): Promise<Consent> =>
  signDraft(participants, account, serviceDraft(await account.getAddress(), uscc, scopes), deadline);

const applicationOf = ({ uscc, nameZh: name, size, wallet, evidence }: Founder): Application => ({
  uscc: usccBytes(uscc),
  name,
  size: SizeClass[size],
  wallet,
  evidence,
});

/** Numbers of those who have applied or been admitted, by USCC and wallet. */
async function known(participants: ParticipantRegistry): Promise<Map<string, number>> {
  const count = Number(await participants.participantCount());
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const all = await Promise.all(numbers.map((number) => participants.participantInfo(number)));
  const applied = numbers.filter((_, index) => all[index]?.standing !== Standing.Refused);
  return new Map(applied.map((number) => [`${all[number - 1]?.uscc} ${all[number - 1]?.wallet}`, number]));
}

async function consentOf(participants: ParticipantRegistry, founder: Founder, now: number): Promise<Consent> {
  if (founder.consent !== undefined) return founder.consent;
  if (founder.privateKey === undefined) {
    throw new Error(
      `${founder.nameEn} has not consented. Let its wallet ${founder.wallet} sign for the registry ` +
        `${await participants.getAddress()}, and enter the signature in the founders' file.`,
    );
  }
  const draft = applicationDraft(applicationOf(founder));
  return signDraft(participants, new Wallet(founder.privateKey), draft, BigInt(now) + DAY);
}

/**
 * Sends the applications of those founders that have not applied yet; anyone may.
 * @param now second of the newest block
 * @returns the numbers of all founders, in their order
 */
export async function applyAll(participants: ParticipantRegistry, founders: readonly Founder[], now: number) {
  const before = await known(participants);
  const isNew = ({ uscc, wallet }: Founder) => !before.has(`${usccBytes(uscc)} ${wallet}`);
  // All consents first: either every founder can apply, or none has to wait for the others on chain.
  const applications = await Promise.all(
    founders.filter(isNew).map(async (founder) => ({ founder, consent: await consentOf(participants, founder, now) })),
  );
  const sent = [];
  for (const { founder, consent } of applications) {
    sent.push(await participants.applyForAdmission(applicationOf(founder), consent.deadline, consent.signature));
  }
  for (const transaction of sent) await transaction.wait();
  const numbers = await known(participants);
  return founders.map(({ uscc, wallet }) => numbers.get(`${usccBytes(uscc)} ${wallet}`) ?? 0);
}

/** Refuses founders that could not govern: too few for the council, or no regulator or court for the orders that need one. */
export function requireGoverning(founders: readonly Founder[], minimumCouncil: number): void {
  for (const [seat, minimum] of [
    ["Council", minimumCouncil],
    ["Regulator", 1],
    ["Judiciary", 1],
  ] as const) {
    const held = founders.filter(({ seats }) => seats.includes(seat)).length;
    if (held >= minimum) continue;
    throw new Error(
      `The founders hold ${held === 0 ? "no seat" : `${held} seats`} of ${seat}; it takes ${minimum} at least.`,
    );
  }
}
