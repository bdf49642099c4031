/** What a transaction did, as sentences. */
import type { TransactionReceipt } from "ethers";
import type { Decoded } from "./abi.ts";
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import { plainArguments } from "./json.ts";
import { eventTexts } from "./texts.ts";
import { tell, toldOf } from "./told.ts";

/** An event with its sentence; "" where others tell it already. */
export interface Happening {
  contract: string;
  event: string;
  sentence: string;
  arguments: Record<string, unknown>;
}

/** An event's name as words: BillMarkLifted → bill mark lifted. */
const spelled = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

export async function sentenceOf(context: Context, decoded: Decoded, actor?: Actor): Promise<string> {
  const { contract, item } = decoded;
  const text = eventTexts[`${contract}.${item.name}`] ?? eventTexts[item.name];
  const told = await toldOf(context, decoded, actor);
  if (text !== undefined) return tell(text, told);
  const shown = Object.entries(told.shown).map(([name, value]) => `${name} ${value}`);
  return tell(`${spelled(item.name)}: ${shown.join(", ")}.`, told);
}

/** The suite's events in a receipt. */
export async function happenings(context: Context, receipt: TransactionReceipt, actor?: Actor): Promise<Happening[]> {
  const decoded = receipt.logs.map((log) => context.dictionary.event(log)).filter((each) => each !== undefined);
  return Promise.all(
    decoded.map(async (each) => ({
      contract: each.contract,
      event: each.item.name,
      sentence: await sentenceOf(context, each, actor),
      arguments: plainArguments(each),
    })),
  );
}
