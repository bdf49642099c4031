import { yuan } from "../shared/format.ts";
import { quote as quoteOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { quoteHandle, splitQuote } from "../shared/words.ts";
import { meansOf } from "./figures.ts";
import { nextOf } from "./state.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await quoteOf(context, args.required("quote", "a quote"));
  const handle = quoteHandle(id);
  const { ask } = splitQuote(id);
  const [{ buyer, status: number }, { asker }] = await Promise.all([
    suite.market.quoteInfo(id),
    suite.market.askInfo(ask),
  ]);
  const status = nameOf("QuoteStatus", number);
  if (status === "Broken" && asker === actor.participant) {
    return {
      already: `Quote ${handle} is recorded as broken already.`,
      data: { quote: id, ask },
      next: await nextOf(context, ask),
    };
  }
  const [{ price }, { balance, allowance }, name] = await Promise.all([
    suite.market.previewAccept(id),
    meansOf(context, buyer),
    words.participant(buyer),
  ]);
  return {
    contract: suite.market,
    method: "recordBroken",
    args: [id],
    sentence: `${actor.name} records that ${name} can't honour quote ${handle}; ask ${ask} goes on.`,
    changes: [{ what: `Quote ${handle}`, from: status, to: "Broken" }],
    notes: [`It would be ${yuan(price)}. ${name} has ${yuan(balance)}, and lets the market take ${yuan(allowance)}.`],
    data: () => ({ quote: id, ask, price, balance, allowance }),
    next: () => nextOf(context, ask),
  };
});
