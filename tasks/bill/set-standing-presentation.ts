import { dateOf, yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { nextOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const standing = !args.flag("off");
  const [state, by] = await Promise.all([billState(context, holding), suite.billPayment.standingOf(holding)]);
  const it = words.holding(holding);
  const isStanding = by === actor.participant;
  if (state.info.holder === actor.participant && isStanding === standing) {
    const how = standing ? `is presented from ${dateOf(state.bill.maturity)} on` : "is presented by nobody else";
    return { already: `${it} ${how} already.`, data: { bill: state.id, holding, standing } };
  }
  const from = dateOf(state.bill.maturity);
  return {
    contract: suite.billPayment,
    method: "setStandingPresentation",
    args: [holding, standing],
    sentence: standing
      ? `${actor.name} has ${it} over ${yuan(unitsOf(state.info))} presented from ${from} on, by whoever comes.`
      : `${actor.name} presents ${it} itself again.`,
    changes: [
      { what: "Standing presentation", from: isStanding ? "yes" : "no", to: standing ? `from ${from} on` : "no" },
    ],
    data: () => ({ bill: state.id, holding, standing }),
    next: () =>
      standing
        ? [`from ${from}: ${words.command(`bill present-standing ${words.holdingHandle(holding)}`, "<anybody>")}`]
        : nextOf(context, holding),
  };
});
