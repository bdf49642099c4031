import { basename } from "node:path";
import { files, read, type Report } from "./sources.ts";

/** A folder's root holds only what is deployed, one contract a file; ports hold nothing that is. */
export function layout(): Report {
  const problems: string[] = [];
  let deployed = 0;
  for (const path of [...files("contracts/kernel", ".sol"), ...files("contracts/modules", ".sol")]) {
    const concrete = [...read(path).matchAll(/^contract\s+(\w+)/gm)].map(([, name]) => name);
    const isRoot =
      path.split("/").length === 4 && !/^contracts\/kernel\/(interfaces|types|base|libraries)\//.test(path);
    if (!isRoot) {
      if (concrete.length > 0) problems.push(`${path} holds the deployable ${concrete.join(", ")}`);
    } else if (concrete.length !== 1 || concrete[0] !== basename(path, ".sol")) {
      problems.push(
        `${path} should hold one deployable contract of its own name, and holds ${concrete.join(", ") || "none"}`,
      );
    } else {
      deployed++;
    }
  }
  return { problems, note: `${deployed} deployables` };
}
