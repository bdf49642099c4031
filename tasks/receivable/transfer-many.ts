import type { Context } from "../shared/context.ts";
import { parseCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { content, date, parcels, positiveAmount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { beforeInWords, paidBefore, type Payment, tradeIn, tradeOf } from "./payments.ts";
import { noteOn, standing, unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

const RIGHT = "Give --to huaxi=400,000.00,wudang=1,234.56 with --trade-file, or --file with a payment a line.";

/** The payments of a file, each with its own trade. */
async function inFile(context: Context, path: string): Promise<Payment[]> {
  const rows = parseCsv(content(path, "--file").toString("utf8"), ["to", "amount", "trade"], [], path);
  const payments: Payment[] = [];
  for (const { line, values } of rows) {
    const { to = "", amount = "", trade = "" } = values;
    const at = (column: string): string => `Line ${line} of ${path}, ${column}`;
    payments.push({
      to: await participant(context, to, at("to")),
      amount: positiveAmount(amount, at("amount")),
      trade: tradeOf(trade, at("trade")),
    });
  }
  return payments;
}

/** The payments that --to names, all for one trade. */
async function inOption(context: Context, text: string): Promise<Payment[]> {
  const trade = tradeIn(context.args);
  const payments: Payment[] = [];
  for (const { name, amount } of parcels(text, "=", "--to", RIGHT)) {
    if (amount === undefined || amount === 0n) throw new WrongUsage(`--to: how much does ${name} get?`, RIGHT);
    payments.push({ to: await participant(context, name, "--to"), amount, trade });
  }
  return payments;
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const state = await namedNote(context);
  const { id, of, info } = state;
  const [text, file] = [args.text("to"), args.text("file")];
  if ((text === undefined) === (file === undefined)) throw new WrongUsage("Who is to get it?", RIGHT);
  const payments = text === undefined ? await inFile(context, file ?? "") : await inOption(context, text);
  const lastDay = args.optional("until", date) ?? 0n;

  const before = args.flag("again")
    ? []
    : await each(payments, async (payment) => ({ payment, found: await paidBefore(context, actor, of.id, payment) }));
  const [done] = before.flatMap(({ payment, found }) => (found === undefined ? [] : [{ payment, found }]));
  if (done !== undefined) {
    const others = payments.length > 1 ? " All go together or none: leave it out, or give --again." : "";
    return {
      already: `${await beforeInWords(context, actor, done.payment, done.found)}${others}`,
      data: { receivable: of.id, note: done.found.note },
      next: await nextOf(context, done.found.note),
    };
  }
  const units = unitsOf(info);
  const sum = payments.reduce((total, { amount }) => total + amount, 0n);
  if (sum > units) {
    throw new WrongUsage(
      `The payments add up to ${yuan(sum)}; ${words.note(id)} is over ${yuan(units)}.`,
      "Give less, or another note.",
    );
  }
  const names = await Promise.all(payments.map(({ to }) => words.participant(to)));
  return {
    contract: suite.receivableRegistry,
    method: "transferMany",
    args: [id, payments, lastDay],
    sentence: `${actor.name} transfers ${yuan(sum)} of ${words.note(id)} to ${counted(payments.length, "receiver")}, all or none.`,
    changes: ([requests]) => [
      { what: words.note(id), from: yuan(units), to: sum === units ? standing(state) : yuan(units - sum) },
      ...payments.map(({ amount }, index) => ({
        // What is left in the end goes as the note itself.
        what: words.note(
          sum === units && index === payments.length - 1 ? id : noteOn(of.id, of.root.seq + BigInt(index) + 1n),
        ),
        from: "–",
        to: `${yuan(amount)}, ${(requests as bigint[])[index] === 0n ? names[index] : `locked until ${names[index]} signs`}`,
      })),
    ],
    data: ([requests]) => ({ receivable: of.id, note: id, requests }),
    next: ({ happenings }) =>
      Promise.all(
        happenings
          .filter(({ event }) => event === "RequestOpened")
          .map(async ({ arguments: asked }) =>
            words.command(`receivable sign ${String(asked.request)}`, await words.handle(asked.to as bigint)),
          ),
      ),
  };
});
