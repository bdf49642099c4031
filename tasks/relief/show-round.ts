import { yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts } from "../shared/table.ts";
import { rounds } from "./figures.ts";
import { theRound } from "./steps.ts";

export default reads(async (context) => {
  const { suite } = context;
  const round = await theRound(context);
  const found = (await rounds(context)).find((each) => each.round === round);
  const info = await suite.reliefBenefits.roundInfo(round);
  const officer = (id: bigint): string => (id === 0n ? "–" : `officer ${id}`);
  return {
    json: {
      ...found,
      proposedBy: info.proposedBy,
      approvedBy: info.approvedBy,
      releasedBy: info.releasedBy,
      root: info.root,
    },
    text: facts([
      ["benefit", info.benefit.toString()],
      ["period", info.period.toString()],
      ["project", info.project.toString()],
      ["area", found?.area ?? ""],
      ["status", found?.status ?? ""],
      ["notice until", found?.noticeEnd ?? ""],
      ["for each", info.each === 0n ? "by list" : yuan(info.each)],
      ["total", yuan(info.total)],
      ["released", yuan(found?.released ?? 0n)],
      ["open objections", info.openObjections.toString()],
      ["proposed by", officer(info.proposedBy)],
      ["approved by", officer(info.approvedBy)],
      ["released by", officer(info.releasedBy)],
    ]),
  };
});
