/** A year of business with every event of the suite that can occur: what the tests then ask the index about. */
import { type BaseContract, id, MaxUint256, Wallet, ZeroHash } from "ethers";
import { bitmapOf } from "../../deploy/data/holidays.ts";
import { personaOf } from "../../deploy/data/personas.ts";
import { Scopes, SizeClass } from "../../deploy/data/terms.ts";
import { usccCheck } from "../../deploy/data/uscc.ts";
import { applicationDraft, signConsent, signDraft, usccBytes, walletDraft } from "../../deploy/founders.ts";
import { timeOn } from "../../scripts/sandbox/format.ts";
import type { Stage } from "../../scripts/sandbox/story/stage.ts";
import { billsInFull, proposeRepo } from "./billsInFull.ts";
import { dataBegun, dataEnded, dataInFull } from "./dataInFull.ts";
import { pointsBegun, pointsEnded, pointsInFull, pointsProposed } from "./pointsInFull.ts";
import { reliefInFull } from "./reliefInFull.ts";
import type { ReliefPlayed } from "./reliefPlay.ts";
import { receivablesBegun, receivablesInFull, receivablesWaiting } from "./receivablesInFull.ts";
import { type Call, COUNCIL, COURT, DAY, MATURITY, Play, REGULATOR, type Scenario, word } from "./play.ts";

const HOUR = 3_600;

const CONTRACT = 2n;
const DELIVERY_NOTE = 3n;
const PAYMENT = 4n;
const SHA256 = 1n;
const SM3 = 3n;
const DELIVERY = 2n;
const ENDORSEMENT = 3n;
const NOT_DUE = 9n;
const INSUFFICIENT_FUNDS = 2n;

const YUAN = 100n;

/** Whose keys are made from these words. */
export const PERSON = "a person of Guiyang";
export const OTHER_PERSON = "another person of Guiyang";

/** A USCC of the development chain's pattern, with its check character. */
function usccOf(place: number): string {
  const first = `91520100MA6H0${String(100 + place)}X`;
  return first + (usccCheck(first) ?? "");
}

async function money(play: Play): Promise<void> {
  const { stage, suite } = play;
  const token = (who: Parameters<Stage["as"]>[0]) => stage.as(who, suite.money);
  await stage.done(token("clearing").issue(stage.wallet("guanshan"), 5_000_000n * YUAN, word("存款 2601-1")));
  await stage.done(token("clearing").issue(stage.wallet("qianling"), 1_000_000n * YUAN, word("存款 2601-2")));
  await stage.done(token("clearing").issue(stage.wallet("clearing"), 20_000n * YUAN, word("存款 2601-3")));
  await stage.done(token("clearing").redeem(stage.wallet("clearing"), 5_000n * YUAN, word("兑付 2601-1")));
  await stage.done(token("qianling").transferWithReference(stage.wallet("nanming"), 30_000n * YUAN, word("货款 2601")));
  await stage.done(token("nanming").transfer(stage.wallet("huaxi"), 7_000n * YUAN));
  await stage.done(token("nanming").transfer(stage.wallet("nanming"), 1n));
  await stage.done(token("huaxi").transfer(stage.wallet("nanming"), 0n));
  await stage.done(token("huaxi").approve(stage.wallet("clearing"), 1_000n * YUAN));
  await stage.done(token("clearing").redeem(stage.wallet("huaxi"), 400n * YUAN, word("兑付 2601-2")));
  for (const who of ["guanshan", "qianling"] as const) {
    await stage.done(token(who).approve(await suite.billPayment.getAddress(), MaxUint256));
  }
}

/** Applications, admission, accounts, qualifications and seats. */
async function members(play: Play): Promise<void> {
  const { stage, suite } = play;
  const apply = async (place: number, name: string) => {
    const wallet = play.spare(place);
    const uscc = usccOf(place);
    const deadline = BigInt((await stage.now()) + DAY);
    const application = {
      uscc: usccBytes(uscc),
      name,
      size: SizeClass.Micro,
      wallet: wallet.address,
      evidence: id(name),
    };
    const consent = await signDraft(suite.participants, wallet, applicationDraft(application), deadline);
    const applied = suite.participants.applyForAdmission(application, deadline, consent.signature);
    return (await stage.done(applied, suite.participants, "ParticipantApplied"))["participant"] ?? 0n;
  };
  const refused = await apply(1, "空壳贸易有限公司");
  const admitted = await apply(2, "新绳科技“RopeNet”有限公司 🪢");
  await play.order("refusal", [play.onParticipant("refuse", [refused])], COUNCIL);
  await play.order("admission", [play.onParticipant("admit", [admitted])], COUNCIL);

  const regulator = await stage.participant("regulator");
  const until = (await stage.now()) + 400 * DAY;
  const granted = [admitted, word("ENTERPRISE"), regulator, until, 0, id("licence")];
  await play.order("qualification", [play.onParticipant("grantQualification", granted)], REGULATOR);
  await play.order(
    "disqualification",
    [play.onParticipant("revokeQualification", [admitted, word("ENTERPRISE")])],
    REGULATOR,
  );

  const wallet = play.spare(2);
  const registry = suite.participants.connect(wallet);
  for (const [place, modules, ceiling] of [
    [3, [word("bills")], 50_000n],
    [4, [], 0n],
  ] as const) {
    const account = play.spare(place);
    const deadline = BigInt((await stage.now()) + DAY);
    const { signature } = await signConsent(suite.participants, account, usccOf(2), Scopes.ACTS, deadline);
    await stage.done(registry.bindAccount(account, Scopes.ACTS, ceiling * YUAN, [...modules], deadline, signature));
  }
  await stage.done(registry.releaseAccount(play.spare(4)));

  const seats = [...COUNCIL, ...REGULATOR];
  const seat = [play.onParticipant("grantSeat", [admitted, 1n]), play.onParticipant("grantSeat", [admitted, 4n])];
  await play.order("seats", seat, seats);
  await play.order("seat taken", [play.onParticipant("revokeSeat", [admitted, 1n])], seats);
  await wallets(play, admitted);
  await play.order("suspension", [play.onParticipant("suspend", [admitted])], COUNCIL);
  await play.order("reinstatement", [play.onParticipant("reinstate", [admitted])], COUNCIL);
}

/** Persons' accounts; amounts of money frozen, taken and set free by order. */
async function frozenMoney(play: Play): Promise<void> {
  const { stage, suite } = play;
  const [person, another] = [PERSON, OTHER_PERSON].map((who) => new Wallet(id(who))) as [Wallet, Wallet];
  const deadline = BigInt((await stage.now()) + DAY);
  const registry = stage.as("nanming", suite.participants);
  const until = (await stage.now()) + 300 * DAY;
  for (const each of [person, another]) {
    const { signature } = await signConsent(suite.participants, each, personaOf("nanming").uscc, 0n, deadline);
    await stage.done(registry.attest(each, until - DAY, deadline, signature));
  }
  await stage.done(registry.renewAttestation(person, until));
  await stage.done(stage.as("nanming", suite.money).transfer(person, 200n * YUAN));

  const onMoney = (name: string, args: unknown[]): Call => ({ target: suite.money, name, args });
  const [huaxi, nanming] = [await stage.participant("huaxi"), await stage.participant("nanming")];
  const [kept, used, ended] = [id("kept"), id("used up"), id("ended")];
  const freezes = [
    onMoney("freezeMoney", [huaxi, kept, 1_000n * YUAN, until - DAY]),
    onMoney("freezeMoney", [huaxi, used, 50n * YUAN, until]),
    onMoney("freezeMoney", [BigInt(person.address), ended, MaxUint256, until]),
    onMoney("freezeMoney", [BigInt(person.address), kept, 5n * YUAN, until]),
    onMoney("freezeMoney", [huaxi, id("second"), 10n * YUAN, until]),
  ];
  await play.order("money frozen", freezes, COURT);
  await play.order("money freeze renewed", [onMoney("renewMoneyFreeze", [huaxi, kept, until])], COURT);
  const forced = [
    onMoney("forceTransfer", [huaxi, nanming, 300n * YUAN, kept, word("(2026)黔01执7号")]),
    onMoney("forceTransfer", [huaxi, nanming, 50n * YUAN, used, word("(2026)黔01执8号")]),
    onMoney("forceTransfer", [huaxi, BigInt(person.address), 1n * YUAN, ZeroHash, word("9")]),
  ];
  await play.order("money taken", forced, [...COURT, ...REGULATOR]);
  await play.order("money set free", [onMoney("unfreezeMoney", [BigInt(person.address), ended])], COURT);
  await stage.done(registry.withdrawAttestation(person));
}

/** A participant changes its wallet, loses the key of the new one, and is warned of twice. */
async function wallets(play: Play, participant: bigint): Promise<void> {
  const { stage, suite } = play;
  const [first, second, third] = [play.spare(2), play.spare(7), play.spare(8)];
  await stage.done(stage.as("huaxi", suite.money).transfer(first, 30n * YUAN));
  const consent = async (wallet: typeof first) =>
    signDraft(suite.participants, wallet, walletDraft(wallet.address, participant), BigInt((await stage.now()) + DAY));
  const given = await consent(second);
  await stage.done(suite.participants.connect(first).rotateWallet(second, given.deadline, given.signature));
  const later = await consent(third);
  const replacement = [participant, third.address, later.deadline, later.signature];
  await play.order("new wallet", [play.onParticipant("replaceWallet", replacement)], [...COUNCIL, ...REGULATOR]);

  const until = (await stage.now()) + 600 * DAY;
  const warnings = ["false invoices", "late accounts"].map((text) =>
    play.onParticipant("warn", [participant, id(text), until]),
  );
  await play.order("warnings", warnings, REGULATOR);
  await play.order(
    "warning taken back",
    [play.onParticipant("withdrawWarning", [participant, id("late accounts")])],
    REGULATOR,
  );
}

/** Orders that are not carried out at once, or not at all. */
async function orders(play: Play): Promise<void> {
  const { stage, suite } = play;
  const huaxi = await stage.participant("huaxi");
  const docket = (who: Parameters<Stage["as"]>[0]) => stage.as(who, suite.docket);
  const freeze = async (name: string, hours: number, route: number) => {
    const until = (await stage.now()) + hours * HOUR;
    return play.onParticipant("freeze", [huaxi, id(name), until], route);
  };

  const lapsing = await play.order("lapsed freeze", [await freeze("lapsed", 240, 1)], REGULATOR);
  await stage.travel((await stage.now()) + 49 * HOUR);
  await stage.done(docket("auditor").lapse(lapsing.order, lapsing.encoded));

  const ratified = await play.order("ratified freeze", [await freeze("ratified", 240, 1)], REGULATOR);
  await stage.done(docket("court").approve(ratified.order, 3n, ratified.encoded));
  await stage.done(docket("auditor").ratify(ratified.order, ratified.encoded));
  const longer = (await stage.now()) + 480 * HOUR;
  await play.order("renewal", [play.onParticipant("renewFreeze", [huaxi, id("ratified"), longer])], COURT);

  // The court lifts what a regulator froze, so that there is nothing left to undo.
  const undone = await play.order("undone freeze", [await freeze("undone", 240, 1)], REGULATOR);
  await play.order("unfreezing", [play.onParticipant("unfreeze", [huaxi, id("undone")])], COURT);
  await play.order("release", [play.onParticipant("unfreeze", [huaxi, id("ratified")])], COURT);
  await stage.travel((await stage.now()) + 49 * HOUR);
  await stage.done(docket("auditor").lapse(undone.order, undone.encoded, { gasLimit: 3_000_000 }));

  const rejected = await play.propose(
    "rejected order",
    [play.onParticipant("suspend", [huaxi])],
    [["clearing", "Council"]],
  );
  await stage.done(docket("guanshan").reject(rejected.order, rejected.encoded));
  await stage.done(docket("baiyunling").reject(rejected.order, rejected.encoded));

  const warned = await play.propose("withdrawn approval", [play.onParticipant("suspend", [huaxi])], COUNCIL);
  await stage.done(docket("qianling").withdrawApproval(warned.order, warned.encoded));
  await stage.done(docket("qianling").cancel(warned.order));
}

/** The circuit breaker, the module's terms and a further version of it. */
async function modules(play: Play): Promise<void> {
  const { suite } = play;
  const { directory, docket, billIssuance } = suite;
  const halt = { target: directory, name: "halt", args: [word("bills"), id("glitch")], route: 1 };
  await play.order("halt", [halt], REGULATOR);
  const resume = { target: directory, name: "resume", args: [word("bills"), id("glitch")] };
  await play.order("resumption", [resume], COUNCIL);

  const constitution = [...COUNCIL, ...REGULATOR];
  const periods = {
    target: billIssuance,
    name: "setPeriods",
    args: [
      {
        tenorMonths: 6,
        acceptanceDays: 4,
        presentationDays: 10,
        noticeDays: 3,
        principalMonths: 24,
        recourseMonths: 6,
        againMonths: 3,
      },
    ],
  };
  await play.order("periods", [periods], constitution);
  const selector = suite.participants.interface.getFunction("suspend").selector;
  const routes = [{ clauses: [{ votingClass: 3n, votes: 1 }], delay: 0, window: DAY, ratifiedBy: 0, ratifyWithin: 0 }];
  const scope = "0x" + (await suite.participants.getAddress()).slice(2).padStart(64, "0");
  const policy = { target: docket, name: "setPolicy", args: [scope, selector, { routes, inverse: "0x00000000" }] };
  const label = { target: suite.authority, name: "labelRole", args: [9n, "观察员"] };
  // A part that may hold money, for a moment.
  const part = await suite.billPayment.getAddress();
  const custody = [true, false].map((custodial) => ({
    target: suite.directory,
    name: "setCustodial",
    args: [part, custodial],
  }));
  await play.order("policy", [policy, label, ...custody], constitution);
  await secondVersion(play);
}

/** Version 2 of the bills module, registered and wired by order, and a bill under it. */
async function secondVersion(play: Play): Promise<void> {
  const { stage, suite } = play;
  const { ethers } = stage.connection;
  const constitution = [...COUNCIL, ...REGULATOR];
  const { authority, participants, directory, trade, calendar, evidence, market, money } = suite;
  const block = await ethers.provider.getBlockNumber();
  const descriptor = await ethers.deployContract("BillDescriptor");
  const registry = await ethers.deployContract("BillRegistry", [authority, participants, descriptor]);
  const issuance = await ethers.deployContract("BillIssuance", [authority, participants, registry, trade, calendar]);
  const security = await ethers.deployContract("BillSecurity", [authority, participants, registry]);
  const common = [authority, participants, registry] as const;
  const payment = await ethers.deployContract("BillPayment", [...common, issuance, security, calendar, money]);
  const discount = await ethers.deployContract("BillDiscount", [...common, calendar, market]);
  const repo = await ethers.deployContract("BillRepo", [...common, security, discount, calendar, money]);
  const recourse = await ethers.deployContract("BillRecourse", [
    ...common,
    issuance,
    payment,
    security,
    evidence,
    calendar,
    money,
  ]);
  const onBills = await ethers.deployContract("BillOrders", [...common, security]);
  const trusting = [registry, issuance, security, payment, discount, repo, recourse, onBills];
  const parts = await Promise.all([...trusting, descriptor].map((part) => part.getAddress()));
  const wired = parts.slice(0, -1);
  const register = { target: directory, name: "register", args: [word("bills"), 2n, parts, block] };
  await play.order("version", [register], constitution);
  const wiring = trusting.map((part: BaseContract) => ({ target: part, name: "wire", args: [wired] }));
  const setOrders = { target: registry, name: "setOrders", args: [await onBills.getAddress()] };
  await play.order("wiring", [...wiring, setOrders], constitution);
  await play.draw("second", 1_000n * YUAN, { issuance });
}

async function papers(play: Play): Promise<void> {
  const { stage, suite } = play;
  const evidence = stage.as("auditor", suite.evidence);
  await stage.done(evidence.anchor(id("resolution"), SHA256, word("BOARD_RESOLUTION"), "ipfs://bafybeigdyrzt5sfp7"));
  await stage.done(evidence.anchorBatch(id("a thousand invoices"), SM3, word("发票"), ""));

  await play.document("HT-2601", 900_000n * YUAN, { kind: CONTRACT });
  await play.document("SH-2601", 250_000n * YUAN, { kind: DELIVERY_NOTE, isConfirmed: false });
  // Both sides put one document forward with different amounts; the seller confirms the buyer's.
  const [seller, buyer] = [await stage.participant("nanming"), await stage.participant("qianling")];
  const common = { kind: CONTRACT, seller, buyer, issuer: stage.uscc("nanming"), number: "HT 2602" };
  const registered = async (who: "nanming" | "qianling", face: bigint) =>
    stage.done(
      stage.as(who, suite.trade).register({ ...common, face, digest: id(`HT 2602 ${who}`) }),
      suite.trade,
      "DocumentRegistered",
    );
  await registered("nanming", 80_000n * YUAN);
  const { subject, terms } = await registered("qianling", 60_000n * YUAN);
  await stage.done(stage.as("nanming", suite.trade).confirm(String(subject), buyer, String(terms)));
  play.documents["HT-2602"] = String(subject);

  await stage.done(stage.as("court", suite.evidence).countersign(1n, id("resolution"), id("certificate")));
  await stage.done(stage.as("regulator", suite.evidence).countersign(2n, id("a thousand invoices"), ZeroHash));
  await files(play);
}

/** One trade with all four flows, of which the seller takes something back; and one that nobody has delivered. */
async function files(play: Play): Promise<void> {
  const { stage, suite } = play;
  const face = 70_000n * YUAN;
  const trade = (who: "nanming" | "qianling") => stage.as(who, suite.trade);
  const contract = await play.document("HT-2603", face, { kind: CONTRACT });
  const invoice = await play.document("INV-2603", face);
  const delivery = await play.document("SH-2603", face, { kind: DELIVERY_NOTE });
  await stage.done(trade("qianling").openFile([contract, invoice]));
  await stage.done(
    trade("nanming").extendFile(1n, [delivery, await play.document("FK-2603", face, { kind: PAYMENT })]),
  );
  const red = {
    subject: invoice,
    amount: 500n * YUAN,
    issuer: stage.uscc("nanming"),
    digest: id("RED"),
    number: "RED-1",
  };
  await stage.done(trade("qianling").reduce({ ...red, amount: 400n * YUAN }));
  await stage.done(trade("nanming").reduce(red));
  await stage.done(trade("qianling").reduce(red));
  await stage.done(trade("nanming").reduce({ ...red, amount: 1n, number: "RED-2" }));
  await stage.done(trade("nanming").openFile([play.documents["HT-2602"] ?? ""]));
}

async function calendar(play: Play): Promise<void> {
  const { stage, suite } = play;
  const operator = stage.as("clearing", suite.calendar);
  const notice = id("notice for 2027");
  await stage.done(operator.setYear(2027, bitmapOf({ year: 2027, off: [], work: [] } as never), notice));
  await stage.done(operator.amendDay(dayNumber("2026-09-03"), false, id("notice of the State Council")));
}

const dayNumber = (date: string): bigint => BigInt(timeOn(date, 8) / DAY);

/** Bills until the middle of their lives. */
async function circulation(play: Play): Promise<number> {
  const { stage, suite } = play;
  const paid = await play.issue("paid", 123_456_789n);
  await play.endorse(paid.holding, "nanming", "huaxi");
  const middle = await stage.connection.ethers.provider.getBlockNumber();
  await play.endorse(paid.holding, "huaxi", "baiyunling", true);
  await stage.done(play.registry("huaxi").liftMark(paid.holding));

  const silent = await play.issue("silent", 80_000n * YUAN, { acceptor: "qianling" });
  const instruction = {
    acts: (1n << DELIVERY) | (1n << ENDORSEMENT),
    ceiling: 1_000_000n * YUAN,
    tenor: 183n,
    until: dayNumber(MATURITY),
  };
  const nanming = await stage.participant("nanming");
  await stage.done(play.registry("huaxi").instruct(nanming, instruction));
  await stage.done(play.registry("baiyunling").instruct(nanming, instruction));
  await stage.done(play.registry("baiyunling").cancelInstruction(nanming));
  await stage.done(play.registry("nanming").endorse(silent.holding, await stage.participant("huaxi"), false, 0));
  await stage.done(stage.as("nanming", suite.trade).extendFile(2n, [play.documents["INV-silent"] ?? ""]));

  await play.issue("refused", 40_000n * YUAN, { acceptor: "qianling" });
  const circling = await play.issue("circling", 10_000n * YUAN);
  await stage.done(play.registry("nanming").endorse(circling.holding, await stage.participant("huaxi"), false, 0));
  await play.endorse(circling.holding, "huaxi", "baiyunling");
  await play.endorse(circling.holding, "baiyunling", "nanming");

  const early = await play.issue("early", 5_000n * YUAN, { notTransferable: true });
  await stage.done(play.registry("qianling").liftMark(early.holding));
  await stage.done(play.payment("nanming").present(early.holding, id("")));
  await stage.done(play.payment("guanshan").dishonour(early.holding, NOT_DUE));

  const withdrawn = await play.draw("withdrawn", 3_000n * YUAN);
  const issuance = (who: Parameters<Stage["as"]>[0]) => stage.as(who, suite.billIssuance);
  const asked = () => play.request(issuance("qianling").presentForAcceptance(withdrawn.bill));
  await stage.done(play.registry("guanshan").refuse(await asked()));
  await stage.done(play.registry("qianling").withdrawRequest(await asked()));
  await stage.done(issuance("guanshan").sign(await asked()));
  await stage.done(issuance("qianling").withdraw(withdrawn.bill));
  return middle;
}

/** Discount of a part under seal, quotes that are not honoured, rediscount between banks, and offers that come to nothing. */
async function market(play: Play): Promise<void> {
  const { stage, suite } = play;
  const { holding } = await play.issue("traded", 100_000n * YUAN, { maturity: "2026-07-08" });
  const [guanshan, baiyunling] = [await stage.participant("guanshan"), await stage.participant("baiyunling")];
  await stage.done(stage.as("guanshan", suite.money).transfer(stage.wallet("baiyunling"), 50_000n * YUAN));
  for (const who of ["guanshan", "baiyunling"] as const) {
    await stage.done(stage.as(who, suite.money).approve(await suite.market.getAddress(), 100_000n * YUAN));
  }
  await stage.done(play.market("baiyunling").setLine(guanshan, 30_000n * YUAN, 0n));
  await stage.done(play.market("guanshan").setLine(baiyunling, 1n, 0n));
  await stage.done(play.market("guanshan").removeLine(baiyunling));

  // Under seal: the best quote is broken, for its buyer's own line is too short; the second best is accepted.
  const closesAt = (await stage.now()) + HOUR;
  const sealed = await play.ask("nanming", holding, 40_000n * YUAN, {
    buyers: ["guanshan", "baiyunling"],
    days: 3,
    closesAt,
  });
  const { lastDay } = await suite.market.askInfo(sealed);
  const bids = [
    ["baiyunling", baiyunling, 18_000n],
    ["guanshan", guanshan, 18_500n],
  ] as const;
  const quotes: bigint[] = [];
  for (const [who, buyer, rate] of bids) {
    const commitment = await suite.market.commitmentOf(sealed, buyer, rate, lastDay, id(who));
    const made = play.market(who).quoteSealed(sealed, commitment);
    quotes.push((await stage.done(made, suite.market, "QuoteSealed"))["quote"] ?? 0n);
  }
  await stage.travel(closesAt);
  for (const [place, [who, , rate]] of bids.entries()) {
    await stage.done(play.market(who).openQuote(quotes[place] ?? 0n, rate, lastDay, id(who)));
  }
  await stage.done(play.market("nanming").recordBroken(quotes[0] ?? 0n));
  await play.accept("nanming", quotes[1] ?? 0n);
  const part = holding + 1n;

  // Between the banks, at last back in part; what was bought and sold on is counted off the line.
  await stage.done(play.market("baiyunling").setLine(guanshan, 60_000n * YUAN, 0n));
  const rediscount = await play.ask("guanshan", part, 40_000n * YUAN, { buyers: ["baiyunling"] });
  await play.accept("guanshan", await play.quote("baiyunling", rediscount, 16_000n));
  const back = await play.ask("baiyunling", part, 10_000n * YUAN);
  await play.accept("baiyunling", await play.quote("guanshan", back, 15_000n));
  await stage.done(play.market("auditor").countOff(await suite.billDiscount.getAddress(), part));

  // No money, and no sale.
  const poor = await play.ask("nanming", holding, 60_000n * YUAN);
  await stage.done(play.market("nanming").recordBroken(await play.quote("baiyunling", poor, 17_000n)));
  await stage.done(play.market("nanming").withdrawAsk(poor));
  // Never answered: it is over at the end of its day.
  await play.ask("baiyunling", part, 5_000n * YUAN);

  const setTrader = { target: suite.billDiscount, name: "setTrader", args: [await stage.participant("huaxi"), true] };
  await play.order("trader", [setTrader], REGULATOR);
}

/** Maturity and what follows, and what waits for an answer at the end. */
async function maturity(play: Play): Promise<void> {
  const { stage } = play;
  const holdingOf = (name: keyof Scenario["bills"]) => play.bills[name]?.holding ?? 0n;
  const presented = await play.issue("presented", 2_000n * YUAN);
  await stage.travel(timeOn(MATURITY, 9));
  await stage.done(play.payment("baiyunling").present(holdingOf("paid"), id("")));
  await stage.done(play.payment("guanshan").pay(holdingOf("paid")));

  await stage.done(play.payment("nanming").present(holdingOf("refused"), id("")));
  await stage.done(play.payment("qianling").dishonour(holdingOf("refused"), INSUFFICIENT_FUNDS));
  await stage.done(play.payment("nanming").present(holdingOf("refused"), id("")));
  await stage.done(play.payment("qianling").pay(holdingOf("refused")));

  // Qianling has given its money away: silence is dishonour. Guanshan has some: silence is payment.
  const token = stage.as("qianling", play.suite.money);
  await stage.done(token.transfer(stage.wallet("guanshan"), await token.balanceOf(stage.wallet("qianling"))));
  await stage.done(play.payment("huaxi").present(holdingOf("silent"), id("")));
  await stage.done(play.payment("nanming").present(holdingOf("circling"), id("")));
  await stage.travel(timeOn("2026-07-02", 9));
  await stage.done(play.payment("auditor").closeUnanswered(holdingOf("silent")));
  await stage.done(play.payment("auditor").closeUnanswered(holdingOf("circling")));

  await stage.done(play.payment("nanming").present(presented.holding, id("")));
  await stage.done(play.payment("guanshan").declarePaidOffChain(presented.holding, id("receipt of the bank")));
}

/** What waits for an answer when the scenario ends. */
async function waiting(play: Play): Promise<void> {
  const { stage, suite } = play;
  const { bill } = await play.draw("waiting", 6_000n * YUAN, { maturity: "2026-12-15" });
  await play.request(stage.as("qianling", suite.billIssuance).presentForAcceptance(bill));

  // A sealed quote that is to be opened, and an open one that can be accepted.
  const traded = play.bills.traded?.holding ?? 0n;
  const closesAt = (await stage.now()) + HOUR;
  const sealed = await play.ask("nanming", traded, 25_000n * YUAN, { buyers: ["guanshan"], days: 4, closesAt });
  await stage.done(play.market("guanshan").quoteSealed(sealed, id("a commitment")));
  await stage.travel(closesAt);
  const open = await play.ask("guanshan", traded + 2n, 10_000n * YUAN, { days: 4 });
  await play.quote("baiyunling", open, 14_000n);

  await proposeRepo(play, play.bills.lent?.holding ?? 0n, 2_000n * YUAN, {
    cash: 1_000n * YUAN,
    farDay: "2026-07-13",
    days: 4,
  });

  // Security that is asked for: one locks nothing, the other its holding.
  const [guanshan, auditor] = [await stage.participant("guanshan"), await stage.participant("auditor")];
  await play.request(play.security("guanshan").requestGuarantee(play.bills.lent?.holding ?? 0n, auditor, 0));
  const due = dayNumber("2026-07-06");
  const pledge = play.security("baiyunling").pledge(traded + 1n, 10_000n * YUAN, guanshan, 8_000n * YUAN, due, 0);
  await play.request(pledge);

  const nanming = await stage.participant("nanming");
  await play.propose("waiting order", [play.onParticipant("suspend", [nanming])], [["guanshan", "Council"]]);
  const until = (await stage.now()) + 240 * HOUR;
  const freeze = play.onParticipant("freeze", [nanming, id("provisional"), until], 1);
  await play.order("provisional freeze", [freeze], REGULATOR);
}

export async function playScenario(stage: Stage): Promise<Scenario> {
  const play = new Play(stage);
  await money(play);
  await members(play);
  await frozenMoney(play);
  await papers(play);
  await calendar(play);
  await orders(play);
  const middle = await circulation(play);
  await market(play);
  await modules(play);
  await receivablesBegun(play);
  const begun = await dataBegun(play);
  const alliance = await pointsBegun(play);
  let relief: ReliefPlayed | undefined;
  await billsInFull(play, async () => {
    relief = await reliefInFull(play);
    await dataInFull(begun);
    await pointsInFull(alliance);
  });
  const terms = await pointsProposed(alliance);
  const data = await dataEnded(begun);
  const points = await pointsEnded(alliance, terms);
  if (relief === undefined) throw new Error("Relief was not played.");
  await receivablesInFull(play);
  await maturity(play);
  await waiting(play);
  await receivablesWaiting(play);
  const { bills, receivables, orders: ordered, documents } = play as Play & Pick<Scenario, "bills" | "receivables">;
  return { bills, receivables, relief, data, points, orders: ordered, documents, middle };
}
