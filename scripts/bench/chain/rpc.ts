/** JSON-RPC as a load generator needs it: several calls in one request. */

interface Call {
  readonly method: string;
  readonly params?: readonly unknown[];
}

interface Answer<T> {
  readonly id: number;
  readonly result: T;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Besu's refusal of a sender that is not on the accounts allowlist. */
const NOT_ALLOWED = -32_007;

export class Rpc {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, token?: string) {
    this.#url = url;
    this.#headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  }

  /** Answers in the order of the calls; rejected with the first refusal. */
  async batch(calls: readonly Call[]): Promise<unknown[]> {
    const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: "2.0", id, params: [], ...call })));
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch(this.#url, { method: "POST", headers: this.#headers, body, signal });
    if (!response.ok) {
      const remedy = response.status === 401 ? " Give a token: BESU_RPC_TOKEN." : "";
      throw new Error(`${this.#url} answers with HTTP ${response.status}.${remedy}`);
    }
    const answers = (await response.json()) as Answer<unknown>[];
    const answer = answers.find(({ error }) => error !== undefined);
    const refused = answer?.error;
    if (refused === undefined) return answers.sort((a, b) => a.id - b.id).map(({ result }) => result);
    const remedy =
      refused.code === NOT_ALLOWED
        ? " The senders are the development personas: the network must be made with --dev."
        : "";
    throw new Error(`The chain refuses ${calls[answer?.id ?? 0]?.method}: ${refused.message}.${remedy}`);
  }

  async call<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    return (await this.batch([{ method, params }]))[0] as T;
  }
}
