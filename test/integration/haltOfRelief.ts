/** How each function of relief that people call is brought to where its call is valid. */
import { encodeBytes32String, id, ZeroHash } from "ethers";
import { ACTS } from "../../tasks/relief/acts.ts";
import { areas, codeOf } from "../../deploy/data/officers.ts";
import { Scopes } from "../../deploy/data/terms.ts";
import type { IReliefHouseholds } from "../../types/contracts/modules/relief/ReliefHouseholds.js";
import { type Entry, startingAt } from "../utils/halt.ts";
import { bound } from "../utils/orders.ts";
import { digestOf, makePasskey, type Passkey, sign } from "../utils/passkeys.ts";
import {
  APPOINTMENT,
  ChangeKind,
  CHOOSE_BANK,
  daysPass,
  DECISION,
  endorsed,
  EVIDENCE,
  EXIT,
  exited,
  exitOnNotice,
  type Household,
  idsOf,
  inventedHouseholds,
  MINUTES,
  noticePasses,
  onNotice,
  Outcome,
  proposalHash,
  proposalOf,
  proposed,
  PROPOSALS,
  purpose,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  reviewed,
  Role,
  RULES,
  signedBy,
  signedByHousehold,
  Source,
  teamOf,
  today,
} from "../utils/relief.ts";
import {
  accounted,
  appropriated,
  budgetLine,
  campaign,
  campaignTerms,
  donated,
  EDUCATION,
  type FundsDesk,
  fundsDesk,
  goTo,
  LAST_DAY,
  MINIMUM,
  newReference,
} from "../utils/relief-funds.ts";
import {
  ANSWER,
  bankIsSilent,
  benefitDefined,
  CONFIRM,
  confirm,
  created,
  DISPUTE,
  dispute,
  EACH,
  FUNDED,
  GOODS,
  GROUNDS,
  lineOf,
  opened,
  paid,
  type PayingDesk,
  payingDesk,
  projectFunded,
  RECEIPT,
  release,
  roundApproved,
  roundNoticePasses,
  roundProposed,
  roundTeam,
  TOTAL,
  USE_VOUCHER,
} from "../utils/relief-payouts.ts";
import {
  acceptedOrder,
  approvedProject,
  clearedMilestone,
  delivered,
  DIGESTS,
  disputedOrder,
  finishedOrder,
  openedVouchers,
  ordered,
  orderOf,
  PLAN,
  planOf,
  producers,
  PROJECT_BUDGET,
  type ProjectDesk,
  projectDesk,
  proposedProject,
  REPORT,
  sharesPaid,
  submittedMilestone,
} from "../utils/relief-projects.ts";
import { ethers } from "../utils/suite.ts";

const ADDED = purpose("HEALTH");
/** An account of the suite's that nobody uses. */
const SPARE = 60;
/** After the campaigns' last day. */
const OVER = "2026-04-01";
const BIND_KEY = ACTS.BindKey;
const REMOVE_KEY = ACTS.RemoveKey;
const APPEAL = ACTS.Appeal;
const CONFIRM_HELP = ACTS.ConfirmHelp;
const FEEDBACK = ACTS.Feedback;
const FALSE_STATEMENT = 16;

async function one(households: Promise<Household[]>): Promise<Household> {
  const [first] = await households;
  if (first === undefined) throw new Error("There is no household.");
  return first;
}

/** An account of a participant's that may become an officer's. */
async function spareAccount(desk: ReliefDesk) {
  const signer = (await ethers.getSigners())[SPARE];
  if (signer === undefined) throw new Error("The network has too few accounts.");
  await bound(desk, desk.songxi, signer, { scopes: Scopes.ACTS });
  return signer;
}

/** What a household's second key is bound by. */
async function bindingOf(desk: ReliefDesk, household: Household, second: Passkey) {
  const { reliefKeys: keys } = desk.suite;
  const values = { keyX: second.publicKey.x, keyY: second.publicKey.y };
  const assertion = await sign(keys, household.passkey, household.id, BIND_KEY, values);
  return { assertion, proof: second.assert(await digestOf(keys, household.id, BIND_KEY, values)) };
}

/** What two officers decide of a household: that it moves to another village. */
const moveOf = (household: Household): IReliefHouseholds.ChangeStruct => ({
  household: household.id,
  kind: ChangeKind.Move,
  proposedBy: 0,
  done: false,
  refused: false,
  area: codeOf("chashan"),
  decidedBy: 0,
  into: 0,
  category: 0,
  commitment: ZeroHash,
  key: { x: ZeroHash, y: ZeroHash },
  evidence: EVIDENCE,
});

async function changeProposed(desk: ReliefDesk) {
  const household = await one(registered(desk));
  await desk.suite.reliefHouseholds.connect(desk.officers.longjing1.signer).proposeChange(moveOf(household));
  return 1n;
}

async function objected(desk: ReliefDesk) {
  const household = await one(onNotice(desk));
  await desk.suite.reliefReviews.connect(desk.nanming.signer).object(household.id, REASON);
  return 1n;
}

/** An officer's entry, appealed against by it. */
async function appealed(desk: ReliefDesk) {
  const { reliefScores } = desk.suite;
  const { longjing1 } = desk.officers;
  await reliefScores.connect(desk.rural.signer).enter(longjing1.id, desk.programme, FALSE_STATEMENT, EVIDENCE);
  await reliefScores.connect(longjing1.signer).appeal(1, REASON);
  return 1n;
}

const people: Record<string, Entry<ReliefDesk>> = {
  "ReliefKeys.bindKey": {
    empty: true,
    ready: async (desk) => {
      const household = await one(proposed(desk));
      const second = makePasskey();
      const { assertion, proof } = await bindingOf(desk, household, second);
      return () => desk.suite.reliefKeys.bindKey(household.id, second.publicKey, assertion, proof);
    },
  },
  "ReliefKeys.removeKey": {
    empty: true,
    ready: async (desk) => {
      const household = await one(proposed(desk));
      const second = makePasskey();
      const { assertion, proof } = await bindingOf(desk, household, second);
      await desk.suite.reliefKeys.bindKey(household.id, second.publicKey, assertion, proof);
      const signed = await signedByHousehold(desk, household, REMOVE_KEY, { key: 1 });
      return () => desk.suite.reliefKeys.removeKey(household.id, 1, signed);
    },
  },

  "ReliefProgrammes.createProgramme": {
    empty: true,
    ready: async ({ suite, rural }) => {
      const mine = suite.reliefProgrammes.connect(rural.signer);
      const start = (await today()) + 30n;
      const county = [codeOf("wudang")];
      return () => mine.createProgramme(Source.Sector, start, start + 300n, 1_000n, RULES, county, [ADDED], DECISION);
    },
  },
  "ReliefProgrammes.addArea": {
    empty: true,
    ready: async ({ suite, rural, programme }) => {
      const other = 520_103_000_000n;
      return () => suite.reliefProgrammes.connect(rural.signer).addArea(programme, other);
    },
  },
  "ReliefProgrammes.addPurpose": {
    empty: true,
    ready: async ({ suite, rural, programme }) => {
      return () => suite.reliefProgrammes.connect(rural.signer).addPurpose(programme, ADDED);
    },
  },
  "ReliefProgrammes.changeRules": {
    empty: true,
    ready: async ({ suite, rural, programme }) => {
      const rules = { ...RULES, noticeDays: 9 };
      return () => suite.reliefProgrammes.connect(rural.signer).changeRules(programme, rules, DECISION);
    },
  },
  "ReliefProgrammes.setRole": {
    empty: true,
    ready: async ({ suite, rural, programme, nanming }) => {
      const mine = suite.reliefProgrammes.connect(rural.signer);
      return () => mine.setRole(programme, nanming.id, Role.Inspector, ZeroHash, true);
    },
  },
  "ReliefProgrammes.defineBenefit": {
    empty: true,
    ready: async (desk) => () => benefitDefined(desk),
  },
  "ReliefProgrammes.closeBenefit": {
    empty: true,
    ready: async (desk) => {
      const benefit = await benefitDefined(desk);
      return () => desk.suite.reliefProgrammes.connect(desk.rural.signer).closeBenefit(benefit);
    },
  },

  "ReliefOfficers.addArea": {
    empty: true,
    ready: async ({ suite, rural }) => {
      const village = 520_112_101_299n;
      return () => suite.reliefOfficers.connect(rural.signer).addArea(village, areas[0].nameZh);
    },
  },
  "ReliefOfficers.appoint": {
    empty: true,
    ready: async (desk) => {
      const { suite, songxi } = desk;
      const account = await spareAccount(desk);
      const passkey = makePasskey();
      const terms = { account: account.address, area: codeOf("longjing"), identity: id("another officer") };
      const values = { ...terms, participant: songxi.id };
      const signed = await sign(suite.reliefKeys, passkey, 0n, APPOINTMENT, values);
      const mine = suite.reliefOfficers.connect(songxi.signer);
      return () => mine.appoint(terms.account, terms.area, terms.identity, passkey.publicKey, signed);
    },
  },
  "ReliefOfficers.transferOfficer": {
    empty: true,
    ready: async (desk) => {
      const { suite, songxi, officers } = desk;
      const account = await spareAccount(desk);
      const mine = suite.reliefOfficers.connect(songxi.signer);
      return () => mine.transferOfficer(officers.longjing1.id, account, codeOf("chashan"));
    },
  },
  "ReliefOfficers.dismiss": {
    empty: true,
    ready: async ({ suite, songxi, officers }) => {
      return () => suite.reliefOfficers.connect(songxi.signer).dismiss(officers.longjing1.id);
    },
  },
  "ReliefOfficers.replaceKey": {
    empty: true,
    ready: async ({ suite, songxi, officers }) => {
      const { publicKey } = makePasskey();
      return () => suite.reliefOfficers.connect(songxi.signer).replaceKey(officers.longjing1.id, publicKey);
    },
  },
  "ReliefOfficers.declareKinship": {
    empty: true,
    ready: async ({ suite, officers }) => {
      return () => suite.reliefOfficers.connect(officers.longjing1.signer).declareKinship([id("an uncle's household")]);
    },
  },

  "ReliefHouseholds.chooseBank": {
    empty: true,
    ready: async (desk) => {
      const household = await one(registered(desk));
      const bank = desk.baiyunling.id;
      const signed = await signedByHousehold(desk, household, CHOOSE_BANK, { bank });
      return () => desk.suite.reliefHouseholds.chooseBank(household.id, bank, signed);
    },
  },
  "ReliefHouseholds.proposeChange": {
    empty: true,
    ready: async (desk) => {
      const household = await one(registered(desk));
      const mine = desk.suite.reliefHouseholds.connect(desk.officers.longjing1.signer);
      return () => mine.proposeChange(moveOf(household));
    },
  },
  "ReliefHouseholds.confirmChange": {
    empty: true,
    ready: async (desk) => {
      const change = await changeProposed(desk);
      return () => desk.suite.reliefHouseholds.connect(desk.officers.songxi1.signer).confirmChange(change);
    },
  },
  "ReliefHouseholds.refuseChange": {
    empty: true,
    ready: async (desk) => {
      const change = await changeProposed(desk);
      return () => desk.suite.reliefHouseholds.connect(desk.officers.songxi1.signer).refuseChange(change, REASON);
    },
  },

  "ReliefReviews.propose": {
    empty: true,
    ready: async (desk) => {
      const { proposer } = teamOf(desk);
      const proposals = await Promise.all(inventedHouseholds(desk).map((household) => proposalOf(desk, household)));
      const signed = await signedBy(desk, proposer, PROPOSALS, { proposals: proposals.map(proposalHash) });
      return () => desk.suite.reliefReviews.connect(proposer.signer).propose(proposals, signed);
    },
  },
  "ReliefReviews.review": {
    empty: true,
    ready: async (desk) => {
      const ids = idsOf(await proposed(desk));
      return () => desk.suite.reliefReviews.connect(teamOf(desk).reviewer.signer).review(ids, MINUTES);
    },
  },
  "ReliefReviews.publish": {
    empty: true,
    ready: async (desk) => {
      const ids = idsOf(await reviewed(desk));
      return () => desk.suite.reliefReviews.connect(teamOf(desk).publisher.signer).publish(ids);
    },
  },
  "ReliefReviews.endorse": {
    empty: true,
    ready: async (desk) => {
      const households = await onNotice(desk);
      await noticePasses(desk, households);
      return () => desk.suite.reliefReviews.connect(teamOf(desk).endorser.signer).endorse(idsOf(households), EVIDENCE);
    },
  },
  "ReliefReviews.register": {
    empty: true,
    ready: async (desk) => {
      const ids = idsOf(await endorsed(desk));
      return () => desk.suite.reliefReviews.connect(teamOf(desk).registrar.signer).register(ids, EVIDENCE);
    },
  },
  "ReliefReviews.refuse": {
    empty: true,
    ready: async (desk) => {
      const household = await one(proposed(desk));
      return () => desk.suite.reliefReviews.connect(desk.officers.songxi3.signer).refuse(household.id, REASON);
    },
  },
  "ReliefReviews.proposeExit": {
    empty: true,
    ready: async (desk) => {
      const household = await one(registered(desk));
      const { longjing1 } = desk.officers;
      const values = { household: household.id, evidence: EVIDENCE };
      const byHousehold = await signedByHousehold(desk, household, EXIT, values);
      const byOfficer = await signedBy(desk, longjing1, EXIT, values);
      const mine = desk.suite.reliefReviews.connect(longjing1.signer);
      return () => mine.proposeExit(household.id, EVIDENCE, byHousehold, byOfficer);
    },
  },
  "ReliefReviews.approveExit": {
    empty: true,
    ready: async (desk) => {
      const households = await exitOnNotice(desk, await registered(desk));
      await noticePasses(desk, households);
      const mine = desk.suite.reliefReviews.connect(desk.officers.wudang2.signer);
      return () => mine.approveExit(idsOf(households), EVIDENCE);
    },
  },
  "ReliefReviews.refuseExit": {
    empty: true,
    ready: async (desk) => {
      const household = await one(exitOnNotice(desk, await registered(desk)));
      return () => desk.suite.reliefReviews.connect(desk.officers.songxi3.signer).refuseExit(household.id, REASON);
    },
  },
  "ReliefReviews.relapse": {
    empty: true,
    ready: async (desk) => {
      const household = await one(exited(desk, await registered(desk)));
      await daysPass(1);
      return () => desk.suite.reliefReviews.connect(desk.officers.wudang3.signer).relapse(household.id, EVIDENCE);
    },
  },
  "ReliefReviews.object": {
    empty: true,
    ready: async (desk) => {
      const household = await one(onNotice(desk));
      return () => desk.suite.reliefReviews.connect(desk.nanming.signer).object(household.id, REASON);
    },
  },
  "ReliefReviews.answerObjection": {
    empty: true,
    ready: async (desk) => {
      const objection = await objected(desk);
      const mine = desk.suite.reliefReviews.connect(desk.officers.songxi3.signer);
      return () => mine.answerObjection(objection, Outcome.Dismissed, ANSWER);
    },
  },
  "ReliefReviews.reportKinship": {
    empty: true,
    ready: async (desk) => {
      const household = await one(registered(desk));
      const { longjing1, wudang3 } = desk.officers;
      const mine = desk.suite.reliefReviews.connect(wudang3.signer);
      return () => mine.reportKinship(household.id, longjing1.id, EVIDENCE);
    },
  },

  "ReliefScores.enter": {
    empty: true,
    ready: async ({ suite, rural, officers, programme }) => {
      const mine = suite.reliefScores.connect(rural.signer);
      return () => mine.enter(officers.longjing1.id, programme, FALSE_STATEMENT, EVIDENCE);
    },
  },
  "ReliefScores.appeal": {
    empty: true,
    ready: async ({ suite, rural, officers, programme }) => {
      await suite.reliefScores.connect(rural.signer).enter(officers.longjing1.id, programme, FALSE_STATEMENT, EVIDENCE);
      return () => suite.reliefScores.connect(officers.longjing1.signer).appeal(1, REASON);
    },
  },
  "ReliefScores.appealByHousehold": {
    empty: true,
    ready: async (desk) => {
      const { suite, rural, programme } = desk;
      const household = await one(registered(desk));
      await suite.reliefScores.connect(rural.signer).enter(household.id, programme, FALSE_STATEMENT, EVIDENCE);
      const signed = await signedByHousehold(desk, household, APPEAL, { entry: 1, evidence: REASON });
      return () => suite.reliefScores.appealByHousehold(1, REASON, signed);
    },
  },
  "ReliefScores.decideAppeal": {
    ready: async (desk) => {
      const entry = await appealed(desk);
      return () => desk.suite.reliefScores.connect(desk.officers.wudang1.signer).decideAppeal(entry, true, DECISION);
    },
  },
};

/** A campaign with a donation, whose days and notice are over. */
async function leftover(desk: FundsDesk, successor?: bigint) {
  const fund = await campaign(desk, successor === undefined ? {} : { successor });
  const lot = await donated(desk, fund, 10n * MINIMUM);
  await goTo(OVER);
  await desk.funds.connect(desk.rural.signer).announceLeftover(fund);
  await daysPass(8);
  return lot;
}

const money: Record<string, Entry<FundsDesk>> = {
  "ReliefFunds.openBudget": {
    empty: true,
    ready: async ({ funds, rural, fiscal }) => {
      return () => funds.connect(rural.signer).openBudget(fiscal, EDUCATION, 1_000n, DECISION);
    },
  },
  "ReliefFunds.openCampaign": {
    empty: true,
    ready: async (desk) => {
      const terms = campaignTerms(desk, { from: "2026-02-01" });
      return () => desk.funds.connect(desk.rural.signer).openCampaign(...terms);
    },
  },
  "ReliefFunds.openProduce": {
    empty: true,
    ready: async ({ funds, rural, social }) => {
      return () => funds.connect(rural.signer).openProduce(social, EDUCATION, 1_000n, DECISION);
    },
  },
  "ReliefFunds.appropriate": {
    empty: true,
    ready: async (desk) => {
      const fund = await budgetLine(desk);
      return () => desk.funds.connect(desk.rural.signer).appropriate(fund, MINIMUM, newReference());
    },
  },
  "ReliefFunds.donate": {
    empty: true,
    ready: async (desk) => {
      const fund = await campaign(desk);
      return () => desk.funds.connect(desk.nanming.signer).donate(fund, MINIMUM, false, newReference());
    },
  },
  "ReliefFunds.donateBatch": {
    empty: true,
    ready: async (desk) => {
      const fund = await campaign(desk);
      const mine = desk.funds.connect(desk.huiai.signer);
      return () => mine.donateBatch(fund, MINIMUM, id("donors"), 20, newReference());
    },
  },
  "ReliefFunds.allocate": {
    ready: async (desk) => {
      const fund = await budgetLine(desk);
      await appropriated(desk, fund, 10n * MINIMUM);
      const project = await accounted(desk, fund);
      return () => desk.funds.connect(desk.rural.signer).allocate(project, MINIMUM);
    },
  },
  "ReliefFunds.deallocate": {
    ready: async (desk) => {
      const fund = await budgetLine(desk);
      await appropriated(desk, fund, 10n * MINIMUM);
      const project = await accounted(desk, fund, MINIMUM);
      return () => desk.funds.connect(desk.rural.signer).deallocate(project, MINIMUM);
    },
  },
  "ReliefFunds.announceLeftover": {
    ready: async (desk) => {
      const fund = await campaign(desk);
      await donated(desk, fund, MINIMUM);
      await goTo(OVER);
      return () => desk.funds.connect(desk.rural.signer).announceLeftover(fund);
    },
  },
  "ReliefFunds.returnLots": {
    ready: async (desk) => {
      const lot = await leftover(desk);
      return () => desk.funds.connect(desk.auditor.signer).returnLots([lot]);
    },
  },
  "ReliefFunds.carryOver": {
    ready: async (desk) => {
      const lot = await leftover(desk, await campaign(desk, { until: LAST_DAY }));
      return () => desk.funds.connect(desk.auditor.signer).carryOver([lot]);
    },
  },
};

const payouts: Record<string, Entry<PayingDesk>> = {
  "ReliefBenefits.proposeRound": {
    ready: async (desk) => () => roundProposed(desk),
  },
  "ReliefBenefits.approveRound": {
    ready: async (desk) => {
      const round = await roundProposed(desk);
      await roundNoticePasses(desk, round);
      const mine = desk.suite.reliefBenefits.connect(roundTeam(desk).approver.signer);
      return () => mine.approveRound(round, ZeroHash, TOTAL, DECISION);
    },
  },
  "ReliefBenefits.refuseRound": {
    ready: async (desk) => {
      const round = await roundProposed(desk);
      return () => desk.suite.reliefBenefits.connect(roundTeam(desk).approver.signer).refuseRound(round, REASON);
    },
  },
  "ReliefBenefits.releasePage": {
    ready: async (desk) => {
      const round = await roundApproved(desk);
      return () => release(desk, round, desk.households);
    },
  },
  "ReliefBenefits.openVouchers": {
    ready: async (desk) => {
      const terms = { kind: 2n, purpose: encodeBytes32String("FARM_SUPPLIES") };
      const benefit = await benefitDefined(desk, terms);
      const project = await projectFunded(desk, { purpose: terms.purpose });
      const round = await roundApproved(desk, { benefit, project });
      return () => desk.suite.reliefBenefits.connect(roundTeam(desk).releaser.signer).openVouchers(round);
    },
  },
  "ReliefBenefits.closeRound": {
    ready: async (desk) => {
      const round = await roundApproved(desk);
      return () => desk.suite.reliefBenefits.connect(roundTeam(desk).approver.signer).closeRound(round);
    },
  },
  "ReliefBenefits.objectToLine": {
    ready: async (desk) => {
      const round = await roundProposed(desk);
      const [household] = desk.households;
      const mine = desk.suite.reliefBenefits.connect(desk.nanming.signer);
      return () => mine.objectToLine(round, household?.id ?? 0n, GROUNDS);
    },
  },
  "ReliefBenefits.answerLineObjection": {
    ready: async (desk) => {
      const round = await roundProposed(desk);
      const [household] = desk.households;
      const { reliefBenefits } = desk.suite;
      await reliefBenefits.connect(desk.nanming.signer).objectToLine(round, household?.id ?? 0n, GROUNDS);
      const mine = reliefBenefits.connect(roundTeam(desk).approver.signer);
      return () => mine.answerLineObjection(1, Outcome.Dismissed, ANSWER);
    },
  },

  "ReliefPayouts.continueDrawing": {
    ready: async (desk) => {
      // More lots than one transaction visits.
      const lots = Array<bigint>(70).fill(10_000n);
      const project = await projectFunded(desk, { lots });
      await created(desk, { project }, [], [700_000n]);
      return () => desk.suite.reliefPayouts.connect(desk.auditor.signer).continueDrawing(1);
    },
  },
  "ReliefPayouts.answer": {
    ready: async (desk) => {
      const payout = await opened(desk);
      const { length } = desk.households;
      return () => desk.suite.reliefPayouts.connect(desk.guanshan.signer).answer(payout, length, RECEIPT, [1]);
    },
  },
  "ReliefPayouts.returnOverdue": {
    ready: async (desk) => {
      const payout = await opened(desk);
      await bankIsSilent(desk, payout);
      const { length } = desk.households;
      return () => desk.suite.reliefPayouts.connect(desk.auditor.signer).returnOverdue(payout, length);
    },
  },
  "ReliefPayouts.confirm": {
    ready: async (desk) => {
      const payout = await paid(desk);
      const household = await one(Promise.resolve(desk.households));
      const signed = await signedByHousehold(desk, household, CONFIRM, await lineOf(desk, payout, 0));
      return () => desk.suite.reliefPayouts.confirm(payout, 0, household.id, signed);
    },
  },
  "ReliefPayouts.enterConfirmations": {
    ready: async (desk) => {
      const payout = await paid(desk);
      await confirm(desk, payout, 0, await one(Promise.resolve(desk.households)));
      await daysPass(8);
      return () => desk.suite.reliefPayouts.connect(desk.auditor.signer).enterConfirmations(payout);
    },
  },
  "ReliefPayouts.dispute": {
    ready: async (desk) => {
      const payout = await paid(desk);
      const household = await one(Promise.resolve(desk.households));
      const values = { ...(await lineOf(desk, payout, 0)), evidence: GROUNDS };
      const signed = await signedByHousehold(desk, household, DISPUTE, values);
      return () => desk.suite.reliefPayouts.dispute(payout, 0, household.id, GROUNDS, signed);
    },
  },
  "ReliefPayouts.answerDispute": {
    ready: async (desk) => {
      const payout = await paid(desk);
      await dispute(desk, payout, 0, await one(Promise.resolve(desk.households)));
      const mine = desk.suite.reliefPayouts.connect(desk.officers.songxi3.signer);
      return () => mine.answerDispute(payout, 0, false, ANSWER);
    },
  },
  "ReliefPayouts.giveBack": {
    ready: async (desk) => {
      const payout = await paid(desk);
      const { suite, guanshan } = desk;
      await suite.money.connect(guanshan.signer).approve(suite.reliefFunds, FUNDED);
      return () => suite.reliefPayouts.connect(guanshan.signer).giveBack(payout, 0, EACH, GROUNDS);
    },
  },
};

const projects: Record<string, Entry<ProjectDesk>> = {
  "ReliefProjects.proposeProject": {
    ready: async ({ suite, officers, living, luban }) => {
      const mine = suite.reliefProjects.connect(officers.longjing1.signer);
      const milestones = [await planOf()];
      return () => mine.proposeProject(living, luban.id, codeOf("longjing"), PROJECT_BUDGET, PLAN, milestones);
    },
  },
  "ReliefProjects.approveProject": {
    ready: async (desk) => {
      const project = await proposedProject(desk);
      return () => desk.suite.reliefProjects.connect(desk.officers.wudang1.signer).approveProject(project, DECISION);
    },
  },
  "ReliefProjects.refuseProject": {
    ready: async (desk) => {
      const project = await proposedProject(desk);
      return () => desk.suite.reliefProjects.connect(desk.officers.wudang1.signer).refuseProject(project, REASON);
    },
  },
  "ReliefProjects.closeProject": {
    ready: async (desk) => {
      const project = await approvedProject(desk);
      return () => desk.suite.reliefProjects.connect(desk.officers.wudang1.signer).closeProject(project, REPORT);
    },
  },
  "ReliefProjects.submit": {
    ready: async (desk) => {
      const project = await approvedProject(desk);
      return () => desk.suite.reliefProjects.connect(desk.luban.signer).submit(project, 1, DIGESTS);
    },
  },
  "ReliefProjects.approve": {
    ready: async (desk) => {
      const project = await submittedMilestone(desk);
      return () => desk.suite.reliefProjects.connect(desk.officers.longjing2.signer).approve(project, 1, REPORT);
    },
  },
  "ReliefProjects.inspect": {
    ready: async (desk) => {
      const project = await submittedMilestone(desk);
      return () => desk.suite.reliefProjects.connect(desk.inspector.signer).inspect(project, 1, REPORT);
    },
  },
  "ReliefProjects.reject": {
    ready: async (desk) => {
      const project = await submittedMilestone(desk);
      return () => desk.suite.reliefProjects.connect(desk.inspector.signer).reject(project, 1, REASON);
    },
  },
  "ReliefProjects.release": {
    ready: async (desk) => {
      const project = await clearedMilestone(desk);
      return () => desk.suite.reliefProjects.connect(desk.officers.songxi2.signer).release(project, 1);
    },
  },

  "ReliefPurchases.useVoucher": {
    ready: async (desk) => {
      const household = await one(registered(desk));
      const { round } = await openedVouchers(desk);
      const values = { round, merchant: desk.bianmin.id, amount: 100n, goods: GOODS };
      const signed = await signedByHousehold(desk, household, USE_VOUCHER, values);
      const mine = desk.suite.reliefPurchases.connect(desk.bianmin.signer);
      return () => mine.useVoucher(round, household.id, values.amount, GOODS, signed);
    },
  },
  "ReliefPurchases.order": {
    ready: async (desk) => {
      const terms = await orderOf(desk, await producers(desk));
      return () => desk.suite.reliefPurchases.connect(desk.nanming.signer).order(...terms);
    },
  },
  "ReliefPurchases.deliver": {
    ready: async (desk) => {
      const { purchase } = await ordered(desk);
      return () => desk.suite.reliefPurchases.connect(desk.cooperative.signer).deliver(purchase, EVIDENCE);
    },
  },
  "ReliefPurchases.cancel": {
    ready: async (desk) => {
      const { purchase } = await ordered(desk);
      return () => desk.suite.reliefPurchases.connect(desk.cooperative.signer).cancel(purchase);
    },
  },
  "ReliefPurchases.accept": {
    ready: async (desk) => {
      const { purchase } = await delivered(desk);
      return () => desk.suite.reliefPurchases.connect(desk.nanming.signer).accept(purchase);
    },
  },
  "ReliefPurchases.complain": {
    ready: async (desk) => {
      const { purchase } = await delivered(desk);
      return () => desk.suite.reliefPurchases.connect(desk.nanming.signer).complain(purchase, REPORT);
    },
  },
  "ReliefPurchases.settle": {
    ready: async (desk) => {
      const { purchase } = await disputedOrder(desk);
      const mine = desk.suite.reliefPurchases.connect(desk.officers.wudang2.signer);
      return () => mine.settle(purchase, false, DECISION);
    },
  },
  "ReliefPurchases.payShares": {
    ready: async (desk) => {
      const { purchase } = await acceptedOrder(desk);
      return () => desk.suite.reliefPurchases.connect(desk.auditor.signer).payShares(purchase, desk.guanshan.id);
    },
  },
  "ReliefPurchases.finish": {
    ready: async (desk) => {
      const { purchase } = await acceptedOrder(desk);
      for (const bank of [desk.guanshan, desk.baiyunling]) await sharesPaid(desk, purchase, bank);
      return () => desk.suite.reliefPurchases.connect(desk.auditor.signer).finish(purchase);
    },
  },
  "ReliefPurchases.returnRest": {
    ready: async (desk) => {
      const { purchase, households } = await finishedOrder(desk);
      const { amount } = await desk.suite.reliefPayouts.lineInfo(1, 0);
      await desk.suite.reliefPayouts.connect(desk.guanshan.signer).giveBack(1, 0, amount, EVIDENCE);
      // Whoever may still be paid keeps its share.
      await exited(desk, households.slice(0, 1));
      return () => desk.suite.reliefPurchases.connect(desk.auditor.signer).returnRest(purchase);
    },
  },

  "ReliefLedger.recordHelp": {
    ready: async (desk) => {
      const household = await one(registered(desk));
      const day = await today();
      const mine = desk.suite.reliefLedger.connect(desk.officers.longjing1.signer);
      return () => mine.recordHelp(household.id, 0, 1, day, EVIDENCE);
    },
  },
  "ReliefLedger.confirmHelp": {
    ready: async (desk) => {
      const household = await one(registered(desk));
      const { reliefLedger } = desk.suite;
      const officer = reliefLedger.connect(desk.officers.longjing1.signer);
      await officer.recordHelp(household.id, 0, 1, await today(), EVIDENCE);
      const signed = await signedByHousehold(desk, household, CONFIRM_HELP, { help: 1 });
      return () => reliefLedger.confirmHelp(1, signed);
    },
  },
  "ReliefLedger.reportOutcome": {
    ready: async (desk) => {
      const project = await approvedProject(desk);
      return () => desk.suite.reliefLedger.connect(desk.luban.signer).reportOutcome(project, 1, 40, 10, REPORT);
    },
  },
  "ReliefLedger.giveFeedback": {
    ready: async (desk) => {
      const household = await one(registered(desk));
      const project = await approvedProject(desk);
      const values = { project, rating: 4, evidence: EVIDENCE };
      const signed = await signedByHousehold(desk, household, FEEDBACK, values);
      return () => desk.suite.reliefLedger.giveFeedback(project, household.id, 4, EVIDENCE, signed);
    },
  },
};

export const relief = {
  ...startingAt(reliefDesk, people),
  ...startingAt(fundsDesk, money),
  ...startingAt(payingDesk, payouts),
  ...startingAt(projectDesk, projects),
};
