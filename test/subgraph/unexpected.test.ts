/** Whatever the contracts can be made to say, the index goes on. Runs after the tests that expect a world in order. */
import { expect } from "chai";
import {
  AbiCoder,
  type BaseContract,
  concat,
  type EventFragment,
  id,
  keccak256,
  MaxUint256,
  type ParamType,
  type Signer,
  toUtf8Bytes,
  TypedDataEncoder,
  Wallet,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { contractNames } from "../../deploy/contracts.ts";
import { Scopes, SizeClass } from "../../deploy/data/terms.ts";
import { usccCheck } from "../../deploy/data/uscc.ts";
import { CONSENTS, consentToSign, signConsent, usccBytes } from "../../deploy/founders.ts";
import { type Call, COUNCIL, COURT, Play, REGULATOR, word } from "./play.ts";
import { sorted } from "./rows.ts";
import type { Speaker } from "../../types/index.js";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

const MAX_32 = 2n ** 32n - 1n;
const MAX_40 = 2n ** 40n - 1n;
const MAX_64 = 2n ** 64n - 1n;
const MAX_160 = 2n ** 160n - 1n;
/** A participant that there is not. */
const GHOST = 4_000_000_000n;
const NONSENSE = `0x${"ff".repeat(32)}`;
/** A zero byte, a lone surrogate, half a sequence, and letters around them. */
const BROKEN = Uint8Array.from([0x61, 0x00, 0xed, 0xa0, 0x80, 0xe7, 0xbb, 0x62, 0xff, 0x63]);

/** What a part of some kind is made to say, each an event with its values. */
type Speech = readonly [
  speaker: Speaker | undefined,
  as: BaseContract,
  said: readonly (readonly [event: string, values: readonly unknown[]])[],
];

/** The greatest value of a type, or the smallest. */
function extreme(type: ParamType, isMost: boolean): unknown {
  if (type.arrayChildren !== null) {
    const length = type.arrayLength !== null && type.arrayLength >= 0 ? type.arrayLength : Number(isMost);
    return Array<unknown>(length).fill(extreme(type.arrayChildren, isMost));
  }
  if (type.components !== null) return type.components.map((component) => extreme(component, isMost));
  const fill = isMost ? "ff" : "00";
  const [, kind = type.type, size = ""] = /^(u?int|bytes)(\d+)$/.exec(type.type) ?? [];
  if (kind === "uint") return isMost ? 2n ** BigInt(size) - 1n : 0n;
  if (kind === "int") return isMost ? 2n ** (BigInt(size) - 1n) - 1n : -(2n ** (BigInt(size) - 1n));
  if (kind === "bytes") return `0x${fill.repeat(Number(size || isMost))}`;
  if (kind === "address") return `0x${fill.repeat(20)}`;
  return kind === "bool" ? isMost : isMost ? "绳".repeat(100) : "";
}

describe("The unexpected", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let play: Play;
  let anyone: Signer;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    play = new Play(live.stage);
    anyone = play.spare(9);
  });

  /** Sends a call whose `bytes` arguments stand where the function has strings, so that they need not be text. */
  async function sendRaw(to: { getAddress(): Promise<string> }, selector: string, types: string[], values: unknown[]) {
    const data = concat([selector, AbiCoder.defaultAbiCoder().encode(types, values)]);
    await (await anyone.sendTransaction({ to: await to.getAddress(), data })).wait();
  }

  /** One after the other: they are of one sender. */
  async function speakers(count: number): Promise<Speaker[]> {
    const made: Speaker[] = [];
    while (made.length < count) made.push(await live.stage.connection.ethers.deployContract("Speaker", [], anyone));
    return made;
  }

  async function say([speaker, { interface: contract }, said]: Speech): Promise<void> {
    for (const [event, values] of said) {
      const { topics, data } = contract.encodeEventLog(event, [...values]);
      await (await speaker?.say(topics, data))?.wait();
    }
  }

  /** An event with all its words alike, whatever its types. */
  async function sayWords(speaker: Speaker | undefined, event: EventFragment, fill: string): Promise<void> {
    const indexed = event.inputs.filter((input) => input.indexed).length;
    const topics = [event.topicHash, ...Array<string>(indexed).fill(`0x${fill.repeat(32)}`)];
    for (const words of [24, 0]) await (await speaker?.say(topics, `0x${fill.repeat(32 * words)}`))?.wait();
  }

  /** Has a contract of the suite itself speak, whose code is the Speaker's for so long. */
  async function possess(contract: BaseContract, speak: (speaker: Speaker) => Promise<void>): Promise<void> {
    const { provider } = live.stage.connection.ethers;
    const [speaker] = await speakers(1);
    if (speaker === undefined) throw new Error("There is no speaker.");
    const at = await contract.getAddress();
    const own = await provider.getCode(at);
    await provider.send("hardhat_setCode", [at, await provider.getCode(await speaker.getAddress())]);
    try {
      await speak(speaker.attach(at) as Speaker);
    } finally {
      await provider.send("hardhat_setCode", [at, own]);
    }
  }

  const notices = async (): Promise<string[]> => {
    const answer = await ask<{ notices: { message: string }[] }>("{ notices(first: 1000) { message } }");
    return answer.notices.map(({ message }) => message);
  };

  const follows = async (): Promise<void> => {
    const head = await live.stage.connection.ethers.provider.getBlockNumber();
    const { _meta } = await ask<{ _meta: { block: { number: number }; hasIndexingErrors: boolean } }>(
      "{ _meta { block { number } hasIndexingErrors } }",
    );
    expect(_meta).to.deep.equal({ block: { number: head }, hasIndexingErrors: false });
  };

  /** A consent to an application whose name need not be text, which typed data otherwise cannot say. */
  async function consentTo(wallet: Wallet, [uscc, name, ...rest]: unknown[], deadline: bigint): Promise<string> {
    const { participants } = live.suite;
    const { domain } = await consentToSign(
      participants,
      wallet.address,
      { kind: "Application", message: {} },
      deadline,
    );
    const type = TypedDataEncoder.from({ Application: CONSENTS.Application }).encodeType("Application");
    const fields = ["bytes32", "bytes18", "bytes32", "uint8", "address", "bytes32", "uint256", "uint256"];
    const values = [id(type), uscc, keccak256(name as Uint8Array), ...rest, 0n, deadline];
    const struct = keccak256(AbiCoder.defaultAbiCoder().encode(fields, values));
    return wallet.signingKey.sign(keccak256(concat(["0x1901", TypedDataEncoder.hashDomain(domain), struct])))
      .serialized;
  }

  it("G-5 names that are no text, and names of pages", async () => {
    const { participants } = live.suite;
    const selector = participants.interface.getFunction("applyForAdmission").selector;
    const types = ["tuple(bytes18,bytes,uint8,address,bytes32)", "uint256", "bytes"];
    const names = [BROKEN, new Uint8Array(1), toUtf8Bytes("绳".repeat(2_000)), toUtf8Bytes("'; drop table bill; --")];
    for (const [i, name] of names.entries()) {
      const first = `91520100MA6H0${200 + i}X`;
      const uscc = usccBytes(first + (usccCheck(first) ?? ""));
      const wallet = new Wallet(id(`wallet ${i}`));
      const deadline = BigInt((await live.stage.now()) + 3_600);
      const application = [uscc, name, SizeClass.Small, wallet.address, NONSENSE];
      const signature = await consentTo(wallet, application, deadline);
      await sendRaw(participants, selector, types, [application, deadline, signature]);
    }
    await follows();
    const { rows } = await ask<{ rows: { name: string }[] }>(
      `{ rows: participants(where: { standing: Applied }, orderBy: number) { name } }`,
    );
    expect(rows.map(({ name }) => name.length > 2_000)).to.deep.equal([false, false, false, false]);
    expect(rows[2]?.name).to.equal("绳".repeat(2_000));
    expect(rows[3]?.name).to.equal("'; drop table bill; --");
  });

  it("G-5 orders with calls that cannot be read, and a legal basis of 100,000 bytes", async () => {
    const { docket, participants, authority } = live.suite;
    const { selector } = docket.interface.getFunction("propose");
    const at = await participants.getAddress();
    const call = (target: string, name: string, data: string) => [target, concat([name, data]), 0];
    const freeze = participants.interface.getFunction("freeze").selector;
    const roles = authority.interface.getFunction("setTargetFunctionRole").selector;
    const policy = docket.interface.getFunction("setPolicy").selector;
    const calls = [
      call(at, freeze, "0x"),
      call(at, freeze, "0x01"),
      call(at, freeze, concat([NONSENSE, NONSENSE, NONSENSE])),
      call(at, freeze, concat([id("a"), id("b"), id("c"), id("d")])),
      call(await authority.getAddress(), roles, concat([NONSENSE, NONSENSE, NONSENSE])),
      call(await docket.getAddress(), policy, concat([id("scope"), id("selector"), NONSENSE])),
    ];
    const expiresAt = (await live.stage.now()) + 3_600;
    const reference = new Uint8Array(100_000).fill(0xe7);
    const types = ["tuple(address,bytes,uint8)[]", "bytes32", "bytes", "uint40"];
    const data = concat([selector, AbiCoder.defaultAbiCoder().encode(types, [calls, NONSENSE, reference, expiresAt])]);
    const signer = play.docket("regulator").runner as Signer;
    await (await signer.sendTransaction({ to: await docket.getAddress(), data })).wait();
    await follows();
    const query =
      "{ orders(orderBy: number, orderDirection: desc, first: 1) { calls(orderBy: index) { signature arguments participant { number } } } }";
    const { orders } = await ask<{ orders: { calls: { signature: string; arguments: string[] }[] }[] }>(query);
    expect(orders[0]?.calls.map(({ signature }) => signature.split("(")[0])).to.deep.equal([
      ...Array<string>(4).fill("freeze"),
      "setTargetFunctionRole",
      "setPolicy",
    ]);
    expect(orders[0]?.calls[0]?.arguments).to.be.empty;
  });

  it("G-5 greatest and smallest values, and words that are no text", async () => {
    const { stage, suite } = live;
    const { evidence, trade, money, billRegistry, participants } = suite;
    const { selector } = evidence.interface.getFunction("anchor");
    const anchor = [id("x"), 1, NONSENSE, new Uint8Array(256).fill(0xff)];
    const anchored = concat([
      selector,
      AbiCoder.defaultAbiCoder().encode(["bytes32", "uint8", "bytes32", "bytes"], anchor),
    ]);
    const auditor = stage.as("auditor", evidence).runner as Signer;
    await (await auditor.sendTransaction({ to: await evidence.getAddress(), data: anchored })).wait();
    await stage.done(stage.as("auditor", evidence).anchor(NONSENSE, 2, `0x${"00".repeat(32)}`, ""));

    const [seller, buyer] = [await stage.participant("huaxi"), await stage.participant("qianling")];
    const voucher = { kind: 4n, seller, buyer, face: MAX_64, issuer: stage.uscc("clearing"), digest: NONSENSE };
    const registered = stage.as("huaxi", trade).register({ ...voucher, number: " 00-/._ a" });
    const { subject, terms } = await stage.done(registered, trade, "DocumentRegistered");
    await stage.done(stage.as("qianling", trade).confirm(String(subject), seller, String(terms)));
    await stage.done(
      stage.as("baiyunling", money).transferWithReference(stage.wallet("huaxi"), 0, `0x${"00".repeat(32)}`),
    );
    await stage.done(stage.as("baiyunling", money).transferWithReference(stage.wallet("huaxi"), 1, NONSENSE));
    await stage.done(stage.as("huaxi", money).approve(stage.wallet("qianling"), MaxUint256));

    const instruction = { acts: 12n, ceiling: MAX_64, tenor: 65_535n, until: MAX_32 };
    await stage.done(stage.as("guanshan", billRegistry).instruct(await stage.participant("huaxi"), instruction));
    const huaxi = await stage.participant("huaxi");
    const grant = [huaxi, NONSENSE, huaxi, MAX_40, 0n, NONSENSE];
    await play.order("nonsense", [play.onParticipant("grantQualification", grant)], REGULATOR);
    const account = play.spare(6);
    const deadline = MaxUint256;
    const { signature } = await signConsent(participants, account, "91520111MA6H00038G", Scopes.ALL, deadline);
    const modules = Array<string>(16).fill(NONSENSE);
    await stage.done(
      stage.as("huaxi", participants).bindAccount(account, Scopes.ALL, MAX_64, modules, deadline, signature),
    );
    await follows();

    type Answer = {
      instructions: { until: number; untilDate: string }[];
      qualifications: { key: string; until: string }[];
    };
    const { instructions, qualifications } = await ask<Answer>(
      `{ instructions(where: { tenor: 65535 }) { until untilDate } qualifications(where: { until: "${MAX_40}" }) { key until } }`,
    );
    // The last day does not fit GraphQL's Int: the greatest one stands for it.
    expect(instructions).to.deep.equal([{ until: 2 ** 31 - 1, untilDate: "5881580-07-11" }]);
    expect(qualifications).to.deep.equal([{ key: NONSENSE, until: String(MAX_40) }]);
  });

  it("G-5 contracts outside the suite that speak like parts of it", async () => {
    const { calendar, billIssuance, billRecourse, money, reliefScores, reliefKeys, dataRegistry } = live.suite;
    const [stranger] = await speakers(1);
    const at = await stranger?.getAddress();
    const before = await notices();
    await say([
      stranger,
      calendar,
      [
        ["CalendarYearSet", [0, 0, [MaxUint256, MaxUint256], NONSENSE]],
        ["CalendarYearSet", [0, 0, [0, 0], NONSENSE]],
        ["CalendarYearSet", [65_535, 0, [1, 1], NONSENSE]],
      ],
    ]);
    await say([stranger, billIssuance, [["PeriodsSet", [0, [255, 255, 255, 255, 255, 255, 255]]]]]);
    await say([stranger, reliefScores, [["FactorSet", [65_535, -32_768, 255, 65_535, true]]]]);
    await say([stranger, reliefKeys, [["OriginSet", [NONSENSE, "", "绳".repeat(1_000), true]]]]);
    await say([stranger, dataRegistry, [["PurposeNamed", [255, NONSENSE]]]]);
    // No compiler makes a contract that says these.
    const { filters } = billRecourse;
    for (const { fragment } of [
      calendar.filters.CalendarYearSet,
      billIssuance.filters.PeriodsSet,
      filters.RecourseRateSet,
      reliefScores.filters.FactorSet,
      reliefKeys.filters.OriginSet,
      dataRegistry.filters.PurposeNamed,
    ]) {
      for (const fill of ["ff", "00"]) await sayWords(stranger, fragment, fill);
    }
    await say([stranger, money, [["Transfer", [at, at, MaxUint256]]]]);
    await follows();
    type Answer = {
      calendarYears: object[];
      billPeriods_collection: object[];
      balances: object[];
      rateSchedules: object[];
      factors: object[];
      origins: object[];
    };
    const own = `where: { part_: { id_not: null } }`;
    const answer = await ask<Answer>(
      `{ calendarYears(${own}) { year } billPeriods_collection(${own}) { index } rateSchedules(${own}) { id } factors(${own}) { code } origins(${own}) { origin } balances(where: { account: "${at}" }) { amount } }`,
    );
    expect(answer.calendarYears).to.have.length(4);
    expect(answer.billPeriods_collection).to.have.length(3);
    expect(answer.rateSchedules).to.have.length(3);
    expect(answer.factors).to.have.length(11);
    expect(answer.origins).to.have.length(4);
    expect(answer.balances).to.be.empty;
    expect(await notices()).to.have.length(before.length);
  });

  it("G-5 modules that the index does not know, and parts that say what cannot be", async () => {
    const { suite, stage } = live;
    const constitution = [...COUNCIL, ...REGULATOR];
    const parts = await speakers(18);
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const [, registry, issuance, payment, , money, trade, evidence, calendar, , , discount, market] = parts;
    const [security, repo, recourse, orders] = parts.slice(13);
    const [unknown = "", registryAt = "", issuanceAt = "", paymentAt = "", descriptorAt = "", ...rest] = addresses;
    const [moneyAt = "", tradeAt = "", evidenceAt = "", calendarAt = "", lone = "", broken = "", ...last] = rest;
    const [discountAt = "", marketAt = "", securityAt = "", repoAt = "", recourseAt = "", ordersAt = ""] = last;
    const more = addresses.at(-1) ?? "";
    const register = (module: string, version: bigint, addresses: string[]): Call => ({
      target: suite.directory,
      name: "register",
      args: [module, version, addresses, 0n],
    });
    await play.order(
      "nonsense modules",
      [
        register(word("实验室"), 1n, [unknown, more]),
        register(word("bills"), 3n, [
          registryAt,
          issuanceAt,
          securityAt,
          paymentAt,
          discountAt,
          repoAt,
          recourseAt,
          ordersAt,
          descriptorAt,
        ]),
        register(word("market"), 2n, [marketAt]),
        register(word("bills"), 4n, [lone]),
        register(word("money"), 2n, [moneyAt]),
        register(word("trade"), 2n, [tradeAt]),
        register(word("evidence"), 2n, [evidenceAt]),
        register(word("calendar"), 2n, [calendarAt]),
        register(`0x${"01ff".repeat(15)}0100`, 1n, [broken]),
      ],
      constitution,
    );
    expect((await notices()).filter((message) => message.includes("parts; this index reads"))).to.have.length(3);

    const ghost = GHOST;
    // No part of anything.
    const nobody = await anyone.getAddress();
    const terms = [
      200,
      true,
      true,
      true,
      ghost,
      ghost,
      ghost,
      MAX_64,
      MAX_32,
      [
        [NONSENSE, MAX_64],
        [NONSENSE, 0n],
      ],
    ];
    const drawn = [7n, ghost, 0n, 9n, 1n, MAX_32, terms];
    const lots = [
      { title: 10n, amount: MAX_64 },
      { title: 77n, amount: 0n },
    ];
    const [firstDay, lastDay, closesAt] = [MAX_32, 0n, MAX_40];
    const asking = {
      title: discountAt,
      lots,
      buyers: [ghost, ghost, 0n],
      firstDay,
      lastDay,
      closesAt,
      terms: NONSENSE,
    };
    const sale = (title: bigint) => ({ title, debtor: ghost, face: MAX_64, price: 1n });
    const lending = {
      kind: 99,
      buyer: ghost,
      rate: MAX_32,
      farRate: MAX_32,
      cash: MAX_64,
      farDay: MAX_32,
      lastDay: 0n,
      lots: [
        { holding: 9n, amount: MAX_64 },
        { holding: MAX_64, amount: 0n },
      ],
    };
    const speeches: Speech[] = [
      [
        registry,
        suite.billRegistry,
        [
          ["BillEndorsed", [1n, 1n, 2n, 3n, 1, 1n, 2n, 3n, true, 1, 2]],
          ["BillStatusChanged", [1n, 1, 200]],
          ["RequestAnswered", [1n, 1n, 2]],
          ["InstructionCancelled", [1n, 2n]],
          ["HoldingClosed", [1n, 1n, 1n, 1n]],
          ["PartsWired", [[]]],
          ["AuthorityUpdated", [broken]],
        ],
      ],
      [
        issuance,
        suite.billIssuance,
        [
          ["BillDrawn", drawn],
          ["BillDrawn", drawn],
          ["BillAccepted", [7n, ghost, ghost, 1n]],
          ["BillWithdrawn", [7n, ghost, 9n, 2]],
          ["BillDelivered", [8n, ghost, ghost, 9n, 1n, 2]],
          ["PeriodsSet", [255, [0, 0, 0, 0, 0, 0, 0]]],
        ],
      ],
      [
        registry,
        suite.billRegistry,
        [
          ["BillEndorsed", [9n, ghost, ghost, 2n ** 80n - 1n, 99, 5n, 1n, MAX_32, true, 65_535, 250]],
          ["RequestOpened", [MAX_32, ghost, ghost, 9n, 77, 9n, 1n, MAX_32, NONSENSE]],
          ["RequestAnswered", [MAX_32, 9n, 99]],
          ["BillMarkLifted", [9n, ghost, 0]],
          ["InstructionSet", [ghost, 0n, MAX_32, MAX_64, 0, 0n]],
          ["HoldingCirculationChanged", [9n, ghost, 77, true, true]],
          ["HoldingCirculationChanged", [1n, ghost, 5, false, true]],
          ["RequestOpened", [MAX_32, ghost, ghost, 9n, 4, 0n, MAX_40, 0n, NONSENSE]],
          ["RequestAnswered", [MAX_32, 9n, 5]],
        ],
      ],
      [
        payment,
        suite.billPayment,
        [
          ["BillPaid", [9n, ghost, ghost, 5n, 1n, true]],
          ["BillDishonoured", [9n, ghost, ghost, 5n, 1n, 99]],
          ["BillPresented", [9n, ghost, ghost, MAX_64, MAX_32, MAX_32, true, true, NONSENSE]],
          ["BillPresentationReturned", [9n, 0n, 0n, 1]],
          ["StandingPresentationSet", [9n, ghost, true]],
          ["StandingPresentationSet", [1n, ghost, false]],
          ["BillPaidOffChainDeclared", [9n, ghost, ghost, NONSENSE]],
          ["BillPaidOffChainDeclared", [1n, ghost, ghost, NONSENSE]],
          ["BillPaidOffChain", [9n, ghost, ghost, MAX_64, MAX_32, NONSENSE]],
          ["BillPaidOffChain", [1n, 0n, 0n, 0n, 0n, ZeroHash]],
          ["BillPaymentConfirmed", [7n, ghost, MAX_32, NONSENSE]],
          ["BillPaymentConfirmed", [1n, ghost, 0n, ZeroHash]],
        ],
      ],
      [
        registry,
        suite.billRegistry,
        [
          ["HoldingSplit", [9n, 10n, ghost, 5n, 1n]],
          ["HoldingSplit", [9n, 10n, ghost, 0n, MAX_40]],
          ["HoldingSplit", [11n, 12n, ghost, 0n, 1n]],
          ["HoldingOffered", [10n, ghost, MAX_32, MAX_64, MAX_32]],
          ["HoldingOffered", [12n, ghost, 1n, 1n, 1n]],
          ["HoldingOfferEnded", [9n, 1n]],
          ["HoldingOfferEnded", [12n, 1n]],
          // The tenor is below zero, and the last of a chain is a discount.
          ["BillEndorsed", [10n, ghost, ghost, 1n, 2, 5n, 1n, 0n, true, 1, 2]],
        ],
      ],
      [
        security,
        suite.billSecurity,
        [
          // Nothing is there that they speak of.
          ["BillGuaranteed", [1n, ghost, ghost, 1n, 3, 1n, 2n, 1, 1n]],
          ["BillPledged", [1n, ghost, ghost, 1n, 1n, 1n, false]],
          ["BillPledgeRealised", [1n, ghost, ghost, 1n, 1n]],
          ["BillPledgeCollected", [9n, ghost, ghost, 1n, 1n, 1n, 1n]],
          ["BillPledgeReleased", [9n, ghost, ghost, 1n]],
          ["BillPledgeEnded", [9n, 1n]],
          // Twice for one bill, of nobody, by itself, and for units below none.
          ["BillGuaranteed", [7n, ghost, ghost, 1n, 99, MAX_40, 0n, 65_535, MAX_32]],
          ["BillGuaranteed", [7n, ghost, 0n, 9n, 3, 0n, MAX_40, 1, 0n]],
          ["BillGuaranteed", [7n, 0n, 0n, 9n, 1, 1n, 1n, 0, MAX_32]],
          ["BillPledgeRealised", [9n, ghost, ghost, MAX_32, MAX_64]],
          ["BillPledgeCollected", [9n, ghost, 0n, MAX_32, MAX_64, MAX_64, 0n]],
          ["BillPledgeEnded", [9n, MAX_32]],
          ["BillPledgeReleased", [9n, ghost, ghost, MAX_32]],
          ["BillPledged", [9n, 0n, 0n, 0n, 0n, 0n, true]],
          ["BillPledged", [9n, ghost, ghost, 0n, MAX_64, MAX_32, false]],
          ["BillPledgeCollected", [9n, 0n, 0n, 0n, 0n, 0n, MAX_64]],
        ],
      ],
      [
        repo,
        suite.billRepo,
        [
          ["RepoAnswered", [1n, 5]],
          ["RepoOpened", [1n, ghost, ghost, 1, 1n, 1n, 1n, 1n, [9n]]],
          ["RepoRedeemed", [1n, ghost, ghost, 1n, 1n]],
          ["RepoDefaulted", [1n, ghost, ghost, 1n, 1n]],
          ["RepoProposed", [MAX_32, ghost, ghost, lending]],
          // More lots than were proposed, some of them of nothing.
          ["RepoOpened", [MAX_32, ghost, 0n, 2, MAX_64, 0n, MAX_32, 0n, [9n, 1n, MAX_64, 9n]]],
          ["RepoDefaulted", [MAX_32, ghost, ghost, MAX_64, MAX_32]],
          ["RepoRedeemed", [MAX_32, ghost, ghost, 0n, 0n]],
          ["RepoProposed", [2n, 0n, 0n, { ...lending, kind: 1, lots: [] }]],
          ["RepoRedeemed", [2n, 0n, 0n, 0n, 0n]],
          ["RepoOpened", [2n, 0n, 0n, 1, 0n, MAX_64, 0n, MAX_32, []]],
          ["RepoAnswered", [2n, 99]],
        ],
      ],
      [
        registry,
        suite.billRegistry,
        [
          // Back from a repo that nobody knows, and by a pledge, a recourse and an order that there never were.
          ["BillEndorsed", [9n, ghost, 0n, 77n, 3, 1n, MAX_40, 1n, false, 65_535, 6]],
          ["BillEndorsed", [9n, 0n, ghost, 78n, 3, 1n, MAX_40, 1n, false, 0, 2]],
          ["BillEndorsed", [9n, ghost, ghost, 79n, 4, 1n, MAX_40, 1n, true, 1, 5]],
          ["BillEndorsed", [9n, ghost, 0n, 80n, 5, 1n, MAX_40, 1n, false, 2, 8]],
          // A chain that goes round.
          ["BillEndorsed", [9n, 0n, ghost, 80n, 6, 1n, MAX_40, 1n, false, 3, 2]],
        ],
      ],
      [
        recourse,
        suite.billRecourse,
        [
          ["RecourseOpenedEarly", [1n, ghost, 1n, 1n]],
          ["RecourseClaimed", [1n, ghost, ghost, 1, 1n, 1n, NONSENSE, 1n, 1n]],
          ["DishonourNotified", [1n, ghost, ghost, 1n, true]],
          ["RecourseInterrupted", [1n, ghost, ghost, 1, NONSENSE, 1n]],
          ["RecoursePaid", [1n, ghost, ghost, 1n, 1n, 1n, 1n, 1n]],
          ["RecourseSettled", [1n, ghost, ghost, 1n, true, 1n]],
          ["RecourseSettled", [9n, 0n, ghost, 1n, false, 1n]],
          ["RecourseInterrupted", [9n, 0n, ghost, 99, NONSENSE, 0n]],
          ["DishonourNotified", [9n, ghost, ghost, MAX_32, true]],
          // More than is owed, on the day 0 and the last of all days, without a rate and at the greatest.
          ["RecoursePaid", [9n, ghost, 0n, MAX_64, MAX_64, MAX_64, 0n, 0n]],
          ["RecourseRateSet", [MAX_32, 0n]],
          ["RecoursePaid", [9n, ghost, ghost, 0n, 0n, 0n, MAX_64, MAX_32]],
          ["RecourseRateSet", [0n, MAX_32]],
          ["RecourseRateSet", [1n, 1n]],
          ["RecourseClaimed", [9n, ghost, ghost, 99, MAX_64, MAX_64, NONSENSE, MAX_32, MAX_32]],
          ["RecourseOpenedEarly", [9n, 0n, MAX_64, MAX_32]],
          ["RecoursePaid", [9n, 0n, ghost, 1n, 1n, 1n, 1n, 0n]],
          ["RecourseSettled", [9n, ghost, ghost, MAX_64, true, MAX_32]],
        ],
      ],
      [
        orders,
        suite.billOrders,
        [
          ["HoldingFrozen", [1n, 1n, ghost, NONSENSE, 1n, 1n, 1n]],
          ["HoldingUnfrozen", [1n, ghost, NONSENSE]],
          ["HoldingTransferredByOrder", [1n, ghost, ghost, NONSENSE]],
          ["HoldingInvalidated", [1n, ghost, ghost, NONSENSE]],
          ["HoldingUnfrozen", [7n, ghost, NONSENSE]],
          ["HoldingTransferredByOrder", [9n, ghost, 0n, NONSENSE]],
          ["HoldingFrozen", [7n, 9n, ghost, NONSENSE, MAX_40, 0n, MAX_40]],
          ["HoldingFrozen", [0n, 9n, 0n, NONSENSE, 0n, MAX_40, 0n]],
          ["HoldingInvalidated", [9n, ghost, ghost, NONSENSE]],
          ["HoldingTransferredByOrder", [9n, 0n, 0n, ZeroHash]],
          ["HoldingUnfrozen", [7n, 0n, NONSENSE]],
          ["HoldingUnfrozen", [7n, ghost, NONSENSE]],
        ],
      ],
      [
        discount,
        suite.billDiscount,
        [
          ["TraderSet", [ghost, true]],
          ["TraderSet", [0n, false]],
        ],
      ],
      [
        market,
        suite.market,
        [
          ["AskOpened", [MAX_32, ghost, discountAt, asking]],
          ["AskOpened", [MAX_32, ghost, discountAt, asking]],
          ["AskOpened", [1n, 0n, unknown, { ...asking, title: unknown, lots: [] }]],
          ["AskWithdrawn", [2n, ghost]],
          ["QuoteSealed", [1n, 2n, ghost, NONSENSE]],
          ["QuoteSealed", [MAX_64, MAX_32, ghost, NONSENSE]],
          ["QuoteOpened", [MAX_64, MAX_32, ghost, MAX_32, MAX_32]],
          ["QuoteOpened", [MAX_64 - 1n, MAX_32, 0n, 0n, 0n]],
          ["QuoteBroken", [MAX_64, ghost, ghost, MAX_64, 99]],
          ["QuoteBroken", [3n, ghost, ghost, 0n, 1]],
          ["QuoteAccepted", [3n, ghost, ghost, 0n, 0n, 0n, []]],
          [
            "QuoteAccepted",
            [MAX_64, ghost, ghost, MAX_32, MAX_32, MAX_64, [sale(10n), sale(10n), sale(77n), sale(10n)]],
          ],
          ["LineUsed", [ghost, 0n, MAX_64, 0n]],
          ["LineRemoved", [0n, ghost]],
          ["LineSet", [ghost, ghost, MAX_64, MAX_64]],
        ],
      ],
      [
        money,
        suite.money,
        [
          ["Transfer", [unknown, registryAt, MaxUint256]],
          ["MoneyRedeemed", [ghost, unknown, NONSENSE, MaxUint256, 0n]],
          ["MoneyIssued", [0n, unknown, NONSENSE, MaxUint256, MaxUint256]],
          ["TransferReferenced", [unknown, unknown, NONSENSE, 1n]],
          ["Frozen", [unknown, MaxUint256]],
          ["ForcedTransfer", [unknown, unknown, MaxUint256]],
          ["MoneyUnfrozen", [ghost, NONSENSE, MaxUint256]],
          ["MoneyForced", [ghost, 0n, NONSENSE, MaxUint256, id("no case"), MaxUint256]],
          ["MoneyForced", [MAX_160, MAX_160, NONSENSE, 0n, ZeroHash, 0n]],
          ["MoneyFrozen", [MAX_160, NONSENSE, MaxUint256, MAX_40, MaxUint256]],
          ["MoneyFrozen", [MAX_160, NONSENSE, 0n, 0n, 0n]],
          ["MoneyUnfrozen", [MAX_160, NONSENSE, 0n]],
          ["MoneyUnfrozen", [MAX_160, NONSENSE, 0n]],
          ["MoneyFrozen", [0n, ZeroHash, 0n, 0n, 0n]],
        ],
      ],
      [
        trade,
        suite.trade,
        [
          ["SubjectReleased", [NONSENSE, unknown, MaxUint256, MAX_64, 0n, 0n]],
          ["SubjectClaimed", [NONSENSE, registryAt, MaxUint256, MAX_64, MAX_64, 1n]],
          ["DocumentConfirmed", [id("never"), ghost, ghost, ghost, 0n, NONSENSE]],
          ["AssetRegistered", [id("asset"), unknown, MaxUint256, MAX_64, NONSENSE]],
          ["AssetRegistered", [id("asset"), tradeAt, 1n, 1n, NONSENSE]],
          ["AssetRevalued", [id("nothing"), 0n, MAX_64, 0n]],
          ["ClaimReplaced", [id("asset"), unknown, unknown, 1n, MaxUint256, MAX_64]],
          ["SubjectReduced", [id("never"), NONSENSE, ghost, ghost, MAX_64, 1n, 0n, NONSENSE]],
          ["ReductionProposed", [id("new"), NONSENSE, ghost, 0n, 0n, `0x${"ff".repeat(18)}`, "", NONSENSE, NONSENSE]],
          ["SubjectReduced", [id("new"), NONSENSE, ghost, ghost, MAX_64, 1n, 0n, NONSENSE]],
          ["TradeFileExtended", [9n, NONSENSE, ghost]],
          ["TradeFileOpened", [MAX_64, ghost, 0n, ghost]],
          ["TradeFileOpened", [MAX_64, ghost, ghost, 0n]],
          ["TradeFileExtended", [MAX_64, id("asset"), ghost]],
          ["TradeFileExtended", [MAX_64, id("asset"), ghost]],
          ["SubjectReduced", [id("asset"), id("asset"), ghost, ghost, MAX_64, 0n, MAX_64, ZeroHash]],
          ["AssetRevalued", [id("asset"), MAX_64, 0n, 0n]],
          ["ClaimReplaced", [id("no subject"), nobody, nobody, MaxUint256, 0n, MAX_64]],
          ["ClaimReplaced", [id("no subject"), nobody, nobody, 1n, 1n, MAX_64]],
        ],
      ],
      [
        evidence,
        suite.evidence,
        [
          ["EvidenceAnchored", [0n, 0n, NONSENSE, 200, true, NONSENSE, ""]],
          ["EvidenceAnchored", [0n, 0n, NONSENSE, 1, true, NONSENSE, "again"]],
          ["EvidenceCountersigned", [7n, ghost, NONSENSE, NONSENSE, 0n]],
          ["EvidenceCountersigned", [0n, ghost, NONSENSE, NONSENSE, MaxUint256]],
          ["EvidenceCountersigned", [0n, ghost, NONSENSE, NONSENSE, 1n]],
          ["EvidenceCountersigned", [0n, 0n, ZeroHash, ZeroHash, 0n]],
          ["EvidenceAnchored", [MAX_64, ghost, ZeroHash, 0, false, ZeroHash, ""]],
          ["EvidenceCountersigned", [MAX_64, ghost, NONSENSE, NONSENSE, MaxUint256]],
        ],
      ],
      [
        calendar,
        suite.calendar,
        [
          ["CalendarDayAmended", [MAX_32, ghost, true, NONSENSE]],
          ["CalendarDayAmended", [1n, 0n, true, NONSENSE]],
          ["CalendarYearSet", [65_535, ghost, [MaxUint256, MaxUint256], NONSENSE]],
          ["CalendarDayAmended", [23_217_002n, ghost, false, NONSENSE]],
          ["CalendarDayAmended", [23_217_002n, ghost, false, ZeroHash]],
          ["CalendarYearSet", [65_535, ghost, [0n, 0n], ZeroHash]],
          ["CalendarYearSet", [0, ghost, [1n, MaxUint256], NONSENSE]],
          ["CalendarDayAmended", [0n, ghost, true, NONSENSE]],
        ],
      ],
    ];
    for (const speech of speeches) await say(speech);
    await follows();

    const messages = await notices();
    for (const part of [
      "Holding 0x",
      "Request 0x",
      "A value 200 where only None, Bank",
      `Participant ${ghost} has never applied`,
      "The presentation of holding",
      "below zero",
      "was never put forward",
      "Ask 0x",
      "Quote 0x",
      "Title 0x",
      "Year 0x",
      "on money had never been opened",
      "in a file was put into one",
      "claims and is not registered",
      "Claim 0x",
      "Pledge 0x",
      "Repo 0x",
      "Case 0x",
    ]) {
      expect(
        messages.some((message) => message.includes(part)),
        part,
      ).to.be.true;
    }
    // What is in order goes on being read.
    await stage.done(stage.as("huaxi", suite.evidence).anchor(id("after all this"), 1, word("INVOICE"), ""));
    await follows();
  });

  it("G-5 receivables whose parts speak of roots, notes and rights that never were, twice, and out of turn", async () => {
    const { suite, stage } = live;
    const parts = await speakers(8);
    const [registry, issuance, financing, security, settlement, disputes, orders] = parts;
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const args = [word("receivables"), 2n, addresses, 0n];
    const constitution = [...COUNCIL, ...REGULATOR];
    await play.order("nonsense receivables", [{ target: suite.directory, name: "register", args }], constitution);

    const ghost = GHOST;
    const on = (root: bigint, place: bigint): bigint => (root << 32n) | place;
    /** Notes of root 7, which is put forward late; of one that never is; and of the last of all. */
    const [note, part, never, last] = [on(7n, 1n), on(7n, 2n), on(8n, 1n), MAX_64];
    const documents = [
      { subject: NONSENSE, amount: MAX_64 },
      { subject: NONSENSE, amount: 0n },
    ];
    const terms = {
      counterparty: ghost,
      face: 100n,
      dueDay: MAX_32,
      facility: 9n,
      overdueRate: MAX_32,
      reason: NONSENSE,
      documents,
    };
    const opened = [7n, ghost, 0n, note, 100n, 0n, MAX_32, 9n, MAX_32];
    const speeches: Speech[] = [
      [
        registry,
        suite.receivableRegistry,
        [
          ["RootStatusChanged", [7n, 0, 2]],
          ["RootProgressed", [7n, 1n, 1n, 1n]],
          ["NoteSplit", [note, part, ghost, 1n, 2n]],
          ["NoteTransferred", [note, ghost, ghost, 1, 1n, 2n, 3n, NONSENSE]],
          ["NotesMerged", [note, part, ghost, 1n, 2n, 3n]],
          ["NoteMarked", [note, ghost, 65_535n]],
          ["NoteOffered", [note, ghost, 1n, 1n, 1n]],
          ["NoteOfferEnded", [note, 1n]],
          ["NoteClosed", [note, ghost, 2, 1n]],
          ["RequestAnswered", [1n, note, 2]],
          ["InstructionCancelled", [ghost, 0n]],
        ],
      ],
      [
        issuance,
        suite.receivableIssuance,
        [
          ["FacilityChanged", [9n, MAX_64, MAX_64, MAX_32, true]],
          ["ReceivableOpened", opened],
          ["ReceivableConfirmed", [7n, ghost, ghost, MAX_64]],
          ["CancellationProposed", [7n, ghost, NONSENSE]],
          ["CancellationWithdrawn", [7n, ghost]],
          ["CancellationAgreed", [7n, note, ghost, 1n]],
          // Put forward and opened twice, under a facility that is granted later, and confirmed by two.
          ["ReceivableProposed", [7n, ghost, 0n, MAX_32, true, terms]],
          ["ReceivableProposed", [7n, ghost, ghost, 0n, false, { ...terms, documents: [] }]],
          ["ReceivableOpened", opened],
          ["ReceivableOpened", opened],
          ["FacilityGranted", [9n, ghost, ghost, 0n, 0n]],
          ["FacilityGranted", [9n, 0n, ghost, MAX_64, MAX_32]],
          ["FacilityChanged", [9n, 0n, MAX_64, 0n, true]],
          ["ReceivableConfirmed", [7n, ghost, ghost, MAX_64]],
          ["ReceivableConfirmed", [7n, 0n, 0n, 0n]],
          ["CancellationWithdrawn", [7n, ghost]],
          ["CancellationAgreed", [7n, note, ghost, MAX_40]],
          ["CancellationAgreementWithdrawn", [7n, never, ghost, 0n]],
          ["CancellationProposed", [7n, ghost, ZeroHash]],
          ["LoanPrimeRateSet", [MAX_32, MAX_32]],
          ["LoanPrimeRateSet", [0n, 0n]],
        ],
      ],
      [
        registry,
        suite.receivableRegistry,
        [
          // Beyond its ends, of itself, into itself, after its end and below the first tier.
          ["NoteSplit", [note, part, ghost, 90n, MAX_40]],
          ["NoteSplit", [note, part, 0n, 0n, 0n]],
          ["NoteSplit", [note, note, ghost, 1n, 1n]],
          ["NotesMerged", [note, part, ghost, MAX_40, 0n, 0n]],
          ["NotesMerged", [note, note, 0n, 1n, 100n, 2n ** 24n - 1n]],
          ["NoteTransferred", [note, ghost, 0n, 99, MAX_40, 0n, 2n ** 24n - 1n, ZeroHash]],
          ["NoteTransferred", [part, 0n, ghost, 2, 1n, 1n, 0n, NONSENSE]],
          ["NoteTransferred", [part, ghost, ghost, 2, 1n, 1n, 1n, NONSENSE]],
          ["NoteTransferred", [note, ghost, ghost, 1, 1n, 2n, 3n, NONSENSE]],
          ["NoteMarked", [part, ghost, 65_535n]],
          ["NoteMarked", [part, ghost, 0n]],
          ["NoteOffered", [part, ghost, MAX_32, MAX_64, MAX_32]],
          ["NoteOfferEnded", [part, 0n]],
          ["NoteClosed", [note, ghost, 200, MAX_40]],
          ["NoteClosed", [note, ghost, 5, MAX_40]],
          ["NoteClosed", [part, 0n, 5, 0n]],
          ["NoteSplit", [note, on(7n, 3n), ghost, 1n, 2n]],
          ["RootProgressed", [7n, MAX_40, MAX_40, MAX_40]],
          ["RootStatusChanged", [7n, 5, 1]],
          ["RootStatusChanged", [7n, 1, 250]],
          ["RequestOpened", [MAX_32, ghost, ghost, never, 77, MAX_40, 0n, MAX_32, NONSENSE]],
          ["RequestOpened", [MAX_32, ghost, 0n, part, 6, 0n, MAX_40, 0n, NONSENSE]],
          ["RequestOpened", [1n, 0n, 0n, last, 3, 0n, 0n, 0n, NONSENSE]],
          ["RequestAnswered", [MAX_32, part, 99]],
          ["RequestAnswered", [MAX_32, part, 5]],
          ["InstructionSet", [ghost, ghost, MAX_32, MAX_64, 0, 0n]],
          ["InstructionCancelled", [ghost, ghost]],
          ["InstructionCancelled", [ghost, ghost]],
        ],
      ],
      [
        financing,
        suite.receivableFinancing,
        [
          ["FinancingCollected", [part, ghost, ghost, 1n, 1n, 1n, 1n]],
          ["FinancingRepaid", [never, ghost, ghost, 1n, 0n, 3]],
          ["FinancingEnded", [part, ghost, 4]],
          ["NoteFinanced", [never, ghost, ghost, 1n, 1n, 1n, 1n, 1n, true, true]],
          // Ends before it begins, at no price and for more than all.
          ["NoteFinanced", [part, ghost, 0n, 0n, MAX_64, MAX_32, MAX_32, 0n, true, false]],
          ["NoteFinanced", [note, 0n, 0n, MAX_64, 0n, 0n, 0n, MAX_32, false, true]],
          ["FinancingsMerged", [part, part, MAX_64]],
          ["FinancingsMerged", [part, note, 0n]],
          ["FinancingRemitted", [part, ghost, ghost, MAX_64, MAX_64, MAX_64]],
          ["FinancingCollected", [part, 0n, 0n, MAX_64, MAX_64, 0n, MAX_64]],
          ["ObligorNotified", [part, ghost, ghost]],
          ["ObligorNotified", [part, 0n, 0n]],
          ["FinancingCollected", [part, 0n, 0n, MAX_64, MAX_64, 0n, MAX_64]],
          ["FinancingRegistered", [part, ghost, ZeroHash]],
          ["FinancingClaimed", [part, ghost, ghost, MAX_64, ZeroHash, 0n]],
          ["FinancingRepaid", [part, ghost, ghost, MAX_64, MAX_64, 99]],
          ["FinancingEnded", [part, ghost, 0]],
          ["FinancingEnded", [part, ghost, 4]],
          ["FinancingRepaid", [part, ghost, ghost, 0n, 0n, 3]],
        ],
      ],
      [
        security,
        suite.receivableSecurity,
        [
          ["NotePledgeReleased", [part, ghost, ghost]],
          ["NotePledgeEnded", [never, ghost, ghost]],
          ["NotePledged", [part, ghost, ghost, MAX_64, MAX_32]],
          ["NotePledged", [part, 0n, 0n, 0n, 0n]],
          ["NotePledgeCollected", [part, ghost, ghost, MAX_64, MAX_64, MAX_64]],
          ["NotePledgeEnded", [part, ghost, ghost]],
          ["NotePledgeRealised", [part, 0n, 0n, MAX_64]],
          ["NotePledgeReleased", [part, 0n, 0n]],
        ],
      ],
      [
        disputes,
        suite.receivableDisputes,
        [
          ["DisputeAgreed", [part, ghost, NONSENSE]],
          ["DisputeResolved", [part, NONSENSE, true]],
          ["AssignmentAdmitted", [part, ghost, 1n, ghost, true]],
          ["AssignmentPaid", [part, ghost, 1n, 1n, 1n]],
          ["NoteDisputed", [never, ghost, ghost, NONSENSE]],
          ["NoteDisputed", [part, ghost, ghost, NONSENSE]],
          ["NoteDisputed", [part, 0n, 0n, ZeroHash]],
          ["DisputeResolved", [part, ZeroHash, false]],
          ["DisputeAgreed", [part, ghost, NONSENSE]],
          ["DisputeResolved", [part, NONSENSE, true]],
          ["AssignmentEntered", [part, ghost, MAX_32, MAX_64, MAX_40, MAX_40, NONSENSE]],
          ["AssignmentEntered", [part, 0n, MAX_32, 0n, 0n, 0n, ZeroHash]],
          ["AssignmentPaid", [part, ghost, MAX_32, MAX_64, MAX_64]],
          ["AssignmentEnded", [part, ghost, MAX_32, true]],
          ["AssignmentAdmitted", [part, ghost, MAX_32, 0n, false]],
          ["AssignmentEnded", [part, ghost, MAX_32, false]],
        ],
      ],
      [
        orders,
        suite.receivableOrders,
        [
          ["NoteUnfrozen", [part, NONSENSE]],
          ["NoteFrozen", [never, ghost, NONSENSE, 1n, 1n]],
          ["NoteTransferredByOrder", [part, ghost, ghost, NONSENSE]],
          ["NoteFrozen", [part, ghost, NONSENSE, MAX_64, MAX_40]],
          ["NoteFrozen", [part, 0n, NONSENSE, 0n, 0n]],
          ["NoteTransferredByOrder", [part, ghost, ghost, NONSENSE]],
          ["NoteUnfrozen", [part, NONSENSE]],
          ["NoteUnfrozen", [part, NONSENSE]],
          ["NoteTransferredByOrder", [part, 0n, 0n, NONSENSE]],
          ["NoteTransferredByOrder", [note, 0n, ghost, ZeroHash]],
        ],
      ],
      [
        settlement,
        suite.receivableSettlement,
        [
          ["SettlementPaged", [7n, ghost, 1n, MAX_64]],
          ["SettlementPaged", [8n, ghost, 0n, 0n]],
          ["NoteDivided", [part, ghost, 1n]],
          ["NoteClaimed", [part, ghost, ghost, MAX_64, MAX_64]],
          ["SettlementStarted", [7n, ghost, MAX_40, MAX_64, MAX_32]],
          ["SettlementStarted", [7n, 0n, 0n, 0n, 0n]],
          ["SettlementPaged", [7n, 0n, MAX_32, MAX_64]],
          ["SettlementPaged", [7n, ghost, 0n, 0n]],
          ["SettlementPaged", [7n, ghost, 0n, MAX_64]],
          ["NoteSetAside", [part, ghost, ghost, MAX_64, MAX_64]],
          ["NoteSetAside", [part, 0n, 0n, 0n, 0n]],
          ["NotePaid", [part, ghost, ghost, MAX_64, MAX_64]],
          ["NoteDivided", [part, ghost, MAX_64]],
          ["NoteDivided", [part, 0n, MAX_64]],
          ["NotePaid", [part, 0n, 0n, 0n, 0n]],
          ["NoteClaimed", [part, 0n, 0n, 1n, 0n]],
          ["EarlyPaymentRequested", [never, 1n, ghost, 1n, 1n]],
          ["EarlyPaymentRequested", [part, MAX_32, ghost, MAX_64, MAX_32]],
          ["NotePaidEarly", [part, ghost, ghost, 1n, MAX_32, MAX_64]],
          ["NotePaidEarly", [never, ghost, ghost, 1n, 1n, 1n]],
          ["ReceivableOverdue", [7n, ghost, MAX_40, MAX_32]],
          ["ReceivableOverdue", [7n, 0n, 0n, 0n]],
          ["ReceivableOverdue", [8n, 0n, 0n, 0n]],
        ],
      ],
    ];
    for (const speech of speeches) await say(speech);
    await follows();
    const messages = await notices();
    for (const about of [
      "Receivable 0x",
      "Note 0x",
      "Facility 0x",
      "The financing of note",
      "The pledge of note",
      "The dispute over note",
      "Assignment 0x",
      "Case 0x",
      "A round on receivable",
      "A payment on note",
    ]) {
      expect(
        messages.some((message) => message.includes(about)),
        about,
      ).to.be.true;
    }
    // The first version's roots are none of its business.
    const { receivableRegistry } = suite;
    const own = await ask<{ receivables: { number: number; status: string }[] }>(
      `{ receivables(where: { version_: { version: 1 } }, orderBy: number, first: 1000) { number status } }`,
    );
    expect(own.receivables).to.have.length(Number(await receivableRegistry.rootCount()));
    await stage.done(stage.as("huaxi", suite.evidence).anchor(id("after all receivables"), 1, word("INVOICE"), ""));
    await follows();
  });

  it("G-5 an order that halts, freezes and lifts in one transaction", async () => {
    const { directory } = live.suite;
    const huaxi = await live.stage.participant("huaxi");
    const until = (await live.stage.now()) + 86_400;
    await play.order(
      "all at once",
      [
        play.onParticipant("freeze", [huaxi, id("one"), until]),
        play.onParticipant("freeze", [huaxi, id("two"), until]),
        play.onParticipant("unfreeze", [huaxi, id("one")]),
        { target: directory, name: "halt", args: [word("money"), id("one")] },
        { target: directory, name: "resume", args: [word("money"), id("one")] },
        play.onParticipant("unfreeze", [huaxi, id("two")]),
      ],
      [...COUNCIL, ...COURT],
    );
    await follows();
    type Answer = { orders: { acts: { kind: string }[] }[] };
    const query = `{ orders(orderBy: number, orderDirection: desc, first: 1) { acts(orderBy: sequence) { kind } } }`;
    const { orders } = await ask<Answer>(query);
    expect(orders[0]?.acts.map(({ kind }) => kind).slice(-6)).to.deep.equal([
      "ParticipantFrozen",
      "ParticipantFrozen",
      "ParticipantUnfrozen",
      "ModuleHalted",
      "ModuleResumed",
      "ParticipantUnfrozen",
    ]);
  });

  it("G-5 a registry that attests, warns and changes wallets of nobody, and a docket whose orders are rejected before they are there", async () => {
    const { participants, docket, money } = live.suite;
    const nobody = await anyone.getAddress();
    await possess(participants, async (speaker) =>
      say([
        speaker,
        participants,
        [
          ["AttestationWithdrawn", [GHOST, nobody]],
          ["AccountAttested", [GHOST, nobody, MAX_40]],
          ["AttestationWithdrawn", [GHOST, nobody]],
          ["AttestationWithdrawn", [GHOST, nobody]],
          ["AccountAttested", [GHOST, nobody, 1n]],
          ["AccountAttested", [GHOST, nobody, 0n]],
          ["AccountAttested", [0n, ZeroAddress, 0n]],
          ["WarningWithdrawn", [GHOST, NONSENSE]],
          ["ParticipantWarned", [GHOST, NONSENSE, MAX_40]],
          ["ParticipantWarned", [GHOST, NONSENSE, 0n]],
          ["WarningWithdrawn", [GHOST, NONSENSE]],
          ["WarningWithdrawn", [GHOST, NONSENSE]],
          ["ParticipantUnfrozen", [GHOST, NONSENSE, MAX_40]],
          ["ParticipantFrozen", [GHOST, NONSENSE, MAX_40, 0n]],
          ["ParticipantFrozen", [GHOST, NONSENSE, 0n, MAX_40]],
          ["AccountReleased", [GHOST, nobody]],
          ["WalletChanged", [GHOST, nobody, nobody]],
          ["WalletChanged", [0n, ZeroAddress, ZeroAddress]],
          ["AccountBound", [GHOST, nobody, 255, MAX_64, [NONSENSE, ZeroHash]]],
          ["WalletChanged", [GHOST, ZeroAddress, nobody]],
          ["CustodySet", [nobody, true]],
          ["CustodySet", [await money.getAddress(), true]],
          ["CustodySet", [await money.getAddress(), false]],
          ["DoorSet", [nobody, NONSENSE, false]],
        ],
      ]),
    );
    await possess(docket, async (speaker) =>
      say([
        speaker,
        docket,
        [
          ["OrderRejected", [MAX_64, GHOST, 6]],
          ["OrderProposed", [MAX_64, GHOST, [], NONSENSE, "", MAX_40]],
          ["OrderRejected", [MAX_64, GHOST, 1]],
          ["OrderRejected", [MAX_64, GHOST, 6]],
          ["OrderRejected", [MAX_64, 0n, 255]],
          ["OrderApproved", [MAX_64, GHOST, 255, MAX_40]],
          ["OrderRecounted", [MAX_64, 0n]],
          ["OrderInverseFailed", [MAX_64, MaxUint256]],
          ["OrderCancelled", [MAX_64]],
          ["OrderApprovalWithdrawn", [0n, 0n, MAX_40]],
        ],
      ]),
    );
    await follows();

    type Row = { acts: { kind: string }[] };
    type Answer = {
      attestations: { until: string; withdrawnAt: string | null }[];
      warnings: { until: string }[];
      orders: (Row & { status: string; rejections: object[] })[];
      parts: object[];
    };
    const answer = await ask<Answer>(`{
      attestations(where: { attester_: { number: ${2 ** 31 - 1} } }) { until withdrawnAt }
      warnings(where: { digest: "${NONSENSE}" }) { until }
      orders(where: { number: ${2 ** 31 - 1} }) { status rejections { id } acts(orderBy: sequence) { kind } }
      parts(where: { isCustodial: true }) { contract }
    }`);
    expect(answer.attestations).to.deep.equal([{ until: "0", withdrawnAt: null }]);
    expect(answer.warnings).to.deep.equal([{ until: "0" }]);
    expect(sorted(answer.parts)).to.deep.equal([
      { contract: "DataRevenue" },
      { contract: "PointsClearing" },
      { contract: "PointsLedger" },
      { contract: "ReliefFunds" },
    ]);
    expect(answer.orders).to.have.length(1);
    expect(answer.orders[0]?.status).to.equal("Cancelled");
    expect(answer.orders[0]?.rejections).to.have.length(2);
    const kinds = answer.orders[0]?.acts.map(({ kind }) => kind);
    expect(kinds).to.deep.equal([
      "OrderProposed",
      ...Array<string>(3).fill("OrderRejected"),
      "OrderApproved",
      "OrderRecounted",
      "OrderInverseFailed",
      "OrderCancelled",
    ]);
    const messages = (await notices()).join("\n");
    for (const part of [
      "had never been given",
      "never been published",
      "is no part",
      "was rejected twice",
      "Order 0x",
    ]) {
      expect(messages).to.include(part);
    }
  });

  it("G-5 relief whose parts say what cannot be: uses without payouts, lines without households, more back than there was", async () => {
    const { suite } = live;
    const names = [
      "reliefKeys",
      "reliefProgrammes",
      "reliefOfficers",
      "reliefHouseholds",
      "reliefScores",
      "reliefReviews",
      "reliefFunds",
      "reliefPayouts",
      "reliefProjects",
      "reliefBenefits",
      "reliefPurchases",
      "reliefLedger",
    ] as const;
    const parts = await speakers(names.length);
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const register = { target: suite.directory, name: "register", args: [word("relief"), 2n, addresses, 0n] };
    await play.order("nonsense relief", [register], [...COUNCIL, ...REGULATOR]);
    const tell = (name: (typeof names)[number], said: Speech[2]): Promise<void> =>
      say([parts[names.indexOf(name)], suite[name], said]);

    const [programme, village] = [MAX_32, 520_112_101_201n];
    const household = (programme << 32n) | 1n;
    const nobody = await anyone.getAddress();
    const rules = [255, 255, true, MAX_64, 0n, 0n];
    const noKey = { x: NONSENSE, y: ZeroHash };
    const change = {
      household,
      kind: 99,
      proposedBy: 0n,
      done: true,
      refused: true,
      area: MAX_40,
      decidedBy: 0n,
      into: MAX_64,
      category: 255,
      commitment: NONSENSE,
      key: noKey,
      evidence: NONSENSE,
    };
    const plan = [MAX_64, MAX_32, true, true, true, [NONSENSE, ZeroHash]];
    const lot = (7n << 32n) | 1n;

    // Before anything is there that it speaks of.
    await tell("reliefFunds", [
      ["LotUsed", [lot, 1n, 1n, 0n, 1n, 0n]],
      ["LotRestored", [lot, 1n, 1n, 0n, 1n, 0n]],
      ["PayoutMoved", [1n, 1n, GHOST, 1n, true]],
      ["LotReturned", [lot, 7n, 0n, 1n]],
      ["LotReceived", [lot, 7n, GHOST, 1n, false, 0n, ZeroHash, ZeroHash, 1n]],
    ]);
    await tell("reliefPayouts", [
      ["PayoutCreated", [1n, 1n, GHOST, 1, 1n, 1n, 1n, 1n, programme, [1n], [1n]]],
      ["PayoutDrawn", [1n, 1n, 1n, 2]],
      ["PayoutAnswered", [1n, GHOST, NONSENSE, 0, 1, [], 1n, 0n, 3]],
      ["PayoutConfirmed", [1n, household, 0, 1n, 1n]],
    ]);
    await tell("reliefReviews", [["ObjectionAnswered", [1n, household, 1n, 1, NONSENSE, 0]]]);

    await tell("reliefProgrammes", [
      ["ProgrammeCreated", [programme, GHOST, 99, MAX_32, 0n, MAX_64, rules, NONSENSE]],
      ["ProgrammeAreaAdded", [programme, 12n]],
      ["ProgrammeAreaAdded", [5n, MAX_40]],
      ["ProgrammePurposeAdded", [programme, NONSENSE]],
      ["ProgrammeRoleSet", [programme, GHOST, 99, NONSENSE, true]],
      ["BenefitDefined", [MAX_32, programme, [programme, 9, 255, 255, MAX_64, true, NONSENSE]]],
      ["BenefitClosed", [7n, 7n]],
    ]);
    await tell("reliefOfficers", [
      ["AreaAdded", [MAX_40, 0n, 0, "绳"]],
      ["AreaAdded", [village, 1n, 5, ""]],
      ["OfficerAppointed", [MAX_32, GHOST, village, nobody, NONSENSE]],
      ["OfficerAppointed", [MAX_32, GHOST, village, nobody, NONSENSE]],
      ["OfficerChanged", [3n, GHOST, village, nobody, true]],
      ["KinshipDeclared", [MAX_32, NONSENSE, true, NONSENSE]],
      ["KinshipDeclared", [MAX_32, NONSENSE, false, ZeroHash]],
    ]);
    await tell("reliefKeys", [
      ["ActAsserted", [MAX_64, NONSENSE, 255, MAX_32]],
      ["KeyRemoved", [household, 200, NONSENSE, NONSENSE]],
      ["KeyBound", [0n, 255, NONSENSE, NONSENSE]],
    ]);
    await tell("reliefHouseholds", [
      ["HouseholdEntered", [household, programme, village, NONSENSE, 255, GHOST]],
      ["HouseholdEntered", [household, programme, 520_112_102_201n, NONSENSE, 0, 0n]],
      ["HouseholdStatusChanged", [household, 0, 99]],
      ["HouseholdStatusChanged", [household, 99, 9]],
      ["HouseholdStatusChanged", [household, 1, 10]],
      ["HouseholdStatusChanged", [household, 1, 5]],
      ["HouseholdChangeProposed", [MAX_32, household, MAX_32, change]],
      ["HouseholdChanged", [MAX_32, household, MAX_32, 1, 0n, 1, MAX_64]],
      ["HouseholdChanged", [7n, household, MAX_32, 1, 0n, 1, household]],
      ["HouseholdBankChosen", [household, GHOST, 0n]],
    ]);
    await tell("reliefReviews", [
      ["ObjectionRaised", [1n, household, nobody, village, NONSENSE, 1]],
      ["HouseholdPublished", [household, MAX_32, MAX_32, true]],
      ["ObjectionRaised", [1n, household, nobody, 0n, NONSENSE, 65_535]],
      ["ObjectionAnswered", [1n, household, MAX_32, 77, NONSENSE, 0]],
      ["ObjectionAnswered", [1n, household, MAX_32, 1, NONSENSE, 0]],
      ["KinshipFound", [household, MAX_32, MAX_32, true, NONSENSE]],
      ["HouseholdExited", [household, MAX_32, MAX_32, NONSENSE]],
    ]);
    await tell("reliefFunds", [
      ["FundOpened", [7n, programme, 99, NONSENSE, MAX_64, GHOST, MAX_32, 0n, 99, MAX_32, NONSENSE]],
      ["LotReceived", [lot, 7n, MAX_160, 100n, false, MAX_32, NONSENSE, NONSENSE, 0n]],
      ["LotReceived", [lot + 1n, 7n, 0n, MAX_64, true, 0n, NONSENSE, ZeroHash, MAX_64]],
    ]);
    await tell("reliefProjects", [
      ["ProjectProposed", [1n, programme, MAX_32, 7n, NONSENSE, 0n, village, MAX_64, NONSENSE, [plan, plan]]],
      ["MilestoneSubmitted", [1n, 2, GHOST, [], true]],
      ["MilestoneReleased", [1n, 9, MAX_32, 1n, 1n]],
      ["MilestoneRejected", [1n, 1, GHOST, 0n, NONSENSE]],
      ["MilestoneReopened", [1n, 9, MAX_32]],
      ["MilestoneReopened", [1n, 1, MAX_32]],
    ]);
    await tell("reliefBenefits", [
      ["LineObjectionRaised", [1n, 1n, household, nobody, NONSENSE, 1n]],
      ["RoundProposed", [1n, MAX_32, 1n, MAX_32, 0n, 65_535, 0n, MAX_64, NONSENSE, MAX_32, NONSENSE]],
      ["LineObjectionRaised", [1n, 1n, household, nobody, NONSENSE, MAX_32]],
      ["LineObjectionAnswered", [1n, 1n, household, MAX_32, 2, NONSENSE, 0n]],
      ["LineObjectionAnswered", [1n, 1n, household, MAX_32, 2, NONSENSE, 0n]],
      ["RoundReleased", [1n, 0n, MAX_32, MaxUint256, MAX_64, MAX_64]],
    ]);
    // Fewer amounts than households, of whom two are not known; then a payout by one amount, and one of nothing.
    await tell("reliefPayouts", [
      ["PayoutCreated", [1n, 1n, GHOST, 1, MAX_32, 1n, 10n, MAX_32, programme, [5n, 1n, 6n, 1n], [3n, 4n]]],
      ["PayoutCreated", [2n, 1n, GHOST, 3, 0n, MAX_32, MAX_64, 0n, programme, [1n], [MAX_64]]],
      ["PayoutCreated", [3n, 1n, GHOST, 99, 0n, 0n, 0n, 0n, programme, [], []]],
    ]);
    await tell("reliefFunds", [
      ["LotUsed", [lot, 1n, 1n, 0n, 3n, 97n]],
      ["LotUsed", [lot, 1n, 1n, 3n, MAX_64, 0n]],
      ["LotUsed", [lot, 2n, 1n, 0n, 0n, 0n]],
      ["LotUsed", [lot + 1n, 2n, 1n, MAX_64, MAX_64, 0n]],
      ["LotRestored", [lot, 1n, 1n, 2n, MAX_64, MAX_64]],
      ["LotRestored", [lot, 1n, 1n, 0n, 5n, 0n]],
      ["LotRestored", [lot, 3n, 1n, 0n, 5n, 0n]],
      ["LotReturned", [lot, 7n, GHOST, MAX_64]],
      ["LotCarriedOver", [lot, lot + 1n, 7n, MAX_64]],
      ["PayoutMoved", [2n, 1n, GHOST, MAX_64, false]],
      ["PayoutMoved", [3n, 1n, GHOST, 0n, false]],
      ["FundAllocated", [7n, 1n, MAX_64, 0n, MAX_64]],
      ["FundDeallocated", [7n, 1n, MAX_64, MAX_64, 0n]],
    ]);
    await tell("reliefPayouts", [
      ["PayoutConfirmed", [1n, household, 1, MAX_64, MaxUint256]],
      ["PayoutAnswered", [1n, GHOST, NONSENSE, 3, 1, [65_535, 0], MAX_64, MAX_64, 99]],
      ["PayoutAnswered", [1n, GHOST, NONSENSE, 0, 65_535, [3, 3], MAX_64, MAX_64, 3]],
      ["PayoutReturned", [1n, GHOST, 0, 65_535, MAX_64, 0]],
      ["PayoutDisputed", [1n, household, 1, 0n, NONSENSE]],
      ["PayoutDisputeAnswered", [1n, household, MAX_32, 1, true, NONSENSE]],
      ["PayoutConfirmed", [1n, household, 1, 0n, 0n]],
      ["PayoutGivenBack", [1n, GHOST, 1, 0n, NONSENSE]],
      ["PayoutGivenBack", [1n, GHOST, 1, 0n, NONSENSE]],
      ["PayoutGivenBack", [2n, GHOST, 9, MAX_64, NONSENSE]],
      ["PayoutGivenBack", [2n, GHOST, 9, MAX_64, NONSENSE]],
      ["DiversionFound", [1n, 0n, 0n, true, NONSENSE]],
    ]);
    await tell("reliefPurchases", [
      ["ProduceOrdered", [1n, 1n, GHOST, 0n, lot, MAX_64, 0n, MAX_32, NONSENSE, [1n, 5n, 1n], [1n]]],
      ["ProduceStatusChanged", [1n, 0n, 0n, 0, 99, ZeroHash]],
      ["ProduceRestReturned", [1n, GHOST, MAX_64, MAX_64]],
      ["ProduceFinished", [1n, MAX_32, 0n]],
      ["ProduceSharesPaid", [2n, 1n, GHOST, 0n, 0n]],
      ["VoucherUsed", [9n, household, GHOST, 1n, 1n, NONSENSE]],
    ]);
    await tell("reliefPayouts", [
      ["PayoutCreated", [4n, 1n, GHOST, 4, 0n, 1n, 9n, 1n, programme, [1n, 7n], [9n]]],
      ["PayoutReturned", [4n, GHOST, 0, 2, 9n, 3]],
    ]);
    await tell("reliefScores", [
      ["ScoreEntered", [1n, household, 999, -32_768, 65_535, programme, GHOST, NONSENSE]],
      ["ScoreEntered", [2n, MAX_32, 1, 32_767, 0, programme, 0n, NONSENSE]],
      ["ScoreAppealed", [9n, household, NONSENSE]],
      ["ScoreAppealDecided", [1n, household, MAX_32, true, 32_767, 0, NONSENSE]],
      ["ScoreAppealDecided", [2n, 1n, 5n, true, 0, 0, NONSENSE]],
      ["ScoreEntered", [3n, 0n, 1, 1, 1, 0n, 0n, ZeroHash]],
    ]);
    await tell("reliefLedger", [
      ["HelpConfirmed", [1n, household, MAX_32]],
      ["HelpRecorded", [1n, household, MAX_32, 9n, 99, MAX_32, NONSENSE]],
      ["OutcomeReported", [1n, 0n, 65_535, 0n, MAX_64, NONSENSE]],
      ["FeedbackGiven", [1n, household, 255, NONSENSE]],
    ]);
    await follows();

    const messages = (await notices()).join("\n");
    for (const part of [
      "Lot 0x",
      "Payout 0x",
      "Programme 0x",
      "Officer 0x",
      "Household 0x",
      "A notice of household 0x",
      "Objection 0x",
      "Milestone 0x",
      "Round 0x",
      "Passkey 0x",
      "A share of order 0x",
      "Factor 999 has never been set",
      "is used than is left",
      "has no code of twelve digits",
    ]) {
      expect(messages).to.include(part);
    }
    // All of it can be asked for.
    const { payouts, fundLots } = await ask<{ payouts: { lines: object[] }[]; fundLots: object[] }>(
      `{ payouts(where: { payee_: { number: ${2 ** 31 - 1} } }) { lines { household { number } lots { use { index } } } }
         fundLots(where: { giver_: { account_not: null } }) { free left } }`,
    );
    expect(payouts).to.have.length(4);
    expect(fundLots).to.have.length.above(1);
  });

  it("G-5 data assets whose parts say what cannot be: licences of nothing, one's own parent, more receivers than amounts", async () => {
    const { suite } = live;
    const names = [
      "dataRegistry",
      "dataTransfers",
      "dataCertification",
      "dataPreservation",
      "dataValuation",
      "dataPledges",
      "dataOffers",
      "dataConsents",
      "dataLicences",
      "dataSharing",
      "dataRevenue",
      "dataSales",
      "dataDisputes",
      "dataOrders",
      "dataDescriptor",
    ] as const;
    const parts = await speakers(names.length);
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const register = { target: suite.directory, name: "register", args: [word("data"), 2n, addresses, 0n] };
    await play.order("nonsense data", [register], [...COUNCIL, ...REGULATOR]);
    const tell = (name: (typeof names)[number], said: Speech[2]): Promise<void> =>
      say([parts[names.indexOf(name)], suite[name], said]);

    const shares = [65_535, 0, 65_535, [[GHOST, 65_535]]];
    const details = [NONSENSE, ZeroHash, 99, 99, 99, shares];
    const terms = [
      7n,
      99,
      true,
      true,
      true,
      true,
      MAX_64,
      65_535,
      MAX_40,
      65_535,
      MAX_32,
      MAX_64,
      MAX_64,
      MAX_64,
      MAX_64,
      GHOST,
      0n,
      GHOST,
      65_535,
      NONSENSE,
    ];
    const issued = [5n, 7n, GHOST, 0n, GHOST, 9n, 99, MAX_32, 0n, NONSENSE, terms];
    const outcome = [true, true, MAX_64];
    const asked = [3n, GHOST, 0n, MAX_64, 99, MAX_40, 0n, MAX_32, NONSENSE];
    // Twice: before anything is there that they speak of, and after.
    for (let time = 0; time < 2; time++) {
      await tell("dataTransfers", [
        ["RequestAnswered", [3n, 7n, 99]],
        ["RequestOpened", asked],
        ["RequestAnswered", [3n, 7n, 2]],
      ]);
      await tell("dataOffers", [
        ["OfferTaken", [9n, 7n, GHOST, 99]],
        ["OfferReopened", [9n, 7n]],
        ["ExclusiveConsented", [9n, 7n, GHOST, MAX_32]],
        ["RequestOpened", asked],
      ]);
      await tell("dataPledges", [
        ["RequestOpened", asked],
        ["DataPledgeRepaid", [7n, GHOST, 0n, 4n, MAX_64, 1n]],
        ["DataPledgeRealised", [7n, GHOST, 0n, 4n, GHOST, 8n, 1n, MAX_64, MAX_64, MAX_64]],
        ["DataPledgeReleased", [7n, 0n, 0n, 4n, 0n]],
      ]);
      await tell("dataLicences", [
        ["UseRecorded", [5n, 6n, 255, 0n, ZeroHash]],
        ["UsesRecorded", [5n, 63, MAX_40, MAX_40, NONSENSE, [6n, 6n, 6n], [MAX_40]]],
        ["LicenceTransferred", [5n, 0n, GHOST]],
        ["LicenceEnded", [5n, 0n, 0n, 99, NONSENSE]],
        ["UsesStruck", [5n, MAX_40, 0n, 0n]],
      ]);
      await tell("dataRevenue", [
        ["MoneyGivenBack", [5n, GHOST, MAX_64, MAX_64, MAX_64]],
        ["MoneyReleased", [5n, 0n, MAX_64, 1n, 0n]],
        ["RevenueSplit", [7n, 0n, 1n, [7n, 9n, 7n], [MAX_64], [GHOST, 0n, GHOST], [MAX_64, 1n]]],
        ["PersonCredited", [6n, 5n, MAX_64, 0n]],
        ["RevenueClaimed", [GHOST, MAX_64]],
        ["PersonPaid", [6n, addresses[0], MAX_64]],
      ]);
      await tell("dataSales", [
        ["KeyPosted", [2n, GHOST, [MaxUint256, 0n], NONSENSE, MAX_40]],
        ["SaleReleased", [2n, GHOST, 0n, 99, MAX_64, MAX_64]],
        ["SaleRefunded", [2n, GHOST, 0n, 5, 0n, 0n, 0n]],
      ]);
      await tell("dataDisputes", [
        ["DisputeEnded", [1n, 5n, GHOST, 99, 99, outcome, ZeroHash]],
        ["OutcomeProposed", [1n, 0n, outcome]],
      ]);
      await tell("dataSharing", [
        ["SharingGranted", [1n, 5n, GHOST, 65_535, MAX_40, NONSENSE]],
        ["SharingAnswerLate", [1n, GHOST, 0n]],
        ["SharingRefused", [1n, 0n, ZeroHash]],
      ]);
      await tell("dataConsents", [
        ["ConsentWithdrawn", [6n, 7n, GHOST, 4, 1]],
        ["AllConsentsWithdrawn", [6n]],
        ["PayeeSet", [6n, addresses[0]]],
        ["KeyRemoved", [6n, 1, NONSENSE, NONSENSE]],
      ]);
      await tell("dataCertification", [
        ["FilingCertified", [0n, 7n, GHOST, 1, 0n]],
        ["ObjectionDecided", [1n, 7n, 0n, GHOST, true, NONSENSE]],
        ["ObjectionRaised", [1n, 7n, GHOST, true, MAX_64, NONSENSE]],
        ["CertificateSuspended", [7n, NONSENSE]],
      ]);
      await tell("dataPreservation", [
        ["DataChallengeAnswered", [1n, 7n, GHOST, 9, MAX_32, MaxUint256, NONSENSE]],
        ["DataChallenged", [1n, 7n, GHOST, 0n, 9, NONSENSE, MAX_40]],
        ["DataChallengeMissed", [1n, 7n, GHOST, 0n, 9, MAX_32]],
      ]);
      await tell("dataValuation", [
        ["DataValuationDisputeAnswered", [8n, 7n, GHOST, true, NONSENSE]],
        ["DataValuationCommissionEnded", [7n, GHOST, 0n]],
        ["DataValuationWithdrawn", [8n, 7n, 0n, ZeroHash]],
      ]);
      await tell("dataOrders", [
        ["AssetUnfrozen", [7n, NONSENSE]],
        ["MisuseFound", [5n, GHOST, 0n, NONSENSE]],
        ["AssetFrozen", [7n, NONSENSE, 0n, true]],
      ]);
      await tell("dataRegistry", [
        [
          "AssetRegistered",
          [
            7n,
            GHOST,
            NONSENSE,
            99,
            "绳",
            details,
            [
              [7n, 5n],
              [9n, 0n],
            ],
          ],
        ],
        ["AssetStatusChanged", [7n, 0n, 0, 99, 0n]],
        ["AssetStatusChanged", [7n, GHOST, 3, 6, MAX_32]],
        ["RightTransferred", [7n, 0n, GHOST, 99, MAX_64, ZeroHash]],
        ["AssetVersionPublished", [7n, 9, NONSENSE, NONSENSE]],
      ]);
      await tell("dataOffers", [["OfferMade", [9n, 7n, GHOST, terms, NONSENSE, MAX_32]]]);
      await tell("dataLicences", [["LicenceIssued", issued]]);
      await tell("dataSales", [["SaleOrdered", [2n, GHOST, 0n, 9n, 5n, 7n, MAX_64, MAX_64, [0n, 0n], 0n]]]);
      await tell("dataDisputes", [["DisputeOpened", [1n, 5n, GHOST, GHOST, GHOST, 99, MAX_32, outcome, 0n, NONSENSE]]]);
      await tell("dataSharing", [["SharingRequested", [1n, 7n, GHOST, GHOST, 99, MAX_64, 0, NONSENSE, 0n]]]);
      await tell("dataConsents", [
        ["PersonEnrolled", [6n, time === 0 ? NONSENSE : ZeroHash, addresses[0]]],
        ["ConsentGiven", [6n, 7n, GHOST, 99, 255, MAX_32]],
      ]);
      await tell("dataValuation", [
        ["DataValued", [8n, 7n, GHOST, 0n, 99, NONSENSE, MAX_32, MAX_64, 0n, NONSENSE]],
        ["DataValuationDisputed", [8n, 7n, GHOST, true, NONSENSE]],
      ]);
      await tell("dataPledges", [
        ["DataPledged", [7n, GHOST, GHOST, 4n, MAX_64, MAX_32, time === 0 ? MAX_32 : 8n, 0n]],
      ]);
    }
    await follows();
    const messages = (await notices()).join("\n");
    for (const part of [
      "Data asset 0x",
      "Licence 0x",
      "Offer 0x",
      "Purchase 0x",
      "Dispute 0x",
      "Person 0x",
      "Valuation 0x",
    ]) {
      expect(messages).to.include(part);
    }
    // All of it can be asked for.
    type Answer = {
      dataAssets: { ancestors: object[]; licences: object[]; pledges: { valuation: object | null }[] }[];
    };
    const { dataAssets } = await ask<Answer>(
      `{ dataAssets(where: { version_: { version: 2 } }) { ancestors { number } licences { number terms { purposes { name } } } pledges { valuation { number } } } }`,
    );
    expect(dataAssets).to.have.length(1);
    expect(dataAssets[0]?.licences).to.have.length(1);
  });

  it("G-5 points whose parts say what cannot be: grants of nobody, more spent than held, cycles that close twice and short", async () => {
    const { suite } = live;
    const names = [
      "pointsLedger",
      "pointsProgrammes",
      "pointsIssuance",
      "pointsExchange",
      "pointsClearing",
      "pointsRedemption",
      "pointsOrders",
      "pointsDescriptor",
    ] as const;
    const parts = await speakers(names.length);
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const register = { target: suite.directory, name: "register", args: [word("points"), 2n, addresses, 0n] };
    await play.order("nonsense points", [register], [...COUNCIL, ...REGULATOR]);
    const tell = (name: (typeof names)[number], said: Speech[2]): Promise<void> =>
      say([parts[names.indexOf(name)], suite[name], said]);

    const [account, other] = [addresses[0], addresses[1]];
    const buckets = [
      [0, MAX_64],
      [65_535, MAX_64],
      [0, 0n],
    ];
    const opening = [NONSENSE, ZeroHash, 99, MAX_32, 255, 255, true, true, true, 0n, 65_535, MAX_32, 0n];
    // Twice: before anything is there that they speak of, and after.
    for (let time = 0; time < 2; time++) {
      await tell("pointsLedger", [
        ["PointsGranted", [7n, account, 3n, GHOST, MAX_64, 65_535]],
        ["PointsGranted", [1n, account, 3n, 0n, 0n, 0]],
        ["PointsTransferred", [7n, account, account, buckets]],
        ["PointsTransferred", [7n, account, other, []]],
        ["PointsReturned", [7n, account, buckets, MAX_64]],
        ["PointsExpired", [7n, account, 0, MAX_64]],
        ["ReserveAdded", [7n, account, 1n, MAX_64]],
        ["ReserveWithdrawn", [7n, account, MAX_64, 0n]],
        ["ReserveExchanged", [1n, 0n, MAX_64, MAX_64, 0n]],
        ["FeesPaid", [account, MAX_64]],
        ["ProgrammeStopsChanged", [7n, 255, MAX_40]],
        ["AccountFrozenUntil", [account, MAX_40]],
      ]);
      await tell("pointsIssuance", [
        ["GrantBudgetEnded", [7n, GHOST, MAX_64]],
        ["GrantReversed", [7n, account, 9n, MAX_64, 0]],
        ["GrantBudgetSet", [7n, GHOST, 0n, MAX_64, MAX_40, 0n, MAX_32]],
      ]);
      await tell("pointsExchange", [
        ["PointsExchanged", [1n, account, MAX_64, MAX_64, MAX_64, 0n, MAX_32, buckets]],
        ["PointsExchanged", [7n, account, 0n, 0n, 0n, 0n, 0n, []]],
        ["PointsNonceCancelled", [account, MaxUint256]],
      ]);
      await tell("pointsRedemption", [
        ["PointsRefunded", [NONSENSE, 7n, account, GHOST, MAX_64, MAX_64, 0n, MAX_64, buckets]],
        ["PointsRedeemed", [NONSENSE, 7n, account, GHOST, 1n, MAX_64, 9n, buckets, ZeroHash, MAX_32, 0n, MaxUint256]],
        ["RedemptionCancelled", [NONSENSE, account]],
        ["RefundDaysSet", [GHOST, 65_535]],
      ]);
      await tell("pointsClearing", [
        ["ClaimsPaid", [9n, GHOST, GHOST, MAX_64, MAX_64]],
        ["ClaimReceived", [9n, GHOST, 0n, MAX_64]],
        ["CycleDebtUndone", [9n, GHOST, GHOST, MAX_64, 0n, MAX_64]],
        ["PositionCleared", [9n, GHOST, MAX_64, 0n, 0n, 0n, 0n, MAX_64, MAX_64]],
        ["PositionCleared", [9n, GHOST, 0n, MAX_64, 0n, 0n, 0n, 1n, 0n]],
        ["PositionCleared", [9n, 0n, 0n, MAX_64, 0n, 0n, 0n, MAX_64, 0n]],
        ["CycleClosed", [9n, 0n, MAX_64]],
        ["CycleClosed", [9n, 0n, 0n]],
        ["CycleBegan", [9n, MAX_32]],
        ["GuaranteeWithdrawn", [GHOST, MAX_64, 0n]],
      ]);
      await tell("pointsOrders", [
        ["AccountPointsUnfrozen", [account, NONSENSE]],
        ["IssuingResumed", [7n, NONSENSE]],
        ["PointsTransferredByOrder", [7n, account, account, MAX_64, ZeroHash]],
        ["ProgrammeClosedByOrder", [7n, NONSENSE]],
        ["AccountPointsFrozen", [account, NONSENSE, 0n]],
        ["IssuingStopped", [7n, NONSENSE, 0n]],
      ]);
      await tell("pointsProgrammes", [
        ["RequestAnswered", [3n, 7n, 99]],
        ["AcceptanceEnded", [7n, GHOST, 0n]],
        ["PointsProgrammeClosed", [7n, GHOST, MAX_64, MAX_64]],
        ["ExchangeRateSet", [7n, 1n, MAX_32]],
        ["AllianceMemberRemoved", [GHOST]],
        ["PointsProgrammeOpened", [7n, GHOST, opening]],
        ["PointsProgrammeClosing", [7n, 0n, 0n, ZeroHash, true]],
        ["RequestOpened", [3n, GHOST, GHOST, MAX_64, 99, 0n, 0n, MAX_32, NONSENSE]],
        ["AcceptanceAgreed", [7n, GHOST, 0n, MAX_32]],
        ["AcceptanceAgreed", [7n, GHOST, 0n, 0n]],
      ]);
    }
    await follows();
    const messages = (await notices()).join("\n");
    for (const part of ["Redemption 0x", "Shortfall 0x", "Grant 0x", "Budget 0x", "Acceptance 0x"]) {
      expect(messages).to.include(part);
    }
    expect(messages).to.include("Programme of points 7 was never opened");
    // All of it can be asked for.
    type Answer = { pointsProgrammes: { number: number; buckets: object[]; acceptances: { isLive: boolean }[] }[] };
    const { pointsProgrammes } = await ask<Answer>(
      `{ pointsProgrammes(where: { version_: { version: 2 }, number: 7 }) { number buckets { month lastDate balances { points } } acceptances { isLive } } }`,
    );
    expect(pointsProgrammes).to.have.length(1);
    expect(pointsProgrammes[0]?.buckets).to.have.length(2);
    expect(pointsProgrammes[0]?.acceptances).to.deep.equal([{ isLive: true }]);
  });

  it("G-5 every event of every contract with the greatest and the smallest of all values", async () => {
    for (const name of contractNames) {
      const contract: BaseContract = live.suite[name];
      await possess(contract, async (speaker) => {
        const fragments = contract.interface.fragments.filter((fragment) => fragment.type === "event");
        const said = (fragments as EventFragment[]).flatMap(({ name: event, inputs }) =>
          [true, false, true].map((isMost) => [event, inputs.map((input) => extreme(input, isMost))] as const),
        );
        await say([speaker, contract, said]);
      });
    }
    await follows();
  });
});
