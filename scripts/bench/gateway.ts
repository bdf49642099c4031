/**
 * `npm run bench:gateway`: chunks a second that the gateway serves, each with its signature, its check at the chain's head and its metering, beside
 * the same framework that encrypts the same chunks for whoever asks, and that sends the same bytes as they are. One run, one process for all servers
 * and the embedded chain, a thread of its own for who asks. `--requests`, `--chunk` and `--at-once` say how much; `--json` prints the figures.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { randomBytes, Wallet } from "ethers";
import fastify, { type FastifyInstance } from "fastify";
import hre from "hardhat";
import { encryptChunk } from "../../bindings/src/delivery.ts";
import { personaOf } from "../../deploy/data/personas.ts";
import { readParameters } from "../../deploy/parameters.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { commitContent } from "../../tasks/data/contents.ts";
import { actorOf } from "../../tasks/shared/actor.ts";
import { Args } from "../../tasks/shared/args.ts";
import { openContext } from "../../tasks/shared/context.ts";
import { within } from "../../tasks/shared/surroundings.ts";
import { Client } from "../gateway/client.ts";
import { createGateway } from "../gateway/server.ts";
import { newSession, secretsOf } from "../gateway/session.ts";
import { headersOf } from "../gateway/signing.ts";
import { Store } from "../gateway/store.ts";
import { certify, offer, order, purpose, purposeSet, register, review } from "../sandbox/story/dataDesk.ts";
import { Stage } from "../sandbox/story/stage.ts";

interface Load {
  atOnce: number;
  requests: { url: string; headers: Record<string, string> }[];
}

/** Asks so many at once until all are answered; seconds. */
async function carry({ atOnce, requests }: Load): Promise<number> {
  const start = performance.now();
  const open = [...requests];
  const lane = async (): Promise<void> => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const response = await fetch(next.url, { headers: next.headers });
      if (!response.ok) throw new Error(await response.text());
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (performance.now() - start) / 1_000;
}

if (!isMainThread) {
  parentPort?.postMessage(await carry(workerData as Load));
  process.exit(0);
}

const CONTENT = "bench of the gateway";
const CHUNKS = 8;
const BATCH = 100;
const DAY = 86_400n;

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "1000" },
    chunk: { type: "string", default: "65536" },
    "at-once": { type: "string", default: "16" },
    json: { type: "boolean", default: false },
  },
});
const [count, size, atOnce] = [Number(values.requests), Number(values.chunk), Number(values["at-once"])];

const connection = await hre.network.create("default");
const suite = await deploySuite(connection, readParameters("deploy/parameters/development.json5"));
const stage = new Stage(connection, suite);
const folder = mkdtempSync(join(tmpdir(), "gateway-bench-"));
const read = (args: Record<string, string>) =>
  within({ connection, suite, isTerminal: false }, () =>
    openContext({ task: "data record-use", args: new Args(args), hre }),
  );
const context = await read({ as: "yunlu" });

/** A certified asset of random bytes, and a licence of it. */
async function prepare() {
  const [file, out] = [join(folder, "content"), join(folder, "tree.json")];
  writeFileSync(file, randomBytes(size * CHUNKS));
  if (commitContent.kind !== "call") throw new Error("data commit-content looks at no chain.");
  const { json } = await commitContent.work({ ...context, args: new Args({ file, out, chunkSize: String(size) }) });
  const commitment = String(json.commitment);
  const shares = { holding: 10_000n, processing: 0n, operation: 0n, contributors: [] };
  await register(stage, "yunlu", CONTENT, { commitment, sensitivity: "General", shares });
  await review(stage, CONTENT);
  const asset = stage.recall(CONTENT);
  const { noticeEnds } = await suite.dataCertification.filingInfo(asset << 32n);
  await stage.travel(Number((noticeEnds + 1n) * DAY));
  await certify(stage, CONTENT);
  const offered = await offer(stage, "yunlu", CONTENT, { purposes: purposeSet("RISK_CONTROL") });
  const { licence } = await order(stage, "shuju", offered);
  const version = join(folder, "assets", String(asset), "1");
  mkdirSync(version, { recursive: true });
  for (const name of ["content", "tree.json"]) writeFileSync(join(version, name), await readFile(join(folder, name)));
  return { asset, licence };
}

const listening = async (app: FastifyInstance): Promise<string> => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
};

/** What whoever asks does, in a thread of its own; requests a second. */
async function measured(requests: Load["requests"]): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { atOnce, requests } satisfies Load });
  const seconds = await new Promise<number>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return Math.round(count / seconds);
}

const { asset, licence } = await prepare();
const { signer, ...yunlu } = await actorOf(context);
if (signer === undefined) throw new Error("Nobody has yunlu's key.");
const said: string[] = [];
const options = { store: folder, batch: BATCH, flushSeconds: 60, maxLag: 30 };
const clock = ({ timestamp }: { timestamp: number }) => timestamp;
const gateway = await createGateway(
  context,
  { ...yunlu, signer },
  { ...options, clock, say: (line) => said.push(line) },
);

const session = newSession();
const store = new Store(folder, suite);
const version = await store.version(asset);
const control = fastify();
control.get<{ Params: { index: string } }>("/encrypted/:index", async ({ params }, reply) => {
  const index = Number(params.index);
  const { content, salt, digest } = await store.chunk(version, index);
  const { key } = secretsOf(newSession(), session.publicKey, digest);
  return reply.type("application/octet-stream").send(Buffer.from(await encryptChunk(key, index, content, salt)));
});
const sealed = Buffer.from(randomBytes(32 + size + 16));
control.get("/plain/:index", (_request, reply) => reply.type("application/octet-stream").send(sealed));

const [served, plain] = [await listening(gateway.app), await listening(control)];
const place = {
  chainId: BigInt((await connection.provider.request({ method: "eth_chainId" })) as string),
  licences: await suite.dataLicences.getAddress(),
};
const client = new Client(served, new Wallet(personaOf("shuju").privateKey), place, () => stage.now());
const query = `purpose=${purpose("RISK_CONTROL")}&session=${session.publicKey}`;
const signed = async (index: number) => {
  const request = await client.signed(`/v1/licences/${licence}/chunks/${index % CHUNKS}?${query}`);
  return { url: served + request.path, headers: headersOf(request) };
};
const many = <T>(make: (index: number) => T, length = count): T[] => Array.from({ length }, (_, index) => make(index));
const unsigned = (path: string) => many((index) => ({ url: `${plain}/${path}/${index % CHUNKS}`, headers: {} }));

// Each some times before, so that none is measured while it is compiled.
const WARMING = 50;
const warm = (requests: Load["requests"]) => carry({ atOnce, requests: requests.slice(0, WARMING) });
await warm(await Promise.all(many(signed, WARMING)));
await warm(unsigned("encrypted"));
await warm(unsigned("plain"));
const figures = {
  requests: count,
  chunkBytes: size,
  atOnce,
  cores: availableParallelism(),
  perSecond: {
    metered: await measured(await Promise.all(many(signed))),
    encrypted: await measured(unsigned("encrypted")),
    plain: await measured(unsigned("plain")),
  },
  anchored: { uses: 0, batches: 0 },
};
await Promise.all([gateway.app.close(), control.close()]);
figures.anchored.uses = Number((await suite.dataLicences.licenceInfo(licence)).used);
figures.anchored.batches = (
  await suite.dataLicences.queryFilter(suite.dataLicences.filters.UsesRecorded(licence))
).length;
rmSync(folder, { recursive: true });

const { perSecond, anchored } = figures;
const row = (what: string, value: number): string => `  ${what.padEnd(66)}${String(value).padStart(7)}\n`;
process.stdout.write(
  values.json
    ? `${JSON.stringify(figures, undefined, 2)}\n`
    : `Chunks of ${size} bytes a second; ${count} requests, ${atOnce} at once, ${figures.cores} cores\n` +
        row("signature, check at the head, encryption, metering", perSecond.metered) +
        row("the same framework, encryption alone", perSecond.encrypted) +
        row("the same framework, the same bytes as they are", perSecond.plain) +
        `All ${anchored.uses} uses are on chain, in ${anchored.batches} batches.\n`,
);
const isWhole = anchored.uses === count + WARMING;
if (!isWhole) console.error(`Of ${count + WARMING} uses ${anchored.uses} are on chain.\n${said.join("\n")}`);
process.exit(isWhole ? 0 : 1);
