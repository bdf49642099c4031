/** What has happened to a receivable's notes in money and hands, from the events. */
import type { Context } from "../shared/context.ts";
import { nameOf, type Value } from "../shared/terms.ts";

/** A note has passed to another. */
export interface Hand {
  note: bigint;
  from: bigint;
  to: bigint;
  ground: Value<"Ground">;
  lo: bigint;
  hi: bigint;
  tier: bigint;
  trade: string;
  block: number;
}

export interface Moves {
  hands: Hand[];
  /** Fen that each note has brought in: when due, early, or claimed later. */
  paid: Map<bigint, { principal: bigint; interest: bigint; early: bigint }>;
  /** Into what merged notes have gone. */
  into: Map<bigint, bigint>;
}

export async function movesOf({ suite, events }: Context, root: bigint): Promise<Moves> {
  const { receivableRegistry, receivableSettlement } = suite;
  const isHere = ({ args }: { args: { note: bigint } }): boolean => args.note >> 32n === root;
  const moves: Moves = { hands: [], paid: new Map(), into: new Map() };
  const add = (note: bigint, more: { principal?: bigint; interest?: bigint; early?: bigint }): void => {
    const { principal = 0n, interest = 0n, early = 0n } = moves.paid.get(note) ?? {};
    moves.paid.set(note, {
      principal: principal + (more.principal ?? 0n),
      interest: interest + (more.interest ?? 0n),
      early: early + (more.early ?? 0n),
    });
  };
  await events(async (first, last) => {
    const [passed, merged, paid, early] = await Promise.all([
      receivableRegistry.queryFilter(receivableRegistry.filters.NoteTransferred(), first, last),
      receivableRegistry.queryFilter(receivableRegistry.filters.NotesMerged(), first, last),
      receivableSettlement.queryFilter(receivableSettlement.filters.NotePaid(), first, last),
      receivableSettlement.queryFilter(receivableSettlement.filters.NotePaidEarly(), first, last),
    ]);
    for (const { args, blockNumber } of passed.filter(isHere)) {
      const { note, from, to, ground, lo, hi, tier, trade } = args;
      moves.hands.push({
        note,
        from,
        to,
        ground: nameOf("Ground", ground),
        lo,
        hi,
        tier,
        trade,
        block: blockNumber,
      });
    }
    for (const { args } of merged.filter(isHere)) moves.into.set(args.next, args.note);
    for (const { args } of paid.filter(isHere)) add(args.note, args);
    for (const { args } of early.filter(isHere)) add(args.note, { early: args.price });
    return [];
  });
  moves.hands.sort((a, b) => a.block - b.block);
  return moves;
}
