import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { publicKeyOf } from "../../network/keys.ts";
import { membersOf, readMembers, requireLoopback } from "../../network/members.ts";
import { Problem } from "../../network/problem.ts";
import { localMembers, Workshop } from "./workshop.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const KEY = publicKeyOf(`0x${"11".repeat(32)}`).id;

type Draft = Awaited<ReturnType<typeof localMembers>> & Record<string, unknown>;

describe("The members file", () => {
  let draft: Draft;

  beforeEach(async () => (draft = await localMembers()));

  /** What is said of a file, in one line. */
  function said(act: () => unknown): string {
    try {
      act();
    } catch (error) {
      expect(error).to.be.instanceOf(Problem);
      const { message, remedy } = error as Problem;
      return `${message} ${remedy}`;
    }
    throw new Error("It went through.");
  }

  const first = (list: "validators" | "rpcNodes" | "observers"): Record<string, unknown> => draft[list][0] ?? {};

  it("W-1: those that come with the repository are right", () => {
    const example = readMembers(join(root, "network/members.example.json5"));
    expect(example.nodes.map(({ role }) => role)).to.include.members(["validator", "rpc", "observer"]);
    const dev = readMembers(join(root, "network/members.dev.json5"));
    expect(dev.nodes.filter(({ role }) => role === "validator")).to.have.lengthOf(4);
    requireLoopback(dev);
  });

  const wrong: [what: string, change: () => void, says: string][] = [
    ["fewer than four validators", () => draft.validators.pop(), "There are 3 validators; with fewer than 4"],
    ["no validators", () => (draft.validators = []), "There are 0 validators"],
    ["no RPC node", () => (draft.rpcNodes = []), "No member has an RPC node"],
    ["two of one name", () => (first("rpcNodes").name = "validator-2"), "Two nodes have the name validator-2"],
    [
      "ports that clash",
      () => (first("rpcNodes").ports = { ...(first("rpcNodes").ports as object), p2p: 40_001, http: 40_001 }),
      "p2p of rpc-1 and http of rpc-1 both want 127.0.0.1:40001",
    ],
    [
      "two of one key",
      () => draft.validators.slice(0, 2).forEach((each) => (each.publicKey = KEY)),
      "validator-1 and validator-2 have the same public key",
    ],
    ["an unknown key of the file", () => (draft.bootnodes = []), "The members file has the unknown key bootnodes"],
    [
      "an unknown key of a node",
      () => (first("validators").hots = "x"),
      "validators 1 (validator-1) has the unknown key hots",
    ],
    ["JSON-RPC settings of a validator", () => (first("validators").rpc = {}), "has the unknown key rpc"],
    [
      "an unknown port",
      () => (first("validators").ports = { p2p: 1, http: 2, metrics: 3, ws: 4 }),
      "the unknown key ws",
    ],
    ["no name", () => delete first("observers").name, "observers 1 has no name"],
    ["a name for a path", () => (first("observers").name = "../x"), 'name is "../x"'],
    [
      "a host by name",
      () => (first("observers").host = "node.example"),
      'host is "node.example". Give an IPv4 address',
    ],
    ["all interfaces as host", () => (first("observers").host = "0.0.0.0"), "where nobody can be reached"],
    ["a port that needs root", () => (first("observers").ports = { p2p: 80, http: 2000, metrics: 2001 }), "p2p is 80"],
    ["a port as text", () => (first("observers").ports = { p2p: "3", http: 2000, metrics: 2001 }), 'p2p is "3"'],
    ["a key that is none", () => (first("validators").publicKey = "0x12"), 'publicKey is "0x12"'],
    ["a list that is none", () => (draft.observers = {} as never), "observers is {}"],
    ["a node that is none", () => draft.observers.push("x" as never), 'observers 2 is "x"'],
    [
      "JSON-RPC for anybody on the network",
      () => (first("rpcNodes").rpc = { listen: "10.0.0.1", tokens: false }),
      "rpc asks for no tokens, and listens on 10.0.0.1",
    ],
    ["any host name", () => (first("rpcNodes").rpc = { allowedHosts: ["*"] }), 'allowedHosts is ["*"]'],
    [
      "an account with a mistyped checksum",
      () =>
        (draft.accounts = [
          { address: "0xFE3B557E8Fb62b89F4916B721be55cEb828dBd73".replace("E3", "e3"), organisation: "x" },
        ]),
      "accounts 1: address is",
    ],
    [
      "an account that is there twice",
      () => (draft.accounts = [1, 2].map(() => ({ address: `0x${"12".repeat(20)}`, organisation: "guanshan" }))),
      "is listed twice",
    ],
  ];
  for (const [what, change, says] of wrong) {
    it(`W-1: says what is wrong and what would be right: ${what}`, () => {
      change();
      expect(said(() => membersOf(draft))).to.contain(says);
    });
  }

  it("W-1: a file that is missing, or no JSON5, is told as such", () => {
    const workshop = new Workshop();
    try {
      expect(said(() => readMembers(workshop.path("none.json5")))).to.contain(
        "can't be read. Copy network/members.example.json5",
      );
      expect(said(() => readMembers(workshop.write("bad.json5", "{validators: [")))).to.contain("is not JSON5");
      expect(said(() => readMembers(workshop.write("list.json5", "[]")))).to.contain("The members file is []");
    } finally {
      workshop.remove();
    }
  });

  it("W-2: nothing listens on all interfaces, and JSON-RPC on loopback alone, unless the file says so", () => {
    first("rpcNodes").host = "10.0.0.7";
    const { nodes } = membersOf(draft);
    expect(nodes.flatMap(({ listen, rpcListen, metricsListen }) => [listen, rpcListen, metricsListen])).to.not.include(
      "0.0.0.0",
    );
    expect(nodes.find(({ name }) => name === "rpc-1")).to.include({
      listen: "10.0.0.7",
      rpcListen: "127.0.0.1",
      metricsListen: "127.0.0.1",
      tokens: true,
    });
    first("rpcNodes").listen = "0.0.0.0";
    expect(membersOf(draft).nodes.find(({ name }) => name === "rpc-1")?.listen).to.equal("0.0.0.0");
  });

  it("W-2: the development personas are refused where any address is not this machine's alone", () => {
    requireLoopback(membersOf(draft));
    for (const change of [
      { host: "10.0.0.7", listen: "127.0.0.1" },
      { listen: "0.0.0.0" },
      { metricsListen: "10.0.0.7" },
    ]) {
      Object.assign(
        first("validators"),
        { host: "127.0.0.1", listen: "127.0.0.1", metricsListen: "127.0.0.1" },
        change,
      );
      const words = said(() => requireLoopback(membersOf(draft)));
      expect(words).to.contain("--dev admits accounts whose keys everybody knows, and validator-1 is at");
    }
  });
});
