import { interest } from "./interest.js";
import { shareOfInterval } from "./shares.js";

/** A note of a receivable (应收账款凭证), and of the receivable what counts for its payment. */
export interface NoteTerms {
  /** First and last fen of the receivable's face that the note is over. */
  lo: number | bigint;
  hi: number | bigint;
  /** Fen of the receivable. */
  face: bigint;
  /** Yearly, in 1/1,000,000, on what is overdue. */
  overdueRate: number | bigint;
  /** The due day, rolled to a business day. */
  payableDay: number | bigint;
}

/** What the obligor has done for a note before, as `progressOf` of ReceivableSettlement tells it. */
export interface NoteProgress {
  /** Fen that were paid or set aside. */
  received: bigint;
  /** Day through which interest was; 0: none has run. */
  through: number | bigint;
}

export interface NoteDue {
  /** Fen. */
  principal: bigint;
  interest: bigint;
}

/**
 * What an obligor owes on a note on a day. In part: what brings it to `paidTo` of the face, by interval; a fen that it had too much by an
 * earlier part is let stand. Interest runs from the payable day on over all that is unpaid, and is paid in full with each part.
 *
 * What a note costs before it is due, paid early (提前付款) or factored (保理), is `discount`.
 */
export function dueOnNote(
  { lo, hi, face, overdueRate, payableDay }: NoteTerms,
  day: number | bigint,
  { received, through }: NoteProgress = { received: 0n, through: 0 },
  paidTo: bigint = face,
): NoteDue {
  const target = shareOfInterval({ lo, hi }, paidTo, face);
  const units = BigInt(hi) - BigInt(lo) + 1n;
  if (received < 0n || received > units) {
    throw new RangeError(`A note over ${units} fen cannot have received ${received} fen.`);
  }
  const from = through > payableDay ? through : payableDay;
  return {
    principal: target > received ? target - received : 0n,
    interest: day > from ? interest(units - received, overdueRate, { from, to: day }) : 0n,
  };
}
