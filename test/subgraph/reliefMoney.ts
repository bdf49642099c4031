/** Acts of relief on money: it comes in, is used by projects, rounds, vouchers and orders of produce, is confirmed, sent back, given back and returned. */
import { AbiCoder, encodeBytes32String, id, keccak256, MaxUint256, Wallet, ZeroHash } from "ethers";
import { ACTS } from "../../tasks/relief/acts.ts";
import { codeOf, type AreaKey, type OfficerKey } from "../../deploy/data/officers.ts";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { leafOf } from "../../tasks/evidence/digests.ts";
import { merkle } from "../../tasks/shared/merkle.ts";
import {
  DISMISSED,
  EDUCATION,
  type HouseholdName,
  LIVING,
  PUPILS,
  type Relief,
  SUPPLIES,
  UPHELD,
} from "./reliefPlay.ts";

const YUAN = 100n;
const TIMES = { fiscal: 1n, sector: 2n, social: 3n } as const;
const TRANSFER = 1n;
const VOUCHER = 2n;
const RETURN = 1n;
const SIMILAR = 2n;
const ROLES: readonly (readonly [PersonaKey, bigint])[] = [
  ["county", 1n],
  ["songxi", 1n],
  ["guanshan", 2n],
  ["baiyunling", 2n],
  ["luban", 3n],
  ["inspector", 5n],
  ["huiai", 6n],
  ["cooperative", 7n],
];
const MERCHANT = 4n;
const HOUSING = encodeBytes32String("HOUSING");
const KINDS = ["ACCEPTANCE_REPORT", "PHOTOGRAPHS"].map(encodeBytes32String);

async function programmed(
  relief: Relief,
  source: bigint,
  days: number,
  purposes: string[],
  more = {},
): Promise<bigint> {
  const { reliefProgrammes } = relief.suite;
  const authority = relief.as("rural", reliefProgrammes);
  const start = await relief.today();
  const rules = {
    noticeDays: 5,
    receiptDays: 10,
    continuesInObservation: false,
    householdCeiling: 0n,
    actCeiling: 0n,
    minimumLot: 100n * YUAN,
    ...more,
  };
  const last = start + BigInt(days);
  const budget = 10_000_000n * YUAN;
  const county = [codeOf("wudang")];
  const created = authority.createProgramme(source, start, last, budget, rules, county, purposes, id("decision"));
  const { programme = 0n } = await relief.done(created, reliefProgrammes, "ProgrammeCreated");
  for (const [who, role] of ROLES) {
    await relief.done(authority.setRole(programme, await relief.who(who), role, ZeroHash, true));
  }
  return programme;
}

/** Three programmes, what they grant, and their money. */
export async function programmes(relief: Relief): Promise<void> {
  const { suite, stage } = relief;
  const { reliefProgrammes, reliefFunds, money } = suite;
  relief.fiscal = await programmed(relief, TIMES.fiscal, 400, [LIVING, SUPPLIES]);
  relief.social = await programmed(relief, TIMES.social, 300, [EDUCATION, SUPPLIES], { continuesInObservation: true });
  relief.sector = await programmed(relief, TIMES.sector, 28, [HOUSING]);
  const authority = relief.as("rural", reliefProgrammes);
  const changed = {
    noticeDays: 5,
    receiptDays: 10,
    continuesInObservation: false,
    householdCeiling: 100_000n * YUAN,
    actCeiling: 50_000n * YUAN,
    minimumLot: 100n * YUAN,
  };
  await relief.done(authority.addPurpose(relief.fiscal, HOUSING));
  await relief.done(authority.addArea(relief.fiscal, 520_113_000_000n));
  await relief.done(authority.changeRules(relief.fiscal, changed, id("changed rules")));
  await relief.done(authority.setRole(relief.fiscal, await relief.who("bianmin"), MERCHANT, SUPPLIES, true));
  await relief.done(authority.setRole(relief.sector, await relief.who("luban"), 3n, ZeroHash, false));
  const benefit = async (programme: bigint, kind: bigint, amount: bigint, purpose: string, months = 1) =>
    relief.done(
      authority.defineBenefit({
        programme,
        kind,
        category: kind === VOUCHER ? 0 : 1,
        months,
        amount,
        closed: false,
        purpose,
      }),
    );
  await benefit(relief.fiscal, TRANSFER, 500n * YUAN, LIVING);
  await benefit(relief.fiscal, TRANSFER, 0n, LIVING, 0);
  await benefit(relief.fiscal, VOUCHER, 300n * YUAN, SUPPLIES, 3);
  await benefit(relief.social, TRANSFER, 200n * YUAN, EDUCATION);
  await benefit(relief.sector, TRANSFER, 1n * YUAN, HOUSING);
  await relief.done(authority.closeBenefit(5n));

  // Money for those who give.
  const person = donor(relief);
  const bank = relief.as("guanshan", money);
  for (const [who, amount] of [
    ["rural", 300_000n],
    ["qianling", 5_000n],
    ["nanming", 5_000n],
    ["huiai", 20_000n],
    ["huaxi", 20_000n],
  ] as const) {
    await relief.done(bank.transfer(stage.wallet(who), amount * YUAN));
    await relief.done(relief.as(who, money).approve(await reliefFunds.getAddress(), MaxUint256));
  }
  for (const who of ["guanshan", "baiyunling", "luban", "bianmin"] as const) {
    await relief.done(relief.as(who, money).approve(await reliefFunds.getAddress(), MaxUint256));
  }
  await relief.done(bank.transfer(person.address, 1_000n * YUAN));
  await relief.done(money.connect(person).approve(await reliefFunds.getAddress(), MaxUint256));
}

/** The person who gives; attested since January. */
const donor = ({ stage }: Relief): Wallet =>
  new Wallet(id("another person of Guiyang"), stage.connection.ethers.provider);

export async function moneyed(relief: Relief): Promise<void> {
  const { reliefFunds } = relief.suite;
  const authority = relief.as("rural", reliefFunds);
  const today = await relief.today();
  const opened = async (name: string, asked: ReturnType<typeof authority.openBudget>) => {
    relief.funds[name] = (await relief.done(asked, reliefFunds, "FundOpened"))["fund"] ?? 0n;
  };
  const received = async (name: string, asked: ReturnType<typeof authority.appropriate>) => {
    relief.lots[name] = (await relief.done(asked, reliefFunds, "LotReceived"))["lot"] ?? 0n;
  };
  const fund = (name: string): bigint => relief.funds[name] ?? 0n;
  const target = 1_000_000n * YUAN;
  const huiai = await relief.who("huiai");
  await opened("living", authority.openBudget(relief.fiscal, LIVING, target, id("budget")));
  await opened("supplies", authority.openBudget(relief.fiscal, SUPPLIES, target, id("budget")));
  await opened("housing", authority.openBudget(relief.fiscal, HOUSING, target, id("budget")));
  await opened("sector", authority.openBudget(relief.sector, HOUSING, target, id("budget")));
  const campaign = (leftover: bigint, successor: bigint, days: bigint) =>
    authority.openCampaign(
      relief.social,
      EDUCATION,
      target,
      huiai,
      today,
      today + days,
      leftover,
      successor,
      id("plan of the campaign"),
    );
  await opened("second school", campaign(RETURN, 0n, 60n));
  await opened("school", campaign(SIMILAR, fund("second school"), 20n));
  await opened("books", campaign(RETURN, 0n, 20n));
  await opened("produce", authority.openProduce(relief.social, SUPPLIES, target, id("plan of the sale")));

  // Small first lots, so that payouts use several.
  await received("first", authority.appropriate(fund("living"), 1_200n * YUAN, relief.reference()));
  await received("second", authority.appropriate(fund("living"), 700n * YUAN, relief.reference()));
  await received("third", authority.appropriate(fund("living"), 100_000n * YUAN, relief.reference()));
  await received("supplies", authority.appropriate(fund("supplies"), 20_000n * YUAN, relief.reference()));
  await received("housing", authority.appropriate(fund("housing"), 90_000n * YUAN, relief.reference()));
  await received("sector", authority.appropriate(fund("sector"), 1_000n * YUAN, relief.reference()));
  const person = reliefFunds.connect(donor(relief));
  const school = fund("school");
  await received(
    "participant's",
    relief.as("qianling", reliefFunds).donate(school, 150n * YUAN, false, relief.reference()),
  );
  await received("person's", person.donate(school, 200n * YUAN, false, relief.reference()));
  const batch = relief
    .as("huiai", reliefFunds)
    .donateBatch(school, 300n * YUAN, id("tree of donors"), 3n, relief.reference());
  await received("batch", batch);
  await received("anonymous", relief.as("nanming", reliefFunds).donate(school, 400n * YUAN, true, relief.reference()));
  await received("books", person.donate(fund("books"), 300n * YUAN, false, relief.reference()));
}

/** Projects, and how two of them go on: one with milestones, others for benefits. */
export async function projected(relief: Relief): Promise<void> {
  const { suite } = relief;
  const { reliefProjects, reliefFunds } = suite;
  const today = await relief.today();
  const milestone = (
    amount: bigint,
    days: bigint,
    needs: Partial<Record<"needsTownship" | "needsInspection", boolean>> = {},
  ) => ({
    amount: amount * YUAN,
    dueDay: today + days,
    needsVillage: true,
    needsTownship: false,
    needsInspection: false,
    evidence: KINDS,
    ...needs,
  });
  const luban = await relief.who("luban");
  const project = async (name: string, fund: string, area: AreaKey, budget: bigint, milestones: unknown[] = []) => {
    const implementer = milestones.length > 0 ? luban : 0n;
    const plan = [
      relief.funds[fund] ?? 0n,
      implementer,
      codeOf(area),
      budget * YUAN,
      id(`plan of ${name}`),
      milestones,
    ] as const;
    const asked = relief
      .by("songxi3", reliefProjects)
      .proposeProject(...(plan as Parameters<typeof reliefProjects.proposeProject>));
    relief.projects[name] = (await relief.done(asked, reliefProjects, "ProjectProposed"))["project"] ?? 0n;
  };
  const number = (name: string): bigint => relief.projects[name] ?? 0n;
  await project("living", "living", "songxi", 200_000n);
  await project("supplies", "supplies", "songxi", 50_000n);
  await project("greenhouses", "housing", "longjing", 90_000n, [
    milestone(40_000n, 20n, { needsTownship: true, needsInspection: true }),
    milestone(20_000n, 1n),
    milestone(10_000n, 40n),
  ]);
  await project("school", "school", "songxi", 5_000n);
  await project("sale", "produce", "songxi", 50_000n);
  await project("roads", "housing", "songxi", 1_000n);
  await project("unasked", "housing", "songxi", 1_000n);
  for (const name of ["living", "supplies", "greenhouses", "school", "sale", "roads"]) {
    await relief.done(relief.by("wudang2", reliefProjects).approveProject(number(name), id("approval")));
  }
  await relief.done(relief.by("wudang2", reliefProjects).refuseProject(number("unasked"), id("nobody needs it")));
  const authority = relief.as("rural", reliefFunds);
  for (const [name, amount] of [
    ["living", 60_000n],
    ["supplies", 10_000n],
    ["greenhouses", 80_000n],
    ["school", 900n],
    ["roads", 500n],
  ] as const) {
    await relief.done(authority.allocate(number(name), amount * YUAN));
  }
  await relief.done(authority.deallocate(number("roads"), 500n * YUAN));
  await relief.done(relief.by("wudang2", reliefProjects).closeProject(number("roads"), id("final report")));

  const digests = [id("report"), id("photographs")];
  const submit = (which: number) =>
    relief.done(relief.as("luban", reliefProjects).submit(number("greenhouses"), which, digests));
  await submit(1);
  const greenhouses = number("greenhouses");
  await relief.done(relief.as("inspector", reliefProjects).inspect(greenhouses, 1, id("report of the inspector")));
  await relief.done(relief.by("longjing2", reliefProjects).reject(greenhouses, 1, id("roof is missing")));
  await submit(1);
  await relief.done(relief.by("longjing2", reliefProjects).approve(greenhouses, 1, id("seen")));
  await relief.done(relief.by("songxi1", reliefProjects).approve(greenhouses, 1, id("seen")));
  await relief.done(relief.as("inspector", reliefProjects).inspect(greenhouses, 1, id("report of the inspector")));
  const released = relief.by("wudang1", reliefProjects).release(greenhouses, 1);
  relief.payouts["milestone"] = (await relief.done(released, reliefProjects, "MilestoneReleased"))["payout"] ?? 0n;
}

/** A milestone of more lots than one transaction visits, whose implementer is not admitted for a while: it goes back, and is released anew. */
export async function scattered(relief: Relief): Promise<void> {
  const { reliefFunds, reliefProgrammes, reliefProjects, reliefPayouts } = relief.suite;
  const authority = relief.as("rural", reliefFunds);
  const [lots, each] = [65n, 100n * YUAN];
  const budget = authority.openBudget(relief.fiscal, HOUSING, lots * each, id("wells"));
  const { fund = 0n } = await relief.done(budget, reliefFunds, "FundOpened");
  for (let lot = 0n; lot < lots; ++lot) await relief.done(authority.appropriate(fund, each, relief.reference()));
  const luban = await relief.who("luban");
  const plan = {
    amount: lots * each,
    dueDay: (await relief.today()) + 20n,
    needsVillage: true,
    needsTownship: false,
    needsInspection: false,
    evidence: KINDS,
  };
  const asked = relief
    .by("songxi3", reliefProjects)
    .proposeProject(fund, luban, codeOf("longjing"), lots * each, id("plan of the wells"), [plan]);
  const { project = 0n } = await relief.done(asked, reliefProjects, "ProjectProposed");
  relief.projects["wells"] = project;
  await relief.done(relief.by("wudang2", reliefProjects).approveProject(project, id("approval")));
  await relief.done(authority.allocate(project, lots * each));
  await relief.done(relief.as("luban", reliefProjects).submit(project, 1, [id("report"), id("photographs")]));
  await relief.done(relief.by("longjing2", reliefProjects).approve(project, 1, id("seen")));
  const release = async () =>
    (await relief.done(relief.by("wudang1", reliefProjects).release(project, 1), reliefProjects, "MilestoneReleased"))[
      "payout"
    ] ?? 0n;
  const admit = (admitted: boolean) =>
    relief.done(relief.as("rural", reliefProgrammes).setRole(relief.fiscal, luban, 3n, ZeroHash, admitted));
  const goOn = (payout: bigint) => relief.done(relief.as("auditor", reliefPayouts).continueDrawing(payout));
  relief.payouts["wells, gone back"] = await release();
  await admit(false);
  await goOn(relief.payouts["wells, gone back"]);
  await admit(true);
  relief.payouts["wells"] = await release();
  await goOn(relief.payouts["wells"]);
}

/** Rounds of benefits, on notice; and lines that are objected to. */
export async function rounds(relief: Relief): Promise<void> {
  const { reliefBenefits } = relief.suite;
  const propose = async (
    name: string,
    officer: OfficerKey,
    benefit: bigint,
    project: string,
    total: bigint,
    root = ZeroHash,
  ) => {
    const terms = [
      benefit,
      relief.projects[project] ?? 0n,
      codeOf("longjing"),
      0,
      total * YUAN,
      root,
      id(`list of ${name}`),
    ] as const;
    const asked = relief.by(officer, reliefBenefits).proposeRound(...terms);
    relief.rounds[name] = (await relief.done(asked, reliefBenefits, "RoundProposed"))["round"] ?? 0n;
  };
  const page = keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["uint32[]", "uint64[]"],
      [relief.places("paid", "doubting"), [123n * YUAN, 321n * YUAN]],
    ),
  );
  await propose("living", "longjing1", 1n, "living", 10_000n);
  await propose("listed", "songxi3", 2n, "living", 444n, merkle([leafOf(page)]).root);
  await propose("vouchers", "longjing1", 3n, "supplies", 5_000n);
  await propose("school", "songxi3", 4n, "school", 5_000n);
  await propose("refused", "songxi3", 1n, "living", 1n);
  const object = async (who: PersonaKey, name: HouseholdName): Promise<bigint> => {
    const line = [
      relief.rounds["living"] ?? 0n,
      relief.house(name).id,
      id(`objection to the line of ${name}`),
    ] as const;
    const raised = relief.as(who, reliefBenefits).objectToLine(...line);
    return (await relief.done(raised, reliefBenefits, "LineObjectionRaised"))["objection"] ?? 0n;
  };
  const answer = (objection: bigint, outcome: bigint) =>
    relief.done(relief.by("songxi3", reliefBenefits).answerLineObjection(objection, outcome, id("answer")));
  await answer(await object("auditor", "doubting"), DISMISSED);
  await answer(await object("auditor", "blocked"), UPHELD);
  await object("auditor", "staying");
  await relief.done(relief.by("wudang2", reliefBenefits).refuseRound(relief.rounds["refused"] ?? 0n, id("twice")));
}

/** Approved, released in pages, and vouchers used. */
export async function released(relief: Relief): Promise<void> {
  const { reliefBenefits, reliefReviews, reliefPurchases } = relief.suite;
  const approve = async (name: string, officer: OfficerKey) => {
    const round = relief.rounds[name] ?? 0n;
    const { root, total } = await reliefBenefits.roundInfo(round);
    await relief.done(relief.by(officer, reliefBenefits).approveRound(round, root, total, id("approval")));
  };
  await relief.done(relief.by("wudang2", reliefReviews).approveExit(relief.ids("exiting"), id("approval")));
  await approve("living", "songxi2");
  await approve("listed", "wudang2");
  await approve("vouchers", "songxi2");
  await approve("school", "wudang2");
  await release(relief, "guanshan's", "living", "wudang1", "guanshan", ["paid", "doubting", "failing"]);
  await release(relief, "baiyunling's", "living", "wudang1", "baiyunling", ["forgotten"]);
  await release(relief, "listed", "listed", "wudang4", "guanshan", ["paid", "doubting"], [123n * YUAN, 321n * YUAN]);
  await release(relief, "school", "school", "wudang4", "guanshan", [...PUPILS]);
  await relief.done(relief.by("wudang1", reliefBenefits).openVouchers(relief.rounds["vouchers"] ?? 0n));
  const bianmin = await relief.who("bianmin");
  for (const [name, amount] of [
    ["voucher", 120n],
    ["second voucher", 80n],
  ] as const) {
    const round = relief.rounds["vouchers"] ?? 0n;
    const values = { round, merchant: bianmin, amount: amount * YUAN, goods: id("seed and fertiliser") };
    const signed = await relief.signed("paid", ACTS.UseVoucher, values);
    const used = relief
      .as("bianmin", reliefPurchases)
      .useVoucher(round, relief.house("paid").id, values.amount, values.goods, signed);
    relief.payouts[name] = (await relief.done(used, reliefPurchases, "VoucherUsed"))["payout"] ?? 0n;
  }
}

async function release(
  relief: Relief,
  name: string,
  round: string,
  officer: OfficerKey,
  bank: PersonaKey,
  households: HouseholdName[],
  amounts: bigint[] = [],
): Promise<void> {
  const { reliefBenefits } = relief.suite;
  const places = relief.places(...households).toSorted((a, b) => a - b);
  const paged = relief.by(officer, reliefBenefits);
  const page = [relief.rounds[round] ?? 0n, await relief.who(bank), places, amounts, 0n, []] as const;
  const asked = paged.releasePage(page[0], page[1], [...page[2]], [...page[3]], page[4], []);
  relief.payouts[name] = (await relief.done(asked, reliefBenefits, "RoundReleased"))["payout"] ?? 0n;
}

/** Banks answer, households confirm and dispute. */
export async function answered(relief: Relief): Promise<void> {
  const { reliefPayouts } = relief.suite;
  const payout = (name: string): bigint => relief.payouts[name] ?? 0n;
  const bank = relief.as("guanshan", reliefPayouts);
  await relief.done(bank.answer(payout("guanshan's"), 1, id("receipt 1"), []));
  await relief.done(bank.answer(payout("guanshan's"), 3, id("receipt 2"), [2]));
  await relief.done(bank.answer(payout("listed"), 2, id("receipt 3"), []));
  await relief.done(bank.answer(payout("school"), 3, id("receipt 4"), []));
  await confirm(relief, "paid", "guanshan's", 0);
  await confirm(relief, "paid", "listed", 0);
  await confirm(relief, "pupil", "school", 0);
  await dispute(relief, "doubting", "guanshan's", 1);
  await dispute(relief, "third pupil", "school", 2);
  const judge = relief.by("songxi3", reliefPayouts);
  await relief.done(judge.answerDispute(payout("guanshan's"), 1, false, id("the card's statement")));
  await relief.done(judge.answerDispute(payout("school"), 2, true, id("the card is another's")));
}

async function confirm(relief: Relief, name: HouseholdName, of: string, line: number): Promise<void> {
  const { reliefPayouts } = relief.suite;
  const payout = relief.payouts[of] ?? 0n;
  const { amount } = await reliefPayouts.lineInfo(payout, line);
  const signed = await relief.signed(name, ACTS.Confirm, { payout, line, amount });
  await relief.done(reliefPayouts.confirm(payout, line, relief.house(name).id, signed));
}

async function dispute(relief: Relief, name: HouseholdName, of: string, line: number): Promise<void> {
  const { reliefPayouts } = relief.suite;
  const payout = relief.payouts[of] ?? 0n;
  const { amount } = await reliefPayouts.lineInfo(payout, line);
  const evidence = id("statement of the card");
  const signed = await relief.signed(name, ACTS.Dispute, { payout, line, amount, evidence });
  await relief.done(reliefPayouts.dispute(payout, line, relief.house(name).id, evidence, signed));
}

/** Produce: sold whole, complained of, and never delivered. */
export async function ordered(relief: Relief): Promise<void> {
  const { reliefPurchases } = relief.suite;
  const [cooperative, today] = [await relief.who("cooperative"), await relief.today()];
  const order = async (name: string, households: HouseholdName[], shares: bigint[], margin: bigint) => {
    const asked = relief.as("huaxi", reliefPurchases).order(
      relief.projects["sale"] ?? 0n,
      cooperative,
      margin * YUAN,
      today + 10n,
      id(`order of ${name}`),
      relief.places(...households),
      shares.map((share) => share * YUAN),
      relief.reference(),
    );
    relief.purchases[name] = (await relief.done(asked, reliefPurchases, "ProduceOrdered"))["purchase"] ?? 0n;
  };
  const number = (name: string): bigint => relief.purchases[name] ?? 0n;
  const deliver = (name: string) =>
    relief.done(relief.as("cooperative", reliefPurchases).deliver(number(name), id("delivery note")));
  await order("tea", ["pupil", "second pupil"], [300n, 250n], 50n);
  await order("honey", ["pupil"], [100n], 10n);
  await order("eggs", ["third pupil"], [80n], 8n);
  await deliver("tea");
  await deliver("honey");
  await relief.done(relief.as("huaxi", reliefPurchases).accept(number("tea")));
  await relief.done(relief.as("huaxi", reliefPurchases).complain(number("honey"), id("jars were broken")));
  await relief.done(relief.by("wudang2", reliefPurchases).settle(number("honey"), false, id("photographs")));
  await relief.done(relief.as("cooperative", reliefPurchases).cancel(number("eggs")));
  const paid = relief.as("auditor", reliefPurchases).payShares(number("tea"), await relief.who("guanshan"));
  relief.payouts["shares"] = (await relief.done(paid, reliefPurchases, "ProduceSharesPaid"))["payout"] ?? 0n;
}

/** The banks' days are over; what went back goes out again, and is not answered for. */
export async function overdue(relief: Relief): Promise<void> {
  const { suite } = relief;
  const { reliefPayouts, reliefPurchases, reliefProjects } = suite;
  const payout = (name: string): bigint => relief.payouts[name] ?? 0n;
  await relief.done(relief.as("auditor", reliefPayouts).returnOverdue(payout("baiyunling's"), 1));
  await relief.done(relief.as("auditor", reliefPayouts).returnOverdue(payout("shares"), 1));
  await release(relief, "again", "living", "wudang1", "baiyunling", ["forgotten"]);
  await confirm(relief, "doubting", "guanshan's", 1);
  await confirm(relief, "second pupil", "school", 1);
  await relief.done(reliefPayouts.enterConfirmations(payout("guanshan's")));
  const bank = relief.as("guanshan", reliefPayouts);
  await relief.done(bank.giveBack(payout("school"), 2, 200n * YUAN, id("wrong card")));
  await relief.done(bank.giveBack(payout("listed"), 0, 123n * YUAN, id("paid twice")));
  await relief.done(
    relief.as("bianmin", reliefPayouts).giveBack(payout("second voucher"), 0, 30n * YUAN, id("returned goods")),
  );
  await relief.done(
    relief.as("luban", reliefPayouts).giveBack(payout("milestone"), 0, 1_000n * YUAN, id("was cheaper")),
  );
  await relief.done(relief.as("auditor", reliefPayouts).returnOverdue(payout("shares"), 2));
  const shares = relief
    .as("auditor", reliefPurchases)
    .payShares(relief.purchases["tea"] ?? 0n, await relief.who("guanshan"));
  relief.payouts["shares again"] = (await relief.done(shares, reliefPurchases, "ProduceSharesPaid"))["payout"] ?? 0n;
  await relief.done(bank.answer(payout("shares again"), 2, id("receipt 5"), []));
  await relief.done(relief.as("auditor", reliefPurchases).finish(relief.purchases["tea"] ?? 0n));
  // A share that comes back after the end waits for its household; what the cooperative gives back is the buyer's.
  await relief.done(bank.giveBack(payout("shares again"), 1, 250n * YUAN, id("wrong card")));
  const margin = await reliefPayouts.payoutCount();
  const cooperative = relief.as("cooperative", suite.money);
  await relief.done(cooperative.approve(await suite.reliefFunds.getAddress(), MaxUint256));
  await relief.done(
    relief.as("cooperative", reliefPayouts).giveBack(margin, 0, 10n * YUAN, id("fewer jars than were paid")),
  );
  await relief.done(relief.as("auditor", reliefPurchases).returnRest(relief.purchases["tea"] ?? 0n));
  // Late evidence.
  const digests = [id("report"), id("photographs")];
  await relief.done(relief.as("luban", reliefProjects).submit(relief.projects["greenhouses"] ?? 0n, 2, digests));
}

/** What is left goes back, or to the second campaign. */
export async function leftovers(relief: Relief): Promise<void> {
  const { reliefFunds } = relief.suite;
  const authority = relief.as("rural", reliefFunds);
  await relief.done(authority.announceLeftover(relief.funds["books"] ?? 0n));
  const school = relief.projects["school"] ?? 0n;
  await relief.done(authority.deallocate(school, await reliefFunds.freeOfProject(school)));
  await relief.done(authority.announceLeftover(relief.funds["school"] ?? 0n));
}

export async function returned(relief: Relief): Promise<void> {
  const { reliefFunds } = relief.suite;
  const anyone = relief.as("auditor", reliefFunds);
  const lot = (name: string): bigint => relief.lots[name] ?? 0n;
  await relief.done(anyone.returnLots([lot("books"), lot("sector")]));
  const left: bigint[] = [];
  for (const name of ["participant's", "person's", "batch", "anonymous"]) {
    const { amount, spent, returned: back } = await reliefFunds.lotInfo(lot(name));
    if (amount > spent + back) left.push(lot(name));
  }
  await relief.done(anyone.carryOver(left));
}
