import { writes } from "../shared/run.ts";
import { mergeAct } from "./merging.ts";

export default writes((context, actor) => mergeAct(context, actor, "receivableFinancing", "mergeFinanced"));
