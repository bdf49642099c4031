/**
 * Random lives of relief money, through the deployed suite: budgets, donations and buyers' orders, allocation, payouts to banks and at once,
 * answers with failures, silence, money given back, leftovers. After each step every lot, use, account, fund, payout and figure is what a
 * model says that was written from the rules alone, and the purse holds what it says, to the fen; what the model refuses is refused.
 */
import { expect } from "chai";
import { id, Interface, MaxUint256, toBeHex } from "ethers";
import fc from "fast-check";
import { attested, stranger } from "../../../utils/orders.ts";
import { COUNTY } from "../../../utils/relief-funds.ts";
import { day, DECISION, HOUSING, programmed, registered, reliefDesk, Source } from "../../../utils/relief.ts";
import type { ReliefDesk } from "../../../utils/relief.ts";
import { type Actor, connection, ethers, networkHelpers } from "../../../utils/suite.ts";
import {
  type Kind,
  ModelBook,
  type ModelFund,
  type ModelLot,
  type ModelPayout,
  type ModelProgramme,
  type ModelProject,
  type Refusals,
} from "./funds-model.ts";

/** 512 lives by default. */
const LIVES = Number(process.env.FUZZ_RUNS ?? 256) * 2;
const SEED = 0xf0d5;
/** Lives that run side by side, on the same days. */
const SIDE_BY_SIDE = 512;
const FIRST = "2026-03-02";
const ROUNDS = 12;
const DAYS_BETWEEN = 4;
const CAMPAIGN_DAYS = 14n;
const NOTICE_DAYS = 5n;
const RECEIPT_DAYS = 9n;
const MINIMUM = 3n;
const PayoutKind = { Bank: 1, Milestone: 2, Share: 4, Margin: 5 } as const;
const HOUSEHOLDS = 8;
const GAS = toBeHex(16_000_000);

const thousandths = fc.integer({ min: 0, max: 999 }).map(BigInt);

const step = fc.record({
  act: fc.nat(99),
  /** Which of the things that there are. */
  which: fc.nat(999),
  other: fc.nat(999),
  /** How much of what there is; mostly something, now and then a fen more than all. */
  share: fc.oneof({ weight: 12, arbitrary: thousandths }, { weight: 2, arbitrary: fc.constant(1_000n) }),
  over: fc.nat(11).map((each) => each === 0),
  flag: fc.boolean(),
  lines: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
});

const life = fc.record({
  budget: fc.boolean(),
  campaign: fc.boolean(),
  produce: fc.boolean(),
  /** The campaign's rule: give back; or a successor in the same programme or another. */
  leftover: fc.constantFrom("return", "same", "other"),
  /** So narrow that it is met. */
  target: fc.integer({ min: 200, max: 4_000 }).map(BigInt),
  /** Lots that come in at once: some lives have more than one transaction visits. */
  wide: fc.nat(39).map((each) => each === 0),
  steps: fc.array(step, { minLength: 12, maxLength: 18, size: "max" }),
});

type Step = ReturnType<typeof step.generate>["value"];
type Plan = ReturnType<typeof life.generate>["value"];

/** Something that may be done: as whom, what, and what the model says of it. */
interface Move {
  name: string;
  from: string;
  to: string;
  data: string;
  refusals: Refusals;
}

describe("Relief: random lives of lots", () => {
  it(`P-1, P-6, X-41, X-42 over ${LIVES} lives the books are the model's after each step, to the fen`, async () => {
    const plans = fc.sample(life, { numRuns: LIVES, seed: SEED });
    const counts = new Map<string, number>();
    for (let start = 0; start < LIVES; start += SIDE_BY_SIDE) {
      const stage = await raised(counts);
      const lives: Life[] = [];
      for (const plan of plans.slice(start, start + SIDE_BY_SIDE)) lives.push(await Life.open(stage, plan));
      for (let round = 0; round < ROUNDS; ++round) {
        for (const each of lives) await each.play(round);
        await stage.passDays(DAYS_BETWEEN);
      }
      // The programmes have ended: everything finds its way.
      for (const each of lives) await each.windUp();
      await stage.passDays(Number(NOTICE_DAYS) + 1);
      for (const each of lives) await each.leave();
      await stage.compareWallets();
    }
    // Nothing proves anything that never happens.
    for (const [what, least] of Object.entries({
      donate: 1,
      appropriate: 0.5,
      order: 0.3,
      allocate: 1,
      deallocate: 0.3,
      payout: 0.5,
      milestone: 0.2,
      share: 0.1,
      continueDrawing: 0.01,
      answer: 0.2,
      returnOverdue: 0.2,
      giveBack: 0.1,
      returnOrder: 0.1,
      announce: 0.3,
      returnLots: 0.5,
      carryOver: 0.02,
      refused: 0.5,
    })) {
      expect(counts.get(what) ?? 0, `${what} of ${[...counts].join(" ")}`).to.be.at.least(LIVES * least);
    }
  }).timeout(1_200_000);
});

const request = (method: string, params: unknown[]) => connection.provider.request({ method, params });

/** The name of the custom error with which a node's answer says that something was refused. */
function refusalOf(error: unknown, sources: readonly Interface[]): string {
  for (let each = error; typeof each === "object" && each !== null; each = (each as { cause?: unknown }).cause) {
    const { data } = each as { data?: unknown };
    const bytes = typeof data === "string" ? data : (data as { data?: string } | undefined)?.data;
    if (typeof bytes !== "string" || bytes.length < 10) continue;
    for (const source of sources) {
      const known = source.getError(bytes.slice(0, 10));
      if (known !== null) return known.name;
    }
    return bytes;
  }
  return String(error);
}

/** The suite with programmes, donors and households, and what all lives share. */
class Stage {
  book = { received: 0n };
  today = 0n;
  next = { fund: 0n, project: 1_000n, payout: 0n, reference: 0 };
  /** Fen that programmes have of all lives, and what they should say of themselves. */
  readonly figures = new Map<bigint, [received: bigint, allocated: bigint, gone: bigint]>();
  purse = 0n;
  readonly flows = new Map<string, bigint>();
  readonly start = new Map<string, bigint>();

  readonly desk: ReliefDesk;
  readonly counts: Map<string, number>;
  readonly fiscal: ModelProgramme;
  readonly social: ModelProgramme;
  readonly second: ModelProgramme;
  readonly addresses: Record<"funds" | "payouts" | "sheet" | "benefits" | "projects" | "purchases", string>;
  readonly donors: readonly { address: string; holder: bigint }[];
  readonly interfaces: { funds: Interface; payouts: Interface; sheet: Interface; errors: Interface[] };

  constructor(
    desk: ReliefDesk,
    counts: Map<string, number>,
    programmes: readonly [ModelProgramme, ModelProgramme, ModelProgramme],
    addresses: Stage["addresses"],
    donors: Stage["donors"],
    interfaces: Stage["interfaces"],
  ) {
    this.desk = desk;
    this.counts = counts;
    [this.fiscal, this.social, this.second] = programmes;
    this.addresses = addresses;
    this.donors = donors;
    this.interfaces = interfaces;
    for (const programme of programmes) this.figures.set(programme.id, [0n, 0n, 0n]);
  }

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  reference(): string {
    return toBeHex(++this.next.reference, 32);
  }

  kept(programme: ModelProgramme): bigint {
    const [received, , gone] = this.figures.get(programme.id) ?? [0n, 0n, 0n];
    return received - gone;
  }

  flow(account: string, amount: bigint): void {
    this.flows.set(account, (this.flows.get(account) ?? 0n) + amount);
  }

  accountOf(holder: bigint): string {
    const donor = this.donors.find((each) => each.holder === holder);
    if (donor === undefined) throw new Error(`${holder} has given nothing.`);
    return donor.address;
  }

  send({ from, to, data }: Pick<Move, "from" | "to" | "data">): Promise<unknown> {
    return request("eth_sendTransaction", [{ from, to, data, gas: GAS, gasPrice: "0x0" }]);
  }

  async readToday(): Promise<void> {
    this.today = (BigInt(await networkHelpers.time.latest()) + 28_800n) / 86_400n;
  }

  async passDays(count: number): Promise<void> {
    await networkHelpers.time.increase(count * 86_400);
    await this.readToday();
  }

  async compareWallets(): Promise<void> {
    for (const [account, amount] of this.flows) {
      const balance = await this.desk.suite.money.balanceOf(account);
      expect(balance - (this.start.get(account) ?? 0n), account).to.equal(amount);
    }
    expect(this.purse, "what is left in the purse").to.equal(0n);
  }
}

async function raised(counts: Map<string, number>): Promise<Stage> {
  const desk = await reliefDesk();
  const { suite, rural, huiai, nanming, huaxi, guanshan, luban, cooperative, clearing } = desk;
  const { money, reliefFunds, reliefPayouts } = suite;
  const rules = { noticeDays: NOTICE_DAYS, receiptDays: RECEIPT_DAYS, minimumLot: MINIMUM };
  const end = day(FIRST) + BigInt(ROUNDS * DAYS_BETWEEN) - 1n;
  const programmes: ModelProgramme[] = [];
  for (const source of [Source.Fiscal, Source.Social, Source.Social]) {
    const last = new Date(Number(end) * 86_400_000).toISOString().slice(0, 10);
    const programme = await programmed(desk, { source, rules, end: last });
    const { budget } = await suite.reliefProgrammes.programmeInfo(programme);
    programmes.push({
      id: programme,
      budget,
      minimum: MINIMUM,
      noticeDays: NOTICE_DAYS,
      receiptDays: RECEIPT_DAYS,
      end,
    });
  }
  // What households may have been given is another test's matter: here they have been given much, so that everything can go back.
  const benefits = await ethers.getImpersonatedSigner(await suite.reliefBenefits.getAddress());
  for (const { id: programme } of programmes) {
    const households = await registered(desk, { count: HOUSEHOLDS, programme });
    const numbers = households.map(({ number }) => number);
    await suite.reliefHouseholds.connect(benefits).grant(programme, COUNTY, 0, 0, 0, numbers, [10n ** 12n]);
  }
  const li = stranger("donor Li");
  await attested(desk, guanshan, li);
  const donors = [rural, huiai, nanming, huaxi].map(({ wallet, id: holder }) => ({ address: wallet, holder }));
  donors.push({ address: li.address, holder: BigInt(li.address) });
  await networkHelpers.impersonateAccount(li.address);
  const addresses = {
    funds: await reliefFunds.getAddress(),
    payouts: await reliefPayouts.getAddress(),
    sheet: await (
      await ethers.deployContract("FundsSheet", [
        await reliefFunds.getAddress(),
        await reliefPayouts.getAddress(),
        await money.getAddress(),
      ])
    ).getAddress(),
    benefits: benefits.address,
    projects: await suite.reliefProjects.getAddress(),
    purchases: await suite.reliefPurchases.getAddress(),
  };
  await networkHelpers.impersonateAccount(addresses.projects);
  await networkHelpers.impersonateAccount(addresses.purchases);
  const interfaces = {
    funds: reliefFunds.interface,
    payouts: reliefPayouts.interface,
    sheet: (await ethers.getContractFactory("FundsSheet")).interface,
    errors: [reliefFunds.interface, reliefPayouts.interface, suite.reliefProgrammes.interface],
  };
  const stage = new Stage(
    desk,
    counts,
    programmes as [ModelProgramme, ModelProgramme, ModelProgramme],
    addresses,
    donors,
    interfaces,
  );
  const approval = money.interface.encodeFunctionData("approve", [addresses.funds, MaxUint256]);
  const holders = [...donors.map(({ address }) => address), guanshan.wallet, luban.wallet, cooperative.wallet];
  for (const address of holders) {
    await money.connect(clearing.signer).issue(address, 10n ** 9n, id(`deposit of ${address}`));
    await stage.send({ from: address, to: await money.getAddress(), data: approval });
    stage.start.set(address, await money.balanceOf(address));
  }
  await networkHelpers.time.increaseTo(Date.parse(`${FIRST}T09:00:00+08:00`) / 1000);
  await stage.readToday();
  stage.next.fund = await reliefFunds.fundCount();
  return stage;
}

/** One life on the chain, and the model of it. */
class Life {
  readonly #book = new ModelBook();
  readonly #stage: Stage;
  readonly #plan: Plan;
  #next = 0;
  /** What of the programmes' figures and of the purse is this life's. */
  #figures = new Map<bigint, [bigint, bigint, bigint]>();
  #purse = 0n;

  private constructor(stage: Stage, plan: Plan) {
    this.#stage = stage;
    this.#plan = plan;
  }

  static async open(stage: Stage, plan: Plan): Promise<Life> {
    const each = new Life(stage, plan);
    await each.#open();
    return each;
  }

  async #open(): Promise<void> {
    const { fiscal, social, second, today } = this.#stage;
    const { budget, campaign, produce, leftover, target, wide } = this.#plan;
    this.#book.today = today;
    const large = 100_000n;
    if (campaign || !(budget || produce)) {
      const hasSuccessor = leftover !== "return";
      const successor = hasSuccessor
        ? await this.#openFund("campaign", leftover === "same" ? social : second, target * 20n, social.end)
        : undefined;
      const fund = await this.#openFund("campaign", social, large, today + CAMPAIGN_DAYS, successor);
      await this.#openProject(fund, large);
      await this.#openProject(fund, target);
      if (successor !== undefined) await this.#openProject(successor, large);
    }
    if (budget) await this.#openProject(await this.#openFund("budget", fiscal, target, 0n), large);
    if (produce) await this.#openProject(await this.#openFund("produce", social, large, 0n), target);
    const [fund] = this.#book.funds.filter(({ kind }) => kind === "campaign").toReversed();
    if (wide && fund !== undefined) {
      for (let count = 0; count < 140; ++count) await this.#do(this.#receive(fund, 2, MINIMUM + BigInt(count % 3)));
    }
    for (const each of this.#book.funds) {
      const project = this.#book.projects.find(({ fund: own }) => own === each);
      await this.#do(this.#receive(each, this.#plan.steps.length, this.#roomOf(each) / 5n));
      if (project !== undefined && each.kind !== "produce") {
        await this.#do(this.#allocate(project, this.#book.freeOf(each) / 2n));
      }
    }
    await this.#compare("open");
  }

  async #openFund(
    kind: Kind,
    programme: ModelProgramme,
    target: bigint,
    until: bigint,
    successor?: ModelFund,
  ): Promise<ModelFund> {
    const { desk, today, next } = this.#stage;
    const { huiai } = desk;
    const rule = successor === undefined ? 1n : 2n;
    const named = successor?.id ?? 0n;
    const args = {
      budget: ["openBudget", [programme.id, HOUSING, target, DECISION]],
      produce: ["openProduce", [programme.id, HOUSING, target, DECISION]],
      campaign: ["openCampaign", [programme.id, HOUSING, target, huiai.id, today, until, rule, named, DECISION]],
    } as const;
    await this.#stage.send(this.#byAuthority(args[kind][0], args[kind][1]));
    const fund = { id: ++next.fund, kind, programme, target, until, lots: [], successor };
    this.#book.funds.push(fund);
    return fund;
  }

  async #openProject(fund: ModelFund, budget: bigint): Promise<void> {
    const project = { id: ++this.#stage.next.project, fund, budget, moves: [] };
    const { projects } = this.#stage.addresses;
    await this.#stage.send(this.#toFunds(projects, "openAccount", [project.id, fund.id, budget]));
    this.#book.projects.push(project);
  }

  /** The steps of a round. */
  async play(round: number): Promise<void> {
    this.#book.today = this.#stage.today;
    const { steps } = this.#plan;
    const until = Math.floor(((round + 1) * steps.length) / ROUNDS);
    for (; this.#next < until; ++this.#next) {
      const each = steps[this.#next];
      const move = each === undefined ? undefined : this.#moveOf(each);
      if (move === undefined) continue;
      await this.#do(move);
      await this.#compare(move.name);
    }
  }

  /** After the end: silent banks, money of projects, campaigns' leftovers. */
  async windUp(): Promise<void> {
    const book = this.#book;
    book.today = this.#stage.today;
    for (const payout of book.payouts) {
      while (!book.isDrawn(payout)) await this.#do(this.#continueDrawing(payout));
    }
    for (const payout of book.payouts) {
      const silent = () => payout.toBank && book.answered(payout) < payout.lines.length;
      while (silent() && book.today > payout.dueDay) {
        await this.#do(this.#returnOverdue(payout, payout.lines.length));
        await this.#compare("returnOverdue");
      }
    }
    for (const fund of book.funds) {
      if (fund.kind === "campaign" && fund.noticeEnd === undefined) await this.#do(this.#announce(fund));
    }
    await this.#compare("announce");
  }

  /** Everything that is left goes back. */
  async leave(): Promise<void> {
    const book = this.#book;
    book.today = this.#stage.today;
    for (const payout of book.payouts) {
      while (payout.toBank && book.answered(payout) < payout.lines.length) {
        await this.#do(this.#returnOverdue(payout, payout.lines.length));
      }
    }
    for (const project of book.projects) {
      const free = book.freeOfProject(project);
      if (project.fund.kind !== "produce" && free > 0n) await this.#do(this.#deallocate(project, free));
    }
    await this.#compare("deallocate");
    for (const fund of book.funds) {
      const spent = book.spent();
      const lots = fund.lots.filter((lot) => book.left(lot, spent) > 0n);
      if (fund.kind === "produce") {
        for (const lot of lots) await this.#do(this.#returnOrder(lot));
        continue;
      }
      for (let start = 0; start < lots.length; start += 64) {
        await this.#do(this.#returnLots(fund, lots.slice(start, start + 64)));
      }
    }
    await this.#compare("leave");
    expect(book.purse()).to.equal(0n);
  }

  /** What a step comes to now, if there is anything to do it with. */
  #moveOf({ act, which, other, share, over, flag, lines }: Step): Move | undefined {
    const book = this.#book;
    const pick = <T>(list: readonly T[], likely: (each: T) => boolean = () => true): T | undefined => {
      const some = over ? list : list.filter(likely);
      return some[which % some.length];
    };
    const part = (amount: bigint) => (over ? amount + 1n : (amount * share + 999n) / 1_000n);
    const open = (payout: ModelPayout) => book.isDrawn(payout) && book.answered(payout) < payout.lines.length;
    const banked = book.payouts.filter(({ toBank }) => toBank);
    const gifts = book.projects.filter(({ fund }) => fund.kind !== "produce");
    const orders = book.funds.filter(({ kind }) => kind === "produce").flatMap(({ lots }) => lots);

    // Campaigns that are over come to their end.
    const finished = book.funds.filter(
      (fund) => fund.kind === "campaign" && fund.until < book.today && fund.lots.some((lot) => book.left(lot) > 0n),
    );
    if (act % 3 === 0 && finished[0] !== undefined) return this.#close(finished[0], other, over, flag);

    if (act < 15) {
      const fund = pick(book.funds, ({ kind, until }) => kind !== "campaign" || until >= book.today);
      return fund === undefined
        ? undefined
        : this.#receive(fund, other, part(this.#roomOf(fund)) / 3n + (over ? 9n : 0n));
    }
    if (act < 25) {
      const project = pick(gifts, ({ fund }) => book.freeOf(fund) > 0n && fund.noticeEnd === undefined);
      return project && this.#allocate(project, part(book.freeOf(project.fund)));
    }
    if (act < 29) {
      const project = pick(book.projects, (each) => each.fund.kind !== "produce" && book.freeOfProject(each) > 0n);
      return project && this.#deallocate(project, part(book.freeOfProject(project)));
    }
    if (act < 53) {
      const project = pick(gifts, (each) => book.freeOfProject(each) > 0n);
      if (project === undefined) return undefined;
      const amount = part(book.freeOfProject(project));
      return act < 46 ? this.#payout(project, amount, lines, flag) : this.#milestone(project, amount);
    }
    if (act < 60) {
      const lot = pick(orders, (each) => book.left(each) > 0n);
      return lot && this.#share(lot, part(book.left(lot)), lines, flag);
    }
    if (act < 63) {
      const payout = pick(book.payouts, (each) => !book.isDrawn(each));
      return payout && this.#continueDrawing(payout);
    }
    if (act < 86) {
      const [silent, answers] = [act >= 80, act < 80];
      const payout = pick(
        banked,
        (each) => open(each) && (silent ? each.dueDay < book.today : each.dueDay >= book.today),
      );
      if (payout === undefined) return undefined;
      const to = book.answered(payout) + 1 + (other % payout.lines.length);
      const last = over ? to : Math.min(to, payout.lines.length);
      return answers ? this.#answer(payout, last, lines) : this.#returnOverdue(payout, last);
    }
    if (act < 92) {
      const payout = pick(book.payouts, (each) => book.paidFor(each) > book.givenBack(each));
      return payout && this.#giveBack(payout, other, share, over);
    }
    if (act < 94) {
      const lot = pick(orders, (each) => book.left(each) > 0n);
      return lot && this.#returnOrder(lot);
    }
    const fund = pick(book.funds, ({ kind }) => kind === "campaign");
    return fund && this.#close(fund, other, over, flag);
  }

  /** The next step to a fund's end. */
  #close(fund: ModelFund, other: number, over: boolean, flag: boolean): Move | undefined {
    const book = this.#book;
    if (fund.noticeEnd === undefined && !over) return this.#announce(fund);
    const holder = book.projects.find((project) => project.fund === fund && book.freeOfProject(project) > 0n);
    if (holder !== undefined && !over) return this.#deallocate(holder, book.freeOfProject(holder));
    const lots = fund.lots.filter((lot) => over || book.left(lot) > 0n).slice(0, 1 + (other % 4));
    const carried = fund.successor !== undefined && (over || !flag);
    return carried ? this.#carryOver(fund, lots) : this.#returnLots(fund, lots);
  }

  /** Fen that a fund can still take; of an order, also its project. */
  #roomOf(fund: ModelFund): bigint {
    const rooms = [fund.target - this.#book.received(fund)];
    for (const project of this.#book.projects) {
      if (project.fund === fund && fund.kind === "produce") rooms.push(project.budget - this.#book.allocated(project));
    }
    return rooms.reduce((a, b) => (a < b ? a : b));
  }

  // Moves: what is sent, and what the model makes of it.

  #toFunds(from: string, name: string, args: readonly unknown[]) {
    const { addresses, interfaces } = this.#stage;
    return { from, to: addresses.funds, data: interfaces.funds.encodeFunctionData(name, args) };
  }

  #toPayouts(from: string, name: string, args: readonly unknown[]) {
    const { addresses, interfaces } = this.#stage;
    return { from, to: addresses.payouts, data: interfaces.payouts.encodeFunctionData(name, args) };
  }

  #byAuthority(name: string, args: readonly unknown[]) {
    return this.#toFunds(this.#stage.desk.rural.wallet, name, args);
  }

  #receive(fund: ModelFund, other: number, amount: bigint): Move {
    const { donors, desk, addresses } = this.#stage;
    const donor = donors[1 + (other % (donors.length - 1))];
    if (donor === undefined) throw new Error("There are no donors.");
    const reference = this.#stage.reference();
    const project = this.#book.projects.find((each) => each.fund === fund);
    const isOrder = fund.kind === "produce";
    const giver = fund.kind === "budget" ? desk.rural.id : donor.holder;
    const kept = this.#stage.kept(fund.programme);
    // A person orders nothing here: buyers are participants.
    const buyer = isOrder && giver > 0xffff_ffffn ? desk.nanming.id : giver;
    const refusals = this.#book.receive(fund, buyer, amount, kept, isOrder ? project : undefined);
    if (refusals.length === 0) this.#stage.flow(this.#stage.accountOf(buyer), -amount);
    if (fund.kind === "budget") {
      return {
        name: "appropriate",
        ...this.#byAuthority("appropriate", [fund.id, amount, reference]),
        refusals,
      };
    }
    if (isOrder) {
      const args = [project?.id, this.#stage.accountOf(buyer), amount, reference];
      return { name: "order", ...this.#toFunds(addresses.purchases, "receiveOrder", args), refusals };
    }
    const isBatch = giver === desk.huiai.id && other % 2 === 0;
    const call = isBatch
      ? this.#toFunds(donor.address, "donateBatch", [fund.id, amount, id("donors"), 5, reference])
      : this.#toFunds(donor.address, "donate", [fund.id, amount, other % 3 === 0, reference]);
    return { name: "donate", ...call, refusals };
  }

  #allocate(project: ModelProject, amount: bigint): Move {
    const refusals = this.#book.allocate(project, amount);
    return { name: "allocate", ...this.#byAuthority("allocate", [project.id, amount]), refusals };
  }

  #deallocate(project: ModelProject, amount: bigint): Move {
    const refusals = this.#book.deallocate(project, amount);
    return { name: "deallocate", ...this.#byAuthority("deallocate", [project.id, amount]), refusals };
  }

  /** Lines in the proportion of `weights`, or all alike; together not above `total`, unless that is too little for a fen each. */
  #amounts(total: bigint, weights: readonly number[], uniform: boolean): bigint[] {
    const whole = BigInt(weights.reduce((a, b) => a + b, 0));
    const count = BigInt(weights.length);
    const shares = weights.map((weight) => (uniform ? total / count : (total * BigInt(weight)) / whole));
    return total < whole || total < count ? [total] : shares;
  }

  #create(
    kind: number,
    project: ModelProject,
    payee: Actor,
    amounts: bigint[],
    uniform: boolean,
    lot?: ModelLot,
  ): Pick<Move, "from" | "to" | "data" | "refusals"> {
    const { addresses, next, desk } = this.#stage;
    const toBank = kind === PayoutKind.Bank || kind === PayoutKind.Share;
    const refusals = this.#book.create(next.payout + 1n, project, amounts, toBank, lot);
    if (refusals.length === 0) ++next.payout;
    const { fund } = project;
    const draft = {
      kind,
      programme: fund.programme.id,
      project: project.id,
      payee: payee.id,
      officer: desk.officers.wudang1.id,
      lot: lot === undefined ? 0n : (fund.id << 32n) | BigInt(fund.lots.indexOf(lot) + 1),
      origin: 1,
      benefit: 0,
      period: 0,
      cap: 0,
    };
    if (refusals.length === 0 && !toBank && this.#book.isDrawn(this.#newest())) {
      this.#stage.flow(payee.wallet, this.#book.total(this.#newest()));
    }
    const numbers = toBank ? amounts.map((_, index) => index + 1) : [];
    const told = uniform && toBank ? amounts.slice(0, 1) : amounts;
    const from = lot === undefined ? addresses.benefits : addresses.purchases;
    return { ...this.#toPayouts(from, "create", [draft, numbers, told]), refusals };
  }

  #newest(): ModelPayout {
    const newest = this.#book.payouts.at(-1);
    if (newest === undefined) throw new Error("There is no payout.");
    return newest;
  }

  #payout(project: ModelProject, total: bigint, lines: number[], uniform: boolean): Move {
    const amounts = this.#amounts(total, lines, uniform);
    const { guanshan } = this.#stage.desk;
    return { name: "payout", ...this.#create(PayoutKind.Bank, project, guanshan, amounts, uniform) };
  }

  #milestone(project: ModelProject, total: bigint): Move {
    const { luban } = this.#stage.desk;
    return { name: "milestone", ...this.#create(PayoutKind.Milestone, project, luban, [total], false) };
  }

  #share(lot: ModelLot, total: bigint, lines: number[], margin: boolean): Move {
    const { guanshan, cooperative } = this.#stage.desk;
    const { project } = lot;
    if (project === undefined) throw new Error("The lot is of no order.");
    const made = margin
      ? this.#create(PayoutKind.Margin, project, cooperative, [total], false, lot)
      : this.#create(PayoutKind.Share, project, guanshan, this.#amounts(total, lines, false), false, lot);
    return { name: "share", ...made };
  }

  #continueDrawing(payout: ModelPayout): Move {
    const refusals = this.#book.continueDrawing(payout);
    if (refusals.length === 0 && !payout.toBank && this.#book.isDrawn(payout)) {
      this.#stage.flow(this.#stage.desk.luban.wallet, this.#book.total(payout));
    }
    const { auditor } = this.#stage.desk;
    return { name: "continueDrawing", ...this.#toPayouts(auditor.wallet, "continueDrawing", [payout.id]), refusals };
  }

  #answer(payout: ModelPayout, to: number, picks: readonly number[]): Move {
    const book = this.#book;
    const { guanshan } = this.#stage.desk;
    const from = book.answered(payout);
    const failed = new Set(picks.map((each) => from + each - 1).filter((line) => line < to && line % 2 === 0));
    const before = book.paidFor(payout);
    const refusals = book.answer(payout, to, failed);
    this.#stage.flow(guanshan.wallet, book.paidFor(payout) - before);
    const args = [payout.id, to, id("receipt"), [...failed].toSorted((a, b) => a - b)];
    return { name: "answer", ...this.#toPayouts(guanshan.wallet, "answer", args), refusals };
  }

  #returnOverdue(payout: ModelPayout, to: number): Move {
    const refusals = this.#book.returnOverdue(payout, to);
    const { auditor } = this.#stage.desk;
    return { name: "returnOverdue", ...this.#toPayouts(auditor.wallet, "returnOverdue", [payout.id, to]), refusals };
  }

  #giveBack(payout: ModelPayout, other: number, share: bigint, over: boolean): Move {
    const book = this.#book;
    const { guanshan, luban, cooperative } = this.#stage.desk;
    const payee = payout.toBank ? guanshan : payout.lot === undefined ? luban : cooperative;
    const line = payout.toBank ? other % payout.lines.length : 0;
    const left = payout.toBank ? (payout.lines[line]?.amount ?? 0n) : book.total(payout) - payout.backTo;
    const part = payout.toBank ? left : (left * share + 999n) / 1_000n;
    const amount = over ? left + 1n : part;
    const refusals = book.giveBack(payout, line, amount);
    if (refusals.length === 0) this.#stage.flow(payee.wallet, -amount);
    const args = [payout.id, line, amount, id("why it is given back")];
    return { name: "giveBack", ...this.#toPayouts(payee.wallet, "giveBack", args), refusals };
  }

  /** @param kept fen that stay for shares */
  #returnOrder(lot: ModelLot, kept = 0n): Move {
    const { project } = lot;
    if (project === undefined) throw new Error("The lot is of no order.");
    const { fund } = project;
    this.#stage.flow(this.#stage.accountOf(lot.giver), this.#book.returnOrder(project, lot, kept));
    const args = [project.id, (fund.id << 32n) | BigInt(fund.lots.indexOf(lot) + 1), kept];
    const { purchases } = this.#stage.addresses;
    return { name: "returnOrder", ...this.#toFunds(purchases, "returnOrder", args), refusals: [] };
  }

  #announce(fund: ModelFund): Move {
    const refusals = this.#book.announce(fund);
    return { name: "announce", ...this.#byAuthority("announceLeftover", [fund.id]), refusals };
  }

  #returnLots(fund: ModelFund, lots: ModelLot[]): Move {
    const before = lots.map(({ gone }) => gone);
    const kept = this.#stage.kept(fund.successor?.programme ?? fund.programme);
    const refusals = this.#book.returnLots(fund, lots, kept);
    for (const [index, { giver, gone }] of lots.entries()) {
      this.#stage.flow(this.#stage.accountOf(giver), gone - (before[index] ?? 0n));
    }
    return { name: "returnLots", ...this.#ofLots("returnLots", fund, lots), refusals };
  }

  #carryOver(fund: ModelFund, lots: ModelLot[]): Move {
    const kept = this.#stage.kept(fund.successor?.programme ?? fund.programme);
    const refusals = this.#book.carryOver(fund, lots, kept);
    return { name: "carryOver", ...this.#ofLots("carryOver", fund, lots), refusals };
  }

  #ofLots(name: string, fund: ModelFund, lots: ModelLot[]) {
    const ids = lots.map((lot) => (fund.id << 32n) | BigInt(fund.lots.indexOf(lot) + 1));
    return this.#toFunds(this.#stage.desk.auditor.wallet, name, [ids]);
  }

  async #do(move: Move): Promise<void> {
    const { name, refusals } = move;
    const refusal = await this.#stage.send(move).then(
      () => "",
      (error: unknown) => refusalOf(error, this.#stage.interfaces.errors),
    );
    const { auditor } = this.#stage.desk;
    if (refusals.length === 0) expect(refusal, `${name} (${auditor.key} looks on)`).to.equal("");
    else expect(refusals, `${name}: ${refusal}`).to.include(refusal);
    this.#stage.count(refusals.length === 0 ? name : "refused");
    this.#settle();
  }

  /** What this life adds to what all lives share. */
  #settle(): void {
    const book = this.#book;
    const figures = new Map<bigint, [bigint, bigint, bigint]>();
    for (const fund of book.funds) {
      const [received, allocated, gone] = figures.get(fund.programme.id) ?? [0n, 0n, 0n];
      figures.set(fund.programme.id, [
        received + book.received(fund),
        allocated + book.allocatedOf(fund),
        gone + book.gone(fund),
      ]);
    }
    for (const [programme, now] of figures) {
      const before = this.#figures.get(programme) ?? [0n, 0n, 0n];
      const all = this.#stage.figures.get(programme);
      if (all === undefined) continue;
      for (const index of [0, 1, 2] as const) all[index] += now[index] - before[index];
    }
    this.#figures = figures;
    const purse = book.purse();
    this.#stage.purse += purse - this.#purse;
    this.#purse = purse;
  }

  /** The whole of this life's books, the programmes' figures and the purse. */
  async #compare(name: string): Promise<void> {
    const { addresses, interfaces, figures, purse } = this.#stage;
    const book = this.#book;
    const args = [
      [...figures.keys()],
      book.funds.map((fund) => fund.id),
      book.projects.map((project) => project.id),
      book.payouts.map((payout) => payout.id),
    ];
    const data = interfaces.sheet.encodeFunctionData("read", args);
    const told = (await request("eth_call", [{ to: addresses.sheet, data, gas: GAS }, "latest"])) as string;
    const expected = [purse];
    for (const [received, allocated, gone] of figures.values()) {
      expected.push(received, allocated, received - allocated - gone, gone);
    }
    expected.push(...book.sheet());
    // Two words say where the numbers begin and how many they are.
    const words = [0x20n, BigInt(expected.length), ...expected];
    const wanted = `0x${words.map((word) => word.toString(16).padStart(64, "0")).join("")}`;
    if (told === wanted) return;
    const found = interfaces.sheet.decodeFunctionResult("read", told)[0] as bigint[];
    expect([...found], `the books after ${name} in a life of ${JSON.stringify(this.#plan, big)}`).to.deep.equal(
      expected,
    );
  }
}

const big = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
