/** Guarantees, one half of BillSecurity; BillPledge.test.ts has the other. */
import { expect } from "chai";
import { toBeHex } from "ethers";
import {
  accepted,
  billDesk,
  BillAct,
  day,
  delivered,
  type Desk,
  drawn,
  endorsed,
  FACE,
  fields,
  freeze,
  funded,
  goTo,
  halt,
  matured,
  MATURITY,
  NO_DIGEST,
  order,
  paid,
  type Pair,
  pairOf,
  type Paper,
  presented,
  requestOn,
  RequestStatus,
  setOf,
  suspend,
} from "../../../utils/bills.ts";
import { Capacity, guaranteeAsked, guaranteed, newestRequest, pledged, pledgeAsked } from "../../../utils/security.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

/** A request's terms: the principal, as what it is liable, and an endorser's place in the chain. */
const termsOf = (principal: Actor, capacity: bigint, place = 0n) =>
  toBeHex((place << 40n) | (capacity << 32n) | principal.id, 32);

const GUARANTEEABLE = setOf([
  "Drawn, AwaitingDelivery",
  "Drawn, Locked",
  "Accepted, AwaitingDelivery",
  "Accepted, Locked",
  "Delivered, Circulating",
  "Delivered, Locked",
  "Delivered, Pledged",
]);

describe("BillSecurity: guarantee", () => {
  let desk: Desk;
  let security: Desk["suite"]["billSecurity"];
  let registry: Desk["suite"]["billRegistry"];
  let qianling: Actor;
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let baiyunling: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billSecurity: security, billRegistry: registry } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, baiyunling } = desk);
  });

  const ask = (holding: bigint, by: Actor, guarantor: Actor | bigint, lastDay = 0n) =>
    security
      .connect(by.signer)
      .requestGuarantee(holding, typeof guarantor === "bigint" ? guarantor : guarantor.id, lastDay);
  const sign = (request: bigint, by: Actor) => security.connect(by.signer).sign(request);

  /** Who guarantees for whom at each stage, and who asks for it. */
  const stages: {
    pair: Pair;
    reach: (desk: Desk) => Promise<Paper>;
    by: "qianling" | "guanshan" | "nanming" | "huaxi";
    principal: "qianling" | "guanshan" | "nanming" | "huaxi";
    capacity: bigint;
    place: bigint;
  }[] = [
    {
      pair: "Drawn, AwaitingDelivery",
      reach: (desk) => drawn(desk),
      by: "qianling",
      principal: "qianling",
      capacity: Capacity.Drawer,
      place: 0n,
    },
    {
      pair: "Accepted, AwaitingDelivery",
      reach: (desk) => accepted(desk),
      by: "guanshan",
      principal: "guanshan",
      capacity: Capacity.Acceptor,
      place: 0n,
    },
    {
      pair: "Accepted, AwaitingDelivery",
      reach: (desk) => accepted(desk),
      by: "qianling",
      principal: "guanshan",
      capacity: Capacity.Acceptor,
      place: 0n,
    },
    {
      pair: "Delivered, Circulating",
      reach: (desk) => delivered(desk),
      by: "nanming",
      principal: "nanming",
      capacity: Capacity.Endorser,
      place: 1n,
    },
    {
      pair: "Delivered, Circulating",
      reach: async (desk) => {
        const paper = await delivered(desk);
        await endorsed(desk, paper.holding, desk.nanming, desk.huaxi);
        return paper;
      },
      by: "huaxi",
      principal: "huaxi",
      capacity: Capacity.Endorser,
      place: 2n,
    },
  ];

  describe("requestGuarantee", () => {
    for (const { pair, reach, by, principal, capacity, place } of stages) {
      it(`B-7 ${pair}: ${by} asks for ${principal}, and nothing is locked`, async () => {
        const { holding } = await reach(desk);
        await expect(ask(holding, desk[by], baiyunling))
          .to.emit(registry, "RequestOpened")
          .withArgs(
            (request: bigint) => request > 0n,
            desk[by].id,
            baiyunling.id,
            holding,
            BillAct.Guarantee,
            1n,
            FACE,
            day("2026-06-29"),
            termsOf(desk[principal], capacity, place),
          );
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf(pair));
        expect(await requestOn(desk, holding)).to.equal(0n);
      });
    }

    it("is asked of several, while the bill goes its way, and while another request locks it", async () => {
      const { bill, holding } = await drawn(desk);
      await desk.suite.billIssuance.connect(qianling.signer).presentForAcceptance(bill);
      await guaranteeAsked(desk, holding, qianling, baiyunling);
      await guaranteeAsked(desk, holding, qianling, huaxi);
      await desk.suite.billIssuance.connect(guanshan.signer).sign(await requestOn(desk, holding));
      await desk.suite.billIssuance.connect(qianling.signer).deliver(bill, 0);
      await guaranteed(desk, holding, guanshan, baiyunling);
      await desk.suite.billIssuance.connect(nanming.signer).sign(await requestOn(desk, holding));
      await registry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0);
      await guaranteeAsked(desk, holding, nanming, desk.clearing);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
    });

    it("reverts for all but the principal and the holder", async () => {
      const first = await accepted(desk);
      await expect(ask(first.holding, nanming, baiyunling))
        .to.be.revertedWithCustomError(security, "BillGuaranteeNotYours")
        .withArgs(first.holding, nanming.id, guanshan.id);
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      for (const actor of [qianling, guanshan, nanming, baiyunling]) {
        await expect(ask(holding, actor, desk.clearing))
          .to.be.revertedWithCustomError(security, "BillGuaranteeNotYours")
          .withArgs(holding, actor.id, huaxi.id);
      }
    });

    it("X-8 reverts to nobody, and to an unknown, frozen or suspended participant", async () => {
      const { holding } = await delivered(desk);
      const { participants } = desk.suite;
      for (const id of [0n, 999n]) {
        await expect(ask(holding, nanming, id))
          .to.be.revertedWithCustomError(participants, "ParticipantUnknown")
          .withArgs(id);
      }
      await freeze(desk, huaxi);
      await expect(ask(holding, nanming, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await suspend(desk, baiyunling);
      await expect(ask(holding, nanming, baiyunling)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
    });

    it("K-10 K-11 K-12 stops for a key that serves nobody, for a frozen asker and while the module is halted", async () => {
      const { holding } = await delivered(desk);
      const { participants } = desk.suite;
      const [stranger] = await ethers.getSigners();
      await expect(
        security.connect(stranger ?? null).requestGuarantee(holding, huaxi.id, 0),
      ).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await freeze(desk, nanming);
      await expect(ask(holding, nanming, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await halt(desk, "bills");
      await expect(ask(holding, nanming, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });

    it("takes a last day from today to the day before maturity", async () => {
      await goTo("2026-01-20");
      const { holding } = await delivered(desk);
      for (const date of ["2026-01-19", MATURITY]) {
        await expect(ask(holding, nanming, huaxi, day(date)))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(day(date), day("2026-01-20"), day("2026-06-29"));
      }
      await ask(holding, nanming, huaxi, day("2026-01-20"));
      await goTo("2026-01-21", "00:00:00");
      const request = await newestRequest(desk);
      await expect(sign(request, huaxi))
        .to.be.revertedWithCustomError(registry, "RequestLapsed")
        .withArgs(request, day("2026-01-20"));
    });

    describe("NIL 45, X-23 the guarantor is no debtor of the bill", () => {
      const refuses = async (paper: Paper, by: Actor, guarantor: Actor, capacity: bigint) =>
        expect(ask(paper.holding, by, guarantor))
          .to.be.revertedWithCustomError(security, "BillGuarantorIsDebtor")
          .withArgs(paper.bill, guarantor.id, capacity);

      it("X-23 drawn: neither the drawer, for whom it would be, nor the drawee", async () => {
        const paper = await drawn(desk);
        await refuses(paper, qianling, qianling, Capacity.Drawer);
        await refuses(paper, qianling, guanshan, Capacity.Acceptor);
      });

      it("X-23 accepted: neither the acceptor, for whom it would be, nor the drawer", async () => {
        const paper = await accepted(desk);
        for (const by of [qianling, guanshan]) {
          await refuses(paper, by, guanshan, Capacity.Acceptor);
          await refuses(paper, by, qianling, Capacity.Drawer);
        }
      });

      it("X-23 delivered: not the holder, for whom it would be, drawer, acceptor, nor any endorser of its chain", async () => {
        const paper = await delivered(desk);
        await endorsed(desk, paper.holding, nanming, huaxi);
        await endorsed(desk, paper.holding, huaxi, baiyunling);
        await refuses(paper, baiyunling, baiyunling, Capacity.Endorser);
        await refuses(paper, baiyunling, qianling, Capacity.Drawer);
        await refuses(paper, baiyunling, guanshan, Capacity.Acceptor);
        await refuses(paper, baiyunling, huaxi, Capacity.Endorser);
        await refuses(paper, baiyunling, nanming, Capacity.Endorser);
        await guaranteed(desk, paper.holding, baiyunling, desk.clearing);
      });

      it("X-23 an endorser of another part of the bill may: its chain is another", async () => {
        const { holding } = await delivered(desk, { splittable: true });
        await registry.connect(nanming.signer).endorsePart(holding, 400_000n, huaxi.id, false, 0);
        await registry.connect(huaxi.signer).sign(await requestOn(desk, holding));
        const part = holding + 1n;
        await endorsed(desk, part, huaxi, baiyunling);
        await expect(ask(part, baiyunling, huaxi)).to.be.revertedWithCustomError(security, "BillGuarantorIsDebtor");
        await guaranteed(desk, holding, nanming, huaxi);
      });

      it("X-23 nobody guarantees twice on a bill, whether asked before or after it has signed", async () => {
        const paper = await accepted(desk);
        const requests = [
          await guaranteeAsked(desk, paper.holding, guanshan, baiyunling),
          await guaranteeAsked(desk, paper.holding, qianling, baiyunling),
        ] as const;
        await sign(requests[0], baiyunling);
        await expect(sign(requests[1], baiyunling))
          .to.be.revertedWithCustomError(security, "BillGuarantorIsDebtor")
          .withArgs(paper.bill, baiyunling.id, Capacity.Guarantor);
        await refuses(paper, guanshan, baiyunling, Capacity.Guarantor);
        expect(await security.guarantorsOf(paper.bill, 0, 9)).to.deep.equal([baiyunling.id]);
      });

      it("who is not liable yet may, as the payee before delivery", async () => {
        const { bill, holding } = await drawn(desk);
        await guaranteed(desk, holding, qianling, nanming);
        expect((await security.guaranteeOf(bill, nanming.id)).principal).to.equal(qianling.id);
      });
    });

    describe("from every other pair it reverts with the present and the allowed pairs", () => {
      const others: [Pair, (desk: Desk) => Promise<Paper>, by: "qianling" | "nanming"][] = [
        ["Delivered, NotTransferable", (desk) => delivered(desk, { notTransferable: true }), "nanming"],
        ["Delivered, InCollection", presented, "nanming"],
        ["Matured, Circulating", matured, "nanming"],
        ["Settled, Closed", paid, "nanming"],
        [
          "Ended, Closed",
          async (desk) => {
            const paper = await drawn(desk);
            await desk.suite.billIssuance.connect(desk.qianling.signer).withdraw(paper.bill);
            return paper;
          },
          "qianling",
        ],
      ];
      for (const [pair, reach, by] of others) {
        it(pair, async () => {
          const { holding } = await reach(desk);
          await expect(ask(holding, desk[by], baiyunling))
            .to.be.revertedWithCustomError(registry, "BillWrongPair")
            .withArgs(holding, ...pairOf(pair), GUARANTEEABLE);
        });
      }
    });

    it("of a pledged holding it is asked by the pledgor, until the pledge is realised: then its holder endorses no more", async () => {
      const { bill, holding } = await delivered(desk);
      await pledged(desk, holding, nanming, huaxi);
      await guaranteed(desk, holding, nanming, baiyunling);
      const open = await guaranteeAsked(desk, holding, nanming, desk.clearing);
      await goTo("2026-05-15");
      await security.connect(huaxi.signer).realise(holding);
      expect(fields(await security.guaranteeOf(bill, baiyunling.id))).to.include({ principal: nanming.id, place: 1n });
      await expect(ask(holding, huaxi, desk.clearing))
        .to.be.revertedWithCustomError(security, "BillHeldToCollect")
        .withArgs(holding, huaxi.id);
      await expect(sign(open, desk.clearing)).to.be.revertedWithCustomError(security, "BillHeldToCollect");
    });
  });

  describe("sign", () => {
    for (const { pair, reach, by, principal, capacity, place } of stages) {
      it(`B-7 NIL 50 ${pair}: asked by ${by}, the guarantor stands for ${principal} and all units`, async () => {
        const { bill, holding } = await reach(desk);
        const request = await guaranteeAsked(desk, holding, desk[by], baiyunling);
        await expect(sign(request, baiyunling))
          .to.emit(security, "BillGuaranteed")
          .withArgs(bill, baiyunling.id, desk[principal].id, holding, capacity, 1n, FACE, place, day("2026-01-05"))
          .and.to.emit(registry, "RequestAnswered")
          .withArgs(request, holding, RequestStatus.Signed);
        expect(fields(await security.guaranteeOf(bill, baiyunling.id))).to.deep.equal({
          lo: 1n,
          hi: FACE,
          principal: desk[principal].id,
          day: day("2026-01-05"),
          capacity,
          place,
        });
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf(pair));
      });
    }

    it("NIL 51 several sign, each for the whole, and are listed in their order, by pages", async () => {
      const { bill, holding } = await delivered(desk);
      const guarantors = [desk.clearing, huaxi, baiyunling];
      for (const guarantor of guarantors) await guaranteed(desk, holding, nanming, guarantor);
      const ids = guarantors.map(({ id }) => id);
      expect(await security.guarantorsOf(bill, 0, 100)).to.deep.equal(ids);
      expect(await security.guarantorsOf(bill, 1, 1)).to.deep.equal(ids.slice(1, 2));
      expect(await security.guarantorsOf(bill, 2, 5)).to.deep.equal(ids.slice(2));
      expect(await security.guarantorsOf(bill, 3, 5)).to.deep.equal([]);
      expect(fields(await security.guaranteeOf(bill, nanming.id)).capacity).to.equal(Capacity.None);
    });

    it("reverts for all but the guarantor, and leaves the request open", async () => {
      const { holding } = await delivered(desk);
      const request = await guaranteeAsked(desk, holding, nanming, huaxi);
      for (const actor of [nanming, baiyunling, qianling]) {
        await expect(sign(request, actor))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(request, actor.id, huaxi.id);
      }
      await sign(request, huaxi);
    });

    it("X-24 a request is signed once, and none that was refused, withdrawn or never made", async () => {
      const { holding } = await delivered(desk);
      const signed = await guaranteeAsked(desk, holding, nanming, huaxi);
      await sign(signed, huaxi);
      const refused = await guaranteeAsked(desk, holding, nanming, baiyunling);
      await registry.connect(baiyunling.signer).refuse(refused);
      const withdrawn = await guaranteeAsked(desk, holding, nanming, baiyunling);
      await registry.connect(nanming.signer).withdrawRequest(withdrawn);
      for (const [request, by, status] of [
        [signed, huaxi, RequestStatus.Signed],
        [refused, baiyunling, RequestStatus.Refused],
        [withdrawn, baiyunling, RequestStatus.Withdrawn],
      ] as const) {
        await expect(sign(request, by))
          .to.be.revertedWithCustomError(registry, "RequestNotOpen")
          .withArgs(request, status);
      }
      await expect(sign(99n, huaxi)).to.be.revertedWithCustomError(security, "RequestUnknown").withArgs(99n);
    });

    it("other acts are signed at their own part, and these only here", async () => {
      const { holding } = await delivered(desk);
      await registry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0);
      const endorsement = await requestOn(desk, holding);
      await expect(sign(endorsement, huaxi))
        .to.be.revertedWithCustomError(security, "BillActElsewhere")
        .withArgs(endorsement, BillAct.Endorsement);
      const guarantee = await guaranteeAsked(desk, holding, nanming, huaxi);
      for (const part of [registry, desk.suite.billIssuance]) {
        await expect(part.connect(huaxi.signer).sign(guarantee))
          .to.be.revertedWithCustomError(part, "BillActElsewhere")
          .withArgs(guarantee, BillAct.Guarantee);
      }
    });

    it("stops for a guarantor or an asker that was frozen or suspended since", async () => {
      const { participants } = desk.suite;
      const { holding } = await delivered(desk);
      const requests = [
        await guaranteeAsked(desk, holding, nanming, huaxi),
        await guaranteeAsked(desk, holding, nanming, desk.market),
        await guaranteeAsked(desk, holding, nanming, baiyunling),
      ] as const;
      await freeze(desk, huaxi);
      await expect(sign(requests[0], huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await suspend(desk, desk.market);
      await expect(sign(requests[1], desk.market)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
      await suspend(desk, nanming);
      await expect(sign(requests[2], baiyunling)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
    });

    it("the principal of a guarantee that its holder asked for may be suspended: then it is worth most", async () => {
      const { bill, holding } = await accepted(desk);
      const request = await guaranteeAsked(desk, holding, qianling, baiyunling);
      await suspend(desk, guanshan);
      await sign(request, baiyunling);
      expect((await security.guaranteeOf(bill, baiyunling.id)).principal).to.equal(guanshan.id);
    });

    describe("what was asked at another stage is stale", () => {
      const stale = async (request: bigint, guarantor: Actor, askedFor: Actor, now: Actor) =>
        expect(sign(request, guarantor))
          .to.be.revertedWithCustomError(security, "BillGuaranteeStale")
          .withArgs(request, askedFor.id, now.id);

      it("B-7 asked when drawn, accepted since", async () => {
        const { bill, holding } = await drawn(desk);
        const request = await guaranteeAsked(desk, holding, qianling, baiyunling);
        await desk.suite.billIssuance.connect(qianling.signer).presentForAcceptance(bill);
        await desk.suite.billIssuance.connect(guanshan.signer).sign(await requestOn(desk, holding));
        await stale(request, baiyunling, qianling, guanshan);
      });

      it("B-7 asked for its drawer when drawn, accepted by the same since: another capacity", async () => {
        const { bill, holding } = await drawn(desk, { kind: 3n, acceptor: qianling });
        const request = await guaranteeAsked(desk, holding, qianling, baiyunling);
        await desk.suite.billIssuance.connect(qianling.signer).presentForAcceptance(bill);
        await stale(request, baiyunling, qianling, qianling);
      });

      it("B-7 asked when accepted, delivered since", async () => {
        const { bill, holding } = await accepted(desk);
        const request = await guaranteeAsked(desk, holding, qianling, baiyunling);
        await desk.suite.billIssuance.connect(qianling.signer).deliver(bill, 0);
        await desk.suite.billIssuance.connect(nanming.signer).sign(await requestOn(desk, holding));
        await stale(request, baiyunling, guanshan, nanming);
      });

      it("asked by a holder that has endorsed it on since, to another or to the guarantor", async () => {
        const { holding } = await delivered(desk);
        const request = await guaranteeAsked(desk, holding, nanming, baiyunling);
        await endorsed(desk, holding, nanming, huaxi);
        await stale(request, baiyunling, nanming, huaxi);
        await endorsed(desk, holding, huaxi, baiyunling);
        await stale(request, baiyunling, nanming, baiyunling);
      });

      it("asked by a holder that has it again: it would stand for another endorsement", async () => {
        const { holding } = await delivered(desk);
        const request = await guaranteeAsked(desk, holding, nanming, baiyunling);
        await endorsed(desk, holding, nanming, huaxi);
        await endorsed(desk, holding, huaxi, nanming);
        await stale(request, baiyunling, nanming, nanming);
      });

      it("NIL 50 asked for a holding that was parted since: it would stand for less", async () => {
        const { holding } = await delivered(desk, { splittable: true });
        const request = await guaranteeAsked(desk, holding, nanming, baiyunling);
        await registry.connect(nanming.signer).endorsePart(holding, 1n, huaxi.id, false, 0);
        await registry.connect(huaxi.signer).sign(await requestOn(desk, holding));
        await stale(request, baiyunling, nanming, nanming);
      });

      it("the asker can take a stale one back, and ask anew", async () => {
        const { bill, holding } = await delivered(desk);
        const request = await guaranteeAsked(desk, holding, nanming, baiyunling);
        await endorsed(desk, holding, nanming, huaxi);
        await registry.connect(nanming.signer).withdrawRequest(request);
        await guaranteed(desk, holding, huaxi, baiyunling);
        expect((await security.guaranteeOf(bill, baiyunling.id)).principal).to.equal(huaxi.id);
      });
    });

    it("reverts when the bill was withdrawn, marked, presented or paid since", async () => {
      const withdrawn = await drawn(desk);
      const first = await guaranteeAsked(desk, withdrawn.holding, qianling, baiyunling);
      await desk.suite.billIssuance.connect(qianling.signer).withdraw(withdrawn.bill);
      await expect(sign(first, baiyunling)).to.be.revertedWithCustomError(registry, "BillWrongPair");

      const { holding } = await delivered(desk);
      const second = await guaranteeAsked(desk, holding, nanming, baiyunling);
      await endorsed(desk, holding, nanming, huaxi, true);
      await expect(sign(second, baiyunling)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await desk.suite.billPayment.connect(huaxi.signer).present(holding, NO_DIGEST);
      await expect(sign(second, baiyunling)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await funded(desk, guanshan, FACE);
      await desk.suite.billPayment.connect(guanshan.signer).pay(holding);
      await expect(sign(second, baiyunling))
        .to.be.revertedWithCustomError(registry, "BillWrongPair")
        .withArgs(holding, ...pairOf("Settled, Closed"), GUARANTEEABLE);
    });

    it("a guarantee binds units: parting the holding afterwards leaves them guaranteed", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      await guaranteed(desk, holding, nanming, baiyunling);
      await registry.connect(nanming.signer).endorsePart(holding, 1n, huaxi.id, false, 0);
      await registry.connect(huaxi.signer).sign(await requestOn(desk, holding));
      expect(fields(await security.guaranteeOf(bill, baiyunling.id))).to.include({ lo: 1n, hi: FACE });
    });

    it("a guarantee and a pledge of one holding wait side by side", async () => {
      const { holding } = await delivered(desk);
      const guarantee = await guaranteeAsked(desk, holding, nanming, baiyunling);
      const pledge = await pledgeAsked(desk, holding, nanming, huaxi);
      await sign(guarantee, baiyunling);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      await sign(pledge, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
    });

    it("an expelled guarantor still is one", async () => {
      const { bill, holding } = await delivered(desk);
      await guaranteed(desk, holding, nanming, huaxi);
      await suspend(desk, huaxi);
      await order(desk, "expel", [huaxi.id]);
      expect((await security.guaranteeOf(bill, huaxi.id)).capacity).to.equal(Capacity.Endorser);
    });
  });
});
