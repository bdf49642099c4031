import { dateOf, listed, yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { namedRepo, nextOfRepo, ratesOf, repoLots } from "./repos.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { billRepo } = suite;
  const state = await namedRepo(context);
  const { id, repo, status, kind, lots } = state;
  if (status === "Open" && repo.buyer === actor.participant) {
    return { already: `Repo ${id} is open already.`, data: { repo: id }, next: await nextOfRepo(context, id) };
  }
  // The legs that are seen here are the legs that are bound to.
  const { near, far } = await billRepo.preview(id);
  const [seller, offered] = await Promise.all([words.participant(repo.seller), repoLots(context, lots)]);
  const has = kind === "Pledged" ? "as security" : "title";
  return {
    contract: billRepo,
    method: "accept",
    args: [id, near, far],
    sentence: `${actor.name} accepts repo ${id} of ${seller} at ${ratesOf(state)}: it pays ${yuan(near)}, and has ${listed(offered)} ${has === "title" ? "until then" : has}.`,
    changes: [
      { what: `Repo ${id}`, from: status, to: "Open" },
      ...offered.map((what) => ({
        what,
        from: "Circulating",
        to: kind === "Pledged" ? "Pledged" : `AwaitingRedemption, ${actor.name}`,
      })),
    ],
    notes: [`On ${dateOf(repo.farDay)} ${seller} pays back ${yuan(far)}.`],
    data: () => ({ repo: id, near, far }),
    next: () => nextOfRepo(context, id),
  };
});
