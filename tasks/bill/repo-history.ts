import { historyOf } from "../shared/history.ts";
import { repo as repoOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";

export default reads(async (context) => {
  const { billRepo } = context.suite;
  const { filters } = billRepo;
  const id = await repoOf(context, context.args.required("repo", "a repo's number"));
  const logs = await context.events(async (first, last) =>
    (
      await Promise.all([
        billRepo.queryFilter(filters.RepoProposed(id), first, last),
        billRepo.queryFilter(filters.RepoAnswered(id), first, last),
        billRepo.queryFilter(filters.RepoOpened(id), first, last),
        billRepo.queryFilter(filters.RepoRedeemed(id), first, last),
        billRepo.queryFilter(filters.RepoDefaulted(id), first, last),
      ])
    ).flat(),
  );
  const view = await historyOf(context, `Repo ${id}`, logs);
  return { ...view, json: { repo: id, ...view.json } };
});
