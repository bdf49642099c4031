/** ReliefScores: what facts and authorities move honesty scores by, and how one appeals. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { ACTS } from "../../../../tasks/relief/acts.ts";
import type { ReliefKeys, ReliefOfficers, ReliefProgrammes, ReliefScores } from "../../../../types/index.js";
import { at, DAY, now, order } from "../../../utils/orders.ts";
import { sign } from "../../../utils/passkeys.ts";
import {
  DECISION,
  EVIDENCE,
  exited,
  type Household,
  type OfficerActor,
  programmed,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  Role,
  signedByHousehold,
  today,
} from "../../../utils/relief.ts";
import { fields, voiceOf } from "../../../utils/relief-funds.ts";
import { Fact, lastSecondOf } from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

const APPEAL = ACTS.Appeal;
const NOBODY = 0n;
const INITIAL = 600n;
/** Authority's factors, as the suite is deployed with. */
const FALSE_STATEMENT = 16n;
const COMMENDED = 17n;
const AppealStatus = { None: 0n, Open: 1n, Granted: 2n, Dismissed: 3n } as const;

describe("ReliefScores", () => {
  let desk: ReliefDesk;
  let scores: ReliefScores;
  let officers: ReliefOfficers;
  let programmes: ReliefProgrammes;
  let keys: ReliefKeys;
  let officer: OfficerActor;
  let programme: bigint;
  let rural: Actor;

  beforeEach(async () => {
    desk = await reliefDesk();
    ({ reliefScores: scores, reliefOfficers: officers, reliefProgrammes: programmes, reliefKeys: keys } = desk.suite);
    ({ programme, rural } = desk);
    officer = desk.officers.longjing1;
  });

  /** As the payout book does. */
  const enterFact = async (fact: bigint, person = officer.id) =>
    scores.connect(await voiceOf(desk.suite.reliefPayouts)).enterFact(person, programme, fact, EVIDENCE);
  const setFactor = (factor: bigint, points: bigint, weight = 100n, cap = 0n, active = true) =>
    order(desk, scores, "setFactor", [factor, points, weight, cap, active]);
  const enter = (factor = FALSE_STATEMENT, person = officer.id, by = rural, evidence = EVIDENCE, of = programme) =>
    scores.connect(by.signer).enter(person, of, factor, evidence);
  const appeal = (entry: bigint, by = officer, evidence = REASON) => scores.connect(by.signer).appeal(entry, evidence);
  const decide = (entry: bigint, granted: boolean, by = desk.officers.wudang1, reason = DECISION) =>
    scores.connect(by.signer).decideAppeal(entry, granted, reason);
  const scoreOf = (who = officer) => scores.scoreOf(who.id);
  /** What the newest entry has moved. */
  const appliedLast = async () => {
    const [event] = (await scores.queryFilter(scores.filters.ScoreEntered(), -1)).slice(-1);
    return event?.args.applied;
  };

  /** An officer's entry that is appealed against. */
  async function appealed(factor = FALSE_STATEMENT): Promise<bigint> {
    await enter(factor);
    const entry = await scores.entryCount();
    await appeal(entry);
    return entry;
  }

  /** A household's entry. */
  async function household(): Promise<{ household: Household; entry: bigint }> {
    const [household] = await registered(desk);
    if (household === undefined) throw new Error("There is no household.");
    await enter(FALSE_STATEMENT, household.id);
    return { household, entry: await scores.entryCount() };
  }

  describe("setFactor", () => {
    it("says how much a factor counts, from the next entry on", async () => {
      await expect(setFactor(FALSE_STATEMENT, -30n, 50n, 90n))
        .to.emit(scores, "FactorSet")
        .withArgs(FALSE_STATEMENT, -30n, 50n, 90n, true);
      expect([...(await scores.factorInfo(FALSE_STATEMENT))]).to.deep.equal([-30n, 50n, 90n, true]);
      await enter();
      expect(await scoreOf()).to.equal(INITIAL - 15n);
    });

    for (const [points, weight] of [
      [0n, 100n],
      [1_001n, 100n],
      [-1_001n, 100n],
      [5n, 0n],
      [5n, 101n],
    ] as const) {
      it(`reverts when ${points} points count ${weight} per cent`, async () => {
        await expect(setFactor(20n, points, weight))
          .to.be.revertedWithCustomError(scores, "FactorInvalid")
          .withArgs(20n, points, weight);
      });
    }

    it("reverts when it is not called by an order", async () => {
      await expect(scores.connect(rural.signer).setFactor(20n, 5, 100, 0, true)).to.be.revertedWithCustomError(
        scores,
        "AccessManagedUnauthorized",
      );
    });
  });

  describe("enterFact", () => {
    it("moves a score that begins at 600, and says by how much", async () => {
      expect(await scoreOf()).to.equal(INITIAL);
      await expect(enterFact(Fact.EvidenceLate))
        .to.emit(scores, "ScoreEntered")
        .withArgs(1n, officer.id, Fact.EvidenceLate, -20n, 580n, programme, NOBODY, EVIDENCE);
      expect(await scoreOf()).to.equal(580n);
    });

    it("moves a household's score as well, which no view shows", async () => {
      const [household] = await registered(desk);
      await expect(enterFact(Fact.ConfirmedInTime, household?.id))
        .to.emit(scores, "ScoreEntered")
        .withArgs(1n, household?.id, Fact.ConfirmedInTime, 5n, 605n, programme, NOBODY, EVIDENCE);
      const views = scores.interface.fragments.filter(
        (one) => one.type === "function" && one.format().includes("core"),
      );
      expect(views.map((one) => one.format())).to.deep.equal(["scoreOf(uint32)"]);
    });

    for (const [points, weight, applied] of [
      [-15n, 50n, -7n],
      [15n, 50n, 7n],
      [-1n, 99n, 0n],
      [1n, 1n, 0n],
      [-100n, 33n, -33n],
      [999n, 40n, 399n],
    ] as const) {
      it(`rounds ${weight} per cent of ${points} points towards zero: ${applied}`, async () => {
        await setFactor(Fact.EvidenceLate, points, weight);
        await enterFact(Fact.EvidenceLate);
        expect(await appliedLast()).to.equal(applied);
        expect(await scoreOf()).to.equal(INITIAL + applied);
      });
    }

    it("never leaves 0 … 1000, and counts from the bound on", async () => {
      for (const [applied, score] of [
        [-400n, 200n],
        [-200n, 0n],
        [0n, 0n],
      ] as const) {
        await enterFact(Fact.Diversion);
        expect([await appliedLast(), await scoreOf()]).to.deep.equal([applied, score]);
      }
      await setFactor(Fact.Diversion, 700n);
      for (const [applied, score] of [
        [700n, 700n],
        [300n, 1000n],
        [0n, 1000n],
      ] as const) {
        await enterFact(Fact.Diversion);
        expect([await appliedLast(), await scoreOf()]).to.deep.equal([applied, score]);
      }
    });

    it("stops at the year's cap, with what is left of it", async () => {
      await setFactor(Fact.EvidenceLate, -40n, 100n, 100n);
      for (const applied of [-40n, -40n, -20n, 0n, 0n]) {
        await enterFact(Fact.EvidenceLate);
        expect(await appliedLast()).to.equal(applied);
      }
      expect(await scoreOf()).to.equal(500n);
      expect(await scores.entryCount()).to.equal(5n);
    });

    it("counts each fact and each person against a cap of its own", async () => {
      const facts = Object.values(Fact);
      for (const [index, fact] of facts.entries())
        await setFactor(fact, 10n + BigInt(index), 100n, 15n + BigInt(index));
      const moved = async () => {
        const applied = [];
        for (const fact of facts) {
          await enterFact(fact);
          applied.push(await appliedLast());
        }
        return applied;
      };
      expect(await moved()).to.deep.equal([10n, 11n, 12n, 13n, 14n, 15n, 16n, 17n]);
      expect(await moved()).to.deep.equal(facts.map(() => 5n));
      expect(await moved()).to.deep.equal(facts.map(() => 0n));
      expect(await scoreOf()).to.equal(INITIAL + 108n + 40n);
      await enterFact(Fact.HelpConfirmed, desk.officers.longjing2.id);
      expect(await appliedLast()).to.equal(17n);
    });

    it("counts a cap by calendar years of UTC+8", async () => {
      await setFactor(Fact.EvidenceLate, -40n, 100n, 40n);
      const newYear = BigInt(Date.parse("2027-01-01T00:00:00+08:00") / 1000);
      for (const [second, applied] of [
        [newYear - 10n, -40n],
        [newYear - 1n, 0n],
        [newYear, -40n],
        [newYear + 1n, 0n],
        [newYear + 365n * DAY - 1n, 0n],
        [newYear + 365n * DAY, -40n],
      ] as const) {
        await at(second);
        await enterFact(Fact.EvidenceLate);
        expect(await appliedLast()).to.equal(applied);
      }
    });

    it("holds a lower cap against what was moved before it", async () => {
      await setFactor(Fact.EvidenceLate, -40n, 100n, 100n);
      await enterFact(Fact.EvidenceLate);
      await setFactor(Fact.EvidenceLate, -40n, 100n, 30n);
      await enterFact(Fact.EvidenceLate);
      expect(await appliedLast()).to.equal(0n);
    });

    it("does nothing, and does not fail, for a factor that is not active, for no fact and for nobody", async () => {
      await setFactor(Fact.EvidenceLate, -20n, 100n, 0n, false);
      for (const [fact, person] of [
        [Fact.EvidenceLate, officer.id],
        [0n, officer.id],
        [Fact.Diversion, NOBODY],
      ] as const) {
        await expect(enterFact(fact, person)).not.to.emit(scores, "ScoreEntered");
      }
      expect(await scores.entryCount()).to.equal(0n);
    });

    it("reverts when no part of the module calls", async () => {
      await expect(scores.connect(rural.signer).enterFact(officer.id, programme, Fact.Diversion, EVIDENCE))
        .to.be.revertedWithCustomError(scores, "CallerNotPart")
        .withArgs(rural.wallet);
    });
  });

  describe("enter", () => {
    it("moves a score for the programme's authority, with evidence", async () => {
      await expect(enter())
        .to.emit(scores, "ScoreEntered")
        .withArgs(1n, officer.id, FALSE_STATEMENT, -100n, 500n, programme, rural.id, EVIDENCE);
      expect(fields(await scores.entryInfo(1n))).to.deep.equal({
        person: officer.id,
        factor: FALSE_STATEMENT,
        applied: -100n,
        at: await now(),
        appeal: AppealStatus.None,
        decidedBy: 0n,
        programme,
        by: rural.id,
        evidence: EVIDENCE,
        appealEvidence: ZeroHash,
      });
    });

    it("stops at the year's cap, and begins anew with the next year", async () => {
      for (const applied of [-100n, -100n, 0n]) {
        await enter();
        expect(await appliedLast()).to.equal(applied);
      }
      await at(BigInt(Date.parse("2027-01-01T00:00:00+08:00") / 1000));
      await enter();
      expect(await scoreOf()).to.equal(300n);
    });

    it("reverts when another than the programme's authority enters", async () => {
      await expect(enter(FALSE_STATEMENT, officer.id, desk.county))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotAuthority")
        .withArgs(programme, desk.county.id, rural.id);
    });

    for (const factor of [0n, 1n, 8n, 15n]) {
      it(`reverts when the factor is the module's own: ${factor}`, async () => {
        await expect(enter(factor)).to.be.revertedWithCustomError(scores, "FactorAutomatic").withArgs(factor);
      });
    }

    it("reverts when the factor is not active", async () => {
      await expect(enter(99n)).to.be.revertedWithCustomError(scores, "FactorInactive").withArgs(99n);
    });

    it("reverts when there is no evidence", async () => {
      const attempt = enter(FALSE_STATEMENT, officer.id, rural, ZeroHash);
      await expect(attempt).to.be.revertedWithCustomError(scores, "ScoreEvidenceMissing");
    });

    it("reverts when the officer's employer does not work in the programme", async () => {
      const empty = ZeroHash;
      await programmes.connect(rural.signer).setRole(programme, desk.songxi.id, Role.Operator, empty, false);
      await expect(enter()).to.be.revertedWithCustomError(scores, "ScorePersonForeign").withArgs(officer.id, programme);
    });

    it("reverts when the household is another programme's", async () => {
      const [household] = await registered(desk);
      const other = await programmed(desk);
      await expect(enter(FALSE_STATEMENT, household?.id, rural, EVIDENCE, other))
        .to.be.revertedWithCustomError(scores, "ScorePersonForeign")
        .withArgs(household?.id, other);
    });

    it("reverts when nobody knows the person", async () => {
      const nobody = (programme << 32n) | 9n;
      await expect(enter(FALSE_STATEMENT, nobody))
        .to.be.revertedWithCustomError(desk.suite.reliefHouseholds, "HouseholdUnknown")
        .withArgs(nobody);
      for (const unknown of [0n, 999n]) {
        await expect(enter(FALSE_STATEMENT, unknown))
          .to.be.revertedWithCustomError(officers, "OfficerUnknown")
          .withArgs(unknown);
      }
    });
  });

  describe("appeal", () => {
    it("is the officer's, with evidence, and waits for a decision", async () => {
      await enter();
      await expect(appeal(1n)).to.emit(scores, "ScoreAppealed").withArgs(1n, officer.id, REASON);
      const entry = await scores.entryInfo(1n);
      expect([entry.appeal, entry.appealEvidence]).to.deep.equal([AppealStatus.Open, REASON]);
      expect(await scoreOf()).to.equal(500n);
      expect(await scores.openItems()).to.equal(1n);
    });

    it("stays an officer's who was dismissed", async () => {
      await enter();
      await officers.connect(desk.songxi.signer).dismiss(officer.id);
      await expect(appeal(1n)).to.emit(scores, "ScoreAppealed");
    });

    it("is in time to the last second of the thirtieth day, and no second longer", async () => {
      await enter();
      await enter();
      const until = lastSecondOf((await today()) + 30n);
      await at(until);
      await expect(appeal(1n)).to.emit(scores, "ScoreAppealed");
      await expect(appeal(2n))
        .to.be.revertedWithCustomError(scores, "AppealLate")
        .withArgs(2n, until + 1n, until);
    });

    it("reverts when another appeals", async () => {
      await enter();
      for (const other of [desk.officers.longjing2, { ...officer, signer: desk.songxi.signer }]) {
        await expect(appeal(1n, other)).to.be.revertedWithCustomError(scores, "AppealNotOwn").withArgs(1n, officer.id);
      }
    });

    it("reverts when the entry is a household's", async () => {
      const { entry, household: own } = await household();
      await expect(appeal(entry)).to.be.revertedWithCustomError(scores, "AppealNotOwn").withArgs(entry, own.id);
    });

    it("reverts when it has been appealed against before", async () => {
      const entry = await appealed();
      await expect(appeal(entry))
        .to.be.revertedWithCustomError(scores, "AppealWrongStatus")
        .withArgs(entry, AppealStatus.Open, AppealStatus.None);
      await decide(entry, false);
      await expect(appeal(entry))
        .to.be.revertedWithCustomError(scores, "AppealWrongStatus")
        .withArgs(entry, AppealStatus.Dismissed, AppealStatus.None);
    });

    it("reverts when the module has made the entry, or nobody", async () => {
      await enterFact(Fact.Diversion);
      await expect(appeal(1n)).to.be.revertedWithCustomError(scores, "ScoreEntryAutomatic").withArgs(1n);
      for (const entry of [0n, 2n]) {
        await expect(appeal(entry)).to.be.revertedWithCustomError(scores, "ScoreEntryUnknown").withArgs(entry);
      }
    });

    it("reverts when there is no evidence", async () => {
      await enter();
      const attempt = appeal(1n, officer, ZeroHash);
      await expect(attempt).to.be.revertedWithCustomError(scores, "ScoreEvidenceMissing");
    });
  });

  describe("appealByHousehold", () => {
    const signed = (who: Household, entry: bigint, evidence = REASON) =>
      signedByHousehold(desk, who, APPEAL, { entry, evidence });

    it("is what the household has signed; anyone may send it", async () => {
      const { household: own, entry } = await household();
      const assertion = await signed(own, entry);
      await expect(scores.connect(desk.nanming.signer).appealByHousehold(entry, REASON, assertion))
        .to.emit(scores, "ScoreAppealed")
        .withArgs(entry, own.id, REASON)
        .and.to.emit(keys, "ActAsserted")
        .withArgs(own.id, id(APPEAL), 0n, 1n);
    });

    it("X-39: reverts when it was signed over another entry or evidence, or by another", async () => {
      const { household: own, entry } = await household();
      const [other] = await registered(desk);
      if (other === undefined) throw new Error("There is no other household.");
      const values = { entry, evidence: REASON };
      for (const assertion of [
        await signed(own, entry + 1n),
        await signed(own, entry, EVIDENCE),
        await signed(other, entry),
        await sign(keys, other.passkey, own.id, APPEAL, values),
      ]) {
        const attempt = scores.appealByHousehold(entry, REASON, assertion);
        await expect(attempt).to.be.revertedWithCustomError(keys, "AssertionInvalid");
      }
    });

    it("reverts when the entry is an officer's", async () => {
      const { household: own } = await household();
      await enter();
      const entry = await scores.entryCount();
      await expect(scores.appealByHousehold(entry, REASON, await signed(own, entry)))
        .to.be.revertedWithCustomError(scores, "AppealNotOwn")
        .withArgs(entry, officer.id);
    });
  });

  describe("decideAppeal", () => {
    it("granted, moves back what the entry had moved", async () => {
      const entry = await appealed();
      await expect(decide(entry, true))
        .to.emit(scores, "ScoreAppealDecided")
        .withArgs(entry, officer.id, desk.officers.wudang1.id, true, 100n, 600n, DECISION);
      expect(await scoreOf()).to.equal(INITIAL);
      const { appeal: status, decidedBy } = await scores.entryInfo(entry);
      expect([status, decidedBy]).to.deep.equal([AppealStatus.Granted, desk.officers.wudang1.id]);
      expect(await scores.openItems()).to.equal(0n);
    });

    it("dismissed, leaves it", async () => {
      const entry = await appealed();
      await expect(decide(entry, false))
        .to.emit(scores, "ScoreAppealDecided")
        .withArgs(entry, officer.id, desk.officers.wudang1.id, false, 0n, 500n, DECISION);
      expect(await scoreOf()).to.equal(500n);
      expect(await scores.openItems()).to.equal(0n);
    });

    it("granted, keeps within the bounds", async () => {
      const entry = await appealed();
      await setFactor(COMMENDED, 500n);
      await enter(COMMENDED);
      expect(await scoreOf()).to.equal(1000n);
      await expect(decide(entry, true))
        .to.emit(scores, "ScoreAppealDecided")
        .withArgs(entry, officer.id, desk.officers.wudang1.id, true, 0n, 1000n, DECISION);

      await setFactor(COMMENDED, 1000n);
      const commended = await appealed(COMMENDED);
      expect(await appliedLast()).to.equal(0n);
      await decide(commended, true);
      expect(await scoreOf()).to.equal(1000n);
    });

    it("granted for what a bound had cut off, moves back no more than was moved", async () => {
      await enterFact(Fact.Diversion);
      await setFactor(FALSE_STATEMENT, -300n);
      const entry = await appealed();
      expect(await scoreOf()).to.equal(0n);
      await decide(entry, true);
      expect(await scoreOf()).to.equal(200n);
    });

    it("granted, no longer counts against the cap of the entry's year", async () => {
      await enter();
      const entry = await appealed();
      await enter();
      expect(await appliedLast()).to.equal(0n);
      await decide(entry, true);
      await enter();
      expect(await appliedLast()).to.equal(-100n);
    });

    it("granted in the next year, gives nothing of that year's cap back", async () => {
      await at(BigInt(Date.parse("2026-12-31T12:00:00+08:00") / 1000));
      const entry = await appealed();
      await at(BigInt(Date.parse("2027-01-02T12:00:00+08:00") / 1000));
      await enter();
      await enter();
      await decide(entry, true);
      await enter();
      expect(await appliedLast()).to.equal(0n);
    });

    it("is decided for a household by a county's officer who is no kin", async () => {
      const { household: own, entry } = await household();
      const assertion = await signedByHousehold(desk, own, APPEAL, { entry, evidence: REASON });
      await scores.appealByHousehold(entry, REASON, assertion);
      const { wudang1, wudang2 } = desk.officers;
      await officers.connect(wudang1.signer).declareKinship([own.commitment]);
      await expect(decide(entry, true))
        .to.be.revertedWithCustomError(officers, "OfficerIsKin")
        .withArgs(wudang1.id, own.commitment);
      await expect(decide(entry, true, wudang2)).to.emit(scores, "ScoreAppealDecided");
    });

    it("is decided for a household that has exited, too", async () => {
      const { household: own, entry } = await household();
      const assertion = await signedByHousehold(desk, own, APPEAL, { entry, evidence: REASON });
      await scores.appealByHousehold(entry, REASON, assertion);
      await exited(desk, [own]);
      await expect(decide(entry, true, desk.officers.wudang3)).to.emit(scores, "ScoreAppealDecided");
    });

    it("P-4: reverts when the officer decides on itself", async () => {
      const { wudang1 } = desk.officers;
      await enter(FALSE_STATEMENT, wudang1.id);
      await appeal(1n, wudang1);
      await expect(decide(1n, true, wudang1))
        .to.be.revertedWithCustomError(scores, "AppealDeciderPartial")
        .withArgs(1n, wudang1.id);
    });

    it("reverts when who decides is of the participant that made the entry", async () => {
      const { wudang4 } = desk.officers;
      const entry = await appealed();
      await expect(decide(entry, false, wudang4))
        .to.be.revertedWithCustomError(scores, "AppealDeciderPartial")
        .withArgs(entry, wudang4.id);
    });

    it("reverts when who decides is not of the county, or not of the area", async () => {
      const entry = await appealed();
      const { songxi1, shuanghe1 } = desk.officers;
      await expect(decide(entry, true, songxi1))
        .to.be.revertedWithCustomError(officers, "OfficerWrongLevel")
        .withArgs(songxi1.id, 4n, 3n);
      await expect(decide(entry, true, shuanghe1))
        .to.be.revertedWithCustomError(officers, "OfficerOutsideArea")
        .withArgs(shuanghe1.id, shuanghe1.code, officer.code);
    });

    it("reverts when nothing is appealed against, or it was decided", async () => {
      await enter();
      await expect(decide(1n, true))
        .to.be.revertedWithCustomError(scores, "AppealWrongStatus")
        .withArgs(1n, AppealStatus.None, AppealStatus.Open);
      await appeal(1n);
      await decide(1n, true);
      await expect(decide(1n, true))
        .to.be.revertedWithCustomError(scores, "AppealWrongStatus")
        .withArgs(1n, AppealStatus.Granted, AppealStatus.Open);
    });

    it("reverts when there is no reason, or no such entry of an authority", async () => {
      const entry = await appealed();
      const attempt = decide(entry, true, desk.officers.wudang1, ZeroHash);
      await expect(attempt).to.be.revertedWithCustomError(scores, "ScoreEvidenceMissing");
      await expect(decide(9n, true)).to.be.revertedWithCustomError(scores, "ScoreEntryUnknown").withArgs(9n);
      await enterFact(Fact.Diversion);
      await expect(decide(2n, true)).to.be.revertedWithCustomError(scores, "ScoreEntryAutomatic").withArgs(2n);
    });
  });

  describe("views", () => {
    it("revert for what is not known", async () => {
      await expect(scores.scoreOf(999n)).to.be.revertedWithCustomError(officers, "OfficerUnknown").withArgs(999n);
      await expect(scores.entryInfo(1n)).to.be.revertedWithCustomError(scores, "ScoreEntryUnknown").withArgs(1n);
      await enterFact(Fact.Diversion);
      await expect(scores.entryInfo(1n)).to.be.revertedWithCustomError(scores, "ScoreEntryAutomatic").withArgs(1n);
    });
  });
});
