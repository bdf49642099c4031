/** Removes what builds and runs leave behind. */
import { rmSync } from "node:fs";

for (const folder of [
  ".sandbox",
  "artifacts",
  "cache",
  "types",
  "coverage",
  "bindings/dist",
  "bindings/src/generated",
]) {
  rmSync(new URL(`../${folder}/`, import.meta.url), { recursive: true, force: true });
}
