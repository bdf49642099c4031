import { describePolicy } from "../../deploy/data/policies.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { digest, fileDigest, until } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { callsOf } from "./calls.ts";
import { callsInWords, nextForOrder, type OrderCall, readOrder } from "./orders.ts";

const USUAL_TERM = 30n * 86_400n;

/** An open order with the same calls and reference that the same participant has proposed. */
async function same(context: Context, proposer: bigint, calls: readonly OrderCall[], reference: string) {
  const { docket } = context.suite;
  const proposed = await context.events((first, last) =>
    docket.queryFilter(docket.filters.OrderProposed(undefined, proposer), first, last),
  );
  for (const { args } of proposed.reverse()) {
    const isSame =
      args.legalReference === reference &&
      args.calls.length === calls.length &&
      calls.every(({ target, data, route }, index) => {
        const call = args.calls[index];
        return call?.target === target && call.data === data && call.route === route;
      });
    if (!isSame) continue;
    const order = await readOrder(context, args.order);
    if (order.status === "Open") return order;
  }
  return undefined;
}

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const calls = await callsOf(context, actor);
  const basis = args.optional("basisFile", fileDigest) ?? args.optional("basis", digest);
  if (basis === undefined) {
    throw new WrongUsage(
      "The legal basis is missing.",
      "Give --basis-file with the document, or --basis with its digest.",
    );
  }
  const reference = args.required("reference", "the citation of the legal basis");
  const expiresAt = args.optional("expires", until) ?? (await context.now()) + USUAL_TERM;
  const told = await callsInWords(context, calls);
  const before = await same(context, actor.participant, calls, reference);
  if (before !== undefined) {
    return {
      already: `${actor.name} has proposed this already, as order ${before.id}.`,
      data: { order: before.id },
      next: await nextForOrder(context, before),
    };
  }
  const [first] = calls;
  const policy =
    first &&
    (await suite.docket.policyOf(first.target, first.data.slice(0, 10)).then(
      ([found]) => describePolicy(found),
      () => undefined,
    ));
  return {
    contract: suite.docket,
    method: "propose",
    args: [calls, basis, reference, expiresAt],
    sentence: `${actor.name} proposes an order (${reference}), to be carried out by ${timeOf(expiresAt)}:`,
    notes: [...told, ...(policy === undefined ? [] : [`It needs: ${policy}.`])],
    data: ([order], happened) => ({
      order: happened.find(({ event }) => event === "OrderProposed")?.arguments.order ?? order,
      calls,
    }),
    next: async ({ happenings }) => {
      const order = happenings.find(({ event }) => event === "OrderProposed")?.arguments.order as bigint;
      return nextForOrder(context, await readOrder(context, order));
    },
  };
});
