import { timeOf } from "../shared/format.ts";
import { address, until as parseUntil } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";

export default writes(async ({ suite, words, args }, actor) => {
  const account = address(args.required("account", "the account's address"), "The account");
  const until = args.parsed("until", "the last day, as in 2027-12-31", parseUntil);
  const present = await suite.participants.attestationOf(account);
  const data = { account, until };
  if (present.attester === actor.participant && present.until === until) {
    return { already: `${actor.name} answers for ${account} until ${timeOf(until)} already.`, data };
  }
  return {
    contract: suite.participants,
    method: "renewAttestation",
    args: [account, until],
    sentence: `${actor.name} answers for ${await words.account(account)} until ${timeOf(until)}.`,
    changes: [{ what: "Until", from: present.until === 0n ? "never" : timeOf(present.until), to: timeOf(until) }],
    data: () => data,
  };
});
