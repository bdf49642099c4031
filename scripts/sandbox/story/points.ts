/** Points: an alliance, points that are spent elsewhere than where they were granted, honour points, and what members owe each other. */
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { plusDays, timeOn, yuan } from "../format.ts";
import { order } from "./kernel.ts";
import {
  agree,
  COMMON,
  DEPOSIT,
  exchange,
  grant,
  openCovered,
  openHonour,
  pass,
  provide,
  purchase,
  type Purchase,
  redeem,
  user,
} from "./pointsDesk.ts";
import type { Scene, Stage } from "./stage.ts";

const COUNCIL = 1n;
const MEMBERS: readonly PersonaKey[] = ["guanshan", "baihuo", "zhixing", "qianyi", "linxun", "dianli"];

export const BANK = "Guanshan points";
export const STORE = "Department store points";
export const MILES = "Qianyi miles";
const CALLS = "Linxun points";
const SUN = "Green power honour";

/** Fresh addresses of one reader, one for each member that she is a customer of. */
const reader = { bank: user("a reader at the bank"), store: user("a reader at the store") };
const shopper = user("a shopper");
const traveller = user("a traveller");
const caller = user("a caller");
const saver = user("a saver");
const roof = user("a roof with panels");

const say = (points: bigint): string => points.toString().replace(/\B(?=(\d{3})+$)/g, ",");

export const alliance: Scene = {
  title: "Six members make one alliance of points",
  steps: [
    {
      says: "The council admits six members by one order: Guanshan Bank, Lincheng Department Store, Zhixing Bookshop, Qianyi Airlines, Linxun Telecom and Lincheng Power Supply.",
      does: async (stage) => {
        const { pointsProgrammes } = stage.suite;
        const target = await pointsProgrammes.getAddress();
        const calls = await Promise.all(
          MEMBERS.map(async (member) => {
            const data = pointsProgrammes.interface.encodeFunctionData("admitMember", [
              await stage.participant(member),
            ]);
            return { target, data, route: 0 };
          }),
        );
        await order(stage, calls, "Points alliance 2026-1", [
          ["qianling", COUNCIL],
          ["guanshan", COUNCIL],
          ["baiyunling", COUNCIL],
        ]);
      },
    },
    {
      says: `The bank, the store, the airline and the telecom each open a programme: a settlement value, a rate of exchange, a reserve of settlement money for a share of that value, and a guarantee deposit of ${yuan(DEPOSIT)}.`,
      does: async (stage) => {
        await openCovered(stage, "guanshan", BANK, {
          months: 12n,
          value: 2_000n,
          ratio: 10_000n,
          rate: 1_900n,
          reserve: 1_000_000n,
        });
        await openCovered(stage, "baihuo", STORE, {
          months: 6n,
          value: 500n,
          ratio: 6_000n,
          rate: 450n,
          reserve: 1_000_000n,
        });
        await openCovered(stage, "qianyi", MILES, {
          months: 24n,
          value: 1_000n,
          ratio: 5_000n,
          rate: 900n,
          reserve: 1_500_000n,
        });
        await openCovered(stage, "linxun", CALLS, {
          months: 12n,
          value: 1_000n,
          ratio: 10_000n,
          rate: 1_000n,
          reserve: 500_000n,
        });
      },
    },
    {
      says: "The store lowers its rate to half of parity. Refused: below the alliance's band.",
      does: async (stage) => {
        const { pointsProgrammes } = stage.suite;
        const setRate = stage.as("baihuo", pointsProgrammes).setRate;
        await stage.refused(
          () => setRate.staticCall(stage.recall(STORE), 250n),
          pointsProgrammes,
          "PointsRateOutOfRange",
        );
      },
    },
  ],
};

const BANK_GRANT = 10_000n;
const STORE_GRANT = 20_000n;
const MISTAKE = 80_000n;
const BOOKS = 25_800n;
const ONE_BOOK = 9_900n;

/** What the reader has signed, by the stage on which it was. */
const kept = new WeakMap<Stage, Purchase>();

function boughtIn(stage: Stage): Purchase {
  const bought = kept.get(stage);
  if (bought === undefined) throw new Error("The books have not been bought yet.");
  return bought;
}

export const bookshop: Scene = {
  title: "A bank's and a store's points buy books",
  steps: [
    {
      says: `The bank grants ${say(BANK_GRANT)} points to a card holder's address, the store ${say(STORE_GRANT)} to a customer's. It is one reader, with an address for each: neither member sees the other's customers.`,
      does: async (stage) => {
        await grant(stage, "guanshan", BANK, reader.bank, BANK_GRANT, 1n);
        await grant(stage, "baihuo", STORE, reader.store, STORE_GRANT, 1n);
      },
    },
    {
      says: "The store's till sends the same grant again. Refused: its number has been used.",
      does: async (stage) => {
        const { pointsIssuance } = stage.suite;
        const again = stage.as("baihuo", pointsIssuance).grant;
        await stage.refused(
          () => again.staticCall(stage.recall(STORE), reader.store.address, STORE_GRANT, 1n),
          pointsIssuance,
          "PointsGrantSequenceUsed",
        );
      },
    },
    {
      says: `A cashier grants ${say(MISTAKE)} points where 800 were meant. The store takes back just this grant, proven by all grants that share its sheet of numbers, and grants the right number: both stay visible.`,
      does: async (stage) => {
        await grant(stage, "baihuo", STORE, shopper, MISTAKE, 2n);
        const { pointsIssuance, pointsLedger } = stage.suite;
        const programme = stage.recall(STORE);
        const [bucket] = await pointsLedger.bucketsOf(programme, shopper.address);
        const month = bucket?.month ?? 0n;
        const sheet = [
          { programme, month, account: reader.store.address, points: STORE_GRANT, sequence: 1n },
          { programme, month, account: shopper.address, points: MISTAKE, sequence: 2n },
        ];
        await stage.done(stage.as("baihuo", pointsIssuance).reverse(sheet, 1n));
        await grant(stage, "baihuo", STORE, shopper, 800n, 3n);
      },
    },
    {
      says: "The reader signs, and bank and store send it: all her points become common points. In the same transactions the issuers' reserves pay the common reserve in full.",
      does: async (stage) => {
        await exchange(stage, "guanshan", BANK, reader.bank, BANK_GRANT);
        await exchange(stage, "baihuo", STORE, reader.store, STORE_GRANT);
        const { pointsLedger } = stage.suite;
        const there = await pointsLedger.balanceOf(reader.store.address, COMMON);
        await pass(stage, "zhixing", reader.store, reader.bank, there);
        const { outstanding, reserve } = await pointsLedger.bookOf(COMMON);
        if (reserve < outstanding) throw new Error("Common points are not covered.");
      },
    },
    {
      says: `She buys two books for ${say(BOOKS)} common points: she signs the order on her telephone, the bookshop sends it, and has ${yuan(BOOKS)} from the common reserve at once.`,
      does: async (stage) => {
        const bought = await purchase(stage, "zhixing", reader.bank, COMMON, BOOKS, "two books");
        const { money } = stage.suite;
        const before = await money.balanceOf(stage.wallet("zhixing"));
        await redeem(stage, "zhixing", bought);
        if ((await money.balanceOf(stage.wallet("zhixing"))) - before !== BOOKS) throw new Error("It was not paid.");
        kept.set(stage, bought);
      },
    },
    {
      says: "The bookshop sends the same signature once more. Refused: it works once.",
      does: async (stage) => {
        const { pointsRedemption } = stage.suite;
        const { redemption, signature } = boughtIn(stage);
        const again = stage.as("zhixing", pointsRedemption).redeem;
        await stage.refused(
          () => again.staticCall(redemption, signature, 0n),
          pointsRedemption,
          "PointsRedemptionUsed",
        );
      },
    },
    {
      says: `One book comes back within the week: the bookshop returns ${yuan(ONE_BOOK)} to the common reserve, and the reader has ${say(ONE_BOOK)} points again.`,
      does: async (stage) => {
        const { money, pointsRedemption, pointsLedger } = stage.suite;
        await stage.done(stage.as("zhixing", money).approve(await pointsLedger.getAddress(), ONE_BOOK));
        await stage.done(stage.as("zhixing", pointsRedemption).refund(boughtIn(stage).redemption, ONE_BOOK));
      },
    },
  ],
};

const SUNSHINE = 300n;

export const honour: Scene = {
  title: "The sun earns honour points",
  steps: [
    {
      says: `Lincheng Power Supply opens honour points for green power, which have no value in money, and grants ${say(SUNSHINE)} to the address of a roof with panels.`,
      does: async (stage) => {
        await openHonour(stage, "dianli", SUN);
        await grant(stage, "dianli", SUN, roof, SUNSHINE, 1n);
      },
    },
    {
      says: "Somebody would exchange them into common points. Refused: honour points are never exchanged.",
      does: async (stage) => {
        const { pointsExchange } = stage.suite;
        const holder = roof.connect(stage.connection.ethers.provider);
        const itself = pointsExchange.connect(holder).exchange;
        await stage.refused(
          () => itself.staticCall(stage.recall(SUN), SUNSHINE, 0n),
          pointsExchange,
          "PointsExchangeNotOpen",
        );
      },
    },
    {
      says: "Zhixing Bookshop gives a book on birds for 300 of them, of its own will: no money moves.",
      does: async (stage) => {
        await agree(stage, "dianli", SUN, "zhixing", 0n);
        const bought = await purchase(stage, "zhixing", roof, stage.recall(SUN), SUNSHINE, "a book on birds");
        const { money } = stage.suite;
        const before = await money.balanceOf(stage.wallet("zhixing"));
        await redeem(stage, "zhixing", bought);
        if ((await money.balanceOf(stage.wallet("zhixing"))) !== before) throw new Error("Money has moved.");
      },
    },
  ],
};

/** Who grants whom what, and where it is spent: issuer, programme, user, points granted, then merchant, rate, points and goods. */
const spending = [
  ["qianyi", MILES, traveller, 3_000_000n, 1n],
  ["baihuo", STORE, shopper, 2_000_000n, 10n],
  ["linxun", CALLS, caller, 300_000n, 1n],
  ["guanshan", BANK, saver, 125_000n, 2n],
] as const;

const visits = [
  ["qianyi", MILES, "baihuo", 1_000n, traveller, 1_800_000n, "luggage"],
  ["qianyi", MILES, "zhixing", 1_000n, traveller, 1_000_000n, "travel guides for an agency"],
  ["baihuo", STORE, "linxun", 400n, shopper, 2_000_000n, "a year of telephone"],
  ["linxun", CALLS, "dianli", 1_000n, caller, 300_000n, "a quarter of electricity"],
  ["guanshan", BANK, "qianyi", 2_000n, saver, 125_000n, "a flight"],
] as const;

const SHORT = 150_000n;
/** Of the first new miles. */
const COVER = 500n;

/** To the day after the cycle's last, unless it has come. */
async function endCycle(stage: Stage): Promise<void> {
  const { lastDay } = await stage.suite.pointsClearing.currentCycle();
  const end = timeOn(plusDays("1970-01-01", Number(lastDay) + 1), 9);
  if ((await stage.now()) < end) await stage.travel(end);
}

export const netting: Scene = {
  title: "Members net what they owe each other, and one is short",
  movesTime: true,
  steps: [
    {
      says: "The issuers agree with others of the alliance at which rate their points are good there, and grant.",
      does: async (stage) => {
        await provide(stage, "guanshan", 10_000n);
        for (const [issuer, name, account, points, number] of spending) {
          await grant(stage, issuer, name, account, points, number);
        }
        for (const [issuer, name, merchant, rate] of visits) await agree(stage, issuer, name, merchant, rate);
      },
    },
    {
      says: "Miles buy luggage and travel guides, the store's points a year of telephone, the telecom's a quarter of electricity, the bank's a flight. Each issuer owes the merchant.",
      does: async (stage) => {
        for (const [, name, merchant, , account, points, goods] of visits) {
          await redeem(stage, merchant, await purchase(stage, merchant, account, stage.recall(name), points, goods));
        }
      },
    },
    {
      says: `The cycle is over, and anyone closes it. Qianyi Airlines owes ${yuan(2_550_000n)} net: what is free of its reserve and its whole deposit leave ${yuan(SHORT)} short. The others are paid at once what there is, in proportion; the rest is their claim on the airline.`,
      does: async (stage) => {
        const { pointsClearing } = stage.suite;
        await endCycle(stage);
        const { id: cycle } = await pointsClearing.currentCycle();
        stage.remember("short cycle", cycle);
        await stage.done(stage.as("linxun", pointsClearing).closeCycle());
        const short = await pointsClearing.shortfallOf(await stage.participant("qianyi"));
        if (short !== SHORT) throw new Error(`The airline is short of ${yuan(short)}.`);
      },
    },
    {
      says: "The airline grants miles for a new flight. Refused: it is stopped until its creditors and its deposit are served. Miles already granted stay good to the extent of its reserve.",
      does: async (stage) => {
        const { pointsIssuance, pointsLedger } = stage.suite;
        const grantMore = stage.as("qianyi", pointsIssuance).grant;
        await stage.refused(
          () => grantMore.staticCall(stage.recall(MILES), traveller.address, 1_000n, 2n),
          pointsLedger,
          "PointsProgrammeStopped",
        );
      },
    },
    {
      says: "A month's tickets are sold: the airline pays the claims to the fen, fills its deposit up again, and grants; the cover of what it grants is taken from its wallet, as it has allowed.",
      does: async (stage) => {
        const { pointsClearing } = stage.suite;
        const airline = stage.as("qianyi", pointsClearing);
        await provide(stage, "qianyi", SHORT + DEPOSIT + COVER);
        await stage.done(airline.payClaims(stage.recall("short cycle"), await stage.participant("qianyi"), SHORT));
        await stage.done(airline.addDeposit(DEPOSIT));
        await grant(stage, "qianyi", MILES, traveller, 1_000n, 2n);
      },
    },
  ],
};
