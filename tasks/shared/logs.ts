/** Events of the past, a page of blocks at a time: Besu answers for 5,000 blocks at once, unless told otherwise. */
import { LOG_RANGE } from "../../deploy/events.ts";

/** Pages that are asked for at once. */
const AT_ONCE = 4;

/** Asks page after page from one block to another, both included; what is found comes oldest first. */
export async function paged<T>(
  from: number,
  to: number,
  query: (first: number, last: number) => Promise<T[]>,
): Promise<T[]> {
  const starts: number[] = [];
  for (let first = from; first <= to; first += LOG_RANGE) starts.push(first);
  const found: T[] = [];
  for (let page = 0; page < starts.length; page += AT_ONCE) {
    const pages = starts.slice(page, page + AT_ONCE);
    found.push(...(await Promise.all(pages.map((first) => query(first, Math.min(to, first + LOG_RANGE - 1))))).flat());
  }
  return found;
}

/** Asks for many things, some at a time, and gives the answers in order. */
export async function each<T, R>(things: readonly T[], ask: (thing: T) => Promise<R>, atOnce = 32): Promise<R[]> {
  const answers: R[] = [];
  for (let start = 0; start < things.length; start += atOnce) {
    answers.push(...(await Promise.all(things.slice(start, start + atOnce).map(ask))));
  }
  return answers;
}
