/** Whom relief calls while it works, function by function: nobody who could call back. */
import { expect } from "chai";
import { getAddress, toBeHex } from "ethers";
import { contractNames } from "../../deploy/contracts.ts";
import type { Office } from "../utils/orders.ts";
import { ethers, needsOwnChain } from "../utils/suite.ts";
import { relief } from "./haltOfRelief.ts";

const CALLS = ["CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"];
/** Precompiles have the lowest addresses; P-256's is 0x100. */
const LAST_PRECOMPILE = 0x100n;

interface Step {
  op: string;
  stack: string[];
}

/** Addresses that a transaction has called, besides precompiles. */
async function calledBy(hash: string): Promise<Set<string>> {
  const options = { disableMemory: true, disableStorage: true };
  const trace = (await ethers.provider.send("debug_traceTransaction", [hash, options])) as { structLogs: Step[] };
  const called = new Set<string>();
  for (const { op, stack } of trace.structLogs) {
    if (!CALLS.includes(op)) continue;
    const word = stack.at(-2) ?? "0";
    const target = BigInt(word.startsWith("0x") ? word : `0x${word}`);
    if (target > LAST_PRECOMPILE) called.add(getAddress(toBeHex(target, 20)));
  }
  return called;
}

async function ownOf({ suite }: Office): Promise<Set<string>> {
  return new Set(await Promise.all(contractNames.map((name) => suite[name].getAddress())));
}

/** Whom the newest transaction has called. */
async function called(): Promise<Set<string>> {
  const block = await ethers.provider.getBlock("latest");
  return calledBy(block?.transactions[0] ?? "");
}

describe("Relief: whom it calls", () => {
  beforeEach(needsOwnChain);

  for (const [key, { ready }] of Object.entries(relief)) {
    it(`X-46: ${key} calls contracts of the suite alone`, async () => {
      const { desk, act } = await ready();
      await act();
      const own = await ownOf(desk);
      expect([...(await called())].filter((address) => !own.has(address))).to.deep.equal([]);
    });
  }

  it("X-46: a payment is seen to reach the money, which calls no payee", async () => {
    const { desk, act } = (await relief["ReliefProjects.release"]?.ready()) ?? {};
    await act?.();
    expect(await called()).to.include(await desk?.suite.money.getAddress());
  });
});
