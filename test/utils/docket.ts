/** A docket for tests: the founded suite, and a target on which orders show what they do, with policies of every kind. */
import { id } from "ethers";
import { VotingClass } from "../../deploy/data/terms.ts";
import type { IDocket } from "../../types/contracts/kernel/docket/Docket.js";
import { type Approval, constitutional, DAY, now } from "./orders.ts";
import { approvedOrder, carryOut, ethers, foundedSuite, networkHelpers, type OrderedCall } from "./suite.ts";

export interface RouteDraft {
  /** Votes by class; 0: more than two thirds. */
  votes: Partial<Record<keyof typeof VotingClass, number>>;
  delay?: bigint;
  window?: bigint;
  ratifiedBy?: number;
  ratifyWithin?: bigint;
}

export const route = ({ votes, delay = 0n, window = DAY, ratifiedBy = 0, ratifyWithin = 0n }: RouteDraft) => ({
  clauses: Object.entries(votes).map(([name, count]) => ({
    votingClass: VotingClass[name as keyof typeof VotingClass],
    votes: count,
  })),
  delay,
  window,
  ratifiedBy,
  ratifyWithin,
});

export const policy = (routes: RouteDraft[], inverse = "0x00000000") => ({ routes: routes.map(route), inverse });

/** The target's functions, from the softest policy to the hardest. */
async function withTarget() {
  const office = await foundedSuite();
  const target = await ethers.deployContract("OrderTarget");
  const scope = ethers.zeroPadValue(await target.getAddress(), 32);
  const of = (name: string) => target.interface.getFunction(name as "act").selector;
  const policies: [string, ReturnType<typeof policy>][] = [
    ["act", policy([{ votes: { Regulator: 1 } }, { votes: { Council: 2 }, delay: DAY }])],
    ["actFirmly", policy([{ votes: { Council: 0, Regulator: 1 }, delay: 3n * DAY, window: 7n * DAY }])],
    [
      "actAtOnce",
      policy(
        [{ votes: { Judiciary: 1 } }, { votes: { Regulator: 1 }, ratifiedBy: 1, ratifyWithin: 2n * DAY }],
        of("undo"),
      ),
    ],
    ["refuse", policy([{ votes: { Regulator: 1 } }])],
    ["callBack", policy([{ votes: { Regulator: 1 } }])],
  ];
  await carryOut(
    office.suite,
    policies.map(([name, args]) => ({ target: office.suite.docket, name: "setPolicy", args: [scope, of(name), args] })),
    constitutional(office),
  );
  return { ...office, target, scope, of };
}

export type Registry = Awaited<ReturnType<typeof withTarget>>;

export const registry = (): Promise<Registry> => networkHelpers.loadFixture(withTarget);

/** Numbers for what orders do. */
let count = 0n;
export const fresh = (): bigint => ++count;

/** A call on the target. */
export const on = ({ target }: Registry, name: string, number: bigint = fresh(), route = 0): OrderedCall => ({
  target,
  name,
  args: [number],
  route,
});

export type Calls = IDocket.CallStruct[];

/** An order for calls on the target, proposed by the first who approves. */
export const approvedBy = (office: Registry, calls: OrderedCall[], approvals: readonly Approval[]) =>
  approvedOrder(office.suite, calls, approvals);

/** An order that nobody has approved yet; the regulator's. */
export async function proposed(office: Registry, calls: OrderedCall[], term = 30n * DAY) {
  const { docket } = office.suite;
  const encoded: Calls = await Promise.all(
    calls.map(async ({ target, name, args, route: index = 0 }) => ({
      target: await target.getAddress(),
      data: target.interface.encodeFunctionData(name, args),
      route: index,
    })),
  );
  await docket.connect(office.regulator.signer).propose(encoded, id("basis"), "Art. 1", (await now()) + term);
  return { order: await docket.orderCount(), calls: encoded };
}
