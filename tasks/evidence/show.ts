import { ZeroHash } from "ethers";
import { timeOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { evidenceIn } from "./digests.ts";

const PAGE = 100n;

export default reads(async (context) => {
  const { suite, words } = context;
  const evidence = await evidenceIn(context);
  const id = evidence.evidence;
  const count = await suite.evidence.countersignatureCount(id);
  const starts = Array.from({ length: Math.ceil(Number(count) / Number(PAGE)) }, (_, page) => BigInt(page) * PAGE);
  const pages = await each(starts, (start) => suite.evidence.countersignatures(id, start, PAGE));
  const countersignatures = await each(pages.flat(), async ({ signer, signedAt, statement }) => ({
    signer,
    name: await words.participant(signer),
    signedAt,
    time: timeOf(signedAt),
    statement,
  }));
  const [anchored] = await context.events((first, last) =>
    suite.evidence.queryFilter(suite.evidence.filters.EvidenceAnchored(id), first, last),
  );
  const uri = anchored?.args.uri ?? "";
  const signed = table(countersignatures, [
    { head: "signed by", cell: (row) => row.name },
    { head: "at (UTC+8)", cell: (row) => row.time },
    { head: "statement", cell: (row) => (row.statement === ZeroHash ? "" : row.statement) },
  ]);
  const text = [
    `Evidence ${id}, ${evidence.batch ? "the root of a batch" : "one document"}`,
    "",
    facts([
      ["Category", evidence.category],
      ["Anchored by", evidence.name],
      ["At", `${evidence.time} (UTC+8)`],
      [evidence.algorithm, evidence.digest],
      ["URI", uri === "" ? undefined : uri],
    ]),
    ...(count === 0n ? [] : ["", signed]),
  ].join("\n");
  return { json: { ...evidence, uri, countersignatures }, text };
});
