import { ZeroHash } from "ethers";
import { yuan } from "../shared/format.ts";
import { area, digest, positiveAmount, whole } from "../shared/parse.ts";
import { benefit as benefitOf, project as projectOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { areaCode } from "../shared/words.ts";
import { listIn } from "./lists.ts";
import { evidenceOf, fromEvent } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const benefit = await benefitOf(context, args.required("benefit", "a benefit's number, as in 1"));
  const project = await projectOf(context, args.required("project", "the project that pays, as in 1"), "--project");
  const place = args.parsed("area", "for which households, as in 520112101", area);
  const period =
    args.optional("period", whole) ?? (await suite.reliefProgrammes.periodOf(benefit, await context.today()));
  const list = args.text("list") === undefined ? undefined : listIn(context);
  const root = list?.root ?? args.optional("root", digest) ?? ZeroHash;
  const total = list?.total ?? args.parsed("total", "what is paid at most, in yuan", positiveAmount);
  return {
    contract: suite.reliefBenefits,
    method: "proposeRound",
    args: [benefit, project, place, period, total, root, evidenceOf(context)],
    sentence: `${actor.name} proposes period ${period} of benefit ${benefit} for ${areaCode(place)}: ${yuan(total)} at most, out of project ${project}.`,
    data: ([simulated], happened) => ({ round: fromEvent(happened, "RoundProposed", "round") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`relief approve-round ${String(fromEvent(happenings, "RoundProposed", "round"))}`, "<officer>"),
    ],
  };
});
