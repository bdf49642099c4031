/** Those who take part from the first day, and how they apply. */
import { hexlify, toUtf8Bytes, Wallet, type Signer } from "ethers";
import type { ParticipantRegistry } from "../types/index.js";
import { type Qualification, Scopes, SizeClass, Standing, type VotingClass } from "./data/terms.ts";

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
  /** The wallet's consent, signed beforehand; whose key is at hand signs when it applies. */
  consent?: Consent;
  privateKey?: string;
}

/** A wallet's EIP-712 consent to be bound to a participant. */
export interface Consent {
  /** Last second, since 1970, in which it may be used. */
  deadline: bigint;
  signature: string;
}

const DAY = 86_400n;

const CONSENT = {
  Consent: [
    { name: "account", type: "address" },
    { name: "uscc", type: "bytes18" },
    { name: "scopes", type: "uint8" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

export const usccBytes = (uscc: string): string => hexlify(toUtf8Bytes(uscc));

/** Signs an account's consent to serve the participant with this USCC. */
export async function signConsent(
  participants: ParticipantRegistry,
  account: Pick<Signer, "getAddress" | "signTypedData">,
  uscc: string,
  scopes: bigint,
  deadline: bigint,
): Promise<Consent> {
  const address = await account.getAddress();
  const { name, version, chainId, verifyingContract } = await participants.eip712Domain();
  const nonce = await participants.nonces(address);
  const message = { account: address, uscc: usccBytes(uscc), scopes, nonce, deadline };
  const signature = await account.signTypedData({ name, version, chainId, verifyingContract }, CONSENT, message);
  return { deadline, signature };
}

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
  return signConsent(participants, new Wallet(founder.privateKey), founder.uscc, Scopes.ALL, BigInt(now) + DAY);
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
    const { uscc, nameZh: name, wallet, evidence } = founder;
    const application = { uscc: usccBytes(uscc), name, size: SizeClass[founder.size], wallet, evidence };
    sent.push(await participants.applyForAdmission(application, consent.deadline, consent.signature));
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
