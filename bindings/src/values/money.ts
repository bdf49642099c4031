/** Fen as people write yuan: `yuan(123456n)` is "¥1,234.56". */
export function yuan(fen: bigint): string {
  const amount = fen < 0n ? -fen : fen;
  const whole = (amount / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0n ? "-" : ""}¥${whole}.${(amount % 100n).toString().padStart(2, "0")}`;
}

/** Yuan as people write them, in fen: "1234.5", "1,234.56" and "¥1,234.56" are understood, fractions of a fen are not. */
export function fenOf(yuan: string): bigint {
  const match = /^¥?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(yuan.trim());
  if (match === null) {
    throw new RangeError(`"${yuan}" is no amount. Write yuan with at most two decimals: 1234.56 or 1,234.56.`);
  }
  const [, whole = "", decimals = ""] = match;
  return BigInt(whole.replaceAll(",", "") + decimals.padEnd(2, "0"));
}
