/**
 * What of a household comes on chain in its whole life: its commitment and its keys, and numbers that officers need. Its people's names,
 * numbers and places are planted in everything that is hashed off chain, and looked for wherever a node's owner can look.
 */
import { createHash, createHmac, getHashes } from "node:crypto";
import { expect } from "chai";
import { AbiCoder, hexlify, keccak256, sha256, toBeHex, toUtf8Bytes } from "ethers";
import hre from "hardhat";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { codeOf } from "../../deploy/data/officers.ts";
import { makePasskey } from "../utils/passkeys.ts";
import { answer, confirm, type PayingDesk, payingDesk, released, roundApproved } from "../utils/relief-payouts.ts";
import { changed, changeOf } from "../utils/relief-people.ts";
import {
  CHOOSE_BANK,
  daysPass,
  EXIT,
  type Household,
  HouseholdStatus,
  inventedHouseholds,
  type OfficerActor,
  onNotice,
  Outcome,
  proposalOf,
  propose,
  signedBy,
  signedByHousehold,
  today,
} from "../utils/relief.ts";
import { ethers, needsOwnChain } from "../utils/suite.ts";

/** All that files know of a household, and chains must not. */
const PERSON = {
  name: "张桂兰",
  romanised: "Zhang Guilan",
  idNumber: "520112196503071526",
  telephone: "13985012345",
  card: "6217003870001234567",
  address: "乌当区松溪镇龙井村三组17号",
  guardian: "张小川",
  guardianId: "52011219930816451X",
  illness: "慢性肾衰竭",
  fingerprint: "464d520020323000",
} as const;

const SALT = toUtf8Bytes("key of the programme, which its authority keeps");

/** Digest of a document that says all of the person, as files make it: with a key. */
const digestOf = (title: string): string =>
  `0x${createHmac("sha256", SALT)
    .update(JSON.stringify({ title, ...PERSON }))
    .digest("hex")}`;

/** What to look for, in hex without 0x, and what it is. No more than a word of storage holds of it. */
function needles(): Map<string, string> {
  const found = new Map<string, string>();
  const add = (bytes: Uint8Array | string, what: string) => {
    const hex = typeof bytes === "string" ? bytes : hexlify(bytes).slice(2);
    found.set(hex.slice(0, 40), what);
  };
  const { name, idNumber, telephone } = PERSON;
  const texts = [
    ...Object.values(PERSON),
    `${name}${idNumber}`,
    `${idNumber}${name}`,
    `${name},${idNumber}`,
    `${name}${telephone}`,
  ];
  const algorithms = ["md5", "sha1", "sha256", "sha512", "sha3-256", "ripemd160", "sm3"].filter((each) =>
    getHashes().some((known) => known.toLowerCase() === each || known.toLowerCase() === `rsa-${each}`),
  );
  for (const text of texts) {
    const bytes = toUtf8Bytes(text);
    add(bytes, `"${text}"`);
    add(Buffer.from(text, "utf16le"), `"${text}" in UTF-16`);
    add(Buffer.from(text, "utf16le").swap16(), `"${text}" in UTF-16, big end first`);
    add(keccak256(bytes).slice(2), `keccak256 of "${text}"`);
    add(keccak256(AbiCoder.defaultAbiCoder().encode(["string"], [text])).slice(2), `keccak256 of "${text}", encoded`);
    for (const algorithm of algorithms) add(createHash(algorithm).update(bytes).digest(), `${algorithm} of "${text}"`);
    if (!/^\d+$/.test(text)) continue;
    const number = BigInt(text);
    add(number.toString(16), `the number ${text}`);
    add(text, `the digits ${text}`);
    add(keccak256(toBeHex(number, 32)).slice(2), `keccak256 of the number ${text}`);
  }
  return found;
}

interface Step {
  op: string;
  stack: string[];
}

/** All that a transaction says, writes and emits, in hex. */
async function tracesOf(hash: string): Promise<string[]> {
  const [transaction, receipt, trace] = await Promise.all([
    ethers.provider.getTransaction(hash),
    ethers.provider.getTransactionReceipt(hash),
    ethers.provider.send("debug_traceTransaction", [hash, { disableMemory: true, disableStorage: true }]) as Promise<{
      structLogs: Step[];
    }>,
  ]);
  const logs = (receipt?.logs ?? []).flatMap(({ topics, data }) => [...topics, data]);
  const written = trace.structLogs.flatMap(({ op, stack }) => (op === "SSTORE" ? stack.slice(-2) : []));
  return [
    transaction?.data ?? "",
    ...logs,
    ...written.map((word) => toBeHex(BigInt(word.startsWith("0x") ? word : `0x${word}`), 32)),
  ];
}

/** All that can be seen in the blocks after one. */
async function sightOf(first: number): Promise<string> {
  const last = await ethers.provider.getBlockNumber();
  const hay: string[] = [];
  for (let number = first + 1; number <= last; ++number) {
    const block = await ethers.provider.getBlock(number);
    for (const hash of block?.transactions ?? []) hay.push(...(await tracesOf(hash)));
  }
  return hay.map((hex) => hex.slice(2).toLowerCase()).join(" ");
}

const leaksIn = (sight: string): string[] =>
  [...needles()].filter(([needle]) => sight.includes(needle.toLowerCase())).map(([, what]) => what);

/** The household of the files. */
function householdOf(desk: PayingDesk): Household {
  const [household] = inventedHouseholds(desk);
  if (household === undefined) throw new Error("There is a household.");
  const commitment = `0x${createHmac("sha256", SALT).update(PERSON.idNumber).digest("hex")}`;
  return { ...household, commitment };
}

/** Onto the register, paid, helped, changed, found kin of, proposed anew, off the register, back, and ended: with a document behind each act. */
async function life(desk: PayingDesk): Promise<Household> {
  const { suite, officers } = desk;
  const { longjing1, longjing2, songxi1, songxi2, songxi3, wudang1, wudang2 } = officers;
  const { reliefReviews: reviews, reliefHouseholds: register, reliefKeys: keys } = suite;
  const household = householdOf(desk);

  await propose(desk, longjing1, [await proposalOf(desk, household, digestOf("authorisation and need"))]);
  household.id = await register.householdByCommitment(desk.programme, household.commitment);
  household.number = Number(household.id & 0xffff_ffffn);
  const ids = [household.id];
  await reviews.connect(longjing2.signer).review(ids, digestOf("minutes"));
  await reviews.connect(songxi1.signer).publish(ids);
  await reviews.connect(desk.wudang.signer).object(household.id, digestOf("objection"));
  await reviews.connect(songxi3.signer).answerObjection(1, Outcome.Dismissed, digestOf("answer"));
  await daysPass(8);
  await reviews.connect(songxi2.signer).endorse(ids, digestOf("township's decision"));
  await reviews.connect(wudang1.signer).register(ids, digestOf("county's decision"));

  const payout = await released(desk, await roundApproved(desk), [household]);
  await answer(desk, payout);
  await confirm(desk, payout, 0, household);
  const helped = await today();
  await suite.reliefLedger.connect(longjing1.signer).recordHelp(household.id, 0, 1, helped, digestOf("visit"));
  const bank = desk.baiyunling.id;
  await register.chooseBank(household.id, bank, await signedByHousehold(desk, household, CHOOSE_BANK, { bank }));

  const change = (...[kind, title, fields, by]: [Parameters<typeof changeOf>[1], string, object, OfficerActor]) =>
    changed(desk, changeOf(household.id, kind, { ...fields, evidence: digestOf(title) }), by);
  await change("AddKey", "guardianship", { key: makePasskey("a guardian's").publicKey }, longjing1);
  await change("Move", "removal", { area: codeOf("chashan") }, longjing1);
  await change("Recategorise", "illness", { category: 2 }, songxi2);
  await change("Move", "return", { area: codeOf("longjing") }, songxi2);

  await reviews.connect(wudang2.signer).reportKinship(household.id, songxi1.id, digestOf("genealogy"));
  const again = { ...household, category: 2 };
  await propose(desk, longjing1, [await proposalOf(desk, again, digestOf("need, again"))]);
  await reviews.connect(songxi3.signer).refuse(household.id, digestOf("reason"));
  await propose(desk, longjing1, [await proposalOf(desk, again, digestOf("need, once more"))]);
  await reviews.connect(longjing2.signer).review(ids, digestOf("minutes, again"));
  await reviews.connect(wudang2.signer).publish(ids);
  await daysPass(8);
  await reviews.connect(songxi2.signer).endorse(ids, digestOf("township, again"));
  await reviews.connect(wudang1.signer).register(ids, digestOf("county, again"));

  const exit = { household: household.id, evidence: digestOf("criteria of exit") };
  const byHousehold = await signedByHousehold(desk, household, EXIT, exit);
  const byOfficer = await signedBy(desk, longjing1, EXIT, exit);
  await reviews.connect(longjing1.signer).proposeExit(household.id, exit.evidence, byHousehold, byOfficer);
  await reviews.connect(songxi3.signer).publish(ids);
  await daysPass(8);
  await reviews.connect(wudang1.signer).approveExit(ids, digestOf("exit"));
  await daysPass(1);
  await reviews.connect(wudang2.signer).relapse(household.id, digestOf("relapse"));
  await change("End", "death", {}, longjing1);
  expect(await register.statusOf(household.id)).to.equal(HouseholdStatus.Ended);
  expect(await keys.nonceOf(household.id)).to.equal(6);
  return household;
}

interface Parameter {
  name: string;
  internalType: string;
  components?: Parameter[];
}
interface Item {
  type: string;
  name: string;
  stateMutability?: string;
  inputs: Parameter[];
  outputs?: Parameter[];
}

/** Parameters and what they are made of, by name. */
const namesOf = (parameters: Parameter[] = []): string[] =>
  parameters.flatMap(({ name, components }) => [name, ...namesOf(components)]);

/** What the contract's views show of a household that one asks for. */
async function shownBy(contract: string): Promise<string[]> {
  const { abi } = (await hre.artifacts.readArtifact(contract)) as unknown as { abi: Item[] };
  return abi
    .filter(({ type, stateMutability }) => type === "function" && stateMutability === "view")
    .filter(({ inputs }) => inputs.some(({ internalType }) => /^(Household|Person)Id/.test(internalType)))
    .flatMap(({ name, outputs }) => namesOf(outputs).map((shown) => `${contract}.${name}: ${shown}`));
}

describe("Relief: what comes on chain of a household", () => {
  beforeEach(needsOwnChain);

  it("X-48: of a whole life, commitment and keys, and nothing that files know of its people", async () => {
    const desk = await payingDesk();
    const start = await ethers.provider.getBlockNumber();
    const { commitment, passkey } = await life(desk);
    const found = await sightOf(start);
    expect(leaksIn(found)).to.deep.equal([]);
    // The search sees what is there.
    for (const datum of [commitment, passkey.publicKey.x, passkey.publicKey.y, digestOf("illness")]) {
      expect(found).to.include(datum.slice(2).toLowerCase());
    }
  });

  it("X-48: the search finds what it looks for, wherever it stands", async () => {
    const desk = await payingDesk();
    const start = await ethers.provider.getBlockNumber();
    const { reliefOfficers, reliefReviews } = desk.suite;
    await reliefOfficers.connect(desk.rural.signer).addArea(520_112_103_000n, `${PERSON.name}的镇`);
    const [household] = await onNotice(desk);
    await reliefReviews.object(household?.id ?? 0n, sha256(toUtf8Bytes(PERSON.idNumber)));
    const leaks = leaksIn(await sightOf(start));
    expect(leaks).to.deep.equal([`"${PERSON.name}"`, `sha256 of "${PERSON.idNumber}"`]);
  });

  it("X-48: no view shows a household's category, its score or what it was given", async () => {
    const contracts = contractNames.map(solidityName).filter((name) => name.startsWith("Relief"));
    const shown = (await Promise.all(contracts.map(shownBy))).flat();
    expect(shown).to.include("ReliefHouseholds.householdInfo: status");
    expect(shown.filter((each) => /category|score|given/i.test(each))).to.deep.equal([]);
  });
});
