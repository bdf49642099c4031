/** Disputes over delivered data, over misuse and over the metering of uses. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { newContentKey } from "../../../../bindings/src/delivery.ts";
import { certified, type DataDesk, dataDesk, Right, transferred } from "../../../utils/data.ts";
import { LicenceStatus, purposeOf, used, usedMany } from "../../../utils/data-offers.ts";
import {
  type Delivery,
  DEPOSIT,
  DISMISSED,
  DisputeEnd,
  DisputeKind,
  EVIDENCE,
  keyPosted,
  offeredForSale,
  orderedSale,
  outcome,
  PRICE,
  purse,
  REASONS,
  SaleGround,
  SaleStatus,
} from "../../../utils/data-sales.ts";
import { at, bound, DAY, decree, freeze, halt, stranger } from "../../../utils/orders.ts";
import { type Actor, carryOut, networkHelpers } from "../../../utils/suite.ts";
import { court } from "../../../utils/title-orders.ts";

const PER_USE = 500n;
const CLAIM = outcome(PRICE, true);
const words = ({ upheld, ends, amount }: typeof DISMISSED) => [upheld, ends, amount];

describe("DataDisputes", () => {
  let desk: DataDesk;
  let disputes: DataDesk["suite"]["dataDisputes"];
  let asset: bigint;

  async function equipped() {
    const made = await dataDesk();
    return { made, first: await certified(made) };
  }

  beforeEach(async () => {
    const { made, first } = await networkHelpers.loadFixture(equipped);
    [desk, asset, disputes] = [made, first, made.suite.dataDisputes];
  });

  const as = (actor: Actor) => disputes.connect(actor.signer);
  const balanced = async () => expect(await purse(desk)).to.include({ unaccounted: 0n, unbalanced: 0n, unsplit: 0n });
  const decidedByOrder = (dispute: bigint, award: typeof DISMISSED) =>
    carryOut(desk.suite, [{ target: disputes, name: "decideByOrder", args: [dispute, award, REASONS] }], court(desk));

  /** A sale whose key is with the buyer. */
  async function posted(terms = {}, wrong = false): Promise<Delivery> {
    const delivery = await orderedSale(desk, { offer: await offeredForSale(desk, asset, terms) });
    await keyPosted(desk, delivery, wrong ? newContentKey() : delivery.contentKey);
    return delivery;
  }

  /** A licence of what is served, with uses at a price, of which ten are paid for. */
  async function served(terms = {}): Promise<Delivery> {
    const offer = await offeredForSale(desk, asset, { delivery: false, pricePerUse: PER_USE, ...terms });
    const delivery = await orderedSale(desk, { offer });
    await desk.suite.dataLicences.connect(delivery.buyer.signer).topUp(delivery.licence, 10n * PER_USE);
    return delivery;
  }

  describe("over quality", () => {
    const disputed = async (claim = CLAIM, terms = {}) => {
      const delivery = await posted(terms);
      await as(delivery.buyer).openQuality(delivery.sale, claim, EVIDENCE);
      return { delivery, dispute: await disputes.disputeCount() };
    };

    it("holds the sale, and names both sides, arbiter, claim and last day", async () => {
      const { shuju, yunlu, arbiter, suite } = desk;
      const { sale, licence } = await posted();
      const opening = as(shuju).openQuality(sale, CLAIM, EVIDENCE);
      await expect(opening)
        .to.emit(disputes, "DisputeOpened")
        .withArgs(
          1n,
          licence,
          shuju.id,
          yunlu.id,
          arbiter.id,
          DisputeKind.Quality,
          sale,
          words(CLAIM),
          (lastDay: bigint) => lastDay > 0n,
          EVIDENCE,
        );
      await expect(opening).to.emit(suite.dataSales, "SaleHeld").withArgs(sale);
      expect(await disputes.openOn(licence, DisputeKind.Quality)).to.equal(1n);
      expect(await disputes.isDisputed(licence)).to.equal(true);
      const { openedOn, claimant, respondent } = await disputes.disputeInfo(1n);
      expect([claimant, respondent]).to.deep.equal([shuju.id, yunlu.id]);
      await networkHelpers.time.increase(2n * DAY);
      await expect(suite.dataSales.release(sale)).to.be.revertedWithCustomError(suite.dataSales, "DataSaleWrongStatus");
      expect(openedOn).to.be.above(0n);
    });

    it("is settled by what both sides agree to, and by nothing that only one has said", async () => {
      const { shuju, yunlu, kangning, suite } = desk;
      const { dispute, delivery } = await disputed();
      const [half, third] = [outcome(PRICE / 2n), outcome(PRICE / 3n)];
      await expect(as(yunlu).acceptOutcome(dispute, CLAIM)).to.be.revertedWithCustomError(
        disputes,
        "DataDisputeProposalDiffers",
      );
      await expect(as(yunlu).propose(dispute, third))
        .to.emit(disputes, "OutcomeProposed")
        .withArgs(dispute, yunlu.id, words(third));
      await expect(as(yunlu).acceptOutcome(dispute, third), "its own").to.be.revertedWithCustomError(
        disputes,
        "DataDisputeProposalDiffers",
      );
      await expect(as(kangning).acceptOutcome(dispute, third)).to.be.revertedWithCustomError(
        disputes,
        "DataDisputeNotParty",
      );
      await as(shuju).propose(dispute, half);
      await expect(as(shuju).acceptOutcome(dispute, third), "replaced").to.be.revertedWithCustomError(
        disputes,
        "DataDisputeProposalDiffers",
      );
      const agreed = as(yunlu).acceptOutcome(dispute, half);
      await expect(agreed)
        .to.emit(disputes, "DisputeEnded")
        .withArgs(dispute, delivery.licence, yunlu.id, DisputeKind.Quality, DisputeEnd.Agreed, words(half), ZeroHash);
      await expect(agreed)
        .to.emit(suite.dataSales, "SaleReleased")
        .withArgs(delivery.sale, shuju.id, yunlu.id, SaleGround.Dispute, PRICE - PRICE / 2n, PRICE / 2n);
      expect((await suite.dataLicences.licenceInfo(delivery.licence)).status).to.equal(LicenceStatus.Live);
      expect(await disputes.isDisputed(delivery.licence)).to.equal(false);
      await balanced();
    });

    it("can undo the purchase for a part of the price: the licence is void, the deposit back", async () => {
      const { shuju, yunlu, suite } = desk;
      const { dispute, delivery } = await disputed();
      await as(yunlu).propose(dispute, outcome(1_000n, true));
      await expect(as(shuju).acceptOutcome(dispute, outcome(1_000n, true)))
        .to.emit(suite.dataSales, "SaleRefunded")
        .withArgs(delivery.sale, shuju.id, yunlu.id, SaleGround.Dispute, PRICE - 1_000n, 1_000n, DEPOSIT);
      expect((await suite.dataLicences.licenceInfo(delivery.licence)).status).to.equal(LicenceStatus.Void);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE - 1_000n);
      await balanced();
    });

    it("is decided by the arbiter once the respondent has answered, or after 15 days, and by nobody else", async () => {
      const { arbiter, yunlu, shuju, suite } = desk;
      const { dispute, delivery } = await disputed();
      const { openedOn } = await disputes.disputeInfo(dispute);
      await expect(as(arbiter).decide(dispute, CLAIM, REASONS))
        .to.be.revertedWithCustomError(disputes, "DataDisputeUnanswered")
        .withArgs(dispute, openedOn + 15n);
      await expect(as(shuju).answer(dispute, EVIDENCE)).to.be.revertedWithCustomError(disputes, "DataDisputeNotParty");
      await as(yunlu).answer(dispute, EVIDENCE);
      await expect(as(yunlu).answer(dispute, EVIDENCE)).to.be.revertedWithCustomError(disputes, "DataDisputeAnswered");
      for (const other of [yunlu, shuju]) {
        await expect(as(other).decide(dispute, CLAIM, REASONS))
          .to.be.revertedWithCustomError(disputes, "DataDisputeNotArbiter")
          .withArgs(dispute, other.id, arbiter.id);
      }
      await expect(as(arbiter).decide(dispute, CLAIM, REASONS))
        .to.emit(disputes, "DisputeEnded")
        .withArgs(
          dispute,
          delivery.licence,
          yunlu.id,
          DisputeKind.Quality,
          DisputeEnd.Arbitrated,
          words(CLAIM),
          REASONS,
        );
      expect((await suite.dataSales.saleInfo(delivery.sale)).status).to.equal(SaleStatus.Refunded);
      await expect(as(arbiter).decide(dispute, CLAIM, REASONS))
        .to.be.revertedWithCustomError(disputes, "DataDisputeOver")
        .withArgs(dispute, DisputeEnd.Arbitrated);
    });

    it("is decided for no more than was claimed, nor for more than there is", async () => {
      const { arbiter, yunlu } = desk;
      const { dispute } = await disputed(outcome(1_000n));
      await as(yunlu).answer(dispute, EVIDENCE);
      for (const award of [outcome(1_001n), outcome(1_000n, true), outcome(0n), { ...DISMISSED, amount: 1n }]) {
        await expect(as(arbiter).decide(dispute, award, REASONS))
          .to.be.revertedWithCustomError(disputes, "DataDisputeOutcomeInvalid")
          .withArgs(...words(award), 1_000n);
      }
      await expect(as(yunlu).propose(dispute, outcome(PRICE + 1n)))
        .to.be.revertedWithCustomError(disputes, "DataDisputeOutcomeInvalid")
        .withArgs(...words(outcome(PRICE + 1n)), PRICE);
      await expect(as(arbiter).decide(dispute, outcome(1n), ZeroHash)).to.be.revertedWithCustomError(
        disputes,
        "DataDisputeDigestMissing",
      );
    });

    it("is decided by a court, without an arbiter and without waiting", async () => {
      const { shuju, suite } = desk;
      const { dispute, delivery } = await disputed(CLAIM, { arbiter: 0n });
      const before = await suite.money.balanceOf(shuju.wallet);
      await decidedByOrder(dispute, CLAIM);
      expect((await suite.money.balanceOf(shuju.wallet)) - before).to.equal(PRICE + DEPOSIT);
      expect((await suite.dataSales.saleInfo(delivery.sale)).status).to.equal(SaleStatus.Refunded);
      expect((await disputes.disputeInfo(dispute)).end).to.equal(DisputeEnd.Ordered);
      await expect(disputes.connect(shuju.signer).decideByOrder(dispute, CLAIM, REASONS)).to.be.revertedWithCustomError(
        disputes,
        "AccessManagedUnauthorized",
      );
    });

    it("D-5: a wrong key is proven in a dispute too, however late, and ends it", async () => {
      const { shuju, yunlu, suite, kangning } = desk;
      const delivery = await posted({}, true);
      await as(shuju).openQuality(delivery.sale, CLAIM, EVIDENCE);
      await networkHelpers.time.increase(100n * DAY);
      const proof = suite.dataSales.connect(kangning.signer).proveWrongKey(delivery.sale, delivery.orderKey.secret);
      await expect(proof)
        .to.emit(disputes, "DisputeEnded")
        .withArgs(1n, delivery.licence, yunlu.id, DisputeKind.Quality, DisputeEnd.Proven, words(CLAIM), ZeroHash);
      await expect(proof).to.emit(suite.dataSales, "SaleRefunded");
      expect(await disputes.openItems()).to.equal(0n);
      await balanced();
    });

    it("is dismissed after 180 days, from the next day on, by anyone", async () => {
      const { kangning, suite, yunlu } = desk;
      const { dispute, delivery } = await disputed();
      const { openedOn } = await disputes.disputeInfo(dispute);
      const lastDay = openedOn + 180n;
      const end = (lastDay + 1n) * DAY - 8n * 3_600n;
      await at(end - 1n);
      await expect(as(kangning).lapse(dispute, { gasLimit: 1_000_000 }))
        .to.be.revertedWithCustomError(disputes, "DataDisputeTooEarly")
        .withArgs(dispute, lastDay);
      await at(end);
      await as(kangning).lapse(dispute);
      expect((await suite.dataSales.saleInfo(delivery.sale)).status).to.equal(SaleStatus.Released);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE);
    });

    it("K-4: who is frozen raises and answers it, and gives nothing up", async () => {
      const { shuju, yunlu, suite } = desk;
      const delivery = await posted({ stepHours: 720n });
      await freeze(desk, shuju.id);
      await as(shuju).openQuality(delivery.sale, CLAIM, EVIDENCE);
      await freeze(desk, yunlu.id);
      await as(yunlu).answer(1n, EVIDENCE);
      for (const act of [
        as(yunlu).concede(1n),
        as(shuju).withdraw(1n),
        as(yunlu).propose(1n, outcome(PRICE)),
        as(shuju).propose(1n, outcome(1n)),
      ]) {
        await expect(act).to.be.revertedWithCustomError(suite.participants, "ParticipantIsFrozen");
      }
    });

    it("goes on while the module is halted, but for the arbiter", async () => {
      const { arbiter, shuju, yunlu, suite } = desk;
      const delivery = await posted({ stepHours: 720n });
      await halt(desk, "data");
      await as(shuju).openQuality(delivery.sale, CLAIM, EVIDENCE);
      await as(yunlu).answer(1n, EVIDENCE);
      await expect(as(arbiter).decide(1n, CLAIM, REASONS)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantModuleHalted",
      );
      await as(yunlu).concede(1n);
    });

    it("a suspended arbiter decides nothing", async () => {
      const { arbiter, suite, yunlu } = desk;
      const { dispute } = await disputed();
      await as(yunlu).answer(dispute, EVIDENCE);
      await decree(desk, "suspend", arbiter.id);
      await expect(as(arbiter).decide(dispute, CLAIM, REASONS)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantWrongStanding",
      );
    });

    it("reverts when it claims nothing, too much, or comes without evidence", async () => {
      const { shuju } = desk;
      const { sale } = await posted();
      for (const claim of [DISMISSED, outcome(0n), outcome(PRICE + 1n), { ...DISMISSED, ends: true }]) {
        await expect(as(shuju).openQuality(sale, claim, EVIDENCE))
          .to.be.revertedWithCustomError(disputes, "DataDisputeOutcomeInvalid")
          .withArgs(...words(claim), PRICE);
      }
      await expect(as(shuju).openQuality(sale, CLAIM, ZeroHash)).to.be.revertedWithCustomError(
        disputes,
        "DataDisputeDigestMissing",
      );
      await expect(disputes.disputeInfo(9n)).to.be.revertedWithCustomError(disputes, "DataDisputeUnknown").withArgs(9n);
      await expect(as(shuju).concede(9n)).to.be.revertedWithCustomError(disputes, "DataDisputeUnknown").withArgs(9n);
    });
  });

  describe("over misuse", () => {
    const FORFEIT = outcome(5_000n, true);

    it("forfeits of the deposit and ends the licence, when the licensee gives in", async () => {
      const { yunlu, shuju, suite } = desk;
      const { licence } = await served();
      await as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE);
      const conceded = as(shuju).concede(1n);
      await expect(conceded)
        .to.emit(disputes, "DisputeEnded")
        .withArgs(1n, licence, shuju.id, DisputeKind.Misuse, DisputeEnd.Conceded, words(FORFEIT), ZeroHash);
      await expect(conceded).to.emit(suite.dataRevenue, "MoneyReleased").withArgs(licence, asset, 0n, 0n, 5_000n);
      expect((await suite.dataLicences.licenceInfo(licence)).status).to.equal(LicenceStatus.Terminated);
      expect((await suite.dataRevenue.accountOf(licence)).deposit).to.equal(DEPOSIT - 5_000n);
      await balanced();
    });

    it("can be a finding alone, by the arbiter, for the user's credibility", async () => {
      const { yunlu, shuju, arbiter, suite } = desk;
      const { licence } = await served();
      await as(yunlu).openMisuse(licence, outcome(0n), EVIDENCE);
      await as(shuju).answer(1n, EVIDENCE);
      await expect(as(arbiter).decide(1n, outcome(0n), REASONS))
        .to.emit(disputes, "DisputeEnded")
        .withArgs(1n, licence, shuju.id, DisputeKind.Misuse, DisputeEnd.Arbitrated, words(outcome(0n)), REASONS);
      expect((await suite.dataLicences.licenceInfo(licence)).status).to.equal(LicenceStatus.Live);
    });

    it("an account gives no more up than its ceiling", async () => {
      const { yunlu, shuju, suite } = desk;
      const clerk = stranger("clerk of shuju");
      await bound(desk, shuju, clerk, { ceiling: 4_999n });
      const { licence } = await served();
      await as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE);
      await as(yunlu).propose(1n, FORFEIT);
      for (const act of [
        disputes.connect(clerk).concede(1n),
        disputes.connect(clerk).acceptOutcome(1n, FORFEIT),
        disputes.connect(clerk).propose(1n, outcome(5_000n)),
      ]) {
        await expect(act)
          .to.be.revertedWithCustomError(suite.participants, "AccountCeilingExceeded")
          .withArgs(clerk.address, 5_000n, 4_999n);
      }
      await disputes.connect(clerk).propose(1n, outcome(4_999n));
    });

    it("D-6: is for who holds the right or the certificate, and for nobody else", async () => {
      const { yunlu, kangning, transport, shuju } = desk;
      const { licence } = await served();
      await transferred(desk, asset, Right.Processing, yunlu, kangning);
      await expect(as(transport).openMisuse(licence, FORFEIT, EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeNotClaimant")
        .withArgs(licence, DisputeKind.Misuse, transport.id);
      await as(kangning).openMisuse(licence, FORFEIT, EVIDENCE);
      await expect(as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeOpen")
        .withArgs(licence, DisputeKind.Misuse, 1n);
      await as(kangning).withdraw(1n);
      await as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE);
      expect((await disputes.disputeInfo(2n)).respondent).to.equal(shuju.id);
    });

    it("nobody judges its own cause: an arbiter that has become a side is none", async () => {
      const { yunlu, arbiter, shuju } = desk;
      const { licence } = await served();
      await transferred(desk, asset, Right.Processing, yunlu, arbiter);
      await as(arbiter).openMisuse(licence, FORFEIT, EVIDENCE);
      expect((await disputes.disputeInfo(1n)).arbiter).to.equal(0n);
      await as(shuju).answer(1n, EVIDENCE);
      await expect(as(arbiter).decide(1n, FORFEIT, REASONS)).to.be.revertedWithCustomError(
        disputes,
        "DataDisputeNotArbiter",
      );
    });

    it("nobody is in dispute with itself", async () => {
      const { yunlu, shuju } = desk;
      const { licence } = await served({ meter: desk.hub.id });
      await transferred(desk, asset, Right.Holding, yunlu, shuju);
      await expect(as(shuju).openMisuse(licence, FORFEIT, EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeWithSelf")
        .withArgs(shuju.id);
    });

    it("K-6: keeps the deposit until it has ended; raised until 30 days after the licence's end", async () => {
      const { yunlu, shuju, kangning, suite } = desk;
      const { licence } = await served();
      await suite.dataLicences.connect(shuju.signer).surrender(licence);
      const from = await suite.dataLicences.closableFrom(licence);
      await networkHelpers.time.increaseTo(from * DAY - 8n * 3_600n - 60n);
      await as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE);
      await networkHelpers.time.increase(2n * DAY);
      await expect(suite.dataLicences.close(licence)).to.be.revertedWithCustomError(
        suite.dataLicences,
        "DataLicenceInDispute",
      );
      await expect(as(yunlu).openMetering(licence, outcome(1n), EVIDENCE)).to.be.revertedWithCustomError(
        disputes,
        "DataDisputeNotClaimant",
      );
      await networkHelpers.time.increase(181n * DAY);
      await as(kangning).lapse(1n);
      await expect(as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeTooLate")
        .withArgs(licence, from);
      const before = await suite.money.balanceOf(shuju.wallet);
      await suite.dataLicences.close(licence);
      expect((await suite.money.balanceOf(shuju.wallet)) - before).to.equal(DEPOSIT + 10n * PER_USE);
      await expect(as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeLicenceNotInUse")
        .withArgs(licence, LicenceStatus.Closed);
    });

    it("is none of a licence that has not begun", async () => {
      const { yunlu } = desk;
      const { licence } = await posted();
      await expect(as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeLicenceNotInUse")
        .withArgs(licence, LicenceStatus.Pending);
    });

    it("still forfeits when the licence was surrendered or ended by order meanwhile", async () => {
      const { yunlu, shuju, suite } = desk;
      const [first, second] = [await served(), await served()];
      await as(yunlu).openMisuse(first.licence, FORFEIT, EVIDENCE);
      await as(yunlu).openMisuse(second.licence, FORFEIT, EVIDENCE);
      await suite.dataLicences.connect(shuju.signer).surrender(first.licence);
      await as(shuju).concede(1n);
      expect((await suite.dataLicences.licenceInfo(first.licence)).status).to.equal(LicenceStatus.Terminated);
      await carryOut(
        suite,
        [{ target: suite.dataOrders, name: "terminateByOrder", args: [second.licence, REASONS] }],
        court(desk),
      );
      await as(shuju).concede(2n);
      expect((await suite.dataRevenue.accountOf(second.licence)).deposit).to.equal(DEPOSIT - 5_000n);
    });

    it("keeps a licence from being passed on with what is disputed", async () => {
      const { yunlu, shuju, kangning, suite } = desk;
      const { licence } = await served({ transferable: true });
      await as(yunlu).openMisuse(licence, FORFEIT, EVIDENCE);
      const passing = suite.dataOffers.connect(shuju.signer).transferLicence(licence, kangning.id, 0n);
      await expect(passing).to.be.revertedWithCustomError(suite.dataLicences, "DataLicenceInDispute");
    });
  });

  describe("over metering", () => {
    it("strikes uses that were none: they are not paid for, and what was prepaid lasts for others", async () => {
      const { shuju, yunlu, suite } = desk;
      const { licence } = await served();
      await usedMany(desk, licence, 6n);
      await as(shuju).openMetering(licence, outcome(2n), EVIDENCE);
      await expect(suite.dataLicences.settle(licence)).to.be.revertedWithCustomError(
        suite.dataLicences,
        "DataLicenceInDispute",
      );
      await as(yunlu).concede(1n);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE + 4n * PER_USE);
      expect((await suite.dataLicences.licenceInfo(licence)).allowed).to.equal(12n);
      expect((await suite.dataRevenue.accountOf(licence)).prepaid).to.equal(6n * PER_USE);
      await balanced();
    });

    it("settles what was disputed when it is dismissed: nothing is disputed twice", async () => {
      const { shuju, yunlu, arbiter, suite } = desk;
      const { licence } = await served();
      await usedMany(desk, licence, 3n);
      await as(shuju).openMetering(licence, outcome(3n), EVIDENCE);
      await used(desk, licence);
      await as(yunlu).answer(1n, EVIDENCE);
      await as(arbiter).decide(1n, DISMISSED, REASONS);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE + 3n * PER_USE);
      await expect(as(shuju).openMetering(licence, outcome(2n), EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeOutcomeInvalid")
        .withArgs(...words(outcome(2n)), 1n);
    });

    it("a meter can't record and settle before the licensee could object", async () => {
      const { shuju, yunlu, suite } = desk;
      const { licence } = await served();
      await usedMany(desk, licence, 10n);
      await suite.dataLicences.connect(yunlu.signer).settle(licence);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE);
      await as(shuju).openMetering(licence, outcome(10n), EVIDENCE);
    });

    it("reverts for others, for more uses than are not settled, and for what it can't bring", async () => {
      const { shuju, yunlu } = desk;
      const { licence } = await served();
      await usedMany(desk, licence, 2n, { purpose: purposeOf("RISK_CONTROL") });
      await expect(as(yunlu).openMetering(licence, outcome(1n), EVIDENCE))
        .to.be.revertedWithCustomError(disputes, "DataDisputeNotClaimant")
        .withArgs(licence, DisputeKind.Metering, yunlu.id);
      for (const claim of [outcome(3n), outcome(1n, true), outcome(0n)]) {
        await expect(as(shuju).openMetering(licence, claim, EVIDENCE))
          .to.be.revertedWithCustomError(disputes, "DataDisputeOutcomeInvalid")
          .withArgs(...words(claim), 2n);
      }
    });
  });

  it("D-5: only parts of the module end a dispute by proof", async () => {
    await expect(as(desk.shuju).endProven(1n)).to.be.revertedWithCustomError(disputes, "CallerNotPart");
  });
});
