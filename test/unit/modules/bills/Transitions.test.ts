/** The status table of bills: what each act makes of each pair, and that it is refused from every other pair. */
import { expect } from "chai";
import { type ContractTransactionResponse, id } from "ethers";
import type { PersonaKey } from "../../../../deploy/data/personas.ts";
import {
  accepted,
  billDesk,
  day,
  delivered,
  type Desk,
  DishonourReason,
  type Draft,
  drawn,
  endorsed,
  FACE,
  funded,
  goTo,
  holdingOf,
  instructed,
  MATURITY,
  NO_DIGEST,
  type Pair,
  pairOf,
  type Paper,
  requestOn,
  setOf,
} from "../../../utils/bills.ts";
import { able, accepted as sold, asked as onOffer, quoted } from "../../../utils/market.ts";
import { claim, dishonoured, insolvency, settled as settledBy, solvent } from "../../../utils/recourse.ts";
import { agreed, discounted, proposed, ready, RepoKind, termsOf } from "../../../utils/repo.ts";
import { DUE, guaranteed, pledgeAsked, pledged, PledgeStatus } from "../../../utils/security.ts";
import { networkHelpers } from "../../../utils/suite.ts";
import { forced, frozen, voided } from "../../../utils/title-orders.ts";

const BEFORE_MATURITY = "2026-06-29";
/** The day after the answer to a presentation on the day before maturity, or on maturity, is due. */
const ANSWER_OVERDUE = "2026-07-02";

/** How a bill comes to a pair, and what else of it decides on acts. */
interface State {
  pair: Pair;
  reach: (desk: Desk) => Promise<Paper>;
  /** Who holds it then. */
  holder: PersonaKey;
  /** What it is without the request or offer that locks it. */
  unlocked?: Pair;
  marked?: true;
  /** Drawer and acceptor, or drawer and payee, are one; or the next party has signed in advance. */
  atOnce?: true;
  early?: true;
  dishonoured?: true;
  /** Of its pledge, whose pledgee is baiyunling. */
  pledge?: keyof typeof PledgeStatus;
  repo?: "pledged" | "outright";
  /** The secured debt is due. */
  due?: true;
  /** The pair of the bill's first holding, when it is another. */
  first?: Pair;
}

const OFF_CHAIN = id("a transfer between accounts");

const marked: Draft = { notTransferable: true };

/** A holding that is one of the bill's parts, or has come to its holder in another way than by delivery. */
const paperOf = (desk: Desk, holding: bigint): Paper => ({
  bill: holding >> 32n,
  holding,
  drawer: desk.qianling,
  acceptor: desk.guanshan,
  payee: desk.nanming,
  face: FACE,
  maturity: MATURITY,
  documents: [],
});

async function underPledge(desk: Desk): Promise<Paper> {
  const paper = await delivered(desk);
  await pledged(desk, paper.holding, desk.nanming, desk.baiyunling);
  return paper;
}

async function realised(desk: Desk): Promise<Paper> {
  const paper = await underPledge(desk);
  await goTo(DUE);
  await desk.suite.billSecurity.connect(desk.baiyunling.signer).realise(paper.holding);
  return paper;
}

/** Bought by baiyunling from nanming, and then put into a repo with the finance company. */
async function underRepo(desk: Desk, kind: bigint): Promise<Paper> {
  const holding = await discounted(desk, desk.baiyunling);
  const repo = await proposed(desk, desk.baiyunling, desk.financeCompany, [{ holding, amount: FACE }], { kind });
  await ready(desk, desk.financeCompany, (await desk.suite.billRepo.preview(repo)).near);
  await agreed(desk, desk.financeCompany, repo);
  return paperOf(desk, holding);
}

/** Dishonoured, and nanming has claimed on the acceptor. */
async function claimedOn(desk: Desk): Promise<Paper> {
  const paper = await delivered(desk);
  await dishonoured(desk, paper.holding, desk.nanming);
  await claim(desk, paper.holding, desk.nanming, desk.guanshan);
  return paper;
}

async function openedEarly(desk: Desk, paper: Paper, holder: PersonaKey): Promise<Paper> {
  const evidence = await insolvency(desk, desk.court, desk.guanshan);
  await desk.suite.billRecourse.connect(desk[holder].signer).openEarly(paper.holding, evidence);
  return paper;
}

/** A part of a splittable bill that was presented on a day and paid. */
async function partPaid(desk: Desk, date: string): Promise<Paper> {
  const { holding } = await delivered(desk, { splittable: true });
  const part = holding + 1n;
  await goTo(date);
  await desk.suite.billPayment.connect(desk.nanming.signer).presentPart(holding, 300_000n, NO_DIGEST);
  await funded(desk, desk.guanshan, 300_000n);
  await desk.suite.billPayment.connect(desk.guanshan.signer).pay(part);
  return paperOf(desk, part);
}

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
    atOnce: true,
    reach: (desk) => drawn(desk, { kind: 3n, acceptor: desk.qianling }),
  },
  "acceptance asked": {
    pair: "Drawn, Locked",
    holder: "qianling",
    unlocked: "Drawn, AwaitingDelivery",
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
    atOnce: true,
    reach: async (desk) => {
      await instructed(desk, desk.nanming, desk.qianling);
      return accepted(desk);
    },
  },
  "accepted, to the drawer's own order": {
    pair: "Accepted, AwaitingDelivery",
    holder: "nanming",
    atOnce: true,
    reach: (desk) => accepted(desk, { kind: 3n, drawer: desk.nanming, payee: desk.nanming, acceptor: desk.qianling }),
  },
  "delivery asked": {
    pair: "Accepted, Locked",
    holder: "qianling",
    unlocked: "Accepted, AwaitingDelivery",
    reach: async (desk) => asked(desk, await accepted(desk), "deliver"),
  },
  "delivery asked, marked": {
    pair: "Accepted, Locked",
    holder: "qianling",
    unlocked: "Accepted, AwaitingDelivery",
    reach: async (desk) => asked(desk, await accepted(desk, marked), "deliver"),
  },
  delivered: { pair: "Delivered, Circulating", holder: "nanming", reach: (desk) => delivered(desk) },
  "delivered, endorsee has signed in advance": {
    pair: "Delivered, Circulating",
    holder: "nanming",
    atOnce: true,
    reach: async (desk) => {
      await instructed(desk, desk.huaxi, desk.nanming);
      return delivered(desk);
    },
  },
  "delivered, marked": {
    pair: "Delivered, NotTransferable",
    holder: "nanming",
    marked: true,
    reach: (desk) => delivered(desk, marked),
  },
  "endorsed, marked": {
    pair: "Delivered, NotTransferable",
    holder: "huaxi",
    marked: true,
    reach: async (desk) => {
      const paper = await delivered(desk);
      await endorsed(desk, paper.holding, desk.nanming, desk.huaxi, true);
      return paper;
    },
  },
  "endorsement asked": {
    pair: "Delivered, Locked",
    holder: "nanming",
    unlocked: "Delivered, Circulating",
    reach: async (desk) => asked(desk, await delivered(desk), "endorse"),
  },
  "marked endorsement asked": {
    pair: "Delivered, Locked",
    holder: "nanming",
    unlocked: "Delivered, Circulating",
    reach: async (desk) => {
      const paper = await delivered(desk);
      await desk.suite.billRegistry.connect(desk.nanming.signer).endorse(paper.holding, desk.huaxi.id, true, 0);
      return paper;
    },
  },
  "presented early": {
    pair: "Delivered, InCollection",
    holder: "nanming",
    early: true,
    reach: async (desk) => presented(desk, await delivered(desk), "2026-06-01"),
  },
  "presented early, marked": {
    pair: "Delivered, InCollection",
    holder: "nanming",
    early: true,
    marked: true,
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
    marked: true,
    reach: async (desk) => later(await delivered(desk, marked), MATURITY),
  },
  "presented early, now matured": {
    pair: "Matured, InCollection",
    holder: "nanming",
    early: true,
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
    marked: true,
    reach: async (desk) => presented(desk, await delivered(desk, marked), MATURITY),
  },
  dishonoured: {
    pair: "Matured, Circulating",
    holder: "nanming",
    dishonoured: true,
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
  "pledge asked": {
    pair: "Delivered, Locked",
    unlocked: "Delivered, Circulating",
    holder: "nanming",
    reach: async (desk) => {
      const paper = await delivered(desk);
      await pledgeAsked(desk, paper.holding, desk.nanming, desk.baiyunling);
      return paper;
    },
  },
  pledged: { pair: "Delivered, Pledged", holder: "nanming", pledge: "Live", reach: underPledge },
  "pledged, the debt due": {
    pair: "Delivered, Pledged",
    holder: "nanming",
    pledge: "Live",
    due: true,
    reach: async (desk) => later(await underPledge(desk), DUE),
  },
  "pledged, now matured": {
    pair: "Matured, Pledged",
    holder: "nanming",
    pledge: "Live",
    reach: async (desk) => later(await underPledge(desk), MATURITY),
  },
  realised: { pair: "Delivered, Pledged", holder: "baiyunling", pledge: "Realised", reach: realised },
  "realised, now matured": {
    pair: "Matured, Pledged",
    holder: "baiyunling",
    pledge: "Realised",
    reach: async (desk) => later(await realised(desk), MATURITY),
  },
  "realised, presented": {
    pair: "Matured, InCollection",
    holder: "baiyunling",
    pledge: "Realised",
    reach: async (desk) => {
      const paper = await later(await realised(desk), MATURITY);
      await desk.suite.billPayment.connect(desk.baiyunling.signer).present(paper.holding, NO_DIGEST);
      return paper;
    },
  },
  "realised, dishonoured": {
    pair: "Matured, Pledged",
    holder: "baiyunling",
    pledge: "Realised",
    dishonoured: true,
    reach: async (desk) => {
      const paper = await realised(desk);
      await dishonoured(desk, paper.holding, desk.baiyunling);
      return paper;
    },
  },
  released: {
    pair: "Delivered, Circulating",
    holder: "nanming",
    pledge: "Ended",
    reach: async (desk) => {
      const paper = await underPledge(desk);
      await desk.suite.billSecurity.connect(desk.baiyunling.signer).release(paper.holding);
      return paper;
    },
  },
  discounted: {
    pair: "Delivered, Circulating",
    holder: "baiyunling",
    reach: async (desk) => paperOf(desk, await discounted(desk, desk.baiyunling)),
  },
  "discounted, on offer again": {
    pair: "Delivered, Locked",
    unlocked: "Delivered, Circulating",
    holder: "baiyunling",
    reach: async (desk) => {
      const holding = await discounted(desk, desk.baiyunling);
      await onOffer(desk, desk.baiyunling, [{ title: holding, amount: FACE }]);
      return paperOf(desk, holding);
    },
  },
  "discounted, then marked": {
    pair: "Delivered, NotTransferable",
    holder: "clearing",
    marked: true,
    reach: async (desk) => {
      const holding = await discounted(desk, desk.baiyunling);
      await endorsed(desk, holding, desk.baiyunling, desk.financeCompany, true);
      return paperOf(desk, holding);
    },
  },
  "in a pledged repo": {
    pair: "Delivered, Pledged",
    holder: "baiyunling",
    pledge: "Live",
    repo: "pledged",
    reach: (desk) => underRepo(desk, RepoKind.Pledged),
  },
  "in an outright repo": {
    pair: "Delivered, AwaitingRedemption",
    holder: "clearing",
    repo: "outright",
    reach: (desk) => underRepo(desk, RepoKind.Outright),
  },
  "in an outright repo, now matured": {
    pair: "Matured, AwaitingRedemption",
    holder: "clearing",
    repo: "outright",
    reach: async (desk) => later(await underRepo(desk, RepoKind.Outright), MATURITY),
  },
  "claimed on": { pair: "Matured, InRecourse", holder: "nanming", dishonoured: true, reach: claimedOn },
  "opened early": {
    pair: "Delivered, Circulating",
    holder: "nanming",
    dishonoured: true,
    reach: async (desk) => openedEarly(desk, await delivered(desk), "nanming"),
  },
  "opened early, marked": {
    pair: "Delivered, NotTransferable",
    holder: "nanming",
    marked: true,
    dishonoured: true,
    reach: async (desk) => openedEarly(desk, await delivered(desk, marked), "nanming"),
  },
  "opened early, realised": {
    pair: "Delivered, Pledged",
    holder: "baiyunling",
    pledge: "Realised",
    dishonoured: true,
    reach: async (desk) => openedEarly(desk, await realised(desk), "baiyunling"),
  },
  "dishonoured, marked": {
    pair: "Matured, NotTransferable",
    holder: "nanming",
    marked: true,
    dishonoured: true,
    reach: async (desk) => {
      const paper = await delivered(desk, marked);
      await dishonoured(desk, paper.holding, desk.nanming);
      return paper;
    },
  },
  "claimed on early": {
    pair: "Delivered, InRecourse",
    holder: "nanming",
    dishonoured: true,
    reach: async (desk) => {
      const paper = await openedEarly(desk, await delivered(desk), "nanming");
      await claim(desk, paper.holding, desk.nanming, desk.guanshan);
      return paper;
    },
  },
  "a part, paid early": {
    pair: "Delivered, Closed",
    first: "Delivered, Circulating",
    holder: "nanming",
    reach: (desk) => partPaid(desk, "2026-06-01"),
  },
  "a part, paid": {
    pair: "Matured, Closed",
    first: "Matured, Circulating",
    holder: "nanming",
    reach: (desk) => partPaid(desk, MATURITY),
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
  endorsePart: async (desk, { holding }, holder) => {
    const { lo, hi } = await desk.suite.billRegistry.holdingInfo(holding);
    const endorsee = holder === "huaxi" ? desk.baiyunling : desk.huaxi;
    return desk.suite.billRegistry
      .connect(desk[holder].signer)
      .endorsePart(holding, hi - lo + 1n, endorsee.id, false, 0);
  },
  liftMark: async (desk, { holding, drawer }, holder) => {
    const setter = holder === "huaxi" ? desk.nanming : holder === "clearing" ? desk.baiyunling : drawer;
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
  presentPart: (desk, { holding, face }, holder) =>
    desk.suite.billPayment.connect(desk[holder].signer).presentPart(holding, face, NO_DIGEST),
  declarePaidOffChain: (desk, { holding, acceptor }) =>
    desk.suite.billPayment.connect(acceptor.signer).declarePaidOffChain(holding, OFF_CHAIN),
  confirmPaidOffChain: (desk, { holding }, holder) =>
    desk.suite.billPayment.connect(desk[holder].signer).confirmPaidOffChain(holding, OFF_CHAIN),
  requestGuarantee: (desk, { holding }, holder) =>
    desk.suite.billSecurity.connect(desk[holder].signer).requestGuarantee(holding, desk.auditor.id, 0),
  pledge: (desk, { holding, face }, holder) =>
    desk.suite.billSecurity
      .connect(desk[holder].signer)
      .pledge(holding, face, desk.auditor.id, 1n, day("2026-12-31"), 0),
  release: (desk, { holding }) => desk.suite.billSecurity.connect(desk.baiyunling.signer).release(holding),
  realise: (desk, { holding }) => desk.suite.billSecurity.connect(desk.baiyunling.signer).realise(holding),
  discount: async (desk, { holding, face }, holder) => {
    const today = new Date(((await networkHelpers.time.latest()) + 8 * 3600) * 1000).toISOString().slice(0, 10);
    await onOffer(desk, desk[holder], [{ title: holding, amount: face }], { firstDay: today, lastDay: today });
  },
  repo: (desk, { holding, face }, holder) => {
    const buyer = holder === "baiyunling" ? desk.financeCompany : desk.baiyunling;
    return desk.suite.billRepo.connect(desk[holder].signer).propose(termsOf(buyer, [{ holding, amount: face }]));
  },
  openEarly: async (desk, { holding, acceptor }, holder) => {
    const evidence = await insolvency(desk, desk.regulator, acceptor);
    return desk.suite.billRecourse.connect(desk[holder].signer).openEarly(holding, evidence);
  },
  claim: (desk, { holding, drawer }, holder) => claim(desk, holding, desk[holder], drawer),
  settle: async (desk, { holding, acceptor, face }) => {
    await solvent(desk, acceptor, 2n * face);
    return desk.suite.billRecourse.connect(acceptor.signer).settle(holding, 2n * face);
  },
  freeze: async (desk, { holding }) => {
    await frozen(desk, holding);
  },
  transferByOrder: async (desk, { holding }) => {
    await forced(desk, holding, desk.auditor);
  },
  invalidate: async (desk, { holding }) => {
    await voided(desk, holding, desk.auditor);
  },
} as const satisfies Record<string, (desk: Desk, paper: Paper, holder: State["holder"]) => Done>;

type Act = keyof typeof acts;

const signAtIssuance = async (desk: Desk, { holding }: Paper, by: "guanshan" | "nanming") =>
  desk.suite.billIssuance.connect(desk[by].signer).sign(await requestOn(desk, holding));
const signAtRegistry = async (desk: Desk, { holding }: Paper) =>
  desk.suite.billRegistry.connect(desk.huaxi.signer).sign(await requestOn(desk, holding));
const signAtSecurity = async (desk: Desk, { holding }: Paper, by: "baiyunling") =>
  desk.suite.billSecurity.connect(desk[by].signer).sign(await requestOn(desk, holding));
const refuse = async (desk: Desk, { holding }: Paper, by: "guanshan" | "nanming" | "huaxi" | "baiyunling") =>
  desk.suite.billRegistry.connect(desk[by].signer).refuse(await requestOn(desk, holding));
const withdrawRequest = async (desk: Desk, { holding }: Paper, by: "qianling" | "nanming") =>
  desk.suite.billRegistry.connect(desk[by].signer).withdrawRequest(await requestOn(desk, holding));
const wait = async (date: string): Promise<void> => {
  await goTo(date);
};

/** The only repo, on its far day or, without money, on the day after it. */
const redeem = async (desk: Desk) => {
  await goTo("2026-02-02");
  await ready(desk, desk.baiyunling, 2n * FACE);
  return desk.suite.billRepo.connect(desk.baiyunling.signer).redeem(1n);
};
const enforce = async (desk: Desk) => {
  await goTo("2026-02-03");
  return desk.suite.billRepo.connect(desk.financeCompany.signer).enforce(1n);
};
const standing = async (desk: Desk, { holding }: Paper) => {
  await desk.suite.billPayment.connect(desk.nanming.signer).setStandingPresentation(holding, true);
  await goTo(MATURITY);
  return desk.suite.billPayment.connect(desk.auditor.signer).presentStanding(holding);
};

/** An ask is quoted on, and sold. */
const sell = async (desk: Desk, asker: "nanming" | "baiyunling", ask = 1n) => {
  await able(desk, desk.financeCompany);
  await sold(desk, desk[asker], await quoted(desk, desk.financeCompany, ask));
};
/** Baiyunling's repo with the finance company is proposed and accepted. */
const lend = async (desk: Desk, { holding, face }: Paper, kind: bigint) => {
  const repo = await proposed(desk, desk.baiyunling, desk.financeCompany, [{ holding, amount: face }], { kind });
  await ready(desk, desk.financeCompany, face);
  await agreed(desk, desk.financeCompany, repo);
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
  ["pledge asked", "sign", (d, p) => signAtSecurity(d, p, "baiyunling"), "Delivered, Pledged"],
  ["pledge asked", "refuse", (d, p) => refuse(d, p, "baiyunling"), "Delivered, Circulating"],
  ["pledge asked", "withdrawRequest", (d, p) => withdrawRequest(d, p, "nanming"), "Delivered, Circulating"],
  ["pledge asked", "lapse", () => wait(MATURITY), "Matured, Circulating"],
  ...(["drawn", "accepted", "delivered", "endorsement asked", "pledged"] as const).map((before) => {
    const { holder, pair } = states[before];
    const sign = async (desk: Desk, { holding }: Paper) => guaranteed(desk, holding, desk[holder], desk.auditor);
    return [before, "requestGuarantee, and sign", sign, pair] as const;
  }),
  ["pledged", "release", "release", "Delivered, Circulating"],
  ["pledged, the debt due", "realise", "realise", "Delivered, Pledged"],
  ["pledged, now matured", "realise", "realise", "Matured, Pledged"],
  [
    "delivered",
    "discount, sold",
    async (desk, { holding, face }) => {
      await onOffer(desk, desk.nanming, [{ title: holding, amount: face }]);
      await sell(desk, "nanming");
    },
    "Delivered, Circulating",
  ],
  ["discounted, on offer again", "sold, as a rediscount", (d) => sell(d, "baiyunling", 2n), "Delivered, Circulating"],
  [
    "discounted, on offer again",
    "withdrawAsk",
    ({ suite, baiyunling }) => suite.market.connect(baiyunling.signer).withdrawAsk(2n),
    "Delivered, Circulating",
  ],
  ["discounted, on offer again", "last day", () => wait("2026-03-31"), "Delivered, Locked"],
  ["discounted, on offer again", "lapse", () => wait("2026-04-01"), "Delivered, Circulating"],
  ["discounted", "repo, pledged, accepted", (d, p) => lend(d, p, RepoKind.Pledged), "Delivered, Pledged"],
  ["discounted", "repo, outright, accepted", (d, p) => lend(d, p, RepoKind.Outright), "Delivered, AwaitingRedemption"],
  ["dishonoured", "claim", "claim", "Matured, InRecourse"],
  ["claimed on", "settled, by the acceptor", "settle", "Settled, Closed"],
  ["in a pledged repo", "redeem", (d) => redeem(d), "Delivered, Circulating"],
  ["in an outright repo", "redeem", (d) => redeem(d), "Delivered, Circulating"],
  ["in a pledged repo", "enforce, without money", (d) => enforce(d), "Delivered, Pledged"],
  ["in an outright repo", "enforce, without money", (d) => enforce(d), "Delivered, Pledged"],
  [
    "presented",
    "settled, by the drawer",
    async (desk, paper) => {
      await acts.dishonour(desk, paper);
      await settledBy(desk, paper.holding, desk.nanming, desk.qianling);
    },
    "Matured, InRecourse",
  ],
  ...(["presented early", "presented"] as const).map((before) => {
    const confirm = async (desk: Desk, paper: Paper) => {
      await acts.declarePaidOffChain(desk, paper);
      return acts.confirmPaidOffChain(desk, paper, "nanming");
    };
    return [before, "confirmPaidOffChain, declared", confirm, "Settled, Closed"] as const;
  }),
  [
    "presented early",
    "closeUnanswered, in silence",
    async (desk, paper) => {
      await goTo("2026-06-03");
      return acts.closeUnanswered(desk, paper);
    },
    "Delivered, Circulating",
  ],
  ["delivered", "presentStanding", (d, p) => standing(d, p), "Matured, InCollection"],
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

const BOTH = ["Delivered", "Matured"] as const;
const withHolder = (
  ...circulations: ("Circulating" | "NotTransferable" | "Pledged" | "AwaitingRedemption")[]
): Pair[] => circulations.flatMap((circulation) => BOTH.map((status): Pair => `${status}, ${circulation}`));
const COLLECTION: Pair[] = ["Delivered, InCollection", "Matured, InCollection"];
const RECOURSE: Pair[] = ["Delivered, InRecourse", "Matured, InRecourse"];
const HELD = withHolder("Circulating", "NotTransferable");
const PRESENTATION = withHolder("Circulating", "NotTransferable", "Pledged");
const SEIZURE = [...PRESENTATION, ...COLLECTION];

/** The pairs from which each act goes; from all others it is refused. */
const allowed: Record<Act, Pair[]> = {
  presentForAcceptance: ["Drawn, AwaitingDelivery"],
  deliver: ["Accepted, AwaitingDelivery"],
  withdraw: ["Drawn, AwaitingDelivery", "Accepted, AwaitingDelivery"],
  endorse: ["Delivered, Circulating"],
  endorsePart: ["Delivered, Circulating"],
  liftMark: ["Delivered, NotTransferable"],
  present: PRESENTATION,
  presentPart: HELD,
  pay: COLLECTION,
  dishonour: COLLECTION,
  declarePaidOffChain: COLLECTION,
  confirmPaidOffChain: COLLECTION,
  closeUnanswered: COLLECTION,
  requestGuarantee: [
    "Drawn, AwaitingDelivery",
    "Drawn, Locked",
    "Accepted, AwaitingDelivery",
    "Accepted, Locked",
    "Delivered, Circulating",
    "Delivered, Locked",
    "Delivered, Pledged",
  ],
  pledge: ["Delivered, Circulating"],
  release: withHolder("Pledged"),
  realise: withHolder("Pledged"),
  discount: ["Delivered, Circulating"],
  repo: ["Delivered, Circulating"],
  openEarly: PRESENTATION,
  claim: [...PRESENTATION, ...RECOURSE],
  settle: RECOURSE,
  freeze: [...SEIZURE, ...withHolder("AwaitingRedemption"), ...RECOURSE],
  transferByOrder: SEIZURE,
  invalidate: SEIZURE,
};

/** What an order acts on: it ends what waits on the holding first. */
const ORDERS: Act[] = ["freeze", "transferByOrder", "invalidate"];
/** What is asked of the bill as a whole, by its first holding. */
const OF_THE_BILL: Act[] = ["presentForAcceptance", "deliver", "withdraw"];

/** The bill's status with another circulation status. */
const held = ({ pair }: State, circulation: string) => `${pair.split(", ")[0] ?? ""}, ${circulation}` as Pair;

/** What each act makes of a state from which it goes. */
const after: Record<Act, (state: State) => Pair> = {
  presentForAcceptance: ({ atOnce }) => (atOnce ? "Accepted, AwaitingDelivery" : "Drawn, Locked"),
  deliver: ({ atOnce }) => (atOnce ? "Delivered, Circulating" : "Accepted, Locked"),
  withdraw: () => "Ended, Closed",
  endorse: ({ atOnce }) => (atOnce ? "Delivered, Circulating" : "Delivered, Locked"),
  endorsePart: ({ atOnce }) => (atOnce ? "Delivered, Circulating" : "Delivered, Locked"),
  liftMark: () => "Delivered, Circulating",
  present: (state) => held(state, "InCollection"),
  presentPart: (state) => held(state, "InCollection"),
  pay: () => "Settled, Closed",
  dishonour: (state) => held(state, state.pledge ? "Pledged" : state.marked ? "NotTransferable" : "Circulating"),
  declarePaidOffChain: ({ pair }) => pair,
  confirmPaidOffChain: ({ pair }) => pair,
  closeUnanswered: (state) => held(state, state.marked ? "NotTransferable" : "Circulating"),
  requestGuarantee: ({ pair }) => pair,
  pledge: () => "Delivered, Locked",
  release: (state) => held(state, "Circulating"),
  realise: ({ pair }) => pair,
  discount: () => "Delivered, Locked",
  repo: ({ pair }) => pair,
  openEarly: ({ pair }) => pair,
  claim: (state) => held(state, "InRecourse"),
  settle: () => "Settled, Closed",
  freeze: ({ pair, unlocked }) => unlocked ?? pair,
  transferByOrder: ({ pair, unlocked }) => unlocked ?? pair,
  invalidate: (state) => {
    const pair = state.unlocked ?? state.pair;
    return pair.endsWith("Pledged") ? held(state, "Circulating") : pair;
  },
};

type Part = "billRegistry" | "billPayment" | "billSecurity" | "billDiscount" | "billRecourse" | "billOrders";
interface Refusal {
  part: Part;
  error: string;
  args?: unknown[];
}

/** Of those who hold here, the ones that may trade bills. */
const TRADERS: PersonaKey[] = ["baiyunling", "clearing"];

/** Recourse before maturity is opened before it. */
const NEVER = new Set(["Circulating", "NotTransferable", "Pledged"].map((held) => `openEarly: Matured, ${held}`));

const HAS_LIVE_PLEDGE = (state: State) => state.pledge === "Live";

/** Why an act is refused in a state whose pair allows it, or before its pair is looked at. */
function refusalOf(act: Act, state: State, desk: Desk, { bill, holding }: Paper): Refusal | undefined {
  const isMatured = state.pair.startsWith("Matured");
  const isAllowed = allowed[act].includes(
    ORDERS.includes(act) && state.unlocked !== undefined ? state.unlocked : state.pair,
  );
  const live = PledgeStatus.Live;
  const holder = desk[state.holder].id;
  if (act === "release" || act === "realise") {
    const status = PledgeStatus[state.pledge ?? "None"];
    if (status !== live) return { part: "billSecurity", error: "BillPledgeMissing", args: [holding, status, live] };
    if (state.repo) {
      const args = [holding, desk.baiyunling.id, desk.financeCompany.id];
      return { part: "billSecurity", error: "BillNotPledgee", args };
    }
    if (act === "release" || isMatured || state.due) return undefined;
    return { part: "billSecurity", error: "BillPledgeNotDue", args: [holding, day(DUE), day(MATURITY)] };
  }
  if (act === "repo" && !TRADERS.includes(state.holder))
    return { part: "billDiscount", error: "TitleBuyerUnqualified" };
  if (!isAllowed) {
    const [subject, pair] = OF_THE_BILL.includes(act)
      ? [holdingOf(bill), state.first ?? state.pair]
      : [holding, ORDERS.includes(act) ? (state.unlocked ?? state.pair) : state.pair];
    const args = [subject, ...pairOf(pair), setOf(allowed[act])];
    return { part: "billRegistry", error: "BillWrongPair", args };
  }
  const isEndorsement = ["endorse", "endorsePart", "pledge", "discount"].includes(act);
  if (state.dishonoured && (isEndorsement || ["presentPart", "openEarly", "requestGuarantee"].includes(act))) {
    return { part: "billRegistry", error: "BillDishonoured", args: [holding] };
  }
  switch (act) {
    case "present":
      if (!HAS_LIVE_PLEDGE(state)) return undefined;
      return { part: "billPayment", error: "BillPledgedPresentation", args: [holding, holder] };
    case "declarePaidOffChain":
      return state.pledge ? { part: "billPayment", error: "BillPledgedOffChain", args: [holding] } : undefined;
    case "confirmPaidOffChain":
      return { part: "billPayment", error: "BillOffChainDiffers", args: [holding, NO_DIGEST, OFF_CHAIN] };
    case "closeUnanswered":
      return state.early && isMatured ? undefined : { part: "billPayment", error: "BillAnswerNotOverdue" };
    case "requestGuarantee":
      if (state.pledge !== "Realised") return undefined;
      return { part: "billSecurity", error: "BillHeldToCollect", args: [holding, holder] };
    case "openEarly":
      if (HAS_LIVE_PLEDGE(state)) {
        return { part: "billSecurity", error: "BillPledgeMissing", args: [holding, live, PledgeStatus.Realised] };
      }
      if (!isMatured) return undefined;
      return { part: "billRegistry", error: "BillDue", args: [bill, day(MATURITY)] };
    case "transferByOrder":
      if (state.pledge !== "Realised") return undefined;
      return { part: "billOrders", error: "BillHeldUnderPledge", args: [holding, holder] };
    case "claim":
      if (state.dishonoured) return undefined;
      return { part: "billRecourse", error: "RecourseNotDishonoured", args: [holding] };
    default:
      return undefined;
  }
}

const names = Object.keys(states) as StateName[];
const actNames = Object.keys(acts) as Act[];

describe("Bills: the status table", () => {
  /** Act and pair from which it was done. */
  const done = new Set<string>();

  describe("what time and each answer do", () => {
    for (const [before, what, act, now] of table) {
      it(`${states[before].pair} (${before}) → ${what} → ${now}`, async () => {
        const desk = await billDesk();
        const paper = await states[before].reach(desk);
        await (typeof act === "string" ? acts[act](desk, paper, states[before].holder) : act(desk, paper));
        expect(await desk.suite.billRegistry.pairOf(paper.holding)).to.deep.equal(pairOf(now));
        done.add(`${what.split(",")[0] ?? ""}: ${states[before].pair}`);
      });
    }
  });

  describe("every act from every state: done, or refused with the present and the allowed pairs or a closer reason", () => {
    for (const name of names) {
      const state: State = states[name];
      it(`${state.pair} (${name})`, async () => {
        const desk = await billDesk();
        const { billRegistry } = desk.suite;
        const paper = await state.reach(desk);
        expect(await billRegistry.pairOf(paper.holding)).to.deep.equal(pairOf(state.pair));
        for (const act of actNames) {
          const snapshot = await networkHelpers.takeSnapshot();
          const refusal = refusalOf(act, state, desk, paper);
          const attempt = acts[act](desk, paper, state.holder);
          if (refusal === undefined) {
            await attempt;
            done.add(`${act}: ${state.pair}`);
          } else {
            const assertion = expect(attempt, `${act} from ${name}`).to.be.revertedWithCustomError(
              desk.suite[refusal.part],
              refusal.error,
            );
            await (refusal.args === undefined ? assertion : assertion.withArgs(...refusal.args));
          }
          const pair = refusal === undefined ? after[act](state) : state.pair;
          expect(await billRegistry.pairOf(paper.holding), `${act} from ${name}`).to.deep.equal(pairOf(pair));
          await snapshot.restore();
        }
      }).timeout(60_000);
    }

    it("has a state for each pair from which an act goes", () => {
      for (const act of actNames) {
        const pairs = allowed[act].filter((pair) => !NEVER.has(`${act}: ${pair}`));
        for (const pair of pairs) expect([...done]).to.include(`${act}: ${pair}`);
      }
    });
  });
});
