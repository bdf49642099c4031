/** Orders of households' produce. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { FundLot, Household, PayoutLine, Programme, Project, Purchase, PurchaseShare } from "../../generated/schema";
import { ProduceOrdered } from "../../generated/templates/ReliefPurchases/ReliefPurchases";
import { householdNumber, loadHousehold } from "./households";
import { purchaseId, purchaseShareId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, int, long } from "./values";

export function loadPurchase(event: ethereum.Event, number: BigInt): Purchase | null {
  const id = purchaseId(number);
  const purchase = Purchase.load(id);
  if (purchase === null) unknown(event, "Purchase", id);
  return purchase;
}

export function orderProduce(event: ProduceOrdered, project: Project, lot: FundLot): Purchase {
  const params = event.params;
  const purchase = new Purchase(purchaseId(params.purchase));
  purchase.number = int(params.purchase);
  purchase.programme = project.programme;
  purchase.project = project.id;
  purchase.buyer = party(event, params.buyer);
  purchase.cooperative = party(event, params.cooperative);
  purchase.status = "Ordered";
  purchase.lot = lot.id;
  purchase.amount = params.amount;
  purchase.margin = params.margin;
  purchase.returned = BigInt.zero();
  purchase.deliverByDay = int(params.deliverBy);
  purchase.deliverByDate = dateOf(purchase.deliverByDay);
  purchase.goods = params.goods;
  purchase.orderedAt = long(event.block.timestamp);
  purchase.shareCount = params.households.length;
  purchase.save();
  const programme = Programme.load(project.programme);
  if (programme === null) return purchase;
  for (let i = 0; i < params.households.length && i < params.shares.length; i++) {
    const number = householdNumber(BigInt.fromI32(programme.number), params.households[i]);
    const household = loadHousehold(event, number);
    if (household === null) continue;
    const share = new PurchaseShare(purchaseShareId(purchase.id, i));
    share.purchase = purchase.id;
    share.index = i;
    share.household = household.id;
    share.place = household.place;
    share.amount = params.shares[i];
    share.isReleased = false;
    share.isReturned = false;
    share.save();
  }
  return purchase;
}

/** A household's share; they stand in the order of the households' places. */
function shareOf(purchase: Purchase, household: Household): PurchaseShare | null {
  let low = 0;
  let high = purchase.shareCount;
  while (low < high) {
    const middle = (low + high) / 2;
    const share = PurchaseShare.load(purchaseShareId(purchase.id, middle));
    if (share === null) return null;
    if (share.place == household.place) return share;
    if (share.place < household.place) low = middle + 1;
    else high = middle;
  }
  return null;
}

/** A share goes out as a line of a payout. What it went out as before, if it came back; none where it did not. */
export function releaseShare(event: ethereum.Event, id: Bytes, household: Household, line: Bytes): Bytes | null {
  const purchase = Purchase.load(id);
  const share: PurchaseShare | null = purchase === null ? null : shareOf(purchase, household);
  if (share === null) {
    unknown(event, "A share of order", id);
    return null;
  }
  const former = share.line;
  share.isReleased = true;
  share.line = line;
  share.save();
  return former;
}

/**
 * The buyer has back what can't be paid: nobody waits for it any more.
 * @param lines the shares, a bit each
 */
export function returnRest(purchase: Purchase, amount: BigInt, lines: BigInt): void {
  purchase.returned = purchase.returned.plus(amount);
  purchase.save();
  for (let i = 0; i < purchase.shareCount; i++) {
    if (
      lines
        .rightShift(<u8>i)
        .bitAnd(BigInt.fromI32(1))
        .isZero()
    )
      continue;
    const share = PurchaseShare.load(purchaseShareId(purchase.id, i));
    if (share === null) continue;
    share.isReturned = true;
    share.save();
    const last: Bytes | null = share.line;
    const line: PayoutLine | null = last === null ? null : PayoutLine.load(last);
    if (line === null || !line.isWaiting) continue;
    line.isWaiting = false;
    line.save();
  }
}
