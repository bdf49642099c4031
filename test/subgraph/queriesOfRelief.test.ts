/** Questions about relief: each giver's fen to the household, a household's file, officers, money, times, and what waits. */
import { expect } from "chai";
import { codeOf, type OfficerKey } from "../../deploy/data/officers.ts";
import { personaOf } from "../../deploy/data/personas.ts";
import { answering, type AnswerTo, by } from "./questions.ts";
import type { ReliefPlayed } from "./reliefPlay.ts";
import type { Row } from "./rows.ts";
import { type Ask, indexOrSkip } from "./stack.ts";

/** Days of the five weeks; the first is that of the programmes. */
const BEGIN = "2026-01-28";
const REGISTERED = "2026-02-03";
const RELEASED = "2026-02-09";
const ANSWERED = "2026-02-10";
const OVERDUE = "2026-02-21";
const LONGJING = "520112101201";

describe("The questions about relief", function () {
  this.timeout(900_000);
  let ask: Ask;
  let answerTo: AnswerTo;
  let relief: ReliefPlayed;
  let today: number;

  before(async function () {
    const live = await indexOrSkip(this);
    ask = live.ask;
    ({ relief } = live.scenario);
    answerTo = answering(ask);
    today = Math.floor(((await live.stage.now()) + 8 * 3600) / 86_400);
  });

  const number = (values: Record<string, bigint>, name: string): number => Number(values[name]);
  const officer = (key: OfficerKey) => ({ number: Number(relief.officers[key]) });
  const household = (name: keyof ReliefPlayed["households"]): string => String(relief.households[name].id);
  const commitment = (name: keyof ReliefPlayed["households"]): string => relief.households[name].commitment;

  it("G-2 donor-lot: every use down to payout, project, area and household, with the confirmed share", async () => {
    type Use = Row & { lines: (Row & { line: Row })[] };
    type Answer = { fundLots: (Row & { uses: Use[] })[] };
    const lot = async (name: string) => {
      const { fundLots } = await answerTo<Answer>("donor-lot", { lot: String(relief.lots[name]) });
      return fundLots[0];
    };
    expect(await lot("participant's")).to.deep.include({
      amount: "15000",
      spent: "15000",
      left: "0",
      returned: "0",
      confirmed: "15000",
      confirmedShare: "1",
      date: BEGIN,
      giver: { participant: by("qianling"), account: null },
      uses: [
        {
          amount: "15000",
          restored: "0",
          confirmed: "15000",
          date: RELEASED,
          payout: { number: number(relief.payouts, "school"), kind: "Bank", payee: by("guanshan") },
          project: {
            number: number(relief.projects, "school"),
            purpose: "EDUCATION",
            area: { code: String(codeOf("songxi")), name: "松溪镇" },
          },
          lines: [
            {
              amount: "15000",
              household: { commitment: commitment("pupil") },
              line: {
                status: "Confirmed",
                area: { code: LONGJING, name: "龙井村" },
                paidDate: ANSWERED,
                confirmedDate: ANSWERED,
              },
            },
          ],
        },
      ],
    });

    // Two households share the person's lot: the end of the first one's money, and the beginning of the second one's.
    const shared = await lot("person's");
    expect(shared?.["giver"]).to.have.property("participant", null);
    expect(shared?.uses.flatMap(({ lines }) => lines.map(({ amount, household: to }) => [amount, to]))).to.deep.equal([
      ["5000", { commitment: commitment("pupil") }],
      ["15000", { commitment: commitment("second pupil") }],
    ]);
    expect(shared).to.include({ confirmed: "20000", confirmedShare: "1" });

    // A lot whose money a bank gave back has it again, and what was left went to the second campaign.
    const batch = await lot("batch");
    expect(batch).to.include({ amount: "30000", spent: "5000", returned: "25000", left: "0", confirmed: "5000" });
    expect(batch?.uses.map(({ amount, restored }) => [amount, restored])).to.deep.equal([["25000", "20000"]]);

    // Of an anonymous gift nobody is named.
    expect(await lot("anonymous")).to.include({ giver: null, spent: "0" });

    // Of a budget's lots, the one first in is used first, and what came back to it is used again before what is younger.
    const first = await lot("first");
    expect(
      first?.uses.map(({ amount, restored, payout }) => [amount, restored, (payout as Row)["number"]]),
    ).to.deep.equal([
      ["120000", "20000", number(relief.payouts, "guanshan's")],
      ["20000", "0", number(relief.payouts, "again")],
    ]);
  });

  it("G-2 small-donor: one's own fen of a batch lot, by offset", async () => {
    type Answer = { fundLots: (Row & { uses: (Row & { lines: Row[] })[] })[] };
    const of = async (from: number, to: number) => {
      const variables = { lot: String(relief.lots["batch"]), from: String(from), to: String(to) };
      return (await answerTo<Answer>("small-donor", variables)).fundLots[0];
    };
    const [one, two, three] = [await of(0, 5_000), await of(5_000, 12_000), await of(25_000, 30_000)];
    expect(one).to.deep.include({ donors: 3, giver: { participant: by("huiai") } });
    expect(one?.uses.flatMap(({ lines }) => lines)).to.deep.equal([
      {
        lotFrom: "0",
        lotTo: "5000",
        household: { commitment: commitment("second pupil") },
        line: { status: "Confirmed" },
      },
    ]);
    expect(two?.uses.flatMap(({ lines }) => lines)).to.deep.equal([
      {
        lotFrom: "5000",
        lotTo: "25000",
        household: { commitment: commitment("third pupil") },
        line: { status: "GivenBack" },
      },
    ]);
    expect(three?.uses).to.be.empty;
  });

  it("G-2 donor-certificate: what a donor gave in a year, its uses and the confirmed share", async () => {
    type Answer = { givers: (Row & { lots: (Row & { uses: Row[] })[] })[] };
    const participant = Number(await numberOf("qianling"));
    const { givers } = await answerTo<Answer>("donor-certificate", { participant, account: "0x", year: 2026 });
    expect(givers).to.have.length(1);
    expect(givers[0]).to.deep.include({
      participant: { name: personaOf("qianling").nameZh, uscc: personaOf("qianling").uscc },
      amount: "15000",
      spent: "15000",
      returned: "0",
      confirmed: "15000",
    });
    expect(
      givers[0]?.lots.map(({ amount, confirmedShare, uses }) => [amount, confirmedShare, uses.length]),
    ).to.deep.equal([["15000", "1", 1]]);
    // Huaxi has bought produce: what it paid are lots, too.
    const buyer = await answerTo<Answer>("donor-certificate", {
      participant: Number(await numberOf("huaxi")),
      account: "0x",
      year: 2026,
    });
    expect(buyer.givers[0]).to.include({ amount: "79800", returned: "20800" });
    // The donor of an anonymous gift has no certificate.
    const { givers: nobody } = await answerTo<Answer>("donor-certificate", {
      participant: Number(await numberOf("nanming")),
      account: "0x",
      year: 2026,
    });
    expect(nobody).to.be.empty;
  });

  const numberOf = async (who: Parameters<typeof personaOf>[0]): Promise<number> => {
    const { participants } = await ask<{ participants: { number: number }[] }>(
      `{ participants(where: { name: "${personaOf(who).nameZh}" }) { number } }`,
    );
    return participants[0]?.number ?? 0;
  };

  it("G-2 household-file: the whole file, and what only supervisors see of it", async () => {
    type Found = Row & {
      acts: (Row & { kind: string })[];
      lines: (Row & { payout: Row })[];
      help: Row[];
      changes: Row[];
    };
    type Answer = { households: Found[]; householdFiles: (Row & { scoreEntries: Row[] })[] };
    const file = async (name: keyof ReliefPlayed["households"]) => {
      const { households, householdFiles } = await answerTo<Answer>("household-file", { number: household(name) });
      return { ...households[0], own: householdFiles[0] } as Found & { own: Answer["householdFiles"][0] };
    };
    const paid = await file("paid");
    expect(paid).to.deep.include({
      commitment: commitment("paid"),
      status: "Registered",
      area: { code: LONGJING, name: "龙井村" },
      bank: by("guanshan"),
      proposedBy: officer("longjing1"),
      reviewedBy: officer("longjing2"),
      publishedBy: officer("songxi1"),
      endorsedBy: officer("songxi2"),
      decidedBy: officer("wudang1"),
      noticeDate: "2026-02-02",
      // Declared before the household was proposed.
      kinships: [{ isFound: false, hasVoided: false, officer: officer("wudang3") }],
    });
    expect(
      paid.lines.map(({ amount, status, isWaiting, payout }) => [payout["kind"], amount, status, isWaiting]),
    ).to.deep.equal([
      ["Bank", "50000", "Confirmed", false],
      ["Bank", "12300", "GivenBack", true],
      ["Voucher", "12000", "Confirmed", false],
      ["Voucher", "8000", "Confirmed", false],
    ]);
    expect(paid.changes.map(({ kind, isDone, isRefused }) => [kind, isDone, isRefused])).to.deep.equal([
      ["Split", true, false],
      ["Recategorise", false, true],
    ]);
    expect(paid.help.map(({ isConfirmed }) => isConfirmed)).to.deep.equal([false, true]);
    expect(paid.acts.filter(({ kind }) => kind.startsWith("Household")).map(({ kind }) => kind)).to.deep.equal([
      "HouseholdProposed",
      "HouseholdReviewed",
      "HouseholdPublished",
      "HouseholdEndorsed",
      "HouseholdRegistered",
      "HouseholdChangeProposed",
      "HouseholdChanged",
      "HouseholdChangeProposed",
      "HouseholdChangeRefused",
    ]);
    // 500 and 170 yuan; what went back is counted no more.
    expect(paid.own).to.deep.include({
      category: 1,
      score: 605,
      given: "67000",
      categories: [{ category: 1, change: null }],
    });
    expect(paid.own.scoreEntries.map(({ applied, appeal, undone }) => [applied, appeal, undone])).to.deep.equal([
      [5, "None", null],
      [-100, "Granted", 100],
    ]);

    expect(await file("moving")).to.deep.include({ status: "Registered", area: { code: LONGJING, name: "龙井村" } });
    expect((await file("moving")).own).to.include({ category: 2 });
    expect(await file("exiting")).to.include({ status: "Registered", closedDate: null, observedUntilDate: null });
    expect(await file("ending")).to.include({ status: "Ended", closedDate: REGISTERED });
    const kin = await file("kin");
    expect(kin).to.deep.include({ status: "UnderReview", proposedBy: null });
    expect(kin["kinships"]).to.deep.equal([{ isFound: true, hasVoided: true, officer: officer("chashan1") }]);
  });

  it("G-2 no household's category or score can be reached from what is public of it", async () => {
    const { __schema: schema } = await ask<{ __schema: { types: { name: string; fields: Field[] | null }[] } }>(
      "{ __schema { types { name fields { name type { name ofType { name ofType { name ofType { name } } } } } } } }",
    );
    type Named = { name: string | null; ofType?: Named | null };
    type Field = { name: string; type: Named };
    const restricted = ["HouseholdFile", "HouseholdScoreEntry", "CategoryStep", "HouseholdFileEvent"];
    const nameOf = (type: Named | null | undefined): string => type?.name ?? (type ? nameOf(type.ofType) : "");
    const leading = schema.types
      .filter(({ name, fields }) => fields !== null && name !== "Query" && !restricted.includes(name))
      .flatMap(({ name, fields }) =>
        (fields ?? []).filter(({ type }) => restricted.includes(nameOf(type))).map((field) => `${name}.${field.name}`),
      );
    expect(leading).to.be.empty;
    const own = schema.types.find(({ name }) => name === "Household")?.fields?.map(({ name }) => name) ?? [];
    expect(own).not.to.include.members(["category"]).and.not.include.members(["score"]);
  });

  it("G-2 officer-acts: an officer's acts with its score", async () => {
    type Found = Row & { score: number; scoreEntries: (Row & { factor: Row })[]; acts: (Row & { kind: string })[] };
    const of = async (key: OfficerKey) => {
      const { officers } = await answerTo<{ officers: Found[] }>("officer-acts", officer(key));
      return officers[0];
    };
    const proposer = await of("longjing1");
    expect(proposer).to.deep.include({ participant: by("songxi"), isActive: true, score: 540, kinships: [] });
    // An objection to a household and one to a line were right.
    expect(proposer?.scoreEntries.map(({ applied, factor }) => [applied, factor["fact"]])).to.deep.equal([
      [-30, "ObjectionUpheld"],
      [-30, "ObjectionUpheld"],
    ]);
    const kinds = proposer?.acts.map(({ kind }) => kind) ?? [];
    expect(kinds.filter((kind) => kind === "HouseholdProposed")).to.have.length(12);
    expect(kinds).to.include.members(["RoundProposed", "HouseholdExitProposed"]);
    const releaser = await of("wudang1");
    expect(releaser?.scoreEntries.map(({ factor }) => factor["fact"])).to.deep.equal(["ReceiptMissing", "Diversion"]);
    expect(releaser?.score).to.equal(600 - 5 - 400);
    expect((await of("chashan1"))?.scoreEntries.map(({ applied }) => applied)).to.deep.equal([-200]);
    const helper = await of("longjing2");
    expect(helper?.scoreEntries.map(({ applied, appeal }) => [applied, appeal])).to.deep.equal([
      [2, "None"],
      [2, "None"],
      [-100, "Dismissed"],
    ]);
    expect(await of("shuanghe1")).to.include({ isActive: false });
  });

  it("G-2 relief-money: by programme, area and month", async () => {
    type Month = Row & { level: string; month: string };
    type Answer = { programmes: (Row & { months: Month[]; funds: Row[]; projects: Row[] })[] };
    const of = async (programme: bigint) => {
      const { programmes } = await answerTo<Answer>("relief-money", { programme: Number(programme) });
      return programmes[0];
    };
    const fiscal = await of(relief.fiscal);
    expect(fiscal).to.include({
      source: "Fiscal",
      received: "21840000",
      allocated: "15650000",
      free: "6190000",
      returned: "0",
      paid: "4699100",
      open: "50000",
      confirmed: "117000",
    });
    const row = (level: string, month: string, months = fiscal?.months) =>
      months?.find((each) => each.level === level && each.month === month);
    expect(row("None", "2026-01")).to.include({ received: "21190000", allocated: "0" });
    expect(row("Township", "2026-02")).to.include({
      allocated: "15650000",
      paid: "4814400",
      confirmed: "132300",
      // Of a milestone that went back, too.
      restored: "855300",
      givenBack: "115300",
    });
    // One project's allocation is the village's, others the township's.
    expect(row("Village", "2026-02")).to.include({ allocated: "8650000", paid: "4814400" });
    const social = await of(relief.social);
    expect(row("None", "2026-02", social?.months)).to.include({ returned: "115800" });
    expect(social?.funds.map(({ kind, returned }) => [kind, returned])).to.deep.equal([
      ["Campaign", "0"],
      ["Campaign", "65000"],
      ["Campaign", "30000"],
      ["Produce", "20800"],
    ]);
    expect((await of(relief.sector))?.["returned"]).to.equal("100000");
  });

  it("G-2 confirmed-in-time: which share of payouts is confirmed within 7 days", async () => {
    type Found = Row & { months: (Row & { area: Row })[] };
    const { programmes } = await answerTo<{ programmes: Found[] }>("confirmed-in-time", { level: "Township" });
    const fiscal = { paidLines: 4, confirmedLines: 2, promptLines: 1, promptShare: "0.25" };
    expect(programmes[0]).to.include(fiscal);
    expect(programmes[0]?.months).to.deep.equal([
      { month: "2026-02", area: { code: String(codeOf("songxi")), name: "松溪镇" }, ...fiscal },
    ]);
    // Of the pupils one has confirmed at once, one too late, and one's was given back.
    expect(programmes[1]).to.include({ paidLines: 5, confirmedLines: 2, promptLines: 1, promptShare: "0.2" });
    expect(programmes[2]).to.include({ paidLines: 0, promptShare: null });
  });

  it("G-2 late-milestones: evidence that is missing, and that was late", async () => {
    type Answer = { missing: Row[]; late: Row[] };
    const { missing, late } = await answerTo<Answer>("late-milestones", { today });
    expect(missing.map(({ number: which, status, dueDate }) => [which, status, dueDate])).to.deep.equal([
      [3, "Planned", "2026-03-15"],
    ]);
    expect(
      late.map(({ number: which, dueDate, submittedDate, daysLate }) => [which, dueDate, submittedDate, daysLate]),
    ).to.deep.equal([[2, "2026-02-04", OVERDUE, 17]]);
    const none = await answerTo<Answer>("late-milestones", { today: 20_520 });
    expect(none.missing).to.be.empty;
  });

  it("G-2 objections: by area and outcome, and those that wait", async () => {
    type Answer = { areaFigures_collection: (Row & { level: string })[]; open: Row[] };
    const { areaFigures_collection: areas, open } = await answerTo<Answer>("objections", {
      programme: Number(relief.fiscal),
    });
    expect(areas.map(({ level }) => level)).to.have.members([
      "None",
      "Province",
      "City",
      "County",
      "Township",
      "Village",
    ]);
    for (const area of areas) {
      // Two were never answered: their household was refused before.
      expect(area).to.include({ objections: 7, objectionsOpen: 1, objectionsUpheld: 2, objectionsDismissed: 2 });
    }
    expect(open.map(({ isToLine, household: of }) => [isToLine, of])).to.deep.equal([
      [true, { number: household("staying") }],
    ]);
    type Answers = { reliefEvents: { isUpheld: boolean | null; objection: { outcome: string } }[] };
    const { reliefEvents: answers } = await ask<Answers>(
      "{ reliefEvents(where: { kind_in: [ObjectionAnswered, LineObjectionAnswered] }) { isUpheld objection { outcome } } }",
    );
    expect(answers.map(({ isUpheld }) => isUpheld)).to.include.members([true, false]);
    for (const { isUpheld, objection } of answers) expect(isUpheld).to.equal(objection.outcome === "Upheld");
  });

  it("G-2 households: by status and area, now and over time", async () => {
    type Count = { timestamp: string; status: string; households: number };
    type Answer = { areaFigures_collection: Row[]; householdCounts: Count[] };
    const variables = { programme: Number(relief.fiscal), area: LONGJING };
    const { areaFigures_collection: now, householdCounts: counts } = await answerTo<Answer>("households", variables);
    expect(now).to.have.length(1);
    expect(now[0]).to.include({ registered: 9, refused: 2, exited: 0, ended: 0, underReview: 0 });
    const over = (status: string) =>
      counts
        .filter((each) => each.status === status)
        .toSorted((a, b) => Number(BigInt(a.timestamp) - BigInt(b.timestamp)))
        .map(({ timestamp, households }) => [dateAt(timestamp), households]);
    // On the register; one exits, and comes back.
    expect(over("Registered")).to.deep.equal([
      [REGISTERED, 8],
      [ANSWERED, 9],
    ]);
    expect(over("Exited")).to.deep.equal([
      [RELEASED, 1],
      [ANSWERED, 0],
    ]);
    expect(over("Refused")).to.deep.equal([["2026-01-29", 2]]);
    const { areaFigures_collection: county } = await answerTo<Answer>("households", {
      ...variables,
      area: String(codeOf("wudang")),
    });
    expect(county[0]).to.include({ registered: 9, proposed: 1, underReview: 1, reviewed: 0, ended: 2 });
  });

  /** Date in UTC+8 of a day of a time series, which begins at 08:00. */
  const dateAt = (timestamp: string): string =>
    new Date(Number(BigInt(timestamp) / 1_000n) + 8 * 3_600_000).toISOString().slice(0, 10);

  it("G-2 both-ends: officers who put a household on the register and pay it", async () => {
    type Found = {
      officer: Row;
      household: Row;
      payout: Row;
      onRegister: string[];
      onPayment: string[];
      amount: string;
    };
    const { sameOfficers } = await answerTo<{ sameOfficers: Found[] }>("both-ends", {
      programme: Number(relief.fiscal),
    });
    const ofPage = sameOfficers.filter(({ payout }) => payout["number"] === number(relief.payouts, "guanshan's"));
    expect(ofPage).to.have.length(9);
    const steps = ofPage
      .filter((each) => each.household["number"] === household("paid"))
      .map(({ officer: who, onRegister, onPayment }) => [who["number"], onRegister, onPayment]);
    expect(steps).to.deep.equal([
      [officer("longjing1").number, ["Proposed"], ["RoundProposed"]],
      [officer("songxi2").number, ["Endorsed"], ["RoundApproved"]],
      [officer("wudang1").number, ["Registered"], ["Released"]],
    ]);
    // Three others have paid the pupils and the list.
    const { sameOfficers: social } = await answerTo<{ sameOfficers: Found[] }>("both-ends", {
      programme: Number(relief.social),
    });
    expect(social).to.be.empty;
    expect(sameOfficers.filter(({ payout }) => payout["number"] === number(relief.payouts, "listed"))).to.be.empty;
  });

  it("G-2 unanswered-payouts: without receipt, and lines that went back and wait", async () => {
    type Answer = { payouts: Row[]; waiting: (Row & { household: Row })[] };
    const { payouts, waiting } = await answerTo<Answer>("unanswered-payouts");
    expect(payouts.map(({ number: which, status, dueDate, payee }) => [which, status, dueDate, payee])).to.deep.equal([
      [number(relief.payouts, "again"), "Open", "2026-03-03", by("baiyunling")],
    ]);
    // That of the forgotten one went out again; the second pupil's is a share of produce, which waits like the others.
    expect(waiting.map(({ amount, status, household: of }) => [amount, status, of["number"]])).to.deep.equal([
      ["50000", "Returned", household("failing")],
      ["12300", "GivenBack", household("paid")],
      ["20000", "GivenBack", household("third pupil")],
      ["25000", "GivenBack", household("second pupil")],
    ]);
  });

  it("G-2 waiting and inbox: what of relief waits for whose answer", async () => {
    const now = (today - 1) * 86_400;
    const open = await answerTo<Record<string, Row[]>>("waiting", { today, now });
    expect(open["payouts"]?.map(({ number: which, payee }) => [which, payee])).to.deep.equal([
      [number(relief.payouts, "again"), by("baiyunling")],
    ]);
    expect(open["milestones"]?.map(({ number: which }) => which)).to.deep.equal([2]);
    expect(open["objections"]).to.deep.equal([{ date: REGISTERED, isToLine: true, area: { name: "龙井村" } }]);
    expect(open["householdChanges"]?.map(({ kind, proposedBy }) => [kind, proposedBy])).to.deep.equal([
      ["Recategorise", officer("songxi1")],
    ]);
    expect(open["disputedLines"]).to.be.empty;
    expect(open["purchases"]).to.be.empty;
    type Answer = { participants: (Row & { payoutsReceived: Row[]; projects: (Row & { milestones: Row[] })[] })[] };
    const inbox = async (who: Parameters<typeof numberOf>[0]) =>
      (await answerTo<Answer>("inbox", { participant: await numberOf(who), today })).participants[0];
    expect((await inbox("baiyunling"))?.payoutsReceived.map(({ total, dueDate }) => [total, dueDate])).to.deep.equal([
      ["50000", "2026-03-03"],
    ]);
    expect(
      (await inbox("luban"))?.projects.map(({ milestones }) => milestones.map(({ dueDate }) => dueDate)),
    ).to.deep.equal([["2026-03-15"], []]);
  });

  it("G-2 help-and-outcomes: what was done in a project, and what came of it", async () => {
    type Answer = { projects: (Row & { help: Row[]; outcomes: Row[]; feedback: Row[] })[] };
    const { projects } = await answerTo<Answer>("help-and-outcomes", {
      project: number(relief.projects, "greenhouses"),
    });
    expect(projects[0]).to.include({ averageRating: "3.5", ratings: 2, status: "Approved" });
    expect(projects[0]?.help.map(({ kind, isConfirmed, officer: who }) => [kind, isConfirmed, who])).to.deep.equal([
      ["Training", false, officer("songxi1")],
      ["Training", true, officer("longjing2")],
    ]);
    expect(
      projects[0]?.outcomes.map(({ planned, achieved, share, reports }) => [planned, achieved, share, reports]),
    ).to.deep.equal([
      ["10", "4", "0.4", 2],
      ["20", "20", "1", 1],
    ]);
    expect(projects[0]?.feedback.map(({ rating }) => rating)).to.have.members([5, 2]);
  });

  it("G-2 relief-programmes: rules, roles, benefits and money", async () => {
    type Found = Row & { areas: Row[]; purposes: string[]; roles: Row[]; benefits: (Row & { rounds: Row[] })[] };
    const { programmes } = await answerTo<{ programmes: Found[] }>("relief-programmes");
    expect(programmes.map(({ source }) => source)).to.deep.equal(["Fiscal", "Social", "Sector"]);
    expect(programmes[0]).to.include({
      noticeDays: 5,
      householdCeiling: "10000000",
      actCeiling: "5000000",
      startDate: BEGIN,
    });
    expect(programmes[0]?.areas.map(({ code }) => code)).to.deep.equal(["520112000000", "520113000000"]);
    expect(programmes[0]?.purposes).to.deep.equal(["LIVING", "FARM_SUPPLIES", "HOUSING"]);
    expect(programmes[0]?.roles).to.deep.include({
      role: "Merchant",
      purpose: "FARM_SUPPLIES",
      participant: by("bianmin"),
    });
    expect(programmes[2]?.roles.map(({ role }) => role)).not.to.include("Implementer");
    expect(
      programmes[0]?.benefits.map(({ kind, rounds }) => [
        kind,
        rounds.map(({ status, released }) => [status, released]),
      ]),
    ).to.deep.equal([
      [
        "Transfer",
        [
          ["Approved", "150000"],
          ["Refused", "0"],
        ],
      ],
      ["Transfer", [["Approved", "32100"]]],
      ["Voucher", [["Approved", "17000"]]],
    ]);
  });

  it("G-2 produce: orders, shares and what went back", async () => {
    type Found = Row & { shares: (Row & { line: Row | null })[] };
    const { purchases } = await answerTo<{ purchases: Found[] }>("produce");
    expect(purchases.map(({ status, returned, marginPayout }) => [status, returned, marginPayout])).to.deep.equal([
      ["Finished", "1000", { paid: "5000" }],
      ["Cancelled", "11000", null],
      ["Cancelled", "8800", null],
    ]);
    expect(
      purchases.flatMap(({ shares }) =>
        shares.map(({ amount, line, isReturned }) => [amount, line?.["status"], isReturned]),
      ),
    ).to.deep.equal([
      ["30000", "Paid", false],
      ["25000", "GivenBack", false],
      ["10000", undefined, true],
      ["8000", undefined, true],
    ]);
  });

  it("G-3 relief's time series: money by day and programme", async () => {
    type Volume = { kind: string; amount: string; programme: { number: number } };
    const { reliefVolumes } = await ask<{ reliefVolumes: Volume[] }>(
      "{ reliefVolumes(interval: hour, current: include, first: 1000) { kind amount programme { number } } }",
    );
    const sum = (kind: string, programme: bigint) =>
      reliefVolumes
        .filter((each) => each.kind === kind && each.programme.number === Number(programme))
        .reduce((total, { amount }) => total + BigInt(amount), 0n);
    expect(sum("Received", relief.fiscal)).to.equal(21_840_000n);
    expect(sum("Paid", relief.fiscal) - sum("GivenBack", relief.fiscal)).to.equal(4_699_100n);
    expect(sum("Allocated", relief.social) - sum("Deallocated", relief.social)).to.equal(
      BigInt(
        (
          await ask<{ programmes: { allocated: string }[] }>(
            `{ programmes(where: { number: ${relief.social} }) { allocated } }`,
          )
        ).programmes[0]?.allocated ?? 0,
      ),
    );
  });
});
