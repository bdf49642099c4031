import { writes } from "../shared/run.ts";
import { theRound } from "./steps.ts";

export default writes(async (context, actor) => {
  const round = await theRound(context);
  return {
    contract: context.suite.reliefBenefits,
    method: "openVouchers",
    args: [round],
    sentence: `${actor.name} opens the vouchers of round ${round}.`,
    next: [context.words.command(`relief use-voucher ${round} --household … --amount …`, "<merchant>")],
  };
});
