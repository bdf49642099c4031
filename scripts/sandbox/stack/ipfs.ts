import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface IpfsStub {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * graph-node does not start before it has seen an IPFS gateway, though nothing here is stored on IPFS. It asks for a file
 * with HEAD and takes any of a gateway's own status codes for a yes: 412 says "no such file here".
 */
export async function startIpfsStub(): Promise<IpfsStub> {
  const server = createServer((request, response) => {
    response.writeHead(request.url?.startsWith("/ipfs/") === true ? 412 : 404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
