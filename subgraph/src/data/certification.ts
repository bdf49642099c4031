/** DataCertification. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  CaSignatureAttached,
  CertificateReinstated,
  CertificateSuspended,
  DetailsFiled,
  FilingCertified,
  FilingRefused,
  FilingReviewed,
  FilingSubmitted,
  FilingWithdrawn,
  NoticeDaysSet,
  ObjectionAnswered,
  ObjectionDecided,
  ObjectionRaised,
  ObjectionWithdrawn,
} from "../../generated/templates/DataCertification/DataCertification";
import { orderOf } from "../store/acts";
import {
  endFiling,
  enterDetails,
  fileOn,
  loadAsset,
  loadFiling,
  loadObjection,
  newAssetEvent,
  newDataEvent,
  newFilingEvent,
  newObjectionEvent,
  objectionUpheld,
  raiseObjection,
} from "../store/dataAssets";
import { nameOf, SignatureAlgorithm } from "../store/enums";
import { party, partyIfAny } from "../store/participants";
import { dateOf, int, long } from "../store/values";

export function handleFilingSubmitted(event: FilingSubmitted): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const filing = fileOn(event, params.filing, asset, params.kind, params.applicant);
  filing.digest = params.digest;
  filing.save();
  const act = newFilingEvent(event, "FilingSubmitted", filing.applicant, asset, filing);
  act.evidence = params.digest;
  act.save();
}

export function handleDetailsFiled(event: DetailsFiled): void {
  const filing = loadFiling(event, event.params.filing);
  if (filing === null) return;
  filing.details = enterDetails(event, filing.asset, event.params.details).id;
  filing.save();
}

export function handleFilingReviewed(event: FilingReviewed): void {
  const params = event.params;
  const filing = loadFiling(event, params.filing);
  const asset = loadAsset(event, params.asset);
  if (filing === null || asset === null) return;
  filing.status = "Reviewed";
  filing.reviewer = party(event, params.reviewer);
  filing.reviewedAt = long(event.block.timestamp);
  filing.report = params.digest;
  if (!params.noticeEnds.isZero()) {
    filing.noticeEnds = int(params.noticeEnds);
    filing.noticeEndsDate = dateOf(filing.noticeEnds);
  }
  filing.save();
  const act = newFilingEvent(event, "FilingReviewed", filing.reviewer, asset, filing);
  act.evidence = params.digest;
  act.save();
}

export function handleFilingCertified(event: FilingCertified): void {
  const params = event.params;
  const filing = loadFiling(event, params.filing);
  const asset = loadAsset(event, params.asset);
  if (filing === null || asset === null) return;
  filing.certifier = party(event, params.certifier);
  endFiling(event, asset, filing, "Certified");
  newFilingEvent(event, "FilingCertified", filing.certifier, asset, filing).save();
}

export function handleCaSignatureAttached(event: CaSignatureAttached): void {
  const params = event.params;
  const filing = loadFiling(event, params.filing);
  if (filing === null) return;
  filing.signatureAlgorithm = nameOf(SignatureAlgorithm, params.algorithm, event);
  filing.signatureCertificate = params.certificate;
  filing.signature = params.signature;
  filing.save();
}

export function handleFilingRefused(event: FilingRefused): void {
  const params = event.params;
  const filing = loadFiling(event, params.filing);
  const asset = loadAsset(event, params.asset);
  if (filing === null || asset === null) return;
  filing.reason = params.reason;
  endFiling(event, asset, filing, "Refused");
  const act = newFilingEvent(event, "FilingRefused", partyIfAny(event, params.by), asset, filing);
  act.evidence = params.reason;
  act.save();
}

export function handleFilingWithdrawn(event: FilingWithdrawn): void {
  const params = event.params;
  const filing = loadFiling(event, params.filing);
  const asset = loadAsset(event, params.asset);
  if (filing === null || asset === null) return;
  endFiling(event, asset, filing, "Withdrawn");
  newFilingEvent(event, "FilingWithdrawn", party(event, params.by), asset, filing).save();
}

export function handleDataObjectionRaised(event: ObjectionRaised): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  let opposed = asset.holder;
  if (params.toFiling) {
    const filing = loadFiling(event, params.filing);
    if (filing === null) return;
    opposed = filing.applicant;
  }
  const objector = party(event, params.objector);
  const objection = raiseObjection(event, asset, objector, opposed);
  const act = newObjectionEvent(event, "ObjectionRaised", objector, asset, objection);
  act.evidence = objection.grounds;
  act.save();
}

export function handleDataObjectionAnswered(event: ObjectionAnswered): void {
  const params = event.params;
  const objection = loadObjection(event, params.objection);
  const asset = loadAsset(event, params.asset);
  if (objection === null || asset === null) return;
  objection.answer = params.digest;
  objection.save();
  const act = newObjectionEvent(event, "ObjectionAnswered", party(event, params.by), asset, objection);
  act.evidence = params.digest;
  act.save();
}

export function handleObjectionDecided(event: ObjectionDecided): void {
  const params = event.params;
  const objection = loadObjection(event, params.objection);
  const asset = loadAsset(event, params.asset);
  if (objection === null || asset === null) return;
  objection.status = params.upheld ? "Upheld" : "Dismissed";
  objection.decidedBy = partyIfAny(event, params.by);
  objection.order = orderOf(event);
  objection.decision = params.digest;
  objection.endedAt = long(event.block.timestamp);
  objection.save();
  if (params.upheld) objectionUpheld(objection);

  const act = newObjectionEvent(event, "ObjectionDecided", objection.decidedBy, asset, objection);
  act.setBoolean("isUpheld", params.upheld);
  act.evidence = params.digest;
  act.save();
}

export function handleObjectionWithdrawn(event: ObjectionWithdrawn): void {
  const params = event.params;
  const objection = loadObjection(event, params.objection);
  const asset = loadAsset(event, params.asset);
  if (objection === null || asset === null) return;
  objection.status = "Withdrawn";
  objection.endedAt = long(event.block.timestamp);
  objection.save();
  newObjectionEvent(event, "ObjectionWithdrawn", party(event, params.objector), asset, objection).save();
}

export function handleCertificateSuspended(event: CertificateSuspended): void {
  const asset = loadAsset(event, event.params.asset);
  if (asset === null) return;
  const act = newAssetEvent(event, "CertificateSuspended", asset.certifier, asset, [asset.holder]);
  act.assetStatus = "Suspended";
  act.evidence = event.params.digest;
  act.save();
}

export function handleCertificateReinstated(event: CertificateReinstated): void {
  const asset = loadAsset(event, event.params.asset);
  if (asset === null) return;
  const act = newAssetEvent(event, "CertificateReinstated", asset.certifier, asset, [asset.holder]);
  act.assetStatus = "Certified";
  act.evidence = event.params.digest;
  act.save();
}

export function handleNoticeDaysSet(event: NoticeDaysSet): void {
  const act = newDataEvent(event, "NoticeDaysSet", null, event.address);
  act.amount = BigInt.fromI32(event.params.businessDays);
  act.save();
}
