import { dateOf, yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode, textOf } from "../shared/words.ts";
import { benefits, fundsOf, money, projects, rounds } from "./figures.ts";
import { theProgramme } from "./steps.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const programme = await theProgramme(context);
  const info = await suite.reliefProgrammes.programmeInfo(programme);
  const { received, allocated, free, returned } = await suite.reliefFunds.figuresOf(programme);
  const areas = (await suite.reliefProgrammes.areasOf(programme)).map(areaCode);
  const purposes = (await suite.reliefProgrammes.purposesOf(programme)).map((each) => textOf(each) ?? each);
  const [funds, allBenefits, allProjects, allRounds] = await Promise.all([
    fundsOf(context, programme),
    benefits(context, programme),
    projects(context, programme),
    rounds(context, programme),
  ]);
  const { rules } = info;
  const text = [
    facts([
      ["authority", await words.participant(info.authority)],
      ["source", nameOf("Source", info.source)],
      ["term", `${dateOf(info.start)} to ${dateOf(info.end)}`],
      ["areas", areas.join(", ")],
      ["purposes", purposes.join(", ")],
      ["budget", yuan(info.budget)],
      ["in", `${yuan(received)} = ${yuan(allocated)} allocated + ${yuan(free)} free + ${yuan(returned)} returned`],
      ["notice", `${rules.noticeDays} days`],
      ["banks answer within", `${rules.receiptDays} days`],
      ["under observation", rules.continuesInObservation ? "benefits go on" : "benefits stop"],
      ["ceiling, household", money(rules.householdCeiling)],
      ["ceiling, payment", money(rules.actCeiling)],
      ["least lot", yuan(rules.minimumLot)],
    ]),
    table(funds, [
      { head: "fund", cell: (row) => row.fund.toString(), right: true },
      { head: "kind", cell: (row) => row.kind },
      { head: "purpose", cell: (row) => row.purpose },
      { head: "target", cell: (row) => yuan(row.target), right: true },
      { head: "in", cell: (row) => money(row.received), right: true },
      { head: "allocated", cell: (row) => money(row.allocated), right: true },
      { head: "free", cell: (row) => money(row.free), right: true },
      { head: "lots", cell: (row) => row.lots.toString(), right: true },
    ]),
    table(allProjects, [
      { head: "project", cell: (row) => row.project.toString(), right: true },
      { head: "fund", cell: (row) => row.fund.toString(), right: true },
      { head: "area", cell: (row) => row.area },
      { head: "status", cell: (row) => row.status },
      { head: "implementer", cell: (row) => row.implementer ?? "" },
      { head: "budget", cell: (row) => yuan(row.budget), right: true },
      { head: "allocated", cell: (row) => money(row.allocated), right: true },
      { head: "paid", cell: (row) => money(row.paid), right: true },
      { head: "open", cell: (row) => money(row.open), right: true },
    ]),
    table(allBenefits, [
      { head: "benefit", cell: (row) => row.benefit.toString(), right: true },
      { head: "kind", cell: (row) => row.kind },
      { head: "purpose", cell: (row) => row.purpose },
      { head: "every", cell: (row) => row.every },
      { head: "amount", cell: (row) => (row.amount === 0n ? "by list" : yuan(row.amount)), right: true },
    ]),
    table(allRounds, [
      { head: "round", cell: (row) => row.round.toString(), right: true },
      { head: "benefit", cell: (row) => row.benefit.toString(), right: true },
      { head: "period", cell: (row) => row.period.toString(), right: true },
      { head: "area", cell: (row) => row.area },
      { head: "status", cell: (row) => row.status },
      { head: "total", cell: (row) => yuan(row.total), right: true },
      { head: "released", cell: (row) => money(row.released), right: true },
    ]),
  ].filter((each, index) => index === 0 || [funds, allProjects, allBenefits, allRounds][index - 1]?.length !== 0);
  return {
    json: {
      programme,
      authority: info.authority,
      source: nameOf("Source", info.source),
      start: dateOf(info.start),
      end: dateOf(info.end),
      budget: info.budget,
      received,
      allocated,
      free,
      returned,
      areas,
      purposes,
      rules: {
        noticeDays: rules.noticeDays,
        receiptDays: rules.receiptDays,
        continuesInObservation: rules.continuesInObservation,
        householdCeiling: rules.householdCeiling,
        actCeiling: rules.actCeiling,
        minimumLot: rules.minimumLot,
      },
      funds,
      projects: allProjects,
      benefits: allBenefits,
      rounds: allRounds,
    },
    text: text.join("\n\n"),
  };
});
