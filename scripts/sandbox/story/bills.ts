/** One bank acceptance bill, from the invoice behind it to its payment. */
import { id } from "ethers";
import { dateOf, dayOf, plusDays, timeOn, yuan } from "../format.ts";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 123_456_789n;
const TENOR = 176;
const INVOICE = 1n;
const BANK_BILL = 1n;
const COMMERCIAL_BILL = 3n;
const ENDORSEMENT = 3n;

/** What a bill of this story is drawn with. */
export interface Draft {
  readonly face: bigint;
  /** The subject of the invoice behind it. */
  readonly invoice: string;
  readonly maturity: string;
  readonly splittable?: boolean;
  /** The bank that registers a commercial bill; a bank's own it registers itself. */
  readonly registrar?: PersonaKey;
}

/** A document of Nanming Precision Casting's trade with Qianling Equipment, which both confirm; its subject. */
export async function enterDocument(stage: Stage, kind: bigint, face: bigint, number: string): Promise<string> {
  const { trade } = stage.suite;
  const [seller, buyer] = [await stage.participant("nanming"), await stage.participant("qianling")];
  const document = {
    kind,
    seller,
    buyer,
    face,
    issuer: stage.uscc("nanming"),
    digest: id(`castings, ${number}`),
    number: `${number}-${await stage.now()}`,
  };
  const { subject, terms } = await stage.done(
    stage.as("nanming", trade).register(document),
    trade,
    "DocumentRegistered",
  );
  await stage.done(stage.as("qianling", trade).confirm(String(subject), seller, String(terms)));
  return String(subject);
}

/** An invoice of Nanming Precision Casting, which Qianling Equipment confirms; its subject. */
export const enterInvoice = (stage: Stage, face: bigint, lot: string): Promise<string> =>
  enterDocument(stage, INVOICE, face, `INV ${lot}`);

/** A bill of Qianling Equipment on a bank or itself, payable to Nanming Precision Casting. */
export async function drawOn(
  stage: Stage,
  drawee: PersonaKey,
  { face, invoice, maturity, splittable = false, registrar }: Draft,
) {
  const { billIssuance } = stage.suite;
  const acceptor = await stage.participant(drawee);
  const terms = {
    kind: registrar === undefined ? BANK_BILL : COMMERCIAL_BILL,
    supplyChain: false,
    splittable,
    notTransferable: false,
    acceptor,
    payee: await stage.participant("nanming"),
    institution: registrar === undefined ? acceptor : await stage.participant(registrar),
    face,
    maturity: dayOf(maturity),
    documents: [{ subject: invoice, amount: face }],
  };
  return stage.done(stage.as("qianling", billIssuance).draw(terms), billIssuance, "BillDrawn");
}

const draftOf = (stage: Stage): Draft => ({
  face: FACE,
  invoice: stage.recallText("invoice"),
  maturity: stage.recallText("maturity"),
});

/** Delivers an accepted bill; Nanming Precision Casting signs for it. */
export async function deliver(stage: Stage, bill: bigint): Promise<void> {
  const { billIssuance, billRegistry } = stage.suite;
  const offered = stage.as("qianling", billIssuance).deliver(bill, 0);
  const { request } = await stage.done(offered, billRegistry, "RequestOpened");
  await stage.done(stage.as("nanming", billIssuance).sign(request ?? 0n));
}

/** Asks a bank to accept; gives the request's number. */
export async function askAcceptance(stage: Stage, bill: bigint): Promise<bigint> {
  const { billIssuance, billRegistry } = stage.suite;
  const asked = stage.as("qianling", billIssuance).presentForAcceptance(bill);
  return (await stage.done(asked, billRegistry, "RequestOpened"))["request"] ?? 0n;
}

/** A bill on a bank with Nanming Precision Casting, its payee; its first holding. */
export async function issued(stage: Stage, bank: PersonaKey, draft: Draft): Promise<bigint> {
  const { bill = 0n, holding = 0n } = await drawOn(stage, bank, draft);
  await stage.done(stage.as(bank, stage.suite.billIssuance).sign(await askAcceptance(stage, bill)));
  await deliver(stage, bill);
  return holding;
}

/** Endorses a holding, or a part of it; the endorsee signs, unless it has in advance. The holding that it has now. */
export async function endorse(
  stage: Stage,
  [from, to]: readonly [PersonaKey, PersonaKey],
  holding: bigint,
  amount?: bigint,
): Promise<bigint> {
  const { billRegistry } = stage.suite;
  const endorsee = await stage.participant(to);
  const inAdvance = await billRegistry.isInstructed(holding, ENDORSEMENT, await stage.participant(from), endorsee);
  const registry = stage.as(from, billRegistry);
  const act =
    amount === undefined
      ? registry.endorse(holding, endorsee, false, 0)
      : registry.endorsePart(holding, amount, endorsee, false, 0);
  if (inAdvance) return (await stage.done(act, billRegistry, "BillEndorsed"))["holding"] ?? 0n;
  const { request = 0n } = await stage.done(act, billRegistry, "RequestOpened");
  const signed = await stage.done(stage.as(to, billRegistry).sign(request), billRegistry, "BillEndorsed");
  return signed["holding"] ?? 0n;
}

export const issue: Scene = {
  title: "A bill is drawn, accepted and delivered",
  steps: [
    {
      says: `Nanming Precision Casting enters its invoice over ${yuan(FACE)}; Qianling Equipment, which bought the castings, confirms it.`,
      does: async (stage) => stage.remember("invoice", await enterInvoice(stage, FACE, "2601")),
    },
    {
      says: (stage) =>
        `Qianling Equipment draws bill ${stage.recallText("number")} over ${yuan(FACE)} on Guanshan Bank, payable to Nanming ` +
        `Precision Casting on ${stage.recallText("maturity")}.`,
      does: async (stage) => {
        stage.remember("maturity", plusDays(await stage.today(), TENOR));
        const { bill, holding, number } = await drawOn(stage, "guanshan", draftOf(stage));
        stage.remember("bill", bill ?? 0n);
        stage.remember("holding", holding ?? 0n);
        stage.remember("number", number ?? 0n);
      },
    },
    {
      says: "Guanshan Bank accepts: it is bound, and the invoice is used up.",
      does: async (stage) => {
        const request = await askAcceptance(stage, stage.recall("bill"));
        await stage.done(stage.as("guanshan", stage.suite.billIssuance).sign(request));
      },
    },
    {
      says: "A second bill on the same invoice: Baiyunling Bank cannot accept it. Refused: nothing of the invoice is left.",
      does: async (stage) => {
        const { billIssuance, trade } = stage.suite;
        const second = (await drawOn(stage, "baiyunling", draftOf(stage)))["bill"] ?? 0n;
        const request = await askAcceptance(stage, second);
        const sign = stage.as("baiyunling", billIssuance).sign;
        await stage.refused(() => sign.staticCall(request), trade, "TradeClaimExceedsFace");
        await stage.done(stage.as("baiyunling", stage.suite.billRegistry).refuse(request));
        await stage.done(stage.as("qianling", billIssuance).withdraw(second));
      },
    },
    {
      says: "Qianling Equipment delivers the bill, and Nanming Precision Casting signs for it.",
      does: (stage) => deliver(stage, stage.recall("bill")),
    },
  ],
};

export const circulation: Scene = {
  title: "The bill pays its way down the chain",
  steps: [
    {
      says: "Nanming Precision Casting pays Huaxi Springs with it: endorsed, and signed for.",
      does: (stage) => endorse(stage, ["nanming", "huaxi"], stage.recall("holding")),
    },
    {
      says: "Nanming Precision Casting tries to endorse it once more, to Baiyunling Bank. Refused: it no longer holds it.",
      does: async (stage) => {
        const { billRegistry } = stage.suite;
        const to = await stage.participant("baiyunling");
        const endorse = stage.as("nanming", billRegistry).endorse;
        await stage.refused(
          () => endorse.staticCall(stage.recall("holding"), to, false, 0),
          billRegistry,
          "BillNotHolder",
        );
      },
    },
  ],
};

export const standingInstruction: Scene = {
  title: "Signed in advance",
  steps: [
    {
      says: "Baiyunling Bank signs in advance for endorsements by Huaxi Springs, up to ¥2,000,000.00 each.",
      does: async (stage) => {
        const instruction = {
          acts: 1n << ENDORSEMENT,
          ceiling: 200_000_000n,
          tenor: 183n,
          until: dayOf(stage.recallText("maturity")),
        };
        const counterparty = await stage.participant("huaxi");
        await stage.done(stage.as("baiyunling", stage.suite.billRegistry).instruct(counterparty, instruction));
      },
    },
    {
      says: "Huaxi Springs repays its loan with the bill: one transaction, and Baiyunling Bank holds it.",
      does: async (stage) => {
        const { billRegistry } = stage.suite;
        const to = await stage.participant("baiyunling");
        const endorsed = stage.as("huaxi", billRegistry).endorse(stage.recall("holding"), to, false, 0);
        await stage.done(endorsed, billRegistry, "BillEndorsed");
      },
    },
  ],
};

export const payment: Scene = {
  title: "Maturity",
  movesTime: true,
  steps: [
    {
      says: (stage) => `It is ${stage.recallText("maturity")}. Baiyunling Bank presents the bill for payment.`,
      does: async (stage) => {
        const maturity = stage.recallText("maturity");
        await stage.travel(timeOn(maturity, 9));
        if (dateOf(await stage.now()) !== maturity) throw new Error("The clock did not move.");
        await stage.done(
          stage.as("baiyunling", stage.suite.billPayment).present(stage.recall("holding"), `0x${"0".repeat(64)}`),
        );
      },
    },
    {
      says: `Guanshan Bank pays ${yuan(FACE)}: money and bill change hands in one transaction, and the bill is settled.`,
      does: async (stage) => {
        const { billPayment, money } = stage.suite;
        const before = await money.balanceOf(stage.wallet("baiyunling"));
        await stage.done(stage.as("guanshan", money).approve(await billPayment.getAddress(), FACE));
        await stage.done(stage.as("guanshan", billPayment).pay(stage.recall("holding")), billPayment, "BillPaid");
        const after = await money.balanceOf(stage.wallet("baiyunling"));
        if (after - before !== FACE) throw new Error(`Baiyunling received ${yuan(after - before)}.`);
      },
    },
  ],
};
