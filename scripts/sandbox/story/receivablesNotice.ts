/** A claim is sold with recourse and undisclosed; the obligor pays the seller, until the factor gives notice. */
import { ZeroHash } from "ethers";
import { dayOf, plusDays, timeOn, yuan } from "../format.ts";
import { confirmed, enterDelivered, expectGained, factoringTerms, gains, provide, rootOf } from "./receivables.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 24_000_000n;
const FIRST = 8_000_000n;
const TERM = 30;
const RATE = 30_000n;
const DAYS_LATE = 3;
/** What the obligor owes on the rest for being late: 0.05 % a day, for none was agreed. */
const LATE_INTEREST = 24_000n;
/** What the factor is due on it for as long, at its own rate. */
const FACTORS_INTEREST = 4_000n;
const PAGE = 50n;

const sold = (stage: Stage): bigint => stage.recall("sold note");

export const undisclosed: Scene = {
  title: "Factored in silence",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `Qianling Equipment owes Nanming Precision Casting ${yuan(FACE)} by ${stage.recallText("sold note's due day")}. Guanshan Bank factors it at 3.00 % for ` +
        `${yuan(stage.recall("sold note's price"))}, with recourse and undisclosed: Nanming Precision Casting goes on collecting, as the bank's agent.`,
      does: async (stage) => {
        const { market, money, receivableFinancing } = stage.suite;
        const today = await stage.today();
        const dueDay = plusDays(today, TERM);
        stage.remember("sold note's due day", dueDay);
        const invoice = await enterDelivered(stage, FACE, "2613");
        const note = await confirmed(stage, { face: FACE, invoice, dueDay, facility: stage.recall("facility") });
        stage.remember("sold note", note);
        const terms = {
          title: await receivableFinancing.getAddress(),
          lots: [{ title: note, amount: FACE }],
          buyers: [await stage.participant("guanshan")],
          firstDay: dayOf(today),
          lastDay: dayOf(today),
          closesAt: 0,
          terms: factoringTerms({ recourse: true }),
        };
        const asked = stage.as("nanming", market).ask(terms);
        const { ask = 0n } = await stage.done(asked, market, "AskOpened");
        const quoted = stage.as("guanshan", market).quote(ask, RATE, terms.lastDay);
        const { quote = 0n } = await stage.done(quoted, market, "QuoteOpened");
        const { price } = await market.previewAccept(quote);
        stage.remember("sold note's price", price);
        await stage.done(stage.as("guanshan", money).approve(await market.getAddress(), price));
        await stage.done(stage.as("nanming", market).accept(quote, price), market, "QuoteAccepted");
      },
    },
  ],
};

export const notice: Scene = {
  title: "Only the factor is paid",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `It is ${stage.recallText("sold note's due day")}, and Qianling Equipment has ${yuan(FIRST)}: a third. Nanming Precision Casting receives it, and pays it over.`,
      does: async (stage) => {
        const { money, receivableFinancing, receivableSettlement } = stage.suite;
        await stage.travel(timeOn(stage.recallText("sold note's due day"), 9));
        await provide(stage, "qianling", FIRST);
        const settle = stage.as("qianling", receivableSettlement).settlePartly;
        const paid = () => stage.done(settle(rootOf(sold(stage)), FIRST, PAGE));
        expectGained(await gains(stage, ["nanming", "guanshan"], paid), { nanming: FIRST, guanshan: 0n });
        await stage.done(stage.as("nanming", money).approve(await receivableFinancing.getAddress(), FIRST));
        const remitted = () => stage.done(stage.as("nanming", receivableFinancing).remit(sold(stage)));
        expectGained(await gains(stage, ["guanshan"], remitted), { guanshan: FIRST });
      },
    },
    {
      says: "Guanshan Bank would have the rest of Nanming Precision Casting at once. Refused: Qianling Equipment is not overdue before tomorrow.",
      does: async (stage) => {
        const { receivableFinancing } = stage.suite;
        const claim = stage.as("guanshan", receivableFinancing).claim;
        await stage.refused(
          () => claim.staticCall(sold(stage), 0, ZeroHash),
          receivableFinancing,
          "FinancingNotOverdue",
        );
      },
    },
    {
      says: "So it gives Qianling Equipment notice: from now on only the bank is paid.",
      does: async (stage) => {
        const { receivableFinancing } = stage.suite;
        const notified = stage.as("guanshan", receivableFinancing).notifyObligor(sold(stage));
        await stage.done(notified, receivableFinancing, "ObligorNotified");
      },
    },
    {
      says:
        `Qianling Equipment pays the rest ${DAYS_LATE} days late, with 0.05 % a day: ${yuan(FACE - FIRST + FACTORS_INTEREST)} are what Guanshan Bank is due, and ` +
        `${yuan(LATE_INTEREST - FACTORS_INTEREST)} go back to Nanming Precision Casting, for a factor with recourse keeps no more.`,
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        await stage.travel(timeOn(plusDays(stage.recallText("sold note's due day"), DAYS_LATE), 9));
        const root = rootOf(sold(stage));
        const { principal, interest } = await receivableSettlement.needed(root, FACE);
        await provide(stage, "qianling", principal + interest);
        const settle = () => stage.done(stage.as("qianling", receivableSettlement).settle(root, PAGE));
        expectGained(await gains(stage, ["guanshan", "nanming"], settle), {
          guanshan: FACE - FIRST + FACTORS_INTEREST,
          nanming: LATE_INTEREST - FACTORS_INTEREST,
        });
      },
    },
  ],
};
