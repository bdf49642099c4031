/** Content on this machine: cut into chunks and committed to, encrypted for one purchase, opened again. None of it goes on chain. */
import { mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Bytes,
  chunkDigest,
  chunkSalt,
  chunkTree,
  ciphertextDigest,
  commitmentOf,
  decryptChunk,
  encryptChunk,
  keyDigestOf,
  newContentKey,
  newSalt,
} from "../../bindings/src/delivery.ts";
import type { Hex } from "../../bindings/src/hex.ts";
import type { Args } from "../shared/args.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted } from "../shared/format.ts";
import { content, whole } from "../shared/parse.ts";
import { calls } from "../shared/run.ts";

const USUAL_CHUNK = 65_536n;
const SMALLEST_CHUNK = 1_024n;
const LARGEST_CHUNK = 16_777_216n;

/** What a holder keeps of a version of its content. */
interface Tree {
  commitment: Hex;
  root: Hex;
  chunks: number;
  chunkSize: number;
  /** Whoever has it and guesses a chunk can check the guess. */
  salt: Hex;
  digests: Hex[];
}

export const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;
export const bytesOf = (hex: string): Bytes => Uint8Array.from(Buffer.from(hex.slice(2), "hex"));

/** Writes what was not there before: nobody's only copy is overwritten. */
export function writeNew(path: string, data: string | Uint8Array, mode = 0o600): void {
  try {
    writeFileSync(openSync(path, "wx", mode), data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new WrongUsage(`${path} is there already.`, "Give another name, or move it away.");
  }
}

function cut(bytes: Buffer, size: number, file: string): Bytes[] {
  if (bytes.length === 0) throw new WrongUsage(`${file} is empty.`, "Give a file with something in it.");
  const chunks = Math.ceil(bytes.length / size);
  return Array.from({ length: chunks }, (_, index) =>
    Uint8Array.from(bytes.subarray(index * size, (index + 1) * size)),
  );
}

/** A tree as `data commit-content` has written it; what it says is computed anew. */
export function treeFrom(text: string, file: string) {
  const right = "Give the file that data commit-content has written, as it is.";
  let read: Partial<Tree>;
  try {
    read = JSON.parse(text) as Partial<Tree>;
  } catch {
    throw new WrongUsage(`${file} is no JSON document.`, right);
  }
  const { digests = [], chunkSize = 0, salt = "" } = read;
  if (digests.length === 0 || !/^0x[0-9a-f]{64}$/i.test(salt) || !Number.isInteger(chunkSize) || chunkSize <= 0) {
    throw new WrongUsage(`${file} has no digests, no salt or no chunk size.`, right);
  }
  const tree = chunkTree(digests);
  return {
    root: tree.root,
    chunks: tree.chunks,
    commitment: commitmentOf(tree),
    chunkSize,
    salt: bytesOf(salt),
    digests,
    answer: (index: number) => ({ chunkDigest: digests[index] as Hex, proof: tree.proof(index) }),
  };
}

export const commitContent = calls(({ args }) => {
  const file = args.required("file", "the content");
  const out = args.required("out", "a new file for the tree and the salt, which stay with you");
  const size = args.optional("chunkSize", whole) ?? USUAL_CHUNK;
  if (size < SMALLEST_CHUNK || size > LARGEST_CHUNK) {
    throw new WrongUsage(`Chunks of ${size} bytes.`, `Give ${SMALLEST_CHUNK} to ${LARGEST_CHUNK}.`);
  }
  const salt = newSalt();
  const digests = cut(content(file), Number(size), file).map((chunk, index) =>
    chunkDigest(chunk, chunkSalt(salt, index)),
  );
  const tree = chunkTree(digests);
  const { root, chunks } = tree;
  const kept: Tree = {
    commitment: commitmentOf(tree),
    root,
    chunks,
    chunkSize: Number(size),
    salt: hexOf(salt),
    digests,
  };
  writeNew(out, `${JSON.stringify(kept, undefined, 2)}\n`);
  return Promise.resolve({
    json: { commitment: kept.commitment, root, chunks, file: out },
    text: [
      `${counted(chunks, "chunk")} of ${size} bytes. Commitment: ${kept.commitment}`,
      `${out} has the salt and the digests. Keep it with the content: it answers challenges, and buyers check chunks by it.`,
    ].join("\n"),
  });
});

const MANIFEST = "delivery.json";
const KEY = "content-key";
const chunkName = (index: number): string => `${index}.bin`;

/** What a seller sends to one buyer. */
interface Delivery {
  ciphertextRoot: Hex;
  chunks: number;
  keyDigest: Hex;
}

export const encryptContent = calls(async ({ args }) => {
  const file = args.required("file", "the content");
  const treeFile = args.required("tree", "the file that data commit-content has written");
  const out = args.required("out", "a new folder");
  const tree = treeFrom(content(treeFile).toString("utf8"), treeFile);
  const chunks = cut(content(file), tree.chunkSize, file);
  const digests = chunks.map((chunk, index) => chunkDigest(chunk, chunkSalt(tree.salt, index)));
  if (commitmentOf(chunkTree(digests)) !== tree.commitment) {
    throw new WrongUsage(
      `${file} is not the content that ${treeFile} is of.`,
      "Give the content as it was committed to.",
    );
  }
  const key = newContentKey();
  const sealed = await Promise.all(
    chunks.map((chunk, index) => encryptChunk(key, index, chunk, chunkSalt(tree.salt, index))),
  );
  const ciphertext = chunkTree(sealed.map(ciphertextDigest));
  const delivery: Delivery = {
    ciphertextRoot: ciphertext.root,
    chunks: ciphertext.chunks,
    keyDigest: keyDigestOf(key),
  };
  mkdirSync(out, { recursive: true });
  writeNew(join(out, KEY), `${hexOf(key)}\n`);
  writeNew(join(out, MANIFEST), `${JSON.stringify(delivery, undefined, 2)}\n`, 0o644);
  for (const [index, chunk] of sealed.entries()) writeNew(join(out, chunkName(index)), chunk, 0o644);
  return {
    json: { ...delivery, folder: out },
    text: [
      `${counted(chunks.length, "chunk")} in ${out}, under a key for one purchase.`,
      `Send the buyer all of it but ${KEY}, which goes through the chain: data post-key.`,
    ].join("\n"),
  };
});

/** What a folder of ciphertext says, computed from its chunks. */
export function ciphertextIn(folder: string): { root: Hex; chunks: Bytes[] } {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /^\d+\.bin$/.test(name));
  } catch {
    throw new WrongUsage(`The folder ${folder} can't be read.`, "Give the folder with the chunks, 0.bin and so on.");
  }
  if (names.length === 0)
    throw new WrongUsage(`${folder} has no chunk in it.`, "Give the folder with 0.bin and so on.");
  const chunks = names.map((_, index) => Uint8Array.from(content(join(folder, chunkName(index)), "The chunk")));
  return { root: chunkTree(chunks.map(ciphertextDigest)).root, chunks };
}

function manifestIn(text: string, file: string): Pick<Delivery, "keyDigest"> {
  let keyDigest: unknown;
  try {
    ({ keyDigest } = JSON.parse(text) as Partial<Delivery>);
  } catch {
    keyDigest = undefined;
  }
  if (typeof keyDigest === "string" && /^0x[0-9a-f]{64}$/i.test(keyDigest)) return { keyDigest: keyDigest as Hex };
  throw new WrongUsage(`${file} has no digest of a key in it.`, "Give the folder that data encrypt-content has made.");
}

export function deliveryIn(args: Args): Delivery {
  const folder = args.required("delivery", "the folder that data encrypt-content has made");
  const file = join(folder, MANIFEST);
  const { keyDigest } = manifestIn(content(file).toString("utf8"), file);
  const { root, chunks } = ciphertextIn(folder);
  return { ciphertextRoot: root, chunks: chunks.length, keyDigest };
}

export function contentKeyIn(args: Args): Bytes {
  const file = join(args.required("delivery", "the folder that data encrypt-content has made"), KEY);
  const text = content(file).toString("utf8").trim();
  if (/^0x[0-9a-f]{64}$/i.test(text)) return bytesOf(text);
  throw new WrongUsage(`${file} has no key in it.`, "Give the folder that data encrypt-content has made.");
}

/** Opens all chunks, and holds them against the commitment. */
export async function opened(key: Bytes, chunks: readonly Bytes[]): Promise<{ content: Buffer; commitment: Hex }> {
  const parts = await Promise.all(chunks.map((chunk, index) => decryptChunk(key, index, chunk)));
  const digests = parts.map((part) => chunkDigest(part.content, part.salt));
  return { content: Buffer.concat(parts.map((part) => part.content)), commitment: commitmentOf(chunkTree(digests)) };
}

/** A file with one secret in it; a new one where there is none. */
export function secretIn(file: string, make: () => string): { text: string; isNew: boolean } {
  try {
    return { text: readFileSync(file, "utf8").trim(), isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { text: make(), isNew: true };
  }
}
