import { toUtf8String, ZeroHash } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { Refused, WrongUsage } from "../shared/failures.ts";
import { listed, yuan } from "../shared/format.ts";
import { digest, fileDigest, positiveAmount } from "../shared/parse.ts";
import { subject as subjectOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { valueOf } from "../shared/terms.ts";
import { issuerIn, type OpenReduction, openReductions } from "./documents.ts";

type Reduction = Pick<OpenReduction, "subject" | "amount" | "issuer" | "digest" | "number">;

/** What the other side has put forward, when nothing else is typed. */
async function proposedTo(actor: Actor, open: readonly OpenReduction[], name: string): Promise<Reduction> {
  const [only, ...others] = open.filter(({ counterparty }) => counterparty === actor.participant);
  if (only === undefined) {
    throw new WrongUsage(
      `The other side has put no reduction of ${name} forward.`,
      "Give --amount and --number of the correcting document.",
    );
  }
  if (others.length === 0) return only;
  const numbers = [only, ...others].map(({ number }) => number);
  throw new Refused("Ambiguous", `${listed(numbers)} wait for an answer.`, "Choose with --number.");
}

async function reductionOf(context: Context, actor: Actor, subject: string, name: string): Promise<Reduction> {
  const { suite, args } = context;
  const number = args.text("number");
  const open = (await openReductions(context, subject)).filter(
    (each) => number === undefined || each.number === number,
  );
  if (args.text("amount") === undefined) return proposedTo(actor, open, name);
  const { seller } = await suite.trade.subjectInfo(subject);
  return {
    subject,
    amount: args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount),
    issuer: await issuerIn(context, args, seller),
    digest: args.optional("file", fileDigest) ?? args.optional("digest", digest) ?? ZeroHash,
    number: args.required("number", "the correcting document's own number"),
  };
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const subject = await subjectOf(context, args.required("document", "a document"));
  const name = await words.subject(subject);
  const { subject: _, ...reduction } = await reductionOf(context, actor, subject, name);
  const { amount, issuer, number, digest: paper } = reduction;
  const info = await suite.trade.subjectInfo(subject);
  const correction = await suite.trade.subjectOf(info.kind, issuer, number).catch(() => undefined);
  if (correction !== undefined) {
    const used = await suite.trade.subjectInfo(correction);
    if (used.kind === valueOf("DocumentKind", "Correction") && used.digest === paper) {
      return { already: `${number} has reduced a document already; it counts once.`, data: { subject, correction } };
    }
  }
  const other = actor.participant === info.seller ? info.buyer : info.seller;
  const isAnswer = (await openReductions(context, subject)).some(
    (each) =>
      each.proposer === other &&
      each.correction === correction &&
      each.amount === amount &&
      each.issuer === issuer &&
      each.number === number &&
      each.digest === paper,
  );
  const by = await words.participant(other);
  return {
    contract: suite.trade,
    method: "reduce",
    args: [{ subject, amount, issuer, digest: paper, number }],
    sentence: isAnswer
      ? `${actor.name} agrees with ${by} that ${number} reduces ${name} by ${yuan(amount)}.`
      : `${actor.name} puts ${number} forward, which reduces ${name} by ${yuan(amount)}.`,
    changes: isAnswer ? [{ what: `Face of ${name}`, from: yuan(info.face), to: yuan(info.face - amount) }] : [],
    notes: [
      `Issued by ${toUtf8String(issuer)}.${isAnswer ? "" : ` It counts once ${by} has sent the very same.`}`,
      paper === ZeroHash ? "No digest ties it to the paper." : `The paper's digest: ${paper}`,
    ],
    data: ([key, done]) => ({ subject, correction: key as string, done: done as boolean }),
    next: async () => [
      isAnswer
        ? words.command(`trade show ${subject}`)
        : words.command(`trade reduce ${subject} --number "${number}"`, await words.handle(other)),
    ],
  };
});
