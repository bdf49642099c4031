/** ReliefScores. What is of a household goes to its file, and nowhere else. */
import { HouseholdFile, HouseholdScoreEntry, Officer, ScoreEntry } from "../../generated/schema";
import {
  FactorSet,
  ScoreAppealDecided,
  ScoreAppealed,
  ScoreEntered,
} from "../../generated/templates/ReliefScores/ReliefScores";
import { loadHousehold } from "../store/households";
import { entryId } from "../store/ids";
import { unknown } from "../store/notices";
import { isHousehold, loadOfficer } from "../store/officers";
import { loadProgramme } from "../store/programmes";
import { newReliefEvent } from "../store/relief";
import { enterScore, fileScore, newFileEvent, newScoreEvent, setFactor } from "../store/scores";
import { long } from "../store/values";

export function handleFactorSet(event: FactorSet): void {
  setFactor(event);
  newReliefEvent(event, "FactorSet", null, event.address).save();
}

export function handleScoreEntered(event: ScoreEntered): void {
  const params = event.params;
  const programme = loadProgramme(event, params.programme);
  if (programme === null) return;
  if (isHousehold(params.person)) {
    const household = loadHousehold(event, params.person);
    if (household === null) return;
    const filed = fileScore(event, household.id, programme.id);
    newFileEvent(event, "ScoreEntered", filed.by, filed, filed.evidence).save();
    return;
  }
  const officer = loadOfficer(event, params.person);
  if (officer === null) return;
  const entry = enterScore(event, officer, programme.id);
  const act = newScoreEvent(event, "ScoreEntered", entry.by, officer, entry);
  act.evidence = entry.evidence;
  act.save();
}

export function handleScoreAppealed(event: ScoreAppealed): void {
  const params = event.params;
  const id = entryId(params.entry);
  const filed = HouseholdScoreEntry.load(id);
  if (filed !== null) {
    filed.appeal = "Open";
    filed.appealEvidence = params.evidence;
    filed.appealedAt = long(event.block.timestamp);
    filed.save();
    newFileEvent(event, "ScoreAppealed", null, filed, params.evidence).save();
    return;
  }
  const entry = ScoreEntry.load(id);
  if (entry === null) return unknown(event, "Entry", id);
  const officer = Officer.load(entry.officer);
  if (officer === null) return;
  entry.appeal = "Open";
  entry.appealEvidence = params.evidence;
  entry.appealedAt = long(event.block.timestamp);
  entry.save();
  const act = newScoreEvent(event, "ScoreAppealed", officer.participant, officer, entry);
  act.officer = officer.id;
  act.evidence = params.evidence;
  act.save();
}

export function handleScoreAppealDecided(event: ScoreAppealDecided): void {
  const params = event.params;
  const id = entryId(params.entry);
  const decider = loadOfficer(event, params.officer);
  if (decider === null) return;
  const status = params.granted ? "Granted" : "Dismissed";
  const filed = HouseholdScoreEntry.load(id);
  if (filed !== null) {
    filed.appeal = status;
    filed.decidedBy = decider.id;
    filed.reason = params.reason;
    filed.setI32("undone", params.undone);
    filed.decidedAt = long(event.block.timestamp);
    filed.save();
    const file = HouseholdFile.load(filed.file);
    if (file !== null) {
      file.score = params.score;
      file.save();
    }
    const act = newFileEvent(event, "ScoreAppealDecided", decider.participant, filed, params.reason);
    act.officer = decider.id;
    act.save();
    return;
  }
  const entry = ScoreEntry.load(id);
  if (entry === null) return unknown(event, "Entry", id);
  const officer = Officer.load(entry.officer);
  if (officer === null) return;
  entry.appeal = status;
  entry.decidedBy = decider.id;
  entry.reason = params.reason;
  entry.setI32("undone", params.undone);
  entry.decidedAt = long(event.block.timestamp);
  entry.save();
  officer.score = params.score;
  officer.save();
  const act = newScoreEvent(event, "ScoreAppealDecided", decider.participant, officer, entry);
  act.officer = decider.id;
  act.setBoolean("isUpheld", params.granted);
  act.evidence = params.reason;
  act.save();
}
