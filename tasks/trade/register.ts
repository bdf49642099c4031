import { AbiCoder, keccak256, toUtf8String, ZeroHash } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Args } from "../shared/args.ts";
import { readBatch } from "../shared/batch.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { digest, fileDigest, oneOf, positiveAmount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf, valueOf } from "../shared/terms.ts";
import type { Act, Already } from "../shared/write.ts";
import { DOCUMENT_KINDS, issuerIn } from "./documents.ts";

const NEEDED = ["seller", "buyer", "amount", "number"];
const OPTIONAL = ["kind", "issuer", "file", "digest"];

interface Document {
  kind: bigint;
  seller: bigint;
  buyer: bigint;
  face: bigint;
  issuer: string;
  digest: string;
  number: string;
}

const TYPE =
  "tuple(uint8 kind, uint32 seller, uint32 buyer, uint64 face, bytes18 issuer, bytes32 digest, string number)";

/** The hash by which the other side confirms these terms and no others. */
const termsOf = (document: Document): string => keccak256(AbiCoder.defaultAbiCoder().encode([TYPE], [document]));

async function documentOf(context: Context, args: Args): Promise<Document> {
  const seller = await participant(
    context,
    args.required("seller", "the participant that sells"),
    args.label("seller"),
  );
  const buyer = await participant(context, args.required("buyer", "the participant that buys"), args.label("buyer"));
  const number = args.required("number", "the document's own number");
  return {
    kind: valueOf("DocumentKind", args.optional("kind", oneOf(DOCUMENT_KINDS)) ?? "Invoice"),
    seller,
    buyer,
    face: args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount),
    issuer: await issuerIn(context, args, seller),
    digest: args.optional("file", fileDigest) ?? args.optional("digest", digest) ?? ZeroHash,
    number,
  };
}

async function registerAct(context: Context, actor: Actor, document: Document): Promise<Act> {
  const { suite, words } = context;
  const { kind, face, seller, buyer, issuer, number } = document;
  const [from, to] = await Promise.all([words.participant(seller), words.participant(buyer)]);
  const what = `${nameOf("DocumentKind", kind).toLowerCase()} ${number}`;
  const other = actor.participant === seller ? buyer : seller;
  return {
    contract: suite.trade,
    method: "register",
    args: [document],
    sentence: `${actor.name} puts ${what} over ${yuan(face)} forward: ${from} sells to ${to}.`,
    notes: [
      `Issued by ${toUtf8String(issuer)}. It counts once ${await words.participant(other)} has confirmed it.`,
      ...(document.digest === ZeroHash ? ["Without --file or --digest nothing ties it to the paper."] : []),
    ],
    data: ([subject, terms]) => ({ subject: subject as string, terms: terms as string, document }),
    next: async () => [words.command(`trade confirm "${number}"`, await words.handle(other))],
  };
}

async function registered(context: Context, actor: Actor, document: Document): Promise<Already | undefined> {
  const { trade } = context.suite;
  const subject = await trade.subjectOf(document.kind, document.issuer, document.number).catch(() => undefined);
  if (subject === undefined) return undefined;
  const [info, open] = await Promise.all([trade.subjectInfo(subject), trade.proposal(subject, actor.participant)]);
  const { seller, buyer, face, digest: paper } = document;
  const isConfirmed = info.seller === seller && info.buyer === buyer && info.face === face && info.digest === paper;
  const [kind, number, issuer] = [document.kind, open.number, open.issuer];
  const isOpen =
    open.face !== 0n &&
    termsOf({ kind, number, issuer, seller: open.seller, buyer: open.buyer, face: open.face, digest: open.digest }) ===
      termsOf(document);
  if (!isConfirmed && !isOpen) return undefined;
  const state = isConfirmed ? "is confirmed by both sides already" : "has been put forward with the same terms already";
  return { already: `${nameOf("DocumentKind", kind)} ${document.number} ${state}.`, data: { subject, document } };
}

export default writes(async (context, actor) => {
  const { args } = context;
  const batch = args.text("batch");
  if (batch === undefined) {
    const document = await documentOf(context, args);
    return (await registered(context, actor, document)) ?? registerAct(context, actor, document);
  }
  return readBatch(batch, { needed: NEEDED, optional: OPTIONAL }, ["subject", "terms"], async ({ line, values }) => {
    const empty = Object.fromEntries(OPTIONAL.map((name) => [name, undefined]));
    const document = await documentOf(
      context,
      args.with({ ...empty, ...values }, (name) => name),
    );
    if (![document.seller, document.buyer].includes(actor.participant)) {
      throw new WrongUsage(`${actor.name} neither sells nor buys.`, "Put documents forward as one of their parties.");
    }
    return {
      line,
      act: await registerAct(context, actor, document),
      idsOf: (happened) => {
        const found = happened.find(({ event }) => event === "DocumentRegistered")?.arguments;
        return { subject: String(found?.subject), terms: String(found?.terms) };
      },
      find: async () => {
        const found = await registered(context, actor, document);
        return found && { subject: String(found.data?.subject), terms: termsOf(document) };
      },
    };
  });
});
