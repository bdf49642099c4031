import { address } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { scopesOf } from "../shared/words.ts";

export default writes(async ({ suite, words, args }, actor) => {
  const account = address(args.required("account", "the account's address"), "The account");
  const { scopes } = await suite.participants.accountInfo(account);
  const name = actor.participant === 0n ? actor.name : await words.participant(actor.participant);
  return {
    contract: suite.participants,
    method: "releaseAccount",
    args: [account],
    sentence: `${name} no longer lets ${account} act for it.`,
    changes: [{ what: "It may do", from: scopesOf(scopes), to: "nothing" }],
    data: () => ({ account }),
  };
});
