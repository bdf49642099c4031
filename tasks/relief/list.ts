import { yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { money, programmes } from "./figures.ts";

export default reads(async (context) => {
  const found = await programmes(context);
  return {
    json: { programmes: found },
    text:
      found.length === 0
        ? "No programme has been founded yet."
        : table(found, [
            { head: "programme", cell: (row) => row.programme.toString(), right: true },
            { head: "source", cell: (row) => row.source },
            { head: "authority", cell: (row) => row.authority },
            { head: "from", cell: (row) => row.start },
            { head: "to", cell: (row) => row.end },
            { head: "budget", cell: (row) => yuan(row.budget), right: true },
            { head: "in", cell: (row) => money(row.received), right: true },
            { head: "allocated", cell: (row) => money(row.allocated), right: true },
            { head: "free", cell: (row) => money(row.free), right: true },
            { head: "returned", cell: (row) => money(row.returned), right: true },
            { head: "households", cell: (row) => row.households.toString(), right: true },
          ]),
  };
});
