/** What a buyer keeps of its sealed quotes, so that it can open them: rate and salt, in a folder that only it reads. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "../shared/context.ts";
import { toJson } from "../shared/format.ts";
import { surroundings } from "../shared/surroundings.ts";

/** What a commitment hides. */
export interface Secret {
  market: string;
  ask: bigint;
  buyer: bigint;
  rate: bigint;
  lastDay: bigint;
  salt: string;
  commitment: string;
}

/** On the development chain beside its other data, which `npm run clean` removes; else in the user's own data folder. */
function folder({ chain, hre }: Context): string {
  const { privateFolder } = surroundings();
  const base = chain.isDevelopment
    ? join(hre.config.paths.root, ".sandbox")
    : join(process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "ropenet");
  return join(privateFolder ?? base, "sealed-quotes");
}

const pathOf = (context: Context, commitment: string): string => join(folder(context), `${commitment}.json`);

/** Writes it down, readable for this user alone; returns where. */
export function keep(context: Context, secret: Secret): string {
  mkdirSync(folder(context), { recursive: true, mode: 0o700 });
  const path = pathOf(context, secret.commitment);
  writeFileSync(path, `${toJson(secret)}\n`, { mode: 0o600 });
  return path;
}

function read(path: string): Secret {
  const { ask, buyer, rate, lastDay, ...texts } = JSON.parse(readFileSync(path, "utf8")) as Record<
    keyof Secret,
    string
  >;
  return { ...texts, ask: BigInt(ask), buyer: BigInt(buyer), rate: BigInt(rate), lastDay: BigInt(lastDay) };
}

/** What was kept of a commitment. */
export function kept(context: Context, commitment: string): Secret | undefined {
  const path = pathOf(context, commitment);
  return existsSync(path) ? read(path) : undefined;
}

/** All that was kept. */
export function allKept(context: Context): Secret[] {
  const path = folder(context);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .map((name) => read(join(path, name)));
}

/** Where a commitment's secret is, or would be. */
export const whereKept = pathOf;
