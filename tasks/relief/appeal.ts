import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";
import { evidenceOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const entry = args.parsed("entry", "an entry's number", whole);
  const { person } = await suite.reliefScores.entryInfo(entry);
  const evidence = evidenceOf(context);
  if (person > 0xffff_ffffn) {
    const assertion = await signed(context, ACTS.Appeal, person, { entry, evidence });
    return {
      contract: suite.reliefScores,
      method: "appealByHousehold",
      args: [entry, evidence, assertion],
      sentence: `${words.household(person)} appeals against entry ${entry}.`,
    };
  }
  return {
    contract: suite.reliefScores,
    method: "appeal",
    args: [entry, evidence],
    sentence: `${actor.name} appeals against entry ${entry}.`,
  };
});
