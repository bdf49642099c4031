/** Who guesses: what somebody who reads the chain finds by trying all that a person's number could be. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { expect } from "chai";
import { keccak256, toUtf8Bytes } from "ethers";
import { codeOf } from "../../deploy/data/officers.ts";
import { inventedHouseholds, proposalOf, propose, type ReliefDesk, reliefDesk, teamOf } from "../utils/relief.ts";
import { needsOwnChain } from "../utils/suite.ts";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An 18-digit number of a person (GB 11643), with its check character. */
function idNumber(birthday: string, sequence: number): string {
  const body = `520112${birthday}${String(sequence).padStart(3, "0")}`;
  const sum = WEIGHTS.reduce((all, weight, index) => all + weight * Number(body[index]), 0);
  return body + "10X98765432".charAt(sum % 11);
}

/** All numbers that the county can have given to people who were born in one week. */
function* suspects(): Generator<string> {
  for (let day = 4; day <= 10; ++day) {
    const birthday = `196503${String(day).padStart(2, "0")}`;
    for (let sequence = 0; sequence < 1000; ++sequence) yield idNumber(birthday, sequence);
  }
}

const SOUGHT = idNumber("19650307", 152);

const hmac = (key: Uint8Array | string, text: string) => `0x${createHmac("sha256", key).update(text).digest("hex")}`;

/** What a guesser makes of a number: plain digests, and keyed ones with all that is known in public. */
async function digestsOf({ suite, programme }: ReliefDesk): Promise<((text: string) => string)[]> {
  const { chainId } = await suite.reliefKeys.eip712Domain();
  const known = ["", String(programme), String(chainId), String(codeOf("longjing")), "LIVING", "RopeNet Relief"];
  const parts = [suite.reliefHouseholds, suite.reliefKeys, suite.reliefProgrammes];
  const keys = [...known, ...(await Promise.all(parts.map((part) => part.getAddress())))];
  return [
    (text) => keccak256(toUtf8Bytes(text)),
    (text) => `0x${createHash("sha256").update(text).digest("hex")}`,
    ...keys.map((key) => (text: string) => hmac(key, text)),
  ];
}

/** The commitments on chain, and which of them trying every number finds. */
async function guessed(desk: ReliefDesk): Promise<{ all: Set<string>; found: string[] }> {
  const { reliefHouseholds } = desk.suite;
  const entered = await reliefHouseholds.queryFilter(reliefHouseholds.filters.HouseholdEntered());
  const all = new Set(entered.map(({ args }) => args.commitment));
  const digests = await digestsOf(desk);
  const found: string[] = [];
  for (const suspect of suspects()) {
    if (digests.some((digest) => all.has(digest(suspect)))) found.push(suspect);
  }
  return { all, found };
}

/** A household enters the register with this commitment. */
async function entered(desk: ReliefDesk, commitment: string): Promise<void> {
  const households = inventedHouseholds(desk).map((household) => ({ ...household, commitment }));
  const proposals = await Promise.all(households.map((household) => proposalOf(desk, household)));
  await propose(desk, teamOf(desk).proposer, proposals);
}

describe("Relief: what guessing finds of a household", () => {
  beforeEach(needsOwnChain);

  it("X-48: a number among 7,000 is found by its plain digest, which is why a commitment is keyed", async () => {
    const desk = await reliefDesk();
    await entered(desk, `0x${createHash("sha256").update(SOUGHT).digest("hex")}`);
    expect((await guessed(desk)).found).to.deep.equal([SOUGHT]);
  });

  it("X-48: a commitment keyed with 32 random bytes, as the tasks make it, is not found by trying all numbers", async () => {
    const desk = await reliefDesk();
    await entered(desk, hmac(randomBytes(32), SOUGHT));
    const { all, found } = await guessed(desk);
    expect(all.size).to.equal(1);
    expect(found).to.deep.equal([]);
  });
});
