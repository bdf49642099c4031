/** ReceivableIssuance. The loan prime rate given at its construction comes before it is registered, and is read in founding.ts. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  CancellationAgreed,
  CancellationAgreementWithdrawn,
  CancellationProposed,
  CancellationWithdrawn,
  FacilityChanged,
  FacilityGranted,
  LoanPrimeRateSet,
  ReceivableConfirmed,
  ReceivableOpened,
  ReceivableProposed,
} from "../../generated/templates/ReceivableIssuance/ReceivableIssuance";
import { senderOf } from "../store/acts";
import { changeLive, reach } from "../store/credit";
import { confirmReceivable, grantFacility, loadFacility, newFacilityEvent, setFacility } from "../store/facilities";
import { requestId, registryOf } from "../store/ids";
import { noteFee, noteOpened } from "../store/obligors";
import { party } from "../store/participants";
import { setRate } from "../store/rates";
import {
  countReceivable,
  loadNote,
  loadReceivable,
  newHolderEvent,
  newPrimeRateEvent,
  newRootEvent,
  openReceivable,
  proposeReceivable,
} from "../store/receivables";

export function handleFacilityGranted(event: FacilityGranted): void {
  const facility = grantFacility(event);
  newFacilityEvent(event, "FacilityGranted", facility.grantor, facility, facility.used).save();
}

export function handleFacilityChanged(event: FacilityChanged): void {
  const params = event.params;
  const facility = loadFacility(event);
  if (facility === null) return;
  const change = params.used.minus(facility.used);
  setFacility(facility, params.limit, params.used, params.until, params.closed);
  newFacilityEvent(event, "FacilityChanged", senderOf(event), facility, change).save();
}

export function handleReceivableProposed(event: ReceivableProposed): void {
  const receivable = proposeReceivable(event);
  const from = receivable.isByObligor ? receivable.obligor : receivable.supplier;
  const to = receivable.isByObligor ? receivable.supplier : receivable.obligor;
  const act = newRootEvent(event, "ReceivableProposed", from, receivable.id, from, to);
  if (!event.params.request.isZero()) act.request = requestId(registryOf(), event.params.request);
  act.amount = receivable.face;
  act.status = receivable.status;
  act.evidence = receivable.reason;
  act.save();
}

export function handleReceivableOpened(event: ReceivableOpened): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  const note = openReceivable(event, receivable);
  noteOpened(receivable);
  changeLive(note.obligor, note.tier, note.amount);
  reach(event, note, note.amount);
  countReceivable("Opened", receivable.face);

  // Who signs last opens it; where the supplier had signed in advance, the obligor.
  const act = newRootEvent(
    event,
    "ReceivableOpened",
    senderOf(event),
    receivable.id,
    receivable.obligor,
    receivable.supplier,
  );
  act.note = note.id;
  act.amount = receivable.face;
  act.status = "Open";
  act.save();
}

export function handleReceivableConfirmed(event: ReceivableConfirmed): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  const confirmation = confirmReceivable(event, receivable);
  noteFee(receivable.obligor, confirmation.fee);
  const bank = confirmation.bank;
  const act = newRootEvent(event, "ReceivableConfirmed", bank, receivable.id, receivable.obligor, bank);
  act.amount = confirmation.fee;
  act.save();
}

export function handleCancellationProposed(event: CancellationProposed): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  receivable.isCancellationProposed = true;
  receivable.cancellationReason = event.params.reason;
  receivable.agreed = BigInt.zero();
  receivable.save();
  const by = party(event, event.params.obligor);
  const act = newRootEvent(event, "CancellationProposed", by, receivable.id, by, by);
  act.amount = receivable.face;
  act.evidence = event.params.reason;
  act.save();
}

export function handleCancellationWithdrawn(event: CancellationWithdrawn): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  receivable.isCancellationProposed = false;
  receivable.save();
  const by = party(event, event.params.obligor);
  newRootEvent(event, "CancellationWithdrawn", by, receivable.id, by, by).save();
}

export function handleCancellationAgreed(event: CancellationAgreed): void {
  const receivable = loadReceivable(event, event.params.root);
  const note = loadNote(event, event.params.note);
  if (receivable === null || note === null) return;
  receivable.agreed = event.params.agreedUnits;
  receivable.save();
  newHolderEvent(event, "CancellationAgreed", note).save();
}

export function handleCancellationAgreementWithdrawn(event: CancellationAgreementWithdrawn): void {
  const receivable = loadReceivable(event, event.params.root);
  const note = loadNote(event, event.params.note);
  if (receivable === null || note === null) return;
  receivable.agreed = event.params.agreedUnits;
  receivable.save();
  newHolderEvent(event, "CancellationAgreementWithdrawn", note).save();
}

export function handleLoanPrimeRateSet(event: LoanPrimeRateSet): void {
  const rate = setRate(event, event.params.rate, event.params.from);
  newPrimeRateEvent(event, rate).save();
}
