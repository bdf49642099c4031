/** The rows of the bench, and how a person reads them. */
import type { ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { measure, type Measurement } from "./measure.ts";

export interface Row extends Measurement {
  readonly act: string;
  /** gas / floor. */
  readonly ratio: number;
  /** OpenZeppelin's like act. */
  readonly control?: string;
  /** gas / the control's gas. */
  readonly timesControl?: number;
  /** Most that the specification allows. */
  readonly limit?: number;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

export class Table {
  readonly rows: Row[] = [];
  readonly #connection: NetworkConnection;

  constructor(connection: NetworkConnection) {
    this.#connection = connection;
  }

  async add(
    act: string,
    sent: Promise<ContractTransactionResponse>,
    against?: { control: string; limit?: number },
  ): Promise<void> {
    const measured = await measure(this.#connection, sent);
    const control = this.rows.find((row) => row.act === against?.control);
    if (against !== undefined && control === undefined)
      throw new Error(`No control "${against.control}" was measured.`);
    this.rows.push({
      act,
      ...measured,
      ratio: rounded(measured.gas / measured.floor),
      ...(control === undefined ? {} : { control: control.act, timesControl: rounded(measured.gas / control.gas) }),
      ...(against?.limit === undefined ? {} : { limit: against.limit }),
    });
  }

  /** Gas by act. */
  snapshot(): Record<string, number> {
    return Object.fromEntries(this.rows.map(({ act, gas }) => [act, gas]));
  }

  text(): string {
    const head = ["act", "gas", "floor", "× floor", "control", "× control", "limit"];
    const lines = this.rows.map(({ act, gas, floor, ratio, control, timesControl, limit }) => [
      act,
      gas.toLocaleString("en"),
      floor.toLocaleString("en"),
      ratio.toFixed(2),
      control ?? "",
      timesControl?.toFixed(2) ?? "",
      limit?.toFixed(2) ?? "",
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
