/** The index holds what the contracts answer: relief, from programmes to the last household's score. */
import { expect } from "chai";
import { decodeBytes32String, encodeBytes32String, ZeroAddress, ZeroHash } from "ethers";
import { dateOf } from "../../deploy/data/holidays.ts";
import { factors, origins } from "../../deploy/data/relief.ts";
import type { ReliefPlayed } from "./reliefPlay.ts";
import { address, all, ref, type Row, sorted, upTo } from "./rows.ts";
import { nameIn } from "./solidity.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

const digest = (word: string): string | null => (word === ZeroHash ? null : word);
const someone = (number: bigint): { number: number } | null => (number === 0n ? null : ref(number));
const day = (count: bigint): number | null => (count === 0n ? null : Number(count));
const text = (word: string): string => (word === ZeroHash ? "" : decodeBytes32String(word));
const places = (programme: bigint, count: bigint): bigint[] => upTo(count).map((place) => (programme << 32n) | place);

describe("The index beside the chain: relief", function () {
  this.timeout(900_000);
  let suite: Index["suite"];
  let ask: Ask;
  let relief: ReliefPlayed;
  let households: bigint[];

  before(async function () {
    const live = await indexOrSkip(this);
    ({ suite, ask } = live);
    ({ relief } = live.scenario);
    const counts = await Promise.all(
      [relief.fiscal, relief.social].map(async (programme) =>
        places(programme, await suite.reliefHouseholds.householdCount(programme)),
      ),
    );
    households = counts.flat();
  });

  it("G-4 programmes: term, rules, areas, purposes and figures (P-1)", async () => {
    const { reliefProgrammes, reliefFunds } = suite;
    const fields =
      "number authority { number } source startDay endDay budget noticeDays receiptDays continuesInObservation householdCeiling " +
      "actCeiling minimumLot areas { code } purposes received allocated free returned";
    const rows = await all(ask, "programmes", fields);
    const expected = await Promise.all(
      upTo(await reliefProgrammes.programmeCount()).map(async (programme) => {
        const p = await reliefProgrammes.programmeInfo(programme);
        const [received, allocated, free, returned] = await reliefFunds.figuresOf(programme);
        expect(received, "P-1").to.equal(allocated + free + returned);
        return {
          ...ref(programme),
          authority: ref(p.authority),
          source: nameIn("Source", p.source),
          startDay: Number(p.start),
          endDay: Number(p.end),
          budget: String(p.budget),
          noticeDays: Number(p.rules.noticeDays),
          receiptDays: Number(p.rules.receiptDays),
          continuesInObservation: p.rules.continuesInObservation,
          householdCeiling: String(p.rules.householdCeiling),
          actCeiling: String(p.rules.actCeiling),
          minimumLot: String(p.rules.minimumLot),
          areas: (await reliefProgrammes.areasOf(programme)).map((code) => ({ code: String(code) })),
          purposes: (await reliefProgrammes.purposesOf(programme)).map(text),
          received: String(received),
          allocated: String(allocated),
          free: String(free),
          returned: String(returned),
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
  });

  it("G-4 roles, benefits, factors and origins, those of the founding included", async () => {
    const { reliefProgrammes, reliefScores, reliefKeys } = suite;
    type Held = {
      programme: { number: number };
      participant: { number: number };
      role: string;
      purpose: string;
      isAdmitted: boolean;
    };
    const roles = await all<Held>(
      ask,
      "programmeRoles",
      "programme { number } participant { number } role purpose isAdmitted",
    );
    expect(roles).to.have.length.above(20);
    const names = ["None", "Operator", "PayoutBank", "Implementer", "Merchant", "Inspector", "Platform", "Cooperative"];
    for (const { programme, participant, role, purpose, isAdmitted } of roles) {
      const word = purpose === "" ? ZeroHash : encodeBytes32String(purpose);
      const has = await reliefProgrammes.hasRole(programme.number, participant.number, names.indexOf(role), word);
      expect(has, `${role} of ${participant.number}`).to.equal(isAdmitted);
    }
    const benefits = await all(
      ask,
      "benefits",
      "number programme { number } kind category months amount purpose isClosed",
    );
    expect(benefits).to.deep.equal(
      await Promise.all(
        upTo(await reliefProgrammes.benefitCount()).map(async (benefit) => {
          const b = await reliefProgrammes.benefitInfo(benefit);
          return {
            ...ref(benefit),
            programme: ref(b.programme),
            kind: nameIn("BenefitKind", b.kind),
            category: Number(b.category),
            months: Number(b.months),
            amount: String(b.amount),
            purpose: text(b.purpose),
            isClosed: b.closed,
          };
        }),
      ),
    );
    const kept = await ask<{ factors: Row[]; origins: { rpId: string; origin: string; isAdmitted: boolean }[] }>(
      `{ factors(where: { part_: { contract: "ReliefScores" } }, orderBy: code) { code fact points weight cap isActive }
         origins(where: { part_: { contract: "ReliefKeys" } }) { rpId origin isAdmitted } }`,
    );
    expect(kept.factors).to.deep.equal(
      await Promise.all(
        factors.map(async ({ factor }) => {
          const f = await reliefScores.factorInfo(factor);
          return {
            code: factor,
            fact: factor < 9 ? nameIn("Fact", BigInt(factor)) : "None",
            points: Number(f.points),
            weight: Number(f.weight),
            cap: Number(f.cap),
            isActive: f.active,
          };
        }),
      ),
    );
    expect(kept.origins).to.have.length(origins.length + 1);
    for (const { rpId, origin, isAdmitted } of kept.origins) {
      expect(await reliefKeys.isOriginAdmitted(rpId, origin), origin).to.equal(isAdmitted);
    }
  });

  it("G-4 officers: account, employer, area and score; their kin; what they sign with", async () => {
    const { reliefOfficers, reliefScores, reliefKeys } = suite;
    type Found = Row & {
      number: number;
      kinships: { commitment: string }[];
      signer: { nonce: number; passkeys: { isBound: boolean }[] };
    };
    const fields =
      "number identity account participant { number } area { code } isActive score kinships { commitment } signer { nonce passkeys { isBound } }";
    const rows = await all<Found>(ask, "officers", fields);
    expect(rows).to.have.length(Number(await reliefOfficers.officerCount()));
    for (const { number, kinships, signer, ...row } of rows) {
      const o = await reliefOfficers.officerInfo(number);
      expect(row, String(number)).to.deep.equal({
        identity: o.identity,
        account: o.account === ZeroAddress ? ZeroAddress : address(o.account),
        participant: ref(o.participant),
        area: { code: String(o.area) },
        isActive: o.active,
        score: Number(await reliefScores.scoreOf(number)),
      });
      expect(sorted(kinships.map(({ commitment }) => commitment))).to.deep.equal(
        sorted([...(await reliefOfficers.kinOf(number))]),
      );
      await expectSigner(BigInt(number), signer, reliefKeys);
    }
    expect(await reliefKeys.nonceOf(1)).to.be.above(1n);
  });

  async function expectSigner(
    person: bigint,
    signer: { nonce: number; passkeys: { isBound: boolean }[] },
    keys: Index["suite"]["reliefKeys"],
  ): Promise<void> {
    expect(signer.nonce, `nonce of ${person}`).to.equal(Number(await keys.nonceOf(person)));
    const slots = await Promise.all([0, 1].map((place) => keys.keyOf(person, place)));
    const bound = slots.filter(({ x, y }) => x !== ZeroHash || y !== ZeroHash).length;
    expect(signer.passkeys.filter(({ isBound }) => isBound)).to.have.length(bound);
  }

  it("G-4 households: status, village, bank, and who took which step", async () => {
    const { reliefHouseholds, reliefReviews, reliefKeys } = suite;
    const steps = [
      "proposedBy",
      "reviewedBy",
      "publishedBy",
      "endorsedBy",
      "decidedBy",
      "exitProposedBy",
      "exitPublishedBy",
      "exitDecidedBy",
      "relapsedBy",
    ] as const;
    const fields =
      "number commitment area { code } bank { number } status sinceDay closedDay noticeDay openObjections " +
      `signer { nonce passkeys { isBound } } ${steps.map((step) => `${step} { number }`).join(" ")}`;
    type Found = Row & { number: string; status: string; signer: { nonce: number; passkeys: { isBound: boolean }[] } };
    const rows = await all<Found>(ask, "households", fields);
    expect(rows.map(({ number }) => BigInt(number))).to.deep.equal(households);
    for (const { number, signer, ...row } of rows) {
      const h = await reliefHouseholds.householdInfo(number);
      const p = await reliefReviews.procedureOf(number);
      const expected: Row = {
        commitment: h.commitment,
        area: { code: String(h.area) },
        bank: someone(h.bank),
        status: nameIn("HouseholdStatus", h.status),
        sinceDay: day(h.since),
        closedDay: day(h.closedOn),
        noticeDay: day(p.noticeEnd),
        openObjections: Number(p.openObjections),
      };
      for (const step of steps) expected[step] = someone(p[step]);
      // An objection that was right refuses: the contract keeps that with the objection.
      if (row.status === "Refused" && p.decidedBy === 0n) expected["decidedBy"] = row["decidedBy"];
      expect(row, number).to.deep.equal(expected);
      await expectSigner(BigInt(number), signer, reliefKeys);
    }
    expect(new Set(rows.map(({ status }) => status))).to.include.keys([
      "Registered",
      "Refused",
      "UnderReview",
      "Ended",
      "Proposed",
    ]);
  });

  it("G-4 figures: households by status add up to those that there are", async () => {
    const statuses =
      "proposed reviewed onNotice endorsed registered exitProposed exitOnNotice exited underReview refused ended";
    for (const programme of [relief.fiscal, relief.social]) {
      const query = `{ areaFigures_collection(where: { programme_: { number: ${programme} }, area: null }) { ${statuses} } }`;
      const { areaFigures_collection: whole } = await ask<{ areaFigures_collection: Record<string, number>[] }>(query);
      const sum = Object.values(whole[0] ?? {}).reduce((total, each) => total + each, 0);
      expect(sum).to.equal(Number(await suite.reliefHouseholds.householdCount(programme)));
    }
  });

  it("G-4 changes, objections to households and to lines", async () => {
    const { reliefHouseholds, reliefReviews, reliefBenefits } = suite;
    type Change = Row & { number: number };
    const changes = await all<Change>(
      ask,
      "householdChanges",
      "number household { number } kind proposedBy { number } decidedBy { number } isDone isRefused evidence",
    );
    for (const { number, ...row } of changes) {
      const c = await reliefHouseholds.changeInfo(number);
      expect(row, String(number)).to.deep.equal({
        household: { number: String(c.household) },
        kind: nameIn("ChangeKind", c.kind),
        proposedBy: ref(c.proposedBy),
        decidedBy: someone(c.decidedBy),
        isDone: c.done,
        isRefused: c.refused,
        evidence: c.evidence,
      });
    }
    expect(changes).to.have.length.above(8);
    type Found = {
      number: number;
      isToLine: boolean;
      household: { number: string };
      round: { number: number } | null;
    } & Row;
    const objections = await all<Found>(
      ask,
      "objections",
      "number isToLine household { number } round { number } objector evidence day outcome answeredBy { number } answer",
    );
    for (const { number, isToLine, household, round, ...row } of objections) {
      const o = isToLine ? await reliefBenefits.lineObjectionInfo(number) : await reliefReviews.objectionInfo(number);
      expect(row, String(number)).to.deep.equal({
        objector: address(o.objector),
        evidence: o.evidence,
        day: Number(o.day),
        outcome: nameIn("Outcome", o.outcome),
        answeredBy: someone(o.answeredBy),
        answer: digest(o.answer),
      });
      expect(BigInt(household.number) & 0xffff_ffffn).to.equal(BigInt(o.household) & 0xffff_ffffn);
      if ("round" in o) expect(round).to.deep.equal(ref(o.round));
    }
    const counted = objections.filter(({ isToLine }) => !isToLine).length;
    expect(counted).to.equal(Number(await reliefReviews.objectionCount()));
  });

  it("G-4 funds and lots: in = allocated + free + returned, and each lot's spent is that of its uses (P-1, P-6)", async () => {
    const { reliefFunds } = suite;
    const fields =
      "number programme { number } kind leftover platform { number } fromDay untilDay noticeDay successor { number } target purpose " +
      "received allocated returned drawn free lotCount";
    const rows = await all(ask, "funds", fields);
    const funds = await Promise.all(
      upTo(await reliefFunds.fundCount()).map(async (fund) => {
        const f = await reliefFunds.fundInfo(fund);
        return {
          ...ref(fund),
          programme: ref(f.programme),
          kind: nameIn("FundKind", f.kind),
          leftover: nameIn("Leftover", f.leftover),
          platform: someone(f.platform),
          fromDay: day(f.from),
          untilDay: day(f.until),
          noticeDay: day(f.noticeEnd),
          successor: someone(f.successor),
          target: String(f.target),
          purpose: text(f.purpose),
          received: String(f.received),
          allocated: String(f.allocated),
          returned: String(f.returned),
          drawn: String(f.drawn),
          free: String(await reliefFunds.freeOf(fund)),
          lotCount: Number(f.lots),
        };
      }),
    );
    expect(rows).to.deep.equal(funds);

    type Lot = Row & {
      number: string;
      isAnonymous: boolean;
      giver: { participant: { number: number } | null; account: string | null } | null;
      free: string[];
      amount: string;
      spent: string;
      returned: string;
      left: string;
      uses: { amount: string; restored: string; confirmed: string }[];
      confirmed: string;
    };
    const lotFields =
      "number isAnonymous donors amount spent returned left confirmed day root carriedFrom { number } free " +
      "giver { participant { number } account } uses(first: 1000) { amount restored confirmed }";
    const lots = await all<Lot>(ask, "fundLots", lotFields);
    expect(lots).to.have.length(funds.reduce((sum, { lotCount }) => sum + lotCount, 0));
    const sumOf = (uses: Lot["uses"], of: (use: Lot["uses"][number]) => bigint) =>
      uses.reduce((sum, use) => sum + of(use), 0n);
    for (const lot of lots) {
      const l = await reliefFunds.lotInfo(lot.number);
      const { isAnonymous, giver } = lot;
      expect([lot.amount, lot.spent, lot.returned, lot["day"], lot["donors"], isAnonymous], lot.number).to.deep.equal([
        String(l.amount),
        String(l.spent),
        String(l.returned),
        Number(l.day),
        Number(l.donors),
        l.isAnonymous,
      ]);
      expect(BigInt(lot.left)).to.equal(l.amount - l.spent - l.returned);
      const carried = lot["carriedFrom"] as { number: string } | null;
      expect(carried === null ? (lot["root"] ?? ZeroHash) : BigInt(carried.number)).to.equal(
        carried === null ? l.root : BigInt(l.root),
      );
      if (isAnonymous) expect(giver).to.equal(null);
      else expect(giver?.participant?.number ?? Number(BigInt(giver?.account ?? "0x0"))).to.equal(Number(l.giver));
      expect(
        sumOf(lot.uses, ({ amount, restored }) => BigInt(amount) - BigInt(restored)),
        "P-6",
      ).to.equal(l.spent);
      expect(sumOf(lot.uses, ({ confirmed }) => BigInt(confirmed))).to.equal(BigInt(lot.confirmed));
      let left = 0n;
      for (let i = 0; i < lot.free.length; i += 2) left += BigInt(lot.free[i + 1] ?? 0) - BigInt(lot.free[i] ?? 0);
      expect(left, "what is free of a lot").to.equal(BigInt(lot.left));
    }
    expect(lots.filter(({ isAnonymous }) => isAnonymous)).to.have.length.above(0);
  });

  it("G-4 uses: what each payout has used of which lots, and whose fen these are", async () => {
    const { reliefFunds, reliefPayouts } = suite;
    type Use = {
      start: string;
      amount: string;
      restored: string;
      lot: { number: string };
      lotFrom: string;
      lotTo: string;
    };
    type Found = {
      number: number;
      lineCount: number;
      total: string;
      uses: Use[];
      lines: { amount: string; lots: { amount: string }[] }[];
    };
    const rows = await all<Found>(
      ask,
      "payouts",
      "number lineCount total uses(orderBy: index, first: 1000) { start amount restored lot { number } lotFrom lotTo } " +
        "lines(orderBy: index, first: 1000) { amount lots(first: 1000) { amount } }",
    );
    for (const { number, lineCount, total, uses, lines } of rows) {
      // The chain has one use where the index has one for each interval of the lot.
      const own: { lot: string; start: bigint; amount: bigint; restored: bigint }[] = [];
      for (const { lot, start, amount, restored } of uses) {
        const last = own.at(-1);
        if (last !== undefined && last.lot === lot.number) {
          last.amount += BigInt(amount);
          last.restored += BigInt(restored);
        } else own.push({ lot: lot.number, start: BigInt(start), amount: BigInt(amount), restored: BigInt(restored) });
      }
      const chain = await reliefFunds.usesOf(number, 0, 1_000);
      expect(own, String(number)).to.deep.equal(
        chain.map(({ lot, start, amount, restored }) => ({ lot: String(lot), start, amount, restored })),
      );
      for (const { amount, lotFrom, lotTo } of uses) expect(BigInt(lotTo) - BigInt(lotFrom)).to.equal(BigInt(amount));
      if (lineCount === 0) continue;
      for (const { amount, lots } of lines) {
        expect(lots.reduce((sum, each) => sum + BigInt(each.amount), 0n)).to.equal(BigInt(amount));
      }
      expect(lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).to.equal(BigInt(total));
    }
    expect(rows).to.have.length(Number(await reliefPayouts.payoutCount()));
  });

  it("G-4 projects and their accounts: allocated = paid + open + free (P-1); the purse holds all that is left", async () => {
    const { reliefProjects, reliefFunds, money } = suite;
    const fields =
      "number programme { number } fund { number } implementer { number } area { code } status milestoneCount proposedBy { number } " +
      "purpose budget plan allocated paid open free";
    type Found = Row & {
      number: number;
      status: string;
      allocated: string;
      paid: string;
      open: string;
      free: string;
      decidedBy: Row | null;
    };
    const rows = await all<Found>(ask, "projects", `${fields} decidedBy { number }`);
    for (const { number, allocated, paid, open, free, decidedBy, ...row } of rows) {
      const p = await reliefProjects.projectInfo(number);
      expect(row, String(number)).to.deep.equal({
        programme: ref(p.programme),
        fund: ref(p.fund),
        implementer: someone(p.implementer),
        area: { code: String(p.area) },
        status: nameIn("ProjectStatus", p.status),
        milestoneCount: Number(p.milestones),
        proposedBy: ref(p.proposedBy),
        purpose: text(p.purpose),
        budget: String(p.budget),
        plan: p.plan,
      });
      if (row.status === "Refused") continue;
      expect(decidedBy).to.deep.equal(ref(p.approvedBy));
      const a = await reliefFunds.accountInfo(number);
      expect([allocated, paid, open, free], `account of ${number}`).to.deep.equal([
        String(a.allocated),
        String(a.paid),
        String(a.open),
        String(await reliefFunds.freeOfProject(number)),
      ]);
    }
    expect(rows).to.have.length(Number(await reliefProjects.projectCount()));
    const programmes = await all<{ received: string; returned: string; paid: string }>(
      ask,
      "programmes",
      "received returned paid",
    );
    const held = programmes.reduce(
      (sum, { received, returned, paid }) => sum + BigInt(received) - BigInt(returned) - BigInt(paid),
      0n,
    );
    expect(held, "P-1, the purse").to.equal(await money.balanceOf(await reliefFunds.getAddress()));
  });

  it("G-4 milestones", async () => {
    type Found = Row & { number: number; project: { number: number } };
    const fields =
      "number project { number } amount dueDay status needsVillage needsTownship needsInspection submittedDay isLate villageBy { number } " +
      "townshipBy { number } inspectedBy { number } releasedBy { number } payout { number } evidenceKinds evidence";
    const rows = await all<Found>(ask, "milestones", fields);
    for (const { number, project, ...row } of rows) {
      const m = await suite.reliefProjects.milestoneInfo(project.number, number);
      expect(row, String(number)).to.deep.equal({
        amount: String(m.amount),
        dueDay: Number(m.dueDay),
        status: nameIn("MilestoneStatus", m.status),
        needsVillage: m.needsVillage,
        needsTownship: m.needsTownship,
        needsInspection: m.needsInspection,
        submittedDay: day(m.submittedOn),
        isLate: m.late,
        villageBy: someone(m.villageBy),
        townshipBy: someone(m.townshipBy),
        inspectedBy: someone(m.inspectedBy),
        releasedBy: someone(m.releasedBy),
        payout: someone(m.payout),
        evidenceKinds: m.evidence.map(text),
        evidence: [...m.submitted],
      });
    }
    expect(rows.map(({ status }) => status)).to.have.members(["Released", "Submitted", "Planned", "Released"]);
  });

  it("G-4 rounds, and what households have had of each period (P-2)", async () => {
    const { reliefBenefits, reliefPayouts } = suite;
    type Found = Row & { number: number; status: string; decidedBy: Row | null };
    const fields =
      "number benefit { number } project { number } area { code } period status proposedBy { number } decidedBy { number } " +
      "releasedBy { number } each total noticeDay openObjections blocked root released";
    const rows = await all<Found>(ask, "rounds", fields);
    for (const { number, decidedBy, ...row } of rows) {
      const r = await reliefBenefits.roundInfo(number);
      expect(row, String(number)).to.deep.equal({
        benefit: ref(r.benefit),
        project: ref(r.project),
        area: { code: String(r.area) },
        period: Number(r.period),
        status: nameIn("RoundStatus", r.status),
        proposedBy: ref(r.proposedBy),
        releasedBy: someone(r.releasedBy),
        each: String(r.each),
        total: String(r.total),
        noticeDay: Number(r.noticeEnd),
        openObjections: Number(r.openObjections),
        blocked: Number(r.blocked),
        root: digest(r.root),
        released: String(await reliefPayouts.releasedOf(number)),
      });
      if (row.status !== "Refused") expect(decidedBy).to.deep.equal(someone(r.approvedBy));
    }
    expect(rows).to.have.length(Number(await reliefBenefits.roundCount()));
    type Use = {
      benefit: { number: number };
      period: number;
      household: { number: string };
      isPaid: boolean;
      voucherUsed: string;
    };
    const uses = await all<Use>(
      ask,
      "benefitUses",
      "benefit { number } period household { number } isPaid voucherUsed",
    );
    for (const { benefit, period, household, isPaid, voucherUsed } of uses) {
      const of = [benefit.number, period, household.number] as const;
      expect(await reliefPayouts.isPaid(...of), String(of)).to.equal(isPaid);
      expect(await reliefPayouts.voucherUsed(...of)).to.equal(BigInt(voucherUsed));
    }
    expect(new Set(uses.map(({ isPaid }) => isPaid))).to.have.keys([true, false]);
  });

  it("G-4 payouts and lines", async () => {
    const { reliefPayouts } = suite;
    type Line = { index: number; household: { number: string }; start: string; amount: string; status: string };
    type Found = Row & { number: number; kind: string; benefit: Row | null; period: number | null; lines: Line[] };
    const fields =
      "number kind status project { number } payee { number } officer { number } origin dueDay answered programme { number } total drawn " +
      "paid returned day benefit { number } period lines(orderBy: index, first: 1000) { index household { number } start amount status }";
    const rows = await all<Found>(ask, "payouts", fields);
    for (const { number, lines, benefit, period, ...row } of rows) {
      const p = await reliefPayouts.payoutInfo(number);
      expect(row, String(number)).to.deep.equal({
        kind: nameIn("PayoutKind", p.kind),
        status: nameIn("PayoutStatus", p.status),
        project: ref(p.project),
        payee: ref(p.payee),
        officer: someone(p.officer),
        origin: Number(p.origin),
        dueDay: day(p.dueDay),
        answered: Number(p.answered),
        programme: ref(p.programme),
        total: String(p.total),
        drawn: String(p.drawn),
        paid: String(p.paid),
        returned: String(p.returned),
        day: Number(p.day),
      });
      expect(benefit).to.deep.equal(someone(p.benefit));
      expect(period ?? 0).to.equal(Number(p.period));
      if (row.kind !== "Bank" && row.kind !== "Share") continue;
      expect(lines).to.have.length(Number(p.lines));
      for (const { index, household, start, amount, status } of lines) {
        const l = await reliefPayouts.lineInfo(number, index);
        expect([household.number, start, amount, status], `line ${index} of ${number}`).to.deep.equal([
          String(l.household),
          String(l.start),
          String(l.amount),
          nameIn("LineStatus", l.status),
        ]);
      }
    }
    const statuses = new Set(rows.flatMap(({ lines }) => lines.map(({ status }) => status)));
    expect(statuses).to.have.keys(["Open", "Paid", "Returned", "Confirmed", "GivenBack"]);
    expect(new Set(rows.map(({ status }) => status))).to.have.keys(["Open", "Settled", "Paid", "Returned"]);
    type Finding = {
      programme: { number: number };
      payee: { number: number };
      isBarred: boolean;
      isCleared: boolean;
      order: { number: number };
    };
    const fieldsOfFindings = "programme { number } payee { number } isBarred isCleared order { number }";
    const findings = await all<Finding>(ask, "diversions", fieldsOfFindings);
    const inOrder = findings.sort((one, other) => one.order.number - other.order.number);
    const barred = new Map<string, boolean>();
    for (const { programme, payee, isBarred, isCleared } of inOrder) {
      if (isBarred || isCleared) barred.set(`${programme.number} ${payee.number}`, isBarred);
    }
    for (const [where, isBarred] of barred) {
      const [programme = "", payee = ""] = where.split(" ");
      expect(await reliefPayouts.isBarred(programme, payee)).to.equal(isBarred);
    }
    expect([...barred.values()]).to.deep.equal([false]);
  });

  it("G-4 orders of produce, help and outcomes", async () => {
    const { reliefPurchases, reliefLedger } = suite;
    type Share = {
      amount: string;
      place: number;
      isReturned: boolean;
      line: { index: number; payout: { number: number } } | null;
    };
    const fields =
      "number project { number } buyer { number } cooperative { number } status deliverByDay complainByDay lot { number } amount margin goods " +
      "delivery shares(orderBy: index) { amount place isReturned line { index payout { number } } }";
    const rows = await all<Row & { number: number; shares: Share[] }>(ask, "purchases", fields);
    for (const { number, shares, ...row } of rows) {
      const p = await reliefPurchases.purchaseInfo(number);
      expect(row, String(number)).to.deep.equal({
        project: ref(p.project),
        buyer: ref(p.buyer),
        cooperative: ref(p.cooperative),
        status: nameIn("PurchaseStatus", p.status),
        deliverByDay: Number(p.deliverBy),
        complainByDay: day(p.complainBy),
        lot: { number: String(p.lot) },
        amount: String(p.amount),
        margin: String(p.margin),
        goods: p.goods,
        delivery: digest(p.delivery),
      });
      expect(shares.map(({ isReturned }) => isReturned)).to.deep.equal(
        shares.map((_, line) => ((p.back >> BigInt(line)) & 1n) === 1n),
      );
      const chain = await reliefPurchases.sharesOf(number);
      expect(
        shares.map(({ amount, place, line }) => [amount, place, line?.payout.number ?? 0, line?.index ?? 0]),
      ).to.deep.equal(
        chain.map(({ amount, household, payout, line }) => [
          String(amount),
          Number(household),
          Number(payout),
          Number(line),
        ]),
      );
    }
    expect(rows).to.have.length(Number(await reliefPurchases.purchaseCount()));
    const help = await all<Row & { number: number }>(
      ask,
      "helps",
      "number household { number } officer { number } project { number } kind day isConfirmed evidence",
    );
    for (const { number, ...row } of help) {
      const h = await reliefLedger.helpInfo(number);
      expect(row, String(number)).to.deep.equal({
        household: { number: String(h.household) },
        officer: ref(h.officer),
        project: someone(h.project),
        kind: nameIn("HelpKind", h.kind),
        day: Number(h.day),
        isConfirmed: h.confirmed,
        evidence: h.evidence,
      });
    }
    expect(help).to.have.length(Number(await reliefLedger.helpCount()));
    type Outcome = {
      project: { number: number };
      indicator: number;
      planned: string;
      achieved: string;
      day: number;
      date: string;
    };
    const outcomes = await all<Outcome>(
      ask,
      "projectOutcomes",
      "project { number } indicator planned achieved day date",
    );
    for (const { project, indicator, planned, achieved, day: on, date } of outcomes) {
      const o = await reliefLedger.outcomeInfo(project.number, indicator);
      expect([planned, achieved, on, date]).to.deep.equal([
        String(o.planned),
        String(o.achieved),
        Number(o.day),
        dateOf(Number(o.day)),
      ]);
    }
    expect(outcomes).to.have.length(2);
  });

  it("G-4 scores: an authority's entries as the contract keeps them; each balance follows from its entries", async () => {
    const { reliefScores } = suite;
    type Entry = {
      number: number;
      applied: number;
      score: number;
      factor: { code: number };
      by: { number: number } | null;
      evidence: string;
      at: string;
      appeal: string;
      appealEvidence: string | null;
      decidedBy: { number: number } | null;
      undone: number | null;
      programme: { number: number };
    };
    const fields =
      "number applied score factor { code } by { number } evidence at appeal appealEvidence decidedBy { number } undone programme { number }";
    const officers = await all<Entry & { officer: { number: number; score: number } }>(
      ask,
      "scoreEntries",
      `${fields} officer { number score }`,
    );
    const files = await all<Entry & { file: { score: number; household: { number: string } } }>(
      ask,
      "householdScoreEntries",
      `${fields} file { score household { number } }`,
    );
    expect(officers.length + files.length).to.equal(Number(await reliefScores.entryCount()));
    for (const entry of [...officers, ...files].filter(({ by }) => by !== null)) {
      const e = await reliefScores.entryInfo(entry.number);
      // By its place: a result is an array, which has an `at` of its own.
      const at = e[3];
      expect(
        [
          entry.applied,
          entry.factor.code,
          entry.by?.number,
          entry.evidence,
          entry.at,
          entry.appeal,
          entry.programme.number,
        ],
        String(entry.number),
      ).to.deep.equal([
        Number(e.applied),
        Number(e.factor),
        Number(e.by),
        e.evidence,
        String(at),
        nameIn("AppealStatus", e.appeal),
        Number(e.programme),
      ]);
      expect(entry.appealEvidence).to.equal(digest(e.appealEvidence));
      expect(entry.decidedBy).to.deep.equal(someone(e.decidedBy));
    }
    const balances = new Map<string, number>();
    const add = (person: string, { applied, undone }: Entry): void => {
      balances.set(person, (balances.get(person) ?? 600) + applied + (undone ?? 0));
    };
    for (const entry of officers) add(`officer ${entry.officer.number}`, entry);
    for (const entry of files) add(`household ${entry.file.household.number}`, entry);
    for (const { officer } of officers) expect(officer.score).to.equal(balances.get(`officer ${officer.number}`));
    for (const { file } of files) expect(file.score).to.equal(balances.get(`household ${file.household.number}`));
    expect(new Set([...officers, ...files].map(({ appeal }) => appeal))).to.have.keys([
      "None",
      "Open",
      "Granted",
      "Dismissed",
    ]);
  });

  it("G-4 divisions are a tree", async () => {
    const { reliefOfficers } = suite;
    type Found = { code: string; level: string; name: string; parent: { code: string } | null };
    const rows = await all<Found>(ask, "areas", "code level name parent { code }");
    for (const { code, name, parent } of rows) {
      expect(await reliefOfficers.isArea(code), code).to.equal(name !== "");
      if (parent !== null) expect(code.startsWith(parent.code.replace(/0+$/, ""))).to.equal(true);
    }
    expect(new Set(rows.map(({ level }) => level))).to.have.keys(["Province", "City", "County", "Township", "Village"]);
  });
});
