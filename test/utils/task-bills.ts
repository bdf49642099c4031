/** Bills for the tests of tasks, made as a person would make them. */
import type { Suite } from "../../deploy/suite.ts";
import { done } from "./tasks.ts";

const AMOUNT = "1,000,000.00";

/** Bill 1 of ¥1,000,000.00, drawn by Qianling on Guanshan, with Nanming, its payee, until 2026-06-30; requests 1 and 2 are used. */
export async function delivered(suite: Suite, flags = "", acceptor = "guanshan"): Promise<void> {
  await done(suite, `trade register --seller nanming --buyer qianling --amount ${AMOUNT} --number INV-1 --as nanming`);
  await done(suite, "trade confirm INV-1 --as qianling");
  const terms = `--acceptor ${acceptor} --payee nanming --amount ${AMOUNT} --maturity 2026-06-30 --documents INV-1`;
  await done(suite, `bill draw ${terms} ${flags} --as qianling`);
  await done(suite, "bill present-for-acceptance 1 --as qianling");
  await done(suite, `bill accept 1 --as ${acceptor}`);
  await done(suite, "bill deliver 1 --as qianling");
  await done(suite, "bill sign 2 --as nanming");
}
