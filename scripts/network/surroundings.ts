/** Where a command runs: the process, or what a caller (a test, say) puts in its place. */
import { AsyncLocalStorage } from "node:async_hooks";
import { resolve } from "node:path";
import process from "node:process";

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const storage = new AsyncLocalStorage<Surroundings>();

export const surroundings = (): Surroundings =>
  storage.getStore() ?? {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };

/** Runs a command elsewhere than in the process's own terminal. */
export const within = <T>(other: Surroundings, work: () => Promise<T>): Promise<T> => storage.run(other, work);

export const say = (line: string): void => surroundings().out(`${line}\n`);

/** A path that was typed, from where it was typed. */
export const typed = (path: string): string => resolve(surroundings().cwd, path);
