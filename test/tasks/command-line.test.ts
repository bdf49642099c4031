import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const HARDHAT = fileURLToPath(new URL("dist/src/cli.js", import.meta.resolve("hardhat/package.json")));

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs Hardhat as a person does, in a process of its own. */
function hardhat(line: string): Promise<Ended> {
  // Hardhat hands its own options on to what it starts; a person's terminal has none of them.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("HARDHAT_"));
  const env = {
    ...Object.fromEntries(own),
    NO_COLOR: "1",
    HARDHAT_DISABLE_TELEMETRY_PROMPT: "true",
    ROPENET_RPC: "http://127.0.0.1:1",
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [HARDHAT, ...line.split(" ")], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

describe("The command line", () => {
  it("T-4: wrong usage that Hardhat itself finds ends with 2, and has its JSON document too", async () => {
    const lines = ["bill show 1 --bare --json", "bill show --json", "bill sell --json", "bill show 1 --json 2"];
    for (const [index, { code, out, err }] of (await Promise.all(lines.map(hardhat))).entries()) {
      expect(code, lines[index]).to.equal(2);
      expect(JSON.parse(out), lines[index]).to.deep.include({ ok: false, exitCode: 2 });
      expect(err, lines[index]).to.match(/HHE\d+/);
    }
  });

  it("T-4: wrong usage 2, no network 3, and a document either way", async () => {
    const lines: [string, number][] = [
      ["bill list --json", 3],
      ["system doctor --json", 3],
    ];
    const ended = await Promise.all(lines.map(([line]) => hardhat(line)));
    for (const [index, { code, out }] of ended.entries()) {
      expect(code, lines[index]?.[0]).to.equal(lines[index]?.[1]);
      expect(JSON.parse(out), lines[index]?.[0]).to.include({ ok: false });
    }
  });

  it("T-4: help lists the verbs with a line each, and examples that begin with the noun", async () => {
    const { code, out } = await hardhat("bill --help");
    expect(code).to.equal(0);
    expect(out).to.match(/EXAMPLES:\n\n {2}npx hardhat bill draw --acceptor guanshan/);
    expect((await hardhat("bill draw --help")).out)
      .to.contain("[--acceptor <value>]")
      .and.not.to.contain("_WITHOUT_");
    expect(out).to.match(/^ {2}bill accept +Accept a bill as its drawee \(承兑\)$/m);
  });
});
