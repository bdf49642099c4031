import { bindingOf } from "../shared/signing.ts";
import { writes } from "../shared/run.ts";
import { ACTS, personIn, signerOf } from "./signing.ts";

export default writes(async (context) => bindingOf(context, signerOf(context, await personIn(context)), ACTS.BindKey));
