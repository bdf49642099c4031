/** Folders that the stack writes, and who can reach them. */
import { accessSync, chownSync, constants, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { readlinkSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { User } from "./processes.ts";

/** Makes the folder that everything of the stack lies in. */
export function openDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(`Cannot write to ${folder}. Remove it as the user it belongs to (often root), then start again.`);
  }
}

/** Whether a user other than ours and root can read what lies at `path`. */
export function isOpenToOthers(path: string): boolean {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) break;
  }
  return (statSync(path).mode & 0o004) !== 0;
}

/** Gives a folder with all that lies in it to a user. */
export function giveTo(user: User, folder: string): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo(user, path);
    else if (entry.isFile()) chownSync(path, user.uid, user.gid);
  }
}

/**
 * A folder that belongs to `user` (ours when not given): `path` itself, or, where a folder above it is closed to that user
 * (root's home, say), a temporary one that `path` links to. Kept as it is when it exists.
 */
export function folderOf(user: User | undefined, path: string): string {
  if (existsSync(path)) return realpathSync(path);
  rmSync(path, { force: true });
  if (user === undefined || isOpenToOthers(dirname(path))) {
    mkdirSync(path, { mode: 0o700 });
    if (user !== undefined) chownSync(path, user.uid, user.gid);
    return path;
  }
  const folder = mkdtempSync(join(tmpdir(), "ropenet-"));
  chownSync(folder, user.uid, user.gid);
  symlinkSync(folder, path);
  return folder;
}

/** Removes a folder and, where it links to one, that one too. */
export function removeFolder(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    rmSync(readlinkSync(path), { recursive: true, force: true });
  }
  rmSync(path, { recursive: true, force: true });
}

/** Removes the whole data folder, with what lies elsewhere because of `folderOf`. */
export function removeDataFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) removeFolder(join(folder, name));
  removeFolder(folder);
}
