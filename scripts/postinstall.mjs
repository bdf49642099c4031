// npm running on Node 20 leaves out Hardhat's native engine, which asks for Node >= 22. By now the Node 24 that package.json
// brings is in node_modules/.bin and first on PATH, so a second pass of npm under it adds what the first one dropped.
import { spawnSync } from "node:child_process";
import process from "node:process";

try {
  await import("@nomicfoundation/edr");
} catch {
  console.log("Hardhat's engine is missing (npm ran on an old Node): adding it with Node", process.version);
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  process.exitCode = status ?? 1;
}
