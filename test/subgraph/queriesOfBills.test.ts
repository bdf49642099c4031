/** Questions about bills: chains, holders and acceptors, security, repos, recourse and orders. */
import { expect } from "chai";
import { id } from "ethers";
import { dayNumber } from "../../deploy/data/holidays.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import type { Scenario } from "./play.ts";
import { answering, type AnswerTo, by } from "./questions.ts";
import type { Row } from "./rows.ts";
import { indexOrSkip } from "./stack.ts";

describe("The questions about bills", function () {
  this.timeout(300_000);
  let answerTo: AnswerTo;
  let scenario: Scenario;
  let now: number;
  let numberOf: (who: PersonaKey) => Promise<number>;

  before(async function () {
    const live = await indexOrSkip(this);
    ({ scenario } = live);
    answerTo = answering(live.ask);
    now = await live.stage.now();
    numberOf = async (who) => Number(await live.stage.participant(who));
  });

  it("G-2 bill-chain: a bill with its whole chain, days, parties and money", async () => {
    const { number } = scenario.bills.paid;
    const { bills } = await answerTo<{ bills: Row[] }>("bill-chain", { number });
    const amount = "123456789";
    const gratis = { sale: null, repo: null, pledge: null, payment: null };
    const link = { date: "2026-01-09", purpose: "Transfer", amount, notTransferable: false, ...gratis };
    expect(bills).to.deep.equal([
      {
        number,
        kind: "Bank",
        status: "Settled",
        face: amount,
        issueDate: "2026-01-09",
        maturityDate: "2026-06-30",
        drawer: by("qianling"),
        acceptor: by("guanshan"),
        payee: by("nanming"),
        documents: [{ amount, subject: { kind: "Invoice", number: "INV-paid", face: amount } }],
        holdings: [
          {
            lo: "1",
            hi: amount,
            amount,
            circulation: "Closed",
            holder: by("baiyunling"),
            endorsements: [
              { position: 1, ...link, from: by("nanming"), to: by("huaxi") },
              { position: 2, ...link, from: by("huaxi"), to: by("baiyunling") },
            ],
          },
        ],
        presentations: [
          {
            date: "2026-06-30",
            outcome: "Paid",
            reason: "None",
            amount,
            holder: by("baiyunling"),
            payment: { date: "2026-06-30", amount, from: by("guanshan"), to: by("baiyunling") },
            surplus: null,
            offChainEvidence: null,
          },
        ],
        guarantees: [],
        confirmedDate: null,
        paidOffChain: "0",
        recoursePayments: [],
      },
    ]);
  });

  interface Chain {
    readonly bills: {
      readonly holdings: (Row & { readonly endorsements: Row[] })[];
      readonly presentations: Row[];
      readonly guarantees: Row[];
      readonly recoursePayments: Row[];
    }[];
  }

  it("G-2 bill-chain: why each endorsement was made, and the money of it: of a discount, of both legs of a repo, of recourse", async () => {
    const chainOf = async (name: "lent" | "jumped") =>
      (await answerTo<Chain>("bill-chain", { number: scenario.bills[name].number })).bills[0];
    const lent = await chainOf("lent");
    // Sold outright by the bank that had discounted it, and bought back.
    const legs = lent?.holdings.find(({ amount }) => amount === "1500000")?.endorsements;
    const paid = (date: string, amount: string, from: PersonaKey, to: PersonaKey) => ({
      date,
      amount,
      from: by(from),
      to: by(to),
    });
    expect(legs?.map(({ purpose, repo, payment }) => ({ purpose, repo, payment }))).to.deep.equal([
      {
        purpose: "Rediscount",
        repo: { number: 2, kind: "Outright" },
        payment: paid("2026-01-27", "1489437", "baiyunling", "guanshan"),
      },
      {
        purpose: "Rediscount",
        repo: { number: 2, kind: "Outright" },
        payment: paid("2026-03-02", "1491000", "guanshan", "baiyunling"),
      },
    ]);
    const jumped = await chainOf("jumped");
    expect(jumped?.holdings[0]?.endorsements.map(({ purpose, payment }) => ({ purpose, payment }))).to.deep.equal([
      { purpose: "Transfer", payment: null },
      { purpose: "Transfer", payment: null },
      { purpose: "Transfer", payment: null },
      { purpose: "RecourseSettlement", payment: paid("2026-04-20", "5018483", "huaxi", "auditor") },
      { purpose: "RecourseSettlement", payment: paid("2026-05-20", "6029208", "nanming", "huaxi") },
    ]);
    expect(jumped?.recoursePayments.map(({ amount }) => amount)).to.deep.equal(["1000000", "5018483", "6029208"]);
  });

  it("G-2 bill-chain: a bill guaranteed at each stage, collected under a pledge, and paid beside the chain", async () => {
    const { bills } = await answerTo<Chain>("bill-chain", { number: scenario.bills.secured.number });
    expect(bills[0]).to.deep.include({ confirmedDate: "2026-01-27", paidOffChain: "800000", status: "Delivered" });
    expect(
      bills[0]?.guarantees.map(({ guarantor, principal, capacity }) => [guarantor, principal, capacity]),
    ).to.deep.equal([
      [by("huaxi"), by("qianling"), "Drawer"],
      [by("market"), by("clearing"), "Acceptor"],
      [by("baiyunling"), by("nanming"), "Endorser"],
    ]);
    const collected = bills[0]?.presentations.find(({ amount }) => amount === "3000000");
    expect(collected).to.deep.include({
      outcome: "Paid",
      holder: by("guanshan"),
      payment: { date: "2026-03-31", amount: "2000000", from: by("clearing"), to: by("guanshan") },
      surplus: { amount: "1000000", to: by("nanming") },
    });
    const beside = bills[0]?.presentations.find(({ amount }) => amount === "800000");
    expect(beside).to.deep.include({ outcome: "PaidOffChain", payment: null, offChainEvidence: id("bank's receipt") });
    const realised = bills[0]?.holdings.find(({ amount }) => amount === "3000000")?.endorsements;
    expect(realised).to.have.length(1);
    expect(realised?.[0]).to.deep.include({
      purpose: "Pledge",
      pledge: { debt: { secured: "2000000" } },
      payment: null,
    });
  });

  it("G-2 bill-history: every step of a bill, in its order", async () => {
    type Step = { kind: string; actor: { name: string } | null; reason: string | null };
    type Answer = { bills: { acts: Step[] }[] };
    const { bills } = await answerTo<Answer>("bill-history", { number: scenario.bills.refused.number });
    const steps = bills[0]?.acts.map(({ kind, reason }) => (reason === null ? kind : `${kind} ${reason}`));
    expect(steps).to.deep.equal([
      "BillDrawn",
      "BillAccepted",
      "RequestOpened",
      "RequestAnswered",
      "BillDelivered",
      "BillPresented",
      "BillDishonoured InsufficientFunds",
      "BillPresented",
      "BillPaid",
    ]);
    const silent = await answerTo<Answer>("bill-history", { number: scenario.bills.silent.number });
    const seized = await answerTo<Answer>("bill-history", { number: scenario.bills.seized.number });
    const ordered = seized.bills[0]?.acts.slice(7) ?? [];
    expect(ordered.map(({ kind }) => kind)).to.deep.equal([
      "RequestOpened",
      // What waited on it is cancelled; before the units lies a part, and they are one of their own.
      "RequestAnswered",
      "HoldingSplit",
      "HoldingSplit",
      "HoldingFrozen",
      "HoldingFrozen",
      "HoldingFrozen",
      "HoldingFrozen",
      "HoldingUnfrozen",
      "HoldingSplit",
      "HoldingTransferredByOrder",
      "BillEndorsed",
      "HoldingInvalidated",
      "BillEndorsed",
    ]);
    // An order's doing is nobody's act.
    expect(ordered.slice(1).filter(({ actor }) => actor !== null)).to.be.empty;
    // Whoever closed the question is the actor, not the acceptor that kept silent.
    expect(silent.bills[0]?.acts.at(-1)).to.include({ kind: "BillDishonoured", reason: "Silence" });
    expect(silent.bills[0]?.acts.at(-1)?.actor).to.deep.equal(by("auditor"));
  });

  it("G-2 holdings: what a participant holds now, and held at a block", async () => {
    type Answer = { participants: { holdings: { bill: { number: string }; amount: string; circulation: string }[] }[] };
    const participant = await numberOf("huaxi");
    const held = async (block: object | null) =>
      (await answerTo<Answer>("holdings", { participant, block })).participants[0]?.holdings.map(
        ({ bill, amount, circulation }) => ({ number: bill.number, amount, circulation }),
      );
    expect(await held(null)).to.deep.equal([
      { number: scenario.bills.silent.number, amount: "8000000", circulation: "Circulating" },
    ]);
    expect(await held({ number: scenario.middle })).to.deep.equal([
      { number: scenario.bills.paid.number, amount: "123456789", circulation: "Circulating" },
    ]);
  });

  it("G-2 maturities: what falls due to a holder, and the days on which nobody pays", async () => {
    type Answer = { holdings: { amount: string }[]; calendarYears: { year: number; closedWeekdays: string[] }[] };
    const participant = await numberOf("nanming");
    const days = { from: dayNumber("2026-06-01"), to: dayNumber("2026-06-30") };
    const answer = await answerTo<Answer>("maturities", { participant, ...days });
    expect(answer.holdings.map(({ amount }) => amount)).to.have.members(["500000", "200000"]);
    expect((await answerTo<Answer>("maturities", { participant, ...days, to: days.to - 1 })).holdings).to.be.empty;
    const year = answer.calendarYears.find((each) => each.year === 2026);
    // The first by the State Council's notice, the second by amendment.
    expect(year?.closedWeekdays).to.include.members(["2026-06-19", "2026-09-03"]);
  });

  it("G-2 maturities: what is pledged to a holder, and second legs of its repos", async () => {
    const days = { from: dayNumber("2026-07-09"), to: dayNumber("2026-07-15") };
    const participant = await numberOf("baiyunling");
    const answer = await answerTo<Record<"holdings" | "pledges" | "repos", Row[]>>("maturities", {
      participant,
      ...days,
    });
    // Of two repos that were not redeemed, and one by order.
    expect(answer.holdings.map(({ amount, circulation }) => [amount, circulation])).to.have.deep.members([
      ["1000000", "Pledged"],
      ["800000", "Pledged"],
      ["400000", "Circulating"],
    ]);
    expect(answer.pledges.map(({ debt }) => debt)).to.deep.equal([{ left: "402696", dueDate: "2026-07-10" }]);
    expect(answer.repos).to.deep.equal([
      { number: 5, farDate: "2026-07-10", far: "402696", seller: by("guanshan"), buyer: by("baiyunling") },
    ]);
  });

  it("G-2 exposure: what an acceptor has to pay by month, and the share that it dishonoured", async () => {
    const { acceptors } = await answerTo<{ acceptors: Row[] }>("exposure", { participant: await numberOf("qianling") });
    expect(acceptors).to.deep.equal([
      {
        participant: by("qianling"),
        balance: "8000000",
        months: [
          {
            month: "2026-06",
            accepted: "12000000",
            outstanding: "8000000",
            paid: "4000000",
            dishonoured: "12000000",
            dishonouredShare: "1",
          },
        ],
      },
    ]);
  });

  it("G-2 exposure: months that were dishonoured in part", async () => {
    type Answer = { acceptors: { months: { month: string; dishonoured: string; dishonouredShare: string }[] }[] };
    const { acceptors } = await answerTo<Answer>("exposure", { participant: await numberOf("clearing") });
    expect(acceptors[0]?.months.map(({ month, dishonoured }) => [month, dishonoured])).to.deep.equal([
      ["2026-03", "9200000"],
      ["2026-07", "0"],
    ]);
    // 92,000.00 of 142,000.00.
    expect(acceptors[0]?.months[0]?.dishonouredShare).to.match(/^0\.64788/);
  });

  it("G-2 disclosure: accepted, balance, overdue, and overdue more than once", async () => {
    type Answer = { acceptors: (Row & { dishonours: Row[] })[]; overdueMoreThanOnce: Row[] };
    const { acceptors, overdueMoreThanOnce } = await answerTo<Answer>("disclosure", {
      since: dayNumber("2026-04-01"),
    });
    const never = { overdue: "0", overdueBalance: "0", overdueCount: 0, overdueHoldings: 0, overdueUnpaid: 0 };
    expect(acceptors.map(({ dishonours: _, ...rest }) => rest)).to.deep.equal([
      {
        participant: { ...by("guanshan"), uscc: personaOf("guanshan").uscc },
        accepted: "135456789",
        acceptedCount: 6,
        balance: "10700000",
        ...never,
        paidOffChain: "0",
      },
      {
        participant: { ...by("clearing"), uscc: personaOf("clearing").uscc },
        accepted: "27900000",
        acceptedCount: 10,
        balance: "23200000",
        overdue: "9200000",
        // One of the six it has paid in recourse.
        overdueBalance: "8700000",
        overdueCount: 6,
        overdueHoldings: 6,
        overdueUnpaid: 5,
        paidOffChain: "800000",
      },
      {
        participant: { ...by("qianling"), uscc: personaOf("qianling").uscc },
        accepted: "12000000",
        acceptedCount: 2,
        balance: "8000000",
        overdue: "12000000",
        overdueBalance: "8000000",
        overdueCount: 2,
        overdueHoldings: 2,
        overdueUnpaid: 1,
        paidOffChain: "0",
      },
    ]);
    // What a court said of an acceptor before maturity is not overdue, and what was before April is not asked for.
    expect(acceptors[1]?.dishonours).to.deep.equal([
      { date: "2026-04-20", amount: "100000", reason: "OutOfTime", bill: { number: scenario.bills.belated.number } },
    ]);
    expect(overdueMoreThanOnce).to.deep.equal([
      { participant: by("clearing"), overdueCount: 6 },
      { participant: by("qianling"), overdueCount: 2 },
    ]);
  });

  interface Liable {
    readonly holdings: (Row & {
      readonly account: Row & { readonly pairs: (Row & { readonly party: { readonly name: string } })[] };
    })[];
  }
  const liableOn = async (name: keyof Scenario["bills"]) =>
    (await answerTo<Liable>("liable", { number: scenario.bills[name].number })).holdings;

  it("G-2 liable: all who can be liable for a dishonoured holding, as what, and what each still owes", async () => {
    const [holding, ...rest] = await liableOn("laddered");
    expect(rest).to.be.empty;
    expect(holding).to.deep.include({ amount: "2000000", holder: by("auditor") });
    expect(holding?.["bill"]).to.deep.equal({
      version: {
        parts: [
          {
            schedule: {
              steps: [
                { rate: 30_000, fromDate: "2026-01-05" },
                { rate: 20_000, fromDate: "2026-04-15" },
                { rate: 10_000, fromDate: "2026-12-01" },
              ],
            },
          },
        ],
      },
    });
    expect(holding?.account).to.deep.include({ left: "2000000", interest: "0", fromDate: null, settledAt: null });
    const ladder = holding?.account.pairs.map(({ party, capacity, place, principal }) => [
      party.name,
      capacity,
      place,
      principal,
    ]);
    // The discounting bank stands behind its first rediscount; a mark binds to its endorsee, which is the holder.
    expect(ladder).to.have.deep.members([
      [by("clearing").name, "Acceptor", 0, null],
      [by("market").name, "Guarantor", 0, by("clearing")],
      [by("qianling").name, "Drawer", 0, null],
      [by("regulator").name, "Guarantor", 0, by("qianling")],
      [by("nanming").name, "Endorser", 1, null],
      [by("huaxi").name, "Endorser", 2, null],
      [by("court").name, "Guarantor", 2, by("huaxi")],
      [by("guanshan").name, "Endorser", 3, null],
      [by("baiyunling").name, "Endorser", 4, null],
    ]);
  });

  it("G-2 liable: after a late presentation, after silence, before maturity, and to who has paid", async () => {
    const parties = async (name: keyof Scenario["bills"]) =>
      (await liableOn(name))[0]?.account.pairs.map(({ party }) => party.name) ?? [];
    expect(await parties("belated")).to.have.members([by("qianling").name, by("clearing").name]);
    expect(await parties("silent")).to.have.members([by("qianling").name, by("nanming").name]);
    const [early] = await liableOn("insolvent");
    expect(early?.["dishonours"]).to.deep.equal([
      { date: "2026-01-27", reason: "None", isEarly: true, amount: "700000" },
    ]);
    // The first endorser has paid, and has nobody before it but drawer and acceptor.
    const [paid] = await liableOn("jumped");
    expect(paid?.account).to.deep.include({ left: "6029208", principal: "6029208", fromDate: "2026-05-20" });
    const claimed = paid?.account.pairs.map(({ party, claimedDate, limitDate, isNotifiedLate }) => {
      return [party.name, claimedDate, limitDate, isNotifiedLate];
    });
    expect(claimed).to.have.deep.members([
      [by("clearing").name, "2026-05-20", "2028-03-31", false],
      [by("qianling").name, null, null, true],
    ]);
    // Huaxi's guarantor has paid: it claims on huaxi, in spite of its mark, and on those before it (NIL 52).
    expect(await parties("vouched")).to.have.members(
      (["clearing", "qianling", "nanming", "huaxi"] as const).map((who) => by(who).name),
    );
    expect(await liableOn("honoured")).to.have.length(1);
  });

  it("G-2 recourse: a party that was jumped, payments in parts, claims again, and what a pledgor gets of it", async () => {
    type Account = Row & { participant: object; pairs: Row[] };
    type Answer = { bills: { accounts: Account[]; recoursePayments: Row[] }[] };
    const { bills } = await answerTo<Answer>("recourse", { number: scenario.bills.jumped.number });
    const of = (who: PersonaKey) =>
      bills[0]?.accounts.find(({ participant }) => JSON.stringify(participant) === JSON.stringify(by(who)));
    expect(bills[0]?.accounts).to.have.length(3);
    expect(of("auditor")).to.deep.include({ recovered: "6018483", costsClaimed: "10000", left: "0", advanced: "0" });
    expect(of("huaxi")).to.deep.include({ advanced: "6018483", recovered: "6029208", left: "0" });
    expect(of("nanming")).to.deep.include({ advanced: "6029208", recovered: "0", left: "6029208" });
    // The holder's own endorser was not asked.
    expect(of("auditor")?.pairs.map(({ party }) => party)).to.have.deep.members([by("huaxi"), by("clearing")]);
    expect(of("huaxi")?.pairs).to.deep.equal([
      {
        party: by("nanming"),
        claimedDate: "2026-04-20",
        limitDate: "2026-07-20",
        interruptedDate: "2026-04-20",
        suedDate: "2026-04-20",
        notifiedDate: "2026-03-31",
        isNotifiedLate: false,
        paid: "6029208",
      },
    ]);
    // ¥60,000.00 for 10 days at 3 %, then ¥50,150.00 for 5 days at 3 % and 5 at 2 %; again ¥60,184.83 for 30 days at 2 %, less what was paid first.
    expect(
      bills[0]?.recoursePayments.map(({ toCosts, toInterest, toPrincipal }) => [toCosts, toInterest, toPrincipal]),
    ).to.deep.equal([
      ["10000", "5000", "985000"],
      ["0", "3483", "5015000"],
      ["0", "10725", "6018483"],
    ]);
    const shared = await answerTo<Answer>("recourse", { number: scenario.bills.shared.number });
    expect(
      shared.bills[0]?.recoursePayments.map(({ amount, surplus, pledgor, payment }) => ({
        amount,
        surplus,
        pledgor,
        payment,
      })),
    ).to.deep.equal([
      {
        amount: "200000",
        surplus: "0",
        pledgor: by("nanming"),
        payment: { amount: "200000", from: by("qianling"), to: by("baiyunling") },
      },
      {
        amount: "300417",
        surplus: "200417",
        pledgor: by("nanming"),
        payment: { amount: "100000", from: by("qianling"), to: by("baiyunling") },
      },
    ]);
  });

  it("G-2 G-3 repos: both legs of each, and volumes by day", async () => {
    type Volume = Record<"kind" | "face" | "near" | "interest" | "fenDays" | "count", string>;
    const { repos, repoVolumes } = await answerTo<{ repos: Row[]; repoVolumes: Volume[] }>("repos", {
      participant: await numberOf("baiyunling"),
      interval: "day",
    });
    expect(repos.map(({ kind, status, near, far }) => [kind, status, near, far])).to.deep.equal([
      // 34 days at 1.5 %, days over 365.
      ["Pledged", "Redeemed", "1900000", "1902655"],
      ["Outright", "Redeemed", "1489437", "1491000"],
      ["Pledged", "Defaulted", "900000", "901258"],
      ["Outright", "Defaulted", "794367", "795200"],
      ["Pledged", "Open", "400000", "402696"],
      ["Pledged", "Refused", "90000", null],
      ["Outright", "Withdrawn", null, null],
      ["Pledged", "Proposed", "100000", null],
    ]);
    expect(repos[0]).to.deep.include({ nearPayment: { amount: "1900000" }, farPayment: { amount: "1902655" } });
    expect(repos[3]).to.deep.include({ farPayment: null, debt: { secured: "795200", left: "795200" } });
    expect(repos.map(({ lots }) => (lots as Row[]).length)).to.deep.equal(Array(8).fill(1));
    const pledged = repoVolumes.find(({ kind }) => kind === "Pledged");
    expect(pledged).to.include({ face: "3500000", near: "3200000", interest: "6609", count: "3" });
    const average = (Number(pledged?.interest) * 365) / Number(pledged?.fenDays);
    expect(Math.round(average * 1_000_000)).to.equal(15_002);
    expect(repoVolumes).to.have.length(2);
  });

  it("G-2 pledges: what one has pledged, and what it was pledged, with what came in", async () => {
    type Answer = { participants: { pledgesGiven: Row[]; pledgesHeld: Row[] }[] };
    const [bank] = (await answerTo<Answer>("pledges", { participant: await numberOf("guanshan") })).participants;
    const shown = (rows: Row[] = []) =>
      rows.map(({ status, isByRepo, debt, toPledgee, toPledgor }) => [
        status,
        isByRepo,
        (debt as Row)["secured"],
        (debt as Row)["left"],
        toPledgee,
        toPledgor,
      ]);
    expect(shown(bank?.pledgesGiven)).to.deep.equal([
      ["Realised", true, "901258", "901258", "0", "0"],
      ["Live", true, "402696", "402696", "0", "0"],
      ["Realised", true, "795200", "795200", "0", "0"],
    ]);
    expect(shown(bank?.pledgesHeld)).to.deep.equal([
      ["Ended", false, "2000000", "0", "2000000", "1000000"],
      ["Ended", false, "100000", "100000", "0", "0"],
    ]);
  });

  it("G-2 guarantees: for whom, and what is owed where it has come to recourse", async () => {
    type Answer = { guarantees: (Row & { bill: { number: string; holdings: Row[] } })[] };
    const { guarantees } = await answerTo<Answer>("guarantees", { participant: await numberOf("market") });
    expect(
      guarantees.map(({ capacity, principal, amount, bill }) => [capacity, principal, amount, bill.number]),
    ).to.deep.equal([
      ["Acceptor", by("clearing"), "5000000", scenario.bills.secured.number],
      ["Endorser", by("huaxi"), "6000000", scenario.bills.jumped.number],
      ["Acceptor", by("clearing"), "2000000", scenario.bills.laddered.number],
    ]);
    expect(guarantees.map(({ bill }) => bill.holdings.map(({ account }) => account))).to.deep.equal([
      [],
      [{ left: "6029208" }],
      [{ left: "2000000" }],
    ]);
  });

  it("G-2 orders-on-bills: cases in their rank with who holds the units now, and titles moved by order", async () => {
    type Freeze = Row & { until: string; bill: { holdings: (Row & { lo: string; hi: string })[] } };
    type Answer = { billFreezes: Freeze[]; conveyed: Row[] };
    const { billFreezes, conveyed } = await answerTo<Answer>("orders-on-bills", { now });
    const order = (name: string) => ({ number: Number(scenario.orders[name]), legalReference: `章程第9条 ${name}` });
    expect(
      billFreezes.map(({ key, lo, hi, against, renewals, order }) => ({ key, lo, hi, against, renewals, order })),
    ).to.deep.equal([
      {
        // Of ten thousand yuan four were conveyed under it.
        key: id("first"),
        lo: "1400001",
        hi: "2000000",
        against: by("nanming"),
        renewals: 1,
        order: { ...order("bill frozen"), status: "Executed" },
      },
      {
        key: id("third"),
        lo: "2000001",
        hi: "3000000",
        against: by("nanming"),
        renewals: 0,
        order: { ...order("bill frozen again"), status: "Executed" },
      },
    ]);
    expect(billFreezes[0]?.bill.holdings.map(({ lo, holder }) => [lo, holder])).to.deep.equal([
      ["1", by("auditor")],
      ["1000001", by("baiyunling")],
      ["1400001", by("nanming")],
      ["2000001", by("nanming")],
    ]);
    expect(conveyed.map(({ kind, amount, to, freeze, order }) => ({ kind, amount, to, freeze, order }))).to.deep.equal([
      {
        kind: "HoldingTransferredByOrder",
        amount: "400000",
        to: by("baiyunling"),
        freeze: { key: id("first") },
        order: order("bill taken"),
      },
      { kind: "HoldingInvalidated", amount: "1000000", to: by("auditor"), freeze: null, order: order("title void") },
    ]);
    const last = Math.max(...billFreezes.map(({ until }) => Number(until)));
    expect((await answerTo<Answer>("orders-on-bills", { now: last + 1 })).billFreezes).to.be.empty;
  });

  it("G-2 off-chain: what was paid beside the chain, what is yet to be confirmed, and payment confirmations", async () => {
    const { presentations, confirmed } = await answerTo<Record<"presentations" | "confirmed", Row[]>>("off-chain");
    expect(presentations.map(({ outcome, amount, holder }) => [outcome, amount, holder])).to.deep.equal([
      ["PaidOffChain", "800000", by("baiyunling")],
      ["Open", "200000", by("nanming")],
    ]);
    expect(confirmed).to.have.length(1);
    expect(confirmed[0]).to.deep.include({ confirmation: id("the account was looked at"), acceptor: by("clearing") });
  });

  it("G-2 circling: bills that came back to an earlier holder within so many days", async () => {
    type Answer = { endorsements: { from: object; to: object; bill: { number: string }; returnedAfter: number }[] };
    const { endorsements } = await answerTo<Answer>("circling", { days: 10 });
    expect(endorsements).to.have.length(2);
    expect(endorsements[0]).to.deep.include({ from: by("baiyunling"), to: by("nanming"), returnedAfter: 0 });
    expect(endorsements[0]?.bill.number).to.equal(scenario.bills.circling.number);
    // Only part of it came back, as another holding than the one that was given away.
    expect(endorsements[1]).to.deep.include({ from: by("baiyunling"), to: by("guanshan"), returnedAfter: 0 });
    expect(endorsements[1]?.bill.number).to.equal(scenario.bills.traded.number);
  });
});
