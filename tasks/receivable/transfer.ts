import { readBatch } from "../shared/batch.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { date, positiveAmount } from "../shared/parse.ts";
import { note as noteOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { noteHandle } from "../shared/words.ts";
import { nextOf } from "./next.ts";
import { beforeInWords, paidBefore, paymentAct, tradeIn, tradeOf } from "./payments.ts";
import { noteState, unitsOf } from "./state.ts";
import { amountAsked } from "./steps.ts";

const NEEDED = ["note", "to", "amount", "trade"];
const OPTIONAL = ["until"];

export default writes(async (context, actor) => {
  const { args } = context;
  const file = args.text("file");
  if (file === undefined) {
    const state = await noteState(context, await noteOf(context, args.required("note", "a note, as in 7/3")));
    const to = await participant(context, args.required("to", "the receiver"), "--to");
    const payment = { to, amount: amountAsked(context, state), trade: tradeIn(args) };
    const lastDay = args.optional("until", date) ?? 0n;
    const before = args.flag("again") ? undefined : await paidBefore(context, actor, state.of.id, payment);
    if (before !== undefined) {
      return {
        already: `${await beforeInWords(context, actor, payment, before)} With --again it is paid once more.`,
        data: before,
        next: await nextOf(context, before.note),
      };
    }
    return paymentAct(context, actor, state, payment, lastDay);
  }
  const lines = new Map<string, number>();
  const taken = new Map<bigint, bigint>();
  return readBatch(file, { needed: NEEDED, optional: OPTIONAL }, ["note", "request"], async ({ line, values }) => {
    const row = args.with(values, (name) => name);
    const state = await noteState(context, await noteOf(context, row.required("note", "a note, as in 7/3"), "note"));
    const to = await participant(context, row.required("to", "the receiver"), "to");
    const amount = row.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
    const payment = { to, amount, trade: row.parsed("trade", "the trade's digest, or its document", tradeOf) };
    const key = [state.of.id, to, amount, payment.trade].join(" ");
    const earlier = lines.get(key);
    if (earlier !== undefined) {
      throw new WrongUsage(
        `It pays the same receiver the same amount for the same trade as line ${earlier}.`,
        "Add the two up, or name the trade behind each.",
      );
    }
    lines.set(key, line);
    if ((await paidBefore(context, actor, state.of.id, payment)) === undefined) {
      const sum = (taken.get(state.id) ?? 0n) + amount;
      const units = unitsOf(state.info);
      if (sum > units) {
        throw new WrongUsage(
          `The rows up to here take ${yuan(sum)} from ${context.words.note(state.id)}, which is over ${yuan(units)}.`,
          "Give less, or another note.",
        );
      }
      taken.set(state.id, sum);
    }
    const handles = (note: bigint, request: bigint | undefined) => ({
      note: noteHandle(note),
      request: request === undefined ? "" : request.toString(),
    });
    return {
      line,
      act: await paymentAct(context, actor, state, payment, row.optional("until", date) ?? 0n),
      isOnce: true,
      idsOf: (happened) => {
        const of = (event: string) => happened.find((each) => each.event === event)?.arguments;
        return handles(
          (of("NoteSplit")?.part ?? state.id) as bigint,
          of("RequestOpened")?.request as bigint | undefined,
        );
      },
      find: async () => {
        const before = await paidBefore(context, actor, state.of.id, payment);
        return before && handles(before.note, before.request);
      },
    };
  });
});
