/** Random lives of bills: what the events alone tell is what the contracts hold. */
import { expect } from "chai";
import { Interface, type Log, ZeroAddress } from "ethers";
import fc from "fast-check";
import {
  billDesk,
  BillAct,
  BillStatus,
  Circulation,
  day,
  delivered,
  type Desk,
  DishonourReason,
  drawn,
  funded,
  holdingOf,
  NO_DIGEST,
  requestOn,
} from "../../../utils/bills.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 256) / 8;
const HOUR = 3_600;

/** What a bill is, as told by events. */
interface Told {
  face: bigint;
  maturity: bigint;
  payee: bigint;
  status: bigint;
  circulation: bigint;
  holder: bigint;
  closed: bigint;
  dishonoured: boolean;
  paid: bigint;
  chain: { id: bigint; from: bigint; to: bigint; day: bigint; mark: boolean }[];
  request?: { id: bigint; lastDay: bigint } | undefined;
}

/** Everything that events tell. */
interface Story {
  bills: Map<bigint, Told>;
  /** Owners of tokens. */
  owners: Map<bigint, string>;
  money: Map<string, bigint>;
  claims: Map<string, bigint>;
}

type Args = Record<string, unknown>;
const number = (value: unknown): bigint => (typeof value === "bigint" ? value : 0n);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const add = <Key>(map: Map<Key, bigint>, key: Key, amount: bigint) => map.set(key, (map.get(key) ?? 0n) + amount);

/** Reads all events since the suite was deployed, in their order. */
async function read({ suite }: Desk): Promise<Story> {
  const story: Story = { bills: new Map(), owners: new Map(), money: new Map(), claims: new Map() };
  const sources = [suite.billRegistry, suite.billIssuance, suite.billPayment, suite.money, suite.trade];
  const byAddress = new Map<string, Interface>();
  for (const source of sources) byAddress.set(await source.getAddress(), source.interface);
  const logs = await ethers.provider.getLogs({ address: [...byAddress.keys()], fromBlock: suite.deployBlock });
  const moneyAddress = await suite.money.getAddress();
  for (const log of logs) tell(story, log, byAddress.get(log.address), log.address === moneyAddress);
  return story;
}

function tell(story: Story, log: Log, source: Interface | undefined, isMoney: boolean): void {
  const event = source?.parseLog(log);
  if (!event) return;
  const args = event.args.toObject() as Args;
  if (event.name === "Transfer" && isMoney) {
    add(story.money, text(args["from"]), -number(args["value"]));
    add(story.money, text(args["to"]), number(args["value"]));
  } else if (event.name === "Transfer") {
    const token = number(args["tokenId"]);
    expect(story.owners.get(token) ?? ZeroAddress).to.equal(args["from"]);
    story.owners.set(token, text(args["to"]));
  } else if (event.name === "SubjectClaimed") {
    add(story.claims, text(args["subject"]), number(args["amount"]));
  } else if (event.name === "SubjectReleased") {
    add(story.claims, text(args["subject"]), -number(args["amount"]));
  } else if (event.name === "BillDrawn") {
    const terms = args["terms"] as Args;
    story.bills.set(number(args["bill"]), {
      face: number(terms["face"]),
      maturity: number(terms["maturity"]),
      payee: number(args["payee"]),
      status: BillStatus.Drawn,
      circulation: Circulation.AwaitingDelivery,
      holder: number(args["drawer"]),
      closed: 0n,
      dishonoured: false,
      paid: 0n,
      chain: [],
    });
  } else {
    // Requests name the holding as their subject.
    const holding = args["holding"] ?? args["subject"];
    const id = typeof args["bill"] === "bigint" ? args["bill"] : typeof holding === "bigint" ? holding >> 32n : 0n;
    const bill = story.bills.get(id);
    if (bill !== undefined) tellOfBill(bill, event.name, args);
  }
}

function tellOfBill(bill: Told, name: string, args: Args): void {
  const [from, to, circulation] = [number(args["from"]), number(args["to"]), number(args["circulation"])];
  switch (name) {
    case "RequestOpened":
      bill.request = { id: number(args["request"]), lastDay: number(args["lastDay"]) };
      break;
    case "RequestAnswered":
      expect(bill.request?.id).to.equal(args["request"]);
      bill.request = undefined;
      break;
    case "BillStatusChanged":
      expect(bill.status).to.equal(args["previous"]);
      bill.status = number(args["status"]);
      break;
    case "BillDelivered":
      bill.holder = number(args["payee"]);
      bill.circulation = circulation;
      break;
    case "BillEndorsed": {
      expect(bill.holder).to.equal(from);
      const mark = Boolean(args["notTransferable"]);
      bill.chain.push({ id: number(args["endorsement"]), from, to, day: number(args["day"]), mark });
      expect(args["chainLength"]).to.equal(BigInt(bill.chain.length));
      bill.holder = to;
      bill.circulation = circulation;
      break;
    }
    case "BillMarkLifted": {
      const last = bill.chain.at(-1);
      if (last) last.mark = false;
      bill.circulation = circulation;
      break;
    }
    case "HoldingCirculationChanged":
      expect(args["holder"]).to.equal(bill.holder);
      bill.circulation = circulation;
      bill.dishonoured = Boolean(args["dishonoured"]);
      break;
    case "HoldingClosed":
      bill.closed += number(args["units"]);
      expect(bill.closed).to.equal(args["billClosed"]);
      bill.circulation = Circulation.Closed;
      break;
    case "BillPaid":
      bill.paid += number(args["amount"]);
      break;
    case "BillWithdrawn":
      bill.circulation = Circulation.Closed;
      break;
  }
}

/** Compares what is told with what the contracts hold. */
async function compare(desk: Desk, actors: readonly Actor[]): Promise<void> {
  const { billDescriptor, billRegistry, money, trade } = desk.suite;
  const story = await read(desk);
  const now = BigInt(await networkHelpers.time.latest());
  const today = (now + 28_800n) / 86_400n;
  expect(story.bills.size).to.equal(Number(await billRegistry.billCount()));
  const balances = new Map<string, bigint>();
  for (const [bill, told] of story.bills) {
    const holding = holdingOf(bill);
    const isLocked = told.request !== undefined && told.request.lastDay >= today;
    const status = told.status === BillStatus.Delivered && today >= told.maturity ? BillStatus.Matured : told.status;
    expect(await billRegistry.pairOf(holding)).to.deep.equal([
      status,
      isLocked ? Circulation.Locked : told.circulation,
    ]);
    const info = await billRegistry.holdingInfo(holding);
    expect([info.holder, info.dishonoured]).to.deep.equal([told.holder, told.dishonoured]);
    expect((await billRegistry.billInfo(bill)).closed).to.equal(told.closed);
    expect(told.paid).to.equal(told.closed);
    const [ids, chain] = await billDescriptor.chainOf(billRegistry, holding, 0, 500);
    const held = chain.map(({ from, to, day, notTransferable: mark }, index) => ({
      id: ids[index],
      from,
      to,
      day,
      mark,
    }));
    expect(held.toReversed()).to.deep.equal(told.chain);
    told.chain.forEach(({ from }, index) =>
      expect(from).to.equal(index === 0 ? told.payee : told.chain[index - 1]?.to),
    );

    const owner = story.owners.get(holding) ?? "";
    if (told.circulation === Circulation.Closed) expect(owner).to.equal(ZeroAddress);
    else expect(await billRegistry.ownerOf(holding)).to.equal(owner);
    add(balances, owner, 1n);
  }
  for (const { wallet } of actors) {
    expect(await billRegistry.balanceOf(wallet)).to.equal(balances.get(wallet) ?? 0n);
    expect(await money.balanceOf(wallet)).to.equal(story.money.get(wallet) ?? 0n);
  }
  for (const [subject, claimed] of story.claims) expect((await trade.subjectInfo(subject)).claimed).to.equal(claimed);
}

const step = fc.record({
  act: fc.nat({ max: 16 }),
  bill: fc.nat({ max: 2 }),
  other: fc.nat({ max: 4 }),
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Does a step as whoever may do it; returns its name, or undefined when it was refused. */
async function take(
  desk: Desk,
  actors: readonly Actor[],
  { act, bill, other, flag }: Step,
): Promise<string | undefined> {
  const { billRegistry, billIssuance, billPayment } = desk.suite;
  const id = BigInt(bill) + 1n;
  const holding = holdingOf(id);
  const info = await billRegistry.billInfo(id);
  const { holder } = await billRegistry.holdingInfo(holding);
  const signerOf = (number: bigint) => (actors.find((each) => each.id === number) ?? desk.auditor).signer;
  const to = actors[other]?.id ?? 0n;
  const request = await requestOn(desk, holding);
  const asked = request === 0n ? 0n : (await billRegistry.requestInfo(request)).to;
  const [drawer, acceptor] = [signerOf(info.drawer), signerOf(info.acceptor)];
  const instruction = { acts: 12n, ceiling: 10n ** 9n, tenor: 300n, until: day("2026-12-01") };
  const pass = async (hours: number, name: string) => {
    await networkHelpers.time.increase(hours * HOUR);
    return name;
  };
  const sign = async () => {
    const isEndorsement = (await billRegistry.requestInfo(request)).act === BillAct.Endorsement;
    return (isEndorsement ? billRegistry : billIssuance).connect(signerOf(asked)).sign(request);
  };
  const acts: [string, () => Promise<unknown>][] = [
    ["ask", () => billIssuance.connect(drawer).presentForAcceptance(id)],
    ["deliver", () => billIssuance.connect(drawer).deliver(id, 0)],
    ["sign", sign],
    ["sign", sign],
    ["sign", sign],
    ["endorse", () => billRegistry.connect(signerOf(holder)).endorse(holding, to, flag, 0)],
    ["endorse", () => billRegistry.connect(signerOf(holder)).endorse(holding, to, false, 0)],
    ["endorse", () => billRegistry.connect(signerOf(holder)).endorse(holding, to, false, 0)],
    ["refuse", () => billRegistry.connect(signerOf(asked)).refuse(request)],
    ["withdrawRequest", () => billRegistry.connect(signerOf(holder)).withdrawRequest(request)],
    ["liftMark", () => billRegistry.connect(signerOf(to)).liftMark(holding)],
    ["instruct", () => billRegistry.connect(signerOf(to)).instruct(holder, instruction)],
    ["present", () => billPayment.connect(signerOf(holder)).present(holding, flag ? `0x${"1".repeat(64)}` : NO_DIGEST)],
    ["pay", () => billPayment.connect(acceptor).pay(holding)],
    ["dishonour", () => billPayment.connect(acceptor).dishonour(holding, DishonourReason.BadFaith)],
    ["closeUnanswered", () => billPayment.connect(desk.auditor.signer).closeUnanswered(holding)],
    ["pass", () => pass(flag ? 24 * 20 : 30, "pass")],
  ];
  const [name, perform] = acts[act] ?? ["none", () => Promise.reject(new Error("no act"))];
  return perform().then(
    () => name,
    () => undefined,
  );
}

describe("Bills: random lives", () => {
  it("B-4 X-9 events tell of every bill where it stands, of every holder, chain, claim and payment", async () => {
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 40, size: "max" }), async (steps) => {
        const desk = await billDesk();
        const { qianling, nanming, huaxi, guanshan, baiyunling } = desk;
        const actors = [qianling, nanming, huaxi, guanshan, baiyunling] as const;
        await delivered(desk, { maturity: "2026-02-20" });
        await delivered(desk, { maturity: "2026-04-30", notTransferable: true });
        await drawn(desk, { kind: 3n, drawer: nanming, payee: nanming, acceptor: qianling, maturity: "2026-03-02" });
        await funded(desk, guanshan, 1_500_000n);
        for (const one of steps) {
          const name = await take(desk, actors, one);
          if (name !== undefined) done.set(name, (done.get(name) ?? 0) + 1);
        }
        await compare(desk, actors);
      }),
      { numRuns: Math.max(1, Math.round(RUNS)), seed: 0x52a7, endOnFailure: true },
    );
    for (const name of [
      "ask",
      "deliver",
      "sign",
      "endorse",
      "liftMark",
      "present",
      "pay",
      "dishonour",
      "closeUnanswered",
    ]) {
      expect(done.get(name) ?? 0, [...done].join(" ")).to.be.greaterThan(1);
    }
  }).timeout(300_000);
});
