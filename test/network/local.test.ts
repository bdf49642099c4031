import { existsSync, readdirSync, readFileSync, statSync, unlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { readNetwork } from "../../network/folder.ts";
import { freePorts, localMembers, Workshop } from "./workshop.ts";

interface Status {
  nodes: {
    name: string;
    process: string;
    block?: number;
    peers?: number;
    validators?: string[];
    allowedAccounts?: string[];
  }[];
  problems: string[];
}

const NAMES = ["validator-1", "validator-2", "validator-3", "validator-4", "rpc-1", "observer-1"];

/** With a program in Besu's place (test/utils/programs/besu.ts): what is tested is how processes are handled, not Besu. */
describe("A network of local processes", function () {
  this.timeout(120_000);

  let workshop: Workshop;
  let members: Awaited<ReturnType<typeof localMembers>>;
  let env: Record<string, string>;
  const net = ["--out", "net"];
  const run = (command: string, ...args: string[]) => workshop.run([command, ...net, ...args], env);
  const file = (...path: string[]) => readFileSync(workshop.path("net", "nodes", ...path), "utf8");
  const pidOf = (name: string) => (JSON.parse(file(name, "process.json")) as { pid: number }).pid;
  const status = async () => JSON.parse((await run("status", "--json")).out) as Status;
  const block = async () => (await status()).nodes[0]?.block ?? 0;

  /** Brings up what does not run, which must go well. */
  async function up(...args: string[]): Promise<string> {
    const { code, out, err } = await run("up", ...args);
    expect(err).to.equal("");
    expect(code).to.equal(0);
    return out;
  }

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  before(async () => {
    workshop = new Workshop();
    env = { BESU_HOME: workshop.besuHome() };
    members = await localMembers();
    for (const each of [...members.rpcNodes, ...members.observers]) each.rpc = { tokens: false };
    workshop.write("members.json5", members);
    expect((await run("init", "--members", "members.json5", "--dev")).code).to.equal(0);
  });

  after(async () => {
    await run("down");
    workshop.remove();
  });

  it("W-3: a port that is taken is named, with what wants it, before anything starts", async () => {
    const { ports } = members.rpcNodes[0] as { ports: { http: number } };
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(ports.http, "127.0.0.1", resolve));
    try {
      const { code, err } = await run("up");
      expect(code).to.equal(1);
      expect(err).to.contain(`Port ${ports.http} on 127.0.0.1, for JSON-RPC of rpc-1, can't be had`);
      expect(existsSync(workshop.path("net", "nodes", "validator-1", "besu.log"))).to.equal(false);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it("W-3: a node that dies at its start is told with the end of its log, and nothing of the start stays", async () => {
    const die = workshop.write("net/nodes/validator-3/die", "Invalid genesis: unknown fork");
    const { code, out, err } = await run("up");
    unlinkSync(die);
    expect(code).to.equal(1);
    expect(out).to.contain("validator-4 started");
    expect(err).to.contain("validator-3 has ended (code 1).").and.to.contain("Invalid genesis: unknown fork");
    expect((await status()).nodes.map((each) => each.process)).to.deep.equal(Array(6).fill("stopped"));
  });

  it("W-3: nodes are started from their folders with their configuration, and with nobody's variables", async () => {
    const before = env;
    env = { ...env, BESU_RPC_HTTP_HOST: "0.0.0.0", BESU_MIN_GAS_PRICE: "7", BESU_OPTS: "-Xmx2g" };
    await up("--node", "validator-1", "--wait", "0");
    env = before;
    const log = () => file("validator-1", "besu.log");
    while (!log().includes("main loop")) await sleep(20);
    expect(log()).to.contain("Arguments: --config-file=config.toml\n");
    expect(log()).to.contain("Variables: BESU_OPTS -Xmx2g\n");
    expect(statSync(workshop.path("net", "nodes", "validator-1", "besu.log")).mode & 0o077).to.equal(0);
    const shown = await run("logs", "--node", "validator-1", "--lines", "1");
    expect(shown.out).to.contain("Ethereum main loop is up. validator-1");
  });

  it("W-3: four validators, an RPC node and an observer see each other and make blocks; what runs already is left alone", async () => {
    const before = pidOf("validator-1");
    const out = await up();
    expect(out).to.contain("validator-1 runs already").and.to.contain("validator-2 started");
    expect(pidOf("validator-1")).to.equal(before);
    for (const name of NAMES) expect(out).to.contain(`${name} has blocks and 5 peers`);
    expect(out).to.contain("The network is up.").and.to.contain("npm run test:besu");

    const { nodes, problems } = await status();
    expect(problems).to.deep.equal([]);
    for (const { name, peers, validators, allowedAccounts, ...rest } of nodes) {
      expect(rest.process).to.equal(`running (${pidOf(name)})`);
      expect(rest.block, name).to.be.greaterThan(0);
      expect(peers, name).to.equal(5);
      expect(validators?.length, name).to.equal(name.startsWith("validator") ? 4 : undefined);
      expect(allowedAccounts?.length, name).to.equal(name === "observer-1" ? 0 : 61);
    }
    const shown = await run("status");
    expect(shown.code).to.equal(0);
    expect(shown.out)
      .to.match(/validator-1 +validator +running \(\d+\)/)
      .and.to.contain("All is well.");
  });

  it("W-3: killed nodes are found gone, and start again; their earlier log is kept", async () => {
    process.kill(pidOf("rpc-1"), "SIGKILL");
    await run("down", "--node", "validator-2");
    while (isAlive(pidOf("rpc-1"))) await sleep(20);
    const missing = await run("status");
    expect(missing.code).to.equal(1);
    expect(missing.out)
      .to.contain("validator-2 does not run (stopped).")
      .and.to.contain("rpc-1 does not run (stopped).")
      .and.to.contain("validator-1 sees 3 of 5 peers.");
    await up();
    expect(file("validator-2", "besu.log.1")).to.contain("Shutdown hook");
  });

  it("W-5: without a quorum no blocks come, which is told; brought back together, they come again", async () => {
    await run("down", "--node", "validator-3", "--node", "validator-4");
    // What was on its way may still come.
    await sleep(300);
    const before = await block();
    await sleep(400);
    expect(await block()).to.equal(before);
    await up();
    while ((await block()) <= before) await sleep(50);
  });

  it("W-5: validators vote on who is one", async () => {
    const candidate = `0x${"ab".repeat(20)}`;
    const voted = await run("vote", "--add", candidate);
    expect(voted.code).to.equal(0);
    for (const number of [1, 2, 3, 4]) {
      expect(voted.out).to.contain(`validator-${number}: 4 validators; votes for: add ${candidate}`);
    }
    expect((await run("vote", "--discard", candidate)).out).to.contain("votes for: nothing");
    const wrong = await run("vote", "--add", "validator-9");
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain('"validator-9" is no node and no address.');
  });

  it("W-5: a member is added by its public key; running validators read their lists again", async () => {
    const joined = await workshop.run(["join", "--name", "rpc-2", "--out", "own"], env);
    const publicKey = /publicKey: "([0-9a-f]{128})"/.exec(joined.out)?.[1];
    const [p2p, http, metrics] = await freePorts(3);
    const added = { name: "rpc-2", organisation: "huaxi", host: "127.0.0.1", publicKey, ports: { p2p, http, metrics } };
    workshop.write("members.json5", { ...members, rpcNodes: [...members.rpcNodes, added] });
    const updated = await run("init", "--members", "members.json5", "--update");
    expect(updated.out).to.contain("2 RPC nodes").and.to.contain("npm run network:reload");
    expect((await run("status")).out).to.contain("Not all nodes have the same allowlist of nodes.");
    const reloaded = await run("reload");
    expect(reloaded.code).to.equal(0);
    expect(reloaded.out).to.contain("validator-1: allows 7 nodes and 61 accounts");
    const others = ["--node", "rpc-1", "--node", "observer-1"];
    for (const name of ["rpc-1", "observer-1"]) {
      expect(reloaded.out).to.contain(`${name}: npm run network:down -- --node ${name}`);
    }
    await run("down", ...others);
    await up(...others);

    const installed = await workshop.run(["join", "--name", "rpc-2", "--out", "own", "--network", "net"], env);
    expect(installed.code).to.equal(0);
    expect(await up("--node", "rpc-2")).to.contain("rpc-2 has blocks and a peer");
    expect((await status()).problems).to.deep.equal([]);
  });

  it("W-2: a node with tokens refuses who has none, and answers who shows one", async () => {
    const http = readNetwork(workshop.path("net")).nodes.find(({ name }) => name === "rpc-2")?.ports.http;
    const ask = (authorization?: string) =>
      fetch(`http://127.0.0.1:${http}`, {
        method: "POST",
        headers: authorization === undefined ? {} : { authorization },
        body: JSON.stringify({ id: 1, method: "eth_chainId", params: [] }),
      });
    expect((await ask()).status).to.equal(401);
    const { out } = await run("token", "--node", "rpc-2", "--hours", "1");
    expect(out).to.match(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect((await ask(`Bearer ${out.trim()}`)).status).to.equal(200);
    expect((await run("token", "--node", "rpc-1")).err).to.contain("rpc-1 asks for no tokens.");
  });

  it("X-117: no command shows a key, whatever goes wrong", async () => {
    const said = [await run("up"), await run("status"), await run("status", "--json"), await run("logs")];
    said.push(await run("reload"), await run("vote", "--add", "rpc-1"), await run("vote", "--discard", "rpc-1"));
    const right = file("rpc-1", "key");
    workshop.write("net/nodes/rpc-1/key", file("validator-1", "key"));
    const wrong = await run("up");
    workshop.write("net/nodes/rpc-1/key", right);
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain("is not the key of rpc-1 in network.json");
    const text = [...said, wrong].map(({ out, err }) => out + err).join("\n");
    for (const name of NAMES) expect(text).to.not.contain(file(name, "key").trim());
  });

  it("W-3: ended, they leave nothing running; the number of a process that has gone to another is not taken for a node", async () => {
    const pids = NAMES.map(pidOf);
    const { code, out } = await run("down");
    expect(code).to.equal(0);
    expect(out).to.contain("Ended: validator-1, validator-2, validator-3, validator-4, rpc-1, rpc-2, observer-1.");
    expect(pids.filter(isAlive)).to.deep.equal([]);
    for (const name of NAMES) {
      expect(file(name, "besu.log")).to.contain("Shutdown hook");
      expect(readdirSync(workshop.path("net", "nodes", name))).to.not.include("process.json");
    }
    workshop.write("net/nodes/validator-1/process.json", { pid: process.pid, began: "another time" });
    expect((await status()).nodes[0]?.process).to.equal("stopped");
    expect((await run("down")).out).to.contain("Nothing was running.");
  });
});
