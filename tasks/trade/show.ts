import { toUtf8String, ZeroHash } from "ethers";
import { yuan } from "../shared/format.ts";
import { Refused } from "../shared/failures.ts";
import { subject as subjectOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { kindOf, tradeDocuments } from "./documents.ts";

export default reads(async (context) => {
  const { suite, words, args, dictionary } = context;
  const subject = await subjectOf(context, args.required("document", "a document"));
  const documents = (await tradeDocuments(context)).filter((each) => each.subject === subject);
  const document = documents.find(({ isConfirmed }) => isConfirmed) ?? documents[0];
  if (document === undefined)
    throw new Refused("Unknown", `There is no document ${subject}.`, words.command("trade list"));
  const info = await suite.trade.subjectInfo(subject);
  const logs = await context.events((first, last) =>
    suite.trade.queryFilter(suite.trade.filters.SubjectClaimed(subject), first, last),
  );
  const claimants = [
    ...new Map(logs.map(({ args: { part, claimId } }) => [`${part} ${claimId}`, { part, claimId }])).values(),
  ];
  const claims = await Promise.all(
    claimants.map(async ({ part, claimId }) => ({
      contract: dictionary.contractAt(part) ?? part,
      claim: claimId,
      amount: await suite.trade.claimOf(subject, part, claimId),
    })),
  );
  const [seller, buyer, proposer] = await Promise.all(
    [document.seller, document.buyer, document.proposer].map((id) => words.participant(id)),
  );
  const other = document.proposer === document.seller ? document.buyer : document.seller;
  const next = document.isConfirmed
    ? []
    : [words.command(`trade confirm "${document.number}"`, await words.handle(other))];
  const live = claims.filter(({ amount }) => amount > 0n);
  const text = [
    `${kindOf(document)} ${document.number} over ${yuan(document.face)}`,
    "",
    facts([
      ["State", document.isConfirmed ? "confirmed by both sides" : `put forward by ${proposer}, not confirmed`],
      ["Seller", seller],
      ["Buyer", buyer],
      ["Issuer", toUtf8String(document.issuer)],
      [
        "Claimed",
        document.isConfirmed ? `${yuan(info.claimed)}; ${yuan(info.face - info.claimed)} is free` : undefined,
      ],
      ["Digest", document.digest === ZeroHash ? "none" : document.digest],
      ["Subject", subject],
    ]),
    ...(live.length === 0
      ? []
      : [
          "",
          table(live, [
            { head: "claimed by", cell: (row) => row.contract },
            {
              head: "for",
              cell: (row) => (row.contract === "BillIssuance" ? words.bill(row.claim) : String(row.claim)),
            },
            { head: "amount", cell: (row) => yuan(row.amount), right: true },
          ]),
        ]),
    ...nextLines(next),
  ].join("\n");
  const { issuer, kind: _, ...rest } = document;
  const json = {
    ...rest,
    kind: kindOf(document),
    issuer: toUtf8String(issuer),
    free: info.face - info.claimed,
    claims: live,
    next,
  };
  return { json: { document: json }, text };
});
