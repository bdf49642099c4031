import { expect } from "chai";
import { id } from "ethers";
import {
  accepted,
  billDesk,
  BillStatus,
  Circulation,
  day,
  delivered,
  deposited,
  type Desk,
  DishonourReason,
  type Draft,
  drawn,
  endorsed,
  FACE,
  fields,
  freeze,
  freezeMoney,
  funded,
  goTo,
  holdingOf,
  instructed,
  MATURITY,
  NO_DIGEST,
  order,
  pairOf,
  type Paper,
  suspend,
} from "../../../utils/bills.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const WHY = id("why it is late");

describe("BillPayment", () => {
  let desk: Desk;
  let payment: Desk["suite"]["billPayment"];
  let registry: Desk["suite"]["billRegistry"];
  let money: Desk["suite"]["money"];
  let guanshan: Actor;
  let nanming: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billPayment: payment, billRegistry: registry, money } = desk.suite);
    ({ guanshan, nanming } = desk);
  });

  const present = (holding: bigint, actor = nanming, explanation = NO_DIGEST) =>
    payment.connect(actor.signer).present(holding, explanation);

  /** Presented on its maturity day. */
  async function presented(draft: Draft = {}): Promise<Paper> {
    const paper = await delivered(desk, draft);
    await goTo(paper.maturity);
    await present(paper.holding, paper.payee);
    return paper;
  }

  describe("present", () => {
    it("takes the holding into collection and asks the acceptor", async () => {
      const { holding } = await delivered(desk);
      await goTo(MATURITY);
      await expect(present(holding))
        .to.emit(payment, "BillPresented")
        .withArgs(holding, nanming.id, guanshan.id, FACE, day(MATURITY), day("2026-07-01"), false, false, NO_DIGEST)
        .and.to.emit(registry, "HoldingCirculationChanged")
        .withArgs(holding, nanming.id, Circulation.InCollection, false, false);
      expect(fields(await payment.presentationOf(holding))).to.deep.equal({
        day: day(MATURITY),
        answerBy: day("2026-07-01"),
        early: false,
        late: false,
        open: true,
        dishonouredOn: 0n,
        reason: DishonourReason.None,
        timely: true,
        offChain: false,
        explanation: NO_DIGEST,
        evidence: NO_DIGEST,
      });
    });

    it("reverts for all but the holder, and for an unknown bill or holding", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, desk.huaxi);
      await goTo(MATURITY);
      for (const actor of [nanming, desk.qianling, guanshan, desk.court]) {
        await expect(present(holding, actor))
          .to.be.revertedWithCustomError(registry, "BillNotHolder")
          .withArgs(holding, actor.id, desk.huaxi.id);
      }
      for (const unknown of [holdingOf(5n), holding + 1n]) {
        await expect(present(unknown)).to.be.revertedWithCustomError(registry, "HoldingUnknown").withArgs(unknown);
      }
    });

    describe("B-8 the period of the first presentation", () => {
      const NATIONAL_DAY = "2026-10-01";
      const drawnFor = async (maturity = NATIONAL_DAY) => {
        await goTo("2026-08-03");
        return delivered(desk, { maturity });
      };

      it("B-8 before maturity it is early, on the last second before it too", async () => {
        const { holding } = await drawnFor();
        await goTo("2026-09-30", "23:59:58");
        await expect(present(holding))
          .to.emit(payment, "BillPresented")
          .withArgs(
            holding,
            nanming.id,
            guanshan.id,
            FACE,
            day("2026-09-30"),
            day("2026-10-08"),
            true,
            false,
            NO_DIGEST,
          );
        expect(fields(await payment.presentationOf(holding))).to.include({ early: true, timely: false });
      });

      for (const [date, clock] of [
        [NATIONAL_DAY, "00:00:00"],
        ["2026-10-08", "12:00:00"],
        ["2026-10-12", "23:59:57"],
      ] as const) {
        it(`B-8 due on 2026-10-01, it is timely on ${date} at ${clock}`, async () => {
          const { holding } = await drawnFor();
          await goTo(date, clock);
          await present(holding);
          expect(fields(await payment.presentationOf(holding))).to.include({ early: false, late: false, timely: true });
        });
      }

      it("B-8 due on 2026-10-01, it is late from 2026-10-13 on: it needs an explanation, and stays marked", async () => {
        const { holding } = await drawnFor();
        await goTo("2026-10-13", "00:00:00");
        await expect(present(holding))
          .to.be.revertedWithCustomError(payment, "BillExplanationMissing")
          .withArgs(holding, day("2026-10-12"));
        await expect(present(holding, nanming, WHY))
          .to.emit(payment, "BillPresented")
          .withArgs(holding, nanming.id, guanshan.id, FACE, day("2026-10-13"), day("2026-10-14"), false, true, WHY);
        expect(fields(await payment.presentationOf(holding))).to.include({
          late: true,
          timely: false,
          explanation: WHY,
        });
      });

      it("B-8 once presented in the period, a later presentation is not late", async () => {
        const { holding } = await drawnFor();
        await goTo("2026-10-12");
        await present(holding);
        await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
        await goTo("2026-11-02");
        await present(holding);
        expect(fields(await payment.presentationOf(holding))).to.include({ late: false, timely: true });
      });

      it("B-8 once late, always late: it does not become timely by being presented again", async () => {
        const { holding } = await drawnFor();
        await goTo("2026-10-13");
        await present(holding, nanming, WHY);
        await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.OutOfTime);
        await expect(present(holding)).to.be.revertedWithCustomError(payment, "BillExplanationMissing");
        await present(holding, nanming, WHY);
        expect(fields(await payment.presentationOf(holding))).to.include({ late: true, timely: false });
      });

      it("B-8 an early presentation is no first one: the period runs on", async () => {
        const { holding } = await drawnFor();
        await goTo("2026-09-01");
        await present(holding);
        await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.NotDue);
        await goTo("2026-10-13");
        await expect(present(holding)).to.be.revertedWithCustomError(payment, "BillExplanationMissing");
      });

      it("B-8 the refusal of an early presentation is no dishonour: it is endorsed and presented again", async () => {
        const { holding } = await delivered(desk);
        await present(holding);
        await expect(payment.connect(guanshan.signer).dishonour(holding, DishonourReason.NotDue))
          .to.emit(payment, "BillPresentationReturned")
          .withArgs(holding, guanshan.id, nanming.id, DishonourReason.NotDue)
          .and.to.emit(registry, "HoldingCirculationChanged")
          .withArgs(holding, nanming.id, Circulation.Circulating, false, false)
          .and.not.to.emit(payment, "BillDishonoured");
        expect((await payment.presentationOf(holding)).dishonouredOn).to.equal(0n);
        expect((await registry.holdingInfo(holding)).dishonoured).to.be.false;
        await endorsed(desk, holding, nanming, desk.huaxi);
        await present(holding, desk.huaxi);
      });

      it("B-8 the acceptor may pay an early presentation", async () => {
        const { holding } = await delivered(desk);
        await present(holding);
        await funded(desk, guanshan, FACE);
        await expect(payment.connect(guanshan.signer).pay(holding)).to.emit(payment, "BillPaid");
      });

      it("B-8 reverts with the missing year where the answer's day or the period's end needs it", async () => {
        await goTo("2026-12-01");
        const early = await delivered(desk, { maturity: "2027-03-01" });
        const due = await delivered(desk, { maturity: "2026-12-28" });
        await goTo("2026-12-31");
        // Due on Monday the 28th, ten days end on 2027-01-07.
        for (const { holding } of [early, due]) {
          await expect(present(holding))
            .to.be.revertedWithCustomError(desk.suite.calendar, "CalendarYearMissing")
            .withArgs(2027);
        }
      });
    });
  });

  describe("pay", () => {
    it("B-9 pays the holder and closes the units in one transaction", async () => {
      const { bill, holding } = await presented();
      await funded(desk, guanshan, FACE + 5n);
      const transaction = payment.connect(guanshan.signer).pay(holding);
      await expect(transaction)
        .to.emit(payment, "BillPaid")
        .withArgs(holding, guanshan.id, nanming.id, FACE, day(MATURITY), false)
        .and.to.emit(registry, "HoldingClosed")
        .withArgs(holding, nanming.id, FACE, FACE)
        .and.to.emit(registry, "BillStatusChanged")
        .withArgs(bill, BillStatus.Delivered, BillStatus.Settled)
        .and.to.emit(money, "Transfer")
        .withArgs(guanshan.wallet, nanming.wallet, FACE);
      await expect(transaction).to.changeTokenBalances(
        ethers,
        money,
        [guanshan.wallet, nanming.wallet, await payment.getAddress()],
        [-FACE, FACE, 0n],
      );
      expect((await registry.billInfo(bill)).closed).to.equal(FACE);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(0n);
      expect((await payment.presentationOf(holding)).open).to.be.false;
    });

    it("B-9 without money or allowance neither leg happens, and the error names who lacks what", async () => {
      const { holding } = await presented();
      const before = await registry.holdingInfo(holding);
      await deposited(desk, guanshan, FACE - 1n);
      await money.connect(guanshan.signer).approve(payment, FACE);
      await expect(payment.connect(guanshan.signer).pay(holding))
        .to.be.revertedWithCustomError(money, "ERC20InsufficientBalance")
        .withArgs(guanshan.wallet, FACE - 1n, FACE);
      await deposited(desk, guanshan, 1n);
      await money.connect(guanshan.signer).approve(payment, FACE - 1n);
      await expect(payment.connect(guanshan.signer).pay(holding))
        .to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance")
        .withArgs(payment, FACE - 1n, FACE);
      expect(await registry.holdingInfo(holding)).to.deep.equal(before);
      expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
      expect((await payment.presentationOf(holding)).open).to.be.true;
    });

    it("reverts for all but the acceptor, the holder and a drawer with money included", async () => {
      const { holding } = await presented();
      for (const actor of [nanming, desk.qianling, desk.baiyunling]) {
        await funded(desk, actor, FACE);
        await expect(payment.connect(actor.signer).pay(holding))
          .to.be.revertedWithCustomError(payment, "BillNotAcceptor")
          .withArgs(holding, actor.id, guanshan.id);
      }
    });

    it("X-19 pays once", async () => {
      const { holding } = await presented();
      await funded(desk, guanshan, 3n * FACE);
      await payment.connect(guanshan.signer).pay(holding);
      const wrong = [holding, ...pairOf("Settled, Closed")] as const;
      for (const again of [
        () => payment.connect(guanshan.signer).pay(holding),
        () => payment.connect(guanshan.signer).dishonour(holding, DishonourReason.BadFaith),
        () => present(holding),
      ]) {
        await expect(again())
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(...wrong, (set: bigint) => set > 0n);
      }
      await goTo("2026-07-02");
      await expect(payment.closeUnanswered(holding)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      expect(await money.balanceOf(nanming.wallet)).to.equal(FACE);
      expect(await money.balanceOf(guanshan.wallet)).to.equal(2n * FACE);
    });

    it("X-66: both legs or neither: when the money cannot move, for whichever cause, the holding stays", async () => {
      const { holding } = await presented();
      await funded(desk, guanshan, FACE);
      const pay = () => payment.connect(guanshan.signer).pay(holding);
      const snapshot = await networkHelpers.takeSnapshot();
      for (const prevent of [
        () => freezeMoney(desk, guanshan, 1n),
        () => freeze(desk, guanshan),
        () => money.connect(guanshan.signer).approve(payment, FACE - 1n),
      ]) {
        await prevent();
        await expect(pay()).to.be.revert(ethers);
        expect((await payment.presentationOf(holding)).open).to.equal(true);
        expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
        await snapshot.restore();
      }
      await pay();
    });

    it("X-19 what one bill is paid counts for no other", async () => {
      const first = await presented();
      const second = await delivered(desk, { maturity: "2026-12-30" });
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(first.holding);
      expect((await registry.billInfo(second.bill)).closed).to.equal(0n);
      expect((await registry.billInfo(second.bill)).status).to.equal(BillStatus.Delivered);
    });

    it("an acceptor that holds its own bill closes it", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, guanshan);
      await goTo(MATURITY);
      await present(holding, guanshan);
      await funded(desk, guanshan, FACE);
      await expect(payment.connect(guanshan.signer).pay(holding))
        .to.emit(payment, "BillPaid")
        .withArgs(holding, guanshan.id, guanshan.id, FACE, day(MATURITY), false);
      expect(await money.balanceOf(guanshan.wallet)).to.equal(FACE);
    });

    it("pays a holder that is frozen, suspended or expelled since", async () => {
      for (const stop of ["frozen", "suspended", "expelled"] as const) {
        desk = await billDesk();
        const { holding } = await presented();
        if (stop === "frozen") await freeze(desk, nanming);
        else await suspend(desk, nanming);
        if (stop === "expelled") await order(desk, "expel", [nanming.id]);
        await funded(desk, guanshan, FACE);
        await payment.connect(guanshan.signer).pay(holding);
        expect(await money.balanceOf(nanming.wallet), stop).to.equal(FACE);
      }
    });

    it("a suspended or expelled acceptor pays; a frozen one needs an order", async () => {
      await funded(desk, guanshan, 2n * FACE);
      const first = await presented();
      const second = await delivered(desk, { maturity: "2026-12-15" });
      await suspend(desk, guanshan);
      await payment.connect(guanshan.signer).pay(first.holding);
      await present(second.holding);
      await freeze(desk, guanshan);
      await expect(payment.connect(guanshan.signer).pay(second.holding)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
      expect(await registry.pairOf(second.holding)).to.deep.equal(pairOf("Delivered, InCollection"));
    });
  });

  describe("dishonour", () => {
    it("gives the holding back with a record of dishonour", async () => {
      const { holding } = await presented();
      await expect(payment.connect(guanshan.signer).dishonour(holding, DishonourReason.KnownDefence))
        .to.emit(payment, "BillDishonoured")
        .withArgs(holding, guanshan.id, nanming.id, FACE, day(MATURITY), DishonourReason.KnownDefence)
        .and.to.emit(registry, "HoldingCirculationChanged")
        .withArgs(holding, nanming.id, Circulation.Circulating, true, false)
        .and.not.to.emit(payment, "BillPresentationReturned");
      expect((await registry.holdingInfo(holding)).dishonoured).to.be.true;
      expect(fields(await payment.presentationOf(holding))).to.include({
        open: false,
        dishonouredOn: day(MATURITY),
        reason: DishonourReason.KnownDefence,
      });
    });

    it("the first day of dishonour stays, the reason is the last one", async () => {
      const { holding } = await presented();
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.KnownDefence);
      await goTo("2026-07-20");
      await present(holding);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.StoppedByCourt);
      expect(fields(await payment.presentationOf(holding))).to.include({
        dishonouredOn: day(MATURITY),
        reason: DishonourReason.StoppedByCourt,
      });
    });

    it("a dishonoured bill can be presented again, and paid", async () => {
      const { holding } = await presented();
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      await present(holding);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await money.balanceOf(nanming.wallet)).to.equal(FACE);
    });

    it("takes every reason but None and Silence; NotDue only for an early presentation", async () => {
      const { holding } = await presented();
      const refusal = (reason: bigint) => payment.connect(guanshan.signer).dishonour.staticCall(holding, reason);
      for (const [name, reason] of Object.entries(DishonourReason)) {
        if (["None", "Silence", "NotDue"].includes(name)) {
          await expect(refusal(reason))
            .to.be.revertedWithCustomError(payment, "BillReasonInvalid")
            .withArgs(holding, reason);
        } else {
          await refusal(reason);
        }
      }
    });

    it("for an early presentation too, None and Silence are no reasons", async () => {
      const { holding } = await delivered(desk);
      await present(holding);
      for (const reason of [DishonourReason.None, DishonourReason.Silence]) {
        await expect(payment.connect(guanshan.signer).dishonour(holding, reason)).to.be.revertedWithCustomError(
          payment,
          "BillReasonInvalid",
        );
      }
    });

    it("B-8 X-18 what was presented early is not dishonoured by a refusal after maturity either", async () => {
      const { holding } = await delivered(desk);
      await goTo("2026-06-29");
      await present(holding);
      await goTo(MATURITY);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      expect((await registry.holdingInfo(holding)).dishonoured).to.be.false;
      await present(holding);
    });

    it("reverts for all but the acceptor", async () => {
      const { holding } = await presented();
      for (const actor of [nanming, desk.qianling, desk.court]) {
        await expect(payment.connect(actor.signer).dishonour(holding, DishonourReason.BadFaith))
          .to.be.revertedWithCustomError(payment, "BillNotAcceptor")
          .withArgs(holding, actor.id, guanshan.id);
      }
    });

    it("B-9 the acceptor answers on the next business day at the latest, holidays in between", async () => {
      await goTo("2026-08-03");
      const { holding } = await delivered(desk, { maturity: "2026-09-30" });
      await goTo("2026-09-30");
      await present(holding);
      expect((await payment.presentationOf(holding)).answerBy).to.equal(day("2026-10-08"));
      await goTo("2026-10-08", "23:59:00");
      await payment.connect(guanshan.signer).dishonour.staticCall(holding, DishonourReason.BadFaith);
      await goTo("2026-10-09", "00:00:00");
      await expect(payment.connect(guanshan.signer).dishonour(holding, DishonourReason.BadFaith))
        .to.be.revertedWithCustomError(payment, "BillAnswerOverdue")
        .withArgs(holding, day("2026-10-08"));
      // It can still pay.
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
    });
  });

  describe("closeUnanswered", () => {
    it("B-9 is for anyone, a stranger too, but not before the answer is overdue", async () => {
      const { holding } = await presented();
      await goTo("2026-07-01", "23:59:57");
      await expect(payment.closeUnanswered(holding))
        .to.be.revertedWithCustomError(payment, "BillAnswerNotOverdue")
        .withArgs(holding, day("2026-07-01"));
      await goTo("2026-07-02", "00:00:00");
      await expect(payment.closeUnanswered(holding)).to.emit(payment, "BillDishonoured");
    });

    it("B-9 silence pays when money and allowance are there", async () => {
      const { bill, holding } = await presented();
      await funded(desk, guanshan, FACE);
      await goTo("2026-07-02");
      await expect(payment.closeUnanswered(holding))
        .to.emit(payment, "BillPaid")
        .withArgs(holding, guanshan.id, nanming.id, FACE, day("2026-07-02"), true)
        .and.to.emit(money, "Transfer")
        .withArgs(guanshan.wallet, nanming.wallet, FACE);
      expect((await registry.billInfo(bill)).status).to.equal(BillStatus.Settled);
    });

    for (const [what, prepare] of [
      [
        "money is short by a fen",
        async () => {
          await deposited(desk, guanshan, FACE - 1n);
          await money.connect(guanshan.signer).approve(payment, FACE);
        },
      ],
      [
        "the allowance is short by a fen",
        async () => {
          await deposited(desk, guanshan, FACE);
          await money.connect(guanshan.signer).approve(payment, FACE - 1n);
        },
      ],
      [
        "the acceptor is frozen",
        async () => {
          await funded(desk, guanshan, FACE);
          await freeze(desk, guanshan);
        },
      ],
      [
        "a fen of the money is frozen",
        async () => {
          await funded(desk, guanshan, FACE);
          await freezeMoney(desk, guanshan, 1n);
        },
      ],
    ] as const) {
      it(`B-9 silence is a dishonour when ${what}, and no money moves`, async () => {
        const { holding } = await presented();
        await prepare();
        const before = await money.balanceOf(guanshan.wallet);
        await goTo("2026-07-02");
        await expect(payment.closeUnanswered(holding))
          .to.emit(payment, "BillDishonoured")
          .withArgs(holding, guanshan.id, nanming.id, FACE, day("2026-07-02"), DishonourReason.Silence)
          .and.not.to.emit(money, "Transfer");
        expect(await money.balanceOf(guanshan.wallet)).to.equal(before);
        expect(fields(await payment.presentationOf(holding))).to.include({
          dishonouredOn: day("2026-07-02"),
          reason: DishonourReason.Silence,
          open: false,
        });
        expect((await registry.holdingInfo(holding)).dishonoured).to.be.true;
      });
    }

    it("B-9 silence pays when what is frozen of the money leaves enough", async () => {
      const { holding } = await presented();
      await funded(desk, guanshan, FACE + 1n);
      await freezeMoney(desk, guanshan, 1n);
      await goTo("2026-07-02");
      await expect(payment.closeUnanswered(holding)).to.emit(payment, "BillPaid");
      expect(await money.balanceOf(guanshan.wallet)).to.equal(1n);
    });

    it("B-9 silence pays for a suspended or expelled acceptor, to a frozen holder", async () => {
      const { holding } = await presented();
      await funded(desk, guanshan, FACE);
      await suspend(desk, guanshan);
      await order(desk, "expel", [guanshan.id]);
      await freeze(desk, nanming);
      await goTo("2026-07-02");
      await expect(payment.closeUnanswered(holding)).to.emit(payment, "BillPaid");
      expect(await money.balanceOf(nanming.wallet)).to.equal(FACE);
    });

    it("B-8 B-9 an early presentation goes back unpaid, whatever money is there", async () => {
      const { holding } = await delivered(desk);
      await funded(desk, guanshan, FACE);
      await present(holding);
      await goTo("2026-01-07");
      await expect(payment.closeUnanswered(holding))
        .to.emit(payment, "BillPresentationReturned")
        .withArgs(holding, guanshan.id, nanming.id, DishonourReason.Silence);
      expect(await money.balanceOf(guanshan.wallet)).to.equal(FACE);
      expect((await registry.holdingInfo(holding)).dishonoured).to.be.false;
    });

    it("B-8 an early presentation stands in the way of none at maturity: it goes back from maturity on, before the answer is due", async () => {
      await goTo("2026-08-03");
      const { holding } = await delivered(desk, { maturity: "2026-10-01" });
      await goTo("2026-09-30");
      await present(holding);
      await goTo("2026-09-30", "23:59:57");
      await expect(payment.closeUnanswered(holding))
        .to.be.revertedWithCustomError(payment, "BillAnswerNotOverdue")
        .withArgs(holding, day("2026-10-08"));
      await goTo("2026-10-01", "00:00:00");
      await expect(payment.closeUnanswered(holding)).to.emit(payment, "BillPresentationReturned");
      await present(holding);
      expect(fields(await payment.presentationOf(holding))).to.include({ early: false, timely: true });
    });

    it("B-9 what was presented at maturity is not closed before its answer is due", async () => {
      const { holding } = await presented();
      await expect(payment.closeUnanswered(holding)).to.be.revertedWithCustomError(payment, "BillAnswerNotOverdue");
    });

    it("X-109 with too little gas it does nothing: no gas turns money that is there into dishonour", async () => {
      const { holding } = await presented();
      await funded(desk, guanshan, FACE);
      await goTo("2026-07-02");
      const needed = await payment.closeUnanswered.estimateGas(holding);
      const outcomes = { paid: 0, failed: 0 };
      for (let gas = 30_000n; gas <= needed + 20_000n; gas += 1_500n) {
        const snapshot = await networkHelpers.takeSnapshot();
        const sent = await payment.closeUnanswered(holding, { gasLimit: gas }).then(
          (transaction) => transaction.wait().catch(() => null),
          () => null,
        );
        if (sent === null) {
          outcomes.failed++;
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InCollection"));
          expect(await money.balanceOf(guanshan.wallet)).to.equal(FACE);
        } else {
          outcomes.paid++;
          expect(await registry.pairOf(holding), `with ${gas} gas`).to.deep.equal(pairOf("Settled, Closed"));
          expect(await money.balanceOf(nanming.wallet)).to.equal(FACE);
        }
        await snapshot.restore();
      }
      expect(outcomes.paid).to.be.greaterThan(5);
      expect(outcomes.failed).to.be.greaterThan(50);
    });

    it("reverts for what was never presented or does not exist", async () => {
      const { holding } = await drawn(desk);
      await expect(payment.closeUnanswered(holding)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await expect(payment.closeUnanswered(holdingOf(9n))).to.be.revertedWithCustomError(registry, "HoldingUnknown");
    });

    it("is paid from, and to, the wallets of the parties, by whatever hands it went", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, desk.huaxi, nanming);
      await registry.connect(nanming.signer).endorse(holding, desk.huaxi.id, false, 0);
      await goTo(MATURITY);
      await present(holding, desk.huaxi);
      await funded(desk, guanshan, FACE);
      await goTo("2026-07-02");
      await payment.connect(desk.auditor.signer).closeUnanswered(holding);
      expect(await money.balanceOf(desk.huaxi.wallet)).to.equal(FACE);
      expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
    });
  });

  describe("presentPart", () => {
    const PART = 400_000n;
    const splittable = () => delivered(desk, { splittable: true });
    const presentPart = (holding: bigint, amount: bigint, actor = nanming) =>
      payment.connect(actor.signer).presentPart(holding, amount, NO_DIGEST);
    const partOf = ({ bill }: Paper) => (bill << 32n) | 2n;

    it("B-6, B-8 presents the low end as a holding of its own; the rest stays in its holder's hand", async () => {
      const paper = await splittable();
      const { holding } = paper;
      await goTo(MATURITY);
      await expect(presentPart(holding, PART))
        .to.emit(registry, "HoldingSplit")
        .withArgs(holding, partOf(paper), nanming.id, 1n, PART)
        .and.to.emit(payment, "BillPresented")
        .withArgs(
          partOf(paper),
          nanming.id,
          guanshan.id,
          PART,
          day(MATURITY),
          day("2026-07-01"),
          false,
          false,
          NO_DIGEST,
        );
      expect(await registry.pairOf(partOf(paper))).to.deep.equal(pairOf("Matured, InCollection"));
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Circulating"));
      expect((await payment.presentationOf(holding)).open).to.be.false;
    });

    it("X-19 each part is paid once and for itself; the bill is settled when all of its face is", async () => {
      const paper = await splittable();
      const { bill, holding } = paper;
      await goTo(MATURITY);
      await presentPart(holding, PART);
      await funded(desk, guanshan, 2n * FACE);
      await payment.connect(guanshan.signer).pay(partOf(paper));
      expect(await money.balanceOf(nanming.wallet)).to.equal(PART);
      expect(fields(await registry.billInfo(bill))).to.include({ closed: PART, status: BillStatus.Delivered });
      await expect(payment.connect(guanshan.signer).pay(partOf(paper))).to.be.revertedWithCustomError(
        registry,
        "BillWrongPair",
      );
      // All that is left is nothing to part.
      await presentPart(holding, FACE - PART);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await money.balanceOf(nanming.wallet)).to.equal(FACE);
      expect(fields(await registry.billInfo(bill))).to.include({ closed: FACE, status: BillStatus.Settled, seq: 2n });
    });

    for (const by of ["drawer", "endorser"] as const) {
      it(`B-5, B-6 part and rest of a holding inherit the ${by}'s mark, and keep it when they are given back`, async () => {
        const { bill, holding } = await delivered(desk, { splittable: true, notTransferable: by === "drawer" });
        const holder = by === "drawer" ? nanming : desk.huaxi;
        if (by === "endorser") await endorsed(desk, holding, nanming, holder, true);
        const part = (bill << 32n) | 2n;
        await presentPart(holding, PART, holder);
        await payment.connect(guanshan.signer).dishonour(part, DishonourReason.NotDue);
        for (const piece of [part, holding]) {
          expect(await registry.pairOf(piece)).to.deep.equal(pairOf("Delivered, NotTransferable"));
          await expect(
            registry.connect(holder.signer).endorse(piece, desk.baiyunling.id, false, 0),
          ).to.be.revertedWithCustomError(registry, "BillWrongPair");
        }
      });
    }

    it("B-8 the period of a part that was presented says nothing of the rest", async () => {
      const paper = await splittable();
      await goTo(MATURITY);
      await presentPart(paper.holding, PART);
      await goTo("2026-07-20");
      await expect(present(paper.holding)).to.be.revertedWithCustomError(payment, "BillExplanationMissing");
      expect((await payment.presentationOf(partOf(paper))).timely).to.be.true;
    });

    it("reverts for all but the holder, for no amount and too much, for a whole bill, and after dishonour", async () => {
      const { holding } = await splittable();
      const whole = await delivered(desk);
      await expect(presentPart(holding, PART, desk.huaxi))
        .to.be.revertedWithCustomError(registry, "BillNotHolder")
        .withArgs(holding, desk.huaxi.id, nanming.id);
      for (const amount of [0n, FACE + 1n]) {
        await expect(presentPart(holding, amount))
          .to.be.revertedWithCustomError(registry, "BillAmountOutOfRange")
          .withArgs(holding, amount, FACE);
      }
      await expect(presentPart(whole.holding, PART)).to.be.revertedWithCustomError(registry, "BillNotSplittable");
      await registry.connect(nanming.signer).endorse(holding, desk.huaxi.id, false, 0);
      await expect(presentPart(holding, PART)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await goTo(MATURITY);
      await present(holding);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.BadFaith);
      await expect(presentPart(holding, PART)).to.be.revertedWithCustomError(registry, "BillDishonoured");
    });
  });

  describe("standing presentation", () => {
    const set = (holding: bigint, standing = true, actor = nanming) =>
      payment.connect(actor.signer).setStandingPresentation(holding, standing);
    /** By somebody who has nothing to do with the bill. */
    const carryOut = (holding: bigint) => payment.connect(desk.auditor.signer).presentStanding(holding);

    it("B-8 is set and ended by the holder alone, and never twice", async () => {
      const { holding } = await delivered(desk);
      await expect(set(holding, false))
        .to.be.revertedWithCustomError(payment, "BillStandingUnchanged")
        .withArgs(holding, false);
      await expect(set(holding, true, desk.huaxi)).to.be.revertedWithCustomError(registry, "BillNotHolder");
      await expect(set(holding)).to.emit(payment, "StandingPresentationSet").withArgs(holding, nanming.id, true);
      expect(await payment.standingOf(holding)).to.equal(nanming.id);
      await expect(set(holding)).to.be.revertedWithCustomError(payment, "BillStandingUnchanged");
      await expect(set(holding, false, guanshan)).to.be.revertedWithCustomError(registry, "BillNotHolder");
      await set(holding, false);
      await goTo(MATURITY);
      await expect(carryOut(holding)).to.be.revertedWithCustomError(payment, "BillNotStanding").withArgs(holding);
    });

    it("B-8 anyone presents it from maturity to the end of the period, as the holder would", async () => {
      await goTo("2026-08-03");
      const { holding } = await delivered(desk, { maturity: "2026-10-01" });
      await set(holding);
      const snapshot = await networkHelpers.takeSnapshot();
      for (const [date, clock, valid] of [
        ["2026-09-30", "23:59:57", false],
        ["2026-10-01", "00:00:00", true],
        ["2026-10-12", "23:59:57", true],
        ["2026-10-13", "00:00:00", false],
      ] as const) {
        await goTo(date, clock);
        if (valid) {
          await expect(carryOut(holding)).to.emit(payment, "BillPresented");
          const presentation = fields(await payment.presentationOf(holding));
          expect(presentation).to.include({ day: day(date), early: false, late: false, timely: true });
        } else {
          await expect(carryOut(holding))
            .to.be.revertedWithCustomError(payment, "BillStandingDayOutOfRange")
            .withArgs(holding, day("2026-10-01"), day("2026-10-12"));
        }
        await snapshot.restore();
      }
    });

    it("B-8 counts while the one that set it holds", async () => {
      const { holding } = await delivered(desk);
      await set(holding);
      await endorsed(desk, holding, nanming, desk.huaxi);
      await goTo(MATURITY);
      await expect(carryOut(holding)).to.be.revertedWithCustomError(payment, "BillNotStanding");
      await set(holding, true, desk.huaxi);
      await carryOut(holding);
    });

    it("X-18 is carried out once: after the first presentation from maturity on the holder decides by itself", async () => {
      const [standing, own] = [await delivered(desk), await delivered(desk)];
      for (const { holding } of [standing, own]) await set(holding);
      await goTo(MATURITY);
      await carryOut(standing.holding);
      await expect(carryOut(standing.holding)).to.be.revertedWithCustomError(payment, "BillNotStanding");
      await present(own.holding);
      for (const { holding } of [standing, own]) {
        await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
        await expect(carryOut(holding)).to.be.revertedWithCustomError(payment, "BillNotStanding");
      }
    });

    it("B-8 an early presentation does not use it up", async () => {
      const { holding } = await delivered(desk);
      await set(holding);
      await present(holding);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.NotDue);
      await goTo(MATURITY);
      await carryOut(holding);
    });
  });

  describe("payment beside the chain", () => {
    const EVIDENCE = id("the bank's receipt");
    const declare = (holding: bigint, evidence = EVIDENCE, actor = guanshan) =>
      payment.connect(actor.signer).declarePaidOffChain(holding, evidence);
    const confirm = (holding: bigint, evidence = EVIDENCE, actor = nanming) =>
      payment.connect(actor.signer).confirmPaidOffChain(holding, evidence);

    it("B-9 needs both signatures over one digest; the units close, no money moves, and it shows for ever", async () => {
      const { bill, holding } = await presented();
      await funded(desk, guanshan, FACE);
      await expect(declare(holding))
        .to.emit(payment, "BillPaidOffChainDeclared")
        .withArgs(holding, guanshan.id, nanming.id, EVIDENCE);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InCollection"));
      await expect(confirm(holding))
        .to.emit(payment, "BillPaidOffChain")
        .withArgs(holding, guanshan.id, nanming.id, FACE, day(MATURITY), EVIDENCE)
        .and.to.emit(registry, "HoldingClosed")
        .withArgs(holding, nanming.id, FACE, FACE)
        .and.not.to.emit(money, "Transfer");
      expect((await registry.billInfo(bill)).status).to.equal(BillStatus.Settled);
      expect(fields(await payment.presentationOf(holding))).to.include({
        open: false,
        offChain: true,
        evidence: EVIDENCE,
      });
      await expect(payment.connect(guanshan.signer).pay(holding)).to.be.revertedWithCustomError(
        registry,
        "BillWrongPair",
      );
    });

    it("B-9 is declared by the acceptor and confirmed by the holder, with the digest that was declared last", async () => {
      const { holding } = await presented();
      await expect(confirm(holding, NO_DIGEST)).to.be.revertedWithCustomError(payment, "BillOffChainDiffers");
      await expect(confirm(holding))
        .to.be.revertedWithCustomError(payment, "BillOffChainDiffers")
        .withArgs(holding, NO_DIGEST, EVIDENCE);
      await expect(declare(holding, NO_DIGEST)).to.be.revertedWithCustomError(payment, "BillEvidenceMissing");
      await expect(declare(holding, EVIDENCE, nanming)).to.be.revertedWithCustomError(payment, "BillNotAcceptor");
      await declare(holding);
      await declare(holding, WHY);
      await expect(confirm(holding))
        .to.be.revertedWithCustomError(payment, "BillOffChainDiffers")
        .withArgs(holding, WHY, EVIDENCE);
      for (const actor of [guanshan, desk.qianling]) {
        await expect(confirm(holding, WHY, actor))
          .to.be.revertedWithCustomError(registry, "BillNotHolder")
          .withArgs(holding, actor.id, nanming.id);
      }
      await confirm(holding, WHY);
    });

    it("B-9 is for what is presented, and a declaration counts for its presentation only", async () => {
      const { holding } = await delivered(desk);
      await expect(declare(holding)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await expect(confirm(holding)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await present(holding);
      await declare(holding);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.NotDue);
      await present(holding);
      await expect(confirm(holding)).to.be.revertedWithCustomError(payment, "BillOffChainDiffers");
    });

    it("X-19 who has declared a payment in time does not pay twice; unconfirmed, it is a dishonour", async () => {
      const { holding } = await presented();
      await funded(desk, guanshan, FACE);
      await declare(holding);
      await goTo("2026-07-02");
      await expect(payment.closeUnanswered(holding))
        .to.emit(payment, "BillDishonoured")
        .withArgs(holding, guanshan.id, nanming.id, FACE, day("2026-07-02"), DishonourReason.Silence)
        .and.not.to.emit(money, "Transfer");
      expect((await payment.presentationOf(holding)).evidence).to.equal(EVIDENCE);
      // Presented again, and unanswered, it is paid.
      await present(holding);
      await goTo("2026-07-04");
      await expect(payment.closeUnanswered(holding)).to.emit(payment, "BillPaid");
    });

    it("B-9 whoever was silent until the answer was due cannot declare any more; the holder still confirms", async () => {
      const { holding } = await presented();
      await goTo("2026-07-01", "23:59:50");
      const snapshot = await networkHelpers.takeSnapshot();
      await declare(holding);
      await goTo("2026-07-02");
      await confirm(holding);
      await snapshot.restore();
      await goTo("2026-07-02");
      await expect(declare(holding))
        .to.be.revertedWithCustomError(payment, "BillAnswerOverdue")
        .withArgs(holding, day("2026-07-01"));
    });

    it("B-9 after a declaration the acceptor can still pay on chain, or refuse in time", async () => {
      const { holding } = await presented();
      await declare(holding);
      const snapshot = await networkHelpers.takeSnapshot();
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      await snapshot.restore();
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect((await payment.presentationOf(holding)).offChain).to.be.false;
    });
  });

  describe("confirmPayment", () => {
    const EVIDENCE = id("what was checked");
    const confirm = (bill: bigint, actor = guanshan, evidence = EVIDENCE) =>
      payment.connect(actor.signer).confirmPayment(bill, evidence);

    it("B-15 is recorded on the bill, with its day, once", async () => {
      const { bill } = await delivered(desk);
      await goTo("2026-02-03");
      await expect(confirm(bill))
        .to.emit(payment, "BillPaymentConfirmed")
        .withArgs(bill, guanshan.id, day("2026-02-03"), EVIDENCE);
      expect(await payment.paymentConfirmedOn(bill)).to.equal(day("2026-02-03"));
      await expect(confirm(bill)).to.be.revertedWithCustomError(payment, "BillPaymentAlreadyConfirmed").withArgs(bill);
    });

    it("B-15 reverts for all but the acceptor, without evidence, and for an unknown bill", async () => {
      const { bill } = await delivered(desk);
      for (const actor of [nanming, desk.qianling, desk.baiyunling]) {
        await expect(confirm(bill, actor))
          .to.be.revertedWithCustomError(payment, "BillNotAcceptor")
          .withArgs(holdingOf(bill), actor.id, guanshan.id);
      }
      await expect(confirm(bill, guanshan, NO_DIGEST)).to.be.revertedWithCustomError(payment, "BillEvidenceMissing");
      await expect(confirm(bill + 1n)).to.be.revertedWithCustomError(registry, "BillUnknown");
    });

    it("B-15 is of a delivered bill before its maturity", async () => {
      const [notYet, due] = [await accepted(desk), await delivered(desk)];
      await expect(confirm(notYet.bill))
        .to.be.revertedWithCustomError(payment, "BillNotConfirmable")
        .withArgs(notYet.bill, BillStatus.Accepted);
      await goTo("2026-06-29", "23:59:57");
      await payment.connect(guanshan.signer).confirmPayment.staticCall(due.bill, EVIDENCE);
      await goTo(MATURITY, "00:00:00");
      await expect(confirm(due.bill))
        .to.be.revertedWithCustomError(payment, "BillNotConfirmable")
        .withArgs(due.bill, BillStatus.Matured);
    });
  });
});
