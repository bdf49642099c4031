/** `npm run gateway`: serves a data holder's content to its licensees. */
import process from "node:process";
import type { Context } from "../../tasks/shared/context.ts";
import { WrongUsage } from "../../tasks/shared/failures.ts";
import { counted } from "../../tasks/shared/format.ts";
import { type Options, readOptions, USAGE } from "./options.ts";

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const options = optionsOrExit();
// Hardhat reads it when it is first imported.
if (options.network !== undefined) process.env.HARDHAT_NETWORK = options.network;
const [{ default: hre }, { Args }, { actorOf }, { openContext }, { explain }, { createGateway }] = await Promise.all([
  import("hardhat"),
  import("../../tasks/shared/args.ts"),
  import("../../tasks/shared/actor.ts"),
  import("../../tasks/shared/context.ts"),
  import("../../tasks/shared/errors.ts"),
  import("./server.ts"),
]);

/** Seconds between looks for challenges. */
const LOOK = 30;
const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

async function serve(context: Context) {
  const { signer, ...actor } = await actorOf(context);
  if (signer === undefined) throw new WrongUsage(`Nobody here has the key of ${actor.name}.`, "Choose another --as.");
  const { isDevelopment } = context.chain;
  // The development chain's clock goes with its blocks, which come with transactions only.
  const clock = isDevelopment ? (head: { timestamp: number }) => head.timestamp : () => Date.now() / 1_000;
  const gateway = await createGateway(context, { ...actor, signer }, { ...options, clock, say });
  await gateway.app.listen({ host: options.host, port: options.port });
  await gateway.possession.look();
  gateway.possession.watch(LOOK);
  say(
    `${actor.name} serves ${counted(gateway.versions, "version")} at http://${options.host}:${options.port}. Ctrl-C anchors what waits, and ends.`,
  );
  return gateway;
}

let context: Context | undefined;
try {
  const values = options.as === undefined ? {} : { as: options.as };
  context = await openContext({ task: "data record-use", args: new Args(values), hre });
  const gateway = await serve(context);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  await gateway.app.close();
  const left = await gateway.meter.unanchored();
  if (left > 0) say(`Not anchored: ${counted(left, "use")}. They are in the journal: start the gateway again.`);
  process.exit(left > 0 ? 1 : 0);
} catch (error) {
  const { message, remedy } = await explain(error, context);
  console.error(`${message}\n${remedy}`);
  process.exit(1);
}
