import { type Hex, textOfHex } from "../hex.js";
import { nameOf, type Words } from "../names.js";
import { revertData } from "./revertData.js";

export interface ErrorInput {
  readonly name: string;
  readonly type: string;
  /** The names of its values. */
  readonly words?: Words;
}

/** A custom error. */
export interface ErrorEntry {
  readonly name: string;
  /** The contract or library that declares it. */
  readonly contract: string;
  readonly inputs: readonly ErrorInput[];
}

/** Errors by their selectors. */
export type ErrorTable = Readonly<Record<Hex, ErrorEntry>>;

type Value<Type extends string> = Type extends "bool"
  ? boolean
  : Type extends "string"
    ? string
    : Type extends `uint${string}` | `int${string}`
      ? bigint
      : Hex;

/** A decoded error; its name tells which arguments it has. */
export type Decoded<Entry extends ErrorEntry> = Entry extends ErrorEntry
  ? {
      readonly name: Entry["name"];
      readonly contract: Entry["contract"];
      readonly args: { readonly [Input in Entry["inputs"][number] as Input["name"]]: Value<Input["type"]> };
      /** For logs: `BillNotHolder(holding: 4294967297, caller: 3, holder: 5)`. */
      readonly text: string;
    }
  : never;

const WORD = 64;

/** Static words, and texts and bytes behind them; undefined where the data ends before. */
function valueOf(type: string, data: string, position: number): unknown {
  const word = data.slice(position, position + WORD);
  if (word.length < WORD) return undefined;
  const size = Number(/^(?:u?int|bytes)(\d*)$/.exec(type)?.[1]);
  if (type === "bool") return BigInt(`0x${word}`) !== 0n;
  if (type === "address") return `0x${word.slice(-40)}`;
  if (type === "string" || type === "bytes") {
    const start = Number(`0x${word}`) * 2 + WORD;
    const end = start + Number(`0x${data.slice(start - WORD, start)}`) * 2;
    if (Number.isNaN(end) || data.length < end) return undefined;
    const content = data.slice(start, end);
    return type === "string" ? textOfHex(content) : `0x${content}`;
  }
  if (type.startsWith("uint")) return BigInt(`0x${word}`);
  if (type.startsWith("int")) return BigInt.asIntN(size, BigInt(`0x${word}`));
  return `0x${word.slice(0, size * 2)}`;
}

function shown({ name, words }: ErrorInput, value: unknown): string {
  const isWord = words !== undefined && Object.values(words).some((each) => String(each) === String(value));
  return `${name}: ${isWord ? nameOf(words, String(value)) : String(value)}`;
}

/**
 * Makes a decoder for a table of errors. It takes what ethers or viem threw, or the data itself, and gives undefined when there is no
 * error of the table in it.
 */
export function decoderOf<Table extends ErrorTable>(
  table: Table,
): (error: unknown) => Decoded<Table[keyof Table & Hex]> | undefined {
  return (error) => {
    const data = revertData(error);
    if (data === undefined) return undefined;
    const entry = table[data.slice(0, 10).toLowerCase() as Hex];
    if (entry === undefined) return undefined;
    const words = data.slice(10);
    const values = entry.inputs.map(({ type }, index) => valueOf(type, words, index * WORD));
    if (values.includes(undefined)) return undefined;
    const args = Object.fromEntries(entry.inputs.map(({ name }, index) => [name, values[index]]));
    const text = `${entry.name}(${entry.inputs.map((input, index) => shown(input, values[index])).join(", ")})`;
    return { name: entry.name, contract: entry.contract, args, text } as Decoded<Table[keyof Table & Hex]>;
  };
}
