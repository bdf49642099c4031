import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { owedOn, sumOf } from "./recourse.ts";
import { billState } from "./state.ts";
import { nextOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { billRecourse, billSecurity, money } = suite;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const given = args.optional("amount", positiveAmount);
  const [state, account] = await Promise.all([billState(context, holding), owedOn(context, holding)]);
  const it = words.holding(holding);
  const { bill, id, info } = state;
  const isSettled = state.circulation === "Closed" || info.holder === actor.participant;
  const settled = isSettled
    ? await context.events((first, last) =>
        billRecourse.queryFilter(billRecourse.filters.RecourseSettled(holding, actor.participant), first, last),
      )
    : [];
  if (settled.length > 0) {
    return {
      already: `${actor.name} has paid all that was owed on ${it} already.`,
      data: { bill: id, holding },
      next: await nextOf(context, holding),
    };
  }
  const owed = account === undefined ? 0n : sumOf(account);
  const amount = given === undefined || given > owed ? owed : given;
  const holder = await words.participant(info.holder);
  const [{ wallet: payer }, { wallet: payee }] = await Promise.all([
    words.facts(actor.participant),
    words.facts(info.holder),
  ]);
  const [has, gets] = await Promise.all([money.balanceOf(payer), money.balanceOf(payee)]);
  const isAll = amount === owed;
  const keepsRest = info.pledged && (await billSecurity.pledgeOf(holding)).pledgor === actor.participant;
  const end =
    bill.acceptor === actor.participant
      ? { what: "Circulation", from: state.circulation, to: "Closed" }
      : { what: "Holder", from: holder, to: actor.name };
  return {
    contract: billRecourse,
    method: "settle",
    args: [holding, amount],
    sentence: `${actor.name} pays ${holder} ${yuan(amount)} of the ${yuan(owed)} that it is owed on ${it}.`,
    changes: [
      { what: "Still owed", from: yuan(owed), to: yuan(owed - amount) },
      ...(isAll ? [end] : []),
      ...(keepsRest ? [] : [{ what: `Balance of ${actor.name}`, from: yuan(has), to: yuan(has - amount) }]),
      // Under a realised pledge others share it.
      ...(info.pledged ? [] : [{ what: `Balance of ${holder}`, from: yuan(gets), to: yuan(gets + amount) }]),
    ],
    notes: [
      "It counts for costs first, then interest, then principal.",
      ...(keepsRest ? [`${actor.name} gave it as security: it pays what that secures, and keeps the rest.`] : []),
    ],
    data: () => ({ bill: id, holding, amount }),
    next: () => nextOf(context, holding),
  };
});
