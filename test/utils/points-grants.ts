/** Batches of grants for tests, and the proof of a line by which it is taken back. */
import { AbiCoder, keccak256, ZeroHash } from "ethers";
import type { GrantStruct, IPointsIssuance } from "../../types/contracts/modules/points/PointsIssuance.js";
import { issuerOf, type PointsDesk } from "./points.ts";

/** A line of a grant. */
export type Line = GrantStruct & { account: string; points: bigint; sequence: bigint };

const coder = AbiCoder.defaultAbiCoder();
const GRANTS = "tuple(address account, uint64 points, uint40 sequence)[]";

/** What the chain of grants keeps of an act. */
export const digestOf = (month: bigint, grants: readonly Line[]): string =>
  keccak256(coder.encode(["uint16", GRANTS], [month, grants]));

export const linkAfter = (before: string, digest: string): string =>
  keccak256(coder.encode(["bytes32", "bytes32"], [before, digest]));

/** Granted at once, by the issuer. */
export async function grantedMany(desk: PointsDesk, programme: bigint, grants: Line[]) {
  const issuer = await issuerOf(desk, programme);
  return desk.suite.pointsIssuance.connect(issuer.signer).grantMany(programme, grants);
}

/** Acts of granting in their order, from the first one of their programme on. */
export class GrantChain {
  readonly #acts: { month: bigint; grants: Line[] }[] = [];

  /** One more act. */
  add(month: bigint, ...grants: Line[]): void {
    this.#acts.push({ month, grants });
  }

  /** The link after so many acts. */
  link(acts = this.#acts.length): string {
    return this.#acts
      .slice(0, acts)
      .reduce((link, { month, grants }) => linkAfter(link, digestOf(month, grants)), ZeroHash);
  }

  /** The proof of an act, counted from 0, that ends after so many acts. */
  proof(
    act: number,
    acts = this.#acts.length,
  ): IPointsIssuance.ProofStruct & { before: string; grants: Line[]; later: string[] } {
    const proven = this.#acts[act];
    if (proven === undefined) throw new Error(`There is no act ${act}.`);
    const later = this.#acts.slice(act + 1, acts).map(({ month, grants }) => digestOf(month, grants));
    return { before: this.link(act), ...proven, later };
  }
}
