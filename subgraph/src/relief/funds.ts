/** ReliefFunds. */
import { BigInt } from "@graphprotocol/graph-ts";
import { Payout } from "../../generated/schema";
import {
  FundAllocated,
  FundDeallocated,
  FundOpened,
  LeftoverAnnounced,
  LotCarriedOver,
  LotReceived,
  LotRestored,
  LotReturned,
  LotUsed,
  PayoutMoved,
} from "../../generated/templates/ReliefFunds/ReliefFunds";
import { senderOf, those } from "../store/acts";
import { Leftover, nameOf } from "../store/enums";
import { allocate, giverPartyOf, giveUp, loadFund, loadLot, moveProject, openFund, receiveLot } from "../store/funds";
import { restoreLot, takeAll, useLot } from "../store/lots";
import { loadPayout, payAtOnce } from "../store/payouts";
import { loadProgramme } from "../store/programmes";
import { loadProject } from "../store/projects";
import { joinProject, newReliefEvent } from "../store/relief";
import { bookAt } from "../store/reliefFigures";
import { dateOf, int } from "../store/values";

export function handleFundOpened(event: FundOpened): void {
  const programme = loadProgramme(event, event.params.programme);
  if (programme === null) return;
  const fund = openFund(event, programme);
  const act = newReliefEvent(event, "FundOpened", programme.authority, fund.id, those(fund.platform));
  act.programme = programme.id;
  act.fund = fund.id;
  act.amount = fund.target;
  act.evidence = fund.evidence;
  act.save();
}

export function handleLotReceived(event: LotReceived): void {
  const fund = loadFund(event, event.params.fund);
  if (fund === null) return;
  const lot = receiveLot(event, fund);
  const giver = giverPartyOf(lot);
  const isCarried = lot.carriedFrom !== null;
  const act = newReliefEvent(event, "LotReceived", isCarried ? senderOf(event) : giver, fund.id, those(giver));
  act.programme = fund.programme;
  act.fund = fund.id;
  act.lot = lot.id;
  act.amount = lot.amount;
  act.save();
}

export function handleFundAllocated(event: FundAllocated): void {
  const params = event.params;
  const fund = loadFund(event, params.fund);
  const project = loadProject(event, params.project);
  if (fund === null || project === null) return;
  allocate(fund, project, params.amount, params.projectAllocated, params.fundFree);
  bookAt(event, fund.programme, project.area, "Allocated", params.amount);
  const act = newReliefEvent(event, "FundAllocated", senderOf(event), project.id, those(project.implementer));
  joinProject(act, project);
  act.amount = params.amount;
  act.save();
}

export function handleFundDeallocated(event: FundDeallocated): void {
  const params = event.params;
  const fund = loadFund(event, params.fund);
  const project = loadProject(event, params.project);
  if (fund === null || project === null) return;
  allocate(fund, project, params.amount.neg(), params.projectAllocated, params.fundFree);
  bookAt(event, fund.programme, project.area, "Deallocated", params.amount);
  const act = newReliefEvent(event, "FundDeallocated", senderOf(event), project.id, those(project.implementer));
  joinProject(act, project);
  act.amount = params.amount;
  act.save();
}

/** LotUse and LotLine say all of it; PayoutDrawn is the act. */
export function handleLotUsed(event: LotUsed): void {
  const lot = loadLot(event, event.params.lot);
  const payout = loadPayout(event, event.params.payout);
  if (lot !== null && payout !== null) useLot(event, lot, payout);
}

/** What sends it back is the act. */
export function handleLotRestored(event: LotRestored): void {
  const lot = loadLot(event, event.params.lot);
  const payout = loadPayout(event, event.params.payout);
  if (lot !== null && payout !== null) restoreLot(event, lot, payout);
}

/** PayoutAnswered, PayoutDrawn or PayoutGivenBack is the act. */
export function handlePayoutMoved(event: PayoutMoved): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  const project = loadProject(event, params.project);
  if (payout === null || project === null) return;
  if (params.back) moveProject(project, BigInt.zero(), params.amount.neg());
  else moveProject(project, params.amount.neg(), params.amount);
  if (!params.back && payout.kind != "Bank" && payout.kind != "Share") payAtOnce(event, payout, project);
}

export function handleLeftoverAnnounced(event: LeftoverAnnounced): void {
  const fund = loadFund(event, event.params.fund);
  if (fund === null) return;
  const last = int(event.params.noticeEnd);
  fund.leftover = nameOf(Leftover, event.params.leftover, event);
  fund.setI32("noticeDay", last);
  fund.noticeDate = dateOf(last);
  fund.save();
  const act = newReliefEvent(event, "LeftoverAnnounced", senderOf(event), fund.id);
  act.programme = fund.programme;
  act.fund = fund.id;
  act.save();
}

export function handleLotReturned(event: LotReturned): void {
  const params = event.params;
  const lot = loadLot(event, params.lot);
  const fund = loadFund(event, params.fund);
  if (lot === null || fund === null) return;
  takeAll(lot, params.amount);
  giveUp(event, lot, fund, params.amount);
  const act = newReliefEvent(event, "LotReturned", senderOf(event), fund.id, those(giverPartyOf(lot)));
  act.programme = fund.programme;
  act.fund = fund.id;
  act.lot = lot.id;
  act.amount = params.amount;
  act.save();
}

export function handleLotCarriedOver(event: LotCarriedOver): void {
  const params = event.params;
  const lot = loadLot(event, params.lot);
  const fund = loadFund(event, params.fund);
  if (lot === null || fund === null) return;
  takeAll(lot, params.amount);
  giveUp(event, lot, fund, params.amount);
  const act = newReliefEvent(event, "LotCarriedOver", senderOf(event), fund.id, those(giverPartyOf(lot)));
  act.programme = fund.programme;
  act.fund = fund.id;
  act.lot = lot.id;
  act.amount = params.amount;
  act.save();
}
