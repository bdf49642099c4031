/**
 * Delivery of data against payment, off chain: what seller and buyer compute between the acts of DataSales, and what a holder keeps of its content
 * to prove chunks of it. The same in browsers and in Node.js.
 *
 * Content is cut into chunks. A chunk's digest is salted, so that what is short or easily guessed can't be found out from it; the content's
 * commitment on chain is over the root of the digests' Merkle tree. For a sale, each chunk with its salt is encrypted (AES-256-GCM) under a key of
 * that sale alone; the key goes through the chain wrapped to the buyer's key for that order, on the curve BN254, whose multiplication the chain has.
 */
import { bn254 } from "@noble/curves/bn254.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Hex } from "./hex.js";

export type Bytes = Uint8Array<ArrayBuffer>;

/** A point of BN254, as the contracts take it. */
export interface CurvePoint {
  x: bigint;
  y: bigint;
}

/** The buyer's key pair for one order. The secret stays with the buyer; shown on chain, it proves that a wrong key was posted. */
export interface OrderKey {
  secret: bigint;
  point: CurvePoint;
}

/** Which sale a key is wrapped for. */
export interface SalePlace {
  chainId: number | bigint;
  /** Address of DataSales. */
  sales: string;
  sale: number | bigint;
}

/** A key as `postKey` takes it. */
export interface WrappedKey {
  ephemeral: CurvePoint;
  wrapped: Hex;
}

/** A Merkle tree over chunks' digests. */
export interface ChunkTree {
  root: Hex;
  chunks: number;
  /** That the leaf of the chunk is below the root. */
  proof(index: number): Hex[];
}

interface CipherKey {
  readonly type: string;
}

/** Of the Web Cryptography API, what is used here: these types come with no library that browsers and Node.js share. */
declare const crypto: {
  getRandomValues(bytes: Bytes): Bytes;
  subtle: {
    importKey(format: "raw", key: Bytes, name: "AES-GCM", extractable: false, uses: string[]): Promise<CipherKey>;
    encrypt(algorithm: { name: "AES-GCM"; iv: Bytes }, key: CipherKey, bytes: Bytes): Promise<ArrayBuffer>;
    decrypt(algorithm: { name: "AES-GCM"; iv: Bytes }, key: CipherKey, bytes: Bytes): Promise<ArrayBuffer>;
  };
};

const { ProjectivePoint } = bn254.G1;
const ORDER = bn254.fields.Fr.ORDER;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 12;

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

function bytesOf(hex: string): Bytes {
  const digits = hex.slice(2);
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

const hexOf = (bytes: Uint8Array): Hex =>
  `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** A number, address or digest as abi.encode writes it. */
const word = (value: number | bigint | string): Bytes => bytesOf(`0x${BigInt(value).toString(16).padStart(64, "0")}`);

function joined(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A secret from 1 up to the group's order; 16 bytes more than it needs, so that no remainder is likelier than another. */
const newSecret = (): bigint => 1n + (BigInt(hexOf(random(48))) % (ORDER - 1n));

function pointOf({ x, y }: CurvePoint) {
  const point = ProjectivePoint.fromAffine({ x, y });
  // The library takes infinity for valid: with it everybody could compute what is to be secret.
  if (point.equals(ProjectivePoint.ZERO)) throw new Error("The point at infinity is nobody's key.");
  point.assertValidity();
  return point;
}

function keyFrom(secret: bigint): OrderKey {
  const { x, y } = ProjectivePoint.BASE.multiply(secret).toAffine();
  return { secret, point: { x, y } };
}

/** What buyer and seller alone can compute: the one with its secret and the other's point, and the other way round. */
function maskOf({ chainId, sales, sale }: SalePlace, secret: bigint, point: CurvePoint): Uint8Array {
  const { x, y } = pointOf(point).multiply(secret).toAffine();
  return keccak_256(joined(word(chainId), word(sales), word(sale), word(x), word(y)));
}

const xor = (a: Uint8Array, b: Uint8Array): Bytes => Uint8Array.from(a, (byte, index) => byte ^ (b[index] ?? 0));

/** The buyer's: one for each order, never used again. */
export const newOrderKey = (): OrderKey => keyFrom(newSecret());

/** The key pair of a secret that was kept; throws for one that is none. */
export const orderKeyOf = (secret: bigint): OrderKey => keyFrom(secret);

/** The seller's: one for each sale, never used again. */
export const newContentKey = (): Bytes => random(KEY_BYTES);

/** What `commit` takes. */
export const keyDigestOf = (key: Bytes): Hex => hexOf(keccak_256(key));

/** Wraps a content key to the buyer's order key. Throws for a point that is no key: nobody could open what is wrapped to it, or all could. */
export function wrapKey(key: Bytes, orderKey: CurvePoint, place: SalePlace): WrappedKey {
  if (key.length !== KEY_BYTES) throw new Error(`A content key has ${KEY_BYTES} bytes, not ${key.length}.`);
  const ephemeral = keyFrom(newSecret());
  return { ephemeral: ephemeral.point, wrapped: hexOf(xor(key, maskOf(place, ephemeral.secret, orderKey))) };
}

/** Opens what was posted. Whether it is the committed key `keyDigestOf` tells: when not, prove it with the order's secret. */
export const unwrapKey = ({ ephemeral, wrapped }: WrappedKey, orderSecret: bigint, place: SalePlace): Bytes =>
  xor(bytesOf(wrapped), maskOf(place, orderSecret, ephemeral));

/** A chunk's salt, from the one that a holder keeps for a version of its content. */
export const chunkSalt = (salt: Bytes, index: number): Bytes => new Uint8Array(keccak_256(joined(salt, word(index))));

/** A new one. Whoever has it and guesses a chunk can check the guess. */
export const newSalt = (): Bytes => random(SALT_BYTES);

/** The salted digest of a chunk of content. */
export const chunkDigest = (content: Uint8Array, salt: Uint8Array): Hex => hexOf(keccak_256(joined(salt, content)));

/** The digest of a chunk of ciphertext, which tells nothing and needs no salt. */
export const ciphertextDigest = (chunk: Uint8Array): Hex => hexOf(keccak_256(chunk));

/** A chunk's place in its tree: hashed twice, so that no inner node can pass for one. */
export const chunkLeaf = (index: number, digest: Hex): Hex =>
  hexOf(keccak_256(keccak_256(joined(word(index), word(digest)))));

const parentOf = (a: Hex, b: Hex): Hex =>
  hexOf(keccak_256(a < b ? joined(word(a), word(b)) : joined(word(b), word(a))));

/** The tree over digests of chunks, in their order (sorted pairs, as OpenZeppelin's MerkleProof has them). */
export function chunkTree(digests: readonly Hex[]): ChunkTree {
  if (digests.length === 0) throw new Error("A tree needs a chunk.");
  const levels: Hex[][] = [digests.map((digest, index) => chunkLeaf(index, digest))];
  for (let level = levels[0] ?? []; level.length > 1;) {
    const below = level;
    level = [];
    for (let index = 0; index < below.length; index += 2) {
      const [left, right] = below.slice(index, index + 2) as [Hex, Hex?];
      level.push(right === undefined ? left : parentOf(left, right));
    }
    levels.push(level);
  }
  return {
    root: levels.at(-1)?.[0] ?? "0x",
    chunks: digests.length,
    proof: (index) => levels.flatMap((level, height) => level[(index >> height) ^ 1] ?? []),
  };
}

/** Whether a chunk with this digest is at this place below the root. */
export const isChunkOf = (root: Hex, index: number, digest: Hex, proof: readonly Hex[]): boolean =>
  proof.reduce(parentOf, chunkLeaf(index, digest)) === root.toLowerCase();

/** What is registered of a version's content. */
export const commitmentOf = ({ root, chunks }: Pick<ChunkTree, "root" | "chunks">): Hex =>
  hexOf(keccak_256(joined(word(root), word(chunks))));

const cipherKey = (key: Bytes, use: string) => crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);

/** The chunk's index: a key is one sale's alone, so no other text is ever encrypted under it with this number. */
const ivOf = (index: number): Bytes => word(index).slice(-IV_BYTES);

/** Encrypts a chunk of content, with its salt, under the key of a sale. */
export async function encryptChunk(key: Bytes, index: number, content: Uint8Array, salt: Uint8Array): Promise<Bytes> {
  const cipher = await cipherKey(key, "encrypt");
  const algorithm = { name: "AES-GCM", iv: ivOf(index) } as const;
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, cipher, joined(salt, content)));
}

/** Opens a chunk of ciphertext. What it holds is the registered content when its `chunkDigest` is in the asset's tree at its place. */
export async function decryptChunk(key: Bytes, index: number, chunk: Bytes): Promise<{ content: Bytes; salt: Bytes }> {
  const cipher = await cipherKey(key, "decrypt");
  const opened = await crypto.subtle
    .decrypt({ name: "AES-GCM", iv: ivOf(index) }, cipher, chunk)
    .catch(() =>
      Promise.reject(new Error(`Chunk ${index} does not open: another key, another place, or changed bytes.`)),
    );
  const bytes = new Uint8Array(opened);
  return { content: bytes.slice(SALT_BYTES), salt: bytes.slice(0, SALT_BYTES) };
}
