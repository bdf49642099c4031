/** What the scenes of relief have in common: officers in service, and what people sign with their passkeys. */
import { AbiCoder, id, keccak256, Wallet } from "ethers";
import { areas, codeOf, type OfficerKey, officers } from "../../../deploy/data/officers.ts";
import { type PersonaKey, personaOf } from "../../../deploy/data/personas.ts";
import { Scopes } from "../../../deploy/data/terms.ts";
import { signConsent } from "../../../deploy/founders.ts";
import { ACTS } from "../../../tasks/relief/acts.ts";
import { type Assertion, fieldsOf, makePasskey } from "../../../tasks/shared/authenticator.ts";
import type { Stage } from "./stage.ts";

const DAY = 86_400n;

/** Digests that stand for documents. */
export const document = (name: string): string => id(`document: ${name}`);

/** What a person has signed of an act, with a passkey made from its name. */
export async function asserted(
  stage: Stage,
  name: string,
  person: bigint,
  act: keyof typeof ACTS,
  values: Record<string, unknown>,
): Promise<Assertion> {
  const deadline = BigInt(await stage.now()) + DAY;
  const digest = await stage.suite.reliefKeys.digestOf(person, id(ACTS[act]), fieldsOf(ACTS[act], values), deadline);
  return { key: 0, deadline, auth: makePasskey(name).assert(digest) };
}

/** An officer whose account serves its employer, appointed with its passkey. */
async function appoint(stage: Stage, key: OfficerKey): Promise<void> {
  const { participants, reliefOfficers } = stage.suite;
  const officer = officers.find((each) => each.key === key);
  if (officer === undefined) throw new Error(`There is no officer ${key}.`);
  const employer = officer.persona;
  const account = new Wallet(officer.privateKey);
  const deadline = BigInt(await stage.now()) + DAY;
  const consent = await signConsent(participants, account, personaOf(employer).uscc, Scopes.ACTS, deadline);
  await stage.done(
    stage
      .as(employer, participants)
      .bindAccount(account.address, Scopes.ACTS, 0, [], consent.deadline, consent.signature),
  );
  const area = codeOf(officer.area);
  const participant = await stage.participant(employer);
  const fields = { account: account.address, participant, area, identity: officer.identity };
  const assertion = await asserted(stage, officer.passkeySeed, 0n, "Appointment", fields);
  const { publicKey } = makePasskey(officer.passkeySeed);
  const act = stage.as(employer, reliefOfficers).appoint(account.address, area, officer.identity, publicKey, assertion);
  const { officer: number = 0n } = await stage.done(act, reliefOfficers, "OfficerAppointed");
  stage.remember(`officer ${key}`, number);
}

/** The divisions, and all officers. */
export async function staff(stage: Stage): Promise<void> {
  for (const { code, nameZh } of areas) {
    await stage.done(stage.as("rural", stage.suite.reliefOfficers).addArea(code, nameZh));
  }
  for (const { key } of officers) await appoint(stage, key);
}

const seedOf = (key: OfficerKey): string => officers.find((each) => each.key === key)?.passkeySeed ?? "";

/** What an officer has signed. */
export const assertedByOfficer = (
  stage: Stage,
  key: OfficerKey,
  act: keyof typeof ACTS,
  values: Record<string, unknown>,
): Promise<Assertion> => asserted(stage, seedOf(key), stage.recall(`officer ${key}`), act, values);

const HASHED = ["uint32", "bytes32", "uint40", "uint8", "uint32", "bytes32", "bytes32", "bytes32"];

/** Has an officer propose households of Longjing, each under its name with its own passkey; their ids are remembered by it. */
export async function propose(
  stage: Stage,
  programme: bigint,
  officer: OfficerKey,
  bank: PersonaKey,
  names: readonly string[],
): Promise<void> {
  const { reliefHouseholds, reliefReviews } = stage.suite;
  const evidence = document("what the officer has found out");
  const proposals = await Promise.all(
    names.map(async (name) => {
      const key = makePasskey(name).publicKey;
      const terms = {
        programme,
        commitment: document(`who ${name} is, with the key of programme ${programme}`),
        area: codeOf("longjing"),
        category: 1n,
        bank: await stage.participant(bank),
        evidence,
      };
      const signed = { ...terms, keyX: key.x, keyY: key.y };
      return { ...terms, key, household: await asserted(stage, name, programme << 32n, "Registration", signed) };
    }),
  );
  const hashes = proposals.map(({ commitment, area, category, bank: card, key }) =>
    keccak256(
      AbiCoder.defaultAbiCoder().encode(HASHED, [programme, commitment, area, category, card, key.x, key.y, evidence]),
    ),
  );
  const assertion = await assertedByOfficer(stage, officer, "Proposals", { proposals: hashes });
  await stage.done(stage.asOfficer(officer, reliefReviews).propose(proposals, assertion));
  for (const [index, { commitment }] of proposals.entries()) {
    stage.remember(`household ${names[index]}`, await reliefHouseholds.householdByCommitment(programme, commitment));
  }
}

/** The ids of households, by their names. */
export const households = (stage: Stage, ...names: string[]): bigint[] =>
  names.map((name) => stage.recall(`household ${name}`));

/** The days of a notice, and the night after them. */
export const noticePasses = async (stage: Stage): Promise<void> => stage.travel((await stage.now()) + 8 * Number(DAY));
