/** Batches of grants for tests, and the sheet of numbers by which a line is taken back. */
import { AbiCoder, keccak256, ZeroHash } from "ethers";
import type { GrantedStruct, GrantStruct } from "../../types/contracts/modules/points/PointsIssuance.js";
import { issuerOf, type PointsDesk } from "./points.ts";

/** A line of a grant. */
export type Line = GrantStruct & { account: string; points: bigint; sequence: bigint };
/** A line as it was granted. */
export type Granted = GrantedStruct & Line & { programme: bigint; month: bigint };

const NUMBERS_IN_SHEET = 32n;
const GRANTED = "tuple(uint32 programme, uint16 month, address account, uint64 points, uint40 sequence)";
const coder = AbiCoder.defaultAbiCoder();

/** The hash over grants of one sheet, in their order. */
export const hashOver = (grants: readonly Granted[]): string =>
  grants.reduce<string>((hash, granted) => {
    const next = keccak256(coder.encode(["bytes32", GRANTED], [hash, granted]));
    return `${next.slice(0, -8)}00000000`;
  }, ZeroHash);

/** Granted at once, by the issuer. */
export async function grantedMany(desk: PointsDesk, programme: bigint, grants: Line[]) {
  const issuer = await issuerOf(desk, programme);
  return desk.suite.pointsIssuance.connect(issuer.signer).grantMany(programme, grants);
}

/** What an issuer has granted, in its order. */
export class GrantSheets {
  readonly #granted: Granted[] = [];

  add(programme: bigint, month: bigint, ...lines: Line[]): void {
    this.#granted.push(...lines.map((line) => ({ programme, month, ...line })));
  }

  /** The grants of a number's sheet. */
  of(sequence: bigint): Granted[] {
    return this.#granted.filter((each) => each.sequence / NUMBERS_IN_SHEET === sequence / NUMBERS_IN_SHEET);
  }

  hash(sequence: bigint): string {
    return hashOver(this.of(sequence));
  }

  /** What proves the grant with this number. */
  proof(sequence: bigint): { grants: Granted[]; index: number } {
    const grants = this.of(sequence);
    return { grants, index: grants.findIndex((each) => each.sequence === sequence) };
  }
}
