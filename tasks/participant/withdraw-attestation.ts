import { yuan } from "../shared/format.ts";
import { address } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";

export default writes(async ({ suite, words, args }, actor) => {
  const account = address(args.required("account", "the account's address"), "The account");
  const [name, balance, { attester }, isVerified] = await Promise.all([
    words.account(account),
    suite.money.balanceOf(account),
    suite.participants.attestationOf(account),
    suite.participants.isVerified(account),
  ]);
  if (attester === actor.participant && !isVerified) {
    return { already: `${actor.name} does not answer for ${name} any more.`, data: { account } };
  }
  return {
    contract: suite.participants,
    method: "withdrawAttestation",
    args: [account],
    sentence: `${actor.name} no longer answers for ${name}.`,
    notes: balance === 0n ? [] : [`It holds ${yuan(balance)}, which it can redeem or pay to ${actor.name}.`],
    data: () => ({ account }),
  };
});
