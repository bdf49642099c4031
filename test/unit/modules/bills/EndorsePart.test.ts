/** Endorsing a part of a holding: what is parted, when, and what each piece inherits (B-6). */
import { expect } from "chai";
import {
  billDesk,
  BillAct,
  Circulation,
  day,
  delivered,
  type Desk,
  DishonourReason,
  type Draft,
  endorsed,
  endorsementOf,
  FACE,
  fields,
  freeze,
  funded,
  goTo,
  holdingOf,
  instructed,
  MATURITY,
  NO_DIGEST,
  pairOf,
  Purpose,
  requestOn,
  RequestStatus,
} from "../../../utils/bills.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const PART = 300_000n;
const MARK = `0x${"0".repeat(63)}1`;

describe("BillRegistry: endorsePart", () => {
  let desk: Desk;
  let registry: Desk["suite"]["billRegistry"];
  let nanming: Actor;
  let huaxi: Actor;
  let baiyunling: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    registry = desk.suite.billRegistry;
    ({ nanming, huaxi, baiyunling } = desk);
  });

  const splittable = (draft: Draft = {}) => delivered(desk, { splittable: true, ...draft });
  const endorsePart = (holding: bigint, amount: bigint, from: Actor, to: Actor, mark = false, lastDay = 0n) =>
    registry.connect(from.signer).endorsePart(holding, amount, to.id, mark, lastDay);
  const numbered = (bill: bigint, number: bigint) => (bill << 32n) | number;
  const unitsOf = async (holding: bigint) => {
    const { lo, hi, holder } = await registry.holdingInfo(holding);
    return [lo, hi, holder];
  };

  describe("asked", () => {
    it("B-6 locks the whole and parts nothing; the request names the low end", async () => {
      const { bill, holding } = await splittable();
      await expect(endorsePart(holding, PART, nanming, huaxi))
        .to.emit(registry, "RequestOpened")
        .withArgs(3n, nanming.id, huaxi.id, holding, BillAct.Endorsement, 1n, PART, day("2026-06-29"), NO_DIGEST)
        .and.not.to.emit(registry, "HoldingSplit");
      expect(await unitsOf(holding)).to.deep.equal([1n, FACE, nanming.id]);
      expect((await registry.billInfo(bill)).seq).to.equal(1n);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      for (const act of [
        endorsePart(holding, 1n, nanming, baiyunling),
        registry.connect(nanming.signer).endorse(holding, baiyunling.id, false, 0),
        desk.suite.billPayment.connect(nanming.signer).present(holding, NO_DIGEST),
      ]) {
        await expect(act).to.be.revertedWithCustomError(registry, "BillWrongPair");
      }
    });

    it("B-6 X-14 signed: the part passes, the rest keeps its id, is the holder's and free at once", async () => {
      const { bill, holding } = await splittable();
      await endorsePart(holding, PART, nanming, huaxi);
      const part = numbered(bill, 2n);
      const request = await requestOn(desk, holding);
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.emit(registry, "RequestAnswered")
        .withArgs(request, holding, RequestStatus.Signed)
        .and.to.emit(registry, "HoldingSplit")
        .withArgs(holding, part, nanming.id, 1n, PART)
        .and.to.emit(registry, "BillEndorsed")
        .withArgs(
          part,
          nanming.id,
          huaxi.id,
          endorsementOf(part, 1n),
          Purpose.Transfer,
          1n,
          PART,
          day("2026-01-05"),
          false,
          1n,
          Circulation.Circulating,
        );
      expect(await unitsOf(part)).to.deep.equal([1n, PART, huaxi.id]);
      expect(await unitsOf(holding)).to.deep.equal([PART + 1n, FACE, nanming.id]);
      for (const piece of [part, holding]) {
        expect(await registry.pairOf(piece)).to.deep.equal(pairOf("Delivered, Circulating"));
      }
      expect([await registry.balanceOf(nanming.wallet), await registry.balanceOf(huaxi.wallet)]).to.deep.equal([
        1n,
        1n,
      ]);
      await registry.connect(nanming.signer).endorse(holding, baiyunling.id, false, 0);
      await endorsePart(part, 1n, huaxi, baiyunling);
    });

    it("X-9 a part is born with its holder, and then moves: the Transfer events tell so", async () => {
      const { bill, holding } = await splittable();
      await instructed(desk, huaxi, nanming);
      const sent = await endorsePart(holding, PART, nanming, huaxi);
      const receipt = await sent.wait();
      const moves = (receipt?.logs ?? []).flatMap((log) => {
        const event = registry.interface.parseLog(log);
        return event?.name === "Transfer" ? [[event.args["from"], event.args["to"], event.args["tokenId"]]] : [];
      });
      const part = numbered(bill, 2n);
      expect(moves).to.deep.equal([
        [ethers.ZeroAddress, nanming.wallet, part],
        [nanming.wallet, huaxi.wallet, part],
      ]);
    });

    for (const [what, answer] of [
      ["refused", (request: bigint) => registry.connect(huaxi.signer).refuse(request)],
      ["withdrawn", (request: bigint) => registry.connect(nanming.signer).withdrawRequest(request)],
      ["lapsed", () => goTo("2026-01-07", "00:00:00")],
    ] as const) {
      it(`B-6 X-11 ${what}, it leaves everything as it was, and cannot be signed any more`, async () => {
        const { bill, holding } = await splittable();
        const before = { ...fields(await registry.holdingInfo(holding)), request: 0n };
        await endorsePart(holding, PART, nanming, huaxi, false, day("2026-01-06"));
        const request = await requestOn(desk, holding);
        await answer(request);
        const after = { ...fields(await registry.holdingInfo(holding)), request: 0n };
        expect(after).to.deep.equal(before);
        expect((await registry.billInfo(bill)).seq).to.equal(1n);
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
        await expect(registry.connect(huaxi.signer).sign(request)).to.be.revertedWithCustomError(
          registry,
          what === "lapsed" ? "RequestLapsed" : "RequestNotOpen",
        );
        await endorsePart(holding, PART - 1n, nanming, baiyunling);
      });
    }

    it("X-11 a lapsed request does not come with the part that is split off after it", async () => {
      const { bill, holding } = await splittable();
      await endorsePart(holding, PART, nanming, baiyunling, false, day("2026-01-05"));
      const lapsed = await requestOn(desk, holding);
      await goTo("2026-01-06");
      await instructed(desk, huaxi, nanming);
      await endorsePart(holding, PART, nanming, huaxi);
      for (const piece of [holding, numbered(bill, 2n)]) {
        expect(await registry.pairOf(piece)).to.deep.equal(pairOf("Delivered, Circulating"));
      }
      await expect(registry.connect(baiyunling.signer).sign(lapsed)).to.be.revertedWithCustomError(
        registry,
        "RequestLapsed",
      );
    });
  });

  describe("signed in advance", () => {
    it("B-6 one step; the instruction's ceiling is held against the part", async () => {
      const { bill, holding } = await splittable();
      await instructed(desk, huaxi, nanming, { ceiling: PART });
      await expect(endorsePart(holding, PART, nanming, huaxi))
        .to.emit(registry, "BillEndorsed")
        .and.not.to.emit(registry, "RequestOpened");
      expect(await unitsOf(numbered(bill, 2n))).to.deep.equal([1n, PART, huaxi.id]);
      await endorsePart(holding, PART + 1n, nanming, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      expect((await registry.billInfo(bill)).seq).to.equal(2n);
    });

    it("B-5 not with a mark: the endorsee is asked, and the mark is on the part alone", async () => {
      const { bill, holding } = await splittable();
      await instructed(desk, huaxi, nanming);
      await endorsePart(holding, PART, nanming, huaxi, true);
      const request = await requestOn(desk, holding);
      expect((await registry.requestInfo(request)).terms).to.equal(MARK);
      await registry.connect(huaxi.signer).sign(request);
      const part = numbered(bill, 2n);
      expect(await registry.pairOf(part)).to.deep.equal(pairOf("Delivered, NotTransferable"));
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      await registry.connect(nanming.signer).liftMark(part);
      await endorsePart(part, 1n, huaxi, baiyunling);
    });
  });

  describe("B-6 amounts", () => {
    it("B-6 reverts for nothing, and for more than there is", async () => {
      const { holding } = await splittable();
      for (const amount of [0n, FACE + 1n, 2n ** 64n - 1n]) {
        await expect(endorsePart(holding, amount, nanming, huaxi))
          .to.be.revertedWithCustomError(registry, "BillAmountOutOfRange")
          .withArgs(holding, amount, FACE);
      }
    });

    it("B-6 all of it is the whole holding, also of a whole bill", async () => {
      for (const paper of [await splittable(), await delivered(desk)]) {
        await endorsePart(paper.holding, FACE, nanming, huaxi);
        await expect(registry.connect(huaxi.signer).sign(await requestOn(desk, paper.holding))).not.to.emit(
          registry,
          "HoldingSplit",
        );
        expect(await unitsOf(paper.holding)).to.deep.equal([1n, FACE, huaxi.id]);
      }
    });

    it("B-6 a whole bill refuses", async () => {
      const { bill, holding } = await delivered(desk);
      await instructed(desk, huaxi, nanming);
      for (const amount of [1n, FACE - 1n]) {
        await expect(endorsePart(holding, amount, nanming, huaxi))
          .to.be.revertedWithCustomError(registry, "BillNotSplittable")
          .withArgs(bill);
      }
    });

    it("B-6 X-14 down to the fen, the pieces are the face, without gap or overlap", async () => {
      const { bill, holding } = await splittable({ face: 4n });
      await instructed(desk, huaxi, nanming);
      for (let n = 0; n < 3; n++) await endorsePart(holding, 1n, nanming, huaxi);
      const pieces = await Promise.all([2n, 3n, 4n, 1n].map((number) => unitsOf(numbered(bill, number))));
      expect(pieces.map(([lo, hi]) => [lo, hi])).to.deep.equal([1n, 2n, 3n, 4n].map((unit) => [unit, unit]));
      await expect(endorsePart(holding, 2n, nanming, huaxi))
        .to.be.revertedWithCustomError(registry, "BillAmountOutOfRange")
        .withArgs(holding, 2n, 1n);
    });
  });

  it("B-4 is for the holder, to another that is active, before maturity, while it circulates", async () => {
    const { holding } = await splittable();
    for (const actor of [desk.qianling, desk.guanshan, huaxi]) {
      await expect(endorsePart(holding, PART, actor, baiyunling))
        .to.be.revertedWithCustomError(registry, "BillNotHolder")
        .withArgs(holding, actor.id, nanming.id);
    }
    for (const to of [nanming.id, 0n]) {
      await expect(registry.connect(nanming.signer).endorsePart(holding, PART, to, false, 0))
        .to.be.revertedWithCustomError(registry, "BillEndorseeIsHolder")
        .withArgs(holding, nanming.id);
    }
    await expect(endorsePart(holdingOf(9n), PART, nanming, huaxi))
      .to.be.revertedWithCustomError(registry, "HoldingUnknown")
      .withArgs(holdingOf(9n));
    await freeze(desk, huaxi);
    await expect(endorsePart(holding, PART, nanming, huaxi)).to.be.revertedWithCustomError(
      desk.suite.participants,
      "ParticipantIsFrozen",
    );
    await goTo(MATURITY);
    await expect(endorsePart(holding, PART, nanming, baiyunling))
      .to.be.revertedWithCustomError(registry, "BillWrongPair")
      .withArgs(holding, ...pairOf("Matured, Circulating"), 1n << 50n);
  });

  it("B-4 B-6 each piece has the chain of the whole and goes on with its own", async () => {
    const { bill, holding } = await splittable();
    await endorsed(desk, holding, nanming, huaxi);
    await endorsePart(holding, PART, huaxi, baiyunling);
    await registry.connect(baiyunling.signer).sign(await requestOn(desk, holding));
    const part = numbered(bill, 2n);
    await endorsed(desk, holding, huaxi, nanming);
    await endorsed(desk, part, baiyunling, huaxi);
    const chainOf = async (piece: bigint) => {
      const [, chain, next] = await desk.suite.billDescriptor.chainOf(registry, piece, 0, 10);
      expect(next).to.equal(0n);
      return chain.toReversed().map(({ from, to, lo, hi }) => [from, to, lo, hi]);
    };
    const first = [nanming.id, huaxi.id, 1n, FACE];
    expect(await chainOf(part)).to.deep.equal([
      first,
      [huaxi.id, baiyunling.id, 1n, PART],
      [baiyunling.id, huaxi.id, 1n, PART],
    ]);
    expect(await chainOf(holding)).to.deep.equal([first, [huaxi.id, nanming.id, PART + 1n, FACE]]);
  });

  it("B-6 B-9 each piece is presented and paid by itself, and the last one settles the bill", async () => {
    const { bill, holding } = await splittable();
    await instructed(desk, huaxi, nanming);
    await endorsePart(holding, PART, nanming, huaxi);
    const part = numbered(bill, 2n);
    await goTo(MATURITY);
    await funded(desk, desk.guanshan, FACE);
    const { billPayment, money } = desk.suite;
    await billPayment.connect(huaxi.signer).present(part, NO_DIGEST);
    await expect(billPayment.connect(desk.guanshan.signer).pay(part)).to.changeTokenBalance(
      ethers,
      money,
      huaxi.wallet,
      PART,
    );
    expect(await registry.pairOf(part)).to.deep.equal(pairOf("Matured, Closed"));
    expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Circulating"));
    await billPayment.connect(nanming.signer).present(holding, NO_DIGEST);
    await billPayment.connect(desk.guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
    expect((await registry.holdingInfo(part)).dishonoured).to.be.false;
    await billPayment.connect(nanming.signer).present(holding, NO_DIGEST);
    await billPayment.connect(desk.guanshan.signer).pay(holding);
    expect((await registry.billInfo(bill)).closed).to.equal(FACE);
    for (const piece of [part, holding]) {
      expect(await registry.pairOf(piece)).to.deep.equal(pairOf("Settled, Closed"));
    }
  });
});
