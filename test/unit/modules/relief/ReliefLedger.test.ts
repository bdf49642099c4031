/** ReliefLedger: help and its confirmation, what projects have achieved, and what households say. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import type {
  ReliefHouseholds,
  ReliefKeys,
  ReliefLedger,
  ReliefOfficers,
  ReliefProjects,
  ReliefScores,
} from "../../../../types/index.js";
import { ACTS } from "../../../../tasks/relief/acts.ts";
import { sign } from "../../../utils/passkeys.ts";
import {
  daysPass,
  endorsed,
  EVIDENCE,
  exited,
  exitOnNotice,
  exitProposed,
  type Household,
  HouseholdStatus,
  REASON,
  registered,
  Role,
  signedByHousehold,
  today,
} from "../../../utils/relief.ts";
import { fields } from "../../../utils/relief-funds.ts";
import {
  approvedProject,
  Fact,
  NOBODY,
  type ProjectDesk,
  projectDesk,
  proposedProject,
  REPORT,
} from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

const CONFIRM_HELP = ACTS.ConfirmHelp;
const FEEDBACK = ACTS.Feedback;
const HelpKind = { None: 0n, Visit: 1n, Training: 2n, Other: 8n } as const;
const NO_PROJECT = 0n;
/** As a plan numbers what is counted. */
const GREENHOUSES = 3n;

describe("ReliefLedger", () => {
  let desk: ProjectDesk;
  let ledger: ReliefLedger;
  let households: ReliefHouseholds;
  let officers: ReliefOfficers;
  let projects: ReliefProjects;
  let scores: ReliefScores;
  let keys: ReliefKeys;
  let staff: ProjectDesk["officers"];
  let luban: Actor;
  let household: Household;

  beforeEach(async () => {
    desk = await projectDesk();
    ({ reliefLedger: ledger, reliefHouseholds: households, reliefOfficers: officers } = desk.suite);
    ({ reliefProjects: projects, reliefScores: scores, reliefKeys: keys } = desk.suite);
    ({ officers: staff, luban } = desk);
    household = await registeredOne();
  });

  async function registeredOne(draft: Parameters<typeof registered>[1] = {}): Promise<Household> {
    const [first] = await registered(desk, draft);
    if (first === undefined) throw new Error("There is no household.");
    return first;
  }

  interface HelpDraft {
    of?: Household;
    project?: bigint;
    kind?: bigint;
    day?: bigint;
    evidence?: string;
    by?: ProjectDesk["officers"]["longjing1"];
  }
  const recordHelp = async (draft: HelpDraft = {}) =>
    ledger
      .connect((draft.by ?? staff.longjing1).signer)
      .recordHelp(
        (draft.of ?? household).id,
        draft.project ?? NO_PROJECT,
        draft.kind ?? HelpKind.Training,
        draft.day ?? (await today()),
        draft.evidence ?? EVIDENCE,
      );
  const signedHelp = (help: bigint, who = household) => signedByHousehold(desk, who, CONFIRM_HELP, { help });

  describe("recordHelp", () => {
    it("records what an officer has done for a household", async () => {
      const project = await approvedProject(desk);
      const day = (await today()) - 2n;
      await expect(recordHelp({ project, day }))
        .to.emit(ledger, "HelpRecorded")
        .withArgs(1n, household.id, staff.longjing1.id, project, HelpKind.Training, day, EVIDENCE);
      expect(fields(await ledger.helpInfo(1n))).to.deep.equal({
        household: household.id,
        officer: staff.longjing1.id,
        project,
        kind: HelpKind.Training,
        day,
        confirmed: false,
        evidence: EVIDENCE,
      });
      expect(await ledger.helpCount()).to.equal(1n);
    });

    it("takes officers of every level, and days from thirty back to today", async () => {
      await recordHelp({ by: staff.songxi1 });
      await recordHelp({ by: staff.wudang1 });
      await recordHelp({ day: (await today()) - 30n });
      for (const day of [(await today()) - 31n, (await today()) + 1n]) {
        await expect(recordHelp({ day }))
          .to.be.revertedWithCustomError(ledger, "HelpDayOutOfRange")
          .withArgs(day, await today());
      }
    });

    it("P-4, X-34: reverts when the officer is kin", async () => {
      await officers.connect(staff.longjing1.signer).declareKinship([household.commitment]);
      await expect(recordHelp())
        .to.be.revertedWithCustomError(officers, "OfficerIsKin")
        .withArgs(staff.longjing1.id, household.commitment);
    });

    it("reverts when the officer is of another area", async () => {
      await expect(recordHelp({ by: staff.chashan1 })).to.be.revertedWithCustomError(officers, "OfficerOutsideArea");
    });

    it("is for households whose exit is on its way, and for observed ones", async () => {
      await exitProposed(desk, [household]);
      await recordHelp();
      const second = await registeredOne();
      await exitOnNotice(desk, [second]);
      await recordHelp({ of: second });
      const third = await registeredOne();
      await exited(desk, [third]);
      await recordHelp({ of: third });
      await daysPass(1);
      expect(await households.statusOf(third.id)).to.equal(HouseholdStatus.Observed);
      await recordHelp({ of: third });
      await daysPass(366);
      await expect(recordHelp({ of: third }))
        .to.be.revertedWithCustomError(households, "HouseholdWrongStatus")
        .withArgs(third.id, HouseholdStatus.Closed, HouseholdStatus.Registered);
    });

    it("reverts when the household is not on the register yet, or nobody knows it", async () => {
      const [waiting] = await endorsed(desk);
      await expect(recordHelp({ ...(waiting && { of: waiting }) }))
        .to.be.revertedWithCustomError(households, "HouseholdWrongStatus")
        .withArgs(waiting?.id, HouseholdStatus.Endorsed, HouseholdStatus.Registered);
      const unknown = { ...household, id: (desk.programme << 32n) | 99n };
      await expect(recordHelp({ of: unknown }))
        .to.be.revertedWithCustomError(households, "HouseholdUnknown")
        .withArgs(unknown.id);
    });

    it("reverts when the project is another programme's, or was never approved", async () => {
      const foreign = await approvedProject(desk, { fund: desk.produce, implementer: NOBODY, milestones: [] });
      await expect(recordHelp({ project: foreign }))
        .to.be.revertedWithCustomError(ledger, "LedgerProjectForeign")
        .withArgs(foreign, household.id);
      const project = await proposedProject(desk);
      await expect(recordHelp({ project }))
        .to.be.revertedWithCustomError(ledger, "LedgerProjectNotApproved")
        .withArgs(project);
    });

    it("reverts when it is of no kind or without evidence", async () => {
      await expect(recordHelp({ kind: HelpKind.None })).to.be.revertedWithCustomError(ledger, "HelpKindMissing");
      await expect(recordHelp({ evidence: ZeroHash })).to.be.revertedWithCustomError(ledger, "HelpEvidenceMissing");
    });
  });

  describe("confirmHelp", () => {
    it("is the household's word, and counts for the officer", async () => {
      await recordHelp();
      await expect(ledger.connect(desk.nanming.signer).confirmHelp(1n, await signedHelp(1n)))
        .to.emit(ledger, "HelpConfirmed")
        .withArgs(1n, household.id, staff.longjing1.id)
        .and.to.emit(scores, "ScoreEntered")
        .withArgs(
          1n,
          staff.longjing1.id,
          Fact.HelpConfirmed,
          2n,
          602n,
          desk.programme,
          NOBODY,
          `0x${"1".padStart(64, "0")}`,
        );
      expect((await ledger.helpInfo(1n)).confirmed).to.equal(true);
    });

    it("is given once", async () => {
      await recordHelp();
      await ledger.confirmHelp(1n, await signedHelp(1n));
      await expect(ledger.confirmHelp(1n, await signedHelp(1n)))
        .to.be.revertedWithCustomError(ledger, "HelpAlreadyConfirmed")
        .withArgs(1n);
    });

    it("P-3, X-39: reverts when it was signed for other help, by another, or used before", async () => {
      await recordHelp();
      await recordHelp();
      const other = await registeredOne();
      for (const assertion of [
        await signedHelp(2n),
        await signedHelp(1n, other),
        await sign(keys, staff.longjing1.passkey, household.id, CONFIRM_HELP, { help: 1n }),
      ]) {
        await expect(ledger.confirmHelp(1n, assertion)).to.be.revertedWithCustomError(keys, "AssertionInvalid");
      }
      const signed = await signedHelp(1n);
      await ledger.confirmHelp(1n, signed);
      await expect(ledger.confirmHelp(2n, signed)).to.be.revertedWithCustomError(keys, "AssertionInvalid");
    });

    it("reverts when nobody has recorded it", async () => {
      await expect(ledger.confirmHelp(1n, await signedHelp(1n)))
        .to.be.revertedWithCustomError(ledger, "HelpUnknown")
        .withArgs(1n);
      await expect(ledger.helpInfo(1n)).to.be.revertedWithCustomError(ledger, "HelpUnknown").withArgs(1n);
    });
  });

  describe("reportOutcome", () => {
    const report = (project: bigint, achieved: bigint, { by = luban, planned = 40n, evidence = REPORT } = {}) =>
      ledger.connect(by.signer).reportOutcome(project, GREENHOUSES, planned, achieved, evidence);

    it("keeps the newest report of an indicator", async () => {
      const project = await approvedProject(desk);
      await report(project, 10n);
      await expect(report(project, 25n))
        .to.emit(ledger, "OutcomeReported")
        .withArgs(project, luban.id, GREENHOUSES, 40n, 25n, REPORT);
      expect(fields(await ledger.outcomeInfo(project, GREENHOUSES))).to.deep.equal({
        indicator: GREENHOUSES,
        planned: 40n,
        achieved: 25n,
        day: await today(),
        evidence: REPORT,
      });
    });

    it("goes on when the project is closed", async () => {
      const project = await approvedProject(desk);
      await projects.connect(staff.wudang1.signer).closeProject(project, REPORT);
      await expect(report(project, 40n)).to.emit(ledger, "OutcomeReported");
    });

    it("is an operator's or the authority's where there is no implementer", async () => {
      const project = await approvedProject(desk, { implementer: NOBODY, milestones: [] });
      for (const by of [desk.songxi, desk.rural]) {
        await expect(report(project, 1n, { by })).to.emit(ledger, "OutcomeReported");
      }
      await expect(report(project, 1n))
        .to.be.revertedWithCustomError(desk.suite.reliefProgrammes, "ProgrammeRoleMissing")
        .withArgs(desk.programme, luban.id, Role.Operator, ZeroHash);
    });

    it("reverts when another than the implementer reports", async () => {
      const project = await approvedProject(desk);
      await expect(report(project, 1n, { by: desk.songxi }))
        .to.be.revertedWithCustomError(ledger, "OutcomeNotImplementer")
        .withArgs(project, desk.songxi.id, luban.id);
    });

    it("reverts when the plan is another than was said first", async () => {
      const project = await approvedProject(desk);
      await report(project, 10n);
      await expect(report(project, 10n, { planned: 10n }))
        .to.be.revertedWithCustomError(ledger, "OutcomePlanChanged")
        .withArgs(project, GREENHOUSES, 40n);
    });

    it("reverts when there is no evidence, or the project was never approved", async () => {
      const project = await approvedProject(desk);
      const bare = report(project, 10n, { evidence: ZeroHash });
      await expect(bare).to.be.revertedWithCustomError(ledger, "OutcomeEvidenceMissing");
      const other = await proposedProject(desk);
      await expect(report(other, 10n))
        .to.be.revertedWithCustomError(ledger, "LedgerProjectNotApproved")
        .withArgs(other);
      await expect(report(99n, 10n)).to.be.revertedWithCustomError(projects, "ProjectUnknown").withArgs(99n);
    });
  });

  describe("giveFeedback", () => {
    const feedback = async (project: bigint, rating: number, signed = { rating }, who = household) =>
      ledger
        .connect(desk.nanming.signer)
        .giveFeedback(
          project,
          who.id,
          rating,
          EVIDENCE,
          await signedByHousehold(desk, who, FEEDBACK, { project, evidence: EVIDENCE, ...signed }),
        );

    for (const rating of [1, 5]) {
      it(`is what the household has signed: ${rating}`, async () => {
        const project = await approvedProject(desk);
        await expect(feedback(project, rating))
          .to.emit(ledger, "FeedbackGiven")
          .withArgs(project, household.id, rating, EVIDENCE)
          .and.to.emit(keys, "ActAsserted")
          .withArgs(household.id, id(FEEDBACK), 0n, 1n);
      });
    }

    for (const rating of [0, 6]) {
      it(`reverts when the rating is ${rating}`, async () => {
        const project = await approvedProject(desk);
        await expect(feedback(project, rating))
          .to.be.revertedWithCustomError(ledger, "FeedbackRatingOutOfRange")
          .withArgs(rating);
      });
    }

    it("X-39: reverts when another rating was signed", async () => {
      const project = await approvedProject(desk);
      await expect(feedback(project, 5, { rating: 1 })).to.be.revertedWithCustomError(keys, "AssertionInvalid");
    });

    it("reverts when the project is another programme's, or was never approved", async () => {
      const foreign = await approvedProject(desk, { fund: desk.produce, implementer: NOBODY, milestones: [] });
      await expect(feedback(foreign, 3))
        .to.be.revertedWithCustomError(ledger, "LedgerProjectForeign")
        .withArgs(foreign, household.id);
      const project = await proposedProject(desk);
      await projects.connect(staff.wudang1.signer).refuseProject(project, REASON);
      await expect(feedback(project, 3))
        .to.be.revertedWithCustomError(ledger, "LedgerProjectNotApproved")
        .withArgs(project);
    });
  });
});
