import { bills, lotsOf } from "../market/titles.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, listed, percent, yuan } from "../shared/format.ts";
import { date, oneOf, positiveAmount, rate } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { nextOfRepo, repoLots } from "./repos.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { billRepo } = suite;
  const kind = args.parsed("kind", "pledged or outright", oneOf(choices("RepoKind")));
  const buyer = await participant(context, args.required("buyer", "who is to buy"), "--buyer");
  const { lots } = await lotsOf(context, [bills(context)]);
  const near = args.parsed("rate", "percent a year, as in 1.85", rate);
  const farDay = args.parsed("farDay", "the day on which it is paid back, as in 2026-01-20", date);
  const lastDay = args.optional("lastDay", date) ?? (await context.today());
  const isPledged = kind === "Pledged";
  const cash = args.optional("cash", positiveAmount);
  const farRate = args.optional("farRate", rate);
  if (isPledged !== (cash !== undefined) || isPledged !== (farRate === undefined)) {
    throw new WrongUsage(
      isPledged
        ? "In a pledged repo money is lent at one rate."
        : "In an outright repo each leg is priced by its rate.",
      isPledged ? "Give --cash, and no --far-rate." : "Give --rate and --far-rate, and no --cash.",
    );
  }
  const offered = listed(await repoLots(context, lots));
  const name = await words.participant(buyer);
  const price = isPledged
    ? `against ${yuan(cash ?? 0n)} at ${percent(near)}`
    : `bought at ${percent(near)} and back at ${percent(farRate ?? 0n)}`;
  return {
    contract: billRepo,
    method: "propose",
    args: [
      {
        kind: valueOf("RepoKind", kind),
        buyer,
        rate: near,
        farRate: farRate ?? 0n,
        cash: cash ?? 0n,
        farDay,
        lastDay,
        lots: lots.map(({ title, amount }) => ({ holding: title, amount })),
      },
    ],
    sentence: `${actor.name} proposes ${name} a repo of ${offered}: ${price}, until ${dateOf(farDay)}.`,
    changes: ([repo]) => [{ what: `Repo ${String(repo)}`, from: "–", to: "Proposed" }],
    notes: [`${name} can accept it until ${dateOf(lastDay)}; nothing is locked until then.`],
    data: ([simulated], happened) => ({
      repo: happened.find(({ event }) => event === "RepoProposed")?.arguments.repo ?? simulated,
    }),
    next: ({ happenings }) =>
      nextOfRepo(context, happenings.find(({ event }) => event === "RepoProposed")?.arguments.repo as bigint),
  };
});
