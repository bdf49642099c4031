import { yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { billPayment, money } = suite;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  const amount = unitsOf(state.info);
  const paid = await context.events((first, last) =>
    billPayment.queryFilter(billPayment.filters.BillPaid(holding), first, last),
  );
  if (paid.length > 0) {
    return {
      already: `${await words.participant(state.bill.acceptor)} has paid ${words.holding(holding)} already.`,
      data: { bill: state.id, holding },
    };
  }
  const holder = await words.participant(state.info.holder);
  // Under a realised pledge two are paid.
  const { pledge } = state;
  const gained = pledge === undefined || pledge.secured > amount ? amount : pledge.secured;
  const shared =
    pledge === undefined || gained === amount
      ? []
      : [`${yuan(amount - gained)} of it, more than is secured, goes to ${await words.participant(pledge.pledgor)}.`];
  const { wallet: payer } = await words.facts(state.bill.acceptor);
  const { wallet: payee } = await words.facts(state.info.holder);
  const [has, gets] = await Promise.all([money.balanceOf(payer), money.balanceOf(payee)]);
  const rest = state.bill.face - state.bill.closed - amount;
  const isSame = payer === payee;
  return {
    contract: billPayment,
    method: "pay",
    args: [holding],
    sentence: `${actor.name} pays ${holder} ${yuan(amount)} for ${words.holding(holding)}.`,
    changes: [
      ...pairChange(state, rest === 0n ? "Settled" : state.status, "Closed"),
      ...(isSame ? [] : [{ what: actor.name, from: yuan(has), to: yuan(has - amount) }]),
      ...(isSame ? [] : [{ what: holder, from: yuan(gets), to: yuan(gets + gained) }]),
    ],
    notes: shared,
    data: () => ({ bill: state.id, holding, amount }),
  };
});
