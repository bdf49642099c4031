/** A core enterprise's debt pays down the chain, becomes money four tiers away, and pays itself out. */
import { encodeBytes32String, id, toBeHex, ZeroHash } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { dateOf, dayOf, plusDays, timeOn, yuan } from "../format.ts";
import { enterDocument, enterInvoice } from "./bills.ts";
import type { Scene, Stage } from "./stage.ts";

const FACE = 150_000_000n;
const TERM = 150;
const LINE = 500_000_000n;
const TO_HUAXI = 60_000_000n;
const TO_WUDANG = 25_000_000n;
const TO_QINGZHEN = 8_000_000n;
const ASKED_TOO_MUCH = 12_000_000n;

const DELIVERY = 3n;
/** What each bank quotes on Qianling Equipment's credit, in 1/1,000,000 a year. */
const QUOTES = { baiyunling: 23_000n, guanshan: 21_000n } as const;
type Bank = keyof typeof QUOTES;
const BANKS = Object.keys(QUOTES) as Bank[];
const PAGE = 2n;
const DAY = 86_400;

/** The terms of an ask for factoring, as bits. */
export const factoringTerms = ({ recourse = false, disclosed = false }): string =>
  toBeHex((recourse ? 1 : 0) | (disclosed ? 2 : 0), 32);

/** What a receivable of this story is opened with. */
export interface Debt {
  readonly face: bigint;
  /** The subject of the invoice behind it. */
  readonly invoice: string;
  readonly dueDay: string;
  readonly facility?: bigint;
  /** A year, on what is overdue, in 1/1,000,000. */
  readonly overdueRate?: bigint;
}

/** An invoice and the note by which Qianling Equipment has signed for the goods, in one trade file; the invoice's subject. */
export async function enterDelivered(stage: Stage, face: bigint, lot: string): Promise<string> {
  const { trade } = stage.suite;
  const invoice = await enterInvoice(stage, face, lot);
  const delivery = await enterDocument(stage, DELIVERY, face, `DLV ${lot}`);
  await stage.done(stage.as("nanming", trade).openFile([invoice, delivery]));
  return invoice;
}

/** The terms of a debt of Qianling Equipment's to Nanming Precision Casting, as one of them sends them. */
export async function termsOf(
  stage: Stage,
  by: "qianling" | "nanming",
  { face, invoice, dueDay, facility = 0n, overdueRate = 0n }: Debt,
) {
  const counterparty = await stage.participant(by === "qianling" ? "nanming" : "qianling");
  return {
    counterparty,
    face,
    dueDay: dayOf(dueDay),
    facility,
    overdueRate,
    reason: ZeroHash,
    documents: [{ subject: invoice, amount: face }],
  };
}

/** Nanming Precision Casting applies, and Qianling Equipment confirms that it owes it; the first note. */
export async function confirmed(stage: Stage, debt: Debt): Promise<bigint> {
  const { receivableIssuance } = stage.suite;
  const applied = stage.as("nanming", receivableIssuance).applyTo(await termsOf(stage, "nanming", debt), 0);
  const { request = 0n } = await stage.done(applied, receivableIssuance, "ReceivableProposed");
  const signed = stage.as("qianling", receivableIssuance).sign(request);
  return (await stage.done(signed, receivableIssuance, "ReceivableOpened"))["note"] ?? 0n;
}

export const rootOf = (note: bigint): bigint => note >> 32n;

/** Offers so much of a note in payment; the request that waits, and the note that it is on. */
async function offer(stage: Stage, [from, to]: readonly [PersonaKey, PersonaKey], note: bigint, amount: bigint) {
  const { receivableRegistry } = stage.suite;
  const trade = id(`contract between ${from} and ${to}`);
  const act = stage.as(from, receivableRegistry).transfer(note, amount, await stage.participant(to), trade, 0);
  const { request = 0n, subject: part = 0n } = await stage.done(act, receivableRegistry, "RequestOpened");
  return { request, part };
}

/** Pays with so much of a note, for which the other side signs; the note that it has now. */
export async function payWith(
  stage: Stage,
  [from, to]: readonly [PersonaKey, PersonaKey],
  note: bigint,
  amount: bigint,
): Promise<bigint> {
  const { request, part } = await offer(stage, [from, to], note, amount);
  await stage.done(stage.as(to, stage.suite.receivableRegistry).sign(request));
  return part;
}

/** Money against a deposit, and leave for receivables to be paid with it. */
export async function provide(stage: Stage, who: PersonaKey, amount: bigint): Promise<void> {
  const { money, receivableSettlement } = stage.suite;
  const businessRef = encodeBytes32String(`DEPOSIT-${await stage.now()}`);
  await stage.done(stage.as("clearing", money).issue(stage.wallet(who), amount, businessRef));
  await stage.done(stage.as(who, money).approve(await receivableSettlement.getAddress(), amount));
}

/** What these people's money has grown by in the course of an act. */
export async function gains<K extends PersonaKey>(
  stage: Stage,
  whose: readonly K[],
  act: () => Promise<unknown>,
): Promise<Record<K, bigint>> {
  const { money } = stage.suite;
  const balances = () => Promise.all(whose.map((who) => money.balanceOf(stage.wallet(who))));
  const before = await balances();
  await act();
  const after = await balances();
  const entries = whose.map((who, index) => [who, (after[index] ?? 0n) - (before[index] ?? 0n)] as const);
  return Object.fromEntries(entries) as Record<K, bigint>;
}

/** What people have received must be as the story tells it. */
export function expectGained<K extends PersonaKey>(gained: Record<K, bigint>, told: Record<K, bigint>): void {
  for (const who of Object.keys(told) as K[]) {
    if (gained[who] !== told[who]) throw new Error(`${who} received ${yuan(gained[who])}, not ${yuan(told[who])}.`);
  }
}

export const chain: Scene = {
  title: "One debt, four tiers",
  steps: [
    {
      says: `Nanming Precision Casting has delivered castings for ${yuan(FACE)}, and Qianling Equipment has signed for them: invoice and delivery note lie in one trade file.`,
      does: async (stage) => stage.remember("delivered invoice", await enterDelivered(stage, FACE, "2611")),
    },
    {
      says: (stage) =>
        `Guanshan Bank gives Qianling Equipment a line of ${yuan(LINE)} for a year. Under it Nanming Precision Casting applies for a receivable, and Qianling ` +
        `Equipment confirms, without condition: it owes ${yuan(FACE)} on ${stage.recallText("due day")}.`,
      does: async (stage) => {
        const { receivableIssuance } = stage.suite;
        const dueDay = plusDays(await stage.today(), TERM);
        stage.remember("due day", dueDay);
        const obligor = await stage.participant("qianling");
        const until = dayOf(plusDays(await stage.today(), 365));
        const granted = stage.as("guanshan", receivableIssuance).grantFacility(obligor, LINE, until);
        const { facility = 0n } = await stage.done(granted, receivableIssuance, "FacilityGranted");
        stage.remember("facility", facility);
        const invoice = stage.recallText("delivered invoice");
        stage.remember("first note", await confirmed(stage, { face: FACE, invoice, dueDay, facility }));
      },
    },
    {
      says: `Nanming Precision Casting pays Huaxi Springs ${yuan(TO_HUAXI)} with it, and Huaxi Springs pays Wudang Moulds ${yuan(TO_WUDANG)} of that.`,
      does: async (stage) => {
        const toHuaxi = await payWith(stage, ["nanming", "huaxi"], stage.recall("first note"), TO_HUAXI);
        stage.remember("second note", toHuaxi);
        stage.remember("third note", await payWith(stage, ["huaxi", "wudang"], toHuaxi, TO_WUDANG));
      },
    },
    {
      says: `Wudang Moulds offers Qingzhen Hardware Workshop ${yuan(ASKED_TOO_MUCH)} of its part. The workshop wants some of that in money, and refuses: nobody has to take it.`,
      does: async (stage) => {
        const { receivableRegistry } = stage.suite;
        const third = stage.recall("third note");
        const { request, part } = await offer(stage, ["wudang", "qingzhen"], third, ASKED_TOO_MUCH);
        await stage.done(stage.as("qingzhen", receivableRegistry).refuse(request));
        // What was refused lies before the rest.
        await stage.done(stage.as("wudang", receivableRegistry).merge(part, third), receivableRegistry, "NotesMerged");
        stage.remember("third note", part);
      },
    },
    {
      says: `It takes ${yuan(TO_QINGZHEN)}: a workshop four tiers away has a claim on Qianling Equipment itself.`,
      does: async (stage) => {
        const { receivableRegistry } = stage.suite;
        const part = await payWith(stage, ["wudang", "qingzhen"], stage.recall("third note"), TO_QINGZHEN);
        stage.remember("workshop's note", part);
        const { obligor, tier } = await receivableRegistry.noteInfo(part);
        if (obligor !== (await stage.participant("qianling")) || tier !== 4n)
          throw new Error("It is not the fourth tier.");
      },
    },
    {
      says: "Huaxi Springs tries to pay Qianling Equipment with its part. Refused: who owes it pays it in money.",
      does: async (stage) => {
        const { receivableRegistry } = stage.suite;
        const [note, to] = [stage.recall("second note"), await stage.participant("qianling")];
        const transfer = stage.as("huaxi", receivableRegistry).transfer;
        await stage.refused(
          () => transfer.staticCall(note, TO_HUAXI - TO_WUDANG, to, id("contract"), 0),
          receivableRegistry,
          "NoteReceiverIsObligor",
        );
      },
    },
  ],
};

export const credit: Scene = {
  title: "The workshop has the core enterprise's credit",
  movesTime: true,
  steps: [
    {
      says: `Qingzhen Hardware Workshop asks Guanshan Bank and Baiyunling Bank what they pay for its ${yuan(TO_QINGZHEN)} now: without recourse, and disclosed to Qianling Equipment.`,
      does: async (stage) => {
        const { market, receivableFinancing } = stage.suite;
        const today = await stage.today();
        const terms = {
          title: await receivableFinancing.getAddress(),
          lots: [{ title: stage.recall("workshop's note"), amount: TO_QINGZHEN }],
          buyers: await Promise.all(BANKS.map((bank) => stage.participant(bank))),
          firstDay: dayOf(today),
          lastDay: dayOf(plusDays(today, 2)),
          closesAt: 0,
          terms: factoringTerms({ disclosed: true }),
        };
        const asked = stage.as("qingzhen", market).ask(terms);
        stage.remember("workshop's ask", (await stage.done(asked, market, "AskOpened"))["ask"] ?? 0n);
      },
    },
    {
      says: "What they price is Qianling Equipment's promise, not the workshop: 2.30 % a year at Baiyunling Bank, 2.10 % at Guanshan Bank.",
      does: async (stage) => {
        const { market } = stage.suite;
        const ask = stage.recall("workshop's ask");
        const { lastDay } = await market.askInfo(ask);
        for (const bank of BANKS) {
          const quoted = stage.as(bank, market).quote(ask, QUOTES[bank], lastDay);
          stage.remember(`offer of ${bank}`, (await stage.done(quoted, market, "QuoteOpened"))["quote"] ?? 0n);
        }
      },
    },
    {
      says: (stage) =>
        `The next morning it accepts the better one: ${yuan(stage.recall("workshop's price"))} are in its account and its part is with Guanshan Bank, in one transaction.`,
      does: async (stage) => {
        const { market, money } = stage.suite;
        await stage.travel(timeOn(plusDays(await stage.today(), 1), 9));
        const quote = stage.recall("offer of guanshan");
        await stage.done(stage.as("guanshan", money).approve(await market.getAddress(), TO_QINGZHEN));
        const { price } = await market.previewAccept(quote);
        stage.remember("workshop's price", price);
        const accept = () => stage.done(stage.as("qingzhen", market).accept(quote, price), market, "QuoteAccepted");
        expectGained(await gains(stage, ["qingzhen"], accept), { qingzhen: price });
      },
    },
    {
      says: "Guanshan Bank tries to pay Baiyunling Bank with it. Refused: what is financed stays with its factor until it is paid.",
      does: async (stage) => {
        const { receivableRegistry } = stage.suite;
        const to = await stage.participant("baiyunling");
        const transfer = stage.as("guanshan", receivableRegistry).transfer;
        await stage.refused(
          () => transfer.staticCall(stage.recall("workshop's note"), TO_QINGZHEN, to, id("contract"), 0),
          receivableRegistry,
          "NoteNotFree",
        );
      },
    },
  ],
};

export const payout: Scene = {
  title: "It pays itself out",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `The due day, ${stage.recallText("due day")}, is a Saturday; on ${stage.recallText("payable day")} anybody may have it paid, and the auditor tries. Refused: nobody ` +
        "is paid before Qianling Equipment's money covers everybody.",
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        const root = rootOf(stage.recall("first note"));
        const payable = dateOf(Number(await receivableSettlement.payableDay(root)) * DAY);
        stage.remember("payable day", payable);
        await stage.travel(timeOn(payable, 9));
        const obligor = await stage.participant("qianling");
        const collect = stage.as("auditor", receivableSettlement).collect;
        await stage.refused(
          () => collect.staticCall(root, obligor, PAGE),
          receivableSettlement,
          "SettlementMoneyShort",
        );
      },
    },
    {
      says: (stage) =>
        `Qianling Equipment pays ${yuan(FACE)} in, and in ${stage.recallText("pages")} calls, two notes at a time, they go from its account to the holders: ` +
        `${yuan(FACE - TO_HUAXI)} to Nanming Precision Casting, ${yuan(TO_HUAXI - TO_WUDANG)} to Huaxi Springs, ${yuan(TO_WUDANG - TO_QINGZHEN)} to Wudang Moulds, and ` +
        `${yuan(TO_QINGZHEN)} to Guanshan Bank.`,
      does: async (stage) => {
        const { receivableSettlement } = stage.suite;
        const root = rootOf(stage.recall("first note"));
        const obligor = await stage.participant("qianling");
        await provide(stage, "qianling", FACE);
        let pages = 0n;
        const gained = await gains(stage, ["nanming", "huaxi", "wudang", "guanshan"], async () => {
          for (let next = 1n; next !== 0n; pages++) {
            const act = stage.as("auditor", receivableSettlement).collect(root, obligor, PAGE);
            next = (await stage.done(act, receivableSettlement, "SettlementPaged"))["next"] ?? 0n;
          }
        });
        stage.remember("pages", pages);
        expectGained(gained, {
          nanming: FACE - TO_HUAXI,
          huaxi: TO_HUAXI - TO_WUDANG,
          wudang: TO_WUDANG - TO_QINGZHEN,
          guanshan: TO_QINGZHEN,
        });
      },
    },
    {
      says: "It is settled: every fen of it is paid, the line is free again, and no contract has held any of the money.",
      does: async (stage) => {
        const { money, receivableIssuance, receivableRegistry, receivableSettlement } = stage.suite;
        const { paid, status } = await receivableRegistry.rootInfo(rootOf(stage.recall("first note")));
        const { used } = await receivableIssuance.facilityInfo(stage.recall("facility"));
        const held = await money.balanceOf(await receivableSettlement.getAddress());
        if (paid !== FACE || status !== SETTLED || used !== 0n || held !== 0n) throw new Error("It is not settled.");
      },
    },
  ],
};

/** Status of a root on which nobody is owed anything any more. */
export const SETTLED = 3n;
