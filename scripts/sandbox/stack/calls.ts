/** Calls over HTTP to the parts of the stack. */

export interface GraphQLAnswer<T> {
  readonly data?: T;
  readonly errors?: readonly { readonly message: string }[];
}

async function post<T>(url: string, body: object): Promise<T> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  return (await response.json()) as T;
}

/** A JSON-RPC call. */
export async function rpcCall<T>(url: string, method: string, params: readonly unknown[] | object = []): Promise<T> {
  const answer = await post<{ result: T; error?: { message: string } }>(url, { jsonrpc: "2.0", id: 1, method, params });
  if (answer.error !== undefined) throw new Error(answer.error.message);
  return answer.result;
}

/** A GraphQL query. Errors are part of the answer. */
export function graphqlCall<T>(url: string, query: string, variables: object = {}): Promise<GraphQLAnswer<T>> {
  return post(url, { query, variables });
}

/** Undefined instead of an error, for asking a server that may not be up yet. */
export async function orUndefined<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch {
    return undefined;
  }
}
