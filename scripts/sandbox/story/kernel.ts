/** Money comes in; what an authority orders in an emergency ends by itself; and what a court finds void is undone. */
import { encodeBytes32String, id } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { yuan } from "../format.ts";
import type { Scene, Stage } from "./stage.ts";

const HOUR = 3600;
/** In the policy of `freeze` (deploy/data/policies.ts): a regulator at once, ratified by a court within 48 hours. */
const EMERGENCY_ROUTE = 1;
export const REGULATOR = 2n;
export const JUDICIARY = 3n;
const ADVANCE = 10_000_000n;

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

export type Ordered = { target: string; data: string; route: number }[];

/** One function of the money, as an order calls it. */
async function moneyCall(stage: Stage, name: "freezeMoney" | "forceTransfer", args: unknown[]): Promise<Ordered> {
  const { money } = stage.suite;
  const data = money.interface.encodeFunctionData(name as "freezeMoney", args as never);
  return [{ target: await money.getAddress(), data, route: 0 }];
}

/** Proposed by the first, approved by all, carried out. */
export async function order(
  stage: Stage,
  calls: Ordered,
  reference: string,
  seats: [PersonaKey, bigint][],
): Promise<void> {
  const { docket } = stage.suite;
  const proposer = seats[0]?.[0] ?? "court";
  const propose = stage.as(proposer, docket).propose(calls, id(reference), reference, (await stage.now()) + 48 * HOUR);
  const { order: number = 0n } = await stage.done(propose, docket, "OrderProposed");
  for (const [who, seat] of seats) await stage.done(stage.as(who, docket).approve(number, seat, calls));
  await stage.done(stage.as(proposer, docket).execute(number, calls));
}

export const voidedDeal: Scene = {
  title: "A deal is found void, and undone",
  steps: [
    {
      says: `Nanming Precision Casting draws ${yuan(ADVANCE)} from its deposit and pays Huaxi Springs in advance, for springs that are never delivered.`,
      does: async (stage) => {
        const { money } = stage.suite;
        const deposit = encodeBytes32String(`DEPOSIT-2603-${await stage.now()}`);
        await stage.done(stage.as("clearing", money).issue(stage.wallet("nanming"), ADVANCE, deposit));
        const businessRef = encodeBytes32String("CONTRACT-2603");
        const pay = stage.as("nanming", money).transferWithReference(stage.wallet("huaxi"), ADVANCE, businessRef);
        await stage.done(pay);
        stage.remember("case", encodeBytes32String(`2603 ${await stage.now()}`));
      },
    },
    {
      says: `Jiaxiu Court freezes ${yuan(ADVANCE)} of Huaxi Springs' money for half a year; the rest stays its own.`,
      does: async (stage) => {
        const until = (await stage.now()) + 180 * 24 * HOUR;
        const huaxi = await stage.participant("huaxi");
        const calls = await moneyCall(stage, "freezeMoney", [huaxi, stage.recallText("case"), ADVANCE, until]);
        await order(stage, calls, "Preservation order 2603-1", [["court", JUDICIARY]]);
      },
    },
    {
      says: "Huaxi Springs tries to send all its money to Qianling Equipment. Refused: so much of it is frozen.",
      does: async (stage) => {
        const { money } = stage.suite;
        const all = await money.balanceOf(stage.wallet("huaxi"));
        await stage.refused(
          () => stage.as("huaxi", money).transfer.staticCall(stage.wallet("qianling"), all),
          money,
          "ERC7943InsufficientUnfrozenBalance",
        );
      },
    },
    {
      says: "The court finds the contract void. With the regulator's approval the money goes back, and the freeze ends with it.",
      does: async (stage) => {
        const { money } = stage.suite;
        const [huaxi, nanming] = [await stage.participant("huaxi"), await stage.participant("nanming")];
        const before = await money.balanceOf(stage.wallet("nanming"));
        const caseKey = stage.recallText("case");
        const calls = await moneyCall(stage, "forceTransfer", [huaxi, nanming, ADVANCE, caseKey, caseKey]);
        const seats: [PersonaKey, bigint][] = [
          ["court", JUDICIARY],
          ["regulator", REGULATOR],
        ];
        await order(stage, calls, "Judgment 2603-2", seats);
        const back = (await money.balanceOf(stage.wallet("nanming"))) - before;
        const frozen = await money.getFrozenTokens(stage.wallet("huaxi"));
        if (back !== ADVANCE || frozen !== 0n) throw new Error("The deal was not undone.");
      },
    },
  ],
};
