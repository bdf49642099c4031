/** TradeRegistry. */
import { BigInt } from "@graphprotocol/graph-ts";
import { Part, TradeEvent, TradeFile, TradeReduction, TradeSubject } from "../generated/schema";
import {
  AssetRegistered,
  AssetRevalued,
  ClaimReplaced,
  DocumentConfirmed,
  DocumentRegistered,
  ReductionProposed,
  SubjectClaimed,
  SubjectReduced,
  SubjectReleased,
  TradeFileExtended,
  TradeFileOpened,
} from "../generated/templates/TradeRegistry/TradeRegistry";
import { stamp } from "./store/acts";
import { DocumentKind, nameOf } from "./store/enums";
import { actId } from "./store/ids";
import { notice, unknown } from "./store/notices";
import { party } from "./store/participants";
import {
  changeClaim,
  changeFile,
  fileId,
  loadSubject,
  newFile,
  newProposal,
  newSubject,
  newTradeEvent,
  partiesOf,
  reduceInFile,
  reductionId,
  setClaimed,
  settleProposals,
  settleReductions,
  subjectId,
} from "./store/trade";
import { long, textOf } from "./store/values";

export function handleDocumentRegistered(event: DocumentRegistered): void {
  const params = event.params;
  let subject = TradeSubject.load(subjectId(event.address, params.subject));
  if (subject === null) {
    subject = newSubject(event.address, params.subject);
    subject.kind = nameOf(DocumentKind, params.kind, event);
    subject.issuer = textOf(params.issuer);
    subject.number = params.number;
    subject.save();
  }
  const proposal = newProposal(event, subject, params.proposer, params.seller, params.buyer);
  proposal.face = params.face;
  proposal.digest = params.digest;
  proposal.number = params.number;
  proposal.terms = params.terms;
  proposal.save();

  const parties = [proposal.seller, proposal.buyer];
  const act = newTradeEvent(event, "DocumentRegistered", proposal.proposer, subject, parties, params.face);
  act.proposal = proposal.id;
  act.save();
}

export function handleDocumentConfirmed(event: DocumentConfirmed): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  subject.isConfirmed = true;
  subject.confirmedAt = long(event.block.timestamp);
  subject.seller = party(event, params.seller);
  subject.buyer = party(event, params.buyer);
  const confirmer = params.proposer.equals(params.seller) ? params.buyer : params.seller;
  const proposal = settleProposals(event, subject, party(event, params.proposer), party(event, confirmer));
  if (proposal !== null) subject.digest = proposal.digest;
  if (proposal !== null) subject.number = proposal.number;
  subject.original = params.face;
  setClaimed(subject, params.face, BigInt.zero());

  const parties = partiesOf(subject);
  const act = newTradeEvent(event, "DocumentConfirmed", party(event, confirmer), subject, parties, params.face);
  if (proposal !== null) act.proposal = proposal.id;
  act.save();
}

export function handleSubjectClaimed(event: SubjectClaimed): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  setClaimed(subject, params.face, params.claimed);

  const act = newTradeEvent(event, "SubjectClaimed", null, subject, partiesOf(subject), params.amount);
  act.claim = changeClaim(event, subject, params.part, params.claimId, params.amount);
  act.save();
}

export function handleSubjectReleased(event: SubjectReleased): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  setClaimed(subject, params.face, params.claimed);

  const act = newTradeEvent(event, "SubjectReleased", null, subject, partiesOf(subject), params.amount);
  act.claim = changeClaim(event, subject, params.part, params.claimId, params.amount.neg());
  act.save();
}

export function handleReductionProposed(event: ReductionProposed): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  subject.save();
  const reduction = new TradeReduction(reductionId(event.address, params.correction, params.proposer));
  reduction.subject = subject.id;
  reduction.key = params.correction;
  reduction.proposer = party(event, params.proposer);
  reduction.counterparty = party(event, params.counterparty);
  reduction.amount = params.amount;
  reduction.issuer = textOf(params.issuer);
  reduction.number = params.number;
  reduction.digest = params.digest;
  reduction.terms = params.terms;
  reduction.status = "Open";
  reduction.proposedAt = long(event.block.timestamp);
  reduction.save();

  const parties = [reduction.proposer, reduction.counterparty];
  const act = newTradeEvent(event, "ReductionProposed", reduction.proposer, subject, parties, params.amount);
  act.reduction = reduction.id;
  act.save();
}

export function handleSubjectReduced(event: SubjectReduced): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  setClaimed(subject, params.face, params.claimed);
  reduceInFile(subject, params.amount);
  const reduction = settleReductions(event, params.correction, params.proposer, params.confirmer);

  const confirmer = party(event, params.confirmer);
  const parties = [party(event, params.proposer), confirmer];
  const act = newTradeEvent(event, "SubjectReduced", confirmer, subject, parties, params.amount);
  if (reduction !== null) act.reduction = reduction.id;
  act.save();
}

export function handleAssetRegistered(event: AssetRegistered): void {
  const params = event.params;
  const subject = newSubject(event.address, params.subject);
  subject.kind = "Asset";
  subject.number = params.assetId.toString();
  subject.part = params.part;
  subject.isConfirmed = true;
  subject.confirmedAt = long(event.block.timestamp);
  subject.original = params.face;
  subject.digest = params.digest;
  if (Part.load(params.part) === null) notice(event, "An asset of a part that is not registered.");
  setClaimed(subject, params.face, BigInt.zero());
  newTradeEvent(event, "AssetRegistered", null, subject, [], params.face).save();
}

export function handleAssetRevalued(event: AssetRevalued): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  setClaimed(subject, params.face, params.claimed);
  newTradeEvent(event, "AssetRevalued", null, subject, [], params.face).save();
}

export function handleClaimReplaced(event: ClaimReplaced): void {
  const params = event.params;
  const subject = loadSubject(event, params.subject);
  subject.save();

  const act = newTradeEvent(event, "ClaimReplaced", null, subject, partiesOf(subject), params.amount);
  act.replaced = changeClaim(event, subject, params.fromPart, params.fromClaimId, params.amount.neg());
  act.claim = changeClaim(event, subject, params.toPart, params.toClaimId, params.amount);
  act.save();
}

export function handleTradeFileOpened(event: TradeFileOpened): void {
  const params = event.params;
  const file = newFile(event, params.file, params.seller, params.buyer, params.by);

  const act = new TradeEvent(actId(event));
  stamp(act, event, "TradeFileOpened", file.openedBy, file.id, [file.seller, file.buyer]);
  act.file = file.id;
  act.amount = BigInt.zero();
  act.claimed = BigInt.zero();
  act.save();
}

export function handleTradeFileExtended(event: TradeFileExtended): void {
  const params = event.params;
  const file = TradeFile.load(fileId(event.address, params.file));
  if (file === null) return unknown(event, "Trade file", fileId(event.address, params.file));
  const subject = loadSubject(event, params.subject);
  if (subject.file !== null) return notice(event, "A document that is in a file was put into one.");
  subject.file = file.id;
  subject.save();
  changeFile(file, subject.kind, subject.face);

  const parties = [file.seller, file.buyer];
  const act = newTradeEvent(event, "TradeFileExtended", party(event, params.by), subject, parties, subject.face);
  act.file = file.id;
  act.save();
}
