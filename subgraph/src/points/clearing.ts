/** PointsClearing. Its first cycle and terms are read by `founding`. */
import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import {
  ClaimReceived,
  ClaimsPaid,
  CycleBegan,
  CycleClosed,
  CycleDaysSet,
  CycleDebtAdded,
  CycleDebtUndone,
  GuaranteeAdded,
  GuaranteeWithdrawn,
  MinimumDepositSet,
  PositionCleared,
} from "../../generated/templates/PointsClearing/PointsClearing";
import { senderOf } from "../store/acts";
import { party } from "../store/participants";
import { newPointsEvent } from "../store/points";
import {
  changeDebt,
  clearPosition,
  closeCycle,
  cycleOf,
  loadShortfall,
  newCycleEvent,
  payShortfall,
  receiveClaim,
  setCycleDays,
  setDeposit,
  setMinimumDeposit,
  setRunning,
} from "../store/pointsClearing";

export function handleCycleDaysSet(event: CycleDaysSet): void {
  setCycleDays(event.address, event.params.cycleDays);
  const act = newPointsEvent(event, "CycleDaysSet", null, event.address);
  act.amount = BigInt.fromI32(event.params.cycleDays);
  act.save();
}

export function handleMinimumDepositSet(event: MinimumDepositSet): void {
  setMinimumDeposit(event.address, event.params.fen);
  const act = newPointsEvent(event, "MinimumDepositSet", null, event.address);
  act.amount = event.params.fen;
  act.save();
}

/** The cycle before tells of its closing. */
export function handleCycleBegan(event: CycleBegan): void {
  setRunning(event.address, event.params.cycle, event.params.lastDay);
  cycleOf(event, event.params.cycle);
}

export function handleGuaranteeAdded(event: GuaranteeAdded): void {
  const participant = party(event, event.params.member);
  setDeposit(event, participant, event.params.deposit);
  const act = newPointsEvent(event, "GuaranteeAdded", participant, participant);
  act.from = participant;
  act.amount = event.params.fen;
  act.save();
}

export function handleGuaranteeWithdrawn(event: GuaranteeWithdrawn): void {
  const participant = party(event, event.params.member);
  setDeposit(event, participant, event.params.deposit);
  const act = newPointsEvent(event, "GuaranteeWithdrawn", participant, participant);
  act.to = participant;
  act.amount = event.params.fen;
  act.save();
}

/** The redemption tells for what. */
export function handleCycleDebtAdded(event: CycleDebtAdded): void {
  const params = event.params;
  const cycle = cycleOf(event, params.cycle);
  const debtor = party(event, params.debtor);
  const creditor = party(event, params.creditor);
  changeDebt(cycle, debtor, creditor, params.fen, params.debtorOwes, params.creditorOwed);
}

/** The refund tells for what. */
export function handleCycleDebtUndone(event: CycleDebtUndone): void {
  const params = event.params;
  const cycle = cycleOf(event, params.cycle);
  const debtor = party(event, params.debtor);
  const creditor = party(event, params.creditor);
  changeDebt(cycle, debtor, creditor, params.fen.neg(), params.debtorOwes, params.creditorOwed);
}

export function handlePositionCleared(event: PositionCleared): void {
  const cycle = cycleOf(event, event.params.cycle);
  const participant = party(event, event.params.member);
  const position = clearPosition(event, cycle, participant);
  const act = newCycleEvent(event, "PositionCleared", null, cycle, [participant]);
  act.position = position.id;
  act.to = participant;
  act.amount = position.net;
  act.save();
}

export function handleCycleClosed(event: CycleClosed): void {
  const cycle = cycleOf(event, event.params.cycle);
  closeCycle(event, cycle, event.params.due, event.params.paid);
  const act = newCycleEvent(event, "CycleClosed", senderOf(event), cycle);
  act.amount = cycle.paid;
  act.save();
}

export function handleClaimsPaid(event: ClaimsPaid): void {
  const params = event.params;
  const cycle = cycleOf(event, params.cycle);
  const debtor = party(event, params.debtor);
  const shortfall = loadShortfall(event, cycle, debtor);
  if (shortfall === null) return;
  payShortfall(event, shortfall, params.fen, params.left);
  const payer = party(event, params.payer);
  // Anybody may have what is free of the debtor's reserve paid for it.
  let actor: Bytes | null = payer;
  if (payer == debtor) actor = senderOf(event);
  const act = newCycleEvent(event, "ClaimsPaid", actor, cycle, [payer, debtor]);
  act.shortfall = shortfall.id;
  act.from = payer;
  act.amount = params.fen;
  act.save();
}

export function handleClaimReceived(event: ClaimReceived): void {
  const params = event.params;
  const cycle = cycleOf(event, params.cycle);
  const debtor = party(event, params.debtor);
  const creditor = party(event, params.creditor);
  const shortfall = loadShortfall(event, cycle, debtor);
  if (shortfall === null) return;
  receiveClaim(event, shortfall, creditor, params.fen);
  const act = newCycleEvent(event, "ClaimReceived", senderOf(event), cycle, [debtor, creditor]);
  act.shortfall = shortfall.id;
  act.from = debtor;
  act.to = creditor;
  act.amount = params.fen;
  act.save();
}
