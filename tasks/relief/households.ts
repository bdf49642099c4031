import { each } from "../shared/logs.ts";
import { area, oneOf, whole } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices, nameOf } from "../shared/terms.ts";
import { areaCode, pairHandle } from "../shared/words.ts";
import { covers } from "./levels.ts";
import { theProgramme } from "./steps.ts";

const USUAL_LIMIT = 50n;
const PAGE = 64;

export default reads(async (context) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const within = args.optional("area", area);
  const status = args.optional("status", oneOf(choices("HouseholdStatus")));
  const limit = Number(args.optional("limit", whole) ?? USUAL_LIMIT);
  const count = Number(await suite.reliefHouseholds.householdCount(programme));
  const found: { household: string; status: string; area: string; bank: string; commitment: string }[] = [];
  for (let next = 1; next <= count && found.length < limit; next += PAGE) {
    const numbers = Array.from({ length: Math.min(PAGE, count - next + 1) }, (_, index) => BigInt(next + index));
    const page = await each(numbers, async (number) => {
      const household = (programme << 32n) | number;
      const info = await suite.reliefHouseholds.householdInfo(household);
      return { household, info, is: nameOf("HouseholdStatus", await suite.reliefHouseholds.statusOf(household)) };
    });
    const wanted = page.filter(
      ({ info, is }) => (within === undefined || covers(within, info.area)) && (status === undefined || is === status),
    );
    found.push(
      ...(await each(wanted, async ({ household, info, is }) => ({
        household: pairHandle(household),
        status: is,
        area: areaCode(info.area),
        bank: await words.participant(info.bank),
        commitment: info.commitment,
      }))),
    );
  }
  const shown = found.slice(0, limit);
  const lines = table(shown, [
    { head: "household", cell: (row) => row.household },
    { head: "status", cell: (row) => row.status },
    { head: "village", cell: (row) => row.area },
    { head: "payout bank", cell: (row) => row.bank },
    { head: "commitment", cell: (row) => row.commitment },
  ]);
  return {
    json: { households: shown, count },
    text:
      shown.length === 0
        ? "No such household."
        : `${lines}${found.length >= limit && count > limit ? "\n\nThere may be more: --limit" : ""}`,
  };
});
