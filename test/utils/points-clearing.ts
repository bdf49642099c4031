/** Clearing of points for tests: issuers with reserves and deposits, and cycles of debts between members. */
import { type BigNumberish, type ContractRunner, encodeBytes32String, id, MaxUint256 } from "ethers";
import { applied, council, DAY, newcomer, now, regulator } from "./orders.ts";
import { admittedMembers, asPart, DEPOSIT as MINIMUM, opened, openingOf, pointsDesk, RESERVE } from "./points.ts";
import { type Actor, carryOut, networkHelpers, type OrderedCall } from "./suite.ts";

export { MINIMUM, RESERVE };

/** ¥20,000.00: the guarantee deposit of each issuer. */
export const DEPOSIT = 2_000_000n;
export const CYCLE_DAYS = 7n;

/** Somebody in the alliance. */
export type Ally = Pick<Actor, "id" | "wallet"> & { signer: ContractRunner };

async function cleared() {
  const desk = await pointsDesk();
  const { suite, baihuo, qianyi, linxun } = desk;
  const programme = await opened(desk, linxun);
  await suite.pointsLedger.connect(linxun.signer).addReserve(programme, RESERVE);
  for (const issuer of [baihuo, qianyi, linxun]) {
    const { deposit } = await suite.pointsClearing.positionOf(issuer.id);
    await suite.pointsClearing.connect(issuer.signer).addDeposit(DEPOSIT - deposit);
  }
  return { ...desk, parts: suite.pointsClearing.connect(await asPart(desk, "pointsRedemption")) };
}

export type ClearingDesk = Awaited<ReturnType<typeof cleared>>;

/**
 * Each call starts from it anew: baihuo, qianyi and linxun issue covered points, none of which are outstanding, so that their reserves are free;
 * the members qianling, zhixing and dianli owe nothing that a reserve would pay.
 */
export const clearingDesk = (): Promise<ClearingDesk> => networkHelpers.loadFixture(cleared);

/** Takes debts into the running cycle, as redemption does. */
export async function owed({ parts }: ClearingDesk, ...debts: (readonly [Ally, creditor: Ally, fen: BigNumberish])[]) {
  for (const [debtor, creditor, fen] of debts) await parts.owe(debtor.id, creditor.id, fen);
}

/** Goes to the day after the running cycle's last, or so many days later. */
export async function cycleOver({ suite }: ClearingDesk, late = 0n) {
  const { lastDay } = await suite.pointsClearing.currentCycle();
  // Days begin at 16:00 UTC.
  await networkHelpers.time.increaseTo((lastDay + 1n + late) * DAY - 8n * 3_600n);
}

/** Closes the running cycle on the day after its last. */
export async function closed(desk: ClearingDesk) {
  await cycleOver(desk);
  return desk.suite.pointsClearing.closeCycle();
}

export interface Cleared {
  member: bigint;
  owes: bigint;
  owed: bigint;
  fromReserve: bigint;
  fromDeposit: bigint;
  received: bigint;
  short: bigint;
  deposit: bigint;
}

/** What closing a cycle did for each member, in the order in which it says so. */
export async function clearedIn({ suite: { pointsClearing } }: ClearingDesk, cycle = 1n): Promise<Cleared[]> {
  const events = await pointsClearing.queryFilter(pointsClearing.filters.PositionCleared(cycle));
  return events.map(({ args }) => {
    const { member, owes, owed, fromReserve, fromDeposit, received, short, deposit } = args;
    return { member, owes, owed, fromReserve, fromDeposit, received, short, deposit };
  });
}

/** Fen in the purse that no deposit accounts for: of claims, what is not yet anybody's whole fen (K-6). */
export async function waitingFen({ suite }: ClearingDesk): Promise<bigint> {
  const { pointsClearing, pointsProgrammes, money } = suite;
  let deposits = 0n;
  for (const member of await pointsProgrammes.members()) deposits += (await pointsClearing.positionOf(member)).deposit;
  return (await money.balanceOf(pointsClearing)) - deposits;
}

/** Calls that one order takes. */
const ORDER_CALLS = 16;

/** So many issuers more, each with a covered programme, a reserve and a deposit. */
export async function joined(desk: ClearingDesk, count: number, reserve = RESERVE, deposit = DEPOSIT): Promise<Ally[]> {
  const { suite } = desk;
  const allies: Ally[] = [];
  for (let i = 0; i < count; i++) {
    const who = newcomer(8_000 + i);
    const participant = await applied(desk, who);
    allies.push({ id: participant, wallet: who.wallet.address, signer: who.wallet });
  }
  const until = (await now()) + 300n * DAY;
  const kind = encodeBytes32String("POINTS_ISSUER");
  for (let from = 0; from < count; from += ORDER_CALLS) {
    const some = allies.slice(from, from + ORDER_CALLS);
    const callsOn = (name: string, argsOf: (participant: bigint) => unknown[]): OrderedCall[] =>
      some.map((ally) => ({ target: suite.participants, name, args: argsOf(ally.id) }));
    const admissions = callsOn("admit", (participant) => [participant]);
    await carryOut(suite, admissions, council(desk));
    const grants = callsOn("grantQualification", (who) => [who, kind, desk.regulator.id, until, 0n, id("papers")]);
    await carryOut(suite, grants, regulator(desk));
    await admittedMembers(desk, ...some);
  }
  for (const { signer, wallet, id: participant } of allies) {
    await suite.money.connect(desk.clearing.signer).issue(wallet, reserve + deposit, id(`joins ${participant}`));
    await suite.money.connect(signer).approve(suite.pointsLedger, MaxUint256);
    await suite.money.connect(signer).approve(suite.pointsClearing, MaxUint256);
    await suite.pointsProgrammes.connect(signer).openProgramme(openingOf());
    const programme = await suite.pointsProgrammes.coveredOf(participant);
    await suite.pointsLedger.connect(signer).addReserve(programme, reserve);
    await suite.pointsClearing.connect(signer).addDeposit(deposit);
  }
  return allies;
}
