import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { lot as lotOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode, pairHandle } from "../shared/words.ts";
import { usesOf } from "./uses.ts";

/** One stretch of a payout that the lot has paid for, within one line. */
interface Fate {
  payout: bigint;
  project: bigint;
  area: string;
  payee: string;
  /** Household and its commitment, of a line. */
  household: string | null;
  commitment: string | null;
  amount: bigint;
  status: string;
}

export default reads(async (context) => {
  const { suite, words, args } = context;
  const lot = await lotOf(context, args.required("lot", "a lot, as in 2/5"));
  const info = await suite.reliefFunds.lotInfo(lot);
  const used = await context.events((first, last) =>
    suite.reliefFunds.queryFilter(suite.reliefFunds.filters.LotUsed(lot), first, last),
  );
  const payouts = [...new Set(used.map(({ args: { payout } }) => payout))];
  const fates = (
    await each(payouts, async (payout): Promise<Fate[]> => {
      const about = await suite.reliefPayouts.payoutInfo(payout);
      const common = {
        payout,
        project: about.project,
        area: areaCode((await suite.reliefProjects.projectInfo(about.project)).area),
        payee: await words.participant(about.payee),
      };
      const mine = (await usesOf(context, payout)).filter(({ lotId }) => lotId === lot);
      if (about.lines === 0n) {
        return mine.flatMap(({ amount, restored }) => [
          ...(amount > restored
            ? [
                {
                  ...common,
                  household: null,
                  commitment: null,
                  amount: amount - restored,
                  status: nameOf("PayoutStatus", about.status),
                },
              ]
            : []),
          ...(restored > 0n
            ? [{ ...common, household: null, commitment: null, amount: restored, status: "Returned" }]
            : []),
        ]);
      }
      const lines = await each(
        Array.from({ length: Number(about.lines) }, (_, line) => line),
        (line) => suite.reliefPayouts.lineInfo(payout, line),
      );
      const parts = lines.flatMap(({ household, start, amount, status }) =>
        mine.flatMap((use) => {
          const from = start > use.start ? start : use.start;
          const to = start + amount < use.start + use.amount ? start + amount : use.start + use.amount;
          return from < to ? [{ household, amount: to - from, status: nameOf("LineStatus", status) }] : [];
        }),
      );
      return each(parts, async ({ household, amount, status }) => ({
        ...common,
        household: pairHandle(household),
        commitment: (await suite.reliefHouseholds.householdInfo(household)).commitment,
        amount,
        status,
      }));
    })
  ).flat();
  const sumOf = (statuses: readonly string[]): bigint =>
    fates.filter(({ status }) => statuses.includes(status)).reduce((sum, { amount }) => sum + amount, 0n);
  const confirmed = sumOf(["Confirmed"]);
  const left = info.amount - info.spent - info.returned;
  const giver = info.isAnonymous ? "not named" : await words.holder(info.giver);
  return {
    json: {
      lot: pairHandle(lot),
      giver,
      day: dateOf(info.day),
      amount: info.amount,
      spent: info.spent,
      confirmed,
      returned: info.returned,
      left,
      donors: info.donors,
      uses: fates,
    },
    text: [
      facts([
        ["giver", giver],
        ["came in", dateOf(info.day)],
        ["amount", yuan(info.amount)],
        ["spent", `${yuan(info.spent)}, of which ${yuan(confirmed)} are confirmed by households`],
        ["given back to the giver", yuan(info.returned)],
        ["left", yuan(left)],
      ]),
      fates.length === 0
        ? "Nothing has been used of it yet."
        : table(fates, [
            { head: "payout", cell: (row) => row.payout.toString(), right: true },
            { head: "project", cell: (row) => row.project.toString(), right: true },
            { head: "area", cell: (row) => row.area },
            { head: "through", cell: (row) => row.payee },
            { head: "household", cell: (row) => row.household ?? "" },
            { head: "amount", cell: (row) => yuan(row.amount), right: true },
            { head: "status", cell: (row) => row.status },
          ]),
    ].join("\n\n"),
  };
});
