import { dateOf, yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { dayOrNothing, isInRecourse, liableParties, type Liable, owedOn, sumOf } from "./recourse.ts";
import { billState, nextSteps, unitsOf } from "./state.ts";

const notice = ({ notifiedOn, notifiedLate }: Liable): string =>
  `${dayOrNothing(notifiedOn)}${notifiedLate ? ", late" : ""}`;

export default reads(async (context) => {
  const { words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  const [parties, today, holder, next] = await Promise.all([
    liableParties(context, state),
    context.today(),
    words.participant(state.info.holder),
    nextSteps(context, state),
  ]);
  const inRecourse = isInRecourse(state);
  const account = inRecourse ? await owedOn(context, holding) : undefined;
  const last = ({ limit }: Liable): string => {
    if (!inRecourse) return "";
    if (limit === undefined) return "year missing";
    return `${dateOf(limit)}${limit < today ? ", lapsed" : ""}`;
  };
  const lines = table(parties, [
    { head: "liable", cell: (row) => row.name },
    { head: "as", cell: (row) => row.as },
    { head: "claim until", cell: last },
    { head: "claimed", cell: (row) => dayOrNothing(row.claimedOn) },
    { head: "notice", cell: notice },
    { head: "interrupted", cell: (row) => dayOrNothing(row.interruptedOn) },
  ]);
  const it = words.holding(holding);
  const owed =
    account === undefined
      ? `${it} over ${yuan(unitsOf(state.info))} is ${inRecourse ? "dishonoured" : "not dishonoured: nothing is owed yet"}.`
      : `${holder} is owed ${yuan(sumOf(account))} on ${it} today: costs ${yuan(account.costs)}, interest ${yuan(account.interest)}, principal ${yuan(account.principal)}.`;
  const text = [
    owed.slice(0, 1).toUpperCase() + owed.slice(1),
    "",
    parties.length === 0 ? `Nobody is liable to ${holder}.` : lines,
    ...nextLines(inRecourse ? next.filter((step) => !step.includes("bill liable")) : []),
  ].join("\n");
  const json = {
    bill: state.id,
    holding,
    holder: { participant: state.info.holder, name: holder },
    owed: account === undefined ? null : { ...pick(account), sum: sumOf(account) },
    liable: parties.map(({ limit, claimedOn, notifiedOn, interruptedOn, suedOn, ...party }) => ({
      ...party,
      limit: dayOrNothing(limit) || null,
      claimedOn: dayOrNothing(claimedOn) || null,
      notifiedOn: dayOrNothing(notifiedOn) || null,
      interruptedOn: dayOrNothing(interruptedOn) || null,
      suedOn: dayOrNothing(suedOn) || null,
    })),
  };
  return { json, text };
});

const pick = ({ principal, interest, costs, from }: NonNullable<Awaited<ReturnType<typeof owedOn>>>) => ({
  principal,
  interest,
  costs,
  interestFrom: dayOrNothing(from) || null,
});
