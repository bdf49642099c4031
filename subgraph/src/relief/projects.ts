/** ReliefProjects. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Milestone, Officer, Project, ReliefEvent } from "../../generated/schema";
import {
  MilestoneApproved,
  MilestoneInspected,
  MilestoneRejected,
  MilestoneReleased,
  MilestoneReopened,
  MilestoneSubmitted,
  ProjectApproved,
  ProjectClosed,
  ProjectProposed,
  ProjectRefused,
} from "../../generated/templates/ReliefProjects/ReliefProjects";
import { senderOf, those } from "../store/acts";
import { loadFund } from "../store/funds";
import { payoutId } from "../store/ids";
import { loadOfficer, officerIfAny } from "../store/officers";
import { party } from "../store/participants";
import { loadProgramme } from "../store/programmes";
import { loadMilestone, loadProject, proposeProject, rejectMilestone, submitMilestone } from "../store/projects";
import { joinProject, newOfficerEvent, newReliefEvent } from "../store/relief";

/** A step of a project by an officer. */
function step(event: ethereum.Event, kind: string, officer: Officer, project: Project, evidence: Bytes | null): void {
  const act = newOfficerEvent(event, kind, officer, project.id, those(project.implementer));
  joinProject(act, project);
  act.amount = project.budget;
  act.evidence = evidence;
  act.save();
}

/** The act is about a milestone. */
function join(act: ReliefEvent, project: Project, milestone: Milestone): void {
  joinProject(act, project);
  act.milestone = milestone.id;
  act.amount = milestone.amount;
}

export function handleProjectProposed(event: ProjectProposed): void {
  const params = event.params;
  const programme = loadProgramme(event, params.programme);
  const fund = loadFund(event, params.fund);
  const officer = loadOfficer(event, params.officer);
  if (programme === null || fund === null || officer === null) return;
  const project = proposeProject(event, programme, fund, officer);
  step(event, "ProjectProposed", officer, project, project.plan);
}

export function handleProjectApproved(event: ProjectApproved): void {
  const project = loadProject(event, event.params.project);
  const officer = loadOfficer(event, event.params.officer);
  if (project === null || officer === null) return;
  project.status = "Approved";
  project.decidedBy = officer.id;
  project.save();
  step(event, "ProjectApproved", officer, project, event.params.evidence);
}

export function handleProjectRefused(event: ProjectRefused): void {
  const project = loadProject(event, event.params.project);
  const officer = loadOfficer(event, event.params.officer);
  if (project === null || officer === null) return;
  project.status = "Refused";
  project.decidedBy = officer.id;
  project.save();
  step(event, "ProjectRefused", officer, project, event.params.reason);
}

export function handleProjectClosed(event: ProjectClosed): void {
  const project = loadProject(event, event.params.project);
  const officer = loadOfficer(event, event.params.officer);
  if (project === null || officer === null) return;
  project.status = "Closed";
  project.closedBy = officer.id;
  project.report = event.params.evidence;
  project.save();
  step(event, "ProjectClosed", officer, project, event.params.evidence);
}

export function handleMilestoneSubmitted(event: MilestoneSubmitted): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  if (project === null) return;
  const milestone = loadMilestone(event, project, params.milestone);
  if (milestone === null) return;
  submitMilestone(event, milestone);
  const act = newReliefEvent(event, "MilestoneSubmitted", party(event, params.implementer), project.id);
  join(act, project, milestone);
  if (params.evidence.length > 0) act.evidence = params.evidence[0];
  act.save();
}

export function handleMilestoneApproved(event: MilestoneApproved): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  const officer = loadOfficer(event, params.officer);
  if (project === null || officer === null) return;
  const milestone = loadMilestone(event, project, params.milestone);
  if (milestone === null) return;
  if (params.byTownship) milestone.townshipBy = officer.id;
  else milestone.villageBy = officer.id;
  milestone.save();
  const act = newOfficerEvent(event, "MilestoneApproved", officer, project.id, those(project.implementer));
  join(act, project, milestone);
  act.evidence = params.evidence;
  act.save();
}

export function handleMilestoneInspected(event: MilestoneInspected): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  if (project === null) return;
  const milestone = loadMilestone(event, project, params.milestone);
  if (milestone === null) return;
  const inspector = party(event, params.inspector);
  milestone.inspectedBy = inspector;
  milestone.save();
  const act = newReliefEvent(event, "MilestoneInspected", inspector, project.id, those(project.implementer));
  join(act, project, milestone);
  act.evidence = params.evidence;
  act.save();
}

export function handleMilestoneRejected(event: MilestoneRejected): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  if (project === null) return;
  const milestone = loadMilestone(event, project, params.milestone);
  if (milestone === null) return;
  rejectMilestone(milestone, params.reason);
  const by = party(event, params.by);
  const officer = officerIfAny(event, params.officer);
  const act = newReliefEvent(event, "MilestoneRejected", by, project.id, those(project.implementer));
  if (officer !== null) act.officer = officer.id;
  join(act, project, milestone);
  act.evidence = params.reason;
  act.save();
}

export function handleMilestoneReleased(event: MilestoneReleased): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  const officer = loadOfficer(event, params.officer);
  if (project === null || officer === null) return;
  const milestone = loadMilestone(event, project, params.milestone);
  if (milestone === null) return;
  milestone.status = "Released";
  milestone.releasedBy = officer.id;
  milestone.save();
  const act = newOfficerEvent(event, "MilestoneReleased", officer, project.id, those(project.implementer));
  join(act, project, milestone);
  act.payout = payoutId(params.payout);
  act.amount = params.amount;
  act.save();
}

export function handleMilestoneReopened(event: MilestoneReopened): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  if (project === null) return;
  const milestone = loadMilestone(event, project, params.milestone);
  if (milestone === null) return;
  milestone.status = "Submitted";
  milestone.unset("releasedBy");
  milestone.unset("payout");
  milestone.save();
  const act = newReliefEvent(event, "MilestoneReopened", senderOf(event), project.id, those(project.implementer));
  join(act, project, milestone);
  act.payout = payoutId(params.payout);
  act.save();
}
