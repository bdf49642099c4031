/**
 * The suite as production deploys it, once for all tests of a process; each test starts from it anew. On a chain that is not ours (`npm run
 * test:besu`) nothing can be set back, so each test has a deployment of its own, and one that moves the clock is left out.
 */
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { type BaseContract, id } from "ethers";
import hre from "hardhat";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { SnapshotRestorer } from "@nomicfoundation/hardhat-network-helpers/types";
import { type Persona, type PersonaKey, personas } from "../../deploy/data/personas.ts";
import { VotingClass } from "../../deploy/data/terms.ts";
import { deploySuite, type Suite } from "../../deploy/suite.ts";

/** A persona that can send. */
export interface Actor extends Persona {
  signer: HardhatEthersSigner;
  /** Its number as a participant. */
  id: bigint;
}

/** The chain that the tests of this process share. */
export const connection = await hre.network.create();
export const { ethers } = connection;

/** Whether it goes by its own clock, as a consortium's does. */
export const isLive = connection.networkConfig.type !== "edr-simulated";

const journals = `test-${process.pid}`;
let deployments = 0;
let current: Mocha.Test | undefined;

/** Leaves the running test out: it asks for what only a chain of our own can do. */
export function needsOwnChain(): void {
  if (isLive) (current?.ctx?.runnable() as Mocha.Test | undefined)?.skip();
}

if (isLive) {
  beforeEach(function () {
    current = this.currentTest;
    // Blocks come when they come.
    current?.timeout(900_000);
  });
  after(() => {
    for (const journal of globSync(join(hre.config.paths.ignition, "deployments", `${journals}-*`))) {
      rmSync(journal, { recursive: true, force: true });
    }
  });
}

const loaded: { fixture: () => Promise<unknown>; data: unknown; snapshot: SnapshotRestorer }[] = [];

/**
 * Hardhat's own forgets, when a fixture is made from another, which snapshots have gone with the other's: of two desks made from a third only
 * one could be used in a process.
 */
async function loadFixture<T>(fixture: () => Promise<T>): Promise<T> {
  if (isLive) return fixture();
  const index = loaded.findIndex((each) => each.fixture === fixture);
  const known = loaded[index];
  if (known === undefined) {
    const data = await fixture();
    loaded.push({ fixture, data, snapshot: await connection.networkHelpers.takeSnapshot() });
    return data;
  }
  // In the order in which they were taken: a chain that goes back loses the later ones.
  loaded.length = index + 1;
  await known.snapshot.restore();
  return known.data as T;
}

type Helpers = typeof connection.networkHelpers;

/** What of them works on a chain that is not ours; whatever else is asked for leaves the test out. */
const only = <T extends object>(helpers: T, known: Partial<T>): T =>
  new Proxy(helpers, { get: (_, name) => known[name as keyof T] ?? needsOwnChain });

function liveHelpers({ time }: Helpers): Helpers {
  const latest = async () => (await ethers.provider.getBlock("latest"))?.timestamp ?? 0;
  return only(connection.networkHelpers, { time: only(time, { latest }) });
}

export const networkHelpers = Object.assign(
  isLive ? (Object.create(liveHelpers(connection.networkHelpers)) as Helpers) : connection.networkHelpers,
  { loadFixture },
);

async function founded() {
  // A deployment that is this test's alone.
  const own = isLive ? { deploymentId: `${journals}-${++deployments}` } : {};
  const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3, ...own });
  const actors = await Promise.all(
    personas.map(async (persona) => {
      const signer = await ethers.getSigner(persona.wallet);
      const id = await suite.participants.participantOf(persona.wallet);
      return [persona.key, { ...persona, signer, id }] as const;
    }),
  );
  return { suite, ...(Object.fromEntries(actors) as Record<PersonaKey, Actor>) };
}

/** The founded suite and its personas; for `beforeEach` or the tests themselves. */
export const foundedSuite = () => networkHelpers.loadFixture(founded);

/** A call of an order: one function of one contract, under one of the ways that its policy offers (the first, from 0). */
export interface OrderedCall {
  target: BaseContract;
  name: string;
  args: unknown[];
  route?: number;
}

/** Encodes the calls of an order. */
export const callsOf = (calls: OrderedCall[]) =>
  Promise.all(
    calls.map(async ({ target, name, args, route = 0 }) => ({
      target: await target.getAddress(),
      data: target.interface.encodeFunctionData(name, args),
      route,
    })),
  );

/** Proposes an order and has it approved; the first that approves proposes it. */
export async function approvedOrder(
  { docket }: Suite,
  calls: OrderedCall[],
  approvals: readonly (readonly [actor: Actor, seat: VotingClass])[],
) {
  const encoded = await callsOf(calls);
  const proposer = approvals[0]?.[0];
  if (proposer === undefined) throw new Error("Somebody must propose the order.");
  const expiresAt = (await networkHelpers.time.latest()) + 180 * 86_400 - 60;
  await docket.connect(proposer.signer).propose(encoded, id("legal basis"), "Rules of the consortium, 1", expiresAt);
  const order = await docket.orderCount();
  for (const [actor, seat] of approvals) {
    await docket.connect(actor.signer).approve(order, VotingClass[seat], encoded);
  }
  return { order, calls: encoded };
}

/** Has an order proposed, approved and, after its delay, carried out. */
export async function carryOut(...[suite, calls, approvals]: Parameters<typeof approvedOrder>) {
  const { order, calls: encoded } = await approvedOrder(suite, calls, approvals);
  const earliest = await suite.docket.executableFrom(order, encoded);
  if (earliest > (await networkHelpers.time.latest())) await networkHelpers.time.setNextBlockTimestamp(earliest);
  return suite.docket.execute(order, encoded);
}
