/** PostgreSQL for graph-node, from an npm package, in a folder of ours. */
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, removeFolder } from "./folders.ts";
import { runProgram, type User } from "./processes.ts";
import { postgresPrograms } from "./programs.ts";
import { startServer } from "./wait.ts";

export interface PostgresSettings {
  /** Everything of the stack lies here. */
  readonly dataFolder: string;
  /** The database lies here. */
  readonly databaseFolder: string;
  readonly port: number;
  /** The database outlives its server; without, speed goes before safety and `stop` removes it. */
  readonly keep: boolean;
}

export interface Postgres {
  readonly pid: number;
  /** With the password of this database. */
  readonly url: string;
  readonly crashed: Promise<Error>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; Debian, Alpine and Red Hat all call this user nobody. */
const nobody: User = { uid: 65534, gid: 65534 };

const throwAway = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** Makes an empty database cluster. Its password keeps the other users of the machine out. */
async function initialize(programs: string, folder: string, user: User | undefined, logFile: string): Promise<void> {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, randomBytes(16).toString("hex"), { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  await runProgram({
    name: "initdb",
    command: join(programs, "initdb"),
    args: [
      ...["-D", join(folder, "data"), "-U", "graph", "-A", "scram-sha-256", `--pwfile=${passwordFile}`],
      // What graph-node asks for: plain byte order, and no word stems in full-text search.
      ...["-E", "UTF8", "--locale=C", "-T", "simple", "--no-sync"],
    ],
    cwd: folder,
    ...(user && { user }),
    logFile,
  });
}

/**
 * Line 8 of this file tells the state; before `ready`, graph-node would connect in vain and never try again. Line 1 tells
 * whose state that is: a server that was killed leaves its file behind.
 */
function isReady(pidFile: string, pid: number): boolean {
  const lines = existsSync(pidFile) ? readFileSync(pidFile, "utf8").split("\n") : [];
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

export async function startPostgres({ dataFolder, databaseFolder, port, keep }: PostgresSettings): Promise<Postgres> {
  const user = process.getuid?.() === 0 ? nobody : undefined;
  const programs = postgresPrograms(dataFolder, user);
  if (!keep) removeFolder(databaseFolder);
  const folder = folderOf(user, databaseFolder);
  const data = join(folder, "data");
  const logFile = join(dataFolder, "logs", `postgres-${port}.log`);
  if (!existsSync(join(folder, "complete"))) {
    rmSync(data, { recursive: true, force: true });
    await initialize(programs, folder, user, logFile);
    writeFileSync(join(folder, "complete"), "");
  }

  const settings = [
    ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_preload_libraries=pg_stat_statements"],
    ...["jit=off", "timezone=UTC", "log_timezone=UTC"],
    ...(keep ? [] : throwAway),
  ];
  const { process: server } = await startServer(
    {
      name: "PostgreSQL",
      command: join(programs, "postgres"),
      args: ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
      cwd: folder,
      ...(user && { user }),
      // Its "fast shutdown": ends all sessions, then writes everything down.
      endSignal: "SIGINT",
      graceSeconds: 30,
      logFile,
    },
    ({ pid }) => Promise.resolve(isReady(join(data, "postmaster.pid"), pid) ? true : undefined),
  );
  return {
    pid: server.pid,
    url: `postgresql://graph:${readFileSync(join(folder, "password"), "utf8")}@127.0.0.1:${port}/postgres`,
    crashed: server.crashed,
    async stop() {
      await server.stop();
      if (!keep) removeFolder(databaseFolder);
    },
  };
}
