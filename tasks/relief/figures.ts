/** What reads of relief show of programmes and the things below them. */
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode, textOf } from "../shared/words.ts";

const numbers = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

export async function programmes({ suite, words }: Context) {
  return each(numbers(await suite.reliefProgrammes.programmeCount()), async (programme) => {
    const info = await suite.reliefProgrammes.programmeInfo(programme);
    const { received, allocated, free, returned } = await suite.reliefFunds.figuresOf(programme);
    return {
      programme,
      authority: await words.participant(info.authority),
      source: nameOf("Source", info.source),
      start: dateOf(info.start),
      end: dateOf(info.end),
      budget: info.budget,
      received,
      allocated,
      free,
      returned,
      households: await suite.reliefHouseholds.householdCount(programme),
    };
  });
}

export async function fundState({ suite, words }: Context, fund: bigint) {
  const info = await suite.reliefFunds.fundInfo(fund);
  return {
    fund,
    programme: info.programme,
    kind: nameOf("FundKind", info.kind),
    purpose: textOf(info.purpose) ?? info.purpose,
    target: info.target,
    received: info.received,
    allocated: info.allocated,
    returned: info.returned,
    free: await suite.reliefFunds.freeOf(fund),
    lots: info.lots,
    platform: info.platform === 0n ? null : await words.participant(info.platform),
    leftover: nameOf("Leftover", info.leftover),
    until: info.until === 0n ? null : dateOf(info.until),
  };
}

export const fundsOf = async (context: Context, programme: bigint) =>
  each(await context.suite.reliefFunds.fundsOf(programme), (fund) => fundState(context, fund));

export async function projects({ suite, words }: Context, programme?: bigint) {
  const all = await each(numbers(await suite.reliefProjects.projectCount()), async (project) => {
    const info = await suite.reliefProjects.projectInfo(project);
    const isApproved = ["Approved", "Closed"].includes(nameOf("ProjectStatus", info.status));
    const account = isApproved ? await suite.reliefFunds.accountInfo(project) : { allocated: 0n, paid: 0n, open: 0n };
    return {
      project,
      programme: info.programme,
      fund: info.fund,
      area: areaCode(info.area),
      purpose: textOf(info.purpose) ?? info.purpose,
      implementer: info.implementer === 0n ? null : await words.participant(info.implementer),
      status: nameOf("ProjectStatus", info.status),
      budget: info.budget,
      allocated: account.allocated,
      paid: account.paid,
      open: account.open,
      milestones: info.milestones,
    };
  });
  return all.filter((each) => programme === undefined || each.programme === programme);
}

export async function benefits({ suite }: Context, programme?: bigint) {
  const all = await each(numbers(await suite.reliefProgrammes.benefitCount()), async (benefit) => {
    const info = await suite.reliefProgrammes.benefitInfo(benefit);
    return {
      benefit,
      programme: info.programme,
      kind: nameOf("BenefitKind", info.kind),
      purpose: textOf(info.purpose) ?? info.purpose,
      category: info.category,
      every: info.months === 0n ? "once" : `${info.months} months`,
      amount: info.amount,
      closed: info.closed,
    };
  });
  return all.filter((each) => programme === undefined || each.programme === programme);
}

export async function rounds({ suite }: Context, programme?: bigint) {
  const all = await each(numbers(await suite.reliefBenefits.roundCount()), async (round) => {
    const info = await suite.reliefBenefits.roundInfo(round);
    return {
      round,
      benefit: info.benefit,
      programme: (await suite.reliefProgrammes.benefitInfo(info.benefit)).programme,
      project: info.project,
      area: areaCode(info.area),
      period: info.period,
      status: nameOf("RoundStatus", info.status),
      each: info.each,
      total: info.total,
      released: await suite.reliefPayouts.releasedOf(round),
      noticeEnd: dateOf(info.noticeEnd),
      openObjections: info.openObjections,
    };
  });
  return all.filter((each) => programme === undefined || each.programme === programme);
}

/** "¥5.00", or "–" for nothing. */
export const money = (fen: bigint): string => (fen === 0n ? "–" : yuan(fen));
