/**
 * The reference gateway of data services: encrypted chunks to licence holders, each request checked at the chain's head and metered. Routes, errors,
 * and what it proves: docs/data.md.
 */
import { join } from "node:path";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Signer } from "ethers";
import { encryptChunk } from "../../bindings/src/delivery.ts";
import type { Actor } from "../../tasks/shared/actor.ts";
import type { Context } from "../../tasks/shared/context.ts";
import { notThere, Refusal, refusalOf } from "./failure.ts";
import { Licences, type HeadOptions } from "./licences.ts";
import { Meter, type MeterOptions } from "./meter.ts";
import { Possession } from "./possession.ts";
import { Sender } from "./sender.ts";
import { newSession, secretsOf } from "./session.ts";
import { digestOf, signedRequest } from "./signing.ts";
import { Store } from "./store.ts";

export interface GatewayOptions extends MeterOptions, HeadOptions {
  /** Folder of the content and the journal; one gateway has it at a time. */
  store: string;
}

export interface Gateway {
  app: FastifyInstance;
  meter: Meter;
  possession: Possession;
  /** Versions of assets that it serves. */
  versions: number;
}

const ID = { type: "string", pattern: "^[1-9]\\d{0,9}$" };
const INDEX = { type: "string", pattern: "^\\d{1,10}$" };
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const CHUNK_QUERY = object(
  {
    purpose: { type: "string", pattern: "^\\d{1,2}$" },
    session: { type: "string", pattern: "^[0-9a-f]{64}$" },
    person: { type: "string", pattern: "^[1-9]\\d{0,18}$" },
    version: { type: "string", pattern: "^[1-9]\\d{0,7}$" },
  },
  ["purpose", "session"],
);

interface ChunkOf {
  licence: string;
  index: string;
}
interface ChunkQuery {
  purpose: string;
  session: string;
  person?: string;
  version?: string;
}

const signedIn = ({ method, url, headers }: FastifyRequest) => signedRequest(method, url, headers);

/** Makes a gateway that acts as a participant: the meter of the licences that it serves under. It takes up what an earlier one has left. */
export async function createGateway(
  context: Context,
  actor: Actor & { signer: Signer },
  options: GatewayOptions,
): Promise<Gateway> {
  const sender = new Sender(context, actor);
  const { chainId } = await context.chain.connection.ethers.provider.getNetwork();
  const place = { chainId, licences: await context.suite.dataLicences.getAddress() };
  const store = new Store(options.store, context.suite);
  const licences = new Licences(context, place, options);
  const meter = new Meter(context, sender, place, join(options.store, "journal"), options);
  const possession = new Possession(context, sender, store, options.say);
  const versions = await store.check();
  licences.remember(await meter.takeUp());

  // HEAD would be a use that gives nothing; a word that is misspelt is told, not left out.
  const app = fastify({ exposeHeadRoutes: false, ajv: { customOptions: { removeAdditional: false } } });

  app.setErrorHandler(async (error, _request, reply) => {
    const refusal = await refusalOf(error, context).catch(
      () => new Refusal(503, "NetworkTrouble", "The chain does not answer.", "Ask again later."),
    );
    if (refusal.status === 500) options.say(`A request failed: ${(error as Error).stack}`);
    const { status, kind, message, remedy } = refusal;
    return reply.code(status).send({ error: kind, sentence: message, remedy });
  });
  app.setNotFoundHandler(({ method, url }) => {
    throw notThere(`There is no ${method} ${url.split("?")[0]}.`, "See the routes in docs/data.md.");
  });
  app.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));
  app.addHook("onClose", async () => {
    await possession.close();
    await meter.close();
  });

  app.get("/v1/health", async () => {
    const { number, timestamp, age } = await licences.freshHead();
    return {
      block: number,
      timestamp,
      now: Math.floor(timestamp + age),
      ...placeIn(),
      unanchored: await meter.unanchored(),
    };
  });
  const placeIn = () => ({ chainId: Number(chainId), licences: place.licences, meter: Number(actor.participant) });

  app.get<{ Params: { asset: string } }>(
    "/v1/assets/:asset",
    { schema: { params: object({ asset: ID }) } },
    async ({ params }) => {
      const asset = BigInt(params.asset);
      const numbers = store.versions(asset);
      if (numbers.length === 0) await store.version(asset);
      const held = await Promise.all(numbers.map((number) => store.version(asset, number)));
      return {
        asset: Number(asset),
        versions: held.map(({ version, commitment, root, chunks, chunkSize }) => ({
          version,
          commitment,
          root,
          chunks,
          chunkSize,
        })),
      };
    },
  );

  app.get<{ Params: { sale: string; index: string } }>(
    "/v1/sales/:sale/chunks/:index",
    { schema: { params: object({ sale: ID, index: INDEX }), querystring: object({}) } },
    async (request, reply) => {
      const sale = BigInt(request.params.sale);
      const signed = signedIn(request);
      const head = await licences.freshHead();
      const root = await licences.delivery(sale, await licences.asker(signed, head), head);
      const chunk = await store.ciphertext(sale, root, Number(request.params.index));
      return reply.type("application/octet-stream").send(Buffer.from(chunk));
    },
  );

  app.get<{ Params: ChunkOf; Querystring: ChunkQuery }>(
    "/v1/licences/:licence/chunks/:index",
    { schema: { params: object({ licence: ID, index: INDEX }), querystring: CHUNK_QUERY } },
    async (request, reply) => {
      const { purpose, person = "0", session, version } = request.query;
      const licence = BigInt(request.params.licence);
      const index = Number(request.params.index);
      const signed = signedIn(request);
      const head = await licences.freshHead();
      const [asker, info] = await Promise.all([licences.asker(signed, head), licences.licence(licence, head)]);
      await licences.requireLicensee(licence, info, asker);
      await licences.requireMeter(licence, info, actor.participant);

      // Everything that can fail comes before the use counts.
      const held = await store.version(info.asset, version === undefined ? undefined : Number(version));
      const { content, salt, digest, proof } = await store.chunk(held, index);
      const own = newSession();
      const secrets = secretsOf(own, session, digestOf(place, signed));
      const sealed = await encryptChunk(secrets.key, index, content, salt);

      const use = {
        request: signed,
        purpose: Number(purpose),
        person,
        result: digest,
        salt: `0x${Buffer.from(secrets.salt).toString("hex")}`,
      };
      await meter.meter(licence, info, use, head, (count) =>
        licences.requireUsable(licence, use.purpose, BigInt(person), count, head),
      );
      return reply
        .headers({
          "ropenet-session": own.publicKey,
          "ropenet-version": String(held.version),
          "ropenet-root": held.root,
          "ropenet-chunks": String(held.chunks),
          "ropenet-proof": proof.join(","),
        })
        .type("application/octet-stream")
        .send(Buffer.from(sealed));
    },
  );

  return { app, meter, possession, versions };
}
