/** The network by Docker Compose. Containers use the host's own network, so what a node is told holds there as it does for a local process. */
import { stringify } from "yaml";
import { BESU_VERSION, GENESIS, type Node, STATIC_NODES } from "./nodes.ts";

export const COMPOSE = "docker-compose.yml";

const NETWORK = "/network";

function serviceOf({ name, rpcListen }: Node) {
  const folder = `${NETWORK}/nodes/${name}`;
  return {
    image: `\${BESU_IMAGE:-hyperledger/besu:${BESU_VERSION}}`,
    // The image's own entry script runs Besu twice when it is root; as the folder's owner nothing has to be prepared.
    entrypoint: ["/opt/besu/bin/besu"],
    command: ["--config-file=config.toml"],
    user: "${BESU_USER:-1000:1000}",
    working_dir: folder,
    network_mode: "host",
    environment: {
      BESU_OPTS: "${BESU_OPTS:--Xmx1g}",
      // The image sets these to all interfaces, and a variable of Besu's outweighs config.toml.
      BESU_RPC_HTTP_HOST: rpcListen,
      BESU_RPC_WS_HOST: rpcListen,
      BESU_GRAPHQL_HTTP_HOST: rpcListen,
    },
    volumes: [
      `./nodes/${name}:${folder}`,
      `./${GENESIS}:${NETWORK}/${GENESIS}:ro`,
      `./${STATIC_NODES}:${NETWORK}/${STATIC_NODES}:ro`,
    ],
    restart: "unless-stopped",
    stop_grace_period: "60s",
    logging: { driver: "json-file", options: { "max-size": "50m", "max-file": "5" } },
  };
}

export const composeYaml = (nodes: readonly Node[]): string =>
  `# Made by network:init. npm run network:up starts the nodes whose keys are here; by hand: docker compose up -d <names>.\n${stringify(
    { name: "ropenet", services: Object.fromEntries(nodes.map((node) => [node.name, serviceOf(node)])) },
    { lineWidth: 0 },
  )}`;
