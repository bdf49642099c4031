import { WrongUsage } from "../shared/failures.ts";
import { applicationDraft, usccBytes } from "../../deploy/founders.ts";
import { address, digest, fileDigest, oneOf, uscc as parseUscc } from "../shared/parse.ts";
import { allParticipants } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, nameOf, valueOf } from "../shared/terms.ts";
import { consentOf } from "./consent.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const name = args.required("name", "the legal name, as in the business register");
  const uscc = args.parsed("uscc", "the unified social credit code", parseUscc);
  const size = args.parsed("size", "micro, small, medium, large or institution", oneOf(choices("SizeClass")));
  const wallet = args.optional("wallet", address) ?? actor.address;
  const evidence = args.optional("file", fileDigest) ?? args.optional("evidence", digest);
  if (evidence === undefined) {
    throw new WrongUsage(
      "The documents of the application are missing.",
      "Give --file, or --evidence with their digest.",
    );
  }
  const same = (await allParticipants(context)).find(
    ({ info }) =>
      info.uscc === usccBytes(uscc) && info.wallet === wallet && nameOf("Standing", info.standing) === "Applied",
  );
  const admit = (id: unknown): string[] => [
    words.command(`order propose admit --participant ${String(id)}`, "<member of the council>"),
  ];
  if (same !== undefined) {
    return {
      already: `${name} has applied already, as number ${same.id}.`,
      data: { participant: same.id },
      next: admit(same.id),
    };
  }
  const application = { uscc: usccBytes(uscc), name, size: valueOf("SizeClass", size), wallet, evidence };
  const { deadline, signature } = await consentOf(context, actor, wallet, applicationDraft(application));
  return {
    contract: suite.participants,
    method: "applyForAdmission",
    args: [application, deadline, signature],
    sentence: `${name} (${uscc}) applies for admission, with the wallet ${wallet}.`,
    changes: ([id]) => [{ what: `Participant ${String(id)}`, from: "–", to: "Applied" }],
    data: ([id], happened) => ({
      participant: happened.find(({ event }) => event === "ParticipantApplied")?.arguments.participant ?? id,
      uscc,
      wallet,
    }),
    next: ({ happenings }) =>
      admit(happenings.find(({ event }) => event === "ParticipantApplied")?.arguments.participant),
  };
});
