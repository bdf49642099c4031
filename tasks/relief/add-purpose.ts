import { purpose } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { textOf } from "../shared/words.ts";
import { theProgramme } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const programme = await theProgramme(context);
  const code = args.parsed("purpose", "what money may be spent on, as in EDUCATION", (text) => purpose(text));
  return {
    contract: suite.reliefProgrammes,
    method: "addPurpose",
    args: [programme, code],
    sentence: `${actor.name} lets programme ${programme} spend on ${textOf(code) ?? code}.`,
  };
});
