import { writes } from "../shared/run.ts";
import { askedIn, signAct } from "./asked.ts";

export default writes(async (context, actor) => signAct(context, actor, await askedIn(context)));
