import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { whole } from "../shared/parse.ts";
import { argumentsOf, MOST, pagesToRelease, type Paying, refreshed } from "../shared/reliefPages.ts";
import { writes } from "../shared/run.ts";
import { listIn } from "./lists.ts";
import { actingOfficer } from "./signing.ts";
import { theRound } from "./steps.ts";

const USUAL_PAGE = 200n;

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const round = await theRound(context);
  const { root, total } = await suite.reliefBenefits.roundInfo(round);
  const isListed = BigInt(root) !== 0n;
  const list = isListed ? listIn(context) : undefined;
  if (list !== undefined && list.root !== root) {
    throw new WrongUsage(`This is not the list of round ${round}.`, "Use the file that it was proposed with.");
  }
  const size = Number(args.optional("page", whole) ?? USUAL_PAGE);
  if (size < 1 || size > MOST) throw new WrongUsage(`${args.label("page")} is ${size}.`, `Give 1 to ${MOST}.`);
  const paying: Paying = {
    suite,
    round,
    officer: await actingOfficer(context, actor),
    size,
    ...(list === undefined ? {} : { list: list.pages }),
  };
  const pages = await pagesToRelease(paying, context.events);
  const households = pages.reduce((sum, { lines }) => sum + lines, 0);
  const [first, ...left] = pages;
  if (first === undefined) {
    return {
      already: `nobody can be paid out of round ${round} now: all have been paid, wait for an answer to an objection, or are not helped.`,
      data: { round, households: 0 },
      next: [words.command(`relief show-round ${round}`)],
    };
  }

  return {
    contract: suite.reliefBenefits,
    method: "releasePage",
    args: [...argumentsOf(paying, first)],
    sentence: `${actor.name} releases round ${round} to ${counted(households, "household")}, ${counted(pages.length, "page")}.`,
    notes: [
      `${yuan(await suite.reliefPayouts.releasedOf(round))} of ${yuan(total)} are released already.`,
      "A stop loses nothing: the same command goes on, and pays nobody twice.",
    ],
    pages: {
      total: households,
      page: (happened) => {
        const released = happened.find(({ event }) => event === "RoundReleased")?.arguments ?? {};
        const { lines = 0n, payout = 0n, amount = 0n } = released as Record<string, bigint | undefined>;
        return {
          steps: Number(lines),
          line: `payout ${payout}: ${counted(lines, "household")}, ${yuan(amount)}`,
          isLast: left.length === 0,
        };
      },
      following: async () => {
        // What stood at the beginning may have changed: others pay too, and objections come and go.
        for (let next = left.shift(); next !== undefined; next = left.shift()) {
          const now = await refreshed(paying, next);
          if (now !== undefined) return [...argumentsOf(paying, now)];
        }
        return undefined;
      },
      each: ["LotUsed", "PayoutCreated", "RoundReleased"],
    },
    data: (_, happened) => ({
      round,
      households: happened
        .filter(({ event }) => event === "RoundReleased")
        .reduce((sum, { arguments: { lines } }) => sum + Number(lines), 0),
      payouts: happened.filter(({ event }) => event === "RoundReleased").map(({ arguments: { payout } }) => payout),
    }),
    next: ({ happenings }) => {
      const payout = happenings.find(({ event }) => event === "RoundReleased")?.arguments.payout;
      return [words.command(`relief show-round ${round}`), words.command(`relief show-payout ${String(payout)}`)];
    },
  };
});
