import { AbiCoder, keccak256, concat } from "ethers";
import { writeFileSync } from "node:fs";
import { parseCsv, toCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { content, digest, positiveAmount } from "../shared/parse.ts";
import { calls } from "../shared/run.ts";

const sorted = (a: string, b: string): string => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** A Merkle tree's layers, as OpenZeppelin proves them: sorted pairs; who has no pair goes up as it is. */
export function layersOf(leaves: readonly string[]): string[][] {
  const layers = [[...leaves]];
  for (let layer = layers[0] ?? []; layer.length > 1; layer = layers.at(-1) ?? []) {
    const next: string[] = [];
    for (let index = 0; index < layer.length; index += 2) {
      const [left = "", right] = [layer[index], layer[index + 1]];
      next.push(right === undefined ? left : sorted(left, right));
    }
    layers.push(next);
  }
  return layers;
}

/** The proof of a leaf. */
export function proofOf(layers: readonly string[][], index: number): string[] {
  const proof: string[] = [];
  let place = index;
  for (const layer of layers.slice(0, -1)) {
    const sibling = layer[place ^ 1];
    if (sibling !== undefined) proof.push(sibling);
    place >>= 1;
  }
  return proof;
}

export const donorLeaf = (commitment: string, offset: bigint, amount: bigint): string =>
  keccak256(
    keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint64", "uint64"], [commitment, offset, amount])),
  );

export default calls(({ args }) => {
  const file = args.required("file", "a CSV file with the columns commitment,amount");
  const out = args.required("out", "where each donor's proof is written");
  const rows = parseCsv(content(file).toString("utf8"), ["commitment", "amount"], [], file);
  if (rows.length === 0) throw new WrongUsage(`${file} has no rows.`, "Give a donor a line.");
  let offset = 0n;
  const donors = rows.map(({ line, values }) => {
    const commitment = digest(values.commitment ?? "", `line ${line}: commitment`);
    const amount = positiveAmount(values.amount ?? "", `line ${line}: amount`);
    const donor = { commitment, amount, offset };
    offset += amount;
    return donor;
  });
  const layers = layersOf(donors.map(({ commitment, amount, offset: at }) => donorLeaf(commitment, at, amount)));
  const root = layers.at(-1)?.[0] ?? "";
  writeFileSync(
    out,
    toCsv(
      ["commitment", "offset", "amount", "proof"],
      donors.map(({ commitment, amount, offset: at }, index) => ({
        commitment,
        offset: at.toString(),
        amount: amount.toString(),
        proof: proofOf(layers, index).join(" "),
      })),
    ),
  );
  return Promise.resolve({
    json: { root, donors: donors.length, amount: offset, file: out },
    text: `${counted(donors.length, "donor")}, ${yuan(offset)} together: root ${root}\nEach donor's proof is in ${out}.`,
  });
});
