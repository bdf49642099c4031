/** Money comes in; and what an authority orders in an emergency ends by itself. */
import { encodeBytes32String, id } from "ethers";
import type { Scene, Stage } from "./stage.ts";

const HOUR = 3600;
/** In the policy of `freeze` (deploy/data/policies.ts): a regulator at once, ratified by a court within 48 hours. */
const EMERGENCY_ROUTE = 1;
const REGULATOR = 2n;

export const settlementMoney: Scene = {
  title: "Settlement money",
  steps: [
    {
      says: "Lincheng Clearing Centre issues ¥5,000,000.00 of settlement money to Guanshan Bank, against its deposit.",
      does: async (stage) => {
        const { money } = stage.suite;
        const businessRef = encodeBytes32String(`DEPOSIT-${await stage.now()}`);
        await stage.done(stage.as("clearing", money).issue(stage.wallet("guanshan"), 500_000_000n, businessRef));
      },
    },
  ],
};

/** The one call of the order that this story tells of. */
async function freezeHuaxi(stage: Stage) {
  const { participants } = stage.suite;
  const until = stage.recall("frozenUntil");
  const data = participants.interface.encodeFunctionData("freeze", [
    await stage.participant("huaxi"),
    id("case 2026-1"),
    until,
  ]);
  return [{ target: await participants.getAddress(), data, route: EMERGENCY_ROUTE }];
}

export const emergencyFreeze: Scene = {
  title: "An emergency order that no court confirms",
  movesTime: true,
  steps: [
    {
      says: "Lincheng Financial Regulatory Bureau freezes Huaxi Springs in an emergency; a court has 48 hours to confirm it.",
      does: async (stage) => {
        const { docket } = stage.suite;
        const regulator = stage.as("regulator", docket);
        const now = await stage.now();
        stage.remember("frozenUntil", BigInt(now + 30 * 24 * HOUR));
        const calls = await freezeHuaxi(stage);
        const basis = id("Supervisory decision 2026-1");
        const { order } = await stage.done(
          regulator.propose(calls, basis, "Decision 2026-1, suspected invoice fraud", now + 48 * HOUR),
          docket,
          "OrderProposed",
        );
        stage.remember("order", order ?? 0n);
        await stage.done(regulator.approve(stage.recall("order"), REGULATOR, calls));
        await stage.done(regulator.execute(stage.recall("order"), calls));
      },
    },
    {
      says: "Huaxi Springs tries to endorse its bill to Baiyunling Bank. Refused: it is frozen.",
      does: async (stage) => {
        const { billRegistry, participants } = stage.suite;
        const endorse = stage.as("huaxi", billRegistry).endorse;
        const to = await stage.participant("baiyunling");
        await stage.refused(
          () => endorse.staticCall(stage.recall("holding"), to, false, 0),
          participants,
          "ParticipantIsFrozen",
        );
      },
    },
    {
      says: "Two days pass and no court has confirmed. Anyone may now let the order lapse: the auditor does, and Huaxi Springs is free.",
      does: async (stage) => {
        const { docket, participants } = stage.suite;
        await stage.travel((await stage.now()) + 49 * HOUR);
        await stage.done(stage.as("auditor", docket).lapse(stage.recall("order"), await freezeHuaxi(stage)));
        if (await participants.isFrozen(await stage.participant("huaxi"))) throw new Error("Huaxi is still frozen.");
      },
    },
  ],
};
