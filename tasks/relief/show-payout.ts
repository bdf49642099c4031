import { yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { pairHandle } from "../shared/words.ts";
import { usesOf } from "./uses.ts";
import { thePayout } from "./steps.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const payout = await thePayout(context);
  const info = await suite.reliefPayouts.payoutInfo(payout);
  const lines = await each(
    Array.from({ length: Number(info.lines) }, (_, line) => line),
    async (line) => {
      const { household, amount, status } = await suite.reliefPayouts.lineInfo(payout, line);
      return { line, household: pairHandle(household), amount, status: nameOf("LineStatus", status) };
    },
  );
  const uses = await usesOf(context, payout);
  return {
    json: {
      payout,
      kind: nameOf("PayoutKind", info.kind),
      status: nameOf("PayoutStatus", info.status),
      payee: info.payee,
      project: info.project,
      officer: info.officer,
      total: info.total,
      paid: info.paid,
      returned: info.returned,
      lines,
      uses,
    },
    text: [
      facts([
        ["kind", nameOf("PayoutKind", info.kind)],
        ["status", nameOf("PayoutStatus", info.status)],
        ["payee", await words.participant(info.payee)],
        ["project", info.project.toString()],
        ["released by", info.officer === 0n ? "–" : `officer ${info.officer}`],
        ["total", yuan(info.total)],
        ["paid", yuan(info.paid)],
        ["returned", yuan(info.returned)],
      ]),
      ...(lines.length === 0
        ? []
        : [
            table(lines, [
              { head: "line", cell: (row) => row.line.toString(), right: true },
              { head: "household", cell: (row) => row.household },
              { head: "amount", cell: (row) => yuan(row.amount), right: true },
              { head: "status", cell: (row) => row.status },
            ]),
          ]),
      table(uses, [
        { head: "lot", cell: (row) => row.lot },
        { head: "its fen", cell: (row) => `${row.start + 1n} to ${row.start + row.amount}` },
        { head: "amount", cell: (row) => yuan(row.amount), right: true },
        { head: "restored", cell: (row) => (row.restored === 0n ? "" : yuan(row.restored)), right: true },
      ]),
    ].join("\n\n"),
  };
});
