/** A bill that somebody guarantees, and that is security for a loan; the bank collects it and gives back what is over. */
import { dayOf, plusDays, yuan } from "../format.ts";
import { enterInvoice, issued } from "./bills.ts";
import type { Scene } from "./stage.ts";

const FACE = 60_000_000n;
const LOAN = 45_000_000n;
const NO_EXPLANATION = `0x${"0".repeat(64)}`;

export const security: Scene = {
  title: "A bill as security",
  steps: [
    {
      says: `Nanming Precision Casting holds another bill on Guanshan Bank, over ${yuan(FACE)}. It asks Huaxi Springs to guarantee it, and Huaxi Springs signs.`,
      does: async (stage) => {
        const { billRegistry, billSecurity } = stage.suite;
        const invoice = await enterInvoice(stage, FACE, "2606");
        const draft = { face: FACE, invoice, maturity: stage.recallText("maturity") };
        stage.remember("pledged", await issued(stage, "guanshan", draft));
        const guarantor = await stage.participant("huaxi");
        const asked = stage.as("nanming", billSecurity).requestGuarantee(stage.recall("pledged"), guarantor, 0);
        const { request = 0n } = await stage.done(asked, billRegistry, "RequestOpened");
        await stage.done(stage.as("huaxi", billSecurity).sign(request), billSecurity, "BillGuaranteed");
      },
    },
    {
      says: (stage) =>
        `Baiyunling Bank lends Nanming Precision Casting ${yuan(LOAN)} until ${stage.recallText("loan due")}, and has the bill as its security.`,
      does: async (stage) => {
        const { billRegistry, billSecurity } = stage.suite;
        stage.remember("loan due", plusDays(stage.recallText("maturity"), -15));
        const pledgee = await stage.participant("baiyunling");
        const due = dayOf(stage.recallText("loan due"));
        const asked = stage.as("nanming", billSecurity).pledge(stage.recall("pledged"), FACE, pledgee, LOAN, due, 0);
        const { request = 0n } = await stage.done(asked, billRegistry, "RequestOpened");
        await stage.done(stage.as("baiyunling", billSecurity).sign(request), billSecurity, "BillPledged");
      },
    },
    {
      says: "Nanming Precision Casting tries to present it itself. Refused: it is pledged.",
      does: async (stage) => {
        const { billPayment } = stage.suite;
        const present = stage.as("nanming", billPayment).present;
        await stage.refused(
          () => present.staticCall(stage.recall("pledged"), NO_EXPLANATION),
          billPayment,
          "BillPledgedPresentation",
        );
      },
    },
  ],
};

export const collection: Scene = {
  title: "The security is collected",
  movesTime: true,
  steps: [
    {
      says: "The loan was not repaid. Baiyunling Bank realises its pledge: it has title, to collect, and presents the bill.",
      does: async (stage) => {
        const { billPayment, billSecurity } = stage.suite;
        const holding = stage.recall("pledged");
        await stage.done(stage.as("baiyunling", billSecurity).realise(holding), billSecurity, "BillPledgeRealised");
        await stage.done(stage.as("baiyunling", billPayment).present(holding, NO_EXPLANATION));
      },
    },
    {
      says: `Guanshan Bank pays ${yuan(FACE)}: ${yuan(LOAN)} go to Baiyunling Bank and ${yuan(FACE - LOAN)} to Nanming Precision Casting, in one transaction.`,
      does: async (stage) => {
        const { billPayment, money } = stage.suite;
        const balances = () =>
          Promise.all([money.balanceOf(stage.wallet("baiyunling")), money.balanceOf(stage.wallet("nanming"))]);
        const [bank, firm] = await balances();
        await stage.done(stage.as("guanshan", money).approve(await billPayment.getAddress(), FACE));
        await stage.done(stage.as("guanshan", billPayment).pay(stage.recall("pledged")), billPayment, "BillPaid");
        const [bankNow, firmNow] = await balances();
        if (bankNow - bank !== LOAN || firmNow - firm !== FACE - LOAN) throw new Error("It was divided otherwise.");
      },
    },
  ],
};
