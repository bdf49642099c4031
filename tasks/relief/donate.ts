import { writes } from "../shared/run.ts";
import { coming } from "./lots.ts";

export default writes((context, actor) =>
  coming(context, actor, { method: "donate", terms: [context.args.flag("anonymous")], verb: "donates" }),
);
