/** ReliefKeys. The keys themselves stay out of the index. */
import { BigInt, ethereum } from "@graphprotocol/graph-ts";
import { ActAsserted, KeyBound, KeyRemoved, OriginSet } from "../../generated/templates/ReliefKeys/ReliefKeys";
import { bindKey, loadSigner, removeKey, setOrigin } from "../store/officers";
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
  setOrigin(event);
  newReliefEvent(event, "OriginSet", null, event.address).save();
}
