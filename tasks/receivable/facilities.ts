import { dateOf, yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { facilities } from "./lines.ts";

export default reads(async (context) => {
  const { words, args } = context;
  const text = args.text("of");
  const who = text === undefined ? undefined : await participant(context, text, "--of");
  const today = await context.today();
  const wanted = (await facilities(context)).filter(
    ({ grantor, obligor }) => who === undefined || grantor === who || obligor === who,
  );
  const rows = await Promise.all(
    wanted.map(async ({ id, grantor, obligor, limit, used, until, closed, free }) => ({
      facility: id,
      grantor: { participant: grantor, name: await words.participant(grantor) },
      obligor: { participant: obligor, name: await words.participant(obligor) },
      limit,
      used,
      free,
      until: dateOf(until),
      closed,
      isOver: until < today,
    })),
  );
  const lines = table(rows, [
    { head: "facility", cell: (row) => row.facility.toString(), right: true },
    { head: "given by", cell: (row) => row.grantor.name },
    { head: "to", cell: (row) => row.obligor.name },
    { head: "limit", cell: (row) => yuan(row.limit), right: true },
    { head: "used", cell: (row) => yuan(row.used), right: true },
    { head: "free", cell: (row) => yuan(row.free), right: true },
    { head: "until", cell: (row) => row.until },
    { head: "", cell: ({ closed, isOver }) => (closed ? "closed" : isOver ? "over" : "") },
  ]);
  return { json: { facilities: rows }, text: rows.length === 0 ? "No such facility." : lines };
});
