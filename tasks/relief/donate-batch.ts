import { writes } from "../shared/run.ts";
import { digest, whole } from "../shared/parse.ts";
import { coming } from "./lots.ts";

export default writes((context, actor) =>
  coming(context, actor, {
    method: "donateBatch",
    terms: [
      context.args.parsed("root", "the Merkle root over the donors (relief make-batch)", digest),
      context.args.parsed("donors", "how many donors they are", whole),
    ],
    verb: "brings in donations of",
  }),
);
