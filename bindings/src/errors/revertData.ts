import type { Hex } from "../hex.js";

/** Where ethers, viem and JSON-RPC nodes keep what a call gave back, and the errors behind an error. */
const PLACES = ["raw", "data", "cause", "error", "info"];

const DEPTH = 10;

/** What a refused call gave back: from an error that ethers or viem threw, from a JSON-RPC error, or the data itself. */
export function revertData(error: unknown, depth = DEPTH): Hex | undefined {
  if (typeof error === "string") return isData(error) ? error : undefined;
  if (typeof error !== "object" || error === null || depth === 0) return undefined;
  for (const place of PLACES) {
    const found = revertData((error as Record<string, unknown>)[place], depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Four bytes that name the error, then words. */
function isData(text: string): text is Hex {
  return /^0x[0-9a-f]{8}(?:[0-9a-f]{2})*$/i.test(text);
}
