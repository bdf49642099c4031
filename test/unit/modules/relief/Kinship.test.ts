/** Kinship that is found later. */
import { expect } from "chai";
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
  statuses,
  statusOf,
} from "../../../utils/relief-people.ts";
import {
  EVIDENCE,
  exitProposed,
  HouseholdStatus,
  MINUTES,
  noticePasses,
  type OfficerActor,
  onNotice,
  proposalOf,
  propose,
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
});
