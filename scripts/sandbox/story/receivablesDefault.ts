/** The obligor does not pay: its bank does, a court holds some of the money back, and the bank has it of the obligor. */
import { encodeBytes32String } from "ethers";
import { dateOf, plusDays, timeOn, yuan } from "../format.ts";
import { JUDICIARY, order, type Ordered } from "./kernel.ts";
import { confirmed, enterDelivered, expectGained, gains, payWith, provide, rootOf, SETTLED } from "./receivables.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 30_000_000n;
const TO_HUAXI = 12_000_000n;
const FEE = 90_000n;
const OVERDUE_RATE = 60_000n;
/** From late September into the National Day holidays. */
const TERM = 8;
const LATE_BANK = 11;
const LATE_OBLIGOR = 41;
const PAGE = 50n;
const DAY = 86_400;

const defaulted = (stage: Stage): bigint => stage.recall("defaulted note");

/** Principal and interest at 6 % over so many days of 360, rounded half up to the fen. */
const withInterest = (amount: bigint, days: number): bigint =>
  amount + (amount * OVERDUE_RATE * BigInt(days) * 2n + 360_000_000n) / 720_000_000n;

/** One function of the part for orders, as an order calls it. */
async function noteCall(stage: Stage, name: "freeze" | "unfreeze", args: unknown[]): Promise<Ordered> {
  const { receivableOrders } = stage.suite;
  const data = receivableOrders.interface.encodeFunctionData(name as "freeze", args as never);
  return [{ target: await receivableOrders.getAddress(), data, route: 0 }];
}

/** So many days after the payable day. */
const daysLate = (stage: Stage, days: number): number =>
  timeOn(plusDays(stage.recallText("defaulted payable day"), days), 9);

export const standIn: Scene = {
  title: "A default, and the bank that stands in",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `Qianling Equipment owes Nanming Precision Casting ${yuan(FACE)} by ${stage.recallText("defaulted due day")}, at 6 % a year on what is late. ` +
        `Baiyunling Bank confirms it for a fee of ${yuan(FEE)}: if Qianling Equipment does not pay, it will.`,
      does: async (stage) => {
        const { money, receivableIssuance } = stage.suite;
        const dueDay = plusDays(await stage.today(), TERM);
        stage.remember("defaulted due day", dueDay);
        const invoice = await enterDelivered(stage, FACE, "2615");
        const debt = { face: FACE, invoice, dueDay, facility: stage.recall("facility"), overdueRate: OVERDUE_RATE };
        const note = await confirmed(stage, debt);
        stage.remember("defaulted note", note);
        await stage.done(stage.as("qianling", money).approve(await receivableIssuance.getAddress(), FEE));
        const bank = await stage.participant("baiyunling");
        const asked = stage.as("qianling", receivableIssuance).requestConfirmation(rootOf(note), bank, FEE, 0);
        const { request = 0n } = await stage.done(asked, stage.suite.receivableRegistry, "RequestOpened");
        const signed = stage.as("baiyunling", receivableIssuance).sign(request);
        await stage.done(signed, receivableIssuance, "ReceivableConfirmed");
      },
    },
    {
      says: `Nanming Precision Casting pays Huaxi Springs ${yuan(TO_HUAXI)} with it. Huaxi Springs is sued, and Jiaxiu Court freezes what it has got.`,
      does: async (stage) => {
        const note = await payWith(stage, ["nanming", "huaxi"], defaulted(stage), TO_HUAXI);
        stage.remember("frozen note", note);
        stage.remember("note's case", encodeBytes32String(`2616 ${await stage.now()}`));
        const until = (await stage.now()) + 365 * DAY;
        const huaxi = await stage.participant("huaxi");
        const args = [note, stage.recallText("note's case"), huaxi, TO_HUAXI, until];
        await order(stage, await noteCall(stage, "freeze", args), "Preservation order 2616-1", [["court", JUDICIARY]]);
      },
    },
    {
      says: (stage) =>
        `The due day is a holiday, so it is payable on ${stage.recallText("defaulted payable day")}. Nothing comes. The day after, Nanming Precision Casting has it ` +
        "recorded that Qianling Equipment is overdue, and Baiyunling Bank has to pay.",
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        const root = rootOf(defaulted(stage));
        const payable = await receivableSettlement.payableDay(root);
        stage.remember("defaulted payable day", dateOf(Number(payable) * DAY));
        await stage.travel(daysLate(stage, 1));
        const recorded = stage.as("nanming", receivableSettlement).recordOverdue(root);
        await stage.done(recorded, receivableSettlement, "ReceivableOverdue");
      },
    },
    {
      says:
        `It does, ${LATE_BANK} days late: Nanming Precision Casting has ${yuan(withInterest(FACE - TO_HUAXI, LATE_BANK))}, interest included. What is frozen holds nobody ` +
        `up: ${yuan(withInterest(TO_HUAXI, LATE_BANK))} are set aside for Huaxi Springs, owed by the bank and still in its account.`,
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        const root = rootOf(defaulted(stage));
        await stage.travel(daysLate(stage, LATE_BANK));
        const { principal, interest } = await receivableSettlement.needed(root, FACE);
        await provide(stage, "baiyunling", principal + interest);
        const settle = () => stage.done(stage.as("baiyunling", receivableSettlement).settle(root, PAGE));
        expectGained(await gains(stage, ["nanming", "huaxi"], settle), {
          nanming: withInterest(FACE - TO_HUAXI, LATE_BANK),
          huaxi: 0n,
        });
        const { aside, asideInterest } = await receivableSettlement.progressOf(stage.recall("frozen note"));
        const owed = aside + asideInterest;
        if (owed !== withInterest(TO_HUAXI, LATE_BANK)) throw new Error(`${yuan(owed)} are set aside.`);
      },
    },
    {
      says: "Huaxi Springs tries to claim them. Refused: its claim is still frozen.",
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        const claim = stage.as("huaxi", receivableSettlement).claim;
        await stage.refused(
          () => claim.staticCall(stage.recall("frozen note")),
          receivableSettlement,
          "NoteStillFrozen",
        );
      },
    },
    {
      says: `The suit is dismissed and the court ends the freeze. Huaxi Springs claims, and has its ${yuan(withInterest(TO_HUAXI, LATE_BANK))}.`,
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        const note = stage.recall("frozen note");
        const args = [note, stage.recallText("note's case")];
        await order(stage, await noteCall(stage, "unfreeze", args), "Judgment 2616-2", [["court", JUDICIARY]]);
        const claim = () => stage.done(stage.as("huaxi", receivableSettlement).claim(note));
        expectGained(await gains(stage, ["huaxi"], claim), { huaxi: withInterest(TO_HUAXI, LATE_BANK) });
      },
    },
    {
      says: (stage) =>
        `Both notes are Baiyunling Bank's now, against Qianling Equipment, which pays ${yuan(stage.recall("paid to the bank"))} a month later: the receivable is settled.`,
      does: async (stage) => {
        const { receivableRegistry, receivableSettlement } = stage.suite;
        const root = rootOf(defaulted(stage));
        await stage.travel(daysLate(stage, LATE_OBLIGOR));
        const { principal, interest } = await receivableSettlement.needed(root, FACE);
        await provide(stage, "qianling", principal + interest);
        const settle = () => stage.done(stage.as("qianling", receivableSettlement).settle(root, PAGE));
        const { baiyunling } = await gains(stage, ["baiyunling"], settle);
        stage.remember("paid to the bank", baiyunling);
        const { status } = await receivableRegistry.rootInfo(root);
        if (status !== SETTLED || baiyunling < FACE) throw new Error("The bank has not been paid.");
      },
    },
  ],
};
