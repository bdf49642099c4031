/** One delivery is financed once, whatever the module; and nothing is opened before there is one. */
import { yuan } from "../format.ts";
import { askAcceptance, drawOn, enterInvoice } from "./bills.ts";
import { enterDelivery, termsOf } from "./receivables.ts";
import type { Scene } from "./stage.ts";

const UNMADE = 50_000_000n;

export const once: Scene = {
  title: "One delivery is financed once",
  steps: [
    {
      says: "Nanming Precision Casting adds the delivery note to the invoice behind the first bill, and applies for a receivable on it. Qianling Equipment's confirmation is refused: Refused: the bill has used the invoice up.",
      does: async (stage) => {
        const { receivableIssuance, receivableRegistry, trade } = stage.suite;
        const invoice = stage.recallText("invoice");
        const { face } = await trade.subjectInfo(invoice);
        await stage.done(stage.as("nanming", trade).openFile([invoice, await enterDelivery(stage, face, "2601")]));
        const debt = { face, invoice, dueDay: stage.recallText("due day"), facility: stage.recall("facility") };
        const applied = stage.as("nanming", receivableIssuance).applyTo(await termsOf(stage, "nanming", debt), 0);
        const { request = 0n } = await stage.done(applied, receivableIssuance, "ReceivableProposed");
        const sign = stage.as("qianling", receivableIssuance).sign;
        await stage.refused(() => sign.staticCall(request), trade, "TradeClaimExceedsFace");
        await stage.done(stage.as("nanming", receivableRegistry).withdrawRequest(request));
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
        const debt = { face: UNMADE, invoice, dueDay: stage.recallText("due day"), facility: stage.recall("facility") };
        const terms = await termsOf(stage, "qianling", debt);
        const open = stage.as("qianling", receivableIssuance).open;
        await stage.refused(() => open.staticCall(terms, 0), receivableIssuance, "ReceivableNotDelivered");
      },
    },
  ],
};
