import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import type { ReliefProgrammes } from "../../../../types/index.js";
import { day, fields, goTo } from "../../../utils/bills.ts";
import { decree, freeze, halt, type Office, stranger } from "../../../utils/orders.ts";
import { type Actor, foundedSuite } from "../../../utils/suite.ts";

const Source = { None: 0, Fiscal: 1, Sector: 2, Social: 3 } as const;
const Role = {
  None: 0,
  Operator: 1,
  PayoutBank: 2,
  Implementer: 3,
  Merchant: 4,
  Inspector: 5,
  Platform: 6,
  Cooperative: 7,
} as const;
const Kind = { None: 0, Transfer: 1, Voucher: 2 } as const;

const COUNTY = 520112000000n;
const TOWNSHIP = 520112101000n;
const VILLAGE = 520112101201n;
const EDUCATION = encodeBytes32String("EDUCATION");
const FARMING = encodeBytes32String("FARMING");

const RULES = {
  noticeDays: 7n,
  receiptDays: 5n,
  continuesInObservation: true,
  householdCeiling: 5_000_000n,
  actCeiling: 1_000_000n,
  minimumLot: 10_000n,
};
const TERMS = {
  source: Source.Fiscal as number,
  start: day("2026-01-05"),
  end: day("2028-12-31"),
  budget: 900_000_000n,
  rules: RULES,
  areas: [COUNTY],
  purposes: [EDUCATION],
  evidence: id("decision"),
};
const BENEFIT = {
  programme: 1n,
  kind: Kind.Transfer as number,
  category: 0,
  months: 1,
  amount: 30_000n,
  closed: false,
  purpose: EDUCATION,
};

describe("ReliefProgrammes", () => {
  let office: Office;
  let programmes: ReliefProgrammes;
  let rural: Actor;

  beforeEach(async () => {
    office = await foundedSuite();
    programmes = office.suite.reliefProgrammes;
    rural = office.rural;
  });

  const by = (actor: Actor) => programmes.connect(actor.signer);

  function create(changes: Partial<typeof TERMS> = {}, actor = rural) {
    const { source, start, end, budget, rules, areas, purposes, evidence } = { ...TERMS, ...changes };
    return by(actor).createProgramme(source, start, end, budget, rules, areas, purposes, evidence);
  }

  async function define(changes: Partial<typeof BENEFIT> = {}) {
    await by(rural).defineBenefit({ ...BENEFIT, ...changes });
    return programmes.benefitCount();
  }

  const setRole = (actor: { id: bigint }, role: number, purpose: string = ZeroHash, admitted = true) =>
    by(rural).setRole(1, actor.id, role, purpose, admitted);
  const has = (actor: { id: bigint }, role: number, purpose: string = ZeroHash) =>
    programmes.hasRole(1, actor.id, role, purpose);

  describe("createProgramme", () => {
    it("records the programme and says so", async () => {
      await expect(create({ areas: [COUNTY, 520181000000n], purposes: [EDUCATION, FARMING] }))
        .to.emit(programmes, "ProgrammeCreated")
        .withArgs(
          1n,
          rural.id,
          TERMS.source,
          TERMS.start,
          TERMS.end,
          TERMS.budget,
          Object.values(RULES),
          TERMS.evidence,
        )
        .to.emit(programmes, "ProgrammeAreaAdded")
        .withArgs(1n, COUNTY)
        .to.emit(programmes, "ProgrammePurposeAdded")
        .withArgs(1n, FARMING);
      const { source, start, end, budget, evidence } = TERMS;
      const info = await programmes.programmeInfo(1);
      expect(fields(info)).to.deep.include({
        authority: rural.id,
        source: BigInt(source),
        start,
        end,
        budget,
        evidence,
      });
      expect(fields(info.rules)).to.deep.equal(RULES);
      expect(await programmes.areasOf(1)).to.deep.equal([COUNTY, 520181000000n]);
      expect(await programmes.purposesOf(1)).to.deep.equal([EDUCATION, FARMING]);
      expect(await programmes.programmeCount()).to.equal(1n);
    });

    it("counts programmes from 1 and keeps them apart", async () => {
      await create();
      await create({ areas: [TOWNSHIP], purposes: [FARMING], source: Source.Social });
      expect(await programmes.programmeCount()).to.equal(2n);
      await programmes.requireArea(1, COUNTY);
      await expect(programmes.requireArea(2, COUNTY))
        .to.be.revertedWithCustomError(programmes, "ProgrammeAreaOutside")
        .withArgs(2n, COUNTY);
      await expect(programmes.requirePurpose(2, EDUCATION))
        .to.be.revertedWithCustomError(programmes, "ProgrammePurposeOutside")
        .withArgs(2n, EDUCATION);
    });

    it("reverts when the caller is no relief authority, or nobody", async () => {
      const { county, suite } = office;
      await expect(create({}, county))
        .to.be.revertedWithCustomError(suite.participants, "QualificationMissing")
        .withArgs(county.id, encodeBytes32String("RELIEF_AUTHORITY"));
      await expect(
        programmes
          .connect(stranger("nobody"))
          .createProgramme(1, TERMS.start, TERMS.end, 1, RULES, [], [], TERMS.evidence),
      ).to.be.revertedWithCustomError(suite.participants, "AccountUnknown");
    });

    it("reverts when the authority is frozen and when the module is halted", async () => {
      await freeze(office, rural.id);
      await expect(create()).to.be.revertedWithCustomError(office.suite.participants, "ParticipantIsFrozen");
      await halt(office, "relief");
      await expect(create()).to.be.revertedWithCustomError(office.suite.participants, "ParticipantModuleHalted");
    });

    it("reverts without a source, a budget or a decision", async () => {
      await expect(create({ source: Source.None })).to.be.revertedWithCustomError(programmes, "ProgrammeSourceMissing");
      await expect(create({ budget: 0n })).to.be.revertedWithCustomError(programmes, "ProgrammeBudgetZero");
      await expect(create({ evidence: ZeroHash })).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeEvidenceMissing",
      );
    });

    it("reverts when it begins in the past, ends before it begins, or lasts longer than 20 years", async () => {
      const today = day("2026-01-05");
      for (const [start, end] of [
        ["2026-01-04", "2026-12-31"],
        ["2026-03-01", "2026-02-28"],
        ["2026-02-28", "2046-03-01"],
      ] as const) {
        await expect(create({ start: day(start), end: day(end) }))
          .to.be.revertedWithCustomError(programmes, "ProgrammeTermOutOfRange")
          .withArgs(day(start), day(end), today);
      }
      await create({ start: today, end: today });
      await create({ start: day("2026-02-28"), end: day("2046-02-28") });
    });

    it("reverts for what is no division, and for more than 64 of them", async () => {
      for (const area of [0n, 520112n, 99_999_999_999n, 1_000_000_000_000n]) {
        await expect(create({ areas: [area] }))
          .to.be.revertedWithCustomError(programmes, "ProgrammeAreaInvalid")
          .withArgs(area);
      }
      const villages = Array.from({ length: 65 }, (_, index) => VILLAGE + BigInt(index));
      await expect(create({ areas: villages }))
        .to.be.revertedWithCustomError(programmes, "ProgrammeAreasTooMany")
        .withArgs(1n, 64n);
      await create({ areas: villages.slice(1) });
      await expect(by(rural).addArea(1, VILLAGE))
        .to.be.revertedWithCustomError(programmes, "ProgrammeAreasTooMany")
        .withArgs(1n, 64n);
    });
  });

  describe("rules", () => {
    const RANGES = [
      ["noticeDays", 5n, 90n],
      ["receiptDays", 1n, 60n],
    ] as const;

    for (const [rule, min, max] of RANGES) {
      it(`keeps ${rule} within ${min} to ${max}, at the beginning and when they change (X-43)`, async () => {
        await create();
        for (const value of [min, max]) {
          await create({ rules: { ...RULES, [rule]: value } });
          await by(rural).changeRules(1, { ...RULES, [rule]: value }, id("new"));
        }
        for (const value of [0n, min - 1n, max + 1n]) {
          const refused = [encodeBytes32String(rule), value, min, max];
          await expect(create({ rules: { ...RULES, [rule]: value } }))
            .to.be.revertedWithCustomError(programmes, "ProgrammeRuleOutOfRange")
            .withArgs(...refused);
          await expect(by(rural).changeRules(1, { ...RULES, [rule]: value }, id("new")))
            .to.be.revertedWithCustomError(programmes, "ProgrammeRuleOutOfRange")
            .withArgs(...refused);
        }
      });
    }

    it("X-43: changes of rules name what they were and what they are, and hold for what begins from then on", async () => {
      await create();
      const before = await programmes.requireRunning(1);
      const rules = { ...RULES, noticeDays: 10n, householdCeiling: 0n, continuesInObservation: false };
      await expect(by(rural).changeRules(1, rules, id("new decision")))
        .to.emit(programmes, "ProgrammeRulesChanged")
        .withArgs(1n, Object.values(RULES), Object.values(rules), id("new decision"));
      expect(before.rules.noticeDays).to.equal(7n);
      expect(fields((await programmes.requireRunning(1)).rules)).to.deep.equal(rules);
    });

    it("reverts when another authority, or the operator, changes them; without a decision; and for no programme", async () => {
      const { county, suite } = office;
      await create();
      await setRole(county, Role.Operator);
      await decree(office, "grantQualification", ...licence(county, "RELIEF_AUTHORITY"));
      await expect(by(county).changeRules(1, RULES, id("new")))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotAuthority")
        .withArgs(1n, county.id, rural.id);
      await expect(by(rural).changeRules(1, RULES, ZeroHash)).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeEvidenceMissing",
      );
      await expect(by(rural).changeRules(2, RULES, id("new")))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
      await decree(office, "revokeQualification", rural.id, encodeBytes32String("RELIEF_AUTHORITY"));
      await expect(by(rural).changeRules(1, RULES, id("new")))
        .to.be.revertedWithCustomError(suite.participants, "QualificationMissing")
        .withArgs(rural.id, encodeBytes32String("RELIEF_AUTHORITY"));
    });
  });

  describe("areas", () => {
    it("P-2: takes in all divisions below its own, and nothing else", async () => {
      await create({ areas: [TOWNSHIP, 520181000000n] });
      for (const inside of [TOWNSHIP, VILLAGE, 520181000000n, 520181101000n, 520181101207n]) {
        await programmes.requireArea(1, inside);
      }
      for (const outside of [COUNTY, 520112102000n, 520112102201n, 520182101201n, 520100000000n, 0n, 520112101n]) {
        await expect(programmes.requireArea(1, outside))
          .to.be.revertedWithCustomError(programmes, "ProgrammeAreaOutside")
          .withArgs(1n, outside);
      }
    });

    it("are added by the authority, a wider one after a narrower too, and none twice", async () => {
      await create({ areas: [VILLAGE] });
      await expect(by(rural).addArea(1, COUNTY)).to.emit(programmes, "ProgrammeAreaAdded").withArgs(1n, COUNTY);
      expect(await programmes.areasOf(1)).to.deep.equal([VILLAGE, COUNTY]);
      for (const known of [COUNTY, TOWNSHIP, VILLAGE]) {
        await expect(by(rural).addArea(1, known))
          .to.be.revertedWithCustomError(programmes, "ProgrammeAreaKnown")
          .withArgs(1n, known);
      }
      await by(rural).addArea(1, 520000000000n);
      await programmes.requireArea(1, 520181101207n);
      await expect(by(office.county).addArea(1, 530000000000n)).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeNotAuthority",
      );
    });
  });

  describe("purposes", () => {
    it("are added by the authority, none twice and none without a name", async () => {
      await create();
      await expect(by(rural).addPurpose(1, FARMING)).to.emit(programmes, "ProgrammePurposeAdded").withArgs(1n, FARMING);
      await programmes.requirePurpose(1, FARMING);
      expect(await programmes.purposesOf(1)).to.deep.equal([EDUCATION, FARMING]);
      await expect(by(rural).addPurpose(1, FARMING))
        .to.be.revertedWithCustomError(programmes, "ProgrammePurposeKnown")
        .withArgs(1n, FARMING);
      await expect(by(rural).addPurpose(1, ZeroHash)).to.be.revertedWithCustomError(
        programmes,
        "ProgrammePurposeEmpty",
      );
      await expect(by(office.county).addPurpose(1, encodeBytes32String("HEALTH"))).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeNotAuthority",
      );
    });
  });

  describe("term", () => {
    it("runs from the first day to the last, both counted in UTC+8", async () => {
      await create({ start: day("2026-02-01"), end: day("2026-02-28") });
      const refused = (today: string) => [1n, day("2026-02-01"), day("2026-02-28"), day(today)];
      await goTo("2026-01-31", "23:59:50");
      await expect(programmes.requireRunning(1))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning")
        .withArgs(...refused("2026-01-31"));
      await goTo("2026-02-01", "00:00:00");
      await programmes.requireRunning(1);
      await goTo("2026-02-28", "23:59:50");
      expect((await programmes.requireRunning(1)).authority).to.equal(rural.id);
      await goTo("2026-03-01", "00:00:00");
      await expect(programmes.requireRunning(1))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning")
        .withArgs(...refused("2026-03-01"));
    });

    it("reverts when areas, purposes or benefits are added after its end; rules and roles may still change", async () => {
      await create({ end: day("2026-02-28") });
      await goTo("2026-03-01");
      for (const late of [
        by(rural).addArea(1, 530000000000n),
        by(rural).addPurpose(1, FARMING),
        by(rural).defineBenefit(BENEFIT),
      ]) {
        await expect(late).to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning");
      }
      await by(rural).changeRules(1, RULES, id("new"));
      await setRole(office.guanshan, Role.PayoutBank);
    });

    it("reverts for a programme that there is not", async () => {
      for (const unknown of [programmes.requireRunning(1), programmes.programmeInfo(1)]) {
        await expect(unknown).to.be.revertedWithCustomError(programmes, "ProgrammeUnknown").withArgs(1n);
      }
    });
  });

  describe("roles", () => {
    beforeEach(() => create());

    it("P-8: are given and taken by the authority, each for itself", async () => {
      const { guanshan, luban, huiai } = office;
      await expect(setRole(luban, Role.Implementer))
        .to.emit(programmes, "ProgrammeRoleSet")
        .withArgs(1n, luban.id, Role.Implementer, ZeroHash, true);
      await setRole(guanshan, Role.PayoutBank);
      await setRole(huiai, Role.Platform);
      expect(await has(luban, Role.Implementer)).to.be.true;
      expect(await has(luban, Role.Inspector)).to.be.false;
      expect(await has(huiai, Role.Implementer)).to.be.false;
      expect(await programmes.hasRole(2, luban.id, Role.Implementer, ZeroHash)).to.be.false;
      await programmes.requireRole(1, guanshan.id, Role.PayoutBank, ZeroHash);
      await setRole(luban, Role.Implementer, ZeroHash, false);
      await expect(programmes.requireRole(1, luban.id, Role.Implementer, ZeroHash))
        .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
        .withArgs(1n, luban.id, Role.Implementer, ZeroHash);
      await expect(by(office.county).setRole(1, luban.id, Role.Implementer, ZeroHash, true))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotAuthority")
        .withArgs(1n, office.county.id, rural.id);
    });

    it("P-8: merchants have theirs for one purpose of the programme", async () => {
      const { bianmin } = office;
      await by(rural).addPurpose(1, FARMING);
      await setRole(bianmin, Role.Merchant, FARMING);
      expect(await has(bianmin, Role.Merchant, FARMING)).to.be.true;
      expect(await has(bianmin, Role.Merchant, EDUCATION)).to.be.false;
      const health = encodeBytes32String("HEALTH");
      await expect(setRole(bianmin, Role.Merchant, health))
        .to.be.revertedWithCustomError(programmes, "ProgrammePurposeOutside")
        .withArgs(1n, health);
    });

    it("reverts for no role, a merchant without purpose, and another role with one", async () => {
      for (const [role, purpose] of [
        [Role.None, ZeroHash],
        [Role.Merchant, ZeroHash],
        [Role.Implementer, EDUCATION],
      ] as const) {
        await expect(setRole(office.luban, role, purpose))
          .to.be.revertedWithCustomError(programmes, "ProgrammeRoleInvalid")
          .withArgs(role, purpose);
      }
    });

    it("reverts for a participant that there is not, or that is suspended; its role can still be taken", async () => {
      const { luban, suite } = office;
      await expect(setRole({ id: 999n }, Role.Implementer))
        .to.be.revertedWithCustomError(suite.participants, "ParticipantUnknown")
        .withArgs(999n);
      await setRole(luban, Role.Implementer);
      await decree(office, "suspend", luban.id);
      await expect(setRole(luban, Role.Inspector)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantWrongStanding",
      );
      await setRole(luban, Role.Implementer, ZeroHash, false);
    });

    it("reverts when an operator or a payout bank lacks its qualification", async () => {
      for (const role of [Role.Operator, Role.PayoutBank]) {
        await expect(setRole(office.luban, role))
          .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
          .withArgs(1n, office.luban.id, role, ZeroHash);
      }
    });

    it("P-8: a payout bank or operator that loses its qualification has the role no more, until it has it again", async () => {
      const { guanshan, county } = office;
      await setRole(guanshan, Role.PayoutBank);
      await setRole(county, Role.Operator);
      for (const [actor, role, key] of [
        [guanshan, Role.PayoutBank, "PAYOUT_BANK"],
        [county, Role.Operator, "RELIEF_OPERATOR"],
      ] as const) {
        await decree(office, "revokeQualification", actor.id, encodeBytes32String(key));
        expect(await has(actor, role)).to.be.false;
        await decree(office, "grantQualification", ...licence(actor, key));
        expect(await has(actor, role)).to.be.true;
      }
      await goTo("2027-01-02");
      expect(await has(guanshan, Role.PayoutBank)).to.be.false;
      expect(await has(county, Role.Operator)).to.be.false;
    });

    it("the authority is an operator of its programme, while it is qualified, and of no other", async () => {
      expect(await has(rural, Role.Operator)).to.be.true;
      expect(await has(rural, Role.PayoutBank)).to.be.false;
      expect(await programmes.hasRole(2, rural.id, Role.Operator, ZeroHash)).to.be.false;
      expect(await programmes.hasRole(2, 0, Role.Operator, ZeroHash)).to.be.false;
      await decree(office, "revokeQualification", rural.id, encodeBytes32String("RELIEF_OPERATOR"));
      expect(await has(rural, Role.Operator)).to.be.true;
      await decree(office, "revokeQualification", rural.id, encodeBytes32String("RELIEF_AUTHORITY"));
      expect(await has(rural, Role.Operator)).to.be.false;
    });
  });

  describe("benefits", () => {
    beforeEach(() => create());

    it("are defined by the authority, and say their terms", async () => {
      await expect(by(rural).defineBenefit(BENEFIT))
        .to.emit(programmes, "BenefitDefined")
        .withArgs(1n, 1n, Object.values(BENEFIT));
      expect(await programmes.benefitCount()).to.equal(1n);
      expect(fields(await programmes.benefitInfo(1))).to.deep.equal({
        ...BENEFIT,
        kind: BigInt(BENEFIT.kind),
        category: 0n,
        months: 1n,
      });
      await expect(by(office.county).defineBenefit(BENEFIT))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotAuthority")
        .withArgs(1n, office.county.id, rural.id);
    });

    it("may leave the amount to the approved list when they are transfers", async () => {
      await define({ amount: 0n });
      await expect(define({ amount: 0n, kind: Kind.Voucher })).to.be.revertedWithCustomError(
        programmes,
        "BenefitTermsInvalid",
      );
    });

    it("reverts without a kind, with other periods than 1, 3, 6 or 12 months, and when closed from the beginning", async () => {
      for (const wrong of [{ kind: Kind.None }, { months: 2 }, { months: 24 }, { closed: true }]) {
        const { kind, months, amount, closed } = { ...BENEFIT, ...wrong };
        await expect(define(wrong))
          .to.be.revertedWithCustomError(programmes, "BenefitTermsInvalid")
          .withArgs(kind, months, amount, closed);
      }
      for (const months of [0, 1, 3, 6, 12]) await define({ months });
    });

    it("P-2: reverts when its purpose is not the programme's", async () => {
      await expect(define({ purpose: FARMING }))
        .to.be.revertedWithCustomError(programmes, "ProgrammePurposeOutside")
        .withArgs(1n, FARMING);
    });

    it("are closed once, by the authority, also when it is frozen", async () => {
      const benefit = await define();
      await expect(by(office.county).closeBenefit(benefit)).to.be.revertedWithCustomError(
        programmes,
        "ProgrammeNotAuthority",
      );
      await freeze(office, rural.id);
      await expect(by(rural).closeBenefit(benefit)).to.emit(programmes, "BenefitClosed").withArgs(benefit, 1n);
      expect((await programmes.benefitInfo(benefit)).closed).to.be.true;
      await expect(by(rural).closeBenefit(benefit))
        .to.be.revertedWithCustomError(programmes, "BenefitIsClosed")
        .withArgs(benefit);
    });

    it("reverts for a benefit that there is not", async () => {
      for (const unknown of [
        programmes.benefitInfo(1),
        programmes.periodOf(1, TERMS.start),
        programmes.periodStart(1, 0),
        by(rural).closeBenefit(1),
      ]) {
        await expect(unknown).to.be.revertedWithCustomError(programmes, "BenefitUnknown").withArgs(1n);
      }
    });
  });

  describe("periods", () => {
    /** First days of the periods of a programme that begins on a day, by how many months each has. */
    const FIRST_DAYS: [start: string, months: number, firstDays: string[]][] = [
      ["2026-01-05", 1, ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"]],
      // The end of a month is no reason to forget that they begin on the 31st.
      ["2027-12-31", 1, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"]],
      ["2026-08-30", 3, ["2026-08-30", "2026-11-30", "2027-02-28", "2027-05-30"]],
      ["2026-08-31", 6, ["2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29"]],
      ["2028-02-29", 12, ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]],
    ];

    for (const [start, months, firstDays] of FIRST_DAYS) {
      it(`of ${months} months from ${start} begin on ${firstDays.slice(1).join(", ")}`, async () => {
        await create({ start: day(start), end: day("2035-12-31") });
        const benefit = await define({ months });
        for (const [period, first] of firstDays.entries()) {
          expect(await programmes.periodStart(benefit, period)).to.equal(day(first), `start of ${period}`);
          expect(await programmes.periodOf(benefit, day(first))).to.equal(period, first);
          if (period === 0) continue;
          expect(await programmes.periodOf(benefit, day(first) - 1n)).to.equal(period - 1, `the day before ${first}`);
        }
      });
    }

    it("P-2: follow each other without gap or overlap, day by day", async () => {
      await create({ start: day("2027-12-31"), end: day("2035-12-31") });
      const benefit = await define();
      let period = 0n;
      for (let each = day("2027-12-31"); each < day("2028-07-01"); ++each) {
        const next = await programmes.periodOf(benefit, each);
        if (next !== period) {
          expect(next).to.equal(period + 1n);
          expect(await programmes.periodStart(benefit, next)).to.equal(each);
          period = next;
        }
      }
      expect(period).to.equal(6n);
    });

    it("a benefit that is granted once has one, without end", async () => {
      await create();
      const benefit = await define({ months: 0 });
      expect(await programmes.periodOf(benefit, TERMS.start)).to.equal(0n);
      expect(await programmes.periodOf(benefit, TERMS.end)).to.equal(0n);
      expect(await programmes.periodStart(benefit, 0)).to.equal(TERMS.start);
    });

    it("reverts for a day before the programme", async () => {
      await create({ start: day("2026-02-01") });
      for (const months of [0, 1]) {
        const benefit = await define({ months });
        await expect(programmes.periodOf(benefit, day("2026-01-31")))
          .to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning")
          .withArgs(1n, day("2026-02-01"), TERMS.end, day("2026-01-31"));
      }
    });
  });

  /** Arguments that grant a qualification until the end of 2026. */
  const licence = (actor: Actor, key: string) => [
    actor.id,
    encodeBytes32String(key),
    office.regulator.id,
    Date.parse("2026-12-31T23:59:59+08:00") / 1000,
    0n,
    id("licence"),
  ];
});
