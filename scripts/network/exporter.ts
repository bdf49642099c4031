/** Metrics that neither Besu nor graph-node gives: rounds that did not end in a block, and how far an index is behind the chain. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Network, ownNodes } from "../../network/folder.ts";
import { readExtraData } from "../../network/genesis.ts";
import { LOOPBACK } from "../../network/members.ts";
import type { Node } from "../../network/nodes.ts";
import { Problem } from "../../network/problem.ts";
import { graphqlCall } from "../sandbox/stack/calls.ts";
import { call } from "./rpc.ts";

/** Most blocks that are read at once: after a pause, rounds of those before are not counted. */
const PAGE = 100;

interface Block {
  readonly number: string;
  readonly extraData: string;
}

/** Follows the chain from scrape to scrape. */
class Follower {
  readonly #network: Network;
  readonly #node: Node;
  #next: number | undefined;
  #roundChanges = 0;
  #lastRound = 0;
  #validators = 0;

  constructor(network: Network, node: Node) {
    this.#network = network;
    this.#node = node;
  }

  #block(number: number): Promise<Block> {
    return call<Block>(this.#network, this.#node, "eth_getBlockByNumber", [`0x${number.toString(16)}`, false]);
  }

  async metrics(graphql: string | undefined): Promise<string> {
    const head = Number(await call<string>(this.#network, this.#node, "eth_blockNumber"));
    const first = Math.max(this.#next ?? head, head - PAGE + 1);
    for (let number = first; number <= head; number++) {
      const { validators, round } = readExtraData((await this.#block(number)).extraData);
      this.#roundChanges += round;
      this.#lastRound = round;
      this.#validators = validators.length;
    }
    this.#next = head + 1;
    const lines = [
      "# TYPE ropenet_chain_block gauge",
      `ropenet_chain_block ${head}`,
      "# TYPE ropenet_round_changes_total counter",
      `ropenet_round_changes_total ${this.#roundChanges}`,
      "# TYPE ropenet_block_round gauge",
      `ropenet_block_round ${this.#lastRound}`,
      "# TYPE ropenet_validators gauge",
      `ropenet_validators ${this.#validators}`,
    ];
    const index = graphql === undefined ? undefined : await indexBlock(graphql);
    if (index !== undefined) lines.push("# TYPE ropenet_index_block gauge", `ropenet_index_block ${index}`);
    return `${lines.join("\n")}\n`;
  }
}

/** The block for which the index answers; undefined when it does not: an alarm in itself. */
async function indexBlock(graphql: string): Promise<number | undefined> {
  try {
    const { data } = await graphqlCall<{ _meta: { block: { number: number } } }>(
      graphql,
      "{ _meta { block { number } } }",
    );
    return data?._meta.block.number;
  } catch {
    return undefined;
  }
}

/** Serves /metrics on this machine. */
export async function serveMetrics(network: Network, port: number, graphql?: string) {
  const [node] = ownNodes(network);
  if (node === undefined) throw new Problem("No node's key is in this folder.", "Run it where a node of yours runs.");
  const follower = new Follower(network, node);
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    follower.metrics(graphql).then(
      (text) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text),
      (error: Error) => response.writeHead(503, { "content-type": "text/plain" }).end(`${error.message}\n`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", () =>
      reject(new Problem(`Port ${port} on ${LOOPBACK} is taken.`, "Give another with --port, and in prometheus.yml.")),
    );
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/metrics`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
