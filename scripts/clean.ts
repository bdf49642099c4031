/** Removes what builds and runs leave behind. Journals of deployments stay: a real network's can't be made again. */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { removeDataFolder } from "./sandbox/stack/folders.ts";

removeDataFolder(fileURLToPath(new URL("../.sandbox", import.meta.url)));
for (const folder of ["artifacts", "cache", "types", "coverage", "bindings/dist", "bindings/src/generated"]) {
  rmSync(new URL(`../${folder}/`, import.meta.url), { recursive: true, force: true });
}
