import { dateOf, yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { pairHandle } from "../shared/words.ts";
import { thePurchase } from "./steps.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const purchase = await thePurchase(context);
  const info = await suite.reliefPurchases.purchaseInfo(purchase);
  const { programme } = await suite.reliefProjects.projectInfo(info.project);
  const shares = await suite.reliefPurchases.sharesOf(purchase);
  const lines = shares.map(({ household, amount, payout, line }) => ({
    household: pairHandle((programme << 32n) | household),
    share: amount,
    line: payout === 0n ? null : `${payout}/${line}`,
  }));
  const status = nameOf("PurchaseStatus", info.status);
  return {
    json: {
      purchase,
      project: info.project,
      buyer: info.buyer,
      cooperative: info.cooperative,
      status,
      deliverBy: dateOf(info.deliverBy),
      complainBy: info.complainBy === 0n ? null : dateOf(info.complainBy),
      lot: pairHandle(info.lot),
      amount: info.amount,
      margin: info.margin,
      shares: lines,
    },
    text: [
      facts([
        ["buyer", await words.participant(info.buyer)],
        ["cooperative", await words.participant(info.cooperative)],
        ["status", status],
        ["deliver until", dateOf(info.deliverBy)],
        ["lot", pairHandle(info.lot)],
        ["amount", yuan(info.amount)],
        ["margin", yuan(info.margin)],
      ]),
      table(lines, [
        { head: "household", cell: (row) => row.household },
        { head: "share", cell: (row) => yuan(row.share), right: true },
        { head: "went out as line", cell: (row) => row.line ?? "" },
      ]),
    ].join("\n\n"),
  };
});
