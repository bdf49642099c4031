import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { oneOf } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices } from "../shared/terms.ts";
import { allRepos, legsOf, ratesOf, repoLots, standingOf } from "./repos.ts";

export default reads(async (context) => {
  const { words, args } = context;
  const of = args.text("of");
  const who = of === undefined ? undefined : await participant(context, of, "--of");
  const on = args.text("holding");
  const holding = on === undefined ? undefined : await holdingOf(context, on, "--holding");
  const status = args.optional("status", oneOf(choices("RepoStatus")));
  const wanted = (await allRepos(context)).filter(
    (state) =>
      (who === undefined || state.repo.seller === who || state.repo.buyer === who) &&
      (holding === undefined || state.lots.some(({ title }) => title === holding)) &&
      (status === undefined || state.status === status),
  );
  const repos = await each(wanted, async (state) => {
    const { id, repo, kind, lots } = state;
    const legs = await legsOf(context, state);
    return {
      repo: id,
      kind,
      status: state.status,
      standing: standingOf(state),
      seller: { participant: repo.seller, name: await words.participant(repo.seller) },
      buyer: { participant: repo.buyer, name: await words.participant(repo.buyer) },
      lots: await repoLots(context, lots),
      rates: ratesOf(state),
      near: legs?.near ?? null,
      far: legs?.far ?? null,
      farDay: dateOf(repo.farDay),
      lastDay: dateOf(repo.lastDay),
    };
  });
  const lines = table(repos, [
    { head: "repo", cell: (row) => row.repo.toString(), right: true },
    { head: "kind", cell: (row) => row.kind },
    { head: "seller", cell: (row) => row.seller.name },
    { head: "buyer", cell: (row) => row.buyer.name },
    {
      head: "bills",
      cell: ({ lots }) => (lots.length > 1 ? `${lots[0]} and ${lots.length - 1} more` : (lots[0] ?? "")),
    },
    { head: "rate", cell: (row) => row.rates, right: true },
    { head: "paid", cell: ({ near }) => (near === null ? "" : yuan(near)), right: true },
    { head: "back", cell: ({ far }) => (far === null ? "" : yuan(far)), right: true },
    { head: "on", cell: (row) => row.farDay },
    { head: "status", cell: (row) => row.standing },
  ]);
  return {
    json: { repos: repos.map(({ standing: _, ...each }) => each) },
    text: repos.length === 0 ? "No such repo." : lines,
  };
});
