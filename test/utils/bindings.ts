/**
 * The bindings as an integrator gets them: built with the addresses of a suite on a chain of its own, packed, and installed in an empty
 * project outside of the repository. Once for all tests of a process.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import hre from "hardhat";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite, type Suite } from "../../deploy/suite.ts";
import { buildBindings } from "../../scripts/bindings/build.ts";
import { root } from "../../scripts/checks/sources.ts";
import { startChain } from "../../scripts/sandbox/stack/chain.ts";

export interface BindingsKit {
  suite: Suite;
  chain: { rpc: string; id: number };
  /** Folder of the deployment's journal. */
  journal: string;
  tarball: string;
  /** The empty project. */
  project: string;
  /** Imports a subpath of the installed package. */
  load: (subpath: string) => Promise<unknown>;
  /** Runs a program with the project as its folder; gives what it prints. */
  run: (command: string, ...args: string[]) => Promise<string>;
}

const execute = promisify(execFile);

const undo: (() => unknown)[] = [];

// Ends the chain and removes what was written, when all tests of the process are done.
after(async function () {
  for (const step of undo.splice(0).reverse()) await step();
});

async function deployed() {
  const dataFolder = mkdtempSync(join(tmpdir(), "ropenet-chain-"));
  undo.push(() => rmSync(dataFolder, { recursive: true }));
  const chain = await startChain({ dataFolder, say: () => undefined });
  undo.push(() => chain.stop());
  const deploymentId = "bindings-test";
  const journal = join(root, "deploy", "deployments", deploymentId);
  undo.push(() => rmSync(journal, { recursive: true, force: true }));
  const connection = await hre.network.create({ network: "localhost", override: { url: chain.rpc } });
  undo.push(() => connection.close());
  const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId, renew: true });
  return { suite, chain, journal };
}

/** Packs a build below the repository, whose node_modules it needs to compile. */
async function packed(journal: string): Promise<string> {
  mkdirSync(join(root, "cache"), { recursive: true });
  const folder = mkdtempSync(join(root, "cache", "bindings-"));
  undo.push(() => rmSync(folder, { recursive: true }));
  await buildBindings({ folder, journals: [journal] });
  await execute("npm", ["pack", "--silent", "--offline", "--pack-destination", folder], { cwd: folder });
  const name = readdirSync(folder).find((each) => each.endsWith(".tgz"));
  if (name === undefined) throw new Error("npm packed nothing.");
  return join(folder, name);
}

/** Installs the package alone: it needs nothing else, so npm needs no network. */
async function installed(tarball: string): Promise<string> {
  const project = mkdtempSync(join(tmpdir(), "ropenet-integrator-"));
  undo.push(() => rmSync(project, { recursive: true }));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "integrator", private: true, type: "module" }));
  await execute("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: project });
  // Node runs no TypeScript from below node_modules.
  cpSync(join(project, "node_modules/@ropenet/bindings/examples"), join(project, "examples"), { recursive: true });
  return project;
}

/** Gives the project a library, as npm would: the one of the repository. */
export function provide({ project }: BindingsKit, ...libraries: string[]): void {
  for (const name of libraries) {
    const link = join(project, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link, "junction");
  }
}

async function made(): Promise<BindingsKit> {
  const { suite, chain, journal } = await deployed();
  const tarball = await packed(journal);
  const project = await installed(tarball);
  const { resolve } = createRequire(join(project, "index.js"));
  return {
    suite,
    chain: { rpc: chain.rpc, id: chain.id },
    journal,
    tarball,
    project,
    load: (subpath) => import(pathToFileURL(resolve(`@ropenet/bindings/${subpath}`)).href),
    run: async (command, ...args) => {
      const options = { cwd: project, env: { ...process.env, RPC_URL: chain.rpc } };
      try {
        return (await execute(command, args, options)).stdout;
      } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
      }
    },
  };
}

let kit: Promise<BindingsKit> | undefined;

export const bindingsKit = (): Promise<BindingsKit> => (kit ??= made());
