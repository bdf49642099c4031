/** Honesty scores of officers, and of households in their files. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Factor,
  HouseholdFileEvent,
  HouseholdScoreEntry,
  Officer,
  ReliefEvent,
  ScoreEntry,
} from "../../generated/schema";
import { FactorSet, ScoreEntered } from "../../generated/templates/ReliefScores/ReliefScores";
import { joinOrder, stamp, those } from "./acts";
import { Fact } from "./enums";
import { loadFile } from "./households";
import { actId, entryId, factorId } from "./ids";
import { notice } from "./notices";
import { partyIfAny } from "./participants";
import { newReliefEvent } from "./relief";
import { dateOf, dayOf, int, long } from "./values";

export function setFactor(event: FactorSet): Factor {
  const params = event.params;
  const factor = loadFactor(event.address, params.factor);
  factor.points = params.points;
  factor.weight = params.weight;
  factor.cap = params.cap;
  factor.isActive = params.active;
  factor.setAt = long(event.block.timestamp);
  factor.save();
  return factor;
}

function loadFactor(scores: Bytes, code: i32): Factor {
  const known = Factor.load(factorId(scores, code));
  if (known !== null) return known;
  const factor = new Factor(factorId(scores, code));
  factor.part = scores;
  factor.code = code;
  factor.fact = code < Fact.length ? Fact[code] : "None";
  factor.points = 0;
  factor.weight = 0;
  factor.cap = 0;
  factor.isActive = false;
  factor.setAt = 0;
  return factor;
}

/** The factor, which is there afterwards in any case. */
function factorOf(event: ethereum.Event, code: i32): Bytes {
  const factor = loadFactor(event.address, code);
  if (factor.setAt == 0) {
    notice(event, "Factor " + code.toString() + " has never been set; the index made a blank one.");
    factor.setAt = long(event.block.timestamp);
    factor.save();
  }
  return factor.id;
}

export function enterScore(event: ScoreEntered, officer: Officer, programme: Bytes): ScoreEntry {
  const params = event.params;
  const entry = new ScoreEntry(entryId(params.entry));
  entry.number = int(params.entry);
  entry.officer = officer.id;
  entry.factor = factorOf(event, params.factor);
  entry.applied = params.applied;
  entry.score = params.score;
  entry.programme = programme;
  entry.by = partyIfAny(event, params.by);
  entry.evidence = params.evidence;
  entry.at = long(event.block.timestamp);
  entry.date = dateOf(dayOf(event.block.timestamp));
  entry.appeal = "None";
  entry.save();
  officer.score = entry.score;
  officer.save();
  return entry;
}

/** The same of a household, for its file. */
export function fileScore(event: ScoreEntered, household: Bytes, programme: Bytes): HouseholdScoreEntry {
  const params = event.params;
  const file = loadFile(household);
  const entry = new HouseholdScoreEntry(entryId(params.entry));
  entry.number = int(params.entry);
  entry.file = file.id;
  entry.factor = factorOf(event, params.factor);
  entry.applied = params.applied;
  entry.score = params.score;
  entry.programme = programme;
  entry.by = partyIfAny(event, params.by);
  entry.evidence = params.evidence;
  entry.at = long(event.block.timestamp);
  entry.date = dateOf(dayOf(event.block.timestamp));
  entry.appeal = "None";
  entry.save();
  file.score = entry.score;
  file.save();
  return entry;
}

/** A step of an officer's score; by the officer itself when nobody else is said. */
export function newScoreEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  officer: Officer,
  entry: ScoreEntry,
): ReliefEvent {
  const act = newReliefEvent(event, kind, who, officer.id, [officer.participant]);
  act.other = officer.id;
  act.entry = entry.id;
  act.programme = entry.programme;
  return act;
}

/** A step of a household's score, for its file. */
export function newFileEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  entry: HouseholdScoreEntry,
  evidence: Bytes,
): HouseholdFileEvent {
  const act = new HouseholdFileEvent(actId(event));
  stamp(act, event, kind, who, entry.programme, those(who));
  joinOrder(act, event);
  act.file = entry.file;
  act.entry = entry.id;
  act.evidence = evidence;
  return act;
}
