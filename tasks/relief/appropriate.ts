import { writes } from "../shared/run.ts";
import { coming } from "./lots.ts";

export default writes((context, actor) => coming(context, actor, { method: "appropriate", terms: [], verb: "pays" }));
