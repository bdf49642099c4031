import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A built subgraph that reads one block and indexes nothing. `gnd dev` insists on a manifest of its own, and starts that one
 * from zero each time; the real subgraphs come by name, over its admin port, and keep what they have indexed.
 */
export function writeIdleSubgraph(folder: string, network: string, startBlock: number): string {
  const files = {
    "schema.graphql": "type Nothing @entity(immutable: true) { id: Bytes! }\n",
    "nothing.json": `[{"type":"event","name":"Nothing","inputs":[],"anonymous":false}]\n`,
    "subgraph.yaml": `specVersion: 1.4.0
schema: { file: ./schema.graphql }
dataSources:
  - kind: ethereum
    name: Nothing
    network: ${network}
    source: { abi: Nothing, startBlock: ${startBlock} }
    mapping:
      kind: ethereum/events
      apiVersion: 0.0.9
      language: wasm/assemblyscript
      file: ./nothing.wasm
      entities: [Nothing]
      abis: [{ name: Nothing, file: ./nothing.json }]
      eventHandlers: [{ event: Nothing(), handler: nothing }]
`,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  // The magic number and version of WebAssembly: a module without anything in it.
  writeFileSync(join(folder, "nothing.wasm"), Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  return join(folder, "subgraph.yaml");
}
