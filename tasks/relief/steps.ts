/** What several verbs on relief have in common. */
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted } from "../shared/format.ts";
import {
  benefit as benefitOf,
  fund as fundOf,
  household as householdOf,
  officer as officerOf,
  payout as payoutOf,
  programme as programmeOf,
  project as projectOf,
  purchase as purchaseOf,
  round as roundOf,
} from "../shared/resolve.ts";
export { evidenceOf, fromEvent, participantIn, participantOr, reasonOf } from "../shared/given.ts";

type Resolve = (context: Context, text: string, label?: string) => Promise<bigint>;

/** The thing that an argument names; it must be given. */
const given =
  (name: string, right: string, resolve: Resolve) =>
  (context: Context): Promise<bigint> =>
    resolve(context, context.args.required(name, right));

export const theProgramme = given("programme", "a programme's number, as in 1", programmeOf);
export const theBenefit = given("benefit", "a benefit's number, as in 1", benefitOf);
export const theHousehold = given("household", "a household, as in 1/17", householdOf);
export const theOfficer = given("officer", "an officer's number, as in 3", officerOf);
export const theFund = given("fund", "a fund's number, as in 2", fundOf);
export const theProject = given("project", "a project's number, as in 4", projectOf);
export const theRound = given("round", "a round's number, as in 5", roundOf);
export const thePayout = given("payout", "a payout's number, as in 6", payoutOf);
export const thePurchase = given("purchase", "the number of an order of produce, as in 1", purchaseOf);

const MOST = 200;

/** Households of one programme: 1/17, 1/17-40, several with commas. */
export async function householdsIn(context: Context): Promise<bigint[]> {
  const text = context.args.required("households", "households, as in 1/17 or 1/17-40,1/55");
  const found: bigint[] = [];
  for (const part of text.split(/[,;]\s*/)) {
    const [first = "", last, ...more] = part.split("-");
    const from = await householdOf(context, first.trim());
    const to =
      last === undefined ? from : await householdOf(context, `${from >> 32n}/${last.trim().replace(/^\d+\//, "")}`);
    if (more.length > 0 || to < from) {
      throw new WrongUsage(`"${part}" is no range of households.`, "Give the first and the last, as in 1/17-40.");
    }
    for (let household = from; household <= to; household++) found.push(household);
  }
  if (found.length <= MOST) return found;
  throw new WrongUsage(`These are ${found.length} households.`, `One act is for ${MOST} at most: give them in parts.`);
}

/** "household 1/17", or how many. */
export const householdsInWords = ({ words }: Context, households: readonly bigint[]): string =>
  households.length === 1 ? words.household(households[0] ?? 0n) : counted(households.length, "household");

/** A milestone: its project and its number there. */
export async function theMilestone(context: Context): Promise<{ project: bigint; milestone: bigint }> {
  const text = context.args.required("milestone", "a milestone, as in 4/1");
  const match = /^(\d{1,10})\/(\d{1,2})$/.exec(text);
  if (match === null) {
    throw new WrongUsage(`The milestone is "${text}".`, "Give its project and its number there, as in 4/1.");
  }
  const project = await projectOf(context, match[1] ?? "", "The milestone");
  const milestone = BigInt(match[2] ?? "");
  const { milestones } = await context.suite.reliefProjects.projectInfo(project);
  if (milestone > 0n && milestone <= milestones) return { project, milestone };
  const known = milestones === 0n ? "It has none." : `They are numbered ${project}/1 to ${project}/${milestones}.`;
  throw new WrongUsage(`Project ${project} has no milestone ${milestone}.`, known);
}

/** A line of a payout, from 0. */
export async function theLine(context: Context): Promise<{ payout: bigint; line: bigint }> {
  const text = context.args.required("line", "a line of a payout, as in 6/0");
  const match = /^(\d{1,10})\/(\d{1,3})$/.exec(text);
  if (match === null) {
    throw new WrongUsage(`The line is "${text}".`, "Give its payout and its number there, from 0, as in 6/0.");
  }
  const payout = await payoutOf(context, match[1] ?? "", "The line");
  const line = BigInt(match[2] ?? "");
  const { lines } = await context.suite.reliefPayouts.payoutInfo(payout);
  if (line < lines) return { payout, line };
  const known = lines === 0n ? "It has none." : `They are numbered ${payout}/0 to ${payout}/${lines - 1n}.`;
  throw new WrongUsage(`Payout ${payout} has no line ${line}.`, known);
}
