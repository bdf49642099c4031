/** How far long work has come: a bar for people, plain lines for everybody else (T-6). */
import process from "node:process";
import { surroundings } from "./surroundings.ts";

const WIDTH = 30;

export class Progress {
  readonly #total: number;
  readonly #say: (line: string) => void;
  #done = 0;

  constructor(total: number, say: (line: string) => void) {
    this.#total = total;
    this.#say = say;
  }

  step(line: string, steps = 1): void {
    this.#done = Math.min(this.#done + steps, this.#total);
    const { isTerminal, err } = surroundings();
    if (!isTerminal) return this.#say(`${this.#done}/${this.#total}  ${line}`);
    const filled = Math.round((this.#done / this.#total) * WIDTH);
    err(`\r\u001b[K[${"█".repeat(filled)}${"·".repeat(WIDTH - filled)}] ${this.#done}/${this.#total}  ${line}`);
  }

  end(): void {
    if (surroundings().isTerminal && this.#done > 0) surroundings().err("\n");
  }
}

/** Notes Ctrl-C instead of ending at once; pressed twice, it ends. */
export function onInterrupt(note: () => void): () => void {
  const listener = (): void => {
    process.off("SIGINT", listener);
    note();
  };
  process.on("SIGINT", listener);
  return () => process.off("SIGINT", listener);
}
