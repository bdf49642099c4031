/** Public notice: its days, and objections. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { at } from "../../../utils/orders.ts";
import {
  ANSWER,
  answered,
  declared,
  FIRST_SCORE,
  granted,
  GROUNDS,
  objected,
  OBJECTION_POINTS,
  one,
  procedureOf,
  startOf,
  statusOf,
} from "../../../utils/relief-people.ts";
import {
  daysPass,
  day,
  DECISION,
  EVIDENCE,
  exitOnNotice,
  HouseholdStatus,
  MINUTES,
  noticePasses,
  type OfficerActor,
  onNotice,
  Outcome,
  proposalOf,
  propose,
  proposeExit,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  RULES,
  today,
} from "../../../utils/relief.ts";
import { ethers, networkHelpers } from "../../../utils/suite.ts";

describe("ReliefReviews: public notice", () => {
  let desk: ReliefDesk;
  let reviews: ReliefDesk["suite"]["reliefReviews"];
  let officers: ReliefDesk["officers"];
  const by = (officer: OfficerActor) => reviews.connect(officer.signer);

  beforeEach(async () => {
    desk = await reliefDesk();
    reviews = desk.suite.reliefReviews;
    officers = desk.officers;
  });

  describe("the days of notice", () => {
    it("X-43: seven days from 2026-09-24 end on 2026-10-01; approval from 2026-10-02", async () => {
      await networkHelpers.time.increaseTo(startOf(day("2026-09-24")) + 9n * 3_600n);
      const household = await one(onNotice(desk));
      const noticeEnd = day("2026-10-01");
      expect((await procedureOf(desk, household)).noticeEnd).to.equal(noticeEnd);
      const endorse = () => by(officers.songxi2).endorse([household.id], EVIDENCE);
      await at(startOf(noticeEnd + 1n) - 1n);
      await expect(endorse())
        .to.be.revertedWithCustomError(reviews, "ReviewNoticeRunning")
        .withArgs(household.id, noticeEnd, noticeEnd);
      await at(startOf(noticeEnd + 1n));
      await endorse();
    });

    it("X-43: changed rules are for notices that begin afterwards", async () => {
      const before = await one(onNotice(desk));
      const began = await today();
      const programmes = desk.suite.reliefProgrammes.connect(desk.rural.signer);
      await programmes.changeRules(desk.programme, { ...RULES, noticeDays: 5 }, DECISION);
      const after = await one(onNotice(desk));
      expect((await procedureOf(desk, before)).noticeEnd).to.equal(began + 7n);
      expect((await procedureOf(desk, after)).noticeEnd).to.equal(began + 5n);
      await daysPass(6);
      await expect(by(officers.songxi2).endorse([before.id], EVIDENCE)).to.be.revertedWithCustomError(
        reviews,
        "ReviewNoticeRunning",
      );
      await by(officers.songxi2).endorse([after.id], EVIDENCE);
    });

    it("X-43: nobody is registered, or exits, by a shorter way", async () => {
      const household = await one(onNotice(desk));
      const { reliefHouseholds } = desk.suite;
      await expect(by(officers.wudang1).register([household.id], EVIDENCE)).to.be.revertedWithCustomError(
        reliefHouseholds,
        "HouseholdWrongStatus",
      );
      await expect(granted(desk, [household.number])).to.be.revertedWithCustomError(
        reliefHouseholds,
        "HouseholdNotEntitled",
      );
      await noticePasses(desk, [household]);
      await by(officers.songxi2).endorse([household.id], EVIDENCE);
      await by(officers.wudang1).register([household.id], EVIDENCE);
      await exitOnNotice(desk, [household]);
      await expect(by(officers.wudang2).approveExit([household.id], EVIDENCE)).to.be.revertedWithCustomError(
        reviews,
        "ReviewNoticeRunning",
      );
    });
  });

  describe("object, answerObjection", () => {
    it("P-7, X-44: an objection in time blocks until it is answered, with both texts anchored", async () => {
      const household = await one(onNotice(desk));
      const begun = await today();
      const { address } = desk.wudang.signer;
      await expect(reviews.connect(desk.wudang.signer).object(household.id, GROUNDS))
        .to.emit(reviews, "ObjectionRaised")
        .withArgs(1, household.id, address, codeOf("longjing"), GROUNDS, 1);
      await noticePasses(desk, [household]);
      const endorse = () => by(officers.songxi2).endorse([household.id], EVIDENCE);
      await expect(endorse()).to.be.revertedWithCustomError(reviews, "ReviewObjectionsOpen").withArgs(household.id, 1);
      await expect(answered(desk, 1n, "Dismissed"))
        .to.emit(reviews, "ObjectionAnswered")
        .withArgs(1, household.id, officers.songxi3.id, Outcome.Dismissed, ANSWER, 0);
      const objection = await reviews.objectionInfo(1);
      expect([
        objection.household,
        objection.outcome,
        objection.answeredBy,
        objection.day,
        objection.objector,
        objection.evidence,
        objection.answer,
      ]).to.deep.equal([household.id, Outcome.Dismissed, officers.songxi3.id, begun, address, GROUNDS, ANSWER]);
      await endorse();
    });

    it("P-7: each of several objections blocks, of an exit as well", async () => {
      const household = await one(registered(desk));
      await exitOnNotice(desk, [household]);
      const [a, b] = [await objected(desk, household), await objected(desk, household, desk.huaxi.signer)];
      expect((await procedureOf(desk, household)).openObjections).to.equal(2);
      await noticePasses(desk, [household]);
      const exit = () => by(officers.wudang2).approveExit([household.id], EVIDENCE);
      for (const objection of [a, b]) {
        await expect(exit()).to.be.revertedWithCustomError(reviews, "ReviewObjectionsOpen");
        await answered(desk, objection, "Dismissed");
      }
      await exit();
    });

    it("P-7: one that is upheld ends the registration, and its proposer's score says so", async () => {
      const household = await one(onNotice(desk));
      const { reliefScores } = desk.suite;
      const objection = await objected(desk, household);
      await expect(answered(desk, objection, "Upheld"))
        .to.emit(reviews, "HouseholdRefused")
        .withArgs(household.id, officers.songxi3.id, ANSWER);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Refused);
      expect(await reliefScores.scoreOf(officers.longjing1.id)).to.equal(FIRST_SCORE - OBJECTION_POINTS);
      expect(await reliefScores.scoreOf(officers.longjing2.id)).to.equal(FIRST_SCORE);
    });

    it("P-7: one that is upheld leaves a household on the register, and who had proposed its exit answers for it", async () => {
      const household = await one(registered(desk));
      await proposeExit(desk, household, officers.longjing2);
      await by(officers.songxi1).publish([household.id]);
      const objection = await objected(desk, household);
      await expect(answered(desk, objection, "Upheld"))
        .to.emit(reviews, "HouseholdExitRefused")
        .withArgs(household.id, officers.songxi3.id, ANSWER);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Registered);
      expect(await desk.suite.reliefScores.scoreOf(officers.longjing2.id)).to.equal(FIRST_SCORE - OBJECTION_POINTS);
    });

    it("is raised by anyone to the last second of the notice, and not after it", async () => {
      const household = await one(onNotice(desk));
      const { noticeEnd } = await procedureOf(desk, household);
      const [nobody] = await ethers.getSigners();
      if (nobody === undefined) throw new Error("The network has no accounts.");
      await at(startOf(noticeEnd + 1n) - 1n);
      await reviews.connect(nobody).object(household.id, GROUNDS);
      await expect(reviews.connect(desk.wudang.signer).object(household.id, GROUNDS))
        .to.be.revertedWithCustomError(reviews, "ObjectionNotOnNotice")
        .withArgs(household.id, HouseholdStatus.OnNotice, noticeEnd, noticeEnd + 1n);
    });

    it("X-108: one account has one open objection to a household at a time", async () => {
      const [household, other] = await onNotice(desk, { count: 2 });
      if (household === undefined || other === undefined) throw new Error("There are two households.");
      const objection = await objected(desk, household);
      await expect(objected(desk, household))
        .to.be.revertedWithCustomError(reviews, "ObjectionAlreadyRaised")
        .withArgs(household.id, objection);
      await objected(desk, other);
      await answered(desk, objection, "Dismissed");
      expect(await objected(desk, household)).to.equal(3);
    });

    it("is answered by an officer of the area who has taken no step and is not kin", async () => {
      const household = await one(onNotice(desk));
      const objection = await objected(desk, household);
      for (const officer of [officers.longjing1, officers.longjing2, officers.songxi1]) {
        await expect(answered(desk, objection, "Dismissed", officer))
          .to.be.revertedWithCustomError(reviews, "ReviewSameOfficer")
          .withArgs(household.id, officer.id);
      }
      await expect(answered(desk, objection, "Dismissed", officers.shuanghe1)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerOutsideArea",
      );
      await declared(desk, officers.songxi3, household);
      await expect(answered(desk, objection, "Dismissed")).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
      await answered(desk, objection, "Dismissed", officers.wudang1);
    });

    it("P-7: is answered once, with an outcome and a text", async () => {
      const household = await one(onNotice(desk));
      const objection = await objected(desk, household);
      const answering = by(officers.songxi3);
      await expect(answering.answerObjection(objection, Outcome.None, ANSWER)).to.be.revertedWithCustomError(
        reviews,
        "ObjectionOutcomeMissing",
      );
      await expect(answering.answerObjection(objection, Outcome.Dismissed, ZeroHash)).to.be.revertedWithCustomError(
        reviews,
        "ReviewEvidenceMissing",
      );
      await expect(answered(desk, 9n, "Dismissed")).to.be.revertedWithCustomError(reviews, "ObjectionUnknown");
      await expect(reviews.objectionInfo(9)).to.be.revertedWithCustomError(reviews, "ObjectionUnknown");
      await answered(desk, objection, "Dismissed");
      await expect(answered(desk, objection, "Upheld", officers.wudang1))
        .to.be.revertedWithCustomError(reviews, "ObjectionAlreadyAnswered")
        .withArgs(objection);
      await expect(reviews.object(household.id, ZeroHash)).to.be.revertedWithCustomError(
        reviews,
        "ReviewEvidenceMissing",
      );
    });

    it("ends with its procedure, and does not touch the next", async () => {
      const household = await one(onNotice(desk));
      const [ended, upheld] = [await objected(desk, household), await objected(desk, household, desk.huaxi.signer)];
      await answered(desk, upheld, "Upheld");
      const over = () =>
        expect(answered(desk, ended, "Dismissed", officers.wudang1))
          .to.be.revertedWithCustomError(reviews, "ObjectionOver")
          .withArgs(ended, household.id);
      await over();
      await propose(desk, officers.longjing1, [await proposalOf(desk, household)]);
      await by(officers.longjing2).review([household.id], MINUTES);
      await by(officers.songxi1).publish([household.id]);
      await over();
      // Whoever objected then may object again.
      const next = await objected(desk, household);
      expect((await procedureOf(desk, household)).openObjections).to.equal(1);
      await noticePasses(desk, [household]);
      await expect(by(officers.songxi2).endorse([household.id], EVIDENCE)).to.be.revertedWithCustomError(
        reviews,
        "ReviewObjectionsOpen",
      );
      await answered(desk, next, "Dismissed");
      await by(officers.songxi2).endorse([household.id], EVIDENCE);
    });

    it("ends when an officer refuses the household", async () => {
      const household = await one(onNotice(desk));
      const objection = await objected(desk, household);
      await expect(by(officers.songxi3).refuse(household.id, REASON))
        .to.emit(reviews, "HouseholdRefused")
        .withArgs(household.id, officers.songxi3.id, REASON);
      expect((await procedureOf(desk, household)).openObjections).to.equal(0);
      await expect(answered(desk, objection, "Dismissed")).to.be.revertedWithCustomError(reviews, "ObjectionOver");
    });
  });
});
