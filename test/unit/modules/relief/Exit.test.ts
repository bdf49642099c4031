/** How a household leaves the register, and comes back. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { at } from "../../../utils/orders.ts";
import { one, procedureOf, startOf, statuses, statusOf, UNSIGNED } from "../../../utils/relief-people.ts";
import {
  day,
  EVIDENCE,
  EXIT,
  exited,
  exitOnNotice,
  exitProposed,
  exitTeamOf,
  HouseholdStatus,
  noticePasses,
  type OfficerActor,
  proposed,
  proposeExit,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  signedBy,
  signedByHousehold,
  today,
} from "../../../utils/relief.ts";
import { networkHelpers } from "../../../utils/suite.ts";

describe("ReliefReviews: off the register", () => {
  let desk: ReliefDesk;
  let reviews: ReliefDesk["suite"]["reliefReviews"];
  let officers: ReliefDesk["officers"];
  const by = (officer: OfficerActor) => reviews.connect(officer.signer);

  beforeEach(async () => {
    desk = await reliefDesk();
    reviews = desk.suite.reliefReviews;
    officers = desk.officers;
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
});
