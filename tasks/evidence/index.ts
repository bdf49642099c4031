import { noun, read, write } from "../shared/define.ts";

const document = {
  file: "The document; its digest is taken here, and it goes nowhere",
  digest: "Its digest instead (0x and 64 hexadecimal digits)",
  algorithm: "What makes the digest: sha256, keccak256 or sm3 (usual: sha256)",
};
const about = {
  category: "What kind of document, as in INVOICE (usual: DOCUMENT)",
  uri: "Where members find the (encrypted) document; at most 256 bytes",
};

export default noun(
  "evidence",
  "Evidence (存证): digests of documents, with the time and by whom; the documents stay where they are",
  [
    "evidence anchor --file contract.pdf --category CONTRACT --as nanming",
    "evidence verify --file contract.pdf",
    "evidence anchor --file contract.pdf --algorithm sm3 --as nanming",
    "evidence countersign 1 --file contract.pdf --as court",
    "evidence anchor-batch --folder receipts --as nanming",
  ],
  [
    write(
      "evidence anchor",
      "Anchor the digest of one document",
      { options: { ...document, ...about } },
      () => import("./anchor.ts"),
    ),
    write(
      "evidence anchor-batch",
      "Anchor many documents by one root; a file of proofs is written",
      {
        options: {
          folder: "Folder with the documents; the digest of each is taken here",
          algorithm: document.algorithm,
          root: "A Merkle root made elsewhere instead (0x and 64 hexadecimal digits)",
          proofs: "Where to write the proofs (usual: <folder>.proofs.json)",
          ...about,
        },
      },
      () => import("./anchor-batch.ts"),
    ),
    write(
      "evidence countersign",
      "Sign for what another participant has anchored",
      {
        positionals: { evidence: "Its number" },
        options: {
          file: "The document that you mean; refused when it is another one",
          digest: "Its digest instead",
          statement:
            "File of what you have issued about it (a certificate, a ruling, a report); its SHA-256 is taken here",
          statementDigest: "Its digest instead",
        },
      },
      () => import("./countersign.ts"),
    ),
    read(
      "evidence verify",
      "Who anchored a document, and when",
      {
        options: { ...document, proofs: "File of proofs, for a document of a batch" },
        flags: { onChain: "Let the chain take the digest as well; the node then sees the document" },
      },
      () => import("./verify.ts"),
    ),
    read(
      "evidence show",
      "One piece of evidence",
      { positionals: { evidence: "Its number" } },
      () => import("./show.ts"),
    ),
    read(
      "evidence list",
      "All evidence",
      { options: { by: "Anchored by", limit: "How many at most, newest first (usual: 50)" } },
      () => import("./list.ts"),
    ),
  ],
);
