import { posix } from "node:path";
import { files, read, type Report } from "./sources.ts";

const PORTS = ["interfaces", "types", "base", "libraries"];

/** Why a contract must not import another, or undefined when it may. */
function objection(from: string, to: string): string | undefined {
  const [, area, place] = from.split("/");
  const [, toArea, toPlace] = to.split("/");
  if (area === "mocks") return undefined;
  if (toArea === "mocks") return "only tests and mocks use mocks";
  if (area === "kernel") {
    if (toArea !== "kernel") return "the kernel knows no module";
    if (PORTS.includes(place ?? "") && !PORTS.includes(toPlace ?? "")) {
      return `what modules may import (kernel/${place}) must not bring a kernel contract along`;
    }
    return undefined;
  }
  if (area === "modules") {
    if (toArea === "modules") return place === toPlace ? undefined : "a module never knows a sibling";
    if (!PORTS.includes(toPlace ?? "")) return `of the kernel a module may import ${PORTS.join(", ")} only`;
    return undefined;
  }
  return "contracts live in kernel, modules or mocks";
}

/** Imports point one way: module → kernel's ports. */
export function imports(): Report {
  const problems: string[] = [];
  const sources = files("contracts", ".sol");
  for (const from of sources) {
    for (const [, path] of read(from).matchAll(/^\s*import\b[^;]*?["']([^"']+)["']\s*;/gm)) {
      if (path === undefined || !/^(\.|contracts\/)/.test(path)) continue;
      const to = path.startsWith(".") ? posix.join(posix.dirname(from), path) : path;
      const why = objection(from, to);
      if (why !== undefined) problems.push(`${from} imports ${to}: ${why}`);
    }
  }
  return { problems, note: `${sources.length} files` };
}
