/** Folders, programs and ports of the tests of the network's commands. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { command } from "../../scripts/network/command.ts";
import { within } from "../../scripts/network/surroundings.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const main = join(root, "scripts/network/main.ts");

/** Puts a program that can be run by its name into a folder; its first argument is that folder. */
function install(folder: string, name: string): void {
  const program = join(folder, "bin", name);
  const source = fileURLToPath(new URL(`../utils/programs/${name}.ts`, import.meta.url));
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${source}" "${folder}" "$@"\n`, { mode: 0o755 });
}

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** A place for one test. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "ropenet-network-"));

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** BESU_HOME with the program that stands in for Besu. */
  besuHome(): string {
    install(this.path("besu"), "besu");
    return this.path("besu");
  }

  /** The folder with the program that stands in for Docker. */
  docker(): string {
    install(this.path("docker"), "docker");
    return this.path("docker");
  }

  write(name: string, content: string | object): string {
    const path = this.path(name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  #env(env: Record<string, string>): Record<string, string> {
    // Nothing that this machine may have: a test must not bring up containers.
    return { PATH: this.path("docker", "bin"), HOME: this.folder, ...env };
  }

  /** Runs `npm run network:<command>`, with neither Besu nor Docker but those that `env` names. */
  async run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    const said = { out: "", err: "" };
    const out = (text: string): void => void (said.out += text);
    const err = (text: string): void => void (said.err += text);
    const code = await within({ env: this.#env(env), cwd: this.folder, out, err }, () => command(args));
    return { code, ...said };
  }

  /** The same in a process of its own. */
  runApart(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    return new Promise((resolve) => {
      const settings = { cwd: this.folder, env: { ...this.#env(env), NO_COLOR: "1" } };
      execFile(process.execPath, [main, ...args], settings, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

// Below those that the system gives to connections, which come and go; other tests of this machine begin elsewhere.
let next = 20_000 + (process.pid % 100) * 100;

/** So many ports of this machine that nobody has. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  for (; found.length < count; next++) if (await isFree(next)) found.push(next);
  return found;
}

type Entry = Record<string, unknown>;

/** Members of a network on this machine: four validators, an RPC node, an observer. */
export async function localMembers(change: Record<string, Entry> = {}) {
  const ports = await freePorts(22);
  const port = (): number => ports.pop() ?? 0;
  const entry = (name: string, organisation: string, extra: Entry = {}): Entry => ({
    name,
    organisation,
    host: "127.0.0.1",
    ports: { p2p: port(), http: port(), metrics: port() },
    ...extra,
    ...change[name],
  });
  return {
    validators: ["guanshan", "baiyunling", "qianling", "clearing"].map((who, i) => entry(`validator-${i + 1}`, who)),
    rpcNodes: [entry("rpc-1", "guanshan", { ports: { p2p: port(), http: port(), ws: port(), metrics: port() } })],
    observers: [entry("observer-1", "regulator")],
  };
}
