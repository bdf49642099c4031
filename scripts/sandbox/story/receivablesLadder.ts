/** A claim was assigned twice, the first time beside the chain: a court and a ladder decide who is paid what. */
import { id } from "ethers";
import { plusDays, timeOn, yuan } from "../format.ts";
import { JUDICIARY, order } from "./kernel.ts";
import { confirmed, enterDelivered, expectGained, gains, payWith, provide, rootOf } from "./receivables.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 20_000_000n;
const LENT = 15_000_000n;
const TERM = 23;
const PAGE = 50n;
/** Three weeks before it was opened. */
const REGISTERED_BEFORE = 21;

const contested = (stage: Stage): bigint => stage.recall("contested note");

export const ladder: Scene = {
  title: "An older assignment comes to light",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `Qianling Equipment owes Nanming Precision Casting ${yuan(FACE)} by ${stage.recallText("contested due day")}, and Nanming Precision Casting pays Huaxi Springs with all of it.`,
      does: async (stage) => {
        const today = await stage.today();
        const dueDay = plusDays(today, TERM);
        stage.remember("contested due day", dueDay);
        stage.remember("registered on", plusDays(today, -REGISTERED_BEFORE));
        const invoice = await enterDelivered(stage, FACE, "2614");
        const note = await confirmed(stage, { face: FACE, invoice, dueDay, facility: stage.recall("facility") });
        stage.remember("contested note", await payWith(stage, ["nanming", "huaxi"], note, FACE));
      },
    },
    {
      says: (stage) =>
        `But Nanming Precision Casting had assigned the same claim to Baiyunling Bank, beside the chain, for a loan of ${yuan(LENT)}; the national registry has it since ` +
        `${stage.recallText("registered on")}. The bank enters it. Huaxi Springs does not admit it, and so far it counts for nothing.`,
      does: async (stage) => {
        const { receivableDisputes } = stage.suite;
        const registeredAt = timeOn(stage.recallText("registered on"), 10);
        const proof = id("registration 2614");
        const enter = stage.as("baiyunling", receivableDisputes).enter(contested(stage), LENT, registeredAt, 0, proof);
        stage.remember("entry", (await stage.done(enter, receivableDisputes, "AssignmentEntered"))["entry"] ?? 0n);
      },
    },
    {
      says: "Jiaxiu Court has seen the register, and admits it. Huaxi Springs tries to pay Wudang Moulds with the note. Refused: it is contested.",
      does: async (stage) => {
        const { receivableDisputes, receivableRegistry } = stage.suite;
        const args = [contested(stage), stage.recall("entry")] as const;
        const data = receivableDisputes.interface.encodeFunctionData("admitByOrder", [...args]);
        const calls = [{ target: await receivableDisputes.getAddress(), data, route: 0 }];
        await order(stage, calls, "Judgment 2614-1", [["court", JUDICIARY]]);
        const wudang = await stage.participant("wudang");
        const transfer = stage.as("huaxi", receivableRegistry).transfer;
        await stage.refused(
          () => transfer.staticCall(contested(stage), FACE, wudang, id("contract"), 0),
          receivableRegistry,
          "NoteNotFree",
        );
      },
    },
    {
      says: (stage) =>
        `It is ${stage.recallText("contested due day")}, and Qianling Equipment pays ${yuan(FACE)}. Registered goes before unregistered (Civil Code 768): ${yuan(LENT)} to ` +
        `Baiyunling Bank and ${yuan(FACE - LENT)} to Huaxi Springs, which has the rest to ask of Nanming Precision Casting.`,
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        await stage.travel(timeOn(stage.recallText("contested due day"), 9));
        await provide(stage, "qianling", FACE);
        const settle = () =>
          stage.done(stage.as("qianling", receivableSettlement).settle(rootOf(contested(stage)), PAGE));
        expectGained(await gains(stage, ["baiyunling", "huaxi"], settle), { baiyunling: LENT, huaxi: FACE - LENT });
      },
    },
  ],
};
