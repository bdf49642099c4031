import type { Hex } from "../hex.js";

const NUMBER_BITS = 32n;
const MAX_UINT32 = 2n ** NUMBER_BITS - 1n;
const MAX_RATE = 1_000_000n;

/** The id of a quote: its ask, and its number on the ask, from 1. */
export function quoteId(ask: number | bigint, number: number | bigint): bigint {
  return (inRange("ask", ask, 1n, MAX_UINT32) << NUMBER_BITS) | inRange("quote", number, 1n, MAX_UINT32);
}

/** The ask of a quote. */
export function askOf(quote: bigint): number {
  return Number(quote >> NUMBER_BITS);
}

/** The number of a quote on its ask. */
export function numberOnAsk(quote: bigint): number {
  return Number(quote & MAX_UINT32);
}

/** What a sealed quote hides until bidding is over. Keep it: a quote can't be opened without it. */
export interface SealedQuote {
  ask: number | bigint;
  /** The participant that quotes. */
  buyer: number | bigint;
  /** Yearly, in 1/1,000,000. */
  rate: number | bigint;
  /** Last day on which the quote binds. */
  lastDay: number | bigint;
  /** 32 random bytes: without them the few rates that are likely could be tried. */
  salt: string;
}

/**
 * The commitment to a sealed quote, as `QuoteMarket.commitmentOf` has it, made without telling any node of it.
 * @param keccak256 that of viem or of ethers
 */
export function commitmentOf(quote: SealedQuote, keccak256: (bytes: Hex) => string): Hex {
  const { ask, buyer, rate, lastDay, salt } = quote;
  if (!/^0x[0-9a-fA-F]{64}$/.test(salt)) throw new RangeError(`${salt} is no salt: it has 32 bytes.`);
  const words = [
    inRange("ask", ask, 1n, MAX_UINT32),
    inRange("participant", buyer, 1n, MAX_UINT32),
    inRange("rate", rate, 0n, MAX_RATE),
    inRange("day", lastDay, 1n, MAX_UINT32),
  ].map((word) => word.toString(16).padStart(64, "0"));
  return keccak256(`0x${words.join("")}${salt.slice(2).toLowerCase()}`) as Hex;
}

function inRange(what: string, value: number | bigint, min: bigint, max: bigint): bigint {
  const number = BigInt(value);
  if (number >= min && number <= max) return number;
  throw new RangeError(`${number} is no ${what}: it is from ${min} to ${max}.`);
}
