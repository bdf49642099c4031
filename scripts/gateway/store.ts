/**
 * What the gateway serves, in a folder:
 *
 *   assets/<asset>/<version>/content and tree.json, as `data commit-content` has read and written them
 *   sales/<sale>/, as `data encrypt-content` has written it
 *   journal/, the gateway's own
 *
 * Each chunk is held against its digest whenever it is read: what has changed on the disk is not served, and answers no challenge.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bytes, chunkDigest, chunkSalt, chunkTree, ciphertextDigest } from "../../bindings/src/delivery.ts";
import type { Hex } from "../../bindings/src/hex.ts";
import type { Suite } from "../../deploy/suite.ts";
import { treeFrom } from "../../tasks/data/contents.ts";
import { WrongUsage } from "../../tasks/shared/failures.ts";
import { content as fileContent } from "../../tasks/shared/parse.ts";
import { notThere, Refusal } from "./failure.ts";

export interface Chunk {
  content: Bytes;
  salt: Bytes;
  digest: Hex;
  proof: Hex[];
}

export type Version = ReturnType<typeof treeFrom> & { asset: bigint; version: number; file: string };

const changed = (what: string) =>
  new Refusal(
    500,
    "ContentChanged",
    `${what} is not what it was committed to.`,
    "The operator brings it back from the archive.",
  );

const beyond = (what: string, chunks: number) =>
  notThere(`${what} has chunks 0 to ${chunks - 1}.`, "Ask for one of them.");

const numbersIn = (folder: string): number[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^[1-9]\d*$/.test(name))
        .map(Number)
        .sort((a, b) => a - b)
    : [];

export class Store {
  readonly folder: string;
  readonly #suite: Suite;
  readonly #versions = new Map<string, Version>();
  /** Digests of a sale's ciphertext, by its root: a folder is read through once. */
  readonly #sales = new Map<string, Hex[]>();

  constructor(folder: string, suite: Suite) {
    this.folder = folder;
    this.#suite = suite;
  }

  assets(): bigint[] {
    return numbersIn(join(this.folder, "assets")).map(BigInt);
  }

  versions(asset: bigint): number[] {
    return numbersIn(join(this.folder, "assets", String(asset)));
  }

  /** Reads all versions, so that the operator hears of mistakes at once. */
  async check(): Promise<number> {
    const all = this.assets().flatMap((asset) => this.versions(asset).map((version) => ({ asset, version })));
    for (const { asset, version } of all) await this.version(asset, version);
    return all.length;
  }

  /** A version that is here; the newest unless another is asked for. */
  async version(asset: bigint, asked?: number): Promise<Version> {
    const version = asked ?? this.versions(asset).at(-1);
    const folder = join(this.folder, "assets", String(asset), String(version));
    if (version === undefined || !existsSync(folder)) {
      throw notThere(
        `The gateway does not have ${asked === undefined ? "asset" : `version ${asked} of asset`} ${asset}.`,
        "Ask the holder which gateway serves it.",
      );
    }
    const known = this.#versions.get(folder);
    if (known !== undefined) return known;
    const read = await this.#read(asset, version, folder);
    this.#versions.set(folder, read);
    return read;
  }

  async #read(asset: bigint, version: number, folder: string): Promise<Version> {
    const [treeFile, file] = [join(folder, "tree.json"), join(folder, "content")];
    const tree = treeFrom(fileContent(treeFile, "The tree").toString("utf8"), treeFile);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (Math.ceil(size / tree.chunkSize) !== tree.chunks) {
      throw new WrongUsage(
        `${file} is not the content that ${treeFile} is of.`,
        "Put the content there as it was committed to.",
      );
    }
    if (tree.commitment !== (await this.#suite.dataRegistry.commitmentOf(asset, version))) {
      throw new WrongUsage(
        `${treeFile} is not the tree of version ${version} of asset ${asset}.`,
        "Give the file that was written when that version was committed to.",
      );
    }
    return { ...tree, asset, version, file };
  }

  async chunk({ asset, version, file, chunkSize, chunks, salt, answer }: Version, index: number): Promise<Chunk> {
    const what = `Version ${version} of asset ${asset}`;
    if (index >= chunks) throw beyond(what, chunks);
    const handle = await open(file);
    const buffer = Buffer.alloc(chunkSize);
    const { bytesRead } = await handle.read(buffer, 0, chunkSize, index * chunkSize).finally(() => handle.close());
    const [content, own] = [Uint8Array.from(buffer.subarray(0, bytesRead)), chunkSalt(salt, index)];
    const { chunkDigest: digest, proof } = answer(index);
    if (chunkDigest(content, own) !== digest.toLowerCase()) throw changed(`Chunk ${index} of ${what.toLowerCase()}`);
    return { content, salt: own, digest, proof };
  }

  /** A chunk of the ciphertext that a sale's seller has committed to. */
  async ciphertext(sale: bigint, root: string, index: number): Promise<Bytes> {
    const digests = this.#sales.get(root) ?? (await this.#readSale(sale, root));
    if (index >= digests.length) throw beyond(`The ciphertext of sale ${sale}`, digests.length);
    const chunk = await this.#cipherChunk(sale, index);
    if (ciphertextDigest(chunk) !== digests[index]) throw changed(`Chunk ${index} of sale ${sale}`);
    return chunk;
  }

  async #readSale(sale: bigint, root: string): Promise<Hex[]> {
    const manifest = join(this.folder, "sales", String(sale), "delivery.json");
    if (!existsSync(manifest))
      throw notThere(`The gateway does not have the ciphertext of sale ${sale}.`, "Ask the seller.");
    const { chunks } = JSON.parse(await readFile(manifest, "utf8")) as { chunks: number };
    const digests: Hex[] = [];
    for (let index = 0; index < chunks; index++) digests.push(ciphertextDigest(await this.#cipherChunk(sale, index)));
    if (chunkTree(digests).root !== root) throw changed(`The ciphertext of sale ${sale}`);
    this.#sales.set(root, digests);
    return digests;
  }

  async #cipherChunk(sale: bigint, index: number): Promise<Bytes> {
    return Uint8Array.from(await readFile(join(this.folder, "sales", String(sale), `${index}.bin`)));
  }
}
