/** Money that comes in, as several verbs make it. */
import { ZeroHash } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { positiveAmount, text32 } from "../shared/parse.ts";
import { pairHandle } from "../shared/words.ts";
import type { Act, Already } from "../shared/write.ts";
import { fromEvent, theFund } from "./steps.ts";

interface Coming {
  method: "appropriate" | "donate" | "donateBatch";
  /** What the contract takes after the amount, before the reference. */
  terms: unknown[];
  verb: string;
}

/** The lot that has come in under the same reference. */
async function before(context: Context, actor: Actor, businessRef: string): Promise<bigint | undefined> {
  const { reliefFunds } = context.suite;
  const giver = actor.participant === 0n ? BigInt(actor.address) : actor.participant;
  const received = await context.events((first, last) =>
    reliefFunds.queryFilter(reliefFunds.filters.LotReceived(undefined, undefined, giver), first, last),
  );
  return received.find(({ args }) => args.businessRef === businessRef)?.args.lot;
}

export async function coming(context: Context, actor: Actor, { method, terms, verb }: Coming): Promise<Act | Already> {
  const { suite, words, args } = context;
  const fund = await theFund(context);
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  const businessRef = args.parsed("reference", "your own reference for it, used once", text32);
  const same = businessRef === ZeroHash ? undefined : await before(context, actor, businessRef);
  if (same !== undefined) {
    return {
      already: `${words.lot(same)} has come in under this reference.`,
      data: { lot: pairHandle(same) },
      next: [words.command(`relief trace ${pairHandle(same)}`)],
    };
  }
  const allowed = await suite.money.allowance(actor.address, await suite.reliefFunds.getAddress());
  return {
    contract: suite.reliefFunds,
    method,
    args: [fund, amount, ...terms, businessRef],
    sentence: `${actor.name} ${verb} ${yuan(amount)} to fund ${fund}.`,
    notes:
      allowed >= amount
        ? []
        : [
            `It takes leave first: ${words.command(`money approve ReliefFunds --amount ${yuan(amount).slice(1)}`, actor.handle)}`,
          ],
    data: (_, happened) => {
      const lot = fromEvent(happened, "LotReceived", "lot");
      return typeof lot === "bigint" ? { lot: pairHandle(lot) } : {};
    },
    next: ({ happenings }) => {
      const lot = fromEvent(happenings, "LotReceived", "lot");
      return typeof lot === "bigint" ? [words.command(`relief trace ${pairHandle(lot)}`)] : [];
    },
  };
}
