/** What a person has to mend: a sentence, a remedy, and the exit code (as tasks have them, T-4). */

export const EXIT = { refused: 1, usage: 2, nothingToRunIt: 3 } as const;

export class Problem extends Error {
  readonly remedy: string;
  readonly exitCode: number;

  constructor(sentence: string, remedy: string, exitCode: number = EXIT.usage) {
    super(sentence);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}
