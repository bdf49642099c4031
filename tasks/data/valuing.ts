/** What qualified valuers hold data to be worth. */
import { dateOf, yuan } from "../shared/format.ts";
import { date, oneOf, positiveAmount, text32, yesNo } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { evidenceOf, fromEvent, participantIn, reasonOf, theAsset, theValuation } from "./things.ts";

/** By the holder, or by the pledgee whose security it is. */
export const commission = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const valuer = await participantIn(context, "valuer", "who values it");
  const purpose = args.parsed("purpose", "what for, as in PLEDGE", text32);
  const lastDay = args.parsed("until", "the last day to value it, as in 2026-02-27", date);
  const isPledgee = (await suite.dataPledges.pledgeeOf(asset)) === actor.participant;
  return {
    contract: isPledgee ? suite.dataPledges : suite.dataValuation,
    method: isPledgee ? "commissionValuation" : "commission",
    args: [asset, valuer, purpose, lastDay],
    sentence: `${actor.name} commissions ${await words.participant(valuer)} to value ${words.asset(asset)} until ${dateOf(lastDay)}.`,
    next: [words.command(`data value ${asset} --method … --amount … --evidence-file …`, await words.handle(valuer))],
  };
});

export const endCommission = writes(async (context, actor) => {
  const { suite, words } = context;
  const asset = await theAsset(context);
  const valuer = await participantIn(context, "valuer", "who was to value it");
  return {
    contract: suite.dataValuation,
    method: "endCommission",
    args: [asset, valuer],
    sentence: `${actor.name} no longer wants ${words.asset(asset)} valued by ${await words.participant(valuer)}.`,
  };
});

export const value = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const baseDay = args.optional("baseDay", date) ?? (await context.today());
  const report = {
    method: valueOf("Method", args.parsed("method", "cost, income or market", oneOf(choices("Method")))),
    baseDay,
    amount: args.parsed("amount", "what it is worth, in yuan", positiveAmount),
    validThrough: args.parsed("until", "the last day on which it can be relied on", date),
    digest: evidenceOf(context),
  };
  return {
    contract: suite.dataValuation,
    method: "value",
    args: [asset, report],
    sentence: `${actor.name} values ${words.asset(asset)} at ${yuan(report.amount)}, as of ${dateOf(baseDay)}.`,
    data: ([simulated], happened) => ({ valuation: fromEvent(happened, "DataValued", "valuation") ?? simulated }),
    next: [words.command(`data show ${asset}`)],
  };
});

export const withdrawValuation = writes(async (context, actor) => {
  const valuation = await theValuation(context);
  return {
    contract: context.suite.dataValuation,
    method: "withdrawValuation",
    args: [valuation, reasonOf(context)],
    sentence: `${actor.name} takes valuation ${valuation} back.`,
  };
});

export const disputeValuation = writes(async (context, actor) => {
  const valuation = await theValuation(context);
  return {
    contract: context.suite.dataValuation,
    method: "dispute",
    args: [valuation, evidenceOf(context)],
    sentence: `${actor.name} disputes valuation ${valuation}.`,
  };
});

export const withdrawValuationDispute = writes(async (context, actor) => {
  const valuation = await theValuation(context);
  return {
    contract: context.suite.dataValuation,
    method: "withdrawDispute",
    args: [valuation],
    sentence: `${actor.name} no longer disputes valuation ${valuation}.`,
  };
});

export const answerValuationDispute = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const valuation = await theValuation(context);
  const disputer = await participantIn(context, "of", "who disputes it");
  const upheld = args.parsed("upheld", "yes or no", yesNo);
  return {
    contract: suite.dataValuation,
    method: "answerDispute",
    args: [valuation, disputer, upheld, evidenceOf(context)],
    sentence: `${actor.name} ${upheld ? "agrees with" : "rejects"} what ${await words.participant(disputer)} says of valuation ${valuation}.`,
  };
});
