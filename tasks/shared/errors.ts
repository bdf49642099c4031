/** From whatever was thrown to a sentence and a remedy. */
import { AbiCoder, dataSlice, isHexString } from "ethers";
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import { EXIT, Failure, NetworkTrouble, Refused, UNEXPECTED, WrongUsage } from "./failures.ts";
import { plainArguments } from "./json.ts";
import { causes, isNetworkError } from "./networkErrors.ts";
import { errorTexts } from "./texts.ts";
import { tell, toldOf } from "./told.ts";

const ERROR = "0x08c379a0";
const PANIC = "0x4e487b71";

const PANICS: Record<string, string> = {
  "17": "a number left its range",
  "18": "a division by zero",
  "33": "a value that its enum does not have",
  "50": "an index beyond the end of a list",
};

/** The revert data that a node sent along with an error. */
export function revertData(error: unknown): string | undefined {
  for (const each of causes(error)) {
    const { data } = each as { data?: unknown };
    if (isHexString(data) && data.length >= 10) return data;
    const inner = (data as { data?: unknown } | null | undefined)?.data;
    if (isHexString(inner) && inner.length >= 10) return inner;
  }
  return undefined;
}

/** An error's name as words: BillFaceOutOfRange → bill face out of range. */
const spelled = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();

/** A refusal of the contracts, in words. */
export async function refusal(context: Context, data: string, actor?: Actor): Promise<Refused> {
  const help = context.words.command(`${context.task} --help`);
  const selector = dataSlice(data, 0, 4);
  if (selector === ERROR || selector === PANIC) {
    const [value] = AbiCoder.defaultAbiCoder().decode([selector === ERROR ? "string" : "uint256"], dataSlice(data, 4));
    const reason = String(value);
    const sentence = selector === ERROR ? reason : `The contracts stopped at ${PANICS[reason] ?? `panic ${reason}`}.`;
    return new Refused(selector === ERROR ? "Error" : "Panic", sentence, `Look at what was given: ${help}`, { reason });
  }
  const decoded = context.dictionary.error(data);
  if (decoded === undefined) {
    return new Refused("Unknown", `The contracts refused with ${selector}, which none of them declares.`, help, {
      data,
    });
  }
  // Several modules declare their libraries' errors; the one that was asked numbers persons in its own way.
  const contract = context.task.startsWith("data ") ? "DataConsents" : decoded.contract;
  const told = await toldOf(context, { ...decoded, contract }, actor);
  const shown = Object.entries(told.shown).map(([name, value]) => `${name} ${value}`);
  const fallback = `${spelled(decoded.item.name)}${shown.length > 0 ? ` (${shown.join(", ")})` : ""}.`;
  const [sentence, remedy] = errorTexts[decoded.item.name] ?? [fallback, help];
  return new Refused(decoded.item.name, await tell(sentence, told), await tell(remedy, told), plainArguments(decoded));
}

/** Whatever went wrong. */
export async function explain(error: unknown, context?: Context, actor?: Actor): Promise<Failure> {
  if (error instanceof Failure) return error;
  const data = revertData(error);
  if (data !== undefined && context !== undefined) return refusal(context, data, actor);
  const message = error instanceof Error ? error.message : String(error);
  if (isNetworkError(error)) {
    return new NetworkTrouble(
      "The chain does not answer.",
      "Start it (npm start, or npx hardhat node), or choose another --network. npx hardhat system doctor looks further.",
    );
  }
  if (error instanceof Error && error.name === "HardhatError") {
    const [sentence = message] = message.replace(/^HHE\d+: /, "").split("\n");
    const variable = /^Configuration Variable "(\w+)"/.exec(sentence)?.[1];
    const remedy =
      variable === undefined
        ? "See hardhat.config.ts, and npx hardhat --help."
        : `Set it in the environment, or keep it in Hardhat's keystore: npx hardhat keystore set ${variable}`;
    return new WrongUsage(sentence, remedy);
  }
  const remedy = "If the command was right, this is a fault; --show-stack-traces shows where.";
  return new Failure(EXIT.refused, UNEXPECTED, message, remedy);
}
