import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { dayOrNothing, isInRecourse, liableParties, type Liable, owedOn, sumOf } from "./recourse.ts";
import { type BillState, billState, unitsOf } from "./state.ts";

const notice = ({ notifiedOn, notifiedLate }: Liable): string =>
  `${dayOrNothing(notifiedOn)}${notifiedLate ? ", late" : ""}`;

/** Those that were claimed on pay; on the others it can be claimed, while there is time. */
async function steps({ words, today }: Context, { holding, info }: BillState, parties: Liable[]): Promise<string[]> {
  const it = words.holdingHandle(holding);
  const [holder, now] = await Promise.all([words.handle(info.holder), today()]);
  const commands = parties.map(async ({ party, claimedOn, limit }) => {
    const who = await words.handle(party);
    if (claimedOn !== 0n) return words.command(`bill settle ${it}`, who);
    return limit !== undefined && limit < now ? "" : words.command(`bill claim ${it} --party ${who}`, holder);
  });
  return (await Promise.all(commands)).filter((command) => command !== "");
}

export default reads(async (context) => {
  const { words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  const [parties, today, holder] = await Promise.all([
    liableParties(context, state),
    context.today(),
    words.participant(state.info.holder),
  ]);
  const inRecourse = isInRecourse(state);
  const account = inRecourse ? await owedOn(context, holding) : undefined;
  const last = ({ limit, limitYear }: Liable): string => {
    if (limit === undefined) return limitYear === undefined ? "" : `in ${limitYear}, not in the calendar yet`;
    return `${dateOf(limit)}${limit < today ? ", lapsed" : ""}`;
  };
  const next = inRecourse ? await steps(context, state, parties) : [];
  const lines = table(parties, [
    { head: "liable", cell: (row) => row.name },
    { head: "as", cell: (row) => row.as },
    { head: "claim until", cell: last },
    { head: "claimed", cell: (row) => dayOrNothing(row.claimedOn) },
    { head: "notice", cell: notice },
    { head: "interrupted", cell: (row) => dayOrNothing(row.interruptedOn) },
  ]);
  const it = words.holding(holding);
  const standing = inRecourse
    ? "dishonoured"
    : state.circulation === "Closed"
      ? "closed: nothing is owed any more"
      : "not dishonoured: nothing is owed yet";
  const owed =
    account === undefined
      ? `${it} over ${yuan(unitsOf(state.info))} is ${standing}.`
      : `${holder} is owed ${yuan(sumOf(account))} on ${it} today: costs ${yuan(account.costs)}, interest ${yuan(account.interest)}, principal ${yuan(account.principal)}.`;
  const text = [
    owed.slice(0, 1).toUpperCase() + owed.slice(1),
    "",
    parties.length > 0 ? lines : state.circulation === "Closed" ? "" : `Nobody is liable to ${holder}.`,
    ...nextLines(next),
  ].join("\n");
  const json = {
    bill: state.id,
    holding,
    holder: { participant: state.info.holder, name: holder },
    owed: account === undefined ? null : { ...pick(account), sum: sumOf(account) },
    liable: parties.map(({ limit, limitYear, claimedOn, notifiedOn, interruptedOn, suedOn, ...party }) => ({
      ...party,
      limit: dayOrNothing(limit) || null,
      limitYear: limitYear ?? null,
      claimedOn: dayOrNothing(claimedOn) || null,
      notifiedOn: dayOrNothing(notifiedOn) || null,
      interruptedOn: dayOrNothing(interruptedOn) || null,
      suedOn: dayOrNothing(suedOn) || null,
    })),
    next,
  };
  return { json, text };
});

const pick = ({ principal, interest, costs, from }: NonNullable<Awaited<ReturnType<typeof owedOn>>>) => ({
  principal,
  interest,
  costs,
  interestFrom: dayOrNothing(from) || null,
});
