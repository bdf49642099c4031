import { serviceDraft } from "../../deploy/founders.ts";
import { Refused } from "../shared/failures.ts";
import { listed, yuan } from "../shared/format.ts";
import { address, oneOf, parts, positiveAmount, text32 } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { SCOPES } from "../shared/words.ts";
import { consentOf } from "./consent.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const account = address(args.required("account", "the account's address"), "The account");
  const scopes = parts(args.text("scopes") ?? "acts").map((scope) => oneOf(SCOPES)(scope, "--scopes"));
  const ceiling = args.optional("ceiling", positiveAmount) ?? 0n;
  const modules = parts(args.text("modules") ?? "");
  const bits = scopes.reduce((sum, scope) => sum | (1n << BigInt(SCOPES.indexOf(scope))), 0n);
  if (actor.participant === 0n) {
    throw new Refused("AccountUnknown", `${actor.name} acts for no participant.`, "Act as a participant's wallet.");
  }
  const { participant, scopes: present } = await suite.participants.accountInfo(account);
  const data = { account, scopes, ceiling, modules };
  if (participant === actor.participant && present === bits) {
    return {
      already: `${account} acts for ${await words.participant(participant)} already.`,
      data,
      next: [words.command(`participant show ${actor.participant}`)],
    };
  }
  const { uscc } = await words.facts(actor.participant);
  const name = await words.participant(actor.participant);
  const { deadline, signature } = await consentOf(context, actor, account, serviceDraft(account, uscc, bits));
  const limits = [
    ...(ceiling === 0n ? [] : [`up to ${yuan(ceiling)} each`]),
    ...(modules.length === 0 ? [] : [`in ${listed(modules)} only`]),
  ];
  return {
    contract: suite.participants,
    method: "bindAccount",
    args: [account, bits, ceiling, modules.map((module) => text32(module, "--modules")), deadline, signature],
    sentence: `${name} lets ${account} act for it: ${[listed(scopes), ...limits].join(", ")}.`,
    data: () => data,
    next: [words.command(`participant show ${await words.handle(actor.participant)}`)],
  };
});
