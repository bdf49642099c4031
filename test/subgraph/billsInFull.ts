/** The acts on bills beside their common life: security, repos, recourse, orders, and payment in all its ways. */
import { id, MaxUint256, ZeroHash } from "ethers";
import { dayNumber } from "../../deploy/data/holidays.ts";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { timeOn } from "../../scripts/sandbox/format.ts";
import { type BillName, COUNCIL, COURT, DAY, type Play, REGULATOR } from "./play.ts";

const YUAN = 100n;
/** A Tuesday, as are the days of business before and after it. */
const DUE = "2026-03-31";
/** After all that the scenario tells of. */
const FAR = "2026-07-15";
const INSUFFICIENT_FUNDS = 2n;
const OUT_OF_TIME = 7n;
const PLEDGED = 1n;
const OUTRIGHT = 2n;
const DEMAND = 1n;
const SUIT = 2n;
const MAX_64 = 2n ** 64n - 1n;

export interface RepoOptions {
  readonly kind?: bigint;
  readonly cash?: bigint;
  readonly farDay: string;
  /** Days after today on which it can still be accepted. */
  readonly days?: number;
}

const today = async (play: Play): Promise<bigint> => BigInt(Math.floor((await play.stage.now()) / DAY + 1 / 3));

/** Money where it will be needed, and leave for the parts to take it. */
async function means(play: Play): Promise<void> {
  const { stage, suite } = play;
  const bank = stage.as("guanshan", suite.money);
  for (const [who, amount] of [
    ["clearing", 300_000n],
    ["baiyunling", 200_000n],
    ["huaxi", 100_000n],
    ["nanming", 100_000n],
    ["qianling", 10_000n],
    ["court", 2_000n],
  ] as const) {
    await stage.done(bank.transfer(stage.wallet(who), amount * YUAN));
  }
  const leave = async (who: PersonaKey, part: { getAddress(): Promise<string> }) =>
    stage.done(stage.as(who, suite.money).approve(await part.getAddress(), MaxUint256));
  for (const who of ["guanshan", "baiyunling"] as const) await leave(who, suite.market);
  await leave("clearing", suite.billPayment);
  for (const who of ["clearing", "huaxi", "nanming", "qianling", "court"] as const) {
    await leave(who, suite.billRecourse);
  }
  for (const who of ["guanshan", "baiyunling"] as const) await leave(who, suite.billRepo);
}

async function guarantee(play: Play, holding: bigint, by: PersonaKey, guarantor: PersonaKey): Promise<void> {
  const asked = play.security(by).requestGuarantee(holding, await play.stage.participant(guarantor), 0);
  await play.stage.done(play.security(guarantor).sign(await play.request(asked)));
}

/** Pledges a part of a holding; the number of the holding that is pledged. */
async function pledge(play: Play, holding: bigint, amount: bigint, to: PersonaKey, secured: bigint, due: string) {
  const { stage, suite } = play;
  const pledgee = await stage.participant(to);
  const asked = play.security("nanming").pledge(holding, amount, pledgee, secured, dayNumber(due), 0);
  const signed = play.security(to).sign(await play.request(asked));
  return (await stage.done(signed, suite.billSecurity, "BillPledged"))["holding"] ?? 0n;
}

/** A bill that is guaranteed at each stage, pledged in part twice, and endorsed in part; its part under pledge is realised. */
async function secured(play: Play): Promise<{ pledged: bigint; passed: bigint }> {
  const { stage, suite } = play;
  const { bill, holding } = await play.draw("secured", 50_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  await guarantee(play, holding, "qianling", "huaxi");
  await play.acceptBill(bill, "clearing");
  await guarantee(play, holding, "clearing", "market");
  await play.deliver(bill);
  await guarantee(play, holding, "nanming", "baiyunling");
  const refused = play.security("nanming").requestGuarantee(holding, await stage.participant("auditor"), 0);
  await stage.done(play.registry("auditor").refuse(await play.request(refused)));
  await stage.done(play.payment("clearing").confirmPayment(bill, id("the account was looked at")));

  const pledged = await pledge(play, holding, 30_000n * YUAN, "guanshan", 20_000n * YUAN, "2026-02-27");
  const released = await pledge(play, holding, 5_000n * YUAN, "guanshan", 1_000n * YUAN, DUE);
  await stage.done(play.security("guanshan").release(released));
  const to = await stage.participant("baiyunling");
  const asked = play.registry("nanming").endorsePart(holding, 8_000n * YUAN, to, false, 0);
  const signed = play.registry("baiyunling").sign(await play.request(asked));
  const { holding: passed = 0n } = await stage.done(signed, suite.billRegistry, "BillEndorsed");
  await stage.done(play.payment("baiyunling").setStandingPresentation(passed, true));
  await stage.done(play.payment("nanming").setStandingPresentation(holding, true));
  await stage.done(play.payment("nanming").setStandingPresentation(holding, false));
  return { pledged, passed };
}

/** Proposes a repo of one lot between the banks; its number. */
export async function proposeRepo(play: Play, holding: bigint, amount: bigint, more: RepoOptions): Promise<bigint> {
  const { stage, suite } = play;
  const { kind = PLEDGED, cash = 0n, farDay, days = 0 } = more;
  const proposed = play.repo("guanshan").propose({
    kind,
    buyer: await stage.participant("baiyunling"),
    rate: 15_000n,
    farRate: kind === OUTRIGHT ? 16_000n : 0n,
    cash,
    farDay: dayNumber(farDay),
    lastDay: (await today(play)) + BigInt(days),
    lots: [{ holding, amount }],
  });
  return (await stage.done(proposed, suite.billRepo, "RepoProposed"))["repo"] ?? 0n;
}

async function openRepo(play: Play, holding: bigint, amount: bigint, more: RepoOptions): Promise<bigint> {
  const repo = await proposeRepo(play, holding, amount, more);
  const [near, far] = await play.suite.billRepo.preview(repo);
  await play.stage.done(play.repo("baiyunling").accept(repo, near, far));
  return repo;
}

/** Repos of a discounted bill, of both kinds: redeemed, defaulted, open, refused and taken back. */
async function lent(play: Play): Promise<{ redeemed: bigint[]; defaulted: bigint[] }> {
  const { stage } = play;
  const { holding } = await play.issue("lent", 100_000n * YUAN, { acceptor: "clearing", maturity: FAR });
  const ask = await play.ask("nanming", holding, 100_000n * YUAN);
  await play.accept("nanming", await play.quote("guanshan", ask, 20_000n));

  const farDay = "2026-03-02";
  const redeemed = [
    await openRepo(play, holding, 20_000n * YUAN, { cash: 19_000n * YUAN, farDay }),
    await openRepo(play, holding, 15_000n * YUAN, { kind: OUTRIGHT, farDay }),
  ];
  const defaulted = [
    await openRepo(play, holding, 10_000n * YUAN, { cash: 9_000n * YUAN, farDay }),
    await openRepo(play, holding, 8_000n * YUAN, { kind: OUTRIGHT, farDay }),
  ];
  await openRepo(play, holding, 5_000n * YUAN, { cash: 4_000n * YUAN, farDay: "2026-07-10" });
  const refused = await proposeRepo(play, holding, 1_000n * YUAN, { cash: 900n * YUAN, farDay, days: 1 });
  await stage.done(play.repo("baiyunling").refuse(refused));
  const taken = await proposeRepo(play, holding, 1_000n * YUAN, { kind: OUTRIGHT, farDay, days: 1 });
  await stage.done(play.repo("guanshan").withdraw(taken));
  return { redeemed, defaulted };
}

/** Courts and regulators on one bill: a request ended, cases in their rank, title conveyed in part and declared void. */
async function seized(play: Play): Promise<void> {
  const { stage, suite } = play;
  const { holding } = await play.issue("seized", 30_000n * YUAN, { acceptor: "clearing", maturity: FAR });
  const [nanming, huaxi] = [await stage.participant("nanming"), await stage.participant("huaxi")];
  await play.request(play.registry("nanming").endorse(holding, huaxi, true, 0));
  const until = (await stage.now()) + 200 * DAY;
  const units = [10_000n * YUAN + 1n, 20_000n * YUAN];
  const frozen = await play.order(
    "bill frozen",
    [play.onBill("freeze", [holding, id("first"), nanming, ...units, until - DAY])],
    COURT,
  );
  const [opened] = await suite.billOrders.queryFilter(suite.billOrders.filters.HoldingFrozen(), suite.deployBlock);
  if (opened === undefined || frozen.order === 0n) throw new Error("Nothing was frozen.");
  const part = opened.args.holding;
  await play.order(
    "bill frozen again",
    [
      play.onBill("freeze", [part, id("second"), nanming, ...units, until]),
      play.onBill("freeze", [holding, id("third"), nanming, 20_000n * YUAN + 1n, 30_000n * YUAN, until]),
    ],
    COURT,
  );
  await play.order("bill freeze renewed", [play.onBill("renewFreeze", [part, id("first"), until])], COURT);
  const both = [...COURT, ...REGULATOR];
  const [baiyunling, auditor] = [await stage.participant("baiyunling"), await stage.participant("auditor")];
  const taken = [part, id("first"), nanming, 10_000n * YUAN + 1n, 14_000n * YUAN, baiyunling];
  await play.order(
    "bill taken",
    [play.onBill("unfreeze", [part, id("second")]), play.onBill("transferByOrder", taken)],
    both,
  );
  const first = (await suite.billRegistry.queryFilter(suite.billRegistry.filters.HoldingSplit(holding))).at(0);
  if (first === undefined) throw new Error("Nothing was parted.");
  await play.order("title void", [play.onBill("invalidate", [first.args.part, ZeroHash, nanming, auditor])], both);
}

const holdingOf = (play: Play, name: BillName): bigint => play.bills[name]?.holding ?? 0n;

async function claim(play: Play, name: BillName, by: PersonaKey, on: PersonaKey, costs = 0n): Promise<void> {
  const digest = costs === 0n ? ZeroHash : id("bill of the lawyer");
  const party = await play.stage.participant(on);
  await play.stage.done(play.recourse(by).claim(holdingOf(play, name), party, costs, digest));
}

const settle = (play: Play, name: BillName, by: PersonaKey, amount: bigint) =>
  play.stage.done(play.recourse(by).settle(holdingOf(play, name), amount));

/** Bills that will be dishonoured: passed on, and pledged. */
async function circulated(play: Play): Promise<void> {
  const jumped = await play.issue("jumped", 60_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  // Huaxi has signed in advance.
  const huaxi = await play.stage.participant("huaxi");
  await play.stage.done(play.registry("nanming").endorse(jumped.holding, huaxi, false, 0));
  await guarantee(play, jumped.holding, "huaxi", "market");
  await play.endorse(jumped.holding, "huaxi", "baiyunling");
  await play.endorse(jumped.holding, "baiyunling", "auditor", true);
  await play.issue("honoured", 5_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  const { holding } = await play.issue("shared", 5_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  await pledge(play, holding, 5_000n * YUAN, "baiyunling", 3_000n * YUAN, DUE);
  await play.issue("insolvent", 7_000n * YUAN, { acceptor: "clearing", maturity: FAR });
  await laddered(play);
  const belated = await play.issue("belated", 1_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  await play.endorse(belated.holding, "nanming", "baiyunling");
}

/** A bill of which an endorser's guarantor will pay. */
async function vouched(play: Play): Promise<void> {
  const { holding } = await play.issue("vouched", 1_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  const huaxi = await play.stage.participant("huaxi");
  await play.stage.done(play.registry("nanming").endorse(holding, huaxi, false, 0));
  await guarantee(play, holding, "huaxi", "court");
  await play.endorse(holding, "huaxi", "baiyunling", true);
}

/** A bill with all who can be liable on it, and some who are not: a seller of a rediscount, and one that stands behind a mark. */
async function laddered(play: Play): Promise<void> {
  const { stage } = play;
  const { bill, holding } = await play.draw("laddered", 20_000n * YUAN, { acceptor: "clearing", maturity: DUE });
  await guarantee(play, holding, "qianling", "regulator");
  await play.acceptBill(bill, "clearing");
  await guarantee(play, holding, "clearing", "market");
  await play.deliver(bill);
  await stage.done(play.registry("nanming").endorse(holding, await stage.participant("huaxi"), false, 0));
  await guarantee(play, holding, "huaxi", "court");
  const discount = await play.ask("huaxi", holding, 20_000n * YUAN);
  await play.accept("huaxi", await play.quote("guanshan", discount, 19_000n));
  const rediscount = await play.ask("guanshan", holding, 20_000n * YUAN);
  await play.accept("guanshan", await play.quote("baiyunling", rediscount, 18_000n));
  await play.endorse(holding, "baiyunling", "auditor", true);
}

/** The acceptor of a bill that is not due is insolvent, as a court says. */
async function insolvency(play: Play): Promise<void> {
  const { stage, suite } = play;
  const category = await suite.billRecourse.insolvencyCategory(await stage.participant("clearing"));
  const anchored = stage.as("court", suite.evidence).anchor(id("ruling"), 1n, category, "");
  const { evidence = 0n } = await stage.done(anchored, suite.evidence, "EvidenceAnchored");
  await stage.done(play.recourse("nanming").openEarly(holdingOf(play, "insolvent"), evidence));
  await claim(play, "insolvent", "nanming", "qianling");
}

async function repaid(play: Play, { redeemed, defaulted }: Awaited<ReturnType<typeof lent>>): Promise<void> {
  const { stage, suite } = play;
  await stage.travel(timeOn("2026-03-02", 9));
  for (const repo of redeemed) await stage.done(play.repo("guanshan").redeem(repo));
  await stage.done(stage.as("guanshan", suite.money).approve(await suite.billRepo.getAddress(), 0n));
  await stage.travel(timeOn("2026-03-03", 9));
  for (const repo of defaulted) await stage.done(play.repo("baiyunling").enforce(repo));
}

/** The day on which most of these bills are due, and a week of recourse. */
async function due(play: Play, { pledged, passed }: Awaited<ReturnType<typeof secured>>): Promise<void> {
  const { stage, suite } = play;
  await stage.done(play.security("guanshan").realise(pledged));
  await stage.travel(timeOn(DUE, 9));
  await stage.done(play.payment("guanshan").present(pledged, ZeroHash));
  await stage.done(play.payment("clearing").pay(pledged));
  await stage.done(play.payment("auditor").presentStanding(passed));
  await stage.done(play.payment("clearing").declarePaidOffChain(passed, id("bank's receipt")));
  await stage.done(play.payment("baiyunling").confirmPaidOffChain(passed, id("bank's receipt")));
  const presented = play.payment("nanming").presentPart(holdingOf(play, "secured"), 4_000n * YUAN, ZeroHash);
  const { holding: part = 0n } = await stage.done(presented, suite.billPayment, "BillPresented");
  await stage.done(play.payment("clearing").pay(part));

  await stage.done(play.security("baiyunling").realise(holdingOf(play, "shared")));
  for (const [name, holder] of [
    ["jumped", "auditor"],
    ["honoured", "nanming"],
    ["shared", "baiyunling"],
    ["laddered", "auditor"],
    ["vouched", "baiyunling"],
  ] as const) {
    const holding = holdingOf(play, name);
    await stage.done(play.payment(holder).present(holding, ZeroHash));
    await stage.done(play.payment("clearing").dishonour(holding, INSUFFICIENT_FUNDS));
  }
  await recourse(play);
}

/** Parties are jumped, claim again, pay in part, and at last the acceptor pays one. */
async function recourse(play: Play): Promise<void> {
  const { stage } = play;
  const jumped = holdingOf(play, "jumped");
  const [huaxi, nanming] = [await stage.participant("huaxi"), await stage.participant("nanming")];
  await stage.done(play.recourse("auditor").notify(jumped, huaxi));
  await stage.done(play.recourse("huaxi").notify(jumped, nanming));
  await claim(play, "jumped", "auditor", "huaxi", 100n * YUAN);
  await claim(play, "jumped", "auditor", "clearing");
  await stage.done(play.recourse("auditor").interrupt(jumped, huaxi, DEMAND, id("letter")));
  await claim(play, "honoured", "nanming", "clearing");
  await claim(play, "shared", "baiyunling", "qianling");
  await claim(play, "vouched", "baiyunling", "court");
  await stage.travel(timeOn("2026-04-10", 9));
  await settle(play, "jumped", "huaxi", 10_000n * YUAN);
  await settle(play, "honoured", "clearing", MAX_64);
  await settle(play, "vouched", "court", MAX_64);
  await settle(play, "shared", "qianling", 2_000n * YUAN);
  await settle(play, "shared", "qianling", MAX_64);
  await stage.travel(timeOn("2026-04-20", 9));
  const belated = holdingOf(play, "belated");
  await stage.done(play.payment("baiyunling").present(belated, id("why it is late")));
  await stage.done(play.payment("clearing").dishonour(belated, OUT_OF_TIME));
  await settle(play, "jumped", "huaxi", MAX_64);
  await stage.done(play.recourse("huaxi").interrupt(jumped, nanming, SUIT, id("statement of claim")));
  await claim(play, "jumped", "huaxi", "nanming");
  await stage.travel(timeOn("2026-05-20", 9));
  await settle(play, "jumped", "nanming", MAX_64);
  await stage.done(play.recourse("nanming").notify(jumped, await stage.participant("qianling")));
  await claim(play, "jumped", "nanming", "clearing");
}

/** The rate of recourse interest falls in April, and again later than was said first. */
async function rates(play: Play): Promise<void> {
  const set = (rate: bigint, from: string) => ({
    target: play.suite.billRecourse,
    name: "setRate",
    args: [rate, dayNumber(from)],
  });
  const constitution = [...COUNCIL, ...REGULATOR];
  await play.order("rate", [set(25_000n, "2026-05-01"), set(20_000n, "2026-04-15")], constitution);
  await play.order("later rate", [set(10_000n, "2026-12-01")], constitution);
}

/** @param inFebruary what else happens before the repos fall due in March */
export async function billsInFull(play: Play, inFebruary: () => Promise<void>): Promise<void> {
  await means(play);
  await rates(play);
  const security = await secured(play);
  const repos = await lent(play);
  await circulated(play);
  await seized(play);
  await vouched(play);
  await insolvency(play);
  await inFebruary();
  await repaid(play, repos);
  await due(play, security);
}
