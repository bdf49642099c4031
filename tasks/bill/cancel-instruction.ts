import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const counterparty = await participant(context, args.required("counterparty", "a participant"));
  return {
    contract: suite.billRegistry,
    method: "cancelInstruction",
    args: [counterparty],
    sentence: `${actor.name} no longer signs in advance for ${await words.participant(counterparty)}.`,
    data: () => ({ by: actor.participant, counterparty }),
    next: [words.command("bill instructions", actor.handle)],
  };
});
