/**
 * How a chunk travels: encrypted (AES-256-GCM) under a key of one answer alone, which the licensee's session key (X25519) and a fresh one of the
 * gateway give by HKDF-SHA-256 over what they share and what was asked. The same secret gives the salt of the use's digest on chain, so that both
 * sides know it and nobody else does.
 */
import { createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from "node:crypto";
import type { Bytes } from "../../bindings/src/delivery.ts";
import { bytesOf } from "../../tasks/data/contents.ts";
import { malformed } from "./failure.ts";

const INFO = "RopeNet Data Gateway: key of the chunk, salt of the use";
const PART = 32;

export interface Session {
  secret: KeyObject;
  /** 32 bytes, as 64 hexadecimal digits. */
  publicKey: string;
}

export interface Secrets {
  key: Bytes;
  salt: Bytes;
}

const encoded = (key: KeyObject): string =>
  Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url").toString("hex");

function keyFrom(publicKey: string): KeyObject {
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "X25519", x }, format: "jwk" });
}

/** A new pair: of a licensee for a session, of the gateway for one answer. */
export function newSession(): Session {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  return { secret: privateKey, publicKey: encoded(publicKey) };
}

/** What both sides alone can compute for one request. */
export function secretsOf({ secret }: Session, publicKey: string, requestDigest: string): Secrets {
  let shared: Buffer;
  try {
    shared = diffieHellman({ privateKey: secret, publicKey: keyFrom(publicKey) });
  } catch {
    throw malformed("The session key is no X25519 key that a secret can be shared with.", "Make a new key pair.");
  }
  const bytes = new Uint8Array(hkdfSync("sha256", shared, bytesOf(requestDigest), INFO, 2 * PART));
  return { key: bytes.slice(0, PART), salt: bytes.slice(PART) };
}
