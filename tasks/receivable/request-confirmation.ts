import { yuan } from "../shared/format.ts";
import { amount, date } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { numberIn } from "./asked.ts";
import { alreadyAsked, namedRoot, requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { id, root } = await namedRoot(context);
  const bank = await participant(context, args.required("bank", "who is to confirm"), "--bank");
  const fee = args.parsed("fee", "what it is paid for it, in yuan", amount);
  const lastDay = args.optional("until", date) ?? 0n;
  const already = await alreadyAsked(context, actor, {
    act: "Confirmation",
    to: bank,
    root: id,
    amount: root.face,
    terms: (terms) => numberIn(terms) === fee,
  });
  if (already !== undefined) return already;
  const name = await words.participant(bank);
  return {
    contract: suite.receivableIssuance,
    method: "requestConfirmation",
    args: [id, bank, fee, lastDay],
    sentence: `${actor.name} asks ${name} to confirm receivable ${id} over ${yuan(root.face)}: to pay its holders should ${actor.name} not.`,
    notes:
      fee === 0n
        ? []
        : [`It is paid ${yuan(fee)} when it signs; ReceivableIssuance needs leave to take it from ${actor.name}.`],
    data: ([request], happened) => ({ receivable: id, request: requestIn(happened) ?? request }),
    next: async ({ happenings }) => [
      ...(fee === 0n
        ? []
        : [words.command(`money approve ReceivableIssuance --amount ${yuan(fee).slice(1)}`, actor.handle)]),
      words.command(`receivable sign ${String(requestIn(happenings))}`, await words.handle(bank)),
    ],
  };
});
