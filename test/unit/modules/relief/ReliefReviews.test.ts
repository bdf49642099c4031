import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { at, bound } from "../../../utils/orders.ts";
import { makePasskey } from "../../../utils/passkeys.ts";
import {
  ANSWER,
  answered,
  changed,
  changeOf,
  declared,
  first,
  granted,
  GROUNDS,
  KINSHIP,
  kinshipReported,
  objected,
  one,
  procedureOf,
  statuses,
  statusOf,
} from "../../../utils/relief-people.ts";
import {
  daysPass,
  day,
  DECISION,
  endorsed,
  EVIDENCE,
  EXIT,
  exited,
  exitOnNotice,
  exitProposed,
  exitTeamOf,
  type Household,
  HouseholdStatus,
  idsOf,
  inventedHouseholds,
  Level,
  MINUTES,
  noticePasses,
  type OfficerActor,
  onNotice,
  Outcome,
  programmed,
  proposalHash,
  proposalOf,
  PROPOSALS,
  propose,
  proposed,
  proposeExit,
  REASON,
  REGISTRATION,
  registered,
  registrationOf,
  type ReliefDesk,
  reliefDesk,
  reviewed,
  RULES,
  signedBy,
  signedByHousehold,
  teamOf,
  today,
} from "../../../utils/relief.ts";
import { ethers, networkHelpers } from "../../../utils/suite.ts";

/** KinshipUndeclared and ObjectionUpheld, as the module's factors have them. */
const [KINSHIP_POINTS, OBJECTION_POINTS] = [200n, 30n];
const FIRST_SCORE = 600n;
/** The Osaka limit of a transaction. */
const TRANSACTION_GAS = 16_777_216n;
const NONE = {
  auth: { r: ZeroHash, s: ZeroHash, challengeIndex: 0, typeIndex: 0, authenticatorData: "0x", clientDataJSON: "" },
};
const UNSIGNED = { key: 0, deadline: 2n ** 35n, ...NONE };

/** The first second of a day, in UTC+8. */
const startOf = (which: bigint): bigint => which * 86_400n - 8n * 3_600n;

describe("ReliefReviews", () => {
  let desk: ReliefDesk;
  let reviews: ReliefDesk["suite"]["reliefReviews"];
  let officers: ReliefDesk["officers"];
  const by = (officer: OfficerActor) => reviews.connect(officer.signer);

  beforeEach(async () => {
    desk = await reliefDesk();
    reviews = desk.suite.reliefReviews;
    officers = desk.officers;
  });

  describe("propose", () => {
    it("enters a household that officer and household have signed for, each with its own passkey", async () => {
      const { reliefHouseholds, reliefKeys } = desk.suite;
      const household = first(inventedHouseholds(desk));
      const number = (desk.programme << 32n) | 1n;
      await expect(propose(desk, officers.longjing1, [await proposalOf(desk, household)]))
        .to.emit(reviews, "HouseholdProposed")
        .withArgs(number, officers.longjing1.id, EVIDENCE)
        .and.to.emit(reliefHouseholds, "HouseholdEntered")
        .withArgs(number, desk.programme, codeOf("longjing"), household.commitment, 1, desk.guanshan.id)
        .and.to.emit(reliefHouseholds, "HouseholdStatusChanged")
        .withArgs(number, HouseholdStatus.None, HouseholdStatus.Proposed);
      const { status, area, bank, closedOn, since, commitment } = await reliefHouseholds.householdInfo(number);
      expect([status, area, bank, closedOn, since, commitment]).to.deep.equal([
        HouseholdStatus.Proposed,
        codeOf("longjing"),
        desk.guanshan.id,
        0n,
        0n,
        household.commitment,
      ]);
      expect(await reliefKeys.keyOf(number, 0)).to.deep.equal(Object.values(household.passkey.publicKey));
      expect(await reliefHouseholds.householdCount(desk.programme)).to.equal(1);
    });

    it("takes sixteen at once, and no more; and not none", async () => {
      expect(await proposed(desk, { count: 16 })).to.have.length(16);
      const many = await Promise.all(inventedHouseholds(desk, { count: 17 }).map((each) => proposalOf(desk, each)));
      await expect(propose(desk, officers.longjing1, many))
        .to.be.revertedWithCustomError(reviews, "ReviewTooMany")
        .withArgs(17, 16);
      await expect(propose(desk, officers.longjing1, [])).to.be.revertedWithCustomError(reviews, "ReviewNoHouseholds");
    });

    it("P-3, X-39: reverts when the household has signed for anything else", async () => {
      const { reliefKeys } = desk.suite;
      const household = first(inventedHouseholds(desk));
      const proposal = await proposalOf(desk, household);
      const second = await programmed(desk);
      for (const change of [
        { programme: second },
        { area: codeOf("chashan") },
        { category: 2 },
        { bank: desk.baiyunling.id },
        { evidence: id("other evidence") },
        { commitment: id("another household") },
      ]) {
        const altered = { ...proposal, ...change };
        const officer = altered.area === codeOf("chashan") ? officers.chashan1 : officers.longjing1;
        await expect(
          propose(desk, officer, [altered]),
          JSON.stringify(Object.keys(change)),
        ).to.be.revertedWithCustomError(reliefKeys, "AssertionInvalid");
      }
      await expect(
        propose(desk, officers.longjing1, [{ ...proposal, key: makePasskey().publicKey }]),
      ).to.be.revertedWithCustomError(reliefKeys, "AssertionInvalid");
    });

    it("P-3: reverts when the officer has signed for other proposals, or another officer has", async () => {
      const { reliefKeys } = desk.suite;
      const [one, other] = await Promise.all(
        inventedHouseholds(desk, { count: 2 }).map((household) => proposalOf(desk, household)),
      );
      if (one === undefined || other === undefined) throw new Error("There are two proposals.");
      const signed = await signedBy(desk, officers.longjing1, PROPOSALS, { proposals: [proposalHash(one)] });
      for (const proposals of [[other], [one, other]]) {
        await expect(by(officers.longjing1).propose(proposals, signed)).to.be.revertedWithCustomError(
          reliefKeys,
          "AssertionInvalid",
        );
      }
      await expect(by(officers.longjing2).propose([one], signed)).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      await by(officers.longjing1).propose([one], signed);
    });

    it("P-3: reverts for what was signed once and used, or too late", async () => {
      const household = first(inventedHouseholds(desk));
      const proposal = await proposalOf(desk, household);
      const signed = await signedBy(desk, officers.longjing1, PROPOSALS, { proposals: [proposalHash(proposal)] });
      await by(officers.longjing1).propose([proposal], signed);
      await by(officers.songxi3).refuse((desk.programme << 32n) | 1n, REASON);
      await expect(by(officers.longjing1).propose([proposal], signed)).to.be.revertedWithCustomError(
        desk.suite.reliefKeys,
        "AssertionInvalid",
      );
      const late = first(inventedHouseholds(desk));
      await expect(
        propose(desk, officers.longjing1, [await proposalOf(desk, late, EVIDENCE, { deadline: 1n })]),
      ).to.be.revertedWithCustomError(desk.suite.reliefKeys, "AssertionExpired");
    });

    it("X-34, P-4: reverts for an officer who has declared to be kin", async () => {
      const household = first(inventedHouseholds(desk));
      await declared(desk, officers.longjing1, household);
      const proposal = await proposalOf(desk, household);
      await expect(propose(desk, officers.longjing1, [proposal]))
        .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerIsKin")
        .withArgs(officers.longjing1.id, household.commitment);
      await propose(desk, officers.longjing2, [proposal]);
    });

    it("P-2: reverts for an area, a category, a bank or a day that is not the programme's", async () => {
      const { reliefHouseholds, reliefProgrammes, reliefOfficers } = desk.suite;
      const small = await programmed(desk, { areas: ["chashan"] });
      const later = await programmed(desk, { start: "2026-03-01" });
      const attempts = [
        [{ area: codeOf("songxi") }, reliefHouseholds, "HouseholdAreaNotVillage", officers.wudang1],
        [{ area: 520_112_101_203n }, reliefOfficers, "AreaUnknown", officers.wudang1],
        [{ programme: small }, reliefProgrammes, "ProgrammeAreaOutside", officers.wudang1],
        [{ programme: later }, reliefProgrammes, "ProgrammeNotRunning", officers.wudang1],
        [{ programme: 99n }, reliefProgrammes, "ProgrammeUnknown", officers.wudang1],
        [{ bank: desk.luban }, reliefProgrammes, "ProgrammeRoleMissing", officers.wudang1],
        [{ category: 0 }, reviews, "ReviewCategoryZero", officers.wudang1],
        [{ commitment: ZeroHash }, reliefHouseholds, "HouseholdCommitmentEmpty", officers.wudang1],
        [{}, reliefOfficers, "OfficerOutsideArea", officers.chashan1],
      ] as const;
      for (const [change, contract, error, officer] of attempts) {
        const household = { ...first(inventedHouseholds(desk)), ...change };
        await expect(propose(desk, officer, [await proposalOf(desk, household)]), error).to.be.revertedWithCustomError(
          contract,
          error,
        );
      }
      const household = first(inventedHouseholds(desk));
      await expect(
        propose(desk, officers.wudang1, [await proposalOf(desk, household, ZeroHash)]),
      ).to.be.revertedWithCustomError(reviews, "ReviewEvidenceMissing");
      await networkHelpers.time.increaseTo(startOf(day("2028-01-01")));
      await expect(propose(desk, officers.wudang1, [await proposalOf(desk, household)])).to.be.revertedWithCustomError(
        reliefProgrammes,
        "ProgrammeNotRunning",
      );
    });

    it("X-35: reverts for a key that is another household's or an officer's, in whatever programme", async () => {
      const known = await one(proposed(desk));
      const programme = await programmed(desk);
      for (const passkey of [known.passkey, officers.longjing1.passkey]) {
        const household = { ...first(inventedHouseholds(desk, { programme })), passkey };
        await expect(
          propose(desk, officers.longjing1, [await proposalOf(desk, household)]),
        ).to.be.revertedWithCustomError(desk.suite.reliefKeys, "KeyTaken");
      }
    });

    it("proposes again one that was refused, signed with a key that it has", async () => {
      const household = await statuses.Refused(desk);
      const other = { ...household, passkey: makePasskey() };
      await expect(propose(desk, officers.longjing2, [await proposalOf(desk, other)]))
        .to.be.revertedWithCustomError(reviews, "ReviewKeyOther")
        .withArgs(household.id, 0);
      const moved = { ...household, area: codeOf("chashan"), category: 3, bank: desk.baiyunling };
      await propose(desk, officers.chashan1, [await proposalOf(desk, moved)]);
      const info = await desk.suite.reliefHouseholds.householdInfo(household.id);
      expect([info.status, info.area, info.bank]).to.deep.equal([
        HouseholdStatus.Proposed,
        codeOf("chashan"),
        desk.baiyunling.id,
      ]);
      expect(await desk.suite.reliefHouseholds.householdCount(desk.programme)).to.equal(1);
      const { proposedBy, decidedBy } = await procedureOf(desk, household);
      expect([proposedBy, decidedBy]).to.deep.equal([officers.chashan1.id, 0n]);
    });
  });

  describe("review, publish, endorse, register", () => {
    it("takes a household onto the register by five officers, and says who", async () => {
      const household = await one(proposed(desk));
      const { reviewer, publisher, endorser, registrar, proposer } = teamOf(desk);
      const [ids, number] = [[household.id], household.id];
      await expect(by(reviewer).review(ids, MINUTES))
        .to.emit(reviews, "HouseholdReviewed")
        .withArgs(number, reviewer.id, MINUTES);
      const noticeEnd = (await today()) + 7n;
      await expect(by(publisher).publish(ids))
        .to.emit(reviews, "HouseholdPublished")
        .withArgs(number, publisher.id, noticeEnd, false);
      await daysPass(8);
      await expect(by(endorser).endorse(ids, EVIDENCE))
        .to.emit(reviews, "HouseholdEndorsed")
        .withArgs(number, endorser.id, EVIDENCE);
      await expect(by(registrar).register(ids, EVIDENCE))
        .to.emit(reviews, "HouseholdRegistered")
        .withArgs(number, registrar.id, EVIDENCE);
      const procedure = await procedureOf(desk, household);
      expect([
        procedure.proposedBy,
        procedure.reviewedBy,
        procedure.publishedBy,
        procedure.endorsedBy,
        procedure.decidedBy,
        procedure.noticeEnd,
        procedure.openObjections,
        procedure.number,
      ]).to.deep.equal([proposer.id, reviewer.id, publisher.id, endorser.id, registrar.id, noticeEnd, 0n, 1n]);
      expect(await desk.suite.reliefHouseholds.isEntitled(number)).to.equal(true);
    });

    it("P-4, X-36: nobody takes two steps of one procedure", async () => {
      const { longjing1, songxi1, songxi2, wudang1 } = officers;
      const refuses = (act: Promise<unknown>, household: Household, officer: OfficerActor) =>
        expect(act).to.be.revertedWithCustomError(reviews, "ReviewSameOfficer").withArgs(household.id, officer.id);

      const fresh = await one(proposed(desk));
      await refuses(by(longjing1).review([fresh.id], MINUTES), fresh, longjing1);
      const agreed = await one(reviewed(desk));
      await refuses(by(longjing1).publish([agreed.id]), agreed, longjing1);
      await refuses(by(officers.longjing2).publish([agreed.id]), agreed, officers.longjing2);
      const published = await one(onNotice(desk));
      await noticePasses(desk, [published]);
      await refuses(by(songxi1).endorse([published.id], EVIDENCE), published, songxi1);
      await refuses(by(songxi1).refuse(published.id, REASON), published, songxi1);
      await by(songxi2).endorse([published.id], EVIDENCE);
      await refuses(by(songxi2).refuse(published.id, REASON), published, songxi2);

      // The county's officer who has proposed does not register; nor does one who has published.
      const household = first(inventedHouseholds(desk));
      await propose(desk, wudang1, [await proposalOf(desk, household)]);
      household.id = await desk.suite.reliefHouseholds.householdByCommitment(desk.programme, household.commitment);
      await by(officers.longjing1).review([household.id], MINUTES);
      await by(officers.wudang2).publish([household.id]);
      await daysPass(8);
      await by(songxi2).endorse([household.id], EVIDENCE);
      await refuses(by(wudang1).register([household.id], EVIDENCE), household, wudang1);
      await refuses(by(officers.wudang2).register([household.id], EVIDENCE), household, officers.wudang2);
      await by(officers.wudang3).register([household.id], EVIDENCE);
    });

    it("X-35: an officer with another account, area or employer is the same officer", async () => {
      const household = await one(reviewed(desk));
      const { longjing2 } = officers;
      const { reliefOfficers } = desk.suite;
      await reliefOfficers.connect(desk.songxi.signer).dismiss(longjing2.id);
      await desk.suite.participants.connect(desk.songxi.signer).releaseAccount(longjing2.address);
      await bound(desk, desk.county, longjing2.signer);
      await reliefOfficers
        .connect(desk.county.signer)
        .transferOfficer(longjing2.id, longjing2.address, codeOf("wudang"));
      await expect(by(longjing2).publish([household.id]))
        .to.be.revertedWithCustomError(reviews, "ReviewSameOfficer")
        .withArgs(household.id, longjing2.id);
    });

    it("X-34, P-4: no step is taken by kin", async () => {
      const refuses = async (household: Household, officer: OfficerActor, act: () => Promise<unknown>) => {
        await declared(desk, officer, household);
        await expect(act())
          .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerIsKin")
          .withArgs(officer.id, household.commitment);
      };
      const { longjing2, songxi1, songxi2, songxi3, wudang1, wudang2, wudang3 } = officers;
      const a = await one(proposed(desk));
      await refuses(a, longjing2, () => by(longjing2).review([a.id], MINUTES));
      await refuses(a, songxi3, () => by(songxi3).refuse(a.id, REASON));
      const b = await one(reviewed(desk, { area: "chashan" }));
      await refuses(b, songxi1, () => by(songxi1).publish([b.id]));
      await by(wudang3).publish([b.id]);
      await noticePasses(desk, [b]);
      await refuses(b, songxi2, () => by(songxi2).endorse([b.id], EVIDENCE));
      await by(officers.songxi3).endorse([b.id], EVIDENCE);
      await refuses(b, wudang1, () => by(wudang1).register([b.id], EVIDENCE));
      await by(wudang2).register([b.id], EVIDENCE);

      const [c] = await registered(desk);
      if (c === undefined) throw new Error("There is a household.");
      await refuses(c, officers.longjing1, () => proposeExit(desk, c, officers.longjing1));
      await proposeExit(desk, c, longjing2);
      await refuses(c, officers.songxi3, () => by(officers.songxi3).refuseExit(c.id, REASON));
      await refuses(c, wudang3, () => by(wudang3).publish([c.id]));
      await by(songxi1).publish([c.id]);
      await noticePasses(desk, [c]);
      await refuses(c, wudang2, () => by(wudang2).approveExit([c.id], EVIDENCE));
      await by(wudang1).approveExit([c.id], EVIDENCE);
      await daysPass(1);
      await refuses(c, officers.wudang4, () => by(officers.wudang4).relapse(c.id, EVIDENCE));
    });

    it("P-4: each step has its level", async () => {
      const household = await one(proposed(desk));
      const ids = [household.id];
      const { longjing2, songxi1, songxi2, wudang1, wudang2 } = officers;
      const wrong = (act: Promise<unknown>, officer: OfficerActor, level: bigint, needed: bigint) =>
        expect(act)
          .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerWrongLevel")
          .withArgs(officer.id, level, needed);
      await wrong(by(songxi1).review(ids, MINUTES), songxi1, Level.Township, Level.Village);
      await wrong(by(wudang1).review(ids, MINUTES), wudang1, Level.County, Level.Village);
      await wrong(by(longjing2).refuse(household.id, REASON), longjing2, Level.Village, Level.Township);
      await by(longjing2).review(ids, MINUTES);
      await by(songxi1).publish(ids);
      await daysPass(8);
      await wrong(by(wudang1).endorse(ids, EVIDENCE), wudang1, Level.County, Level.Township);
      await wrong(by(longjing2).endorse(ids, EVIDENCE), longjing2, Level.Village, Level.Township);
      await by(songxi2).endorse(ids, EVIDENCE);
      await wrong(by(songxi1).register(ids, EVIDENCE), songxi1, Level.Township, Level.County);
      await by(wudang1).register(ids, EVIDENCE);
      await exitOnNotice(desk, [household]);
      await daysPass(8);
      await wrong(by(officers.songxi3).approveExit(ids, EVIDENCE), officers.songxi3, Level.Township, Level.County);
      await wrong(by(longjing2).refuseExit(household.id, REASON), longjing2, Level.Village, Level.Township);
      await by(wudang2).approveExit(ids, EVIDENCE);
      await daysPass(1);
      await wrong(by(songxi1).relapse(household.id, EVIDENCE), songxi1, Level.Township, Level.County);
    });

    it("is for officers of the area, household by household", async () => {
      const [here, there] = [await one(proposed(desk)), await one(proposed(desk, { area: "chashan" }))];
      await expect(by(officers.longjing2).review([here.id, there.id], MINUTES))
        .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerOutsideArea")
        .withArgs(officers.longjing2.id, codeOf("longjing"), codeOf("chashan"));
      await by(officers.longjing2).review([here.id], MINUTES);
      await by(officers.chashan2).review([there.id], MINUTES);
      await by(officers.songxi1).publish([here.id, there.id]);
    });

    it("reverts for a list of two programmes, a household twice, one that is unknown, and none", async () => {
      const household = await one(proposed(desk));
      const programme = await programmed(desk);
      const foreign = await one(proposed(desk, { programme }));
      const review = (ids: bigint[], digest = MINUTES) => by(officers.longjing2).review(ids, digest);
      const { reliefHouseholds } = desk.suite;
      await expect(review([household.id, foreign.id]))
        .to.be.revertedWithCustomError(reliefHouseholds, "HouseholdOtherProgramme")
        .withArgs(foreign.id, desk.programme);
      await expect(review([household.id, household.id]))
        .to.be.revertedWithCustomError(reliefHouseholds, "HouseholdWrongStatus")
        .withArgs(household.id, HouseholdStatus.Reviewed, HouseholdStatus.Proposed);
      await expect(review([household.id + 9n])).to.be.revertedWithCustomError(reliefHouseholds, "HouseholdUnknown");
      await expect(review([])).to.be.revertedWithCustomError(reviews, "ReviewNoHouseholds");
      await expect(review([household.id], ZeroHash)).to.be.revertedWithCustomError(reviews, "ReviewEvidenceMissing");
    });

    it("X-106: takes two hundred at once within a transaction's gas, and no more", async function () {
      const households = await proposed(desk, { count: 200 });
      const ids = idsOf(households);
      const { reviewer, publisher, endorser, registrar } = teamOf(desk);
      await expect(by(reviewer).review([...ids, 1n], MINUTES))
        .to.be.revertedWithCustomError(reviews, "ReviewTooMany")
        .withArgs(201, 200);
      const steps = [
        () => by(reviewer).review(ids, MINUTES),
        () => by(publisher).publish(ids),
        () => by(endorser).endorse(ids, EVIDENCE),
        () => by(registrar).register(ids, EVIDENCE),
      ];
      for (const [index, step] of steps.entries()) {
        if (index === 2) await daysPass(8);
        const receipt = await (await step()).wait();
        expect(receipt?.gasUsed, `step ${index}`).to.be.below(TRANSACTION_GAS);
      }
      expect(await statusOf(desk, first(households.slice(-1)))).to.equal(HouseholdStatus.Registered);
    });
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

  describe("proposeExit, approveExit, refuseExit, relapse", () => {
    it("lets a household exit that has signed for it with an officer, after its notice", async () => {
      const household = await one(registered(desk));
      const { proposer, publisher, registrar } = exitTeamOf(desk);
      await expect(proposeExit(desk, household, proposer))
        .to.emit(reviews, "HouseholdExitProposed")
        .withArgs(household.id, proposer.id, EVIDENCE);
      const noticeEnd = (await today()) + 7n;
      await expect(by(publisher).publish([household.id]))
        .to.emit(reviews, "HouseholdPublished")
        .withArgs(household.id, publisher.id, noticeEnd, true);
      await networkHelpers.time.increaseTo(startOf(day("2026-02-28")));
      await expect(by(registrar).approveExit([household.id], EVIDENCE))
        .to.emit(reviews, "HouseholdExited")
        .withArgs(household.id, registrar.id, day("2027-02-28"), EVIDENCE);
      const { status, closedOn } = await desk.suite.reliefHouseholds.householdInfo(household.id);
      expect([status, closedOn]).to.deep.equal([HouseholdStatus.Exited, day("2026-02-28")]);
      const { exitProposedBy, exitPublishedBy, exitDecidedBy, decidedBy } = await procedureOf(desk, household);
      expect([exitProposedBy, exitPublishedBy, exitDecidedBy, decidedBy]).to.deep.equal([
        proposer.id,
        publisher.id,
        registrar.id,
        officers.wudang1.id,
      ]);
    });

    it("P-3: reverts unless both have signed for this very exit", async () => {
      const [household, other] = await registered(desk, { count: 2 });
      if (household === undefined || other === undefined) throw new Error("There are two households.");
      const values = { household: household.id, evidence: EVIDENCE };
      const byHousehold = await signedByHousehold(desk, household, EXIT, values);
      const byOfficer = await signedBy(desk, officers.longjing1, EXIT, values);
      const { reliefKeys } = desk.suite;
      const exit = by(officers.longjing1);
      for (const attempt of [
        () => exit.proposeExit(household.id, id("other criteria"), byHousehold, byOfficer),
        () => exit.proposeExit(other.id, EVIDENCE, byHousehold, byOfficer),
        () => exit.proposeExit(household.id, EVIDENCE, byOfficer, byOfficer),
        () => exit.proposeExit(household.id, EVIDENCE, byHousehold, byHousehold),
        () => by(officers.longjing2).proposeExit(household.id, EVIDENCE, byHousehold, byOfficer),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(reliefKeys, "AssertionInvalid");
      }
      await expect(exit.proposeExit(household.id, EVIDENCE, UNSIGNED, byOfficer)).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      await exit.proposeExit(household.id, EVIDENCE, byHousehold, byOfficer);
    });

    it("P-4, X-36: is proposed, published and decided by three officers", async () => {
      const household = await one(registered(desk));
      await proposeExit(desk, household, officers.wudang2);
      const same = (act: Promise<unknown>, officer: OfficerActor) =>
        expect(act).to.be.revertedWithCustomError(reviews, "ReviewSameOfficer").withArgs(household.id, officer.id);
      await same(by(officers.wudang2).publish([household.id]), officers.wudang2);
      await by(officers.wudang3).publish([household.id]);
      await noticePasses(desk, [household]);
      await same(by(officers.wudang2).approveExit([household.id], EVIDENCE), officers.wudang2);
      await same(by(officers.wudang3).approveExit([household.id], EVIDENCE), officers.wudang3);
      await same(by(officers.wudang3).refuseExit(household.id, REASON), officers.wudang3);
      // Who registered it may let it go: that was another procedure.
      await by(officers.wudang1).approveExit([household.id], EVIDENCE);
    });

    it("stays on the register when its exit is refused, and may be proposed for it again", async () => {
      const household = await one(registered(desk));
      await exitProposed(desk, [household]);
      await expect(by(officers.songxi3).refuseExit(household.id, REASON))
        .to.emit(reviews, "HouseholdExitRefused")
        .withArgs(household.id, officers.songxi3.id, REASON);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Registered);
      await exited(desk, [household]);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Exited);
    });

    it("comes back on relapse within the year, and not after it", async () => {
      await networkHelpers.time.increaseTo(startOf(day("2026-02-20")));
      const household = await one(registered(desk));
      await exitOnNotice(desk, [household]);
      await networkHelpers.time.increaseTo(startOf(day("2026-03-31")));
      await by(officers.wudang2).approveExit([household.id], EVIDENCE);
      const relapse = () => by(officers.wudang3).relapse(household.id, EVIDENCE);
      await expect(relapse()).to.be.revertedWithCustomError(desk.suite.reliefHouseholds, "HouseholdWrongStatus");
      await at(startOf(day("2027-04-01")) - 1n);
      const snapshot = await networkHelpers.takeSnapshot();
      await expect(relapse())
        .to.emit(reviews, "HouseholdRelapsed")
        .withArgs(household.id, officers.wudang3.id, EVIDENCE);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Registered);
      const { closedOn } = await desk.suite.reliefHouseholds.householdInfo(household.id);
      expect(closedOn).to.equal(0);
      await snapshot.restore();
      await at(startOf(day("2027-04-01")));
      await expect(relapse())
        .to.be.revertedWithCustomError(desk.suite.reliefHouseholds, "HouseholdWrongStatus")
        .withArgs(household.id, HouseholdStatus.Closed, HouseholdStatus.Observed);
    });

    it("P-4: relapse is found by another than who let it exit", async () => {
      const household = await statuses.Observed(desk);
      await expect(by(officers.wudang2).relapse(household.id, EVIDENCE))
        .to.be.revertedWithCustomError(reviews, "ReviewSameOfficer")
        .withArgs(household.id, officers.wudang2.id);
      await by(officers.wudang1).relapse(household.id, EVIDENCE);
    });

    it("P-7: refusals and decisions give a digest of their reasons", async () => {
      const household = await one(proposed(desk));
      const missing = (act: Promise<unknown>) =>
        expect(act).to.be.revertedWithCustomError(reviews, "ReviewEvidenceMissing");
      await missing(by(officers.songxi3).refuse(household.id, ZeroHash));
      await missing(by(officers.songxi3).refuseExit(household.id, ZeroHash));
      await missing(by(officers.songxi2).endorse([household.id], ZeroHash));
      await missing(by(officers.wudang1).register([household.id], ZeroHash));
      await missing(by(officers.wudang1).approveExit([household.id], ZeroHash));
      await missing(by(officers.wudang1).relapse(household.id, ZeroHash));
      await missing(by(officers.wudang1).reportKinship(household.id, officers.longjing1.id, ZeroHash));
      await missing(by(officers.longjing1).proposeExit(household.id, ZeroHash, UNSIGNED, UNSIGNED));
    });
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
