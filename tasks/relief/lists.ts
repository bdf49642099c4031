/** Lists of a round: who is paid how much. Officers approve the root over their pages; a page is released with its proof. */
import { AbiCoder, keccak256 } from "ethers";
import type { Context } from "../shared/context.ts";
import { parseCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { leaf, merkle } from "../shared/merkle.ts";
import { content, positiveAmount } from "../shared/parse.ts";
import type { ListPage } from "../shared/reliefPages.ts";

/** A page as its leaf in the list. */
const leafOf = (numbers: readonly number[], amounts: readonly bigint[]): string =>
  leaf(["bytes32"], [keccak256(AbiCoder.defaultAbiCoder().encode(["uint32[]", "uint64[]"], [numbers, amounts]))]);

/** Households of one page of a list. */
const PAGE = 200;

/** The list in the file that --list names: household,amount, in any order. */
export function listIn({ args }: Context): { root: string; total: bigint; pages: ListPage[] } {
  const file = args.required("list", "a CSV file: household,amount");
  const rows = parseCsv(content(file).toString("utf8"), ["household", "amount"], [], file).map(({ line, values }) => {
    const match = /^(?:\d{1,10}\/)?(\d{1,10})$/.exec(values.household ?? "");
    if (match === null) {
      throw new WrongUsage(`line ${line}: the household is "${values.household}".`, "Give it as in 1/17.");
    }
    return { line, number: Number(match[1]), amount: positiveAmount(values.amount ?? "", `line ${line}: amount`) };
  });
  rows.sort((a, b) => a.number - b.number);
  const twice = rows.find(({ number }, index) => rows[index + 1]?.number === number);
  if (twice !== undefined)
    throw new WrongUsage(`Household ${twice.number} is in ${file} twice.`, "Leave one line out.");
  if (rows.length === 0) throw new WrongUsage(`${file} has no rows.`, "Give a household a line.");
  const pages = Array.from({ length: Math.ceil(rows.length / PAGE) }, (_, index) => {
    const page = rows.slice(index * PAGE, (index + 1) * PAGE);
    return { numbers: page.map(({ number }) => number), amounts: page.map(({ amount }) => amount) };
  });
  const { root, proofs } = merkle(pages.map(({ numbers, amounts }) => leafOf(numbers, amounts)));
  return {
    root,
    total: rows.reduce((sum, { amount }) => sum + amount, 0n),
    pages: pages.map((page, index) => ({ ...page, proof: proofs[index] ?? [] })),
  };
}
