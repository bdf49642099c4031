import { yuan } from "../shared/format.ts";
import { historyOf } from "../shared/history.ts";
import { reads } from "../shared/run.ts";
import { holder } from "./holders.ts";

export default reads(async (context) => {
  const { money } = context.suite;
  const { filters } = money;
  const { id, name, wallet, balance } = await holder(
    context,
    context.args.required("participant", "a participant"),
    "The participant",
  );
  const logs = await context.events(async (first, last) =>
    (
      await Promise.all([
        money.queryFilter(filters.Transfer(wallet), first, last),
        money.queryFilter(filters.Transfer(undefined, wallet), first, last),
        money.queryFilter(filters.MoneyIssued(undefined, wallet), first, last),
        money.queryFilter(filters.MoneyRedeemed(undefined, wallet), first, last),
        money.queryFilter(filters.Approval(wallet), first, last),
      ])
    ).flat(),
  );
  const view = await historyOf(context, `${name} has ${yuan(balance)}`, logs);
  return { ...view, json: { participant: id, balance, ...view.json } };
});
