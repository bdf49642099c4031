/** Where a task writes, asks and finds its chain: the process it runs in, or what a caller (a test, say) puts in its place. */
import { AsyncLocalStorage } from "node:async_hooks";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import type { NetworkConnection } from "hardhat/types/network";
import type { Suite } from "../../deploy/suite.ts";
import type { ExitCode } from "./failures.ts";

export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly exit: (code: ExitCode) => void;
  /** Whether somebody sits at it: progress bars and questions are for people. */
  readonly isTerminal: boolean;
  /** Colours and bold letters. */
  readonly isStyled: boolean;
  readonly ask: (question: string) => Promise<string>;
  /** Folder for what only this side knows, other than the usual one. */
  readonly privateFolder?: string;
  /** A connection that is open already, and the suite deployed there. */
  readonly connection?: NetworkConnection;
  readonly suite?: Suite;
}

const processSurroundings: Surroundings = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  exit: (code) => (process.exitCode = code),
  isTerminal: process.stdin.isTTY && process.stderr.isTTY,
  isStyled: process.stdout.isTTY && process.stdout.hasColors(),
  ask: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
};

const storage = new AsyncLocalStorage<Surroundings>();

export const surroundings = (): Surroundings => storage.getStore() ?? processSurroundings;

const COLOURS = { "✔": "green", "✘": "red", "–": "yellow" } as const;

/** A mark before a line: green, red or yellow for people. */
export const mark = (sign: keyof typeof COLOURS): string =>
  surroundings().isStyled ? styleText(COLOURS[sign], sign, { validateStream: false }) : sign;

/** Runs tasks elsewhere than in the process's own terminal. */
export const within = <T>(other: Partial<Surroundings>, work: () => Promise<T>): Promise<T> =>
  storage.run({ ...processSurroundings, ...other }, work);
