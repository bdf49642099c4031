/** Pledges, one half of BillSecurity; BillGuarantee.test.ts has the other, BillSecurity.t.sol what repos and orders do with pledges. */
import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { id, toBeHex } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import { signConsent } from "../../../../deploy/founders.ts";
import {
  accepted,
  billDesk,
  BillAct,
  Circulation,
  day,
  delivered,
  type Desk,
  DishonourReason,
  type Draft,
  drawn,
  endorsed,
  endorsementOf,
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
  Purpose,
  requestOn,
  RequestStatus,
  setOf,
  suspend,
} from "../../../utils/bills.ts";
import { asked } from "../../../utils/market.ts";
import { DUE, newestRequest, pledged, pledgeAsked, PledgeStatus, type PledgeTerms } from "../../../utils/security.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const SECURED = 600_000n;
const ENDORSABLE = setOf(["Delivered, Circulating"]);

describe("BillSecurity: pledge", () => {
  let desk: Desk;
  let security: Desk["suite"]["billSecurity"];
  let registry: Desk["suite"]["billRegistry"];
  let payment: Desk["suite"]["billPayment"];
  let money: Desk["suite"]["money"];
  let participants: Desk["suite"]["participants"];
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let baiyunling: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billSecurity: security, billRegistry: registry, billPayment: payment, money, participants } = desk.suite);
    ({ nanming, huaxi, guanshan, baiyunling } = desk);
  });

  const pledge = (
    holding: bigint,
    by: Actor,
    pledgee: Actor | bigint,
    change: PledgeTerms & { lastDay?: bigint } = {},
  ) =>
    security
      .connect(by.signer)
      .pledge(
        holding,
        change.amount ?? FACE,
        typeof pledgee === "bigint" ? pledgee : pledgee.id,
        change.secured ?? SECURED,
        day(change.due ?? DUE),
        change.lastDay ?? 0n,
      );
  const sign = (request: bigint, by: Actor) => security.connect(by.signer).sign(request);
  const release = (holding: bigint, by: Actor) => security.connect(by.signer).release(holding);
  const realise = (holding: bigint, by: Actor) => security.connect(by.signer).realise(holding);
  const balances = async (...actors: Actor[]) => Promise.all(actors.map(({ wallet }) => money.balanceOf(wallet)));

  /** A key that serves nobody. */
  async function stranger() {
    const [signer] = await ethers.getSigners();
    if (signer === undefined) throw new Error("The network has no accounts.");
    return signer;
  }

  /** Makes it an operator for acts. */
  async function bind(owner: Actor, operator: Actor["signer"], ceiling = 0n): Promise<void> {
    const deadline = BigInt(await networkHelpers.time.latest()) + 3600n;
    const { signature } = await signConsent(participants, operator, owner.uscc, Scopes.ACTS, deadline);
    await participants.connect(owner.signer).bindAccount(operator, Scopes.ACTS, ceiling, [], deadline, signature);
  }

  /** nanming's holding, pledged to huaxi. */
  async function live(terms: PledgeTerms = {}, draft: Draft = {}): Promise<Paper> {
    const paper = await delivered(desk, draft);
    await pledged(desk, paper.holding, nanming, huaxi, terms);
    return paper;
  }

  /** The same, realised on the day on which the debt is due. */
  async function realised(terms: PledgeTerms = {}): Promise<Paper> {
    const paper = await live(terms);
    await goTo(terms.due ?? DUE);
    await realise(paper.holding, huaxi);
    return paper;
  }

  /** The same, presented by its pledgee at maturity. */
  async function collecting(terms: PledgeTerms = {}): Promise<Paper> {
    const paper = await realised(terms);
    await goTo(MATURITY);
    await payment.connect(huaxi.signer).present(paper.holding, NO_DIGEST);
    return paper;
  }

  describe("pledge", () => {
    it("B-17 asks the pledgee, with what is secured and when it is due; locks the holding and moves nothing", async () => {
      const { holding } = await delivered(desk);
      const terms = toBeHex((day(DUE) << 64n) | SECURED, 32);
      await expect(pledge(holding, nanming, huaxi))
        .to.emit(registry, "RequestOpened")
        .withArgs(3n, nanming.id, huaxi.id, holding, BillAct.Pledge, 1n, FACE, day("2026-06-29"), terms)
        .and.not.to.emit(security, "BillPledged");
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      expect((await security.pledgeOf(holding)).status).to.equal(PledgeStatus.None);
    });

    it("X-6 reverts for all but the holder: the pledgee, drawer, acceptor, an earlier holder", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      for (const actor of [nanming, desk.qianling, guanshan, baiyunling]) {
        await expect(pledge(holding, actor, desk.clearing))
          .to.be.revertedWithCustomError(registry, "BillNotHolder")
          .withArgs(holding, actor.id, huaxi.id);
      }
    });

    it("X-6 reverts for a key that serves nobody, and for an operator that serves the holder no more", async () => {
      const { holding } = await delivered(desk);
      const operator = await stranger();
      const attempt = () => security.connect(operator).pledge(holding, FACE, huaxi.id, SECURED, day(DUE), 0);
      await expect(attempt()).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await bind(nanming, operator);
      await participants.connect(nanming.signer).releaseAccount(operator);
      await expect(attempt()).to.be.revertedWithCustomError(participants, "AccountUnknown");
    });

    it("operators ask, sign and release up to their ceiling: the face of what is pledged or guaranteed", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      const operator = await stranger();
      const mine = security.connect(operator);
      const exceeds = (attempt: Promise<unknown>) =>
        expect(attempt)
          .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
          .withArgs(operator, FACE, FACE - 1n);
      await bind(nanming, operator, FACE - 1n);
      await exceeds(mine.pledge(holding, FACE, huaxi.id, SECURED, day(DUE), 0));
      await exceeds(mine.requestGuarantee(holding, huaxi.id, 0));
      await mine.pledge(holding, FACE - 1n, huaxi.id, SECURED, day(DUE), 0);
      await registry.connect(operator).withdrawRequest(await requestOn(desk, holding));
      await participants.connect(nanming.signer).releaseAccount(operator);

      await bind(huaxi, operator, FACE - 1n);
      await pledge(holding, nanming, huaxi);
      const request = await newestRequest(desk);
      await exceeds(mine.sign(request));
      await sign(request, huaxi);
      await exceeds(mine.release(holding));
      await release(holding, huaxi);
    });

    it("X-6 is made once: neither while one is asked nor while one is live", async () => {
      const { holding } = await delivered(desk);
      const request = await pledgeAsked(desk, holding, nanming, huaxi);
      await expect(pledge(holding, nanming, baiyunling))
        .to.be.revertedWithCustomError(registry, "BillWrongPair")
        .withArgs(holding, ...pairOf("Delivered, Locked"), ENDORSABLE);
      await sign(request, huaxi);
      for (const pledgee of [huaxi, baiyunling]) {
        await expect(pledge(holding, nanming, pledgee))
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(holding, ...pairOf("Delivered, Pledged"), ENDORSABLE);
      }
    });

    it("X-8 reverts to oneself, to nobody, and to an unknown, frozen or suspended participant", async () => {
      const { holding } = await delivered(desk);
      for (const id of [nanming.id, 0n]) {
        await expect(pledge(holding, nanming, id))
          .to.be.revertedWithCustomError(security, "BillPledgeeIsHolder")
          .withArgs(holding, nanming.id);
      }
      await expect(pledge(holding, nanming, 999n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown");
      await freeze(desk, huaxi);
      await expect(pledge(holding, nanming, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await suspend(desk, baiyunling);
      await expect(pledge(holding, nanming, baiyunling)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
    });

    it("K-11 K-12 stops for a frozen holder, and while the module is halted", async () => {
      const { holding } = await delivered(desk);
      const request = await pledgeAsked(desk, holding, nanming, huaxi);
      const attempts = [() => pledge(holding, nanming, huaxi), () => sign(request, huaxi)];
      await freeze(desk, nanming);
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      }
      await halt(desk, "bills");
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      }
    });

    it("B-17 secures something, due today or later; more than the face is secured by it if one likes", async () => {
      await goTo("2026-02-02");
      const { holding } = await delivered(desk);
      await expect(pledge(holding, nanming, huaxi, { secured: 0n }))
        .to.be.revertedWithCustomError(security, "BillSecuredZero")
        .withArgs(holding);
      await expect(pledge(holding, nanming, huaxi, { due: "2026-02-01" }))
        .to.be.revertedWithCustomError(security, "BillPledgeDayPassed")
        .withArgs(holding, day("2026-02-01"), day("2026-02-02"));
      const most = 2n ** 64n - 1n;
      await pledged(desk, holding, nanming, huaxi, { secured: most, due: "2026-02-02" });
      expect(await security.securedOf(1n)).to.equal(most);
      expect((await security.pledgeOf(holding)).dueDay).to.equal(day("2026-02-02"));
    });

    it("takes a last day from today to the day before maturity", async () => {
      const { holding } = await delivered(desk);
      for (const date of ["2026-01-04", MATURITY]) {
        await expect(pledge(holding, nanming, huaxi, { lastDay: day(date) }))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(day(date), day("2026-01-05"), day("2026-06-29"));
      }
      await pledge(holding, nanming, huaxi, { lastDay: day("2026-01-05") });
      const request = await newestRequest(desk);
      await goTo("2026-01-06", "00:00:00");
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      await expect(sign(request, huaxi)).to.be.revertedWithCustomError(registry, "RequestLapsed");
      await pledged(desk, holding, nanming, huaxi);
    });

    it("B-6 takes from one fen to all of a splittable holding, and all of a whole one", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      for (const amount of [0n, FACE + 1n]) {
        await expect(pledge(holding, nanming, huaxi, { amount }))
          .to.be.revertedWithCustomError(registry, "BillAmountOutOfRange")
          .withArgs(holding, amount, FACE);
      }
      await pledge(holding, nanming, huaxi, { amount: 1n });
      const whole = await delivered(desk);
      await expect(pledge(whole.holding, nanming, huaxi, { amount: FACE - 1n }))
        .to.be.revertedWithCustomError(registry, "BillNotSplittable")
        .withArgs(whole.bill);
    });

    describe("from every other pair it reverts with the present and the allowed pairs", () => {
      const others: [Pair, (desk: Desk) => Promise<Paper>, by: "qianling" | "nanming"][] = [
        ["Drawn, AwaitingDelivery", (desk) => drawn(desk), "qianling"],
        ["Accepted, AwaitingDelivery", (desk) => accepted(desk), "qianling"],
        ["Delivered, NotTransferable", (desk) => delivered(desk, { notTransferable: true }), "nanming"],
        ["Delivered, InCollection", presented, "nanming"],
        ["Matured, Circulating", matured, "nanming"],
        ["Settled, Closed", paid, "nanming"],
      ];
      for (const [pair, reach, by] of others) {
        it(pair, async () => {
          const { holding } = await reach(desk);
          await expect(pledge(holding, desk[by], baiyunling, { due: MATURITY }))
            .to.be.revertedWithCustomError(registry, "BillWrongPair")
            .withArgs(holding, ...pairOf(pair), ENDORSABLE);
        });
      }
    });
  });

  describe("sign", () => {
    it("B-17 puts the holding under the pledge; title, chain and owner stay", async () => {
      const { holding } = await delivered(desk);
      const request = await pledgeAsked(desk, holding, nanming, huaxi);
      await expect(sign(request, huaxi))
        .to.emit(security, "BillPledged")
        .withArgs(holding, nanming.id, huaxi.id, 1n, SECURED, day(DUE), false)
        .and.to.emit(registry, "HoldingCirculationChanged")
        .withArgs(holding, nanming.id, Circulation.Pledged, false, true)
        .and.to.emit(registry, "RequestAnswered")
        .withArgs(request, holding, RequestStatus.Signed)
        .and.not.to.emit(registry, "Transfer");
      expect(fields(await security.pledgeOf(holding))).to.deep.equal({
        pledgor: nanming.id,
        pledgee: huaxi.id,
        debt: 1n,
        dueDay: day(DUE),
        status: PledgeStatus.Live,
        byRepo: false,
      });
      expect(await security.securedOf(1n)).to.equal(SECURED);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      expect(fields(await registry.holdingInfo(holding))).to.include({
        holder: nanming.id,
        chainLength: 0n,
        request: 0n,
        pledged: true,
      });
      expect(await registry.ownerOf(holding)).to.equal(nanming.wallet);
    });

    it("B-6 a part is parted when it is signed for: the low end is pledged, the rest circulates under its id", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      const request = await pledgeAsked(desk, holding, nanming, huaxi, { amount: 400_000n });
      expect(fields(await registry.holdingInfo(holding))).to.include({ lo: 1n, hi: FACE });
      const part = holding + 1n;
      await expect(sign(request, huaxi))
        .to.emit(registry, "HoldingSplit")
        .withArgs(holding, part, nanming.id, 1n, 400_000n)
        .and.to.emit(security, "BillPledged")
        .withArgs(part, nanming.id, huaxi.id, 1n, SECURED, day(DUE), false);
      expect(await registry.pairOf(part)).to.deep.equal(pairOf("Delivered, Pledged"));
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      expect((await security.pledgeOf(holding)).status).to.equal(PledgeStatus.None);
      expect((await registry.holdingInfo(holding)).pledged).to.be.false;
      await endorsed(desk, holding, nanming, baiyunling);
      await expect(release(holding, huaxi)).to.be.revertedWithCustomError(security, "BillPledgeMissing");
    });

    it("X-24 reverts for all but the pledgee, twice, and after it was refused, withdrawn or lapsed", async () => {
      const { holding } = await delivered(desk);
      const refused = await pledgeAsked(desk, holding, nanming, huaxi);
      for (const actor of [nanming, baiyunling]) {
        await expect(sign(refused, actor))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(refused, actor.id, huaxi.id);
      }
      await registry.connect(huaxi.signer).refuse(refused);
      const withdrawn = await pledgeAsked(desk, holding, nanming, huaxi);
      await registry.connect(nanming.signer).withdrawRequest(withdrawn);
      const signed = await pledgeAsked(desk, holding, nanming, huaxi);
      await sign(signed, huaxi);
      for (const [request, status] of [
        [refused, RequestStatus.Refused],
        [withdrawn, RequestStatus.Withdrawn],
        [signed, RequestStatus.Signed],
      ] as const) {
        await expect(sign(request, huaxi))
          .to.be.revertedWithCustomError(registry, "RequestNotOpen")
          .withArgs(request, status);
      }
      await release(holding, huaxi);
      await expect(sign(signed, huaxi)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
    });

    it("reverts once the debt is due already, for it is signed for today", async () => {
      const { holding } = await delivered(desk);
      const request = await pledgeAsked(desk, holding, nanming, huaxi, { due: "2026-02-02" });
      await goTo("2026-02-03", "00:00:00");
      await expect(sign(request, huaxi))
        .to.be.revertedWithCustomError(security, "BillPledgeDayPassed")
        .withArgs(holding, day("2026-02-02"), day("2026-02-03"));
      await registry.connect(nanming.signer).withdrawRequest(request);
    });

    it("stops for a pledgee or pledgor that was suspended or frozen since", async () => {
      const { holding } = await delivered(desk);
      const request = await pledgeAsked(desk, holding, nanming, huaxi);
      await suspend(desk, huaxi);
      await expect(sign(request, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await order(desk, "reinstate", [huaxi.id]);
      await suspend(desk, nanming);
      await expect(sign(request, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });
  });

  describe("X-5 a pledged holding is disposed of by no entry", () => {
    const attempts: Record<string, (holding: bigint) => Promise<unknown>> = {
      endorse: (holding) => registry.connect(nanming.signer).endorse(holding, baiyunling.id, false, 0),
      "endorse, the endorsee has signed in advance": async (holding) => {
        const instruction = { acts: 8n, ceiling: FACE, tenor: 200n, until: day(MATURITY) };
        await registry.connect(baiyunling.signer).instruct(nanming.id, instruction);
        return registry.connect(nanming.signer).endorse(holding, baiyunling.id, false, 0);
      },
      endorsePart: (holding) => registry.connect(nanming.signer).endorsePart(holding, 1n, baiyunling.id, false, 0),
      pledge: (holding) => pledge(holding, nanming, baiyunling),
      "offer on the market": (holding) => asked(desk, nanming, [{ title: holding, amount: FACE }]),
      "offer a part on the market": (holding) => asked(desk, nanming, [{ title: holding, amount: 1n }]),
      liftMark: (holding) => registry.connect(desk.qianling.signer).liftMark(holding),
      presentPart: (holding) => payment.connect(nanming.signer).presentPart(holding, 1n, NO_DIGEST),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      it(`X-5 ${name}`, async () => {
        const { holding } = await live({}, { splittable: true });
        await expect(attempt(holding)).to.be.revertedWithCustomError(registry, "BillWrongPair");
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      });
    }

    it("X-5 ERC-721's functions, for holder, pledgee and anybody", async () => {
      const { holding } = await live();
      for (const { signer, wallet } of [nanming, huaxi, baiyunling]) {
        const mine = registry.connect(signer);
        for (const attempt of [
          mine.transferFrom(nanming.wallet, wallet, holding),
          mine["safeTransferFrom(address,address,uint256)"](nanming.wallet, wallet, holding),
          mine["safeTransferFrom(address,address,uint256,bytes)"](nanming.wallet, wallet, holding, "0x"),
          mine.approve(wallet, holding),
          mine.setApprovalForAll(wallet, true),
        ]) {
          await expect(attempt).to.be.revertedWithCustomError(registry, "TitleMovesByItsActs");
        }
      }
    });

    it("X-5 an endorsement, an offer or a pledge that was asked before cannot be there: they exclude each other", async () => {
      const { holding } = await delivered(desk);
      await registry.connect(nanming.signer).endorse(holding, baiyunling.id, false, 0);
      await expect(pledge(holding, nanming, huaxi)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await registry.connect(nanming.signer).withdrawRequest(await requestOn(desk, holding));
      await asked(desk, nanming, [{ title: holding, amount: FACE }]);
      await expect(pledge(holding, nanming, huaxi)).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("X-5 presentation: neither its holder nor, while it is not realised, its pledgee; nor as a standing one", async () => {
      const { holding } = await delivered(desk);
      await payment.connect(nanming.signer).setStandingPresentation(holding, true);
      await pledged(desk, holding, nanming, huaxi);
      await goTo(MATURITY);
      const present = (actor: Actor) => payment.connect(actor.signer).present(holding, NO_DIGEST);
      await expect(present(nanming)).to.be.revertedWithCustomError(payment, "BillPledgedPresentation");
      await expect(present(huaxi)).to.be.revertedWithCustomError(registry, "BillNotHolder");
      await expect(payment.presentStanding(holding)).to.be.revertedWithCustomError(payment, "BillPledgedPresentation");
      await realise(holding, huaxi);
      await expect(payment.presentStanding(holding)).to.be.revertedWithCustomError(payment, "BillNotStanding");
    });
  });

  describe("release", () => {
    it("gives it back into its holder's hand, to be endorsed and pledged again", async () => {
      const { holding } = await live();
      await expect(release(holding, huaxi))
        .to.emit(security, "BillPledgeReleased")
        .withArgs(holding, nanming.id, huaxi.id, 1n)
        .and.to.emit(registry, "HoldingCirculationChanged")
        .withArgs(holding, nanming.id, Circulation.Circulating, false, false);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      expect((await security.pledgeOf(holding)).status).to.equal(PledgeStatus.Ended);
      await pledged(desk, holding, nanming, baiyunling);
      expect(fields(await security.pledgeOf(holding))).to.include({ pledgee: baiyunling.id, debt: 2n });
      await expect(release(holding, huaxi)).to.be.revertedWithCustomError(security, "BillNotPledgee");
      await release(holding, baiyunling);
      await endorsed(desk, holding, nanming, huaxi);
    });

    it("X-6 reverts for all but the pledgee, above all for the pledgor", async () => {
      const { holding } = await live();
      for (const actor of [nanming, desk.qianling, guanshan, baiyunling]) {
        await expect(release(holding, actor))
          .to.be.revertedWithCustomError(security, "BillNotPledgee")
          .withArgs(holding, actor.id, huaxi.id);
      }
      await expect(security.connect(await stranger()).release(holding)).to.be.revertedWithCustomError(
        participants,
        "AccountUnknown",
      );
    });

    it("X-4 reverts where no pledge is live: never made, asked only, released, realised, collected", async () => {
      const { holding } = await delivered(desk);
      const refuses = (status: bigint) =>
        expect(release(holding, huaxi))
          .to.be.revertedWithCustomError(security, "BillPledgeMissing")
          .withArgs(holding, status, PledgeStatus.Live);
      await refuses(PledgeStatus.None);
      const request = await pledgeAsked(desk, holding, nanming, huaxi);
      await refuses(PledgeStatus.None);
      await sign(request, huaxi);
      await release(holding, huaxi);
      await refuses(PledgeStatus.Ended);
      await pledged(desk, holding, nanming, huaxi);
      await goTo(DUE);
      await realise(holding, huaxi);
      await refuses(PledgeStatus.Realised);
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      await refuses(PledgeStatus.Ended);
      await expect(release(holding + 1n, huaxi)).to.be.revertedWithCustomError(registry, "HoldingUnknown");
    });

    it("K-12 goes on while the module is halted, for a suspended and an expelled pledgee, at and after maturity", async () => {
      const { holding } = await live();
      await goTo("2026-07-03");
      await halt(desk, "bills");
      await suspend(desk, huaxi);
      await order(desk, "expel", [huaxi.id]);
      await release(holding, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Circulating"));
      await payment.connect(nanming.signer).present(holding, NO_DIGEST);
    });

    it("K-4 K-11 is refused to a frozen pledgee, whose security it is, and open while the pledgor is frozen", async () => {
      const { holding } = await live();
      await freeze(desk, nanming);
      await freeze(desk, huaxi);
      await expect(release(holding, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      const other = await delivered(desk, { payee: desk.market });
      await pledged(desk, other.holding, desk.market, baiyunling);
      await freeze(desk, desk.market);
      await release(other.holding, baiyunling);
    });
  });

  describe("realise", () => {
    it("B-17 conveys title to collect, by an endorsement, on the day on which the debt is due", async () => {
      const { holding } = await live();
      await goTo(DUE, "00:00:00");
      const endorsement = endorsementOf(holding, 1n);
      await expect(realise(holding, huaxi))
        .to.emit(security, "BillPledgeRealised")
        .withArgs(holding, nanming.id, huaxi.id, 1n, SECURED)
        .and.to.emit(registry, "BillEndorsed")
        .withArgs(
          holding,
          nanming.id,
          huaxi.id,
          endorsement,
          Purpose.Pledge,
          1n,
          FACE,
          day(DUE),
          false,
          1n,
          Circulation.Pledged,
        );
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      expect(fields(await registry.holdingInfo(holding))).to.include({ holder: huaxi.id, pledged: true });
      expect(fields(await security.pledgeOf(holding))).to.include({
        pledgor: nanming.id,
        pledgee: huaxi.id,
        status: PledgeStatus.Realised,
      });
    });

    it("B-17 reverts before debt or bill is due, to the last second", async () => {
      const { holding } = await live();
      await goTo("2026-05-14", "23:59:58");
      await expect(realise(holding, huaxi))
        .to.be.revertedWithCustomError(security, "BillPledgeNotDue")
        .withArgs(holding, day(DUE), day(MATURITY));
    });

    it("B-17 Civil Code 442: a bill due before the debt is collected by its pledgee from maturity on", async () => {
      const { holding } = await live({ due: "2026-12-31" });
      await goTo("2026-06-29", "23:59:58");
      await expect(realise(holding, huaxi)).to.be.revertedWithCustomError(security, "BillPledgeNotDue");
      await goTo(MATURITY, "00:00:00");
      await realise(holding, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Pledged"));
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
    });

    it("X-6 reverts for all but the pledgee, and where no pledge is live", async () => {
      const { holding } = await live();
      await goTo(DUE);
      for (const actor of [nanming, guanshan, baiyunling]) {
        await expect(realise(holding, actor))
          .to.be.revertedWithCustomError(security, "BillNotPledgee")
          .withArgs(holding, actor.id, huaxi.id);
      }
      await realise(holding, huaxi);
      await expect(realise(holding, huaxi))
        .to.be.revertedWithCustomError(security, "BillPledgeMissing")
        .withArgs(holding, PledgeStatus.Realised, PledgeStatus.Live);
      await expect(realise(holding + 1n, huaxi)).to.be.revertedWithCustomError(security, "BillPledgeMissing");
    });

    it("B-8 once the bill is due its pledgor has it realised and presents it, when its pledgee does nothing", async () => {
      const { holding } = await live({ due: "2026-12-31" });
      await goTo("2026-06-29", "23:59:58");
      await expect(realise(holding, nanming))
        .to.be.revertedWithCustomError(security, "BillNotPledgee")
        .withArgs(holding, nanming.id, huaxi.id);
      await goTo(MATURITY, "00:00:00");
      await expect(realise(holding, baiyunling)).to.be.revertedWithCustomError(security, "BillNotPledgee");
      await realise(holding, nanming);
      expect((await registry.holdingInfo(holding)).holder).to.equal(huaxi.id);
      await expect(payment.connect(baiyunling.signer).present(holding, NO_DIGEST)).to.be.revertedWithCustomError(
        registry,
        "BillNotHolder",
      );
      await expect(payment.connect(nanming.signer).present(holding, NO_DIGEST))
        .to.emit(payment, "BillPresented")
        .withArgs(holding, huaxi.id, guanshan.id, FACE, anyValue, anyValue, false, false, NO_DIGEST);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await balances(nanming, huaxi)).to.deep.equal([FACE - SECURED, SECURED]);
    });

    it("B-10 once it is dishonoured a pledgor, which is liable itself, cannot keep its pledgee from recourse by presenting", async () => {
      const { holding } = await live();
      await goTo(DUE);
      await realise(holding, huaxi);
      await goTo(MATURITY);
      await payment.connect(nanming.signer).present(holding, NO_DIGEST);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      await expect(payment.connect(nanming.signer).present(holding, NO_DIGEST))
        .to.be.revertedWithCustomError(registry, "BillNotHolder")
        .withArgs(holding, nanming.id, huaxi.id);
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
    });

    it("B-17 before maturity a pledgor presents nothing of what is realised", async () => {
      const { holding } = await live();
      await goTo(DUE);
      await realise(holding, huaxi);
      await expect(payment.connect(nanming.signer).present(holding, NO_DIGEST)).to.be.revertedWithCustomError(
        registry,
        "BillNotHolder",
      );
    });

    it("K-4 K-12 goes on while both are frozen, the pledgee suspended and expelled, and the module halted", async () => {
      const { holding } = await live();
      await goTo(DUE);
      await freeze(desk, nanming);
      await freeze(desk, huaxi);
      await halt(desk, "bills");
      await suspend(desk, huaxi);
      await order(desk, "expel", [huaxi.id]);
      await realise(holding, huaxi);
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
    });

    it("NIL 35 Civil Code 428: its pledgee collects and disposes of nothing", async () => {
      const { holding } = await realised();
      for (const attempt of [
        registry.connect(huaxi.signer).endorse(holding, baiyunling.id, false, 0),
        pledge(holding, huaxi, baiyunling),
        asked(desk, huaxi, [{ title: holding, amount: FACE }], { firstDay: DUE, lastDay: "2026-06-10" }),
      ]) {
        await expect(attempt)
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(holding, ...pairOf("Delivered, Pledged"), ENDORSABLE);
      }
      await expect(payment.connect(nanming.signer).present(holding, NO_DIGEST)).to.be.revertedWithCustomError(
        registry,
        "BillNotHolder",
      );
    });
  });

  describe("what is collected under it", () => {
    it("B-17 Civil Code 428: the pledgee gets what was secured, the pledgor the rest, in one transaction", async () => {
      const { holding } = await collecting();
      await funded(desk, guanshan, FACE);
      await expect(payment.connect(guanshan.signer).pay(holding))
        .to.emit(security, "BillPledgeCollected")
        .withArgs(holding, nanming.id, huaxi.id, 1n, SECURED, FACE - SECURED, 0n)
        .and.to.emit(security, "BillPledgeEnded")
        .withArgs(holding, 1n)
        .and.to.emit(money, "Transfer")
        .withArgs(guanshan.wallet, huaxi.wallet, SECURED)
        .and.to.emit(money, "Transfer")
        .withArgs(guanshan.wallet, nanming.wallet, FACE - SECURED);
      expect(await balances(nanming, huaxi, guanshan)).to.deep.equal([FACE - SECURED, SECURED, 0n]);
      expect(await security.securedOf(1n)).to.equal(0n);
      expect((await security.pledgeOf(holding)).status).to.equal(PledgeStatus.Ended);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Settled, Closed"));
    });

    for (const [secured, toPledgee] of [
      [1n, 1n],
      [FACE - 1n, FACE - 1n],
      [FACE, FACE],
      [FACE + 1n, FACE],
      [2n ** 64n - 1n, FACE],
    ] as const) {
      it(`B-17 of ${FACE} fen the pledgee gets ${toPledgee} when ${secured} are secured`, async () => {
        const { holding } = await collecting({ secured });
        await funded(desk, guanshan, FACE);
        await payment.connect(guanshan.signer).pay(holding);
        expect(await balances(nanming, huaxi)).to.deep.equal([FACE - toPledgee, toPledgee]);
        expect(await security.securedOf(1n)).to.equal(secured - toPledgee);
      });
    }

    it("B-17 early, by silence and while all are frozen or halted it is divided the same", async () => {
      const { holding } = await collecting();
      await funded(desk, guanshan, FACE);
      await freeze(desk, nanming);
      await freeze(desk, huaxi);
      await halt(desk, "bills");
      await goTo("2026-07-02");
      await expect(payment.closeUnanswered(holding)).to.emit(payment, "BillPaid");
      expect(await balances(nanming, huaxi)).to.deep.equal([FACE - SECURED, SECURED]);
    });

    it("B-17 the pledgor's share goes to the wallet that it has then", async () => {
      const { holding } = await collecting();
      await funded(desk, guanshan, FACE);
      await suspend(desk, nanming);
      await order(desk, "expel", [nanming.id]);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await balances(nanming, huaxi)).to.deep.equal([FACE - SECURED, SECURED]);
    });

    it("B-17 each part is divided by its own pledge, and what was not pledged is its holder's", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      await pledged(desk, holding, nanming, huaxi, { amount: 300_000n, secured: 100_000n });
      await pledged(desk, holding, nanming, baiyunling, { amount: 300_000n, secured: 250_000n });
      const parts = [holding + 1n, holding + 2n] as const;
      await goTo(MATURITY);
      await realise(parts[0], huaxi);
      await realise(parts[1], baiyunling);
      await funded(desk, guanshan, FACE);
      for (const [each, by] of [
        [parts[0], huaxi],
        [parts[1], baiyunling],
        [holding, nanming],
      ] as const) {
        await payment.connect(by.signer).present(each, NO_DIGEST);
        await payment.connect(guanshan.signer).pay(each);
      }
      expect(await balances(nanming, huaxi, baiyunling)).to.deep.equal([650_000n, 100_000n, 250_000n]);
    });

    it("B-17 the pledgee that is the acceptor itself pays the rest to the pledgor", async () => {
      const { holding } = await delivered(desk);
      await pledged(desk, holding, nanming, guanshan);
      await goTo(MATURITY);
      await realise(holding, guanshan);
      await payment.connect(guanshan.signer).present(holding, NO_DIGEST);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await balances(nanming, guanshan)).to.deep.equal([FACE - SECURED, SECURED]);
    });

    it("nothing is settled off chain under a pledge: the pledgor's share could not be seen", async () => {
      const { holding } = await collecting();
      await expect(
        payment.connect(guanshan.signer).declarePaidOffChain(holding, id("receipt")),
      ).to.be.revertedWithCustomError(payment, "BillPledgedOffChain");
    });

    it("dishonour leaves it with its pledgee, under the realised pledge, to be presented again", async () => {
      const { holding } = await collecting();
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Pledged"));
      expect(fields(await registry.holdingInfo(holding))).to.include({
        holder: huaxi.id,
        dishonoured: true,
        pledged: true,
      });
      expect((await security.pledgeOf(holding)).status).to.equal(PledgeStatus.Realised);
      expect(await security.securedOf(1n)).to.equal(SECURED);
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await balances(nanming, huaxi)).to.deep.equal([FACE - SECURED, SECURED]);
    });

    it("an early presentation that is refused leaves it under the pledge, and no dishonour", async () => {
      const { holding } = await realised();
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.NotDue);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      expect(fields(await registry.holdingInfo(holding))).to.include({ dishonoured: false, pledged: true });
    });

    it("without money for both shares neither is paid", async () => {
      const { holding } = await collecting();
      await funded(desk, guanshan, FACE - 1n);
      await expect(payment.connect(guanshan.signer).pay(holding)).to.revert(ethers);
      expect(await balances(nanming, huaxi)).to.deep.equal([0n, 0n]);
      expect(await security.securedOf(1n)).to.equal(SECURED);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InCollection"));
    });
  });

  it("a live pledge that has matured is left to its pledgee: realised, or released and presented by its holder", async () => {
    const { holding } = await live();
    await goTo("2026-07-20");
    expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Pledged"));
    await release(holding, huaxi);
    await payment.connect(nanming.signer).present(holding, id("pledged until today"));
    await expect(realise(holding, huaxi)).to.be.revertedWithCustomError(security, "BillPledgeMissing");
  });

  it("part functions revert for everybody that is no sibling part", async () => {
    const { holding } = await live();
    for (const { signer, wallet, id: participant } of [nanming, huaxi, desk.regulator, desk.court]) {
      const mine = security.connect(signer);
      for (const attempt of [
        mine.charge(holding, participant, 0, 1, day(DUE)),
        mine.discharge(holding, 1),
        mine.foreclose(holding, 1),
        mine.retain(holding, participant, 0, 1),
        mine.collect(holding, 1, true),
        mine.end(holding),
      ]) {
        await expect(attempt).to.be.revertedWithCustomError(security, "CallerNotPart").withArgs(wallet);
      }
    }
  });
});
