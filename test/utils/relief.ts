/** Relief for tests: the words of the contracts, a programme with all who work in it, and households brought to where a test begins. */
import { computeHmac, encodeBytes32String, id, keccak256, AbiCoder, toUtf8Bytes, ZeroHash } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { ACTS } from "../../tasks/relief/acts.ts";
import { areas, type AreaKey, codeOf, type Officer, type OfficerKey, officers } from "../../deploy/data/officers.ts";
import { dayNumber } from "../../deploy/data/holidays.ts";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { Scopes } from "../../deploy/data/terms.ts";
import type { IReliefProgrammes } from "../../types/contracts/modules/relief/ReliefProgrammes.js";
import type { IReliefReviews } from "../../types/contracts/modules/relief/ReliefReviews.js";
import { bound, DAY, now, type Office } from "./orders.ts";
import { type Assertion, makePasskey, type Passkey, sign, type Signing, type Values } from "./passkeys.ts";
import { type Actor, ethers, foundedSuite, networkHelpers } from "./suite.ts";

export const Source = { Fiscal: 1n, Sector: 2n, Social: 3n } as const;
export const Role = {
  Operator: 1n,
  PayoutBank: 2n,
  Implementer: 3n,
  Merchant: 4n,
  Inspector: 5n,
  Platform: 6n,
  Cooperative: 7n,
} as const;
export const HouseholdStatus = {
  None: 0n,
  Proposed: 1n,
  Reviewed: 2n,
  OnNotice: 3n,
  Endorsed: 4n,
  Registered: 5n,
  ExitProposed: 6n,
  ExitOnNotice: 7n,
  Exited: 8n,
  Observed: 9n,
  Closed: 10n,
  UnderReview: 11n,
  Refused: 12n,
  Ended: 13n,
} as const;
export const Outcome = { None: 0n, Upheld: 1n, Dismissed: 2n } as const;
export const Level = { None: 0n, Province: 1n, City: 2n, County: 3n, Township: 4n, Village: 5n } as const;
export const ChangeKind = {
  None: 0n,
  Split: 1n,
  Merge: 2n,
  Move: 3n,
  End: 4n,
  AddKey: 5n,
  ReplaceKeys: 6n,
  Recategorise: 7n,
} as const;

export const purpose = encodeBytes32String;
export const LIVING = purpose("LIVING");
/** What the merchant sells. */
export const FARM_SUPPLIES = purpose("FARM_SUPPLIES");
export const HOUSING = purpose("HOUSING");
const PURPOSES = [LIVING, FARM_SUPPLIES, HOUSING];

/** The acts that persons sign here. */
export const APPOINTMENT = ACTS.Appointment;
export const REGISTRATION = ACTS.Registration;
export const PROPOSALS = ACTS.Proposals;
export const EXIT = ACTS.Exit;
export const CHOOSE_BANK = ACTS.ChooseBank;

/** Digests that stand for documents. */
export const EVIDENCE = id("what was found out about the household");
export const MINUTES = id("minutes of the village's meeting");
export const DECISION = id("decision of the authority");
export const REASON = id("why it was refused");

/** An officer who can act. */
export interface OfficerActor extends Officer {
  /** Its number. */
  id: bigint;
  signer: HardhatEthersSigner;
  passkey: Passkey;
  /** Its area's code. */
  code: bigint;
}

/** A household that can sign. */
export interface Household {
  id: bigint;
  /** Its number in the programme. */
  number: number;
  programme: bigint;
  commitment: string;
  passkey: Passkey;
  area: bigint;
  category: number;
  bank: Actor;
}

/** Rules of a programme: seven days of notice, ten for the banks' receipts, no ceilings; a lot is at least ¥100.00. */
export const RULES: IReliefProgrammes.RulesStruct = {
  noticeDays: 7,
  receiptDays: 10,
  continuesInObservation: false,
  householdCeiling: 0,
  actCeiling: 0,
  minimumLot: 10_000,
};

/** ¥100,000,000.00. */
export const BUDGET = 10_000_000_000n;

export interface ProgrammeDraft {
  source?: bigint;
  /** First day, today by default. */
  start?: string;
  /** Last day. */
  end?: string;
  budget?: bigint;
  rules?: Partial<typeof RULES>;
  areas?: AreaKey[];
  purposes?: string[];
}

/** Who does what in a programme besides its authority. */
const ROLES: readonly (readonly [PersonaKey, keyof typeof Role])[] = [
  ["county", "Operator"],
  ["songxi", "Operator"],
  ["guanshan", "PayoutBank"],
  ["baiyunling", "PayoutBank"],
  ["luban", "Implementer"],
  ["bianmin", "Merchant"],
  ["inspector", "Inspector"],
  ["huiai", "Platform"],
  ["cooperative", "Cooperative"],
];

/** The suite with divisions, officers with passkeys, and a fiscal programme of the county in which all personas have their roles. */
async function furnished() {
  const office = await foundedSuite();
  const { reliefOfficers } = office.suite;
  for (const { code, nameZh } of areas) await reliefOfficers.connect(office.rural.signer).addArea(code, nameZh);
  const staff = {} as Record<OfficerKey, OfficerActor>;
  for (const officer of officers) staff[officer.key] = await appointed(office, officer);
  const programme = await programmed(office);
  return { ...office, officers: staff, programme };
}

export type ReliefDesk = Awaited<ReturnType<typeof furnished>>;

/** Each call starts from the furnished suite anew. */
export const reliefDesk = (): Promise<ReliefDesk> => networkHelpers.loadFixture(furnished);

/** Binds an officer's account to its employer's, and appoints it. */
export async function appointed(office: Office, officer: Officer): Promise<OfficerActor> {
  const { reliefOfficers, reliefKeys } = office.suite;
  const employer = office[officer.persona];
  const signer = await ethers.getSigner(officer.address);
  await bound(office, employer, signer, { scopes: Scopes.ACTS, modules: ["relief"] });
  const passkey = makePasskey(officer.passkeySeed);
  const code = codeOf(officer.area);
  const values = { account: officer.address, participant: employer.id, area: code, identity: officer.identity };
  const assertion = await sign(reliefKeys, passkey, 0n, APPOINTMENT, values);
  const appointing = reliefOfficers.connect(employer.signer);
  await appointing.appoint(officer.address, code, officer.identity, passkey.publicKey, assertion);
  return { ...officer, id: await reliefOfficers.officerCount(), signer, passkey, code };
}

/** Creates a programme of rural's, by default fiscal, of the county, to the end of 2027, and gives all personas their roles in it. */
export async function programmed(office: Office, draft: ProgrammeDraft = {}): Promise<bigint> {
  const { reliefProgrammes } = office.suite;
  const authority = reliefProgrammes.connect(office.rural.signer);
  const { source = Source.Fiscal, budget = BUDGET, purposes = PURPOSES } = draft;
  await authority.createProgramme(
    source,
    draft.start === undefined ? await today() : day(draft.start),
    day(draft.end ?? "2027-12-31"),
    budget,
    { ...RULES, ...draft.rules },
    (draft.areas ?? ["wudang"]).map(codeOf),
    purposes,
    DECISION,
  );
  const programme = await reliefProgrammes.programmeCount();
  for (const [persona, role] of ROLES) {
    const sells = role === "Merchant" ? FARM_SUPPLIES : ZeroHash;
    if (sells !== ZeroHash && !purposes.includes(sells)) continue;
    await authority.setRole(programme, office[persona].id, Role[role], sells, true);
  }
  return programme;
}

/** A day as the contracts count it. */
export const day = (date: string): bigint => BigInt(dayNumber(date));

/** The day of the newest block. */
export const today = async (): Promise<bigint> => ((await now()) + 8n * 3_600n) / DAY;

/** Lets days pass: it is nine o'clock on that day, or later if it was. */
export async function daysPass(count: bigint | number): Promise<void> {
  await networkHelpers.time.increase(BigInt(count) * DAY);
}

/** The keyed hash of a person or household, with a key that is a programme's own and never on chain. */
export const commitmentOf = (programme: bigint, person: string): string =>
  computeHmac("sha256", toUtf8Bytes(`key of programme ${programme}`), toUtf8Bytes(person));

/** What a test says of households; the rest is usual: one of Longjing, category 1, with a card of guanshan's. */
export interface HouseholdDraft {
  count?: number;
  programme?: bigint;
  area?: AreaKey;
  category?: number;
  bank?: Actor;
  evidence?: string;
}

let invented = 0;

/** Households that nobody has proposed yet. */
export function inventedHouseholds(desk: ReliefDesk, draft: HouseholdDraft = {}): Household[] {
  const { count = 1, programme = desk.programme, area = "longjing", category = 1, bank = desk.guanshan } = draft;
  return Array.from({ length: count }, () => {
    const name = `household ${++invented}`;
    const commitment = commitmentOf(programme, name);
    return { id: 0n, number: 0, programme, commitment, passkey: makePasskey(name), area: codeOf(area), category, bank };
  });
}

/** The fields that a household signs when it is proposed. */
export const registrationOf = (household: Household, evidence = EVIDENCE) => ({
  programme: household.programme,
  commitment: household.commitment,
  area: household.area,
  category: household.category,
  bank: household.bank.id,
  keyX: household.passkey.publicKey.x,
  keyY: household.passkey.publicKey.y,
  evidence,
});

/** Whom the digest names: a household that has no number yet is its programme's number 0. */
const signerOf = (household: Household): bigint => (household.id === 0n ? household.programme << 32n : household.id);

/** A household's proposal, signed by it. */
export async function proposalOf(
  desk: ReliefDesk,
  household: Household,
  evidence = EVIDENCE,
  signing: Signing = {},
): Promise<IReliefReviews.ProposalStruct> {
  const { bank, passkey, programme, commitment, area, category } = household;
  const values = registrationOf(household, evidence);
  const signed = await sign(desk.suite.reliefKeys, passkey, signerOf(household), REGISTRATION, values, signing);
  return {
    programme,
    commitment,
    area,
    category,
    bank: bank.id,
    key: passkey.publicKey,
    evidence,
    household: signed,
  };
}

/** What the officer signs of a proposal. */
export function proposalHash({
  programme,
  commitment,
  area,
  category,
  bank,
  key,
  evidence,
}: IReliefReviews.ProposalStruct) {
  const types = ["uint32", "bytes32", "uint40", "uint8", "uint32", "bytes32", "bytes32", "bytes32"];
  const values = [programme, commitment, area, category, bank, key.x, key.y, evidence];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
}

/** Has an officer sign an act. */
export const signedBy = (
  desk: ReliefDesk,
  officer: OfficerActor,
  act: string,
  values: Values,
  signing: Signing = {},
): Promise<Assertion> => sign(desk.suite.reliefKeys, officer.passkey, officer.id, act, values, signing);

/** Has a household sign an act. */
export const signedByHousehold = (
  desk: ReliefDesk,
  household: Household,
  act: string,
  values: Values,
  signing: Signing = {},
): Promise<Assertion> => sign(desk.suite.reliefKeys, household.passkey, household.id, act, values, signing);

/** An officer proposes proposals that households have signed. */
export async function propose(desk: ReliefDesk, officer: OfficerActor, proposals: IReliefReviews.ProposalStruct[]) {
  const signed = await signedBy(desk, officer, PROPOSALS, { proposals: proposals.map(proposalHash) });
  return desk.suite.reliefReviews.connect(officer.signer).propose(proposals, signed);
}

/** Who takes which step, by village: no two are the same officer. */
export interface Team {
  proposer: OfficerActor;
  reviewer: OfficerActor;
  publisher: OfficerActor;
  endorser: OfficerActor;
  registrar: OfficerActor;
}

/** The officers who usually take a household of the village onto the register. */
export function teamOf({ officers }: ReliefDesk, area = codeOf("longjing")): Team {
  const { songxi1: publisher, songxi2: endorser, wudang1: registrar } = officers;
  const [proposer, reviewer] =
    area === codeOf("chashan") ? [officers.chashan1, officers.chashan2] : [officers.longjing1, officers.longjing2];
  return { proposer, reviewer, publisher, endorser, registrar };
}

const PROPOSALS_AT_ONCE = 16;
const HOUSEHOLDS_AT_ONCE = 200;

function* chunksOf<T>(list: T[], size: number): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

/** Households, as they are in the contract's lists. */
export const idsOf = (households: Household[]): bigint[] => households.map((household) => household.id);
export const numbersOf = (households: Household[]): number[] => households.map((household) => household.number);

/** New households that an officer and they themselves have signed for. Their numbers ascend. */
export async function proposed(desk: ReliefDesk, draft: HouseholdDraft = {}): Promise<Household[]> {
  const households = inventedHouseholds(desk, draft);
  const { proposer } = teamOf(desk, codeOf(draft.area ?? "longjing"));
  for (const some of chunksOf(households, PROPOSALS_AT_ONCE)) {
    const proposals = await Promise.all(some.map((household) => proposalOf(desk, household, draft.evidence)));
    await propose(desk, proposer, proposals);
    for (const household of some) {
      household.id = await desk.suite.reliefHouseholds.householdByCommitment(household.programme, household.commitment);
      household.number = Number(household.id & 0xffff_ffffn);
    }
  }
  return households;
}

type Step = (desk: ReliefDesk, team: Team, ids: bigint[]) => Promise<unknown>;

const STEPS = {
  reviewed: ({ suite }, { reviewer }, ids) => suite.reliefReviews.connect(reviewer.signer).review(ids, MINUTES),
  onNotice: ({ suite }, { publisher }, ids) => suite.reliefReviews.connect(publisher.signer).publish(ids),
  endorsed: ({ suite }, { endorser }, ids) => suite.reliefReviews.connect(endorser.signer).endorse(ids, EVIDENCE),
  registered: ({ suite }, { registrar }, ids) => suite.reliefReviews.connect(registrar.signer).register(ids, EVIDENCE),
} as const satisfies Record<string, Step>;

/** Takes households that have been proposed on to a step. */
async function brought(desk: ReliefDesk, households: Household[], last: keyof typeof STEPS): Promise<Household[]> {
  for (const [name, step] of Object.entries(STEPS)) {
    if (name === "endorsed") await noticePasses(desk, households);
    for (const some of chunksOf(households, HOUSEHOLDS_AT_ONCE)) {
      await step(desk, teamOf(desk, some[0]?.area), idsOf(some));
    }
    if (name === last) break;
  }
  return households;
}

/** Lets the days of notice pass of households that have been published today. */
export async function noticePasses({ suite }: ReliefDesk, households: Household[]): Promise<void> {
  const { noticeEnd } = await suite.reliefReviews.procedureOf(households[0]?.id ?? 0n);
  const left = noticeEnd - (await today());
  if (left >= 0n) await daysPass(left + 1n);
}

export const reviewed = async (desk: ReliefDesk, draft: HouseholdDraft = {}) =>
  brought(desk, await proposed(desk, draft), "reviewed");
export const onNotice = async (desk: ReliefDesk, draft: HouseholdDraft = {}) =>
  brought(desk, await proposed(desk, draft), "onNotice");
export const endorsed = async (desk: ReliefDesk, draft: HouseholdDraft = {}) =>
  brought(desk, await proposed(desk, draft), "endorsed");

/** Households that are helped, a village's at a time. The days of their notice have passed. */
export const registered = async (desk: ReliefDesk, draft: HouseholdDraft = {}): Promise<Household[]> =>
  brought(desk, await proposed(desk, draft), "registered");

/** Officers who usually let a household exit: another than who registered it decides. */
export function exitTeamOf(desk: ReliefDesk, area?: bigint) {
  const { proposer, publisher } = teamOf(desk, area);
  return { proposer, publisher, registrar: desk.officers.wudang2 };
}

/** Both sign that a registered household is to exit. */
export async function proposeExit(desk: ReliefDesk, household: Household, officer: OfficerActor, evidence = EVIDENCE) {
  const values = { household: household.id, evidence };
  const byHousehold = await signedByHousehold(desk, household, EXIT, values);
  const byOfficer = await signedBy(desk, officer, EXIT, values);
  return desk.suite.reliefReviews.connect(officer.signer).proposeExit(household.id, evidence, byHousehold, byOfficer);
}

export async function exitProposed(desk: ReliefDesk, households: Household[]): Promise<Household[]> {
  for (const household of households) {
    await proposeExit(desk, household, exitTeamOf(desk, household.area).proposer);
  }
  return households;
}

export async function exitOnNotice(desk: ReliefDesk, households: Household[]): Promise<Household[]> {
  await exitProposed(desk, households);
  const { publisher } = exitTeamOf(desk, households[0]?.area);
  await desk.suite.reliefReviews.connect(publisher.signer).publish(idsOf(households));
  return households;
}

/** Registered households that exit today, after the days of notice. */
export async function exited(desk: ReliefDesk, households: Household[]): Promise<Household[]> {
  await exitOnNotice(desk, households);
  await noticePasses(desk, households);
  const { registrar } = exitTeamOf(desk, households[0]?.area);
  await desk.suite.reliefReviews.connect(registrar.signer).approveExit(idsOf(households), EVIDENCE);
  return households;
}
