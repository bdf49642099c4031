import { Refused } from "../shared/failures.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { billState, firstHolding, nextSteps } from "./state.ts";
import { signAct } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await billOf(context, args.required("bill", "a bill"));
  const state = await billState(context, firstHolding(id));
  const { request } = state;
  if (request !== undefined && nameOf("BillAct", request.info.act) === "Acceptance") {
    return signAct(context, actor, request.id, request.info);
  }
  const next = await nextSteps(context, state);
  const accepted = await context.events((first, last) =>
    suite.billIssuance.queryFilter(suite.billIssuance.filters.BillAccepted(id), first, last),
  );
  if (accepted.length > 0) {
    const acceptor = await words.participant(state.bill.acceptor);
    return { already: `${acceptor} has accepted bill ${id} already.`, data: { bill: id }, next };
  }
  throw new Refused(
    "NothingToAccept",
    `Bill ${id} is ${state.status}, ${state.circulation}; accept needs the drawer to have asked for acceptance.`,
    next[0] ?? words.command(`bill show ${id}`),
    { bill: id, status: state.status, circulation: state.circulation },
  );
});
