/** DataPreservation. */
import { BigInt, Value } from "@graphprotocol/graph-ts";
import { DataChallenge, DataPreservation } from "../../generated/schema";
import {
  DataAnswerHoursSet,
  DataChallengeAnswered,
  DataChallenged,
  DataChallengeMissed,
  DataPreserved,
} from "../../generated/templates/DataPreservation/DataPreservation";
import { senderOf } from "../store/acts";
import { loadAsset, newAssetEvent, newDataEvent } from "../store/dataAssets";
import { loadChallenge, newChallengeEvent } from "../store/dataSecurity";
import { evidenceOf } from "../store/directory";
import { nameOf, PreservationKind } from "../store/enums";
import { dataId, idOf, versionOn } from "../store/ids";
import { party } from "../store/participants";
import { dateOf, dayOf, int, long } from "../store/values";

export function handleDataPreserved(event: DataPreserved): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const preservation = new DataPreservation(dataId("evidence", params.evidence, 8));
  preservation.number = params.evidence;
  preservation.evidence = idOf(evidenceOf(event.address), params.evidence, 8);
  preservation.asset = asset.id;
  preservation.version = params.version;
  if (!params.licence.isZero()) preservation.licence = dataId("licence", params.licence);
  preservation.by = party(event, params.by);
  preservation.kind = nameOf(PreservationKind, params.kind, event);
  preservation.digest = params.digest;
  preservation.recordedAt = long(event.block.timestamp);
  preservation.date = dateOf(dayOf(event.block.timestamp));
  preservation.save();
  const act = newAssetEvent(event, "DataPreserved", preservation.by, asset);
  act.licence = preservation.licence;
  act.preservation = preservation.id;
  act.evidence = preservation.digest;
  act.save();
}

export function handleDataChallenged(event: DataChallenged): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const challenge = new DataChallenge(dataId("challenge", params.challenge));
  challenge.number = int(params.challenge);
  challenge.asset = asset.id;
  challenge.version = versionOn(asset.id, params.version);
  challenge.challenger = party(event, params.challenger);
  challenge.holder = party(event, params.holder);
  challenge.seed = params.seed;
  challenge.deadline = long(params.deadline);
  challenge.status = "Open";
  challenge.challengedAt = long(event.block.timestamp);
  challenge.challengedDate = dateOf(dayOf(event.block.timestamp));
  challenge.save();
  newChallengeEvent(event, "DataChallenged", challenge.challenger, challenge).save();
}

export function handleDataChallengeAnswered(event: DataChallengeAnswered): void {
  const params = event.params;
  const challenge = loadChallenge(event, params.challenge);
  const asset = loadAsset(event, params.asset);
  if (challenge === null || asset === null) return;
  challenge.status = "Answered";
  challenge.holder = party(event, params.holder);
  challenge.answeredAt = long(event.block.timestamp);
  challenge.set("secondsToAnswer", Value.fromI64(challenge.answeredAt - challenge.challengedAt));
  challenge.index = params.index;
  challenge.chunks = params.chunks;
  challenge.chunkDigest = params.chunkDigest;
  challenge.save();
  asset.answered += 1;
  asset.save();
  const act = newChallengeEvent(event, "DataChallengeAnswered", challenge.holder, challenge);
  act.evidence = params.chunkDigest;
  act.save();
}

export function handleDataChallengeMissed(event: DataChallengeMissed): void {
  const params = event.params;
  const challenge = loadChallenge(event, params.challenge);
  const asset = loadAsset(event, params.asset);
  if (challenge === null || asset === null) return;
  challenge.status = "Missed";
  challenge.holder = party(event, params.holder);
  challenge.missedAt = long(event.block.timestamp);
  challenge.save();
  asset.misses = int(params.misses);
  asset.save();
  newChallengeEvent(event, "DataChallengeMissed", senderOf(event), challenge).save();
}

export function handleDataAnswerHoursSet(event: DataAnswerHoursSet): void {
  const act = newDataEvent(event, "DataAnswerHoursSet", null, event.address);
  act.amount = BigInt.fromI32(event.params.hours_);
  act.save();
}
