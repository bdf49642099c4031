import { ZeroAddress } from "ethers";
import { holder, referenceText } from "../money/holders.ts";
import type { Context } from "../shared/context.ts";
import { toCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, dayAt, timeOf, yuan } from "../shared/format.ts";
import { timesOf } from "../shared/history.ts";
import { each } from "../shared/logs.ts";
import { date } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { quoteHandle } from "../shared/words.ts";

/** Payments on receivables, by the hash of their transaction: one may pay many notes. */
async function receivables({ suite, words }: Context, first: number, last: number) {
  const { receivableSettlement, receivableFinancing, receivableIssuance } = suite;
  const [paid, early, claimed, remitted, repaid, confirmed] = await Promise.all([
    receivableSettlement.queryFilter(receivableSettlement.filters.NotePaid(), first, last),
    receivableSettlement.queryFilter(receivableSettlement.filters.NotePaidEarly(), first, last),
    receivableSettlement.queryFilter(receivableSettlement.filters.NoteClaimed(), first, last),
    receivableFinancing.queryFilter(receivableFinancing.filters.FinancingRemitted(), first, last),
    receivableFinancing.queryFilter(receivableFinancing.filters.FinancingRepaid(), first, last),
    receivableIssuance.queryFilter(receivableIssuance.filters.ReceivableConfirmed(), first, last),
  ]);
  const named = (
    logs: readonly { transactionHash: string; args: { note: bigint } }[],
    what: (note: string) => string,
  ) => logs.map(({ transactionHash, args: { note } }) => [transactionHash, what(words.note(note))] as const);
  return [
    ...paid.map(({ transactionHash, args: { note } }) => [transactionHash, words.receivable(note >> 32n)] as const),
    ...named(early, (note) => `${note}, early`),
    ...named(claimed, (note) => `${note}, set aside before`),
    ...named(remitted, (note) => `${note}, collected before`),
    ...named(repaid, (note) => `recourse on ${note}`),
    ...confirmed.map(
      ({ transactionHash, args: { root } }) => [transactionHash, `confirmation of ${words.receivable(root)}`] as const,
    ),
  ];
}

/** Payments for points, by the hash of their transaction. */
async function pointsPaid({ suite, words }: Context, first: number, last: number) {
  const { pointsLedger: ledger, pointsClearing, pointsProgrammes } = suite;
  const [added, withdrawn, paid, fees, closed, claims, more, less] = await Promise.all([
    ledger.queryFilter(ledger.filters.ReserveAdded(), first, last),
    ledger.queryFilter(ledger.filters.ReserveWithdrawn(), first, last),
    ledger.queryFilter(ledger.filters.ReservePaid(), first, last),
    pointsProgrammes.queryFilter(pointsProgrammes.filters.ExchangeFeesClaimed(), first, last),
    pointsClearing.queryFilter(pointsClearing.filters.CycleClosed(), first, last),
    pointsClearing.queryFilter(pointsClearing.filters.ClaimsPaid(), first, last),
    pointsClearing.queryFilter(pointsClearing.filters.GuaranteeAdded(), first, last),
    pointsClearing.queryFilter(pointsClearing.filters.GuaranteeWithdrawn(), first, last),
  ]);
  const reserves = [...added, ...withdrawn].map(
    async ({ transactionHash, args: { programme } }) =>
      [transactionHash, `reserve of ${await words.points(programme)}`] as const,
  );
  const redeemed = paid.map(
    async ({ transactionHash, args: { programme } }) =>
      [transactionHash, `${await words.points(programme)} redeemed`] as const,
  );
  return [
    ...(await Promise.all([...reserves, ...redeemed])),
    ...fees.map(({ transactionHash }) => [transactionHash, "fees on exchanges of points"] as const),
    ...closed.map(({ transactionHash, args: { cycle } }) => [transactionHash, `points, cycle ${cycle}`] as const),
    ...claims.map(
      ({ transactionHash, args: { cycle } }) => [transactionHash, `claims on points, cycle ${cycle}`] as const,
    ),
    ...[...more, ...less].map(({ transactionHash }) => [transactionHash, "guarantee deposit for points"] as const),
  ];
}

/** What transactions paid for, by their hash: bills, receivables, points, issues, redemptions, references. */
async function purposes(context: Context, wallet: string): Promise<Map<string, string>> {
  const { suite, words } = context;
  const { money, billPayment, billRecourse, billRepo, market } = suite;
  const found = await context.events(async (first, last) => {
    const [issued, redeemed, sent, received, paid, claimed, opened, redeemedRepos, sold, onReceivables, onPoints] =
      await Promise.all([
        money.queryFilter(money.filters.MoneyIssued(undefined, wallet), first, last),
        money.queryFilter(money.filters.MoneyRedeemed(undefined, wallet), first, last),
        money.queryFilter(money.filters.TransferReferenced(wallet), first, last),
        money.queryFilter(money.filters.TransferReferenced(undefined, wallet), first, last),
        billPayment.queryFilter(billPayment.filters.BillPaid(), first, last),
        billRecourse.queryFilter(billRecourse.filters.RecoursePaid(), first, last),
        billRepo.queryFilter(billRepo.filters.RepoOpened(), first, last),
        billRepo.queryFilter(billRepo.filters.RepoRedeemed(), first, last),
        market.queryFilter(market.filters.QuoteAccepted(), first, last),
        receivables(context, first, last),
        pointsPaid(context, first, last),
      ]);
    return [
      ...issued.map((log) => [log.transactionHash, `issued, ${referenceText(log.args.businessRef)}`] as const),
      ...redeemed.map((log) => [log.transactionHash, `redeemed, ${referenceText(log.args.businessRef)}`] as const),
      ...[...sent, ...received].map((log) => [log.transactionHash, referenceText(log.args.businessRef)] as const),
      ...paid.map((log) => [log.transactionHash, words.holding(log.args.holding)] as const),
      ...claimed.map((log) => [log.transactionHash, `recourse on ${words.holding(log.args.holding)}`] as const),
      ...opened.map((log) => [log.transactionHash, `repo ${log.args.repo}`] as const),
      ...redeemedRepos.map((log) => [log.transactionHash, `repo ${log.args.repo}, back`] as const),
      ...onReceivables,
      ...onPoints,
      ...sold.map((log) => [log.transactionHash, `quote ${quoteHandle(log.args.quote)}`] as const),
    ];
  });
  return new Map(found);
}

/** Everything that has moved a wallet's balance, oldest first. */
async function movements(context: Context, wallet: string) {
  const { money } = context.suite;
  const logs = await context.events(async (first, last) => {
    const [out, into] = await Promise.all([
      money.queryFilter(money.filters.Transfer(wallet), first, last),
      money.queryFilter(money.filters.Transfer(undefined, wallet), first, last),
    ]);
    return [...out, ...into].filter(({ args }) => args.from !== args.to);
  });
  logs.sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  const [times, paidFor] = await Promise.all([
    timesOf(
      context,
      logs.map(({ blockNumber }) => blockNumber),
    ),
    purposes(context, wallet),
  ]);
  let balance = 0n;
  const all = [];
  for (const { args, blockNumber, transactionHash } of logs) {
    const isOut = args.from === wallet;
    balance += isOut ? -args.value : args.value;
    const second = times.get(blockNumber) ?? 0;
    const other = isOut ? args.to : args.from;
    all.push({
      second,
      day: dayAt(second),
      other,
      amount: isOut ? -args.value : args.value,
      balance,
      transactionHash,
      what: paidFor.get(transactionHash) ?? "",
    });
  }
  return all;
}

const plain = (fen: bigint): string => yuan(fen).replace(/[¥,]/g, "");

export default reads(async (context) => {
  const { words, args } = context;
  const { id, name, wallet } = await holder(context, args.required("participant", "a participant"), "The participant");
  const today = await context.today();
  const to = args.optional("to", date) ?? today;
  const from = args.optional("from", date) ?? date(`${dateOf(to).slice(0, 7)}-01`);
  if (from > to)
    throw new WrongUsage(`--from ${dateOf(from)} is after --to ${dateOf(to)}.`, "Give the earlier day first.");

  const all = await movements(context, wallet);
  const opening = all.findLast(({ day }) => day < from)?.balance ?? 0n;
  const closing = all.findLast(({ day }) => day <= to)?.balance ?? 0n;
  const inPeriod = all.filter(({ day }) => day >= from && day <= to);
  const entries = await each(inPeriod, async ({ second, other, amount, balance, transactionHash, what }) => ({
    time: timeOf(second),
    counterparty: other === ZeroAddress ? "" : await words.account(other),
    what,
    amount,
    balance,
    transaction: transactionHash,
  }));
  const json = { participant: id, name, from: dateOf(from), to: dateOf(to), opening, closing, entries };
  if (args.flag("csv")) {
    const columns = ["time", "counterparty", "what", "in", "out", "balance", "transaction"];
    const rows = entries.map(({ time, counterparty, what, amount, balance, transaction }) => ({
      time,
      counterparty,
      what,
      in: amount > 0n ? plain(amount) : "",
      out: amount < 0n ? plain(-amount) : "",
      balance: plain(balance),
      transaction,
    }));
    return { json, text: toCsv(columns, rows).trimEnd() };
  }
  const lines = table(entries, [
    { head: "time (UTC+8)", cell: (row) => row.time },
    { head: "from / to", cell: (row) => row.counterparty },
    { head: "what", cell: (row) => row.what },
    { head: "in", cell: (row) => (row.amount > 0n ? yuan(row.amount) : ""), right: true },
    { head: "out", cell: (row) => (row.amount < 0n ? yuan(-row.amount) : ""), right: true },
    { head: "balance", cell: (row) => yuan(row.balance), right: true },
  ]);
  const text = [
    `${name}, ${dateOf(from)} to ${dateOf(to)}`,
    "",
    `Opening balance ${yuan(opening)}`,
    ...(entries.length === 0 ? ["Nothing has moved."] : ["", lines, ""]),
    `Closing balance ${yuan(closing)}`,
  ].join("\n");
  return { json, text };
});
