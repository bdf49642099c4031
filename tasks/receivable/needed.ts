import { dateOf, yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { meansOf, neededFor } from "./paying.ts";
import { rootStanding } from "./state.ts";
import { namedRoot } from "./steps.ts";

export default reads(async (context) => {
  const { words, args } = context;
  const of = await namedRoot(context);
  const { id, root } = of;
  const paidTo = args.optional("paidTo", positiveAmount) ?? root.face;
  const text = args.text("payer");
  const payer = text === undefined ? root.obligor : await participant(context, text, "--payer");
  const [{ principal, interest, sum }, means, name, as, today] = await Promise.all([
    neededFor(context, id, paidTo),
    meansOf(context, payer),
    words.participant(payer),
    words.handle(payer),
    context.today(),
  ]);
  const next = [
    ...(means.spendable < sum
      ? [
          words.command(
            `money issue --to ${as} --amount ${yuan(sum - means.spendable).slice(1)} --reference <reference>`,
          ),
        ]
      : []),
    ...(means.allowance < sum
      ? [words.command(`money approve ReceivableSettlement --amount ${yuan(sum).slice(1)}`, as)]
      : []),
  ];
  const isReady = next.length === 0;
  const lines = [
    `To bring receivable ${id}, ${rootStanding(of)}, to ${yuan(paidTo)} of ${yuan(root.face)} on ${dateOf(today)}:`,
    "",
    facts([
      ["Principal", yuan(principal)],
      ["Interest", `${yuan(interest)}${interest === 0n ? "" : ", at most: with half a fen more for each note"}`],
      ["Together", yuan(sum)],
      [`${name} has`, yuan(means.spendable)],
      ["and allows", yuan(means.allowance)],
    ]),
    "",
    isReady ? `${name} can pay it.` : `${name} can't pay it yet.`,
    ...nextLines(next),
  ];
  return {
    json: {
      receivable: id,
      payer: { participant: payer, name },
      paidTo,
      principal,
      interest,
      needed: sum,
      ...means,
      isReady,
      next,
    },
    text: lines.join("\n"),
  };
});
