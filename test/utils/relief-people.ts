/** Officers and households for tests: kin, objections, changes, and the register as a sibling part sees it. */
import { encodeBytes32String, id, ZeroHash } from "ethers";
import type { IReliefHouseholds } from "../../types/contracts/modules/relief/ReliefHouseholds.js";
import { ethers, networkHelpers } from "./suite.ts";
import {
  ChangeKind,
  EVIDENCE,
  exited,
  exitOnNotice,
  exitProposed,
  type Household,
  HouseholdStatus,
  inventedHouseholds,
  type OfficerActor,
  onNotice,
  Outcome,
  proposed,
  REASON,
  registered,
  type ReliefDesk,
  endorsed,
  reviewed,
  daysPass,
} from "./relief.ts";

export const GROUNDS = id("what is objected");
export const ANSWER = id("the answer's text");
export const KINSHIP = id("how the kinship was found");
/** No key. */
export const NO_KEY = { x: ZeroHash, y: ZeroHash };
/** An assertion that nobody has made. */
export const UNSIGNED = {
  key: 0,
  deadline: 2n ** 35n,
  auth: { r: ZeroHash, s: ZeroHash, challengeIndex: 0, typeIndex: 0, authenticatorData: "0x", clientDataJSON: "" },
};

/** Scores, and what an undeclared kinship and an upheld objection take from one. */
export const [FIRST_SCORE, KINSHIP_POINTS, OBJECTION_POINTS] = [600n, 200n, 30n];

/** The first second of a day, in UTC+8. */
export const startOf = (which: bigint): bigint => which * 86_400n - 8n * 3_600n;

/** The first of a list that a test knows to have one. */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error("The list is empty.");
  return one;
}

export const one = async (list: Promise<Household[]>): Promise<Household> => first(await list);

/** Objects to a household on notice. */
export async function objected(desk: ReliefDesk, household: Household, by = desk.wudang.signer): Promise<bigint> {
  await desk.suite.reliefReviews.connect(by).object(household.id, GROUNDS);
  return desk.suite.reliefReviews.objectionCount();
}

export const answered = (
  desk: ReliefDesk,
  objection: bigint,
  outcome: keyof typeof Outcome,
  by: OfficerActor = desk.officers.songxi3,
) => desk.suite.reliefReviews.connect(by.signer).answerObjection(objection, Outcome[outcome], ANSWER);

/** A change with only what its kind needs. */
export const changeOf = (
  household: bigint,
  kind: keyof typeof ChangeKind,
  fields: Partial<IReliefHouseholds.ChangeStruct> = {},
): IReliefHouseholds.ChangeStruct => ({
  household,
  kind: ChangeKind[kind],
  proposedBy: 0,
  done: false,
  refused: false,
  area: 0,
  decidedBy: 0,
  into: 0,
  category: 0,
  commitment: ZeroHash,
  key: NO_KEY,
  evidence: EVIDENCE,
  ...fields,
});

/** One officer proposes a change. */
export async function changeProposed(
  desk: ReliefDesk,
  change: IReliefHouseholds.ChangeStruct,
  by: OfficerActor = desk.officers.longjing1,
): Promise<bigint> {
  const register = desk.suite.reliefHouseholds.connect(by.signer);
  const number = await register.proposeChange.staticCall(change);
  await register.proposeChange(change);
  return number;
}

/** One officer proposes a change and another confirms it. */
export async function changed(
  desk: ReliefDesk,
  change: IReliefHouseholds.ChangeStruct,
  by: OfficerActor = desk.officers.longjing1,
  confirmedBy: OfficerActor = desk.officers.songxi3,
) {
  const number = await changeProposed(desk, change, by);
  return desk.suite.reliefHouseholds.connect(confirmedBy.signer).confirmChange(number);
}

/** A household leaves another, by two officers. */
export async function split(desk: ReliefDesk, household: Household): Promise<Household> {
  const { commitment, passkey, ...rest } = first(inventedHouseholds(desk));
  await changed(desk, changeOf(household.id, "Split", { commitment, key: passkey.publicKey }));
  const id = await desk.suite.reliefHouseholds.householdByCommitment(household.programme, commitment);
  return { ...rest, commitment, passkey, id, number: Number(id & 0xffff_ffffn) };
}

/** The register, as a part of the module that pays calls it. */
export async function registerForParts({ suite }: ReliefDesk) {
  return suite.reliefHouseholds.connect(await ethers.getImpersonatedSigner(await suite.reliefPayouts.getAddress()));
}

/** What a page of payments asks; anything, by default. */
export interface Page {
  programme?: bigint;
  area?: bigint;
  category?: number;
  bank?: bigint;
  /** First day of the period that is paid. */
  begins?: bigint;
}

export const pageOf = (
  desk: ReliefDesk,
  { programme = desk.programme, area = 0n, category = 0, bank = 0n, begins = 0n }: Page = {},
) => [programme, area, category, bank, begins] as const;

/** ¥500.00. */
export const FIVE_HUNDRED = 50_000n;

/** Books payments as the payout book does. */
export async function granted(
  desk: ReliefDesk,
  numbers: number[],
  amounts: bigint[] = [FIVE_HUNDRED],
  page: Page = {},
) {
  const register = await registerForParts(desk);
  return register.grant(...pageOf(desk, page), numbers, amounts);
}

/** Whether each household could be paid now. */
export const grantable = async (desk: ReliefDesk, numbers: number[], amounts = [FIVE_HUNDRED], page: Page = {}) =>
  (await registerForParts(desk)).areGrantable(...pageOf(desk, page), numbers, amounts);

export type StatusName = keyof typeof HouseholdStatus;

/** How a household of Longjing comes to each status. Its usual officers have taken the steps. */
export const statuses: Record<StatusName, (desk: ReliefDesk) => Promise<Household>> = {
  None: async (desk) => {
    const household = first(inventedHouseholds(desk));
    return { ...household, id: (desk.programme << 32n) | 999n, number: 999 };
  },
  Proposed: (desk) => one(proposed(desk)),
  Reviewed: (desk) => one(reviewed(desk)),
  OnNotice: (desk) => one(onNotice(desk)),
  Endorsed: (desk) => one(endorsed(desk)),
  Registered: (desk) => one(registered(desk)),
  ExitProposed: async (desk) => one(exitProposed(desk, await registered(desk))),
  ExitOnNotice: async (desk) => one(exitOnNotice(desk, await registered(desk))),
  Exited: async (desk) => one(exited(desk, await registered(desk))),
  Observed: async (desk) => {
    const household = await statuses.Exited(desk);
    await daysPass(1);
    return household;
  },
  Closed: async (desk) => {
    const household = await statuses.Exited(desk);
    await daysPass(366);
    return household;
  },
  UnderReview: async (desk) => {
    const household = await statuses.Registered(desk);
    await kinshipReported(desk, household, desk.officers.longjing2);
    return household;
  },
  Refused: async (desk) => {
    const household = await statuses.Proposed(desk);
    await desk.suite.reliefReviews.connect(desk.officers.songxi3.signer).refuse(household.id, REASON);
    return household;
  },
  Ended: async (desk) => {
    const household = await statuses.Registered(desk);
    await changed(desk, changeOf(household.id, "End"));
    return household;
  },
};

export const kinshipReported = (
  { suite, officers }: ReliefDesk,
  household: Household,
  officer: OfficerActor,
  by: OfficerActor = officers.wudang4,
) => suite.reliefReviews.connect(by.signer).reportKinship(household.id, officer.id, KINSHIP);

export const declared = ({ suite }: ReliefDesk, officer: OfficerActor, ...households: Household[]) =>
  suite.reliefOfficers.connect(officer.signer).declareKinship(households.map((household) => household.commitment));

/** The name of the custom error that an act is refused with; nothing when it is not refused. */
export async function refusalOf(act: Promise<unknown>): Promise<string | undefined> {
  try {
    await act;
    return undefined;
  } catch (failure) {
    const [, name] = /custom error '(\w+)\(/.exec(String(failure)) ?? [];
    if (name === undefined) throw failure;
    return name;
  }
}

export const statusOf = ({ suite }: ReliefDesk, household: Household): Promise<bigint> =>
  suite.reliefHouseholds.statusOf(household.id);

export const procedureOf = ({ suite }: ReliefDesk, household: Household) =>
  suite.reliefReviews.procedureOf(household.id);

/** Tries something, and undoes it. */
export async function tried<T>(act: () => Promise<T>): Promise<T> {
  const snapshot = await networkHelpers.takeSnapshot();
  try {
    return await act();
  } finally {
    await snapshot.restore();
  }
}

/** The module's name, as accounts are limited to it. */
export const RELIEF = encodeBytes32String("relief");
