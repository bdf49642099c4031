import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode } from "../shared/words.ts";
import { levelOf } from "./levels.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const count = Number(await suite.reliefOfficers.officerCount());
  const ids = Array.from({ length: count }, (_, index) => BigInt(index + 1));
  const officers = await each(ids, async (officer) => {
    const { account, participant, area, active } = await suite.reliefOfficers.officerInfo(officer);
    return {
      officer,
      area: areaCode(area),
      level: nameOf("Level", levelOf(area)),
      employer: await words.participant(participant),
      account,
      active,
      score: await suite.reliefScores.scoreOf(officer),
    };
  });
  return {
    json: { officers },
    text:
      officers.length === 0
        ? "Nobody has been appointed yet."
        : table(officers, [
            { head: "officer", cell: (row) => row.officer.toString(), right: true },
            { head: "level", cell: (row) => row.level },
            { head: "area", cell: (row) => row.area },
            { head: "employer", cell: (row) => row.employer },
            { head: "account", cell: (row) => (row.active ? row.account : "no longer in service") },
            { head: "score", cell: (row) => row.score.toString(), right: true },
          ]),
  };
});
