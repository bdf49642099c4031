import { digestGiven } from "../shared/digests.ts";
import { oneOf, whole } from "../shared/parse.ts";
import { objection as objectionOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const outcome = args.parsed("outcome", "upheld or dismissed", oneOf(choices("Outcome")));
  const answer = digestGiven(context, "The answer", "answer");
  const text = args.required("objection", "an objection's number");
  const isLine = args.flag("line");
  const objection = isLine ? whole(text) : await objectionOf(context, text);
  return {
    contract: isLine ? suite.reliefBenefits : suite.reliefReviews,
    method: isLine ? "answerLineObjection" : "answerObjection",
    args: [objection, valueOf("Outcome", outcome), answer],
    sentence: `${actor.name} answers objection ${objection}: ${outcome.toLowerCase()}.`,
  };
});
