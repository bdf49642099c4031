import { WrongUsage } from "../shared/failures.ts";
import { counted, dateOf, listed, yuan } from "../shared/format.ts";
import { date, oneOf, parts, positiveAmount, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { valueOf } from "../shared/terms.ts";

const ACTS = ["Delivery", "Endorsement"] as const;
const USUAL_TENOR = 183n;

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const counterparty = await participant(context, args.required("counterparty", "a participant"));
  const chosen = args.text("acts") ?? "both";
  const acts = chosen === "both" ? [...ACTS] : parts(chosen).map((act) => oneOf(ACTS)(act, "--acts"));
  const ceiling = args.parsed("ceiling", "an amount in yuan, as in 1,000,000.00", positiveAmount);
  const tenor = args.optional("tenor", whole) ?? USUAL_TENOR;
  const until = args.parsed("until", "the last day, as in 2026-12-31", date);
  if (tenor === 0n || tenor > 65_535n) throw new WrongUsage(`--tenor is ${tenor} days.`, "Give 1 to 65535 days.");

  const bits = acts.reduce((sum, act) => sum | (1n << valueOf("BillAct", act)), 0n);
  const instruction = { acts: bits, ceiling, tenor, until };
  const name = await words.participant(counterparty);
  const kinds = listed(acts.map((act) => (act === "Delivery" ? "deliveries" : "endorsements")));
  return {
    contract: suite.billRegistry,
    method: "instruct",
    args: [counterparty, instruction],
    sentence:
      `${actor.name} signs in advance for ${kinds} by ${name}: up to ${yuan(ceiling)} each, ` +
      `at most ${counted(tenor, "day")} to maturity, until ${dateOf(until)}.`,
    notes: ["It replaces an earlier instruction for the same counterparty."],
    data: () => ({ by: actor.participant, counterparty, instruction: { ...instruction, acts } }),
    next: [words.command("bill instructions", actor.handle)],
  };
});
