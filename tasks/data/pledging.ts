/** Certificates as security. */
import { dateOf, yuan } from "../shared/format.ts";
import { date, positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { fromEvent, participantIn, theAsset, valuation as valuationOf } from "./things.ts";

export const pledge = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const pledgee = await participantIn(context, "pledgee", "who has the security");
  const secured = args.parsed("secured", "the debt that it secures, in yuan", positiveAmount);
  const dueDay = args.parsed("due", "the day on which that debt is due, as in 2026-05-29", date);
  const valuation = await valuationOf(context, args.required("valuation", "the valuation that it rests on"));
  return {
    contract: suite.dataPledges,
    method: "pledge",
    args: [asset, pledgee, secured, dueDay, valuation, args.optional("until", date) ?? 0n],
    sentence: `${actor.name} pledges ${words.asset(asset)} to ${await words.participant(pledgee)} for ${yuan(secured)}, due on ${dateOf(dueDay)}.`,
    notes: ["While it is pledged nothing else is financed on it, and exclusive licences need the pledgee's consent."],
    data: ([simulated], happened) => ({ request: fromEvent(happened, "RequestOpened", "request") ?? simulated }),
    next: async ({ happenings }) => [
      words.command(
        `data sign pledge/${String(fromEvent(happenings, "RequestOpened", "request"))}`,
        await words.handle(pledgee),
      ),
    ],
  };
});

export const realise = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const buyer = await participantIn(context, "buyer", "who buys it");
  const price = args.parsed("price", "what it is sold for, in yuan", positiveAmount);
  const valuation = await valuationOf(context, args.required("valuation", "the valuation that the price keeps to"));
  return {
    contract: suite.dataPledges,
    method: "realise",
    args: [asset, buyer, price, valuation, args.optional("until", date) ?? 0n],
    sentence: `${actor.name} sells ${words.asset(asset)}, which is pledged to it, to ${await words.participant(buyer)} for ${yuan(price)}.`,
    notes: ["What is over goes to the holder."],
    data: ([simulated], happened) => ({ request: fromEvent(happened, "RequestOpened", "request") ?? simulated }),
    next: async ({ happenings }) => [
      words.command(
        `data sign pledge/${String(fromEvent(happenings, "RequestOpened", "request"))}`,
        await words.handle(buyer),
      ),
    ],
  };
});

export const releasePledge = writes(async (context, actor) => {
  const asset = await theAsset(context);
  return {
    contract: context.suite.dataPledges,
    method: "release",
    args: [asset],
    sentence: `${actor.name} gives up its pledge of ${context.words.asset(asset)}.`,
  };
});

export const repay = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const { secured, pledgee } = await suite.dataPledges.pledgeOf(asset);
  const paid = args.optional("amount", positiveAmount) ?? secured;
  return {
    contract: suite.dataPledges,
    method: "repay",
    args: [asset, paid],
    sentence: `${actor.name} pays ${yuan(paid)} to ${await words.participant(pledgee)}, of ${yuan(secured)} that ${words.asset(asset)} secures.`,
  };
});
