/** The README of a network's folder: what goes to whom. */
import { quorum, tolerated } from "./genesis.ts";
import { chain } from "./chain.ts";
import { enode, FILES, GENESIS, type Node, STATIC_NODES } from "./nodes.ts";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function partOf(organisation: string, nodes: readonly Node[]): string {
  const own = nodes.filter((node) => node.organisation === organisation);
  return `### ${organisation}

${own.map(({ name, role }) => `- \`nodes/${name}/\` (${role})`).join("\n")}
`;
}

/** @param keysHere names of the nodes whose private keys lie in the folder */
export function handout(nodes: readonly Node[], keysHere: readonly string[], isDev: boolean): string {
  const validators = nodes.filter(({ role }) => role === "validator").length;
  const organisations = [...new Set(nodes.map(({ organisation }) => organisation))];
  const rows = nodes.map((node) => [
    node.name,
    node.role,
    node.organisation,
    `${node.host}:${node.ports.p2p}`,
    `${node.rpcListen}:${node.ports.http}${node.tokens ? ", by token" : ""}`,
    `\`${node.publicKey.address}\``,
    keysHere.includes(node.name) ? "here" : "with its member",
  ]);
  return `# A RopeNet network

Chain ${chain.id}, QBFT with ${validators} validators: ${quorum(validators)} agree on a block, ${tolerated(validators)} may be down. Made by \`npm run network:init\`;
commands and procedures stand in docs/operations.md of the repository.
${
  isDev
    ? "\n**For development only**: its account allowlist has the development personas, whose keys everybody knows.\n"
    : ""
}
${table(["node", "role", "organisation", "peers", "JSON-RPC", "address", "private key"], rows)}

## What everybody gets

\`${GENESIS}\`, \`${STATIC_NODES}\`, \`network.json\`, \`docker-compose.yml\`, \`prometheus/\` and this file. None of it is secret. All members must have the same
${GENESIS}: compare its SHA-256.

## What one member gets

Its own nodes' folders and no others. \`${FILES.key}\` and \`${FILES.tokenPrivate}\` are secret: mode 600, never in a mail, a chat, a repository or a backup that others read.
${
  keysHere.length > 0 && !isDev
    ? "Better than to hand keys over: let each member make its own with network:join, and put only public keys into the members file.\n"
    : ""
}
${organisations.map((organisation) => partOf(organisation, nodes)).join("\n")}
## Enodes

${nodes.map((node) => `- ${node.name}: \`${enode(node)}\``).join("\n")}
`;
}
