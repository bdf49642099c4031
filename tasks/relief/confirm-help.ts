import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";

export default writes(async (context) => {
  const { suite, words, args } = context;
  const help = args.parsed("record", "the help's number", whole);
  const { household, officer } = await suite.reliefLedger.helpInfo(help);
  const assertion = await signed(context, ACTS.ConfirmHelp, household, { help });
  return {
    contract: suite.reliefLedger,
    method: "confirmHelp",
    args: [help, assertion],
    sentence: `${words.household(household)} confirms that officer ${officer} has helped it (help ${help}).`,
  };
});
