/** The purse for tests: programmes, funds and accounts of projects, donors with money, and the voices of the parts that use it. */
import { encodeBytes32String, id, MaxUint256, type Result, type Wallet } from "ethers";
import { dayNumber } from "../../deploy/data/holidays.ts";
import { attested, stranger } from "./orders.ts";
import { type Actor, ethers, foundedSuite, networkHelpers } from "./suite.ts";

export const FundKind = { Budget: 1n, Campaign: 2n, Produce: 3n } as const;
export const Leftover = { None: 0n, Return: 1n, Similar: 2n } as const;
export const Source = { Fiscal: 1n, Sector: 2n, Social: 3n } as const;
export const Role = { Operator: 1n, PayoutBank: 2n, Platform: 6n } as const;

export const NOBODY = 0n;
export const NO_FUND = 0n;
export const NO_LOT = 0n;
export const ROOT = id("root");
export const EVIDENCE = id("decision");
export const EDUCATION = encodeBytes32String("EDUCATION");
export const HOUSING = encodeBytes32String("HOUSING");

/** A county of Guiyang: 乌当区. */
export const COUNTY = 520_112_000_000n;
/** The chain's first day, and the programmes' last. */
export const FIRST_DAY = "2026-01-05";
export const LAST_DAY = "2026-06-30";
/** Last day of usual campaigns. */
export const CAMPAIGN_END = "2026-03-31";
export const NOTICE_DAYS = 7n;
/** ¥1.00. */
export const MINIMUM = 100n;
/** ¥10,000,000.00: what a programme may take in, and what donors have. */
export const BUDGET = 1_000_000_000n;

export const day = (date: string): bigint => BigInt(dayNumber(date));

/** Makes it the morning of this day in UTC+8. */
export const goTo = (date: string, clock = "09:00:00") =>
  networkHelpers.time.increaseTo(Date.parse(`${date}T${clock}+08:00`) / 1000);

/** A struct as the contracts return it, by its fields. */
export const fields = (struct: object) => (struct as Result).toObject();

let references = 0;
/** A giver's reference that was never used. */
export const newReference = (): string => id(`reference ${++references}`);

export const lotOf = (fund: bigint, number: bigint): bigint => (fund << 32n) | number;

/** The voice of a part: parts of the module trust each other, and tests speak to one as its siblings do. */
export async function voiceOf(part: { getAddress: () => Promise<string> }) {
  return ethers.getImpersonatedSigner(await part.getAddress());
}

async function equipped() {
  const office = await foundedSuite();
  const { suite, clearing, guanshan, rural, huiai, nanming, huaxi, cooperative } = office;
  const { money, reliefFunds: funds, reliefProgrammes: programmes } = suite;
  const li = stranger("donor Li");
  const wang = stranger("donor Wang");
  for (const person of [li, wang]) await attested(office, guanshan, person);
  const givers = [rural, huiai, nanming, huaxi, cooperative].map(({ signer }) => signer);
  for (const giver of [...givers, li, wang]) {
    await money.connect(clearing.signer).issue(giver, BUDGET, id(`deposit of ${giver.address}`));
    await money.connect(giver).approve(funds, MaxUint256);
  }
  const created = async (source: bigint, authority: Actor = rural) => {
    const rules = {
      noticeDays: NOTICE_DAYS,
      receiptDays: 10,
      continuesInObservation: false,
      householdCeiling: 0,
      actCeiling: 0,
      minimumLot: MINIMUM,
    };
    await programmes
      .connect(authority.signer)
      .createProgramme(source, day(FIRST_DAY), day(LAST_DAY), BUDGET, rules, [COUNTY], [EDUCATION, HOUSING], EVIDENCE);
    return programmes.programmeCount();
  };
  const fiscal = await created(Source.Fiscal);
  const social = await created(Source.Social);
  await programmes.connect(rural.signer).setRole(social, huiai.id, Role.Platform, encodeBytes32String(""), true);
  return {
    ...office,
    funds,
    programmes,
    money,
    li,
    wang,
    fiscal,
    social,
    created,
    payouts: await voiceOf(suite.reliefPayouts),
    projects: await voiceOf(suite.reliefProjects),
    purchases: await voiceOf(suite.reliefPurchases),
  };
}

export type FundsDesk = Awaited<ReturnType<typeof equipped>>;

/** Each call starts from the equipped suite anew. */
export const fundsDesk = (): Promise<FundsDesk> => networkHelpers.loadFixture(equipped);

/** A budget line of the fiscal programme. */
export async function budgetLine({ funds, rural, fiscal }: FundsDesk, target = BUDGET, programme = fiscal) {
  await funds.connect(rural.signer).openBudget(programme, EDUCATION, target, EVIDENCE);
  return funds.fundCount();
}

export interface CampaignDraft {
  programme?: bigint;
  target?: bigint;
  platform?: bigint;
  from?: string;
  until?: string;
  leftover?: bigint;
  successor?: bigint;
}

/** The arguments of a campaign's opening: of the social programme, collected by huiai until the end of March; the rest goes back. */
export const campaignTerms = ({ social, huiai }: FundsDesk, draft: CampaignDraft = {}) =>
  [
    draft.programme ?? social,
    EDUCATION,
    draft.target ?? BUDGET,
    draft.platform ?? huiai.id,
    day(draft.from ?? FIRST_DAY),
    day(draft.until ?? CAMPAIGN_END),
    draft.leftover ?? (draft.successor === undefined ? Leftover.Return : Leftover.Similar),
    draft.successor ?? NO_FUND,
    EVIDENCE,
  ] as const;

export async function campaign(desk: FundsDesk, draft: CampaignDraft = {}): Promise<bigint> {
  await desk.funds.connect(desk.rural.signer).openCampaign(...campaignTerms(desk, draft));
  return desk.funds.fundCount();
}

export async function produceFund({ funds, rural, social }: FundsDesk, target = BUDGET): Promise<bigint> {
  await funds.connect(rural.signer).openProduce(social, EDUCATION, target, EVIDENCE);
  return funds.fundCount();
}

export async function newestLot({ funds }: FundsDesk, fund: bigint): Promise<bigint> {
  return lotOf(fund, (await funds.fundInfo(fund)).lots);
}

export async function appropriated(desk: FundsDesk, fund: bigint, amount: bigint): Promise<bigint> {
  await desk.funds.connect(desk.rural.signer).appropriate(fund, amount, newReference());
  return newestLot(desk, fund);
}

/** A donation, by default nanming's. */
export async function donated(
  desk: FundsDesk,
  fund: bigint,
  amount: bigint,
  giver: Wallet | Actor["signer"] = desk.nanming.signer,
  isAnonymous = false,
): Promise<bigint> {
  await desk.funds.connect(giver).donate(fund, amount, isAnonymous, newReference());
  return newestLot(desk, fund);
}

let projects = 0n;

/** The account of a new project, with `amount` fen allocated to it. */
export async function accounted(
  { funds, projects: part, rural }: FundsDesk,
  fund: bigint,
  amount = 0n,
  budget = BUDGET,
): Promise<bigint> {
  const project = ++projects;
  await funds.connect(part).openAccount(project, fund, budget);
  if (amount > 0n) await funds.connect(rural.signer).allocate(project, amount);
  return project;
}

let payouts = 0n;

/** A payout for which lots are drawn; gives what of it one transaction could. */
export async function drawn(
  { funds, payouts: part }: FundsDesk,
  project: bigint,
  amount: bigint,
  lot = NO_LOT,
): Promise<{ payout: bigint; amount: bigint }> {
  const payout = ++payouts;
  const book = funds.connect(part);
  await book.reserve(project, amount);
  const done = await book.draw.staticCall(project, payout, lot, 0, amount);
  await book.draw(project, payout, lot, 0, amount);
  return { payout, amount: done };
}

/** What a payout has used, as [number of the lot, start, amount, restored]. */
export async function usesOf({ funds }: FundsDesk, payout: bigint): Promise<bigint[][]> {
  const uses = await funds.usesOf(payout, 0, 10_000);
  return uses.map(({ lot, start, amount, restored }) => [lot & 0xffff_ffffn, start, amount, restored]);
}

/** What is left of lots. */
export const leftOf = ({ funds }: FundsDesk, lots: readonly bigint[]): Promise<bigint[]> =>
  Promise.all(
    lots.map(async (lot) => {
      const { amount, spent, returned } = await funds.lotInfo(lot);
      return amount - spent - returned;
    }),
  );
