/** One bill pays several debts, and a court takes a part of what is left. */
import { encodeBytes32String } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { yuan } from "../format.ts";
import { endorse, enterInvoice, issued } from "./bills.ts";
import { JUDICIARY, order, type Ordered, REGULATOR } from "./kernel.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 90_000_000n;
const TO_HUAXI = 35_000_000n;
const TO_BANK = 12_000_000n;
const SEIZED = 20_000_000n;
const DAY = 86_400;

/** Who holds what of the bill must be as the story tells it. */
async function expectHeld(stage: Stage, holding: bigint, who: PersonaKey, amount: bigint): Promise<void> {
  const { holder, lo, hi } = await stage.suite.billRegistry.holdingInfo(holding);
  if (holder === (await stage.participant(who)) && hi - lo + 1n === amount) return;
  throw new Error(`${who} does not hold ${yuan(amount)}.`);
}

export const parts: Scene = {
  title: "One bill pays several debts",
  steps: [
    {
      says: `Qianling Equipment draws a splittable bill over ${yuan(FACE)} on Baiyunling Bank; Nanming Precision Casting holds it.`,
      does: async (stage) => {
        const invoice = await enterInvoice(stage, FACE, "2604");
        const draft = { face: FACE, invoice, maturity: stage.recallText("maturity"), splittable: true };
        stage.remember("parted", await issued(stage, "baiyunling", draft));
      },
    },
    {
      says: `Nanming Precision Casting pays Huaxi Springs ${yuan(TO_HUAXI)} of it, and Huaxi Springs repays Guanshan Bank ${yuan(TO_BANK)} of that: each part is a holding of its own, with the whole chain.`,
      does: async (stage) => {
        const part = await endorse(stage, ["nanming", "huaxi"], stage.recall("parted"), TO_HUAXI);
        const ofPart = await endorse(stage, ["huaxi", "guanshan"], part, TO_BANK);
        await expectHeld(stage, stage.recall("parted"), "nanming", FACE - TO_HUAXI);
        await expectHeld(stage, part, "huaxi", TO_HUAXI - TO_BANK);
        await expectHeld(stage, ofPart, "guanshan", TO_BANK);
      },
    },
    {
      says: `Nanming Precision Casting tries to pay ${yuan(FACE)} with what is left. Refused: ${yuan(FACE - TO_HUAXI)} are.`,
      does: async (stage) => {
        const { billRegistry } = stage.suite;
        const to = await stage.participant("baiyunling");
        const endorsePart = stage.as("nanming", billRegistry).endorsePart;
        await stage.refused(
          () => endorsePart.staticCall(stage.recall("parted"), FACE, to, false, 0),
          billRegistry,
          "BillAmountOutOfRange",
        );
      },
    },
  ],
};

type OrdersOf = Stage["suite"]["billOrders"];

/** One function of the part for orders, as an order calls it. */
async function titleCall(orders: OrdersOf, name: "freeze" | "transferByOrder", args: unknown[]): Promise<Ordered> {
  const data = orders.interface.encodeFunctionData(name as "freeze", args as never);
  return [{ target: await orders.getAddress(), data, route: 0 }];
}

export const seizure: Scene = {
  title: "A court takes a part of a bill",
  steps: [
    {
      says: `Huaxi Springs sues Nanming Precision Casting. Jiaxiu Court freezes ${yuan(SEIZED)} of its bill, and leaves it the rest.`,
      does: async (stage) => {
        const { billOrders, billRegistry } = stage.suite;
        const holding = stage.recall("parted");
        const { holder, lo } = await billRegistry.holdingInfo(holding);
        stage.remember("title case", encodeBytes32String(`2605 ${await stage.now()}`));
        const until = (await stage.now()) + 365 * DAY;
        const units = [lo, lo + SEIZED - 1n];
        const calls = await titleCall(billOrders, "freeze", [
          holding,
          stage.recallText("title case"),
          holder,
          ...units,
          until,
        ]);
        await order(stage, calls, "Preservation order 2605-1", [["court", JUDICIARY]]);
        const { seq } = await billRegistry.billInfo(holding >> 32n);
        stage.remember("seized", ((holding >> 32n) << 32n) + seq);
        await expectHeld(stage, stage.recall("seized"), "nanming", SEIZED);
      },
    },
    {
      says: "Nanming Precision Casting tries to endorse that part to Guanshan Bank. Refused: it is frozen.",
      does: async (stage) => {
        const { billRegistry } = stage.suite;
        const to = await stage.participant("guanshan");
        const endorsing = stage.as("nanming", billRegistry).endorse;
        await stage.refused(
          () => endorsing.staticCall(stage.recall("seized"), to, false, 0),
          billRegistry,
          "BillFrozen",
        );
      },
    },
    {
      says: "Huaxi Springs wins. The court and the regulator have the part transferred to it, and the freeze ends with it.",
      does: async (stage) => {
        const { billOrders, billRegistry } = stage.suite;
        const holding = stage.recall("seized");
        const { lo, hi } = await billRegistry.holdingInfo(holding);
        const [from, to] = [await stage.participant("nanming"), await stage.participant("huaxi")];
        const caseKey = stage.recallText("title case");
        const calls = await titleCall(billOrders, "transferByOrder", [holding, caseKey, from, lo, hi, to]);
        await order(stage, calls, "Judgment 2605-2", [
          ["court", JUDICIARY],
          ["regulator", REGULATOR],
        ]);
        await expectHeld(stage, holding, "huaxi", SEIZED);
        if (await billRegistry.isFrozen(holding)) throw new Error("The part is still frozen.");
      },
    },
  ],
};
