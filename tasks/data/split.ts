/** How a release of revenue was split, in words. */
import { listed, yuan } from "../shared/format.ts";
import type { Told } from "../shared/told.ts";

export async function parcelled({ raw, context: { words } }: Told): Promise<string> {
  const { parents, royalties, receivers, amounts } = raw as Record<string, bigint[]>;
  const royalty = (parents ?? []).map((asset, index) => `${words.asset(asset)} ${yuan(royalties?.[index] ?? 0n)}`);
  const shares = await Promise.all(
    (receivers ?? []).map(async (who, index) => `${await words.participant(who)} ${yuan(amounts?.[index] ?? 0n)}`),
  );
  const up = royalty.length === 0 ? "" : `royalties wait at ${listed(royalty)}; `;
  return `{gross} for {asset} are split: ${up}${listed(shares)}.`;
}
