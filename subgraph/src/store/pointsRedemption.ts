/** Points that users pay merchants with, and exchange into common ones. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  PointsEvent,
  PointsExchange,
  PointsExchangeFlow,
  PointsGoods,
  PointsProgramme,
  PointsRedemption,
  PointsRefund,
  PointsRoute,
  PointsRouteFlow,
} from "../../generated/schema";
import { PointsExchanged } from "../../generated/templates/PointsExchange/PointsExchange";
import { PointsRedeemed, PointsRefunded } from "../../generated/templates/PointsRedemption/PointsRedemption";
import { those } from "./acts";
import { actId, namedPointsId, ofParticipant, ofPoints, pointsId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { bookExchanged, bookRedeemed, commonPoints, holderOf, move, newPointsEvent } from "./points";
import { memberOf } from "./pointsAlliance";
import { dateOf, dayOf, int, long } from "./values";

export function loadRedemption(event: ethereum.Event, digest: Bytes): PointsRedemption | null {
  const id = namedPointsId("redemption", digest);
  const redemption = PointsRedemption.load(id);
  if (redemption === null) unknown(event, "Redemption", id);
  return redemption;
}

/** An act about a redemption; merchant and issuer are concerned. */
export function newRedemptionEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes,
  redemption: PointsRedemption,
): PointsEvent {
  const others = those(redemption.issuer, redemption.merchant);
  const act = newPointsEvent(event, kind, who, redemption.id, others);
  act.programme = redemption.programme;
  act.redemption = redemption.id;
  act.holder = redemption.holder;
  act.cycle = redemption.cycle;
  act.from = redemption.issuer;
  act.to = redemption.merchant;
  return act;
}

function goodsOf(merchant: Bytes, digest: Bytes): PointsGoods {
  const id = ofParticipant("goods", merchant).concat(digest);
  const known = PointsGoods.load(id);
  if (known !== null) return known;
  const goods = new PointsGoods(id);
  goods.merchant = merchant;
  goods.digest = digest;
  goods.redemptionCount = 0;
  goods.points = BigInt.zero();
  goods.fen = BigInt.zero();
  return goods;
}

function routeOf(programme: PointsProgramme, merchant: Bytes): PointsRoute {
  const id = ofPoints(programme.id, "route", merchant);
  const known = PointsRoute.load(id);
  if (known !== null) return known;
  const route = new PointsRoute(id);
  route.programme = programme.id;
  route.issuer = programme.issuer;
  route.merchant = merchant;
  route.merchantMember = memberOf(merchant).id;
  route.redemptionCount = 0;
  route.points = BigInt.zero();
  route.paid = BigInt.zero();
  route.owed = BigInt.zero();
  route.refunded = BigInt.zero();
  route.refundedFen = BigInt.zero();
  return route;
}

function flowOn(route: PointsRoute): PointsRouteFlow {
  const flow = new PointsRouteFlow(0);
  flow.route = route.id;
  flow.points = BigInt.zero();
  flow.fen = BigInt.zero();
  flow.refunded = BigInt.zero();
  flow.refundedFen = BigInt.zero();
  return flow;
}

export function redeemPoints(event: PointsRedeemed, programme: PointsProgramme): PointsRedemption {
  const params = event.params;
  const merchant = party(event, params.merchant);
  const date = dateOf(dayOf(event.block.timestamp));
  const months: i32[] = [];
  const points: BigInt[] = [];
  for (let i = 0; i < params.spent.length; i++) {
    const bucket = params.spent[i];
    move(event, programme, "redeemed", params.account, bucket.month, bucket.points);
    months.push(bucket.month);
    points.push(bucket.points);
  }
  bookRedeemed(event, programme, params.fen, BigInt.zero());

  const goods = goodsOf(merchant, params.order);
  goods.redemptionCount += 1;
  goods.points = goods.points.plus(params.points);
  goods.fen = goods.fen.plus(params.fen);
  goods.lastDate = date;
  goods.save();

  const redemption = new PointsRedemption(namedPointsId("redemption", params.redemption));
  redemption.digest = params.redemption;
  redemption.programme = programme.id;
  redemption.issuer = programme.issuer;
  redemption.holder = holderOf(params.account).id;
  redemption.merchant = merchant;
  redemption.points = params.points;
  redemption.fen = params.fen;
  if (!params.cycle.isZero()) redemption.cycle = pointsId("cycle", params.cycle);
  redemption.goods = goods.id;
  redemption.spentMonths = months;
  redemption.spentPoints = points;
  redemption.refundUntil = int(params.refundUntil);
  redemption.refundUntilDate = dateOf(redemption.refundUntil);
  redemption.refunded = BigInt.zero();
  redemption.lapsed = BigInt.zero();
  redemption.refundedFen = BigInt.zero();
  redemption.nonce = params.nonce;
  redemption.deadline = params.deadline;
  redemption.time = long(event.block.timestamp);
  redemption.date = date;
  redemption.save();

  const route = routeOf(programme, merchant);
  route.redemptionCount += 1;
  route.points = route.points.plus(params.points);
  if (params.cycle.isZero()) route.paid = route.paid.plus(params.fen);
  else route.owed = route.owed.plus(params.fen);
  route.lastDate = date;
  route.save();
  const flow = flowOn(route);
  flow.points = params.points;
  flow.fen = params.fen;
  flow.save();
  return redemption;
}

/** The ledger has told which points have come back. */
export function refundPoints(event: PointsRefunded, programme: PointsProgramme, redemption: PointsRedemption): void {
  const params = event.params;
  bookRedeemed(event, programme, params.fen.neg(), params.expired);
  redemption.refunded = redemption.refunded.plus(params.points);
  redemption.lapsed = redemption.lapsed.plus(params.expired);
  redemption.refundedFen = redemption.refundedFen.plus(params.fen);
  redemption.save();

  const refund = new PointsRefund(actId(event));
  refund.redemption = redemption.id;
  refund.points = params.points;
  refund.returned = params.returned;
  refund.lapsed = params.expired;
  refund.fen = params.fen;
  refund.time = long(event.block.timestamp);
  refund.date = dateOf(dayOf(event.block.timestamp));
  refund.save();

  const goods = PointsGoods.load(redemption.goods);
  if (goods !== null) {
    goods.points = goods.points.minus(params.points);
    goods.fen = goods.fen.minus(params.fen);
    goods.save();
  }
  const route = PointsRoute.load(ofPoints(programme.id, "route", redemption.merchant));
  if (route === null) return;
  route.refunded = route.refunded.plus(params.points);
  route.refundedFen = route.refundedFen.plus(params.fen);
  route.save();
  const flow = flowOn(route);
  flow.refunded = params.points;
  flow.refundedFen = params.fen;
  flow.save();
}

/** Points of a programme become common ones. */
export function exchangePoints(event: PointsExchanged, programme: PointsProgramme): PointsExchange {
  const params = event.params;
  for (let i = 0; i < params.spent.length; i++) {
    const bucket = params.spent[i];
    move(event, programme, "exchanged", params.account, bucket.month, bucket.points);
  }
  bookExchanged(event, programme, params.fen);
  move(event, commonPoints(event), "exchangedIn", params.account, 0, params.common);

  const exchange = new PointsExchange(actId(event));
  exchange.programme = programme.id;
  exchange.holder = holderOf(params.account).id;
  exchange.points = params.points;
  exchange.common = params.common;
  exchange.fee = params.fee;
  exchange.fen = params.fen;
  exchange.rate = params.rate;
  exchange.time = long(event.block.timestamp);
  exchange.date = dateOf(dayOf(event.block.timestamp));
  exchange.save();

  const flow = new PointsExchangeFlow(0);
  flow.programme = programme.id;
  flow.points = params.points;
  flow.common = params.common;
  flow.fen = params.fen;
  flow.rate = params.rate;
  flow.save();
  return exchange;
}
