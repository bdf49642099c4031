import { dateOf, yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { namedRepo, nextOfRepo } from "./repos.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, repo, status } = await namedRepo(context);
  const data = { repo: id };
  if (status === "Redeemed" || status === "Defaulted") {
    return { already: `Repo ${id} is ${status} already.`, data, next: await nextOfRepo(context, id) };
  }
  const seller = await words.participant(repo.seller);
  return {
    contract: suite.billRepo,
    method: "enforce",
    args: [id],
    sentence: `${actor.name} enforces repo ${id}: ${seller} was to pay ${yuan(repo.far)} on ${dateOf(repo.farDay)}.`,
    notes: [
      "With enough money and allowance it is redeemed now; else the buyer collects the bills, and what is over goes back.",
    ],
    data: (_, happened) => ({ ...data, redeemed: happened.some(({ event }) => event === "RepoRedeemed") }),
    next: () => nextOfRepo(context, id),
  };
});
