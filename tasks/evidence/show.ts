import { WrongUsage } from "../shared/failures.ts";
import { whole } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { facts } from "../shared/table.ts";
import { evidenceOf } from "./digests.ts";

export default reads(async (context) => {
  const { suite, words, args } = context;
  const id = whole(args.required("evidence", "its number"), "The evidence");
  const count = await suite.evidence.evidenceCount();
  if (id === 0n || id > count) {
    throw new WrongUsage(`There is no evidence ${id}.`, `See ${words.command("evidence list")}.`);
  }
  const evidence = await evidenceOf(context, id);
  const [anchored] = await context.events((first, last) =>
    suite.evidence.queryFilter(suite.evidence.filters.EvidenceAnchored(id), first, last),
  );
  const uri = anchored?.args.uri ?? "";
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
  ].join("\n");
  return { json: { ...evidence, uri }, text };
});
