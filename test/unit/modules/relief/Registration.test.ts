/** How a household comes onto the register: who proposes it, with whose signatures, and who takes which step. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { bound } from "../../../utils/orders.ts";
import { makePasskey } from "../../../utils/passkeys.ts";
import { declared, first, one, procedureOf, startOf, statuses, statusOf } from "../../../utils/relief-people.ts";
import {
  daysPass,
  day,
  EVIDENCE,
  exitOnNotice,
  type Household,
  HouseholdStatus,
  idsOf,
  inventedHouseholds,
  Level,
  MINUTES,
  noticePasses,
  type OfficerActor,
  onNotice,
  programmed,
  proposalHash,
  proposalOf,
  PROPOSALS,
  propose,
  proposed,
  proposeExit,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  reviewed,
  signedBy,
  teamOf,
  today,
} from "../../../utils/relief.ts";
import { networkHelpers } from "../../../utils/suite.ts";

/** The Osaka limit of a transaction. */
const TRANSACTION_GAS = 16_777_216n;

describe("ReliefReviews: onto the register", () => {
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
});
