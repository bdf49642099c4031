/**
 * All acts of points, in three parts for the time that some take: in January the alliance begins, grants, exchanges and is redeemed; at the end of February the
 * first cycle is closed, and orders come; in May points have expired, a cycle closes short, a programme ends, and claims are paid.
 */
import { type BaseContract, encodeBytes32String, id, MaxUint256, Wallet, ZeroHash } from "ethers";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { signedFor } from "../../tasks/points/acts.ts";
import type { IPointsProgrammes } from "../../types/contracts/modules/points/PointsProgrammes.js";
import type { IPointsRedemption } from "../../types/contracts/modules/points/PointsRedemption.js";
import { GrantSheets } from "../utils/points-grants.ts";
import { type Call, COUNCIL, COURT, DAY, type Play, REGULATOR, word } from "./play.ts";

const YUAN = 100n;
const COMMON = 1n;
const [NEVER, FIXED_DATE, MONTHS_FROM_GRANT] = [1n, 2n, 3n];
/** The last day of 2026, since 1970-01-01. */
const END_OF_2026 = 20_818n;

/** Digests of orders: goods that are bought more than once have one. */
export const GOODS = {
  book: id("a book, salted"),
  pen: id("a pen, salted"),
  lunch: id("a lunch, salted"),
  phone: id("a telephone, salted"),
  other: id("something else, salted"),
};

export type ProgrammeName = "store" | "miles" | "green" | "phone" | "bank" | "thanks";
/** As users see them. */
export const NAMES: Record<ProgrammeName, string> = {
  store: "百货积分",
  miles: "黔翼里程",
  green: "绿色用电积分",
  phone: "林讯积分",
  bank: "观山积分",
  thanks: "百货公益积分",
};

export type UserName = "alice" | "bob" | "carol" | "dave";
export type RedemptionName =
  | "refunded"
  | "common"
  | "own"
  | "honour"
  | "flown"
  | "called"
  | "talked"
  | "shopped"
  | "stopped"
  | "saved"
  | "running";

/** What the tests need to know of what was played. */
export interface PointsPlayed {
  readonly programmes: Record<ProgrammeName, bigint>;
  /** Accounts of users. */
  readonly users: Record<UserName, string>;
  /** What users have signed, and merchants have sent. */
  readonly redemptions: Record<RedemptionName, IPointsRedemption.RedemptionStruct & { account: string; id: string }>;
  /** A redemption that was made void before it was sent. */
  readonly cancelled: string;
}

type Grant = { account: string; points: bigint; sequence: bigint };

/** Acts on points, each by whoever does it. */
export class Points {
  readonly play: Play;
  readonly programmes: Partial<Record<ProgrammeName, bigint>> = {};
  readonly redemptions: Partial<PointsPlayed["redemptions"]> = {};
  readonly users: Record<UserName, Wallet>;
  cancelled = ZeroHash;
  #nonces = 0n;

  constructor(play: Play) {
    this.play = play;
    const user = (name: UserName) => new Wallet(id(`${name}, who has points`), play.stage.connection.ethers.provider);
    this.users = { alice: user("alice"), bob: user("bob"), carol: user("carol"), dave: user("dave") };
  }

  get suite() {
    return this.play.suite;
  }

  get stage() {
    return this.play.stage;
  }

  as<C extends BaseContract>(who: PersonaKey, contract: C): C {
    return this.stage.as(who, contract);
  }

  /** A contract with a user's account as the sender. */
  by<C extends BaseContract>(user: UserName, contract: C): C {
    return contract.connect(this.users[user]) as C;
  }

  /** A contract with an account that is nobody's. */
  open<C extends BaseContract>(contract: C): C {
    return contract.connect(this.play.spare(6)) as C;
  }

  who(persona: PersonaKey): Promise<bigint> {
    return this.stage.participant(persona);
  }

  done(...args: Parameters<Play["stage"]["done"]>) {
    return this.stage.done(...args);
  }

  programme(name: ProgrammeName | "common"): bigint {
    return name === "common" ? COMMON : (this.programmes[name] ?? 0n);
  }

  account(user: UserName): string {
    return this.users[user].address;
  }

  async today(): Promise<bigint> {
    return (BigInt(await this.stage.now()) + 28_800n) / BigInt(DAY);
  }

  /** This month, as the contracts count them. */
  async month(): Promise<bigint> {
    const [year = 0, month = 0] = (await this.stage.today()).split("-").map(Number);
    return BigInt((year - 1970) * 12 + month - 1);
  }

  async openProgramme(
    name: ProgrammeName,
    issuer: PersonaKey,
    terms: Partial<IPointsProgrammes.OpeningStruct>,
  ): Promise<void> {
    const { pointsProgrammes } = this.suite;
    const opening: IPointsProgrammes.OpeningStruct = {
      name: encodeBytes32String(NAMES[name]),
      terms: id(`terms of ${name}, salted`),
      expiry: NEVER,
      fixedDay: 0n,
      expiryMonths: 0n,
      graceMonths: 0n,
      transferable: true,
      exchangeable: true,
      honour: false,
      value: 1_000n,
      ratio: 6_000n,
      rate: 900n,
      monthlyCap: 0n,
      ...terms,
    };
    const opened = this.as(issuer, pointsProgrammes).openProgramme(opening);
    const { programme = 0n } = await this.done(opened, pointsProgrammes, "PointsProgrammeOpened");
    this.programmes[name] = programme;
  }

  async propose(
    name: ProgrammeName,
    [issuer, merchant]: [PersonaKey, PersonaKey],
    rate: bigint,
    days = 60n,
  ): Promise<bigint> {
    const { pointsProgrammes } = this.suite;
    const mine = this.as(issuer, pointsProgrammes);
    const lastDay = (await this.today()) + days;
    const asked = mine.proposeAcceptance(this.programme(name), await this.who(merchant), rate, lastDay);
    return (await this.done(asked, pointsProgrammes, "RequestOpened"))["request"] ?? 0n;
  }

  async accept(name: ProgrammeName, [issuer, merchant]: [PersonaKey, PersonaKey], rate: bigint): Promise<void> {
    const request = await this.propose(name, [issuer, merchant], rate);
    await this.done(this.as(merchant, this.suite.pointsProgrammes).sign(request));
  }

  async grant(name: ProgrammeName, granter: PersonaKey, ...lines: [UserName, bigint, bigint][]): Promise<void> {
    const mine = this.as(granter, this.suite.pointsIssuance);
    const grants: Grant[] = lines.map(([user, points, sequence]) => ({
      account: this.account(user),
      points,
      sequence,
    }));
    const [first] = grants;
    if (grants.length === 1 && first !== undefined) {
      await this.done(mine.grant(this.programme(name), first.account, first.points, first.sequence));
    } else {
      await this.done(mine.grantMany(this.programme(name), grants));
    }
  }

  async terms() {
    return { nonce: ++this.#nonces, deadline: BigInt((await this.stage.now()) + DAY) };
  }

  async redemptionOf(
    user: UserName,
    programme: ProgrammeName | "common",
    merchant: PersonaKey,
    points: bigint,
    order: string,
  ) {
    return {
      account: this.account(user),
      programme: this.programme(programme),
      merchant: await this.who(merchant),
      points,
      order,
      ...(await this.terms()),
    };
  }

  signRedemption(user: UserName, r: IPointsRedemption.RedemptionStruct): Promise<string> {
    return signedFor(this.suite.pointsRedemption, this.users[user], "Redemption", r);
  }

  /** Signed by the user, and sent by the merchant. */
  async redeem(
    name: RedemptionName,
    user: UserName,
    [programme, merchant]: [ProgrammeName | "common", PersonaKey],
    points: bigint,
    order: string,
  ): Promise<void> {
    const { pointsRedemption } = this.suite;
    const r = await this.redemptionOf(user, programme, merchant, points, order);
    const signature = await this.signRedemption(user, r);
    await this.done(this.as(merchant, pointsRedemption).redeem(r, signature, 0n));
    this.redemptions[name] = { ...r, id: await pointsRedemption.digestOf(r) };
  }

  async refund(name: RedemptionName, merchant: PersonaKey, points: bigint): Promise<void> {
    const r = this.redemptions[name];
    if (r === undefined) throw new Error(`Nobody has redeemed "${name}".`);
    await this.done(this.as(merchant, this.suite.pointsRedemption).refund(r, points));
  }

  /** Takes a grant back, by the issuer's number. */
  async reverse(issuer: PersonaKey, sequence: bigint): Promise<void> {
    const { pointsIssuance, pointsLedger } = this.suite;
    const participant = await this.who(issuer);
    const sheets = new GrantSheets();
    for (const { args } of await pointsLedger.queryFilter(pointsLedger.filters.PointsGranted())) {
      const { account, points, sequence: number } = args;
      const programme = await pointsLedger.programmeInfo(args.programme);
      if (programme.issuer === participant)
        sheets.add(args.programme, args.month, { account, points, sequence: number });
    }
    const { grants, index } = sheets.proof(sequence);
    await this.done(this.as(issuer, pointsIssuance).reverse(grants, index));
  }

  onOrders(name: string, args: unknown[]): Call {
    return { target: this.suite.pointsOrders, name, args };
  }

  onProgrammes(name: string, args: unknown[]): Call {
    return { target: this.suite.pointsProgrammes, name, args };
  }
}

async function founded(points: Points): Promise<void> {
  const { suite, stage, play } = points;
  const { money, pointsClearing, pointsLedger } = suite;
  for (const who of ["baihuo", "qianyi", "linxun", "zhixing", "guanshan"] as const) {
    await stage.done(points.as("clearing", money).issue(stage.wallet(who), 150_000n * YUAN, word(`积分存款 ${who}`)));
    for (const spender of [pointsLedger, pointsClearing]) {
      await stage.done(points.as(who, money).approve(await spender.getAddress(), MaxUint256));
    }
  }
  const members: PersonaKey[] = ["baihuo", "qianyi", "linxun", "dianli", "zhixing", "guanshan", "qianling"];
  const admitted = await Promise.all(
    members.map(async (who) => points.onProgrammes("admitMember", [await points.who(who)])),
  );
  await play.order("points alliance", admitted, COUNCIL);
  for (const who of ["baihuo", "qianyi", "guanshan"] as const) {
    await stage.done(points.as(who, pointsClearing).addDeposit(12_000n * YUAN));
  }
}

/** Programmes of all kinds. One opens before its deposit is there, and may not grant until it is. */
async function opened(points: Points): Promise<void> {
  const { pointsClearing, pointsLedger, pointsProgrammes } = points.suite;
  await points.openProgramme("store", "baihuo", { expiry: MONTHS_FROM_GRANT, expiryMonths: 1n });
  await points.openProgramme("miles", "qianyi", { value: 5_000n, ratio: 10_000n, rate: 4_500n });
  const honour = { honour: true, exchangeable: false, value: 0n, ratio: 0n, rate: 0n };
  await points.openProgramme("green", "dianli", honour);
  const fixed = { expiry: FIXED_DATE, fixedDay: END_OF_2026, ratio: 5_000n, exchangeable: false, rate: 0n };
  await points.openProgramme("phone", "linxun", { ...fixed, transferable: false });
  await points.openProgramme("bank", "guanshan", { expiry: MONTHS_FROM_GRANT, expiryMonths: 1n, graceMonths: 1n });
  // Of the same issuer as the first: both use its numbers.
  await points.openProgramme("thanks", "baihuo", honour);
  await points.done(points.as("linxun", pointsClearing).addDeposit(10_000n * YUAN));
  await points.done(points.as("baihuo", pointsLedger).addReserve(points.programme("store"), 20_000n * YUAN));

  await points.accept("phone", ["linxun", "zhixing"], 1_000n);
  await points.accept("phone", ["linxun", "qianyi"], 1_000n);
  await points.accept("store", ["baihuo", "zhixing"], 900n);
  await points.accept("store", ["baihuo", "zhixing"], 950n);
  await points.accept("store", ["baihuo", "qianyi"], 950n);
  await points.accept("miles", ["qianyi", "baihuo"], 4_800n);
  await points.accept("miles", ["qianyi", "qianling"], 5_000n);
  await points.accept("green", ["dianli", "zhixing"], 0n);
  await points.accept("bank", ["guanshan", "zhixing"], 1_000n);
  const refused = await points.propose("store", ["baihuo", "dianli"], 100n);
  await points.done(points.as("dianli", pointsProgrammes).refuse(refused));
  const withdrawn = await points.propose("store", ["baihuo", "guanshan"], 100n);
  await points.done(points.as("baihuo", pointsProgrammes).withdrawRequest(withdrawn));
}

async function granted(points: Points): Promise<void> {
  const { pointsIssuance, pointsProgrammes } = points.suite;
  const store = points.programme("store");
  await points.done(points.as("baihuo", pointsProgrammes).setMonthlyCap(store, 5_000_000n));
  await points.grant("store", "baihuo", ["alice", 1_000_000n, 1n]);
  await points.grant("store", "baihuo", ["bob", 500_000n, 2n], ["carol", 200_000n, 3n], ["alice", 1_000n, 4n]);
  await points.grant("miles", "qianyi", ["alice", 300_000n, 1n]);
  await points.grant("green", "dianli", ["bob", 50n, 1n], ["carol", 30n, 2n]);
  await points.grant("phone", "linxun", ["dave", 4_000_000n, 1n]);
  await points.grant("bank", "guanshan", ["bob", 100_000n, 1n], ["dave", 20_000n, 2n]);

  const lastDay = (await points.today()) + 200n;
  const mine = points.as("baihuo", pointsIssuance);
  await points.done(mine.setBudget(store, await points.who("zhixing"), 100_000n, 1_000n, 1_999n, lastDay));
  await points.done(mine.setBudget(store, await points.who("linxun"), 5_000n, 2_000n, 2_999n, lastDay));
  await points.grant("store", "zhixing", ["carol", 30_000n, 1_000n]);
  await points.done(mine.endBudget(store, await points.who("linxun")));
  await points.grant("store", "baihuo", ["carol", 5_000n, 5n]);
  await points.grant("thanks", "baihuo", ["dave", 10n, 20n]);
  await points.reverse("baihuo", 5n);
}

/** Exchanged, passed on and signed for by users, and what they have taken back before it was sent. */
async function used(points: Points): Promise<void> {
  const { pointsExchange, pointsLedger, pointsProgrammes, pointsRedemption } = points.suite;
  const store = points.programme("store");
  const [alice, bob, carol] = [points.account("alice"), points.account("bob"), points.account("carol")];
  await points.done(points.by("alice", pointsExchange).exchange(store, 200_000n, 0n));
  const issuer = points.as("baihuo", pointsProgrammes);
  await points.done(issuer.setRate(store, 850n));
  await points.done(issuer.setExchangePartner(store, await points.who("zhixing"), true));
  await points.done(issuer.setExchangePartner(store, await points.who("linxun"), true));
  await points.done(issuer.setExchangePartner(store, await points.who("linxun"), false));

  const term = await points.terms();
  const exchange = { programme: store, account: bob, points: 100_000n, atLeast: 1n, ...term };
  const signed = await signedFor(pointsExchange, points.users.bob, "Exchange", exchange);
  const sender = points.as("zhixing", pointsExchange);
  await points.done(sender.exchangeFor(store, bob, 100_000n, 1n, term.nonce, term.deadline, signed));
  await points.done(issuer.setRate(store, 950n));
  await points.done(points.by("bob", pointsExchange).cancelNonce(10_001n));

  await points.done(points.by("alice", pointsLedger).safeTransferFrom(alice, carol, store, 10_000n, "0x"));
  const passed = await points.terms();
  const transfer = { programme: store, account: bob, to: carol, points: 20_000n, ...passed };
  const given = await signedFor(pointsExchange, points.users.bob, "PointsTransfer", transfer);
  await points.done(sender.transferFor(store, bob, carol, 20_000n, passed.nonce, passed.deadline, given));

  const unsent = await points.redemptionOf("alice", "store", "zhixing", 1_000n, GOODS.other);
  points.cancelled = await pointsRedemption.digestOf(unsent);
  await points.done(points.by("alice", pointsRedemption).cancelRedemption(unsent));
}

/** In January. */
export async function pointsBegun(play: Play): Promise<Points> {
  const points = new Points(play);
  const { pointsProgrammes, pointsRedemption } = points.suite;
  await founded(points);
  await opened(points);
  await granted(points);
  await used(points);
  await points.done(points.as("zhixing", pointsRedemption).setRefundDays(150n));
  await points.redeem("refunded", "alice", ["store", "zhixing"], 100_000n, GOODS.book);
  await points.refund("refunded", "zhixing", 20_001n);
  await points.redeem("common", "alice", ["common", "baihuo"], 50_001n, GOODS.lunch);
  await points.refund("common", "baihuo", 1n);
  await points.redeem("own", "bob", ["store", "baihuo"], 30_000n, GOODS.lunch);
  await points.redeem("honour", "bob", ["green", "zhixing"], 20n, GOODS.pen);
  await points.redeem("saved", "bob", ["bank", "zhixing"], 40_000n, GOODS.book);
  await points.done(points.as("guanshan", pointsProgrammes).closeProgramme(points.programme("bank"), id("notice")));
  return points;
}

/** Orders, on accounts and on issuers. */
async function ordered(points: Points): Promise<void> {
  const { play } = points;
  const until = (await points.stage.now()) + 300 * DAY;
  const [bob, carol, dave] = [points.account("bob"), points.account("carol"), points.account("dave")];
  const [executed, other] = [id("points case executed"), id("points case that waits")];
  await play.order("points frozen", [points.onOrders("freezeAccount", [carol, executed, until])], COURT);
  await play.order("points frozen again", [points.onOrders("freezeAccount", [carol, other, until])], COURT);
  const given = points.onOrders("transferByOrder", [points.programme("green"), carol, bob, 10n, executed]);
  await play.order("points given", [given], [...COURT, ...REGULATOR]);
  await play.order("points thawed", [points.onOrders("unfreezeAccount", [carol, executed])], COURT);
  await play.order("points renewed", [points.onOrders("renewAccountFreeze", [carol, other, until + DAY])], COURT);
  const both = [
    points.onOrders("freezeAccount", [dave, id("points case in passing"), until]),
    points.onOrders("unfreezeAccount", [dave, id("points case in passing")]),
  ];
  await play.order("points frozen and thawed", both, COURT);

  const [green, store] = [points.programme("green"), points.programme("store")];
  await play.order("issuing stopped", [points.onOrders("stopIssuing", [green, id("stop of green"), until])], COURT);
  const stops = [
    points.onOrders("stopIssuing", [store, id("stop of store"), until]),
    points.onOrders("resumeIssuing", [store, id("stop of store")]),
  ];
  await play.order("issuing stopped and resumed", stops, COURT);
  await play.order("points closed", [points.onOrders("closeByOrder", [green, id("judgment")])], COURT);
  await play.order(
    "points member removed",
    [points.onProgrammes("removeMember", [await points.who("qianling")])],
    COUNCIL,
  );
}

/** At the end of February: the first cycle is closed, and orders come. */
export async function pointsInFull(points: Points): Promise<void> {
  const { pointsClearing } = points.suite;
  await points.done(points.open(pointsClearing).closeCycle());
  // After their cycle the merchant pays for them.
  await points.refund("refunded", "zhixing", 30_000n);
  await points.refund("saved", "zhixing", 15_000n);

  await points.grant("store", "baihuo", ["bob", 600_000n, 6n], ["alice", 40_000n, 7n]);
  await points.redeem("flown", "alice", ["miles", "baihuo"], 100_000n, GOODS.lunch);
  await points.redeem("shopped", "bob", ["store", "qianyi"], 300_000n, GOODS.other);
  await points.redeem("called", "dave", ["phone", "zhixing"], 2_000_000n, GOODS.phone);
  await points.redeem("talked", "dave", ["phone", "qianyi"], 1_900_000n, GOODS.phone);
  await ordered(points);
}

/** Other terms, proposed and approved: they are carried out three days later, when the rest of May is told. */
export async function pointsProposed(points: Points) {
  const terms = [
    points.onProgrammes("setBand", [7_500n, 10_000n]),
    points.onProgrammes("setFee", [60n]),
    points.onProgrammes("setFeeReceiver", [await points.who("guanshan")]),
    points.onProgrammes("setMinimumRatio", [6_000n]),
    { target: points.suite.pointsClearing, name: "setCycleDays", args: [30n] },
    { target: points.suite.pointsClearing, name: "setMinimumDeposit", args: [11_500n * YUAN] },
  ];
  return points.play.propose("terms of points", terms, [...COUNCIL, ...REGULATOR]);
}

/** In May: a cycle closes short, a programme ends, and a cycle runs when all is told. */
export async function pointsEnded(
  points: Points,
  terms: Awaited<ReturnType<typeof pointsProposed>>,
): Promise<PointsPlayed> {
  const { suite } = points;
  const { pointsClearing, pointsIssuance, pointsLedger, pointsProgrammes } = suite;
  const users = Object.values(points.users).map(({ address }) => address);
  const linxun = await points.who("linxun");
  await points.done(points.open(pointsClearing).closeCycle());
  await points.done(points.as("linxun", pointsClearing).payClaims(2n, linxun, 100_001n));
  await points.done(points.as("zhixing", pointsClearing).payClaims(2n, linxun, 7n));
  // What comes into its reserve and covers nothing, anybody has paid to its creditors.
  await points.done(points.as("linxun", pointsLedger).addReserve(points.programme("phone"), 20_003n));
  await points.done(points.open(pointsClearing).payClaimsFromReserve(2n, linxun));
  // Its points are still good, as far as the reserve goes.
  await points.redeem("stopped", "dave", ["phone", "zhixing"], 30_000n, GOODS.phone);

  const month = await points.month();
  // What was granted in January, and at the end of February.
  for (const back of [3n, 2n]) {
    await points.done(points.open(pointsLedger).sweep(points.programme("store"), month - back, users));
  }
  // What has expired meanwhile stays so (S-3).
  await points.refund("refunded", "zhixing", 10_000n);
  await points.done(points.open(pointsProgrammes).finishClosing(points.programme("bank")));
  for (const back of [2n, 3n]) {
    await points.done(points.open(pointsLedger).sweep(points.programme("bank"), month - back, users));
  }
  await points.done(points.as("qianyi", pointsClearing).withdrawDeposit(1_000n * YUAN));
  await points.done(points.as("zhixing", pointsLedger).addReserve(COMMON, 5n));
  const free = await pointsLedger.withdrawableOf(points.programme("store"));
  await points.done(points.as("baihuo", pointsLedger).withdrawReserve(points.programme("store"), free));

  await points.grant("store", "baihuo", ["alice", 70_000n, 8n], ["bob", 9_000n, 9n]);
  await points.done(
    points.as("zhixing", pointsIssuance).grant(points.programme("store"), users[3] ?? "", 500n, 1_001n),
  );
  await points.redeem("running", "alice", ["store", "zhixing"], 10_000n, GOODS.book);
  await points.done(
    points.as("baihuo", pointsProgrammes).endAcceptance(points.programme("miles"), await points.who("baihuo")),
  );
  await points.propose("store", ["baihuo", "linxun"], 700n, 80n);

  await points.done(points.play.docket("auditor").execute(terms.order, terms.encoded));
  await points.done(points.open(pointsProgrammes).claimFees());
  return {
    programmes: points.programmes as PointsPlayed["programmes"],
    users: {
      alice: points.account("alice"),
      bob: points.account("bob"),
      carol: points.account("carol"),
      dave: points.account("dave"),
    },
    redemptions: points.redemptions as PointsPlayed["redemptions"],
    cancelled: points.cancelled,
  };
}
