import { expect } from "chai";
import { guaranteeTerms, isMarked, pledgeTerms } from "../../bindings/src/values/requests.ts";
import { accepted, billDesk, day, type Desk, delivered, drawn, FACE } from "../utils/bills.ts";
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

  it("have 32 bytes", function () {
    for (const read of [pledgeTerms, guaranteeTerms, isMarked]) {
      expect(() => read("0x01")).to.throw(RangeError, "they have 32 bytes");
    }
  });
});
