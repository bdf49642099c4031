/** Rounds of benefits. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Benefit, Officer, Project, Round } from "../../generated/schema";
import { RoundProposed } from "../../generated/templates/ReliefBenefits/ReliefBenefits";
import { areaOf } from "./areas";
import { newNotice } from "./households";
import { roundId } from "./ids";
import { unknown } from "./notices";
import { dateOf, int, long } from "./values";

export function loadRound(event: ethereum.Event, number: BigInt): Round | null {
  const id = roundId(number);
  const round = Round.load(id);
  if (round === null) unknown(event, "Round", id);
  return round;
}

/** A round, and the notice that begins with it. */
export function proposeRound(event: RoundProposed, benefit: Benefit, project: Project, officer: Officer): Round {
  const params = event.params;
  const round = new Round(roundId(params.round));
  round.number = int(params.round);
  round.programme = benefit.programme;
  round.benefit = benefit.id;
  round.project = project.id;
  round.area = areaOf(params.area);
  round.period = params.period;
  round.status = "OnNotice";
  round.proposedBy = officer.id;
  round.each = params.each;
  round.total = params.total;
  round.released = BigInt.zero();
  if (params.root != new Bytes(32)) round.root = params.root;
  round.evidence = params.evidence;
  round.noticeDay = int(params.noticeEnd);
  round.noticeDate = dateOf(round.noticeDay);
  const notice = newNotice(event, round.programme, round.area, officer, round.noticeDay);
  notice.round = round.id;
  notice.save();
  round.notice = notice.id;
  round.openObjections = 0;
  round.blocked = 0;
  round.isOpen = false;
  round.proposedAt = long(event.block.timestamp);
  round.save();
  return round;
}
