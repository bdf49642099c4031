/** A village decides whom to help; money goes to the card, or back; nobody who helps himself or his own stays unseen. */
import { encodeBytes32String, ZeroHash } from "ethers";
import { codeOf } from "../../../deploy/data/officers.ts";
import { dayOf, plusDays, yuan } from "../format.ts";
import { asserted, assertedByOfficer, document, households, noticePasses, propose, staff } from "./reliefDesk.ts";
import type { Scene, Stage } from "./stage.ts";

const FISCAL = 1n;
const SOCIAL = 3n;
const OPERATOR = 1n;
const PAYOUT_BANK = 2n;
const IMPLEMENTER = 3n;
const INSPECTOR = 5n;
const DISMISSED = 2n;
const LIVING = encodeBytes32String("LIVING");
const HOUSING = encodeBytes32String("HOUSING");
const BUDGET = 50_000_000n;
const EACH = 50_000n;
const GIFT = 2_000_000n;
const ROOF = 1_500_000n;

/** Rules of both programmes: a week of notice, ten days for the bank, ¥100.00 at least for a lot. */
const RULES = {
  noticeDays: 7,
  receiptDays: 10,
  continuesInObservation: false,
  householdCeiling: 0,
  actCeiling: 0,
  minimumLot: 10_000,
};

/** Money against a deposit, and leave for the purse to take it. */
async function provide(stage: Stage, who: "rural" | "qianling", amount: bigint): Promise<void> {
  const { money, reliefFunds } = stage.suite;
  const businessRef = encodeBytes32String(`RELIEF-${await stage.now()}`);
  await stage.done(stage.as("clearing", money).issue(stage.wallet(who), amount, businessRef));
  await stage.done(stage.as(who, money).approve(await reliefFunds.getAddress(), amount));
}

/** A programme of the county's authority, for a year, with those who work in it. */
async function found(stage: Stage, source: bigint, purpose: string): Promise<bigint> {
  const { reliefProgrammes } = stage.suite;
  const authority = stage.as("rural", reliefProgrammes);
  const today = await stage.today();
  const act = authority.createProgramme(
    source,
    dayOf(today),
    dayOf(plusDays(today, 365)),
    BUDGET,
    RULES,
    [codeOf("wudang")],
    [purpose],
    document("decision"),
  );
  const { programme = 0n } = await stage.done(act, reliefProgrammes, "ProgrammeCreated");
  const roles = [
    ["county", OPERATOR],
    ["songxi", OPERATOR],
    ["baiyunling", PAYOUT_BANK],
    ["luban", IMPLEMENTER],
    ["inspector", INSPECTOR],
  ] as const;
  for (const [who, role] of roles) {
    await stage.done(authority.setRole(programme, await stage.participant(who), role, ZeroHash, true));
  }
  return programme;
}

/** A project of Songxi's, out of a fund, with all of its money. */
async function undertake(
  stage: Stage,
  fund: bigint,
  budget: bigint,
  implementer: bigint,
  milestones: readonly { amount: bigint; dueDay: bigint }[],
): Promise<bigint> {
  const { reliefFunds, reliefProjects } = stage.suite;
  const act = stage.asOfficer("songxi1", reliefProjects).proposeProject(
    fund,
    implementer,
    codeOf("songxi"),
    budget,
    document("plan"),
    milestones.map((milestone) => ({
      ...milestone,
      needsVillage: false,
      needsTownship: true,
      needsInspection: true,
      evidence: [encodeBytes32String("ACCEPTANCE_REPORT")],
    })),
  );
  const { project = 0n } = await stage.done(act, reliefProjects, "ProjectProposed");
  await stage.done(stage.asOfficer("wudang1", reliefProjects).approveProject(project, document("approval")));
  await stage.done(stage.as("rural", reliefFunds).allocate(project, budget));
  return project;
}

export const village: Scene = {
  title: "A village decides whom to help",
  movesTime: true,
  steps: [
    {
      says: "The Rural Revitalisation Bureau enters the divisions of Wudang; it, the district's centre and Songxi Township appoint twelve officers, each with a passkey that a fingerprint unlocks.",
      does: staff,
    },
    {
      says: `It founds a programme of public money: ${yuan(BUDGET)} for a year, for the living of poor households.`,
      does: async (stage) => stage.remember("relief programme", await found(stage, FISCAL, LIVING)),
    },
    {
      says: "In Longjing an officer proposes three households. Each signs with its own fingerprint, the officer with his; no name, no number and no face is on the chain.",
      does: (stage) =>
        propose(stage, stage.recall("relief programme"), "longjing1", "baiyunling", ["ayi", "bama", "cili"]),
    },
    {
      says: "The village meets and agrees; the list is on public notice for seven days. A neighbour objects to the third household.",
      does: async (stage) => {
        const { reliefReviews } = stage.suite;
        const all = households(stage, "ayi", "bama", "cili");
        await stage.done(stage.asOfficer("longjing2", reliefReviews).review(all, document("minutes")));
        await stage.done(stage.asOfficer("songxi1", reliefReviews).publish(all));
        const third = stage.recall("household cili");
        const act = stage.as("huaxi", reliefReviews).object(third, document("it has a shop in town"));
        const { objection = 0n } = await stage.done(act, reliefReviews, "ObjectionRaised");
        stage.remember("objection", objection);
      },
    },
    {
      says: "The township would approve at once. Refused: the notice is running.",
      does: async (stage) => {
        const { reliefReviews } = stage.suite;
        const endorse = stage.asOfficer("songxi2", reliefReviews).endorse;
        const first = households(stage, "ayi");
        await stage.refused(
          () => endorse.staticCall(first, document("approval")),
          reliefReviews,
          "ReviewNoticeRunning",
        );
      },
    },
    {
      says: "After the notice township and district approve two households. The third waits. Refused: an objection is open.",
      does: async (stage) => {
        const { reliefReviews } = stage.suite;
        await noticePasses(stage);
        const two = households(stage, "ayi", "bama");
        await stage.done(stage.asOfficer("songxi2", reliefReviews).endorse(two, document("approval")));
        await stage.done(stage.asOfficer("wudang1", reliefReviews).register(two, document("approval")));
        const third = households(stage, "cili");
        const endorse = stage.asOfficer("songxi2", reliefReviews).endorse;
        await stage.refused(
          () => endorse.staticCall(third, document("approval")),
          reliefReviews,
          "ReviewObjectionsOpen",
        );
      },
    },
    {
      says: "The district answers: the shop is the neighbour's own. The objection is dismissed, and the third household registered.",
      does: async (stage) => {
        const { reliefReviews } = stage.suite;
        const answer = stage.asOfficer("wudang3", reliefReviews).answerObjection;
        await stage.done(answer(stage.recall("objection"), DISMISSED, document("the shop is another's")));
        const third = households(stage, "cili");
        await stage.done(stage.asOfficer("songxi2", reliefReviews).endorse(third, document("approval")));
        await stage.done(stage.asOfficer("wudang1", reliefReviews).register(third, document("approval")));
      },
    },
  ],
};

export const card: Scene = {
  title: "Money goes to the card, or back",
  movesTime: true,
  steps: [
    {
      says: `The bureau pays ${yuan(BUDGET / 10n)} of this year's budget in and gives it to a project of Songxi.`,
      does: async (stage) => {
        const { reliefFunds } = stage.suite;
        await provide(stage, "rural", BUDGET / 10n);
        const authority = stage.as("rural", reliefFunds);
        const programme = stage.recall("relief programme");
        const opened = authority.openBudget(programme, LIVING, BUDGET, document("budget"));
        const { fund = 0n } = await stage.done(opened, reliefFunds, "FundOpened");
        await stage.done(authority.appropriate(fund, BUDGET / 10n, encodeBytes32String("FY-1")));
        stage.remember("relief project", await undertake(stage, fund, BUDGET / 10n, 0n, []));
      },
    },
    {
      says: `One officer proposes ${yuan(EACH)} for each household this month, a second approves after another week of notice. He would pay as well. Refused: payer is a third.`,
      does: async (stage) => {
        const { reliefBenefits, reliefProgrammes } = stage.suite;
        const programme = stage.recall("relief programme");
        const terms = { programme, kind: 1, category: 0, months: 1, amount: EACH, closed: false, purpose: LIVING };
        const defined = stage.as("rural", reliefProgrammes).defineBenefit(terms);
        const { benefit = 0n } = await stage.done(defined, reliefProgrammes, "BenefitDefined");
        const period = await reliefProgrammes.periodOf(benefit, dayOf(await stage.today()));
        const proposing = stage.asOfficer("songxi1", reliefBenefits).proposeRound;
        const place = codeOf("songxi");
        const project = stage.recall("relief project");
        const act = proposing(benefit, project, place, period, 10n * EACH, ZeroHash, document("list"));
        const { round = 0n } = await stage.done(act, reliefBenefits, "RoundProposed");
        stage.remember("round", round);
        await noticePasses(stage);
        const second = stage.asOfficer("songxi2", reliefBenefits);
        await stage.done(second.approveRound(round, ZeroHash, 10n * EACH, document("approval")));
        const bank = await stage.participant("baiyunling");
        const pay = () => second.releasePage.staticCall(round, bank, [1], [], 0, []);
        await stage.refused(pay, reliefBenefits, "RoundSameOfficer");
      },
    },
    {
      says: `The district's officer pays: ${yuan(3n * EACH)} wait in the purse until Baiyunling Bank answers. It reaches two cards; the third card is closed, and its money goes back to the budget that it came from.`,
      does: async (stage) => {
        const { reliefBenefits, reliefPayouts } = stage.suite;
        const numbers = households(stage, "ayi", "bama", "cili").map((household) => household & 0xffff_ffffn);
        const bank = await stage.participant("baiyunling");
        const act = stage
          .asOfficer("wudang1", reliefBenefits)
          .releasePage(stage.recall("round"), bank, numbers, [], 0, []);
        const { payout = 0n } = await stage.done(act, reliefBenefits, "RoundReleased");
        await stage.done(stage.as("baiyunling", reliefPayouts).answer(payout, 3, document("receipt"), [2]));
        stage.remember("payout", payout);
      },
    },
    {
      says: `A household confirms with its fingerprint that ${yuan(EACH)} have come.`,
      does: async (stage) => {
        const { reliefPayouts } = stage.suite;
        const [payout, household] = [stage.recall("payout"), stage.recall("household ayi")];
        const fields = { payout, line: 0, amount: EACH };
        const assertion = await asserted(stage, "ayi", household, "Confirm", fields);
        await stage.done(stage.as("huaxi", reliefPayouts).confirm(payout, 0, household, assertion));
      },
    },
    {
      says: "Somebody has the first household's finger confirm the second one's money. Refused: it is another's passkey.",
      does: async (stage) => {
        const { reliefKeys, reliefPayouts } = stage.suite;
        const [payout, household] = [stage.recall("payout"), stage.recall("household bama")];
        const assertion = await asserted(stage, "ayi", household, "Confirm", { payout, line: 1, amount: EACH });
        const confirm = () => stage.as("huaxi", reliefPayouts).confirm.staticCall(payout, 1, household, assertion);
        await stage.refused(confirm, reliefKeys, "AssertionInvalid");
      },
    },
  ],
};

export const donation: Scene = {
  title: "A donation is followed to its use",
  movesTime: true,
  steps: [
    {
      says: `Qianling Equipment gives ${yuan(GIFT)} to a campaign for roofs in Songxi.`,
      does: async (stage) => {
        const { reliefFunds } = stage.suite;
        const programme = await found(stage, SOCIAL, HOUSING);
        const today = await stage.today();
        const term = [dayOf(today), dayOf(plusDays(today, 90))] as const;
        const opening = stage.as("rural", reliefFunds).openCampaign;
        const act = opening(programme, HOUSING, 10n * GIFT, 0, ...term, 1, 0, document("plan of the campaign"));
        const { fund = 0n } = await stage.done(act, reliefFunds, "FundOpened");
        await provide(stage, "qianling", GIFT);
        const giving = stage.as("qianling", reliefFunds).donate(fund, GIFT, false, encodeBytes32String("GIFT-1"));
        const { lot = 0n } = await stage.done(giving, reliefFunds, "LotReceived");
        stage.remember("lot", lot);
        const dueDay = dayOf(plusDays(today, 30));
        const luban = await stage.participant("luban");
        const project = await undertake(stage, fund, GIFT, luban, [{ amount: ROOF, dueDay }]);
        stage.remember("roofs", project);
      },
    },
    {
      says: "Luban Construction mends the roofs and submits its report; Songxi approves, Mingcha Inspection looks for itself.",
      does: async (stage) => {
        const { reliefProjects } = stage.suite;
        const roofs = stage.recall("roofs");
        await stage.done(stage.as("luban", reliefProjects).submit(roofs, 1, [document("report")]));
        await stage.done(stage.asOfficer("songxi2", reliefProjects).approve(roofs, 1, document("approval")));
        await stage.done(stage.as("inspector", reliefProjects).inspect(roofs, 1, document("inspection")));
      },
    },
    {
      says: (stage) =>
        `The district pays ${yuan(ROOF)}. Qianling Equipment sees each fen of its own: npx hardhat relief trace ${stage.recall("lot") >> 32n}/${stage.recall("lot") & 0xffff_ffffn}`,
      does: async (stage) => {
        const { reliefFunds, reliefProjects } = stage.suite;
        await stage.done(stage.asOfficer("wudang2", reliefProjects).release(stage.recall("roofs"), 1));
        const { spent } = await reliefFunds.lotInfo(stage.recall("lot"));
        if (spent !== ROOF) throw new Error(`The lot has paid ${yuan(spent)}.`);
      },
    },
  ],
};

export const kin: Scene = {
  title: "An officer favours his own",
  movesTime: true,
  steps: [
    {
      says: "It comes out that the officer who led the village's review is kin of the second household. The district enters it: all steps for that household are void, and it is under review; the officer loses 200 points.",
      does: async (stage) => {
        const { reliefReviews, reliefScores } = stage.suite;
        const [household, officer] = [stage.recall("household bama"), stage.recall("officer longjing2")];
        const report = stage.asOfficer("wudang3", reliefReviews).reportKinship;
        await stage.done(report(household, officer, document("family register, seen by the district")));
        const score = await reliefScores.scoreOf(officer);
        if (score >= 600n) throw new Error(`The officer still has ${score} points.`);
      },
    },
    {
      says: "Nothing is paid to it meanwhile. Refused: the household is under review.",
      does: async (stage) => {
        const { reliefBenefits, reliefHouseholds } = stage.suite;
        const bank = await stage.participant("baiyunling");
        const number = stage.recall("household bama") & 0xffff_ffffn;
        const pay = stage.asOfficer("wudang1", reliefBenefits).releasePage;
        const act = () => pay.staticCall(stage.recall("round"), bank, [number], [], 0, []);
        await stage.refused(act, reliefHouseholds, "HouseholdNotEntitled");
      },
    },
  ],
};

export const exit: Scene = {
  title: "A household no longer needs help",
  movesTime: true,
  steps: [
    {
      says: "The first household and an officer sign that it has come out of poverty; after a week of notice the district lets it exit, and watches over it for a year.",
      does: async (stage) => {
        const { reliefReviews } = stage.suite;
        const household = stage.recall("household ayi");
        const evidence = document("income of the year");
        const fields = { household, evidence };
        const own = await asserted(stage, "ayi", household, "Exit", fields);
        const officers = await assertedByOfficer(stage, "longjing1", "Exit", fields);
        const proposing = stage.asOfficer("longjing1", reliefReviews).proposeExit;
        await stage.done(proposing(household, evidence, own, officers));
        await stage.done(stage.asOfficer("songxi1", reliefReviews).publish([household]));
        await noticePasses(stage);
        await stage.done(stage.asOfficer("wudang2", reliefReviews).approveExit([household], document("decision")));
      },
    },
  ],
};
