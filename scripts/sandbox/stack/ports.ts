/** Free ports: the usual ones when they can be had, else the next free ones. */
import { createServer, type ListenOptions, type Server } from "node:net";

/** Where lines for the person at the terminal go. */
export type Say = (line: string) => void;

const attempts = 200;

function listen(options: ListenOptions): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(options, () => resolve(server));
  });
}

/**
 * Holds a name on this machine until released; undefined when another process holds it. A Linux socket in the abstract
 * namespace: it leaves no file behind and ends with the process that made it.
 */
export async function hold(name: string): Promise<(() => void) | undefined> {
  if (process.platform !== "linux") return () => undefined;
  const server = await listen({ path: `\0ropenet:${name}` });
  server?.unref();
  return server && (() => void server.close());
}

async function isFree(port: number): Promise<boolean> {
  // All interfaces, because graph-node listens on all of them.
  const server = await listen({ port, host: "0.0.0.0" });
  if (server === undefined) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/**
 * Calls `start` with a free port for each purpose and says which are not the usual ones. Between the choice and the moment
 * a server listens, the port is held by name, so two sandboxes that start at once do not choose the same.
 */
export async function withPorts<Purpose extends string, T>(
  usual: Readonly<Record<Purpose, number>>,
  say: Say,
  start: (ports: Readonly<Record<Purpose, number>>) => Promise<T>,
): Promise<T> {
  const releases: (() => void)[] = [];
  const choose = async (purpose: string, first: number): Promise<number> => {
    for (let port = first; port < first + attempts; port++) {
      const release = await hold(`port ${port}`);
      if (release === undefined) continue;
      releases.push(release);
      if (!(await isFree(port))) continue;
      if (port !== first) say(`Port ${first} is taken, so ${purpose} is on ${port}.`);
      return port;
    }
    throw new Error(
      `No port from ${first} to ${first + attempts - 1} is free for ${purpose}. End a program that uses one.`,
    );
  };
  try {
    const ports: Record<Purpose, number> = { ...usual };
    for (const purpose of Object.keys(usual) as Purpose[]) ports[purpose] = await choose(purpose, usual[purpose]);
    return await start(ports);
  } finally {
    for (const release of releases) release();
  }
}
