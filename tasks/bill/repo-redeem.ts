import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { namedRepo, repoLots } from "./repos.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, repo, status, kind, lots } = await namedRepo(context);
  if (status === "Redeemed") return { already: `Repo ${id} is redeemed already.`, data: { repo: id } };
  const [buyer, names] = await Promise.all([words.participant(repo.buyer), repoLots(context, lots)]);
  const from = kind === "Pledged" ? "Pledged" : `AwaitingRedemption, ${buyer}`;
  return {
    contract: suite.billRepo,
    method: "redeem",
    args: [id],
    sentence: `${actor.name} pays ${buyer} ${yuan(repo.far)} and has its bills of repo ${id} again.`,
    changes: [
      { what: `Repo ${id}`, from: status, to: "Redeemed" },
      ...names.map((what) => ({ what, from, to: `Circulating, ${actor.name}` })),
    ],
    data: () => ({ repo: id, far: repo.far }),
  };
});
