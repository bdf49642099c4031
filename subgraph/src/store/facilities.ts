/** Facilities, and banks' confirmations. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Confirmation, Facility, FacilityEvent, Receivable } from "../../generated/schema";
import {
  FacilityChanged,
  FacilityGranted,
  ReceivableConfirmed,
} from "../../generated/templates/ReceivableIssuance/ReceivableIssuance";
import { joinOrder, orderOf, stamp } from "./acts";
import { actId, facilityId, logId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, dayOf, int, long } from "./values";

export function grantFacility(event: FacilityGranted): Facility {
  const params = event.params;
  const facility = new Facility(facilityId(event.address, params.facility));
  facility.number = int(params.facility);
  facility.grantor = party(event, params.grantor);
  facility.obligor = party(event, params.obligor);
  facility.isOwn = facility.grantor == facility.obligor;
  facility.grantedAt = long(event.block.timestamp);
  facility.peak = BigInt.zero();
  setFacility(facility, params.limit, BigInt.zero(), params.until, false);
  return facility;
}

export function loadFacility(event: FacilityChanged): Facility | null {
  const id = facilityId(event.address, event.params.facility);
  const facility = Facility.load(id);
  if (facility === null) unknown(event, "Facility", id);
  return facility;
}

/** What a facility is now; how far what is open under it has grown, or fallen. */
export function setFacility(facility: Facility, limit: BigInt, used: BigInt, until: BigInt, isClosed: boolean): void {
  facility.limit = limit;
  facility.used = used;
  facility.headroom = isClosed || used.gt(limit) ? BigInt.zero() : limit.minus(used);
  if (used.gt(facility.peak)) facility.peak = used;
  facility.untilDay = int(until);
  facility.untilDate = dateOf(facility.untilDay);
  facility.isClosed = isClosed;
  facility.save();
}

export function newFacilityEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  facility: Facility,
  change: BigInt,
): FacilityEvent {
  const act = new FacilityEvent(actId(event));
  const actor = orderOf(event) === null ? who : null;
  const parties = [facility.grantor, facility.obligor];
  stamp(act, event, kind, actor, facility.id, actor === null ? parties : parties.concat([actor]));
  joinOrder(act, event);
  act.facility = facility.id;
  act.limit = facility.limit;
  act.used = facility.used;
  act.change = change;
  act.untilDay = facility.untilDay;
  act.isClosed = facility.isClosed;
  return act;
}

/** A bank pays on default. The fee, if there is one, is paid right after. */
export function confirmReceivable(event: ReceivableConfirmed, receivable: Receivable): Confirmation {
  const params = event.params;
  const bank = party(event, params.bank);
  const confirmation = new Confirmation(receivable.id.concat(bank));
  confirmation.receivable = receivable.id;
  confirmation.bank = bank;
  confirmation.obligor = party(event, params.obligor);
  confirmation.fee = params.fee;
  confirmation.confirmedAt = long(event.block.timestamp);
  confirmation.day = dayOf(event.block.timestamp);
  confirmation.date = dateOf(confirmation.day);
  if (!params.fee.isZero()) confirmation.payment = logId(event, 1);
  confirmation.paid = BigInt.zero();
  confirmation.interest = BigInt.zero();
  confirmation.recovered = BigInt.zero();
  confirmation.save();
  receivable.confirmation = confirmation.id;
  receivable.save();
  return confirmation;
}

export function confirmationOf(receivable: Receivable): Confirmation | null {
  const id = receivable.confirmation;
  return id === null ? null : Confirmation.load(id);
}
