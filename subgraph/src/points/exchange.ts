/** PointsExchange. */
import { PointsExchanged, PointsNonceCancelled } from "../../generated/templates/PointsExchange/PointsExchange";
import { senderOf } from "../store/acts";
import { holderOf, newPointsEvent, newProgrammeEvent, programmeOf } from "../store/points";
import { exchangePoints } from "../store/pointsRedemption";

export function handlePointsExchanged(event: PointsExchanged): void {
  const programme = programmeOf(event, event.params.programme);
  const exchange = exchangePoints(event, programme);
  const act = newProgrammeEvent(event, "PointsExchanged", senderOf(event), programme);
  act.exchange = exchange.id;
  act.holder = exchange.holder;
  act.points = exchange.points;
  act.common = exchange.common;
  act.amount = exchange.fen;
  act.rate = exchange.rate;
  act.save();
}

/** What was signed under it is void. */
export function handlePointsNonceCancelled(event: PointsNonceCancelled): void {
  const holder = holderOf(event.params.account);
  const act = newPointsEvent(event, "PointsNonceCancelled", null, holder.id);
  act.holder = holder.id;
  act.save();
}
