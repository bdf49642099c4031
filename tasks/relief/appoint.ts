import { area } from "../shared/parse.ts";
import { account } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { digest } from "../shared/parse.ts";
import { areaCode } from "../shared/words.ts";
import { ACTS, publicKeyIn, signed } from "./signing.ts";
import { fromEvent } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const address = await account(context, args.required("account", "the account that the officer acts by"), "--account");
  const code = args.parsed("area", "a county, township or village, as in 520112101201", area);
  const identity = args.parsed("identity", "the officer's commitment (relief make-commitments)", digest);
  const key = publicKeyIn(context);
  const assertion = await signed(context, ACTS.Appointment, 0n, {
    account: address,
    participant: actor.participant,
    area: code,
    identity,
  });
  return {
    contract: suite.reliefOfficers,
    method: "appoint",
    args: [address, code, identity, key, assertion],
    sentence: `${actor.name} appoints an officer for ${areaCode(code)}, who acts by ${await words.account(address)}.`,
    data: ([simulated], happened) => ({ officer: fromEvent(happened, "OfficerAppointed", "officer") ?? simulated }),
  };
});
