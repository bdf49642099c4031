/** How far a subgraph has read, or why it does not say. */
export async function subgraphBlock(url: string): Promise<number | string> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ _meta { block { number } hasIndexingErrors } }" }),
      signal: AbortSignal.timeout(5_000),
    });
    const { data, errors } = (await response.json()) as {
      data?: { _meta?: { block: { number: number }; hasIndexingErrors: boolean } };
      errors?: { message: string }[];
    };
    const meta = data?._meta;
    if (meta === undefined) return errors?.[0]?.message ?? `it answers with ${response.status}`;
    return meta.hasIndexingErrors ? "it has stopped at an error" : meta.block.number;
  } catch (error) {
    const { message, cause } = error as Error;
    return `it does not answer (${cause instanceof Error ? cause.message : message})`;
  }
}
