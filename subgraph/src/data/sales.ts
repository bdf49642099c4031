/** DataSales. The keys themselves stay out of the index. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { DataSale } from "../../generated/schema";
import {
  CiphertextCommitted,
  CiphertextConfirmed,
  KeyPosted,
  SaleHeld,
  SaleOrdered,
  SaleRefunded,
  SaleReleased,
} from "../../generated/templates/DataSales/DataSales";
import { senderOf } from "../store/acts";
import { loadLicence, loadOffer, loadSale, newSaleEvent, orderSale } from "../store/dataLicences";
import { nameOf, SaleGround } from "../store/enums";
import { int, long } from "../store/values";

export function handleSaleOrdered(event: SaleOrdered): void {
  const params = event.params;
  const offer = loadOffer(event, params.offer);
  const licence = loadLicence(event, params.licence);
  if (offer === null || licence === null) return;
  const sale = orderSale(event, offer, licence);
  const act = newSaleEvent(event, "SaleOrdered", sale.buyer, sale);
  act.amount = sale.price.plus(sale.deposit);
  act.save();
}

export function handleCiphertextCommitted(event: CiphertextCommitted): void {
  const params = event.params;
  const sale = loadSale(event, params.sale);
  if (sale === null) return;
  sale.status = "Committed";
  sale.ciphertextRoot = params.ciphertextRoot;
  sale.chunks = int(params.chunks);
  sale.keyDigest = params.keyDigest;
  sale.committedAt = long(event.block.timestamp);
  sale.deadline = long(params.deadline);
  sale.save();
  const act = newSaleEvent(event, "CiphertextCommitted", sale.seller, sale);
  act.evidence = params.ciphertextRoot;
  act.save();
}

export function handleCiphertextConfirmed(event: CiphertextConfirmed): void {
  const sale = loadSale(event, event.params.sale);
  if (sale === null) return;
  sale.status = "Received";
  sale.receivedAt = long(event.block.timestamp);
  sale.deadline = long(event.params.deadline);
  sale.save();
  newSaleEvent(event, "CiphertextConfirmed", sale.buyer, sale).save();
}

export function handleKeyPosted(event: KeyPosted): void {
  const sale = loadSale(event, event.params.sale);
  if (sale === null) return;
  sale.status = "KeyPosted";
  sale.keyPostedAt = long(event.block.timestamp);
  sale.deadline = long(event.params.deadline);
  sale.save();
  newSaleEvent(event, "KeyPosted", sale.seller, sale).save();
}

export function handleSaleHeld(event: SaleHeld): void {
  const sale = loadSale(event, event.params.sale);
  if (sale === null) return;
  sale.status = "Disputed";
  sale.save();
  newSaleEvent(event, "SaleHeld", sale.buyer, sale).save();
}

/** The purchase is over; the licence and the purse say what that brings. */
function endSale(event: ethereum.Event, sale: DataSale, status: string, ground: i32): void {
  sale.status = status;
  sale.ground = nameOf(SaleGround, ground, event);
  sale.endedAt = long(event.block.timestamp);
  sale.save();
}

/** Who has ended it: a side, or whom the sender serves, where anyone may. */
function enderOf(event: ethereum.Event, sale: DataSale): Bytes | null {
  if (sale.ground == "Served" || sale.ground == "Accepted") return sale.buyer;
  return sale.ground == "Declined" ? sale.seller : senderOf(event);
}

export function handleSaleReleased(event: SaleReleased): void {
  const params = event.params;
  const sale = loadSale(event, params.sale);
  if (sale === null) return;
  sale.released = params.released;
  sale.refunded = params.refunded;
  endSale(event, sale, "Released", params.ground);
  const act = newSaleEvent(event, "SaleReleased", enderOf(event, sale), sale);
  act.amount = params.released;
  act.save();
}

export function handleSaleRefunded(event: SaleRefunded): void {
  const params = event.params;
  const sale = loadSale(event, params.sale);
  if (sale === null) return;
  sale.released = params.released;
  sale.refunded = params.refunded;
  endSale(event, sale, "Refunded", params.ground);
  const act = newSaleEvent(event, "SaleRefunded", enderOf(event, sale), sale);
  act.amount = params.refunded;
  act.save();
}
