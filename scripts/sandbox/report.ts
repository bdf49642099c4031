/** Tells a person what happens, and remembers it for the machine-readable summary. */
import { styleText } from "node:util";

export interface Part {
  readonly name: string;
  readonly detail: string;
  readonly seconds: number;
}

export interface Told {
  readonly scene: string;
  readonly sentence: string;
  readonly seconds: number;
}

const seconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

export class Report {
  readonly parts: Part[] = [];
  readonly story: Told[] = [];
  readonly #out: NodeJS.WriteStream;
  #scene = "";

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  line(text = ""): void {
    this.#out.write(`${text}\n`);
  }

  readonly note = (text: string): void => {
    this.line(styleText("dim", `  ${text}`));
  };

  /** Does one part of the work, and tells how long it took. */
  async part<T>(name: string, work: () => Promise<T>, detail: (result: T) => string): Promise<T> {
    const start = performance.now();
    const result = await work();
    const taken = performance.now() - start;
    const told = detail(result);
    this.parts.push({ name, detail: told, seconds: seconds(taken) });
    this.line(
      `${styleText("green", "✔")} ${name.padEnd(11)} ${told}  ${styleText("dim", `${(taken / 1000).toFixed(1)} s`)}`,
    );
    return result;
  }

  readonly told = (scene: string, sentence: string, milliseconds: number): void => {
    if (scene !== this.#scene) this.line(`\n  ${styleText("bold", scene)}`);
    this.#scene = scene;
    this.story.push({ scene, sentence, seconds: seconds(milliseconds) });
    this.line(`    ${sentence}`);
  };
}
