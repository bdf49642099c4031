/** ReliefKeys. The keys themselves stay out of the index. */
import { BigInt, Bytes, crypto, ethereum } from "@graphprotocol/graph-ts";
import { Origin } from "../../generated/schema";
import { ActAsserted, KeyBound, KeyRemoved, OriginSet } from "../../generated/templates/ReliefKeys/ReliefKeys";
import { originId } from "../store/ids";
import { bindKey, loadSigner, removeKey } from "../store/officers";
import { newReliefEvent } from "../store/relief";
import { int, long } from "../store/values";

/** By its person, or by officers in a change of the household or officer. */
function keyEvent(event: ethereum.Event, kind: string, person: BigInt): void {
  const signer = loadSigner(person);
  const act = newReliefEvent(event, kind, null, signer.id);
  act.household = signer.household;
  act.other = signer.officer;
  act.save();
}

export function handleKeyBound(event: KeyBound): void {
  bindKey(event, loadSigner(event.params.person), event.params.key);
  keyEvent(event, "KeyBound", event.params.person);
}

export function handleKeyRemoved(event: KeyRemoved): void {
  removeKey(event, loadSigner(event.params.person), event.params.key);
  keyEvent(event, "KeyRemoved", event.params.person);
}

/** The act itself has an event of its own. */
export function handleActAsserted(event: ActAsserted): void {
  const signer = loadSigner(event.params.person);
  signer.nonce = int(event.params.nonce.plus(BigInt.fromI32(1)));
  signer.signedAt = long(event.block.timestamp);
  signer.save();
}

export function handleOriginSet(event: OriginSet): void {
  const params = event.params;
  const named = params.rpIdHash.concat(Bytes.fromUTF8(params.origin));
  const id = originId(Bytes.fromByteArray(crypto.keccak256(named)));
  let origin = Origin.load(id);
  if (origin === null) origin = new Origin(id);
  origin.rpId = params.rpId;
  origin.origin = params.origin;
  origin.isAdmitted = params.admitted;
  origin.since = long(event.block.timestamp);
  origin.save();
  newReliefEvent(event, "OriginSet", null, origin.id).save();
}
