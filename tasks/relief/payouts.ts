import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { oneOf, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices, nameOf } from "../shared/terms.ts";

const USUAL_LIMIT = 50n;
const PAGE = 64;

export default reads(async (context) => {
  const { suite, words, args } = context;
  const status = args.optional("status", oneOf([...choices("PayoutStatus"), "Overdue"] as const));
  const name = args.text("payee");
  const payee = name === undefined ? undefined : await participant(context, name, "--payee");
  const limit = Number(args.optional("limit", whole) ?? USUAL_LIMIT);
  const today = await context.today();
  const count = Number(await suite.reliefPayouts.payoutCount());
  const found = [];
  for (let newest = count; newest > 0 && found.length < limit; newest -= PAGE) {
    const ids = Array.from({ length: Math.min(PAGE, newest) }, (_, index) => BigInt(newest - index));
    const page = await each(ids, async (payout) => {
      const info = await suite.reliefPayouts.payoutInfo(payout);
      const is = nameOf("PayoutStatus", info.status);
      return { payout, info, is, isOverdue: is === "Open" && info.dueDay < today };
    });
    found.push(
      ...page.filter(
        ({ info, is, isOverdue }) =>
          (payee === undefined || info.payee === payee) &&
          (status === undefined || is === status || (status === "Overdue" && isOverdue)),
      ),
    );
  }
  const payouts = await each(found.slice(0, limit), async ({ payout, info, is, isOverdue }) => ({
    payout,
    kind: nameOf("PayoutKind", info.kind),
    status: is,
    isOverdue,
    payee: await words.participant(info.payee),
    project: info.project,
    lines: info.lines,
    answered: info.answered,
    total: info.total,
    paid: info.paid,
    returned: info.returned,
    dueDay: info.dueDay === 0n ? null : dateOf(info.dueDay),
  }));
  return {
    json: { payouts, count },
    text:
      payouts.length === 0
        ? "No such payout."
        : table(payouts, [
            { head: "payout", cell: (row) => row.payout.toString(), right: true },
            { head: "kind", cell: (row) => row.kind },
            { head: "payee", cell: (row) => row.payee },
            { head: "status", cell: (row) => (row.isOverdue ? "overdue" : row.status) },
            { head: "answer until", cell: (row) => row.dueDay ?? "" },
            { head: "lines", cell: (row) => (row.lines === 0n ? "" : `${row.answered}/${row.lines}`), right: true },
            { head: "total", cell: (row) => yuan(row.total), right: true },
            { head: "paid", cell: (row) => yuan(row.paid), right: true },
            { head: "returned", cell: (row) => yuan(row.returned), right: true },
          ]),
  };
});
