/** Whatever the contracts can be made to say, the index goes on. Runs after the tests that expect a world in order; modules follow by name, and all values of all events at last. */
import { expect } from "chai";
import {
  AbiCoder,
  concat,
  id,
  keccak256,
  MaxUint256,
  type Signer,
  toUtf8Bytes,
  TypedDataEncoder,
  Wallet,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { Scopes, SizeClass } from "../../deploy/data/terms.ts";
import { usccCheck } from "../../deploy/data/uscc.ts";
import { CONSENTS, consentToSign, signConsent, usccBytes } from "../../deploy/founders.ts";
import { COUNCIL, COURT, Play, REGULATOR, word } from "./play.ts";
import { sorted } from "./rows.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";
import {
  anybody,
  BROKEN,
  follows,
  GHOST,
  MAX_32,
  MAX_40,
  MAX_64,
  NONSENSE,
  notices,
  possess,
  say,
  sayWords,
  speakers,
} from "./strange.ts";

/** Sends a call whose `bytes` arguments stand where the function has strings, so that they need not be text. */
async function sendRaw(
  anyone: Signer,
  to: { getAddress(): Promise<string> },
  selector: string,
  types: string[],
  values: unknown[],
) {
  const data = concat([selector, AbiCoder.defaultAbiCoder().encode(types, values)]);
  await (await anyone.sendTransaction({ to: await to.getAddress(), data })).wait();
}

/** A consent to an application whose name need not be text, which typed data otherwise cannot say. */
async function consentTo(
  live: Index,
  wallet: Wallet,
  [uscc, name, ...rest]: unknown[],
  deadline: bigint,
): Promise<string> {
  const { participants } = live.suite;
  const { domain } = await consentToSign(participants, wallet.address, { kind: "Application", message: {} }, deadline);
  const type = TypedDataEncoder.from({ Application: CONSENTS.Application }).encodeType("Application");
  const fields = ["bytes32", "bytes18", "bytes32", "uint8", "address", "bytes32", "uint256", "uint256"];
  const values = [id(type), uscc, keccak256(name as Uint8Array), ...rest, 0n, deadline];
  const struct = keccak256(AbiCoder.defaultAbiCoder().encode(fields, values));
  return wallet.signingKey.sign(keccak256(concat(["0x1901", TypedDataEncoder.hashDomain(domain), struct]))).serialized;
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
    anyone = anybody(play);
  });

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
      const signature = await consentTo(live, wallet, application, deadline);
      await sendRaw(anyone, participants, selector, types, [application, deadline, signature]);
    }
    await follows(live);
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
    await follows(live);
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
    await follows(live);

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
    const [stranger] = await speakers(play, 1);
    const at = await stranger?.getAddress();
    const before = await notices(live);
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
    await follows(live);
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
    expect(await notices(live)).to.have.length(before.length);
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
    await follows(live);
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
    await possess(play, participants, async (speaker) =>
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
    await possess(play, docket, async (speaker) =>
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
    await follows(live);

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
    const messages = (await notices(live)).join("\n");
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
});
