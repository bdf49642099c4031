/** Rounds of benefits: what is proposed is published, what was published is approved, what was approved is paid, to each once. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { halt } from "../../../utils/orders.ts";
import {
  daysPass,
  DECISION,
  exited,
  FARM_SUPPLIES,
  type Household,
  HOUSING,
  numbersOf,
  Outcome,
  programmed,
  registered,
  Role,
  RULES,
  today,
} from "../../../utils/relief.ts";
import { changed, changeOf, declared, split } from "../../../utils/relief-people.ts";
import {
  ANSWER,
  answer,
  BenefitKind,
  benefitDefined,
  EACH,
  Fact,
  GROUNDS,
  listOf,
  pageDigest,
  payingDesk,
  type PayingDesk,
  projectFunded,
  release,
  released,
  roundApproved,
  roundNoticePasses,
  roundProposed,
  RoundStatus,
  roundTeam,
  TOTAL,
  useVoucher,
  vouchersOpen,
} from "../../../utils/relief-payouts.ts";

const ROOT = id("root of a list");

describe("ReliefBenefits", () => {
  let desk: PayingDesk;
  let first: Household;
  let second: Household;

  const benefits = () => desk.suite.reliefBenefits;
  const by = (officer: keyof PayingDesk["officers"]) => benefits().connect(desk.officers[officer].signer);
  const approve = (round: bigint, officer: keyof PayingDesk["officers"] = "songxi2", root = ZeroHash, total = TOTAL) =>
    by(officer).approveRound(round, root, total, DECISION);
  const object = async (round: bigint, household = first, who = desk.wudang.signer) => {
    await benefits().connect(who).objectToLine(round, household.id, GROUNDS);
    return benefits()
      .queryFilter(benefits().filters.LineObjectionRaised())
      .then((raised) => raised.at(-1)?.args.objection ?? 0n);
  };
  const decide = (
    objection: bigint,
    outcome: keyof typeof Outcome,
    officer: keyof PayingDesk["officers"] = "songxi3",
    text = ANSWER,
  ) => by(officer).answerLineObjection(objection, Outcome[outcome], text);

  beforeEach(async () => {
    desk = await payingDesk();
    const [one, two] = desk.households;
    if (one === undefined || two === undefined) throw new Error("The desk has no households.");
    [first, second] = [one, two];
  });

  describe("proposeRound", () => {
    it("puts a round on notice for the programme's days", async () => {
      const noticeEnd = (await today()) + 7n;
      const { proposer } = roundTeam(desk);
      const proposing = benefits().connect(proposer.signer);
      await expect(proposing.proposeRound(desk.benefit, desk.project, codeOf("longjing"), 0, TOTAL, ZeroHash, DECISION))
        .to.emit(benefits(), "RoundProposed")
        .withArgs(
          1n,
          desk.benefit,
          desk.project,
          proposer.id,
          codeOf("longjing"),
          0n,
          EACH,
          TOTAL,
          ZeroHash,
          noticeEnd,
          DECISION,
        );
      const round = await benefits().roundInfo(1);
      expect([round.status, round.each, round.total]).to.deep.equal([RoundStatus.OnNotice, EACH, TOTAL]);
      expect(await benefits().roundCount()).to.equal(1n);
    });

    it("P-2: reverts outside the project's area or the programme's, and outside the officer's", async () => {
      const project = await projectFunded(desk, { area: "longjing" });
      await expect(roundProposed(desk, { project, area: "songxi", by: desk.officers.songxi1 }))
        .to.be.revertedWithCustomError(benefits(), "RoundAreaOutside")
        .withArgs(codeOf("songxi"), codeOf("longjing"));
      await expect(roundProposed(desk, { area: "chashan" })).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerOutsideArea",
      );
    });

    it("P-2: reverts for a project of another programme or purpose", async () => {
      const housing = await projectFunded(desk, { purpose: HOUSING });
      await expect(roundProposed(desk, { project: housing }))
        .to.be.revertedWithCustomError(benefits(), "RoundProjectForeign")
        .withArgs(housing, desk.benefit);
      const programme = await programmed(desk);
      const benefit = await benefitDefined(desk, { programme });
      await expect(roundProposed(desk, { benefit }))
        .to.be.revertedWithCustomError(benefits(), "RoundProjectForeign")
        .withArgs(desk.project, benefit);
    });

    it("reverts for a period that has not begun", async () => {
      await expect(roundProposed(desk, { period: 1n }))
        .to.be.revertedWithCustomError(benefits(), "RoundPeriodNotBegun")
        .withArgs(desk.benefit, 1n, 0n);
      await daysPass(31);
      await roundProposed(desk, { period: 1n });
    });

    it("reverts without evidence or total, with a root that does not fit, and for a closed benefit", async () => {
      const propose = (total: bigint, root: string, evidence: string, benefit = desk.benefit) =>
        by("longjing1").proposeRound(benefit, desk.project, codeOf("longjing"), 0, total, root, evidence);
      await expect(propose(TOTAL, ZeroHash, ZeroHash)).to.be.revertedWithCustomError(
        benefits(),
        "RoundEvidenceMissing",
      );
      await expect(propose(0n, ZeroHash, DECISION)).to.be.revertedWithCustomError(benefits(), "RoundTotalZero");
      await expect(propose(TOTAL, ROOT, DECISION))
        .to.be.revertedWithCustomError(benefits(), "RoundRootUnfit")
        .withArgs(desk.benefit, ROOT);
      const listed = await benefitDefined(desk, { amount: 0n });
      await expect(propose(TOTAL, ZeroHash, DECISION, listed)).to.be.revertedWithCustomError(
        benefits(),
        "RoundRootUnfit",
      );
      await desk.suite.reliefProgrammes.connect(desk.rural.signer).closeBenefit(desk.benefit);
      await expect(propose(TOTAL, ZeroHash, DECISION)).to.be.revertedWithCustomError(
        desk.suite.reliefProgrammes,
        "BenefitIsClosed",
      );
    });

    it("reverts when the programme is over, or the module halted", async () => {
      const key = await halt(desk, "relief");
      expect(key).to.not.equal(ZeroHash);
      await expect(roundProposed(desk)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantModuleHalted",
      );
    });
  });

  describe("approveRound", () => {
    it("another officer approves after the notice", async () => {
      const round = await roundProposed(desk);
      await roundNoticePasses(desk, round);
      await expect(approve(round))
        .to.emit(benefits(), "RoundApproved")
        .withArgs(round, desk.officers.songxi2.id, DECISION);
      const { status, approvedBy } = await benefits().roundInfo(round);
      expect([status, approvedBy]).to.deep.equal([RoundStatus.Approved, desk.officers.songxi2.id]);
    });

    it("X-43: reverts to the end of the notice's last day; changed rules shorten no notice", async () => {
      const round = await roundProposed(desk);
      const { noticeEnd } = await benefits().roundInfo(round);
      const { reliefProgrammes } = desk.suite;
      await reliefProgrammes
        .connect(desk.rural.signer)
        .changeRules(desk.programme, { ...RULES, noticeDays: 5 }, DECISION);
      await daysPass(6);
      await expect(approve(round)).to.be.revertedWithCustomError(benefits(), "RoundNoticeRunning");
      await daysPass(1);
      await expect(approve(round))
        .to.be.revertedWithCustomError(benefits(), "RoundNoticeRunning")
        .withArgs(round, noticeEnd, noticeEnd);
      await daysPass(1);
      await approve(round);
    });

    it("X-40: reverts for another root or total than was published", async () => {
      const listed = await benefitDefined(desk, { amount: 0n });
      const round = await roundProposed(desk, { benefit: listed, root: ROOT });
      await roundNoticePasses(desk, round);
      for (const [root, total] of [
        [id("another list"), TOTAL],
        [ROOT, TOTAL + 1n],
      ] as const) {
        await expect(approve(round, "songxi2", root, total))
          .to.be.revertedWithCustomError(benefits(), "RoundTermsDiffer")
          .withArgs(round, ROOT, TOTAL);
      }
      await approve(round, "songxi2", ROOT);
    });

    it("P-4: reverts for its proposer, and for an officer of a village", async () => {
      const round = await roundProposed(desk, { by: desk.officers.songxi1 });
      await roundNoticePasses(desk, round);
      await expect(approve(round, "songxi1"))
        .to.be.revertedWithCustomError(benefits(), "RoundSameOfficer")
        .withArgs(round, desk.officers.songxi1.id);
      await expect(approve(round, "longjing2")).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerWrongLevel",
      );
      await expect(by("songxi2").approveRound(round, ZeroHash, TOTAL, ZeroHash)).to.be.revertedWithCustomError(
        benefits(),
        "RoundEvidenceMissing",
      );
    });
  });

  describe("refuseRound", () => {
    it("another officer refuses; it is not approved any more", async () => {
      const round = await roundProposed(desk);
      await expect(by("songxi2").refuseRound(round, GROUNDS))
        .to.emit(benefits(), "RoundRefused")
        .withArgs(round, desk.officers.songxi2.id, GROUNDS);
      await roundNoticePasses(desk, round);
      await expect(approve(round))
        .to.be.revertedWithCustomError(benefits(), "RoundWrongStatus")
        .withArgs(round, RoundStatus.Refused, RoundStatus.OnNotice);
    });

    it("reverts for its proposer, or without a reason", async () => {
      const round = await roundProposed(desk, { by: desk.officers.songxi1 });
      await expect(by("songxi1").refuseRound(round, GROUNDS)).to.be.revertedWithCustomError(
        benefits(),
        "RoundSameOfficer",
      );
      await expect(by("songxi2").refuseRound(round, ZeroHash)).to.be.revertedWithCustomError(
        benefits(),
        "RoundEvidenceMissing",
      );
    });
  });

  describe("releasePage", () => {
    it("a third officer releases a page, which becomes a payout", async () => {
      const round = await roundApproved(desk);
      const { releaser } = roundTeam(desk);
      await expect(release(desk, round, desk.households))
        .to.emit(benefits(), "RoundReleased")
        .withArgs(round, 1n, releaser.id, 5n, 5n * EACH, 5n * EACH);
      const { origin, benefit, period, payee } = await desk.suite.reliefPayouts.payoutInfo(1);
      expect([origin, benefit, period, payee]).to.deep.equal([round, desk.benefit, 0n, desk.guanshan.id]);
    });

    it("X-41: the same page again is refused, and so is one that overlaps; the rest is paid", async () => {
      const round = await roundApproved(desk);
      await release(desk, round, desk.households.slice(0, 3));
      for (const page of [desk.households.slice(0, 3), desk.households.slice(2)]) {
        await expect(release(desk, round, page)).to.be.revertedWithCustomError(
          desk.suite.reliefPayouts,
          "PayoutPeriodPaid",
        );
      }
      await release(desk, round, desk.households.slice(3));
    });

    it("X-41: another round of the same period pays nobody again", async () => {
      const [one, two] = [await roundApproved(desk), await roundApproved(desk)];
      await release(desk, one, [first]);
      await expect(release(desk, two, [first, second]))
        .to.be.revertedWithCustomError(desk.suite.reliefPayouts, "PayoutPeriodPaid")
        .withArgs(desk.benefit, 0n, first.id);
    });

    it("P-2: reverts for a household of another bank, category or village", async () => {
      const round = await roundApproved(desk);
      const { reliefHouseholds } = desk.suite;
      await expect(release(desk, round, desk.others, { bank: desk.guanshan })).to.be.revertedWithCustomError(
        reliefHouseholds,
        "HouseholdOtherBank",
      );
      const poor = await registered(desk, { category: 2 });
      await expect(release(desk, round, poor)).to.be.revertedWithCustomError(
        reliefHouseholds,
        "HouseholdOtherCategory",
      );
      const away = await registered(desk, { area: "chashan" });
      await expect(release(desk, round, away)).to.be.revertedWithCustomError(reliefHouseholds, "HouseholdOutsideArea");
    });

    it("P-2, X-37: reverts for a household that has exited, waits for its exit, or has ended", async () => {
      const round = await roundApproved(desk);
      const { reliefHouseholds } = desk.suite;
      await exited(desk, [first]);
      await changed(desk, changeOf(second.id, "End"));
      for (const household of [first, second]) {
        await expect(release(desk, round, [household])).to.be.revertedWithCustomError(
          reliefHouseholds,
          "HouseholdNotEntitled",
        );
      }
      await release(desk, round, desk.households.slice(2));
    });

    it("P-5: what was released before an exit stays", async () => {
      const round = await roundApproved(desk);
      const payout = await released(desk, round, [first]);
      await exited(desk, [first]);
      const { lines, status } = await desk.suite.reliefPayouts.payoutInfo(payout);
      expect([lines, status]).to.deep.equal([1n, 2n]);
    });

    it("P-5: in a programme whose rule says so, benefits go on while a household is observed", async () => {
      await desk.suite.reliefProgrammes
        .connect(desk.rural.signer)
        .changeRules(desk.programme, { ...RULES, continuesInObservation: true }, DECISION);
      const round = await roundApproved(desk);
      await exited(desk, [first]);
      await release(desk, round, [first]);
    });

    it("P-2: reverts above a ceiling of the programme", async () => {
      const rules = { ...RULES, householdCeiling: EACH + 1n };
      const programmes = desk.suite.reliefProgrammes.connect(desk.rural.signer);
      await programmes.changeRules(desk.programme, rules, DECISION);
      await release(desk, await roundApproved(desk), [first]);
      await daysPass(31);
      const next = await roundApproved(desk, { period: 1n });
      await expect(release(desk, next, [first])).to.be.revertedWithCustomError(
        desk.suite.reliefHouseholds,
        "HouseholdCeilingExceeded",
      );
      await programmes.changeRules(desk.programme, { ...RULES, actCeiling: EACH - 1n }, DECISION);
      await expect(release(desk, next, [second])).to.be.revertedWithCustomError(
        desk.suite.reliefHouseholds,
        "HouseholdAmountAboveCeiling",
      );
    });

    it("P-2: a household that was split off does not get the period that the other had", async () => {
      const round = await roundApproved(desk);
      const left = await split(desk, first);
      await expect(release(desk, round, [left])).to.be.revertedWithCustomError(
        desk.suite.reliefHouseholds,
        "HouseholdPeriodBefore",
      );
    });

    it("P-4: reverts for the round's proposer and approver", async () => {
      const round = await roundApproved(desk, { by: desk.officers.songxi1 });
      for (const key of ["songxi1", "songxi2"] as const) {
        await expect(release(desk, round, [first], { by: desk.officers[key] }))
          .to.be.revertedWithCustomError(benefits(), "RoundSameOfficer")
          .withArgs(round, desk.officers[key].id);
      }
      await expect(release(desk, round, [first], { by: desk.officers.longjing2 })).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerWrongLevel",
      );
    });

    for (const [what, key] of [
      ["proposer", "longjing1"],
      ["approver", "songxi2"],
      ["releaser", "wudang1"],
    ] as const) {
      it(`P-4, X-34: reverts when kin of its ${what} is on the page`, async () => {
        const round = await roundApproved(desk);
        await declared(desk, desk.officers[key], second);
        await expect(release(desk, round, desk.households))
          .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerIsKin")
          .withArgs(desk.officers[key].id, second.commitment);
        await release(desk, round, [first]);
      });
    }

    it("P-4, X-34: reverts when a household that has left kin by a split is on the page", async () => {
      const left = await split(desk, first);
      await declared(desk, desk.officers.wudang1, first);
      await daysPass(31);
      const round = await roundApproved(desk, { period: 1n });
      await expect(release(desk, round, [second, left]))
        .to.be.revertedWithCustomError(desk.suite.reliefOfficers, "OfficerIsKin")
        .withArgs(desk.officers.wudang1.id, left.commitment);
      const numbers = [first, second, left].map(({ number }) => number);
      const { wudang1, wudang2 } = desk.officers;
      const fits = (officer: bigint) => benefits().releasable(round, desk.guanshan.id, officer, numbers, []);
      expect(await fits(wudang1.id)).to.deep.equal([false, true, false]);
      expect(await fits(wudang2.id)).to.deep.equal([true, true, true]);
    });

    it("P-8: reverts for who is no payout bank of the programme", async () => {
      const round = await roundApproved(desk);
      await expect(release(desk, round, [first], { bank: desk.luban }))
        .to.be.revertedWithCustomError(desk.suite.reliefProgrammes, "ProgrammeRoleMissing")
        .withArgs(desk.programme, desk.luban.id, Role.PayoutBank, ZeroHash);
    });

    it("X-40: reverts above the round's total", async () => {
      const round = await roundApproved(desk, { total: 3n * EACH });
      await release(desk, round, [first, second]);
      await expect(release(desk, round, desk.households.slice(2)))
        .to.be.revertedWithCustomError(benefits(), "RoundTotalExceeded")
        .withArgs(round, 5n * EACH, 3n * EACH);
      await release(desk, round, desk.households.slice(2, 3));
    });

    it("reverts for an empty page, amounts of a uniform round, numbers that don't ascend, and too many", async () => {
      const round = await roundApproved(desk);
      await expect(release(desk, round, [], { bank: desk.guanshan }))
        .to.be.revertedWithCustomError(benefits(), "RoundPageEmpty")
        .withArgs(round);
      await expect(release(desk, round, [first], { skipped: 1n })).to.be.revertedWithCustomError(
        benefits(),
        "RoundPageEmpty",
      );
      await expect(release(desk, round, [first], { amounts: [EACH] })).to.be.revertedWithCustomError(
        benefits(),
        "RoundAmountsUnfit",
      );
      for (const page of [
        [second, first],
        [first, first],
      ]) {
        await expect(release(desk, round, page)).to.be.revertedWithCustomError(
          desk.suite.reliefHouseholds,
          "HouseholdsNotAscending",
        );
      }
      const many = Array.from({ length: 257 }, () => first);
      await expect(release(desk, round, many)).to.be.revertedWithCustomError(
        desk.suite.reliefPayouts,
        "PayoutTooManyLines",
      );
    });

    it("reverts before approval, when it is closed, and for vouchers", async () => {
      const round = await roundProposed(desk);
      await expect(release(desk, round, [first]))
        .to.be.revertedWithCustomError(benefits(), "RoundWrongStatus")
        .withArgs(round, RoundStatus.OnNotice, RoundStatus.Approved);
      await roundNoticePasses(desk, round);
      await approve(round);
      await expect(by("songxi3").closeRound(round))
        .to.emit(benefits(), "RoundClosed")
        .withArgs(round, desk.officers.songxi3.id);
      await expect(release(desk, round, [first])).to.be.revertedWithCustomError(benefits(), "RoundWrongStatus");
      const vouchers = await vouchersOpen(desk);
      await expect(release(desk, vouchers.round, [first]))
        .to.be.revertedWithCustomError(benefits(), "RoundWrongKind")
        .withArgs(vouchers.round);
      await expect(release(desk, 99n, [first])).to.be.revertedWithCustomError(benefits(), "RoundUnknown");
    });

    it("P-2: reverts when the project was closed, or the programme is over", async () => {
      const round = await roundApproved(desk);
      await daysPass(800);
      await expect(release(desk, round, [first])).to.be.revertedWithCustomError(
        desk.suite.reliefProgrammes,
        "ProgrammeNotRunning",
      );
    });

    describe("of a list", () => {
      let round: bigint;
      let list: ReturnType<typeof listOf>;
      let pages: { households: Household[]; amounts: bigint[] }[];

      beforeEach(async () => {
        const benefit = await benefitDefined(desk, { amount: 0n });
        pages = [
          { households: desk.households.slice(0, 3), amounts: [100n, 200n, 300n] },
          { households: desk.households.slice(3), amounts: [400n, 500n] },
        ];
        list = listOf(pages);
        round = await roundApproved(desk, { benefit, root: list.root });
      });

      const page = (index: number) => {
        const [found, proof] = [pages[index], list.proofs[index]];
        if (found === undefined || proof === undefined) throw new Error(`There is no page ${index}.`);
        return { ...found, proof };
      };

      it("X-40: releases the pages that were approved, and no others", async () => {
        const { households, amounts, proof } = page(0);
        await expect(release(desk, round, households, { amounts: [100n, 200n, 301n], proof }))
          .to.be.revertedWithCustomError(benefits(), "RoundPageUnproven")
          .withArgs(round, pageDigest(numbersOf(households), [100n, 200n, 301n]));
        const swapped = [...households.slice(0, 2), ...desk.households.slice(4)];
        await expect(release(desk, round, swapped, { amounts, proof })).to.be.revertedWithCustomError(
          benefits(),
          "RoundPageUnproven",
        );
        await expect(release(desk, round, households, { amounts, proof: page(1).proof })).to.be.revertedWithCustomError(
          benefits(),
          "RoundPageUnproven",
        );
        const payout = await released(desk, round, households, { amounts, proof });
        const { start, amount } = await desk.suite.reliefPayouts.lineInfo(payout, 2);
        expect([start, amount]).to.deep.equal([300n, 300n]);
      });

      it("X-41: a page that is half done is gone on with: what is passed over now is paid later", async () => {
        const { households, amounts, proof } = page(0);
        const payout = await released(desk, round, households, { amounts, proof, skipped: 0b010n });
        expect(await desk.suite.reliefPayouts.householdsOf(payout)).to.deep.equal(
          [0, 2].map((index) => BigInt(households[index]?.number ?? 0)),
        );
        expect((await desk.suite.reliefPayouts.payoutInfo(payout)).total).to.equal(400n);
        await expect(release(desk, round, households, { amounts, proof })).to.be.revertedWithCustomError(
          desk.suite.reliefPayouts,
          "PayoutPeriodPaid",
        );
        await release(desk, round, households, { amounts, proof, skipped: 0b101n });
        expect(await desk.suite.reliefPayouts.releasedOf(round)).to.equal(600n);
      });

      it("reverts without amounts, or with another number of them", async () => {
        const { households, proof } = page(0);
        await expect(release(desk, round, households, { proof })).to.be.revertedWithCustomError(
          benefits(),
          "RoundAmountsUnfit",
        );
      });
    });
  });

  describe("releasable", () => {
    it("says whom a release would take", async () => {
      const round = await roundApproved(desk);
      await release(desk, round, [first]);
      const numbers = numbersOf([...desk.households, ...desk.others]);
      const ask = async (bank: bigint, officer = 0n) => [
        ...(await benefits().releasable(round, bank, officer, numbers, [])),
      ];
      const [T, F] = [true, false];
      expect(await ask(desk.guanshan.id)).to.deep.equal([F, T, T, T, T, F, F]);
      expect(await ask(desk.baiyunling.id)).to.deep.equal([F, F, F, F, F, T, T]);
      await declared(desk, desk.officers.longjing1, second);
      expect(await ask(desk.guanshan.id)).to.deep.equal([F, F, T, T, T, F, F]);
      const third = desk.households[2];
      if (third !== undefined) await declared(desk, desk.officers.wudang1, third);
      expect(await ask(desk.guanshan.id, desk.officers.wudang1.id)).to.deep.equal([F, F, F, T, T, F, F]);
      expect(await ask(desk.guanshan.id, desk.officers.wudang2.id)).to.deep.equal([F, F, T, T, T, F, F]);
    });

    it("leaves out a line that is objected to, and of a list those above a ceiling", async () => {
      const round = await roundProposed(desk);
      await object(round);
      expect([
        ...(await benefits().releasable(round, desk.guanshan.id, 0, [first.number, second.number], [])),
      ]).to.deep.equal([false, true]);
      const benefit = await benefitDefined(desk, { amount: 0n });
      const listed = await roundProposed(desk, { benefit, root: ROOT });
      await desk.suite.reliefProgrammes
        .connect(desk.rural.signer)
        .changeRules(desk.programme, { ...RULES, actCeiling: 1_000n }, DECISION);
      const fit = await benefits().releasable(
        listed,
        desk.guanshan.id,
        0,
        [first.number, second.number],
        [1_000n, 1_001n],
      );
      expect([...fit]).to.deep.equal([true, false]);
    });
  });

  describe("objectToLine, answerLineObjection", () => {
    it("P-7, X-44: an objection in time blocks the line until it is answered; dismissed, it is paid", async () => {
      const round = await roundProposed(desk);
      const objection = await object(round);
      await roundNoticePasses(desk, round);
      await approve(round);
      await expect(release(desk, round, desk.households))
        .to.be.revertedWithCustomError(benefits(), "RoundHouseholdBlocked")
        .withArgs(round, first.id);
      await release(desk, round, desk.households.slice(1));
      await expect(decide(objection, "Dismissed"))
        .to.emit(benefits(), "LineObjectionAnswered")
        .withArgs(objection, round, first.id, desk.officers.songxi3.id, Outcome.Dismissed, ANSWER, 0n);
      await release(desk, round, [first]);
    });

    it("P-7: upheld, the household is left out for good, and the proposer's score says so", async () => {
      const round = await roundProposed(desk);
      const objection = await object(round);
      await roundNoticePasses(desk, round);
      await approve(round);
      await expect(decide(objection, "Upheld"))
        .to.emit(desk.suite.reliefScores, "ScoreEntered")
        .withArgs(1n, desk.officers.longjing1.id, Fact.ObjectionUpheld, -30n, 570n, desk.programme, 0n, GROUNDS);
      await expect(release(desk, round, [first])).to.be.revertedWithCustomError(benefits(), "RoundHouseholdBlocked");
      const { openObjections, blocked } = await benefits().roundInfo(round);
      expect([openObjections, blocked]).to.deep.equal([0n, 1n]);
    });

    it("P-7: both texts are anchored", async () => {
      const round = await roundProposed(desk);
      await expect(benefits().connect(desk.wudang.signer).objectToLine(round, first.id, GROUNDS))
        .to.emit(benefits(), "LineObjectionRaised")
        .withArgs(1n, round, first.id, desk.wudang.wallet, GROUNDS, 1n);
      await decide(1n, "Dismissed");
      const { evidence, answer: text, objector, answeredBy } = await benefits().lineObjectionInfo(1);
      expect([evidence, text]).to.deep.equal([GROUNDS, ANSWER]);
      expect([objector, answeredBy]).to.deep.equal([desk.wudang.wallet, desk.officers.songxi3.id]);
    });

    it("X-43: reverts after the last day of the notice, and works to its end", async () => {
      const round = await roundProposed(desk);
      await daysPass(7);
      await object(round);
      await daysPass(1);
      await expect(object(round, second)).to.be.revertedWithCustomError(benefits(), "RoundNoticeOver");
      await approve(round);
      await expect(object(round, second)).to.be.revertedWithCustomError(benefits(), "RoundWrongStatus");
    });

    it("takes one open objection of an account to a line", async () => {
      const round = await roundProposed(desk);
      const objection = await object(round);
      await expect(object(round))
        .to.be.revertedWithCustomError(benefits(), "LineObjectionAlreadyRaised")
        .withArgs(round, first.id, objection);
      await decide(objection, "Dismissed");
      await object(round);
      await object(round, second);
    });

    it("P-7: a frivolous objection keeps nobody else's out; the line waits for all, and one upheld leaves it out", async () => {
      const round = await roundProposed(desk);
      const frivolous = await object(round);
      const other = benefits().connect(desk.huaxi.signer);
      await other.objectToLine(round, first.id, GROUNDS);
      const earnest = frivolous + 1n;
      expect((await benefits().roundInfo(round)).openObjections).to.equal(2n);
      expect((await benefits().roundInfo(round)).blocked).to.equal(1n);
      await decide(frivolous, "Dismissed");
      expect((await benefits().roundInfo(round)).blocked).to.equal(1n);
      await decide(earnest, "Upheld");
      await other.objectToLine(round, first.id, GROUNDS);
      await decide(earnest + 1n, "Dismissed");
      expect((await benefits().roundInfo(round)).blocked).to.equal(1n);
      expect((await benefits().roundInfo(round)).openObjections).to.equal(0n);
    });

    it("reverts for a household of another programme, or one that is not there, and without evidence", async () => {
      const round = await roundProposed(desk);
      const anyone = benefits().connect(desk.wudang.signer);
      await expect(anyone.objectToLine(round, (99n << 32n) | 1n, GROUNDS)).to.be.revertedWithCustomError(
        desk.suite.reliefHouseholds,
        "HouseholdOtherProgramme",
      );
      await expect(anyone.objectToLine(round, (desk.programme << 32n) | 999n, GROUNDS)).to.be.revertedWithCustomError(
        desk.suite.reliefHouseholds,
        "HouseholdUnknown",
      );
      await expect(anyone.objectToLine(round, first.id, ZeroHash)).to.be.revertedWithCustomError(
        benefits(),
        "RoundEvidenceMissing",
      );
    });

    it("P-4: neither the proposer answers, nor kin, nor the objector, nor a village's officer", async () => {
      const round = await roundProposed(desk, { by: desk.officers.songxi1 });
      const objection = await object(round, first, desk.officers.songxi2.signer);
      for (const key of ["songxi1", "songxi2"] as const) {
        await expect(decide(objection, "Dismissed", key))
          .to.be.revertedWithCustomError(benefits(), "RoundSameOfficer")
          .withArgs(round, desk.officers[key].id);
      }
      await declared(desk, desk.officers.songxi3, first);
      await expect(decide(objection, "Dismissed")).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
      await expect(decide(objection, "Dismissed", "longjing2")).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerWrongLevel",
      );
      await decide(objection, "Dismissed", "wudang2");
    });

    it("reverts when it is answered already, unknown, or without outcome or text", async () => {
      const round = await roundProposed(desk);
      const objection = await object(round);
      await expect(decide(objection, "None")).to.be.revertedWithCustomError(benefits(), "LineObjectionOutcomeMissing");
      await expect(decide(objection, "Upheld", "songxi3", ZeroHash)).to.be.revertedWithCustomError(
        benefits(),
        "RoundEvidenceMissing",
      );
      await decide(objection, "Upheld");
      await expect(decide(objection, "Dismissed"))
        .to.be.revertedWithCustomError(benefits(), "LineObjectionAlreadyAnswered")
        .withArgs(objection);
      await expect(decide(99n, "Dismissed")).to.be.revertedWithCustomError(benefits(), "LineObjectionUnknown");
      await expect(benefits().lineObjectionInfo(99)).to.be.revertedWithCustomError(benefits(), "LineObjectionUnknown");
    });
  });

  describe("openVouchers, requireVoucher", () => {
    it("a third officer opens; households buy up to the period's worth", async () => {
      const { round, benefit, project } = await vouchersOpen(desk);
      const { reliefPayouts } = desk.suite;
      expect([...(await benefits().requireVoucher(round, first.id, EACH))]).to.deep.equal([project, benefit, 0n, EACH]);
      await useVoucher(desk, round, first, 30_000n);
      await expect(useVoucher(desk, round, first, 20_001n))
        .to.be.revertedWithCustomError(reliefPayouts, "PayoutVoucherExceeded")
        .withArgs(benefit, 0n, first.id, 50_001n, EACH);
      await useVoucher(desk, round, first, 20_000n);
      expect(await reliefPayouts.voucherUsed(benefit, 0, first.id)).to.equal(EACH);
      expect(await desk.suite.money.balanceOf(desk.bianmin.wallet)).to.equal(EACH);
    });

    it("P-4: reverts for proposer and approver, for a round of transfers, and twice", async () => {
      const benefit = await benefitDefined(desk, { kind: BenefitKind.Voucher, purpose: FARM_SUPPLIES });
      const project = await projectFunded(desk, { purpose: FARM_SUPPLIES });
      const round = await roundApproved(desk, { benefit, project });
      await expect(by("songxi2").openVouchers(round)).to.be.revertedWithCustomError(benefits(), "RoundSameOfficer");
      await expect(benefits().requireVoucher(round, first.id, 1))
        .to.be.revertedWithCustomError(benefits(), "RoundVouchersNotOpen")
        .withArgs(round);
      await expect(by("wudang1").openVouchers(round))
        .to.emit(benefits(), "RoundReleased")
        .withArgs(round, 0n, desk.officers.wudang1.id, 0n, 0n, 0n);
      await expect(by("wudang2").openVouchers(round))
        .to.be.revertedWithCustomError(benefits(), "RoundVouchersOpen")
        .withArgs(round);
      const transfers = await roundApproved(desk);
      await expect(by("wudang1").openVouchers(transfers)).to.be.revertedWithCustomError(benefits(), "RoundWrongKind");
      await expect(benefits().requireVoucher(transfers, first.id, 1)).to.be.revertedWithCustomError(
        benefits(),
        "RoundWrongKind",
      );
    });

    it("P-2, P-4, P-7: reverts for who may not be helped by it", async () => {
      const { round } = await vouchersOpen(desk);
      const [poor] = await registered(desk, { category: 2 });
      const [away] = await registered(desk, { area: "chashan" });
      for (const household of [poor, away]) {
        await expect(benefits().requireVoucher(round, household?.id ?? 0n, 1))
          .to.be.revertedWithCustomError(benefits(), "RoundHouseholdUnfit")
          .withArgs(round, household?.id);
      }
      await declared(desk, desk.officers.songxi2, second);
      await expect(benefits().requireVoucher(round, second.id, 1)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
      await expect(benefits().requireVoucher(round, first.id, TOTAL + 1n))
        .to.be.revertedWithCustomError(benefits(), "RoundTotalExceeded")
        .withArgs(round, TOTAL + 1n, TOTAL);
    });

    it("P-7: a household that an objection keeps out buys nothing", async () => {
      const benefit = await benefitDefined(desk, { kind: BenefitKind.Voucher, purpose: FARM_SUPPLIES });
      const project = await projectFunded(desk, { purpose: FARM_SUPPLIES });
      const round = await roundProposed(desk, { benefit, project });
      await object(round);
      await roundNoticePasses(desk, round);
      await approve(round);
      await by("wudang1").openVouchers(round);
      await expect(benefits().requireVoucher(round, first.id, 1))
        .to.be.revertedWithCustomError(benefits(), "RoundHouseholdBlocked")
        .withArgs(round, first.id);
    });
  });

  describe("closeRound", () => {
    it("reverts before approval, and for a village's officer", async () => {
      const round = await roundProposed(desk);
      await expect(by("songxi3").closeRound(round)).to.be.revertedWithCustomError(benefits(), "RoundWrongStatus");
      await roundNoticePasses(desk, round);
      await approve(round);
      await expect(by("longjing2").closeRound(round)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerWrongLevel",
      );
    });

    it("what was released is answered for all the same", async () => {
      const round = await roundApproved(desk);
      const payout = await released(desk, round, desk.households);
      await by("songxi3").closeRound(round);
      await answer(desk, payout);
    });
  });
});
