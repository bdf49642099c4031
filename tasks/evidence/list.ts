import { each } from "../shared/logs.ts";
import { whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { evidenceOf } from "./digests.ts";

const USUAL_LIMIT = 50n;
const PAGE = 64;

export default reads(async (context) => {
  const { suite, args } = context;
  const text = args.text("by");
  const by = text === undefined ? undefined : await participant(context, text, "--by");
  const limit = Number(args.optional("limit", whole) ?? USUAL_LIMIT);
  const count = Number(await suite.evidence.evidenceCount());
  const found = [];
  for (let newest = count; newest > 0 && found.length < limit; newest -= PAGE) {
    const ids = Array.from({ length: Math.min(PAGE, newest) }, (_, index) => BigInt(newest - index));
    const page = await each(ids, (id) => evidenceOf(context, id));
    found.push(...page.filter(({ anchorer }) => by === undefined || anchorer === by));
  }
  const evidence = found.slice(0, limit);
  const lines = table(evidence, [
    { head: "id", cell: (row) => row.evidence.toString(), right: true },
    { head: "time (UTC+8)", cell: (row) => row.time },
    { head: "category", cell: (row) => row.category },
    { head: "anchored by", cell: (row) => row.name },
    { head: "", cell: (row) => (row.batch ? "batch" : "document") },
    { head: "digest", cell: (row) => row.digest },
  ]);
  return { json: { evidence, count }, text: evidence.length === 0 ? "Nothing is anchored." : lines };
});
