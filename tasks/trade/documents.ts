/** Trade documents as they are now. */
import { hexlify, toUtf8Bytes } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { uscc } from "../shared/parse.ts";
import { participant, type Registered, registeredDocuments } from "../shared/resolve.ts";
import { nameOf, valueOf } from "../shared/terms.ts";

export interface TradeDocument extends Registered {
  /** Confirmed by both sides; claims stand on confirmed ones only. */
  isConfirmed: boolean;
  claimed: bigint;
  /** Face as both sides confirmed it first; `face` is what has been left of it. */
  original: bigint;
}

/** Kinds that a person can put forward. */
export const DOCUMENT_KINDS = ["Invoice", "Contract", "Delivery", "Payment"] as const;

/** Who issued the document: the USCC or the participant that --issuer names, or else the seller. */
export async function issuerIn(context: Context, args: Args, seller: bigint): Promise<string> {
  const text = args.text("issuer");
  const isUscc = text !== undefined && /^[0-9A-Z]{18}$/.test(text);
  const issuer = isUscc
    ? uscc(text, args.label("issuer"))
    : (await context.words.facts(text === undefined ? seller : await participant(context, text, args.label("issuer"))))
        .uscc;
  return hexlify(toUtf8Bytes(issuer));
}

/** What is put forward or confirmed now, one entry for each subject and proposer. */
export async function tradeDocuments(context: Context): Promise<TradeDocument[]> {
  const { trade } = context.suite;
  const newest = new Map<string, Registered>();
  for (const each of await registeredDocuments(context)) newest.set(`${each.subject} ${each.proposer}`, each);
  const all = await Promise.all(
    [...newest.values()].map(async (document) => {
      const [info, open] = await Promise.all([
        trade.subjectInfo(document.subject),
        trade.proposal(document.subject, document.proposer),
      ]);
      // Of two who put the same document forward, the one that was confirmed has no proposal left.
      const isTaken = info.kind !== valueOf("DocumentKind", "None");
      const isConfirmed = isTaken && open.face === 0n;
      return {
        ...document,
        isConfirmed,
        face: isConfirmed ? info.face : document.face,
        original: document.face,
        claimed: info.claimed,
        isLive: isConfirmed || !isTaken,
      };
    }),
  );
  return all.filter(({ isLive }) => isLive).map(({ isLive: _, ...document }) => document);
}

/** A correcting document that one side has put forward and the other not. */
export interface OpenReduction {
  subject: string;
  correction: string;
  proposer: bigint;
  counterparty: bigint;
  amount: bigint;
  issuer: string;
  number: string;
  digest: string;
}

/** Reductions that wait for the other side, of one document or of all. */
export async function openReductions(context: Context, subject?: string): Promise<OpenReduction[]> {
  const { trade } = context.suite;
  const logs = await context.events((first, last) =>
    trade.queryFilter(trade.filters.ReductionProposed(subject), first, last),
  );
  const all = await Promise.all(
    logs.map(async ({ args }) => {
      const [held, { kind }] = await Promise.all([
        trade.reductionTerms(args.correction, args.proposer),
        trade.subjectInfo(args.correction),
      ]);
      const reduction: OpenReduction = {
        subject: args.subject,
        correction: args.correction,
        proposer: args.proposer,
        counterparty: args.counterparty,
        amount: args.amount,
        issuer: args.issuer,
        number: args.number,
        digest: args.digest,
      };
      return held === args.terms && kind === valueOf("DocumentKind", "None") ? reduction : undefined;
    }),
  );
  const open = all.filter((each) => each !== undefined);
  // Who put the same forward twice, with something else in between, is listed once.
  return [...new Map(open.map((each) => [`${each.correction} ${each.proposer}`, each])).values()];
}

export const kindOf = ({ kind }: Pick<Registered, "kind">): string => nameOf("DocumentKind", kind);
