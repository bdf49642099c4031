/** One delivery is financed once, whatever the module; and nothing is opened before there is one. */
import { yuan } from "../format.ts";
import { askAcceptance, drawOn, enterInvoice } from "./bills.ts";
import { termsOf } from "./receivables.ts";
import type { Scene, Stage } from "./stage.ts";

const UNMADE = 50_000_000n;

const openIn = (stage: Stage) => ({ dueDay: stage.recallText("due day"), facility: stage.recall("facility") });

export const once: Scene = {
  title: "One delivery is financed once",
  steps: [
    {
      says: "Nanming Precision Casting applies for a receivable on the invoice behind the first bill. Refused: the bill has used it up.",
      does: async (stage) => {
        const { receivableIssuance, trade } = stage.suite;
        const invoice = stage.recallText("invoice");
        const { face } = await trade.subjectInfo(invoice);
        const terms = await termsOf(stage, "nanming", { ...openIn(stage), face, invoice });
        const apply = stage.as("nanming", receivableIssuance).applyTo;
        await stage.refused(() => apply.staticCall(terms, 0), trade, "TradeClaimExceedsFace");
      },
    },
    {
      says: "The other way round, Qianling Equipment draws a bill on the invoice behind the receivable, and Baiyunling Bank cannot accept it. Refused: the receivable has used it up.",
      does: async (stage) => {
        const { billIssuance, billRegistry, trade } = stage.suite;
        const invoice = stage.recallText("delivered invoice");
        const { face } = await trade.subjectInfo(invoice);
        const draft = { face, invoice, maturity: stage.recallText("due day") };
        const { bill = 0n } = await drawOn(stage, "baiyunling", draft);
        const request = await askAcceptance(stage, bill);
        const sign = stage.as("baiyunling", billIssuance).sign;
        await stage.refused(() => sign.staticCall(request), trade, "TradeClaimExceedsFace");
        await stage.done(stage.as("baiyunling", billRegistry).refuse(request));
        await stage.done(stage.as("qianling", billIssuance).withdraw(bill));
      },
    },
    {
      says: `Qianling Equipment would open a receivable over ${yuan(UNMADE)} for castings that are yet to be made. Refused: nothing is opened on prepayments.`,
      does: async (stage) => {
        const { receivableIssuance } = stage.suite;
        const invoice = await enterInvoice(stage, UNMADE, "2612");
        const terms = await termsOf(stage, "qianling", { ...openIn(stage), face: UNMADE, invoice });
        const open = stage.as("qianling", receivableIssuance).open;
        await stage.refused(() => open.staticCall(terms, 0), receivableIssuance, "ReceivableNotDelivered");
      },
    },
  ],
};
