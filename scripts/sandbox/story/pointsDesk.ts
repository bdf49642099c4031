/** What the scenes of points have in common: members' money, programmes, users and what they sign. */
import { encodeBytes32String, id, Wallet } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { type ActName, signedFor } from "../../../tasks/points/acts.ts";
import { valueOf } from "../../../tasks/shared/terms.ts";
import type { IPointsProgrammes } from "../../../types/contracts/modules/points/PointsProgrammes.js";
import type { IPointsRedemption } from "../../../types/contracts/modules/points/PointsRedemption.js";
import { dayOf, plusDays } from "../format.ts";
import { document } from "./reliefDesk.ts";
import type { Stage } from "./stage.ts";

const DAY = 86_400n;
export const COMMON = 1n;
/** The guarantee deposit that is asked of an issuer. */
export const DEPOSIT = 1_000_000n;

/** A user: an address and nothing else, made from a name that only the story knows. */
export const user = (name: string): Wallet => new Wallet(id(`points of ${name}`));

/** Money against a deposit, and leave for the purses of the alliance to take what their owner gives or owes. */
export async function provide(stage: Stage, who: PersonaKey, amount: bigint): Promise<void> {
  const { money, pointsClearing, pointsLedger } = stage.suite;
  const businessRef = encodeBytes32String(`POINTS-${await stage.now()}`);
  await stage.done(stage.as("clearing", money).issue(stage.wallet(who), amount, businessRef));
  for (const purse of [pointsLedger, pointsClearing]) {
    await stage.done(stage.as(who, money).approve(await purse.getAddress(), amount));
  }
}

type Terms = Omit<IPointsProgrammes.OpeningStruct, "name" | "terms" | "monthlyCap" | "fixedDay" | "graceMonths">;

const HONOUR = { honour: true, exchangeable: false, value: 0n, ratio: 0n, rate: 0n } as const;
const COVERED = { honour: false, exchangeable: true } as const;

const monthsFromGrant = (expiryMonths: bigint) =>
  ({ expiry: valueOf("ExpiryPolicy", "MonthsFromGrant"), expiryMonths }) as const;

const never = { expiry: valueOf("ExpiryPolicy", "Never"), expiryMonths: 0n } as const;

export const openingOf = (name: string, terms: Terms): IPointsProgrammes.OpeningStruct => ({
  name: encodeBytes32String(name),
  terms: document(`terms of ${name}`),
  fixedDay: 0n,
  graceMonths: 0n,
  monthlyCap: 0n,
  ...terms,
});

/** Opens a programme, which is remembered by its name. */
async function open(stage: Stage, who: PersonaKey, name: string, terms: Terms): Promise<bigint> {
  const { pointsProgrammes } = stage.suite;
  const act = stage.as(who, pointsProgrammes).openProgramme(openingOf(name, terms));
  const { programme = 0n } = await stage.done(act, pointsProgrammes, "PointsProgrammeOpened");
  stage.remember(name, programme);
  return programme;
}

interface Cover {
  months: bigint;
  value: bigint;
  ratio: bigint;
  rate: bigint;
  reserve: bigint;
}

/** Opens a programme that has a value, with a guarantee deposit and a first reserve. */
export async function openCovered(
  stage: Stage,
  who: PersonaKey,
  name: string,
  { months, reserve, ...cover }: Cover,
): Promise<void> {
  const { pointsClearing, pointsLedger } = stage.suite;
  await provide(stage, who, DEPOSIT + reserve);
  await stage.done(stage.as(who, pointsClearing).addDeposit(DEPOSIT));
  const programme = await open(stage, who, name, {
    transferable: true,
    ...COVERED,
    ...monthsFromGrant(months),
    ...cover,
  });
  await stage.done(stage.as(who, pointsLedger).addReserve(programme, reserve));
}

export const openHonour = (stage: Stage, who: PersonaKey, name: string): Promise<bigint> =>
  open(stage, who, name, { transferable: false, ...HONOUR, ...never });

/** Grants by the issuer's own number. */
export async function grant(
  stage: Stage,
  who: PersonaKey,
  name: string,
  to: Wallet,
  points: bigint,
  number: bigint,
): Promise<void> {
  const act = stage.as(who, stage.suite.pointsIssuance).grant(stage.recall(name), to.address, points, number);
  await stage.done(act);
}

/** An issuer and a merchant agree that the one's points are good at the other, at so many fen for 1,000. */
export async function agree(
  stage: Stage,
  issuer: PersonaKey,
  name: string,
  merchant: PersonaKey,
  rate: bigint,
): Promise<void> {
  const { pointsProgrammes } = stage.suite;
  const lastDay = dayOf(plusDays(await stage.today(), 7));
  const act = stage
    .as(issuer, pointsProgrammes)
    .proposeAcceptance(stage.recall(name), await stage.participant(merchant), rate, lastDay);
  const { request = 0n } = await stage.done(act, pointsProgrammes, "RequestOpened");
  await stage.done(stage.as(merchant, pointsProgrammes).sign(request));
}

/** What a user signs on its own device, for one contract on one chain. */
async function signedBy(
  stage: Stage,
  account: Wallet,
  act: ActName,
  message: Record<string, unknown>,
): Promise<string> {
  const { pointsExchange, pointsRedemption } = stage.suite;
  return signedFor(act === "Redemption" ? pointsRedemption : pointsExchange, account, act, message);
}

let nonces = 0n;
const next = async (stage: Stage) => ({ nonce: ++nonces, deadline: BigInt(await stage.now()) + DAY });

/** What a user signs for an exchange, as the one who sends it passes it on. */
export async function signedExchange(stage: Stage, name: string, account: Wallet, points: bigint) {
  const { pointsExchange } = stage.suite;
  const programme = stage.recall(name);
  const [common] = await pointsExchange.previewExchange(programme, points);
  const { nonce, deadline } = await next(stage);
  const said = { programme, account: account.address, points, atLeast: common, nonce, deadline };
  const signature = await signedBy(stage, account, "Exchange", said);
  return [programme, account.address, points, common, nonce, deadline, signature] as const;
}

/** Exchanged into common points; the user signs, the issuer sends. */
export async function exchange(
  stage: Stage,
  issuer: PersonaKey,
  name: string,
  account: Wallet,
  points: bigint,
): Promise<void> {
  const args = await signedExchange(stage, name, account, points);
  await stage.done(stage.as(issuer, stage.suite.pointsExchange).exchangeFor(...args));
}

/** What a user signs to pass common points on. */
export async function signedPass(stage: Stage, from: Wallet, to: Wallet, points: bigint) {
  const { nonce, deadline } = await next(stage);
  const said = { programme: COMMON, account: from.address, to: to.address, points, nonce, deadline };
  const signature = await signedBy(stage, from, "PointsTransfer", said);
  return [COMMON, from.address, to.address, points, nonce, deadline, signature] as const;
}

/** Common points pass from one address of a user to another; a member sends it. */
export async function pass(stage: Stage, member: PersonaKey, from: Wallet, to: Wallet, points: bigint): Promise<void> {
  const args = await signedPass(stage, from, to, points);
  await stage.done(stage.as(member, stage.suite.pointsExchange).transferFor(...args));
}

export interface Purchase {
  redemption: IPointsRedemption.RedemptionStruct;
  signature: string;
}

/** A purchase as the user has signed it for one merchant. */
export async function purchase(
  stage: Stage,
  merchant: PersonaKey,
  account: Wallet,
  programme: bigint,
  points: bigint,
  order: string,
): Promise<Purchase> {
  const redemption = {
    account: account.address,
    programme,
    merchant: await stage.participant(merchant),
    points,
    order: document(order),
    ...(await next(stage)),
  };
  return { redemption, signature: await signedBy(stage, account, "Redemption", redemption) };
}

/** The merchant sends what the user has signed. */
export const redeem = (stage: Stage, merchant: PersonaKey, { redemption, signature }: Purchase): Promise<unknown> =>
  stage.done(stage.as(merchant, stage.suite.pointsRedemption).redeem(redemption, signature, 0n));
