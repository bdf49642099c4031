import { writes } from "../shared/run.ts";
import { answerRepo } from "./repo-answer.ts";

export default writes((context, actor) => answerRepo(context, actor, "withdraw"));
