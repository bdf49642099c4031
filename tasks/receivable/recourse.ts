/** What a factor is due on a note that was financed with recourse. */
import type { Context } from "../shared/context.ts";

export async function dueOn({ suite }: Context, note: bigint) {
  const [costs, interest, principal] = await suite.receivableFinancing.dueOn(note);
  return { costs, interest, principal, sum: costs + interest + principal };
}
