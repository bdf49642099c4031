/** Comma-separated values with a header, quoted where needed (RFC 4180). */
import { WrongUsage } from "./failures.ts";

/** The cells of each line. */
function cellsOf(text: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let first = 1;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== ""))
      records.push({ line: first, cells: cells.map((each) => each.trim()) });
    [cells, cell, first] = [[], "", line];
  };
  for (let place = 0; place < text.length; place++) {
    const character = text[place];
    if (character === "\n") line++;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[place + 1] === '"') cell += text[place++];
      else isQuoted = false;
    } else if (character === '"' && cell.trim() === "") {
      [isQuoted, cell] = [true, ""];
    } else if (character === ",") {
      cells.push(cell);
      cell = "";
    } else if (character === "\n") {
      endRecord();
    } else if (character !== "\r") {
      cell += character;
    }
  }
  endRecord();
  return records;
}

export interface CsvRow {
  line: number;
  values: Record<string, string>;
}

/** Reads a file's rows; the header must name all needed columns, and no unknown ones. */
export function parseCsv(text: string, needed: readonly string[], optional: readonly string[], file: string): CsvRow[] {
  const [header, ...rows] = cellsOf(text.replace(/^\ufeff/, ""));
  const columns = header?.cells ?? [];
  const all = [...needed, ...optional];
  const right = `The header is: ${needed.join(",")}${optional.length > 0 ? `; it may also have ${optional.join(",")}` : ""}.`;
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new WrongUsage(`${file} has no column ${missing.join(", ")}.`, right);
  const unknown = columns.filter((column) => !all.includes(column));
  if (unknown.length > 0) throw new WrongUsage(`${file} has the unknown column ${unknown.join(", ")}.`, right);
  if (new Set(columns).size < columns.length) throw new WrongUsage(`${file} names a column twice.`, right);
  return rows.map(({ line, cells }) => {
    if (cells.length !== columns.length) {
      throw new WrongUsage(
        `Line ${line} of ${file} has ${cells.length} cells, the header ${columns.length}.`,
        `Put amounts with commas in quotes, as in "1,234.56".`,
      );
    }
    return { line, values: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])) };
  });
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as text, with a header. */
export const toCsv = (columns: readonly string[], rows: readonly Record<string, string>[]): string =>
  [columns.join(","), ...rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","))]
    .map((line) => `${line}\n`)
    .join("");
