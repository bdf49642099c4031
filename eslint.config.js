import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

export default defineConfig(
  // What the build writes, and AssemblyScript, which looks like TypeScript and is not.
  globalIgnores([
    "artifacts/",
    "cache/",
    "types/",
    "coverage/",
    "bindings/dist/",
    "bindings/src/generated/",
    "deploy/deployments/",
    "subgraph/src/",
    "subgraph/build/",
    "subgraph/generated/",
    ".sandbox/",
  ]),
  js.configs.recommended,
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: { console: "readonly", URL: "readonly" } } },
);
