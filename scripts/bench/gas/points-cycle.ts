/** Members of the points alliance that owe each other: half of them issuers, who owe, half of them merchants. */
import { encodeBytes32String, id, MaxUint256, type Wallet } from "ethers";
import { VotingClass } from "../../../deploy/data/terms.ts";
import { order } from "../../sandbox/story/kernel.ts";
import { DEPOSIT, openingOf } from "../../sandbox/story/pointsDesk.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import { admittedFirms, type Call, councilOrders, type Firm } from "./orders.ts";

/** Most calls of one order. */
const MAX_CALLS = 16;
/** What is free of each reserve. */
const RESERVE = 400n;
const TERMS = {
  transferable: true,
  exchangeable: true,
  honour: false,
  expiry: 3n,
  expiryMonths: 6n,
  value: 1_000n,
  ratio: 6_000n,
  rate: 900n,
};
const FOR_EVER = 300 * 86_400;

async function pages(calls: readonly Call[], carryOut: (some: Call[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < calls.length; from += MAX_CALLS) await carryOut(calls.slice(from, from + MAX_CALLS));
}

async function licensed(stage: Stage, firms: readonly Firm[]): Promise<void> {
  const { participants } = stage.suite;
  const [target, regulator] = [await participants.getAddress(), await stage.participant("regulator")];
  const until = (await stage.now()) + FOR_EVER;
  const calls = firms.map(({ participant }) => ({
    target,
    data: participants.interface.encodeFunctionData("grantQualification", [
      participant,
      encodeBytes32String("POINTS_ISSUER"),
      regulator,
      until,
      0n,
      id("papers"),
    ]),
    route: 0,
  }));
  await pages(calls, (some) =>
    order(stage, some, `Licences ${some[0]?.data ?? ""}`, [["regulator", VotingClass.Regulator]]),
  );
}

/** Takes participants into the alliance, by orders of the council. */
export async function admitAllies(stage: Stage, participants: readonly bigint[]): Promise<void> {
  const { pointsProgrammes } = stage.suite;
  const target = await pointsProgrammes.getAddress();
  const calls = participants.map((participant) => ({
    target,
    data: pointsProgrammes.interface.encodeFunctionData("admitMember", [participant]),
    route: 0,
  }));
  await pages(calls, (some) => councilOrders(stage, some));
}

async function issuing(stage: Stage, wallet: Wallet): Promise<void> {
  const { money, pointsClearing, pointsLedger, pointsProgrammes } = stage.suite;
  const fen = DEPOSIT + RESERVE;
  await stage.done(stage.as("clearing", money).issue(wallet.address, fen, id(wallet.address)));
  for (const purse of [pointsLedger, pointsClearing]) {
    await stage.done(money.connect(wallet).approve(await purse.getAddress(), MaxUint256));
  }
  await stage.done(pointsClearing.connect(wallet).addDeposit(DEPOSIT));
  const act = pointsProgrammes.connect(wallet).openProgramme(openingOf("Points of the bench", TERMS));
  const { programme = 0n } = await stage.done(act, pointsProgrammes, "PointsProgrammeOpened");
  await stage.done(pointsLedger.connect(wallet).addReserve(programme, RESERVE));
}

/** So many firms in the alliance; and how each of the first half comes to owe one of the others so many fen in the running cycle. */
export async function membersWithDebts(stage: Stage, count: number): Promise<(fen: bigint) => Promise<void>> {
  const firms = await admittedFirms(stage, count);
  const issuers = firms.slice(0, count / 2);
  await licensed(stage, issuers);
  await admitAllies(
    stage,
    firms.map(({ participant }) => participant),
  );
  for (const { wallet } of issuers) await issuing(stage, wallet);
  const { pointsClearing, pointsRedemption } = stage.suite;
  const part = await stage.connection.ethers.getImpersonatedSigner(await pointsRedemption.getAddress());
  const clearing = pointsClearing.connect(part);
  return async (fen) => {
    for (const [index, { participant }] of issuers.entries()) {
      const creditor = firms[count / 2 + index]?.participant ?? 0n;
      await stage.done(clearing.owe(participant, creditor, fen + BigInt(index)));
    }
  };
}
