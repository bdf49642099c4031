/** PointsLedger. ERC-1155's own events say nothing that these and the other parts' do not. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  AccountFrozenUntil,
  FeesPaid,
  PointsExpired,
  PointsGranted,
  PointsReturned,
  PointsTransferred,
  ProgrammeStopsChanged,
  ReserveAdded,
  ReserveDrawn,
  ReserveExchanged,
  ReservePaid,
  ReserveWithdrawn,
} from "../../generated/templates/PointsLedger/PointsLedger";
import { senderOf } from "../store/acts";
import { namesIn, StopReason } from "../store/enums";
import {
  addGrant,
  commonPoints,
  holderOf,
  move,
  newProgrammeEvent,
  passOn,
  pointsPurse,
  programmeOf,
  programmeOrNew,
  setMonth,
  setReserve,
} from "../store/points";
import { useBudget } from "../store/pointsAlliance";
import { long } from "../store/values";

export function handlePointsGranted(event: PointsGranted): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  const grant = addGrant(event, programme);
  move(event, programme, "granted", params.account, params.month, params.points);
  useBudget(programme, grant.granter, params.points);
  const act = newProgrammeEvent(event, "PointsGranted", grant.granter, programme);
  act.grant = grant.id;
  act.holder = grant.holder;
  act.points = params.points;
  setMonth(act, params.month);
  act.save();
}

export function handlePointsTransferred(event: PointsTransferred): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  let points = BigInt.zero();
  for (let i = 0; i < params.buckets.length; i++) {
    const bucket = params.buckets[i];
    passOn(programme, params.from, params.to, bucket.month, bucket.points);
    points = points.plus(bucket.points);
  }
  const act = newProgrammeEvent(event, "PointsTransferred", senderOf(event), programme);
  act.holder = holderOf(params.from).id;
  act.receiver = holderOf(params.to).id;
  act.points = points;
  act.save();
}

/** The redemption tells of the refund. */
export function handlePointsReturned(event: PointsReturned): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  for (let i = 0; i < params.buckets.length; i++) {
    const bucket = params.buckets[i];
    move(event, programme, "refunded", params.account, bucket.month, bucket.points);
  }
}

export function handlePointsExpired(event: PointsExpired): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  move(event, programme, "expired", params.account, params.month, params.points);
  const act = newProgrammeEvent(event, "PointsExpired", senderOf(event), programme);
  act.holder = holderOf(params.account).id;
  act.points = params.points;
  setMonth(act, params.month);
  act.save();
}

export function handleReserveAdded(event: ReserveAdded): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  setReserve(event, programme, params.reserve);
  const act = newProgrammeEvent(event, "ReserveAdded", senderOf(event), programme);
  act.amount = params.fen;
  act.save();
}

export function handleReserveWithdrawn(event: ReserveWithdrawn): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  setReserve(event, programme, params.reserve);
  const act = newProgrammeEvent(event, "ReserveWithdrawn", senderOf(event), programme);
  act.to = programme.issuer;
  act.amount = params.fen;
  act.save();
}

/** The redemption tells what for. */
export function handleReservePaid(event: ReservePaid): void {
  setReserve(event, programmeOf(event, event.params.programme), event.params.reserve);
}

/** The member's cleared position tells what for, or the payment of claims on it. */
export function handleReserveDrawn(event: ReserveDrawn): void {
  setReserve(event, programmeOf(event, event.params.programme), event.params.reserve);
}

/** The exchange tells of the points. */
export function handleReserveExchanged(event: ReserveExchanged): void {
  const params = event.params;
  setReserve(event, programmeOf(event, params.programme), params.reserve);
  setReserve(event, commonPoints(event), params.commonReserve);
  const purse = pointsPurse(event);
  purse.fees = purse.fees.plus(params.fen).minus(params.commonFen);
  purse.save();
}

/** The alliance tells who got them. */
export function handleFeesPaid(event: FeesPaid): void {
  const purse = pointsPurse(event);
  purse.fees = purse.fees.minus(event.params.fen);
  purse.feesPaid = purse.feesPaid.plus(event.params.fen);
  purse.save();
}

export function handleProgrammeStopsChanged(event: ProgrammeStopsChanged): void {
  const params = event.params;
  const programme = programmeOrNew(event, params.programme);
  programme.stops = namesIn(StopReason, BigInt.fromI32(params.stops));
  programme.stoppedUntil = long(params.stoppedUntil);
  programme.save();
  newProgrammeEvent(event, "ProgrammeStopsChanged", null, programme).save();
}

/** The cases are in the orders. */
export function handleAccountFrozenUntil(event: AccountFrozenUntil): void {
  const holder = holderOf(event.params.account);
  holder.frozenUntil = long(event.params.until);
  holder.save();
}
