import { dateOf, yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { legsOf, namedRepo, ratesOf, repoSteps, standingOf } from "./repos.ts";
import { billState, bound } from "./state.ts";

const KINDS = {
  None: "Repo",
  Pledged: "Pledged repo (质押式回购)",
  Outright: "Outright repo (买断式回购)",
};

export default reads(async (context) => {
  const { suite, words } = context;
  const state = await namedRepo(context);
  const { id, repo, kind, status, lots } = state;
  const [seller, buyer, legs, next, bills, secured] = await Promise.all([
    words.participant(repo.seller),
    words.participant(repo.buyer),
    legsOf(context, state),
    repoSteps(context, state),
    Promise.all(lots.map(async ({ title, amount }) => ({ amount, state: await billState(context, title) }))),
    status === "Defaulted" ? suite.billSecurity.securedOf(repo.debt) : undefined,
  ]);
  const shown = bills.map(({ amount, state: each }) => ({
    holding: each.holding,
    amount,
    maturity: dateOf(each.bill.maturity),
    status: `${each.status}, ${bound(each)}`,
  }));
  const isProposal = status === "Proposed";
  const text = [
    `Repo ${id}, ${standingOf(state)}: ${KINDS[kind]}`,
    "",
    facts([
      ["Seller", seller],
      ["Buyer", buyer],
      ["Rate", ratesOf(state)],
      [
        isProposal ? "Would pay" : "Paid",
        legs && `${yuan(legs.near)}${isProposal ? " today" : ` on ${dateOf(repo.nearDay)}`}`,
      ],
      ["Back", `${legs === undefined ? "" : `${yuan(legs.far)} `}on ${dateOf(repo.farDay)}`],
      ["Accept until", isProposal ? dateOf(repo.lastDay) : undefined],
      ["Still secured", secured === undefined ? undefined : yuan(secured)],
    ]),
    "",
    table(shown, [
      { head: "  bill", cell: (row) => `  ${words.holdingHandle(row.holding)}` },
      { head: "amount", cell: (row) => yuan(row.amount), right: true },
      { head: "matures", cell: (row) => row.maturity },
      { head: "status", cell: (row) => row.status },
    ]),
    ...nextLines(next),
  ].join("\n");
  const json = {
    repo: id,
    kind,
    status,
    isOver: state.isOver,
    seller: { participant: repo.seller, name: seller },
    buyer: { participant: repo.buyer, name: buyer },
    rate: repo.rate,
    farRate: repo.farRate,
    near: legs?.near ?? null,
    far: legs?.far ?? null,
    nearDay: repo.nearDay === 0n ? null : dateOf(repo.nearDay),
    farDay: dateOf(repo.farDay),
    lastDay: dateOf(repo.lastDay),
    secured: secured ?? null,
    lots: shown,
    next,
  };
  return { json, text };
});
