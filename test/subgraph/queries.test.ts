/** Each question of subgraph/queries, with the answer that it has after the scenario. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { id, Wallet } from "ethers";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import { dateOf, dayNumber } from "../../deploy/data/holidays.ts";
import { Play, type Scenario } from "./play.ts";
import type { Row } from "./rows.ts";
import { OTHER_PERSON, PERSON } from "./scenario.ts";
import { type Ask, indexOrSkip } from "./stack.ts";

/** The day on which the scenario's market is held. */
const TRADED = "2026-01-09";

const folder = fileURLToPath(new URL("../../subgraph/queries/", import.meta.url));
const asked = new Set<string>();

const by = (who: PersonaKey): { name: string } => ({ name: personaOf(who).nameZh });

/** What stands above a query: the question, its variables, and an answer that is shortened. */
function headOf(text: string): { question: string; variables: Row; answer: Row } {
  const lines = text.split("\n").filter((line) => line.startsWith("#"));
  const comment = lines.map((line) => line.slice(2)).join("\n");
  const parts = /^([^]+?)\nVariables: (.+)\nAnswer, shortened:\n([^]+)$/.exec(comment);
  if (parts === null) throw new Error("Begin with the question, then Variables: and Answer, shortened:, as comments.");
  const [, question = "", variables = "", answer = ""] = parts;
  return { question, variables: JSON.parse(variables) as Row, answer: JSON.parse(answer) as Row };
}

/** Whether all fields that an example has are in an answer, too; values may differ, and lists may be empty. */
function isLike(example: unknown, answer: unknown): boolean {
  if (Array.isArray(example)) {
    const isEmpty = example.length === 0 || (Array.isArray(answer) && answer.length === 0);
    return isEmpty || (Array.isArray(answer) && example.every((each) => answer.some((one) => isLike(each, one))));
  }
  if (typeof example !== "object" || example === null || answer === null) return true;
  if (typeof answer !== "object") return false;
  return Object.entries(example).every(([key, value]) => key in answer && isLike(value, (answer as Row)[key]));
}

describe("The questions", function () {
  this.timeout(300_000);
  let ask: Ask;
  let scenario: Scenario;
  let play: Play;
  let now: number;
  let today: number;
  let numberOf: (who: PersonaKey) => Promise<number>;

  before(async function () {
    const live = await indexOrSkip(this);
    ({ ask, scenario } = live);
    play = new Play(live.stage);
    now = await live.stage.now();
    today = Math.floor((now + 8 * 3600) / 86_400);
    numberOf = async (who) => Number(await live.stage.participant(who));
  });

  /** Numbers of the traded bill's holdings: its first, and the parts split off in their order. */
  const part = (place: bigint): string => String(scenario.bills.traded.holding + place);
  const first = (): string => part(0n);

  /** Face less interest from the day of trading to maturity, a Wednesday. */
  function priceOf(face: bigint, rate: bigint): string {
    const days = BigInt(dayNumber("2026-07-08") - dayNumber(TRADED));
    return String(face - (2n * face * rate * days + 360_000_000n) / 720_000_000n);
  }

  /** Asks a question and holds the answer against the example in its file. */
  async function answerTo<T>(name: string, variables: Row = {}): Promise<T> {
    asked.add(`${name}.graphql`);
    const text = readFileSync(`${folder}${name}.graphql`, "utf8");
    const head = headOf(text);
    const answer = await ask<T>(text, variables);
    expect(Object.keys(head.variables)).to.have.members(Object.keys(variables));
    expect(isLike(head.answer, answer), `the example in ${name}.graphql`).to.be.true;
    return answer;
  }

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

  it("G-2 waiting: what waits for whose answer, with deadlines", async () => {
    const answer = await answerTo<Record<string, Row[]>>("waiting", { today, now });
    expect(answer["requests"]).to.deep.equal([
      {
        act: "Acceptance",
        from: by("qianling"),
        to: by("guanshan"),
        amount: "600000",
        lastDate: "2026-07-06",
        bill: { number: scenario.bills.waiting.number },
      },
    ]);
    expect(answer["presentations"]).to.deep.equal([
      {
        holder: by("nanming"),
        acceptor: by("guanshan"),
        amount: "200000",
        answerByDate: "2026-07-03",
        isEarly: false,
        offChainEvidence: id("receipt of the bank"),
        bill: { number: scenario.bills.presented.number },
      },
    ]);
    expect(answer["asks"]).to.deep.equal([
      {
        number: 9,
        asker: by("nanming"),
        amount: "2500000",
        isSealed: true,
        closesAt: answer["asks"]?.[0]?.["closesAt"],
        lastDate: "2026-07-06",
        quotes: [{ buyer: by("guanshan"), status: "Sealed" }],
      },
      {
        number: 10,
        asker: by("guanshan"),
        amount: "1000000",
        isSealed: false,
        closesAt: "0",
        lastDate: "2026-07-06",
        quotes: [{ buyer: by("baiyunling"), status: "Open" }],
      },
    ]);
    expect(answer["repos"]).to.deep.equal([
      {
        number: 8,
        kind: "Pledged",
        seller: by("guanshan"),
        buyer: by("baiyunling"),
        face: "200000",
        lastDate: "2026-07-06",
      },
    ]);
    expect(answer["due"]).to.be.empty;
    const due = await answerTo<Record<string, Row[]>>("waiting", { today: dayNumber("2026-07-10"), now });
    expect(due["due"]?.map(({ number, far }) => [number, far])).to.deep.equal([[5, "402696"]]);
    // Claims that were paid wait for nobody.
    expect(answer["claims"]?.map(({ party, account, holding }) => [party, account, holding])).to.deep.equal([
      [by("qianling"), { left: "700000" }, { bill: { number: scenario.bills.insolvent.number } }],
      [by("clearing"), { left: "6029208" }, { bill: { number: scenario.bills.jumped.number } }],
    ]);
    expect(answer["tradeProposals"]).to.deep.equal([
      { number: "SH-2601", face: "25000000", proposer: by("nanming"), counterparty: by("qianling") },
    ]);
    expect(answer["open"]).to.have.length(1);
    expect(answer["open"]?.[0]).to.deep.include({
      number: Number(scenario.orders["waiting order"]),
      executableFrom: null,
      approvals: [{ votingClass: "Council", participant: by("guanshan") }],
    });
    expect(answer["provisional"]?.map(({ number }) => number)).to.deep.equal([
      Number(scenario.orders["provisional freeze"]),
    ]);
  });

  it("G-2 inbox: what waits for one participant's answer", async () => {
    type Answer = { participants: Row[]; invitations: Row[] };
    const bank = await answerTo<Answer>("inbox", { participant: await numberOf("guanshan"), today });
    expect(bank.participants[0]?.["requestsReceived"]).to.have.length(1);
    expect(bank.participants[0]?.["presentationsReceived"]).to.have.length(1);
    expect(bank.participants[0]?.["quotes"]).to.have.length(1);
    expect(bank.participants[0]?.["asks"]).to.deep.equal([
      {
        number: 10,
        lastDate: "2026-07-06",
        quotes: [{ number: 1, buyer: by("baiyunling"), rate: 14_000, lastDate: "2026-07-06" }],
      },
    ]);
    expect(bank.invitations.map(({ number }) => number)).to.deep.equal([9]);
    const lender = await answerTo<{ participants: Row[] }>("inbox", {
      participant: await numberOf("baiyunling"),
      today,
    });
    expect(lender.participants[0]?.["reposBought"]).to.have.length(1);
    const debtor = await answerTo<{ participants: Row[] }>("inbox", { participant: await numberOf("clearing"), today });
    expect(debtor.participants[0]?.["recourseOnIt"]).to.deep.equal([
      {
        claimedDate: "2026-05-20",
        claimant: by("nanming"),
        account: { left: "6029208" },
        holding: { bill: { number: scenario.bills.jumped.number } },
      },
    ]);
    const payee = await answerTo<{ participants: Row[] }>("inbox", { participant: await numberOf("nanming"), today });
    expect(payee.participants[0]?.["holdings"]).to.deep.equal([
      {
        number: String(scenario.bills.presented.holding),
        amount: "200000",
        presentation: { answerByDate: "2026-07-03", offChainEvidence: id("receipt of the bank") },
      },
    ]);
    const buyer = await answerTo<{ participants: Row[] }>("inbox", { participant: await numberOf("qianling"), today });
    expect(buyer.participants[0]?.["proposalsToConfirm"]).to.have.length(1);
  });

  it("G-2 order: an order's whole history, with what it brought about", async () => {
    type Answer = { orders: { status: string; calls: Row[]; acts: Row[] }[] };
    const history = async (name: string) => {
      const { orders } = await answerTo<Answer>("order", { number: Number(scenario.orders[name]) });
      return orders[0];
    };
    const lapsed = await history("lapsed freeze");
    expect(lapsed?.acts.map(({ kind }) => kind)).to.deep.equal([
      "OrderProposed",
      "OrderApproved",
      "OrderExecuted",
      "ParticipantFrozen",
      "OrderLapsed",
      "ParticipantUnfrozen",
    ]);
    expect(lapsed?.status).to.equal("Lapsed");
    expect(lapsed?.calls[0]).to.deep.include({
      contract: "ParticipantRegistry",
      signature: "freeze(uint32,bytes32,uint40)",
      participant: by("huaxi"),
      isInverseFailed: false,
    });
    const undone = await history("undone freeze");
    expect(undone?.calls[0]).to.include({ isInverseFailed: true });
    expect(undone?.acts.at(-1)).to.include({ kind: "OrderInverseFailed" });
    const rejected = await history("rejected order");
    expect(rejected?.status).to.equal("Rejected");
    expect(rejected?.acts.slice(-2)).to.deep.include.members([
      { ...rejected?.acts.at(-2), kind: "OrderRejected", status: "Open", actor: by("guanshan") },
      { ...rejected?.acts.at(-1), kind: "OrderRejected", status: "Rejected", actor: by("baiyunling") },
    ]);
    const replaced = await history("new wallet");
    expect(replaced?.acts.map(({ kind }) => kind).slice(-5)).to.deep.equal([
      "OrderExecuted",
      "AccountReleased",
      "AccountBound",
      "WalletChanged",
      "Transfer",
    ]);
    const [second, third] = await Promise.all([7, 8].map(async (place) => (await play.spare(place)).address));
    expect(replaced?.acts.at(-2)).to.include({
      previousWallet: second?.toLowerCase(),
      wallet: third?.toLowerCase(),
      actor: null,
    });
    const withdrawn = await history("withdrawn approval");
    expect(withdrawn?.acts.map(({ kind }) => kind).slice(-2)).to.deep.equal([
      "OrderApprovalWithdrawn",
      "OrderCancelled",
    ]);
  });

  it("G-2 timeline: a participant's acts over all modules, newest first", async () => {
    type Act = { kind: string; sequence: string; order: { number: number } | null };
    const participant = await numberOf("huaxi");
    const { acts } = await answerTo<{ acts: Act[] }>("timeline", { participant, first: 1000, skip: 0 });
    const kinds = new Set(acts.map(({ kind }) => kind));
    for (const kind of [
      "ParticipantApplied",
      "ParticipantFrozen",
      "OrderProposed",
      "BillEndorsed",
      "Transfer",
      "Approval",
    ]) {
      expect(kinds, kind).to.include(kind);
    }
    const sequence = acts.map((act) => BigInt(act.sequence));
    expect(sequence).to.deep.equal(sequence.toSorted((a, b) => (a < b ? 1 : -1)));
    const frozen = acts.filter(({ kind }) => kind === "ParticipantFrozen").map(({ order }) => order?.number);
    expect(frozen.toReversed()).to.deep.equal(
      ["lapsed freeze", "ratified freeze", "renewal", "undone freeze"].map((name) => Number(scenario.orders[name])),
    );
  });

  it("G-2 documents: every document of an issuer, and all claims on it", async () => {
    type Document = { number: string; free: string; claims: Row[]; proposals: { status: string }[] };
    const issuer = personaOf("nanming").uscc;
    const { tradeSubjects } = await answerTo<{ tradeSubjects: Document[] }>("documents", { issuer });
    const find = (number: string) => tradeSubjects.find((document) => document.number === number);
    expect(find("INV-paid")).to.deep.include({
      isConfirmed: true,
      seller: by("nanming"),
      buyer: by("qianling"),
      claimed: "123456789",
      free: "0",
      claims: [
        {
          amount: "123456789",
          part: { contract: "BillIssuance", version: { version: 1, module: { name: "bills" } } },
          bills: [{ bill: { number: scenario.bills.paid.number, status: "Settled" } }],
        },
      ],
    });
    // Given back when the bill was withdrawn.
    expect(find("INV-withdrawn")).to.include({ claimed: "0", free: "300000" });
    expect(find("HT 2602")?.proposals.map(({ status }) => status)).to.have.members(["Superseded", "Confirmed"]);
    expect(find("SH-2601")).to.include({ isConfirmed: false, face: "0" });
  });

  it("G-2 trade-files: the four flows of each trade, and whether they agree", async () => {
    const { tradeFiles } = await answerTo<{ tradeFiles: (Row & { documents: Row[] })[] }>("trade-files", {
      seller: await numberOf("nanming"),
    });
    expect(tradeFiles.map(({ documents: _, ...file }) => file)).to.deep.equal([
      {
        number: 1,
        buyer: by("qianling"),
        contracted: "7000000",
        invoiced: "6950000",
        delivered: "7000000",
        paid: "7000000",
        isComplete: true,
        agrees: false,
      },
      {
        number: 2,
        buyer: by("qianling"),
        contracted: "6000000",
        invoiced: "8000000",
        delivered: "0",
        paid: "0",
        isComplete: false,
        agrees: false,
      },
    ]);
    expect(tradeFiles[1]?.documents.at(-1)).to.deep.include({
      number: "INV-silent",
      claims: [
        {
          amount: "8000000",
          part: { contract: "BillIssuance", version: { module: { name: "bills" } } },
          bills: [{ bill: { number: scenario.bills.silent.number, status: "Delivered" } }],
        },
      ],
    });
    expect(tradeFiles[0]?.documents.find(({ kind }) => kind === "Invoice")).to.deep.equal({
      kind: "Invoice",
      number: "INV-2603",
      original: "7000000",
      face: "6950000",
      claimed: "0",
      reductions: [
        { number: "RED-1", amount: "40000", status: "Superseded" },
        { number: "RED-1", amount: "50000", status: "Confirmed" },
        { number: "RED-2", amount: "1", status: "Open" },
      ],
      claims: [],
    });
  });

  it("G-2 undelivered: what is financed without a delivery", async () => {
    type Paper = { number: string; bills: { bill: { number: string } }[] };
    type Answer = { tradeSubjects: Paper[]; tradeFiles: { number: number; documents: Paper[] }[] };
    const { tradeSubjects, tradeFiles } = await answerTo<Answer>("undelivered");
    const paid = tradeSubjects.find(({ number }) => number === "INV-paid");
    expect(paid?.bills.map(({ bill }) => bill.number)).to.deep.equal([scenario.bills.paid.number]);
    expect(tradeSubjects.map(({ number }) => number)).not.to.include("INV-withdrawn");
    expect(tradeFiles.map(({ number }) => number)).to.deep.equal([2]);
  });

  it("G-2 evidence: who anchored a digest, and who signed for it in which seat", async () => {
    const { evidences } = await answerTo<{ evidences: Row[] }>("evidence", { digest: id("resolution") });
    expect(evidences).to.have.length(1);
    expect(evidences[0]).to.include({ number: 1, category: "BOARD_RESOLUTION", algorithm: "Sha256", isBatch: false });
    const [signature] = evidences[0]?.countersignatures as Row[];
    expect(signature).to.deep.include({
      statement: id("certificate"),
      signer: { ...by("court"), seats: [{ votingClass: "Judiciary" }] },
    });
  });

  it("G-2 supply: what was issued and redeemed, and who holds it, now and at a block", async () => {
    type Token = { supply: string; issued: string; redeemed: string; balances: { amount: string }[] };
    const total = async (block: object | null) => {
      const { settlementTokens } = await answerTo<{ settlementTokens: Token[] }>("supply", { block });
      return settlementTokens[0];
    };
    const token = await total(null);
    expect(token).to.include({ issued: "602000000", redeemed: "540000", supply: "601460000" });
    expect(token?.balances.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).to.equal(601_460_000n);
    expect((await total({ number: scenario.middle }))?.balances).not.to.deep.equal(token?.balances);
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
      ["2026-03", "9100000"],
      ["2026-07", "0"],
    ]);
    // 91,000.00 of 141,000.00.
    expect(acceptors[0]?.months[0]?.dishonouredShare).to.match(/^0\.64539/);
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
        accepted: "27800000",
        acceptedCount: 9,
        balance: "23100000",
        overdue: "9100000",
        // One of the five it has paid in recourse.
        overdueBalance: "8600000",
        overdueCount: 5,
        overdueHoldings: 5,
        overdueUnpaid: 4,
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
      { participant: by("clearing"), overdueCount: 5 },
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

  it("G-2 participants: each with its qualifications, seats, accounts, freezes and warnings", async () => {
    type Participant = {
      name: string;
      qualifications: Row[];
      seats: Row[];
      accounts: Row[];
      freezes: Row[];
      warnings: Row[];
    };
    type Answer = { participants: Participant[]; votingBodies: Row[] };
    const { participants, votingBodies } = await answerTo<Answer>("participants", { now });
    const find = (name: string) => participants.find((participant) => participant.name.includes(name));
    expect(find(by("guanshan").name)?.qualifications).to.deep.include.members([
      { key: "BANK", code: "999701000011", until: "2082729599", issuer: by("regulator") },
    ]);
    expect(find("空壳")).to.include({ standing: "Refused" });
    expect(find("新绳科技“RopeNet”有限公司 🪢")).to.deep.include({
      standing: "Active",
      qualifications: [],
      seats: [{ votingClass: "Auditor" }],
    });
    expect(find("新绳科技")?.accounts).to.have.length(2);
    expect(find("新绳科技")?.warnings).to.deep.equal([
      {
        digest: id("false invoices"),
        since: find("新绳科技")?.warnings[0]?.["since"],
        until: find("新绳科技")?.warnings[0]?.["until"],
        order: { number: Number(scenario.orders["warnings"]) },
      },
    ]);
    expect(find(by("nanming").name)?.freezes).to.have.length(1);
    expect(find(by("huaxi").name)?.freezes).to.be.empty;
    expect(votingBodies).to.deep.include({ votingClass: "Council", seats: 4 });
  });

  it("G-2 frozen: live cases on participants and on money, by holder and in their rank", async () => {
    type Case = Row & { since: string; until: string };
    type Answer = {
      participants: { name: string; freezes: Case[] }[];
      holders: { name: string; balances: { amount: string }[]; moneyCases: Case[] }[];
      persons: Case[];
      bills: { name: string; billFreezes: Case[] }[];
    };
    const { participants, holders, persons, bills } = await answerTo<Answer>("frozen", { now });
    const bare = (cases: Case[] = []) => cases.map(({ since: _, until: __, ...rest }) => rest);
    const order = (name: string, status: string) => ({
      number: Number(scenario.orders[name]),
      legalReference: `章程第9条 ${name}`,
      status,
    });
    expect(participants.map(({ name }) => name)).to.deep.equal([by("nanming").name]);
    expect(bare(participants[0]?.freezes)).to.deep.equal([
      { key: id("provisional"), renewals: 0, order: order("provisional freeze", "Provisional") },
    ]);

    const frozen = order("money frozen", "Executed");
    expect(holders.map(({ name }) => name)).to.deep.equal([by("huaxi").name]);
    // What is used up is out. Opened in one second, the two that are left stand in their rank, not by their keys.
    expect(bare(holders[0]?.moneyCases)).to.deep.equal([
      { key: id("kept"), amount: "70000", renewals: 1, order: frozen },
      { key: id("second"), amount: "1000", renewals: 0, order: frozen },
    ]);
    const cases = holders[0]?.moneyCases ?? [];
    expect(new Set(cases.map(({ since }) => since)).size).to.equal(1);
    const account = new Wallet(id(PERSON)).address.toLowerCase();
    expect(bare(persons)).to.deep.equal([{ account, key: id("kept"), amount: "500", renewals: 0, order: frozen }]);
    expect(bills.map(({ name }) => name)).to.deep.equal([by("nanming").name]);
    expect(bills[0]?.billFreezes.map(({ key }) => key)).to.deep.equal([id("first"), id("third")]);
    const last = Math.max(...[...cases, ...persons].map(({ until }) => Number(until)));
    expect(await answerTo<Answer>("frozen", { now: last + 1 })).to.deep.include({ holders: [], persons: [] });
  });

  it("G-2 persons: persons' accounts by who attests them, and until when", async () => {
    type Answer = { participants: { name: string; attestations: { account: string; until: string }[] }[] };
    const { participants } = await answerTo<Answer>("persons", { now });
    expect(participants.map(({ name }) => name)).to.deep.equal([by("nanming").name]);
    // The first person's attestation was taken back.
    const attestations = participants[0]?.attestations ?? [];
    const account = new Wallet(id(OTHER_PERSON)).address.toLowerCase();
    expect(attestations.map((each) => each.account)).to.deep.equal([account]);
    const after = Number(attestations[0]?.until) + 1;
    expect((await answerTo<Answer>("persons", { now: after })).participants).to.be.empty;
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

  it("G-2 G-3 volumes: money and bills by hour and by day add up to the same", async () => {
    type Bucket = { timestamp: string; kind: string; amount: string; count: string };
    type Answer = { moneyVolumes: Bucket[]; billVolumes: Bucket[] };
    const [hours, days] = await Promise.all(
      ["hour", "day"].map((interval) => answerTo<Answer>("volumes", { interval })),
    );
    const sums = (buckets: Bucket[]) => {
      const result: Record<string, bigint> = {};
      for (const { kind, amount } of buckets) result[kind] = (result[kind] ?? 0n) + BigInt(amount);
      return result;
    };
    expect(sums(hours?.moneyVolumes ?? [])).to.deep.equal(sums(days?.moneyVolumes ?? []));
    expect(sums(hours?.billVolumes ?? [])).to.deep.equal(sums(days?.billVolumes ?? []));
    expect(sums(days?.moneyVolumes ?? [])).to.include({ Issue: 602_000_000n, Redemption: 540_000n });
    const { Accepted, Paid, Dishonoured } = sums(days?.billVolumes ?? []);
    expect({ Accepted, Paid, Dishonoured }).to.deep.equal({
      Accepted: 175_256_789n,
      Paid: 131_856_789n,
      Dishonoured: 21_100_000n,
    });
    const { Pledged, PaidOffChain, RecoursePaid, Rediscounted } = sums(days?.billVolumes ?? []);
    expect({ Pledged, PaidOffChain, RecoursePaid, Rediscounted }).to.deep.equal({
      // Three between two hands, and three of repos.
      Pledged: 7_500_000n,
      PaidOffChain: 800_000n,
      RecoursePaid: 13_048_525n,
      Rediscounted: 7_000_000n,
    });
    const payday = days?.moneyVolumes.find(({ timestamp, kind }) => {
      return kind === "Transfer" && dateOf(Number(BigInt(timestamp) / 86_400_000_000n)) === "2026-06-30";
    });
    expect(payday).to.include({ count: "3" });
  });

  it("G-2 power: roles with their members and functions, and the policies", async () => {
    type Role = {
      label: string;
      members: { contract: string }[];
      functions: { signature: string; contract: object }[];
    };
    type Policy = { scopeName: string; signature: string; version: number; routes: { rule: string }[] };
    const { roles, policies } = await answerTo<{ roles: Role[]; policies: Policy[] }>("power");
    for (const { label, members } of roles) {
      const expected = ["WIRING", "观察员"].includes(label) ? [] : ["Docket"];
      expect(
        members.map(({ contract }) => contract),
        label,
      ).to.deep.equal(expected);
    }
    const signatures = roles.flatMap(({ functions }) => functions.map(({ signature }) => signature));
    expect(signatures).not.to.include("");
    const suspend = policies.filter(({ signature }) => signature === "suspend(uint32)");
    expect(suspend).to.have.length(1);
    expect(suspend[0]).to.deep.include({ scopeName: "ParticipantRegistry", version: 2 });
    expect(suspend[0]?.routes.map(({ rule }) => rule)).to.deep.equal(["1 of Judiciary"]);
  });

  it("G-2 modules: versions and parts, halts, and nothing that the index did not expect", async () => {
    type Module = { name: string; versions: { parts: { contract: string; isWired: boolean }[] }[]; halts: Row[] };
    const { modules, notices } = await answerTo<{ modules: Module[]; notices: Row[] }>("modules");
    const bills = modules.find(({ name }) => name === "bills");
    expect(bills?.versions.map(({ parts }) => parts.map(({ contract }) => contract))).to.deep.equal(
      Array(2).fill([
        "BillRegistry",
        "BillIssuance",
        "BillSecurity",
        "BillPayment",
        "BillDiscount",
        "BillRepo",
        "BillRecourse",
        "BillOrders",
        "BillDescriptor",
      ]),
    );
    const joined = bills?.versions[1]?.parts.map(({ isWired }) => isWired);
    expect(joined).to.deep.equal([...Array<boolean>(8).fill(true), false]);
    expect(bills?.halts).to.have.length(1);
    expect(bills?.halts[0]?.["endedAt"]).not.to.equal(null);
    expect(notices).to.be.empty;
  });

  it("G-2 quotes: all quotes on an ask, what it offers, and what was sold", async () => {
    const { asks } = await answerTo<{ asks: Row[] }>("quotes", { number: 1 });
    expect(asks).to.deep.equal([
      {
        status: "Sold",
        asker: by("nanming"),
        isSealed: true,
        firstDate: TRADED,
        lastDate: dateOf(dayNumber(TRADED) + 3),
        amount: "4000000",
        buyers: [by("guanshan"), by("baiyunling")],
        lots: [
          {
            amount: "4000000",
            holding: { number: first(), acceptor: by("guanshan"), maturityDate: "2026-07-08" },
            sale: { title: part(1n), purpose: "Discount", price: priceOf(4_000_000n, 18_500n), interest: "37000" },
          },
        ],
        quotes: [
          {
            number: 1,
            buyer: by("baiyunling"),
            status: "Broken",
            rate: 18_000,
            lastDate: dateOf(dayNumber(TRADED) + 3),
            price: priceOf(4_000_000n, 18_000n),
            shortfall: "Line",
            payment: null,
          },
          {
            number: 2,
            buyer: by("guanshan"),
            status: "Accepted",
            rate: 18_500,
            lastDate: dateOf(dayNumber(TRADED) + 3),
            price: priceOf(4_000_000n, 18_500n),
            shortfall: "None",
            payment: { amount: priceOf(4_000_000n, 18_500n) },
          },
        ],
      },
    ]);
  });

  it("G-2 broken-quotes: who did not honour its quotes, how often, and why", async () => {
    const { participants } = await answerTo<{ participants: Row[] }>("broken-quotes");
    const asker = by("nanming");
    expect(participants).to.deep.equal([
      {
        name: by("baiyunling").name,
        quotes: [
          { calledDate: TRADED, price: priceOf(6_000_000n, 17_000n), shortfall: "Money", ask: { number: 4, asker } },
          { calledDate: TRADED, price: priceOf(4_000_000n, 18_000n), shortfall: "Line", ask: { number: 1, asker } },
        ],
      },
    ]);
  });

  it("G-2 G-3 discounts: volume and average rate by day and by bank, and rates by tenor", async () => {
    type Volume = { face: string; interest: string; weighted: string; count: string };
    type Answer = {
      discountVolumes: (Volume & { timestamp: string; purpose: string })[];
      buyerVolumes: (Volume & { timestamp: string; buyer: object; purpose: string })[];
      discountRates: (Volume & Row)[];
    };
    const answer = await answerTo<Answer>("discounts", { interval: "day" });
    /** Those of one date. */
    const on = <T extends { timestamp: string }>(date: string, rows: T[]): T[] =>
      rows.filter(({ timestamp }) => dateOf(Number(BigInt(timestamp) / 86_400_000_000n)) === date);
    const average = ({ face, weighted }: Volume): number => Number(weighted) / Number(face);
    const shown = (rows: (Volume & { purpose: string })[]) =>
      rows.map((row) => [row.purpose, row.face, row.count, average(row)]).toSorted();
    expect(shown(on(TRADED, answer.discountVolumes))).to.deep.equal([
      ["Discount", "4000000", "1", 18_500],
      // 40,000.00 at 1.6 % and 10,000.00 at 1.5 %.
      ["Rediscount", "5000000", "2", 15_800],
    ]);
    // 100,000.00 at 2 % and 20,000.00 at 1.9 %; repos, which go back, are no rediscounts.
    expect(shown(on("2026-01-27", answer.discountVolumes))).to.deep.equal([
      ["Discount", "12000000", "2", 238_000 / 12],
      ["Rediscount", "2000000", "1", 18_000],
    ]);
    expect(answer.discountVolumes).to.have.length(4);
    const of = (who: PersonaKey) =>
      shown(on(TRADED, answer.buyerVolumes).filter(({ buyer }) => JSON.stringify(buyer) === JSON.stringify(by(who))));
    expect(of("guanshan")).to.deep.equal([
      ["Discount", "4000000", "1", 18_500],
      ["Rediscount", "1000000", "1", 15_000],
    ]);
    expect(of("baiyunling")).to.deep.equal([["Rediscount", "4000000", "1", 16_000]]);
    const index = answer.discountRates.map(({ purpose, billKind, tenor, lowest, highest, ...volume }) => [
      purpose,
      billKind,
      tenor,
      average(volume),
      lowest,
      highest,
    ]);
    expect(index).to.have.deep.members([
      ["Discount", "Bank", "UpToSixMonths", 18_500, 18_500, 18_500],
      ["Rediscount", "Bank", "UpToSixMonths", 15_800, 15_000, 16_000],
      ["Discount", "Commercial", "UpToSixMonths", 20_000, 20_000, 20_000],
      ["Discount", "Commercial", "UpToThreeMonths", 19_000, 19_000, 19_000],
      ["Rediscount", "Commercial", "UpToThreeMonths", 18_000, 18_000, 18_000],
    ]);
  });

  it("G-2 acceptor-paper: who has an acceptor's paper, what it bought of it, and how much more it takes on", async () => {
    type Answer = { acceptors: Row[]; holdings: Row[]; lines: Row[] };
    const answer = await answerTo<Answer>("acceptor-paper", { participant: await numberOf("guanshan") });
    expect(answer.acceptors).to.deep.equal([{ balance: "10700000" }]);
    expect(answer.lines).to.deep.equal([{ buyer: by("baiyunling"), limit: "6000000", used: "3000000" }]);
    const sum = answer.holdings.reduce((total, { amount }) => total + BigInt(String(amount)), 0n);
    expect(sum).to.equal(10_700_000n);
    const traded = answer.holdings.filter(({ maturityDate }) => maturityDate === "2026-07-08");
    const bought = (purpose: string, rate: bigint, face: bigint) => ({
      purpose,
      sale: { date: TRADED, rate: Number(rate), price: priceOf(face, rate) },
    });
    const common = { maturityDate: "2026-07-08" };
    expect(traded).to.deep.equal([
      {
        ...common,
        number: first(),
        amount: "6000000",
        isDiscounted: false,
        holder: by("nanming"),
        lastEndorsement: null,
      },
      {
        ...common,
        number: part(1n),
        amount: "3000000",
        isDiscounted: true,
        holder: by("baiyunling"),
        lastEndorsement: bought("Rediscount", 16_000n, 4_000_000n),
      },
      {
        ...common,
        number: part(2n),
        amount: "1000000",
        isDiscounted: true,
        holder: by("guanshan"),
        lastEndorsement: bought("Rediscount", 15_000n, 1_000_000n),
      },
    ]);
  });

  it("G-2 holding-chain: who has had one fen of a bill, however it was split", async () => {
    const { number } = scenario.bills.traded;
    type Answer = { bills: { payee: object; holdings: Row[]; endorsements: Row[] }[] };
    const { bills } = await answerTo<Answer>("holding-chain", { number, unit: "1" });
    expect(bills[0]?.holdings).to.deep.equal([
      {
        number: part(2n),
        lo: "1",
        hi: "1000000",
        amount: "1000000",
        circulation: "Circulating",
        holder: by("guanshan"),
        parent: { number: part(1n) },
      },
    ]);
    const steps = bills[0]?.endorsements.map(({ from, to, hi, purpose, sale }) => ({ from, to, hi, purpose, sale }));
    const sale = (face: bigint, rate: bigint) => ({ price: priceOf(face, rate), rate: Number(rate) });
    const whole = { hi: "4000000", from: by("nanming"), to: by("guanshan") };
    expect(steps).to.deep.equal([
      { ...whole, purpose: "Discount", sale: sale(4_000_000n, 18_500n) },
      { ...whole, from: by("guanshan"), to: by("baiyunling"), purpose: "Rediscount", sale: sale(4_000_000n, 16_000n) },
      {
        hi: "1000000",
        from: by("baiyunling"),
        to: by("guanshan"),
        purpose: "Rediscount",
        sale: sale(1_000_000n, 15_000n),
      },
    ]);
    const rest = await answerTo<Answer>("holding-chain", { number, unit: "4000001" });
    expect(rest.bills[0]?.holdings[0]).to.include({ number: first(), lo: "4000001", hi: "10000000" });
    expect(rest.bills[0]?.endorsements).to.be.empty;
  });

  it("G-2 every question that is kept is asked here", () => {
    const files = readdirSync(folder);
    expect([...asked]).to.have.members(files);
  });
});
