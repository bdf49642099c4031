/** Offers of licences. */
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { amount, date, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { share } from "./registering.ts";
import { evidenceOf, fromEvent, participantOr, purposesIn, rightIn, theAsset, theOffer } from "./things.ts";

export const offer = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const right = rightIn(context);
  const lastDay = args.parsed("until", "the last day on which it can be taken", date);
  const delivery = args.flag("delivery");
  const terms = {
    asset,
    right,
    exclusive: args.flag("exclusive"),
    derivable: args.flag("derivable"),
    transferable: args.flag("transferable"),
    delivery,
    purposes: await purposesIn(context),
    daysValid: args.parsed("days", "the days that a licence runs, as in 365", whole),
    uses: args.optional("uses", whole) ?? 0n,
    royalty: args.optional("royalty", share) ?? 0n,
    territory: args.optional("territory", whole) ?? 0n,
    price: args.optional("price", amount) ?? 0n,
    pricePerUse: args.optional("pricePerUse", amount) ?? 0n,
    personPay: args.optional("personPay", amount) ?? 0n,
    deposit: args.optional("deposit", amount) ?? 0n,
    buyer: await participantOr(context, "buyer"),
    arbiter: await participantOr(context, "arbiter"),
    meter: await participantOr(context, "meter"),
    stepHours: delivery ? (args.optional("stepHours", whole) ?? 48n) : 0n,
    document: evidenceOf(context),
  };
  if (!delivery && args.text("stepHours") !== undefined) {
    throw new WrongUsage(
      "Nothing is delivered, so that no step takes any time.",
      "Give --delivery, or no --step-hours.",
    );
  }
  const prices = [
    terms.price === 0n ? "" : yuan(terms.price),
    terms.pricePerUse === 0n ? "" : `${yuan(terms.pricePerUse)} a use`,
  ].filter((each) => each !== "");
  return {
    contract: suite.dataOffers,
    method: "offer",
    args: [terms, lastDay],
    sentence: `${actor.name} offers ${terms.exclusive ? "an exclusive licence" : "licences"} of the ${nameOf("Right", right).toLowerCase()} right of ${words.asset(asset)} until ${dateOf(lastDay)}${prices.length === 0 ? "" : `, ${prices.join(" and ")}`}.`,
    data: ([simulated], happened) => ({ offer: fromEvent(happened, "OfferMade", "offer") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`data order ${String(fromEvent(happenings, "OfferMade", "offer"))}`, "<buyer>"),
    ],
  };
});

export const withdrawOffer = writes(async (context, actor) => {
  const id = await theOffer(context);
  return {
    contract: context.suite.dataOffers,
    method: "withdrawOffer",
    args: [id],
    sentence: `${actor.name} takes offer ${id} back.`,
  };
});

export const consentToExclusive = writes(async (context, actor) => {
  const id = await theOffer(context);
  return {
    contract: context.suite.dataOffers,
    method: "consentToExclusive",
    args: [id],
    sentence: `${actor.name}, which has the asset in pledge, consents to the exclusive licence of offer ${id}.`,
  };
});
