import { writeFileSync } from "node:fs";
import { parseCsv, toCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { leaf, merkle } from "../shared/merkle.ts";
import { content, digest, positiveAmount } from "../shared/parse.ts";
import { calls } from "../shared/run.ts";

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
  const leaves = donors.map(({ commitment, offset: at, amount }) =>
    leaf(["bytes32", "uint64", "uint64"], [commitment, at, amount]),
  );
  const { root, proofs } = merkle(leaves);
  writeFileSync(
    out,
    toCsv(
      ["commitment", "offset", "amount", "proof"],
      donors.map(({ commitment, amount, offset: at }, index) => ({
        commitment,
        offset: at.toString(),
        amount: amount.toString(),
        proof: (proofs[index] ?? []).join(" "),
      })),
    ),
  );
  return Promise.resolve({
    json: { root, donors: donors.length, amount: offset, file: out },
    text: `${counted(donors.length, "donor")}, ${yuan(offset)} together: root ${root}\nEach donor's proof is in ${out}.`,
  });
});
