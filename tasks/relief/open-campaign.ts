import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { date, oneOf, positiveAmount, purpose } from "../shared/parse.ts";
import { fund as fundOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { textOf } from "../shared/words.ts";
import { evidenceOf, fromEvent, participantOr, theProgramme } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const target = args.parsed("target", "what it collects at most, in yuan", positiveAmount);
  const code = args.parsed("purpose", "what it is for, as in EDUCATION", purpose);
  const from = args.optional("from", date) ?? (await context.today());
  const until = args.parsed("until", "its last day, as in 2026-06-30", date);
  const leftover = args.optional("leftover", oneOf(choices("Leftover"))) ?? "Return";
  const successor = args.text("successor");
  if ((leftover === "Similar") !== (successor !== undefined)) {
    throw new WrongUsage(
      "What is left goes back to the donors, or to a fund that is named in advance.",
      "Give --leftover similar and --successor together, or neither.",
    );
  }
  const into = successor === undefined ? 0n : await fundOf(context, successor, "--successor");
  return {
    contract: suite.reliefFunds,
    method: "openCampaign",
    args: [
      programme,
      code,
      target,
      await participantOr(context, "platform"),
      from,
      until,
      valueOf("Leftover", leftover),
      into,
      evidenceOf(context),
    ],
    sentence: `${actor.name} opens a campaign of programme ${programme}: ${yuan(target)} for ${textOf(code) ?? code}, from ${dateOf(from)} to ${dateOf(until)}.`,
    data: ([simulated], happened) => ({ fund: fromEvent(happened, "FundOpened", "fund") ?? simulated }),
    next: ({ happenings }) => [
      words.command(
        `relief donate ${String(fromEvent(happenings, "FundOpened", "fund"))} --amount … --reference …`,
        "<donor>",
      ),
    ],
  };
});
