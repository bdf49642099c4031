import { id } from "ethers";
import { fieldsOf, makePasskey } from "../shared/authenticator.ts";
import { capitalised } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { ACTS, assertionFrom, personIn, personInWords, publicKeyIn, signed } from "./signing.ts";

export default writes(async (context) => {
  const { args, suite } = context;
  const person = await personIn(context);
  const key = publicKeyIn(context, "key");
  const fields = { keyX: key.x, keyY: key.y };
  const assertion = await signed(context, ACTS.BindKey, person, fields);
  // The new passkey signs the same; a software passkey has been allowed, or not, when its public key was read.
  const name = args.text("newPasskey");
  const digest = await suite.reliefKeys.digestOf(
    person,
    id(ACTS.BindKey),
    fieldsOf(ACTS.BindKey, fields),
    assertion.deadline,
  );
  const proof =
    name === undefined
      ? assertionFrom(args.required("newAssertion", "what the new device has made of the same challenge")).auth
      : makePasskey(name).assert(digest);
  return {
    contract: suite.reliefKeys,
    method: "bindKey",
    args: [person, key, assertion, proof],
    sentence: `${capitalised(personInWords(context, person))} gets a second passkey.`,
  };
});
