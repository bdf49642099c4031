import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { makePasskey } from "../../../utils/passkeys.ts";
import {
  changed,
  changeOf,
  changeProposed,
  declared,
  first,
  FIVE_HUNDRED,
  grantable,
  granted,
  kinshipReported,
  NO_KEY,
  one,
  type Page,
  pageOf,
  registerForParts,
  split,
  startOf,
  statusOf,
} from "../../../utils/relief-people.ts";
import {
  CHOOSE_BANK,
  day,
  daysPass,
  EVIDENCE,
  EXIT,
  exited,
  exitOnNotice,
  exitProposed,
  type Household,
  HouseholdStatus,
  inventedHouseholds,
  Level,
  numbersOf,
  type OfficerActor,
  programmed,
  proposalOf,
  propose,
  proposed,
  proposeExit,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  Role,
  signedByHousehold,
  today,
} from "../../../utils/relief.ts";
import { networkHelpers } from "../../../utils/suite.ts";

/** Gas that booking one household of a page may take, so that payout book and release fit into the rest of 14,000. */
const GRANT_GAS = 7_000n;

describe("ReliefHouseholds", () => {
  let desk: ReliefDesk;
  let register: ReliefDesk["suite"]["reliefHouseholds"];
  let officers: ReliefDesk["officers"];
  const by = (officer: OfficerActor) => register.connect(officer.signer);
  const refuses = (act: Promise<unknown>, error: string) =>
    expect(act, error).to.be.revertedWithCustomError(register, error);

  beforeEach(async () => {
    desk = await reliefDesk();
    register = desk.suite.reliefHouseholds;
    officers = desk.officers;
  });

  describe("grant, ungrant, areGrantable", () => {
    it("books a page of equal amounts, or of one for each, and says their total", async () => {
      const households = await registered(desk, { count: 3 });
      const numbers = numbersOf(households);
      const parts = await registerForParts(desk);
      const total = (amounts: bigint[]) => parts.grant.staticCall(...pageOf(desk), numbers, amounts);
      expect(await total([FIVE_HUNDRED])).to.equal(3n * FIVE_HUNDRED);
      expect(await total([1n, 2n, 3n])).to.equal(6n);
      expect(await grantable(desk, numbers)).to.deep.equal([true, true, true]);
    });

    it("reverts for amounts that are neither one nor one for each, and for numbers that do not ascend", async () => {
      const [a, b] = numbersOf(await registered(desk, { count: 2 }));
      if (a === undefined || b === undefined) throw new Error("There are two households.");
      await refuses(granted(desk, [a, b], []), "HouseholdAmountsUnfit").withArgs(0, 2);
      await refuses(granted(desk, [a, b], [1n, 2n, 3n]), "HouseholdAmountsUnfit").withArgs(3, 2);
      await refuses(grantable(desk, [a, b], []), "HouseholdAmountsUnfit");
      await refuses(granted(desk, [b, a]), "HouseholdsNotAscending").withArgs(b, a);
      await refuses(granted(desk, [a, a]), "HouseholdsNotAscending").withArgs(a, a);
    });

    it("P-2: reverts for the first that is of another village, category or bank, or unknown", async () => {
      const household = await one(registered(desk));
      const { id: number } = household;
      const attempts: [Page, string, unknown[]][] = [
        [{ area: codeOf("chashan") }, "HouseholdOutsideArea", [number, codeOf("longjing"), codeOf("chashan")]],
        [{ category: 2 }, "HouseholdOtherCategory", [number, 2]],
        [{ bank: desk.baiyunling.id }, "HouseholdOtherBank", [number, desk.guanshan.id, desk.baiyunling.id]],
      ];
      for (const [page, error, args] of attempts) {
        await refuses(granted(desk, [household.number], [FIVE_HUNDRED], page), error).withArgs(...args);
        expect(await grantable(desk, [household.number], [FIVE_HUNDRED], page)).to.deep.equal([false]);
      }
      await refuses(granted(desk, [0]), "HouseholdsNotAscending").withArgs(0, 0);
      await refuses(granted(desk, [household.number, 77]), "HouseholdUnknown");
      expect(await grantable(desk, [household.number, 77])).to.deep.equal([true, false]);
      // Nothing of the other programme's.
      const programme = await programmed(desk);
      await refuses(granted(desk, [household.number], [FIVE_HUNDRED], { programme }), "HouseholdUnknown");
      const fitting = { area: codeOf("songxi"), category: 1, bank: desk.guanshan.id };
      await granted(desk, [household.number], [FIVE_HUNDRED], fitting);
    });

    it("P-2: keeps each payment below its ceiling, and all of a household's below theirs, to the fen", async () => {
      const programme = await programmed(desk, { rules: { actCeiling: 60_000, householdCeiling: 100_000 } });
      const household = await one(registered(desk, { programme }));
      const { id: number, number: no } = household;
      const pay = (amount: bigint) => granted(desk, [no], [amount], { programme });
      const may = async (amount: bigint) => first(await grantable(desk, [no], [amount], { programme }));
      await refuses(pay(0n), "HouseholdAmountZero").withArgs(number);
      await refuses(pay(60_001n), "HouseholdAmountAboveCeiling").withArgs(number, 60_001, 60_000);
      await pay(60_000n);
      expect([await may(40_000n), await may(40_001n)]).to.deep.equal([true, false]);
      await refuses(pay(40_001n), "HouseholdCeilingExceeded").withArgs(number, 100_001, 100_000);
      await pay(40_000n);
      await refuses(pay(1n), "HouseholdCeilingExceeded").withArgs(number, 100_001, 100_000);
      // What goes back may be given again.
      const parts = await registerForParts(desk);
      await parts.ungrant(programme, [no], [40_000n]);
      await pay(39_999n);
      await pay(1n);
      await refuses(pay(1n), "HouseholdCeilingExceeded");
    });

    it("takes back no more than was given", async () => {
      const [a, b] = numbersOf(await registered(desk, { count: 2 }));
      if (a === undefined || b === undefined) throw new Error("There are two households.");
      const parts = await registerForParts(desk);
      await granted(desk, [a, b], [1_000n, 2_000n]);
      await parts.ungrant(desk.programme, [a, b], [400n, 2_000n]);
      await expect(parts.ungrant(desk.programme, [b], [1n])).to.be.revertedWithPanic(0x11);
      await parts.ungrant(desk.programme, [a], [600n]);
      await expect(parts.ungrant(desk.programme, [a], [1n])).to.be.revertedWithPanic(0x11);
    });

    it("P-2, X-37: reads whether a household is helped when it is paid, not when the page was made", async () => {
      const households = await registered(desk, { count: 5 });
      const [leaving, dead, doubtful, moved, staying] = households;
      if (!leaving || !dead || !doubtful || !moved || !staying) throw new Error("There are five households.");
      const numbers = numbersOf(households);
      const page = { area: codeOf("longjing") };
      const paid = () => grantable(desk, numbers, [FIVE_HUNDRED], page);
      expect(await paid()).to.deep.equal([true, true, true, true, true]);
      await exitProposed(desk, [leaving]);
      await changed(desk, changeOf(dead.id, "End"));
      await kinshipReported(desk, doubtful, officers.longjing2);
      await changed(desk, changeOf(moved.id, "Move", { area: codeOf("chashan") }));
      expect(await paid()).to.deep.equal([false, false, false, false, true]);
      await refuses(granted(desk, numbers, [FIVE_HUNDRED], page), "HouseholdNotEntitled").withArgs(
        leaving.id,
        HouseholdStatus.ExitProposed,
      );
      await refuses(granted(desk, [dead.number]), "HouseholdNotEntitled").withArgs(dead.id, HouseholdStatus.Ended);
      await refuses(granted(desk, [doubtful.number]), "HouseholdNotEntitled").withArgs(
        doubtful.id,
        HouseholdStatus.UnderReview,
      );
      // An exit that is refused lets it be paid again.
      await desk.suite.reliefReviews.connect(officers.songxi3.signer).refuseExit(leaving.id, REASON);
      expect(first(await paid())).to.equal(true);
    });

    it("P-5: stops with the exit, unless the programme goes on helping who is observed, and then for that year", async () => {
      await networkHelpers.time.increaseTo(startOf(day("2026-02-20")) + 9n * 3_600n);
      const continuing = await programmed(desk, { rules: { continuesInObservation: true } });
      const stopped = await one(registered(desk));
      const continued = await one(registered(desk, { programme: continuing }));
      await exitOnNotice(desk, [stopped]);
      await exitOnNotice(desk, [continued]);
      await networkHelpers.time.increaseTo(startOf(day("2026-03-31")));
      for (const { id: number } of [stopped, continued]) {
        await desk.suite.reliefReviews.connect(officers.wudang2.signer).approveExit([number], EVIDENCE);
      }
      const paid = async ({ number, programme }: Household) =>
        first(await grantable(desk, [number], [FIVE_HUNDRED], { programme }));
      const expectPaid = async (isPaid: boolean) => {
        expect([await paid(stopped), await register.isEntitled(stopped.id)]).to.deep.equal([false, false]);
        expect([await paid(continued), await register.isEntitled(continued.id)]).to.deep.equal([isPaid, isPaid]);
      };
      await expectPaid(true);
      expect(await statusOf(desk, continued)).to.equal(HouseholdStatus.Exited);
      await daysPass(1);
      expect(await statusOf(desk, continued)).to.equal(HouseholdStatus.Observed);
      await expectPaid(true);
      await networkHelpers.time.increaseTo(startOf(day("2027-04-01")) - 1n);
      await expectPaid(true);
      await networkHelpers.time.increaseTo(startOf(day("2027-04-01")));
      expect(await statusOf(desk, continued)).to.equal(HouseholdStatus.Closed);
      await expectPaid(false);
      await refuses(
        granted(desk, [continued.number], [FIVE_HUNDRED], { programme: continuing }),
        "HouseholdNotEntitled",
      ).withArgs(continued.id, HouseholdStatus.Closed);
    });

    it("is for the module's parts alone", async () => {
      const { number, id: household } = await one(registered(desk));
      for (const act of [
        by(officers.wudang1).grant(...pageOf(desk), [number], [FIVE_HUNDRED]),
        by(officers.wudang1).ungrant(desk.programme, [number], [0n]),
        by(officers.wudang1).setStatus(household, HouseholdStatus.Registered, HouseholdStatus.Exited),
        by(officers.wudang1).enter(desk.programme, id("a household"), codeOf("longjing"), 1, desk.guanshan.id),
      ]) {
        await refuses(act, "CallerNotPart");
      }
    });

    it("X-106: books two hundred households within their share of a payment's gas", async () => {
      const numbers = numbersOf(await registered(desk, { count: 200 }));
      await granted(desk, numbers);
      const receipt = await (await granted(desk, numbers)).wait();
      expect((receipt?.gasUsed ?? 0n) / 200n).to.be.below(GRANT_GAS);
    });
  });

  describe("chooseBank", () => {
    const choose = async (household: Household, bank: bigint, signs = bank) => {
      const assertion = await signedByHousehold(desk, household, CHOOSE_BANK, { bank: signs });
      return register.chooseBank(household.id, bank, assertion);
    };

    it("lets the household choose another payout bank of the programme, whoever sends it", async () => {
      const household = await one(registered(desk));
      await expect(choose(household, desk.baiyunling.id))
        .to.emit(register, "HouseholdBankChosen")
        .withArgs(household.id, desk.guanshan.id, desk.baiyunling.id);
      expect((await register.householdInfo(household.id)).bank).to.equal(desk.baiyunling.id);
      const paid = (bank: bigint) => grantable(desk, [household.number], [FIVE_HUNDRED], { bank });
      expect(await paid(desk.guanshan.id)).to.deep.equal([false]);
      expect(await paid(desk.baiyunling.id)).to.deep.equal([true]);
    });

    it("P-8: reverts for one that the programme does not admit, any more", async () => {
      const household = await one(registered(desk));
      const programmes = desk.suite.reliefProgrammes;
      await expect(choose(household, desk.luban.id)).to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing");
      await programmes
        .connect(desk.rural.signer)
        .setRole(desk.programme, desk.baiyunling.id, Role.PayoutBank, ZeroHash, false);
      await expect(choose(household, desk.baiyunling.id)).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeRoleMissing",
      );
    });

    it("P-3: reverts for what the household has not signed, or has signed for and used", async () => {
      const household = await one(registered(desk));
      const { reliefKeys } = desk.suite;
      await expect(choose(household, desk.baiyunling.id, desk.guanshan.id)).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      const bank = desk.baiyunling.id;
      const assertion = await signedByHousehold(desk, household, CHOOSE_BANK, { bank });
      await register.chooseBank(household.id, bank, assertion);
      await choose(household, desk.guanshan.id);
      await expect(register.chooseBank(household.id, bank, assertion)).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
    });
  });

  describe("proposeChange, confirmChange, refuseChange", () => {
    it("is done by two officers, and says what has become of the household", async () => {
      const household = await one(registered(desk));
      const terms = changeOf(household.id, "Move", { area: codeOf("chashan") });
      await expect(by(officers.longjing1).proposeChange(terms))
        .to.emit(register, "HouseholdChangeProposed")
        .withArgs(1, household.id, officers.longjing1.id, (said: typeof terms) => said.area === codeOf("chashan"));
      await expect(by(officers.songxi3).confirmChange(1))
        .to.emit(register, "HouseholdChanged")
        .withArgs(1, household.id, officers.songxi3.id, terms.kind, codeOf("chashan"), 1, 0);
      expect((await register.householdInfo(household.id)).area).to.equal(codeOf("chashan"));
      const { proposedBy, decidedBy, done, refused } = await register.changeInfo(1);
      expect([proposedBy, decidedBy, done, refused]).to.deep.equal([
        officers.longjing1.id,
        officers.songxi3.id,
        true,
        false,
      ]);
      await refuses(by(officers.songxi2).confirmChange(1), "HouseholdChangeClosed").withArgs(1);
      await refuses(by(officers.songxi2).refuseChange(1, REASON), "HouseholdChangeClosed");
      await refuses(by(officers.songxi2).confirmChange(2), "HouseholdChangeUnknown").withArgs(2);
      await refuses(register.changeInfo(2), "HouseholdChangeUnknown");
    });

    it("P-4: is not confirmed by the officer who proposed it, one of the village, or one of elsewhere", async () => {
      const household = await one(registered(desk));
      const change = await changeProposed(desk, changeOf(household.id, "End"), officers.songxi3);
      const { reliefOfficers } = desk.suite;
      await refuses(by(officers.songxi3).confirmChange(change), "HouseholdSameOfficer").withArgs(
        change,
        officers.songxi3.id,
      );
      await expect(by(officers.longjing2).confirmChange(change))
        .to.be.revertedWithCustomError(reliefOfficers, "OfficerWrongLevel")
        .withArgs(officers.longjing2.id, Level.Village, Level.Township);
      await expect(by(officers.shuanghe1).confirmChange(change)).to.be.revertedWithCustomError(
        reliefOfficers,
        "OfficerOutsideArea",
      );
      await by(officers.wudang3).confirmChange(change);
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Ended);
    });

    it("X-34, P-4: is neither proposed nor decided by kin, of any household that it is about", async () => {
      const { reliefOfficers } = desk.suite;
      const [household, into] = await registered(desk, { count: 2 });
      if (household === undefined || into === undefined) throw new Error("There are two households.");
      const kin = (act: Promise<unknown>) => expect(act).to.be.revertedWithCustomError(reliefOfficers, "OfficerIsKin");
      const leaving = first(inventedHouseholds(desk));
      const merge = changeOf(household.id, "Merge", { into: into.id });
      const splitting = changeOf(household.id, "Split", {
        commitment: leaving.commitment,
        key: leaving.passkey.publicKey,
      });
      await declared(desk, officers.longjing1, into, leaving);
      await kin(by(officers.longjing1).proposeChange(merge));
      await kin(by(officers.longjing1).proposeChange(splitting));
      await declared(desk, officers.longjing1, household);
      await kin(by(officers.longjing1).proposeChange(changeOf(household.id, "End")));

      const changes = [
        await changeProposed(desk, merge, officers.longjing2),
        await changeProposed(desk, splitting, officers.longjing2),
      ];
      await declared(desk, officers.songxi3, into, leaving);
      for (const change of changes) {
        await kin(by(officers.songxi3).confirmChange(change));
        await kin(by(officers.songxi3).refuseChange(change, REASON));
      }
      await by(officers.songxi2).refuseChange(first(changes), REASON);
    });

    it("is refused by another officer, with the digest of the reason", async () => {
      const household = await one(registered(desk));
      const change = await changeProposed(desk, changeOf(household.id, "End"));
      await refuses(by(officers.longjing1).refuseChange(change, REASON), "HouseholdSameOfficer");
      await refuses(by(officers.longjing2).refuseChange(change, ZeroHash), "HouseholdEvidenceMissing");
      await expect(by(officers.longjing2).refuseChange(change, REASON))
        .to.emit(register, "HouseholdChangeRefused")
        .withArgs(change, household.id, officers.longjing2.id, REASON);
      await refuses(by(officers.songxi3).confirmChange(change), "HouseholdChangeClosed");
      expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Registered);
    });

    it("reverts for more or less than the kind needs, and for what the officers fill in themselves", async () => {
      const household = await one(registered(desk));
      const invented = first(inventedHouseholds(desk));
      const key = invented.passkey.publicKey;
      const { commitment } = invented;
      const invalid = [
        changeOf(household.id, "None"),
        changeOf(household.id, "Split", { commitment }),
        changeOf(household.id, "Split", { key }),
        changeOf(household.id, "Split", { commitment, key, area: codeOf("chashan") }),
        changeOf(household.id, "Merge", { into: household.id }),
        changeOf(household.id, "Move", { area: codeOf("longjing") }),
        changeOf(household.id, "Move", { area: codeOf("chashan"), category: 2 }),
        changeOf(household.id, "End", { key }),
        changeOf(household.id, "AddKey"),
        changeOf(household.id, "ReplaceKeys", { key: NO_KEY }),
        changeOf(household.id, "Recategorise"),
        changeOf(household.id, "Recategorise", { category: 1 }),
        changeOf(household.id, "End", { proposedBy: 1 }),
        changeOf(household.id, "End", { decidedBy: 1 }),
        changeOf(household.id, "End", { done: true }),
        changeOf(household.id, "End", { refused: true }),
      ];
      for (const terms of invalid) {
        await refuses(by(officers.longjing1).proposeChange(terms), "HouseholdChangeInvalid").withArgs(
          household.id,
          terms.kind,
        );
      }
      await refuses(
        by(officers.longjing1).proposeChange(changeOf(household.id, "End", { evidence: ZeroHash })),
        "HouseholdEvidenceMissing",
      );
    });

    it("is decided on what the household is then, not on what it was", async () => {
      const household = await one(registered(desk));
      const move = await changeProposed(desk, changeOf(household.id, "Move", { area: codeOf("chashan") }));
      const end = await changeProposed(desk, changeOf(household.id, "End"));
      await proposeExit(desk, household, officers.longjing2);
      await refuses(by(officers.songxi3).confirmChange(move), "HouseholdWrongStatus").withArgs(
        household.id,
        HouseholdStatus.ExitProposed,
        HouseholdStatus.Registered,
      );
      await by(officers.songxi3).confirmChange(end);
      await refuses(by(officers.wudang3).confirmChange(move), "HouseholdHasEnded");
    });

    describe("Split", () => {
      it("lets a new household leave, registered too, with a commitment and a key of its own", async () => {
        const household = await one(registered(desk));
        const leaving = await split(desk, household);
        const info = await register.householdInfo(leaving.id);
        expect([info.status, info.area, info.bank, info.since, info.commitment]).to.deep.equal([
          HouseholdStatus.Registered,
          household.area,
          desk.guanshan.id,
          await today(),
          leaving.commitment,
        ]);
        expect(await desk.suite.reliefKeys.keyOf(leaving.id, 0)).to.deep.equal(
          Object.values(leaving.passkey.publicKey),
        );
        expect(await register.isEntitled(leaving.id)).to.equal(true);
        expect(await statusOf(desk, household)).to.equal(HouseholdStatus.Registered);
        expect(await register.householdCount(desk.programme)).to.equal(2);
        // It signs for itself from now on.
        await exited(desk, [leaving]);
      });

      it("P-2: has no period that had begun before: that is the other's, whether or not it was paid", async () => {
        const household = await one(registered(desk));
        const leaving = await split(desk, household);
        const day = await today();
        const paid = async (begins: bigint) =>
          grantable(desk, [household.number, leaving.number], [FIVE_HUNDRED], { begins });
        expect(await paid(day - 1n)).to.deep.equal([true, false]);
        expect(await paid(day)).to.deep.equal([true, true]);
        expect(await paid(0n)).to.deep.equal([true, true]);
        await refuses(
          granted(desk, [leaving.number], [FIVE_HUNDRED], { begins: day - 1n }),
          "HouseholdPeriodBefore",
        ).withArgs(leaving.id, day, day - 1n);
      });

      it("reverts for a commitment or a key that is another's", async () => {
        const [household, other] = await registered(desk, { count: 2 });
        if (household === undefined || other === undefined) throw new Error("There are two households.");
        const { passkey, commitment } = first(inventedHouseholds(desk));
        await refuses(
          changed(desk, changeOf(household.id, "Split", { commitment: other.commitment, key: passkey.publicKey })),
          "HouseholdCommitmentTaken",
        ).withArgs(other.commitment, other.id);
        await expect(
          changed(desk, changeOf(household.id, "Split", { commitment, key: other.passkey.publicKey })),
        ).to.be.revertedWithCustomError(desk.suite.reliefKeys, "KeyTaken");
      });

      it("P-4: is under review when either of its officers was kin", async () => {
        for (const officer of [officers.longjing1, officers.songxi3]) {
          const leaving = await split(desk, await one(registered(desk)));
          await kinshipReported(desk, leaving, officer);
          expect(await statusOf(desk, leaving)).to.equal(HouseholdStatus.UnderReview);
        }
      });
    });

    it("Merge: ends a household, and leaves the other as it is", async () => {
      const [household, into] = await registered(desk, { count: 2 });
      if (household === undefined || into === undefined) throw new Error("There are two households.");
      await expect(changed(desk, changeOf(household.id, "Merge", { into: into.id })))
        .to.emit(register, "HouseholdChanged")
        .withArgs(1, household.id, officers.songxi3.id, 2, codeOf("longjing"), 1, into.id);
      const { status, closedOn } = await register.householdInfo(household.id);
      expect([status, closedOn]).to.deep.equal([HouseholdStatus.Ended, await today()]);
      expect(await statusOf(desk, into)).to.equal(HouseholdStatus.Registered);
    });

    it("Merge: is between registered households of one programme, by officers of both areas", async () => {
      const [household, waiting] = [await one(registered(desk)), await one(proposed(desk))];
      const there = await one(registered(desk, { area: "chashan" }));
      const programme = await programmed(desk);
      const foreign = await one(registered(desk, { programme }));
      const merge = (into: bigint, officer = officers.longjing1) =>
        by(officer).proposeChange(changeOf(household.id, "Merge", { into }));
      await refuses(merge(foreign.id), "HouseholdOtherProgramme").withArgs(foreign.id, desk.programme);
      await refuses(merge(waiting.id), "HouseholdWrongStatus");
      await expect(merge(there.id)).to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerOutsideArea");
      await merge(there.id, officers.songxi2);
      await by(officers.wudang3).confirmChange(1);
    });

    it("Move: goes to a village of the programme, by a second officer of both", async () => {
      const small = await programmed(desk, { areas: ["songxi"] });
      const [household, other] = [await one(registered(desk)), await one(registered(desk, { programme: small }))];
      const move = (from: Household, area: bigint, officer = officers.longjing1) =>
        changeProposed(desk, changeOf(from.id, "Move", { area }), officer);
      await refuses(move(household, codeOf("songxi")), "HouseholdAreaNotVillage");
      await expect(move(household, 520_112_101_203n)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "AreaUnknown",
      );
      await expect(move(other, codeOf("shuanghe"))).to.be.revertedWithCustomError(
        desk.suite.reliefProgrammes,
        "ProgrammeAreaOutside",
      );
      const change = await move(household, codeOf("shuanghe"));
      await expect(by(officers.songxi3).confirmChange(change)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerOutsideArea",
      );
      await by(officers.wudang3).confirmChange(change);
      expect((await register.householdInfo(household.id)).area).to.equal(codeOf("shuanghe"));
    });

    it("End: is for good", async () => {
      const household = await one(registered(desk));
      await changed(desk, changeOf(household.id, "End"));
      const proposal = await proposalOf(desk, household);
      await refuses(propose(desk, officers.longjing1, [proposal]), "HouseholdCommitmentTaken").withArgs(
        household.commitment,
        household.id,
      );
      await refuses(by(officers.longjing1).proposeChange(changeOf(household.id, "End")), "HouseholdHasEnded");
    });

    it("AddKey, ReplaceKeys: let a guardian's or a new device's key sign for the household", async () => {
      const household = await one(registered(desk));
      const [guardian, device] = [makePasskey(), makePasskey()];
      await changed(desk, changeOf(household.id, "AddKey", { key: guardian.publicKey }));
      const exit = { household: household.id, evidence: EVIDENCE };
      const byGuardian = await signedByHousehold(desk, { ...household, passkey: guardian }, EXIT, exit, { key: 1 });
      expect(await desk.suite.reliefKeys.keyOf(household.id, 1)).to.deep.equal(Object.values(guardian.publicKey));
      expect(byGuardian.key).to.equal(1);

      await changed(desk, changeOf(household.id, "ReplaceKeys", { key: device.publicKey }));
      await expect(proposeExit(desk, household, officers.longjing1)).to.be.revertedWithCustomError(
        desk.suite.reliefKeys,
        "AssertionInvalid",
      );
      await proposeExit(desk, { ...household, passkey: device }, officers.longjing1);
    });

    it("Recategorise: puts the household into another category, which no view shows", async () => {
      const household = await one(registered(desk));
      await changed(desk, changeOf(household.id, "Recategorise", { category: 2 }));
      const paid = (category: number) => grantable(desk, [household.number], [FIVE_HUNDRED], { category });
      expect(await paid(1)).to.deep.equal([false]);
      expect(await paid(2)).to.deep.equal([true]);
      expect((await register.changeInfo(1)).category).to.equal(0);
    });
  });

  describe("householdInfo, statusOf, isEntitled", () => {
    it("knows nobody who was not entered", async () => {
      await refuses(register.householdInfo(desk.programme << 32n), "HouseholdUnknown");
      expect(await register.statusOf(desk.programme << 32n)).to.equal(HouseholdStatus.None);
      expect(await register.isEntitled(desk.programme << 32n)).to.equal(false);
      expect(await register.hasChanged(desk.programme << 32n, 1)).to.equal(false);
    });
  });
});
