/** JSON-RPC calls to nodes on this machine. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Network, nodeFolder } from "../../network/folder.ts";
import { requireSecret, signToken } from "../../network/keys.ts";
import { LOOPBACK } from "../../network/members.ts";
import { FILES, type Node } from "../../network/nodes.ts";
import { Problem } from "../../network/problem.ts";

export const TIMEOUT_MS = 3_000;

/** How long a token lives that a command makes for its own calls. */
const OWN_TOKEN_SECONDS = 300;

export const rpcUrl = ({ rpcListen, ports }: Node): string =>
  `http://${rpcListen === "0.0.0.0" ? LOOPBACK : rpcListen}:${ports.http}`;

/** A token for a node whose operator's key lies here. */
export function tokenFor(network: Network, { name }: Node, permissions: readonly string[], seconds: number): string {
  const file = join(nodeFolder(network, name), FILES.tokenPrivate);
  if (!existsSync(file)) {
    throw new Problem(
      `${file} is not here, so nobody here can give out tokens for ${name}.`,
      "Ask the node's operator; or bring the network up to its members file with network:init -- --update.",
    );
  }
  requireSecret(file);
  return signToken(readFileSync(file, "utf8"), permissions, Math.floor(Date.now() / 1000) + seconds);
}

/** Calls a method of one of our nodes; rejected with what the node says, or when it does not answer. */
export async function call<T>(network: Network, node: Node, method: string, params: unknown[] = []): Promise<T> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (node.tokens) headers.authorization = `Bearer ${tokenFor(network, node, ["*:*"], OWN_TOKEN_SECONDS)}`;
  const response = await fetch(rpcUrl(node), {
    method: "POST",
    headers,
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${node.name} answers ${method} with HTTP ${response.status}.`);
  const answer = (await response.json()) as { result: T; error?: { message: string } };
  if (answer.error !== undefined) throw new Error(`${node.name} refuses ${method}: ${answer.error.message}.`);
  return answer.result;
}
