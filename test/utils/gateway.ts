/** A gateway for tests: content on the disk, an asset and a licence of it, and who asks over HTTP. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import hre from "hardhat";
import type { Signer } from "ethers";
import { Client, type Refused } from "../../scripts/gateway/client.ts";
import { createGateway, type Gateway, type GatewayOptions } from "../../scripts/gateway/server.ts";
import { Args } from "../../tasks/shared/args.ts";
import { openContext } from "../../tasks/shared/context.ts";
import { within } from "../../tasks/shared/surroundings.ts";
import type { TermsStruct } from "../../types/contracts/modules/data/DataOffers.js";
import { certified, type DataDesk, dataDesk } from "./data.ts";
import { licensed, purposeOf } from "./data-offers.ts";
import { type Actor, connection, ethers, networkHelpers } from "./suite.ts";
import { done } from "./tasks.ts";

const CHUNK = 1_024;
/** Five chunks, the last a short one. */
export const CONTENT = Buffer.from("vehicles counted at crossing 7, hour by hour; ".repeat(100));
export const CHUNKS = 5;
export const chunkOf = (index: number): Buffer => CONTENT.subarray(index * CHUNK, (index + 1) * CHUNK);

export const RISK_CONTROL = String(purposeOf("RISK_CONTROL"));

/** The chain's clock, and how far the gateway's is before it. */
export const clock = { ahead: 0 };

export interface Post {
  desk: DataDesk;
  folder: string;
  asset: bigint;
  commitment: string;
  place: { chainId: bigint; licences: string };
}

let folders = 0;
const root = mkdtempSync(join(tmpdir(), "gateway-"));
process.once("exit", () => rmSync(root, { recursive: true, force: true }));

/** Content that its holder has committed to and registered, where the gateway looks for it. */
export async function post(draft: Parameters<typeof certified>[1] = {}): Promise<Post> {
  const desk = await dataDesk();
  const folder = join(root, String(++folders));
  const made = join(folder, "made");
  mkdirSync(made, { recursive: true });
  writeFileSync(join(made, "content"), CONTENT);
  const files = `--file "${join(made, "content")}" --out "${join(made, "tree.json")}" --chunk-size ${CHUNK}`;
  const { json } = await done(desk.suite, `data commit-content ${files} --json`);
  const commitment = String(json.commitment);
  const asset = await certified(desk, { ...draft, commitment });
  const version = join(folder, "assets", String(asset), "1");
  mkdirSync(version, { recursive: true });
  for (const name of ["content", "tree.json"]) copyFileSync(join(made, name), join(version, name));
  const { chainId } = await ethers.provider.getNetwork();
  return { desk, folder, asset, commitment, place: { chainId, licences: await desk.suite.dataLicences.getAddress() } };
}

export interface Served extends Gateway {
  url: string;
  said: string[];
  /** Ends it as a kill does: nothing is anchored, nothing is closed. */
  kill: () => void;
}

const running: Gateway[] = [];

/** Starts a gateway on the folder, by default yunlu's. */
export async function served(
  { desk, folder }: Post,
  draft: Partial<GatewayOptions> & { by?: Actor; signer?: Signer } = {},
): Promise<Served> {
  const { by = desk.yunlu, signer = by.signer, ...options } = draft;
  const context = await within({ connection, suite: desk.suite, isTerminal: false, isStyled: false }, () =>
    openContext({ task: "data record-use", args: new Args({}), hre }),
  );
  const said: string[] = [];
  const actor = { address: by.wallet, participant: by.id, name: by.key, handle: by.key, signer };
  const gateway = await createGateway(context, actor, {
    store: folder,
    batch: 100,
    flushSeconds: 60,
    maxLag: 30,
    clock: ({ timestamp }) => timestamp + clock.ahead,
    say: (line) => said.push(line),
    ...options,
  });
  await gateway.app.listen({ host: "127.0.0.1", port: 0 });
  running.push(gateway);
  const url = `http://127.0.0.1:${(gateway.app.server.address() as AddressInfo).port}`;
  const kill = () => {
    running.splice(running.indexOf(gateway), 1);
    gateway.app.server.closeAllConnections();
    gateway.app.server.close();
  };
  return { ...gateway, url, said, kill };
}

/** Ends all that a test has started. */
export async function ended(): Promise<void> {
  clock.ahead = 0;
  await Promise.all(running.splice(0).map(({ app }) => app.close()));
}

export const clientOf = ({ place }: Post, { url }: Served, signer: Signer) =>
  new Client(url, signer, place, async () => (await networkHelpers.time.latest()) + clock.ahead);

/** A licence of the post's asset, by yunlu to shuju. */
export const licence = ({ desk, asset }: Post, terms: Partial<TermsStruct> = {}) =>
  licensed(desk, asset, terms, { seller: desk.yunlu });

/** Status and document of an answer. */
export async function told(response: Response): Promise<Refused & { status: number }> {
  return { status: response.status, ...((await response.json()) as Refused) };
}
