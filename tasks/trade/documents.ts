/** Trade documents as they are now. */
import type { Context } from "../shared/context.ts";
import { type Registered, registeredDocuments } from "../shared/resolve.ts";
import { nameOf } from "../shared/terms.ts";

export interface TradeDocument extends Registered {
  /** Confirmed by both sides; claims stand on confirmed ones only. */
  isConfirmed: boolean;
  claimed: bigint;
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
      const isConfirmed = info.face !== 0n && open.face === 0n && info.face === document.face;
      return {
        ...document,
        isConfirmed,
        claimed: isConfirmed ? info.claimed : 0n,
        isLive: isConfirmed || info.face === 0n,
      };
    }),
  );
  return all.filter(({ isLive }) => isLive).map(({ isLive: _, ...document }) => document);
}

export const kindOf = ({ kind }: Pick<Registered, "kind">): string => nameOf("DocumentKind", kind);
