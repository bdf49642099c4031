/**
 * All acts of relief, within the five weeks after programmes began: households come onto the register and leave it, money comes in, is used, confirmed,
 * sent back, given back and returned; projects, rounds, vouchers and orders of produce; help, scores and appeals.
 */
import { id } from "ethers";
import type { OfficerKey } from "../../deploy/data/officers.ts";
import { DAY, type Play } from "./play.ts";
import {
  answered,
  leftovers,
  moneyed,
  ordered,
  overdue,
  programmes,
  projected,
  released,
  returned,
  rounds,
  scattered,
} from "./reliefMoney.ts";
import { exits, helped, objected, proposed, registered, scored, staffed } from "./reliefPeople.ts";
import { Relief, type ReliefPlayed } from "./reliefPlay.ts";

/** Everything. The clock goes on by thirty-one days. */
export async function reliefInFull(play: Play): Promise<ReliefPlayed> {
  const relief = new Relief(play);
  const now = await play.stage.now();
  // The morning of the next day.
  relief.begin((Math.floor((now + 28_800) / DAY) + 1) * DAY - 28_800 + 10 * 3_600);
  await relief.onDay(0);
  await staffed(relief);
  await programmes(relief);
  await moneyed(relief);
  await proposed(relief);
  await relief.onDay(1);
  await objected(relief);
  await relief.onDay(6);
  await registered(relief);
  await projected(relief);
  await scattered(relief);
  await rounds(relief);
  await exits(relief);
  await relief.onDay(12);
  await released(relief);
  await ordered(relief);
  await relief.onDay(13);
  await answered(relief);
  await helped(relief);
  await relief.done(
    relief.by("wudang3", play.suite.reliefReviews).relapse(relief.house("exiting").id, id("the harvest failed")),
  );
  await relief.onDay(24);
  await overdue(relief);
  await leftovers(relief);
  await scored(relief);
  await relief.onDay(31);
  await returned(relief);
  const { fiscal, social, sector, households, lots, projects, payouts, rounds: played, purchases, staff } = relief;
  const numbers = Object.fromEntries(Object.entries(staff).map(([key, { number }]) => [key, number]));
  return {
    fiscal,
    social,
    sector,
    households,
    officers: numbers as Record<OfficerKey, bigint>,
    lots,
    projects,
    payouts,
    rounds: played,
    purchases,
  };
}
