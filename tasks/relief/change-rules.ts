import { writes } from "../shared/run.ts";
import { rulesIn } from "./rules.ts";
import { evidenceOf, theProgramme } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite } = context;
  const programme = await theProgramme(context);
  const { rules } = await suite.reliefProgrammes.programmeInfo(programme);
  const next = rulesIn(context, rules);
  return {
    contract: suite.reliefProgrammes,
    method: "changeRules",
    args: [programme, next, evidenceOf(context)],
    sentence: `${actor.name} changes the rules of programme ${programme}, for what begins from now on.`,
    changes: (
      ["noticeDays", "receiptDays", "continuesInObservation", "householdCeiling", "actCeiling", "minimumLot"] as const
    ).map((what) => ({ what, from: String(rules[what]), to: String(next[what]) })),
  };
});
