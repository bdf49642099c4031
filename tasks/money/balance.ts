import { MaxUint256 } from "ethers";
import { timeOf, yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { textOf } from "../shared/words.ts";
import { holder } from "./holders.ts";

const amountOrAll = (amount: bigint): string => (amount === MaxUint256 ? "everything" : yuan(amount));

export default reads(async (context) => {
  const { suite, words, args } = context;
  const { money } = suite;
  const text = args.text("participant");
  if (text === undefined) {
    const [[issued, redeemed], supply] = await Promise.all([money.totals(), money.totalSupply()]);
    const totals = facts([
      ["Issued", yuan(issued)],
      ["Redeemed", yuan(redeemed)],
      ["In circulation", yuan(supply)],
    ]);
    return { json: { issued, redeemed, supply }, text: `Settlement money\n\n${totals}` };
  }
  const { id, holder: key, name, wallet, balance } = await holder(context, text, "The participant");
  const now = await context.now();
  const [frozen, spendable, [found, asks]] = await Promise.all([
    money.getFrozenTokens(wallet),
    money.spendable(wallet),
    money.moneyCases(key),
  ]);
  const cases = [...found].flatMap(({ key: caseKey, until }, rank) =>
    until < now ? [] : [{ case: textOf(caseKey) ?? caseKey, until: timeOf(until), amount: asks[rank] ?? 0n }],
  );
  const approved = await context.events((first, last) =>
    money.queryFilter(money.filters.Approval(wallet), first, last),
  );
  const spenders = [...new Set(approved.map((log) => log.args.spender))];
  const all = await Promise.all(
    spenders.map(async (spender) => ({
      spender,
      name: await words.account(spender),
      amount: await money.allowance(wallet, spender),
    })),
  );
  const allowances = all.filter(({ amount }) => amount > 0n);
  const lines = [
    `${name} has ${yuan(balance)}${spendable === balance ? "" : `, and can spend ${yuan(spendable)} of it`}.`,
  ];
  if (cases.length > 0) {
    const columns = [
      { head: "frozen by case", cell: (row: (typeof cases)[number]) => row.case },
      { head: "so much", cell: ({ amount }: (typeof cases)[number]) => amountOrAll(amount), right: true },
      { head: "until", cell: (row: (typeof cases)[number]) => row.until },
    ];
    lines.push("", table(cases, columns));
  }
  if (allowances.length > 0) {
    const columns = [
      { head: "may take of it", cell: (row: (typeof all)[number]) => row.name },
      { head: "up to", cell: (row: (typeof all)[number]) => yuan(row.amount), right: true },
    ];
    lines.push("", table(allowances, columns));
  }
  return {
    json: { participant: id, name, wallet, balance, frozen, spendable, cases, allowances },
    text: lines.join("\n"),
  };
});
