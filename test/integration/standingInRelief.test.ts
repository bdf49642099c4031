/**
 * The door of relief for who is frozen or suspended, function by function, on the suite as production deploys it: what somebody may still do
 * follows from the function's class alone. The circuit breaker is tried in halt.test.ts, with the same calls.
 */
import { expect } from "chai";
import { type Class, externalFunctions } from "../../scripts/checks/functions.ts";
import { decree, freeze } from "../utils/orders.ts";
import { ethers, networkHelpers, needsOwnChain } from "../utils/suite.ts";
import { relief } from "./haltOfRelief.ts";

/** Whether each class lets one pass who is frozen, and one who is suspended. */
const PASSES: Partial<Record<Class, { frozen: boolean; suspended: boolean }>> = {
  "door:Dispose": { frozen: false, suspended: false },
  "door:Preserve": { frozen: true, suspended: true },
  "door:Perform": { frozen: false, suspended: true },
  // What a household has signed, or what anybody may send.
  open: { frozen: true, suspended: true },
};

/** Who has sent the newest transaction. */
async function newestSender(): Promise<string> {
  const block = await ethers.provider.getBlock("latest", true);
  const [transaction] = block?.prefetchedTransactions ?? [];
  if (transaction === undefined) throw new Error("The newest block is empty.");
  return transaction.from;
}

describe("The door of relief, function by function", () => {
  beforeEach(needsOwnChain);

  const functions = externalFunctions();
  for (const [key, { ready }] of Object.entries(relief)) {
    const { class: class_ } = functions.find((each) => `${each.contract}.${each.name}` === key) ?? {};
    const passes = class_ && PASSES[class_];
    if (passes === undefined) throw new Error(`${key} has no class that this test knows.`);
    const words = (name: keyof typeof passes) => `${passes[name] ? "goes on for" : "stops"} the ${name}`;

    it(`K-4, K-11: ${key} (${String(class_)}) ${words("frozen")}, ${words("suspended")}`, async () => {
      const { desk, act } = await ready();
      const { participants } = desk.suite;
      const start = await networkHelpers.takeSnapshot();
      await act();
      const participant = await participants.participantOf(await newestSender());
      await start.restore();
      // Somebody whom nobody knows sends what is open: nothing of it can be frozen.
      if (participant === 0n) return;

      await freeze(desk, participant);
      if (passes.frozen) await act();
      else await expect(act()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await start.restore();

      await decree(desk, "suspend", participant);
      if (passes.suspended) await act();
      else await expect(act()).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });
  }
});
