/** PointsRedemption. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  PointsRedeemed,
  PointsRefunded,
  RedemptionCancelled,
  RefundDaysSet,
} from "../../generated/templates/PointsRedemption/PointsRedemption";
import { party } from "../store/participants";
import { holderOf, newPointsEvent, programmeOf } from "../store/points";
import { memberOf } from "../store/pointsAlliance";
import { loadRedemption, newRedemptionEvent, redeemPoints, refundPoints } from "../store/pointsRedemption";

export function handlePointsRedeemed(event: PointsRedeemed): void {
  const programme = programmeOf(event, event.params.programme);
  const redemption = redeemPoints(event, programme);
  const act = newRedemptionEvent(event, "PointsRedeemed", redemption.merchant, redemption);
  act.points = redemption.points;
  act.amount = redemption.fen;
  act.evidence = event.params.order;
  act.save();
}

export function handlePointsRefunded(event: PointsRefunded): void {
  const params = event.params;
  const redemption = loadRedemption(event, params.redemption);
  if (redemption === null) return;
  refundPoints(event, programmeOf(event, params.programme), redemption);
  const act = newRedemptionEvent(event, "PointsRefunded", redemption.merchant, redemption);
  act.points = params.points;
  act.amount = params.fen;
  act.save();
}

/** What a user has signed was never sent, and is void. */
export function handleRedemptionCancelled(event: RedemptionCancelled): void {
  const holder = holderOf(event.params.account);
  const act = newPointsEvent(event, "RedemptionCancelled", null, holder.id);
  act.holder = holder.id;
  act.evidence = event.params.redemption;
  act.save();
}

export function handleRefundDaysSet(event: RefundDaysSet): void {
  const participant = party(event, event.params.merchant);
  const member = memberOf(participant);
  member.refundDays = event.params.refundDays;
  member.save();
  const act = newPointsEvent(event, "RefundDaysSet", participant, participant);
  act.amount = BigInt.fromI32(event.params.refundDays);
  act.save();
}
