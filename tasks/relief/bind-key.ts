import { writes } from "../shared/run.ts";
import { ACTS, personIn, personInWords, publicKeyIn, signed } from "./signing.ts";

export default writes(async (context) => {
  const person = await personIn(context);
  const key = publicKeyIn(context, "key");
  const assertion = await signed(context, ACTS.BindKey, person, { keyX: key.x, keyY: key.y });
  return {
    contract: context.suite.reliefKeys,
    method: "bindKey",
    args: [person, key, assertion],
    sentence: `${personInWords(context, person)} gets a second passkey.`,
  };
});
