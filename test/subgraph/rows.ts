/** Rows of the index, in shapes that a test can build from the chain's answers. */
import type { Granted } from "../utils/points-grants.ts";
import type { Ask } from "./stack.ts";

export type Row = Record<string, unknown>;

/** All entities of a kind, in the order of their ids. */
export async function all<T = Row>(ask: Ask, plural: string, fields: string): Promise<T[]> {
  const rows: T[] = [];
  const query = `query ($last: Bytes!) {
    rows: ${plural}(first: 1000, orderBy: id, where: { id_gt: $last }) { rowId: id ${fields} }
  }`;
  for (let last = "0x"; ;) {
    const page = (await ask<{ rows: (T & { rowId: string })[] }>(query, { last })).rows;
    rows.push(...page.map(({ rowId: _, ...row }) => row as T));
    const end = page.at(-1);
    if (end === undefined) return rows;
    last = end.rowId;
  }
}

/** 1, 2 … up to a number. */
export const upTo = (count: bigint | number): bigint[] =>
  Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));

/** A moment that may be none. */
export const moment = (seconds: bigint): string | null => (seconds === 0n ? null : String(seconds));

export const address = (value: string): string => value.toLowerCase();

/** A reference by number. */
export const ref = (number: bigint | number): { number: number } => ({ number: Number(number) });

/** A grant among those of its sheet, as points-grants has it. */
export interface GrantRow {
  readonly programme: { readonly number: number };
  readonly month: number;
  readonly holder: { readonly account: string };
  readonly points: string;
  readonly sequence: string;
}

/** The same as the contracts take it. */
export const grantedOf = ({ programme, month, holder, points, sequence }: GrantRow): Granted => ({
  programme: BigInt(programme.number),
  month: BigInt(month),
  account: holder.account,
  points: BigInt(points),
  sequence: BigInt(sequence),
});

/** Sorts rows by their text, where the chain has no order. */
export const sorted = <T>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
