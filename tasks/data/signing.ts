/** What waits for another's signature: a right, a licence, a pledge. Each is asked at a desk of its own, which numbers its requests. */
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { request as requestOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";

export const DESKS = { right: "dataTransfers", licence: "dataOffers", pledge: "dataPledges" } as const;
export type Desk = keyof typeof DESKS;

const MONEY = 0xffff_ffff_ffff_ffffn;

/** A request by its desk and number: right/3, licence/1, pledge/2. */
async function asked(context: Context) {
  const { args } = context;
  const text = args.required("request", "a request, as in right/3, licence/1 or pledge/2");
  const [name = "", number = "", ...more] = text.split("/");
  if (!(name in DESKS) || more.length > 0) {
    throw new WrongUsage(`The request is "${text}".`, "Give it as in right/3, licence/1 or pledge/2.");
  }
  return askedOf(context, name as Desk, number);
}

/** A request of a desk, and what it is about. */
export async function askedOf(context: Context, desk: Desk, number: string) {
  const { suite, words } = context;
  const contract = suite[DESKS[desk]];
  const { id, info } = await requestOf(context, contract, number);
  const from = await words.participant(info.from);
  const terms = BigInt(info.terms);
  const what = {
    right: () =>
      `the ${nameOf("Right", info.act).toLowerCase()} right of asset ${info.subject} from ${from}${terms === 0n ? "" : ` for ${yuan(terms & MONEY)}`}`,
    licence: () => `licence ${info.subject} from ${from}`,
    pledge: () =>
      nameOf("PledgeAct", info.act) === "Realise"
        ? `asset ${info.subject}, which ${from} sells under its pledge, for ${yuan(terms & MONEY)}`
        : `asset ${info.subject} in pledge from ${from} for ${yuan(terms & MONEY)}, due on ${dateOf((terms >> 64n) & 0xffff_ffffn)}`,
  }[desk]();
  return { contract, id, info, what, desk };
}

export const sign = writes(async (context, actor) => {
  const { contract, id, info, what, desk } = await asked(context);
  return {
    contract,
    method: "sign",
    args: [id],
    sentence: `${actor.name} takes ${what}.`,
    next: [
      context.words.command(desk === "licence" ? `data show-licence ${info.subject}` : `data show ${info.subject}`),
    ],
  };
});

export const refuse = writes(async (context, actor) => {
  const { contract, id, what } = await asked(context);
  return { contract, method: "refuse", args: [id], sentence: `${actor.name} does not take ${what}.` };
});

export const withdrawRequest = writes(async (context, actor) => {
  const { contract, id, what } = await asked(context);
  return {
    contract,
    method: "withdrawRequest",
    args: [id],
    sentence: `${actor.name} no longer asks another to take ${what}.`,
  };
});
