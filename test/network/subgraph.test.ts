import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { publish } from "../../scripts/network/subgraph.ts";
import { Workshop } from "./workshop.ts";

describe("A subgraph for production's graph-node", () => {
  let workshop: Workshop;
  let server: Server;
  const stored = new Map<string, string>();
  const deployed: { method: string; params: Record<string, string> }[] = [];
  const hashOf = (content: string) => `Qm${createHash("sha256").update(content).digest("hex")}`;

  before(async () => {
    workshop = new Workshop();
    // IPFS's and graph-node's doors in one: what is added is kept by its hash.
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (data: Buffer) => parts.push(data));
      request.on("end", () => {
        const body = Buffer.concat(parts).toString();
        if (request.url?.startsWith("/api/v0/add") !== true) {
          deployed.push(JSON.parse(body) as (typeof deployed)[number]);
          response.end(JSON.stringify({ result: {} }));
          return;
        }
        const content = body.slice(body.indexOf("\r\n\r\n") + 4, body.lastIndexOf("\r\n--"));
        stored.set(hashOf(content), content);
        response.end(JSON.stringify({ Name: "file", Hash: hashOf(content) }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    workshop.remove();
  });

  it("W-6: goes into IPFS file by file, with a manifest that names them by their hashes, and is deployed by name", async () => {
    mkdirSync(workshop.path("abis"));
    const manifest = {
      specVersion: "1.4.0",
      schema: { file: "./schema.graphql" },
      dataSources: [{ mapping: { file: "./mapping.wasm", abis: [{ name: "Docket", file: "./abis/Docket.json" }] } }],
    };
    workshop.write("schema.graphql", "type A @entity { id: Bytes! }");
    workshop.write("mapping.wasm", "wasm");
    workshop.write("abis/Docket.json", "[]");
    const path = workshop.write("subgraph.yaml", stringify(manifest));
    const { port } = server.address() as AddressInfo;
    const hash = await publish(path, "ropenet", { ipfs: port, admin: port });

    const at = (content: string) => ({ "/": `/ipfs/${hashOf(content)}` });
    expect(parse(stored.get(hash) ?? "")).to.deep.equal({
      specVersion: "1.4.0",
      schema: { file: at("type A @entity { id: Bytes! }") },
      dataSources: [{ mapping: { file: at("wasm"), abis: [{ name: "Docket", file: at("[]") }] } }],
    });
    expect(deployed.map(({ method, params }) => [method, params])).to.deep.equal([
      ["subgraph_create", { name: "ropenet" }],
      ["subgraph_deploy", { name: "ropenet", ipfs_hash: hash }],
    ]);
  });
});
