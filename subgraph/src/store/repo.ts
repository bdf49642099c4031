/** Repos of bills. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Endorsement, Holding, Pledge, Repo, RepoEvent, RepoFlow, RepoLot } from "../../generated/schema";
import { RepoOpened, RepoProposed } from "../../generated/templates/BillRepo/BillRepo";
import { stamp } from "./acts";
import { loadHolding } from "./bills";
import { nameOf, RepoKind } from "./enums";
import { actId, logId, place, repoId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, int, long } from "./values";

export function loadRepo(event: ethereum.Event, number: BigInt): Repo | null {
  const id = repoId(event.address, number);
  const repo = Repo.load(id);
  if (repo === null) unknown(event, "Repo", id);
  return repo;
}

/** The repo as proposed, with no lots yet; the caller saves it. */
export function propose(event: RepoProposed): Repo {
  const params = event.params;
  const terms = params.terms;
  const repo = new Repo(repoId(event.address, params.repo));
  repo.number = int(params.repo);
  repo.kind = nameOf(RepoKind, terms.kind, event);
  repo.status = "Proposed";
  repo.seller = party(event, params.seller);
  repo.buyer = party(event, params.buyer);
  repo.rate = int(terms.rate);
  repo.farRate = int(terms.farRate);
  if (repo.kind == "Pledged") repo.near = terms.cash;
  repo.farDay = int(terms.farDay);
  repo.farDate = dateOf(repo.farDay);
  repo.lastDay = int(terms.lastDay);
  repo.lastDate = dateOf(repo.lastDay);
  repo.face = BigInt.zero();
  repo.proposedAt = long(event.block.timestamp);
  return repo;
}

export function addLot(event: ethereum.Event, repo: Repo, index: i32, number: BigInt, amount: BigInt): void {
  const lot = new RepoLot(repo.id.concat(place(index)));
  lot.repo = repo.id;
  lot.place = index;
  lot.amount = amount;
  const holding = loadHolding(event, number);
  if (holding !== null) lot.holding = holding.id;
  lot.save();
  repo.face = repo.face.plus(amount);
}

export function answerRepo(event: ethereum.Event, repo: Repo, status: string): void {
  repo.status = status;
  repo.answeredAt = long(event.block.timestamp);
}

/** The first leg is done; the caller saves the repo. */
export function openRepo(event: RepoOpened, repo: Repo): void {
  const params = event.params;
  answerRepo(event, repo, "Open");
  repo.near = params.near;
  repo.far = params.far;
  repo.nearDay = int(params.nearDay);
  repo.nearDate = dateOf(repo.nearDay);
  repo.farDay = int(params.farDay);
  repo.farDate = dateOf(repo.farDay);
  // Title first, money right after.
  repo.nearPayment = logId(event, 1);
}

/** A lot has passed: the holding is under the repo's pledge, or its last endorsement is of the first leg. */
export function handOver(event: ethereum.Event, repo: Repo, index: i32, number: BigInt): void {
  const holding = loadHolding(event, number);
  const lot = RepoLot.load(repo.id.concat(place(index)));
  if (holding === null || lot === null) return;
  lot.holding = holding.id;
  lot.save();
  holding.repo = repo.id;
  holding.save();
  if (repo.kind == "Outright") joinLeg(holding, repo, repo.near, repo.nearPayment);
  else repo.debt = debtOf(holding);
}

/** A leg is the holding's last endorsement, and its money the leg's. */
function joinLeg(holding: Holding, repo: Repo, price: BigInt | null, payment: Bytes | null): void {
  const last = holding.lastEndorsement;
  if (last === null) return;
  const endorsement = Endorsement.load(last);
  if (endorsement === null) return;
  endorsement.repo = repo.id;
  endorsement.price = price;
  endorsement.payment = payment;
  endorsement.save();
}

/** What the holding's pledge secures. */
function debtOf(holding: Holding): Bytes | null {
  const id = holding.pledge;
  if (id === null) return null;
  const pledge = Pledge.load(id);
  return pledge === null ? null : pledge.debt;
}

/** The second leg is done, or will not be; the caller saves the repo. */
export function endRepo(event: ethereum.Event, repo: Repo, status: string): void {
  repo.status = status;
  repo.endedAt = long(event.block.timestamp);
  if (repo.kind == "Pledged") return;
  let lot = RepoLot.load(repo.id.concat(place(0)));
  for (let i = 1; lot !== null; i++) {
    endLot(event, repo, lot);
    lot = RepoLot.load(repo.id.concat(place(i)));
  }
}

/** What was sold outright has gone back, or stays with the buyer under a pledge. */
function endLot(event: ethereum.Event, repo: Repo, lot: RepoLot): void {
  const id = lot.holding;
  if (id === null) return;
  const holding = Holding.load(id);
  if (holding === null) return;
  if (repo.status == "Redeemed") joinLeg(holding, repo, repo.far, logId(event, 1));
  else repo.debt = debtOf(holding);
}

export function countRepo(repo: Repo): void {
  const near = repo.near;
  const far = repo.far;
  if (near === null || far === null) return;
  const flow = new RepoFlow(0);
  flow.kind = repo.kind;
  flow.face = repo.face;
  flow.near = near;
  flow.interest = far.minus(near);
  flow.fenDays = near.times(BigInt.fromI32(repo.farDay - repo.nearDay));
  flow.save();
}

/** A step of a repo. */
export function newRepoEvent(event: ethereum.Event, kind: string, actor: Bytes | null, repo: Repo): RepoEvent {
  const act = new RepoEvent(actId(event));
  const parties = actor === null ? [repo.seller, repo.buyer] : [repo.seller, repo.buyer, actor];
  stamp(act, event, kind, actor, repo.id, parties);
  act.repo = repo.id;
  act.status = repo.status;
  return act;
}
