/** Facilities (授信) as they are now. */
import type { Context } from "../shared/context.ts";
import { each } from "../shared/logs.ts";
import { facility as facilityOf } from "../shared/resolve.ts";

export async function facilityState({ suite }: Context, id: bigint) {
  const { grantor, obligor, limit, used, until, closed } = await suite.receivableIssuance.facilityInfo(id);
  return { id, grantor, obligor, limit, used, until, closed, free: used < limit ? limit - used : 0n };
}

export async function facilities(context: Context) {
  const count = Number(await context.suite.receivableIssuance.facilityCount());
  const ids = Array.from({ length: count }, (_, index) => BigInt(index + 1));
  return each(ids, (id) => facilityState(context, id));
}

/** The facility that a command names. */
export const namedFacility = async (context: Context) =>
  facilityState(context, await facilityOf(context, context.args.required("facility", "a facility's number")));
