/** Entries of the table by which the circuit breaker is tried, function by function. */
import type { Office } from "./orders.ts";

export interface Entry<D extends Office> {
  /** Brings the suite to where the call is valid, and gives the call. */
  ready: (desk: D) => Promise<() => Promise<unknown>>;
  /** Of a module in which something can be open (OWING): nothing is, so that the version can be closed. */
  empty?: true;
}

/** An entry with the desk at which its call is made. */
export interface Prepared {
  ready: () => Promise<{ desk: Office; act: () => Promise<unknown> }>;
  empty: boolean;
}

/** Entries that begin at a desk. */
export function startingAt<D extends Office>(open: () => Promise<D>, table: Record<string, Entry<D>>) {
  const prepared = Object.entries(table).map(([key, { ready, empty = false }]): [string, Prepared] => [
    key,
    {
      ready: async () => {
        const desk = await open();
        return { desk, act: await ready(desk) };
      },
      empty,
    },
  ]);
  return Object.fromEntries(prepared);
}
