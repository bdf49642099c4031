import { serviceDraft } from "../../deploy/founders.ts";
import { Refused } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { address, until as parseUntil } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { consentOf } from "./consent.ts";

const YEAR = 365n * 86_400n;

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const account = address(args.required("account", "the account's address"), "The account");
  const until = args.optional("until", parseUntil) ?? (await context.now()) + YEAR;
  if (actor.participant === 0n) {
    throw new Refused("AccountUnknown", `${actor.name} acts for no participant.`, "Act as a participant's wallet.");
  }
  const name = await words.participant(actor.participant);
  const present = await suite.participants.attestationOf(account);
  const data = { account, attester: actor.participant, until };
  if (present.attester === actor.participant && (await suite.participants.isVerified(account))) {
    return {
      already: `${name} answers for ${account} already, until ${timeOf(present.until)}.`,
      data: { ...data, until: present.until },
      next: [words.command(`participant renew-attestation ${account} --until <day>`)],
    };
  }
  const { uscc } = await words.facts(actor.participant);
  const { deadline, signature } = await consentOf(context, actor, account, serviceDraft(account, uscc, 0n));
  return {
    contract: suite.participants,
    method: "attest",
    args: [account, until, deadline, signature],
    sentence: `${name} answers for ${account} as a person's whom it has identified, until ${timeOf(until)}.`,
    notes: ["It is a person's for good: it can never act for a participant."],
    data: () => data,
    next: [words.command(`money balance ${account}`)],
  };
});
