/** The status table of bills: what each act makes of each pair, and that it is refused from every other pair. */
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import {
  accepted,
  billDesk,
  delivered,
  type Desk,
  DishonourReason,
  type Draft,
  drawn,
  endorsed,
  funded,
  goTo,
  instructed,
  MATURITY,
  NO_DIGEST,
  type Pair,
  pairOf,
  type Paper,
  requestOn,
  setOf,
} from "../../../utils/bills.ts";

const BEFORE_MATURITY = "2026-06-29";
/** The day after the answer to a presentation on the day before maturity, or on maturity, is due. */
const ANSWER_OVERDUE = "2026-07-02";

/** How a bill comes to a pair; `holder` is who holds it then. */
interface State {
  pair: Pair;
  reach: (desk: Desk) => Promise<Paper>;
  holder: "qianling" | "nanming" | "huaxi";
}

const marked: Draft = { notTransferable: true };

async function asked(desk: Desk, paper: Paper, ask: "presentForAcceptance" | "deliver" | "endorse"): Promise<Paper> {
  const { billIssuance, billRegistry } = desk.suite;
  if (ask === "presentForAcceptance") await billIssuance.connect(paper.drawer.signer).presentForAcceptance(paper.bill);
  else if (ask === "deliver") await billIssuance.connect(paper.drawer.signer).deliver(paper.bill, 0);
  else await billRegistry.connect(paper.payee.signer).endorse(paper.holding, desk.huaxi.id, false, 0);
  return paper;
}

async function presented(desk: Desk, paper: Paper, date: string): Promise<Paper> {
  await goTo(date);
  await desk.suite.billPayment.connect(desk.nanming.signer).present(paper.holding, NO_DIGEST);
  return paper;
}

async function later(paper: Paper, date: string): Promise<Paper> {
  await goTo(date);
  return paper;
}

const states = {
  drawn: { pair: "Drawn, AwaitingDelivery", holder: "qianling", reach: (desk) => drawn(desk) },
  "drawn on itself": {
    pair: "Drawn, AwaitingDelivery",
    holder: "qianling",
    reach: (desk) => drawn(desk, { kind: 3n, acceptor: desk.qianling }),
  },
  "acceptance asked": {
    pair: "Drawn, Locked",
    holder: "qianling",
    reach: async (desk) => asked(desk, await drawn(desk), "presentForAcceptance"),
  },
  accepted: { pair: "Accepted, AwaitingDelivery", holder: "qianling", reach: (desk) => accepted(desk) },
  "accepted, marked": {
    pair: "Accepted, AwaitingDelivery",
    holder: "qianling",
    reach: (desk) => accepted(desk, marked),
  },
  "accepted, payee has signed in advance": {
    pair: "Accepted, AwaitingDelivery",
    holder: "qianling",
    reach: async (desk) => {
      await instructed(desk, desk.nanming, desk.qianling);
      return accepted(desk);
    },
  },
  "accepted, to the drawer's own order": {
    pair: "Accepted, AwaitingDelivery",
    holder: "nanming",
    reach: (desk) => accepted(desk, { kind: 3n, drawer: desk.nanming, payee: desk.nanming, acceptor: desk.qianling }),
  },
  "delivery asked": {
    pair: "Accepted, Locked",
    holder: "qianling",
    reach: async (desk) => asked(desk, await accepted(desk), "deliver"),
  },
  "delivery asked, marked": {
    pair: "Accepted, Locked",
    holder: "qianling",
    reach: async (desk) => asked(desk, await accepted(desk, marked), "deliver"),
  },
  delivered: { pair: "Delivered, Circulating", holder: "nanming", reach: (desk) => delivered(desk) },
  "delivered, endorsee has signed in advance": {
    pair: "Delivered, Circulating",
    holder: "nanming",
    reach: async (desk) => {
      await instructed(desk, desk.huaxi, desk.nanming);
      return delivered(desk);
    },
  },
  "delivered, marked": {
    pair: "Delivered, NotTransferable",
    holder: "nanming",
    reach: (desk) => delivered(desk, marked),
  },
  "endorsed, marked": {
    pair: "Delivered, NotTransferable",
    holder: "huaxi",
    reach: async (desk) => {
      const paper = await delivered(desk);
      await endorsed(desk, paper.holding, desk.nanming, desk.huaxi, true);
      return paper;
    },
  },
  "endorsement asked": {
    pair: "Delivered, Locked",
    holder: "nanming",
    reach: async (desk) => asked(desk, await delivered(desk), "endorse"),
  },
  "marked endorsement asked": {
    pair: "Delivered, Locked",
    holder: "nanming",
    reach: async (desk) => {
      const paper = await delivered(desk);
      await desk.suite.billRegistry.connect(desk.nanming.signer).endorse(paper.holding, desk.huaxi.id, true, 0);
      return paper;
    },
  },
  "presented early": {
    pair: "Delivered, InCollection",
    holder: "nanming",
    reach: async (desk) => presented(desk, await delivered(desk), "2026-06-01"),
  },
  "presented early, marked": {
    pair: "Delivered, InCollection",
    holder: "nanming",
    reach: async (desk) => presented(desk, await delivered(desk, marked), "2026-06-01"),
  },
  matured: {
    pair: "Matured, Circulating",
    holder: "nanming",
    reach: async (desk) => later(await delivered(desk), MATURITY),
  },
  "matured, marked": {
    pair: "Matured, NotTransferable",
    holder: "nanming",
    reach: async (desk) => later(await delivered(desk, marked), MATURITY),
  },
  "presented early, now matured": {
    pair: "Matured, InCollection",
    holder: "nanming",
    reach: async (desk) => later(await presented(desk, await delivered(desk), BEFORE_MATURITY), MATURITY),
  },
  presented: {
    pair: "Matured, InCollection",
    holder: "nanming",
    reach: async (desk) => presented(desk, await delivered(desk), MATURITY),
  },
  "presented, marked": {
    pair: "Matured, InCollection",
    holder: "nanming",
    reach: async (desk) => presented(desk, await delivered(desk, marked), MATURITY),
  },
  dishonoured: {
    pair: "Matured, Circulating",
    holder: "nanming",
    reach: async (desk) => {
      const paper = await presented(desk, await delivered(desk), MATURITY);
      const { billPayment } = desk.suite;
      await billPayment.connect(desk.guanshan.signer).dishonour(paper.holding, DishonourReason.InsufficientFunds);
      return paper;
    },
  },
  paid: {
    pair: "Settled, Closed",
    holder: "nanming",
    reach: async (desk) => {
      const paper = await presented(desk, await delivered(desk), MATURITY);
      await funded(desk, desk.guanshan, paper.face);
      await desk.suite.billPayment.connect(desk.guanshan.signer).pay(paper.holding);
      return paper;
    },
  },
  withdrawn: {
    pair: "Ended, Closed",
    holder: "qianling",
    reach: async (desk) => {
      const paper = await accepted(desk);
      await desk.suite.billIssuance.connect(desk.qianling.signer).withdraw(paper.bill);
      return paper;
    },
  },
} as const satisfies Record<string, State>;

type StateName = keyof typeof states;
type Done = Promise<ContractTransactionResponse | void>;

/** The answers and the acts, each by whoever may do it. */
const acts = {
  presentForAcceptance: (desk, { bill, drawer }) =>
    desk.suite.billIssuance.connect(drawer.signer).presentForAcceptance(bill),
  deliver: (desk, { bill, drawer }) => desk.suite.billIssuance.connect(drawer.signer).deliver(bill, 0),
  withdraw: (desk, { bill, drawer }) => desk.suite.billIssuance.connect(drawer.signer).withdraw(bill),
  endorse: (desk, { holding }, holder) =>
    desk.suite.billRegistry
      .connect(desk[holder].signer)
      .endorse(holding, (holder === "huaxi" ? desk.baiyunling : desk.huaxi).id, false, 0),
  liftMark: async (desk, { holding, drawer }, holder) => {
    const setter = holder === "huaxi" ? desk.nanming : drawer;
    return desk.suite.billRegistry.connect(setter.signer).liftMark(holding);
  },
  present: (desk, { holding }, holder) =>
    desk.suite.billPayment.connect(desk[holder].signer).present(holding, NO_DIGEST),
  pay: async (desk, { holding, acceptor, face }) => {
    await funded(desk, acceptor, face);
    return desk.suite.billPayment.connect(acceptor.signer).pay(holding);
  },
  dishonour: (desk, { holding, acceptor }) =>
    desk.suite.billPayment.connect(acceptor.signer).dishonour(holding, DishonourReason.InsufficientFunds),
  closeUnanswered: (desk, { holding }) => desk.suite.billPayment.connect(desk.auditor.signer).closeUnanswered(holding),
} as const satisfies Record<string, (desk: Desk, paper: Paper, holder: State["holder"]) => Done>;

type Act = keyof typeof acts;

const signAtIssuance = async (desk: Desk, { holding }: Paper, by: "guanshan" | "nanming") =>
  desk.suite.billIssuance.connect(desk[by].signer).sign(await requestOn(desk, holding));
const signAtRegistry = async (desk: Desk, { holding }: Paper) =>
  desk.suite.billRegistry.connect(desk.huaxi.signer).sign(await requestOn(desk, holding));
const refuse = async (desk: Desk, { holding }: Paper, by: "guanshan" | "nanming" | "huaxi") =>
  desk.suite.billRegistry.connect(desk[by].signer).refuse(await requestOn(desk, holding));
const withdrawRequest = async (desk: Desk, { holding }: Paper, by: "qianling" | "nanming") =>
  desk.suite.billRegistry.connect(desk[by].signer).withdrawRequest(await requestOn(desk, holding));
const wait = async (date: string): Promise<void> => {
  await goTo(date);
};

/** Before, the act or what time does, after. */
const table: readonly (readonly [StateName, string, Act | ((desk: Desk, paper: Paper) => Done), Pair])[] = [
  ["drawn", "presentForAcceptance", "presentForAcceptance", "Drawn, Locked"],
  ["drawn on itself", "presentForAcceptance", "presentForAcceptance", "Accepted, AwaitingDelivery"],
  ["acceptance asked", "sign", (d, p) => signAtIssuance(d, p, "guanshan"), "Accepted, AwaitingDelivery"],
  ["acceptance asked", "refuse", (d, p) => refuse(d, p, "guanshan"), "Drawn, AwaitingDelivery"],
  ["acceptance asked", "withdrawRequest", (d, p) => withdrawRequest(d, p, "qianling"), "Drawn, AwaitingDelivery"],
  ["acceptance asked", "last day", () => wait("2026-01-08"), "Drawn, Locked"],
  ["acceptance asked", "lapse", () => wait("2026-01-09"), "Drawn, AwaitingDelivery"],
  ["drawn", "withdraw", "withdraw", "Ended, Closed"],
  ["accepted", "deliver", "deliver", "Accepted, Locked"],
  ["accepted, payee has signed in advance", "deliver", "deliver", "Delivered, Circulating"],
  ["accepted, to the drawer's own order", "deliver", "deliver", "Delivered, Circulating"],
  ["delivery asked", "sign", (d, p) => signAtIssuance(d, p, "nanming"), "Delivered, Circulating"],
  ["delivery asked, marked", "sign", (d, p) => signAtIssuance(d, p, "nanming"), "Delivered, NotTransferable"],
  ["delivery asked", "refuse", (d, p) => refuse(d, p, "nanming"), "Accepted, AwaitingDelivery"],
  ["delivery asked", "withdrawRequest", (d, p) => withdrawRequest(d, p, "qianling"), "Accepted, AwaitingDelivery"],
  ["delivery asked", "last day", () => wait(BEFORE_MATURITY), "Accepted, Locked"],
  ["delivery asked", "lapse", () => wait(MATURITY), "Accepted, AwaitingDelivery"],
  ["accepted", "withdraw", "withdraw", "Ended, Closed"],
  ["delivered", "endorse", "endorse", "Delivered, Locked"],
  ["delivered, endorsee has signed in advance", "endorse", "endorse", "Delivered, Circulating"],
  [
    "delivered, endorsee has signed in advance",
    "endorse, with a mark",
    ({ suite, nanming, huaxi }, { holding }) =>
      suite.billRegistry.connect(nanming.signer).endorse(holding, huaxi.id, true, 0),
    "Delivered, Locked",
  ],
  ["endorsement asked", "sign", signAtRegistry, "Delivered, Circulating"],
  ["marked endorsement asked", "sign", signAtRegistry, "Delivered, NotTransferable"],
  ["endorsement asked", "refuse", (d, p) => refuse(d, p, "huaxi"), "Delivered, Circulating"],
  ["marked endorsement asked", "refuse", (d, p) => refuse(d, p, "huaxi"), "Delivered, Circulating"],
  ["endorsement asked", "withdrawRequest", (d, p) => withdrawRequest(d, p, "nanming"), "Delivered, Circulating"],
  ["endorsement asked", "last day", () => wait(BEFORE_MATURITY), "Delivered, Locked"],
  ["endorsement asked", "lapse", () => wait(MATURITY), "Matured, Circulating"],
  ["delivered, marked", "liftMark", "liftMark", "Delivered, Circulating"],
  ["endorsed, marked", "liftMark", "liftMark", "Delivered, Circulating"],
  ["delivered", "maturity", () => wait(MATURITY), "Matured, Circulating"],
  ["delivered, marked", "maturity", () => wait(MATURITY), "Matured, NotTransferable"],
  ["delivered", "present", "present", "Delivered, InCollection"],
  ["delivered, marked", "present", "present", "Delivered, InCollection"],
  ["endorsed, marked", "present", "present", "Delivered, InCollection"],
  ["matured", "present", "present", "Matured, InCollection"],
  ["matured, marked", "present", "present", "Matured, InCollection"],
  ["dishonoured", "present", "present", "Matured, InCollection"],
  ["presented early", "maturity", () => wait(MATURITY), "Matured, InCollection"],
  ["presented early", "pay", "pay", "Settled, Closed"],
  ["presented early", "dishonour", "dishonour", "Delivered, Circulating"],
  ["presented early, marked", "dishonour", "dishonour", "Delivered, NotTransferable"],
  ["presented early, now matured", "dishonour", "dishonour", "Matured, Circulating"],
  ["presented early, now matured", "pay", "pay", "Settled, Closed"],
  ["presented early, now matured", "closeUnanswered", "closeUnanswered", "Matured, Circulating"],
  ["presented", "pay", "pay", "Settled, Closed"],
  ["presented", "dishonour", "dishonour", "Matured, Circulating"],
  ["presented, marked", "dishonour", "dishonour", "Matured, NotTransferable"],
  [
    "presented early",
    "closeUnanswered, with money",
    async (desk, paper) => {
      await funded(desk, desk.guanshan, paper.face);
      await goTo("2026-06-03");
      return acts.closeUnanswered(desk, paper);
    },
    "Delivered, Circulating",
  ],
  [
    "presented",
    "closeUnanswered, with money",
    async (desk, paper) => {
      await funded(desk, desk.guanshan, paper.face);
      await goTo(ANSWER_OVERDUE);
      return acts.closeUnanswered(desk, paper);
    },
    "Settled, Closed",
  ],
  [
    "presented, marked",
    "closeUnanswered, without money",
    async (desk, paper) => {
      await goTo(ANSWER_OVERDUE);
      return acts.closeUnanswered(desk, paper);
    },
    "Matured, NotTransferable",
  ],
  [
    "presented",
    "closeUnanswered, without money",
    async (desk, paper) => {
      await goTo(ANSWER_OVERDUE);
      return acts.closeUnanswered(desk, paper);
    },
    "Matured, Circulating",
  ],
];

/** The pairs from which each act goes; from all others it is refused. */
const allowed: Record<Act, Pair[]> = {
  presentForAcceptance: ["Drawn, AwaitingDelivery"],
  deliver: ["Accepted, AwaitingDelivery"],
  withdraw: ["Drawn, AwaitingDelivery", "Accepted, AwaitingDelivery"],
  endorse: ["Delivered, Circulating"],
  liftMark: ["Delivered, NotTransferable"],
  present: ["Delivered, Circulating", "Delivered, NotTransferable", "Matured, Circulating", "Matured, NotTransferable"],
  pay: ["Delivered, InCollection", "Matured, InCollection"],
  dishonour: ["Delivered, InCollection", "Matured, InCollection"],
  closeUnanswered: ["Delivered, InCollection", "Matured, InCollection"],
};

const names = Object.keys(states) as StateName[];

describe("Bills: the status table", () => {
  for (const name of names) {
    it(`${name} is ${states[name].pair}`, async () => {
      const desk = await billDesk();
      const { holding } = await states[name].reach(desk);
      expect(await desk.suite.billRegistry.pairOf(holding)).to.deep.equal(pairOf(states[name].pair));
    });
  }

  describe("what each act does", () => {
    for (const [before, what, act, after] of table) {
      it(`${states[before].pair} (${before}) → ${what} → ${after}`, async () => {
        const desk = await billDesk();
        const paper = await states[before].reach(desk);
        await (typeof act === "string" ? acts[act](desk, paper, states[before].holder) : act(desk, paper));
        expect(await desk.suite.billRegistry.pairOf(paper.holding)).to.deep.equal(pairOf(after));
      });
    }

    it("covers each pair from which an act goes", () => {
      for (const [act, pairs] of Object.entries(allowed)) {
        const covered = table
          .filter(([, what]) => what.split(/[ ,]/)[0] === act)
          .map(([before]) => states[before].pair as Pair);
        expect(covered).to.include.members(pairs, act);
      }
    });
  });

  describe("what is refused, with the present and the allowed pairs", () => {
    for (const name of names) {
      const { pair, holder, reach } = states[name];
      const refused = (Object.keys(acts) as Act[]).filter((act) => !allowed[act].includes(pair));
      it(`${pair} (${name}): ${refused.join(", ")}`, async () => {
        const desk = await billDesk();
        const paper = await reach(desk);
        for (const act of refused) {
          await expect(acts[act](desk, paper, holder), act)
            .to.be.revertedWithCustomError(desk.suite.billRegistry, "BillWrongPair")
            .withArgs(paper.holding, ...pairOf(pair), setOf(allowed[act]));
          expect(await desk.suite.billRegistry.pairOf(paper.holding), act).to.deep.equal(pairOf(pair));
        }
      });
    }
  });
});
