/** ParticipantRegistry. */
import {
  AccountAttested,
  AccountBound,
  AccountReleased,
  AttestationWithdrawn,
  CustodySet,
  DoorSet,
  ParticipantApplied,
  ParticipantFrozen,
  ParticipantStandingChanged,
  ParticipantUnfrozen,
  ParticipantWarned,
  QualificationGranted,
  QualificationRevoked,
  SeatGranted,
  SeatRevoked,
  WalletChanged,
  WarningWithdrawn,
} from "../generated/ParticipantRegistry/ParticipantRegistry";
import { setCustody, setDoor } from "./store/directory";
import { nameOf, SizeClass, Standing } from "./store/enums";
import {
  attest,
  bindAccount,
  endAttestation,
  endCase,
  endWarning,
  grantQualification,
  loadParticipant,
  newParticipant,
  newWarning,
  openCase,
  orderedEvent,
  ownEvent,
  ownOrOrderedEvent,
  party,
  releaseAccount,
  revokeQualification,
  setFrozenUntil,
  setSeat,
} from "./store/participants";
import { long, textOf } from "./store/values";

export function handleParticipantApplied(event: ParticipantApplied): void {
  const params = event.params;
  const participant = newParticipant(params.participant);
  participant.uscc = textOf(params.uscc);
  participant.name = params.name;
  participant.wallet = params.wallet;
  participant.standing = "Applied";
  participant.size = nameOf(SizeClass, params.size, event);
  participant.evidence = params.evidence;
  participant.appliedAt = long(event.block.timestamp);
  participant.save();

  const act = ownEvent(event, "ParticipantApplied", participant.id);
  act.standing = "Applied";
  act.save();
}

export function handleParticipantStandingChanged(event: ParticipantStandingChanged): void {
  const participant = loadParticipant(event, event.params.participant);
  const previous = nameOf(Standing, event.params.previous, event);
  participant.standing = nameOf(Standing, event.params.standing, event);
  if (previous == "Applied" && participant.standing == "Active") participant.admittedAt = long(event.block.timestamp);
  participant.save();

  const act = orderedEvent(event, "ParticipantStandingChanged", participant.id);
  act.previous = previous;
  act.standing = participant.standing;
  act.save();
}

export function handleParticipantFrozen(event: ParticipantFrozen): void {
  const participant = loadParticipant(event, event.params.participant);
  setFrozenUntil(participant, event.params.frozenUntil);

  const act = orderedEvent(event, "ParticipantFrozen", participant.id);
  act.freezingCase = openCase(event, participant.id, event.params.caseKey, event.params.until);
  act.until = long(event.params.until);
  act.frozenUntil = long(event.params.frozenUntil);
  act.save();
}

export function handleParticipantUnfrozen(event: ParticipantUnfrozen): void {
  const participant = loadParticipant(event, event.params.participant);
  setFrozenUntil(participant, event.params.frozenUntil);

  const act = orderedEvent(event, "ParticipantUnfrozen", participant.id);
  act.freezingCase = endCase(event, participant.id, event.params.caseKey);
  act.frozenUntil = long(event.params.frozenUntil);
  act.save();
}

export function handleAccountBound(event: AccountBound): void {
  const params = event.params;
  const participant = loadParticipant(event, params.participant);
  // The wallet is bound with the admission or by the order that replaces it, all others by the participant itself.
  const isWallet = participant.wallet == params.account;
  const act = isWallet
    ? orderedEvent(event, "AccountBound", participant.id)
    : ownOrOrderedEvent(event, "AccountBound", participant.id);
  act.account = bindAccount(event, participant.id, params.account, params.scopes, params.ceiling, params.modules);
  act.save();
}

export function handleAccountReleased(event: AccountReleased): void {
  const act = ownOrOrderedEvent(event, "AccountReleased", party(event, event.params.participant));
  act.account = releaseAccount(event, event.params.account);
  act.save();
}

export function handleAccountAttested(event: AccountAttested): void {
  const params = event.params;
  const attester = party(event, params.attester);
  const act = ownEvent(event, "AccountAttested", attester);
  act.attestation = attest(event, attester, params.account, params.until);
  act.until = long(params.until);
  act.save();
}

export function handleAttestationWithdrawn(event: AttestationWithdrawn): void {
  const attester = party(event, event.params.attester);
  const act = ownEvent(event, "AttestationWithdrawn", attester);
  act.attestation = endAttestation(event, attester, event.params.account);
  act.save();
}

export function handleWalletChanged(event: WalletChanged): void {
  const params = event.params;
  const participant = loadParticipant(event, params.participant);
  participant.wallet = params.wallet;
  participant.save();

  const act = ownOrOrderedEvent(event, "WalletChanged", participant.id);
  act.previousWallet = params.previous;
  act.wallet = params.wallet;
  act.save();
}

export function handleParticipantWarned(event: ParticipantWarned): void {
  const participant = party(event, event.params.participant);
  const act = orderedEvent(event, "ParticipantWarned", participant);
  act.warning = newWarning(event, participant, event.params.digest, event.params.until);
  act.until = long(event.params.until);
  act.save();
}

export function handleWarningWithdrawn(event: WarningWithdrawn): void {
  const participant = party(event, event.params.participant);
  const act = orderedEvent(event, "WarningWithdrawn", participant);
  act.warning = endWarning(event, participant, event.params.digest);
  act.save();
}

export function handleQualificationGranted(event: QualificationGranted): void {
  const params = event.params;
  const participant = party(event, params.participant);
  const issuer = party(event, params.issuer);
  const act = orderedEvent(event, "QualificationGranted", participant);
  act.parties = participant == issuer ? [participant] : [participant, issuer];
  act.qualification = grantQualification(
    event,
    participant,
    params.key,
    issuer,
    params.until,
    params.code,
    params.evidence,
  );
  act.until = long(params.until);
  act.save();
}

export function handleQualificationRevoked(event: QualificationRevoked): void {
  const participant = party(event, event.params.participant);
  const act = orderedEvent(event, "QualificationRevoked", participant);
  act.qualification = revokeQualification(event, participant, event.params.key);
  act.save();
}

export function handleSeatGranted(event: SeatGranted): void {
  const participant = party(event, event.params.participant);
  const act = orderedEvent(event, "SeatGranted", participant);
  act.seat = setSeat(event, participant, event.params.votingClass, true, event.params.seats);
  act.save();
}

export function handleSeatRevoked(event: SeatRevoked): void {
  const participant = party(event, event.params.participant);
  const act = orderedEvent(event, "SeatRevoked", participant);
  act.seat = setSeat(event, participant, event.params.votingClass, false, event.params.seats);
  act.save();
}

export function handleCustodySet(event: CustodySet): void {
  setCustody(event, event.params.part, event.params.custodial);
}

export function handleDoorSet(event: DoorSet): void {
  setDoor(event, event.params.part, event.params.open);
}
