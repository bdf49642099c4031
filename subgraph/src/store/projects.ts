/** Projects of relief, their milestones, and what they have achieved. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Fund, Milestone, Officer, Programme, Project, ProjectOutcome } from "../../generated/schema";
import { OutcomeReported } from "../../generated/templates/ReliefLedger/ReliefLedger";
import {
  MilestoneSubmitted,
  ProjectProposed,
  ProjectProposedMilestonesStruct,
} from "../../generated/templates/ReliefProjects/ReliefProjects";
import { areaOf } from "./areas";
import { milestoneId, place, projectId } from "./ids";
import { unknown } from "./notices";
import { party, partyIfAny } from "./participants";
import { dateOf, dayOf, int, long, shareOf, textOf } from "./values";

export function loadProject(event: ethereum.Event, number: BigInt): Project | null {
  const id = projectId(number);
  const project = Project.load(id);
  if (project === null) unknown(event, "Project", id);
  return project;
}

export function loadMilestone(event: ethereum.Event, project: Project, number: i32): Milestone | null {
  const id = milestoneId(project.id, number);
  const milestone = Milestone.load(id);
  if (milestone === null) unknown(event, "Milestone", id);
  return milestone;
}

export function proposeProject(event: ProjectProposed, programme: Programme, fund: Fund, officer: Officer): Project {
  const params = event.params;
  const project = new Project(projectId(params.project));
  project.number = int(params.project);
  project.programme = programme.id;
  project.fund = fund.id;
  project.purpose = textOf(params.purpose);
  project.implementer = partyIfAny(event, params.implementer);
  project.area = areaOf(params.area);
  project.status = "Proposed";
  project.proposedBy = officer.id;
  project.plan = params.plan;
  project.budget = params.budget;
  project.allocated = BigInt.zero();
  project.paid = BigInt.zero();
  project.open = BigInt.zero();
  project.free = BigInt.zero();
  project.confirmed = BigInt.zero();
  project.milestoneCount = params.milestones.length;
  project.ratings = 0;
  project.ratingSum = 0;
  project.proposedAt = long(event.block.timestamp);
  project.save();
  for (let i = 0; i < params.milestones.length; i++) plan(project, i + 1, params.milestones[i]);
  return project;
}

function plan(project: Project, number: i32, planned: ProjectProposedMilestonesStruct): void {
  const milestone = new Milestone(milestoneId(project.id, number));
  milestone.project = project.id;
  milestone.programme = project.programme;
  milestone.number = number;
  milestone.amount = planned.amount;
  milestone.dueDay = int(planned.dueDay);
  milestone.dueDate = dateOf(milestone.dueDay);
  milestone.status = "Planned";
  milestone.needsVillage = planned.needsVillage;
  milestone.needsTownship = planned.needsTownship;
  milestone.needsInspection = planned.needsInspection;
  milestone.evidenceKinds = planned.evidence.map<string>((kind: Bytes) => textOf(kind));
  milestone.evidence = [];
  milestone.isLate = false;
  milestone.daysLate = 0;
  milestone.rejections = 0;
  milestone.save();
}

export function submitMilestone(event: MilestoneSubmitted, milestone: Milestone): void {
  const today = dayOf(event.block.timestamp);
  if (event.params.late && !milestone.isLate) {
    milestone.isLate = true;
    milestone.daysLate = today - milestone.dueDay;
  }
  milestone.status = "Submitted";
  milestone.evidence = event.params.evidence;
  milestone.setI32("submittedDay", today);
  milestone.submittedDate = dateOf(today);
  milestone.save();
}

/** Sent back: approvals so far fall. */
export function rejectMilestone(milestone: Milestone, reason: Bytes): void {
  milestone.status = "Rejected";
  milestone.unset("villageBy");
  milestone.unset("townshipBy");
  milestone.unset("inspectedBy");
  milestone.rejections += 1;
  milestone.reason = reason;
  milestone.save();
}

export function reportOutcome(event: OutcomeReported, project: Project): ProjectOutcome {
  const params = event.params;
  const id = project.id.concat(place(params.indicator)).concat(Bytes.fromUTF8("outcome"));
  let outcome = ProjectOutcome.load(id);
  if (outcome === null) {
    outcome = new ProjectOutcome(id);
    outcome.project = project.id;
    outcome.indicator = params.indicator;
    outcome.reports = 0;
  }
  outcome.planned = params.planned;
  outcome.achieved = params.achieved;
  outcome.share = shareOf(params.achieved, params.planned);
  outcome.by = party(event, params.by);
  outcome.evidence = params.evidence;
  outcome.reports += 1;
  outcome.day = dayOf(event.block.timestamp);
  outcome.date = dateOf(outcome.day);
  outcome.save();
  return outcome;
}

export function rateProject(project: Project, rating: i32): void {
  project.ratings += 1;
  project.ratingSum += rating;
  project.averageRating = shareOf(BigInt.fromI32(project.ratingSum), BigInt.fromI32(project.ratings));
  project.save();
}
