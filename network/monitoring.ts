/** What Prometheus scrapes, and what it raises an alarm on. */
import { stringify } from "yaml";
import { chain } from "./chain.ts";
import { tolerated } from "./genesis.ts";
import { isLoopback, LOOPBACK } from "./members.ts";
import type { Node } from "./nodes.ts";

export const MONITORING = { folder: "prometheus", scrape: "prometheus.yml", alerts: "alerts.yml" } as const;

/** Where `npm run network:exporter` and graph-node give their metrics. */
export const EXPORTER_PORT = 9560;
const GRAPH_NODE_PORT = 8040;

/** Blocks that an index may be behind before somebody is called. */
const INDEX_LAG = 10;

/** Seconds after which there is a block even when nobody sends anything, with one failed round on top. */
const BLOCK_GAP = chain.emptyBlockPeriodSeconds + 3 * chain.requestTimeoutSeconds;

const target = ({ metricsListen, host, ports }: Node): string =>
  `${isLoopback(metricsListen) ? LOOPBACK : host}:${ports.metrics}`;

export function prometheusYaml(nodes: readonly Node[]): string {
  const besu = nodes.map((node) => ({
    targets: [target(node)],
    labels: { node: node.name, role: node.role, organisation: node.organisation },
  }));
  return `# Made by network:init. Nodes give their metrics on loopback unless their metricsListen says otherwise: leave out the targets that
# this Prometheus does not reach, other members' above all.
${stringify({
  global: { scrape_interval: "15s", evaluation_interval: "15s" },
  rule_files: [MONITORING.alerts],
  scrape_configs: [
    { job_name: "besu", static_configs: besu },
    { job_name: "ropenet", static_configs: [{ targets: [`${LOOPBACK}:${EXPORTER_PORT}`] }] },
    { job_name: "graph-node", static_configs: [{ targets: [`${LOOPBACK}:${GRAPH_NODE_PORT}`] }] },
  ],
})}`;
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly severity: "page" | "warn";
  readonly summary: string;
  readonly remedy: string;
}

function alertsOf(nodes: readonly Node[]): Record<string, Alert[]> {
  const validators = nodes.filter(({ role }) => role === "validator").length;
  const spare = tolerated(validators);
  return {
    chain: [
      {
        alert: "NoBlocks",
        expr: `time() - max(besu_blockchain_chain_head_timestamp) > ${BLOCK_GAP}`,
        for: "30s",
        severity: "page",
        summary: "The chain has made no block for {{ $value | humanizeDuration }}.",
        remedy: "docs/operations.md, Quorum lost",
      },
      {
        alert: "ValidatorsDown",
        expr: `count(up{job="besu", role="validator"} == 0) >= ${spare}`,
        for: "1m",
        severity: "page",
        summary: `{{ $value }} of ${validators} validators are down; the chain stands when more than ${spare} are.`,
        remedy: "docs/operations.md, Validators down",
      },
      {
        alert: "RoundChanges",
        expr: "increase(ropenet_round_changes_total[10m]) > 3",
        for: "1m",
        severity: "warn",
        summary:
          "{{ $value }} rounds in ten minutes did not end in a block: a proposer is down, slow, or out of reach.",
        remedy: "docs/operations.md, Validators down",
      },
    ],
    nodes: [
      {
        alert: "NodeDown",
        expr: 'up{job="besu"} == 0',
        for: "2m",
        severity: "warn",
        summary: "{{ $labels.node }} gives no metrics.",
        remedy: "npm run network:status, then network:logs",
      },
      {
        alert: "NodeBehind",
        expr: "max(ethereum_blockchain_height) - on() group_right() ethereum_blockchain_height > 5",
        for: "2m",
        severity: "warn",
        summary: "{{ $labels.node }} is {{ $value }} blocks behind the highest node.",
        remedy: "docs/operations.md, A node falls behind",
      },
      {
        alert: "PeersMissing",
        expr: `ethereum_peer_count < ${nodes.length - 1}`,
        for: "5m",
        severity: "warn",
        summary: `{{ $labels.node }} sees {{ $value }} of ${nodes.length - 1} peers.`,
        remedy: "docs/operations.md, Peers missing",
      },
    ],
    // A graph-node that stands still, on a full disk say, goes on calling itself healthy: only the lag tells.
    index: [
      {
        alert: "IndexLag",
        expr: `max(ethereum_blockchain_height) - on() group_right() deployment_head > ${INDEX_LAG}`,
        for: "2m",
        severity: "page",
        summary: "The index {{ $labels.deployment }} is {{ $value }} blocks behind the chain: its answers are old.",
        remedy: "docs/production.md, When the index lags",
      },
      {
        alert: "IndexAnswersLag",
        expr: `ropenet_chain_block - ropenet_index_block > ${INDEX_LAG}`,
        for: "2m",
        severity: "page",
        summary: "GraphQL answers for a block that is {{ $value }} behind the chain.",
        remedy: "docs/production.md, When the index lags",
      },
      {
        alert: "IndexGone",
        expr: "absent(deployment_head) and absent(ropenet_index_block)",
        for: "5m",
        severity: "page",
        summary: "Nobody tells how far the index is.",
        remedy: "docs/production.md, When the index lags",
      },
    ],
  };
}

export function alertsYaml(nodes: readonly Node[]): string {
  const groups = Object.entries(alertsOf(nodes)).map(([name, alerts]) => ({
    name: `ropenet-${name}`,
    rules: alerts.map(({ alert, expr, for: duration, severity, summary, remedy }) => ({
      alert,
      expr,
      for: duration,
      labels: { severity },
      annotations: { summary, remedy },
    })),
  }));
  return `# Made by network:init. No rule looks at a flag that calls itself healthy: what counts is how far behind something is.\n${stringify({ groups }, { lineWidth: 0 })}`;
}
