import { oneOf, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { reasonOf } from "./steps.ts";

export default writes((context, actor) => {
  const { suite, args } = context;
  const entry = args.parsed("entry", "an entry's number", whole);
  const outcome = args.parsed("outcome", "granted or dismissed", oneOf(["granted", "dismissed"] as const));
  return Promise.resolve({
    contract: suite.reliefScores,
    method: "decideAppeal",
    args: [entry, outcome === "granted", reasonOf(context)],
    sentence: `${actor.name} decides on the appeal against entry ${entry}: ${outcome}.`,
  });
});
