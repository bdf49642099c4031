/** What can run a network here: Besu, as local processes, or Docker. */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { BESU_VERSION } from "../../network/nodes.ts";
import { EXIT, Problem } from "../../network/problem.ts";
import { surroundings } from "./surroundings.ts";

const ANSWER_MS = 60_000;

const run = (program: string, args: readonly string[]) =>
  promisify(execFile)(program, args, { timeout: ANSWER_MS, env: surroundings().env });

export type Runner = { readonly by: "local"; readonly besu: string } | { readonly by: "docker" };

const isWindows = process.platform === "win32";

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** BESU_HOME's, or the one on PATH. */
function findBesu(): string | undefined {
  const program = isWindows ? "besu.bat" : "besu";
  const { BESU_HOME: home, PATH: path = "" } = surroundings().env;
  if (home !== undefined && home !== "") {
    const besu = join(home, "bin", program);
    if (isProgram(besu)) return besu;
    throw new Problem(
      existsSync(besu)
        ? `${besu} can't be executed.`
        : `BESU_HOME is ${home}, and there is no ${join("bin", program)} in it.`,
      "Set BESU_HOME to the folder of an unpacked Besu distribution, the one that holds bin and lib.",
      EXIT.nothingToRunIt,
    );
  }
  return path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isProgram);
}

const parts = (version: string): number[] => version.split(".").map(Number);

function isOlder(version: string, than: string): boolean {
  const [a, b] = [parts(version), parts(than)];
  const at = b.findIndex((part, index) => part !== a[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** Besu's version, by asking it: which also tells whether there is a Java that it can use. */
async function requireBesu(besu: string): Promise<void> {
  const answer = await run(besu, ["--version"]).catch((error: unknown) => error as Output);
  const text = [answer.stdout, answer.stderr].join("\n").trim();
  const version = /besu\/v?(\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined) {
    throw new Problem(
      `${besu} --version does not say a version: ${text.split("\n").at(-1) ?? ""}`,
      "Besu 26.8 and later need Java 25: set JAVA_HOME to one.",
      EXIT.nothingToRunIt,
    );
  }
  if (isOlder(version, BESU_VERSION)) {
    throw new Problem(
      `${besu} is Besu ${version}; the network needs ${BESU_VERSION} or later.`,
      "Unpack a newer distribution, and set BESU_HOME to it.",
      EXIT.nothingToRunIt,
    );
  }
}

interface Output {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Undefined when it can; else what is missing. */
async function missingOfDocker(): Promise<string | undefined> {
  try {
    await run("docker", ["compose", "version"]);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code !== "ENOENT";
    return isThere ? "Docker is here without Compose" : "Docker is not installed";
  }
  try {
    await run("docker", ["info"]);
    return undefined;
  } catch {
    return "Docker is installed, but its engine does not run";
  }
}

/** Chooses what to run the network with: as asked, else BESU_HOME, Docker, or the Besu on PATH, in this order. */
export async function chooseRunner(asked?: string): Promise<Runner> {
  if (asked !== undefined && asked !== "local" && asked !== "docker") {
    throw new Problem(`--with is "${asked}".`, "Give local or docker.");
  }
  const besu = asked === "docker" ? undefined : findBesu();
  const isFirst = asked === "local" || (surroundings().env.BESU_HOME ?? "") !== "";
  if (besu !== undefined && isFirst) {
    await requireBesu(besu);
    return { by: "local", besu };
  }
  const missing = asked === "local" ? "Besu is not installed" : await missingOfDocker();
  if (missing === undefined) return { by: "docker" };
  if (besu !== undefined) {
    await requireBesu(besu);
    return { by: "local", besu };
  }
  throw new Problem(
    asked === "local"
      ? "There is no Besu on this machine."
      : `Nothing here can run Besu: ${missing}, and there is no Besu.`,
    `Install Docker with Compose; or unpack Besu ${BESU_VERSION} or later, with Java 25, and set BESU_HOME to its folder.`,
    EXIT.nothingToRunIt,
  );
}
