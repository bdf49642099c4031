/** What was typed, by name. */
import { WrongUsage } from "./failures.ts";

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export class Args {
  readonly #values: Record<string, unknown>;
  readonly #labelOf: (name: string) => string;

  /** @param labelOf what a person calls an argument: an option, or the column of a file */
  constructor(values: Record<string, unknown>, labelOf = (name: string) => `--${kebab(name)}`) {
    this.#values = values;
    this.#labelOf = labelOf;
  }

  /** The same arguments, and others that take their places. */
  with(values: Record<string, unknown>, labelOf?: (name: string) => string): Args {
    return new Args({ ...this.#values, ...values }, labelOf ?? this.#labelOf);
  }

  label(name: string): string {
    return this.#labelOf(name);
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** @param right what would be right there, as in "an amount in yuan, as in 1,234.56" */
  required(name: string, right: string): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    throw new WrongUsage(`${this.#labelOf(name)} is missing.`, `Give ${right}.`);
  }

  /** Reads an option if it was given. */
  optional<T>(name: string, parse: (text: string, label: string) => T): T | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : parse(value, this.#labelOf(name));
  }

  /** Reads an option that must be given. */
  parsed<T>(name: string, right: string, parse: (text: string, label: string) => T): T {
    return parse(this.required(name, right), this.#labelOf(name));
  }
}
