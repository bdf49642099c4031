/**
 * Passkeys (WebAuthn) as the contracts take them. In a browser: what to ask of `navigator.credentials`, and what its answers are to a
 * contract. Everything is P-256 with SHA-256 (ES256, COSE algorithm -7).
 */
import type { Hex } from "./hex.js";

/** What browsers give bytes as. */
export type Bytes = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** A public key, as contracts hold it. */
export interface P256PublicKey {
  x: Hex;
  y: Hex;
}

/** An assertion, as contracts verify it. */
export interface WebAuthnAuth {
  r: Hex;
  s: Hex;
  /** Where `"challenge":` and `"type":` begin in the client data. */
  challengeIndex: bigint;
  typeIndex: bigint;
  authenticatorData: Hex;
  clientDataJSON: string;
}

/** Of the `response` that `navigator.credentials.get` gives. */
export interface AssertionResponse {
  readonly authenticatorData: Bytes;
  readonly clientDataJSON: Bytes;
  readonly signature: Bytes;
}

/** Order of the curve. */
const N = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n;

/** What stands before the coordinates: in SubjectPublicKeyInfo before x ‖ y, in a COSE key before x and before y. */
const SPKI = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
const COSE_X = "a5010203262001215820";
const COSE_Y = "225820";
const PUBLIC_KEY = new RegExp(
  `^(?:${SPKI}([0-9a-f]{64})([0-9a-f]{64})|${COSE_X}([0-9a-f]{64})${COSE_Y}([0-9a-f]{64}))$`,
);
function digitsOf(bytes: Bytes): string {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  return Array.from(view, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const word = (number: bigint): Hex => `0x${number.toString(16).padStart(64, "0")}`;

/**
 * The coordinates of a passkey's public key: from `response.getPublicKey()` of `navigator.credentials.create`, or from the COSE key in its
 * attested credential data.
 */
export function publicKeyOf(key: Bytes): P256PublicKey {
  const [, x, y, coseX, coseY] = PUBLIC_KEY.exec(digitsOf(key)) ?? [];
  const [first, second] = [x ?? coseX, y ?? coseY];
  if (first === undefined || second === undefined) {
    throw new TypeError("This is no P-256 public key. Make the passkey with the algorithm -7 (ES256) alone.");
  }
  return { x: `0x${first}`, y: `0x${second}` };
}

/** r and s of a signature, with the smaller of the two s that are good: contracts refuse the other. */
export function signatureOf(der: Bytes): { r: Hex; s: Hex } {
  // A SEQUENCE of two INTEGERs, each a tag, a length and its digits.
  const digits = digitsOf(der);
  const endOfR = 8 + 2 * parseInt(digits.slice(6, 8), 16);
  const endOfS = endOfR + 4 + 2 * parseInt(digits.slice(endOfR + 2, endOfR + 4), 16);
  if (!/^30..02/.test(digits) || digits.slice(endOfR, endOfR + 2) !== "02" || endOfS !== digits.length) {
    throw new TypeError("This is no ECDSA signature in DER, as authenticators make them.");
  }
  const r = BigInt(`0x${digits.slice(8, endOfR)}`);
  const s = BigInt(`0x${digits.slice(endOfR + 4)}`);
  return { r: word(r), s: word(s > N / 2n ? N - s : s) };
}

/** What a contract takes of an assertion. */
export function webAuthnAuth({ authenticatorData, clientDataJSON, signature }: AssertionResponse): WebAuthnAuth {
  const digits = digitsOf(clientDataJSON);
  // A character a byte, which is what contracts count.
  const bytes = digits.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16)));
  return {
    ...signatureOf(signature),
    challengeIndex: BigInt(bytes.indexOf('"challenge":')),
    typeIndex: BigInt(bytes.indexOf('"type":')),
    authenticatorData: `0x${digitsOf(authenticatorData)}`,
    clientDataJSON: decodeURIComponent(digits.replace(/../g, "%$&")),
  };
}

/** What to ask of `navigator.credentials.create({ publicKey })`: a passkey that a finger or a code unlocks, and nothing of its maker. */
export function creationOptions(
  rp: { id: string; name: string },
  user: { id: Uint8Array<ArrayBuffer>; name: string; displayName: string },
) {
  return {
    rp,
    user,
    // The contracts ask for a signature of the new key themselves; nothing here needs to be fresh.
    challenge: new Uint8Array(32),
    pubKeyCredParams: [{ type: "public-key" as const, alg: -7 }],
    authenticatorSelection: { residentKey: "preferred" as const, userVerification: "required" as const },
    attestation: "none" as const,
  };
}

/**
 * What to ask of `navigator.credentials.get({ publicKey })`: the assertion of an act.
 * @param digest of its typed data, by `TypedDataEncoder.hash` of ethers or `hashTypedData` of viem
 * @param credentials ids of the passkeys that may sign
 */
export function requestOptions(digest: string, rpId: string, credentials: readonly Uint8Array<ArrayBuffer>[] = []) {
  if (!/^0x[0-9a-f]{64}$/i.test(digest)) throw new TypeError(`${digest} is no digest: 32 bytes after 0x.`);
  return {
    challenge: Uint8Array.from(digest.slice(2).match(/../g) ?? [], (byte) => parseInt(byte, 16)),
    rpId,
    userVerification: "required" as const,
    allowCredentials: credentials.map((id) => ({ type: "public-key" as const, id })),
  };
}
