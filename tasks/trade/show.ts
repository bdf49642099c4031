import { toUtf8String, ZeroHash } from "ethers";
import { yuan } from "../shared/format.ts";
import { Refused } from "../shared/failures.ts";
import { subject as subjectOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { kindOf, openReductions, tradeDocuments } from "./documents.ts";

export default reads(async (context) => {
  const { suite, words, args, dictionary } = context;
  const subject = await subjectOf(context, args.required("document", "a document"));
  const documents = (await tradeDocuments(context)).filter((each) => each.subject === subject);
  const document = documents.find(({ isConfirmed }) => isConfirmed) ?? documents[0];
  if (document === undefined)
    throw new Refused("Unknown", `There is no document ${subject}.`, words.command("trade list"));
  const info = await suite.trade.subjectInfo(subject);
  const file = await suite.trade.fileOf(subject);
  const reductions = await openReductions(context, subject);
  const { filters } = suite.trade;
  const claimed = await context.events((first, last) =>
    suite.trade.queryFilter(filters.SubjectClaimed(subject), first, last),
  );
  const replaced = await context.events((first, last) =>
    suite.trade.queryFilter(filters.ClaimReplaced(subject), first, last),
  );
  const found = [
    ...claimed.map(({ args: { part, claimId } }) => ({ part, claimId })),
    ...replaced.map(({ args: { toPart, toClaimId } }) => ({ part: toPart, claimId: toClaimId })),
  ];
  const claimants = [...new Map(found.map((each) => [`${each.part} ${each.claimId}`, each])).values()];
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
    ? await Promise.all(
        reductions.map(async ({ counterparty, number }) =>
          words.command(`trade reduce "${document.number}" --number "${number}"`, await words.handle(counterparty)),
        ),
      )
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
      ["Reduced", document.face === document.original ? undefined : `from ${yuan(document.original)}`],
      [
        "To be reduced",
        reductions.length === 0
          ? undefined
          : reductions.map(({ number, amount }) => `by ${yuan(amount)}, as ${number} says`).join("; "),
      ],
      ["Trade file", file === 0n ? undefined : `${file}`],
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
              cell: ({ contract, claim }) =>
                contract === "BillIssuance"
                  ? words.bill(claim)
                  : contract === "ReceivableIssuance"
                    ? words.receivable(claim)
                    : String(claim),
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
    file,
    reductions,
    claims: live,
    next,
  };
  return { json: { document: json }, text };
});
