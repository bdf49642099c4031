import { dateOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode, pairHandle } from "../shared/words.ts";

export default reads(async (context) => {
  const { suite, args } = context;
  const all = args.flag("all");
  const raised = await context.events((first, last) =>
    suite.reliefReviews.queryFilter(suite.reliefReviews.filters.ObjectionRaised(), first, last),
  );
  const onLines = await context.events((first, last) =>
    suite.reliefBenefits.queryFilter(suite.reliefBenefits.filters.LineObjectionRaised(), first, last),
  );
  const objections = [
    ...(await each(raised, async ({ args: { objection, household } }) => {
      const { outcome, day } = await suite.reliefReviews.objectionInfo(objection);
      const { area } = await suite.reliefHouseholds.householdInfo(household);
      return { objection, to: "household", round: null, household, area, outcome, day };
    })),
    ...(await each(onLines, async ({ args: { objection, household, round } }) => {
      const { outcome, day } = await suite.reliefBenefits.lineObjectionInfo(objection);
      const { area } = await suite.reliefHouseholds.householdInfo(household);
      return { objection, to: "line", round, household, area, outcome, day };
    })),
  ]
    .map((each) => ({
      ...each,
      household: pairHandle(each.household),
      area: areaCode(each.area),
      outcome: nameOf("Outcome", each.outcome),
      day: dateOf(each.day),
    }))
    .filter(({ outcome }) => all || outcome === "None");
  return {
    json: { objections },
    text:
      objections.length === 0
        ? all
          ? "Nobody has objected."
          : "No objection is open."
        : table(objections, [
            { head: "objection", cell: (row) => row.objection.toString(), right: true },
            { head: "to", cell: (row) => (row.round === null ? row.to : `line of round ${row.round}`) },
            { head: "household", cell: (row) => row.household },
            { head: "village", cell: (row) => row.area },
            { head: "since", cell: (row) => row.day },
            { head: "outcome", cell: (row) => (row.outcome === "None" ? "open" : row.outcome) },
          ]),
  };
});
