/** Points for tests: the alliance, its members and programmes, users that are nobody's account, and what they sign. */
import { type BaseContract, encodeBytes32String, id, MaxUint256, type Wallet } from "ethers";
import { signedFor } from "../../tasks/points/acts.ts";
import type { BucketStructOutput } from "../../types/contracts/modules/points/PointsLedger.js";
import type { IPointsProgrammes } from "../../types/contracts/modules/points/PointsProgrammes.js";
import type { IPointsRedemption } from "../../types/contracts/modules/points/PointsRedemption.js";
import { billDesk, deposited } from "./bills.ts";
import { type Approval, DAY, newCase, now, order, stranger } from "./orders.ts";
import { type Actor, carryOut, ethers, networkHelpers, type OrderedCall } from "./suite.ts";
import { court } from "./title-orders.ts";

export const ProgrammeStatus = { None: 0n, Open: 1n, Closing: 2n, Closed: 3n } as const;
export const Expiry = { None: 0n, Never: 1n, FixedDate: 2n, MonthsFromGrant: 3n } as const;
export const ProgrammeFlags = { Transferable: 1n, Exchangeable: 2n, Honour: 4n } as const;
/** Why an issuer may not grant, as bits. */
export const Stops = { Order: 1n, Clearing: 2n } as const;
export const COMMON = 1n;
export const LOT = 1_000n;
export const WHOLE = 10_000n;
/** Expiry month of what does not expire. */
export const NO_MONTH = 0n;
/** The guarantee deposit that an issuer of covered points keeps at least. */
export const DEPOSIT = 1_000_000n;
/** ¥100,000.00, in the wallet of each member. */
export const PURSE = 10_000_000n;
/** ¥10,000.00, in each reserve. */
export const RESERVE = 1_000_000n;

export const TERMS = id("terms for users, salted");
export const NOTICE = id("notice to users, salted");
export const ORDER = id("goods and prices, salted");

/** A month as the contracts count it: "2026-09" is 680. */
export function monthOf(text: string): bigint {
  const [year = 0, month = 0] = text.split("-").map(Number);
  return BigInt((year - 1970) * 12 + month - 1);
}

/** The statuses in an error that says which are allowed. */
export const statusBits = (...statuses: bigint[]): bigint =>
  statuses.reduce((bits, status) => bits | (1n << status), 0n);

/** Half of the value at least is covered, by default; good for six months; passed on and exchanged at nine tenths of parity. */
const USUAL: IPointsProgrammes.OpeningStruct = {
  name: encodeBytes32String("Department store points"),
  terms: TERMS,
  expiry: Expiry.MonthsFromGrant,
  fixedDay: 0n,
  expiryMonths: 6n,
  graceMonths: 0n,
  transferable: true,
  exchangeable: true,
  honour: false,
  value: 1_000n,
  ratio: 6_000n,
  rate: 900n,
  monthlyCap: 0n,
};

export type OpeningDraft = Partial<IPointsProgrammes.OpeningStruct>;

export const openingOf = (draft: OpeningDraft = {}): IPointsProgrammes.OpeningStruct => ({ ...USUAL, ...draft });

/** 公益积分, that do not expire. */
export const HONOUR: OpeningDraft = {
  name: encodeBytes32String("Green power points"),
  expiry: Expiry.Never,
  expiryMonths: 0n,
  exchangeable: false,
  honour: true,
  value: 0n,
  ratio: 0n,
  rate: 0n,
};

/** An airline's: worth five times as much, covered in full, never expiring. */
const MILES: OpeningDraft = {
  name: encodeBytes32String("Miles"),
  expiry: Expiry.Never,
  expiryMonths: 0n,
  value: 5_000n,
  ratio: 10_000n,
  rate: 4_500n,
};

/** The alliance of six members, with deposits, reserves and three programmes. */
async function allied() {
  const desk = await billDesk();
  const { suite, qianling, baihuo, zhixing, qianyi, linxun, dianli } = desk;
  const { pointsLedger, pointsClearing, money } = suite;
  const members = [qianling, baihuo, zhixing, qianyi, linxun, dianli];
  await admittedMembers(desk, ...members);
  for (const member of members) {
    await deposited(desk, member, PURSE);
    for (const spender of [pointsLedger, pointsClearing]) {
      await money.connect(member.signer).approve(spender, MaxUint256);
    }
  }
  for (const issuer of [baihuo, qianyi]) await pointsClearing.connect(issuer.signer).addDeposit(DEPOSIT);
  const store = await openedBy(suite, baihuo);
  const miles = await openedBy(suite, qianyi, MILES);
  const green = await openedBy(suite, dianli, HONOUR);
  await pointsLedger.connect(baihuo.signer).addReserve(store, RESERVE);
  await pointsLedger.connect(qianyi.signer).addReserve(miles, RESERVE);
  return { ...desk, members, store, miles, green, alice: stranger("alice"), bob: stranger("bob") };
}

export type PointsDesk = Awaited<ReturnType<typeof allied>>;
type Suite = PointsDesk["suite"];

/**
 * Each call starts from the alliance anew: baihuo's `store` points (covered), qianyi's `miles` (covered), dianli's `green` ones (honour); the
 * members qianling, linxun and zhixing issue nothing.
 */
export const pointsDesk = (): Promise<PointsDesk> => networkHelpers.loadFixture(allied);

/** Admits participants to the alliance, by one order of the council. */
export function admittedMembers(desk: Awaited<ReturnType<typeof billDesk>>, ...members: Pick<Actor, "id">[]) {
  const { suite, qianling, guanshan, baiyunling } = desk;
  const council: Approval[] = [qianling, guanshan, baiyunling].map((actor) => [actor, "Council"]);
  return carryOut(
    suite,
    members.map(({ id }) => ({ target: suite.pointsProgrammes, name: "admitMember", args: [id] })),
    council,
  );
}

/** Has the alliance's terms, or its clearing's, set by order. */
export const ruled = (desk: PointsDesk, name: string, args: unknown[], target: BaseContract | undefined = undefined) =>
  order(desk, target ?? desk.suite.pointsProgrammes, name, args);

async function openedBy({ pointsProgrammes }: Suite, issuer: Actor, draft: OpeningDraft = {}): Promise<bigint> {
  const mine = pointsProgrammes.connect(issuer.signer);
  const programme = await mine.openProgramme.staticCall(openingOf(draft));
  await mine.openProgramme(openingOf(draft));
  return programme;
}

/** Opens a programme; its number. */
export const opened = ({ suite }: PointsDesk, issuer: Actor, draft: OpeningDraft = {}) =>
  openedBy(suite, issuer, draft);

/** Whose the programmes of the desk are. */
export async function issuerOf({ suite, members }: PointsDesk, programme: bigint): Promise<Actor> {
  const { issuer } = await suite.pointsLedger.programmeInfo(programme);
  const found = members.find(({ id }) => id === issuer);
  if (found === undefined) throw new Error(`No member issues programme ${programme}.`);
  return found;
}

let sequences = 0n;
/** A number that no grant of this process has had. */
export const nextSequence = (): bigint => ++sequences;

type Account = Wallet | Actor["signer"];

/** Granted by the issuer; the number of the grant. */
export async function granted(
  desk: PointsDesk,
  programme: bigint,
  account: Pick<Account, "address">,
  points: bigint,
  sequence = nextSequence(),
): Promise<bigint> {
  const issuer = await issuerOf(desk, programme);
  await desk.suite.pointsIssuance.connect(issuer.signer).grant(programme, account.address, points, sequence);
  return sequence;
}

/** Asks a merchant to accept a programme's points; the request's number. */
export async function acceptanceProposed(
  desk: PointsDesk,
  programme: bigint,
  merchant: Pick<Actor, "id">,
  rate: bigint,
  lastDay?: bigint,
): Promise<bigint> {
  const issuer = await issuerOf(desk, programme);
  const mine = desk.suite.pointsProgrammes.connect(issuer.signer);
  const args = [programme, merchant.id, rate, lastDay ?? (await today()) + 7n] as const;
  const request = await mine.proposeAcceptance.staticCall(...args);
  await mine.proposeAcceptance(...args);
  return request;
}

/** Proposed and signed: from now on the merchant accepts the programme's points. */
export async function accepted(desk: PointsDesk, programme: bigint, merchant: Actor, rate: bigint): Promise<void> {
  const request = await acceptanceProposed(desk, programme, merchant, rate);
  await desk.suite.pointsProgrammes.connect(merchant.signer).sign(request);
}

/** What an account can spend, by expiry month. */
export async function bucketsOf({ suite }: PointsDesk, programme: bigint, account: Pick<Account, "address">) {
  const buckets: BucketStructOutput[] = await suite.pointsLedger.bucketsOf(programme, account.address);
  return buckets.map(({ month, points }) => ({ month, points }));
}

/** Today, as the contracts count days. */
export const today = async (): Promise<bigint> => ((await now()) + 8n * 3_600n) / DAY;

/** Goes to nine in the morning of a day of the contracts' counting. */
export const toDay = (number: bigint) => networkHelpers.time.increaseTo(number * DAY + 3_600n);

/** Another part of the module, as which a test calls what only parts may. */
export const asPart = async (
  { suite }: PointsDesk,
  part:
    "pointsProgrammes" | "pointsIssuance" | "pointsExchange" | "pointsRedemption" | "pointsClearing" | "pointsOrders",
) => ethers.getImpersonatedSigner(await suite[part].getAddress());

/** Has a court order one act on points. */
export const courtOrders = (desk: PointsDesk, name: string, ...args: unknown[]) =>
  carryOut(desk.suite, [{ target: desk.suite.pointsOrders, name, args }], court(desk));

/** Has an order stop an issuer, for 30 days; the case's key. */
export async function stoppedIssuing(desk: PointsDesk, programme: bigint, key = newCase()): Promise<string> {
  await courtOrders(desk, "stopIssuing", programme, key, (await now()) + 30n * DAY);
  return key;
}

/** Freezes an account's points for 30 days by a court's order; the case's key. */
export async function frozenAccount(desk: PointsDesk, account: Pick<Account, "address">, key = newCase()) {
  await courtOrders(desk, "freezeAccount", account.address, key, (await now()) + 30n * DAY);
  return key;
}

let nonces = 0n;
/** A number that nothing signed in this process has had. */
export const nextNonce = (): bigint => ++nonces;

export interface SigningDraft {
  nonce?: bigint;
  deadline?: bigint;
  /** Who signs, if not the account. */
  signer?: Pick<Wallet, "signTypedData">;
}

const termOf = async ({ nonce, deadline }: SigningDraft) => ({
  nonce: nonce ?? nextNonce(),
  deadline: deadline ?? (await now()) + DAY,
});

/** An exchange as its account has signed it: what `exchangeFor` takes. */
export async function signedExchange(
  { suite: { pointsExchange } }: PointsDesk,
  programme: bigint,
  account: Wallet,
  points: bigint,
  { atLeast = 0n, ...draft }: SigningDraft & { atLeast?: bigint } = {},
) {
  const { nonce, deadline } = await termOf(draft);
  const message = { programme, account: account.address, points, atLeast, nonce, deadline };
  const signature = await signedFor(pointsExchange, draft.signer ?? account, "Exchange", message);
  return [programme, account.address, points, atLeast, nonce, deadline, signature] as const;
}

/** A transfer as its account has signed it: what `transferFor` takes. */
export async function signedTransfer(
  { suite: { pointsExchange } }: PointsDesk,
  programme: bigint,
  account: Wallet,
  to: string,
  points: bigint,
  draft: SigningDraft = {},
) {
  const { nonce, deadline } = await termOf(draft);
  const message = { programme, account: account.address, to, points, nonce, deadline };
  const signature = await signedFor(pointsExchange, draft.signer ?? account, "PointsTransfer", message);
  return [programme, account.address, to, points, nonce, deadline, signature] as const;
}

export interface RedemptionDraft extends SigningDraft {
  order?: string;
}

/** A redemption as its account has signed it: the first two of what `redeem` takes. */
export async function signedRedemption(
  { suite: { pointsRedemption } }: PointsDesk,
  programme: bigint,
  account: Wallet,
  merchant: Pick<Actor, "id">,
  points: bigint,
  draft: RedemptionDraft = {},
): Promise<readonly [IPointsRedemption.RedemptionStruct, string]> {
  const redemption = {
    account: account.address,
    programme,
    merchant: merchant.id,
    points,
    order: draft.order ?? ORDER,
    ...(await termOf(draft)),
  };
  return [redemption, await signedFor(pointsRedemption, draft.signer ?? account, "Redemption", redemption)];
}

/** Redeemed at a merchant; the redemption's number. */
export async function redeemed(
  desk: PointsDesk,
  programme: bigint,
  account: Wallet,
  merchant: Actor,
  points: bigint,
  draft: RedemptionDraft = {},
): Promise<string> {
  const [redemption, signature] = await signedRedemption(desk, programme, account, merchant, points, draft);
  const mine = desk.suite.pointsRedemption.connect(merchant.signer);
  await mine.redeem(redemption, signature, 0n);
  return mine.digestOf(redemption);
}

/** Common points of an account, out of an issuer's that are granted for it: exchanged at its rate, less the fee. */
export async function commonGiven(desk: PointsDesk, account: Wallet, points: bigint, programme = desk.store) {
  await granted(desk, programme, account, points);
  const issuer = await issuerOf(desk, programme);
  const args = await signedExchange(desk, programme, account, points);
  await desk.suite.pointsExchange.connect(issuer.signer).exchangeFor(...args);
  return desk.suite.pointsLedger.balanceOf(account.address, COMMON);
}

/** Gives notice of a programme's end by a court's order. */
export const closedByOrder = (desk: PointsDesk, programme: bigint) =>
  carryOut(desk.suite, [closing(desk, programme)], court(desk));

/** The call of an order that gives notice of a programme's end. */
export const closing = ({ suite }: PointsDesk, programme: bigint, digest = NOTICE): OrderedCall => ({
  target: suite.pointsOrders,
  name: "closeByOrder",
  args: [programme, digest],
});
