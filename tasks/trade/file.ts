import { yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { fileIn, fileOf } from "./files.ts";

export default reads(async (context) => {
  const file = await fileOf(context, await fileIn(context));
  const missing = file.flows.filter(({ amount }) => amount === 0n).map(({ kind }) => kind.toLowerCase());
  const text = [
    `Trade file ${file.file}: ${file.isComplete ? "all four flows are there" : `without ${missing.join(", ")}`}; ${
      file.agree ? "the amounts agree" : "the amounts differ"
    }`,
    "",
    facts([
      ["Seller", file.seller],
      ["Buyer", file.buyer],
      ...file.flows.map(({ kind, amount }): [string, string] => [kind, amount === 0n ? "none" : yuan(amount)]),
    ]),
    "",
    table(file.documents, [
      { head: "document", cell: (row) => row.name },
      { head: "amount now", cell: (row) => yuan(row.face), right: true },
      { head: "subject", cell: (row) => row.subject },
    ]),
  ].join("\n");
  return { json: file, text };
});
