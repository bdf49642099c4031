/** ReliefProjects: projects and their milestones, by whom each step is taken, and what the implementer is paid. */
import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import type {
  ReliefFunds,
  ReliefOfficers,
  ReliefPayouts,
  ReliefProgrammes,
  ReliefProjects,
  ReliefScores,
} from "../../../../types/index.js";
import { at, order } from "../../../utils/orders.ts";
import {
  day,
  daysPass,
  DECISION,
  Level,
  LIVING,
  type OfficerActor,
  REASON,
  Role,
  today,
} from "../../../utils/relief.ts";
import { fields, voiceOf } from "../../../utils/relief-funds.ts";
import { PayoutKind, PayoutStatus } from "../../../utils/relief-payouts.ts";
import {
  AMOUNT,
  approvedProject,
  cleared,
  clearedMilestone,
  DIGESTS,
  Fact,
  fundedProject,
  gains,
  KINDS,
  lastSecondOf,
  MilestoneStatus,
  NOBODY,
  PLAN,
  planOf,
  PROJECT_BUDGET,
  type ProjectDesk,
  projectDesk,
  type ProjectDraft,
  ProjectStatus,
  proposedProject,
  REPORT,
  submittedMilestone,
} from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("ReliefProjects", () => {
  let desk: ProjectDesk;
  let projects: ReliefProjects;
  let programmes: ReliefProgrammes;
  let officers: ReliefOfficers;
  let funds: ReliefFunds;
  let payouts: ReliefPayouts;
  let scores: ReliefScores;
  let staff: ProjectDesk["officers"];
  let rural: Actor, luban: Actor, inspector: Actor;

  beforeEach(async () => {
    desk = await projectDesk();
    ({ reliefProjects: projects, reliefProgrammes: programmes, reliefOfficers: officers } = desk.suite);
    ({ reliefFunds: funds, reliefPayouts: payouts, reliefScores: scores } = desk.suite);
    ({ officers: staff, rural, luban, inspector } = desk);
  });

  const approveProject = (project: bigint, by = staff.wudang1, evidence = DECISION) =>
    projects.connect(by.signer).approveProject(project, evidence);
  const refuseProject = (project: bigint, by = staff.wudang1, reason = REASON) =>
    projects.connect(by.signer).refuseProject(project, reason);
  const closeProject = (project: bigint, by = staff.wudang1, evidence = REPORT) =>
    projects.connect(by.signer).closeProject(project, evidence);
  const submit = (project: bigint, by = luban, digests = DIGESTS, milestone = 1) =>
    projects.connect(by.signer).submit(project, milestone, digests);
  const approve = (project: bigint, by = staff.longjing2, evidence = REPORT, milestone = 1) =>
    projects.connect(by.signer).approve(project, milestone, evidence);
  const inspect = (project: bigint, by = inspector, evidence = REPORT, milestone = 1) =>
    projects.connect(by.signer).inspect(project, milestone, evidence);
  const reject = (project: bigint, by: { signer: Actor["signer"] } = staff.longjing2, reason = REASON, milestone = 1) =>
    projects.connect(by.signer).reject(project, milestone, reason);
  const release = (project: bigint, by = staff.songxi2, milestone = 1) =>
    projects.connect(by.signer).release(project, milestone);
  const statusOf = async (project: bigint) => (await projects.projectInfo(project)).status;
  const milestoneOf = (project: bigint, milestone = 1) => projects.milestoneInfo(project, milestone);
  const setRole = (participant: Actor, role: bigint, admitted: boolean) =>
    programmes.connect(rural.signer).setRole(desk.programme, participant.id, role, ZeroHash, admitted);

  /** The officer is taken up by another employer, with another account or area. */
  async function transferred(officer: OfficerActor, employer: Actor, area = officer.code) {
    await officers.connect(desk[officer.persona].signer).dismiss(officer.id);
    const { signer } = employer;
    await officers.connect(signer).transferOfficer(officer.id, signer, area);
    return { ...officer, signer };
  }

  /** Makes a participant one that may have officers in the programme. */
  async function asOperator(who: Actor) {
    const key = encodeBytes32String("RELIEF_OPERATOR");
    const until = BigInt(Date.parse("2028-01-01T00:00:00+08:00") / 1000);
    await order(desk, desk.suite.participants, "grantQualification", [who.id, key, desk.rural.id, until, 0, DECISION]);
    await setRole(who, Role.Operator, true);
  }

  describe("proposeProject", () => {
    it("proposes a project of the fund's programme and purpose, with its milestones", async () => {
      const plan = await planOf();
      await expect(
        projects
          .connect(staff.longjing1.signer)
          .proposeProject(desk.living, luban.id, codeOf("longjing"), PROJECT_BUDGET, PLAN, [plan]),
      )
        .to.emit(projects, "ProjectProposed")
        .withArgs(
          1n,
          desk.programme,
          staff.longjing1.id,
          desk.living,
          LIVING,
          luban.id,
          codeOf("longjing"),
          PROJECT_BUDGET,
          PLAN,
          [[AMOUNT, plan.dueDay, true, true, true, KINDS]],
        );
      expect(fields(await projects.projectInfo(1n))).to.deep.equal({
        programme: desk.programme,
        fund: desk.living,
        implementer: luban.id,
        area: codeOf("longjing"),
        status: ProjectStatus.Proposed,
        milestones: 1n,
        proposedBy: staff.longjing1.id,
        approvedBy: 0n,
        purpose: LIVING,
        budget: PROJECT_BUDGET,
        plan: PLAN,
      });
      const milestone = await milestoneOf(1n);
      const lists = { evidence: [...milestone.evidence], submitted: [...milestone.submitted] };
      expect({ ...fields(milestone), ...lists }).to.deep.equal({
        amount: AMOUNT,
        dueDay: plan.dueDay,
        status: MilestoneStatus.Planned,
        needsVillage: true,
        needsTownship: true,
        needsInspection: true,
        submittedOn: 0n,
        payout: 0n,
        late: false,
        villageBy: 0n,
        townshipBy: 0n,
        inspectedBy: 0n,
        releasedBy: 0n,
        evidence: KINDS,
        submitted: [],
      });
    });

    it("proposes up to 16 milestones, numbered from 1, up to the budget", async () => {
      const amounts = Array.from({ length: 16 }, (_, index) => 1_000n + BigInt(index));
      const milestones = await Promise.all(amounts.map((amount) => planOf({ amount })));
      const budget = amounts.reduce((sum, amount) => sum + amount);
      const project = await proposedProject(desk, { milestones, budget });
      for (const [index, amount] of amounts.entries()) {
        expect((await milestoneOf(project, index + 1)).amount).to.equal(amount);
      }
      await expect(projects.milestoneInfo(project, 17))
        .to.be.revertedWithCustomError(projects, "MilestoneUnknown")
        .withArgs(project, 17);
      await expect(proposedProject(desk, { milestones, budget: budget - 1n }))
        .to.be.revertedWithCustomError(projects, "ProjectMilestonesAboveBudget")
        .withArgs(budget, budget - 1n);
      await expect(proposedProject(desk, { milestones: [...milestones, await planOf()] }))
        .to.be.revertedWithCustomError(projects, "ProjectMilestonesTooMany")
        .withArgs(17n, 16n);
    });

    it("needs no implementer where there are no milestones", async () => {
      const project = await proposedProject(desk, { implementer: NOBODY, milestones: [] });
      expect((await projects.projectInfo(project)).implementer).to.equal(NOBODY);
      await expect(proposedProject(desk, { implementer: NOBODY })).to.be.revertedWithCustomError(
        projects,
        "ProjectImplementerMissing",
      );
    });

    it("reverts when it has no budget or no plan", async () => {
      const bare = { implementer: NOBODY, milestones: [] };
      await expect(proposedProject(desk, { ...bare, budget: 0n })).to.be.revertedWithCustomError(
        projects,
        "ProjectBudgetZero",
      );
      await expect(proposedProject(desk, { ...bare, plan: ZeroHash })).to.be.revertedWithCustomError(
        projects,
        "ProjectPlanMissing",
      );
    });

    it("P-2: reverts when the area is outside the programme", async () => {
      const yunyan = 520_103_000_000n;
      await expect(proposedProject(desk, { area: yunyan }))
        .to.be.revertedWithCustomError(programmes, "ProgrammeAreaOutside")
        .withArgs(desk.programme, yunyan);
    });

    it("reverts when the officer is of another area", async () => {
      const { chashan1 } = staff;
      await expect(proposedProject(desk, { by: chashan1 }))
        .to.be.revertedWithCustomError(officers, "OfficerOutsideArea")
        .withArgs(chashan1.id, chashan1.code, codeOf("longjing"));
    });

    it("reverts when nobody knows the fund", async () => {
      await expect(proposedProject(desk, { fund: 99n }))
        .to.be.revertedWithCustomError(funds, "FundUnknown")
        .withArgs(99n);
    });

    it("P-8: reverts when the programme does not admit the implementer", async () => {
      const { nanming } = desk;
      await expect(proposedProject(desk, { implementer: nanming.id }))
        .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
        .withArgs(desk.programme, nanming.id, Role.Implementer, ZeroHash);
    });

    it("P-4: reverts when the implementer employs the officer", async () => {
      await setRole(desk.songxi, Role.Implementer, true);
      await expect(proposedProject(desk, { implementer: desk.songxi.id }))
        .to.be.revertedWithCustomError(projects, "ProjectOfficerPartial")
        .withArgs(staff.longjing1.id, desk.songxi.id);
    });

    it("reverts when it has milestones and its fund is for produce", async () => {
      await programmes.connect(rural.signer).setRole(desk.social, luban.id, Role.Implementer, ZeroHash, true);
      await expect(proposedProject(desk, { fund: desk.produce }))
        .to.be.revertedWithCustomError(projects, "ProjectOfProduce")
        .withArgs(desk.produce);
    });

    it("reverts when the programme is over", async () => {
      await at(lastSecondOf(day("2027-12-31")) + 1n);
      await expect(proposedProject(desk, { milestones: [], implementer: NOBODY })).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeNotRunning",
      );
    });

    const unfit: Record<string, () => Promise<ProjectDraft>> = {
      "no amount": async () => ({ milestones: [await planOf({ amount: 0n })] }),
      "a due day that is past": async () => ({ milestones: [await planOf({ dueDay: (await today()) - 1n })] }),
      "a due day after the programme's end": async () => ({
        milestones: [await planOf({ dueDay: day("2028-01-01") })],
      }),
      "no evidence": async () => ({ milestones: [await planOf({ evidence: [] })] }),
      "nine kinds of evidence": async () => ({
        milestones: [await planOf({ evidence: Array.from({ length: 9 }, (_, index) => id(`kind ${index}`)) })],
      }),
      "a kind without a name": async () => ({ milestones: [await planOf({ evidence: [KINDS[0] ?? "", ZeroHash] })] }),
      "no approval": async () => ({
        milestones: [await planOf({ needsVillage: false, needsTownship: false, needsInspection: false })],
      }),
      "a village's approval in a township": async () => ({
        area: codeOf("songxi"),
        by: staff.songxi1,
        milestones: [await planOf()],
      }),
      "a township's approval in a county": async () => ({
        area: codeOf("wudang"),
        by: staff.wudang2,
        milestones: [await planOf({ needsVillage: false })],
      }),
    };
    for (const [what, draftOf] of Object.entries(unfit)) {
      it(`reverts when a milestone has ${what}`, async () => {
        const draft = await draftOf();
        await expect(proposedProject(desk, draft))
          .to.be.revertedWithCustomError(projects, "MilestonePlanInvalid")
          .withArgs(0n);
        const fit = await planOf({ needsVillage: false, needsTownship: false });
        await expect(proposedProject(desk, { ...draft, milestones: [fit, ...(draft.milestones ?? [])] }))
          .to.be.revertedWithCustomError(projects, "MilestonePlanInvalid")
          .withArgs(1n);
      });
    }

    it("takes a due day from today to the programme's last", async () => {
      for (const dueDay of [await today(), day("2027-12-31")]) {
        const milestones = [await planOf({ dueDay })];
        await proposedProject(desk, { milestones });
      }
    });
  });

  describe("approveProject", () => {
    it("approves and opens the project's account", async () => {
      const project = await proposedProject(desk);
      await expect(approveProject(project))
        .to.emit(projects, "ProjectApproved")
        .withArgs(project, staff.wudang1.id, DECISION);
      const { status, approvedBy } = await projects.projectInfo(project);
      expect([status, approvedBy]).to.deep.equal([ProjectStatus.Approved, staff.wudang1.id]);
      const { fund, budget } = await funds.accountInfo(project);
      expect([fund, budget]).to.deep.equal([desk.living, PROJECT_BUDGET]);
    });

    it("P-4: reverts when the proposer approves, whoever sends it", async () => {
      const project = await proposedProject(desk, { by: staff.wudang1 });
      await expect(approveProject(project))
        .to.be.revertedWithCustomError(projects, "ProjectSameOfficer")
        .withArgs(project, staff.wudang1.id);
    });

    it("X-35: reverts when the proposer approves by another employer's account", async () => {
      const project = await proposedProject(desk, { by: staff.wudang2 });
      const same = await transferred(staff.wudang2, desk.songxi, codeOf("wudang"));
      await expect(approveProject(project, same))
        .to.be.revertedWithCustomError(projects, "ProjectSameOfficer")
        .withArgs(project, same.id);
    });

    it("P-4: reverts when the implementer employs the officer", async () => {
      await setRole(desk.county, Role.Implementer, true);
      const project = await proposedProject(desk, { implementer: desk.county.id });
      await expect(approveProject(project))
        .to.be.revertedWithCustomError(projects, "ProjectOfficerPartial")
        .withArgs(staff.wudang1.id, desk.county.id);
      await expect(approveProject(project, staff.wudang4)).to.emit(projects, "ProjectApproved");
    });

    it("reverts when the officer is not of the county", async () => {
      const project = await proposedProject(desk);
      await expect(approveProject(project, staff.songxi1))
        .to.be.revertedWithCustomError(officers, "OfficerWrongLevel")
        .withArgs(staff.songxi1.id, Level.Township, Level.County);
    });

    it("reverts when there is no evidence", async () => {
      const project = await proposedProject(desk);
      await expect(approveProject(project, staff.wudang1, ZeroHash))
        .to.be.revertedWithCustomError(projects, "ProjectEvidenceMissing")
        .withArgs(project);
    });

    it("reverts when the programme is over", async () => {
      const project = await proposedProject(desk);
      await at(lastSecondOf(day("2027-12-31")) + 1n);
      await expect(approveProject(project)).to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning");
    });
  });

  describe("refuseProject", () => {
    it("refuses, with the reason", async () => {
      const project = await proposedProject(desk);
      await expect(refuseProject(project))
        .to.emit(projects, "ProjectRefused")
        .withArgs(project, staff.wudang1.id, REASON);
      expect(await statusOf(project)).to.equal(ProjectStatus.Refused);
    });

    it("reverts when the proposer refuses, or another level, or without a reason", async () => {
      const project = await proposedProject(desk, { by: staff.wudang1 });
      await expect(refuseProject(project))
        .to.be.revertedWithCustomError(projects, "ProjectSameOfficer")
        .withArgs(project, staff.wudang1.id);
      await expect(refuseProject(project, staff.songxi1)).to.be.revertedWithCustomError(officers, "OfficerWrongLevel");
      await expect(refuseProject(project, staff.wudang2, ZeroHash))
        .to.be.revertedWithCustomError(projects, "ProjectEvidenceMissing")
        .withArgs(project);
    });
  });

  describe("closeProject", () => {
    it("ends a project and its account", async () => {
      const project = await fundedProject(desk);
      await expect(closeProject(project))
        .to.emit(projects, "ProjectClosed")
        .withArgs(project, staff.wudang1.id, REPORT);
      expect(await statusOf(project)).to.equal(ProjectStatus.Closed);
      await expect(funds.connect(rural.signer).allocate(project, 1n))
        .to.be.revertedWithCustomError(funds, "ProjectAccountClosed")
        .withArgs(project);
    });

    it("lets what was submitted go on to its payment", async () => {
      const project = await submittedMilestone(desk);
      await closeProject(project);
      await cleared(desk, project);
      await expect(release(project)).to.emit(projects, "MilestoneReleased");
    });

    it("reverts when the officer is not of the county, or without a report", async () => {
      const project = await approvedProject(desk);
      await expect(closeProject(project, staff.songxi1)).to.be.revertedWithCustomError(officers, "OfficerWrongLevel");
      await expect(closeProject(project, staff.wudang1, ZeroHash))
        .to.be.revertedWithCustomError(projects, "ProjectEvidenceMissing")
        .withArgs(project);
    });
  });

  describe("each act in each status of a project", () => {
    const brought: Record<string, () => Promise<bigint>> = {
      Proposed: () => proposedProject(desk),
      Approved: () => approvedProject(desk),
      Refused: async () => {
        const project = await proposedProject(desk);
        await refuseProject(project);
        return project;
      },
      Closed: async () => {
        const project = await approvedProject(desk);
        await closeProject(project);
        return project;
      },
    };
    const acts: Record<string, { act: (project: bigint) => Promise<unknown>; from: keyof typeof ProjectStatus }> = {
      approveProject: { act: (project) => approveProject(project), from: "Proposed" },
      refuseProject: { act: (project) => refuseProject(project), from: "Proposed" },
      closeProject: { act: (project) => closeProject(project), from: "Approved" },
      submit: { act: (project) => submit(project), from: "Approved" },
      requireApproved: { act: (project) => projects.requireApproved(project), from: "Approved" },
    };
    for (const [status, bring] of Object.entries(brought)) {
      for (const [name, { act, from }] of Object.entries(acts)) {
        it(`${name} ${status === from ? "passes" : "reverts"} when it is ${status}`, async () => {
          const project = await bring();
          if (status === from) {
            await act(project);
          } else {
            await expect(act(project))
              .to.be.revertedWithCustomError(projects, "ProjectWrongStatus")
              .withArgs(project, ProjectStatus[status as keyof typeof ProjectStatus], ProjectStatus[from]);
          }
        });
      }
    }

    it("revert when nobody knows the project", async () => {
      for (const act of [approveProject, refuseProject, closeProject]) {
        await expect(act(9n)).to.be.revertedWithCustomError(projects, "ProjectUnknown").withArgs(9n);
      }
      for (const act of [submit, approve, inspect, reject, release]) {
        await expect(act(9n)).to.be.revertedWithCustomError(projects, "MilestoneUnknown").withArgs(9n, 1n);
      }
      await expect(projects.projectInfo(9n)).to.be.revertedWithCustomError(projects, "ProjectUnknown").withArgs(9n);
    });
  });

  describe("submit", () => {
    it("brings a digest for each kind of evidence", async () => {
      const project = await approvedProject(desk);
      await expect(submit(project))
        .to.emit(projects, "MilestoneSubmitted")
        .withArgs(project, 1n, luban.id, DIGESTS, false);
      const { status, submitted, submittedOn, late } = await milestoneOf(project);
      expect([status, [...submitted], submittedOn, late]).to.deep.equal([
        MilestoneStatus.Submitted,
        DIGESTS,
        await today(),
        false,
      ]);
      expect(await projects.openItems()).to.equal(1n);
    });

    it("is in time to the last second of the due day; late, it counts for the proposer", async () => {
      const milestones = [await planOf(), await planOf()];
      const project = await approvedProject(desk, { milestones });
      const due = lastSecondOf((await milestoneOf(project)).dueDay);
      await at(due);
      await expect(submit(project)).not.to.emit(scores, "ScoreEntered");
      await expect(submit(project, luban, DIGESTS, 2))
        .to.emit(projects, "MilestoneSubmitted")
        .withArgs(project, 2n, luban.id, DIGESTS, true)
        .and.to.emit(scores, "ScoreEntered")
        .withArgs(1n, staff.longjing1.id, Fact.EvidenceLate, -20n, 580n, desk.programme, NOBODY, numberOf(project, 2n));
      expect((await milestoneOf(project, 2)).late).to.equal(true);
    });

    it("counts late evidence once, however often it is submitted", async () => {
      const project = await approvedProject(desk);
      await daysPass(61);
      await submit(project);
      await reject(project);
      await expect(submit(project))
        .to.emit(projects, "MilestoneSubmitted")
        .withArgs(project, 1n, luban.id, DIGESTS, true)
        .and.not.to.emit(scores, "ScoreEntered");
    });

    it("replaces what was rejected", async () => {
      const project = await submittedMilestone(desk);
      await reject(project);
      const better = [id("a better report"), id("better photographs")];
      await expect(submit(project, luban, better)).to.emit(projects, "MilestoneSubmitted");
      expect([...(await milestoneOf(project)).submitted]).to.deep.equal(better);
    });

    it("reverts when another than the implementer submits", async () => {
      const project = await approvedProject(desk);
      await expect(submit(project, desk.nanming))
        .to.be.revertedWithCustomError(projects, "MilestoneNotImplementer")
        .withArgs(project, desk.nanming.id, luban.id);
    });

    for (const count of [0, 1, 3]) {
      it(`reverts when it brings ${count} digests for two kinds`, async () => {
        const project = await approvedProject(desk);
        await expect(submit(project, luban, Array<string>(count).fill(REPORT)))
          .to.be.revertedWithCustomError(projects, "MilestoneEvidenceCount")
          .withArgs(BigInt(count), 2n);
      });
    }

    it("reverts when a digest is missing", async () => {
      const project = await approvedProject(desk);
      await expect(submit(project, luban, [REPORT, ZeroHash]))
        .to.be.revertedWithCustomError(projects, "MilestoneEvidenceMissing")
        .withArgs(1n);
    });

    it("reverts when the programme is over", async () => {
      const project = await approvedProject(desk);
      await at(lastSecondOf(day("2027-12-31")) + 1n);
      await expect(submit(project)).to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning");
    });
  });

  /** What a fact about a milestone is found by. */
  const numberOf = (project: bigint, milestone: bigint) =>
    `0x${((project << 8n) | milestone).toString(16).padStart(64, "0")}`;

  describe("approve", () => {
    it("approves for village and township, by the officer's level", async () => {
      const project = await submittedMilestone(desk);
      await expect(approve(project, staff.longjing2))
        .to.emit(projects, "MilestoneApproved")
        .withArgs(project, 1n, staff.longjing2.id, false, REPORT);
      await expect(approve(project, staff.songxi1))
        .to.emit(projects, "MilestoneApproved")
        .withArgs(project, 1n, staff.songxi1.id, true, REPORT);
      const { villageBy, townshipBy, status } = await milestoneOf(project);
      expect([villageBy, townshipBy, status]).to.deep.equal([
        staff.longjing2.id,
        staff.songxi1.id,
        MilestoneStatus.Submitted,
      ]);
    });

    it("P-4: reverts when the officer has proposed the project", async () => {
      const project = await submittedMilestone(desk);
      await expect(approve(project, staff.longjing1))
        .to.be.revertedWithCustomError(projects, "ProjectSameOfficer")
        .withArgs(project, staff.longjing1.id);
    });

    it("X-35: reverts when one officer gives both approvals, by two employers' accounts", async () => {
      const project = await submittedMilestone(desk);
      await approve(project, staff.longjing2);
      const same = await transferred(staff.longjing2, desk.county, codeOf("songxi"));
      await expect(approve(project, same))
        .to.be.revertedWithCustomError(projects, "ProjectSameOfficer")
        .withArgs(project, same.id);
    });

    it("X-36: reverts when the officer approves again through the manager of access, which is nobody's account", async () => {
      const project = await submittedMilestone(desk);
      await approve(project, staff.longjing2);
      const { authority, participants } = desk.suite;
      const data = projects.interface.encodeFunctionData("approve", [project, 1, REPORT]);
      await expect(authority.connect(staff.longjing2.signer).execute(projects, data)).to.be.revertedWithCustomError(
        authority,
        "AccessManagerUnauthorizedCall",
      );
      // Not even when it could be made to call.
      const manager = await voiceOf(authority);
      await expect(projects.connect(manager).approve(project, 1, REPORT))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(manager.address);
    });

    it("reverts when it was approved for that level", async () => {
      const project = await submittedMilestone(desk);
      await approve(project, staff.songxi1);
      await expect(approve(project, staff.songxi2))
        .to.be.revertedWithCustomError(projects, "MilestoneAlreadyApproved")
        .withArgs(project, 1n);
    });

    it("reverts when that level's approval is not asked", async () => {
      const only = async (draft: object) => submittedMilestone(desk, { milestones: [await planOf(draft)] });
      const village = await only({ needsTownship: false });
      const township = await only({ needsVillage: false });
      for (const [project, by] of [
        [village, staff.songxi1],
        [township, staff.longjing2],
        [village, staff.wudang2],
      ] as const) {
        await expect(approve(project, by))
          .to.be.revertedWithCustomError(projects, "MilestoneApprovalNotAsked")
          .withArgs(project, 1n);
      }
    });

    it("P-4: reverts when the implementer or the inspector employs the officer", async () => {
      const project = await submittedMilestone(desk);
      await inspect(project);
      await asOperator(inspector);
      const inspectors = await transferred(staff.songxi3, inspector);
      await expect(approve(project, inspectors))
        .to.be.revertedWithCustomError(projects, "MilestoneInspectorPartial")
        .withArgs(project, inspector.id);
      await asOperator(luban);
      const lubans = await transferred(staff.songxi2, luban);
      await expect(approve(project, lubans))
        .to.be.revertedWithCustomError(projects, "ProjectOfficerPartial")
        .withArgs(lubans.id, luban.id);
    });

    it("reverts when the officer is of another area, or without evidence", async () => {
      const project = await submittedMilestone(desk);
      await expect(approve(project, staff.chashan1)).to.be.revertedWithCustomError(officers, "OfficerOutsideArea");
      await expect(approve(project, staff.longjing2, ZeroHash))
        .to.be.revertedWithCustomError(projects, "ProjectEvidenceMissing")
        .withArgs(project);
    });
  });

  describe("inspect", () => {
    it("inspects, as a third party", async () => {
      const project = await submittedMilestone(desk);
      await expect(inspect(project))
        .to.emit(projects, "MilestoneInspected")
        .withArgs(project, 1n, inspector.id, REPORT);
      expect((await milestoneOf(project)).inspectedBy).to.equal(inspector.id);
    });

    it("reverts when the programme does not admit the inspector", async () => {
      const project = await submittedMilestone(desk);
      await expect(inspect(project, desk.nanming))
        .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
        .withArgs(desk.programme, desk.nanming.id, Role.Inspector, ZeroHash);
    });

    it("P-4: reverts when the inspector is the implementer", async () => {
      const project = await submittedMilestone(desk);
      await setRole(luban, Role.Inspector, true);
      await expect(inspect(project, luban))
        .to.be.revertedWithCustomError(projects, "MilestoneInspectorPartial")
        .withArgs(project, luban.id);
    });

    for (const [step, persona] of [
      ["proposed the project", "songxi"],
      ["approved the project", "county"],
      ["approved for the village", "rural"],
      ["approved for the township", "rural"],
    ] as const) {
      it(`P-4: reverts when the inspector employs the officer who has ${step}`, async () => {
        const project = await submittedMilestone(desk);
        const who = desk[persona];
        if (step === "approved for the village") await approve(project, await transferred(staff.longjing2, who));
        if (step === "approved for the township") await approve(project, await transferred(staff.songxi1, who));
        await setRole(who, Role.Inspector, true);
        await expect(inspect(project, who))
          .to.be.revertedWithCustomError(projects, "MilestoneInspectorPartial")
          .withArgs(project, who.id);
      });
    }

    it("reverts when it is not asked, was done, or brings no report", async () => {
      const unasked = await submittedMilestone(desk, { milestones: [await planOf({ needsInspection: false })] });
      await expect(inspect(unasked))
        .to.be.revertedWithCustomError(projects, "MilestoneApprovalNotAsked")
        .withArgs(unasked, 1n);
      const project = await submittedMilestone(desk);
      await expect(inspect(project, inspector, ZeroHash))
        .to.be.revertedWithCustomError(projects, "ProjectEvidenceMissing")
        .withArgs(project);
      await inspect(project);
      await expect(inspect(project))
        .to.be.revertedWithCustomError(projects, "MilestoneAlreadyApproved")
        .withArgs(project, 1n);
    });
  });

  describe("reject", () => {
    it("sends a milestone back, and its approvals fall", async () => {
      const project = await clearedMilestone(desk);
      await expect(reject(project, staff.songxi3))
        .to.emit(projects, "MilestoneRejected")
        .withArgs(project, 1n, desk.songxi.id, staff.songxi3.id, REASON);
      const { status, villageBy, townshipBy, inspectedBy } = await milestoneOf(project);
      expect([status, villageBy, townshipBy, inspectedBy]).to.deep.equal([MilestoneStatus.Rejected, 0n, 0n, 0n]);
      expect(await projects.openItems()).to.equal(0n);
      await submit(project);
      await expect(release(project))
        .to.be.revertedWithCustomError(projects, "MilestoneApprovalMissing")
        .withArgs(project, 1n);
    });

    it("is an inspector's act, too", async () => {
      const project = await submittedMilestone(desk);
      await expect(reject(project, inspector))
        .to.emit(projects, "MilestoneRejected")
        .withArgs(project, 1n, inspector.id, 0n, REASON);
    });

    it("reverts for anybody else, of another area, and without a reason", async () => {
      const project = await submittedMilestone(desk);
      await expect(reject(project, luban))
        .to.be.revertedWithCustomError(officers, "OfficerAccountUnknown")
        .withArgs(luban.wallet);
      await expect(reject(project, staff.chashan1)).to.be.revertedWithCustomError(officers, "OfficerOutsideArea");
      await expect(reject(project, staff.longjing2, ZeroHash))
        .to.be.revertedWithCustomError(projects, "ProjectEvidenceMissing")
        .withArgs(project);
    });
  });

  describe("release", () => {
    it("pays the implementer at once, out of the project", async () => {
      const project = await clearedMilestone(desk);
      const [got] = await gains(desk, () => release(project), luban);
      expect(got).to.equal(AMOUNT);
      const { status, releasedBy, payout } = await milestoneOf(project);
      expect([status, releasedBy]).to.deep.equal([MilestoneStatus.Released, staff.songxi2.id]);
      const { kind, status: paid, payee, officer, origin, total } = await payouts.payoutInfo(payout);
      expect([kind, paid, payee, officer, origin, total]).to.deep.equal([
        PayoutKind.Milestone,
        PayoutStatus.Paid,
        luban.id,
        staff.songxi2.id,
        1n,
        AMOUNT,
      ]);
      const account = await funds.accountInfo(project);
      expect([account.paid, account.open]).to.deep.equal([AMOUNT, 0n]);
      expect(await projects.openItems()).to.equal(0n);
    });

    it("says what it has paid", async () => {
      const project = await clearedMilestone(desk);
      await expect(release(project))
        .to.emit(projects, "MilestoneReleased")
        .withArgs(project, 1n, staff.songxi2.id, 1n, AMOUNT);
    });

    it("pays each milestone for itself", async () => {
      const milestones = [await planOf({ amount: 1_000n }), await planOf({ amount: 2_000n })];
      const project = await fundedProject(desk, { milestones });
      await submit(project, luban, DIGESTS, 2);
      await cleared(desk, project, 2);
      const [got] = await gains(desk, () => release(project, staff.songxi2, 2), luban);
      expect(got).to.equal(2_000n);
      expect((await milestoneOf(project, 1)).status).to.equal(MilestoneStatus.Planned);
    });

    for (const missing of ["village", "township", "inspection"] as const) {
      it(`reverts when the ${missing}'s approval is missing`, async () => {
        const project = await submittedMilestone(desk);
        if (missing !== "village") await approve(project, staff.longjing2);
        if (missing !== "township") await approve(project, staff.songxi1);
        if (missing !== "inspection") await inspect(project);
        await expect(release(project))
          .to.be.revertedWithCustomError(projects, "MilestoneApprovalMissing")
          .withArgs(project, 1n);
      });
    }

    for (const [step, key] of [
      ["proposed the project", "longjing1"],
      ["approved the project", "wudang1"],
      ["approved for the village", "longjing2"],
      ["approved for the township", "songxi1"],
    ] as const) {
      it(`P-4: reverts when the payer has ${step}`, async () => {
        const project = await clearedMilestone(desk);
        await expect(release(project, staff[key]))
          .to.be.revertedWithCustomError(projects, "ProjectSameOfficer")
          .withArgs(project, staff[key].id);
      });
    }

    it("P-4: reverts when the inspector or the implementer employs the payer", async () => {
      const project = await clearedMilestone(desk);
      await asOperator(inspector);
      const inspectors = await transferred(staff.songxi3, inspector);
      await expect(release(project, inspectors))
        .to.be.revertedWithCustomError(projects, "MilestoneInspectorPartial")
        .withArgs(project, inspector.id);
      await asOperator(luban);
      const lubans = await transferred(staff.songxi2, luban);
      await expect(release(project, lubans))
        .to.be.revertedWithCustomError(projects, "ProjectOfficerPartial")
        .withArgs(lubans.id, luban.id);
    });

    it("P-8: reverts when the programme no longer admits the implementer", async () => {
      const project = await clearedMilestone(desk);
      await setRole(luban, Role.Implementer, false);
      await expect(release(project))
        .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
        .withArgs(desk.programme, luban.id, Role.Implementer, ZeroHash);
    });

    it("P-1: reverts when the project has too little", async () => {
      const project = await approvedProject(desk);
      await funds.connect(rural.signer).allocate(project, AMOUNT - 1n);
      await submit(project);
      await cleared(desk, project);
      await expect(release(project))
        .to.be.revertedWithCustomError(funds, "ProjectShort")
        .withArgs(project, AMOUNT, AMOUNT - 1n);
    });

    it("reverts when the officer is of another area", async () => {
      const project = await clearedMilestone(desk);
      await expect(release(project, staff.chashan1)).to.be.revertedWithCustomError(officers, "OfficerOutsideArea");
    });

    it("reverts when the programme is over", async () => {
      const project = await clearedMilestone(desk);
      await at(lastSecondOf(day("2027-12-31")) + 1n);
      await expect(release(project)).to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning");
    });
  });

  describe("each act in each status of a milestone", () => {
    const brought: Record<string, () => Promise<bigint>> = {
      Planned: () => fundedProject(desk),
      Submitted: () => clearedMilestone(desk),
      Rejected: async () => {
        const project = await submittedMilestone(desk);
        await reject(project);
        return project;
      },
      Released: async () => {
        const project = await clearedMilestone(desk);
        await release(project);
        return project;
      },
    };
    const acts: Record<string, { act: (project: bigint) => Promise<unknown>; from: (keyof typeof MilestoneStatus)[] }> =
      {
        submit: { act: (project) => submit(project), from: ["Planned", "Rejected"] },
        // By another than has approved already: in Submitted it fails for that, and not for the status.
        approve: { act: (project) => approve(project, staff.songxi3), from: ["Submitted"] },
        inspect: { act: (project) => inspect(project), from: ["Submitted"] },
        reject: { act: (project) => reject(project), from: ["Submitted"] },
        release: { act: (project) => release(project), from: ["Submitted"] },
      };
    for (const [status, bring] of Object.entries(brought)) {
      for (const [name, { act, from }] of Object.entries(acts)) {
        const known = status as keyof typeof MilestoneStatus;
        it(`${name} ${from.includes(known) ? "passes" : "reverts"} when it is ${status}`, async () => {
          const project = await bring();
          if (!from.includes(known)) {
            await expect(act(project))
              .to.be.revertedWithCustomError(projects, "MilestoneWrongStatus")
              .withArgs(project, 1n, MilestoneStatus[known], MilestoneStatus[from[0] ?? "None"]);
          } else if (name === "approve" || name === "inspect") {
            await expect(act(project)).to.be.revertedWithCustomError(projects, "MilestoneAlreadyApproved");
          } else {
            await act(project);
          }
        });
      }
    }
  });

  it("P-1: the money of another project is not touched", async () => {
    const other = await fundedProject(desk);
    const project = await clearedMilestone(desk);
    const before = fields(await funds.accountInfo(other));
    await release(project);
    expect(fields(await funds.accountInfo(other))).to.deep.equal(before);
  });
});
