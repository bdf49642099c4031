/** The rows of the bench, and how a person reads them. */
import type { ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { measure, type Measurement } from "./measure.ts";

export interface Row extends Measurement {
  readonly act: string;
  /** gas / floor. */
  readonly ratio: number;
  /** OpenZeppelin's like acts: one, or several that do together what the act does at once. */
  readonly control?: readonly string[];
  /** gas / the controls' gas. */
  readonly timesControl?: number;
  /** Most that the specification allows. */
  readonly limit?: number;
  /** Most gas that the specification allows. */
  readonly most?: number;
  /** It hangs on numbers that are drawn for each run (a signature's, where it is verified step by step): held to its limit alone. */
  readonly varies?: true;
  /** Acts of a peer that together cost more, as the specification says. */
  readonly below?: readonly string[];
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Names as a sum: those that come more than once with their number. */
function counted(names: readonly string[]): string {
  const numbers = new Map<string, number>();
  for (const name of names) numbers.set(name, (numbers.get(name) ?? 0) + 1);
  return [...numbers].map(([name, number]) => (number === 1 ? name : `${number} × ${name}`)).join(" + ");
}

export class Table {
  readonly rows: Row[];
  readonly #connection: NetworkConnection;

  constructor(connection: NetworkConnection, rows: Row[] = []) {
    this.#connection = connection;
    this.rows = rows;
  }

  /** The same table, for acts on another chain. */
  on(connection: NetworkConnection): Table {
    return new Table(connection, this.rows);
  }

  async add(
    act: string,
    sent: Promise<ContractTransactionResponse>,
    against?: { control: readonly string[]; limit?: number; most?: number; varies?: true; below?: readonly string[] },
    connection = this.#connection,
  ): Promise<void> {
    const measured = await measure(connection, sent);
    const controls = against?.control.map((name) => this.gasOf(name)) ?? [];
    const controlGas = controls.reduce((sum, gas) => sum + gas, 0);
    this.rows.push({
      act,
      ...measured,
      ratio: rounded(measured.gas / measured.floor),
      ...(against === undefined ? {} : { control: against.control, timesControl: rounded(measured.gas / controlGas) }),
      ...(against?.limit === undefined ? {} : { limit: against.limit }),
      ...(against?.most === undefined ? {} : { most: against.most }),
      ...(against?.varies === undefined ? {} : { varies: against.varies }),
      ...(against?.below === undefined ? {} : { below: against.below }),
    });
  }

  /** What was measured for an act. */
  gasOf(act: string): number {
    const row = this.rows.find((each) => each.act === act);
    if (row === undefined) throw new Error(`No "${act}" was measured.`);
    return row.gas;
  }

  /** Gas by act, of those that cost the same in each run. */
  snapshot(): Record<string, number> {
    return Object.fromEntries(this.rows.filter(({ varies }) => !varies).map(({ act, gas }) => [act, gas]));
  }

  text(): string {
    const head = ["act", "gas", "floor", "× floor", "control", "× control", "limit"];
    const lines = this.rows.map(({ act, gas, floor, ratio, control, timesControl, limit, most }) => [
      act,
      gas.toLocaleString("en"),
      floor.toLocaleString("en"),
      ratio.toFixed(2),
      control === undefined ? "" : counted(control),
      timesControl?.toFixed(2) ?? "",
      limit?.toFixed(2) ?? (most === undefined ? "" : `${most.toLocaleString("en")} gas`),
    ]);
    const widths = head.map((title, column) =>
      Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
    );
    const isText = (column: number): boolean => column === 0 || column === 4;
    const format = (line: readonly string[]): string =>
      line
        .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd();
    return `${[head, widths.map((width) => "-".repeat(width)), ...lines].map(format).join("\n")}\n`;
  }
}
