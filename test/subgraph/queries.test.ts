/** Each question of subgraph/queries, with the answer that it has after the scenario. */
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { id, Wallet } from "ethers";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import { dateOf, dayNumber } from "../../deploy/data/holidays.ts";
import { Play, type Scenario } from "./play.ts";
import { answering, type AnswerTo, by, folder } from "./questions.ts";
import type { Row } from "./rows.ts";
import { OTHER_PERSON, PERSON } from "./scenario.ts";
import { indexOrSkip } from "./stack.ts";

/** The day on which the scenario's market is held. */
const TRADED = "2026-01-09";

describe("The questions", function () {
  this.timeout(300_000);
  let answerTo: AnswerTo;
  let scenario: Scenario;
  let play: Play;
  let now: number;
  let today: number;
  let numberOf: (who: PersonaKey) => Promise<number>;

  before(async function () {
    const live = await indexOrSkip(this);
    ({ scenario } = live);
    answerTo = answering(live.ask);
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
      {
        act: "Pledge",
        from: by("baiyunling"),
        to: by("guanshan"),
        amount: "1000000",
        lastDate: "2026-07-07",
        bill: { number: scenario.bills.traded.number },
      },
      {
        act: "Guarantee",
        from: by("guanshan"),
        to: by("auditor"),
        amount: "4200000",
        lastDate: "2026-07-14",
        bill: { number: scenario.bills.lent.number },
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
        number: 18,
        asker: by("nanming"),
        amount: "2500000",
        isSealed: true,
        closesAt: answer["asks"]?.[0]?.["closesAt"],
        lastDate: "2026-07-06",
        quotes: [{ buyer: by("guanshan"), status: "Sealed" }],
      },
      {
        number: 19,
        asker: by("guanshan"),
        amount: "1000000",
        isSealed: false,
        closesAt: "0",
        lastDate: "2026-07-06",
        quotes: [{ buyer: by("baiyunling"), status: "Open" }],
      },
      {
        number: 20,
        asker: by("huaxi"),
        amount: "400000",
        isSealed: false,
        closesAt: "0",
        lastDate: "2026-07-06",
        quotes: [{ buyer: by("guanshan"), status: "Open" }],
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
    const acts = (of: Row | undefined) => (of?.["requestsReceived"] as Row[]).map(({ act }) => act);
    expect(acts(bank.participants[0])).to.deep.equal(["Acceptance", "Pledge"]);
    const guarantor = await answerTo<Answer>("inbox", { participant: await numberOf("auditor"), today });
    expect(acts(guarantor.participants[0])).to.deep.equal(["Guarantee"]);
    expect(bank.participants[0]?.["presentationsReceived"]).to.have.length(1);
    expect(bank.participants[0]?.["quotes"]).to.have.length(1);
    expect(bank.participants[0]?.["asks"]).to.deep.equal([
      {
        number: 19,
        lastDate: "2026-07-06",
        quotes: [{ number: 1, buyer: by("baiyunling"), rate: 14_000, lastDate: "2026-07-06" }],
      },
    ]);
    expect(bank.invitations.map(({ number }) => number)).to.deep.equal([18]);
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
    const [second, third] = [7, 8].map((place) => play.spare(place).address);
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
          receivables: [],
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
    // The others are behind receivables.
    expect(tradeFiles.slice(0, 2).map(({ documents: _, ...file }) => file)).to.deep.equal([
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
          receivables: [],
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
    expect(token).to.include({ issued: "689000000", redeemed: "540000", supply: "688460000" });
    expect(token?.balances.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).to.equal(688_460_000n);
    expect((await total({ number: scenario.middle }))?.balances).not.to.deep.equal(token?.balances);
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
    expect(sums(days?.moneyVolumes ?? [])).to.include({ Issue: 689_000_000n, Redemption: 540_000n });
    const { Accepted, Paid, Dishonoured } = sums(days?.billVolumes ?? []);
    expect({ Accepted, Paid, Dishonoured }).to.deep.equal({
      Accepted: 175_356_789n,
      Paid: 131_856_789n,
      Dishonoured: 21_200_000n,
    });
    const { Pledged, PaidOffChain, RecoursePaid, Rediscounted } = sums(days?.billVolumes ?? []);
    expect({ Pledged, PaidOffChain, RecoursePaid, Rediscounted }).to.deep.equal({
      // Three between two hands, and three of repos.
      Pledged: 7_500_000n,
      PaidOffChain: 800_000n,
      RecoursePaid: 13_148_608n,
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
            note: null,
            sale: {
              title: part(1n),
              purpose: "Discount",
              price: priceOf(4_000_000n, 18_500n),
              interest: "37000",
              financing: null,
            },
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

  it("G-2 every question that is kept is asked", () => {
    const tests = ["", "OfBills", "OfData", "OfPoints", "OfReceivables", "OfRelief"]
      .map((of) => `queries${of}.test.ts`)
      .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"));
    const names = tests.flatMap((text) =>
      Array.from(text.matchAll(/answerTo<[^]*?>\(\s*"([\w-]+)"/g), ([, name]) => name),
    );
    expect(new Set(names.map((name) => `${name}.graphql`))).to.deep.equal(new Set(readdirSync(folder)));
  });
});
