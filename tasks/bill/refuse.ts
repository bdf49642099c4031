import { answerAct } from "../shared/answer.ts";
import { writes } from "../shared/run.ts";
import { askedIn } from "./asked.ts";

export default writes(async (context, actor) => answerAct(context, actor, await askedIn(context), "refuse"));
