/** Questions about receivables: trees and ways of notes, how far credit reaches and what money costs there, how obligors pay, and what stands on notes. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { id } from "ethers";
import { dayNumber } from "../../deploy/data/holidays.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import { timeOn } from "../../scripts/sandbox/format.ts";
import type { Scenario } from "./play.ts";
import { answering, type AnswerTo, by, folder } from "./questions.ts";
import { BEGIN, DUE, EARLIER_DUE, LATE, LONG_OVERDUE, PAID } from "./receivablesInFull.ts";
import type { Row } from "./rows.ts";
import { type Ask, indexOrSkip } from "./stack.ts";

interface Named {
  readonly name: string;
}

describe("The questions about receivables", function () {
  this.timeout(300_000);
  let ask: Ask;
  let answerTo: AnswerTo;
  let scenario: Scenario;
  let now: number;
  let today: number;
  let numberOf: (who: PersonaKey) => Promise<number>;

  before(async function () {
    const live = await indexOrSkip(this);
    ({ scenario, ask } = live);
    answerTo = answering(ask);
    now = await live.stage.now();
    today = Math.floor((now + 8 * 3600) / 86_400);
    numberOf = async (who) => Number(await live.stage.participant(who));
  });

  const root = (name: keyof Scenario["receivables"]): number => Number(scenario.receivables[name]);
  const noteOn = (name: keyof Scenario["receivables"], place: bigint): string =>
    String((scenario.receivables[name] << 32n) | place);

  interface Note {
    readonly place: number;
    readonly parent: { readonly place: number } | null;
    readonly mergedInto: { readonly place: number } | null;
    readonly amount: string;
    readonly tier: number;
    readonly status: string;
    readonly holder: Named;
    readonly transfers: readonly (Row & { readonly ground: string })[];
    readonly financings: readonly Row[];
    readonly pledges: readonly Row[];
    readonly payments: readonly Row[];
    readonly setAsides: readonly Row[];
  }

  async function tree(name: keyof Scenario["receivables"]) {
    type Answer = { receivables: (Row & { status: string; confirmation: unknown; notes: Note[]; rounds: Row[] })[] };
    const { receivables } = await answerTo<Answer>("receivable-tree", { number: root(name) });
    const [found] = receivables;
    if (found === undefined) throw new Error(`There is no root ${name}.`);
    return { ...found, note: (place: number) => found.notes.find((each) => each.place === place) };
  }

  it("G-2 receivable-tree: what each note was split from, its tier and who holds it", async () => {
    const { notes, note: _, rounds: __, ...about } = await tree("tree");
    expect(about).to.deep.equal({
      status: "Settled",
      obligor: by("qianling"),
      supplier: by("nanming"),
      face: "10000000",
      paid: "10000000",
      cancelled: "0",
      setAside: "0",
      issueDate: BEGIN,
      dueDate: DUE,
      // The due day became a day off.
      due: { payableDate: PAID },
      overdueRate: 180_000,
      deepestTier: 4,
      facility: { number: 1, grantor: by("guanshan") },
      confirmation: {
        bank: by("baiyunling"),
        fee: "50000",
        date: BEGIN,
        payment: { amount: "50000", from: by("qianling") },
      },
      documents: [{ amount: "10000000", subject: { kind: "Invoice", number: "INV-R-tree" } }],
    });
    const shape = notes.map(({ place, parent, mergedInto, tier, amount, status, holder }) => {
      return [place, parent?.place ?? mergedInto?.place, tier, amount, status, holder.name];
    });
    const named = (who: PersonaKey): string => by(who).name;
    expect(shape).to.deep.equal([
      [1, undefined, 1, "800000", "Paid", named("nanming")],
      [2, 1, 2, "2600000", "Merged", named("huaxi")],
      [3, 1, 2, "1000000", "Paid", named("wudang")],
      [4, 2, 3, "500000", "Paid", named("wudang")],
      [5, 4, 4, "1200000", "Paid", named("guanshan")],
      [6, 2, 2, "1500000", "Paid", named("huaxi")],
      [7, 4, 3, "800000", "Paid", named("guanshan")],
      [8, 6, 2, "1100000", "Paid", named("guanshan")],
      [9, 6, 2, "500000", "Merged", named("guanshan")],
      [10, 6, 2, "400000", "EarlyPaid", named("huaxi")],
      [11, 1, 1, "600000", "Paid", named("nanming")],
      [12, 1, 1, "300000", "Paid", named("nanming")],
      [13, 1, 1, "500000", "Paid", named("guanshan")],
      [14, 1, 2, "800000", "Paid", named("wudang")],
      [15, 4, 3, "500000", "Paid", named("wudang")],
    ]);
    expect(
      notes.filter(({ mergedInto }) => mergedInto !== null).map(({ mergedInto }) => mergedInto?.place),
    ).to.deep.equal([6, 8]);
    // What is live at the end of its day adds up to the face.
    const paid = notes
      .filter(({ status }) => status.endsWith("Paid"))
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    expect(paid).to.equal(10_000_000n);
  });

  it("G-2 receivable-tree: the money at each note, with everybody's share and the transfer that paid it", async () => {
    const { note, rounds } = await tree("tree");
    const money = (amount: string, who: PersonaKey) => ({ amount, to: by(who) });
    const paid = (place: number) =>
      note(place)?.payments.map(({ kind, amount, money: got, shares }) => ({ kind, amount, got, shares }));
    const plain = { kind: "Settlement", shares: [] };
    // One transfer pays wudang for two notes of a page, less what an earlier assignment took of one of them.
    expect(paid(4)).to.deep.equal([{ ...plain, amount: "500000", got: money("1000000", "wudang") }]);
    expect(paid(14)).to.deep.equal([
      {
        kind: "Settlement",
        amount: "800000",
        got: money("1000000", "wudang"),
        shares: [{ amount: "300000", to: by("baiyunling"), money: { amount: "300000" } }],
      },
    ]);
    // The seller collects as the agent of a factor that the obligor has no notice of.
    expect(paid(5)).to.deep.equal([
      {
        kind: "Settlement",
        amount: "1200000",
        got: null,
        shares: [{ amount: "1200000", to: by("qingzhen"), money: { amount: "1200000" } }],
      },
    ]);
    expect(note(5)?.financings).to.deep.equal([
      {
        status: "Collected",
        seller: by("qingzhen"),
        factor: by("guanshan"),
        amount: "1200000",
        // 19 days at 4.5 %: half up.
        price: "1197150",
        rate: 45_000,
        // Discount 28.50 and 60.00 of the bank's fee.
        allInRate: Math.round((8850 * 360 * 1e6) / (1_200_000 * 19)),
        isWithRecourse: true,
        isDisclosed: false,
        collected: "0",
        returned: "0",
        held: "0",
        remitted: "1200000",
        repaid: "0",
      },
    ]);
    expect(note(8)?.financings.map(({ amount, price }) => [amount, price])).to.deep.equal([["1100000", "1097968"]]);
    expect(note(8)?.transfers.map(({ ground, price, payment }) => [ground, price, payment])).to.deep.equal([
      ["Financing", "598892", { amount: "598892" }],
    ]);
    expect(note(10)?.payments).to.deep.equal([
      {
        kind: "Early",
        date: BEGIN,
        daysLate: 0,
        principal: "400000",
        interest: "0",
        discount: "633",
        amount: "399367",
        payer: by("qianling"),
        holder: by("huaxi"),
        money: money("399367", "huaxi"),
        shares: [],
      },
    ]);
    expect(note(11)?.pledges).to.deep.equal([
      {
        status: "Ended",
        pledgor: by("nanming"),
        pledgee: by("guanshan"),
        secured: "400000",
        left: "0",
        toPledgee: "400000",
        toPledgor: "200000",
      },
    ]);
    expect(note(13)?.transfers.map(({ ground, to }) => [ground, to])).to.deep.equal([["Pledge", by("guanshan")]]);
    expect(note(15)?.setAsides).to.deep.equal([
      { status: "Paid", date: PAID, principal: "500000", interest: "0", payer: by("qianling") },
    ]);
    expect(note(15)?.payments.map(({ kind, daysLate }) => [kind, daysLate])).to.deep.equal([["Claim", 0]]);
    expect(rounds).to.deep.equal([
      {
        date: PAID,
        isByBank: false,
        paidTo: "10000000",
        amount: "9100000",
        next: 0,
        pages: [
          { amount: "1800000", next: 4, by: by("qianling") },
          { amount: "7300000", next: 0, by: by("auditor") },
        ],
      },
    ]);
  });

  it("G-2 receivable-tree: paid by the confirming bank, which the obligor pays later, with what was set aside taken over", async () => {
    const { note, confirmation, status } = await tree("guaranteed");
    expect(status).to.equal("Settled");
    expect(confirmation).to.deep.include({ bank: by("baiyunling"), fee: "9000" });
    const paid = (place: number) =>
      note(place)?.payments.map(({ kind, date, principal, interest, payer, holder }) => {
        return [kind, date, principal, interest, payer, holder];
      });
    // 2 days at 6 %, then 16 days more.
    expect(paid(1)).to.deep.equal([
      ["Confirmation", "2026-06-10", "800000", "267", by("baiyunling"), by("nanming")],
      ["Settlement", LATE, "800000", "2400", by("qianling"), by("baiyunling")],
    ]);
    expect(note(1)?.transfers.map(({ ground, from, to }) => [ground, from, to])).to.deep.equal([
      ["Confirmation", by("nanming"), by("baiyunling")],
    ]);
    expect(note(4)?.setAsides.map(({ status: how, payer, principal }) => [how, payer, principal])).to.deep.equal([
      ["TakenOver", by("baiyunling"), "200000"],
      ["Owed", by("qianling"), "200000"],
    ]);
  });

  it("G-2 receivable-history: every step of a root and its notes, in its order", async () => {
    type Act = Row & { kind: string; note: { place: number } | null };
    type Answer = { receivables: { acts: Act[] }[] };
    const { receivables } = await answerTo<Answer>("receivable-history", { number: root("recourse") });
    const steps = receivables[0]?.acts.filter(({ note }) => note === null || note.place === 2) ?? [];
    expect(steps.map(({ kind }) => kind)).to.deep.equal([
      "ReceivableProposed",
      "NoteSplit",
      "NoteTransferred",
      "NoteFinanced",
      "SettlementStarted",
      "FinancingCollected",
      "NotePaid",
      "SettlementPaged",
      "SettlementPaged",
      "ReceivableOverdue",
      "FinancingRemitted",
      "FinancingClaimed",
      "FinancingRepaid",
      "FinancingRepaid",
      "NoteTransferred",
      "SettlementStarted",
      "SettlementPaged",
    ]);
    const back = steps.find(({ transfer }) => (transfer as { ground: string } | null)?.ground === "Recourse");
    expect(back).to.deep.include({ from: by("guanshan"), to: by("nanming"), actor: by("nanming") });
  });

  it("G-2 note-chain: who has had one fen of a root, however it was split and merged", async () => {
    type Answer = { receivables: { notes: Row[]; transfers: (Row & { ground: string; hi: string })[] }[] };
    const { receivables } = await answerTo<Answer>("note-chain", { number: root("tree"), unit: "1" });
    const [found] = receivables;
    expect(found?.transfers.map(({ ground, tier, hi, from, to }) => [ground, tier, hi, from, to])).to.deep.equal([
      ["Payment", 2, "6000000", by("nanming"), by("huaxi")],
      ["Payment", 3, "3000000", by("huaxi"), by("wudang")],
      ["Payment", 4, "1200000", by("wudang"), by("qingzhen")],
      ["Financing", 4, "1200000", by("qingzhen"), by("guanshan")],
    ]);
    expect(found?.notes.map(({ number, payments }) => [number, (payments as Row[]).length])).to.deep.equal([
      [noteOn("tree", 5n), 1],
    ]);
  });

  it("G-2 credit-reach: firms by tier and size, and how much came there", async () => {
    type Answer = { obligors: { tiers: Row[]; reached: (Row & { firm: Named })[] }[] };
    const { obligors } = await answerTo<Answer>("credit-reach", { participant: await numberOf("qianling") });
    const [{ tiers, reached, ...obligor } = { tiers: [], reached: [] }] = obligors;
    expect(obligor).to.deep.equal({
      participant: by("qianling"),
      opened: 7,
      amount: "25200000",
      outstanding: "6250000",
      deepestTier: 4,
      firms: 4,
      smallFirms: 3,
    });
    const sizes = { micro: 0, small: 0, medium: 0, large: 0 };
    expect(tiers).to.deep.equal([
      // Live is also what waits for a holder that was frozen when it was paid.
      { tier: 1, firms: 2, ...sizes, small: 1, medium: 1, amount: "25200000", live: "6240000" },
      // 30,000.00 of the first root, 78,000.00 of the tree, 12,000.00, 5,000.00, and 1,600.00 of what waits.
      { tier: 2, firms: 3, ...sizes, micro: 1, small: 2, amount: "12660000", live: "360000" },
      { tier: 3, firms: 1, ...sizes, small: 1, amount: "5000000", live: "0" },
      { tier: 4, firms: 1, ...sizes, micro: 1, amount: "1700000", live: "0" },
    ]);
    expect(
      reached.map(({ firm, nearestTier, deepestTier, amount }) => [firm, nearestTier, deepestTier, amount]),
    ).to.have.deep.members([
      [by("qingzhen"), 2, 4, "1740000"],
      [by("wudang"), 2, 3, "8120000"],
      [by("huaxi"), 1, 2, "11500000"],
      [by("nanming"), 1, 1, "23200000"],
    ]);
  });

  it("G-2 obligor: a ladder of what falls due, what was paid on time, and what is long overdue to small firms", async () => {
    type Answer = { obligors: (Row & { months: Row[]; days: Row[]; overdue: Row[] })[] } & Record<
      "unpaidToSmall" | "paidLateToSmall",
      Row[]
    >;
    const participant = await numberOf("qianling");
    const longAgo = today - 60;
    const { obligors, unpaidToSmall, paidLateToSmall } = await answerTo<Answer>("obligor", {
      participant,
      today,
      longAgo,
    });
    const [{ months, days, overdue, ...record } = { months: [], days: [], overdue: [] }] = obligors;
    const late = BigInt(dayNumber(LATE) - dayNumber(LONG_OVERDUE));
    // 40,000.00 73 days late; 28,000.00 and 4,500.00 18 days.
    const lateDays = 4_000_000n * late + 3_250_000n * BigInt(dayNumber(LATE) - dayNumber(EARLIER_DUE));
    expect(record).to.deep.equal({
      participant: by("qianling"),
      amount: "25200000",
      cancelled: "1100000",
      paid: "17850000",
      outstanding: "6250000",
      onTime: "10600000",
      late: "7250000",
      onTimeShare: record["onTimeShare"],
      averageDaysLate: record["averageDaysLate"],
      longestDelay: Number(late),
      late60ToSmall: "3000000",
      interest: record["interest"],
      paidByBanks: "2800000",
    });
    const isNear = (value: unknown, other: number): boolean => Math.abs(Number(value) - other) < 1e-9;
    expect(isNear(record["onTimeShare"], 10_600_000 / 17_850_000)).to.be.true;
    expect(isNear(record["averageDaysLate"], Number(lateDays) / 7_250_000)).to.be.true;
    expect(months).to.deep.equal([
      { month: "2026-04", amount: "4000000", paid: "4000000", onTime: "0", outstanding: "0" },
      { month: "2026-06", amount: "18100000", paid: "13850000", onTime: "10600000", outstanding: "4250000" },
      { month: "2026-12", amount: "2000000", paid: "0", onTime: "0", outstanding: "2000000" },
    ]);
    expect(days.map(({ date, outstanding }) => [date, outstanding])).to.deep.equal([
      [EARLIER_DUE, "1250000"],
      [DUE, "3000000"],
      ["2026-12-15", "2000000"],
    ]);
    expect(overdue.map(({ due, outstanding }) => [due, outstanding])).to.deep.equal([
      [{ payableDate: EARLIER_DUE }, "1250000"],
      [{ payableDate: PAID }, "3000000"],
    ]);
    expect(unpaidToSmall).to.be.empty;
    expect(paidLateToSmall.map(({ daysLate, principal, holder }) => [daysLate, principal, holder])).to.deep.equal([
      [73, "1000000", { ...by("huaxi"), size: "Small" }],
      [73, "1500000", { ...by("wudang"), size: "Small" }],
      [73, "500000", { ...by("qingzhen"), size: "Micro" }],
    ]);
    // Sixty days later what is set aside for a small firm is long overdue, and marked as what it is.
    const later = dayNumber(EARLIER_DUE) + 60;
    const then = await answerTo<Answer>("obligor", { participant, today: later, longAgo: later - 60 });
    expect(then.unpaidToSmall).to.deep.equal([
      {
        number: noteOn("guaranteed", 4n),
        amount: "200000",
        received: "0",
        marks: ["SetAside", "PartPaid"],
        dueDate: EARLIER_DUE,
        holder: { ...by("wudang"), size: "Small" },
      },
    ]);
  });

  it("G-2 cost-of-money: rates by tier, all-in with the confirming bank's fee, and of early payment", async () => {
    type Answer = { all: Row[]; obligors: { tiers: Row[] }[]; financings: Row[] };
    const { all, obligors, financings } = await answerTo<Answer>("cost-of-money", { tier: 4 });
    expect(obligors[0]?.tiers).to.deep.equal(all);
    const yearly = (cost: number, ...faceDays: number[]): number =>
      Math.round((cost * 360e6) / faceDays.reduce((sum, each) => sum + each, 0));
    const none = { earlyPayments: 0, early: "0", earlyDiscount: "0", earlyRate: null };
    expect(all).to.deep.equal([
      {
        tier: 1,
        financings: 4,
        financed: "2900000",
        price: "2896356",
        discount: "3644",
        fees: "3000",
        rate: yearly(3644, 500_000 * 20, 2_400_000 * 11),
        allInRate: yearly(6644, 500_000 * 20, 2_400_000 * 11),
        ...none,
      },
      {
        tier: 2,
        financings: 2,
        financed: "1100000",
        price: "1097968",
        discount: "2032",
        fees: "5500",
        rate: yearly(2032, 1_100_000 * 19),
        allInRate: yearly(7532, 1_100_000 * 19),
        earlyPayments: 2,
        early: "500000",
        earlyDiscount: "744",
        earlyRate: yearly(744, 400_000 * 19, 100_000 * 20),
      },
      {
        tier: 3,
        financings: 1,
        financed: "800000",
        price: "798396",
        discount: "1604",
        fees: "4000",
        rate: yearly(1604, 800_000 * 19),
        allInRate: yearly(5604, 800_000 * 19),
        ...none,
      },
      {
        tier: 4,
        financings: 1,
        financed: "1200000",
        price: "1197150",
        discount: "2850",
        fees: "6000",
        rate: 45_000,
        allInRate: yearly(8850, 1_200_000 * 19),
        ...none,
      },
    ]);
    expect(financings).to.deep.equal([
      {
        tier: 4,
        valueDate: BEGIN,
        days: 19,
        seller: { ...by("qingzhen"), size: "Micro" },
        factor: by("guanshan"),
        amount: "1200000",
        price: "1197150",
        discount: "2850",
        fee: "6000",
        rate: 45_000,
        allInRate: yearly(8850, 1_200_000 * 19),
        isWithRecourse: true,
      },
    ]);
  });

  it("G-2 notes: what a supplier holds now, and held at a block", async () => {
    type Act = Row & { kind: string; block: number; note: { place: number } | null; to: Named };
    const { receivables } = await answerTo<{ receivables: { acts: Act[] }[] }>("receivable-history", {
      number: root("tree"),
    });
    const passed = receivables[0]?.acts.find(
      ({ kind, to }) => kind === "NoteTransferred" && to.name === by("qingzhen").name,
    );
    type Answer = { participants: { notes: (Row & { number: string })[] }[] };
    const participant = await numberOf("qingzhen");
    const held = async (number?: number) => {
      const block = number === undefined ? null : { number };
      const { participants } = await answerTo<Answer>("notes", { participant, block });
      return participants[0]?.notes.map(({ number: note, amount, tier }) => [note, amount, tier]);
    };
    const late = [noteOn("late", 4n), "500000", 4];
    const block = passed?.block ?? 0;
    expect(await held(block)).to.deep.equal([late, [noteOn("tree", 5n), "1200000", 4]]);
    expect(await held(block - 1)).to.deep.equal([late]);
    expect(await held()).to.deep.equal([[noteOn("live", 8n), "40000", 2]]);
    const wudang = await answerTo<Answer>("notes", { participant: await numberOf("wudang"), block: null });
    expect(wudang.participants[0]?.notes.map(({ marks }) => marks)).to.have.deep.members([
      ["SetAside", "PartPaid"],
      ["Disputed"],
      ["Contested"],
    ]);
  });

  it("G-2 document-uses: what a document is used for, over all modules", async () => {
    const issuer = personaOf("nanming").uscc;
    type Answer = { tradeSubjects: (Row & { claims: Row[]; bills: Row[]; receivables: Row[] })[] };
    const uses = async (number: string) =>
      (await answerTo<Answer>("document-uses", { issuer, number })).tradeSubjects[0];
    const invoice = await uses("INV-R-tree");
    expect(invoice).to.deep.include({ face: "10000000", claimed: "10000000", free: "0", bills: [] });
    expect(invoice?.claims.map(({ amount, part }) => [amount, part])).to.deep.equal([
      ["10000000", { contract: "ReceivableIssuance", version: { version: 1, module: { name: "receivables" } } }],
    ]);
    expect(invoice?.receivables).to.deep.equal([
      {
        amount: "10000000",
        receivable: { number: root("tree"), status: "Settled", obligor: by("qianling") },
        claim: { amount: "10000000" },
      },
    ]);
    // What was paid early before all was cancelled stays consumed.
    expect((await uses("INV-R-cancelled"))?.receivables[0]).to.deep.include({ claim: { amount: "100000" } });
    // Never opened, so it claims nothing.
    expect((await uses("INV-R-refused"))?.receivables[0]).to.deep.include({ claim: null });
    const bill = await uses("INV-paid");
    expect(bill?.receivables).to.be.empty;
    expect(bill?.bills.map(({ bill: of }) => of)).to.deep.equal([
      { number: scenario.bills.paid.number, status: "Settled" },
    ]);
  });

  it("G-2 facilities: limit and use of each, what is open under it, and how that came", async () => {
    type Facility = Row & { receivables: Row[]; acts: Row[] };
    const { facilities } = await answerTo<{ facilities: Facility[] }>("facilities", {
      participant: await numberOf("qianling"),
    });
    const [bank, own] = facilities;
    expect(bank).to.deep.include({
      grantor: by("guanshan"),
      obligor: by("qianling"),
      isOwn: false,
      limit: "100000000",
      used: "6250000",
      headroom: "93750000",
      peak: "18800000",
      untilDate: "2026-12-31",
      isClosed: false,
    });
    expect(bank?.receivables.map(({ number }) => number)).to.deep.equal(
      (["tree", "seized", "guaranteed", "recourse", "live"] as const).map(root),
    );
    expect(bank?.acts.at(-1)).to.deep.include({ kind: "FacilityGranted", limit: "90000000", actor: by("guanshan") });
    const sum = bank?.acts.reduce((total, { change }) => total + BigInt(String(change)), 0n);
    expect(sum).to.equal(6_250_000n);
    expect(own).to.deep.include({ isOwn: true, used: "0", headroom: "0", peak: "4000000", isClosed: true });
  });

  it("G-2 overdue: roots that are, what confirming banks have paid for them, and what waits for holders that could not be paid", async () => {
    type Answer = Record<"overdue" | "confirmed" | "paidByBanks" | "setAsides", Row[]>;
    const { overdue, confirmed, paidByBanks, setAsides } = await answerTo<Answer>("overdue", { today });
    expect(overdue.map(({ number, due }) => [number, due])).to.deep.equal([
      [root("recourse"), { payableDate: EARLIER_DUE }],
      [root("seized"), { payableDate: PAID }],
    ]);
    expect(overdue[0]?.["overdueAt"]).to.not.equal(null);
    expect(overdue[1]?.["overdueAt"]).to.equal(null);
    const onDue = await answerTo<Answer>("overdue", { today: dayNumber(PAID) });
    expect(onDue.overdue.map(({ number }) => number)).to.deep.equal([root("recourse")]);
    expect(confirmed.map(({ fee, paid, interest, recovered }) => [fee, paid, interest, recovered])).to.deep.equal([
      ["50000", "0", "0", "0"],
      ["9000", "2800000", "933", "2800000"],
    ]);
    // The note's factor is paid as its holder; the seller with recourse gets what is over.
    expect(paidByBanks.map(({ holder, principal }) => [holder, principal])).to.deep.equal([
      [by("nanming"), "800000"],
      [by("wudang"), "1000000"],
      [by("guanshan"), "1000000"],
    ]);
    expect(setAsides).to.deep.equal([
      {
        date: LATE,
        principal: "200000",
        interest: "600",
        payer: by("qianling"),
        holder: by("wudang"),
        note: { number: noteOn("guaranteed", 4n), marks: ["SetAside", "PartPaid"] },
      },
    ]);
  });

  it("G-2 factoring: terms and account of each, as seller and as factor", async () => {
    type Financing = Row & { note: { number: string }; entries: Row[] };
    type Answer = { participants: Record<"financingsTaken" | "financingsGiven", Financing[]>[] };
    const [seller] = (await answerTo<Answer>("factoring", { participant: await numberOf("nanming") })).participants;
    const repaid = seller?.financingsTaken.find(({ note }) => note.number === noteOn("recourse", 2n));
    expect(repaid).to.deep.include({ status: "Repaid", due: "0", held: "0", notifiedAt: null, factor: by("guanshan") });
    expect(
      repaid?.entries.map(({ kind, toFactor, costs, held, due }) => [kind, toFactor, costs, held, due]),
    ).to.deep.equal([
      ["Collected", "0", "0", "200000", "800000"],
      // Two days' interest at 4 %.
      ["Remitted", "200000", "0", "0", "600178"],
      ["Claimed", "0", "10000", "0", "610178"],
      ["Repaid", "100000", "0", "0", "510178"],
      ["Repaid", "510178", "0", "0", "0"],
    ]);
    const [factor] = (await answerTo<Answer>("factoring", { participant: await numberOf("guanshan") })).participants;
    expect(factor?.financingsTaken).to.be.empty;
    expect(new Set(factor?.financingsGiven.map(({ status }) => status))).to.have.keys([
      "None",
      "Live",
      "Collected",
      "Repaid",
      "Ended",
    ]);
    const registered = factor?.financingsGiven.find(({ registeredAt }) => registeredAt !== null);
    expect(registered?.note.number).to.equal(noteOn("tree", 7n));
  });

  it("G-2 disputes: over notes, and assignments that compete with holders", async () => {
    const { noteDisputes, assignments } = await answerTo<Record<"noteDisputes" | "assignments", Row[]>>("disputes");
    expect(noteDisputes.map(({ isOpen, isByOrder, raisedBy }) => [isOpen, isByOrder, raisedBy])).to.have.deep.members([
      [true, false, by("qianling")],
      [true, false, by("baiyunling")],
      [false, false, by("qianling")],
      [false, true, by("nanming")],
    ]);
    expect(noteDisputes.find(({ isByOrder }) => isByOrder)).to.deep.include({ resolution: id("judgment") });
    expect(
      assignments.map(({ status, claimant, paid, isByOrder }) => [status, claimant, paid, isByOrder]),
    ).to.deep.equal([
      ["Ended", by("baiyunling"), "300000", false],
      ["Ended", by("guanshan"), "0", false],
      ["Ended", by("guanshan"), "0", true],
      ["Admitted", by("baiyunling"), "0", false],
      ["Entered", by("guanshan"), "0", false],
    ]);
  });

  it("G-2 orders-on-notes: cases in their rank with who holds the fen now, and notes given by order", async () => {
    const { noteFreezes, conveyed } = await answerTo<Record<"noteFreezes" | "conveyed", Row[]>>("orders-on-notes", {
      now,
    });
    expect(noteFreezes.map(({ key, amount, against }) => [key, amount, against])).to.deep.equal([
      // Of 10,000.00 4,000.00 were taken under it.
      [id("first case"), "600000", by("nanming")],
      [id("second case"), "400000", by("nanming")],
      [id("the bank's case"), "200000", by("wudang")],
    ]);
    expect(conveyed.map(({ amount, from, to, freeze }) => [amount, from, to, freeze])).to.deep.equal([
      ["400000", by("nanming"), by("auditor"), { key: id("first case") }],
      ["500000", by("guanshan"), by("baiyunling"), null],
      ["400000", by("nanming"), by("guanshan"), null],
    ]);
  });

  it("G-2 waiting, inbox: what waits for an answer about receivables", async () => {
    const waiting = await answerTo<Record<string, Row[]>>("waiting", { today, now });
    expect(waiting["receivableRequests"]?.map(({ act, from, to }) => [act, from, to])).to.have.deep.members([
      ["Opening", by("qianling"), by("huaxi")],
      ["Application", by("huaxi"), by("qianling")],
      ["Confirmation", by("qianling"), by("baiyunling")],
      ["Transfer", by("huaxi"), by("wudang")],
      ["Pledge", by("huaxi"), by("guanshan")],
      ["EarlyPayment", by("huaxi"), by("qianling")],
    ]);
    expect(waiting["cancellations"]?.map(({ number, agreed }) => [number, agreed])).to.deep.equal([
      [root("live"), "40000"],
    ]);
    expect(waiting["factorClaims"]?.map(({ seller, due }) => [seller, due])).to.deep.equal([[by("nanming"), "600133"]]);
    expect(waiting["disputes"]).to.have.length(2);
    expect(waiting["assignments"]?.map(({ claimant }) => claimant)).to.deep.equal([by("guanshan")]);
    expect(waiting["rounds"]?.map(({ receivable, next }) => [receivable, next])).to.deep.equal([
      [{ number: root("recourse"), noteCount: 3 }, 2],
    ]);
    expect(waiting["setAsides"]?.map(({ holder, principal }) => [holder, principal])).to.deep.equal([
      [by("wudang"), "200000"],
    ]);

    type Inbox = { participants: Record<string, Row[]>[] };
    const inbox = async (who: PersonaKey) =>
      (await answerTo<Inbox>("inbox", { participant: await numberOf(who), today })).participants[0];
    const receiver = await inbox("wudang");
    expect(receiver?.["receivableRequestsReceived"]?.map(({ act, note }) => [act, note])).to.deep.equal([
      ["Transfer", { number: noteOn("live", 2n) }],
    ]);
    expect(receiver?.["disputesAgainst"]).to.have.length(1);
    expect(receiver?.["contested"]).to.have.length(1);
    expect(receiver?.["setAsidesFor"]).to.have.length(1);
    expect(receiver?.["cancellations"]).to.have.length(2);
    const seller = await inbox("nanming");
    expect(seller?.["factorClaims"]).to.have.length(1);
    expect(seller?.["toRemit"]?.map(({ held }) => held)).to.deep.equal(["150000"]);
    const bank = await inbox("guanshan");
    expect(bank?.["receivableRequestsReceived"]?.map(({ act, sum }) => [act, sum])).to.deep.equal([
      ["Pledge", "200000"],
    ]);
  });

  it("G-2 maturities, exposure, frozen, pledges: receivables beside bills", async () => {
    const days = { from: dayNumber(DUE), to: dayNumber("2026-12-31") };
    type Due = Record<"notes" | "notePledges" | "receivables", Row[]>;
    const holder = await answerTo<Due>("maturities", { participant: await numberOf("huaxi"), ...days });
    expect(holder.notes.reduce((sum, { amount }) => sum + BigInt(String(amount)), 0n)).to.equal(1_840_000n);
    const pledgee = await answerTo<Due>("maturities", { participant: await numberOf("baiyunling"), ...days });
    expect(pledgee.notePledges.map(({ left }) => left)).to.deep.equal(["80000", "50000"]);
    const payer = await answerTo<Due>("maturities", { participant: await numberOf("qianling"), ...days });
    expect(payer.receivables.map(({ number }) => number)).to.deep.equal([root("seized"), root("live")]);

    const { obligors } = await answerTo<{ obligors: Row[] }>("exposure", { participant: await numberOf("qianling") });
    expect(obligors[0]).to.deep.include({ outstanding: "6250000" });
    const { notes } = await answerTo<{ notes: (Row & { noteFreezes: Row[] })[] }>("frozen", { now });
    expect(notes.map(({ name, noteFreezes }) => [name, noteFreezes.length])).to.deep.equal([
      [by("nanming").name, 2],
      [by("wudang").name, 1],
    ]);
    type Pledges = { participants: Record<"notePledgesGiven" | "notePledgesHeld", Row[]>[] };
    const [bank] = (await answerTo<Pledges>("pledges", { participant: await numberOf("guanshan") })).participants;
    expect(
      bank?.notePledgesHeld.map(({ status, toPledgee, toPledgor }) => [status, toPledgee, toPledgor]),
    ).to.deep.equal([
      ["Ended", "400000", "200000"],
      ["Ended", "0", "0"],
      ["Ended", "500000", "0"],
      ["Ended", "0", "0"],
    ]);
  });

  it("G-2 quotes, timeline: a note on the market, and a participant's acts on receivables among all others", async () => {
    type Answer = { asks: (Row & { lots: Row[] })[] };
    const { asks } = await answerTo<Answer>("quotes", { number: 20 });
    expect(asks[0]?.lots[0]).to.deep.include({
      amount: "400000",
      holding: null,
      note: { number: noteOn("live", 1n), obligor: by("qianling"), dueDate: "2026-12-15" },
    });
    type Act = Row & { kind: string; subject: Row | null };
    const participant = await numberOf("qingzhen");
    // Its example is one of bills, of which the workshop has none.
    const timeline = readFileSync(`${folder}timeline.graphql`, "utf8");
    const { acts } = await ask<{ acts: Act[] }>(timeline, { participant, first: 1000, skip: 0 });
    const kinds = acts.map(({ kind }) => kind);
    expect(kinds).to.include.members([
      "NoteTransferred",
      "NoteFinanced",
      "QuoteAccepted",
      "Transfer",
      "FinancingRemitted",
    ]);
    expect(acts.find(({ kind }) => kind === "NoteFinanced")?.subject).to.deep.equal({ note: noteOn("tree", 5n) });
  });

  it("G-3 volumes: receivables and factoring by hour and by day add up to the same", async () => {
    type Bucket = Row & { kind: string; amount: string; face: string };
    type Answer = Record<"receivableVolumes" | "financingVolumes", Bucket[]>;
    const [hours, days] = await Promise.all(
      ["hour", "day"].map((interval) => answerTo<Answer>("volumes", { interval })),
    );
    const sums = (buckets: Bucket[] = []): Record<string, bigint> => {
      const result: Record<string, bigint> = {};
      for (const { kind, amount } of buckets) result[kind] = (result[kind] ?? 0n) + BigInt(amount);
      return result;
    };
    expect(sums(hours?.receivableVolumes)).to.deep.equal(sums(days?.receivableVolumes));
    expect(sums(days?.receivableVolumes)).to.deep.equal({
      Opened: 25_200_000n,
      Passed: 19_360_000n,
      Financed: 6_000_000n,
      PaidEarly: 500_000n,
      Paid: 17_350_000n,
      PaidByBank: 2_800_000n,
      // 5,000.00 of the tree; 2,000.00 with 2 days at 6 %, and again with 18 when the obligor took it over.
      SetAside: 900_667n,
      Pledged: 2_000_000n,
      Cancelled: 1_100_000n,
    });
    const face = days?.financingVolumes.reduce((sum, bucket) => sum + BigInt(bucket.face), 0n);
    expect(face).to.equal(6_000_000n);
    expect(timeOn(BEGIN, 9)).to.be.below(now);
  });
});
