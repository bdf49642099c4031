/** ReliefLedger. */
import { Bytes } from "@graphprotocol/graph-ts";
import { Feedback, Help, Officer, Project } from "../../generated/schema";
import {
  FeedbackGiven,
  HelpConfirmed,
  HelpRecorded,
  OutcomeReported,
} from "../../generated/templates/ReliefLedger/ReliefLedger";
import { those } from "../store/acts";
import { HelpKind, nameOf } from "../store/enums";
import { loadHousehold } from "../store/households";
import { actId, helpId } from "../store/ids";
import { unknown } from "../store/notices";
import { loadOfficer } from "../store/officers";
import { loadProject, rateProject, reportOutcome } from "../store/projects";
import { joinProject, newHouseholdEvent, newReliefEvent, newStepEvent } from "../store/relief";
import { dateOf, dayOf, int, long } from "../store/values";

export function handleHelpRecorded(event: HelpRecorded): void {
  const params = event.params;
  const household = loadHousehold(event, params.household);
  const officer = loadOfficer(event, params.officer);
  if (household === null || officer === null) return;
  const project: Project | null = params.project.isZero() ? null : loadProject(event, params.project);
  const help = new Help(helpId(params.help));
  help.number = int(params.help);
  help.household = household.id;
  help.officer = officer.id;
  help.programme = household.programme;
  if (project !== null) help.project = project.id;
  help.kind = nameOf(HelpKind, params.kind, event);
  help.day = int(params.day);
  help.date = dateOf(help.day);
  help.evidence = params.evidence;
  help.isConfirmed = false;
  help.save();

  const act = newStepEvent(event, "HelpRecorded", officer, household);
  act.help = help.id;
  act.project = help.project;
  act.evidence = help.evidence;
  act.save();
}

export function handleHelpConfirmed(event: HelpConfirmed): void {
  const id = helpId(event.params.help);
  const help = Help.load(id);
  if (help === null) return unknown(event, "Help", id);
  const household = loadHousehold(event, event.params.household);
  if (household === null) return;
  help.isConfirmed = true;
  help.confirmedAt = long(event.block.timestamp);
  help.save();
  const officer = Officer.load(help.officer);
  const parties = those(officer === null ? null : officer.participant);
  const act = newHouseholdEvent(event, "HelpConfirmed", household, household.id, parties);
  act.help = help.id;
  act.other = help.officer;
  act.project = help.project;
  act.save();
}

export function handleOutcomeReported(event: OutcomeReported): void {
  const project = loadProject(event, event.params.project);
  if (project === null) return;
  const outcome = reportOutcome(event, project);
  const act = newReliefEvent(event, "OutcomeReported", outcome.by, project.id, those(project.implementer));
  joinProject(act, project);
  act.planned = outcome.planned;
  act.achieved = outcome.achieved;
  act.evidence = outcome.evidence;
  act.save();
}

export function handleFeedbackGiven(event: FeedbackGiven): void {
  const params = event.params;
  const project = loadProject(event, params.project);
  const household = loadHousehold(event, params.household);
  if (project === null || household === null) return;
  rateProject(project, params.rating);
  const feedback = new Feedback(actId(event));
  feedback.project = project.id;
  feedback.household = household.id;
  feedback.rating = params.rating;
  if (params.evidence != new Bytes(32)) feedback.evidence = params.evidence;
  feedback.date = dateOf(dayOf(event.block.timestamp));
  feedback.save();
  const act = newHouseholdEvent(event, "FeedbackGiven", household, project.id, those(project.implementer));
  act.project = project.id;
  act.setI32("rating", params.rating);
  act.evidence = feedback.evidence;
  act.save();
}
