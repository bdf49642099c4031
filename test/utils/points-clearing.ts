/** Clearing of points for tests: an alliance of issuers with reserves and deposits, and cycles of debts between them. */
import { type BigNumberish, encodeBytes32String, id, MaxUint256 } from "ethers";
import { billDesk, deposited } from "./bills.ts";
import { council, DAY, newcomer, applied, type Newcomer, now } from "./orders.ts";
import { type Actor, carryOut, ethers, networkHelpers, type OrderedCall } from "./suite.ts";

/** What a cycle's test has in each wallet, reserve and deposit: ¥1,000,000.00, ¥50,000.00, ¥20,000.00. */
export const WALLET = 100_000_000n;
export const RESERVE = 5_000_000n;
export const DEPOSIT = 2_000_000n;
export const MINIMUM = 1_000_000n;
export const CYCLE_DAYS = 7n;

export const Stops = { ORDER: 1n, CLEARING: 2n } as const;

/** Somebody in the alliance. */
export type Ally = Pick<Actor, "id" | "signer" | "wallet">;

/** A covered programme of 1 fen a point, at whole ratio. */
export const OPENING = {
  name: encodeBytes32String("Points"),
  terms: id("terms for users"),
  expiry: 1n,
  fixedDay: 0n,
  expiryMonths: 0n,
  graceMonths: 0n,
  transferable: false,
  exchangeable: false,
  honour: false,
  value: 1_000n,
  ratio: 10_000n,
  rate: 0n,
  monthlyCap: 0n,
};

async function allied() {
  const desk = await billDesk();
  const { suite, guanshan, baihuo, qianyi, linxun, zhixing } = desk;
  const allies = [guanshan, baihuo, qianyi, linxun, zhixing].sort((a, b) => Number(a.id - b.id));
  const calls = allies.map(({ id }): OrderedCall => ({
    target: suite.pointsProgrammes,
    name: "admitMember",
    args: [id],
  }));
  await carryOut(suite, calls, council(desk));
  const programmes = new Map<bigint, bigint>();
  for (const ally of allies) {
    await deposited(desk, ally, WALLET);
    for (const spender of [suite.pointsLedger, suite.pointsClearing]) {
      await suite.money.connect(ally.signer).approve(spender, MaxUint256);
    }
  }
  let programme = 1n;
  for (const issuer of [guanshan, baihuo, qianyi, linxun]) {
    await suite.pointsProgrammes.connect(issuer.signer).openProgramme(OPENING);
    programmes.set(issuer.id, ++programme);
    await suite.pointsLedger.connect(issuer.signer).addReserve(programme, RESERVE);
    await suite.pointsClearing.connect(issuer.signer).addDeposit(DEPOSIT);
  }
  const redemption = await ethers.getImpersonatedSigner(await suite.pointsRedemption.getAddress());
  return { ...desk, programmes, parts: suite.pointsClearing.connect(redemption) };
}

export type ClearingDesk = Awaited<ReturnType<typeof allied>>;

/** Each call starts from the alliance anew; zhixing issues nothing. */
export const clearingDesk = (): Promise<ClearingDesk> => networkHelpers.loadFixture(allied);

/** The programme of an issuer. */
export const programmeOf = ({ programmes }: ClearingDesk, { id }: Ally): bigint => programmes.get(id) ?? 0n;

/** Takes debts into the running cycle, as redemption does. */
export async function owed(
  desk: ClearingDesk,
  ...debts: (readonly [debtor: Ally, creditor: Ally, fen: BigNumberish])[]
) {
  for (const [debtor, creditor, fen] of debts) await desk.parts.owe(debtor.id, creditor.id, fen);
}

/** Goes to the day after the running cycle's last. */
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

/** What closing did for each member, by number. */
export async function clearedIn(desk: ClearingDesk, cycle: bigint) {
  const { pointsClearing } = desk.suite;
  const events = await pointsClearing.queryFilter(pointsClearing.filters.PositionCleared(cycle));
  return events.map(({ args }) => args.toObject() as Record<string, bigint>);
}

/** Fen in the purse that no entry accounts for; 0, always (K-6). */
export async function unaccounted(desk: ClearingDesk, waiting = 0n): Promise<bigint> {
  const { pointsClearing, pointsProgrammes, money } = desk.suite;
  let sum = waiting;
  for (const member of await pointsProgrammes.members()) sum += (await pointsClearing.positionOf(member)).deposit;
  return (await money.balanceOf(pointsClearing)) - sum;
}

/** An alliance of so many members more, each with a covered programme, a reserve and a deposit; who has none is given none. */
export async function joined(desk: ClearingDesk, count: number, reserve = RESERVE, deposit = DEPOSIT): Promise<Ally[]> {
  const { suite } = desk;
  const newcomers: Newcomer[] = Array.from({ length: count }, (_, i) => newcomer(8_000 + i));
  const allies: Ally[] = [];
  for (const who of newcomers) {
    const participant = await applied(desk, who);
    allies.push({ id: participant, wallet: who.wallet.address, signer: who.wallet as unknown as Actor["signer"] });
  }
  const admissions = allies.map(({ id }): OrderedCall => ({ target: suite.participants, name: "admit", args: [id] }));
  await carryOut(suite, admissions, council(desk));
  const until = (await now()) + 300n * DAY;
  const grants = allies.map(({ id: participant }): OrderedCall => ({
    target: suite.participants,
    name: "grantQualification",
    args: [participant, encodeBytes32String("POINTS_ISSUER"), desk.regulator.id, until, 0n, id("qualified")],
  }));
  await carryOut(suite, grants, [[desk.regulator, "Regulator"]]);
  const memberships = allies.map(({ id }): OrderedCall => ({
    target: suite.pointsProgrammes,
    name: "admitMember",
    args: [id],
  }));
  await carryOut(suite, memberships, council(desk));
  for (const { signer, wallet, id: participant } of allies) {
    await suite.money.connect(desk.clearing.signer).issue(wallet, reserve + deposit + 1n, id(`joined ${participant}`));
    await suite.money.connect(signer).approve(suite.pointsLedger, MaxUint256);
    await suite.money.connect(signer).approve(suite.pointsClearing, MaxUint256);
    await suite.pointsProgrammes.connect(signer).openProgramme(OPENING);
    const programme = await suite.pointsProgrammes.coveredOf(participant);
    desk.programmes.set(participant, programme);
    if (reserve !== 0n) await suite.pointsLedger.connect(signer).addReserve(programme, reserve);
    if (deposit !== 0n) await suite.pointsClearing.connect(signer).addDeposit(deposit);
  }
  return allies;
}
