/** Asks a gateway: for tests, for the bench, and for whoever writes a client. */
import { hexlify, randomBytes, type Signer } from "ethers";
import { chunkDigest, commitmentOf, decryptChunk, isChunkOf } from "../../bindings/src/delivery.ts";
import type { Hex } from "../../bindings/src/hex.ts";
import { newSession, secretsOf } from "./session.ts";
import { digestOf, headersOf, type Place, type Request, sign, type SignedRequest } from "./signing.ts";

/** What a gateway refuses with. */
export interface Refused {
  error: string;
  sentence: string;
  remedy: string;
}

export class Client {
  readonly #url: string;
  readonly #signer: Signer;
  readonly #place: Place;
  readonly #now: () => Promise<number>;

  /** @param now the gateway's present second (GET /v1/health) */
  constructor(url: string, signer: Signer, place: Place, now: () => Promise<number>) {
    this.#url = url;
    this.#signer = signer;
    this.#place = place;
    this.#now = now;
  }

  /** A request with the account's signature. */
  async signed(path: string, other: Partial<SignedRequest> = {}): Promise<SignedRequest> {
    const request: Request = {
      method: "GET",
      path,
      expiry: (await this.#now()) + 30,
      nonce: hexlify(randomBytes(32)),
      ...other,
    };
    const account = other.account ?? (await this.#signer.getAddress());
    return { ...request, account, signature: other.signature ?? (await sign(this.#signer, this.#place, request)) };
  }

  send(request: SignedRequest): Promise<Response> {
    return fetch(this.#url + request.path, { method: request.method, headers: headersOf(request) });
  }

  /** Asks for a path, signed. */
  async get(path: string): Promise<Response> {
    return this.send(await this.signed(path));
  }

  /** A chunk under a licence: opened, and held against the commitment on chain; with the salt of the use's digest there. */
  async chunk(licence: bigint, index: number, query: Record<string, string>, commitment: string) {
    const session = newSession();
    const search = new URLSearchParams({ ...query, session: session.publicKey });
    const request = await this.signed(`/v1/licences/${licence}/chunks/${index}?${search.toString()}`);
    const response = await this.send(request);
    if (!response.ok) throw new AskedInVain(response.status, (await response.json()) as Refused);
    const header = (name: string): string => response.headers.get(`ropenet-${name}`) ?? "";
    const { key, salt } = secretsOf(session, header("session"), digestOf(this.#place, request));
    const opened = await decryptChunk(key, index, new Uint8Array(await response.arrayBuffer()));
    const digest = chunkDigest(opened.content, opened.salt);
    const [root, chunks] = [header("root") as Hex, Number(header("chunks"))];
    const proof = header("proof").split(",").filter(Boolean) as Hex[];
    if (commitmentOf({ root, chunks }) !== commitment || !isChunkOf(root, index, digest, proof)) {
      throw new Error(`Chunk ${index} is not of the content that is registered.`);
    }
    return { content: opened.content, request, result: digest, salt };
  }
}

export class AskedInVain extends Error {
  readonly status: number;
  readonly refused: Refused;

  constructor(status: number, refused: Refused) {
    super(`${refused.sentence} ${refused.remedy}`);
    this.status = status;
    this.refused = refused;
  }
}
