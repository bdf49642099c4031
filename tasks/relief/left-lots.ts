/** Lots of a fund with something left. */
import type { Context } from "../shared/context.ts";
import { each } from "../shared/logs.ts";
import { lot as lotOf } from "../shared/resolve.ts";
import { parts } from "../shared/parse.ts";
import { theFund } from "./steps.ts";

/** Lots that one act takes. */
const MOST = 64;

/** The lots that are named, or the fund's first ones that have something left. */
export async function leftLots(context: Context): Promise<{ fund: bigint; lots: bigint[]; left: bigint }> {
  const { reliefFunds } = context.suite;
  const fund = await theFund(context);
  const named = context.args.text("lots");
  const { lots: count } = await reliefFunds.fundInfo(fund);
  const ids =
    named === undefined
      ? Array.from({ length: Number(count) }, (_, index) => (fund << 32n) | BigInt(index + 1))
      : await Promise.all(parts(named).map((text) => lotOf(context, text, "--lots")));
  const infos = await each(ids, async (id) => {
    const { amount, spent, returned } = await reliefFunds.lotInfo(id);
    return { id, left: amount - spent - returned };
  });
  const open = infos.filter(({ left }) => left > 0n).slice(0, MOST);
  return { fund, lots: open.map(({ id }) => id), left: open.reduce((sum, { left }) => sum + left, 0n) };
}
