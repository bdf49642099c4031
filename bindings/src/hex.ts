/** Bytes as hexadecimal digits after 0x, as ethers and viem take them. */
export type Hex = `0x${string}`;

/** The bytes of a text in UTF-8. */
export function hexOfText(text: string): Hex {
  const escaped = encodeURIComponent(text).replace(/%(..)|(.)/g, (_, escape: string | undefined, plain: string) =>
    (escape ?? plain.charCodeAt(0).toString(16)).toLowerCase(),
  );
  return `0x${escaped}`;
}

/** The text that bytes stand for in UTF-8. Bytes that are no text stay hexadecimal digits. */
export function textOfHex(bytes: string): string {
  const digits = bytes.replace(/^0x/, "");
  try {
    return decodeURIComponent(digits.replace(/../g, "%$&"));
  } catch {
    return `0x${digits}`;
  }
}
