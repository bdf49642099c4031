/** Kinship that is found later. */
import { expect } from "chai";
import { order } from "../../../utils/orders.ts";
import {
  answered,
  changed,
  changeOf,
  declared,
  FIRST_SCORE,
  granted,
  KINSHIP,
  KINSHIP_POINTS,
  kinshipReported,
  objected,
  one,
  procedureOf,
  split,
  statuses,
  statusOf,
} from "../../../utils/relief-people.ts";
import {
  EVIDENCE,
  exitProposed,
  type Household,
  HouseholdStatus,
  MINUTES,
  noticePasses,
  type OfficerActor,
  onNotice,
  proposalOf,
  propose,
  proposeExit,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
} from "../../../utils/relief.ts";

describe("ReliefReviews: kinship", () => {
  let desk: ReliefDesk;
  let reviews: ReliefDesk["suite"]["reliefReviews"];
  let officers: ReliefDesk["officers"];
  const by = (officer: OfficerActor) => reviews.connect(officer.signer);

  beforeEach(async () => {
    desk = await reliefDesk();
    reviews = desk.suite.reliefReviews;
    officers = desk.officers;
  });

  describe("reportKinship", () => {
    const roles = [
      ["proposedBy", "longjing1"],
      ["reviewedBy", "longjing2"],
      ["publishedBy", "songxi1"],
      ["endorsedBy", "songxi2"],
      ["decidedBy", "wudang1"],
    ] as const;

    for (const [step, key] of roles) {
      it(`P-4, X-34: voids the steps when the officer of the step ${step} was kin`, async () => {
        const household = await one(registered(desk));
        const { reliefHouseholds, reliefOfficers, reliefScores } = desk.suite;
        await granted(desk, [household.number]);
        const officer = officers[key];
        expect((await procedureOf(desk, household))[step]).to.equal(officer.id);
        await expect(kinshipReported(desk, household, officer))
          .to.emit(reviews, "KinshipFound")
          .withArgs(household.id, officer.id, officers.wudang4.id, true, KINSHIP)
          .and.to.emit(reliefOfficers, "KinshipDeclared")
          .withArgs(officer.id, household.commitment, true, KINSHIP)
          .and.to.emit(reliefHouseholds, "HouseholdStatusChanged")
          .withArgs(household.id, HouseholdStatus.Registered, HouseholdStatus.UnderReview);
        const { proposedBy, decidedBy, noticeEnd } = await procedureOf(desk, household);
        expect([proposedBy, decidedBy, noticeEnd]).to.deep.equal([0n, 0n, 0n]);
        expect(await reliefHouseholds.isEntitled(household.id)).to.equal(false);
        await expect(granted(desk, [household.number])).to.be.revertedWithCustomError(
          reliefHouseholds,
          "HouseholdNotEntitled",
        );
        expect(await reliefScores.scoreOf(officer.id)).to.equal(FIRST_SCORE - KINSHIP_POINTS);
      });
    }

    it("P-4: the household is proposed anew, by others", async () => {
      const household = await statuses.UnderReview(desk);
      const proposal = await proposalOf(desk, household);
      await expect(propose(desk, officers.longjing2, [proposal])).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
      await propose(desk, officers.longjing1, [proposal]);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Proposed);
      await expect(by(officers.longjing2).review([household.id], MINUTES)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
    });

    it("P-4: is voided by the kinship of whoever answered an objection, let it exit or took it back", async () => {
      const answering = await one(onNotice(desk));
      await answered(desk, await objected(desk, answering), "Dismissed");
      await noticePasses(desk, [answering]);
      await by(officers.songxi2).endorse([answering.id], EVIDENCE);
      await by(officers.wudang1).register([answering.id], EVIDENCE);
      await exitProposed(desk, [answering]);
      await kinshipReported(desk, answering, officers.songxi3);
      expect(await statusOf(desk, answering)).to.equal(HouseholdStatus.UnderReview);

      const leaving = await statuses.Observed(desk);
      await kinshipReported(desk, leaving, officers.wudang2);
      expect(await statusOf(desk, leaving)).to.equal(HouseholdStatus.UnderReview);

      const back = await statuses.Observed(desk);
      await by(officers.wudang3).relapse(back.id, EVIDENCE);
      await exitProposed(desk, [back]);
      await kinshipReported(desk, back, officers.wudang3);
      expect(await statusOf(desk, back)).to.equal(HouseholdStatus.UnderReview);
    });

    it("P-4: is voided by the kinship of whoever changed it", async () => {
      const { wudang2, wudang3 } = officers;
      for (const officer of [wudang2, wudang3]) {
        const household = await one(registered(desk));
        await changed(desk, changeOf(household.id, "Recategorise", { category: 2 }), wudang2, wudang3);
        await kinshipReported(desk, household, officer);
        expect(await statusOf(desk, household)).to.equal(HouseholdStatus.UnderReview);
      }
    });

    it("P-4: kinship that was declared after acting voids the steps all the same", async () => {
      const household = await one(registered(desk));
      await declared(desk, officers.longjing2, household);
      await expect(kinshipReported(desk, household, officers.longjing2))
        .to.emit(reviews, "KinshipFound")
        .withArgs(household.id, officers.longjing2.id, officers.wudang4.id, true, KINSHIP);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.UnderReview);
      await expect(kinshipReported(desk, household, officers.longjing2)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "KinshipKnown",
      );
    });

    it("voids nothing when the officer had no part, or none since the household was proposed anew", async () => {
      const household = await one(registered(desk));
      await expect(kinshipReported(desk, household, officers.chashan1))
        .to.emit(reviews, "KinshipFound")
        .withArgs(household.id, officers.chashan1.id, officers.wudang4.id, false, KINSHIP);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Registered);
      expect(await desk.suite.reliefOfficers.isKin(officers.chashan1.id, household.commitment)).to.equal(true);

      const objecting = await one(onNotice(desk));
      await answered(desk, await objected(desk, objecting), "Dismissed");
      await by(officers.wudang3).refuse(objecting.id, REASON);
      await propose(desk, officers.longjing1, [await proposalOf(desk, objecting)]);
      for (const officer of [officers.songxi3, officers.wudang3]) {
        await expect(kinshipReported(desk, objecting, officer))
          .to.emit(reviews, "KinshipFound")
          .withArgs(objecting.id, officer.id, officers.wudang4.id, false, KINSHIP);
      }
      expect(await statusOf(desk, objecting)).to.equal(HouseholdStatus.Proposed);
    });

    it("X-34: is found by another officer, of the county, who is not kin", async () => {
      const household = await one(registered(desk));
      await expect(kinshipReported(desk, household, officers.wudang4))
        .to.be.revertedWithCustomError(reviews, "KinshipOfficerSame")
        .withArgs(officers.wudang4.id);
      await expect(
        kinshipReported(desk, household, officers.longjing1, officers.songxi3),
      ).to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerWrongLevel");
      await declared(desk, officers.wudang4, household);
      await expect(kinshipReported(desk, household, officers.longjing1)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
      await expect(by(officers.wudang3).reportKinship(household.id, 99, KINSHIP)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerUnknown",
      );
    });
  });

  describe("families", () => {
    const isKin = (officer: OfficerActor, household: Household) =>
      desk.suite.reliefOfficers.isKin(officer.id, household.commitment);

    it("P-4, X-34: who is kin of a household is kin of one that leaves it, whenever that was declared", async () => {
      const household = await one(registered(desk));
      await declared(desk, officers.longjing2, household);
      const left = await split(desk, household);
      expect(await isKin(officers.longjing2, left)).to.equal(true);
      const again = await split(desk, left);
      expect(await isKin(officers.longjing2, again)).to.equal(true);
      await declared(desk, officers.longjing1, again);
      for (const each of [household, left, again]) expect(await isKin(officers.longjing1, each)).to.equal(true);
      expect(await isKin(officers.chashan1, again)).to.equal(false);
      await expect(declared(desk, officers.longjing1, left)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "KinshipKnown",
      );
      const relatives = await desk.suite.reliefOfficers.relativesOf(officers.longjing1.id);
      expect(relatives).to.deep.equal([household, left, again].map(({ commitment }) => commitment));
    });

    it("P-4: and acts on none of them", async () => {
      const household = await one(registered(desk));
      await declared(desk, officers.longjing2, household);
      const left = await split(desk, household);
      await expect(proposeExit(desk, left, officers.longjing2))
        .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerIsKin")
        .withArgs(officers.longjing2.id, left.commitment);
    });

    it("P-4: a household brings its kin into the one that it becomes part of", async () => {
      const [first, second, third] = await registered(desk, { count: 3 });
      if (first === undefined || second === undefined || third === undefined) throw new Error("They are three.");
      await declared(desk, officers.longjing2, first);
      await declared(desk, officers.wudang1, third);
      const left = await split(desk, second);
      await changed(desk, changeOf(first.id, "Merge", { into: second.id }));
      for (const each of [second, left]) expect(await isKin(officers.longjing2, each)).to.equal(true);
      const other = await split(desk, third);
      await changed(desk, changeOf(other.id, "Merge", { into: left.id }));
      for (const each of [second, third]) {
        expect(await isKin(officers.longjing2, each)).to.equal(true);
        expect(await isKin(officers.wudang1, each)).to.equal(true);
      }
      await changed(desk, changeOf(third.id, "Merge", { into: second.id }));
      expect((await desk.suite.reliefOfficers.relativesOf(officers.wudang1.id)).length).to.equal(5);
    });

    it("are 16 households at most", async () => {
      const household = await one(registered(desk));
      for (let count = 2; count <= 16; ++count) await split(desk, household);
      await expect(split(desk, household)).to.be.revertedWithCustomError(desk.suite.reliefOfficers, "FamilyTooLarge");
    });

    it("are joined by parts alone", async () => {
      const { reliefOfficers } = desk.suite;
      await expect(reliefOfficers.connect(desk.rural.signer).joinFamilies(KINSHIP, EVIDENCE))
        .to.be.revertedWithCustomError(reliefOfficers, "CallerNotPart")
        .withArgs(desk.rural.wallet);
    });
  });

  describe("appeal", () => {
    it("the officer appeals against a kinship that was found, and its points come back", async () => {
      const { reliefScores: scores } = desk.suite;
      const household = await one(registered(desk));
      const { chashan1, wudang1, wudang4 } = officers;
      await kinshipReported(desk, household, chashan1);
      const entry = await scores.entryCount();
      const { person, applied, by: finder, evidence } = await scores.entryInfo(entry);
      expect([person, applied, finder]).to.deep.equal([chashan1.id, -KINSHIP_POINTS, desk.rural.id]);
      expect(evidence).to.equal(KINSHIP);
      await scores.connect(chashan1.signer).appeal(entry, EVIDENCE);
      await expect(scores.connect(wudang4.signer).decideAppeal(entry, true, REASON))
        .to.be.revertedWithCustomError(scores, "AppealDeciderPartial")
        .withArgs(entry, wudang4.id);
      await expect(scores.connect(wudang1.signer).decideAppeal(entry, true, REASON))
        .to.emit(scores, "ScoreAppealDecided")
        .withArgs(entry, chashan1.id, wudang1.id, true, KINSHIP_POINTS, FIRST_SCORE, REASON);
      expect(await scores.scoreOf(chashan1.id)).to.equal(FIRST_SCORE);
    });

    it("what is granted counts no longer against the year's cap", async () => {
      const { reliefScores: scores } = desk.suite;
      const cap = 2n * KINSHIP_POINTS;
      await order(desk, scores, "setFactor", [4, -KINSHIP_POINTS, 100, cap, true]);
      const { chashan1, wudang1 } = officers;
      const some = await registered(desk, { count: Number(cap / KINSHIP_POINTS) + 1 });
      for (const household of some.slice(1)) await kinshipReported(desk, household, chashan1);
      const lowest = await scores.scoreOf(chashan1.id);
      expect(lowest).to.equal(FIRST_SCORE - cap);
      const entry = await scores.entryCount();
      await scores.connect(chashan1.signer).appeal(entry, EVIDENCE);
      await scores.connect(wudang1.signer).decideAppeal(entry, true, REASON);
      await kinshipReported(desk, some[0] ?? (await one(registered(desk))), chashan1);
      expect(await scores.scoreOf(chashan1.id)).to.equal(lowest);
    });

    it("nothing is entered, nor to be appealed against, while the factor does not count", async () => {
      const { reliefScores: scores } = desk.suite;
      await order(desk, scores, "setFactor", [4, -200, 100, 0, false]);
      await kinshipReported(desk, await one(registered(desk)), officers.chashan1);
      expect(await scores.entryCount()).to.equal(0n);
    });
  });
});
