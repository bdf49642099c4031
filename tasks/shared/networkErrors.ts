/** Tells the network's failures from the contracts'. */

const CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|UND_ERR_\w+|NETWORK_ERROR|TIMEOUT)$/;
const MESSAGES =
  /cannot connect to the network|connection refused|socket hang up|fetch failed|network connection|other side closed/i;

/** An error and those that caused it. */
export function* causes(error: unknown): Generator<object> {
  const seen = new Set<unknown>();
  const open: unknown[] = [error];
  while (open.length > 0) {
    const each = open.shift();
    if (typeof each !== "object" || each === null || seen.has(each)) continue;
    seen.add(each);
    yield each;
    const { cause, error: inner, info, parent } = each as Record<string, unknown>;
    open.push(cause, inner, parent, (info as Record<string, unknown> | undefined)?.error);
  }
}

export function isNetworkError(error: unknown): boolean {
  for (const each of causes(error)) {
    const { code, message } = each as { code?: unknown; message?: unknown };
    if (typeof code === "string" && CODES.test(code)) return true;
    if (typeof message === "string" && MESSAGES.test(message)) return true;
  }
  return false;
}
