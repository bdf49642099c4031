import { shortHash, yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { kindOf, tradeDocuments } from "./documents.ts";

export default reads(async (context) => {
  const { words, args } = context;
  const text = args.text("party");
  const party = text === undefined ? undefined : await participant(context, text, "--party");
  const wanted = (await tradeDocuments(context)).filter(
    (each) =>
      (party === undefined || each.seller === party || each.buyer === party) &&
      !(args.flag("open") && each.isConfirmed),
  );
  const documents = await Promise.all(
    wanted.map(async (each) => ({
      subject: each.subject,
      kind: kindOf(each),
      number: each.number,
      face: each.face,
      claimed: each.claimed,
      seller: await words.participant(each.seller),
      buyer: await words.participant(each.buyer),
      state: each.isConfirmed ? "confirmed" : `put forward by ${await words.participant(each.proposer)}`,
    })),
  );
  const lines = table(documents, [
    { head: "document", cell: (row) => `${row.kind} ${row.number}` },
    { head: "amount", cell: (row) => yuan(row.face), right: true },
    { head: "claimed", cell: (row) => yuan(row.claimed), right: true },
    { head: "seller", cell: (row) => row.seller },
    { head: "buyer", cell: (row) => row.buyer },
    { head: "state", cell: (row) => row.state },
    { head: "subject", cell: (row) => shortHash(row.subject) },
  ]);
  return { json: { documents }, text: documents.length === 0 ? "No such document." : lines };
});
