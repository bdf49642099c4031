/** TradeRegistry. */
import { BigInt } from "@graphprotocol/graph-ts";
import { TradeSubject } from "../generated/schema";
import {
  DocumentConfirmed,
  DocumentRegistered,
  SubjectClaimed,
  SubjectReleased,
} from "../generated/templates/TradeRegistry/TradeRegistry";
import { DocumentKind, nameOf } from "./store/enums";
import { party } from "./store/participants";
import {
  changeClaim,
  loadSubject,
  newProposal,
  newSubject,
  newTradeEvent,
  partiesOf,
  setClaimed,
  settleProposals,
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
