/** BillRepo. */
import {
  RepoAnswered,
  RepoDefaulted,
  RepoOpened,
  RepoProposed,
  RepoRedeemed,
} from "../../generated/templates/BillRepo/BillRepo";
import { senderOf } from "../store/acts";
import { nameOf, RepoStatus } from "../store/enums";
import { logId } from "../store/ids";
import {
  addLot,
  answerRepo,
  countRepo,
  endRepo,
  handOver,
  loadRepo,
  newRepoEvent,
  openRepo,
  propose,
} from "../store/repo";

export function handleRepoProposed(event: RepoProposed): void {
  const lots = event.params.terms.lots;
  const repo = propose(event);
  for (let i = 0; i < lots.length; i++) addLot(event, repo, i, lots[i].holding, lots[i].amount);
  repo.save();
  newRepoEvent(event, "RepoProposed", repo.seller, repo).save();
}

export function handleRepoAnswered(event: RepoAnswered): void {
  const repo = loadRepo(event, event.params.repo);
  if (repo === null) return;
  answerRepo(event, repo, nameOf(RepoStatus, event.params.status, event));
  repo.save();
  newRepoEvent(event, "RepoAnswered", repo.status == "Refused" ? repo.buyer : repo.seller, repo).save();
}

export function handleRepoOpened(event: RepoOpened): void {
  const params = event.params;
  const repo = loadRepo(event, params.repo);
  if (repo === null) return;
  openRepo(event, repo);
  for (let i = 0; i < params.holdings.length; i++) handOver(event, repo, i, params.holdings[i]);
  repo.save();
  countRepo(repo);

  const act = newRepoEvent(event, "RepoOpened", repo.buyer, repo);
  act.amount = params.near;
  act.save();
}

export function handleRepoRedeemed(event: RepoRedeemed): void {
  const repo = loadRepo(event, event.params.repo);
  if (repo === null) return;
  endRepo(event, repo, "Redeemed");
  // Title first, money right after.
  repo.farPayment = logId(event, 1);
  repo.save();

  const act = newRepoEvent(event, "RepoRedeemed", senderOf(event), repo);
  act.amount = event.params.far;
  act.save();
}

export function handleRepoDefaulted(event: RepoDefaulted): void {
  const repo = loadRepo(event, event.params.repo);
  if (repo === null) return;
  endRepo(event, repo, "Defaulted");
  repo.save();

  const act = newRepoEvent(event, "RepoDefaulted", senderOf(event), repo);
  act.amount = event.params.far;
  act.save();
}
