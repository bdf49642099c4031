import { oneOf } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { ACTS, personIn, personInWords, signed } from "./signing.ts";

export default writes(async (context) => {
  const person = await personIn(context);
  const key = BigInt(context.args.parsed("key", "which of its keys: 0 or 1", oneOf(["0", "1"] as const)));
  const assertion = await signed(context, ACTS.RemoveKey, person, { key });
  return {
    contract: context.suite.reliefKeys,
    method: "removeKey",
    args: [person, key, assertion],
    sentence: `${personInWords(context, person)} removes its passkey ${key}.`,
  };
});
