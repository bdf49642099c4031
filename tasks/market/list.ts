import { dateOf, percent, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { oneOf, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices } from "../shared/terms.ts";
import { type AskState, askState, bestQuote, standing } from "./state.ts";
import { lotsInWords } from "./titles.ts";

const USUAL_LIMIT = 50n;
const PAGE = 64;

export default reads(async (context) => {
  const { suite, words, args } = context;
  const asker = args.text("asker");
  const by = asker === undefined ? undefined : await participant(context, asker, "--asker");
  const status = args.optional("status", oneOf(choices("AskStatus")));
  const limit = Number(args.optional("limit", whole) ?? USUAL_LIMIT);
  const isWanted = (state: AskState): boolean =>
    (by === undefined || state.ask.asker === by) &&
    (status === undefined || (state.status === status && !state.isOver));

  const count = Number(await suite.market.askCount());
  const found: AskState[] = [];
  for (let newest = count; newest > 0 && found.length < limit; newest -= PAGE) {
    const ids = Array.from({ length: Math.min(PAGE, newest) }, (_, index) => BigInt(newest - index));
    found.push(...(await each(ids, (id) => askState(context, id), 8)).filter(isWanted));
  }
  const asks = await each(found.slice(0, limit), async (state) => {
    const { id, ask, lots, quotes, isOver } = state;
    const best = bestQuote(state);
    return {
      ask: id,
      asker: await words.participant(ask.asker),
      lots: await lotsInWords(context, ask.title, lots),
      amount: lots.reduce((sum, { amount }) => sum + amount, 0n),
      firstDay: dateOf(ask.firstDay),
      lastDay: dateOf(ask.lastDay),
      sealed: ask.closesAt !== 0n,
      status: state.status,
      isOver,
      standing: standing(state),
      quotes: quotes.length,
      best: best === undefined ? null : percent(best.info.rate),
    };
  });
  const lines = table(asks, [
    { head: "ask", cell: (row) => row.ask.toString(), right: true },
    { head: "asker", cell: (row) => row.asker },
    {
      head: "offers",
      cell: ({ lots }) => (lots.length > 1 ? `${lots[0]} and ${lots.length - 1} more` : (lots[0] ?? "")),
    },
    { head: "face", cell: (row) => yuan(row.amount), right: true },
    { head: "until", cell: (row) => row.lastDay },
    { head: "quotes", cell: (row) => String(row.quotes), right: true },
    { head: "best", cell: (row) => row.best ?? "", right: true },
    { head: "status", cell: (row) => row.standing },
  ]);
  const more = found.length > limit || (asks.length === limit && count > limit) ? "\n\nThere may be more: --limit" : "";
  const none = count === 0 ? "Nobody has asked yet." : "No such ask.";
  return {
    json: { asks: asks.map(({ standing: _, ...ask }) => ask), count },
    text: asks.length === 0 ? none : `${lines}${more}`,
  };
});
