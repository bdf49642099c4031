/** A bill is dishonoured: its holder passes over its direct prior, and who has paid claims further back. */
import { encodeBytes32String, ZeroHash } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { plusDays, timeOn, yuan } from "../format.ts";
import { deliver, drawOn, endorse, enterInvoice } from "./bills.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 20_000_000n;
const TENOR = 14;
const INSUFFICIENT_FUNDS = 2n;
const DEPOSIT = 30_000_000n;

/** What is owed on the bill today. */
async function owed(stage: Stage): Promise<bigint> {
  const { costs, interest, principal } = await stage.suite.billRecourse.owed(stage.recall("dishonoured"));
  return costs + interest + principal;
}

async function claim(stage: Stage, who: PersonaKey, on: PersonaKey): Promise<unknown> {
  const { billRecourse } = stage.suite;
  const party = await stage.participant(on);
  const claimed = stage.as(who, billRecourse).claim(stage.recall("dishonoured"), party, 0, ZeroHash);
  return stage.done(claimed, billRecourse, "RecourseClaimed");
}

/** Pays all that is owed. */
async function settle(stage: Stage, who: PersonaKey): Promise<bigint> {
  const { billRecourse, money } = stage.suite;
  const sum = await owed(stage);
  await stage.done(stage.as(who, money).approve(await billRecourse.getAddress(), sum));
  const paid = stage.as(who, billRecourse).settle(stage.recall("dishonoured"), sum);
  await stage.done(paid, billRecourse, "RecourseSettled");
  return sum;
}

export const recourse: Scene = {
  title: "Recourse",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `Qianling Equipment draws a bill over ${yuan(FACE)} on itself, due on ${stage.recallText("commercial maturity")}. It goes from ` +
        "Nanming Precision Casting over Huaxi Springs to Baiyunling Bank.",
      does: async (stage) => {
        const { billIssuance } = stage.suite;
        const maturity = plusDays(await stage.today(), TENOR);
        stage.remember("commercial maturity", maturity);
        const invoice = await enterInvoice(stage, FACE, "2607");
        const draft = { face: FACE, invoice, maturity, registrar: "guanshan" } as const;
        const { bill = 0n, holding = 0n } = await drawOn(stage, "qianling", draft);
        await stage.done(stage.as("qianling", billIssuance).presentForAcceptance(bill));
        await deliver(stage, bill);
        await endorse(stage, ["nanming", "huaxi"], holding);
        await endorse(stage, ["huaxi", "baiyunling"], holding);
        stage.remember("dishonoured", holding);
      },
    },
    {
      says: "On its day Baiyunling Bank presents it, and Qianling Equipment refuses: its account does not cover it.",
      does: async (stage) => {
        const { billPayment } = stage.suite;
        const holding = stage.recall("dishonoured");
        await stage.travel(timeOn(stage.recallText("commercial maturity"), 9));
        await stage.done(stage.as("baiyunling", billPayment).present(holding, ZeroHash));
        const refused = stage.as("qianling", billPayment).dishonour(holding, INSUFFICIENT_FUNDS);
        await stage.done(refused, billPayment, "BillDishonoured");
      },
    },
    {
      says: (stage) =>
        `Baiyunling Bank passes over Huaxi Springs and claims on Nanming Precision Casting, which pays ${yuan(stage.recall("paid"))} a month ` +
        "later, with interest, and holds the bill.",
      does: async (stage) => {
        const { billRecourse, billRegistry } = stage.suite;
        const holding = stage.recall("dishonoured");
        const nanming = await stage.participant("nanming");
        await stage.done(stage.as("baiyunling", billRecourse).notify(holding, nanming));
        await claim(stage, "baiyunling", "nanming");
        await stage.travel(timeOn(plusDays(stage.recallText("commercial maturity"), 30), 9));
        stage.remember("paid", await settle(stage, "nanming"));
        const { holder } = await billRegistry.holdingInfo(holding);
        if (holder !== nanming) throw new Error("Nanming does not hold what it has paid for.");
      },
    },
    {
      says: "Nanming Precision Casting tries to claim on Huaxi Springs. Refused: Huaxi Springs had the bill from it, and owes it nothing.",
      does: async (stage) => {
        const { billRecourse } = stage.suite;
        const huaxi = await stage.participant("huaxi");
        const act = stage.as("nanming", billRecourse).claim;
        await stage.refused(
          () => act.staticCall(stage.recall("dishonoured"), huaxi, 0, ZeroHash),
          billRecourse,
          "RecourseNotLiable",
        );
      },
    },
    {
      says: (stage) =>
        `It claims on Qianling Equipment, which has money again and pays ${yuan(stage.recall("paid back"))}: the bill is settled.`,
      does: async (stage) => {
        const { billRegistry, money } = stage.suite;
        const businessRef = encodeBytes32String(`DEPOSIT-${await stage.now()}`);
        await stage.done(stage.as("clearing", money).issue(stage.wallet("qianling"), DEPOSIT, businessRef));
        await claim(stage, "nanming", "qianling");
        await stage.travel(timeOn(plusDays(stage.recallText("commercial maturity"), 40), 9));
        const before = await money.balanceOf(stage.wallet("nanming"));
        stage.remember("paid back", await settle(stage, "qianling"));
        const gained = (await money.balanceOf(stage.wallet("nanming"))) - before;
        const { closed } = await billRegistry.billInfo(stage.recall("dishonoured") >> 32n);
        if (gained !== stage.recall("paid back") || closed !== FACE) throw new Error("The bill is not settled.");
      },
    },
  ],
};
