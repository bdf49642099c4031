import { dateOf, yuan } from "../shared/format.ts";
import { date } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { guaranteedParty } from "./security.ts";
import { billState, unitsOf } from "./state.ts";
import { requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { billRegistry, billSecurity } = suite;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const guarantor = await participant(context, args.required("guarantor", "who is to guarantee"), "--guarantor");
  const lastDay = args.optional("until", date) ?? 0n;
  const [state, name, today] = await Promise.all([
    billState(context, holding),
    words.participant(guarantor),
    context.today(),
  ]);
  // It locks nothing, so it is not found by what the holding waits for.
  const opened = await context.events((first, last) =>
    billRegistry.queryFilter(billRegistry.filters.RequestOpened(undefined, actor.participant, guarantor), first, last),
  );
  const sign = async (request: unknown) => [
    words.command(`bill sign ${String(request)}`, await words.handle(guarantor)),
  ];
  for (const { args: each } of opened) {
    if (each.subject !== holding || nameOf("BillAct", each.act) !== "Guarantee" || each.lastDay < today) continue;
    const { status } = await billRegistry.requestInfo(each.request);
    if (nameOf("RequestStatus", status) !== "Open") continue;
    return {
      already: `Request ${each.request} asks ${name} for this already; it can answer until ${dateOf(each.lastDay)}.`,
      data: { bill: state.id, request: each.request },
      next: await sign(each.request),
    };
  }
  const principal = await words.participant(guaranteedParty(state));
  return {
    contract: billSecurity,
    method: "requestGuarantee",
    args: [holding, guarantor, lastDay],
    sentence: `${actor.name} asks ${name} to guarantee ${words.holding(holding)} over ${yuan(unitsOf(state.info))} for ${principal}.`,
    notes: ["It answers for the whole, and nothing is locked until it has signed."],
    data: ([request], happened) => ({ bill: state.id, holding, request: requestIn(happened) ?? request }),
    next: ({ happenings }) => sign(requestIn(happenings)),
  };
});
