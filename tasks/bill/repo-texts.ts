/** Repos, as events and errors tell of them. */
import { listed, yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";
import { repoLots, repoState, repoSteps } from "./repos.ts";

async function proposing({ context, raw }: Told): Promise<string> {
  const { lots } = raw.terms as { lots: { holding: bigint; amount: bigint }[] };
  const names = await repoLots(
    context,
    lots.map(({ holding, amount }) => ({ title: holding, amount })),
  );
  return `{repo}: {seller} proposes {buyer} a repo of ${listed(names)}.`;
}

/** What the repo that is spoken of can do next. */
async function next({ context, raw }: Told): Promise<string> {
  const id = raw.repo as bigint;
  const [step] = await repoSteps(context, await repoState(context, id));
  return step ?? `[bill repo-show ${id}]`;
}

export const events: EventTexts = {
  RepoProposed: proposing,
  RepoAnswered: "{repo} is {status}.",
  RepoOpened: "{repo} is open: {buyer} has paid {seller} {near}; on {farDay} {seller} pays back {far}.",
  RepoRedeemed: "{repo} is redeemed: {seller} has paid {buyer} {far}, and has its bills again.",
  RepoDefaulted:
    "{seller} has not paid {far} of {repo}: {buyer} collects the bills up to that, and what is over goes to {seller}.",
};

export const errors: ErrorTexts = {
  RepoUnknown: ["There is no {repo}.", "[bill repo-list]"],
  RepoWrongStatus: ["{repo} is {status}; {act} needs {needed}.", next],
  RepoKindMissing: ["The kind of repo is missing.", "Give --kind pledged or outright."],
  RepoTermsMixed: [
    "These are terms of both kinds, or the rate of the money is missing.",
    "Pledged: --cash and --rate. Outright: --rate and --far-rate. [bill repo-propose --help]",
  ],
  RepoCashOutOfRange: [
    ({ raw }) => `${yuan(raw.cash as bigint)} can't be lent on bills over ${yuan(raw.face as bigint)}.`,
    "Give --cash between 0.01 and {face}.",
  ],
  RepoLotsInvalid: [
    ({ raw }) => (raw.count === 0n ? "The repo is of nothing." : "{count} lots are too many."),
    "Give --lots, 1 to {max} of them.",
  ],
  RepoHoldingTwice: ["{holding} is named twice.", "Add the amounts up."],
  RepoOwn: ["{seller} can't make a repo with itself.", "Give another --buyer."],
  RepoNotYours: ["{needed} does that on {repo}, not {caller}.", "Act as {needed}: --as {#needed}"],
  RepoNotDiscounted: [
    "No bank has discounted {holding} yet; repos are of bills that one has.",
    "Discount it first: [market ask --help]",
  ],
  RepoFarDayInvalid: [
    "{farDay} can't be the far day.",
    "Give --far-day, a business day between {earliest} and {latest}: [calendar show]",
  ],
  RepoLastDayInvalid: ["It could be accepted until {lastDay}.", "Give --last-day between {earliest} and {latest}."],
  RepoLapsed: [
    "{repo} could be accepted until {lastDay}.",
    "The seller can propose it again: [bill repo-propose --help]",
  ],
  RepoPriceDiffers: [
    "{repo} comes to {near} now and {far} on its far day, not to what was seen.",
    "The day has changed. Run the same command again, and look at the amounts.",
  ],
  RepoTooEarly: ["{repo} is paid back from {farDay} on.", "Run the same command on that day."],
  RepoMoneyShort: [
    "{payer} was to pay {needed}; it has {balance}, and lets BillRepo take {allowance}.",
    "[money approve BillRepo --amount {#needed} --as {#payer}]",
  ],
};
