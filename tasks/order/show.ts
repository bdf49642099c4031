import { describePolicy } from "../../deploy/data/policies.ts";
import { timeOf } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { callsInWords, executableFrom, namedOrder, needs, nextForOrder } from "./orders.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const order = await namedOrder(context);
  const { id, status, calls, satisfiedAt, executedAt, ratifyBy } = order;
  const [proposer, told, wanted, from, next] = await Promise.all([
    words.participant(order.proposer),
    callsInWords(context, calls),
    needs(context, order),
    executableFrom(context, order),
    nextForOrder(context, order),
  ]);
  const policies = await Promise.all(
    calls.map(({ target, data }) =>
      suite.docket.policyOf(target, data.slice(0, 10)).then(
        ([policy]) => describePolicy(policy),
        () => "no policy",
      ),
    ),
  );
  const approvals = await Promise.all(
    order.approvals.map(async ({ participant, seat }) => ({
      participant,
      name: await words.participant(participant),
      seat,
    })),
  );
  const rejections = await Promise.all(
    order.rejections.map(async (participant) => ({ participant, name: await words.participant(participant) })),
  );
  const isLive = status === "Open" || status === "Provisional";
  const text = [
    `Order ${id}, ${status}`,
    "",
    facts([
      ["Reference", order.reference],
      ["Basis", order.basis],
      ["Proposed", `by ${proposer} at ${timeOf(order.proposedAt)}`],
      ["Runs out", status === "Open" ? timeOf(order.expiresAt) : undefined],
      ["Approved", satisfiedAt === 0n ? undefined : `sufficiently since ${timeOf(satisfiedAt)}`],
      ["Executable", from === 0n ? undefined : `from ${timeOf(from)}`],
      ["Carried out", executedAt === 0n ? undefined : timeOf(executedAt)],
      ["Ratified by", status === "Provisional" ? `${timeOf(ratifyBy)} at the latest` : undefined],
    ]),
    "",
    "What it does:",
    ...told.flatMap((call, index) => [
      `  ${index + 1}. ${call}`,
      `     under way ${(calls[index]?.route ?? 0n) + 1n} of: ${policies[index]}`,
    ]),
    ...(isLive && wanted.length > 0
      ? [
          "",
          table(wanted, [
            { head: status === "Open" ? "needs" : "to ratify", cell: (row) => row.seat },
            { head: "approvals", cell: (row) => `${row.has} of ${row.needed}` },
          ]),
        ]
      : []),
    ...(approvals.length === 0
      ? []
      : [
          "",
          table(approvals, [
            { head: "approved by", cell: (row) => row.name },
            { head: "as", cell: (row) => row.seat },
          ]),
        ]),
    ...(rejections.length === 0 ? [] : ["", table(rejections, [{ head: "rejected by", cell: (row) => row.name }])]),
    ...nextLines(next),
  ].join("\n");
  const json = {
    ...order,
    order: id,
    proposer: { participant: order.proposer, name: proposer },
    calls: calls.map((call, index) => ({ ...call, words: told[index], policy: policies[index] })),
    approvals,
    rejections,
    needs: wanted,
    executableFrom: from,
    next,
  };
  return { json, text };
});
