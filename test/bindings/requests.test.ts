import { expect } from "chai";
import {
  confirmationFee,
  earlyPaymentRate,
  factoringTerms,
  factoringTermsIn,
  guaranteeTerms,
  isMarked,
  pledgeTerms,
} from "../../bindings/src/values/requests.ts";
import { accepted, billDesk, day, type Desk, delivered, drawn, FACE } from "../utils/bills.ts";
import { opened, receivableDesk } from "../utils/receivables.ts";
import { Capacity, DUE, guaranteeAsked, newestRequest, pledgeAsked } from "../utils/security.ts";

/** What the contract keeps of a request. */
const termsOf = async ({ suite }: Desk, request: bigint): Promise<string> =>
  (await suite.billRegistry.requestInfo(request)).terms;

describe("terms of requests, as the bindings read them", function () {
  it("are a pledge's debt and its due day", async function () {
    const desk = await billDesk();
    const { payee, holding } = await delivered(desk);
    const request = await pledgeAsked(desk, holding, payee, desk.huaxi, { secured: FACE + 7n });
    expect(pledgeTerms(await termsOf(desk, request))).to.deep.equal({ secured: FACE + 7n, dueDay: Number(day(DUE)) });
  });

  it("are a guarantee's principal, as what it is liable, and its place", async function () {
    const desk = await billDesk();
    const cases = [
      [await drawn(desk), "drawer", Capacity.Drawer, 0],
      [await accepted(desk), "acceptor", Capacity.Acceptor, 0],
      [await delivered(desk), "payee", Capacity.Endorser, 1],
    ] as const;
    for (const [paper, by, capacity, place] of cases) {
      const principal = paper[by];
      const request = await guaranteeAsked(desk, paper.holding, principal, desk.huaxi);
      expect(guaranteeTerms(await termsOf(desk, request)), by).to.deep.equal({
        principal: Number(principal.id),
        capacity: Number(capacity),
        place,
      });
    }
  });

  it("are an endorser's mark", async function () {
    const desk = await billDesk();
    for (const mark of [true, false]) {
      const { payee, holding } = await delivered(desk);
      await desk.suite.billRegistry.connect(payee.signer).endorse(holding, desk.huaxi.id, mark, 0);
      expect(isMarked(await termsOf(desk, await newestRequest(desk)))).to.equal(mark);
    }
  });

  it("are of notes what a pledge secures, at what rate one is paid early, and what a confirmation costs", async function () {
    const desk = await receivableDesk();
    const { suite, qianling, nanming, guanshan } = desk;
    const { receivableRegistry, receivableSecurity, receivableSettlement, receivableIssuance } = suite;
    const { note, root } = await opened(desk);
    const terms = async (request: number) => (await receivableRegistry.requestInfo(request)).terms;
    await receivableSecurity.connect(nanming.signer).pledge(note, 1_000n, guanshan.id, 77n, day(DUE), 0);
    expect(pledgeTerms(await terms(2))).to.deep.equal({ secured: 77n, dueDay: Number(day(DUE)) });
    await receivableSettlement.connect(nanming.signer).requestEarlyPayment(note, 1_000n, 36_000n, 0);
    expect(earlyPaymentRate(await terms(3))).to.equal(36_000);
    await receivableIssuance.connect(qianling.signer).requestConfirmation(root, guanshan.id, 1_234n, 0);
    expect(confirmationFee(await terms(4))).to.equal(1_234n);
  });

  it("are of an ask for notes whether there is recourse, and whether the obligor knows", async function () {
    const desk = await receivableDesk();
    const { suite, nanming, baiyunling } = desk;
    const { note } = await opened(desk);
    for (const [index, terms] of [
      { recourse: false, disclosed: false },
      { recourse: true, disclosed: false },
      { recourse: false, disclosed: true },
      { recourse: true, disclosed: true },
    ].entries()) {
      expect(factoringTermsIn(factoringTerms(terms))).to.deep.equal(terms);
      const ask = {
        title: await suite.receivableFinancing.getAddress(),
        lots: [{ title: note, amount: 1_000n }],
        buyers: [],
        firstDay: day("2026-01-05"),
        lastDay: day("2026-03-31"),
        closesAt: 0,
        terms: factoringTerms(terms),
      };
      await suite.market.connect(nanming.signer).ask(ask);
      await suite.market.connect(baiyunling.signer).quote(index + 1, 36_000n, day("2026-03-31"));
      const quote = (BigInt(index + 1) << 32n) | 1n;
      const [, price] = await suite.market.previewAccept(quote);
      await suite.market.connect(nanming.signer).accept(quote, price);
      const { seq } = await suite.receivableRegistry.rootInfo(1);
      const { recourse, disclosed } = await suite.receivableFinancing.financingOf((1n << 32n) | seq);
      expect({ recourse, disclosed }).to.deep.equal(terms);
    }
  });

  it("have 32 bytes", function () {
    for (const read of [pledgeTerms, guaranteeTerms, isMarked, earlyPaymentRate, confirmationFee, factoringTermsIn]) {
      expect(() => read("0x01")).to.throw(RangeError, "they have 32 bytes");
    }
  });
});
