import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { encodeRlp } from "ethers";
import { parse as parseToml } from "smol-toml";
import { readNetwork } from "../../network/folder.ts";
import { parsePublicKey, publicKeyOf } from "../../network/keys.ts";
import { serveMetrics } from "../../scripts/network/exporter.ts";
import { localMembers, Workshop } from "./workshop.ts";

describe("The network's commands", function () {
  this.timeout(60_000);

  let workshop: Workshop;
  beforeEach(() => (workshop = new Workshop()));
  afterEach(() => workshop.remove());

  const net = ["--out", "net"];

  async function make(): Promise<void> {
    workshop.write("members.json5", await localMembers());
    expect((await workshop.run(["init", "--members", "members.json5", ...net])).code).to.equal(0);
  }

  it("W-3: without Besu and without Docker: one sentence, what to install, and 3", async () => {
    await make();
    const { code, out, err } = await workshop.runApart(["up", ...net]);
    expect(code).to.equal(3);
    expect(out).to.equal("");
    expect(err.trim().split("\n")).to.have.lengthOf(2);
    expect(err).to.contain("Nothing here can run Besu: Docker is not installed, and there is no Besu.\n");
    expect(err).to.contain(
      "Install Docker with Compose; or unpack Besu 26.8.0 or later, with Java 25, and set BESU_HOME",
    );
  });

  it("W-3: a BESU_HOME that is none, a Besu that is too old, and one without Java are told as such", async () => {
    await make();
    const up = (home: string) => workshop.run(["up", ...net], { BESU_HOME: home });
    const none = await up(workshop.folder);
    expect(none.code).to.equal(3);
    expect(none.err).to.contain(`BESU_HOME is ${workshop.folder}, and there is no bin/besu in it.`);
    const home = workshop.besuHome();
    for (const version of ["26.7.9", "25.10.0"]) {
      workshop.write("besu/version", version);
      const old = await up(home);
      expect(old.code).to.equal(3);
      expect(old.err).to.contain(`is Besu ${version}; the network needs 26.8.0 or later`);
    }
    workshop.write("besu/version", "no java");
    expect((await up(home)).err)
      .to.contain("no 'java' command could be found")
      .and.to.contain("Java 25");
    chmodSync(workshop.path("besu", "bin", "besu"), 0o644);
    expect((await up(home)).err).to.contain("can't be executed");
  });

  it("W-3: Docker runs the nodes whose keys are here, as their owner, when there is no BESU_HOME", async () => {
    await make();
    workshop.docker();
    workshop.write("docker/containers", JSON.stringify({ Service: "validator-1", State: "running" }));
    const up = await workshop.run(["up", ...net, "--wait", "0"]);
    expect(up.err).to.equal("");
    expect(up.code).to.equal(0);
    const status = await workshop.run(["status", ...net]);
    expect(status.out).to.contain("container running").and.to.contain("validator-2 does not run (no container).");
    await workshop.run(["logs", ...net, "--lines", "5", "--node", "rpc-1"]);
    await workshop.run(["down", ...net]);
    const calls = readFileSync(workshop.path("docker", "calls"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { args: string[]; user?: string });
    const file = workshop.path("net", "docker-compose.yml");
    const names = ["validator-1", "validator-2", "validator-3", "validator-4", "rpc-1", "observer-1"];
    const { uid, gid } = statSync(workshop.path("net"));
    const composed = calls.filter(({ args }) => args.includes("-f"));
    expect(composed.map(({ args }) => args)).to.deep.equal([
      ["compose", "-f", file, "up", "--detach", ...names],
      ["compose", "-f", file, "ps", "--all", "--format", "json"],
      ["compose", "-f", file, "logs", "--tail", "5", "rpc-1"],
      ["compose", "-f", file, "rm", "--stop", "--force", ...names],
    ]);
    for (const { user } of composed) expect(user).to.equal(`${uid}:${gid}`);
  });

  it("W-3: a Docker whose engine does not run can't run it, and says so", async () => {
    await make();
    workshop.docker();
    workshop.write("docker/no-engine", "");
    const { code, err } = await workshop.run(["up", ...net]);
    expect(code).to.equal(3);
    expect(err).to.contain("Docker is installed, but its engine does not run");
  });

  it("W-1: a member makes its own key, and hands over the public part", async () => {
    const { code, out } = await workshop.run(["join", "--name", "guanshan-validator"]);
    expect(code).to.equal(0);
    const key = readFileSync(workshop.path("guanshan-validator", "key"), "utf8").trim();
    const publicKey = parsePublicKey(/publicKey: "([0-9a-f]+)"/.exec(out)?.[1] ?? "");
    expect(publicKey).to.deep.equal(publicKeyOf(`0x${key}`));
    expect(out)
      .to.contain(publicKey?.address ?? "?")
      .and.to.not.contain(key);
    expect(statSync(workshop.path("guanshan-validator", "key")).mode & 0o777).to.equal(0o600);
    const again = await workshop.run(["join", "--name", "guanshan-validator"]);
    expect(again.code).to.equal(1);
    expect(again.err).to.contain("a key is never overwritten");
    expect(readFileSync(workshop.path("guanshan-validator", "key"), "utf8").trim()).to.equal(key);
  });

  it("W-1: what is typed wrongly is told with what would be right", async () => {
    const said = async (...args: string[]) => {
      const { code, err } = await workshop.run(args);
      expect(code, args.join(" ")).to.equal(2);
      return err;
    };
    expect(await said("init")).to.contain("--members is missing.");
    expect(await said("init", "--member", "x")).to.contain("Usage: npm run network:init");
    expect(await said("up", "--out", "nowhere")).to.contain("nowhere holds no network.");
    expect(await said("upp")).to.contain('There is no command "upp".');
    await make();
    expect(await said("up", ...net, "--node", "validator-9")).to.contain("There are: validator-1, validator-2");
    expect(await said("up", ...net, "--with", "podman")).to.contain("Give local or docker.");
    expect(await said("up", ...net, "--wait", "soon")).to.contain('--wait is "soon".');
    expect(await said("vote", ...net)).to.contain("A vote is on one validator.");
  });

  it("W-2: --dev is refused for hosts that others could reach, and writes nothing", async () => {
    const members = await localMembers({ "rpc-1": { host: "10.0.0.7" } });
    workshop.write("members.json5", members);
    const { code, err } = await workshop.run(["init", "--members", "members.json5", "--dev", ...net]);
    expect(code).to.equal(2);
    expect(err).to.contain("--dev admits accounts whose keys everybody knows, and rpc-1 is at 10.0.0.7.");
    expect(existsSync(workshop.path("net"))).to.equal(false);
  });

  it("W-2: without --dev nobody's development key may send", async () => {
    await make();
    const { accounts, dev } = readNetwork(workshop.path("net"));
    expect(accounts).to.deep.equal([]);
    expect(dev).to.equal(false);
    await workshop.run(["init", "--members", "members.json5", "--dev", "--out", "dev"]);
    expect(readNetwork(workshop.path("dev")).accounts).to.have.lengthOf(61);
  });

  it("W-6: an RPC node's index gets its folder, with secrets of its own that nobody else reads", async () => {
    const rpc = { host: "10.0.0.7", rpc: { listen: "10.0.0.7", allowedHosts: ["10.0.0.7"] } };
    workshop.write("members.json5", await localMembers({ "rpc-1": rpc }));
    await workshop.run(["init", "--members", "members.json5", ...net]);
    const { code, out } = await workshop.run(["graph", "--node", "rpc-1", ...net]);
    expect(code).to.equal(0);
    expect(out).to.contain("docker compose --project-directory");
    const folder = workshop.path("net", "graph-node", "rpc-1");
    for (const secret of ["config.toml", ".env"]) expect(statSync(`${folder}/${secret}`).mode & 0o777).to.equal(0o600);
    expect(readFileSync(`${folder}/config.toml`, "utf8")).to.match(/Authorization = "Bearer [\w-]+\.[\w-]+\.[\w-]+"/);
    parseToml(readFileSync(`${folder}/config.toml`, "utf8"));
    expect((await workshop.run(["graph", "--node", "validator-1", ...net])).err).to.contain(
      "validator-1 is a validator.",
    );
  });

  it("W-4: the integration tests are left out, with a clear line, where no network is up", async () => {
    const { code, out, err } = await workshop.run(["test", ...net]);
    expect(err).to.equal("");
    expect(code).to.equal(0);
    expect(out).to.match(/^Skipped: no Besu network is up here\. Bring one up with npm run network:up.*\n$/);
  });

  it("W-5, X-112: the exporter counts rounds that failed, and how far the index is behind", async () => {
    let head = 7;
    const rounds = [0, 0, 0, 0, 0, 0, 0, 2, 0, 1];
    const node = createServer((request, response) => {
      let text = "";
      request.on("data", (data: Buffer) => (text += data.toString()));
      request.on("end", () => {
        const { method, params, query } = JSON.parse(text) as { method?: string; params: string[]; query?: string };
        const round = rounds[Number(params?.[0])] ?? 0;
        const extraData = encodeRlp([
          `0x${"00".repeat(32)}`,
          [`0x${"11".repeat(20)}`],
          [],
          round === 0 ? "0x" : `0x0${round}`,
          [],
        ]);
        const result = method === "eth_blockNumber" ? `0x${head}` : { number: params?.[0], extraData };
        response.end(JSON.stringify(query === undefined ? { result } : { data: { _meta: { block: { number: 3 } } } }));
      });
    });
    await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
    const { port } = node.address() as AddressInfo;
    const members = await localMembers();
    members.validators[0] = { ...members.validators[0], ports: { p2p: 2001, http: port, metrics: 2002 } };
    workshop.write("members.json5", members);
    await workshop.run(["init", "--members", "members.json5", ...net]);
    const exporter = await serveMetrics(readNetwork(workshop.path("net")), 0, `http://127.0.0.1:${port}`);
    const scrape = async () => (await fetch(exporter.url)).text();
    try {
      expect(await scrape())
        .to.contain("ropenet_chain_block 7\n")
        .and.to.contain("ropenet_round_changes_total 2\n");
      head = 9;
      const second = await scrape();
      expect(second).to.contain("ropenet_round_changes_total 3\n").and.to.contain("ropenet_block_round 1\n");
      expect(second).to.contain("ropenet_validators 1\n").and.to.contain("ropenet_index_block 3\n");
    } finally {
      await exporter.close();
      node.closeAllConnections();
      await new Promise((resolve) => node.close(resolve));
    }
  });
});
