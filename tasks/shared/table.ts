/** Tables in columns, also where Chinese characters take two places each. */
import { stripVTControlCharacters } from "node:util";

/** Characters that take two places on a terminal: CJK, full-width forms and their punctuation. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += WIDE.test(character) ? 2 : 1;
  return width;
}

export const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - widthOf(text))) + text;

export interface Column<T> {
  head: string;
  cell: (row: T) => string;
  /** Numbers stand at the right. */
  right?: boolean;
}

/** Rows in aligned columns under their heads. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => widthOf(line[column] ?? ""))));
  return cells
    .map((line) =>
      line
        .map((text, column) => (columns[column]?.right ? padStart : padEnd)(text, widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Labels and what they stand for, in two columns; entries without a value are left out. */
export function facts(
  entries: readonly (readonly [label: string, value: string | undefined])[],
  indent = "  ",
): string {
  const known = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const width = Math.max(0, ...known.map(([label]) => widthOf(label)));
  return known.map(([label, value]) => `${indent}${padEnd(label, width)}  ${value}`.trimEnd()).join("\n");
}
