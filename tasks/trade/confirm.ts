import { ZeroHash } from "ethers";
import { Refused } from "../shared/failures.ts";
import { listed, yuan } from "../shared/format.ts";
import { participant, subject as subjectOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { kindOf, tradeDocuments } from "./documents.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const subject = await subjectOf(context, args.required("document", "a document"));
  const proposer = args.text("proposer");
  const by = proposer === undefined ? undefined : await participant(context, proposer, "--proposer");
  const all = (await tradeDocuments(context)).filter((each) => each.subject === subject);
  const confirmed = all.find(({ isConfirmed }) => isConfirmed);
  const list = words.command(`trade show ${subject}`);
  if (confirmed !== undefined) {
    return {
      already: `${kindOf(confirmed)} ${confirmed.number} is confirmed by both sides already.`,
      data: { subject },
    };
  }
  const open = all.filter((each) => (by === undefined ? each.proposer !== actor.participant : each.proposer === by));
  const [document, ...others] = open;
  if (others.length > 0) {
    const names = await Promise.all(open.map((each) => words.participant(each.proposer)));
    throw new Refused("Ambiguous", `${listed(names)} have both put it forward.`, "Choose with --proposer.");
  }
  if (document === undefined) {
    throw new Refused("NothingToConfirm", `Nobody else has put ${await words.subject(subject)} forward.`, list);
  }
  const [seller, buyer] = await Promise.all([words.participant(document.seller), words.participant(document.buyer)]);
  return {
    contract: suite.trade,
    method: "confirm",
    args: [subject, document.proposer, document.terms],
    sentence:
      `${actor.name} confirms ${kindOf(document).toLowerCase()} ${document.number} over ${yuan(document.face)}: ` +
      `${seller} sells to ${buyer}.`,
    changes: [{ what: "Confirmed by", from: await words.participant(document.proposer), to: "both sides" }],
    notes: [
      document.digest === ZeroHash ? "No digest ties it to the paper." : `The paper's digest: ${document.digest}`,
    ],
    data: () => ({ subject, terms: document.terms }),
    next: [words.command(`trade show "${document.number}"`)],
  };
});
