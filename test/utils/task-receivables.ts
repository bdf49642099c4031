/** Receivables for the tests of tasks, made as a person would make them. */
import type { Suite } from "../../deploy/suite.ts";
import { done } from "./tasks.ts";

/** Trades between the links of the chain, as digests. */
export const TRADES = { huaxi: `0x${"1".repeat(64)}`, wudang: `0x${"2".repeat(64)}`, qingzhen: `0x${"3".repeat(64)}` };

/** Invoices of ¥1,000,000.00 in all that Nanming has delivered to Qianling, and facility 1 of Guanshan's for it. */
export async function delivered(suite: Suite): Promise<void> {
  for (const document of ["--kind invoice --number INV-1", "--kind delivery --number DEL-1"]) {
    const terms = `--seller nanming --buyer qianling --amount 1,000,000.00 ${document}`;
    await done(suite, `trade register ${terms} --as nanming`);
    await done(suite, `trade confirm ${document.split(" ").at(-1)} --as qianling`);
  }
  await done(suite, "trade open-file --documents INV-1,DEL-1 --as nanming");
  await done(suite, "receivable grant-facility qianling --limit 5,000,000 --until 2026-12-31 --as guanshan");
}

/** What Qianling opens for Nanming: ¥1,000,000.00, due on 2026-06-30. */
export const OPENING =
  "receivable open --supplier nanming --amount 1,000,000 --due 2026-06-30 --documents INV-1 --facility 1 --as qianling";

/** Receivable 1, with Nanming as note 1/1; request 1 is used. */
export async function opened(suite: Suite): Promise<void> {
  await delivered(suite);
  await done(suite, OPENING);
  await done(suite, "receivable sign 1 --as nanming");
}

/** Money in somebody's wallet, and its leave for a part of the module to pay with it. */
export async function funded(suite: Suite, who: string, amount: string, part = "ReceivableSettlement"): Promise<void> {
  await done(
    suite,
    `money issue --to ${who} --amount ${amount} --reference ${who}-${part.slice(-10)}-${amount} --as clearing`,
  );
  await done(suite, `money approve ${part} --amount ${amount} --as ${who}`);
}
