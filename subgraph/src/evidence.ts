/** EvidenceRegistry. */
import { Evidence, EvidenceEvent } from "../generated/schema";
import { EvidenceAnchored } from "../generated/templates/EvidenceRegistry/EvidenceRegistry";
import { stamp } from "./store/acts";
import { Algorithm, nameOf } from "./store/enums";
import { actId, idOf } from "./store/ids";
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
