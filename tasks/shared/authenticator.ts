/**
 * A software authenticator: passkeys, and what persons sign with them, byte for byte as browsers and devices make it. For tests and for the
 * development chain, where it stands in for people's devices.
 */
import { createECDH, createHash, createPrivateKey, createPublicKey, sign as signBytes } from "node:crypto";
import { concat, dataSlice, getBytes, TypedDataEncoder, toBeHex } from "ethers";
import { type P256PublicKey, publicKeyOf, type WebAuthnAuth, webAuthnAuth } from "../../bindings/src/passkeys.ts";
import { origins } from "../../deploy/data/relief.ts";

/** How an authenticator answers; by default as a phone with a finger on it, on the page of the first admitted origin. */
export interface Ceremony {
  rpId?: string;
  origin?: string;
  /** `webauthn.create` is what a browser writes when a passkey is made. */
  type?: string;
  /** Whether the page is in a frame of another origin's. Old browsers do not say. */
  crossOrigin?: boolean | "unsaid";
  /** Ends the client data; browsers may add members after those of the standard. */
  more?: string;
  userPresent?: boolean;
  userVerified?: boolean;
  /** Synchronised between devices: whether the key may be, and is. */
  backup?: { eligible: boolean; state: boolean };
  /** The other s that is good for the same signature. */
  highS?: boolean;
}

export interface Passkey {
  publicKey: P256PublicKey;
  /** Signs a digest. */
  assert: (digest: string, ceremony?: Ceremony) => WebAuthnAuth;
}

/** The struct `Assertion` of the contracts. */
export interface Assertion {
  key: number;
  deadline: bigint;
  auth: WebAuthnAuth;
}

export type Values = Record<string, unknown>;

/** Order of the curve P-256. */
export const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest();
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

let made = 0;

/** Makes a passkey; the same of the same seed. */
export function makePasskey(seed = `passkey ${++made}`): Passkey {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(sha256(seed));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)];
  const jwk = { kty: "EC", crv: "P-256", x: base64url(x), y: base64url(y), d: base64url(ecdh.getPrivateKey()) };
  const privateKey = createPrivateKey({ format: "jwk", key: jwk });
  let counter = 0;

  const assert = (digest: string, ceremony: Ceremony = {}): WebAuthnAuth => {
    const { rpId, origin } = { ...origins[0], ...ceremony };
    const { type = "webauthn.get", crossOrigin = false, more = "", highS = false } = ceremony;
    const { userPresent = true, userVerified = true, backup = { eligible: false, state: false } } = ceremony;
    const challenge = base64url(getBytes(digest));
    const frame = crossOrigin === "unsaid" ? "" : `,"crossOrigin":${crossOrigin}`;
    const clientDataJSON = Buffer.from(
      `{"type":"${type}","challenge":"${challenge}","origin":"${origin}"${frame}${more}}`,
    );
    const flags =
      (userPresent ? 0x01 : 0) | (userVerified ? 0x04 : 0) | (backup.eligible ? 0x08 : 0) | (backup.state ? 0x10 : 0);
    const authenticatorData = getBytes(concat([sha256(rpId), toBeHex(flags, 1), toBeHex(++counter, 4)]));
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
    const auth = webAuthnAuth({
      authenticatorData: Uint8Array.from(authenticatorData),
      clientDataJSON: Uint8Array.from(clientDataJSON),
      signature: Uint8Array.from(signBytes("sha256", signed, { key: privateKey, dsaEncoding: "der" })),
    });
    return highS ? { ...auth, s: toBeHex(N - BigInt(auth.s), 32) as WebAuthnAuth["s"] } : auth;
  };
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { publicKey: publicKeyOf(Uint8Array.from(spki)), assert };
}

/** The EIP-712 type of an act that a person signs, with the fields between person and nonce. */
export const actOf = (name: string, fields = ""): string =>
  `${name}(uint64 person,${fields === "" ? "" : `${fields},`}uint256 nonce,uint256 deadline)`;

/** Fields of an act's EIP-712 type: `Name(uint64 person,…,uint256 nonce,uint256 deadline)`. */
export function typesOf(act: string): Record<string, { name: string; type: string }[]> {
  const [, name, list] = /^(\w+)\((uint64 person,(?:.+,)?uint256 nonce,uint256 deadline)\)$/.exec(act) ?? [];
  if (name === undefined || list === undefined) throw new Error(`"${act}" is no act that a person signs.`);
  const fields = list.split(",").map((field) => {
    const [type = "", key = ""] = field.split(" ");
    return { name: key, type };
  });
  return { [name]: fields };
}

/** What stands between person and nonce, as contracts pass it to each other. */
export function fieldsOf(act: string, values: Values): string {
  const types = typesOf(act);
  const [name = ""] = Object.keys(types);
  const all = TypedDataEncoder.from(types).encodeData(name, { person: 0, nonce: 0, deadline: 0, ...values });
  // Type hash and person before it, nonce and deadline after it.
  return dataSlice(all, 64, (all.length - 2) / 2 - 64);
}
