/** How a release of revenue was split, in words. */
import { listed, yuan } from "../shared/format.ts";
import type { Told } from "../shared/told.ts";

export async function parcelled({ raw, context: { words } }: Told): Promise<string> {
  const { parents, royalties, receivers, amounts } = raw as Record<string, bigint[]>;
  const royalty = (parents ?? []).map((asset, index) => `${words.asset(asset)} ${yuan(royalties?.[index] ?? 0n)}`);
  // Who holds several rights is a receiver several times.
  const sums = new Map<bigint, bigint>();
  (receivers ?? []).forEach((who, index) => sums.set(who, (sums.get(who) ?? 0n) + (amounts?.[index] ?? 0n)));
  const shares = await Promise.all([...sums].map(async ([who, sum]) => `${await words.participant(who)} ${yuan(sum)}`));
  const up = royalty.length === 0 ? "" : `royalties wait at ${listed(royalty)}; `;
  return `{gross} for {asset} are split: ${up}${listed(shares)}.`;
}
