import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode } from "../shared/words.ts";

export default reads(async (context) => {
  const { reliefOfficers } = context.suite;
  const logs = await context.events((first, last) =>
    reliefOfficers.queryFilter(reliefOfficers.filters.AreaAdded(), first, last),
  );
  const areas = logs
    .map(({ args: { area, level, name } }) => ({ area: areaCode(area), level: nameOf("Level", level), name }))
    .sort((a, b) => a.area.padEnd(12, "0").localeCompare(b.area.padEnd(12, "0")));
  return {
    json: { areas },
    text:
      areas.length === 0
        ? "No division is known yet."
        : table(areas, [
            { head: "code", cell: (row) => row.area },
            { head: "level", cell: (row) => row.level },
            { head: "name", cell: (row) => row.name },
          ]),
  };
});
