import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { textOf } from "../shared/words.ts";
import { projects } from "./figures.ts";
import { theProject } from "./steps.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const project = await theProject(context);
  const found = (await projects(context)).find((each) => each.project === project);
  const info = await suite.reliefProjects.projectInfo(project);
  const today = await context.today();
  const milestones = await each(
    Array.from({ length: Number(info.milestones) }, (_, index) => index),
    async (milestone) => {
      const of = await suite.reliefProjects.milestoneInfo(project, milestone);
      const status = nameOf("MilestoneStatus", of.status);
      const asked = [
        ...(of.needsVillage ? [`village${of.villageBy === 0n ? "" : ` (officer ${of.villageBy})`}`] : []),
        ...(of.needsTownship ? [`township${of.townshipBy === 0n ? "" : ` (officer ${of.townshipBy})`}`] : []),
        ...(of.needsInspection
          ? [`inspection${of.inspectedBy === 0n ? "" : ` (${await words.participant(of.inspectedBy)})`}`]
          : []),
      ];
      return {
        milestone: `${project}/${milestone}`,
        amount: of.amount,
        dueDay: dateOf(of.dueDay),
        status,
        isLate: ["Planned", "Rejected"].includes(status) && of.dueDay < today,
        asked,
        evidence: of.evidence.map((kind) => textOf(kind) ?? kind),
        payout: of.payout,
      };
    },
  );
  return {
    json: { ...found, milestones },
    text: [
      facts([
        ["programme", info.programme.toString()],
        ["fund", info.fund.toString()],
        ["status", found?.status ?? ""],
        ["area", found?.area ?? ""],
        ["implementer", found?.implementer ?? "–"],
        ["budget", yuan(info.budget)],
        [
          "allocated",
          `${yuan(found?.allocated ?? 0n)}: ${yuan(found?.paid ?? 0n)} paid, ${yuan(found?.open ?? 0n)} open`,
        ],
        ["proposed by", `officer ${info.proposedBy}`],
        ["approved by", info.approvedBy === 0n ? "–" : `officer ${info.approvedBy}`],
      ]),
      ...(milestones.length === 0
        ? []
        : [
            table(milestones, [
              { head: "milestone", cell: (row) => row.milestone },
              { head: "amount", cell: (row) => yuan(row.amount), right: true },
              { head: "due", cell: (row) => `${row.dueDay}${row.isLate ? " late" : ""}` },
              { head: "status", cell: (row) => row.status },
              { head: "approvals", cell: (row) => row.asked.join(", ") },
              { head: "evidence", cell: (row) => row.evidence.join(" ") },
            ]),
          ]),
    ].join("\n\n"),
  };
});
