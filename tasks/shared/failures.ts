/** What went wrong, as a person is told it: a sentence, a remedy, and the exit code (T-4). */

export const EXIT = { done: 0, refused: 1, usage: 2, network: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The kind of a failure that nothing explains. */
export const UNEXPECTED = "Unexpected";

export class Failure extends Error {
  readonly remedy: string;
  readonly exitCode: ExitCode;
  /** Name of the contract's error, or of the kind of failure. */
  readonly kind: string;
  /** The error's arguments, for the JSON document. */
  readonly details: Record<string, unknown>;

  constructor(
    exitCode: ExitCode,
    kind: string,
    sentence: string,
    remedy: string,
    details: Record<string, unknown> = {},
  ) {
    super(sentence);
    this.exitCode = exitCode;
    this.kind = kind;
    this.remedy = remedy;
    this.details = details;
  }
}

/** The contracts, or the person asked to confirm, said no; nothing has changed. */
export class Refused extends Failure {
  constructor(kind: string, sentence: string, remedy: string, details: Record<string, unknown> = {}) {
    super(EXIT.refused, kind, sentence, remedy, details);
  }
}

/** What was typed can't be meant: what is wrong, and what would be right (T-5). */
export class WrongUsage extends Failure {
  constructor(sentence: string, remedy: string) {
    super(EXIT.usage, "WrongUsage", sentence, remedy);
  }
}

/** The chain can't be reached, or is another one. */
export class NetworkTrouble extends Failure {
  constructor(sentence: string, remedy: string) {
    super(EXIT.network, "NetworkTrouble", sentence, remedy);
  }
}
