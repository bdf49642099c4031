/** EvidenceRegistry. */
import { Countersignature, Evidence, EvidenceEvent } from "../generated/schema";
import { EvidenceAnchored, EvidenceCountersigned } from "../generated/templates/EvidenceRegistry/EvidenceRegistry";
import { stamp } from "./store/acts";
import { Algorithm, nameOf } from "./store/enums";
import { actId, idOf, word } from "./store/ids";
import { unknown } from "./store/notices";
import { party } from "./store/participants";
import { int, long, textOf } from "./store/values";

export function handleEvidenceAnchored(event: EvidenceAnchored): void {
  const params = event.params;
  const evidence = new Evidence(idOf(event.address, params.evidence, 8));
  evidence.number = int(params.evidence);
  evidence.anchorer = party(event, params.anchorer);
  evidence.digest = params.digest;
  evidence.algorithm = nameOf(Algorithm, params.algorithm, event);
  evidence.isBatch = params.batch;
  evidence.category = textOf(params.category);
  evidence.uri = params.uri;
  evidence.anchoredAt = long(event.block.timestamp);
  evidence.save();

  const act = new EvidenceEvent(actId(event));
  stamp(act, event, "EvidenceAnchored", evidence.anchorer, evidence.id, [evidence.anchorer]);
  act.evidence = evidence.id;
  act.save();
}

export function handleEvidenceCountersigned(event: EvidenceCountersigned): void {
  const params = event.params;
  const id = idOf(event.address, params.evidence, 8);
  const evidence = Evidence.load(id);
  if (evidence === null) return unknown(event, "Evidence", id);
  const signature = new Countersignature(id.concat(word(params.signer, 4)));
  signature.evidence = id;
  signature.signer = party(event, params.signer);
  signature.statement = params.statement;
  signature.signedAt = long(event.block.timestamp);
  signature.save();

  const act = new EvidenceEvent(actId(event));
  stamp(act, event, "EvidenceCountersigned", signature.signer, id, [evidence.anchorer, signature.signer]);
  act.evidence = id;
  act.countersignature = signature.id;
  act.save();
}
