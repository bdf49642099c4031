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
  /** Fen that each note has brought in: early, from its obligor, and from the confirming bank, which then holds it. */
  paid: Map<bigint, { early: bigint; byObligor: bigint; byBank: bigint }>;
  /** Into what merged notes have gone. */
  into: Map<bigint, bigint>;
}

export async function movesOf({ suite, events }: Context, root: bigint, obligor: bigint): Promise<Moves> {
  const { receivableRegistry, receivableSettlement } = suite;
  const isHere = ({ args }: { args: { note: bigint } }): boolean => args.note >> 32n === root;
  const moves: Moves = { hands: [], paid: new Map(), into: new Map() };
  const add = (note: bigint, by: "early" | "byObligor" | "byBank", amount: bigint): void => {
    const before = moves.paid.get(note) ?? { early: 0n, byObligor: 0n, byBank: 0n };
    moves.paid.set(note, { ...before, [by]: before[by] + amount });
  };
  await events(async (first, last) => {
    const [passed, merged, paid, claimed, early] = await Promise.all([
      receivableRegistry.queryFilter(receivableRegistry.filters.NoteTransferred(), first, last),
      receivableRegistry.queryFilter(receivableRegistry.filters.NotesMerged(), first, last),
      receivableSettlement.queryFilter(receivableSettlement.filters.NotePaid(), first, last),
      receivableSettlement.queryFilter(receivableSettlement.filters.NoteClaimed(), first, last),
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
    for (const { args } of [...paid, ...claimed].filter(isHere)) {
      add(args.note, args.payer === obligor ? "byObligor" : "byBank", args.principal + args.interest);
    }
    for (const { args } of early.filter(isHere)) add(args.note, "early", args.price);
    return [];
  });
  moves.hands.sort((a, b) => a.block - b.block);
  return moves;
}
