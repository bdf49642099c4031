import { noun, read, write } from "../shared/define.ts";

const document = "Document, by its number or its subject (0x…)";

const documents = "Documents that both sides have confirmed, by number or subject, separated by commas";

export default noun(
  "trade",
  "Trade documents (贸易背景): put forward by one side, confirmed by the other, financed once",
  [
    "trade register --kind invoice --seller nanming --buyer qianling --amount 1,234,567.89 --number INV-1 --file invoice.pdf --as nanming",
    "trade confirm INV-1 --as qianling",
    "trade show INV-1",
    "trade reduce INV-1 --amount 1,000.00 --number RED-1 --file red.pdf --as nanming",
    "trade open-file --documents INV-1,HT-1,SH-1 --as qianling",
  ],
  [
    write(
      "trade register",
      "Put a document forward as its seller or buyer",
      {
        options: {
          kind: "invoice, contract, delivery or payment (usual: invoice)",
          seller: "Who sells",
          buyer: "Who buys",
          amount: "Amount in yuan",
          number: "The document's own number",
          issuer: "USCC of who issued it, or the participant (usual: the seller)",
          file: "The document; its SHA-256 is taken here",
          digest: "Its digest instead (0x and 64 hexadecimal digits)",
          batch: "CSV file with a document a line; running again continues. Columns: the options above",
        },
      },
      () => import("./register.ts"),
    ),
    write(
      "trade confirm",
      "Confirm, for the other side, what was put forward",
      { positionals: { document }, options: { proposer: "Who put it forward, if both did" } },
      () => import("./confirm.ts"),
    ),
    write(
      "trade reduce",
      "Reduce a document by a correcting one (红字发票); both sides send the same",
      {
        positionals: { document },
        options: {
          amount: "By how much, in yuan (usual: as the other side has put it forward)",
          number: "The correcting document's own number",
          issuer: "USCC of who issued it, or the participant (usual: the seller)",
          file: "The correcting document; its SHA-256 is taken here",
          digest: "Its digest instead (0x and 64 hexadecimal digits)",
        },
      },
      () => import("./reduce.ts"),
    ),
    write(
      "trade open-file",
      "Open a file of one trade (四流合一): contract, invoice, delivery, payment",
      { options: { documents } },
      () => import("./open-file.ts"),
    ),
    write(
      "trade extend-file",
      "Put further documents of the same two parties into a trade file",
      { positionals: { file: "Number of the trade file" }, options: { documents } },
      () => import("./extend-file.ts"),
    ),
    read(
      "trade file",
      "One trade file: which of the four flows are there, and whether their amounts agree",
      { positionals: { file: "Its number" } },
      () => import("./file.ts"),
    ),
    read(
      "trade list",
      "All documents",
      { options: { party: "Of which somebody is seller or buyer" }, flags: { open: "Not confirmed yet" } },
      () => import("./list.ts"),
    ),
    read(
      "trade show",
      "One document, and what is claimed of it",
      { positionals: { document } },
      () => import("./show.ts"),
    ),
  ],
);
