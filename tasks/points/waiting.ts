/** What points ask of a participant: acceptances to sign, cycles to close, deposits and claims to pay, programmes that end. */
import type { Item } from "../bill/waiting.ts";
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";
import { openClaims, programmeStates } from "./figures.ts";
import { asked } from "./programmes.ts";

const present = <T>(item: T | undefined): item is T => item !== undefined;

/** Proposals that the participant accepts an issuer's points. */
async function proposals(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words, events } = context;
  const { pointsProgrammes } = suite;
  const opened = await events((first, last) =>
    pointsProgrammes.queryFilter(pointsProgrammes.filters.RequestOpened(undefined, undefined, who), first, last),
  );
  const today = await context.today();
  const items = await each(
    opened.map(({ args }) => args.request),
    async (request): Promise<Item | undefined> => {
      const { info, what } = await asked(context, request.toString());
      if (nameOf("RequestStatus", info.status) !== "Open" || info.lastDay < today) return undefined;
      return {
        what: `To accept ${what} (request ${request})`,
        from: await words.participant(info.from),
        deadline: dateOf(info.lastDay),
        answer: [words.command(`points sign ${request}`, as), words.command(`points refuse ${request}`, as)],
      };
    },
  );
  return items.filter(present);
}

/** The participant's own programmes that are over, and those of others that it accepts and that end. */
async function programmes(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const states = (await programmeStates(context)).filter(({ status }) => status !== "Closed");
  const items = await each(states, async (state): Promise<Item | undefined> => {
    const { programme, status, closesAfter, issuerId, reserve } = state;
    const of = await words.points(programme);
    const from = state.issuer ?? "";
    if (issuerId === who && status === "Over") {
      return {
        what: `${of} has ended: its reserve of ${yuan(reserve)} comes back`,
        from: "",
        deadline: "",
        answer: [words.command(`points finish-closing ${programme}`, as)],
      };
    }
    if (status !== "Closing" || issuerId === who) return undefined;
    const [accepted] = await suite.pointsProgrammes.acceptanceOf(programme, who);
    if (!accepted) return undefined;
    return {
      what: `${of}, which you accept, are good for the last time`,
      from,
      deadline: closesAfter ?? "",
      answer: [words.command(`points show ${programme}`)],
    };
  });
  return items.filter(present);
}

/** What a member owes the clearing, and a cycle that is over. */
async function clearing(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { pointsClearing, pointsProgrammes } = suite;
  if (!(await pointsProgrammes.isMember(who))) return [];
  const [{ id, lastDay, minimumDeposit }, { owes, owed, deposit }, covered, today, claims] = await Promise.all([
    pointsClearing.currentCycle(),
    pointsClearing.positionOf(who),
    pointsProgrammes.coveredOf(who),
    context.today(),
    openClaims(context),
  ]);
  const items: Item[] = [];
  if (today > lastDay && owes + owed > 0n) {
    items.push({
      what: `Cycle ${id} is over: you owe ${yuan(owes)} and are owed ${yuan(owed)}`,
      from: "",
      deadline: "",
      answer: [words.command("points close-cycle", as)],
    });
  }
  if (covered !== 0n && deposit < minimumDeposit) {
    items.push({
      what: `Your guarantee deposit lacks ${yuan(minimumDeposit - deposit)}; until then you grant nothing`,
      from: "",
      deadline: "",
      answer: [words.command(`points add-deposit --amount ${yuan(minimumDeposit - deposit).slice(1)}`, as)],
    });
  }
  for (const { cycle, debtor, left, creditors } of claims) {
    if (debtor !== who) continue;
    items.push({
      what: `${yuan(left)} of cycle ${cycle} to pay; until then you grant nothing`,
      from: creditors.map(({ name }) => name).join(", "),
      deadline: "",
      answer: [words.command(`points pay-claims ${cycle}`, as)],
    });
  }
  return items;
}

export async function points(context: Context, who: bigint, as: string): Promise<Item[]> {
  const found = await Promise.all([proposals, programmes, clearing].map((waiting) => waiting(context, who, as)));
  return found.flat();
}
