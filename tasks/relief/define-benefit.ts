import { oneOf, positiveAmount, purpose, whole } from "../shared/parse.ts";
import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { fromEvent, theProgramme } from "./steps.ts";

const PERIODS = { once: 0n, month: 1n, quarter: 3n, "half-year": 6n, year: 12n } as const;

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const programme = await theProgramme(context);
  const kind = args.optional("kind", oneOf(choices("BenefitKind"))) ?? "Transfer";
  const each = args.optional("amount", positiveAmount) ?? 0n;
  const period = args.parsed(
    "every",
    "once, month, quarter, half-year or year",
    oneOf(["once", "month", "quarter", "half-year", "year"] as const),
  );
  const terms = {
    programme,
    kind: valueOf("BenefitKind", kind),
    category: args.optional("category", whole) ?? 0n,
    months: PERIODS[period],
    amount: each,
    closed: false,
    purpose: args.parsed("purpose", "what it is for, as in EDUCATION", purpose),
  };
  const often = period === "once" ? "once" : `every ${period}`;
  return {
    contract: suite.reliefProgrammes,
    method: "defineBenefit",
    args: [terms],
    sentence: `${actor.name} defines a benefit of programme ${programme}: ${each === 0n ? "as lists say" : `${yuan(each)} for each household`}, ${often}.`,
    data: ([simulated], happened) => ({ benefit: fromEvent(happened, "BenefitDefined", "benefit") ?? simulated }),
  };
});
