import { expect } from "chai";
import {
  billDesk,
  BillStatus,
  day,
  delivered,
  type Desk,
  drawn,
  FACE,
  fields,
  freeze,
  goTo,
  halt,
  instructed,
  MATURITY,
  NO_DIGEST,
  order,
  pairOf,
  setOf,
  suspend,
} from "../../../utils/bills.ts";
import {
  claim,
  dishonoured,
  dishonouredAfter,
  insolvency,
  liable,
  passed,
  settle,
  settled,
  sold,
  solvent,
  total,
} from "../../../utils/recourse.ts";
import { guaranteed, pledged } from "../../../utils/security.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

const CLAIMABLE = setOf([
  "Delivered, Circulating",
  "Matured, Circulating",
  "Delivered, NotTransferable",
  "Matured, NotTransferable",
  "Delivered, Pledged",
  "Matured, Pledged",
  "Delivered, InRecourse",
  "Matured, InRecourse",
]);

describe("BillRecourse", () => {
  let desk: Desk;
  let recourse: Desk["suite"]["billRecourse"];
  let registry: Desk["suite"]["billRegistry"];
  let qianling: Actor;
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let baiyunling: Actor;
  let market: Actor;
  let court: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billRecourse: recourse, billRegistry: registry } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, baiyunling, market, court } = desk);
  });

  const open = (holding: bigint, by: Actor, evidence: bigint) =>
    recourse.connect(by.signer).openEarly(holding, evidence);

  describe("claim", () => {
    it("takes the holding into recourse, once, and says what is claimed and until when it could be", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      const claiming = claim(desk, holding, huaxi, nanming);
      await expect(claiming)
        .to.emit(recourse, "RecourseClaimed")
        .withArgs(holding, huaxi.id, nanming.id, 3n, FACE, 0n, NO_DIGEST, day(MATURITY), day("2026-12-30"))
        .and.to.emit(registry, "HoldingCirculationChanged")
        .withArgs(holding, huaxi.id, 8n, true, false);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InRecourse"));
      await expect(claim(desk, holding, huaxi, qianling)).to.not.emit(registry, "HoldingCirculationChanged");
      expect(fields(await recourse.pairOf(holding, huaxi.id, nanming.id))).to.include({ claimedOn: day(MATURITY) });
    });

    it("reverts for all but the holder", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      for (const actor of [nanming, qianling, guanshan, court]) {
        await expect(claim(desk, holding, actor, qianling))
          .to.be.revertedWithCustomError(recourse, "RecourseNotHolder")
          .withArgs(holding, actor.id, huaxi.id);
      }
      await expect(claim(desk, holding + 1n, huaxi, qianling)).to.be.revertedWithCustomError(
        registry,
        "HoldingUnknown",
      );
    });

    it("reverts while it was not dishonoured: in hand, in collection, after an early refusal", async () => {
      const { holding } = await delivered(desk);
      const { billPayment } = desk.suite;
      const attempt = () => claim(desk, holding, nanming, qianling);
      await expect(attempt()).to.be.revertedWithCustomError(recourse, "RecourseNotDishonoured").withArgs(holding);
      await billPayment.connect(nanming.signer).present(holding, NO_DIGEST);
      await billPayment.connect(guanshan.signer).dishonour(holding, 2);
      await expect(attempt()).to.be.revertedWithCustomError(recourse, "RecourseNotDishonoured").withArgs(holding);
      await goTo(MATURITY);
      await billPayment.connect(nanming.signer).present(holding, NO_DIGEST);
      await expect(attempt())
        .to.be.revertedWithCustomError(registry, "BillWrongPair")
        .withArgs(holding, ...pairOf("Matured, InCollection"), CLAIMABLE);
      const early = await drawn(desk, { maturity: "2026-12-15" });
      await expect(claim(desk, early.holding, qianling, guanshan))
        .to.be.revertedWithCustomError(registry, "BillWrongPair")
        .withArgs(early.holding, ...pairOf("Drawn, AwaitingDelivery"), CLAIMABLE);
    });

    it("reverts the second time on the same party", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await claim(desk, holding, huaxi, nanming);
      await goTo("2026-07-02");
      await expect(claim(desk, holding, huaxi, nanming))
        .to.be.revertedWithCustomError(recourse, "RecourseAlreadyClaimed")
        .withArgs(holding, nanming.id, day(MATURITY));
    });

    it("B-10 a claim of an earlier time of holding counts no more when one holds again", async () => {
      const { bill, holding } = await drawn(desk);
      const { billIssuance } = desk.suite;
      await billIssuance.connect(qianling.signer).presentForAcceptance(bill);
      await billIssuance.connect(guanshan.signer).sign((await registry.holdingInfo(holding)).request);
      await guaranteed(desk, holding, guanshan, huaxi);
      await billIssuance.connect(qianling.signer).deliver(bill, 0);
      await billIssuance.connect(nanming.signer).sign((await registry.holdingInfo(holding)).request);
      await passed(desk, holding, nanming, huaxi);
      await dishonoured(desk, holding, huaxi);
      await claim(desk, holding, huaxi, guanshan);
      await settled(desk, holding, huaxi, qianling);
      await settled(desk, holding, qianling, huaxi);
      expect(await liable(desk, holding)).to.deep.equal({ guanshan: "acceptor" });
      await solvent(desk, guanshan, 2n * FACE);
      await expect(settle(desk, holding, guanshan, FACE)).to.be.revertedWithCustomError(recourse, "RecourseNotClaimed");
      await claim(desk, holding, huaxi, guanshan, 50n);
      await settle(desk, holding, guanshan, 2n * FACE);
      expect((await registry.billInfo(bill)).status).to.equal(BillStatus.Settled);
    });

    it("K-4 works for the suspended and the frozen, in a halted module, and against them", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await suspend(desk, huaxi);
      await freeze(desk, huaxi);
      await freeze(desk, nanming);
      await halt(desk, "bills");
      await claim(desk, holding, huaxi, nanming);
      await recourse.connect(huaxi.signer).notify(holding, nanming.id);
      await expect(settle(desk, holding, nanming, 1n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });

    it("B-16 a frozen holding is claimed on, and conveyed against full payment", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      const until = (await networkHelpers.time.latest()) + 300 * 86_400;
      await order(desk, "freeze", [holding, `0x${"7".repeat(64)}`, huaxi.id, 1, FACE, until], desk.suite.billOrders);
      await dishonoured(desk, holding, huaxi);
      expect(await registry.isFrozen(holding)).to.equal(true);
      await settled(desk, holding, huaxi, nanming);
      expect((await registry.holdingInfo(holding)).holder).to.equal(nanming.id);
      expect(await registry.isFrozen(holding)).to.equal(false);
    });
  });

  describe("B-13 openEarly", () => {
    it("B-13 the acceptor's insolvency, by a court's or a regulator's evidence, opens recourse before maturity", async () => {
      for (const authority of [court, desk.regulator]) {
        const { holding } = await delivered(desk);
        await passed(desk, holding, nanming, huaxi);
        const evidence = await insolvency(desk, authority, guanshan);
        const today = (BigInt(await networkHelpers.time.latest()) + 28_800n) / 86_400n;
        await expect(open(holding, huaxi, evidence))
          .to.emit(recourse, "RecourseOpenedEarly")
          .withArgs(holding, huaxi.id, evidence, today);
        const { dishonoured: isDishonoured, circulation } = await registry.holdingInfo(holding);
        expect([isDishonoured, circulation]).to.deep.equal([true, 2n]);
        await expect(
          registry.connect(huaxi.signer).endorse(holding, market.id, false, 0),
        ).to.be.revertedWithCustomError(registry, "BillDishonoured");
        await claim(desk, holding, huaxi, nanming);
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, InRecourse"));
      }
    });

    it("B-13 the category names the acceptor", async () => {
      expect(await recourse.insolvencyCategory(4_294_967_295n)).to.equal(
        `0x${Buffer.from("INSOLVENCY:4294967295").toString("hex").padEnd(64, "0")}`,
      );
    });

    it("B-13 reverts on evidence of others, of another acceptor or kind, and without any", async () => {
      const { holding } = await delivered(desk);
      const needed = await recourse.insolvencyCategory(guanshan.id);
      for (const evidence of [
        await insolvency(desk, nanming, guanshan),
        await insolvency(desk, desk.auditor, guanshan),
        await insolvency(desk, court, qianling),
        await insolvency(desk, court, guanshan, "INSOLVENCY"),
      ]) {
        const { category } = await desk.suite.evidence.evidenceInfo(evidence);
        await expect(open(holding, nanming, evidence))
          .to.be.revertedWithCustomError(recourse, "RecourseEvidenceInvalid")
          .withArgs(holding, evidence, category, needed);
      }
      await expect(open(holding, nanming, 99n))
        .to.be.revertedWithCustomError(recourse, "RecourseEvidenceInvalid")
        .withArgs(holding, 99n, NO_DIGEST, needed);
    });

    it("B-13 reverts for all but the holder, twice, and from maturity on", async () => {
      const { holding } = await delivered(desk);
      const evidence = await insolvency(desk, court, guanshan);
      await expect(open(holding, qianling, evidence))
        .to.be.revertedWithCustomError(recourse, "RecourseNotHolder")
        .withArgs(holding, qianling.id, nanming.id);
      const other = await delivered(desk);
      await open(holding, nanming, evidence);
      await expect(open(holding, nanming, evidence)).to.be.revertedWithCustomError(registry, "BillDishonoured");
      await goTo(MATURITY, "00:00:00");
      await expect(open(other.holding, nanming, evidence))
        .to.be.revertedWithCustomError(registry, "BillDue")
        .withArgs(other.bill, day(MATURITY));
    });

    it("B-13 a marked holding stays marked; one that waits for an answer is not opened", async () => {
      const { holding } = await delivered(desk, { notTransferable: true });
      const evidence = await insolvency(desk, court, guanshan);
      await open(holding, nanming, evidence);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, NotTransferable"));
      const asked = await delivered(desk);
      await registry.connect(nanming.signer).endorse(asked.holding, huaxi.id, false, 0);
      await expect(open(asked.holding, nanming, evidence)).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("B-13 B-17 a pledge is realised first; then the pledgee opens and claims", async () => {
      const { holding } = await delivered(desk);
      await pledged(desk, holding, nanming, baiyunling);
      const evidence = await insolvency(desk, court, guanshan);
      await expect(open(holding, nanming, evidence))
        .to.be.revertedWithCustomError(desk.suite.billSecurity, "BillPledgeMissing")
        .withArgs(holding, 1n, 2n);
      await goTo("2026-05-15");
      await desk.suite.billSecurity.connect(baiyunling.signer).realise(holding);
      await open(holding, baiyunling, evidence);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      await claim(desk, holding, baiyunling, nanming);
    });

    it("B-8 B-13 recourse that was opened early is not lost by presenting late", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await open(holding, huaxi, await insolvency(desk, court, guanshan));
      await dishonoured(desk, holding, huaxi, "2026-07-13");
      expect(await liable(desk, holding)).to.have.property("nanming", "endorser 1");
    });
  });

  describe("views", () => {
    it("owed and limitOf revert before dishonour, limitOf for who is not liable", async () => {
      const { holding } = await delivered(desk);
      await expect(recourse.owed(holding)).to.be.revertedWithCustomError(recourse, "RecourseNotDishonoured");
      await expect(recourse.limitOf(holding, qianling.id)).to.be.revertedWithCustomError(
        recourse,
        "RecourseNotDishonoured",
      );
      await dishonoured(desk, holding, nanming);
      await expect(recourse.limitOf(holding, huaxi.id)).to.be.revertedWithCustomError(recourse, "RecourseNotLiable");
    });
  });

  describe("X-106 the longest chain", () => {
    it("X-106 claim, notice, interruption and settlement stay below half a transaction at 500 endorsements", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, huaxi, nanming);
      await instructed(desk, nanming, huaxi);
      const pair = [nanming, huaxi] as const;
      for (let place = 0; place < 500; ++place) {
        const [from, to] = place % 2 === 0 ? pair : [pair[1], pair[0]];
        await registry.connect(from.signer).endorse(holding, to.id, false, 0);
      }
      expect((await registry.holdingInfo(holding)).chainLength).to.equal(500n);
      await dishonoured(desk, holding, nanming);
      const gasOf = async (sent: ReturnType<typeof claim>) => (await (await sent).wait())?.gasUsed ?? 0n;
      const HALF = 8_388_608n;
      // nanming is payee and last holder: nobody but drawer and acceptor is liable to it.
      expect(await gasOf(claim(desk, holding, nanming, qianling, 10n))).to.be.lessThan(HALF);
      expect(await gasOf(claim(desk, holding, nanming, guanshan))).to.be.lessThan(HALF);
      expect(await gasOf(recourse.connect(nanming.signer).notify(holding, qianling.id))).to.be.lessThan(HALF);
      expect(
        await gasOf(recourse.connect(nanming.signer).interrupt(holding, qianling.id, 1, `0x${"1".repeat(64)}`)),
      ).to.be.lessThan(HALF);
      await solvent(desk, qianling, await total(desk, holding));
      expect(await gasOf(settle(desk, holding, qianling, await total(desk, holding)))).to.be.lessThan(HALF);
      // A full chain still takes the payer's link.
      expect((await registry.holdingInfo(holding)).chainLength).to.equal(501n);
      expect(await gasOf(claim(desk, holding, qianling, guanshan, 1n))).to.be.lessThan(HALF);
    }).timeout(120_000);

    it("X-106 B-15 waiting for as many credit enhancers as are looked for stays below half a transaction too", async () => {
      const { auditor, financeCompany } = desk;
      const { holding } = await delivered(desk);
      await sold(desk, holding, nanming, baiyunling);
      for (const endorsee of [nanming, huaxi]) await instructed(desk, endorsee, baiyunling);
      await instructed(desk, baiyunling, nanming);
      /** Of a claim on the drawer by the last of 500 endorsees, when all that come before it have lapsed. */
      const gasWith = async (enhancers: Actor[]) => {
        const snapshot = await networkHelpers.takeSnapshot();
        for (const each of enhancers) await guaranteed(desk, holding, baiyunling, each);
        for (let place = 1; place < 499; ++place) {
          const [from, to] = place % 2 === 1 ? [baiyunling, nanming] : [nanming, baiyunling];
          await registry.connect(from.signer).endorse(holding, to.id, false, 0);
        }
        await registry.connect(baiyunling.signer).endorse(holding, huaxi.id, false, 0);
        await dishonoured(desk, holding, huaxi);
        await goTo("2026-12-31", "00:00:00");
        const gas = (await (await claim(desk, holding, huaxi, qianling)).wait())?.gasUsed ?? 0n;
        await snapshot.restore();
        return gas;
      };
      const none = await gasWith([]);
      const each = ((await gasWith([court, market, auditor, financeCompany])) - none) / 4n;
      expect(each).to.be.greaterThan(0n);
      expect(none + (await recourse.MAX_ENHANCERS()) * each).to.be.lessThan(8_388_608n);
    }).timeout(120_000);
  });
});
