/** What waits for a participant in relief: for the inbox. */
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";

/** Something that waits for an answer, as of bills. */
interface Item {
  what: string;
  from: string;
  deadline: string;
  answer: string[];
}

const numbers = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));
const present = (item: Item | undefined): item is Item => item !== undefined;

/** Payouts that a bank has to answer for. */
async function payouts(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const created = await context.events((first, last) =>
    suite.reliefPayouts.queryFilter(suite.reliefPayouts.filters.PayoutCreated(undefined, undefined, who), first, last),
  );
  const today = await context.today();
  const items = await each(created, async ({ args: { payout } }): Promise<Item | undefined> => {
    const { status, dueDay, lines, answered, total, paid, returned, programme } =
      await suite.reliefPayouts.payoutInfo(payout);
    if (nameOf("PayoutStatus", status) !== "Open" || dueDay < today) return undefined;
    const { authority } = await suite.reliefProgrammes.programmeInfo(programme);
    return {
      what: `Payment of ${lines - answered} lines of payout ${payout}, ${yuan(total - paid - returned)}, to cards`,
      from: await words.participant(authority),
      deadline: dateOf(dueDay),
      answer: [words.command(`relief answer ${payout} --receipt-file …`, as)],
    };
  });
  return items.filter(present);
}

/** Milestones whose evidence an implementer owes. */
async function milestones(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const all = numbers(await suite.reliefProjects.projectCount());
  const items = await each(all, async (project) => {
    const { implementer, status, programme, milestones: count } = await suite.reliefProjects.projectInfo(project);
    if (implementer !== who || nameOf("ProjectStatus", status) !== "Approved") return [];
    const { authority } = await suite.reliefProgrammes.programmeInfo(programme);
    return each(
      Array.from({ length: Number(count) }, (_, index) => index),
      async (milestone): Promise<Item | undefined> => {
        const { status: is, dueDay, amount } = await suite.reliefProjects.milestoneInfo(project, milestone);
        if (!["Planned", "Rejected"].includes(nameOf("MilestoneStatus", is))) return undefined;
        return {
          what: `Evidence of milestone ${project}/${milestone}, ${yuan(amount)}`,
          from: await words.participant(authority),
          deadline: dateOf(dueDay),
          answer: [words.command(`relief submit ${project}/${milestone} --files …`, as)],
        };
      },
    );
  });
  return items.flat().filter(present);
}

/** Orders of produce that wait for one side. */
async function purchases(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const all = numbers(await suite.reliefPurchases.purchaseCount());
  const items = await each(all, async (purchase): Promise<Item | undefined> => {
    const { buyer, cooperative, status, deliverBy, complainBy, amount } =
      await suite.reliefPurchases.purchaseInfo(purchase);
    const is = nameOf("PurchaseStatus", status);
    if (is === "Ordered" && cooperative === who) {
      return {
        what: `Delivery of order ${purchase} of produce, ${yuan(amount)}`,
        from: await words.participant(buyer),
        deadline: dateOf(deliverBy),
        answer: [
          words.command(`relief deliver ${purchase} --evidence-file …`, as),
          words.command(`relief cancel ${purchase}`, as),
        ],
      };
    }
    if (is !== "Delivered" || buyer !== who) return undefined;
    return {
      what: `Acceptance of order ${purchase} of produce, ${yuan(amount)}`,
      from: await words.participant(cooperative),
      deadline: dateOf(complainBy),
      answer: [
        words.command(`relief accept ${purchase}`, as),
        words.command(`relief complain ${purchase} --evidence-file …`, as),
      ],
    };
  });
  return items.filter(present);
}

/** Objections that officers of a programme's authority and operators have to answer. */
async function objections(context: Context, who: bigint): Promise<Item[]> {
  const { suite, words } = context;
  const raised = await context.events((first, last) =>
    suite.reliefReviews.queryFilter(suite.reliefReviews.filters.ObjectionRaised(), first, last),
  );
  const items = await each(raised, async ({ args: { objection, household, objector } }): Promise<Item | undefined> => {
    const { outcome } = await suite.reliefReviews.objectionInfo(objection);
    if (outcome !== 0n) return undefined;
    if (!(await suite.reliefProgrammes.hasRole(household >> 32n, who, 1n, `0x${"0".repeat(64)}`))) return undefined;
    const { noticeEnd } = await suite.reliefReviews.procedureOf(household);
    return {
      what: `Objection ${objection} to ${words.household(household)}`,
      from: await words.account(objector),
      deadline: dateOf(noticeEnd),
      answer: [words.command(`relief answer-objection ${objection} --outcome … --answer-file …`, "<officer>")],
    };
  });
  return items.filter(present);
}

/** Everything that waits for the participant in relief. */
export const relief = async (context: Context, who: bigint, as: string): Promise<Item[]> =>
  (
    await Promise.all([
      payouts(context, who, as),
      milestones(context, who, as),
      purchases(context, who, as),
      objections(context, who),
    ])
  ).flat();
