import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { read, root, type Report } from "./sources.ts";

/** The words are put together so that this file does not find itself. */
const UNWANTED: [RegExp, string][] = [
  [
    new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"].join("|")})\\b`),
    "a mark of unfinished work",
  ],
  [
    /\b(?:it|describe|context|specify|test)\.(?:only|skip)\(|\bx(?:it|describe)\(|\bvm\.skip\(/,
    "a test that is singled out or left out",
  ],
  [/(?<![\w.~-])\/(?:home|Users|root|work)\/\w|\b[A-Z]:\\Users\\/, "a path of somebody's machine"],
];

const UNREAD = /^(package-lock\.json|LICENSE)$/;

/** Tracked files hold no marks of unfinished work, no tests left out, no paths of somebody's machine. */
export function text(): Report {
  if (!existsSync(join(root, ".git"))) return { problems: [], note: "not a git checkout, nothing to read" };
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0");
  const problems: string[] = [];
  for (const path of tracked.filter((name) => name !== "" && !UNREAD.test(name) && existsSync(join(root, name)))) {
    const content = read(path);
    if (content.includes("\0")) continue;
    for (const [number, line] of content.split("\n").entries()) {
      for (const [pattern, what] of UNWANTED) {
        const found = pattern.exec(line);
        if (found) problems.push(`${path}:${number + 1} ${what}: ${found[0]}`);
      }
    }
  }
  return { problems, note: `${tracked.length - 1} files` };
}
