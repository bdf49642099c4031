/** Keys of nodes: secp256k1, as Besu reads them; and the RSA keys with which a node's operator signs access tokens. */
import { createPrivateKey, createSign, generateKeyPairSync } from "node:crypto";
import { chmodSync, closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { computeAddress, hexlify, isHexString, randomBytes, SigningKey } from "ethers";
import { EXIT, Problem } from "./problem.ts";

/** What others may know of a node's key. */
export interface PublicKey {
  /** 64 bytes in hexadecimal digits, without 0x: the node's name in its enode URL. */
  readonly id: string;
  /** The last 20 bytes of its Keccak-256: a validator's name in the genesis and in votes. */
  readonly address: string;
}

/** The public part of a private key. */
export function publicKeyOf(privateKey: string): PublicKey {
  return fromUncompressed(new SigningKey(privateKey).publicKey);
}

/** Reads a public key of 64 bytes, with or without 0x; undefined when it is none, or no point of the curve. */
export function parsePublicKey(text: string): PublicKey | undefined {
  const digits = text.toLowerCase().replace(/^0x/, "");
  if (!/^[0-9a-f]{128}$/.test(digits)) return undefined;
  try {
    return fromUncompressed(SigningKey.computePublicKey(`0x04${digits}`, false));
  } catch {
    return undefined;
  }
}

const fromUncompressed = (key: string): PublicKey => ({
  id: key.slice(4).toLowerCase(),
  address: computeAddress(key).toLowerCase(),
});

/** A new private key, without 0x as Besu writes its own. */
export function newPrivateKey(): string {
  for (;;) {
    const key = hexlify(randomBytes(32));
    try {
      // Fails on a number outside of the curve's order.
      publicKeyOf(key);
      return key.slice(2);
    } catch {
      // Less likely than anything else that can happen here.
    }
  }
}

/** Writes what only its owner may read. Fails when the file exists: a key is never overwritten. */
export function writeSecret(path: string, content: string): void {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Problem(
      `${path} exists, and a key is never overwritten.`,
      "Move it away first, if another key is to take its place.",
      EXIT.refused,
    );
  }
  try {
    writeSync(file, content);
  } finally {
    closeSync(file);
  }
  // A umask can only take permissions away, but an access control list of the folder could have given some.
  chmodSync(path, 0o600);
}

/** Refuses a secret that others than its owner can read. */
export function requireSecret(path: string): void {
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) === 0 || process.platform === "win32") return;
  throw new Problem(
    `${path} has the mode ${mode.toString(8)}: others than its owner can read the key.`,
    `Run: chmod 600 ${path}. If somebody may have read it, replace the key (docs/operations.md).`,
    EXIT.refused,
  );
}

/** Reads a node's key file. Errors never show what is in it. */
export function readPrivateKey(path: string): string {
  requireSecret(path);
  const text = readFileSync(path, "utf8").trim();
  const key = text.startsWith("0x") ? text : `0x${text}`;
  try {
    if (isHexString(key, 32)) {
      publicKeyOf(key);
      return key;
    }
  } catch {
    // Said below, without the key.
  }
  throw new Problem(
    `${path} holds no secp256k1 key.`,
    "It must hold 64 hexadecimal digits, as network:join writes them.",
  );
}

/** A pair for access tokens, as PEM. */
export function newTokenKeys(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token (RS256) that lets its bearer call these methods until it expires. */
export function signToken(privateKeyPem: string, permissions: readonly string[], expiresAt: number): string {
  const content = `${base64({ alg: "RS256", typ: "JWT" })}.${base64({ permissions, exp: expiresAt })}`;
  const signature = createSign("RSA-SHA256").update(content).sign(createPrivateKey(privateKeyPem));
  return `${content}.${signature.toString("base64url")}`;
}
